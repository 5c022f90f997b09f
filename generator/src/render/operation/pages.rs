//! What a call has whose answer is a page: its pages, and their items.

use syn::Expr;
use syn::ImplItemFn;
use syn::Stmt;
use syn::parse_quote;

use crate::model::Answer;
use crate::model::Asked;
use crate::model::Body;
use crate::model::Field;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Pagination;
use crate::model::Presence;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Usage;
use crate::model::Way;
use crate::render::docs::sample;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::operation::send::result_type;
use crate::render::types::structure::received_member;

/// `items` and `pages`.
pub(crate) fn functions(
    operation: &Operation,
    pagination: &Pagination,
    file: &RustFile<'_>,
) -> Vec<ImplItemFn> {
    let list = list(operation, pagination, file);
    let page = result_type(&operation.answer, file);
    let module = file.runtime("pages");
    let element = &list.element;
    let list_type = &list.ty;
    let given = given(operation, pagination, file);
    let pages = pages(operation, pagination, file);
    vec![
        parse_quote! {
            /// The elements of this page and of those after it, one after another. Each page is a call of its own, made when
            /// it is needed.
            pub fn items(self) -> #module::Items<'a, #element> {
                self.pages().items()
            }
        },
        parse_quote! {
            /// This page and those after it, whole. Each is a call of its own, made when it is needed.
            pub fn pages(self) -> #module::Pages<'a, #page, #list_type> {
                let options = self.call_options.clone();
                #given
                let send = move |options| self.clone().call_options(options).send();
                #pages
            }
        },
    ]
}

/// What the documentation of the operation says of it.
pub(crate) fn docs(operation: &Operation) -> String {
    let call = operation.call.plain();
    match operation.pagination {
        Some(_) => format!(
            "A list that comes in pages: this gives one, [`items`]({call}::items) the elements of all."
        ),
        None => String::new(),
    }
}

/// What the call gives for the page to begin with, taken out before the call is moved.
fn given(operation: &Operation, pagination: &Pagination, file: &RustFile<'_>) -> Option<Stmt> {
    let parameter = match counted(pagination)? {
        Asked::Parameter(parameter) => parameter,
        Asked::Member(path) => return Some(given_in_body(operation, path, file)),
    };
    let name = ident(parameter.rust());
    let found = operation
        .parameters
        .iter()
        .find(|one| one.name == *parameter);
    let is_required = found.is_some_and(|one| one.required);
    let value: Expr = if is_required {
        parse_quote!(Some(self.#name))
    } else {
        parse_quote!(self.#name)
    };
    Some(parse_quote!(let given = #value;))
}

fn given_in_body(operation: &Operation, path: &str, file: &RustFile<'_>) -> Stmt {
    let pages = file.runtime("pages");
    let body = match &operation.body {
        Body::Value { name, .. } => ident(name.rust()),
        Body::None | Body::Members { .. } => ident("body"),
    };
    parse_quote!(let given = #pages::number(&self.#body, #path);)
}

fn counted(pagination: &Pagination) -> Option<&Asked> {
    match &pagination.way {
        Way::Number { asked, .. } | Way::Offset { asked } => Some(asked),
        Way::Cursor { .. } | Way::Last { .. } | Way::Link | Way::Url { .. } => None,
    }
}

fn pages(operation: &Operation, pagination: &Pagination, file: &RustFile<'_>) -> Expr {
    let reach = |names: &[Name], access: Access| reach(operation, names, access, file);
    let items: Expr = match (&pagination.items[..], &operation.answer) {
        ([], Answer::JsonOrEmpty(_)) => parse_quote!(Option::as_mut),
        (names, _) => {
            let items = reach(names, Access::Changed);
            parse_quote!(|page| #items)
        }
    };
    let module = file.runtime("pages");
    let mut pages: Expr = parse_quote!(#module::Paging::new(options, send));
    pages = match &pagination.way {
        Way::Cursor { asked, next } => {
            let (wire, next) = (asked.wire(), reach(next, Access::Borrowed));
            parse_quote!(#pages.by_cursor(#wire, |page| #next))
        }
        Way::Last { asked, id } => {
            let mut way = Reach::page(operation);
            way.follow(&pagination.items, Access::Borrowed, file);
            way.last_element();
            way.follow(id, Access::Borrowed, file);
            let (wire, id) = (asked.wire(), way.taken(Access::Borrowed));
            parse_quote!(#pages.by_cursor(#wire, |page| #id))
        }
        Way::Number { asked, first } => {
            let (wire, first) = (asked.wire(), sample::integer(&first.to_string()));
            parse_quote!(#pages.by_number(#wire, given, #first))
        }
        Way::Offset { asked } => {
            let wire = asked.wire();
            parse_quote!(#pages.by_offset(#wire, given))
        }
        Way::Link => parse_quote!(#pages.by_link()),
        Way::Url { next } => {
            let next = reach(next, Access::Borrowed);
            parse_quote!(#pages.by_url(|page| #next))
        }
    };
    if let Some(Asked::Member(_)) = pagination.way.asked() {
        pages = parse_quote!(#pages.in_body());
    }
    if let Some(more) = &pagination.more {
        let more = reach(more, Access::Copied);
        pages = parse_quote!(#pages.while_more(|page| #more));
    }
    parse_quote!(#pages.elements(#items))
}

/// How a member is taken.
#[derive(Clone, Copy)]
enum Access {
    Borrowed,
    Changed,
    Copied,
}

/// What is reached from a page along its members, as an option.
fn reach(operation: &Operation, names: &[Name], access: Access, file: &RustFile<'_>) -> Expr {
    let mut way = Reach::page(operation);
    way.follow(names, access, file);
    way.taken(access)
}

/// A way from a page along its members, as far as it has been gone.
struct Reach {
    here: Expr,
    ty: Option<Type>,
    is_option: bool,
    is_behind_reference: bool,
    is_field: bool,
}

impl Reach {
    fn page(operation: &Operation) -> Self {
        Self {
            here: parse_quote!(page),
            ty: operation.answer.ty().cloned(),
            is_option: matches!(operation.answer, Answer::JsonOrEmpty(_)),
            is_behind_reference: true,
            is_field: false,
        }
    }

    fn follow(&mut self, names: &[Name], access: Access, file: &RustFile<'_>) {
        for name in names {
            self.unwrap(access);
            let (here, member) = (&self.here, ident(name.rust()));
            self.here = parse_quote!(#here.#member);
            self.is_behind_reference = false;
            let found = self.ty.as_ref().and_then(|ty| field(ty, name, file));
            self.is_option = found
                .as_ref()
                .is_some_and(|(field, usage)| is_optional(field, *usage));
            self.is_field = found.as_ref().is_some_and(|(field, usage)| {
                usage.request && field.presence == Presence::OptionalNullable
            });
            self.ty = found.map(|(field, _)| field.ty.clone());
        }
    }

    /// Goes on to the last element of the list that has been reached.
    fn last_element(&mut self) {
        self.unwrap(Access::Borrowed);
        let here = &self.here;
        self.here = parse_quote!(#here.last()?);
        self.is_behind_reference = true;
        self.is_field = false;
        self.ty = match self.ty.take() {
            Some(Type::List(element)) => Some(*element),
            other => other,
        };
        self.is_option = matches!(self.ty, Some(Type::Nullable(_)));
    }

    fn unwrap(&mut self, access: Access) {
        let here = &self.here;
        if self.is_option {
            self.here = match access {
                Access::Changed => parse_quote!(#here.as_mut()?),
                Access::Borrowed | Access::Copied => parse_quote!(#here.as_ref()?),
            };
        }
    }

    fn taken(self, access: Access) -> Expr {
        let here = self.here;
        match (access, self.is_option) {
            (Access::Changed, true) => parse_quote!(#here.as_mut()),
            (Access::Borrowed, true) => parse_quote!(#here.as_ref()),
            (Access::Copied, true) if self.is_field => parse_quote!(#here.into_value()),
            (Access::Copied, true) => here,
            (Access::Changed, false) if !self.is_behind_reference => parse_quote!(Some(&mut #here)),
            (Access::Borrowed, false) if !self.is_behind_reference => parse_quote!(Some(&#here)),
            (Access::Changed | Access::Borrowed | Access::Copied, false) => {
                parse_quote!(Some(#here))
            }
        }
    }
}

/// The member of an object, and how the object is used.
fn field<'a>(ty: &Type, name: &Name, file: &RustFile<'a>) -> Option<(&'a Field, Usage)> {
    let definition = file.definition(ty.named()?)?;
    let Shape::Structure(structure) = &definition.shape else {
        return None;
    };
    let field = structure.fields.iter().find(|field| field.name == *name)?;
    Some((field, definition.usage))
}

fn is_optional(field: &Field, usage: Usage) -> bool {
    let is_collection = matches!(field.ty, Type::List(_) | Type::Map { .. });
    field.presence != Presence::Required && (usage.request || !is_collection)
}

/// The list that a page has, and what it is a list of.
struct List {
    ty: syn::Type,
    element: syn::Type,
}

fn list(operation: &Operation, pagination: &Pagination, file: &RustFile<'_>) -> List {
    let mut ty = operation.answer.ty().cloned().unwrap_or(Type::Any);
    let mut usage = Usage {
        response: true,
        ..Usage::default()
    };
    for name in &pagination.items {
        if let Some((field, of)) = field(&ty, name, file) {
            (ty, usage) = (field.ty.clone(), of);
        }
    }
    let element = match &ty {
        Type::List(element) => element.as_ref(),
        other => other,
    };
    List {
        element: received_member(element, usage, file),
        ty: received_member(&ty, usage, file),
    }
}
