//! What a document costs grows with its size, whatever it has many of: twice as many take twice the allocations, and twice the memory.

use std::alloc::System;

use generator::Source;
use generator::generate;
use stats_alloc::INSTRUMENTED_SYSTEM;
use stats_alloc::Region;
use stats_alloc::StatsAlloc;
use tests::sizes::KINDS;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many there are at first.
const FEW: usize = 60;

/// How many times as much twice as many more may take, in hundredths: it is 200 where all costs the same, 400 where each looks at all
/// others. Names and places of many things are longer, and maps of many grow.
const GROWTH: usize = 260;

/// How often the generator allocates for a document, and how many bytes.
fn cost(document: &serde_json::Value) -> [usize; 2] {
    let source = Source::new("sizes.yaml", document.to_string());
    let region = Region::new(ALLOCATOR);
    // Of some kinds, the outcome is errors.
    let _ = generate(&source);
    let change = region.change();
    [
        change.allocations + change.reallocations,
        change.bytes_allocated,
    ]
}

#[test]
fn twice_as_many_cost_twice_as_much() {
    let mut steeper = Vec::new();
    for (name, document) in KINDS {
        let [few, more, most] = [1, 2, 4].map(|times| cost(&document(FEW * times)));
        for (what, index) in [("allocations", 0), ("bytes", 1)] {
            let first = more[index].saturating_sub(few[index]).max(1);
            let second = most[index].saturating_sub(more[index]);
            if second * 100 > first * GROWTH {
                steeper.push(format!("{name}: {first} {what}, then {second}"));
            }
        }
    }
    assert!(steeper.is_empty(), "{steeper:#?}");
}
