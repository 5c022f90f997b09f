//! The texts of a run: a document, its overlays, and the files that it refers to.

/// A text, and what diagnostics call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedText {
    /// Its name.
    pub name: String,
    /// The whole of it.
    pub text: String,
}

/// The texts of a run by their numbers: 0 is the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    document: NamedText,
    others: Vec<NamedText>,
}

impl Texts {
    pub(crate) fn of(document: NamedText) -> Self {
        let others = Vec::new();
        Self { document, others }
    }

    /// Adds a text, and gives its number.
    pub(crate) fn add(&mut self, text: NamedText) -> usize {
        self.others.push(text);
        self.others.len()
    }

    /// What diagnostics call them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let texts = std::iter::once(&self.document).chain(&self.others);
        texts.map(|text| text.name.as_str())
    }

    /// How many bytes they have together.
    pub(crate) fn bytes(&self) -> usize {
        let others = self.others.iter().map(|text| text.text.len());
        self.document.text.len() + others.sum::<usize>()
    }

    /// The text of this number.
    #[must_use]
    pub fn get(&self, number: usize) -> &NamedText {
        let other = number
            .checked_sub(1)
            .and_then(|index| self.others.get(index));
        other.unwrap_or(&self.document)
    }
}
