//! What each keyword that constrains values means: its sentence in the docs, and what is checked of values of a type.

use std::ops::RangeInclusive;

use crate::lower::schema::documentation::grouped;
use crate::markdown::code;
use crate::model::Constraints;
use crate::model::Format;
use crate::model::Integer;
use crate::model::Number;
use crate::model::Pattern;
use crate::model::Type;

/// One sentence for each group of keywords that is there; `unit` comes after numbers.
pub(crate) fn sentences(constraints: &Constraints, unit: &str) -> Vec<String> {
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
    let above = exclusive_minimum.map(|bound| format!("More than {}{unit}.", grouped(bound)));
    let below = exclusive_maximum.map(|bound| format!("Less than {}{unit}.", grouped(bound)));
    let factor = |factor: &Number| format!("A multiple of {factor}.");
    let matches = |pattern: &Pattern| format!("Matches {}.", code(&pattern.text));
    let unique = unique_items.then(|| "No two items are equal.".to_owned());
    let mut sentences = Vec::new();
    sentences.extend(range(*minimum, *maximum, unit));
    sentences.extend(above.into_iter().chain(below));
    sentences.extend(multiple_of.iter().map(factor));
    sentences.extend(count(*min_length, *max_length, ["character", "characters"]));
    sentences.extend(pattern.iter().map(matches));
    sentences.extend(count(*min_items, *max_items, ["item", "items"]));
    sentences.extend(unique);
    sentences.extend(count(
        *min_properties,
        *max_properties,
        ["property", "properties"],
    ));
    sentences
}

fn range(minimum: Option<Number>, maximum: Option<Number>, unit: &str) -> Option<String> {
    match (minimum.map(grouped), maximum.map(grouped)) {
        (Some(minimum), Some(maximum)) => Some(format!("From {minimum} to {maximum}{unit}.")),
        (Some(minimum), None) if minimum == "0" => None,
        (Some(minimum), None) => Some(format!("At least {minimum}{unit}.")),
        (None, Some(maximum)) => Some(format!("At most {maximum}{unit}.")),
        (None, None) => None,
    }
}

fn count(min: Option<u64>, max: Option<u64>, [one, several]: [&str; 2]) -> Option<String> {
    let counted = |count: u64| format!("{count} {}", if count == 1 { one } else { several });
    match (min.filter(|min| *min > 0), max) {
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {}.", counted(max))),
        (Some(min), Some(max)) => Some(format!("From {min} to {}.", counted(max))),
        (Some(min), None) => Some(format!("At least {}.", counted(min))),
        (None, Some(max)) => Some(format!("At most {}.", counted(max))),
        (None, None) => None,
    }
}

/// The constraints of one schema, as seen by values of one type.
///
/// A keyword that does not apply to such values, as `maxLength` of numbers, is in neither part (JSON Schema, section 7.6.1); nor
/// is one that every value of the type keeps to.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Fitted {
    /// What can be checked.
    pub(crate) checked: Constraints,
    /// What nothing checks.
    pub(crate) unchecked: Constraints,
}

/// What `constraints` ask of values of type `ty`.
pub(crate) fn fitted(constraints: &Constraints, ty: &Type) -> Fitted {
    match ty {
        Type::Integer(integer) => of_whole_numbers(constraints, &values(*integer)),
        Type::Duration(_) => of_whole_numbers(constraints, &values(Integer::U64)),
        Type::Number | Type::Format(Format::DecimalNumber) => of_numbers(constraints),
        Type::NumberOrText(inner) => fitted(constraints, inner),
        Type::String | Type::Format(_) => of_texts(constraints),
        Type::List(item) => of_lists(constraints, **item != Type::Part),
        Type::Map { .. } => of_objects(constraints),
        // Text of a type of its own was checked when it was made, but for patterns that nothing checks.
        Type::Named(_) => Fitted {
            unchecked: of_texts(constraints).unchecked,
            ..of_objects(constraints)
        },
        // A value of any type is sent as it is, and so is a file.
        Type::Any | Type::RawBody | Type::Part | Type::Multipart => Fitted {
            unchecked: constraints.clone(),
            ..Fitted::default()
        },
        Type::Boolean | Type::Nullable(_) | Type::Boxed(_) => Fitted::default(),
    }
}

fn of_whole_numbers(constraints: &Constraints, values: &RangeInclusive<i128>) -> Fitted {
    let (least, most) = (*values.start(), *values.end());
    let from = |bound: Option<Number>| bound?.whole(f64::ceil);
    let to = |bound: Option<Number>| bound?.whole(f64::floor);
    let minimum = from(constraints.minimum).filter(|bound| *bound > least);
    let maximum = to(constraints.maximum).filter(|bound| *bound < most);
    let above = to(constraints.exclusive_minimum).filter(|bound| *bound >= least);
    let below = from(constraints.exclusive_maximum).filter(|bound| *bound <= most);
    let exact = |factor: Number| {
        let whole = factor.whole(f64::trunc);
        whole.filter(|_| factor.real().fract() == 0.0)
    };
    let factors = || constraints.multiple_of.iter().copied();
    let whole = factors().filter_map(exact).filter(|factor| *factor > 1);
    Fitted {
        checked: Constraints {
            minimum: minimum.map(Number::Whole),
            maximum: maximum.map(Number::Whole),
            exclusive_minimum: above.map(Number::Whole),
            exclusive_maximum: below.map(Number::Whole),
            multiple_of: whole.map(Number::Whole).collect(),
            ..Constraints::default()
        },
        unchecked: Constraints {
            multiple_of: factors().filter(|one| exact(*one).is_none()).collect(),
            ..Constraints::default()
        },
    }
}

fn of_numbers(constraints: &Constraints) -> Fitted {
    let real = |number: Number| Number::Real(number.real());
    let factors = constraints.multiple_of.iter();
    let checked = Constraints {
        minimum: constraints.minimum.map(real),
        maximum: constraints.maximum.map(real),
        exclusive_minimum: constraints.exclusive_minimum.map(real),
        exclusive_maximum: constraints.exclusive_maximum.map(real),
        multiple_of: factors.copied().map(real).collect(),
        ..Constraints::default()
    };
    all(checked)
}

fn of_texts(constraints: &Constraints) -> Fitted {
    let patterns = constraints.pattern.iter().cloned();
    let is_checked = |pattern: &Pattern| pattern.characters.is_some();
    let (checked, unchecked) = patterns.partition(is_checked);
    Fitted {
        checked: Constraints {
            min_length: at_least(constraints.min_length),
            max_length: constraints.max_length,
            pattern: checked,
            ..Constraints::default()
        },
        unchecked: Constraints {
            pattern: unchecked,
            ..Constraints::default()
        },
    }
}

/// Of lists; files are not compared.
fn of_lists(constraints: &Constraints, are_compared: bool) -> Fitted {
    let unique = |unique_items: bool| Constraints {
        unique_items,
        ..Constraints::default()
    };
    Fitted {
        checked: Constraints {
            min_items: at_least(constraints.min_items),
            max_items: constraints.max_items,
            ..unique(constraints.unique_items && are_compared)
        },
        unchecked: unique(constraints.unique_items && !are_compared),
    }
}

fn of_objects(constraints: &Constraints) -> Fitted {
    all(Constraints {
        min_properties: at_least(constraints.min_properties),
        max_properties: constraints.max_properties,
        ..Constraints::default()
    })
}

/// Where all constraints are checked.
fn all(checked: Constraints) -> Fitted {
    Fitted {
        checked,
        ..Fitted::default()
    }
}

/// The least count that something falls short of.
fn at_least(count: Option<u64>) -> Option<u64> {
    count.filter(|count| *count > 0)
}

/// The values of a whole number.
fn values(integer: Integer) -> RangeInclusive<i128> {
    match integer {
        Integer::I8 => i8::MIN.into()..=i8::MAX.into(),
        Integer::I16 => i16::MIN.into()..=i16::MAX.into(),
        Integer::I32 => i32::MIN.into()..=i32::MAX.into(),
        Integer::I64 => i64::MIN.into()..=i64::MAX.into(),
        Integer::U8 => 0..=u8::MAX.into(),
        Integer::U16 => 0..=u16::MAX.into(),
        Integer::U32 => 0..=u32::MAX.into(),
        Integer::U64 => 0..=u64::MAX.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_checked_within_the_values_of_their_type() {
        let constraints = Constraints {
            minimum: Some(Number::Whole(0)),
            maximum: Some(Number::Real(9.5)),
            multiple_of: vec![Number::Real(10.0), Number::Real(0.01)],
            max_length: Some(3),
            ..Constraints::default()
        };
        let Fitted { checked, unchecked } = fitted(&constraints, &Type::Integer(Integer::U8));
        assert_eq!(
            (checked.minimum, checked.maximum),
            (None, Some(Number::Whole(9)))
        );
        assert_eq!(checked.multiple_of, [Number::Whole(10)]);
        assert_eq!(checked.keywords(), ["maximum", "multipleOf"]);
        assert_eq!(unchecked.multiple_of, [Number::Real(0.01)]);
    }

    #[test]
    fn a_value_of_any_type_is_not_checked() {
        let constraints = Constraints {
            min_items: Some(1),
            ..Constraints::default()
        };
        let fitted = fitted(&constraints, &Type::Any);
        assert!(fitted.checked.is_empty());
        assert_eq!(fitted.unchecked.keywords(), ["minItems"]);
    }

    #[test]
    fn counts_are_told_in_words() {
        let constraints = Constraints {
            min_length: Some(1),
            max_length: Some(1),
            max_items: Some(2),
            ..Constraints::default()
        };
        let sentences = sentences(&constraints, "");
        assert_eq!(sentences, ["Exactly 1 character.", "At most 2 items."]);
    }
}
