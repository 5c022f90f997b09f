//! Which branch of a union a value is, and the property that tells it from the others.
//!
//! A value is read as the branches that its properties leave possible. Of those that can be read, the one counts that knows
//! most of the value: that loses the fewest properties, and keeps the fewest values which it does not list.

use std::cell::Cell;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde::de::Error;
use serde::de::Visitor;
use serde::forward_to_deserialize_any;
use serde_json::Value;

pub use crate::value::tagged::tagged;
pub use crate::value::tagged::tagged_unless_set;

use crate::value::decode;
use crate::value::fit;
use crate::value::fit::Misfit;

/// How many branches are compared for each value in the outermost union, before the first is taken that can be read.
const MOST: usize = 64;

/// The branch of a union that fits a value best.
///
/// ```
/// use client_runtime::branch;
/// use serde::Deserialize;
/// use serde::Deserializer;
/// use serde_json::Value;
///
/// #[derive(Debug, Deserialize, PartialEq)]
/// struct User {
///     name: String,
/// }
///
/// #[derive(Debug, Deserialize, PartialEq)]
/// struct Admin {
///     name: String,
///     rights: Option<Vec<String>>,
/// }
///
/// #[derive(Debug, PartialEq)]
/// enum Member {
///     User(User),
///     Admin(Admin),
///     Unknown(Value),
/// }
///
/// impl<'de> Deserialize<'de> for Member {
///     fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
///         let mut best = branch::best(deserializer)?;
///         best.read(Self::User);
///         best.read(Self::Admin);
///         Ok(best.or(Self::Unknown))
///     }
/// }
///
/// let read = |text| serde_json::from_str::<Member>(text).unwrap();
/// assert!(matches!(read(r#"{"name":"Ann"}"#), Member::User(_)));
/// assert!(matches!(read(r#"{"name":"Ann","rights":[]}"#), Member::Admin(_)));
/// assert!(matches!(read(r#"{"id":5}"#), Member::Unknown(_)));
/// ```
#[derive(Debug)]
pub struct Best<U> {
    value: Value,
    found: Option<(Misfit, U)>,
}

/// Takes a value, to find out which branch of a union it is.
///
/// # Errors
///
/// Where there is no JSON value.
pub fn best<'de, D: Deserializer<'de>, U>(deserializer: D) -> Result<Best<U>, D::Error> {
    // What is read now is read again as the branches: it does not count.
    let (value, _) = fit::measured(|| MOST, || Value::deserialize(deserializer));
    Ok(Best {
        value: value?,
        found: None,
    })
}

impl<U> Best<U> {
    /// A branch for which a property has one of these values. Where the property is missing, or null, that says nothing.
    pub fn given<V: Tag>(&mut self, property: &'static str, values: &[V]) -> Branch<'_, U> {
        let branch = Branch {
            best: self,
            is_possible: true,
            told: Vec::new(),
        };
        branch.given(property, values)
    }

    /// The value of a property that tells branches apart, as text; `None` where it is missing, or null.
    pub fn tag(&self, property: &str) -> Option<String> {
        match self.value.get(property)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            value => Some(value.to_string()),
        }
    }

    /// The branch for what has no value of a property that means another one.
    pub fn default_of(&mut self, property: &'static str) -> Branch<'_, U> {
        Branch {
            best: self,
            is_possible: true,
            told: vec![property],
        }
    }

    /// Tries a branch.
    pub fn read<T: DeserializeOwned>(&mut self, variant: impl FnOnce(T) -> U) {
        self.consider(&[], |_: &T| true, variant);
    }

    /// Tries a branch whose type reads more than it knows, such as a union within this one.
    pub fn read_if<T: DeserializeOwned>(
        &mut self,
        is_known: impl FnOnce(&T) -> bool,
        variant: impl FnOnce(T) -> U,
    ) {
        self.consider(&[], is_known, variant);
    }

    /// Tries a branch that takes every value, where no other could be read.
    pub fn read_last<T: DeserializeOwned>(&mut self, variant: impl FnOnce(T) -> U) {
        if self.found.is_none() {
            self.read(variant);
        }
    }

    /// The variant that fits best.
    ///
    /// # Errors
    ///
    /// When none can be read.
    pub fn found<E: Error>(self) -> Result<U, E> {
        let Some((misfit, found)) = self.found else {
            return Err(E::custom("no branch of the union can be read"));
        };
        fit::note_all(misfit);
        Ok(found)
    }

    /// The branch that fits best, or the value as it is where there is none.
    pub fn or(self, unknown: impl FnOnce(Value) -> U) -> U {
        if let Some((misfit, found)) = self.found {
            fit::note_all(misfit);
            return found;
        }
        fit::note_unlisted();
        unknown(self.value)
    }

    fn consider<T: DeserializeOwned>(
        &mut self,
        told: &[&str],
        is_known: impl FnOnce(&T) -> bool,
        variant: impl FnOnce(T) -> U,
    ) {
        let names = names::<T>();
        let unnamed = names.map_or(0, |names| self.unnamed(names, told));
        let is_another =
            told.is_empty() && names.is_some() && unnamed > 0 && unnamed == self.size();
        if is_another || self.is_settled(unnamed) {
            return;
        }
        let value = &self.value;
        let read = || decode::buffered::<_, T>(value).ok();
        let (read, mut misfit) = fit::measured(|| MOST * size(value), read);
        let Some(read) = read.filter(is_known) else {
            return;
        };
        // A property that tells the branch is known, whether or not its type has it.
        let is_told = |property: &&&str| names.is_some_and(|names| !names.contains(property));
        let told = told.iter().filter(is_told).count();
        misfit.lost = misfit
            .lost
            .saturating_sub(u32::try_from(told).unwrap_or_default());
        let found = self.found.as_ref();
        if found.is_none_or(|(found, _)| misfit.weight() < found.weight()) {
            self.found = Some((misfit, variant(read)));
        }
    }

    /// Whether no branch that loses so many properties can be better than the one that there is.
    fn is_settled(&self, unnamed: usize) -> bool {
        let Some((found, _)) = &self.found else {
            return false;
        };
        let (weight, ..) = found.weight();
        let is_worse = u32::try_from(unnamed).is_ok_and(|unnamed| unnamed > weight);
        *found == Misfit::default() || is_worse || fit::is_exhausted()
    }

    /// How many properties of the value are neither of these.
    fn unnamed(&self, names: &[&str], told: &[&str]) -> usize {
        let properties = self
            .value
            .as_object()
            .into_iter()
            .flat_map(|object| object.keys());
        let is_unnamed =
            |name: &&String| !names.contains(&name.as_str()) && !told.contains(&name.as_str());
        properties.filter(is_unnamed).count()
    }

    fn size(&self) -> usize {
        self.value.as_object().map_or(0, serde_json::Map::len)
    }
}

/// A branch that is told by the values of its properties.
#[derive(Debug)]
pub struct Branch<'b, U> {
    best: &'b mut Best<U>,
    is_possible: bool,
    /// The properties that are there and have one of the values.
    told: Vec<&'static str>,
}

impl<U> Branch<'_, U> {
    /// One for which another property has one of these values, too.
    #[must_use]
    pub fn given<V: Tag>(mut self, property: &'static str, values: &[V]) -> Self {
        match self.best.value.get(property) {
            None | Some(Value::Null) => {}
            Some(value) if values.iter().any(|one| one.is(value)) => self.told.push(property),
            Some(_) => self.is_possible = false,
        }
        self
    }

    /// Tries the branch, if it is possible.
    pub fn read<T: DeserializeOwned>(self, variant: impl FnOnce(T) -> U) {
        self.read_if(|_| true, variant);
    }

    /// Tries a branch whose type reads more than it knows, if it is possible.
    pub fn read_if<T: DeserializeOwned>(
        self,
        is_known: impl FnOnce(&T) -> bool,
        variant: impl FnOnce(T) -> U,
    ) {
        if self.is_possible {
            self.best.consider(&self.told, is_known, variant);
        }
    }
}

/// What a property that tells branches apart can be: text, a whole number, or a boolean.
pub trait Tag {
    /// Whether a value is this one; a number however it is written.
    fn is(&self, value: &Value) -> bool;
}

impl Tag for &str {
    fn is(&self, value: &Value) -> bool {
        value.as_str() == Some(self)
    }
}

impl Tag for i64 {
    fn is(&self, value: &Value) -> bool {
        decode::buffered::<_, Self>(value).ok() == Some(*self)
    }
}

impl Tag for bool {
    fn is(&self, value: &Value) -> bool {
        value.as_bool() == Some(*self)
    }
}

/// For `deserialize_with` on what an enum keeps without knowing it: a union prefers a branch that does know it.
///
/// # Errors
///
/// For anything but a `T`.
pub fn unlisted<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer).map(not_listed)
}

/// The same of a value that is there: hands it back.
pub fn not_listed<T>(value: T) -> T {
    fit::note_unlisted();
    value
}

/// How many values there are within a value.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(properties) => 1 + properties.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// The names of the properties of a struct; `None` for what is none, or keeps properties of any name.
fn names<T: DeserializeOwned>() -> Option<&'static [&'static str]> {
    let names = Cell::new(None);
    T::deserialize(Names(&names)).ok();
    names.get()
}

/// What a struct is asked for its names with: nothing can be read from it.
struct Names<'n>(&'n Cell<Option<&'static [&'static str]>>);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("it is only asked for names"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.set(Some(names));
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::Duration;
    use std::time::Instant;

    use serde::Deserialize;
    use serde::Deserializer;
    use serde_json::Value;
    use serde_json::json;

    use super::Tag as _;
    use super::best;
    use super::not_listed;
    use super::unlisted;

    #[derive(Debug, Deserialize, PartialEq)]
    enum Color {
        Red,
        #[serde(untagged, deserialize_with = "unlisted")]
        Unknown(String),
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(from = "i64")]
    enum Level {
        One,
        Unknown(i64),
    }

    impl From<i64> for Level {
        fn from(value: i64) -> Self {
            match value {
                1 => Self::One,
                other => Self::Unknown(not_listed(other)),
            }
        }
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Painted {
        id: u32,
        color: Color,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Leveled {
        id: u32,
        level: Option<Level>,
        color: Option<String>,
    }

    #[derive(Debug, PartialEq)]
    enum Thing {
        Painted(Painted),
        Leveled(Leveled),
        Color(Color),
        Unknown(Value),
    }

    impl<'de> Deserialize<'de> for Thing {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut best = best(deserializer)?;
            best.given("color", &["Red", "Green"]).read(Self::Painted);
            best.read(Self::Leveled);
            best.read(Self::Color);
            Ok(best.or(Self::Unknown))
        }
    }

    fn read(text: &str) -> String {
        let read: Thing = serde_json::from_str(text).unwrap();
        let read = format!("{read:?}");
        read.split('(').next().unwrap().to_owned()
    }

    #[test]
    fn the_branch_that_loses_least_is_found() {
        for (text, expected) in [
            (r#"{"id":1,"color":"Red"}"#, "Painted"),
            // One that does not list a value comes after one that takes any.
            (r#"{"id":1,"color":"Green"}"#, "Leveled"),
            (r#"{"id":1,"color":"Blue"}"#, "Leveled"),
            (r#"{"id":1,"color":"Red","level":1}"#, "Leveled"),
            (r#"{"id":1,"level":7}"#, "Leveled"),
            (r#""Red""#, "Color"),
            (r#""Blue""#, "Color"),
            (r#"{"other":1}"#, "Unknown"),
            ("[]", "Unknown"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_property_that_is_null_or_missing_tells_nothing() {
        #[derive(Debug, Deserialize)]
        struct Any {
            #[expect(dead_code, reason = "only read")]
            id: u32,
        }
        for (text, is_read) in [
            (r#"{"id":1,"kind":2}"#, true),
            (r#"{"id":1,"kind":2.0}"#, true),
            (r#"{"id":1,"kind":null}"#, true),
            (r#"{"id":1}"#, true),
            (r#"{"id":1,"kind":"2"}"#, false),
            (r#"{"id":1,"kind":true}"#, false),
        ] {
            let value: Value = serde_json::from_str(text).unwrap();
            let mut best = best(value).unwrap();
            best.given("kind", &[2]).read(|read: Any| Some(read));
            assert_eq!(best.or(|_| None).is_some(), is_read, "{text}");
        }
    }

    #[derive(Debug, Deserialize)]
    struct Options {
        #[expect(dead_code, reason = "only read")]
        left: Option<u32>,
    }

    /// Whether a value is read as a struct of options alone, by a branch that a property tells or by one that none does.
    fn is_of_options(value: Value, is_told: bool) -> bool {
        let mut best = best(value).unwrap();
        let variant = |read: Options| Some(read);
        if is_told {
            best.given("kind", &["options"]).read(variant);
        } else {
            best.read(variant);
        }
        best.or(|_| None).is_some()
    }

    #[test]
    fn what_has_no_property_of_a_struct_is_none() {
        for (value, is_told, is_read) in [
            (json!({}), false, true),
            (json!({"other": 1}), false, false),
            (json!({"left": 1, "other": 1}), false, true),
            (json!({"kind": "options", "other": 1}), true, true),
            (json!({"kind": "another"}), true, false),
        ] {
            assert_eq!(is_of_options(value.clone(), is_told), is_read, "{value}");
        }
        let mut default = best(json!({"other": 1})).unwrap();
        default.default_of("kind").read(|read: Options| Some(read));
        assert!(default.or(|_| None).is_some());
        let mut best = best(json!({"other": 1})).unwrap();
        best.read(|read: BTreeMap<String, u32>| Some(read));
        assert_eq!(best.or(|_| None).unwrap()["other"], 1);
    }

    #[test]
    fn a_property_that_tells_branches_apart_is_had_as_text() {
        let value = json!({"kind": "a", "level": 2, "none": null});
        let best = best::<_, ()>(value).unwrap();
        assert_eq!(best.tag("kind").as_deref(), Some("a"));
        assert_eq!(best.tag("level").as_deref(), Some("2"));
        assert_eq!(best.tag("none"), None);
        assert_eq!(best.tag("other"), None);
    }

    #[test]
    fn texts_and_booleans_tell_branches_apart() {
        assert!("a".is(&json!("a")));
        assert!(!"a".is(&json!("b")));
        assert!(true.is(&json!(true)));
        assert!(!true.is(&json!(false)));
        assert!(!true.is(&json!("true")));
    }

    #[test]
    fn a_branch_may_know_less_than_it_reads_and_another_come_last() {
        let found = |known: u32| {
            let mut best = best(json!(1)).unwrap();
            best.read_if(|read: &u32| *read == known, |_| "known");
            best.read_last(|_: Value| "last");
            best.found::<serde_json::Error>().unwrap()
        };
        assert_eq!(found(1), "known");
        assert_eq!(found(2), "last");
    }

    #[test]
    fn the_first_of_equal_branches_is_found_and_one_that_loses_a_property_before_one_that_keeps_a_value()
     {
        #[derive(Deserialize)]
        struct Plain {
            #[expect(dead_code, reason = "only read")]
            id: u32,
        }
        let found = |value: Value| {
            let mut best = best(value).unwrap();
            best.read(|_: Painted| "painted");
            best.read(|_: Plain| "plain");
            best.read(|_: Plain| "plain again");
            best.found::<serde_json::Error>().unwrap()
        };
        assert_eq!(found(json!({"id": 1, "color": "Red"})), "painted");
        assert_eq!(found(json!({"id": 1, "color": "Blue"})), "plain");
        assert_eq!(found(json!({"id": 1})), "plain");
    }

    #[test]
    fn what_a_union_loses_counts_for_the_branch_around_it() {
        #[derive(Deserialize)]
        struct Listed {
            #[expect(dead_code, reason = "only read")]
            inner: Thing,
        }
        #[derive(Deserialize)]
        struct Any {
            #[expect(dead_code, reason = "only read")]
            inner: Value,
        }
        let found = |value: Value| {
            let mut best = best(value).unwrap();
            best.read(|_: Listed| "listed");
            best.read(|_: Any| "any");
            best.found::<serde_json::Error>().unwrap()
        };
        assert_eq!(found(json!({"inner": {"id": 1, "color": "Red"}})), "listed");
        assert_eq!(found(json!({"inner": {"id": 1, "extra": 1}})), "any");
    }

    #[test]
    fn unions_in_a_long_list_within_a_union_are_compared_too() {
        #[derive(Debug, Deserialize)]
        struct Things {
            things: Vec<Thing>,
        }
        let things = vec![json!({"id": 1, "color": "Green"}); 100];
        let mut best = best(json!({ "things": things })).unwrap();
        best.read(|read: Things| read.things);
        let things = best.or(|_| Vec::new());
        assert_eq!(things.len(), 100);
        assert!(things.iter().all(|one| matches!(one, Thing::Leveled(_))));
    }

    #[derive(Debug, Deserialize)]
    struct Left {
        inner: Option<Box<Tree>>,
        #[expect(dead_code, reason = "only read")]
        left: Option<u32>,
    }

    #[derive(Debug, Deserialize)]
    struct Right {
        inner: Option<Box<Tree>>,
        #[expect(dead_code, reason = "only read")]
        right: Option<u32>,
    }

    #[derive(Debug)]
    enum Tree {
        Left(Left),
        Right(Right),
        Unknown(Value),
    }

    impl<'de> Deserialize<'de> for Tree {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut best = best(deserializer)?;
            best.read(Self::Left);
            best.read(Self::Right);
            Ok(best.or(Self::Unknown))
        }
    }

    #[test]
    fn branches_that_fit_equally_badly_at_every_depth_are_read_in_time() {
        let depth = 100;
        let text = r#"{"other":1,"inner":"#.repeat(depth) + "null" + &"}".repeat(depth);
        let begun = Instant::now();
        let mut tree: Tree = serde_json::from_str(&text).unwrap();
        assert!(begun.elapsed() < Duration::from_secs(5));
        let mut found = 0;
        while let Tree::Left(Left {
            inner: Some(inner), ..
        })
        | Tree::Right(Right {
            inner: Some(inner), ..
        }) = tree
        {
            found += 1;
            tree = *inner;
        }
        assert_eq!(found, depth - 1);
        if let Tree::Unknown(value) = tree {
            panic!("{value} is not read");
        }
    }
}
