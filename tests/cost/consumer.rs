//! What a consumer costs, beside a worker as one writes it (a batch, a task for each message, an acknowledgement once the
//! slowest is done), and beside a bare loop that pulls and acknowledges by hand and handles nothing.
//!
//! `.ci/cost consumer` prints a table. `.ci/cost consumer --check`, which `.ci/run` runs, has only what a busy machine does not change,
//! instructions and memory, and fails where they are more than planned.

mod memory;
mod rate;
mod side;

use std::io::BufRead as _;
use std::io::BufReader;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use crate::Outcome;
use side::Load;
use side::Side;

/// The messages of a run on loopback, of one with a distant server, and of one whose instructions are counted.
const NEAR: u64 = 200_000;
const FAR: u64 = 20_000;
const COUNTED: u64 = 4_000;

/// How often the sides are run in turn; the median counts.
const ROUNDS: usize = 3;

pub(crate) fn main(arguments: &[&str]) -> Outcome<()> {
    match *arguments {
        ["run", side, load, server, messages] => {
            let (side, load) = (Side::named(side)?, Load::named(load)?);
            println!("{}", rate::run(side, load, server, messages.parse()?)?);
            Ok(())
        }
        ["memory", server] => {
            println!("{:.2}", memory::run(server)?);
            Ok(())
        }
        [] => table(false),
        ["--check"] => table(true),
        _ => Err("usage: .ci/cost consumer [--check]".into()),
    }
}

fn table(is_checked: bool) -> Outcome<()> {
    println!("\n| consumer | ours | worker by hand | ratio | bare loop | ratio |");
    println!("|---|---|---|---|---|---|");
    let near = Server::start(Duration::ZERO)?;
    if !is_checked {
        let far = Server::start(Duration::from_millis(150))?;
        rates(
            "messages a second, handlers that do nothing",
            Load::Nothing,
            &near,
            NEAR,
        )?;
        rates(
            "the same, 150 ms away, handlers of 50 ms",
            Load::Short,
            &far,
            FAR,
        )?;
        slow(&near)?;
    }
    let mut excesses = Vec::new();
    excesses.extend(memory_times(&near)?);
    excesses.extend(instructions(&near)?);
    if is_checked && !excesses.is_empty() {
        return Err(excesses.join("\n").into());
    }
    Ok(())
}

/// The rates of the three sides, run in turn.
fn rates(what: &str, load: Load, server: &Server, messages: u64) -> Outcome<()> {
    let mut rates = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (side, rates) in Side::ALL.into_iter().zip(&mut rates) {
            if load == Load::Nothing || side != Side::BareLoop {
                // A worker that waits for a server far away gets to a few thousand.
                let messages = if load == Load::Short && side == Side::ByBatches {
                    1_000
                } else {
                    messages
                };
                rates.push(process(side, load, server, messages)?);
            }
        }
    }
    let [ours, worker, bare] = rates.map(median);
    let shown =
        |rate: Option<f64>| rate.map_or_else(|| "–".to_owned(), |rate| format!("{rate:.0}"));
    let ratio = |other: Option<f64>| match (ours, other) {
        (Some(ours), Some(other)) => format!("{:.2}", ours / other),
        _ => "–".to_owned(),
    };
    println!(
        "| {what} | {} | {} | {} | {} | {} |",
        shown(ours),
        shown(worker),
        ratio(worker),
        shown(bare),
        ratio(bare),
    );
    Ok(())
}

/// What a handler that hangs takes from the rate of others of 10 ms.
fn slow(server: &Server) -> Outcome<()> {
    let mut rates = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (load, rates) in [Load::Moment, Load::OneHangs].into_iter().zip(&mut rates) {
            rates.push(process(Side::Ours, load, server, FAR)?);
        }
    }
    let [alone, beside] = rates.map(|rates| median(rates).unwrap_or_default());
    println!(
        "| the same, handlers of 10 ms, one of 60 s among them | {beside:.0} of {alone:.0} | – | {:.2} | – | – |",
        beside / alone
    );
    Ok(())
}

fn memory_times(server: &Server) -> Outcome<Option<String>> {
    let times: f64 = output(&mut this(&["consumer", "memory", &server.address])?)?
        .trim()
        .parse()?;
    println!(
        "| memory of 10,000 messages that are handled, times their bytes in responses | {times:.2} | – | – | – | – |"
    );
    let excess =
        format!("memory: {times:.2} times the bytes of the messages, and less than 3 are planned");
    Ok((times >= 3.0).then_some(excess))
}

/// The most instructions of a message beside those of a bare loop.
const BUDGET: f64 = 1.15;

fn instructions(server: &Server) -> Outcome<Option<String>> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: instructions, since valgrind is not installed");
        return Ok(None);
    }
    let count = |side: Side, messages: u64| -> Outcome<u64> {
        let messages = messages.to_string();
        let mut command = Command::new("valgrind");
        command
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe()?)
            .args([
                "consumer",
                "run",
                side.name(),
                Load::Counted.name(),
                &server.address,
                &messages,
            ]);
        let said = command.output()?.stderr;
        let said = String::from_utf8(said)?;
        let collected = said
            .lines()
            .find_map(|line| line.split_once("Collected : "));
        let (_, instructions) =
            collected.ok_or_else(|| format!("valgrind counted nothing: {said}"))?;
        Ok(instructions.trim().parse()?)
    };
    let each = |side| -> Outcome<u64> {
        Ok((count(side, 2 * COUNTED)? - count(side, COUNTED)?) / COUNTED)
    };
    let [ours, worker, bare] = Side::ALL.map(each);
    let (ours, worker, bare) = (ours?, worker?, bare?);
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    let ratio = |other: u64| ours as f64 / other as f64;
    println!(
        "| instructions of a message | {ours} | {worker} | {:.2} | {bare} | {:.2} |",
        ratio(worker),
        ratio(bare)
    );
    let excess = format!(
        "a message of a consumer takes {:.2} times the instructions of a bare loop, and at most {BUDGET} are planned",
        ratio(bare)
    );
    Ok((ratio(bare) > BUDGET).then_some(excess))
}

/// Runs a side in a process of its own; its messages a second.
fn process(side: Side, load: Load, server: &Server, messages: u64) -> Outcome<f64> {
    let messages = messages.to_string();
    let mut command = this(&[
        "consumer",
        "run",
        side.name(),
        load.name(),
        &server.address,
        &messages,
    ])?;
    Ok(output(&mut command)?.trim().parse()?)
}

fn this(arguments: &[&str]) -> Outcome<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(arguments);
    Ok(command)
}

fn output(command: &mut Command) -> Outcome<String> {
    let output = command.stderr(Stdio::inherit()).output()?;
    if output.status.success() {
        Ok(String::from_utf8(output.stdout)?)
    } else {
        Err(format!("{command:?} failed").into())
    }
}

fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

/// A server in a process of its own, which ends with this.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(round_trip: Duration) -> Outcome<Self> {
        let milliseconds = round_trip.as_millis().to_string();
        let mut process = this(&["serve", &milliseconds])?
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = process.stdout.take().ok_or("no output")?;
        let mut address = String::new();
        BufReader::new(output).read_line(&mut address)?;
        let address = address.trim().to_owned();
        Ok(Self { process, address })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
