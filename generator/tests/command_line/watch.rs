//! `--watch`: what is said when a file changes.

use std::io::BufRead;
use std::io::BufReader;
use std::process::Child;
use std::process::ChildStdout;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use super::*;

/// A run that watches, and the lines of its standard output.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn begin(repository: &TempDir, arguments: &[&str]) -> Self {
        let mut command = command(repository, &[&["--watch"], arguments].concat());
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let lines = lines(child.stdout.take().unwrap());
        Self { child, lines }
    }

    /// Waits for a line that begins so.
    fn wait_for(&self, beginning: &str) {
        let next = || self.lines.recv_timeout(Duration::from_secs(30)).unwrap();
        while !next().starts_with(beginning) {}
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(output: ChildStdout) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines() {
            let Ok(line) = line else { break };
            let _ = sender.send(line);
        }
    });
    receiver
}

#[test]
fn a_saved_description_is_written_again() {
    let repository = repository(SPEC);
    let watching = Watching::begin(&repository, &[]);
    watching.wait_for("10 changed, 0 files up to date");
    fs::write(repository.path().join("spec/queues.yaml"), changed()).unwrap();
    watching.wait_for("1 changed, 9 files up to date");
}

#[test]
fn a_file_that_an_editor_replaces_is_seen_too() {
    let repository = repository(SPEC);
    let watching = Watching::begin(&repository, &["--check"]);
    watching.wait_for("read spec/queues.yaml: 2 operations");
    let other = repository.path().join("spec/.queues.yaml.tmp");
    fs::write(&other, SHORTER).unwrap();
    fs::rename(other, repository.path().join("spec/queues.yaml")).unwrap();
    watching.wait_for("read spec/queues.yaml: 1 operation ");
}

#[test]
fn a_file_that_is_referred_to_is_watched_before_it_is_there() {
    let spec = SHORTER.replace(
        "{get: {operationId: books.list, responses: {'204': {description: Done.}}}}",
        "{$ref: books.yaml}",
    );
    let repository = repository(&spec);
    let watching = Watching::begin(&repository, &["--check", "--message-format", "json"]);
    watching.wait_for("{\"severity\":\"error\"");
    let books = "get: {operationId: books.list, responses: {'204': {description: Done.}}}\n";
    fs::write(repository.path().join("spec/books.yaml"), books).unwrap();
    // Nothing is wrong any more, so that the next message is of the next mistake.
    thread::sleep(Duration::from_millis(500));
    fs::write(repository.path().join("spec/books.yaml"), "gett: {}\n").unwrap();
    watching.wait_for("{\"severity\":\"error\",\"rule\":\"misspelt-keyword\"");
}
