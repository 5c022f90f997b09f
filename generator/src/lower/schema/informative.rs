//! `x-informative`: properties of responses without which the rest is still of use.

use crate::lower::schema::merge::Property;
use crate::lower::schema::resolve::written;
use crate::lower::schema::schemas::Schemas;
use crate::model::Type;
use crate::report::Rule;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// What the docs of such a property say.
pub(crate) const NOTE: &str = "Taken for absent when it cannot be read.";

impl<'d> Schemas<'d> {
    /// Whether a property of this type only informs; reports where that cannot be.
    pub(crate) fn is_informative(&mut self, property: &Property<'d>, ty: &Type) -> bool {
        let mut parts = property.parts();
        let Some(marked) = parts.find_map(|schema| self.informative(schema)) else {
            return false;
        };
        let place = marked.at.child("x-informative").key();
        let is_plain = !matches!(ty, Type::Duration(_)) && !ty.reads_text_as_numbers();
        if property.required {
            let message = "a property that has to be there does more than inform";
            self.report
                .mistake(Rule::InvalidExtension, place, message)
                .help("take it out of `required`, or remove `x-informative`");
        } else if !is_plain {
            let message = "an `x-unit`, or a number that may come as text, is read in its own way";
            self.report
                .mistake(Rule::InvalidExtension, place, message)
                .help("remove `x-informative`");
        }
        !property.required && is_plain
    }

    /// The schema, or the one that it refers to, which says that it only informs.
    pub(crate) fn informative(&mut self, schema: &'d Schema) -> Option<&'d SchemaObject> {
        let mut own = written(schema);
        own.find(|one| one.informative)
            .or_else(|| self.resolved(schema).filter(|target| target.informative))
    }
}
