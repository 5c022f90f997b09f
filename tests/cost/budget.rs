//! What a call may cost.

use crate::Cost;
use crate::operation::Operation;

/// How much more instructions than its budget a call may take, in percent: buffers fill as the kernel hands data over.
const MARGIN: f64 = 3.0;

/// The instructions of a call beside those of the same call by hand, and its allocations.
fn budget(operation: Operation) -> (f64, usize) {
    match operation {
        Operation::Push => (1.18, 16),
        Operation::BulkPush => (0.50, 17),
        Operation::Pull => (1.02, 817),
        Operation::Acknowledge => (0.53, 17),
    }
}

/// How the instructions of the two compare.
#[expect(clippy::cast_precision_loss, reason = "millions")]
pub(crate) fn ratio(ours: Cost, by_hand: Cost) -> Option<f64> {
    Some(ours.instructions? as f64 / by_hand.instructions? as f64)
}

/// What costs more than its budget.
pub(crate) fn excesses(operation: Operation, ours: Cost, by_hand: Cost) -> Vec<String> {
    let (most, allocations) = budget(operation);
    let name = operation.description();
    let mut excesses = Vec::new();
    if ours.allocations > allocations {
        let counted = ours.allocations;
        excesses.push(format!(
            "{name}: {counted} allocations, and at most {allocations} are planned"
        ));
    }
    if let Some(ratio) = ratio(ours, by_hand).filter(|ratio| *ratio > most * (1.0 + MARGIN / 100.0))
    {
        excesses.push(format!(
            "{name}: {ratio:.2} times the instructions of a call by hand, and at most {most:.2} are planned"
        ));
    }
    excesses
}
