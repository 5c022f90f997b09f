//! What an event of a stream costs, beside one that is read as one does by hand, with `eventsource-stream` and `serde_json`, and how
//! much memory a stream holds.
//!
//! `.ci/cost events` prints a table. `.ci/cost events --check` fails where it is more than planned.

mod by_hand;
mod memory;
mod ours;
mod stream;

use std::process::Command;

use cloudflare_queues::Settings;
use serde::Deserialize;
use tokio::runtime;

use crate::Outcome;
use crate::server;
pub(crate) use stream::Form;
pub(crate) use stream::write;

/// The events of a run whose instructions are counted, and of the two whose memory is compared.
const COUNTED: u64 = 2_000;
const FEW: u64 = 1_000;
const MANY: u64 = 100_000;

/// The most instructions of an event beside those by hand.
const BUDGET: f64 = 0.8;

/// The data of an event.
#[derive(Deserialize)]
#[expect(dead_code, reason = "only read")]
struct Reading {
    sensor: String,
    celsius: f64,
    humidity: f64,
    taken_at: String,
    number: u64,
    note: Option<String>,
}

#[derive(Clone, Copy)]
enum Side {
    Ours,
    ByHand,
}

impl Side {
    const ALL: [Self; 2] = [Self::Ours, Self::ByHand];

    fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::ByHand => "by-hand",
        }
    }
}

pub(crate) fn main(arguments: &[&str]) -> Outcome<()> {
    match *arguments {
        ["run", side, form, server, events] => {
            let path = format!("/events/{form}/{events}");
            let runtime = runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            let read = runtime.block_on(async {
                if side == Side::Ours.name() {
                    let settings = Settings::new()
                        .base_url(format!("http://{server}{path}"))
                        .without_proxy();
                    ours::read(settings, || {}).await
                } else {
                    by_hand::read(server, &path).await
                }
            })?;
            if read != events.parse::<u64>()? {
                return Err("events are missing".into());
            }
            Ok(())
        }
        ["memory", events] => {
            let runtime = runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            println!("{}", runtime.block_on(memory::most(events.parse()?))?);
            Ok(())
        }
        [] => table(false),
        ["--check"] => table(true),
        _ => Err("usage: .ci/cost events [--check]".into()),
    }
}

fn table(is_checked: bool) -> Outcome<()> {
    let server = server::start(std::time::Duration::ZERO)?;
    let mut excesses = Vec::new();
    println!("\n| events of a stream | ours | by hand | ratio |");
    println!("|---|---|---|---|");
    if Command::new("valgrind").arg("--version").output().is_ok() {
        // What is checked is the one that is nearer to its budget.
        let forms = if is_checked {
            vec![Form::OneByOne]
        } else {
            Form::ALL.to_vec()
        };
        for form in forms {
            let [ours, by_hand] = Side::ALL.map(|side| instructions(side, form, &server));
            let (ours, by_hand) = (ours?, by_hand?);
            #[expect(clippy::cast_precision_loss, reason = "thousands")]
            let ratio = ours as f64 / by_hand as f64;
            let what = form.description();
            println!("| instructions, {what} | {ours} | {by_hand} | {ratio:.2} |");
            if ratio > BUDGET {
                excesses.push(format!(
                    "{what}: an event takes {ratio:.2} times the instructions of one by hand, and at most {BUDGET} are planned"
                ));
            }
        }
    } else {
        println!("skipped: instructions, since valgrind is not installed");
    }
    let [few, many] = [FEW, MANY].map(held);
    let (few, many) = (few?, many?);
    println!("| most bytes held, of {FEW} and of {MANY} events | {few}, {many} | – | – |");
    if many != few {
        excesses.push(format!(
            "{many} bytes are held of a long stream, and {few} of a short one"
        ));
    }
    if is_checked && !excesses.is_empty() {
        return Err(excesses.join("\n").into());
    }
    Ok(())
}

/// The instructions of an event.
fn instructions(side: Side, form: Form, server: &str) -> Outcome<u64> {
    let count = |events: u64| -> Outcome<u64> {
        let mut valgrind = Command::new("valgrind");
        valgrind
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe()?);
        let messages = String::from_utf8(run(valgrind, side, form, server, events)?.stderr)?;
        let collected = messages
            .lines()
            .find_map(|line| line.split_once("Collected : "));
        let (_, instructions) = collected.ok_or("valgrind counted nothing")?;
        Ok(instructions.trim().parse()?)
    };
    Ok((count(2 * COUNTED)? - count(COUNTED)?) / COUNTED)
}

/// The most bytes that are held of so many events.
fn held(events: u64) -> Outcome<usize> {
    let output = Command::new(std::env::current_exe()?)
        .args(["events", "memory", &events.to_string()])
        .output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

fn run(
    mut command: Command,
    side: Side,
    form: Form,
    server: &str,
    events: u64,
) -> Outcome<std::process::Output> {
    let output = command
        .args(["events", "run", side.name(), form.name(), server])
        .arg(events.to_string())
        .output()?;
    if output.status.success() {
        Ok(output)
    } else {
        Err(String::from_utf8(output.stderr)?.into())
    }
}
