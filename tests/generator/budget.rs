//! Budgets: what an operation may cost in lines of its file and in allocations of the generator, none of which depends on the
//! machine. Who makes one smaller lowers the budget; who has a reason to make one larger says it where the budget stands.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::alloc::System;
use std::sync::Mutex;

use generator::Source;
use generator::generate;
use stats_alloc::INSTRUMENTED_SYSTEM;
use stats_alloc::Region;
use stats_alloc::StatsAlloc;
use tests::large;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Tests that run at once would count each other's allocations.
static ONE_BY_ONE: Mutex<()> = Mutex::new(());

/// How many lines the files of our own operations have at most on average, docs and types of their own included.
const LINES: usize = 149;

/// How often the generator allocates at most for an operation of a large document, with its types.
const ALLOCATIONS: usize = 6_300;

/// How many times as many it may be for an operation of a document that is four times as long, in hundredths.
const GROWTH: usize = 105;

#[test]
fn lines_of_an_operation() {
    let _alone = ONE_BY_ONE.lock();
    let text = include_str!("../../spec/queues.yaml");
    let generated = generate(&Source::new("queues.yaml", text)).unwrap();
    let operations = generated
        .files
        .iter()
        .filter(|(_, text)| text.contains("\n    /// `POST /"));
    let lines: Vec<usize> = operations.map(|(_, text)| text.lines().count()).collect();
    assert_eq!(lines.len(), generated.ledger.operations.made);
    let each = lines.iter().sum::<usize>() / lines.len();
    assert!(each <= LINES, "{each} lines for an operation, not {LINES}");
}

#[test]
fn allocations_of_an_operation() {
    let _alone = ONE_BY_ONE.lock();
    let few = allocations(100);
    assert!(
        few <= ALLOCATIONS,
        "{few} allocations for an operation, not {ALLOCATIONS}"
    );
    let many = allocations(400);
    assert!(
        many * 100 <= few * GROWTH,
        "{few} allocations for each of 100 operations, {many} for each of 400"
    );
}

/// How often the generator allocates for each operation of a document of so many.
fn allocations(operations: usize) -> usize {
    let names: Vec<String> = (0..10).map(|number| format!("resource{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let source = Source::new("large.yaml", large::document(operations, &names));
    let region = Region::new(ALLOCATOR);
    generate(&source).unwrap();
    let change = region.change();
    (change.allocations + change.reallocations) / operations
}
