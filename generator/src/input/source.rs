//! The document a run starts from, with all that belongs to it.

use indexmap::IndexMap;

use super::Selection;
use super::Surroundings;
use super::assemble::assembled;
use crate::budget::Budget;
use crate::budget::HELP;
use crate::report::Level;
use crate::report::Levels;
use crate::report::NamedText;
use crate::report::Report;
use crate::report::Rule;
use crate::report::Texts;

/// An OpenAPI document as it was read, before anything of it is parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    texts: Texts,
    surroundings: Surroundings,
    levels: Levels,
    crate_name: Option<String>,
    selection: Selection,
    /// The numbers of their texts.
    overlays: Vec<usize>,
    allowed: Vec<String>,
    files: Files,
    budget: Budget,
}

/// The files that a document refers to, by their paths: the numbers of their texts, or why they cannot be read.
type Files = IndexMap<String, Result<usize, String>>;

/// The folder of a document, with the files that it refers to.
pub(crate) struct Folder<'s> {
    document: &'s str,
    allowed: &'s [String],
    open: &'s mut Open<'s>,
}

/// Gives the number of a text, and the text; or why it cannot be read.
type Open<'s> = dyn FnMut(&str) -> Result<(usize, String), String> + 's;

impl Folder<'_> {
    /// The name of the document in it.
    pub(crate) fn document_path(&self) -> &str {
        self.document
    }

    /// The folders outside which may be read from, as seen from here.
    pub(crate) fn allowed(&self) -> &[String] {
        self.allowed
    }

    /// Opens the file at a path from here: gives the number of its text, and the text; or why it cannot be read.
    pub(crate) fn open(&mut self, path: &str) -> Result<(usize, String), String> {
        (self.open)(path)
    }
}

impl Source {
    /// A document of this text, called `name` in diagnostics and headers. Its crate stands beside the generator, unless
    /// [`among`](Self::among) says otherwise.
    ///
    /// A byte order mark at the start is dropped: it is no part of YAML or JSON.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let document = named(name, text);
        let surroundings = Surroundings::of(&document.name).with_runtime_at("../generator/runtime");
        Self {
            texts: Texts::of(document),
            surroundings,
            levels: Levels::default(),
            crate_name: None,
            selection: Selection::default(),
            overlays: Vec::new(),
            allowed: Vec::new(),
            files: Files::new(),
            budget: Budget::default(),
        }
    }

    /// The same document, of which so much is read and made.
    #[must_use]
    pub fn within(mut self, budget: Budget) -> Self {
        self.budget = budget;
        self
    }

    /// How much of it is read and made.
    #[must_use]
    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// The same document, mended by an OpenAPI Overlay that diagnostics call `name`. Several are applied in their order.
    #[must_use]
    pub fn overlaid(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        let overlay = self.texts.add(named(name, text));
        self.overlays.push(overlay);
        self
    }

    /// The same document, which may refer to files in this folder too: a path as seen from the folder of the document.
    #[must_use]
    pub fn allowing(mut self, folder: impl Into<String>) -> Self {
        self.allowed.push(folder.into());
        self
    }

    /// The same document with the files that it refers to. `read` is asked for each once, by its path from the folder of the
    /// document, and for no other: which files a `$ref` may name is checked before.
    #[must_use]
    pub fn gather(mut self, mut read: impl FnMut(&str) -> Result<String, String>) -> Self {
        let document = self.texts.get(0);
        if self.overlays.is_empty() && !may_refer_to_files(&document.text) {
            return self;
        }
        let folder = document.name.rsplit_once('/');
        let mut gathering = Gathering {
            folder: folder.map_or_else(String::new, |(folder, _)| format!("{folder}/")),
            texts: self.texts.clone(),
            files: Files::new(),
            bytes: 0,
            budget: self.budget,
        };
        let mut open = |path: &str| gathering.add(path, &mut read);
        // What is wrong is reported when the client is generated.
        assembled(&self, &mut self.folder(&mut open), &mut Report::default());
        (self.texts, self.files) = (gathering.texts, gathering.files);
        self
    }

    fn folder<'s>(&'s self, open: &'s mut Open<'s>) -> Folder<'s> {
        let path = &self.texts.get(0).name;
        Folder {
            document: path.rsplit_once('/').map_or(path, |(_, file)| file),
            allowed: &self.allowed,
            open,
        }
    }

    /// Calls `read` with the files that were gathered.
    pub(crate) fn with_folder<T>(&self, read: impl FnOnce(&mut Folder<'_>) -> T) -> T {
        let mut open = |path: &str| match self.files.get(path) {
            Some(Ok(number)) => Ok((*number, self.texts.get(*number).text.clone())),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err("the document was given without it".to_owned()),
        };
        read(&mut self.folder(&mut open))
    }

    /// The texts of the overlays, with their numbers.
    pub(crate) fn overlays(&self) -> impl Iterator<Item = (usize, &str)> {
        let overlays = self.overlays.iter();
        overlays.map(|number| (*number, self.texts.get(*number).text.as_str()))
    }

    /// The same document, in which each warning is an error.
    #[must_use]
    pub fn strictly(mut self) -> Self {
        self.levels.strictly();
        self
    }

    /// The same document, in which what breaks a rule is of this level: of several for one rule, the last one counts.
    #[must_use]
    pub fn at_level(mut self, rule: Rule, level: Level) -> Self {
        self.levels.set(rule, level);
        self
    }

    /// The same document for a crate of this name, in place of one that is made from the title.
    #[must_use]
    pub fn called(mut self, crate_name: impl Into<String>) -> Self {
        self.crate_name = Some(crate_name.into());
        self
    }

    /// The same document for a crate with some of its operations.
    #[must_use]
    pub fn only(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// The same document for a crate among other things.
    #[must_use]
    pub fn among(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = surroundings;
        self
    }

    /// The name by which diagnostics call the document.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.texts.get(0).name
    }

    /// The levels of rules.
    #[must_use]
    pub fn levels(&self) -> &Levels {
        &self.levels
    }

    /// The name of the crate, where it is not made from the title.
    #[must_use]
    pub fn crate_name(&self) -> Option<&str> {
        self.crate_name.as_deref()
    }

    /// The operations that the crate has.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What stands around the crate.
    #[must_use]
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// The texts of the document, its overlays and the files that it refers to.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
}

/// Files as they are asked for.
struct Gathering {
    /// What stands before their paths in diagnostics.
    folder: String,
    texts: Texts,
    files: Files,
    bytes: usize,
    budget: Budget,
}

impl Gathering {
    fn add(
        &mut self,
        path: &str,
        read: &mut impl FnMut(&str) -> Result<String, String>,
    ) -> Result<(usize, String), String> {
        let opened = self.read(path, read).map(|text| {
            let file = named(format!("{}{path}", self.folder), text.as_str());
            (self.texts.add(file), text)
        });
        let number = opened.as_ref().map(|(number, _)| *number);
        self.files
            .insert(path.to_owned(), number.map_err(Clone::clone));
        opened
    }

    fn read(
        &mut self,
        path: &str,
        read: &mut impl FnMut(&str) -> Result<String, String>,
    ) -> Result<String, String> {
        let most = self.budget.files();
        if self.files.len() >= most {
            return Err(format!("the document has more than {most} files: {HELP}"));
        }
        let text = without_mark(read(path)?);
        self.bytes += text.len();
        let most = self.budget.bytes_of_files();
        if self.bytes > most {
            return Err(format!(
                "the files have more than {most} bytes together: {HELP}"
            ));
        }
        Ok(text)
    }
}

/// A text without a byte order mark, which is no part of YAML or JSON.
fn named(name: impl Into<String>, text: impl Into<String>) -> NamedText {
    let text = text.into();
    NamedText {
        name: name.into(),
        text: without_mark(text),
    }
}

fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    }
}

/// Whether a text has a `$ref` that is no pointer into itself, or the `mapping` of a discriminator with a file in it, as far as
/// that is seen without understanding the text: most documents are of one file, and are read once.
fn may_refer_to_files(text: &str) -> bool {
    let is_between = |c: char| c.is_whitespace() || "\"':".contains(c);
    let may_have_uri = text.contains("$self") || text.contains("$id");
    let is_file = |target: &str| {
        // A property of this name is an object; a URL is that of a file only where files have URLs.
        let is_url = target.starts_with("https://") || target.starts_with("http://");
        !target.starts_with("#/") && !target.starts_with('{') && (may_have_uri || !is_url)
    };
    let mut references = text.split("$ref").skip(1);
    references.any(|rest| is_file(rest.trim_start_matches(is_between)))
        || behind_mapping(text).is_some_and(names_a_file)
}

/// The text behind the first word `mapping` that is a key.
fn behind_mapping(text: &str) -> Option<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let found = text.match_indices("mapping");
    let found = found.filter(|(at, _)| !text[..*at].ends_with(is_word));
    let mut behind =
        found.map(|(at, word)| text[at + word.len()..].trim_start_matches(['"', '\'']));
    behind.find(|rest| rest.trim_start().starts_with(':'))
}

/// Whether a word of a text is called like a file, or a place in one.
fn names_a_file(text: &str) -> bool {
    let is_between = |c: char| c.is_whitespace() || "\"'{},#".contains(c);
    let ends = [".yaml", ".yml", ".json"];
    text.split(is_between)
        .any(|word| ends.iter().any(|end| word.ends_with(end)))
}
