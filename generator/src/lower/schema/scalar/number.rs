//! Numbers: which of them are whole, and which may also come as text.

use serde_json::Value;

use crate::lower::schema::scalar::format::is_of_whole_numbers;
use crate::spec::SchemaObject;

/// Whether the numbers of a schema are whole: by its type, or by a format that only whole numbers have. What the schema itself
/// shows to have fractions does not.
pub(crate) fn is_whole(schema: &SchemaObject, type_name: &str) -> bool {
    let format = schema.format.as_deref();
    type_name == "integer"
        || type_name == "number"
            && format.is_some_and(is_of_whole_numbers)
            && !has_fractions(schema)
}

fn has_fractions(schema: &SchemaObject) -> bool {
    let is_fraction = |value: &Value| value.as_f64().is_some_and(|number| number.fract() != 0.0);
    let examples = schema.examples.iter().map(|(_, value)| value);
    let listed = schema.enumeration.iter().flatten();
    let mut values = schema
        .default
        .iter()
        .chain(&schema.constant)
        .chain(listed)
        .chain(examples);
    let mut factors = schema.constraints.multiple_of.iter();
    values.any(is_fraction) || factors.any(|factor| factor.real().fract() != 0.0)
}

/// The name of the type of a number that may also come as text: `type` has both, and the `pattern` has numbers only.
pub(crate) fn or_text(schema: &SchemaObject) -> Option<&str> {
    let names = schema.type_names().map(|name| name.value.as_str());
    let mut names: Vec<&str> = names.filter(|name| *name != "null").collect();
    names.sort_unstable();
    let [number @ ("integer" | "number"), "string"] = names[..] else {
        return None;
    };
    let mut patterns = schema.constraints.pattern.iter();
    let is_numeric = patterns.next().is_some_and(|one| is_numeric(&one.text));
    (is_numeric && schema.enumeration.is_none() && schema.constant.is_none()).then_some(number)
}

/// Whether a regular expression matches numbers alone: a sign, digits, a fraction and an exponent, in this order.
fn is_numeric(pattern: &str) -> bool {
    let same = [
        ("(?:", "("),
        ("[0-9]", r"\d"),
        ("[.]", r"\."),
        ("[-+]", "[+-]"),
        (r"[+\-]", "[+-]"),
        (r"\-", "-"),
        ("[Ee]", "[eE]"),
    ];
    let pattern = same
        .iter()
        .fold(pattern.to_owned(), |pattern, (one, other)| {
            pattern.replace(one, other)
        });
    let whole = pattern.strip_prefix('^');
    let Some(rest) = whole.and_then(|pattern| pattern.strip_suffix('$')) else {
        return false;
    };
    let signs = ["-?", "[+-]?", "-"];
    let rest = signs.iter().find_map(|sign| rest.strip_prefix(sign));
    let rest = rest.unwrap_or_else(|| pattern[1..].strip_suffix('$').unwrap_or_default());
    let Some(rest) = without_digits(rest) else {
        return false;
    };
    let exponents = [r"([eE][+-]?\d+)?", r"([eE]-?\d+)?"];
    let exponent = exponents.iter().find_map(|one| rest.strip_suffix(one));
    is_fraction(exponent.unwrap_or(rest))
}

/// What is behind the digits before the point.
fn without_digits(pattern: &str) -> Option<&str> {
    let leading = [r"(0|[1-9]\d*)", r"([1-9]\d*|0)", r"[1-9]\d*"];
    let rest = leading.iter().find_map(|one| pattern.strip_prefix(one));
    rest.or_else(|| counted(pattern.strip_prefix(r"\d")?))
}

/// What is behind the quantifier of digits.
fn counted(pattern: &str) -> Option<&str> {
    let quantified = pattern.strip_prefix(['+', '*']);
    quantified.or_else(|| {
        let (counts, rest) = pattern.strip_prefix('{')?.split_once('}')?;
        let is_count = |c: char| c.is_ascii_digit() || c == ',';
        counts.chars().all(is_count).then_some(rest)
    })
}

/// Whether nothing is left of a pattern, or a point and digits behind it.
fn is_fraction(pattern: &str) -> bool {
    let optional = pattern
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(")?"));
    let point = optional.unwrap_or(pattern).strip_prefix(r"\.");
    let digits = point.map(|rest| rest.strip_prefix('?').unwrap_or(rest));
    let digits = digits.and_then(|rest| counted(rest.strip_prefix(r"\d")?));
    pattern.is_empty() || digits.is_some_and(str::is_empty)
}

#[cfg(test)]
mod tests {
    use super::is_numeric;

    #[test]
    fn patterns_of_numbers_are_told_from_others() {
        for numeric in [
            r"^-?(?:0|[1-9]\d*)$",
            r"^(?:0|[1-9]\d*)$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
            r"^[0-9]+$",
            r"^\d{1,19}$",
            r"^[-+]?[0-9]*\.?[0-9]+$",
            r"^-?\d+([.]\d{1,2})?$",
        ] {
            assert!(is_numeric(numeric), "{numeric}");
        }
        for other in [
            "",
            "^$",
            "^.*$",
            r"\d+",
            r"^\d+",
            r"^\d{4}-\d{2}$",
            "^[0-9a-f]+$",
            r"^\d+\.\d+\.\d+$",
            r"^\d+|latest$",
            r"^v?\d+$",
            r"^\+\d+$",
        ] {
            assert!(!is_numeric(other), "{other}");
        }
    }
}
