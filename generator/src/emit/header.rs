//! The two lines on top of every generated file: where it comes from, and what to do instead of
//! editing it.
//!
//! By these two lines alone a later run recognises its own files, so they are made and recognised
//! here, and nowhere else.

use std::path::Path;

const ORIGIN: &str = "Generated from ";
const COMMAND: &str = " by `";
const END: &str = "`.";
const ADVICE: &str = "Edit the spec and run the command again: changes made here are lost.";

/// The most bytes of a file that are looked at for a header: it names the document and its overlays, each with 255 at most.
pub(crate) const LONGEST: usize = 8 * 1024;

/// How a line of text is hidden from the language of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comment {
    /// `// text`
    Rust,
    /// `# text`
    Toml,
    /// `<!-- text -->`
    Markdown,
}

impl Comment {
    const ALL: [Self; 3] = [Self::Rust, Self::Toml, Self::Markdown];

    fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::Rust => ("// ", ""),
            Self::Toml => ("# ", ""),
            Self::Markdown => ("<!-- ", " -->"),
        }
    }

    fn text_of(self, line: &str) -> Option<&str> {
        let (open, close) = self.around();
        line.strip_prefix(open)?.strip_suffix(close)
    }
}

/// The header of one run: all its files name the same source, and the same command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    source: String,
    command: String,
}

impl Header {
    /// A header that names `source`, and the command that makes the files of it.
    ///
    /// Whoever names a file may put a line break or the end of a comment into its name. Only letters,
    /// digits, spaces and `._-+/` come through, anything else becomes `_`: a header is two lines of
    /// comment whatever the name.
    #[must_use]
    pub fn new(source: &str, command: &str) -> Self {
        Self {
            source: plain(source),
            command: plain(command),
        }
    }

    /// The header as comments, a blank line, and the text below.
    #[must_use]
    pub fn above(&self, comment: Comment, text: &str) -> String {
        let (open, close) = comment.around();
        let Self { source, command } = self;
        let blank = if text.is_empty() { "" } else { "\n" };
        format!(
            "{open}{ORIGIN}{source}{COMMAND}{command}{END}{close}\n{open}{ADVICE}{close}\n{blank}{text}"
        )
    }
}

fn plain(text: &str) -> String {
    let is_allowed = |letter: char| letter.is_alphanumeric() || " ._-+/".contains(letter);
    let letters = text.chars();
    letters
        .map(|c| if is_allowed(c) { c } else { '_' })
        .collect()
}

/// Whether a file that begins with these bytes was written by an earlier run, from whatever source and by whatever command.
///
/// A checkout may have turned the line ends into CRLF: such a file is still known.
pub(crate) fn is_on_top_of(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&start[..start.len().min(LONGEST)]);
    let mut lines = start.lines();
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    Comment::ALL.into_iter().any(|comment| {
        comment.text_of(first).is_some_and(|text| {
            text.strip_prefix(ORIGIN)
                .and_then(|rest| rest.strip_suffix(END))
                .is_some_and(|rest| rest.contains(COMMAND))
        }) && comment.text_of(second) == Some(ADVICE)
    })
}

/// What a header calls the document at `path`: `spec/<file name>` if it lies in a folder `spec`, else
/// the bare file name, so that no run depends on how its path was typed or where the repository lies.
///
/// Give it a canonical path: for `queues.yaml`, typed in the folder `spec`, only that knows the folder.
#[must_use]
pub fn source_name(path: &Path) -> String {
    let file = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    let folder = path.parent().and_then(Path::file_name);
    if folder.is_some_and(|folder| folder == "spec") {
        format!("spec/{file}")
    } else {
        file.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_own_headers_are_recognised() {
        let header = Header::new("spec/queues.yaml", "cargo run");
        for comment in Comment::ALL {
            let text = header.above(comment, "text\n");
            assert!(is_on_top_of(text.as_bytes()), "{text}");
            assert!(
                is_on_top_of(text.replace('\n', "\r\n").as_bytes()),
                "{text}"
            );
        }
        let longest = Header::new(&format!("spec/{}", "é".repeat(127)), "cargo run");
        assert!(is_on_top_of(
            longest.above(Comment::Markdown, "").as_bytes()
        ));
    }

    #[test]
    fn other_comments_are_not() {
        let header = Header::new("a.yaml", "openapi-crate").above(Comment::Rust, "text\n");
        let (first, _) = header.split_once('\n').unwrap();
        for text in ["", "// Generated by hand.\n", first, &format!("\n{header}")] {
            assert!(!is_on_top_of(text.as_bytes()), "{text}");
        }
        assert!(!is_on_top_of(b"\xff\xfe\n\xff"));
    }

    #[test]
    fn a_file_name_cannot_leave_the_comment() {
        let header = Header::new("a\nfn main() {}\u{202e} --> .yaml", "cargo run");
        insta::assert_snapshot!(header.above(Comment::Markdown, ""), @r"
        <!-- Generated from a_fn main__ ___ --_ .yaml by `cargo run`. -->
        <!-- Edit the spec and run the command again: changes made here are lost. -->
        ");
        insta::assert_snapshot!(header.above(Comment::Rust, ""), @r"
        // Generated from a_fn main__ ___ --_ .yaml by `cargo run`.
        // Edit the spec and run the command again: changes made here are lost.
        ");
    }

    #[test]
    fn the_name_of_a_source_does_not_depend_on_where_it_lies() {
        let name = |path: &str| source_name(Path::new(path));
        assert_eq!(name("spec/queues.yaml"), "spec/queues.yaml");
        assert_eq!(name("/home/someone/spec/queues.yaml"), "spec/queues.yaml");
        assert_eq!(name("queues.yaml"), "queues.yaml");
        assert_eq!(name("/tmp/queues.yaml"), "queues.yaml");
        assert_eq!(name("/"), "/");
    }
}
