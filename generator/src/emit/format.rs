//! Items and texts, printed as a person would write them.
//!
//! Rust is printed by prettyplease, which writes no blank lines; those come from `blank_lines`. The
//! result is a fixed point of rustfmt as long as the items keep to shapes on which the two agree.
//! prettyplease has one limit, 89 columns; rustfmt has 100, and narrower ones inside a line (widths
//! without the indentation):
//!
//! | shape | they agree |
//! |---|---|
//! | signature, `where` clause apart | up to 89 columns, or above 100 |
//! | `impl` header, derive list, type alias, type of a field | up to 89 columns |
//! | `const` with a plain value | up to 100 columns |
//! | chain of calls, as a statement or tail | up to 60 wide, or above 89 columns with a short head and short arguments |
//! | chain in a `const`, or as the only argument of a call | up to 60 wide |
//! | `let` of a chain | up to 60 wide, or above 89 columns |
//! | arguments of a call, array of words | up to 60 wide, or above 89 columns |
//! | arguments of an attribute | up to 70 wide, or above 89 columns |
//! | `if a { b } else { c }` in a `let` | up to 50 wide, or above 89 columns |
//! | struct literal | always, by `literals`; no `..rest` |
//! | arm of a `match` | up to 89 columns, a call in it up to 60 wide |
//! | `write!`, `matches!` and other macros | up to 60 wide |
//! | variant with fields | documented fields, or up to 35 wide and no attribute on the variant |
//! | closure with a block as last of several arguments | never |
//! | `if let … && …` | never |
//! | `where` on a tuple struct | never |
//! | numbers in an array | up to 89 columns |
//! | docs | an attribute for each line, no space at its end, no `\r` |
//! | `#[derive]` | one for an item |
//! | `use` | sorted in its block: `self`, `super`, `crate`, then by name, upper case first, `v2` before `v10` |
//! | `mod` | sorted in its block as text: `v10` before `v2` |

use super::blank_lines;
use super::conditions;
use super::literals;

/// The items as Rust: one trailing newline, or nothing at all if there are no items.
pub(super) fn rust(mut file: syn::File) -> String {
    literals::mark(&mut file);
    blank_lines::insert(&mut file);
    conditions::lay_out(literals::lay_out(prettyplease::unparse(&file)))
}

/// The text without blank lines around it, its lines ended by `\n`, also the last.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_start_matches('\n').trim_end();
    if text.is_empty() {
        String::new()
    } else {
        format!("{text}\n")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::*;

    /// What generated files are made of, in the shapes of the table above.
    const SAMPLE: &str = include_str!("format/sample.rs.txt");

    #[test]
    fn printing_what_was_printed_changes_nothing() {
        let once = rust(syn::parse_file(SAMPLE).unwrap());
        assert_eq!(rust(syn::parse_file(&once).unwrap()), once);
    }

    #[test]
    fn a_sample_without_blank_lines_gets_them_back() {
        let squeezed: Vec<&str> = SAMPLE.lines().filter(|line| !line.is_empty()).collect();
        let squeezed = squeezed.join("\n");
        assert_eq!(rust(syn::parse_file(&squeezed).unwrap()), SAMPLE);
    }

    #[test]
    fn rustfmt_leaves_it_alone() {
        let printed = rust(syn::parse_file(SAMPLE).unwrap());
        if let Some(formatted) = rustfmt(&printed) {
            assert_eq!(formatted, printed);
        }
    }

    #[test]
    fn no_items_give_no_text() {
        assert_eq!(rust(syn::parse_file("").unwrap()), "");
    }

    #[test]
    fn plain_text_ends_with_one_newline() {
        assert_eq!(plain("\n\na\r\nb\n\n"), "a\nb\n");
        assert_eq!(plain(" \n"), "");
    }

    /// The text as rustfmt leaves it with its own settings; `None` where it is not installed.
    fn rustfmt(text: &str) -> Option<String> {
        let installed = Command::new("rustfmt").arg("--version").output();
        if !installed.is_ok_and(|output| output.status.success()) {
            // Past the capture of tests: what is skipped is said.
            let _ = writeln!(std::io::stderr(), "skipped: rustfmt is not installed");
            return None;
        }
        let elsewhere = tempfile::tempdir().unwrap();
        let mut process = Command::new("rustfmt")
            .args(["--edition", "2024"])
            .current_dir(&elsewhere)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        process
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{text}");
        Some(String::from_utf8(output.stdout).unwrap())
    }
}
