//! Why the client is as it is: from a Rust item to its place in the document, and back, with the rule that chose its name, its type, its
//! retry class.

mod lookup;
mod name;
mod reason;
mod text;

use serde::Serialize;

use crate::report::Spot;
use crate::surface::Description;
use crate::surface::Kind;

/// An item, where it comes from, and why it is as it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// What the item is.
    pub kind: Kind,
    /// Its path.
    pub item: String,
    /// Where it stands in its file.
    #[serde(flatten)]
    pub spot: Spot,
    /// Where it stands in the document, with all its files put together.
    pub pointer: String,
    /// What was chosen, and by which rule.
    pub reasons: Vec<Reason>,
}

/// Something that was chosen, and the rule that chose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What was chosen: the name, the type.
    pub of: &'static str,
    /// The choice.
    pub value: String,
    /// The rule, in the words of the document.
    pub because: String,
}

/// The items that are asked for, by a Rust path or the end of one, by a JSON Pointer, or by a file and a line.
///
/// # Errors
///
/// Where there is nothing, with what was perhaps meant.
pub fn why(description: &Description, query: &str) -> Result<Vec<Answer>, String> {
    let surface = description.surface();
    let items = lookup::items(description, &surface, query)?;
    let spots = description.spots(items.iter().map(|item| &item.at));
    let answers = items.iter().map(|item| Answer {
        kind: item.kind,
        item: item.path.clone(),
        spot: spots.get(&item.at),
        pointer: item.at.to_string(),
        reasons: reason::reasons(description, &surface, item),
    });
    Ok(answers.collect())
}
