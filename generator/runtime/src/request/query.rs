//! The pairs of a query that is written already.

use std::borrow::Cow;

use crate::request::percent;

/// The name of a pair, as it is written.
pub(crate) fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or(pair)
}

/// A query without the pairs whose names `is_dropped` knows.
pub(crate) fn without(query: &str, is_dropped: impl Fn(&str) -> bool) -> Cow<'_, str> {
    if query.is_empty() || !query.split('&').map(name_of).any(&is_dropped) {
        return Cow::Borrowed(query);
    }
    let mut kept = String::with_capacity(query.len());
    for pair in query.split('&').filter(|pair| !is_dropped(name_of(pair))) {
        if !kept.is_empty() {
            kept.push('&');
        }
        kept.push_str(pair);
    }
    Cow::Owned(kept)
}

/// Whether a pair is called `name`.
pub(crate) fn is_called(pair: &str, name: &str) -> bool {
    if name.bytes().all(percent::is_unreserved) {
        return pair == name;
    }
    percent::encoded(&name).is_ok_and(|name| pair == name)
}

/// Whether a pair belongs to the parameter `name`: it is called so, or like a property of it (`name[key]`).
pub(crate) fn is_of(pair: &str, name: &str) -> bool {
    let object = pair.split('[').next().unwrap_or(pair);
    is_called(pair, name) || is_called(object, name)
}

impl crate::Request<'_> {
    /// The whole number that the query has as the parameter `name`.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        let pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        let mut values = pairs.filter(|(pair, _)| is_called(pair, name));
        values.next()?.1.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_dropped_by_name() {
        for (query, name, expected) in [
            ("a=1&b=2&a=3", "a", "b=2"),
            ("a=1&b=2", "c", "a=1&b=2"),
            ("a[x]=1&a[y]=2&ab=3", "a", "ab=3"),
            ("a%5Bx%5D=1&b=2", "a[x]", "b=2"),
            ("a=1", "a", ""),
            ("", "a", ""),
        ] {
            assert_eq!(
                without(query, |pair| is_of(pair, name)),
                expected,
                "{query}"
            );
        }
    }
}
