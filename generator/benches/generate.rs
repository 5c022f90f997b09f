//! What the generator costs, beside what reading the text alone costs: `cargo bench -p generator --bench generate`.
//!
//! Prints a line for each document: one of few operations, and four that are made here, of 1,000 to 10,000 operations. Where time
//! is linear in the length of a document, all cost the same for each operation. Nothing is asserted: a loaded machine must not
//! fail a test. Allocations, which no machine changes, are in a budget of `tests/generator/budget.rs`.

use std::hint::black_box;
use std::time::Duration;
use std::time::Instant;

use generator::Source;
use generator::generate;
use mimalloc::MiMalloc;
use tests::large;

/// That of the binary.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How long one figure is measured at least, since the clock ticks a hundred times a second.
const AT_LEAST: Duration = Duration::from_secs(1);

fn main() {
    let names: Vec<String> = (0..100).map(|number| format!("resource{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    println!(
        "{:>10} {:>12} {:>12} {:>14} {:>10}",
        "operations", "reading, ms", "all, ms", "each, µs", "times"
    );
    let queues = include_str!("../../spec/queues.yaml");
    let operations = queues.lines().filter(|line| line.contains(" operationId:"));
    measure(
        u32::try_from(operations.count()).unwrap_or(u32::MAX),
        queues,
    );
    for operations in [1_000, 2_000, 4_000, 10_000] {
        measure(operations, &large::document(operations as usize, &names));
    }
}

/// Prints what a document of so many operations costs.
fn measure(operations: u32, text: &str) {
    let reading = cost(|| drop(black_box(serde_yaml::from_str::<serde_yaml::Value>(text))));
    let source = Source::new("document.yaml", text);
    let all = cost(|| match generate(&source) {
        Ok(generated) => drop(black_box(generated)),
        Err(diagnostics) => eprintln!("{operations} operations: {} errors", diagnostics.errors()),
    });
    println!(
        "{operations:>10} {:>12.1} {:>12.1} {:>14.1} {:>10.2}",
        reading.as_secs_f64() * 1e3,
        all.as_secs_f64() * 1e3,
        all.as_secs_f64() * 1e6 / f64::from(operations),
        all.as_secs_f64() / reading.as_secs_f64(),
    );
}

/// What one run takes, of as many as are needed.
fn cost(run: impl Fn()) -> Duration {
    let begin = clock();
    let mut runs = 0;
    loop {
        run();
        runs += 1;
        let taken = clock().saturating_sub(begin);
        if taken >= AT_LEAST {
            return taken / runs;
        }
    }
}

/// The CPU time of this process so far, user and system; where the system does not tell, the time that passed.
fn clock() -> Duration {
    cpu().unwrap_or_else(|| {
        static BEGIN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        BEGIN.get_or_init(Instant::now).elapsed()
    })
}

/// `utime` and `stime` of Linux, the 14th and 15th field of `/proc/self/stat`, which count hundredths of a second.
fn cpu() -> Option<Duration> {
    let fields = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the name of the program in parentheses, and may hold anything.
    let (_, fields) = fields.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_millis((user + system) * 10))
}
