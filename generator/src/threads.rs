//! Threads with a stack of the generator's own: components that refer to each other in a long chain are read recursively.

use std::num::NonZeroUsize;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;
use std::thread::Builder;
use std::thread::Scope;
use std::thread::ScopedJoinHandle;

/// The stack of a thread. Of what is asked for, the system gives what is used.
const STACK: usize = 512 * 1024 * 1024;

/// Calls a function on a thread of its own. Where the system gives none, long chains overflow the stack; all else is the same.
pub(crate) fn alone<T: Send>(call: impl Fn() -> T + Sync) -> T {
    thread::scope(|scope| match start(scope, &call) {
        Some(thread) => joined(thread),
        None => call(),
    })
}

/// Calls a function with each of the items, on as many threads as the machine has cores. The values are in the order of the items.
pub(crate) fn each<I: Sync, T: Send>(items: &[I], call: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut values = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return values;
            };
            values.push((index, call(item)));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let others = cores.min(items.len()).saturating_sub(1);
    let mut values = thread::scope(|scope| {
        let others: Vec<_> = (0..others).filter_map(|_| start(scope, &work)).collect();
        let here = work();
        others
            .into_iter()
            .map(joined)
            .fold(here, |mut all, values| {
                all.extend(values);
                all
            })
    });
    values.sort_unstable_by_key(|(index, _)| *index);
    values.into_iter().map(|(_, value)| value).collect()
}

fn start<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    call: &'scope (impl Fn() -> T + Sync),
) -> Option<ScopedJoinHandle<'scope, T>> {
    Builder::new()
        .stack_size(STACK)
        .spawn_scoped(scope, call)
        .ok()
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_in_the_order_of_their_items() {
        let items: Vec<usize> = (0..1_000).collect();
        let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
        assert_eq!(each(&items, |item| item * 2), doubled);
        assert!(each(&[], |item: &usize| *item).is_empty());
    }

    #[test]
    #[should_panic(expected = "of a thread")]
    fn a_panic_is_passed_on() {
        each(&[1, 2, 3], |_| -> usize { panic!("of a thread") });
    }
}
