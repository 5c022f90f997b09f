//! The limits that the keywords of one schema set to the values of a type.
//!
//! A keyword that says nothing of such values, as `maxLength` of numbers, sets no limit to them (JSON Schema, section 7.6.1);
//! one that every value of the type keeps to is none either.

use std::ops::RangeInclusive;

use serde_json::Number;

use crate::model::Bound;
use crate::model::Format;
use crate::model::Integer;
use crate::model::Limit;
use crate::model::Rule;
use crate::model::Type;
use crate::model::pattern;
use crate::spec::Bounds;
use crate::spec::SchemaObject;

/// Adds the limits that a schema sets to values of type `ty`.
pub(crate) fn add(schema: &SchemaObject, ty: &Type, rule: &mut Rule) {
    let mut limits = Limits { schema, rule };
    match ty {
        Type::Integer(integer) => limits.of_whole_numbers(&range(*integer)),
        Type::Duration(_) => limits.of_whole_numbers(&range(Integer::U64)),
        Type::Number | Type::Format(Format::DecimalNumber) => limits.of_numbers(),
        Type::String | Type::Format(_) => limits.of_texts(),
        Type::List(element) => limits.of_lists(**element != Type::Part),
        Type::Map { .. } => limits.of_objects(),
        Type::Named(_) => {
            limits.of_objects();
            limits.of_own_texts();
        }
        Type::Any | Type::RawBody | Type::Part => limits.of_anything(),
        Type::Boolean | Type::Nullable(_) | Type::Boxed(_) => {}
    }
}

struct Limits<'l> {
    schema: &'l SchemaObject,
    rule: &'l mut Rule,
}

impl Limits<'_> {
    fn of_whole_numbers(&mut self, range: &RangeInclusive<i128>) {
        let Bounds {
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of,
            ..
        } = &self.schema.bounds;
        let (least, most) = (*range.start(), *range.end());
        let from =
            |number: &Option<Number>| number.as_ref().and_then(|number| whole(number, f64::ceil));
        let to =
            |number: &Option<Number>| number.as_ref().and_then(|number| whole(number, f64::floor));
        let minimum = from(minimum).filter(|bound| *bound > least);
        self.set("minimum", minimum.map(Bound::Whole).map(Limit::Minimum));
        let maximum = to(maximum).filter(|bound| *bound < most);
        self.set("maximum", maximum.map(Bound::Whole).map(Limit::Maximum));
        let above = to(exclusive_minimum).filter(|bound| *bound >= least);
        self.set(
            "exclusiveMinimum",
            above.map(Bound::Whole).map(Limit::ExclusiveMinimum),
        );
        let below = from(exclusive_maximum).filter(|bound| *bound <= most);
        self.set(
            "exclusiveMaximum",
            below.map(Bound::Whole).map(Limit::ExclusiveMaximum),
        );
        match multiple_of.as_ref().map(exact) {
            Some(None) => self.leave("multipleOf"),
            factor => {
                let factor = factor.flatten().filter(|factor| *factor > 1);
                self.set(
                    "multipleOf",
                    factor.map(Bound::Whole).map(Limit::MultipleOf),
                );
            }
        }
    }

    fn of_numbers(&mut self) {
        let Bounds {
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of,
            ..
        } = &self.schema.bounds;
        let real = |number: &Option<Number>| number.as_ref()?.as_f64().map(Bound::Real);
        self.set("minimum", real(minimum).map(Limit::Minimum));
        self.set("maximum", real(maximum).map(Limit::Maximum));
        self.set(
            "exclusiveMinimum",
            real(exclusive_minimum).map(Limit::ExclusiveMinimum),
        );
        self.set(
            "exclusiveMaximum",
            real(exclusive_maximum).map(Limit::ExclusiveMaximum),
        );
        self.set("multipleOf", real(multiple_of).map(Limit::MultipleOf));
    }

    fn of_texts(&mut self) {
        let bounds = &self.schema.bounds;
        self.set(
            "minLength",
            bounds
                .min_length
                .filter(|count| *count > 0)
                .map(Limit::MinLength),
        );
        self.set("maxLength", bounds.max_length.map(Limit::MaxLength));
        let pattern = bounds.pattern.as_ref();
        match pattern.map(|pattern| pattern::characters(&pattern.value)) {
            Some(None) => self.leave("pattern"),
            characters => self.set("pattern", characters.flatten().map(Limit::Characters)),
        }
    }

    /// Text of a type of its own was checked when it was made, but for patterns that are more than a set of characters.
    fn of_own_texts(&mut self) {
        let pattern = self.schema.bounds.pattern.as_ref();
        if pattern.is_some_and(|pattern| pattern::characters(&pattern.value).is_none()) {
            self.leave("pattern");
        }
    }

    fn of_lists(&mut self, is_of_values: bool) {
        let bounds = &self.schema.bounds;
        self.set(
            "minItems",
            bounds
                .min_items
                .filter(|count| *count > 0)
                .map(Limit::MinItems),
        );
        self.set("maxItems", bounds.max_items.map(Limit::MaxItems));
        match (bounds.unique_items, is_of_values) {
            (true, true) => self.set("uniqueItems", Some(Limit::UniqueItems)),
            (true, false) => self.leave("uniqueItems"),
            (false, _) => {}
        }
    }

    fn of_objects(&mut self) {
        let bounds = &self.schema.bounds;
        let least = bounds.min_properties.filter(|count| *count > 0);
        self.set("minProperties", least.map(Limit::MinProperties));
        self.set(
            "maxProperties",
            bounds.max_properties.map(Limit::MaxProperties),
        );
    }

    /// A value of any type is sent as it is, and so is a file.
    fn of_anything(&mut self) {
        let bounds = &self.schema.bounds;
        let keywords = [
            ("minimum", bounds.minimum.is_some()),
            ("maximum", bounds.maximum.is_some()),
            ("exclusiveMinimum", bounds.exclusive_minimum.is_some()),
            ("exclusiveMaximum", bounds.exclusive_maximum.is_some()),
            ("multipleOf", bounds.multiple_of.is_some()),
            ("minLength", bounds.min_length.is_some()),
            ("maxLength", bounds.max_length.is_some()),
            ("pattern", bounds.pattern.is_some()),
            ("minItems", bounds.min_items.is_some()),
            ("maxItems", bounds.max_items.is_some()),
            ("uniqueItems", bounds.unique_items),
            ("minProperties", bounds.min_properties.is_some()),
            ("maxProperties", bounds.max_properties.is_some()),
        ];
        for (keyword, _) in keywords.into_iter().filter(|(_, is_there)| *is_there) {
            self.leave(keyword);
        }
    }

    fn set(&mut self, keyword: &str, limit: Option<Limit>) {
        let Some(limit) = limit else { return };
        self.rule.places.push(self.schema.at.child(keyword).key());
        if !self.rule.limits.contains(&limit) {
            self.rule.limits.push(limit);
        }
    }

    /// Notes a keyword that nothing checks.
    fn leave(&mut self, keyword: &str) {
        let place = self.schema.at.child(keyword).key();
        self.rule.unchecked.push(place);
    }
}

/// The values of a whole number.
fn range(integer: Integer) -> RangeInclusive<i128> {
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

/// A number as a whole one, rounded where it has a fraction.
fn whole(number: &Number, rounded: fn(f64) -> f64) -> Option<i128> {
    let written = number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from));
    // A float of any size is written without an exponent.
    written.or_else(|| rounded(number.as_f64()?).to_string().parse().ok())
}

/// A number that is whole as it is written.
fn exact(number: &Number) -> Option<i128> {
    let is_whole = number.as_f64().is_some_and(|number| number.fract() == 0.0);
    whole(number, f64::trunc).filter(|_| is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn fractions_are_rounded_into_the_range() {
        assert_eq!(whole(&number("0.5"), f64::ceil), Some(1));
        assert_eq!(whole(&number("-0.5"), f64::ceil), Some(0));
        assert_eq!(whole(&number("10.0"), f64::floor), Some(10));
        assert_eq!(
            whole(&number("1e20"), f64::floor),
            Some(100_000_000_000_000_000_000)
        );
        assert_eq!(
            whole(&number("18446744073709551615"), f64::floor),
            Some(u64::MAX.into())
        );
        assert_eq!(
            whole(&number("1e300"), f64::floor),
            None,
            "it is no limit of any type"
        );
    }

    #[test]
    fn a_factor_is_whole_or_none() {
        assert_eq!(exact(&number("10.0")), Some(10));
        assert_eq!(exact(&number("0.01")), None);
    }
}
