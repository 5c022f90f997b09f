//! Diagnostics as a line each, for what reads them: editors, and servers of continuous integration.

use serde::Serialize;

use crate::report::Texts;
use crate::report::diagnostic::At;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Severity;
use crate::report::place::Places;
use crate::report::position::Position;
use crate::report::print::printable;

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageFormat {
    /// With the excerpt, for people.
    #[default]
    Human,
    /// The same in colours.
    Styled,
    /// `file:line:column: warning: message [rule]`, as compilers do, a line each.
    Short,
    /// An object of JSON each, on a line of its own.
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

/// A diagnostic as an object.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'d> {
    severity: &'static str,
    rule: &'static str,
    #[serde(rename = "message")]
    text: &'d str,
    #[serde(flatten)]
    span: Span<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<Related<'d>>,
}

#[derive(Serialize)]
struct Related<'d> {
    why: &'d str,
    #[serde(flatten)]
    span: Span<'d>,
}

/// A part of a text: lines and columns count from 1, the end is the column after the last.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Span<'d> {
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'d> Span<'d> {
    fn of(at: &At, texts: &'d Texts, places: &Places) -> Self {
        let named = texts.get(at.text());
        let span = places.span(texts, at);
        let start = Position::of_offset(&named.text, span.start);
        let end = Position::of_offset(&named.text, span.end);
        Self {
            file: &named.name,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// A diagnostic on a line, with its end.
pub(super) fn of(
    one: &Diagnostic,
    format: MessageFormat,
    texts: &Texts,
    places: &Places,
) -> String {
    let severity = match one.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let span = Span::of(&one.at, texts, places);
    match format {
        MessageFormat::Json => json(one, severity, span, texts, places),
        MessageFormat::Github => github(one, severity, &span),
        MessageFormat::Human | MessageFormat::Styled | MessageFormat::Short => {
            let Span {
                file, line, column, ..
            } = span;
            let (file, rule) = (printable(file), one.rule);
            let message = printable(&one.message).replace('\n', " ");
            let help = one
                .help
                .as_deref()
                .map(|help| printable(help).replace('\n', " "));
            let help = help.map_or_else(String::new, |help| format!("; {help}"));
            format!("{file}:{line}:{column}: {severity}: {message}{help} [{rule}]\n")
        }
    }
}

fn json(
    one: &Diagnostic,
    severity: &'static str,
    span: Span<'_>,
    texts: &Texts,
    places: &Places,
) -> String {
    let message = Message {
        severity,
        rule: one.rule.name(),
        text: &one.message,
        span,
        label: Some(one.label.as_str()).filter(|label| !label.is_empty()),
        help: one.help.as_deref(),
        related: one.related.as_ref().map(|(at, why)| Related {
            why,
            span: Span::of(at, texts, places),
        }),
    };
    // Texts and numbers are always JSON.
    serde_json::to_string(&message).unwrap_or_default() + "\n"
}

/// A command of a workflow: what ends its parts is escaped in them.
fn github(one: &Diagnostic, severity: &str, span: &Span<'_>) -> String {
    let help = one
        .help
        .as_deref()
        .map_or_else(String::new, |help| format!("\nhelp: {help}"));
    let end = if span.end_line == span.line {
        format!(",endColumn={}", span.end_column)
    } else {
        String::new()
    };
    format!(
        "::{severity} file={},line={},endLine={},col={}{end},title={}::{}\n",
        github_property(span.file),
        span.line,
        span.end_line,
        span.column,
        one.rule,
        github_data(&(one.message.clone() + &help))
    )
}

/// A text behind a command of a workflow.
pub(crate) fn github_data(text: &str) -> String {
    let text = printable(text).replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// A text within a command of a workflow.
pub(crate) fn github_property(text: &str) -> String {
    github_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;
    use crate::generate;

    fn printed(format: MessageFormat) -> String {
        let text = "openapi: 3.1.0\ninfo: {title: A, version: 1.0.0, \"x\\e\": 100%}\nservers: [{url: 'https://a.example'}]\n";
        let generated = generate(&Source::new("a,b.yaml", text)).unwrap();
        generated.warnings.formatted(format)
    }

    #[test]
    fn an_editor_finds_file_line_and_column() {
        let first = printed(MessageFormat::Short);
        let last = first.lines().last().unwrap();
        assert!(
            last.starts_with("a,b.yaml:2:34: warning: info has no keyword `x\\u{1b}`"),
            "{last}"
        );
        assert!(last.ends_with("[unknown-keyword]"), "{last}");
    }

    #[test]
    fn json_is_an_object_on_a_line() {
        for line in printed(MessageFormat::Json).lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(
                value["line"].is_u64() && value["rule"].is_string(),
                "{line}"
            );
        }
    }

    #[test]
    fn what_ends_a_command_is_escaped_in_it() {
        let printed = printed(MessageFormat::Github);
        let last = printed.lines().last().unwrap();
        let begin = "::warning file=a%2Cb.yaml,line=2,endLine=2,col=34,endColumn=";
        assert!(last.starts_with(begin), "{last}");
        assert!(last.contains("%0Ahelp: "), "{last}");
    }
}
