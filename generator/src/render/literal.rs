//! Numbers as people write them.

use std::fmt::Display;

use proc_macro2::Literal;
use proc_macro2::Span;
use syn::Expr;
use syn::Lit;
use syn::LitFloat;
use syn::LitInt;
use syn::parse_quote;

use crate::render::syntax;

/// A whole number.
pub(crate) fn integer(number: impl Display) -> Expr {
    suffixed(&number.to_string(), "")
}

/// A whole number of 64 bits where nothing else says how long it is.
pub(crate) fn long(number: i64) -> Expr {
    suffixed(&number.to_string(), "_i64")
}

fn suffixed(digits: &str, suffix: &str) -> Expr {
    let literal = grouped(digits.trim_start_matches('-')) + suffix;
    let literal = Lit::Int(LitInt::new(&literal, Span::call_site()));
    signed(digits.starts_with('-'), &literal)
}

/// A number with a fraction.
pub(crate) fn number(value: f64) -> Expr {
    let digits = Literal::f64_unsuffixed(value.abs()).to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, "0"));
    let literal = format!("{}.{}", grouped(whole), grouped_fraction(fraction));
    let literal = Lit::Float(LitFloat::new(&literal, Span::call_site()));
    signed(value < 0.0, &literal)
}

fn signed(is_negative: bool, literal: &Lit) -> Expr {
    if is_negative {
        parse_quote!(-#literal)
    } else {
        syntax::literal(literal.clone())
    }
}

/// Digits in groups of three, from five on.
pub(crate) fn grouped(digits: &str) -> String {
    in_threes(digits, digits.len() % 3)
}

/// Digits in groups of three from the point on, from five on.
fn grouped_fraction(digits: &str) -> String {
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain {
        in_threes(digits, 0)
    } else {
        digits.to_owned()
    }
}

fn in_threes(digits: &str, first: usize) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if digits.len() >= 5 && index > 0 && index % 3 == first {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}
