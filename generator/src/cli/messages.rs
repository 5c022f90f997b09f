//! What is said of the description: how it is printed, and how grave it is.

use std::str::FromStr;

use clap::Args;
use clap::ValueEnum;
use generator::Diagnostics;
use generator::Level;
use generator::MessageFormat;
use generator::Rule;

use super::print;

/// What `--explain` is without a name.
pub(crate) const ALL_RULES: &str = "all";

/// What is explained.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Explained {
    All,
    One(Rule),
}

impl FromStr for Explained {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            ALL_RULES => Ok(Self::All),
            name => name.parse().map(Self::One),
        }
    }
}

/// The options about messages.
#[derive(Debug, Args)]
pub(crate) struct Messages {
    /// Take what breaks this rule for an error.
    #[arg(long, value_name = "RULE")]
    deny: Vec<Rule>,
    /// Warn of what breaks this rule, also with `--strict`.
    #[arg(long, value_name = "RULE")]
    warn: Vec<Rule>,
    /// Say nothing of what breaks this rule, unless it has no sensible reading.
    #[arg(long, value_name = "RULE")]
    allow: Vec<Rule>,
    /// How messages are printed: for people, as a line each that editors know, as JSON, or as annotations of GitHub Actions.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    message_format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Short,
    Json,
    Github,
}

impl Messages {
    /// The rules that are set a level. A graver one counts more.
    pub(crate) fn levels(&self) -> impl Iterator<Item = (Rule, Level)> {
        let set = [
            (&self.allow, Level::Allow),
            (&self.warn, Level::Warn),
            (&self.deny, Level::Deny),
        ];
        set.into_iter()
            .flat_map(|(rules, level)| rules.iter().map(move |rule| (*rule, level)))
    }

    /// The options as they are typed.
    pub(crate) fn options(&self) -> impl Iterator<Item = String> {
        self.levels().map(|(rule, level)| match level {
            Level::Allow => format!(" --allow {rule}"),
            Level::Warn => format!(" --warn {rule}"),
            Level::Deny => format!(" --deny {rule}"),
        })
    }

    /// Whether the messages are on the standard output, for other programs.
    pub(crate) fn are_on_standard_output(&self) -> bool {
        self.message_format == Format::Json
    }

    /// The form of what is printed.
    pub(crate) fn format(&self) -> MessageFormat {
        match self.message_format {
            Format::Human => MessageFormat::Styled,
            Format::Short => MessageFormat::Short,
            Format::Json => MessageFormat::Json,
            Format::Github => MessageFormat::Github,
        }
    }

    /// Prints diagnostics, in colours where a terminal shows them.
    pub(crate) fn print(&self, diagnostics: &Diagnostics) {
        let formatted = |format| diagnostics.formatted(format);
        match self.message_format {
            Format::Human => {
                let text = formatted(MessageFormat::Styled) + "\n";
                print(anstream::stderr(), &text);
            }
            Format::Short => print(anstream::stderr(), &formatted(MessageFormat::Short)),
            Format::Json => print(std::io::stdout(), &formatted(MessageFormat::Json)),
            Format::Github => print(anstream::stderr(), &formatted(MessageFormat::Github)),
        }
    }
}
