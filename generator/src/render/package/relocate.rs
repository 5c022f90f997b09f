//! A source of the runtime as a part of another crate: what was the root of its crate is a module there.
//!
//! The text is taken as it was written, with its comments: three things of it are other, which are found by how it is formatted.
//! That what comes out is what was meant, a test compares in syntax trees.

use crate::render::package::vendored::MODULE;

/// Shows the macros where the rest of the runtime is: they are at the root of any crate that has them.
const MACROS: &str = "\n#[doc(hidden)]\npub use crate::{impl_call, impl_choice, impl_text};\n";

/// A source with `crate::client_runtime` for `crate`, without its tests. Its examples use it by way of `library`, the name of the crate.
pub(crate) fn relocated(text: &str, library: &str) -> String {
    let text = without_tests(text);
    let text = text.replace("\n#[macro_export]\n", "\n#[doc(hidden)]\n#[macro_export]\n");
    let of_users = format!("{MODULE}::");
    let text = with_paths(&text, &of_users, &format!("{library}::{of_users}"));
    with_paths(&text, "crate::", &format!("crate::{of_users}"))
}

/// The root of the runtime, as a module.
pub(crate) fn relocated_root(text: &str, library: &str) -> String {
    relocated(text, library) + MACROS
}

/// A text without the items that are compiled for tests alone: they begin at the margin, and end there.
fn without_tests(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if is_of_tests(line) {
            lines.find(|line| *line == "}" || (line.ends_with(';') && !line.starts_with(' ')));
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Whether a line says that an item is compiled for tests alone.
pub(crate) fn is_of_tests(line: &str) -> bool {
    line == "#[cfg(test)]" || line == "#[cfg(doctest)]"
}

/// A text with another beginning of the paths that begin so.
fn with_paths(text: &str, beginning: &str, other: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(beginning) {
        result.push_str(before);
        // The runtime marks what it keeps to itself, in strings, by a `$` before its name.
        let is_within = |last: char| {
            last.is_alphanumeric() || last == '_' || (last == '$' && beginning != "crate::")
        };
        let is_path = !result.ends_with(is_within);
        result.push_str(if is_path { other } else { beginning });
        rest = after;
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_the_root_is_a_module() {
        let source = "//! A [`Call`](crate::Call).\n\nuse crate::call::Call;\n\n\
            /// ```\n/// use client_runtime::Call;\n/// ```\n#[serde(with = \"crate::text\")]\n\
            pub(crate) fn call(one: crate::Call) -> bool {\n    // Why.\n    matches!(one, crate::Call::New)\n}\n\n\
            const MARK: &str = \"$client_runtime::Mark\";\n\n\
            #[macro_export]\nmacro_rules! impl_call {\n    ($name:ident) => {\n        impl $crate::Own for $name {}\n    };\n}\n\n\
            #[cfg(test)]\nmod more_tests;\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n";
        insta::assert_snapshot!(relocated(source, "shelf"), @r#"
        //! A [`Call`](crate::client_runtime::Call).

        use crate::client_runtime::call::Call;

        /// ```
        /// use shelf::client_runtime::Call;
        /// ```
        #[serde(with = "crate::client_runtime::text")]
        pub(crate) fn call(one: crate::client_runtime::Call) -> bool {
            // Why.
            matches!(one, crate::client_runtime::Call::New)
        }

        const MARK: &str = "$client_runtime::Mark";

        #[doc(hidden)]
        #[macro_export]
        macro_rules! impl_call {
            ($name:ident) => {
                impl $crate::client_runtime::Own for $name {}
            };
        }
        "#);
    }

    #[test]
    fn a_name_that_ends_alike_is_another() {
        let text = "my_crate::A crate::A $crate::A";
        let moved = "my_crate::A crate::b::A $crate::b::A";
        assert_eq!(with_paths(text, "crate::", "crate::b::"), moved);
    }
}
