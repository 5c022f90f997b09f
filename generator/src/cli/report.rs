//! What was read, what changed or is stale, and how much is as it should be.

use std::path::Path;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use generator::Diagnostics;
use generator::Ledger;
use generator::emit::diff::{self, Mark};
use generator::emit::disk::{Changes, Different};

use super::{show, styled};

const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const RED: Style = AnsiColor::Red.on_default();
const CYAN: Style = AnsiColor::Cyan.on_default();

/// How many files of one kind are listed; the others are counted.
const LISTED: usize = 10;

/// The report of one run, styled for a terminal.
pub(crate) struct Report<'run> {
    pub(crate) changes: &'run Changes<'run>,
    pub(crate) ledger: Ledger,
    pub(crate) warnings: &'run Diagnostics,
    pub(crate) spec: &'run Path,
    pub(crate) out: &'run Path,
}

impl Report<'_> {
    /// After writing.
    pub(crate) fn of_run(&self, elapsed: Duration) -> String {
        let [missing, different, left_over] = ["created", "updated", "removed"];
        self.files(missing, different, left_over) + &self.read() + &self.end("changed", elapsed)
    }

    /// After comparing: with the differences.
    pub(crate) fn of_check(&self, elapsed: Duration) -> String {
        let [missing, different, left_over] = ["missing", "different", "left over"];
        self.files(missing, different, left_over)
            + &self.differences()
            + &self.read()
            + &self.end("stale", elapsed)
    }

    fn read(&self) -> String {
        format!("read {}: {}\n", show(self.spec), self.ledger)
    }

    /// One line for each file that is not as it was or should be; of many of one kind, for the first of them.
    fn files(&self, missing: &str, different: &str, left_over: &str) -> String {
        let width = missing.len().max(different.len()).max(left_over.len());
        let lines = |style: Style, what: &str, paths: &[&str]| {
            let what = styled(style, &format!("{what:width$}"));
            let listed = paths.iter().take(LISTED);
            let lines = listed.map(|path| format!("  {what} {}\n", show(&self.out.join(path))));
            let lines: String = lines.collect();
            match paths.len().saturating_sub(LISTED) {
                0 => lines,
                more => format!("{lines}  {what} {more} more\n"),
            }
        };
        let changes = self.changes;
        let missing_paths: Vec<&str> = changes.missing.iter().map(|file| file.path).collect();
        let different_paths: Vec<&str> = changes.different.iter().map(|file| file.path).collect();
        let left_over_paths: Vec<&str> = changes.left_over.iter().map(String::as_str).collect();
        lines(GREEN, missing, &missing_paths)
            + &lines(YELLOW, different, &different_paths)
            + &lines(RED, left_over, &left_over_paths)
    }

    fn differences(&self) -> String {
        let texts: Vec<String> = self
            .changes
            .different
            .iter()
            .map(|file| self.difference(file))
            .collect();
        if texts.is_empty() {
            String::new()
        } else {
            texts.concat() + "\n"
        }
    }

    fn difference(&self, file: &Different<'_>) -> String {
        let (path, spec) = (show(&self.out.join(file.path)), show(self.spec));
        let mut text = format!("\n--- {path}\n+++ {path}, as {spec} gives it\n");
        for line in diff::lines(&file.before, file.after) {
            let style = match line.mark {
                Mark::Same => Style::new(),
                Mark::Removed => RED,
                Mark::Added => GREEN,
                Mark::Note => CYAN,
            };
            text += &styled(style, &line.text);
            text.push('\n');
        }
        text
    }

    /// How many files were not as they should be, how many are, and how long that took to find out.
    fn end(&self, other: &str, elapsed: Duration) -> String {
        let Changes {
            missing,
            different,
            left_over,
            unchanged,
        } = self.changes;
        let others = missing.len() + different.len() + left_over.len();
        let others = if others == 0 {
            String::new()
        } else {
            format!("{others} {other}, ")
        };
        let up_to_date = unchanged.len();
        let files = if up_to_date == 1 { "file" } else { "files" };
        let milliseconds = elapsed.as_millis();
        format!(
            "{others}{up_to_date} {files} up to date in {}, {milliseconds} ms\n{}",
            show(self.out),
            self.warnings()
        )
    }

    /// The last line, which is read also where the warnings are not.
    fn warnings(&self) -> String {
        let warnings = match self.warnings.len() {
            0 => return String::new(),
            1 => "1 warning".to_owned(),
            count => format!("{count} warnings"),
        };
        let changes = match self.warnings.changes() {
            0 => "none changes a call or a type".to_owned(),
            1 => "1 changes a call or a type".to_owned(),
            count => format!("{count} change calls or types"),
        };
        styled(YELLOW.bold(), &format!("{warnings}: {changes}")) + "\n"
    }
}
