//! Where it is sent which page is asked for: a parameter of the query, or a member of the body.

use crate::lower::operation::operations::Operations;
use crate::lower::operation::pagination::Paged;
use crate::lower::operation::pagination::is_text;
use crate::model::Asked;
use crate::model::Body;
use crate::model::ListStyle;
use crate::model::Location;
use crate::model::Media;
use crate::model::Name;
use crate::model::Parameter;
use crate::model::Type;
use crate::spec;
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
    /// Whether a member of this type takes it. A cursor is sent as text there.
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

impl Operations<'_> {
    /// Where it is sent which page is asked for.
    pub(crate) fn asked(
        &mut self,
        said: &PaginationObject,
        paged: &Paged<'_>,
        value: Value,
    ) -> Option<Asked> {
        let Some(member) = &said.member else {
            return self.parameter_of(said, paged, value).map(Asked::Parameter);
        };
        if said.parameter.is_some() {
            let message = "a page is named by a parameter or by a member of the body, not by both";
            self.schemas
                .report
                .error(said.at.child("parameter").key(), message)
                .help("take one of them out");
        }
        self.member_of(member, paged, value)
            .map(|()| Asked::Member(member.value.clone()))
    }

    /// Checks the member of the body that names a page.
    fn member_of(&mut self, member: &Text, paged: &Paged<'_>, value: Value) -> Option<()> {
        let (media, whole) = match paged.body {
            Body::None => (None, None),
            Body::Members { media, .. } => (Some(media), None),
            Body::Value { ty, media, .. } => (Some(media), Some(ty)),
        };
        if !matches!(media, Some(Media::Json | Media::JsonAs(_))) {
            self.schemas
                .report
                .error(member.at.value(), "the operation has no body of JSON")
                .help("name a parameter of the query with `parameter`");
            return None;
        }
        let is_right = |ty: &Type| value.is_in_body(ty);
        match whole {
            Some(ty) => {
                let found = self.follow(member, ty, paged.local, (value.what(), &is_right));
                found.map(|_| ())
            }
            None => self.member_among(member, paged, value),
        }
    }

    /// The same of a body whose members are arguments and setters.
    fn member_among(&mut self, member: &Text, paged: &Paged<'_>, value: Value) -> Option<()> {
        let (first, rest) = match member.value.split_once('/') {
            Some((first, rest)) => (first, Some(rest.to_owned())),
            None => (member.value.as_str(), None),
        };
        let fields = paged.fields();
        let Some(field) = fields.iter().find(|field| field.name.wire() == first) else {
            let message = format!("the body has no property `{first}`");
            let names = fields.iter().map(|field| field.name.wire());
            let meant = spec::nearest(first, names).map(|meant| format!("did you mean `{meant}`?"));
            let help = meant.unwrap_or_else(|| "name a property of the body".to_owned());
            self.schemas
                .report
                .error(member.at.value(), message)
                .help(help);
            return None;
        };
        if let Some(value_of) = rest {
            let rest = Text {
                value: value_of,
                ..member.clone()
            };
            let is_right = |ty: &Type| value.is_in_body(ty);
            let found = self.follow(&rest, &field.ty, paged.local, (value.what(), &is_right));
            return found.map(|_| ());
        }
        if !value.is_in_body(&field.ty) {
            let message = format!("the property `{first}` is not {}", value.what());
            self.schemas.report.error(member.at.value(), message);
            return None;
        }
        Some(())
    }

    /// The parameter of the query that names a page.
    fn parameter_of(
        &mut self,
        said: &PaginationObject,
        paged: &Paged<'_>,
        value: Value,
    ) -> Option<Name> {
        let wanted = self.required(said, said.parameter.as_ref(), "parameter")?;
        let in_query = || {
            let is_plain = |one: &&Parameter| one.location == Location::Query(ListStyle::Repeated);
            paged.parameters.iter().filter(is_plain)
        };
        let Some(found) = in_query().find(|one| one.name.wire() == wanted.value) else {
            let message = format!(
                "the operation has no parameter `{}` in its query",
                wanted.value
            );
            let error = self.schemas.report.error(wanted.at.value(), message);
            let names = in_query().map(|one| one.name.wire());
            match spec::nearest(&wanted.value, names) {
                Some(meant) => error.help(format!("did you mean `{meant}`?")),
                None => error.help("declare it with `in: query`"),
            };
            return None;
        };
        let is_right = match value {
            Value::Any => true,
            Value::Number => matches!(found.ty, Type::Integer(_)),
        };
        if !is_right || !(is_text(&found.ty) || self.is_text_type(&found.ty, paged.local)) {
            let kind = &said.kind.value;
            let message = format!(
                "the parameter `{}` has no type that `kind: {kind}` can count with",
                wanted.value
            );
            self.schemas
                .report
                .error(wanted.at.value(), message)
                .help("it is a whole number, or, for a cursor, text");
            return None;
        }
        Some(found.name.clone())
    }
}
