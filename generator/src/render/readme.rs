//! `README.md` of the crate: what it is, a first call, and the operations.

use super::Content;
use super::Module;
use super::Scope;
use super::docs;
use super::example::readable;
use super::harmless::harmless;
use super::operation::Owner;
use super::operation::OwnerClient;
use super::resource::ROOT_OPERATIONS;
use super::resource::type_name;
use crate::markdown::code;
use crate::model::Api;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Resource;

/// `README.md`.
pub(super) fn readme(api: &Api) -> Module {
    let title = format!("# {}", harmless(&api.package.title));
    let said = docs::text(&api.package.docs, "");
    let table = table(api);
    let first = first_call(api);
    let text = docs::paragraphs([
        &title,
        &said,
        "## A first call",
        &first,
        "## Operations",
        &table,
    ]);
    Module {
        path: "README.md".to_owned(),
        content: Content::Markdown(format!("{text}\n")),
    }
}

fn table(api: &Api) -> String {
    let mut lines = vec!["| Call | Sends | |".to_owned(), "|---|---|---|".to_owned()];
    walk(&api.root, &[], &mut |operation, methods| {
        let mut path = vec!["client".to_owned()];
        path.extend(methods.iter().map(|method| format!("{method}()")));
        path.push(format!("{}(…)", operation.method.plain()));
        let call = code(&path.join("."));
        let wire = code(&format!(
            "{} {}",
            operation.verb.lower_case().to_uppercase(),
            operation.path
        ));
        let said = docs::first_line(&operation.docs, "").replace('|', "\\|");
        lines.push(format!("| {call} | {wire} | {said} |"));
    });
    lines.join("\n")
}

fn walk<'r>(
    resource: &'r Resource,
    methods: &[&'r str],
    each: &mut impl FnMut(&'r Operation, &[&'r str]),
) {
    let mut methods = methods.to_vec();
    methods.extend(resource.name.as_ref().map(Name::plain));
    for operation in &resource.operations {
        each(operation, &methods);
    }
    for child in &resource.resources {
        walk(child, &methods, each);
    }
}

/// The first operation of the document with its example.
fn first_call(api: &Api) -> String {
    if let Some(operation) = api.root.operations.first() {
        let owner = Owner {
            ty: "Client",
            module: "crate::client",
            client: OwnerClient::Itself,
            methods: &[],
            path: ROOT_OPERATIONS,
        };
        return readable(
            operation,
            owner,
            Scope {
                api,
                operation: Some(operation),
            },
        );
    }
    let mut path = Vec::new();
    let mut here = &api.root;
    while here.operations.is_empty() {
        let Some(child) = here.resources.first() else {
            return String::new();
        };
        path.extend(child.name.as_ref().map(|name| name.rust().to_owned()));
        here = child;
    }
    let Some(operation) = here.operations.first() else {
        return String::new();
    };
    let ty = type_name(here);
    let module = path.join("::");
    let owner = Owner {
        ty: &ty,
        module: &module,
        client: OwnerClient::Borrowed,
        methods: &path,
        path: &module,
    };
    readable(
        operation,
        owner,
        Scope {
            api,
            operation: Some(operation),
        },
    )
}
