//! How well a type fits a value: what reading the value as that type loses.
//!
//! Derived code buffers values and reads them again, and hands nothing along while it does. So what is lost on the way is
//! counted beside it, for the thread, and only while a union compares its branches.

use std::cell::Cell;

/// What reading a value as a type loses, or does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// Properties that the type does not have.
    pub(crate) lost: u32,
    /// Values that the type keeps without knowing them.
    pub(crate) unlisted: u32,
    /// Properties that the type keeps without naming them.
    unnamed: u32,
}

impl Misfit {
    /// Smaller for the type that fits better.
    pub(crate) fn weight(self) -> (u32, u32, u32) {
        let all = self.lost.saturating_add(self.unlisted);
        (all, self.unlisted, self.unnamed)
    }
}

/// What is counted while a union compares its branches.
#[derive(Clone, Copy)]
struct Comparison {
    misfit: Misfit,
    /// How many branches can still be compared with others, in all unions within the outermost one.
    left: usize,
}

thread_local! {
    static COMPARISON: Cell<Option<Comparison>> = const { Cell::new(None) };
}

/// Whether a union compares its branches.
pub(crate) fn is_compared() -> bool {
    COMPARISON.get().is_some()
}

/// A property is there that the type does not have.
pub(crate) fn note_lost() {
    note(|misfit| misfit.lost = misfit.lost.saturating_add(1));
}

/// A value is kept that the type does not know.
pub(crate) fn note_unlisted() {
    note(|misfit| misfit.unlisted = misfit.unlisted.saturating_add(1));
}

/// A property is kept that the type does not name.
pub(crate) fn note_unnamed() {
    note(|misfit| misfit.unnamed = misfit.unnamed.saturating_add(1));
}

/// All that was lost by reading a value within another one.
pub(crate) fn note_all(of: Misfit) {
    note(|misfit| {
        misfit.lost = misfit.lost.saturating_add(of.lost);
        misfit.unlisted = misfit.unlisted.saturating_add(of.unlisted);
        misfit.unnamed = misfit.unnamed.saturating_add(of.unnamed);
    });
}

fn note(change: impl FnOnce(&mut Misfit)) {
    if let Some(mut comparison) = COMPARISON.get() {
        change(&mut comparison.misfit);
        COMPARISON.set(Some(comparison));
    }
}

/// Counts apart what `read` loses. The outermost union can compare `most` branches with others.
pub(crate) fn measured<T>(most: impl FnOnce() -> usize, read: impl FnOnce() -> T) -> (T, Misfit) {
    let around = COMPARISON.get();
    let left = around.map_or_else(most, |around| around.left.saturating_sub(1));
    let misfit = Misfit::default();
    COMPARISON.set(Some(Comparison { misfit, left }));
    let result = read();
    let within = COMPARISON.get();
    let left = within.map_or(0, |within| within.left);
    COMPARISON.set(around.map(|around| Comparison { left, ..around }));
    (result, within.map_or(misfit, |within| within.misfit))
}

/// Whether a union within others still compares its branches, or takes the first that it can read.
pub(crate) fn is_exhausted() -> bool {
    COMPARISON
        .get()
        .is_some_and(|comparison| comparison.left == 0)
}
