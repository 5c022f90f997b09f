//! What a consumer costs, beside a worker as one writes it (a batch, a task for each message, an acknowledgement once the
//! slowest is done), and beside bare loops that pull and acknowledge by hand and handle nothing, as many as have the same messages
//! under way.
//!
//! `.ci/cost consumer` prints a table. `.ci/cost consumer --check`, which `.ci/run` runs, has only what a busy machine does not change,
//! instructions and memory, and fails where they are more than planned.

mod memory;
mod run;
mod side;
mod spread;

use std::io::BufRead as _;
use std::io::BufReader;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use crate::Outcome;
use run::Figures;
use side::Load;
use side::Side;
use spread::Spread;
use spread::figures;
use spread::rounds;

/// The messages of a run on loopback, of one with a distant server, and of one whose instructions are counted.
const NEAR: u64 = 200_000;
const FAR: u64 = 20_000;
const COUNTED: u64 = 4_000;

/// How often sides are run in turn, near and far away.
const ROUNDS: usize = 7;
const FAR_ROUNDS: usize = 3;

pub(crate) fn main(arguments: &[&str]) -> Outcome<()> {
    match *arguments {
        ["run", side, load, server, messages] => {
            let (side, load) = (Side::named(side)?, Load::named(load)?);
            let figures = run::run(side, load, server, messages.parse()?)?;
            println!("{} {}", figures.per_second, figures.per_cpu_second);
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
    println!("\n| consumer | ours | worker by hand | ratio | bare loops | ratio |");
    println!("|---|---|---|---|---|---|");
    let near = Server::start(Duration::ZERO)?;
    if !is_checked {
        let far = Server::start(Duration::from_millis(150))?;
        nothing("on all threads", Load::Nothing, &near)?;
        nothing("on one thread", Load::OneThread, &near)?;
        distant(&far)?;
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

/// Handlers that do nothing.
fn nothing(threads: &str, load: Load, server: &Server) -> Outcome<()> {
    let run = |side| process(side, load, server, NEAR);
    let rounds = rounds::<3>(ROUNDS, |index| run(Side::ALL[index]))?;
    for (what, of) in [
        (
            "messages a second, handlers that do nothing",
            Figures::rate as fn(&Figures) -> f64,
        ),
        (
            "messages in a second of CPU, handlers that do nothing",
            Figures::cpu,
        ),
    ] {
        let [ours, worker, bare] = figures(&rounds, of);
        let (worker_ratio, bare_ratio) = (
            Spread::of_pairs(&ours, &worker),
            Spread::of_pairs(&ours, &bare),
        );
        let [ours, worker, bare] = [ours, worker, bare].map(Spread::of);
        println!(
            "| {what}, {threads} | {:.0} | {:.0} | {worker_ratio:.2} | {:.0} | {bare_ratio:.2} |",
            ours.median, worker.median, bare.median
        );
    }
    Ok(())
}

/// A server far away, and handlers of 50 ms.
fn distant(server: &Server) -> Outcome<()> {
    let rounds = rounds::<2>(FAR_ROUNDS, |index| {
        // A worker that waits for a server far away gets to a hundred in a second.
        let (side, messages) = [(Side::Ours, FAR), (Side::ByBatches, 1_000)][index];
        process(side, Load::Short, server, messages)
    })?;
    let [ours, worker] = figures(&rounds, Figures::rate);
    let ratio = Spread::of_pairs(&ours, &worker);
    let [ours, worker] = [ours, worker].map(Spread::of);
    println!(
        "| messages a second, 150 ms away, handlers of 50 ms | {:.0} | {:.0} | {ratio:.2} | – | – |",
        ours.median, worker.median
    );
    Ok(())
}

/// What a handler that hangs takes from the rate of others of 10 ms.
fn slow(server: &Server) -> Outcome<()> {
    let loads = [Load::OneHangs, Load::Moment];
    let rounds = rounds::<2>(FAR_ROUNDS, |index| {
        process(Side::Ours, loads[index], server, FAR)
    })?;
    let [beside, alone] = figures(&rounds, Figures::rate);
    let ratio = Spread::of_pairs(&beside, &alone);
    let [beside, alone] = [beside, alone].map(Spread::of);
    println!(
        "| messages a second, handlers of 10 ms, one that hangs among them | {:.0} of {:.0}: {ratio:.2} | – | – | – | – |",
        beside.median, alone.median
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
const BUDGET: f64 = 1.12;

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
                Load::OneThread.name(),
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

/// Runs a side in a process of its own.
fn process(side: Side, load: Load, server: &Server, messages: u64) -> Outcome<Figures> {
    let messages = messages.to_string();
    let arguments = [
        "consumer",
        "run",
        side.name(),
        load.name(),
        &server.address,
        &messages,
    ];
    let output = output(&mut this(&arguments)?)?;
    let (per_second, per_cpu_second) = output.trim().split_once(' ').ok_or("no figures")?;
    Ok(Figures {
        per_second: per_second.parse()?,
        per_cpu_second: per_cpu_second.parse()?,
    })
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
