//! Struct literals on one line or on several, as rustfmt decides it.
//!
//! rustfmt looks at the fields alone, prettyplease at the whole literal with its path, so that the two part for short paths
//! and for long ones. Such a literal gets a comment before its first field, of a form that nothing else has: prettyplease
//! breaks it there, and the comment says in the printed text whether its lines are joined.

use syn::Expr;
use syn::ExprStruct;
use syn::File;
use syn::Item;
use syn::Member;
use syn::parse_quote;
use syn::visit_mut::VisitMut;

/// The widest fields that stand on one line: what rustfmt calls `struct_lit_width`.
const WIDEST: usize = 18;
/// The widest literal that prettyplease leaves on one line, with its path.
const WIDEST_PRINTED: usize = 34;
/// The comment above fields that stay on lines of their own. A control character begins no other comment: docs have none.
const BREAK: &str = "//\u{1}";
/// The comment above fields that go on one line.
const JOIN: &str = "//\u{2}";

/// Marks the literals that prettyplease lays out otherwise than rustfmt.
pub(super) fn mark(file: &mut File) {
    Literals.visit_file_mut(file);
}

/// The printed text without the marks, and as they say.
pub(super) fn lay_out(printed: String) -> String {
    if !printed.contains(BREAK) && !printed.contains(JOIN) {
        return printed;
    }
    let mut text = String::with_capacity(printed.len());
    let mut is_joining = false;
    for line in printed.split_inclusive('\n') {
        match line.trim() {
            BREAK => {}
            JOIN => {
                is_joining = true;
                text.truncate(text.trim_end().len());
            }
            end if is_joining && end.starts_with('}') => {
                is_joining = false;
                text.truncate(text.trim_end_matches(',').len());
                text.push(' ');
                text.push_str(line.trim_start());
            }
            field if is_joining => {
                text.push(' ');
                text.push_str(field);
            }
            _ => text.push_str(line),
        }
    }
    text
}

struct Literals;

impl VisitMut for Literals {
    fn visit_expr_struct_mut(&mut self, literal: &mut ExprStruct) {
        if let Some(mark) = mark_of(literal)
            && let Some(first) = literal.fields.first_mut()
        {
            let text = mark.trim_start_matches('/');
            first.attrs.push(parse_quote!(#[comment = #text]));
        }
        syn::visit_mut::visit_expr_struct_mut(self, literal);
    }
}

/// What has to be said of a literal.
fn mark_of(literal: &ExprStruct) -> Option<&'static str> {
    let names = literal.fields.iter().map(|field| width(&field.member));
    if literal.rest.is_some() || names.sum::<usize>() > WIDEST_PRINTED {
        return None;
    }
    let printed = printed(literal);
    let fields = printed.split_once('{')?.1.rsplit_once('}')?.0;
    let is_one_line = !fields.contains('\n');
    let fields: Vec<&str> = fields.trim().lines().map(str::trim).collect();
    let width = fields.join(" ").trim_end_matches(',').len();
    if is_one_line {
        (width > WIDEST).then_some(BREAK)
    } else {
        (width <= WIDEST && fields.len() == literal.fields.len()).then_some(JOIN)
    }
}

fn width(member: &Member) -> usize {
    match member {
        Member::Named(name) => name.to_string().len(),
        Member::Unnamed(_) => 1,
    }
}

fn printed(literal: &ExprStruct) -> String {
    let literal = Expr::Struct(literal.clone());
    let constant: Item = parse_quote!(const A: () = #literal;);
    prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![constant],
    })
}

#[cfg(test)]
mod tests {
    fn lay_out(text: &str) -> String {
        let mut file = syn::parse_file(text).unwrap();
        super::mark(&mut file);
        super::lay_out(prettyplease::unparse(&file))
    }

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
        insta::assert_snapshot!(lay_out("fn f() {\n    Ok(Call { a, b: c })\n}\n"), @r"
        fn f() {
            Ok(Call { a, b: c })
        }
        ");
    }

    #[test]
    fn the_path_does_not_count() {
        insta::assert_snapshot!(
            lay_out("fn f() {\n    Call { a: AQuiteLongName { value, other }, b: AnotherQuiteLongName { c: c.into() } }\n}\n"),
            @r"
        fn f() {
            Call {
                a: AQuiteLongName { value, other },
                b: AnotherQuiteLongName { c: c.into() },
            }
        }
        "
        );
    }
}
