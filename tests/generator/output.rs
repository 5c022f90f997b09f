//! What holds of the committed client as a whole.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use generator::Publish;
use generator::Runtime;
use generator::Source;
use generator::Surroundings;
use generator::emit::Files;
use generator::emit::disk;
use generator::generate;
use syn::visit::Visit;
use tests::repository;

/// The files that the description gives, as the command would write them.
fn client(change: impl Fn(&str) -> String) -> Files {
    let text = fs::read_to_string(repository().join("spec/queues.yaml")).unwrap();
    let source = Source::new("spec/queues.yaml", change(&text)).among(Surroundings {
        document: "spec/queues.yaml".to_owned(),
        command: "cargo run".to_owned(),
        runtime: Runtime::Path("../generator/runtime".to_owned()),
        publish: Publish::Workspace,
        targets: Some(fs::read_to_string(repository().join("tests/targets.toml")).unwrap()),
    });
    generate(&source).unwrap().files
}

#[test]
fn the_committed_client_is_what_the_description_gives() {
    let files = client(str::to_owned);
    let changes = disk::compare(&files, &repository().join("generated")).unwrap();
    assert!(changes.is_empty(), "`cargo run` mends it: {changes:?}");
}

#[test]
fn the_same_description_gives_the_same_bytes_with_other_line_ends() {
    let files = client(str::to_owned);
    assert_eq!(client(str::to_owned), files);
    assert_eq!(client(|text| text.replace('\n', "\r\n")), files);
    assert_eq!(client(|text| format!("\u{feff}{text}")), files);
}

#[test]
fn a_renamed_field_changes_the_lines_that_name_it() {
    let before = client(str::to_owned);
    let after = client(|text| text.replace("message_backlog_count", "backlog_total"));
    for ((path, before), (_, after)) in before.iter().zip(after.iter()) {
        for (one, other) in before
            .lines()
            .zip(after.lines())
            .filter(|(one, other)| one != other)
        {
            assert_eq!(
                one.replace("message_backlog_count", "backlog_total"),
                other,
                "{path}"
            );
        }
        assert_eq!(before.lines().count(), after.lines().count(), "{path}");
    }
}

#[test]
fn a_new_operation_changes_no_other_operation() {
    let before = client(str::to_owned);
    let after = client(|text| {
        let path = "paths:\n  /accounts/{account_id}/queues/of_a_test:\n    get:\n      operationId: queues.of_a_test\n      \
            parameters: [{$ref: '#/components/parameters/AccountId'}]\n      responses: {'204': {description: Done.}}\n";
        text.replace("\npaths:\n", &format!("\n{path}"))
    });
    let changed: Vec<&str> = after
        .iter()
        .filter(|(path, text)| before.get(path) != Some(text))
        .map(|(path, _)| path)
        .collect();
    // The first operation of a document is the first call that the docs of the crate show.
    let shown = ["README.md", "src/lib.rs"];
    let own = ["src/queues/mod.rs", "src/queues/of_a_test.rs"];
    assert_eq!(changed, [shown, own].concat());
}

#[test]
fn rustfmt_leaves_the_client_alone() {
    let main = repository().join("generated/src/lib.rs");
    let output = match Command::new("rustfmt")
        .args(["--check", "--edition", "2024"])
        .arg(main)
        .output()
    {
        Ok(output) => output,
        Err(error) => {
            // Past the capture of tests: what is skipped is said.
            let _ = writeln!(io::stderr(), "skipped: rustfmt cannot be run: {error}");
            return;
        }
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

/// What generated Rust does without.
#[derive(Default)]
struct Forbidden {
    found: Vec<String>,
}

impl<'ast> Visit<'ast> for Forbidden {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let is_lint = ["allow", "expect", "path", "macro_use"]
            .iter()
            .any(|name| attribute.path().is_ident(name));
        if is_lint {
            self.found
                .push("an attribute that switches a lint off, or takes in another file".to_owned());
        }
        syn::visit::visit_attribute(self, attribute);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let is_std = path
            .segments
            .first()
            .is_some_and(|first| first.ident == "std" || first.ident == "core");
        if path.leading_colon.is_some() || (is_std && path.segments.len() > 1) {
            self.found.push(format!(
                "a qualified path: {:?}",
                path.segments.last().map(|last| &last.ident)
            ));
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_expr_unsafe(&mut self, _: &'ast syn::ExprUnsafe) {
        self.found.push("an unsafe block".to_owned());
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        let is_of_runtime = ["impl_call", "impl_choice", "impl_text"]
            .iter()
            .any(|name| item.mac.path.is_ident(name));
        if !is_of_runtime {
            self.found.push("a macro item".to_owned());
        }
    }
}

#[test]
fn the_client_has_no_allow_no_unsafe_and_no_qualified_std_path() {
    let files = client(str::to_owned);
    let is_rust = |path: &str| {
        Path::new(path)
            .extension()
            .is_some_and(|extension| extension == "rs")
    };
    for (path, text) in files.iter().filter(|(path, _)| is_rust(path)) {
        let mut forbidden = Forbidden::default();
        forbidden.visit_file(&syn::parse_file(text).unwrap());
        assert!(forbidden.found.is_empty(), "{path}: {:?}", forbidden.found);
    }
}

#[test]
fn a_method_has_no_more_than_a_dozen_lines() {
    let files = client(str::to_owned);
    let operations = files
        .iter()
        .filter(|(path, _)| path.contains("queues/messages/"));
    let mut methods = 0;
    for (path, text) in operations {
        for method in text.split("    pub fn ").skip(1) {
            let (head, body) = method.split_once("{\n").unwrap();
            let body = body.split("\n    }\n").next().unwrap();
            assert!(body.lines().count() <= 12, "{path}: {head}\n{body}");
            methods += 1;
        }
    }
    // One for each operation, and those of what it can be told.
    assert!(methods > 10, "{methods}");
}
