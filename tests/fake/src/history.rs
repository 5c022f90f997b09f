//! What happened, the latest of it, for tests to look at.

use std::collections::VecDeque;

/// The latest events, up to a limit.
#[derive(Debug)]
pub(crate) struct History<T> {
    limit: usize,
    events: VecDeque<T>,
}

impl<T: Clone> History<T> {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            events: VecDeque::new(),
        }
    }

    /// Remembers an event, and forgets the oldest one when there are too many.
    pub(crate) fn add(&mut self, event: T) {
        self.events.push_back(event);
        if self.events.len() > self.limit {
            self.events.pop_front();
        }
    }

    pub(crate) fn to_vec(&self) -> Vec<T> {
        self.events.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.events.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_event_is_forgotten_first() {
        for (limit, kept) in [(0, vec![]), (2, vec![2, 3]), (9, vec![1, 2, 3])] {
            let mut history = History::new(limit);
            for event in 1..=3 {
                history.add(event);
            }
            assert_eq!(history.to_vec(), kept, "{limit}");
        }
    }
}
