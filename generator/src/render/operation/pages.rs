//! The methods of a call whose response is a page: `items` and `pages`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::model::Name;
use crate::model::Operation;
use crate::model::PageInput;
use crate::model::Pagination;
use crate::model::PaginationStrategy;
use crate::model::Type;
use crate::model::Usage;
use crate::render::file::RustFile;
use crate::render::literal;
use crate::render::operation::reach::Access;
use crate::render::operation::reach::Reach;
use crate::render::operation::reach::field;
use crate::render::types::responses::result_type;

/// What a call with pages has, and what it calls on itself.
pub(crate) const METHODS: [&str; 3] = ["clone", "items", "pages"];

/// `items` and `pages`.
pub(crate) fn functions(
    operation: &Operation,
    pagination: &Pagination,
    file: &RustFile<'_>,
) -> [ImplItemFn; 2] {
    let (list, item) = list(operation, pagination, file);
    let page = result_type(&operation.response, file);
    let module = file.runtime("pages");
    let next = next(operation, pagination, file);
    let items = items(operation, pagination, file);
    let in_body = matches!(pagination.strategy.input(), Some(PageInput::Property(_)));
    let in_body = in_body.then(|| quote!(.in_body()));
    let more = pagination.more.as_ref().map(|names| {
        let more = reach(operation, names, Access::Copied, file);
        quote!(.while_more(|page| #more))
    });
    [
        parse_quote! {
            /// Returns the items of this page and of all pages after it. Each page is requested when it is needed.
            pub fn items(self) -> #module::Items<'a, #item> {
                self.pages().items()
            }
        },
        parse_quote! {
            /// Returns this page and all pages after it. Each is requested when it is needed.
            pub fn pages(self) -> #module::Pages<'a, #page, #list> {
                #module::Paging::new(self.into_call()) #next #in_body #more .items(#items)
            }
        },
    ]
}

/// The sentence about pages in the docs of the operation.
pub(crate) fn docs(operation: &Operation) -> String {
    let call = operation.call.plain();
    match operation.pagination {
        Some(_) => format!(
            "Returns one page of a list; [`items`]({call}::items) returns the items of all pages."
        ),
        None => String::new(),
    }
}

/// How a page leads to the next one.
fn next(operation: &Operation, pagination: &Pagination, file: &RustFile<'_>) -> TokenStream {
    match &pagination.strategy {
        PaginationStrategy::Cursor { input, next } => {
            let (wire, next) = (input.wire(), reach(operation, next, Access::Borrowed, file));
            quote!(.by_cursor(#wire, |page| #next))
        }
        PaginationStrategy::Last { input, id } => {
            let mut reach = Reach::page(operation);
            reach.follow(&pagination.items, Access::Borrowed, file);
            reach.last_item();
            reach.follow(id, Access::Borrowed, file);
            let (wire, id) = (input.wire(), reach.taken(Access::Borrowed));
            quote!(.by_cursor(#wire, |page| #id))
        }
        PaginationStrategy::Number { input, first } => {
            let (wire, first) = (input.wire(), literal::integer(first));
            quote!(.by_number(#wire, #first))
        }
        PaginationStrategy::Offset { input } => {
            let wire = input.wire();
            quote!(.by_offset(#wire))
        }
        PaginationStrategy::Link => quote!(.by_link()),
        PaginationStrategy::Url { next } => {
            let next = reach(operation, next, Access::Borrowed, file);
            quote!(.by_url(|page| #next))
        }
    }
}

/// The function that takes the items out of a page.
fn items(operation: &Operation, pagination: &Pagination, file: &RustFile<'_>) -> Expr {
    let is_option = matches!(operation.response.ty(), Some(Type::Nullable(_)));
    if pagination.items.is_empty() && is_option {
        return parse_quote!(Option::as_mut);
    }
    let items = reach(operation, &pagination.items, Access::Changed, file);
    parse_quote!(|page| #items)
}

/// The value at the end of a path of properties of a page, as an option.
fn reach(operation: &Operation, names: &[Name], access: Access, file: &RustFile<'_>) -> Expr {
    let mut reach = Reach::page(operation);
    reach.follow(names, access, file);
    reach.taken(access)
}

/// The list that a page has, and what it is a list of.
fn list(
    operation: &Operation,
    pagination: &Pagination,
    file: &RustFile<'_>,
) -> (syn::Type, syn::Type) {
    let page = operation.response.value_type().unwrap_or(&Type::Any);
    let usage = Usage {
        response: true,
        ..Usage::default()
    };
    let names = pagination.items.iter();
    let (ty, usage) = names.fold((page, usage), |(ty, usage), name| {
        field(ty, name, file).map_or((ty, usage), |(field, usage)| (&field.ty, usage))
    });
    let item = match ty {
        Type::List(item) => item,
        other => other,
    };
    (file.used(ty, usage), file.used(item, usage))
}
