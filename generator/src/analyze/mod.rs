//! Stage three: passes over the finished model, each of which answers one question of the whole.

mod absent_bodies;
mod alike;
mod constraints;
mod cycles;
mod depth;
mod discriminators;
mod distinctions;
mod equal;
mod example;
mod features;
mod interchangeable;
mod kind;
mod needs;
mod presets;
mod required;
mod sides;
mod usage;
mod variants;

use crate::lower::Lowered;
use crate::lower::places::Places;
use crate::model::Api;
use crate::model::TakenNames;
use crate::report::diagnostic::Report;

/// All passes, each on what those before it have left; with the API, where it comes from.
pub fn analyze(lowered: Lowered, taken: &TakenNames, report: &mut Report) -> (Api, Places) {
    let Lowered { mut api, mut notes } = lowered;
    // Which types are sent, and which are received.
    usage::mark_usage(&mut api);
    // Whether a union or its variants have the discriminator.
    discriminators::place_discriminators(&mut api);
    // Which properties have one value only.
    presets::set_presets(&mut api);
    // Which types are equal, and one.
    let moved = equal::unite_equal(&mut api, &notes.checks.requested(), taken);
    notes.places.share(moved);
    usage::mark_usage(&mut api);
    // Which values the example of a call has.
    example::sample_calls(&mut api, &notes, report);
    // Which types are used without the properties that unions have now.
    usage::mark_usage(&mut api);
    usage::drop_unused(&mut api);
    // Which properties a type of one direction has.
    sides::keep_sides(&mut api);
    // What tells the variants of a union apart.
    distinctions::find_distinctions(&mut api, &notes, report);
    // Which responses may come without a body.
    absent_bodies::accept_absent_bodies(&mut api);
    // In which order the variants of a union are tried.
    variants::order_variants(&mut api);
    // Which types would contain themselves.
    cycles::box_cycles(&mut api);
    // Which types the compiler does not look into, for they are too deep.
    depth::hold_apart(&mut api);
    // What is required by name.
    required::require_by_name(&mut api, taken);
    // What is checked before it is sent.
    let requested = constraints::finalize(&mut api, &notes.checks.requested());
    notes.checks.report(&requested, report);
    // Which resources need a shared type, and whether one does.
    let users = needs::drop_unneeded(&mut api);
    // Which features compile a resource and a type.
    features::mark_features(&mut api, users, &taken.features);
    (api, notes.places)
}
