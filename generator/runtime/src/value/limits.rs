//! How long reading a body may take, and how much memory what is read of it may.
//!
//! Derived code hands nothing along while it reads, so both are kept beside it, for the thread.

use std::cell::Cell;

use serde::de::Error;
use tokio::time::Instant;

/// How many values are read between two looks at the clock.
const STEPS: u32 = 256;

/// What reading a body may take.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// When it ends at the latest.
    pub(crate) end: Option<Instant>,
    /// The most memory of what is read, in bytes, besides its texts, which are no longer than the body.
    pub(crate) memory: usize,
}

#[derive(Clone, Copy)]
struct State {
    limits: Limits,
    /// The memory that is taken as long as the body is read.
    kept: usize,
    is_late: bool,
}

thread_local! {
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
    static STEPS_LEFT: Cell<u32> = const { Cell::new(0) };
    /// In bytes; without limits, more than there is.
    static MEMORY_LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// What `read` comes to within these limits; `None` when time ran out.
pub(crate) fn within<T>(limits: Limits, read: impl FnOnce() -> T) -> Option<T> {
    let state = State {
        limits,
        kept: 0,
        is_late: false,
    };
    let memory_left = MEMORY_LEFT.replace(limits.memory);
    let _around = Around(STATE.replace(Some(state)), memory_left);
    STEPS_LEFT.set(STEPS);
    let read = read();
    let is_late = STATE.get().is_some_and(|state| state.is_late);
    (!is_late).then_some(read)
}

/// What was there before, and is put back also where reading panics.
struct Around(Option<State>, usize);

impl Drop for Around {
    fn drop(&mut self) {
        STATE.set(self.0);
        MEMORY_LEFT.set(self.1);
        STEPS_LEFT.set(0);
    }
}

/// Begins to read the body: what was read of it before is gone.
pub(crate) fn begin() {
    if let Some(state) = STATE.get() {
        MEMORY_LEFT.set(state.limits.memory.saturating_sub(state.kept));
    }
}

/// The same once more, if there is time left.
pub(crate) fn begin_again() -> bool {
    begin();
    !is_late()
}

/// Takes note of memory that is taken until the body has been read, as often as that begins again.
pub(crate) fn keep(bytes: usize) {
    if let Some(state) = STATE.get() {
        let kept = bytes;
        STATE.set(Some(State { kept, ..state }));
    }
}

/// Takes note of one more value, and now and then of the time.
#[inline]
pub(crate) fn step<E: Error>() -> Result<(), E> {
    let left = STEPS_LEFT.get();
    if left > 0 {
        STEPS_LEFT.set(left - 1);
        return Ok(());
    }
    if is_late() {
        return Err(E::custom("time ran out"));
    }
    STEPS_LEFT.set(STEPS);
    Ok(())
}

fn is_late() -> bool {
    let Some(mut state) = STATE.get() else {
        return false;
    };
    state.is_late |= state.limits.end.is_some_and(|end| Instant::now() >= end);
    STATE.set(Some(state));
    state.is_late
}

/// Takes note of memory that what is read takes.
#[inline]
pub(crate) fn take<E: Error>(bytes: usize) -> Result<(), E> {
    if let Some(left) = MEMORY_LEFT.get().checked_sub(bytes) {
        MEMORY_LEFT.set(left);
        return Ok(());
    }
    let memory = STATE.get().map_or(usize::MAX, |state| state.limits.memory);
    Err(E::custom(format_args!(
        "its values take more than {memory} bytes of memory (`max_response_bytes`)"
    )))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::Value;

    use super::*;
    use crate::List;
    use crate::error::Mismatch;
    use crate::value::json;

    fn read(
        body: &str,
        end: Option<Instant>,
        memory: usize,
    ) -> Option<Result<List<Value>, Mismatch>> {
        within(Limits { end, memory }, || json::read(body.as_bytes()))
    }

    #[test]
    fn what_takes_too_long_is_given_up() {
        let past = Instant::now();
        let long = format!("[{}0]", "0,".repeat(1_000));
        let deep = format!("[{}]", "[[0,0],[0,0]],".repeat(500) + "0");
        let unreadable = format!("[{}5]", r#"{"a":1,"a":2},"#.repeat(999));
        for body in [&long, &deep, &unreadable] {
            assert!(read(body, Some(past), 1 << 23).is_none());
            let later = past + Duration::from_secs(3_600);
            assert!(read(body, Some(later), 1 << 23).unwrap().is_ok());
            assert!(read(body, None, 1 << 23).unwrap().is_ok());
        }
        assert!(read("[0]", Some(past), 1 << 20).unwrap().is_ok());
        assert!(json::read::<List<Value>>(long.as_bytes()).is_ok());
    }

    #[test]
    fn what_takes_too_much_memory_is_an_error_that_names_the_setting() {
        for (item, count) in [("0", 20_000), ("{\"\":0}", 2_000), ("[]", 20_000)] {
            let body = format!("[{}0]", format!("{item},").repeat(count));
            let error = read(&body, None, 1 << 20).unwrap().unwrap_err();
            let end = "its values take more than 1048576 bytes of memory (`max_response_bytes`)";
            assert!(error.message.contains(end), "{}", error.message);
            assert!(read(&body, None, 1 << 24).unwrap().is_ok());
            let small = format!("[{item},{item}]");
            assert!(read(&small, None, 1 << 20).unwrap().is_ok());
        }
    }

    #[test]
    fn the_limits_of_one_body_are_not_those_of_another() {
        let outcome = std::panic::catch_unwind(|| {
            within(
                Limits {
                    end: None,
                    memory: 0,
                },
                || panic!("the reader's own"),
            )
        });
        assert!(outcome.is_err());
        assert!(json::read::<List<Value>>(b"[0]").is_ok());
    }
}
