//! What a run reports of a document: diagnostics with their places, counts, the summary in JSON.

mod causes;
mod choice;
mod counts;
pub mod diagnostic;
mod json;
mod line;
pub(crate) mod origin;
mod place;
pub(crate) mod position;
mod print;
mod rule;
mod spot;
mod suggestion;
mod summary;
mod text;

pub use counts::Count;
pub use counts::Ledger;
pub use line::MessageFormat;
pub use print::Diagnostics;
pub use rule::Level;
pub use rule::Levels;
pub use rule::Rule;
pub use spot::Spot;
pub use summary::Summary;
pub use text::NamedText;
pub use text::Texts;

pub(crate) use diagnostic::Report;
pub(crate) use line::github_data;
pub(crate) use line::github_property;
pub(crate) use print::printable;
pub(crate) use spot::Spots;
pub(crate) use suggestion::nearest;
pub(crate) use summary::Run;
