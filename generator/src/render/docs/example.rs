//! The example of an operation, a doctest that compiles: a client, the arguments, the call.

use proc_macro2::TokenStream;
use syn::Expr;
use syn::Item;
use syn::ItemFn;
use syn::Stmt;
use syn::parse_quote;

use crate::model::Example;
use crate::model::Home;
use crate::model::ItemFormat;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Response;
use crate::model::TypeReference;
use crate::render::docs::sample::Values;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::owner::Owner;
use crate::render::syntax;
use crate::render::syntax::awaited;
use crate::render::syntax::chained;
use crate::render::syntax::ident;
use crate::render::syntax::local;
use crate::render::syntax::statement;
use crate::render::syntax::tried;
use crate::render::syntax::value_of;
use crate::render::syntax::variable;

/// The lines around an example, which is compiled and not run.
const OPENING: &str = "```no_run\n";
const CLOSING: &str = "\n```";

/// A fenced code block, which shows the statements alone.
pub(crate) fn example(
    operation: &Operation,
    owner: Owner<'_>,
    krate: &Crate<'_>,
) -> Option<String> {
    let example = operation.example.as_ref()?;
    let file = krate.example(operation, owner);
    let statements = statements(operation, example, owner, &file);
    let library = ident(&krate.api.package.library());
    let head =
        format!("async fn example(client: {library}::Client) -> Result<(), {library}::Error> {{");
    Some(doctest(statements, &file, &head))
}

/// A fenced code block of statements, and of what the file brings into scope for them. `head` is that of the function around them,
/// which is hidden.
pub(crate) fn doctest(statements: Vec<Stmt>, file: &RustFile<'_>, head: &str) -> String {
    let mut function = FUNCTION.with(Clone::clone);
    function.block.stmts.splice(0..0, statements);
    let lines = without_function(&print(file.uses(), function), head);
    format!("{OPENING}{lines}{CLOSING}")
}

thread_local! {
    // Parsed once, and not with each example.
    static FUNCTION: ItemFn = parse_quote! {
        async fn example() {
            Ok(())
        }
    };
    static PRINTED: Stmt = parse_quote! {
        while let Some(item) = items.next().await {
            let item = item?;
            println!("{item:?}");
        }
    };
}

/// The same for the docs of the crate: with the making of the client, and compiled where the operation is.
pub(crate) fn program(
    operation: &Operation,
    owner: Owner<'_>,
    krate: &Crate<'_>,
) -> Option<String> {
    let file = krate.example(operation, owner);
    let statements = whole(operation, owner, krate, &file)?;
    let library = krate.api.package.library();
    let head = format!("async fn example() -> Result<(), {library}::Error> {{");
    let example = doctest(statements, &file, &head);
    let feature = owner.resources.first().and_then(|one| one.feature.as_ref());
    let Some(feature) = feature else {
        return Some(example);
    };
    let lines = example.strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
    Some(format!(
        "{OPENING}# #[cfg(feature = \"{feature}\")]\n# mod example {{\n{lines}\n# }}{CLOSING}"
    ))
}

/// The same for the README, where nothing is hidden.
pub(crate) fn readable(
    operation: &Operation,
    owner: Owner<'_>,
    krate: &Crate<'_>,
) -> Option<String> {
    let file = krate.example(operation, owner);
    let statements = whole(operation, owner, krate, &file)?;
    let uses = file.uses();
    let library = ident(&krate.api.package.library());
    let function: ItemFn = parse_quote! {
        #[tokio::main]
        async fn main() -> Result<(), #library::Error> {
            #(#statements)*
            Ok(())
        }
    };
    Some(format!("```rust,no_run\n{}```", print(uses, function)))
}

/// The lines of a doctest: rustdoc compiles those that start with `# `, and does not show them. `head` is one, of the function that
/// the statements are in.
fn without_function(printed: &str, head: &str) -> String {
    let (uses, statements) = printed
        .split_once("async fn example() {\n")
        .unwrap_or_default();
    let uses = uses.trim_start().lines();
    let mut lines: Vec<String> = uses.map(str::to_owned).collect();
    lines.push(format!("# {head}"));
    let statements = statements.strip_suffix("    Ok(())\n}\n");
    let statements = statements.unwrap_or_default().lines();
    lines.extend(statements.map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()));
    lines.push("# Ok(()) }".to_owned());
    lines.join("\n")
}

/// The function below an empty line, which is an item without tokens.
fn print(mut items: Vec<Item>, function: ItemFn) -> String {
    items.extend([Item::Verbatim(TokenStream::new()), Item::Fn(function)]);
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    })
}

/// The statements of an example, which has a client.
fn statements(
    operation: &Operation,
    example: &Example,
    owner: Owner<'_>,
    file: &RustFile<'_>,
) -> Vec<Stmt> {
    let mut values = Values::new(file);
    let arguments = arguments(operation, example, &mut values, file);
    let resources = owner.methods().map(|method| syntax::call(method, []));
    let method = syntax::call(operation.method.rust(), arguments);
    let mut call = chained(value_of(ident("client")), resources.chain([method]));
    for (name, sample) in &example.setters {
        call = values.set(call, name, sample, Values::given);
    }
    let mut statements = values.statements;
    statements.extend(finish(operation, call));
    statements
}

/// The statements of a program: one makes the client, one prints what is returned.
fn whole(
    operation: &Operation,
    owner: Owner<'_>,
    krate: &Crate<'_>,
    file: &RustFile<'_>,
) -> Option<Vec<Stmt>> {
    let example = operation.example.as_ref()?;
    let library = krate.api.package.library();
    let client = file.import(&format!("{library}::Client"));
    let mut whole = match krate.api.server.to_be_set() {
        None => vec![parse_quote!(let client = #client::from_env()?;)],
        Some(url) => {
            let settings = file.import(&format!("{library}::Settings"));
            vec![
                parse_quote!(let settings = #settings::new().base_url(#url);),
                parse_quote!(let client = #client::builder().settings(settings).build()?;),
            ]
        }
    };
    whole.extend(statements(operation, example, owner, file));
    if gives_response(operation) {
        whole.push(parse_quote!(println!("{response:?}");));
    }
    Some(whole)
}

/// The arguments of the call: what is required by name is one.
fn arguments(
    operation: &Operation,
    example: &Example,
    values: &mut Values<'_>,
    file: &RustFile<'_>,
) -> Vec<Expr> {
    let by_name = operation.required_by_name();
    let is_by_name = |name: &Name| by_name.iter().any(|(known, _)| *known == name);
    let arguments = example.arguments.iter();
    let in_place = arguments.clone().filter(|(name, _)| !is_by_name(name));
    let mut given: Vec<Expr> = in_place
        .map(|(name, sample)| values.given(name, sample))
        .collect();
    if let Some(required) = &operation.required {
        let ty = file.named(&TypeReference {
            name: required.rust().to_owned(),
            home: Home::Operation,
        });
        let named = by_name.iter().filter_map(|(name, ty)| {
            let mut arguments = arguments.clone();
            let (_, sample) = arguments.find(|(known, _)| known == *name)?;
            Some((*name, *ty, sample))
        });
        given.push(values.by_name(&ty, named));
    }
    given
}

/// Whether the statements end with the response in a variable.
fn gives_response(operation: &Operation) -> bool {
    let is_stream = matches!(
        operation.response,
        Response::Items(..) | Response::ByteParts
    );
    operation.pagination.is_none() && !is_stream && operation.response != Response::Empty
}

fn finish(operation: &Operation, call: Expr) -> Vec<Stmt> {
    if operation.pagination.is_some() {
        let items = chained(call, [syntax::call("items", [])]);
        return vec![variable("items", items), PRINTED.with(Clone::clone)];
    }
    let sent = tried(awaited(call));
    match &operation.response {
        Response::Items(ItemFormat::Events | ItemFormat::JsonEvents, _) => vec![
            variable("events", sent),
            parse_quote! {
                while let Some(event) = events.next().await {
                    println!("{:?}", event?.data);
                }
            },
        ],
        Response::Items(ItemFormat::Parts, _) | Response::ByteParts => vec![
            variable("parts", sent),
            parse_quote! {
                while let Some(part) = parts.next().await {
                    println!("{:?}", part?.data);
                }
            },
        ],
        Response::Items(ItemFormat::JsonLines | ItemFormat::JsonSequence, _) => vec![
            variable("values", sent),
            parse_quote! {
                while let Some(value) = values.next().await {
                    println!("{:?}", value?);
                }
            },
        ],
        Response::Empty => vec![statement(sent)],
        Response::JsonOrEmpty(_)
        | Response::Json(_)
        | Response::Enveloped(_)
        | Response::Unwrapped { .. }
        | Response::Value(_)
        | Response::Text
        | Response::Bytes
        | Response::EncodedBytes
        | Response::Kinds(_)
        | Response::Stream => vec![local(&ident("response"), None, sent)],
    }
}
