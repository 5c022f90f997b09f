//! The file being written: whose it is, and what it brings into scope.
//!
//! Whatever a template names that is not of the prelude, it gets from here as an identifier, so that no `use` can be forgotten.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use proc_macro2::Ident;
use syn::Attribute;
use syn::Item;
use syn::Path;
use syn::PathSegment;
use syn::Token;
use syn::parse_quote;
use syn::punctuated::Punctuated;

use crate::Runtime;
use crate::model::Api;
use crate::model::Docs;
use crate::model::ErrorResponse;
use crate::model::Field;
use crate::model::Home;
use crate::model::Operation;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::render::imports::Imports;
use crate::render::module::Module;
use crate::render::owner::Owner;
use crate::render::syntax::ident;

/// Everything that generated files may bring into scope, each with the path below its crate. No type of the document is
/// called like one of them; a debug build, and so every test, fails where something else is imported.
const IMPORTS: [(&str, &str); 4] = [
    (
        "client_runtime",
        "ResponseBody Base64 ByteStream Bytes Call CallFuture CallOptions Content \
        Credentials Date DateTime Decimal DecimalNumber EncodedBody Envelope Error EventBody EventStream Field FromEvent \
        FromResponse HttpClient Indirect ItemBody ItemFormat JsonStream List UnreadableBody Multipart Part ParameterLocation PartStream RawBody ErrorMatch Request Response \
        RetryClass Scheme SecretString ServerTemplate Settings Style Time TokenOrSource Uri \
         Uuid constraint impl_call impl_choice impl_text decode duration environment format lease number pages branch tuple webhook::WebhookError webhook::read",
    ),
    ("serde", "Deserialize Deserializer Serialize Serializer"),
    ("serde_json", "Value json"),
    (
        "std",
        "collections::BTreeMap fmt str::FromStr time::Duration",
    ),
];

/// What is in scope anywhere, and what readers know as that.
const PRELUDE: &str = "Box Clone Copy Debug Default Display Drop Err Fn FnMut FnOnce Formatter From Future Into \
        IntoFuture IntoIterator Iterator None Ok Option Result Send Sized Some String Sync ToString Vec";

/// Whether a path is of a crate that [`IMPORTS`] has, and not in them.
fn is_missing(path: &str) -> bool {
    let is_listed = IMPORTS.iter().find_map(|(krate, paths)| {
        let path = path.strip_prefix(krate)?.strip_prefix("::")?;
        Some(paths.split(' ').any(|listed| listed == path))
    });
    is_listed == Some(false)
}

/// Whether generated files may bring this path below a crate into scope.
pub(crate) fn is_import(krate: &str, path: &str) -> bool {
    let of_crate = IMPORTS.iter().filter(|(known, _)| *known == krate);
    let mut paths = of_crate.flat_map(|(_, paths)| paths.split_whitespace());
    paths.any(|known| known == path)
}

/// The types that files may have in scope beside those of the document.
pub(crate) fn types() -> Vec<&'static str> {
    let imports = IMPORTS.iter().flat_map(|(_, paths)| paths.split(' '));
    let last = |path: &'static str| path.rsplit("::").next().unwrap_or(path);
    let is_type = |name: &&str| name.starts_with(|c: char| c.is_ascii_uppercase());
    let imported = imports.map(last).filter(is_type);
    imported.chain(PRELUDE.split(' ')).collect()
}

/// The crate being written: the API, and its shared types by name. Nothing is made in their order.
pub(crate) struct Crate<'a> {
    pub(crate) api: &'a Api,
    /// The error responses that most operations have, where most have the same: they are documented once.
    pub(crate) error_responses: &'a [ErrorResponse],
    is_runtime_inside: bool,
    types: HashMap<&'a str, &'a TypeDefinition>,
}

impl<'a> Crate<'a> {
    pub(crate) fn new(api: &'a Api, runtime: &Runtime) -> Self {
        let types = api.types.iter();
        let types = types.map(|definition| (definition.name.rust(), definition));
        Self {
            api,
            error_responses: error_responses(api),
            is_runtime_inside: *runtime == Runtime::Vendored,
            types: types.collect(),
        }
    }

    /// A file of the crate as a whole.
    pub(crate) fn file(&self) -> RustFile<'_> {
        RustFile {
            krate: self,
            operation: None,
            beside: &[],
            own: Vec::new(),
            path: "crate".to_owned(),
            module: None,
            imports: Rc::default(),
        }
    }

    /// The file of shared types.
    pub(crate) fn file_of_types<'f>(&'f self, own: &[&'f TypeDefinition]) -> RustFile<'f> {
        RustFile {
            own: own.iter().map(|one| one.name.rust()).collect(),
            ..self.file()
        }
    }

    /// The file of an operation.
    pub(crate) fn file_of_operation(&self, operation: &'a Operation) -> RustFile<'_> {
        RustFile {
            operation: Some(operation),
            ..self.file()
        }
    }

    /// The file of the consumer of an operation, which sees the operations beside it.
    pub(crate) fn file_of_consumer(&self, pull: &'a Operation, owner: Owner<'a>) -> RustFile<'_> {
        RustFile {
            beside: owner.operations(self.api),
            module: Some(owner.path(self.api)),
            ..self.file_of_operation(pull)
        }
    }

    /// An example of an operation, which is outside of the crate as its users are.
    pub(crate) fn example(&self, operation: &'a Operation, owner: Owner<'_>) -> RustFile<'_> {
        RustFile {
            path: self.api.package.library(),
            module: Some(owner.path(self.api)),
            ..self.file_of_operation(operation)
        }
    }
}

fn error_responses(api: &Api) -> &[ErrorResponse] {
    let lists = || api.operations().map(|one| one.error_responses.as_slice());
    // Of a list that more than half of them have, more are left than of all others together.
    let mut candidate: (&[ErrorResponse], usize) = (&[], 0);
    for list in lists() {
        candidate = match candidate {
            (_, 0) => (list, 1),
            (kept, count) if kept == list => (kept, count + 1),
            (kept, count) => (kept, count - 1),
        };
    }
    let (most, _) = candidate;
    let having = lists().filter(|list| *list == most).count();
    let types = most.iter().filter_map(|one| one.ty.as_ref());
    let mut references = types.flat_map(Type::references);
    let is_shared = references.all(|reference| reference.home == Home::Shared);
    if is_shared && having > 1 && having * 2 > lists().count() {
        most
    } else {
        &[]
    }
}

/// How items name what they are made with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// By names that the file brings into scope.
    Imported,
    /// By whole paths: the feature `serde` compiles the items, and without it nothing would use the names.
    Whole,
}

impl Naming {
    /// What compiles the items.
    pub(crate) fn gate(self) -> Option<Attribute> {
        (self == Self::Whole).then(|| parse_quote!(#[cfg(feature = "serde")]))
    }
}

/// A file being written. It is shared by all that write in it.
pub(crate) struct RustFile<'a> {
    pub(crate) krate: &'a Crate<'a>,
    /// The operation, in a file that belongs to one.
    pub(crate) operation: Option<&'a Operation>,
    /// The operations of one resource, in a file that is about several of them.
    pub(crate) beside: &'a [Operation],
    /// The shared types that it defines.
    own: Vec<&'a str>,
    /// The crate as seen from here.
    path: String,
    /// The module of the operation's types, if it is not this one.
    module: Option<String>,
    /// Shared by the views of one file.
    imports: Rc<RefCell<Imports>>,
}

impl<'a> RustFile<'a> {
    /// The same file as it sees another operation, whose types are elsewhere.
    pub(crate) fn seen_from(&self, operation: &'a Operation, owner: Owner<'a>) -> Self {
        Self {
            operation: Some(operation),
            beside: owner.operations(self.krate.api),
            module: Some(owner.path(self.krate.api)),
            own: self.own.clone(),
            path: self.path.clone(),
            imports: Rc::clone(&self.imports),
            krate: self.krate,
        }
    }

    pub(crate) fn api(&self) -> &'a Api {
        self.krate.api
    }

    /// The definition of a named type.
    pub(crate) fn definition(&self, reference: &TypeReference) -> Option<&'a TypeDefinition> {
        match reference.home {
            Home::Shared => self.krate.types.get(reference.name.as_str()).copied(),
            Home::Operation => {
                let operations = self.operation.into_iter().chain(self.beside);
                let mut types = operations.flat_map(|operation| &operation.types);
                types.find(|definition| definition.name.rust() == reference.name)
            }
        }
    }

    /// The last segment of a path, which is in scope from now on.
    pub(crate) fn import(&self, path: &str) -> Ident {
        debug_assert!(!is_missing(path), "IMPORTS does not list {path}");
        self.imports.borrow_mut().bring(path)
    }

    /// The properties of a type that is an object.
    pub(crate) fn properties(&self, ty: &Type) -> &'a [Field] {
        let definition = match ty {
            Type::Named(reference) => self.definition(reference),
            _ => None,
        };
        match definition.map(|definition| &definition.shape) {
            Some(Shape::Structure(structure)) => &structure.fields,
            _ => &[],
        }
    }

    /// An item of the runtime.
    pub(crate) fn runtime(&self, name: &str) -> Ident {
        let path = format!("client_runtime::{name}");
        debug_assert!(!is_missing(&path), "IMPORTS does not list {path}");
        self.import(&self.whole_path(&path))
    }

    /// The whole path of an item of the runtime or of serde, as it is seen from here.
    pub(crate) fn whole_path(&self, path: &str) -> String {
        if self.krate.is_runtime_inside && path.starts_with("client_runtime::") {
            format!("{}::{path}", self.path)
        } else {
            path.to_owned()
        }
    }

    /// What is at a path of the runtime or of serde, named so.
    pub(crate) fn at(&self, path: &str, naming: Naming) -> Path {
        let path = self.whole_path(path);
        match naming {
            Naming::Imported => self.import(&path).into(),
            Naming::Whole => {
                let segments = path.split("::").map(ident);
                let segments: Punctuated<PathSegment, Token![::]> =
                    segments.map(PathSegment::from).collect();
                Path {
                    leading_colon: None,
                    segments,
                }
            }
        }
    }

    /// A function of the runtime as attributes of serde name it: a path in text.
    pub(crate) fn serde_path<'p>(&self, path: &'p str) -> &'p str {
        self.runtime(path.split("::").next().unwrap_or(path));
        path
    }

    /// An item of the standard library.
    pub(crate) fn std(&self, path: &str) -> Ident {
        self.import(&format!("std::{path}"))
    }

    /// A trait of serde, and the macro that derives it.
    pub(crate) fn serde(&self, name: &str) -> Ident {
        self.import(&format!("serde::{name}"))
    }

    /// Any JSON.
    pub(crate) fn json_value(&self) -> Ident {
        self.import("serde_json::Value")
    }

    /// What the root of the crate shows of the runtime, for its users too.
    pub(crate) fn shown(&self, name: &str) -> Ident {
        match &self.module {
            Some(_) => self.import(&format!("{}::{name}", self.path)),
            None => self.runtime(name),
        }
    }

    /// The docs of something; their first sentence alone, where those of its type say the same.
    pub(crate) fn own_docs(&self, docs: &Docs, ty: &Type) -> Docs {
        if !self.is_said_by_type(docs, ty) {
            return docs.clone();
        }
        docs.first_sentence()
    }

    /// Whether the docs of something say nothing that those of its type do not: they are a click away.
    pub(crate) fn is_said_by_type(&self, docs: &Docs, ty: &Type) -> bool {
        let Type::Named(reference) = ty else {
            return false;
        };
        let of_type = self.definition(reference).map(|one| &one.docs);
        of_type.is_some_and(|of_type| {
            let mut notes = docs.notes.iter();
            (&docs.summary, &docs.description) == (&of_type.summary, &of_type.description)
                && notes.all(|note| of_type.notes.contains(note))
        })
    }

    /// A type of the crate.
    pub(crate) fn named(&self, reference: &TypeReference) -> Ident {
        let (path, name) = (&self.path, &reference.name);
        match (reference.home, &self.module) {
            (Home::Shared, _) if self.own.contains(&name.as_str()) => ident(name),
            (Home::Shared, _) => self.import(&format!("{path}::types::{name}")),
            (Home::Operation, Some(module)) => self.import(&format!("{path}::{module}::{name}")),
            (Home::Operation, None) => ident(name),
        }
    }

    /// A `use` for everything that was brought into scope.
    pub(crate) fn uses(&self) -> Vec<Item> {
        self.imports.take().items()
    }

    /// The whole file, under its inner docs.
    pub(crate) fn finish(&self, path: impl Into<String>, docs: &str, items: Vec<Item>) -> Module {
        let mut all = self.uses();
        all.extend(items);
        Module::rust(path, docs, all)
    }
}
