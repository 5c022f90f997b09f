//! Stage three: passes over the finished model, each of which answers one question of the whole.

pub(crate) mod check;
mod cycles;
mod features;
mod needs;
mod sides;
pub(crate) mod slot;
mod usage;
mod variants;

use crate::model::Api;
use crate::report::diagnostic::Report;

/// All passes, each on what those before it have left.
pub(crate) fn analyze(api: &mut Api, report: &mut Report) {
    // Which types are sent, which are received, and which are neither.
    usage::mark_usage(api);
    usage::drop_unused(api);
    // Which properties a type of one direction has.
    sides::keep_sides(api);
    // In which order the variants of a union are tried.
    variants::order_variants(api);
    // Which types would contain themselves.
    cycles::box_cycles(api);
    // What is checked before it is sent.
    check::settle(api, report);
    // Which resources need a shared type, and whether one does.
    let users = needs::drop_unneeded(api);
    // Which features compile a resource and a type.
    features::mark_features(api, users);
}
