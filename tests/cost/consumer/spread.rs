//! Figures of sides that are run in turn, so that what else the machine does befalls them alike.

use std::fmt;

use super::run::Figures;
use crate::Outcome;

/// Runs each side so many times, in turn and in the other order every other time; the figures of each round, by sides.
pub(super) fn rounds<const SIDES: usize>(
    count: usize,
    run: impl Fn(usize) -> Outcome<Figures>,
) -> Outcome<Vec<[Figures; SIDES]>> {
    let mut rounds = Vec::new();
    for round in 0..count {
        let mut figures = [Figures::default(); SIDES];
        for index in 0..SIDES {
            let side = if round % 2 == 0 {
                index
            } else {
                SIDES - 1 - index
            };
            figures[side] = run(side)?;
        }
        rounds.push(figures);
    }
    Ok(rounds)
}

/// One figure of each side, by rounds.
pub(super) fn figures<const SIDES: usize>(
    rounds: &[[Figures; SIDES]],
    of: impl Fn(&Figures) -> f64,
) -> [Vec<f64>; SIDES] {
    std::array::from_fn(|side| rounds.iter().map(|round| of(&round[side])).collect())
}

/// Where figures lie: `Display` has the median, and the least and the most.
pub(super) struct Spread {
    pub(super) median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    pub(super) fn of(mut figures: Vec<f64>) -> Self {
        figures.sort_by(f64::total_cmp);
        let at = |index: usize| figures.get(index).copied().unwrap_or_default();
        Self {
            median: at(figures.len() / 2),
            least: at(0),
            most: at(figures.len().saturating_sub(1)),
        }
    }

    /// Of the ratios of figures that are of the same rounds.
    pub(super) fn of_pairs(figures: &[f64], others: &[f64]) -> Self {
        let pairs = figures.iter().zip(others);
        Self::of(pairs.map(|(one, other)| one / other).collect())
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = formatter.precision().unwrap_or(2);
        let Self {
            median,
            least,
            most,
        } = self;
        write!(
            formatter,
            "{median:.digits$} ({least:.digits$} to {most:.digits$})"
        )
    }
}
