//! What is said of keywords that an object has not: where one belongs, or what it may have been meant for.

use indexmap::IndexMap;
use serde_json::Map;
use serde_json::Value;

use crate::keywords;
use crate::keywords::Misplaced;
use crate::keywords::Vocabulary;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Add;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Report;
use crate::report::nearest;

/// The unknown keywords of one object.
pub(super) struct Unknown<'v, 'r> {
    pub(super) vocabulary: &'static Vocabulary,
    pub(super) properties: &'v Map<String, Value>,
    pub(super) at: &'v Pointer,
    pub(super) report: &'r mut Report,
}

impl<'v> Unknown<'v, '_> {
    /// Reports them: those that belong elsewhere together, as they have one cause. What stands below them means nothing.
    pub(super) fn say(mut self) {
        let mut misplaced: IndexMap<&str, (Misplaced, Vec<&'v str>)> = IndexMap::new();
        let is_unknown = |name: &&String| self.vocabulary.keyword(name).is_none();
        let names: Vec<&'v String> = self.properties.keys().filter(is_unknown).collect();
        for name in names {
            if name.starts_with("x-") {
                unknown_extension(self.vocabulary.what, name, self.place(name), self.report);
            } else if let Some(place) = self.misplaced(name) {
                let (_, together) = misplaced.entry(place.help).or_insert((place, Vec::new()));
                together.push(name);
            } else {
                self.say_one(name);
            }
        }
        for (place, names) in misplaced.into_values() {
            self.say_misplaced(place, &names);
        }
    }

    fn place(&self, name: &str) -> Place {
        self.at.child(name).key()
    }

    /// Where a keyword belongs, unless it is a new one of OpenAPI 3.2.
    fn misplaced(&self, name: &str) -> Option<Misplaced> {
        if keywords::is_new_in_3_2(self.vocabulary.what, name) {
            return None;
        }
        Misplaced::of(self.vocabulary, name, self.properties.get(name)?)
    }

    /// Where the keyword is there that should stand around them, they are left behind, and mean nothing.
    fn say_misplaced(&mut self, place: Misplaced, names: &[&str]) {
        let Some((first, others)) = names.split_first() else {
            return;
        };
        let what = self.vocabulary.what;
        let is_around = place
            .through
            .and_then(|through| self.properties.get(through))
            .is_some_and(|around| !around.is_null());
        let is_missing = !is_around || what == keywords::DOCUMENT.what;
        let (verb, message) = match others.split_last() {
            None => ("is", format!("`{first}`")),
            Some((last, [])) => ("are", format!("`{first}` and `{last}`")),
            Some((last, between)) => (
                "are",
                format!("`{first}`, `{}` and `{last}`", between.join("`, `")),
            ),
        };
        let kind = if place.owner.starts_with('`') {
            format!("{verb} of {}", place.owner)
        } else if verb == "is" {
            format!("is a keyword of {}", place.owner)
        } else {
            format!("are keywords of {}", place.owner)
        };
        let message = format!("{message} {kind}, not of {what}");
        let key = self.place(first);
        let diagnostic = if is_missing {
            self.report.mistake(Rule::MisplacedKeyword, key, message)
        } else {
            self.report.warning(Rule::MisplacedKeyword, key, message)
        };
        diagnostic.help(place.help);
        for name in names {
            let value = self.properties.get(*name).unwrap_or(&Value::Null);
            diagnostic.loses_value(&self.at.child(name), value);
        }
        if let Some(through) = place.through.filter(|_| is_missing) {
            let around = self.at.child(through);
            if !is_around {
                diagnostic.loses(&around);
            }
            for name in names {
                diagnostic.loses(&around.child(name));
            }
        }
    }

    /// Reports that the object has no keyword of this name.
    fn say_one(&mut self, name: &str) {
        let Self {
            vocabulary,
            at,
            properties,
            ref mut report,
        } = *self;
        let place = at.child(name).key();
        let what = vocabulary.what;
        let message = format!("{what} has no keyword `{name}`");
        let similar = || nearest(name, vocabulary.keywords.iter().map(|keyword| keyword.name));
        if keywords::is_new_in_3_2(what, name) {
            let message = format!("`{name}` is new in OpenAPI 3.2, and not generated");
            report.mistake(Rule::UnsupportedKeyword, place, message);
            return;
        }
        let is_schema = what == keywords::SCHEMA.what;
        let is_old = is_schema && keywords::OF_OTHER_DRAFTS.contains(&name);
        let value = properties.get(name);
        let is_absent = |keyword: &str| !keyword.is_empty() && !properties.contains_key(keyword);
        let diagnostic = if what == keywords::REFERENCE.what {
            unknown_of_reference(name, place, report)
        } else if let Some((instead, help)) = keywords::other_word(vocabulary, name) {
            let diagnostic = if instead.is_empty() {
                report.warning(Rule::UnknownKeyword, place, message + ": it means nothing")
            } else {
                report.mistake(Rule::UnknownKeyword, place, message)
            };
            if is_absent(instead) {
                diagnostic.loses(&at.child(instead));
            }
            diagnostic.help(help)
        } else if let Some(similar) = (!is_old).then(similar).flatten() {
            let is_style = is_schema && folded(similar) == folded(name);
            let is_reference = similar == "$ref" && value.is_some_and(Value::is_string);
            let diagnostic = if is_style && !is_reference {
                // Other tools write theirs in another style.
                report.warning(Rule::MisspeltKeyword, place, message + ": it means nothing")
            } else {
                mistyped(vocabulary, similar, message, place, report)
            };
            let help = if is_style {
                format!("write `{similar}`")
            } else {
                format!("did you mean `{similar}`?")
            };
            let diagnostic = diagnostic.help(help);
            if is_absent(similar) {
                diagnostic.loses(&at.child(similar));
            }
            if is_reference {
                diagnostic.loses_a_type();
            }
            diagnostic
        } else if vocabulary.is_of_an_extension() {
            report
                .mistake(Rule::UnknownKeyword, place, message)
                .help("remove it")
        } else {
            // From another tool, or left behind: a schema may have keywords that nobody knows (JSON Schema, section 6.5).
            report
                .warning(Rule::UnknownKeyword, place, message + ": it means nothing")
                .help("remove it, or start it with `x-` to make it an extension")
        };
        diagnostic.loses_value(&at.child(name), value.unwrap_or(&Value::Null));
    }
}

/// A keyword that is a typing error away from `similar`.
fn mistyped<'r>(
    vocabulary: &'static Vocabulary,
    similar: &str,
    message: String,
    place: Place,
    report: &'r mut Report,
) -> &'r mut Diagnostic {
    if vocabulary.is_for_readers(similar) {
        report.warning(Rule::MisspeltKeyword, place, message)
    } else {
        report.mistake(Rule::MisspeltKeyword, place, message)
    }
}

/// What stands beside `$ref` is ignored, as OpenAPI asks of every tool (Reference Object).
fn unknown_of_reference<'r>(
    name: &str,
    place: Place,
    report: &'r mut Report,
) -> &'r mut Diagnostic {
    let message = format!("`{name}` means nothing beside `$ref`: OpenAPI ignores it");
    report
        .warning(Rule::IdleKeyword, place, message)
        .help("remove it, or write the object in place of the `$ref`")
}

/// A word without what camel case, snake case and kebab case make different.
fn folded(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Reports an extension that has a meaning on other objects, or is like one that has. Any other is one of another tool.
fn unknown_extension(what: &str, name: &str, place: Place, report: &mut Report) {
    let (known, message, help) = if let Some(allowed) = keywords::objects_with(name) {
        let message = format!("`{name}` has no meaning on {what}");
        (name, message, format!("it stands on {allowed}"))
    } else if let Some(known) = keywords::similar_extension(name) {
        let message = format!("`{name}` is no extension that means something here");
        (known, message, format!("did you mean `{known}`?"))
    } else {
        return;
    };
    let is_shared = keywords::SHARED_EXTENSIONS.contains(&known);
    let add: Add = if is_shared {
        Report::warning
    } else {
        Report::mistake
    };
    add(report, Rule::InvalidExtension, place, message).help(help);
}
