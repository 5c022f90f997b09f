//! `--watch`: does again what was asked for whenever a file of the description changes.
//!
//! Files are looked at and not listened to: a description has few of them, editors replace them under their names, and what tells a
//! program of changes differs by system, and is silent on some network drives.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;
use std::time::SystemTime;

use clap::Args;

use super::Arguments;
use super::print;
use super::show;

/// How often files are looked at, and how long they have to stay as they are: an editor may write one in several steps.
const EVERY: Duration = Duration::from_millis(40);

/// What tells that a file changed; `None` where there is none.
type Stamp = Option<(SystemTime, u64)>;

/// The files that a run has read, or wanted to read, each as it was before.
#[derive(Debug, Args)]
pub(crate) struct Watched {
    /// Do it again whenever a file of the description changes, until it is stopped.
    #[arg(long)]
    watch: bool,
    #[arg(skip)]
    files: RefCell<BTreeMap<PathBuf, Stamp>>,
}

impl Watched {
    pub(super) fn is_asked_for(&self) -> bool {
        self.watch
    }

    /// Remembers how a file is that is about to be read.
    pub(super) fn note(&self, path: &Path) {
        let mut files = self.files.borrow_mut();
        files.entry(path.to_owned()).or_insert_with(|| stamp(path));
    }

    /// Waits until one of the files is another, and stays so; gives those that are.
    fn changed(&self) -> Vec<PathBuf> {
        let before = self.files.take();
        let mut now = before.clone();
        loop {
            thread::sleep(EVERY);
            let last = std::mem::replace(&mut now, stamps(&before));
            if now != before && now == last {
                let others = now
                    .iter()
                    .filter(|(path, stamp)| before.get(*path) != Some(stamp));
                return others.map(|(path, _)| path.clone()).collect();
            }
        }
    }
}

fn stamps(files: &BTreeMap<PathBuf, Stamp>) -> BTreeMap<PathBuf, Stamp> {
    let stamps = files.keys().map(|path| (path.clone(), stamp(path)));
    stamps.collect()
}

fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

impl Arguments {
    /// Runs once, and again after each change, until it is stopped.
    pub(super) fn run_and_watch(&self) -> ExitCode {
        loop {
            self.run_once();
            print(anstream::stderr(), "watching: stop with Ctrl-C\n");
            let changed = self.watched.changed();
            let names: Vec<String> = changed.iter().map(|path| show(path)).collect();
            print(
                anstream::stderr(),
                &format!("\nchanged: {}\n", names.join(", ")),
            );
        }
    }
}
