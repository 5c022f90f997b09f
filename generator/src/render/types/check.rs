//! What is checked before a call is sent: `impl Check` for the call, and for the types in it that have constraints.

use std::ops::RangeInclusive;

use proc_macro2::Ident;
use proc_macro2::Span;
use quote::quote;
use syn::Arm;
use syn::Expr;
use syn::Item;
use syn::LitFloat;
use syn::Stmt;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Check;
use crate::model::Constraints;
use crate::model::Field;
use crate::model::Name;
use crate::model::Number;
use crate::model::Operation;
use crate::model::Presence;
use crate::model::Shape;
use crate::model::Structure;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Unit;
use crate::render::file::RustFile;
use crate::render::literal;
use crate::render::syntax;
use crate::render::syntax::MethodCall;
use crate::render::syntax::borrowed;
use crate::render::syntax::call;
use crate::render::syntax::chained;
use crate::render::syntax::field;
use crate::render::syntax::ident;
use crate::render::syntax::text;
use crate::render::syntax::value_of;
use crate::render::types::union;

/// Whether a call is checked before it is sent.
pub(crate) fn is_checked(operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter();
    let is_body_checked = match &operation.body {
        Body::None => false,
        Body::Value { check, .. } => check.is_some(),
        Body::Properties { check, fields, .. } => has_checks(check.as_deref(), fields),
    };
    is_body_checked || parameters.any(|parameter| parameter.check.is_some())
}

pub(crate) fn has_checks(check: Option<&Check>, fields: &[Field]) -> bool {
    check.is_some() || fields.iter().any(|field| field.check.is_some())
}

/// The step that checks the `given` value, which it calls `name`.
pub(crate) fn step(
    wire: &str,
    name: &Ident,
    given: &Expr,
    ty: &Type,
    check: &Check,
    file: &RustFile<'_>,
) -> MethodCall {
    let value = match ty {
        Type::Duration(unit) => counted(given, *unit, Presence::Required, file),
        _ => given.clone(),
    };
    step_of(wire, name, borrowed(value), check)
}

/// The step that checks `value`, which it calls `name`.
pub(crate) fn step_of(wire: &str, name: &Ident, value: Expr, check: &Check) -> MethodCall {
    let steps = steps(value_of(name.clone()), check);
    call("checked", [text(wire), value, parse_quote!(|#name| #steps)])
}

/// The check of the properties of a body, where there is something to check.
pub(crate) fn of_properties(
    name: &Ident,
    check: Option<&Check>,
    fields: &[Field],
    file: &RustFile<'_>,
) -> Option<Item> {
    if !has_checks(check, fields) {
        return None;
    }
    let whole = check.map(|check| statement(parse_quote!(checks.value(self)), check));
    let checks: Vec<Stmt> = whole.into_iter().chain(of_fields(fields, file)).collect();
    Some(implementation(&parse_quote!(#name), &checks, file))
}

/// The check of a type, where there is something to check.
pub(crate) fn of_type(definition: &TypeDefinition, file: &RustFile<'_>) -> Option<Item> {
    if !definition.is_checked {
        return None;
    }
    let name = ident(definition.name.rust());
    let checks = match &definition.shape {
        Shape::Structure(structure) => of_structure(structure, file),
        Shape::Parts(parts) => of_fields(&parts.fields, file),
        Shape::Tuple(tuple) => of_fields(&tuple.fields, file),
        Shape::Union(shape) => {
            let variants = shape.variants.iter();
            let known = variants.map(|one| (ident(one.name.rust()), one.check.as_deref()));
            let is_open = definition.usage.response;
            let unknown = is_open.then(|| (union::unknown_name(shape), None));
            of_variants(known.chain(unknown))
        }
        Shape::Bodies(kinds) => {
            let kinds = kinds.iter();
            of_variants(kinds.map(|kind| (ident(kind.name.rust()), kind.check.as_deref())))
        }
        Shape::Enumeration(_)
        | Shape::Text(_)
        | Shape::Headers(_)
        | Shape::Responses(_)
        | Shape::Events(_) => {
            return None;
        }
    };
    Some(implementation(&parse_quote!(#name), &checks, file))
}

fn implementation(ty: &syn::Type, checks: &[Stmt], file: &RustFile<'_>) -> Item {
    let module = file.runtime("constraint");
    parse_quote! {
        impl #module::Check for #ty {
            fn check(&self, checks: &mut #module::Checks<'_>) {
                #(#checks)*
            }
        }
    }
}

fn of_structure(structure: &Structure, file: &RustFile<'_>) -> Vec<Stmt> {
    let mut checks = of_fields(&structure.fields, file);
    checks.extend(structure.additional_check.as_deref().map(|check| -> Stmt {
        let checked = each(
            parse_quote!(checks.value(&self.additional_properties)),
            check,
        );
        parse_quote!(#checked;)
    }));
    checks
}

fn of_fields(fields: &[Field], file: &RustFile<'_>) -> Vec<Stmt> {
    let of_field = |field: &Field| {
        let check = field.check.as_deref()?;
        Some(property(
            &field.name,
            &field.ty,
            field.presence,
            check,
            file,
        ))
    };
    fields.iter().filter_map(of_field).collect()
}

fn property(
    name: &Name,
    ty: &Type,
    presence: Presence,
    check: &Check,
    file: &RustFile<'_>,
) -> Stmt {
    let wire = name.wire();
    let held = ident(name.rust());
    let held = field(value_of(ident("self")), held);
    let value = match ty {
        Type::Duration(unit) => counted(&held, *unit, presence, file),
        _ => held,
    };
    let property = call("property", [text(wire), borrowed(value)]);
    statement(chained(value_of(ident("checks")), [property]), check)
}

fn statement(value: Expr, check: &Check) -> Stmt {
    syntax::statement(steps(value, check))
}

/// A length of time as the number that is sent.
fn counted(held: &Expr, unit: Unit, presence: Presence, file: &RustFile<'_>) -> Expr {
    let module = file.runtime("duration");
    let number = ident(match unit {
        Unit::Seconds => "Seconds",
        Unit::Milliseconds => "Milliseconds",
    });
    match presence {
        Presence::Required => parse_quote!(#module::#number(#held)),
        Presence::Nullable | Presence::Optional => parse_quote!(#held.map(#module::#number)),
        Presence::OptionalNullable => {
            parse_quote!(#held.value().copied().map(#module::#number))
        }
    }
}

/// The variants of an enum, each with the check of its value.
fn of_variants<'m>(variants: impl Iterator<Item = (Ident, Option<&'m Check>)>) -> Vec<Stmt> {
    let (with, without): (Vec<_>, Vec<_>) = variants.partition(|(_, check)| check.is_some());
    let mut arms: Vec<Arm> = Vec::new();
    for (name, check) in &with {
        let checked = check.map(|check| steps(parse_quote!(checks.value(value)), check));
        arms.push(parse_quote!(Self::#name(value) => { #checked; }));
    }
    if !without.is_empty() {
        let names = without.iter().map(|(name, _)| name);
        arms.push(parse_quote!(#(Self::#names(_))|* => {}));
    }
    vec![parse_quote! {
        match self {
            #(#arms)*
        }
    }]
}

/// A checked value with a step for each constraint, and one for its items or its type.
fn steps(checked: Expr, check: &Check) -> Expr {
    let constrained = constrained(checked, &check.constraints);
    let within = match &check.items {
        Some(items) => each(constrained, items),
        None => constrained,
    };
    followed(within, check)
}

fn each(checked: Expr, check: &Check) -> Expr {
    if !check.has_constraints() {
        return followed(checked, check);
    }
    let item = steps(parse_quote!(item), check);
    chained(checked, [call("each", [parse_quote!(|item| #item)])])
}

fn followed(checked: Expr, check: &Check) -> Expr {
    if check.is_followed {
        chained(checked, [call("check", [])])
    } else {
        checked
    }
}

/// A call of a method for each constraint, named like it.
pub(crate) fn constrained(value: Expr, constraints: &Constraints) -> Expr {
    let Constraints {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
    } = constraints;
    let once = [
        ("minimum", minimum.map(number)),
        ("maximum", maximum.map(number)),
        ("exclusive_minimum", exclusive_minimum.map(number)),
        ("exclusive_maximum", exclusive_maximum.map(number)),
        ("min_length", min_length.map(count)),
        ("max_length", max_length.map(count)),
        ("min_items", min_items.map(count)),
        ("max_items", max_items.map(count)),
        ("min_properties", min_properties.map(count)),
        ("max_properties", max_properties.map(count)),
    ];
    let factors = multiple_of
        .iter()
        .map(|factor| ("multiple_of", Some(number(*factor))));
    let allowed = pattern.iter().map(|pattern| {
        let ranges = pattern.characters.as_deref();
        ("characters", ranges.map(characters))
    });
    let calls = once.into_iter().chain(factors).chain(allowed);
    let calls = calls.filter_map(|(method, argument)| Some(call(method, [argument?])));
    let unique_items = unique_items.then(|| call("unique_items", []));
    chained(value, calls.chain(unique_items))
}

fn characters(ranges: &[RangeInclusive<char>]) -> Expr {
    let ranges = ranges.iter().map(|range| {
        let (start, end) = (range.start(), range.end());
        quote!(#start..=#end)
    });
    parse_quote!(&[#(#ranges),*])
}

fn count(count: u64) -> Expr {
    literal::integer(count)
}

fn number(number: Number) -> Expr {
    match number {
        Number::Whole(number) => literal::integer(number),
        Number::Real(number) => real(number),
    }
}

/// A number with a fraction, its digits in groups of three as people write them.
fn real(number: f64) -> Expr {
    let written = format!("{:?}", number.abs());
    let (digits, exponent) = match written.split_once('e') {
        Some((digits, exponent)) => (digits, format!("e{exponent}")),
        None => (written.as_str(), String::new()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let (whole, fraction) = (literal::grouped(whole), grouped_fraction(fraction));
    let literal = LitFloat::new(&format!("{whole}.{fraction}{exponent}"), Span::call_site());
    if number < 0.0 {
        parse_quote!(-#literal)
    } else {
        parse_quote!(#literal)
    }
}

/// The digits after the point in groups of three, from six on.
fn grouped_fraction(digits: &str) -> String {
    if digits.len() < 6 {
        return digits.to_owned();
    }
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index.is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}
