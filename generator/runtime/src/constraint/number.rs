//! Numbers, and their constraints.

use std::fmt::Display;
use std::time::Duration;

use super::Present;
use crate::DecimalNumber;
use crate::duration::Milliseconds;
use crate::duration::Seconds;

/// A number, or something in the place of one that may be absent.
pub trait Number {
    /// The type of its limits.
    type Limit: Limit;

    /// The number, if it is there.
    fn number(&self) -> Option<Self::Limit>;
}

/// A limit of numbers: whole, or with a fraction.
pub trait Limit: Copy + Display + PartialOrd {
    /// Whether it is `factor` a whole number of times.
    fn is_multiple_of(self, factor: Self) -> bool;
}

impl Limit for i128 {
    fn is_multiple_of(self, factor: Self) -> bool {
        self.checked_rem(factor).is_none_or(|rest| rest == 0)
    }
}

impl Limit for f64 {
    /// A fraction such as 0.1 has no exact value in binary: what is nearly a multiple is one.
    fn is_multiple_of(self, factor: Self) -> bool {
        let times = self / factor;
        !times.is_finite() || (times - times.round()).abs() <= times.abs().max(1.0) * 1e-9
    }
}

macro_rules! whole {
    ($($number:ty),*) => {
        $(impl Number for $number {
            type Limit = i128;

            fn number(&self) -> Option<i128> {
                Some(i128::from(*self))
            }
        })*
    };
}

whole!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Number for f64 {
    type Limit = f64;

    fn number(&self) -> Option<f64> {
        Some(*self)
    }
}

/// Whole seconds, rounded up as they are sent.
impl Number for Seconds {
    type Limit = i128;

    fn number(&self) -> Option<i128> {
        whole(self.0, 1_000_000_000)
    }
}

/// Whole milliseconds, rounded up as they are sent.
impl Number for Milliseconds {
    type Limit = i128;

    fn number(&self) -> Option<i128> {
        whole(self.0, 1_000_000)
    }
}

fn whole(duration: Duration, nanoseconds: u128) -> Option<i128> {
    i128::try_from(duration.as_nanos().div_ceil(nanoseconds)).ok()
}

impl Number for DecimalNumber {
    type Limit = f64;

    fn number(&self) -> Option<f64> {
        self.as_str().parse().ok()
    }
}

impl<P: Present<Value: Number>> Number for P {
    type Limit = <P::Value as Number>::Limit;

    fn number(&self) -> Option<Self::Limit> {
        self.present()?.number()
    }
}
