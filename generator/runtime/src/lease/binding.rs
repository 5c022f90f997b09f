//! What generated queues are made with: a list in a response as deliveries, and the words of a server as warnings.

use std::time::Duration;

use super::Delivery;
use super::LeaseId;
use super::Pulled;
use super::Settlement;
use super::Warning;
use crate::List;

impl<M> Pulled<M> {
    /// The messages of a list, whose leases and numbers of deliveries these functions find.
    ///
    /// A message without a lease cannot be settled, and is left out. One that could not be read counts as unreadable where its
    /// lease could.
    pub fn of<A: TryInto<u32>>(
        messages: impl Into<List<M>>,
        lease: impl Fn(&M) -> Option<&str>,
        attempts: impl Fn(&M) -> Option<A>,
    ) -> Self {
        let (messages, unreadable) = messages.into().into_parts();
        let leases = LeaseId::of_pull(&messages, &lease);
        let deliveries = messages.into_iter().zip(leases);
        let deliveries = deliveries.filter_map(|(message, lease)| {
            Some(Delivery {
                lease: lease?,
                attempts: attempts(&message).and_then(|attempts| attempts.try_into().ok()),
                message,
            })
        });
        let unreadable = unreadable.iter();
        Self {
            deliveries: deliveries.collect(),
            unreadable: unreadable
                .filter_map(|odd| lease(odd.readable()?).map(LeaseId::from))
                .collect(),
        }
    }
}

impl Settlement {
    /// All of its leases.
    pub(super) fn leases(&self) -> impl Iterator<Item = &LeaseId> {
        let retries = self.retries.iter().map(|(lease, _)| lease);
        self.acks.iter().chain(retries)
    }

    /// The messages to deliver again by their delays, for a queue that takes one delay with a call.
    #[must_use]
    pub fn retries_by_delay(&self) -> Vec<(Option<Duration>, Vec<LeaseId>)> {
        let mut groups: Vec<(Option<Duration>, Vec<LeaseId>)> = Vec::new();
        for (lease, delay) in &self.retries {
            match groups.iter_mut().find(|(known, _)| known == delay) {
                Some((_, leases)) => leases.push(lease.clone()),
                None => groups.push((*delay, vec![lease.clone()])),
            }
        }
        groups
    }
}

impl Warning {
    /// A warning about this lease, if the queue says which.
    pub fn of(lease: Option<&str>, text: String) -> Self {
        Self {
            lease: lease.map(LeaseId::from),
            text,
        }
    }

    /// A warning about the lease that has this number among those of a call.
    pub fn numbered<'l>(
        number: Option<&str>,
        leases: impl IntoIterator<Item = &'l LeaseId>,
        text: String,
    ) -> Self {
        let number = number.and_then(|number| number.parse().ok());
        let lease = number.and_then(|number| leases.into_iter().nth(number));
        Self {
            lease: lease.cloned(),
            text,
        }
    }
}

/// A warning that names no lease.
impl From<String> for Warning {
    fn from(text: String) -> Self {
        Self { lease: None, text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_without_a_lease_is_left_out() {
        let messages = vec![("a", 1_i64), ("", 2), ("c", -1)];
        let pulled = Pulled::of(
            messages,
            |message| Some(message.0).filter(|lease| !lease.is_empty()),
            |message| Some(message.1),
        );
        let deliveries = pulled.deliveries.iter();
        let found: Vec<_> = deliveries
            .map(|one| (one.lease.as_str(), one.attempts))
            .collect();
        assert_eq!(found, [("a", Some(1)), ("c", None)]);
        assert_eq!(pulled.unreadable, []);
    }

    #[test]
    fn messages_of_one_delay_are_settled_together() {
        let second = Some(Duration::from_secs(1));
        let retries = [("a", second), ("b", None), ("c", second)];
        let settlement = Settlement {
            retries: retries.map(|(id, delay)| (LeaseId::from(id), delay)).into(),
            ..Settlement::default()
        };
        let leases = |ids: &[&str]| ids.iter().map(LeaseId::from).collect();
        let expected = [(second, leases(&["a", "c"])), (None, leases(&["b"]))];
        assert_eq!(settlement.retries_by_delay(), expected);
    }

    #[test]
    fn a_warning_is_of_the_lease_with_its_number() {
        let leases = ["a", "b"].map(LeaseId::from);
        let warned = |number| Warning::numbered(number, &leases, String::new()).lease;
        assert_eq!(warned(Some("1")), Some(LeaseId::from("b")));
        for unknown in [None, Some("2"), Some("-1"), Some("b")] {
            assert_eq!(warned(unknown), None, "{unknown:?}");
        }
    }
}
