//! What a call costs: the instructions and allocations of the generated client, beside those of the same calls written by hand
//! with hyper and serde, against a server on loopback that always says the same.
//!
//! `.ci/cost` prints a table, and `.ci/cost --check` fails where a call costs more than its
//! [budget]. `.ci/cost --operation push` is for one operation alone, `.ci/cost consumer` for a [consumer], and
//! `.ci/cost events` for the [events] of a stream. Instructions are counted by valgrind (user mode), and left out where it is not
//! installed. `generator/runtime/COST.md` holds the figures, and says what is counted.

mod budget;
mod by_hand;
mod consumer;
mod events;
mod generated;
mod once;
mod operation;
mod server;

use std::alloc::System;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use stats_alloc::INSTRUMENTED_SYSTEM;
use stats_alloc::Region;
use stats_alloc::StatsAlloc;
use tokio::runtime;

use by_hand::ByHand;
use generated::Generated;
use operation::Input;
use operation::Operation;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The calls before anything is counted: a connection is opened, and buffers have their sizes.
const WARM_UP: usize = 20;

/// The calls that are counted.
const COUNTED: usize = 40;

/// A client that can make the calls.
trait Caller {
    async fn new(server: &str) -> Outcome<Self>
    where
        Self: Sized;

    async fn call(&mut self, input: Input) -> Outcome<()>;
}

/// What one call costs.
#[derive(Clone, Copy)]
struct Cost {
    /// `None` without valgrind.
    instructions: Option<u64>,
    allocations: usize,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        ["call", caller, operation, server, counted] => {
            let operation = Operation::named(operation).ok_or("no such operation")?;
            let counted = counted.parse()?;
            let allocations = match caller {
                "generated" => calls::<Generated>(operation, server, counted)?,
                _ => calls::<ByHand>(operation, server, counted)?,
            };
            println!("{allocations}");
            Ok(())
        }
        ["consumer", ref arguments @ ..] => consumer::main(arguments),
        ["events", ref arguments @ ..] => events::main(arguments),
        ["serve", milliseconds] => {
            let round_trip = Duration::from_millis(milliseconds.parse()?);
            println!("{}", server::start(round_trip)?);
            std::io::stdin().read_line(&mut String::new())?;
            Ok(())
        }
        _ => table(&arguments),
    }
}

/// Measures the calls, and prints what they cost.
fn table(arguments: &[&str]) -> Outcome<()> {
    let mut chosen = Operation::ALL.to_vec();
    if let Some(place) = arguments.iter().position(|word| *word == "--operation") {
        chosen.retain(|operation| arguments.get(place + 1) == Some(&operation.name()));
    }
    let server = server::start(Duration::ZERO)?;
    let has_valgrind = Command::new("valgrind").arg("--version").output().is_ok();
    if !has_valgrind {
        println!("skipped: instructions, since valgrind is not installed");
    }
    println!("| call | instructions | by hand | ratio | allocations | by hand |");
    println!("|---|---|---|---|---|---|");
    let mut excesses = Vec::new();
    for operation in chosen {
        let [ours, by_hand] = ["generated", "by-hand"].map(|caller| {
            let process = Process {
                caller,
                operation,
                server: &server,
            };
            process.cost(has_valgrind)
        });
        let (ours, by_hand) = (ours?, by_hand?);
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            operation.description(),
            ours.shown(),
            by_hand.shown(),
            budget::ratio(ours, by_hand)
                .map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}")),
            ours.allocations,
            by_hand.allocations,
        );
        excesses.extend(budget::excesses(operation, ours, by_hand));
    }
    let is_checked = arguments.contains(&"--check");
    if is_checked && !excesses.is_empty() {
        return Err(excesses.join("\n").into());
    }
    if has_valgrind && !arguments.contains(&"--operation") {
        once::table(is_checked)?;
    }
    Ok(())
}

impl Cost {
    fn shown(self) -> String {
        self.instructions
            .map_or_else(|| "–".to_owned(), |instructions| instructions.to_string())
    }
}

/// A process that makes the calls of one operation, so that nothing else is counted.
struct Process<'a> {
    caller: &'a str,
    operation: Operation,
    server: &'a str,
}

impl Process<'_> {
    fn cost(&self, has_valgrind: bool) -> Outcome<Cost> {
        let mut process = Command::new(std::env::current_exe()?);
        let (output, _) = output(self.arguments(&mut process, COUNTED))?;
        let instructions = if has_valgrind {
            let (one, two) = (self.instructions(COUNTED)?, self.instructions(2 * COUNTED)?);
            Some((two - one) / u64::try_from(COUNTED)?)
        } else {
            None
        };
        Ok(Cost {
            instructions,
            allocations: output.trim().parse()?,
        })
    }

    /// Those of the whole process.
    fn instructions(&self, counted: usize) -> Outcome<u64> {
        instructions_in(&std::env::current_exe()?, |valgrind| {
            self.arguments(valgrind, counted)
        })
    }

    fn arguments<'a>(&self, command: &'a mut Command, counted: usize) -> &'a mut Command {
        command
            .args(["call", self.caller, self.operation.name(), self.server])
            .arg(counted.to_string())
    }
}

/// The instructions of a process of `program`, which is started as `prepare` says.
fn instructions_in(
    program: &Path,
    prepare: impl FnOnce(&mut Command) -> &mut Command,
) -> Outcome<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program);
    let (_, messages) = output(prepare(&mut valgrind))?;
    let collected = messages
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let (_, instructions) = collected.ok_or("valgrind counted nothing")?;
    Ok(instructions.trim().parse()?)
}

/// What `command` writes to its output, and to its error output.
fn output(command: &mut Command) -> Outcome<(String, String)> {
    let output = command.output()?;
    let messages = String::from_utf8(output.stderr)?;
    if output.status.success() {
        Ok((String::from_utf8(output.stdout)?, messages))
    } else {
        Err(messages.into())
    }
}

/// Makes calls, and says how often one of them allocates.
fn calls<C: Caller>(operation: Operation, server: &str, counted: usize) -> Outcome<usize> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut caller = C::new(server).await?;
        // As many as there ever are, so that making them adds nothing to what is counted.
        let mut inputs: Vec<Input> = (0..WARM_UP + counted.max(2 * COUNTED))
            .map(|_| operation.input())
            .collect();
        for input in inputs.drain(..WARM_UP) {
            caller.call(input).await?;
        }
        let region = Region::new(ALLOCATOR);
        for input in inputs.drain(..counted) {
            caller.call(input).await?;
        }
        let allocations = region.change().allocations;
        Ok(allocations / counted)
    })
}
