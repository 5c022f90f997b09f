//! Lists that come in pages.

use super::Name;

/// How the pages that an operation gives follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// How a page leads to the next one.
    pub way: Way,
    /// The members that lead from a page to its list; none when the page is the list.
    pub items: Vec<Name>,
    /// The members that lead to what says whether there are more pages.
    pub more: Option<Vec<Name>>,
}

/// How a page leads to the next one.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// By a value of the page, which is sent in this parameter of the query.
    Cursor {
        /// The parameter, on the wire.
        parameter: String,
        /// The members that lead to the value.
        next: Vec<Name>,
    },
    /// By their numbers.
    Number {
        /// The parameter that has the number.
        parameter: Name,
        /// The number of the first page.
        first: i64,
    },
    /// By how many elements come before.
    Offset {
        /// The parameter that has how many.
        parameter: Name,
    },
    /// By the header `Link` (RFC 8288).
    Link,
    /// By a URL in the page.
    Url {
        /// The members that lead to it.
        next: Vec<Name>,
    },
}
