//! What an error shows, to whoever asks for it in any way.

use std::error::Error as StdError;
use std::fmt::Write as _;

use client_runtime::Error;

/// The token of the client, as long as those of the service are.
pub(crate) const TOKEN: &str = "canary-7f3kQ9zLmW2xR8vT5bN1yHc4DgJ6sPaEu";

/// A lease that servers send along.
pub(crate) const LEASE: &str = "lease:eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0";

/// Of a token and a lease, how much may be shown: not half.
const MOST: usize = 16;

/// Everything that an error and its causes show.
pub(crate) fn by(error: &Error) -> String {
    let mut shown = String::new();
    let mut cause: Option<&dyn StdError> = Some(error);
    while let Some(error) = cause {
        writeln!(shown, "{error}\n{error:?}\n{error:#?}").unwrap();
        cause = error.source();
    }
    writeln!(shown, "{:?}\n{:?}", error.headers(), error.details()).unwrap();
    shown
}

/// What is shown of a secret that should not be.
pub(crate) fn secret(shown: &str) -> Option<&'static str> {
    let parts = |secret: &'static str| {
        let starts = 0..=secret.len() - MOST - 1;
        starts.map(|start| &secret[start..=start + MOST])
    };
    parts(TOKEN)
        .chain(parts(LEASE))
        .find(|part| shown.contains(part))
}
