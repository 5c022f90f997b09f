//! The example of an operation, a doctest that compiles: a client, the arguments, the call.

use syn::Expr;
use syn::Item;
use syn::Stmt;
use syn::parse_quote;

use crate::model::Example;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Response;
use crate::model::Sample;
use crate::render::docs::sample::argument;
use crate::render::docs::sample::expression;
use crate::render::docs::sample::set;
use crate::render::docs::sample::write_json;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::owner::Owner;
use crate::render::syntax::ident;

/// A fenced code block.
pub(crate) fn example(
    operation: &Operation,
    owner: Owner<'_>,
    krate: &Crate<'_>,
) -> Option<String> {
    let example = operation.example.as_ref()?;
    let (uses, statements) = parts(operation, example, owner, krate);
    let library = krate.api.package.library();
    let uses = print(uses);
    let body = print(vec![
        parse_quote! { async fn example() { #(#statements)* } },
    ]);
    let body = with_json(&body, example);
    let lines: Vec<&str> = body.lines().collect();
    let inner = lines
        .get(1..lines.len().saturating_sub(1))
        .unwrap_or_default();
    let inner: Vec<&str> = inner
        .iter()
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    let mut block = vec![
        "```no_run".to_owned(),
        uses.trim_end().to_owned(),
        String::new(),
    ];
    block.push(format!(
        "# async fn example() -> Result<(), {library}::Error> {{"
    ));
    block.extend(inner.iter().map(|line| (*line).to_owned()));
    block.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(block.join("\n"))
}

/// The same for the README, where nothing is hidden.
pub(crate) fn readable(
    operation: &Operation,
    owner: Owner<'_>,
    krate: &Crate<'_>,
) -> Option<String> {
    let example = operation.example.as_ref()?;
    let (mut items, statements) = parts(operation, example, owner, krate);
    let library = ident(&krate.api.package.library());
    items.push(parse_quote! {
        #[tokio::main]
        async fn main() -> Result<(), #library::Error> {
            #(#statements)*
            Ok(())
        }
    });
    let printed = with_json(&print(items), example);
    Some(format!(
        "```rust,no_run\n{}\n```",
        printed
            .trim_end()
            .replacen("#[tokio::main]", "\n#[tokio::main]", 1)
    ))
}

fn with_json(printed: &str, example: &Example) -> String {
    let samples = example.arguments.iter().chain(&example.setters);
    write_json(printed, samples.map(|(_, sample)| sample))
}

fn print(items: Vec<Item>) -> String {
    let attrs = Vec::new();
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    })
}

/// The `use` items and the statements of an example.
fn parts(
    operation: &Operation,
    example: &Example,
    owner: Owner<'_>,
    krate: &Crate<'_>,
) -> (Vec<Item>, Vec<Stmt>) {
    let file = krate.example(operation, owner);
    let client = file.import(&format!("{}::Client", krate.api.package.library()));
    let mut writing = Writing {
        operation,
        file: &file,
        statements: vec![parse_quote!(let client = #client::from_env()?;)],
    };
    let given: Vec<Expr> = example
        .arguments
        .iter()
        .map(|(name, sample)| writing.give(name, sample))
        .collect();
    let mut call: Expr = parse_quote!(client);
    for method in owner.methods() {
        let method = ident(method);
        call = parse_quote!(#call.#method());
    }
    let method = ident(operation.method.rust());
    call = parse_quote!(#call.#method(#(#given),*));
    for (name, sample) in &example.setters {
        call = writing.set(&call, name, sample);
    }
    let mut statements = writing.statements;
    statements.extend(finish(operation, &call));
    (file.uses(), statements)
}

/// An example being written.
struct Writing<'a> {
    operation: &'a Operation,
    file: &'a RustFile<'a>,
    statements: Vec<Stmt>,
}

impl Writing<'_> {
    /// An argument; what the call borrows gets a name first.
    fn give(&mut self, name: &Name, sample: &Sample) -> Expr {
        if !self.is_borrowed(name) {
            return argument(sample, self.file);
        }
        let local = ident(name.rust());
        let value = expression(sample, self.file);
        self.statements.push(parse_quote!(let #local = #value;));
        parse_quote!(&#local)
    }

    fn set(&mut self, call: &Expr, name: &Name, sample: &Sample) -> Expr {
        if !self.is_borrowed(name) {
            return set(call, name, sample, self.file);
        }
        let value = self.give(name, sample);
        let setter = ident(name.rust());
        parse_quote!(#call.#setter(#value))
    }

    fn is_borrowed(&self, name: &Name) -> bool {
        let mut parameters = self.operation.parameters.iter();
        let parameter = parameters.find(|parameter| parameter.name == *name);
        parameter.is_some_and(|parameter| self.file.is_borrowed(&parameter.ty))
    }
}

fn finish(operation: &Operation, call: &Expr) -> Vec<Stmt> {
    if operation.pagination.is_some() {
        return vec![
            parse_quote!(let mut items = #call.items();),
            parse_quote! {
                while let Some(item) = items.next().await {
                    let item = item?;
                    println!("{item:?}");
                }
            },
        ];
    }
    match &operation.response {
        Response::Events(_) => vec![
            parse_quote!(let mut events = #call.await?;),
            parse_quote! {
                while let Some(event) = events.next().await {
                    println!("{:?}", event?.data);
                }
            },
        ],
        Response::Empty => vec![parse_quote!(#call.await?;)],
        Response::JsonOrEmpty(_)
        | Response::Json(_)
        | Response::Enveloped(_)
        | Response::Unwrapped { .. }
        | Response::Text
        | Response::Bytes
        | Response::Kinds(_)
        | Response::Stream => vec![
            parse_quote!(let response = #call.await?;),
            parse_quote!(println!("{response:?}");),
        ],
    }
}
