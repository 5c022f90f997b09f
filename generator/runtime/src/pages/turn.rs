//! Asking for another page than the one that a call names.

use super::target;
use crate::CallOptions;
use crate::Error;
use crate::Request;

/// What a request asks for in place of its own page.
#[derive(Clone, Debug)]
pub(crate) enum Turn {
    /// The page that this value of the query names.
    Parameter { name: &'static str, value: String },
    /// The page at this URL.
    Target(String),
}

impl Turn {
    pub(super) fn parameter(name: &'static str, value: String) -> Self {
        Self::Parameter { name, value }
    }

    /// What tells it from other pages of the same list.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::Parameter { value, .. } => value,
            Self::Target(url) => url,
        }
    }
}

impl CallOptions {
    /// The same for another page.
    pub(super) fn turn(mut self, turn: Option<Turn>) -> Self {
        self.turn = turn;
        self
    }
}

impl Request<'_> {
    /// Asks for this page in place of its own.
    pub(crate) fn turn(self, turn: Turn) -> Self {
        match turn {
            Turn::Parameter { name, value } => self.replace_query(name, &value),
            Turn::Target(url) => self.attempt(|request| {
                let page = target::of(&url, request.server_url(), request.whole_path())
                    .map_err(Error::pagination)?;
                *request.path_mut() = page.path;
                let own = request.client().authorization();
                let own = own.query(request.chosen()).map(name_of);
                *request.query_mut() = without(&page.query, own);
                Ok(())
            }),
        }
    }

    fn replace_query(mut self, name: &str, value: &str) -> Self {
        let mut encoded = String::new();
        // Text is written to a string, neither of which fails.
        let _ = crate::percent::append(&mut encoded, &name);
        *self.query_mut() = without(self.query_mut(), std::iter::once(encoded.as_str()));
        self.query(name, value)
    }
}

fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or(pair)
}

/// A query without the pairs of these names.
fn without<'n>(query: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let pairs = query.split('&');
    let kept: Vec<&str> = pairs
        .filter(|pair| !pair.is_empty() && !names.contains(&name_of(pair)))
        .collect();
    kept.join("&")
}
