//! Who handles messages, and what handlers do.

use std::time::Duration;

use crate::Outcome;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Side {
    Ours,
    ByBatches,
    BareLoops,
}

impl Side {
    pub(super) const ALL: [Self; 3] = [Self::Ours, Self::ByBatches, Self::BareLoops];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::ByBatches => "by-batches",
            Self::BareLoops => "bare-loops",
        }
    }

    pub(super) fn named(name: &str) -> Outcome<Self> {
        let side = Self::ALL.into_iter().find(|side| side.name() == name);
        Ok(side.ok_or("no such side")?)
    }
}

/// What handlers do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Load {
    /// Nothing.
    Nothing,
    /// Nothing, on one thread.
    OneThread,
    /// 10 ms.
    Moment,
    /// 10 ms, and one hangs.
    OneHangs,
    /// 50 ms.
    Short,
}

impl Load {
    const ALL: [Self; 5] = [
        Self::Nothing,
        Self::OneThread,
        Self::Moment,
        Self::OneHangs,
        Self::Short,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::OneThread => "one-thread",
            Self::Moment => "moment",
            Self::OneHangs => "one-hangs",
            Self::Short => "short",
        }
    }

    pub(super) fn named(name: &str) -> Outcome<Self> {
        let load = Self::ALL.into_iter().find(|load| load.name() == name);
        Ok(load.ok_or("no such load")?)
    }

    /// How long a handler takes.
    pub(super) fn time(self) -> Duration {
        match self {
            Self::Nothing | Self::OneThread => Duration::ZERO,
            Self::Moment | Self::OneHangs => Duration::from_millis(10),
            Self::Short => Duration::from_millis(50),
        }
    }

    /// How many messages are handled at once.
    pub(super) fn concurrency(self) -> u32 {
        match self {
            Self::Nothing | Self::OneThread => 200,
            Self::Moment | Self::OneHangs => 64,
            Self::Short => 2_000,
        }
    }
}
