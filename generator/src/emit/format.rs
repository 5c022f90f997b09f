//! Items and texts, printed.
//!
//! Rust is printed by prettyplease, which writes no blank lines between items; those come from `blank_lines`. rustfmt leaves the
//! folder alone (`disable_all_formatting` in its `rustfmt.toml`), so that no code is shaped by what two printers agree on.

use super::blank_lines;

/// The items as Rust: one trailing newline, or nothing at all if there are no items.
pub(super) fn rust(mut file: syn::File) -> String {
    blank_lines::insert(&mut file);
    prettyplease::unparse(&file)
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
    use super::*;

    /// What generated files are made of.
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
    fn no_items_give_no_text() {
        assert_eq!(rust(syn::parse_file("").unwrap()), "");
    }

    #[test]
    fn plain_text_ends_with_one_newline() {
        assert_eq!(plain("\n\na\r\nb\n\n"), "a\nb\n");
        assert_eq!(plain(" \n"), "");
    }
}
