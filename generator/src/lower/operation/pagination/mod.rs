//! `x-pagination`: lists that come in pages, checked against parameters and responses.

pub(crate) mod input;

use crate::lower::operation::pagination::input::Value;
use crate::lower::operation::property_path::VisibleTypes;
use crate::lower::schema::types::Types;
use crate::model::Body;
use crate::model::Field;
use crate::model::Name;
use crate::model::Pagination;
use crate::model::PaginationStrategy;
use crate::model::Parameter;
use crate::model::Response;
use crate::model::Shape;
use crate::model::Type;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::Document;
use crate::spec::PaginationObject;
use crate::spec::Text;

/// An operation with pages, as far as it is known, and where it is reported what is wrong with them.
pub(super) struct Paged<'a> {
    pub(super) operation: &'a spec::Operation,
    pub(super) parameters: &'a [Parameter],
    pub(super) body: &'a Body,
    pub(super) response: &'a Response,
    pub(super) types: &'a Types<'a>,
    /// The methods which give the pages.
    pub(super) taken: &'a [&'static str],
    pub(super) report: &'a mut Report,
}

impl<'a> Paged<'a> {
    /// The properties of the body that are arguments and setters.
    pub(super) fn fields(&self) -> &'a [Field] {
        match self.body {
            Body::Properties { fields, .. } => fields,
            Body::None | Body::Value { .. } => &[],
        }
    }

    /// How the pages follow each other, if the operation is paginated.
    pub(super) fn pagination(mut self, document: &'a Document) -> Option<Pagination> {
        let pagination = self.declared(document)?;
        if !self.check_setters() {
            return None;
        }
        let Some(page) = self.response.value_type() else {
            let message = "a page is a response of JSON, which this operation does not have";
            self.report
                .mistake(Rule::InvalidExtension, pagination.at.key(), message);
            return None;
        };
        let strategy = self.strategy(pagination, page);
        let items = self.items(pagination, page);
        let more = pagination.more.as_ref().map(|more| {
            let is_boolean = |ty: &Type| *ty == Type::Boolean;
            self.follow(more, page, ("a boolean", &is_boolean))
        });
        unused(pagination, self.report);
        Some(Pagination {
            strategy: strategy?,
            items: items?,
            more: match more {
                Some(more) => Some(more?),
                None => None,
            },
        })
    }

    /// The `x-pagination` of the operation, or the document's where it takes that over.
    fn declared(&mut self, document: &'a Document) -> Option<&'a PaginationObject> {
        match self.operation.pagination.as_ref()? {
            spec::Pagination::None => None,
            spec::Pagination::Here(object) => Some(object),
            spec::Pagination::Inherited { at } => {
                let common = document.pagination.as_ref();
                if common.is_none() {
                    let message = "the document has no `x-pagination` to take over";
                    self.report
                        .mistake(Rule::InvalidExtension, at.value(), message)
                        .help("add `x-pagination` at the top of the document, or say here how pages follow each other");
                }
                common
            }
        }
    }

    /// Reports setters that have the names of the methods which give the pages; whether there are none.
    fn check_setters(&mut self) -> bool {
        let names = self.parameters.iter().map(|parameter| &parameter.name);
        let mut names = names.chain(self.fields().iter().map(|property| &property.name));
        if let Some(name) = names.find(|name| self.taken.contains(&name.rust())) {
            let message = format!(
                "a call with pages has a method `{}`, which is the name of a parameter or of a property of the body",
                name.rust()
            );
            self.report
                .mistake(
                    Rule::InvalidExtension,
                    self.operation.at.child("parameters").key(),
                    message,
                )
                .help("give the parameter another name with `x-rust-name`");
            return false;
        }
        true
    }

    fn strategy(
        &mut self,
        pagination: &PaginationObject,
        page: &Type,
    ) -> Option<PaginationStrategy> {
        let is_text = |ty: &Type| is_text(ty);
        match pagination.kind.value.as_str() {
            "cursor" => {
                let (input, next) = (
                    self.input(pagination, Value::Any),
                    self.next(pagination, page),
                );
                let (input, next) = (input?, next?);
                Some(PaginationStrategy::Cursor { input, next })
            }
            "last" => {
                let (input, id) = (
                    self.input(pagination, Value::Any),
                    self.id(pagination, page),
                );
                let (input, id) = (input?, id?);
                Some(PaginationStrategy::Last { input, id })
            }
            "page" => Some(PaginationStrategy::Number {
                input: self.input(pagination, Value::Number)?,
                first: pagination.first.unwrap_or(1),
            }),
            "offset" => Some(PaginationStrategy::Offset {
                input: self.input(pagination, Value::Number)?,
            }),
            "link" => Some(PaginationStrategy::Link),
            "url" => {
                let url = required(pagination, pagination.next.as_ref(), "next", self.report)?;
                let next = self.follow(url, page, ("text", &is_text))?;
                Some(PaginationStrategy::Url { next })
            }
            other => {
                let kinds = ["cursor", "last", "page", "offset", "link", "url"];
                let message = format!("`{other}` is no kind of pagination");
                self.report
                    .mistake(Rule::InvalidExtension, pagination.kind.at.value(), message)
                    .help("the kinds are `cursor`, `last`, `page`, `offset`, `link` and `url`")
                    .suggest(other, kinds);
                None
            }
        }
    }

    /// The properties that lead from an item of the list to what names the page after it.
    fn id(&mut self, pagination: &PaginationObject, page: &Type) -> Option<Vec<Name>> {
        let id = required(pagination, pagination.id.as_ref(), "id", self.report)?;
        let mut list = page.clone();
        for segment in pagination
            .items
            .iter()
            .flat_map(|items| items.value.split('/'))
        {
            let found = self
                .properties_of(&list)
                .find(|(name, _)| name.wire() == segment);
            list = found?.1.clone();
        }
        let Type::List(item) = list else {
            return None;
        };
        let is_text = |ty: &Type| is_text(ty) || matches!(ty, Type::Named(_));
        self.follow(id, &item, ("text or a whole number", &is_text))
    }

    fn next(&mut self, pagination: &PaginationObject, page: &Type) -> Option<Vec<Name>> {
        let next = required(pagination, pagination.next.as_ref(), "next", self.report)?;
        let is_text = |ty: &Type| is_text(ty) || matches!(ty, Type::Named(_));
        self.follow(next, page, ("text or a whole number", &is_text))
    }

    /// The properties that lead to the list.
    fn items(&mut self, pagination: &PaginationObject, page: &Type) -> Option<Vec<Name>> {
        let is_list = |ty: &Type| matches!(ty, Type::List(_));
        if let Some(items) = &pagination.items {
            return self.follow(items, page, ("a list", &is_list));
        }
        if is_list(page) {
            return Some(Vec::new());
        }
        let lists: Vec<String> = self
            .properties_of(page)
            .filter(|(_, ty)| is_list(ty))
            .map(|(name, _)| format!("`items: {}`", name.wire()))
            .collect();
        let message = "the response is no list: name the property of it that lists the items";
        let error = self
            .report
            .mistake(Rule::InvalidExtension, pagination.at.key(), message);
        if lists.is_empty() {
            error.help("add `items:` with the name of the property");
        } else {
            error.help(format!("add {}", lists.join(" or ")));
        }
        None
    }

    /// The properties that a path such as `meta/next` leads along, to a value of the right type.
    pub(crate) fn follow(
        &mut self,
        path: &Text,
        page: &Type,
        right: (&str, &dyn Fn(&Type) -> bool),
    ) -> Option<Vec<Name>> {
        let found = VisibleTypes::in_hand(self.types).follow(path, page, right, self.report);
        found.map(|(names, _)| names)
    }

    /// The properties of an object, each with its type.
    fn properties_of(&self, ty: &Type) -> impl Iterator<Item = (&Name, &Type)> {
        let fields = VisibleTypes::in_hand(self.types).properties(ty);
        fields.iter().map(|field| (&field.name, &field.ty))
    }

    pub(crate) fn is_text_type(&self, ty: &Type) -> bool {
        matches!(self.types.shape(ty), Some(Shape::Text(_)))
    }
}

/// The keywords that another kind has.
fn unused(pagination: &PaginationObject, report: &mut Report) {
    let kind = pagination.kind.value.as_str();
    let (parameter, next) = match kind {
        "cursor" => (true, true),
        "last" | "page" | "offset" => (true, false),
        "link" => (false, false),
        "url" => (false, true),
        _ => return,
    };
    for (keyword, is_there) in [
        ("parameter", pagination.parameter.is_some() && !parameter),
        ("next", pagination.next.is_some() && !next),
        ("member", pagination.property.is_some() && !parameter),
        ("id", pagination.id.is_some() && kind != "last"),
        ("first", pagination.first.is_some() && kind != "page"),
    ] {
        if is_there {
            let message = format!("`{keyword}` has no meaning with `kind: {kind}`");
            report
                .mistake(
                    Rule::InvalidExtension,
                    pagination.at.child(keyword).key(),
                    message,
                )
                .help("take it out");
        }
    }
}

pub(crate) fn required<'t>(
    pagination: &PaginationObject,
    text: Option<&'t Text>,
    keyword: &str,
    report: &mut Report,
) -> Option<&'t Text> {
    if text.is_none() {
        let kind = &pagination.kind.value;
        let message = format!("`kind: {kind}` needs the keyword `{keyword}`");
        report
            .mistake(Rule::InvalidExtension, pagination.at.key(), message)
            .help(format!("add `{keyword}:`"));
    }
    text
}

pub(crate) fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Integer(_))
}
