//! Lists that come in pages.

use super::Name;

/// How the pages that an operation gives follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// How a page leads to the next one.
    pub strategy: PaginationStrategy,
    /// The properties that lead from a page to its list; none when the page is the list.
    pub items: Vec<Name>,
    /// The properties that lead to whether there are more pages.
    pub more: Option<Vec<Name>>,
}

/// How a page leads to the next one.
#[derive(Clone, Debug, PartialEq)]
pub enum PaginationStrategy {
    /// By a value of the page, which is sent here.
    Cursor {
        /// Where it is sent.
        input: PageInput,
        /// The properties that lead to the value.
        next: Vec<Name>,
    },
    /// By a value of its last item, which is sent here.
    Last {
        /// Where it is sent.
        input: PageInput,
        /// The properties that lead from the item to the value.
        id: Vec<Name>,
    },
    /// By their numbers.
    Number {
        /// Where the number is sent.
        input: PageInput,
        /// The number of the first page.
        first: i64,
    },
    /// By how many items come before.
    Offset {
        /// Where their number is sent.
        input: PageInput,
    },
    /// By the header `Link` (RFC 8288).
    Link,
    /// By a URL in the page.
    Url {
        /// The properties that lead to it.
        next: Vec<Name>,
    },
}

impl PaginationStrategy {
    /// The input that selects a page, unless a URL does.
    #[must_use]
    pub fn input(&self) -> Option<&PageInput> {
        match self {
            Self::Cursor { input, .. }
            | Self::Last { input, .. }
            | Self::Number { input, .. }
            | Self::Offset { input } => Some(input),
            Self::Link | Self::Url { .. } => None,
        }
    }
}

/// Where the value that selects a page is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum PageInput {
    /// In this parameter of the query.
    Parameter(Name),
    /// In a property of the body, at this path.
    Property(String),
}

impl PageInput {
    /// The name or the path on the wire.
    #[must_use]
    pub fn wire(&self) -> &str {
        match self {
            Self::Parameter(name) => name.wire(),
            Self::Property(path) => path,
        }
    }
}
