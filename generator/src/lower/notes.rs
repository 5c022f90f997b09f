//! What lowering remembers of the document for the passes that come after it: the model itself has neither places nor
//! values that nobody has checked.

use std::collections::HashMap;

use serde_json::Value;

use crate::lower::check_sources::CheckSources;
use crate::lower::places::Places;
use crate::model::visit::TypeKey;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Discriminator;

/// What the passes over the model are told beside it.
#[derive(Debug, Default)]
pub struct Notes {
    /// The example values of each operation, by its position.
    pub(crate) examples: HashMap<usize, ExampleValues>,
    /// How many more values examples may have.
    pub(crate) room: usize,
    /// Where the branches of each union are, in their order.
    pub(crate) branches: HashMap<TypeKey, Vec<Place>>,
    /// Where in the document the checks come from.
    pub(crate) checks: CheckSources,
    /// Where operations and types come from.
    pub(crate) places: Places,
}

/// A value that the document has, and where.
pub(crate) type Found = Option<(Value, Pointer)>;

/// The example values that the document has for an operation.
#[derive(Debug, Default)]
pub(crate) struct ExampleValues {
    /// One for each parameter, in their order.
    pub(crate) parameters: Vec<Found>,
    /// That of the body.
    pub(crate) body: Found,
}

impl ExampleValues {
    /// How many values there are, those within others included.
    pub(crate) fn size(&self) -> usize {
        let all = self.parameters.iter().chain([&self.body]);
        all.flatten().map(|(value, _)| size(value)).sum()
    }
}

/// How many values there are in a value, with itself.
pub(crate) fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(properties) => 1 + properties.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// Warns of a branch that does not describe the property by which its union is told apart.
pub(crate) fn undescribed(discriminator: &Discriminator, branch: Place, report: &mut Report) {
    let property = &discriminator.property_name.value;
    let message =
        format!("this branch has no property `{property}`: it is sent and read all the same");
    report
        .warning(Rule::InvalidDiscriminator, branch, message)
        .related(
            discriminator.property_name.at.value(),
            "which tells the branches apart",
        )
        .help("describe the property in each branch");
}

/// Reports why a discriminator does not tell a branch from others.
pub(crate) fn cannot_tell(branch: Place, discriminator: Place, problem: &str, report: &mut Report) {
    let message = format!("{problem}: branches are told apart by what they look like");
    report
        .mistake(Rule::InvalidDiscriminator, branch, message)
        .related(discriminator, "which tells the branches apart")
        .help("give the property a `const` in each branch, or name the values of each branch in the `mapping`");
}
