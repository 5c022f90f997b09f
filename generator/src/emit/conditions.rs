//! Conditions of several features on several lines, as rustfmt breaks them.
//!
//! rustfmt leaves `any(` on the line of `cfg(`, where prettyplease breaks after each. Nothing else that is printed has a line
//! that is `#[cfg(` alone: docs begin with slashes, and a text has no line breaks in it.

/// The line on which prettyplease begins a condition that takes several.
const OPENING: &str = "#[cfg(";
/// The line on which it ends.
const CLOSING: &str = ")]";

/// The printed text with its conditions laid out.
pub(super) fn lay_out(printed: String) -> String {
    if !printed.contains("#[cfg(\n") {
        return printed;
    }
    let mut text = String::with_capacity(printed.len());
    let mut condition: Option<String> = None;
    for line in printed.split_inclusive('\n') {
        match (&mut condition, line.trim()) {
            (None, OPENING) => condition = Some(String::new()),
            (None, _) => text.push_str(line),
            (Some(inside), CLOSING) => {
                let indentation = &line[..line.len() - line.trim_start().len()];
                text.push_str(&broken(inside, indentation));
                condition = None;
            }
            (Some(inside), part) => {
                inside.push_str(part);
                inside.push(' ');
            }
        }
    }
    text
}

/// A condition over several lines; `inside` is what stands between the parentheses of `cfg`.
fn broken(inside: &str, indentation: &str) -> String {
    let inside = inside.trim();
    let any = inside.strip_prefix("any(");
    let any = any.and_then(|any| any.strip_suffix(')')).map(str::trim);
    let (name, parts) = any.map_or(("", inside), |any| ("any(", any));
    let lines = parts.replace(", ", &format!(",\n{indentation}    "));
    let closing = if name.is_empty() { "" } else { ")" };
    format!(
        "{indentation}{OPENING}{name}\n{indentation}    {lines}\n{indentation}{closing}{CLOSING}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::lay_out;

    fn printed(text: &str) -> String {
        lay_out(prettyplease::unparse(&syn::parse_file(text).unwrap()))
    }

    #[test]
    fn narrow_conditions_stand_on_one_line() {
        let text = "#[cfg(any(feature = \"a\", feature = \"b\"))]\nmod one;\n";
        assert_eq!(printed(text), text);
    }

    #[test]
    fn wide_conditions_have_a_line_for_each_feature() {
        let (a, b, c, d) = (
            "a".repeat(20),
            "b".repeat(20),
            "c".repeat(20),
            "d".repeat(20),
        );
        insta::assert_snapshot!(
            printed(&format!(
                "#[cfg(any(feature = \"{a}\", feature = \"{b}\"))] mod one;\n\
                 #[cfg(any(feature = \"{a}\", feature = \"{b}\", feature = \"{c}\", feature = \"{d}\"))] mod two;"
            )),
            @r#"
        #[cfg(any(feature = "aaaaaaaaaaaaaaaaaaaa", feature = "bbbbbbbbbbbbbbbbbbbb"))]
        mod one;
        #[cfg(any(
            feature = "aaaaaaaaaaaaaaaaaaaa",
            feature = "bbbbbbbbbbbbbbbbbbbb",
            feature = "cccccccccccccccccccc",
            feature = "dddddddddddddddddddd"
        ))]
        mod two;
        "#
        );
    }
}
