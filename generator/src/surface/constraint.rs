//! What values are checked for before they are sent, in the keywords of the document.

use crate::model::Check;
use crate::model::Constraints;

/// The checks of a value, and of the items in it.
pub(super) fn check(check: Option<&Check>) -> Option<String> {
    let Check {
        id: _,
        constraints: own,
        items,
        // A check of another type is said of that type.
        is_followed: _,
    } = check?;
    let of_items = self::check(items.as_deref()).map(|text| format!("items: {text}"));
    let parts: Vec<String> = constraints(own).into_iter().chain(of_items).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Constraints, each with its value.
pub(super) fn constraints(constraints: &Constraints) -> Option<String> {
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
    let number = |name: &str, value: &Option<crate::model::Number>| {
        value.map(|value| format!("{name} {value}"))
    };
    let count = |name: &str, value: &Option<u64>| value.map(|value| format!("{name} {value}"));
    let single = [
        number("minimum", minimum),
        number("maximum", maximum),
        number("exclusiveMinimum", exclusive_minimum),
        number("exclusiveMaximum", exclusive_maximum),
        count("minLength", min_length),
        count("maxLength", max_length),
        count("minItems", min_items),
        count("maxItems", max_items),
        unique_items.then(|| "uniqueItems".to_owned()),
        count("minProperties", min_properties),
        count("maxProperties", max_properties),
    ];
    let factors = multiple_of.iter().map(|one| format!("multipleOf {one}"));
    let patterns = pattern.iter().map(|one| format!("pattern {}", one.text));
    let all = single.into_iter().flatten().chain(factors).chain(patterns);
    let all: Vec<String> = all.collect();
    (!all.is_empty()).then(|| all.join(", "))
}
