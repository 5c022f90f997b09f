//! The runtime as a part of the crate: `src/client_runtime/`, and what the manifest takes from that of the runtime.
//!
//! The sources come with the generator, which needs no file but its own binary. They are under the header of all generated files,
//! so that the next run knows them, updates them and removes those that are gone.

use std::collections::BTreeSet;

use include_dir::Dir;
use include_dir::File;
use include_dir::include_dir;

use crate::Runtime;
use crate::model::Api;
use crate::render::draft::Draft;
use crate::render::module::Content;
use crate::render::module::Module;
use crate::render::package::relocate::is_of_tests;
use crate::render::package::relocate::relocated;
use crate::render::package::relocate::relocated_root;

/// What the runtime's package consists of: links that Cargo follows when it packages the generator, which could not take in the
/// folder of another package.
static VENDORED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/vendored");

/// The module that the runtime is in a crate that has it in itself.
pub(crate) const MODULE: &str = "client_runtime";

/// The files of the runtime, where the crate has it in itself.
pub(crate) fn drafts<'a>(api: &'a Api, runtime: &Runtime) -> Vec<Draft<'a>> {
    if *runtime != Runtime::Vendored {
        return Vec::new();
    }
    let licenses = ["LICENSE-APACHE", "LICENSE-MIT"].into_iter();
    let licenses = licenses.map(|name| Draft::new(move || license(name)));
    let sources = sources().into_iter();
    let sources = sources.map(|(path, text)| Draft::new(move || source(&path, text, api)));
    sources.chain(licenses).collect()
}

/// A file of Rust, moved to where it stands in the crate.
fn source(path: &str, text: &str, api: &Api) -> Module {
    let library = api.package.library();
    let (path, text) = match path {
        "lib.rs" => ("mod.rs", relocated_root(text, &library)),
        path => (path, relocated(text, &library)),
    };
    Module {
        path: format!("src/{MODULE}/{path}"),
        content: Content::Source(text),
    }
}

/// The license of the runtime goes where the runtime goes.
fn license(name: &str) -> Module {
    Module {
        path: format!("src/{MODULE}/{name}.md"),
        content: Content::Markdown(text(name).to_owned()),
    }
}

/// The sources of the runtime by their paths, without those of its tests.
fn sources() -> Vec<(String, &'static str)> {
    let mut files = Vec::new();
    if let Some(folder) = VENDORED.get_dir("src") {
        collect(folder, &mut files);
    }
    let texts = files.into_iter().filter_map(|file| {
        let path = file.path().strip_prefix("src").ok()?;
        let parts = path.iter().map(|part| part.to_str());
        let path = parts.collect::<Option<Vec<&str>>>()?.join("/");
        Some((path, file.contents_utf8()?))
    });
    let mut texts: Vec<(String, &str)> = texts.collect();
    let of_tests = texts
        .iter()
        .flat_map(|(path, text)| modules_of_tests(path, text));
    let of_tests: BTreeSet<String> = of_tests.collect();
    let is_of_tests = |path: &str| {
        let mut of_tests = of_tests
            .iter()
            .filter_map(|module| module.strip_suffix(".rs"));
        of_tests.any(|module| {
            path.strip_prefix(module)
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
    };
    texts.retain(|(path, _)| !is_of_tests(path));
    texts.sort_unstable();
    texts
}

fn collect(folder: &Dir<'static>, files: &mut Vec<&'static File<'static>>) {
    let own = folder.files();
    files.extend(own.filter(|file| file.path().extension().is_some_and(|end| end == "rs")));
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// The files of the modules that a file declares for its tests alone.
fn modules_of_tests<'t>(path: &str, text: &'t str) -> impl Iterator<Item = String> + use<'t> {
    let folder = match path {
        "lib.rs" => String::new(),
        path => format!("{}/", path.trim_end_matches(".rs")),
    };
    let lines = text.lines().zip(text.lines().skip(1));
    lines.filter_map(move |(attribute, declaration)| {
        let name = declaration.strip_prefix("mod ")?.strip_suffix(';')?;
        is_of_tests(attribute).then(|| format!("{folder}{name}.rs"))
    })
}

/// A file beside the sources.
fn text(name: &str) -> &'static str {
    let file = VENDORED.get_file(name);
    file.and_then(File::contents_utf8).unwrap_or_default()
}

/// What a feature of the runtime turns on, as its manifest has it.
pub(crate) fn feature(name: &str) -> &'static str {
    let lines = section("[features]");
    let value = lines.lines().find_map(|line| {
        let rest = line.strip_prefix(name)?;
        rest.strip_prefix(" = ")
    });
    value.unwrap_or("[]")
}

/// The dependencies of the runtime without those that each client has, each below the comment that says what it is for.
pub(crate) fn dependencies(known: &[&str]) -> String {
    let mut kept = String::new();
    let mut comments = String::new();
    for line in section("[dependencies]").lines() {
        let line = format!("{line}\n");
        match line.split_once(" = ") {
            Some((name, _)) if !line.starts_with('#') => {
                if !known.contains(&name) {
                    kept.push_str(&comments);
                    kept.push_str(&line);
                }
                comments.clear();
            }
            _ => comments.push_str(&line),
        }
    }
    kept
}

/// The lines of the runtime's manifest below a heading, up to the next.
fn section(heading: &str) -> &'static str {
    let manifest = text("manifest.toml");
    let rest = manifest.split_once(heading).map_or("", |(_, rest)| rest);
    rest.split_once("\n\n[")
        .map_or(rest, |(own, _)| own)
        .trim_start()
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::*;

    #[test]
    fn a_module_of_tests_is_no_part_of_it() {
        let sources = sources();
        let has = |name: &str| sources.iter().any(|(path, _)| path == name);
        assert!(has("lib.rs") && has("value/json/writer.rs"));
        assert!(!has("value/json/writer/tests.rs") && !has("must_not_compile.rs"));
    }

    /// The file of a module that a file declares.
    fn file_of(module: &syn::ItemMod, path: &str) -> String {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let named = module
            .attrs
            .iter()
            .find_map(|attribute| match &attribute.meta {
                syn::Meta::NameValue(meta) if meta.path.is_ident("path") => Some(&meta.value),
                _ => None,
            });
        if let Some(syn::Expr::Lit(named)) = named
            && let syn::Lit::Str(named) = &named.lit
        {
            return format!("{folder}{}", named.value());
        }
        match file.trim_end_matches(".rs") {
            "lib" => format!("{}.rs", module.ident),
            name => format!("{folder}{name}/{}.rs", module.ident),
        }
    }

    #[test]
    fn each_module_has_its_file_and_each_file_its_module() {
        let sources = sources();
        let mut declared = BTreeSet::from(["lib.rs".to_owned()]);
        for (path, text) in &sources {
            for item in syn::parse_file(&relocated(text, "shelf")).unwrap().items {
                match item {
                    syn::Item::Mod(module) if module.content.is_none() => {
                        declared.insert(file_of(&module, path));
                    }
                    _ => {}
                }
            }
        }
        let paths: BTreeSet<String> = sources.into_iter().map(|(path, _)| path).collect();
        assert_eq!(declared, paths);
    }

    #[test]
    fn nothing_but_tests_is_left_out() {
        let is_kept = |item: &syn::Item| {
            let item = item.to_token_stream().to_string();
            !["# [cfg (test)]", "# [cfg (doctest)]"]
                .iter()
                .any(|start| item.starts_with(start))
        };
        for (path, text) in sources() {
            let items = |text: &str| syn::parse_file(text).unwrap().items;
            let kept = items(text).iter().filter(|item| is_kept(item)).count();
            assert_eq!(items(&relocated(text, "shelf")).len(), kept, "{path}");
        }
    }

    #[test]
    fn the_manifest_of_the_runtime_is_understood() {
        assert_eq!(feature("ring"), "[\"rustls/ring\"]");
        assert_eq!(feature("jiff"), "[\"dep:jiff\"]");
        let dependencies = dependencies(&["serde", "serde_json"]);
        assert!(
            dependencies.contains("\nhyper = { version"),
            "{dependencies}"
        );
        assert!(!dependencies.contains("\nserde = "), "{dependencies}");
        assert!(!dependencies.contains("rcgen"), "{dependencies}");
        assert!(text("LICENSE-MIT").contains("Permission is hereby granted"));
    }
}
