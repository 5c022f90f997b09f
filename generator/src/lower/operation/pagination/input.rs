//! The input that selects a page: a parameter of the query, or a property of the body.

use crate::lower::operation::pagination::Paged;
use crate::lower::operation::pagination::is_text;
use crate::lower::operation::pagination::required;
use crate::model::Body;
use crate::model::ListStyle;
use crate::model::Location;
use crate::model::Media;
use crate::model::Name;
use crate::model::PageInput;
use crate::model::Parameter;
use crate::model::Type;
use crate::report::Rule;
use crate::spec::PaginationObject;
use crate::spec::Text;

/// What names a page.
#[derive(Clone, Copy)]
pub(crate) enum Value {
    /// Text or a number.
    Any,
    /// A whole number, which is counted on.
    Number,
}

impl Value {
    /// Whether a property of this type takes it. A cursor is sent as text there.
    fn is_in_body(self, ty: &Type) -> bool {
        match self {
            Self::Any => *ty == Type::String || matches!(ty, Type::Named(_)),
            Self::Number => matches!(ty, Type::Integer(_)),
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Any => "text",
            Self::Number => "a whole number",
        }
    }
}

impl Paged<'_> {
    /// The input that selects a page.
    pub(crate) fn input(
        &mut self,
        pagination: &PaginationObject,
        value: Value,
    ) -> Option<PageInput> {
        let Some(property) = &pagination.property else {
            return self
                .parameter_of(pagination, value)
                .map(PageInput::Parameter);
        };
        if pagination.parameter.is_some() {
            let message =
                "a page is named by a parameter or by a property of the body, not by both";
            self.report
                .mistake(
                    Rule::InvalidExtension,
                    pagination.at.child("parameter").key(),
                    message,
                )
                .help("take one of them out");
        }
        self.property_of(property, value)
            .map(|()| PageInput::Property(property.value.clone()))
    }

    /// Checks the property of the body that names a page.
    fn property_of(&mut self, property: &Text, value: Value) -> Option<()> {
        let (media, whole) = match self.body {
            Body::None => (None, None),
            Body::Properties { media, .. } => (Some(media), None),
            Body::Value { ty, media, .. } => (Some(media), Some(ty)),
        };
        if !matches!(media, Some(Media::Json | Media::JsonAs(_))) {
            let message = "the operation has no body of JSON";
            self.report
                .mistake(Rule::InvalidExtension, property.at.value(), message)
                .help("name a parameter of the query with `parameter`");
            return None;
        }
        let is_right = |ty: &Type| value.is_in_body(ty);
        match whole {
            Some(ty) => {
                let found = self.follow(property, ty, (value.what(), &is_right));
                found.map(|_| ())
            }
            None => self.property_among(property, value),
        }
    }

    /// The same of a body whose properties are arguments and setters.
    fn property_among(&mut self, property: &Text, value: Value) -> Option<()> {
        let (first, rest) = match property.value.split_once('/') {
            Some((first, rest)) => (first, Some(rest.to_owned())),
            None => (property.value.as_str(), None),
        };
        let fields = self.fields();
        let Some(field) = fields.iter().find(|field| field.name.wire() == first) else {
            let message = format!("the body has no property `{first}`");
            let names = fields.iter().map(|field| field.name.wire());
            self.report
                .mistake(Rule::InvalidExtension, property.at.value(), message)
                .help("name a property of the body")
                .suggest(first, names);
            return None;
        };
        if let Some(value_of) = rest {
            let rest = Text {
                value: value_of,
                ..property.clone()
            };
            let is_right = |ty: &Type| value.is_in_body(ty);
            let found = self.follow(&rest, &field.ty, (value.what(), &is_right));
            return found.map(|_| ());
        }
        if !value.is_in_body(&field.ty) {
            let message = format!("the property `{first}` is not {}", value.what());
            self.report
                .mistake(Rule::InvalidExtension, property.at.value(), message);
            return None;
        }
        Some(())
    }

    /// The parameter of the query that names a page.
    fn parameter_of(&mut self, pagination: &PaginationObject, value: Value) -> Option<Name> {
        let wanted = required(
            pagination,
            pagination.parameter.as_ref(),
            "parameter",
            self.report,
        )?;
        let in_query = || {
            let is_plain = |one: &&Parameter| one.location == Location::Query(ListStyle::Repeated);
            self.parameters.iter().filter(is_plain)
        };
        let Some(found) = in_query().find(|one| one.name.wire() == wanted.value) else {
            let message = format!(
                "the operation has no parameter `{}` in its query",
                wanted.value
            );
            let names = in_query().map(|one| one.name.wire());
            self.report
                .mistake(Rule::InvalidExtension, wanted.at.value(), message)
                .help("declare it with `in: query`")
                .suggest(&wanted.value, names);
            return None;
        };
        let is_right = match value {
            Value::Any => true,
            Value::Number => matches!(found.ty, Type::Integer(_)),
        };
        if !is_right || !(is_text(&found.ty) || self.is_text_type(&found.ty)) {
            let kind = &pagination.kind.value;
            let message = format!(
                "the parameter `{}` has no type that `kind: {kind}` can count with",
                wanted.value
            );
            self.report
                .mistake(Rule::InvalidExtension, wanted.at.value(), message)
                .help("it is a whole number, or, for a cursor, text");
            return None;
        }
        Some(found.name.clone())
    }
}
