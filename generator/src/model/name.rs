//! Rust names, made in this one place from the names of the document.

use heck::ToSnakeCase;
use heck::ToUpperCamelCase;

use super::TakenNames;
use super::spelling::ascii_words;
use super::spelling::escaped;
use super::spelling::signs;
use super::spelling::snake_case;
use super::spelling::spell;
use super::spelling::style;
use super::spelling::with_signs;
use super::spelling::without_middle;

/// A name on the wire, and the Rust name made from it. `serde(rename)` follows from the two being different.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    wire: String,
    rust: String,
}

impl Name {
    /// The name of a value: a parameter, a field, a method, a module. `None` when no letter or digit is in it.
    #[must_use]
    pub fn of_value(wire: &str) -> Option<Self> {
        let rust = spell(&snake_case(&ascii_words(wire)), 'v')?;
        Some(Self {
            wire: wire.to_owned(),
            rust,
        })
    }

    /// The module of the type that has this name. Its words are all there: cut once more, it could be that of another type.
    #[must_use]
    pub fn module(&self) -> Option<Self> {
        let rust = escaped(&snake_case(&ascii_words(self.plain())), 'v')?;
        Some(Self {
            wire: self.wire.clone(),
            rust,
        })
    }

    /// The name of a type. `None` when no letter or digit is in it.
    #[must_use]
    pub fn of_type(wire: &str, taken: &TakenNames) -> Option<Self> {
        let mut rust = Self::of_variant(wire)?.rust;
        if taken.types.contains(&rust.as_str()) {
            rust.push_str("Schema");
        }
        Some(Self {
            wire: wire.to_owned(),
            rust,
        })
    }

    /// The name of a variant. `None` when no letter, digit or known sign is in it.
    #[must_use]
    pub fn of_variant(wire: &str) -> Option<Self> {
        let words = ascii_words(wire).to_upper_camel_case();
        let words = if words.is_empty() {
            signs(wire)?
        } else {
            words
        };
        let rust = spell(&words, 'V')?;
        Some(Self {
            wire: wire.to_owned(),
            rust,
        })
    }

    /// The name of a variant for a number: its point tells 1.5 from 15.
    #[must_use]
    pub fn of_number(wire: &str) -> Option<Self> {
        let (sign, digits) = match wire.strip_prefix('-') {
            Some(digits) => ("Minus", digits),
            None => ("V", wire),
        };
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit());
        let kept = |c: &char| c.is_ascii_alphanumeric() || *c == '.';
        let words: String = digits.chars().filter(kept).collect();
        is_number.then(|| Self {
            wire: wire.to_owned(),
            rust: format!("{sign}{}", words.replace('.', "_")),
        })
    }

    /// The name of a variant that is called so in words. `None` when they have no letter, digit or known sign.
    #[must_use]
    pub fn of_variant_called(wire: &str, text: &str) -> Option<Self> {
        let Self { rust, .. } = Self::of_variant(text).filter(|_| !text.is_empty())?;
        Some(Self {
            wire: wire.to_owned(),
            rust,
        })
    }

    /// The same name with more of what the document writes: its last words where it was cut, its signs, its style, both. They tell
    /// it from another that is written otherwise.
    pub fn spelled_out(&self) -> impl Iterator<Item = Self> {
        let words = ascii_words(&self.wire);
        let last_words = without_middle(&if self.is_type() {
            words.to_upper_camel_case()
        } else {
            snake_case(&words)
        });
        let signs = with_signs(&self.wire);
        let style = style(&self.wire);
        let with_style = |words: &str| format!("{words} {style}");
        let spellings = [
            last_words,
            signs.clone(),
            Some(with_style(&self.wire)),
            signs.as_deref().map(with_style),
        ];
        let spelled = spellings.into_iter().flatten();
        spelled.filter_map(|words| self.like(&words))
    }

    /// The same name with a word behind it that says what it is of.
    #[must_use]
    pub fn with_word(&self, word: &str) -> Self {
        let plain = self.plain().trim_end_matches('_');
        self.like(&format!("{plain} {word}"))
            .unwrap_or_else(|| self.clone())
    }

    /// A name of these words for the same thing: one of a type where this is one.
    fn like(&self, words: &str) -> Option<Self> {
        let rust = if self.is_type() {
            Self::of_variant(words)?.rust
        } else {
            Self::of_value(words)?.rust
        };
        Some(Self {
            wire: self.wire.clone(),
            rust,
        })
    }

    fn is_type(&self) -> bool {
        self.plain().starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// The name of a variant that no better name is free for: by its place in the list, from 1.
    #[must_use]
    pub fn of_place(wire: &str, place: usize) -> Self {
        Self {
            wire: wire.to_owned(),
            rust: format!("Value{place}"),
        }
    }

    /// A field that holds a length of time: the unit at the end of its name is in its type.
    #[must_use]
    pub fn without_unit(self) -> Self {
        let units = [
            "_seconds",
            "_secs",
            "_sec",
            "_s",
            "_milliseconds",
            "_millis",
            "_msecs",
            "_ms",
        ];
        let shorter = units.iter().find_map(|unit| self.rust.strip_suffix(unit));
        match shorter.and_then(|rust| spell(rust, 'v')) {
            Some(rust) => Self { rust, ..self },
            None => self,
        }
    }

    /// The name with an underscore behind it where it is one of `taken`, as Rust does with names that have a meaning.
    #[must_use]
    pub fn unless(mut self, taken: &[&str]) -> Self {
        if taken.contains(&self.plain()) {
            self.rust = format!("{}_", self.plain());
        }
        self
    }

    /// The same name with a number behind it, where the plain one is taken.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        let plain = self.plain().trim_end_matches('_');
        let rust = if self.is_type() {
            format!("{plain}{number}")
        } else {
            format!("{plain}_{number}")
        };
        Self {
            wire: self.wire.clone(),
            rust,
        }
    }

    /// The name of a value, or of `what` it is where the document's own name has no letter or digit in it.
    #[must_use]
    pub fn of_value_or(wire: &str, what: &str) -> Self {
        let rust = Self::of_value(wire).map(|name| name.rust);
        let signs = || signs(wire).filter(|_| !wire.is_empty());
        let text = || signs().and_then(|signs| spell(&signs.to_snake_case(), 'v'));
        Self {
            wire: wire.to_owned(),
            rust: rust.or_else(text).unwrap_or_else(|| what.to_owned()),
        }
    }

    /// The name of a type, or of `what` it is where the document's own name has no letter or digit in it.
    #[must_use]
    pub fn of_type_or(wire: &str, what: &str, taken: &TakenNames) -> Self {
        Self::of_type(wire, taken).unwrap_or_else(|| Self {
            wire: wire.to_owned(),
            rust: what.to_owned(),
        })
    }

    /// The name of a variant, or of `what` it is where the document's own name has no letter, digit or known sign in it.
    #[must_use]
    pub fn of_variant_or(wire: &str, what: &str) -> Self {
        Self::of_variant(wire).unwrap_or_else(|| Self {
            wire: wire.to_owned(),
            rust: what.to_owned(),
        })
    }

    /// This wire name with a Rust name of the author's choice for a value. `None` when it is not one in snake case.
    #[must_use]
    pub fn chosen_value(wire: &str, rust: &str) -> Option<Self> {
        let spelled = spell(rust, 'v').filter(|_| rust == rust.to_snake_case())?;
        Self::chosen(wire, rust, spelled)
    }

    /// This wire name with a Rust name of the author's choice for a type. `None` when it is not one in upper camel case, or
    /// when generated files use it for something else.
    #[must_use]
    pub fn chosen_type(wire: &str, rust: &str, taken: &TakenNames) -> Option<Self> {
        let is_free = !taken.types.contains(&rust);
        let spelled = spell(rust, 'V').filter(|_| is_free && rust == rust.to_upper_camel_case())?;
        Self::chosen(wire, rust, spelled)
    }

    fn chosen(wire: &str, rust: &str, spelled: String) -> Option<Self> {
        let is_ascii = rust.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let is_as_given = spelled.trim_start_matches("r#") == rust;
        (is_ascii && is_as_given).then(|| Self {
            wire: wire.to_owned(),
            rust: spelled,
        })
    }

    /// The name that the document uses.
    #[must_use]
    pub fn wire(&self) -> &str {
        &self.wire
    }

    /// The name as Rust code spells it, `r#type` for a keyword.
    #[must_use]
    pub fn rust(&self) -> &str {
        &self.rust
    }

    /// The name without the mark of a raw identifier: for file names, and for what serde derives from it.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.rust.trim_start_matches("r#")
    }

    /// What two names share that would be one file, such as those that differ in upper and lower case alone.
    #[must_use]
    pub fn key(&self) -> String {
        snake_case(self.plain())
    }

    /// The setter that sends `null` for a property of this name.
    #[must_use]
    pub fn for_null(&self) -> String {
        format!("{}_null", self.plain().trim_end_matches('_'))
    }

    /// Whether serde has to be told the wire name.
    #[must_use]
    pub fn is_renamed(&self) -> bool {
        self.plain() != self.wire
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::spelling::LONGEST;

    /// Types that generated files use.
    fn taken() -> TakenNames {
        TakenNames {
            types: vec!["Client", "Result", "Vec"],
            ..TakenNames::default()
        }
    }

    fn values(wire: &[&str]) -> Vec<String> {
        wire.iter()
            .map(|wire| Name::of_value(wire).map_or("-".to_owned(), |name| name.rust))
            .collect()
    }

    #[test]
    fn values_are_snake_case() {
        let wire = [
            "ackCount",
            "CF-Content-Type",
            "delay_seconds",
            "X-Auth-Email",
            "userID",
            "a.b/c",
        ];
        let rust = [
            "ack_count",
            "cf_content_type",
            "delay_seconds",
            "x_auth_email",
            "user_id",
            "a_b_c",
        ];
        assert_eq!(values(&wire), rust);
    }

    #[test]
    fn what_is_read_as_one_word_stays_one() {
        let wire = [
            "OAuth2",
            "oAuth2ClientCredentials",
            "xOAuthScopes",
            "noAuth",
            "userIDs",
            "URLs",
            "webURLsOfPage",
            "sourceIPv4",
            "iOSVersion",
            "ABTests",
            "DNSServers",
            "coordsXYz",
        ];
        let rust = [
            "oauth2",
            "oauth2_client_credentials",
            "x_oauth_scopes",
            "no_auth",
            "user_ids",
            "urls",
            "web_urls_of_page",
            "source_ipv4",
            "ios_version",
            "ab_tests",
            "dns_servers",
            "coords_x_yz",
        ];
        assert_eq!(values(&wire), rust);
    }

    #[test]
    fn keywords_are_raw_and_path_keywords_are_longer() {
        let wire = [
            "type", "gen", "async", "self", "crate", "union", "2fa", "+1", "-1",
        ];
        let rust = [
            "r#type", "r#gen", "r#async", "self_", "crate_", "union", "v2fa", "plus_1", "minus_1",
        ];
        assert_eq!(values(&wire), rust);
    }

    #[test]
    fn other_scripts_are_written_in_ascii() {
        let wire = ["café", "имя", "Größe", "日本"];
        assert_eq!(values(&wire), ["cafe", "imia", "grosse", "ri_ben"]);
    }

    #[test]
    fn what_is_written_otherwise_is_called_otherwise() {
        let spelled =
            |name: Name| -> Vec<String> { name.spelled_out().map(|name| name.rust).collect() };
        let variant = |wire| Name::of_variant(wire).unwrap();
        assert_eq!(spelled(variant("ASC")), ["AscUpperCase"]);
        assert_eq!(
            spelled(variant("a.b")),
            ["ADotB", "ABLowerCase", "ADotBLowerCase"]
        );
        assert_eq!(
            spelled(Name::of_value("userId").unwrap()),
            ["user_id_camel_case"]
        );
        assert_eq!(
            spelled(Name::of_value("_id").unwrap()),
            ["underscore_id", "id_snake_case", "underscore_id_snake_case"]
        );
        assert_eq!(
            spelled(Name::of_value("id_").unwrap()),
            ["id_underscore", "id_snake_case", "id_underscore_snake_case"]
        );
        assert_eq!(
            spelled(Name::of_value("user_id").unwrap()),
            ["user_id_snake_case"]
        );
    }

    #[test]
    fn a_name_without_letters_or_digits_is_none() {
        assert_eq!(values(&["", "_", "-", "\u{e000}"]), ["-", "-", "-", "-"]);
    }

    #[test]
    fn types_do_not_shadow_what_generated_files_use() {
        let rust = |wire| Name::of_type(wire, &taken()).map(|name| name.rust);
        assert_eq!(rust("pulled_message").as_deref(), Some("PulledMessage"));
        assert_eq!(rust("Result").as_deref(), Some("ResultSchema"));
        assert_eq!(rust("1Password").as_deref(), Some("V1password"));
        assert_eq!(rust("self").as_deref(), Some("Self_"));
    }

    #[test]
    fn variants_of_signs_are_said() {
        let rust = |wire| Name::of_variant(wire).map(|name| name.rust);
        assert_eq!(rust("<=").as_deref(), Some("LessEqual"));
        assert_eq!(rust("").as_deref(), Some("Empty"));
        assert_eq!(rust("-created").as_deref(), Some("MinusCreated"));
        assert_eq!(rust("\u{e000}"), None);
    }

    #[test]
    fn every_sign_has_a_word() {
        let said = signs("+-*/.,:_<>=!%?#@&| ~").unwrap();
        let words = [
            "Plus",
            "Minus",
            "Star",
            "Slash",
            "Dot",
            "Comma",
            "Colon",
            "Underscore",
            "Less",
            "Greater",
            "Equal",
            "Not",
            "Percent",
            "Question",
            "Hash",
            "At",
            "And",
            "Or",
            "Space",
            "Tilde",
        ];
        assert_eq!(said, words.concat());
    }

    #[test]
    fn names_as_long_as_they_may_be_are_whole() {
        let wire = "abc".to_owned() + &"_de".repeat(19) + &"_fg".repeat(20);
        let name = Name::of_value(&wire).unwrap();
        assert_eq!(name.rust(), wire);
        assert_eq!(name.rust().len(), LONGEST);
        let mut others = name.spelled_out();
        assert!(others.all(|other| name.rust().starts_with(other.rust())));
        // A word that begins in the first half would leave little of the name.
        let wire = "a".repeat(LONGEST / 2) + " " + &"b".repeat(LONGEST);
        assert_eq!(Name::of_value(&wire).unwrap().rust().len(), LONGEST);
    }

    #[test]
    fn long_names_end_with_a_word() {
        let wire = "get ".to_owned() + &"deeply nested ".repeat(20);
        let value = Name::of_value(&wire).unwrap();
        assert!(value.rust().len() <= LONGEST, "{}", value.rust());
        assert!(value.rust().ends_with("_nested"), "{}", value.rust());
        let ty = Name::of_type(&wire, &taken()).unwrap();
        assert!(ty.rust().len() <= LONGEST, "{}", ty.rust());
        assert!(ty.rust().ends_with("Deeply"), "{}", ty.rust());
        let one_word = Name::of_value(&"a".repeat(300)).unwrap();
        assert_eq!(one_word.rust().len(), LONGEST);
    }

    #[test]
    fn long_names_that_start_alike_end_otherwise() {
        let wire = |end| "deeply nested ".repeat(20) + end;
        let ty = Name::of_type(&wire("house number"), &taken()).unwrap();
        let other = ty.spelled_out().next().unwrap();
        assert!(other.rust().len() <= LONGEST, "{}", other.rust());
        assert!(other.rust().starts_with("DeeplyNested"), "{}", other.rust());
        assert!(
            other.rust().ends_with("NestedHouseNumber"),
            "{}",
            other.rust()
        );
        let value = Name::of_value(&wire("house number")).unwrap();
        let other = value.spelled_out().next().unwrap();
        assert!(
            other.rust().ends_with("_nested_house_number"),
            "{}",
            other.rust()
        );
        let is_word = |word| ["deeply", "nested", "house", "number"].contains(&word);
        assert!(other.rust().split('_').all(is_word), "{}", other.rust());
    }

    #[test]
    fn modules_of_long_names_are_as_different_as_the_names() {
        let wire = "a ".repeat(LONGEST + 1);
        let ty = Name::of_type(&wire, &taken()).unwrap();
        let [first, second] = [ty.clone(), ty.numbered(2)].map(|name| name.module().unwrap());
        assert_ne!(first.rust(), second.rust());
        assert!(second.rust().len() < 250, "{}", second.rust());
    }

    #[test]
    fn only_a_different_wire_name_is_a_rename() {
        let renamed = |wire| Name::of_value(wire).is_some_and(|name| name.is_renamed());
        assert!(!renamed("type"));
        assert!(!renamed("body"));
        assert!(renamed("ackCount"));
    }

    #[test]
    fn a_length_of_time_loses_its_unit() {
        let rust = |wire| Name::of_value(wire).map(|name| name.without_unit().rust);
        assert_eq!(
            rust("visibility_timeout_ms").as_deref(),
            Some("visibility_timeout")
        );
        assert_eq!(rust("delay_seconds").as_deref(), Some("delay"));
        assert_eq!(rust("ttl").as_deref(), Some("ttl"));
    }

    #[test]
    fn variants_of_numbers_keep_their_sign_and_point() {
        let rust = |wire| Name::of_number(wire).map(|name| name.rust);
        assert_eq!(rust("15").as_deref(), Some("V15"));
        assert_eq!(rust("1.5").as_deref(), Some("V1_5"));
        assert_eq!(rust("-1.5").as_deref(), Some("Minus1_5"));
        assert_eq!(rust("1e-7").as_deref(), Some("V1e7"));
        assert_eq!(rust("x"), None);
    }

    #[test]
    fn a_variant_is_called_as_its_words_say() {
        let name = Name::of_variant_called("1", "not found").unwrap();
        assert_eq!((name.wire(), name.rust()), ("1", "NotFound"));
        assert_eq!(Name::of_variant_called("1", ""), None);
    }

    #[test]
    fn what_has_no_letters_is_called_after_its_signs_or_what_it_is() {
        let rust = |wire| Name::of_value_or(wire, "property").rust;
        assert_eq!(rust("title"), "title");
        assert_eq!(rust("<="), "less_equal");
        assert_eq!(rust(""), "property");
        assert_eq!(rust("\u{e000}"), "property");
    }

    #[test]
    fn the_setter_of_null_is_called_after_the_property() {
        let setter = |wire| Name::of_value(wire).unwrap().for_null();
        assert_eq!(setter("note"), "note_null");
        assert_eq!(setter("type"), "type_null");
        assert_eq!(setter("self"), "self_null");
    }

    #[test]
    fn a_chosen_name_is_a_rust_name() {
        let value = |rust| Name::chosen_value("x", rust).map(|name| name.rust);
        assert_eq!(value("retry_after").as_deref(), Some("retry_after"));
        assert_eq!(value("type").as_deref(), Some("r#type"));
        for wrong in ["a b", "2fa", "fn main(){}", "RetryAfter", "self", ""] {
            assert_eq!(value(wrong), None, "{wrong}");
        }
        let ty = |rust| Name::chosen_type("x", rust, &taken()).map(|name| name.rust);
        assert_eq!(ty("Retry").as_deref(), Some("Retry"));
        for wrong in ["retry", "Vec", "Client", "2fa"] {
            assert_eq!(ty(wrong), None, "{wrong}");
        }
    }
}
