//! Which calls a fault befalls.

use crate::Fault;
use crate::Operation;
use crate::QueueHandle;

/// Which calls a fault befalls: all calls of operations of the description, unless it is narrowed down.
///
/// ```
/// use queues_fake::Fault;
/// use queues_fake::Operation;
/// use queues_fake::Rule;
///
/// // The response to the third push is lost.
/// Rule::new(Fault::LostResponse).on(Operation::Push).nth(3);
/// // One call in twenty fails, always the same ones when calls come in the same order.
/// Rule::new(Fault::Overloaded).probability(0.05, 42);
/// // The next two calls fail.
/// Rule::new(Fault::HtmlPage { status: 502 }).times(2);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Rule {
    fault: Fault,
    operation: Option<Operation>,
    queue_id: Option<String>,
    choice: Choice,
    /// How many calls the rule applied to, so far.
    seen: u64,
    /// How often the fault may still happen.
    left: u64,
}

/// Which of the calls that a rule applies to.
#[derive(Clone, Debug)]
enum Choice {
    All,
    Nth(u64),
    Random {
        probability: f64,
        random: fastrand::Rng,
    },
}

impl Rule {
    /// The fault befalls every call.
    pub fn new(fault: Fault) -> Self {
        Self {
            fault,
            operation: None,
            queue_id: None,
            choice: Choice::All,
            seen: 0,
            left: u64::MAX,
        }
    }

    /// Only calls of this operation.
    pub fn on(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Only calls for this queue.
    pub fn on_queue(mut self, queue: &QueueHandle) -> Self {
        self.queue_id = Some(queue.id().to_owned());
        self
    }

    /// Only the n-th of those calls, counted from 1 and from when the rule was injected.
    pub fn nth(mut self, nth: u64) -> Self {
        self.choice = Choice::Nth(nth);
        self
    }

    /// Each of those calls with this probability, from 0 to 1; the seed decides which.
    pub fn probability(mut self, probability: f64, seed: u64) -> Self {
        let random = fastrand::Rng::with_seed(seed);
        self.choice = Choice::Random {
            probability,
            random,
        };
        self
    }

    /// At most so often.
    pub fn times(mut self, times: u64) -> Self {
        self.left = times;
        self
    }

    /// Counts a call that the rule applies to, and decides whether the fault is to befall it.
    fn chooses(&mut self, operation: Option<Operation>, queue_id: &str) -> bool {
        let is_operation = self.operation.is_none() || self.operation == operation;
        let is_queue = self.queue_id.as_ref().is_none_or(|own| own == queue_id);
        if !is_operation || !is_queue {
            return false;
        }
        self.seen += 1;
        let is_chosen = match &mut self.choice {
            Choice::All => true,
            Choice::Nth(nth) => self.seen == *nth,
            Choice::Random {
                probability,
                random,
            } => random.f64() < *probability,
        };
        is_chosen && self.left > 0
    }
}

/// The rules in the order in which they were injected.
#[derive(Debug, Default)]
pub(crate) struct Rules(Vec<Rule>);

impl Rules {
    pub(crate) fn add(&mut self, rule: Rule) {
        self.0.push(rule);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that befalls a call. Every rule counts the call; of those that choose it the first one has its way.
    pub(crate) fn choose(&mut self, operation: Option<Operation>, queue_id: &str) -> Option<Fault> {
        let mut chosen = None;
        for rule in &mut self.0 {
            if rule.chooses(operation, queue_id) && chosen.is_none() {
                rule.left -= 1;
                chosen = Some(rule.fault.clone());
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(rules: Vec<Rule>, calls: &[Operation]) -> Vec<usize> {
        let mut rules = Rules(rules);
        let faults = calls.iter().map(|call| rules.choose(Some(*call), "queue"));
        let hits = faults.enumerate().filter(|(_, fault)| fault.is_some());
        hits.map(|(index, _)| index + 1).collect()
    }

    #[test]
    fn a_rule_counts_the_calls_it_applies_to() {
        use Operation::Pull;
        use Operation::Push;
        let rule = || Rule::new(Fault::Overloaded);
        let calls = [Push, Pull, Push, Pull, Push, Pull];
        for (rule, expected) in [
            (rule(), vec![1, 2, 3, 4, 5, 6]),
            (rule().on(Push), vec![1, 3, 5]),
            (rule().on(Pull).nth(2), vec![4]),
            (rule().nth(3).on(Push), vec![5]),
            (rule().times(2), vec![1, 2]),
            (rule().on(Pull).times(1), vec![2]),
            (rule().times(0), vec![]),
            (rule().probability(1.0, 1), vec![1, 2, 3, 4, 5, 6]),
            (rule().probability(0.0, 1), vec![]),
        ] {
            assert_eq!(hits(vec![rule.clone()], &calls), expected, "{rule:?}");
        }
    }

    #[test]
    fn a_seed_decides_which_calls_fail() {
        let rule = |seed| vec![Rule::new(Fault::LostResponse).probability(0.05, seed)];
        let calls = [Operation::Push; 10_000];
        let failed = hits(rule(1), &calls);
        assert_eq!(failed, hits(rule(1), &calls));
        assert_ne!(failed, hits(rule(2), &calls));
        assert!((400..600).contains(&failed.len()), "{}", failed.len());
    }

    #[test]
    fn the_first_rule_that_chooses_a_call_has_its_way() {
        let mut rules = Rules::default();
        rules.add(Rule::new(Fault::LostResponse).nth(2));
        rules.add(Rule::new(Fault::Overloaded).times(2));
        let mut faults = || rules.choose(Some(Operation::Ack), "queue");
        assert_eq!(faults(), Some(Fault::Overloaded));
        assert_eq!(faults(), Some(Fault::LostResponse));
        assert_eq!(faults(), Some(Fault::Overloaded));
        assert_eq!(faults(), None);
    }
}
