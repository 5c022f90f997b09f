//! What a path leads to.

use crate::Operation;

/// Where the paths of the description begin.
pub(crate) const BASE_PATH: &str = "/client/v4";

/// What a path leads to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Route<'a> {
    pub(crate) operation: Operation,
    pub(crate) account_id: &'a str,
    pub(crate) queue_id: &'a str,
}

impl<'a> Route<'a> {
    /// The route of a path without its query, if there is one.
    pub(crate) fn of(path: &'a str) -> Option<Self> {
        let path = path.strip_prefix(BASE_PATH)?;
        Operation::ALL.into_iter().find_map(|operation| {
            let [account_id, queue_id] = parameters(operation.path(), path)?;
            let route = Self {
                operation,
                account_id,
                queue_id,
            };
            Some(route)
        })
    }
}

/// The segments of a path that stand where its template has its two parameters.
fn parameters<'a>(template: &str, path: &'a str) -> Option<[&'a str; 2]> {
    let mut segments = path.split('/');
    let mut parameters = Vec::new();
    for expected in template.split('/') {
        let segment = segments.next()?;
        if expected.starts_with('{') {
            parameters.push(segment);
        } else if segment != expected {
            return None;
        }
    }
    let is_whole = segments.next().is_none();
    parameters.try_into().ok().filter(|_| is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_one_operation() {
        for (path, expected) in [
            ("/a/queues/q/messages", Some(Operation::Push)),
            ("/a/queues/q/messages/batch", Some(Operation::BulkPush)),
            ("/a/queues/q/messages/pull", Some(Operation::Pull)),
            ("/a/queues/q/messages/ack", Some(Operation::Ack)),
            ("/a/queues/q/messages/", None),
            ("/a/queues/q/messages/peek", None),
            ("/a/queues/q/messages/ack/", None),
            ("/a/queues/q", None),
            ("/a/messages", None),
            ("", None),
        ] {
            let path = format!("/client/v4/accounts{path}");
            let route = Route::of(&path);
            assert_eq!(route.map(|route| route.operation), expected, "{path}");
            let ids = route.map(|route| (route.account_id, route.queue_id));
            assert_eq!(ids, expected.map(|_| ("a", "q")), "{path}");
        }
        assert_eq!(Route::of("/accounts/a/queues/q/messages"), None);
    }
}
