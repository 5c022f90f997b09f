//! What the response to a settlement says: how many leases were settled, and what was wrong with some.

use super::Leased;
use super::pull::Reported;
use super::pull::if_written;
use super::pull::json;
use super::settle::SettlingCall;
use super::settle::is_string;
use crate::lower::operation::property_path::VisibleTypes;
use crate::model::LeaseWarnings;
use crate::model::Name;
use crate::model::Shape;
use crate::model::Type;
use crate::spec::Text;

impl<'a> Leased<'a> {
    /// The properties that lead to the number of those that were settled, and what was wrong with some.
    pub(super) fn outcome(
        &mut self,
        call: &SettlingCall<'a>,
    ) -> Result<(Option<Vec<Name>>, Option<LeaseWarnings>), Reported> {
        let written = call.written;
        let count = if_written(written.count.as_ref(), |path| {
            let found = self.of_response(path, call, ("a whole number", &is_count));
            found.map(|(names, _)| names)
        });
        let warnings = if_written(written.warnings.as_ref(), |path| self.warnings(path, call));
        Ok((count?, warnings?))
    }

    /// The properties that lead from the response to a value, and its type.
    fn of_response(
        &mut self,
        path: &Text,
        call: &SettlingCall<'a>,
        right: (&str, &dyn Fn(&Type) -> bool),
    ) -> Option<(Vec<Name>, Type)> {
        let Some(response) = json(&call.operation.response) else {
            let message = format!(
                "the operation has no response of JSON, with a property `{}`",
                path.value
            );
            self.wrong(
                path.at.value(),
                message,
                "take it out, or describe the response",
            );
            return None;
        };
        call.visible.follow(path, response, right, self.report)
    }

    /// What was wrong with some leases.
    fn warnings(&mut self, path: &Text, call: &SettlingCall<'a>) -> Option<LeaseWarnings> {
        let visible = call.visible;
        let is_warnings = |ty: &Type| has_warnings(visible, ty);
        let what = "a list of texts or objects, nor an object of texts by their leases";
        let (names, ty) = self.of_response(path, call, (what, &is_warnings))?;
        let written = call.written;
        let of_objects = match &ty {
            Type::List(item) => Some(item).filter(|item| ***item != Type::String),
            _ => None,
        };
        let Some(object) = of_objects else {
            return Some(LeaseWarnings {
                path: names,
                lease: None,
                number: None,
                text: None,
            });
        };
        let is_text = |ty: &Type| Self::is_text(visible, ty);
        let is_there = |name: &&Text| {
            let mut properties = visible.properties(object).iter();
            properties.any(|field| field.name.wire() == name.value)
        };
        // What identifies an item of the list may identify one of these too.
        let mut found = |name: Option<&Text>| {
            if_written(name.filter(is_there), |name| {
                self.property(name, visible, object, ("text", &is_text))
            })
        };
        let (lease, number) = (
            found(written.lease.as_ref()),
            found(written.number.as_ref()),
        );
        let text = if_written(written.text.as_ref(), |text| {
            self.property(text, visible, object, ("text", &is_string))
        });
        Some(LeaseWarnings {
            path: names,
            lease: lease.ok()?,
            number: number.ok()?,
            text: text.ok()?,
        })
    }
}

fn is_count(ty: &Type) -> bool {
    matches!(ty, Type::Integer(_))
}

/// Whether warnings can be read from it.
fn has_warnings(visible: VisibleTypes<'_>, ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) => has_warnings(visible, inner),
        Type::Map { value, .. } => **value == Type::String,
        Type::List(item) => {
            **item == Type::String || matches!(visible.shape(item), Some(Shape::Structure(_)))
        }
        ty => match visible.shape(ty) {
            Some(Shape::Union(union)) => union.variants.iter().any(|one| has_texts(&one.ty)),
            _ => false,
        },
    }
}

/// Whether a variant is texts, by their leases or in a list.
fn has_texts(ty: &Type) -> bool {
    match ty {
        Type::Map { value, .. } => **value == Type::String,
        Type::List(item) => **item == Type::String,
        _ => false,
    }
}
