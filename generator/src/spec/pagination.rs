//! `x-pagination`: how the pages of a list follow each other.

use serde_json::Value;

use super::keyword::Text;
use super::object::Object;
use super::read::Read;
use crate::keywords;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// `x-pagination` of an operation.
#[derive(Clone, Debug)]
pub enum Pagination {
    /// `true`: that of the document.
    Inherited {
        /// Where it stands.
        at: Pointer,
    },
    /// `false`: none.
    None,
    /// That of the operation.
    Here(Box<PaginationObject>),
}

/// How the pages of a list follow each other.
#[derive(Clone, Debug)]
pub struct PaginationObject {
    /// Where it stands.
    pub at: Pointer,
    /// `kind`.
    pub kind: Text,
    /// `parameter`: the one that names a page.
    pub parameter: Option<Text>,
    /// `member`: the property of the body that names a page, in place of a parameter.
    pub property: Option<Text>,
    /// `id`: the property of the last item that names the next page.
    pub id: Option<Text>,
    /// `first`: the number of the first page.
    pub first: Option<i64>,
    /// `items`: the property that lists the items.
    pub items: Option<Text>,
    /// `next`: the property that says where the next page is.
    pub next: Option<Text>,
    /// `more`: the property that says whether there is one.
    pub more: Option<Text>,
}

impl Read for Pagination {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Bool(true) => Some(Self::Inherited { at: at.clone() }),
            Value::Bool(false) => Some(Self::None),
            other => PaginationObject::read(other, at, report)
                .map(|pagination| Self::Here(Box::new(pagination))),
        }
    }
}

impl Read for PaginationObject {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        if !value.get("kind").is_some_and(Value::is_string) {
            let message = "this `x-pagination` is one of other tools: no pages are made of it";
            report
                .warning(Rule::InvalidExtension, at.key(), message)
                .help("add `kind: cursor`, `page`, `offset`, `last`, `link` or `url` to have them");
            return None;
        }
        let mut object = Object::open(&keywords::PAGINATION, value, at, report)?;
        let pagination = Self {
            at: at.clone(),
            kind: object.required("kind"),
            parameter: object.optional("parameter"),
            property: object.optional("member"),
            id: object.optional("id"),
            first: object.optional("first"),
            items: object.optional("items"),
            next: object.optional("next"),
            more: object.optional("more"),
        };
        object.close().then_some(pagination)
    }
}
