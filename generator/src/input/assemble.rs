//! From texts to one value: the document, mended by its overlays, with the files that it refers to.

use serde_json::Value;

use super::bundle;
use super::foreign;
use super::mend::mend;
use super::overlay;
use super::overlay::Allowance;
use super::source::Folder;
use super::source::Source;
use super::unquoted;
use crate::budget::Budget;
use crate::keywords::Version;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::At;
use crate::report::diagnostic::Report;
use crate::report::origin::Origins;
use crate::spec::yaml;

/// The whole document. `folder` has the files that it refers to.
pub(crate) fn assembled(
    source: &Source,
    folder: &mut Folder<'_>,
    report: &mut Report,
) -> Option<Value> {
    let content = &source.texts().get(0).text;
    if foreign::is_markup(content, 0, report) {
        return None;
    }
    let budget = source.budget();
    let mut value = parsed(content, 0, budget, report)?;
    if value.is_null() {
        report
            .error(Rule::NotOpenapi, At::Offset(0, 0), "the document is empty")
            .help("start it with `openapi: 3.1.0`");
        return None;
    }
    if foreign::is_foreign(&value, report) {
        return None;
    }
    report.reads(Version::of(&value));
    let mut origins = Origins::default();
    let mut allowance = Allowance::of(&value, budget);
    for (number, text) in source.overlays() {
        if let Some(overlay) = parsed(text, number, budget, report) {
            let changed = (&mut value, &mut origins);
            overlay::apply(&overlay, number, changed, &mut allowance, report);
        }
    }
    if bundle::needs_bundling(&value) {
        (value, origins) = bundle::bundle(&value, origins, folder, budget, report);
    }
    report.set_origins(origins);
    mend(&mut value, report);
    Some(value)
}

/// A text as a value; what is wrong with the text alone is reported.
pub(super) fn parsed(
    content: &str,
    text: usize,
    budget: Budget,
    report: &mut Report,
) -> Option<Value> {
    match yaml::parse(content, budget) {
        Ok(parsed) => Some(report.within(text, |report| checked(parsed, content, report))),
        Err(error) => {
            let rule = if error.is_too_large {
                Rule::TooLarge
            } else {
                Rule::InvalidYaml
            };
            let diagnostic = report.error(rule, At::Offset(text, error.offset), error.message);
            if let Some((offset, why)) = error.related {
                diagnostic.related(At::Offset(text, offset), why);
            }
            if let Some(help) = error.help {
                diagnostic.help(help);
            }
            None
        }
    }
}

/// Reports repeated keys, merge keys and texts without quotes.
fn checked(parsed: yaml::Parsed, content: &str, report: &mut Report) -> Value {
    for key in parsed.repeated {
        let tokens = key.pointer.tokens();
        let name = tokens.last().copied().unwrap_or_default();
        report
            .mistake(
                Rule::DuplicateKey,
                key.pointer.repeated_key(key.occurrence),
                format!("the key `{name}` stands here a second time"),
            )
            .related(key.pointer.key(), "the first one")
            .help("rename or remove one of the two");
    }
    for pointer in parsed.merged {
        report
            .warning(Rule::MergeKey,
                pointer.key(),
                "a merge key (`<<`) is not part of YAML 1.2, in which OpenAPI is written: other tools may not read it",
            )
            .help("write the properties out, or use `$ref`");
    }
    let mut value = parsed.value;
    let mut unquoted = parsed.unquoted;
    let version = value.pointer("/info/version");
    if version.is_some_and(Value::is_number) {
        unquoted.push(Pointer::root().child("info").child("version"));
    }
    unquoted::keep(&unquoted, content, &mut value, report);
    value
}
