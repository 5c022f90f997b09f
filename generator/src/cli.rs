//! The command line: its options, the run, and what is printed of it.
//!
//! Exit codes: 0 if the tree is as the spec has it, 1 if it is not or could not be made so, 2 if the
//! command line cannot be understood, 3 if changes are graver than `--at-most` lets them be. They tell of
//! the tree and the changes alone: output that cannot be written (a closed pipe, a full disk) is dropped.

mod changes;
mod messages;
mod package;
mod protected;
mod referred;
mod relative;
mod report;
mod revision;
mod shell;
mod spec_file;
mod summary;
mod watch;
mod why;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anstyle::{AnsiColor, Style};
use clap::CommandFactory;
use clap::Parser;
use clap::error::ErrorKind;
use clap_complete::Shell;
use generator::emit::printable::printable;
use generator::emit::{disk, header};
use generator::{
    Budget, COMMAND, Generated, Rule, Selection, Source, Summary, Surroundings, generate, keywords,
};

use changes::Changes;
use messages::ALL_RULES;
use messages::Explained;
use messages::Messages;
use package::Package;
use protected::Protected;
use referred::Folder;
use report::Report;
use watch::Watched;

const SPEC: &str = "spec/queues.yaml";
const OUT: &str = "generated";

/// Generates the Rust client from the API description.
#[derive(Debug, Parser)]
#[command(name = COMMAND, version)]
struct Arguments {
    /// The API description to read.
    #[arg(long, value_name = "FILE", default_value = SPEC)]
    spec: PathBuf,
    /// The folder of the client crate.
    #[arg(long, value_name = "DIR", default_value = OUT)]
    out: PathBuf,
    /// The name of the crate, in place of one that is made from the title of the description.
    #[arg(long, value_name = "CRATE", value_parser = crate_name)]
    name: Option<String>,
    /// Generate these operations and what they need: a path such as `/pets`, `tag:Pets`, or the beginning of an id.
    #[arg(long, value_name = "PATTERN")]
    only: Vec<String>,
    /// Mend the description with this OpenAPI Overlay before anything is made of it; several, in their order.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Read files that the description refers to in this folder too, and not only beside and below the description.
    #[arg(long, value_name = "DIR")]
    allow_dir: Vec<PathBuf>,
    /// Read and make so many times what is usual of a description of its size, before the run gives up.
    #[arg(long, value_name = "TIMES", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    budget: u16,
    /// Take each warning for an error, as is always done with the description of this project.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    package: Package,
    #[command(flatten)]
    messages: Messages,
    #[command(flatten)]
    changes: Changes,
    /// What it asked for is done without it.
    #[arg(long, hide = true)]
    lenient: bool,
    /// Write what the run says as JSON: counts, diagnostics, and what is documented only. `-` is the standard output.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write nothing: show what is stale, and exit with 1 if anything is.
    #[arg(long)]
    check: bool,
    /// Say where an item of the client comes from, such as `types::Pet`, or what `FILE:LINE` or a JSON Pointer becomes.
    #[arg(long, value_name = "ITEM", conflicts_with = "diff")]
    why: Option<String>,
    #[command(flatten)]
    watched: Watched,
    /// Print what becomes of each keyword of OpenAPI and JSON Schema, and do nothing else.
    #[arg(long, exclusive = true)]
    keywords: bool,
    /// Print what a rule asks for, with an example of wrong and right; without a name, all rules.
    #[arg(long, value_name = "RULE", num_args = 0..=1, default_missing_value = ALL_RULES, exclusive = true)]
    explain: Option<Explained>,
    /// Print what makes a shell complete the options of this command, and do nothing else.
    #[arg(long, value_name = "SHELL", exclusive = true)]
    completions: Option<Shell>,
    /// Print the page of this command for `man`, and do nothing else.
    #[arg(long, exclusive = true)]
    man: bool,
}

/// Does what the command line asks.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(text) = arguments.page() {
        print(anstream::stdout(), &text);
        return ExitCode::SUCCESS;
    }
    if arguments.lenient {
        return not_lenient();
    }
    if arguments.watched.is_asked_for() {
        arguments.run_and_watch()
    } else {
        arguments.run_once()
    }
}

/// Says what to write in place of an option that there was.
fn not_lenient() -> ExitCode {
    let message = "there is no option `--lenient` any more: mistakes with a sensible reading are warnings without it, and errors with \
        `--strict`\n";
    let error = <Arguments as CommandFactory>::command().error(ErrorKind::UnknownArgument, message);
    let _ = error.print();
    ExitCode::from(2)
}

impl Arguments {
    /// Does what is asked, and says why where it cannot.
    fn run_once(&self) -> ExitCode {
        self.execute(Instant::now()).unwrap_or_else(|problem| {
            let error = AnsiColor::Red.on_default().bold();
            print(
                anstream::stderr(),
                &format!("{error}error:{error:#} {problem}\n"),
            );
            ExitCode::FAILURE
        })
    }

    /// What is printed where nothing else was asked for.
    fn page(&self) -> Option<String> {
        let command = <Self as CommandFactory>::command;
        let explained = self.explain.map(|explained| match explained {
            Explained::All => Rule::list(),
            Explained::One(rule) => rule.explanation(),
        });
        let keywords = || self.keywords.then(keywords::page);
        let completions = || Some(shell::completions(self.completions?, command()));
        let page = || self.man.then(|| shell::page(command()));
        explained
            .or_else(keywords)
            .or_else(completions)
            .or_else(page)
    }

    fn execute(&self, started: Instant) -> Result<ExitCode, String> {
        let source = self.source()?;
        if let Some(query) = &self.why {
            self.say_why(query, &source)?;
            return Ok(ExitCode::SUCCESS);
        }
        let generated = self.generate(&source)?;
        let Some(old) = &self.changes.diff else {
            self.write_or_check(&generated, started)?;
            return Ok(ExitCode::SUCCESS);
        };
        let code = self.say_changes(old, &source)?;
        if self.check {
            self.write_or_check(&generated, started)?;
        }
        Ok(code)
    }

    fn write_or_check(&self, generated: &Generated, started: Instant) -> Result<(), String> {
        let Generated {
            files,
            ledger,
            warnings,
            checked: _,
        } = generated;
        let changes = if self.check {
            disk::compare(files, &self.out)
        } else {
            disk::write(files, &self.out)
        };
        let changes = changes.map_err(|error| error.to_string())?;
        let report = Report {
            changes: &changes,
            ledger: *ledger,
            warnings,
            spec: &self.spec,
            out: &self.out,
        };
        if self.check {
            self.print(&report.of_check(started.elapsed()));
            if !changes.is_empty() {
                return Err(format!(
                    "{} is not what {} gives; `{}` mends it",
                    show(&self.out),
                    show(&self.spec),
                    self.command()
                ));
            }
        } else {
            self.print(&report.of_run(started.elapsed()));
        }
        Ok(())
    }

    /// Prints what was done: to the standard error where the summary or the messages are on the standard output.
    fn print(&self, text: &str) {
        let is_taken = self
            .report
            .as_deref()
            .is_some_and(summary::is_standard_output);
        if is_taken || self.messages.are_on_standard_output() {
            print(anstream::stderr(), text);
        } else {
            print(anstream::stdout(), text);
        }
    }

    fn generate(&self, source: &Source) -> Result<Generated, String> {
        let run = generate(source);
        if let Some(path) = &self.report {
            let read = source.texts().names().map(PathBuf::from);
            self.protected(read).check("report", path)?;
            summary::write(&Summary::new(source, &run), path)?;
        }
        match run {
            Ok(generated) => {
                if !generated.warnings.is_empty() {
                    self.messages.print(&generated.warnings);
                }
                Ok(generated)
            }
            Err(diagnostics) => {
                self.messages.print(&diagnostics);
                let errors = match diagnostics.errors() {
                    1 => "1 error".to_owned(),
                    count => format!("{count} errors"),
                };
                Err(format!(
                    "{errors} in {}; nothing was written",
                    show(&self.spec)
                ))
            }
        }
    }

    /// How much is read and made.
    fn budget(&self) -> Budget {
        Budget::times(self.budget.into())
    }

    /// What a run reads, these files among it, and what it writes.
    fn protected(&self, read: impl IntoIterator<Item = PathBuf>) -> Protected {
        let given = std::iter::once(&self.spec).chain(&self.overlay).cloned();
        Protected {
            inputs: given.chain(read).collect(),
            out: self.out.clone(),
        }
    }

    /// The description with all that belongs to it, read from the disk.
    fn source(&self) -> Result<Source, String> {
        self.watched.note(&self.spec);
        for overlay in &self.overlay {
            self.watched.note(overlay);
        }
        let budget = self.budget();
        let read = |path: &Path| spec_file::read(path, budget).map_err(|error| error.to_string());
        let mut source = Source::new(show(&self.spec), read(&self.spec)?)
            .within(budget)
            .among(self.surroundings()?);
        for overlay in &self.overlay {
            source = source.overlaid(show(overlay), read(overlay)?);
        }
        if self.is_strict() {
            source = source.strictly();
        }
        for (rule, level) in self.messages.levels() {
            source = source.at_level(rule, level);
        }
        let folder = Folder::of(&self.spec, &self.allow_dir, budget);
        Ok(self.gathered(source, &folder, |path| {
            self.watched.note(&folder.join(path));
            folder.read(path)
        }))
    }

    /// A description with the files that it refers to, of which the crate has what was asked for.
    fn gathered(
        &self,
        mut source: Source,
        folder: &Folder,
        read: impl FnMut(&str) -> Result<String, String>,
    ) -> Source {
        source = source.only(Selection::of(&self.only));
        for allowed in folder.allowed() {
            source = source.allowing(allowed);
        }
        if let Some(name) = &self.name {
            source = source.called(name);
        }
        source.gather(read)
    }

    /// Whether each warning is an error: the description of this project has none.
    fn is_strict(&self) -> bool {
        self.strict || self.spec == Path::new(SPEC)
    }

    /// What stands around the crate. Where a document lies is known only of its canonical path; how it was typed is for
    /// messages.
    fn surroundings(&self) -> Result<Surroundings, String> {
        let texts = std::iter::once(&self.spec).chain(&self.overlay);
        let names = texts.map(|path| {
            let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            header::source_name(&path)
        });
        let document = names.collect::<Vec<String>>().join(" + ");
        if let Some(targets) = self.package.targets() {
            self.watched.note(targets);
        }
        self.package.surroundings(document, &self.spec, &self.out)
    }

    /// The command that writes what this one checks.
    fn command(&self) -> String {
        let given = [("--spec", &self.spec, SPEC), ("--out", &self.out, OUT)];
        let options: Vec<String> = given
            .into_iter()
            .filter(|(_, path, default)| path.as_path() != Path::new(default))
            .map(|(option, path, _)| format!(" {option} {}", quoted(path)))
            .chain(self.name.iter().map(|name| format!(" --name {name}")))
            .chain(
                self.only
                    .iter()
                    .map(|pattern| format!(" --only {}", quoted(Path::new(pattern)))),
            )
            .chain(paths("--overlay", &self.overlay))
            .chain(paths("--allow-dir", &self.allow_dir))
            .chain((self.budget > 1).then(|| format!(" --budget {}", self.budget)))
            .chain(self.strict.then(|| " --strict".to_owned()))
            .chain(self.package.options())
            .chain(self.messages.options())
            .collect();
        let is_plain = options.is_empty() || !package::is_run_by_cargo();
        let separator = if is_plain { "" } else { " --" };
        format!("{}{separator}{}", package::command(), options.concat())
    }
}

/// The name of a crate as Cargo takes it.
fn crate_name(name: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    if begins && name.len() <= 64 && name.chars().all(is_plain) {
        Ok(name.to_owned())
    } else {
        Err("a crate is called in lower-case letters, digits and `-`".to_owned())
    }
}

/// An option for each of the paths.
fn paths(option: &str, paths: &[PathBuf]) -> impl Iterator<Item = String> {
    paths
        .iter()
        .map(move |path| format!(" {option} {}", quoted(path)))
}

/// As a shell wants it.
fn quoted(path: &Path) -> String {
    let path = show(path);
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-+".contains(letter);
    if path.chars().all(is_plain) {
        path
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

fn show(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

/// Writes in one go. An error is dropped: there is no one left to tell.
fn print(mut stream: impl Write, text: &str) {
    let _ = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
}

/// Text in a style.
fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
