//! Struct literals on one line or on several, as rustfmt decides it.
//!
//! rustfmt looks at the fields alone, prettyplease at the whole literal with its path, so that the two part for some names.
//! The printed text is parsed again, and a literal that rustfmt would lay out otherwise is laid out so: whole tokens move,
//! and nothing but white space (and the comma before a closing brace) changes.

use std::ops::Range;

use syn::ExprStruct;
use syn::spanned::Spanned;
use syn::visit::Visit;

/// The widest fields that stand on one line: what rustfmt calls `struct_lit_width`.
const WIDEST: usize = 18;

/// The printed text with its literals laid out; as it is if it cannot be parsed.
pub(super) fn lay_out(printed: &str) -> String {
    let Ok(file) = syn::parse_file(printed) else {
        return printed.to_owned();
    };
    let mut literals = Literals {
        printed,
        edits: Vec::new(),
    };
    literals.visit_file(&file);
    literals.apply()
}

struct Literals<'p> {
    printed: &'p str,
    edits: Vec<(Range<usize>, String)>,
}

impl<'ast> Visit<'ast> for Literals<'_> {
    fn visit_expr_struct(&mut self, literal: &'ast ExprStruct) {
        syn::visit::visit_expr_struct(self, literal);
        let braces = literal.brace_token.span;
        let inside = braces.open().byte_range().end..braces.close().byte_range().start;
        let Some(fields) = self.fields(literal).filter(|fields| !fields.is_empty()) else {
            return;
        };
        let width = fields.join(", ").len();
        let is_one_line = !self.printed[inside.clone()].contains('\n');
        if is_one_line && width > WIDEST {
            let indentation = self.indentation(inside.start);
            let between = format!(
                ",
{indentation}    "
            );
            let lines = fields.join(&between);
            self.edits.push((
                inside,
                format!(
                    "
{indentation}    {lines},
{indentation}"
                ),
            ));
        } else if !is_one_line && width <= WIDEST {
            self.edits
                .push((inside, format!(" {} ", fields.join(", "))));
        }
    }
}

impl Literals<'_> {
    /// The text of each field; `None` when one takes several lines.
    fn fields(&self, literal: &ExprStruct) -> Option<Vec<String>> {
        let text = |field: &syn::FieldValue| {
            self.printed
                .get(field.span().byte_range())
                .map(str::to_owned)
        };
        let fields: Vec<String> = literal.fields.iter().map(text).collect::<Option<_>>()?;
        (literal.rest.is_none() && fields.iter().all(|field| !field.contains('\n')))
            .then_some(fields)
    }

    /// The indentation of the line that holds this byte.
    fn indentation(&self, byte: usize) -> String {
        let start = self.printed[..byte]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line = &self.printed[start..];
        line[..line.len() - line.trim_start_matches(' ').len()].to_owned()
    }

    fn apply(mut self) -> String {
        self.edits.sort_by_key(|(range, _)| range.start);
        let mut text = String::with_capacity(self.printed.len());
        let mut done = 0;
        for (range, replacement) in self.edits {
            // A literal within one that moved keeps its place.
            if range.start >= done {
                text.push_str(&self.printed[done..range.start]);
                text.push_str(&replacement);
                done = range.end;
            }
        }
        text.push_str(&self.printed[done..]);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::lay_out;

    #[test]
    fn wide_fields_stand_on_lines_of_their_own() {
        insta::assert_snapshot!(lay_out("fn f() {\n    Ok(Call { client: self.client })\n}\n"), @r"
        fn f() {
            Ok(Call {
                client: self.client,
            })
        }
        ");
    }

    #[test]
    fn narrow_fields_stand_on_one_line() {
        insta::assert_snapshot!(lay_out("fn f() {\n    Ok(Call {\n        a,\n        b: c,\n    })\n}\n"), @r"
        fn f() {
            Ok(Call { a, b: c })
        }
        ");
    }
}
