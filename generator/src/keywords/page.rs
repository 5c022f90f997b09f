//! The page that says what becomes of each keyword.

use std::fmt::Write as _;

use crate::keywords::ALL;
use crate::keywords::Fate;
use crate::keywords::NEW_IN_3_2;
use crate::keywords::Vocabulary;

/// What stands before the tables.
const INTRODUCTION: &str = "\
# What becomes of each keyword

`cargo run -- --keywords` prints this page from the list that the generator reads documents by: what is not in it is an
unknown keyword. A test takes each keyword out of documents that have them all, and compares what that changes.

- **honoured:** it changes the code of the client.
- **documented:** it stands in the documentation of the client.
- **reported:** it is not generated, and a warning says so.
- **left:** it is for the readers of the document, or asks nothing of a client.

Keywords that start with `x-` are explained in [the README](README.md); all others that start so are ignored. Any other keyword
is a warning, which says what is meant where it is nearly one of these.
";

/// The page, in Markdown.
#[must_use]
pub fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for object in ALL {
        table(object, &mut page);
    }
    new_keywords(&mut page);
    page
}

/// What 3.2 adds, in a line for each object.
fn new_keywords(page: &mut String) {
    let _ = write!(
        page,
        "\n## New in OpenAPI 3.2\n\nIn documents of earlier versions, they are read as what they mean, with a warning.\n\n"
    );
    for (what, keywords) in NEW_IN_3_2 {
        let keywords: Vec<String> = keywords.iter().map(|one| format!("`{one}`")).collect();
        let _ = writeln!(page, "- {what}: {}", keywords.join(", "));
    }
}

fn table(object: &Vocabulary, page: &mut String) {
    let _ = write!(
        page,
        "\n## {}\n\n| Keyword | Is | How |\n|---|---|---|\n",
        heading(object.what)
    );
    for keyword in object.keywords {
        let (name, meaning) = (keyword.name, keyword.meaning);
        let _ = writeln!(page, "| `{name}` | {} | {meaning} |", keyword.fate.word());
    }
}

/// `a path item` as a heading.
fn heading(what: &str) -> String {
    let name = ["a ", "an ", "the "]
        .into_iter()
        .find_map(|article| what.strip_prefix(article))
        .unwrap_or(what);
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

impl Fate {
    /// The fate in one word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Honoured => "honoured",
            Self::Documented => "documented",
            Self::Reported => "reported",
            Self::Left => "left",
        }
    }
}
