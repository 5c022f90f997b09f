//! What an author is told: each document of `mistakes/` beside its diagnostics as they are printed.

use std::fs;

use generator::Diagnostics;
use generator::Generated;
use generator::Level;
use generator::Rule;
use generator::Source;
use generator::generate;
use tests::edits::edited;
use tests::repository;

#[test]
fn diagnostics_as_printed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("mistakes/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("mistakes", "*.yaml", |path| {
            let text = fs::read_to_string(path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy();
            let diagnostics = diagnostics(&Source::new(name, text));
            insta::assert_snapshot!("printed", diagnostics.to_string());
        });
    });
}

/// The documents that are edited, each without a mistake.
const EDITED: [(&str, &str); 2] = [
    ("leases.yaml", include_str!("mistakes/edits/leases.yaml")),
    ("books.yaml", include_str!("mistakes/edits/books.yaml")),
];

/// One mistake after the other in one document: each is a few lines of it, as a diff, and what is said of them. The document is the one
/// that is called like the diff, or the one with books.
#[test]
fn diagnostics_of_edits() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("mistakes/edits/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("mistakes/edits", "*.diff", |path| {
            let own = path.with_extension("yaml");
            let is_own = |name: &str| own.ends_with(name);
            let documents = EDITED.iter().find(|(name, _)| is_own(name));
            let (name, base) = *documents.unwrap_or(&EDITED[1]);
            let edits = format!("\n{}", fs::read_to_string(path).unwrap());
            let mut page = String::new();
            for edit in edits.split("\n===").skip(1) {
                let (kind, edit) = edit.split_once('\n').unwrap_or((edit, ""));
                let edit = format!("{}\n", edit.trim_end_matches('\n'));
                let text = match kind {
                    "" => edited(base, &edit),
                    _ => edited("", &edit),
                };
                let printed = diagnostics(&Source::new(name, text)).to_string();
                let printed = match printed.as_str() {
                    "" => "(nothing)\n",
                    printed => printed,
                };
                page.extend(["===", kind, "\n", &edit, "\n", printed, "\n"]);
            }
            insta::assert_snapshot!("printed", page);
        });
    });
}

#[test]
fn the_documents_that_are_edited_have_no_mistakes() {
    for (name, base) in EDITED {
        let diagnostics = diagnostics(&Source::new(name, base));
        assert!(diagnostics.is_empty(), "{diagnostics}");
    }
}

#[test]
fn what_will_be_regretted_is_said_when_asked_for() {
    let text = "openapi: 3.1.0\ninfo: {title: Books, version: 1.0.0}\nservers: [{url: 'https://books.example'}]\n\
        paths:\n  /books:\n    get:\n      responses: {'204': {description: Done.}}\n\
        components:\n  parameters:\n    Old: {name: old, in: query, schema: {type: string}}\n";
    let source = Source::new("books.yaml", text);
    assert!(diagnostics(&source).is_empty());
    let rules = [
        Rule::MissingDescription,
        Rule::MissingId,
        Rule::NoErrorResponse,
        Rule::UnusedComponent,
    ];
    let asked = |source: Source, rule: &Rule| source.at_level(*rule, Level::Warn);
    let printed = diagnostics(&rules.iter().fold(source, asked));
    insta::with_settings!({
        snapshot_path => "mistakes/snapshots",
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!("regrets", printed.to_string());
    });
}

/// A rule that no snapshot shows is one that nobody has read.
#[test]
fn each_rule_is_shown() {
    let tests = repository().join("tests/generator");
    let mut shown = String::new();
    for folder in [
        "mistakes/snapshots",
        "mistakes/edits/snapshots",
        "snapshots",
    ] {
        for file in fs::read_dir(tests.join(folder)).unwrap() {
            shown += &fs::read_to_string(file.unwrap().path()).unwrap();
        }
    }
    // Shown by tests of their own.
    let others = [Rule::EmptySelection, Rule::TooLarge, Rule::UnexpectedOutput];
    let is_missing = |rule: &&Rule| !others.contains(rule) && !shown.contains(&format!("[{rule}]"));
    let missing: Vec<&Rule> = Rule::ALL.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn levels_are_set_by_rule() {
    let base = include_str!("mistakes/edits/books.yaml");
    let text = base.replace(
        "type: number",
        "type: number, example: cheap, nullable: true",
    );
    let source = || Source::new("books.yaml", text.as_str());
    let rules = |source: &Source| -> Vec<Rule> {
        let diagnostics = diagnostics(source);
        diagnostics.iter().map(|one| one.rule).collect()
    };
    let both = [Rule::OtherVersion, Rule::MismatchedExample];
    let is_both = |rules: &[Rule]| rules.len() == 2 && both.iter().all(|rule| rules.contains(rule));
    assert!(is_both(&rules(&source())));
    let allowed = source().at_level(Rule::OtherVersion, Level::Allow);
    assert_eq!(rules(&allowed), [Rule::MismatchedExample]);
    let denied = source().at_level(Rule::OtherVersion, Level::Deny);
    assert_eq!(generate(&denied).unwrap_err().errors(), 1);
    let strict = source()
        .strictly()
        .at_level(Rule::OtherVersion, Level::Warn);
    assert_eq!(generate(&strict).unwrap_err().errors(), 1);
    let passed = strict.at_level(Rule::MismatchedExample, Level::Allow);
    assert_eq!(generate(&passed).unwrap().warnings.len(), 1);
}

fn diagnostics(source: &Source) -> Diagnostics {
    match generate(source) {
        Ok(generated) => generated.warnings,
        Err(diagnostics) => diagnostics,
    }
}

#[test]
fn nesting_and_aliases_have_limits() {
    let deep = format!("a: {}", "[".repeat(100_000));
    let many = "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n\
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n\
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n";
    let large = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(100_000),
        "*a, ".repeat(20_000)
    );
    for text in [deep.as_str(), many, &large] {
        let diagnostics = generate(&Source::new("bomb.yaml", text)).unwrap_err();
        assert_eq!(diagnostics.errors(), 1, "{diagnostics}");
    }
}

#[test]
fn control_characters_are_not_printed() {
    let text = "openapi: 3.1.0\ninfo: {title: A, version: 1.0.0}\n\"\\e[31m\\u202e\": 1\n";
    let printed = diagnostics(&Source::new("colour.yaml", text)).to_string();
    assert!(printed.contains("\\u{1b}[31m\\u{202e}"), "{printed}");
    assert!(!printed.contains('\u{1b}'), "{printed}");
}

#[test]
fn a_mistake_with_a_sensible_reading_is_a_warning_but_for_the_strict() {
    let folder = repository().join("tests/generator/mistakes");
    for name in [
        "broken_rules.yaml",
        "dialect.yaml",
        "repeated.yaml",
        "unknown_keywords.yaml",
    ] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let strict = generate(&Source::new(name, &text).strictly()).unwrap_err();
        let generated = generate(&Source::new(name, &text));
        let Generated { warnings, .. } = generated.unwrap();
        assert!(warnings.changes() > 0, "{warnings}");
        assert_eq!(strict.errors(), warnings.len(), "{strict}");
    }
}

#[test]
fn a_mistake_with_one_reading_keeps_nothing_from_being_generated() {
    let folder = repository().join("tests/generator/mistakes");
    for name in [
        "merge_key.yaml",
        "no_info.yaml",
        "odd_but_legal.yaml",
        "one_reading.yaml",
        "words_missing.yaml",
    ] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let generated = generate(&Source::new(name, &text));
        let Generated { warnings, .. } = generated.unwrap();
        assert!(!warnings.is_empty(), "{name}");
        assert_eq!(warnings.changes(), 0, "{warnings}");
    }
}
