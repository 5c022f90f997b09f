//! What a path leads to.

use http::Method;

use crate::description::Described;
use crate::description::Description;

/// Where the paths of the description begin.
pub(crate) const BASE_PATH: &str = "/client/v4";

/// What a path and a method lead to.
#[derive(Debug)]
pub(crate) struct Route<'a> {
    pub(crate) described: &'a Described,
    pub(crate) account_id: Option<&'a str>,
    pub(crate) queue_id: Option<&'a str>,
    /// What stands for other parameters of the path.
    pub(crate) others: Vec<&'a str>,
}

/// Why they lead nowhere.
#[derive(Debug)]
pub(crate) enum NoRoute {
    Path,
    /// The path has other methods.
    Method(Vec<Method>),
}

impl<'a> Route<'a> {
    /// The route of a path without its query, if there is one.
    pub(crate) fn of(
        description: &'a Description,
        method: &Method,
        path: &'a str,
    ) -> Result<Self, NoRoute> {
        let path = path.strip_prefix(BASE_PATH).ok_or(NoRoute::Path)?;
        let operations = description.operations.iter();
        let mut found: Vec<_> = operations
            .filter_map(|described| Some((described, parameters(&described.path, path)?)))
            .collect();
        // A path that is written out comes before one with a parameter in its place.
        let fewest = found.iter().map(|(_, parameters)| parameters.len()).min();
        found.retain(|(_, parameters)| Some(parameters.len()) == fewest);
        let methods = || found.iter().map(|(described, _)| described.method.clone());
        let Some(index) = methods().position(|own| own == *method) else {
            let methods: Vec<_> = methods().collect();
            let is_path = methods.is_empty();
            return Err(if is_path {
                NoRoute::Path
            } else {
                NoRoute::Method(methods)
            });
        };
        let (described, parameters) = found.swap_remove(index);
        let named = |name| parameters.iter().find(|(own, _)| *own == name);
        let other = |name: &str| !["account_id", "queue_id"].contains(&name);
        let others = parameters.iter().filter(|(name, _)| other(name));
        Ok(Self {
            described,
            account_id: named("account_id").map(|(_, value)| *value),
            queue_id: named("queue_id").map(|(_, value)| *value),
            others: others.map(|(_, value)| *value).collect(),
        })
    }
}

/// The parameters of a template by name, with the segments of a path that stand in their place.
fn parameters<'a>(template: &'a str, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let mut segments = path.split('/');
    let mut parameters = Vec::new();
    for expected in template.split('/') {
        let segment = segments.next()?;
        let name = expected
            .strip_prefix('{')
            .and_then(|it| it.strip_suffix('}'));
        match name {
            Some(name) => parameters.push((name, segment)),
            None if segment != expected => return None,
            None => {}
        }
    }
    segments.next().is_none().then_some(parameters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Operation;

    #[test]
    fn a_path_leads_to_one_operation() {
        let description = Description::get(None).unwrap();
        for (path, expected) in [
            ("/a/queues/q/messages", Some(Operation::Push)),
            ("/a/queues/q/messages/batch", Some(Operation::BulkPush)),
            ("/a/queues/q/messages/pull", Some(Operation::Pull)),
            ("/a/queues/q/messages/ack", Some(Operation::Ack)),
            ("/a/queues/q/messages/", None),
            ("/a/queues/q/messages/nowhere", None),
            ("/a/queues/q/messages/ack/", None),
            ("/a/queues/q/nowhere", None),
            ("/a/nowhere", None),
            ("", None),
        ] {
            let path = format!("/client/v4/accounts{path}");
            let route = Route::of(&description, &Method::POST, &path).ok();
            let operation = route.as_ref().and_then(|route| route.described.operation);
            assert_eq!(operation, expected, "{path}");
            let ids = route.map(|route| (route.account_id, route.queue_id));
            assert_eq!(ids, expected.map(|_| (Some("a"), Some("q"))), "{path}");
        }
        let outside = "/accounts/a/queues/q/messages";
        assert!(Route::of(&description, &Method::POST, outside).is_err());
    }
}
