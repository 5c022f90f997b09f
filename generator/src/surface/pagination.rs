//! How one page leads to the next.

use crate::model::Pagination;
use crate::model::PaginationStrategy;
use crate::surface::path;

/// In words.
pub(super) fn summary(pagination: &Pagination) -> String {
    let Pagination {
        strategy,
        items,
        more,
    } = pagination;
    let by = match strategy {
        PaginationStrategy::Cursor { input, next } => {
            format!("`{}` of the page as `{}`", path(next), input.wire())
        }
        PaginationStrategy::Last { input, id } => {
            format!("`{}` of the last item as `{}`", path(id), input.wire())
        }
        PaginationStrategy::Number { input, first } => {
            format!("its number as `{}`, from {first}", input.wire())
        }
        PaginationStrategy::Offset { input } => {
            format!("the number of items before it as `{}`", input.wire())
        }
        PaginationStrategy::Link => "the header `Link`".to_owned(),
        PaginationStrategy::Url { next } => format!("the URL in `{}`", path(next)),
    };
    let more = more
        .as_ref()
        .map(|more| format!(", while `{}`", path(more)));
    let items = if items.is_empty() {
        String::new()
    } else {
        format!("; items in `{}`", path(items))
    };
    by + &more.unwrap_or_default() + &items
}
