//! `x-content-type`: which property of an object announces what another one holds.

use indexmap::IndexMap;

use crate::lower::schema::merge::Property;
use crate::markdown::code;
use crate::model::Content;
use crate::model::Field;
use crate::model::TakenNames;
use crate::model::Type;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Schema;
use crate::spec::Text;

/// The content that an object with these properties holds, if one of them declares it.
pub(crate) fn announced_content(
    properties: &IndexMap<&str, Property<'_>>,
    fields: &[Field],
    taken: &TakenNames,
    report: &mut Report,
) -> Option<Content> {
    let mut announced = properties
        .iter()
        .filter_map(|(wire, property)| Some((*wire, announcement(property.schema)?)));
    let (wire, path) = announced.next()?;
    if let Some((_, second)) = announced.next() {
        let message = "another property of the object has an `x-content-type` already";
        report
            .mistake(Rule::InvalidExtension, second.at.key(), message)
            .help("keep one of the two: an object has one content");
    }
    let field = |wire: &str| fields.iter().find(|field| field.name.wire() == wire);
    let holder = field(wire)?;
    if holder.ty != Type::String {
        let message = "it stands on a text, and this is none";
        report
            .mistake(Rule::InvalidExtension, path.at.key(), message)
            .help("remove it, or make the property a `type: string`");
        return None;
    }
    let is_taken = |field: &&Field| taken.content.contains(&field.name.rust());
    if let Some(taken) = fields.iter().find(is_taken) {
        let message = format!(
            "the method `{}()` that it gives would be mistaken for the property {}",
            taken.name.rust(),
            code(taken.name.wire())
        );
        report
            .mistake(Rule::InvalidExtension, path.at.key(), message)
            .help("give that property another name with `x-rust-name`");
        return None;
    }
    let (name, key) = match path.value.split_once('/') {
        Some((name, key)) => (name, Some(key)),
        None => (path.value.as_str(), None),
    };
    let announcing = field(name).filter(|field| is_announcement(&field.ty, key));
    let Some(announcing) = announcing else {
        let message = "there is no such text: the path names a property of the same object, or a key of a map that is one";
        report.mistake(Rule::InvalidExtension, path.at.value(), message)
            .help("write the name of a text, or of a map and a key of it, such as `metadata/content-type`");
        return None;
    };
    Some(Content {
        holder: holder.name.clone(),
        announcing: announcing.name.clone(),
        key: key.map(str::to_owned),
    })
}

fn announcement(schema: &Schema) -> Option<&Text> {
    schema.as_object()?.content_type.as_ref()
}

/// Whether a property of this type, or the value of a key in it, can be the name of a type.
fn is_announcement(ty: &Type, key: Option<&str>) -> bool {
    match (ty, key) {
        (Type::String, None) => true,
        (Type::Map { key: None, value }, Some(_)) => matches!(**value, Type::Any | Type::String),
        _ => false,
    }
}
