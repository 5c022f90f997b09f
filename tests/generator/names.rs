//! The names that every client has keep their meaning, whatever the document calls its own things.
//!
//! `EDITION=2021` compiles the clients in another edition of Rust, as `.ci/property` does.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod cargo;

use std::collections::BTreeSet;
use std::env;
use std::fs;

use cargo::cargo;
use generator::Source;
use generator::Surroundings;
use generator::emit::Files;
use generator::emit::disk;
use generator::generate;
use generator::model::TakenNames;
use generator::render::taken_names;
use syn::visit::Visit;
use tests::obstacles::document;
use tests::repository;
use tests::set_edition;

/// All names of values that are taken anywhere.
fn values(taken: &TakenNames) -> Vec<&'static str> {
    let all = [
        &taken.root,
        &taken.resource,
        &taken.builder,
        &taken.server,
        &taken.call,
        &taken.pages,
        &taken.object,
        &taken.content,
        &taken.conditions,
    ];
    let all: BTreeSet<&str> = all.into_iter().flatten().copied().collect();
    all.into_iter().collect()
}

fn files(name: &str, text: String) -> Files {
    let runtime = repository().join("generator/runtime");
    let source = Source::new("names.yaml", text)
        .called(name)
        .among(Surroundings::of("names.yaml").with_runtime_at(runtime.display().to_string()));
    generate(&source)
        .map_err(|diagnostics| diagnostics.to_string())
        .unwrap()
        .files
}

#[test]
fn clients_whose_names_are_all_taken_compile_without_a_warning() {
    let taken = taken_names();
    // Those that only some clients have give way to the document.
    let types = [taken.types.as_slice(), &["Callback", "Webhook"]].concat();
    let values = [values(&taken).as_slice(), &["add_null", "check", "request"]].concat();
    let folder = tempfile::tempdir().unwrap();
    let names = ["names-and-credentials", "names-and-parameters"];
    for (name, has_credentials) in names.into_iter().zip([true, false]) {
        let text = document(&types, &values, has_credentials);
        let crate_folder = folder.path().join(name);
        disk::write(&files(name, text), &crate_folder).unwrap();
        if let Ok(edition) = env::var("EDITION") {
            set_edition(&crate_folder, &edition).unwrap();
        }
    }
    let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
    fs::write(folder.path().join("Cargo.toml"), workspace).unwrap();
    let lock = repository().join("Cargo.lock");
    fs::copy(lock, folder.path().join("Cargo.lock")).unwrap();
    let said = cargo(folder.path(), &["check", "--quiet"], &[]);
    assert!(!said.contains("warning"), "{said}");
}

/// What generated files name and define.
#[derive(Default)]
struct Named {
    types: BTreeSet<String>,
    defined: BTreeSet<String>,
    methods: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Named {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.types.insert(path.segments[0].ident.to_string());
        syn::visit::visit_path(self, path);
    }

    fn visit_use_name(&mut self, name: &'ast syn::UseName) {
        self.types.insert(name.ident.to_string());
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.defined.insert(item.ident.to_string());
        syn::visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.defined.insert(item.ident.to_string());
        syn::visit::visit_item_enum(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let functions = item.items.iter().filter_map(|one| match one {
            syn::ImplItem::Fn(function) if item.trait_.is_none() => Some(&function.sig.ident),
            _ => None,
        });
        self.methods.extend(functions.map(ToString::to_string));
        syn::visit::visit_item_impl(self, item);
    }
}

#[test]
fn what_files_name_beside_the_things_of_the_document_is_taken() {
    let taken = taken_names();
    let types = ["Xa", "Xb", "Xc", "Xd", "Xe"];
    let mut named = Named::default();
    for has_credentials in [true, false] {
        let files = files("names", document(&types, &["xa", "xb"], has_credentials));
        for (path, text) in files
            .iter()
            .filter(|(path, _)| path.starts_with("src/") && *path != "src/lib.rs")
        {
            named.visit_file(
                &syn::parse_file(text)
                    .map_err(|error| format!("{path}: {error}"))
                    .unwrap(),
            );
        }
    }
    let is_type = |name: &&String| {
        let mut letters = name.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.any(char::is_lowercase)
            && *name != "Self"
    };
    let types = named.types.difference(&named.defined).filter(is_type);
    let types = types.filter(|name| !taken.types.contains(&name.as_str()));
    insta::assert_debug_snapshot!(types.collect::<Vec<_>>(), @"[]");
    let values = values(&taken);
    let of_document = |name: &str| {
        ["xa", "xb", "in_", "of_"]
            .iter()
            .any(|part| name.contains(part))
    };
    let methods = named.methods.iter().map(String::as_str);
    let methods = methods.filter(|name| !values.contains(name) && !of_document(name));
    // Things of the document, and what gives way to them.
    insta::assert_snapshot!(methods.collect::<Vec<_>>().join(" "), @"any bytes calls everything form given list many map one others parse send_csv send_stream set shelf whole");
}
