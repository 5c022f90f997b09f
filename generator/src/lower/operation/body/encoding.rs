//! What the docs of a body say of its parts that have no names, and of the parts within a part: the caller writes them.

use indexmap::IndexMap;

use crate::keywords::Version;
use crate::markdown::code;
use crate::spec::Encoding;
use crate::spec::MediaType;

/// The encodings of parts, by their names and by their places.
struct Encodings<'d> {
    named: &'d IndexMap<String, Encoding>,
    first: &'d [Encoding],
    others: Option<&'d Encoding>,
}

/// A sentence on the parts that have no names, and one on those within each part that has some.
pub(super) fn encoding_notes(media_type: &MediaType, version: Version) -> Vec<String> {
    let nameless = Encodings {
        named: &IndexMap::new(),
        first: &media_type.prefix_encoding,
        others: media_type.item_encoding.as_ref(),
    };
    let of_places = nameless.words();
    let of_places = (!of_places.is_empty()).then(|| format!("Its parts: {of_places}."));
    let within = media_type.encoding.iter().filter_map(|(name, encoding)| {
        let words = Encodings::within(encoding).words();
        (!words.is_empty()).then(|| format!("{} is of parts itself: {words}.", code(name)))
    });
    let has_headers = version == Version::V3_2;
    let with = media_type.encoding.iter().filter(|_| has_headers);
    let with = with.filter_map(|(name, encoding)| {
        headers(encoding).map(|headers| format!("The part {} comes {headers}.", code(name)))
    });
    of_places.into_iter().chain(within).chain(with).collect()
}

impl<'d> Encodings<'d> {
    /// Those of the parts within a part.
    fn within(encoding: &'d Encoding) -> Self {
        Self {
            named: &encoding.encoding,
            first: &encoding.prefix_encoding,
            others: encoding.item_encoding.first(),
        }
    }

    fn words(&self) -> String {
        let named = self.named.iter();
        let named = named.map(|(name, encoding)| words(&code(name), encoding));
        let first = self.first.iter().enumerate();
        let first = first.map(|(place, encoding)| words(&ordinal(place), encoding));
        let all = if self.first.is_empty() && self.named.is_empty() {
            "each"
        } else {
            "each other one"
        };
        let others = self.others.map(|encoding| words(all, encoding));
        let all: Vec<String> = named.chain(first).chain(others).collect();
        all.join(", ")
    }
}

/// `the first is image/png`.
fn words(part: &str, encoding: &Encoding) -> String {
    let media_types = encoding.content_type.as_deref().map(|names| {
        let names: Vec<String> = names.split(',').map(|name| code(name.trim())).collect();
        names.join(" or ")
    });
    let media_types = media_types.unwrap_or_else(|| "as its schema says".to_owned());
    let within = Encodings::within(encoding).words();
    let within = (!within.is_empty()).then(|| format!("of parts: {within}"));
    let more: Vec<String> = headers(encoding).into_iter().chain(within).collect();
    let more = if more.is_empty() {
        String::new()
    } else {
        format!(" ({})", more.join("; "))
    };
    format!("{part} is {media_types}{more}")
}

/// Which headers a part has.
fn headers(encoding: &Encoding) -> Option<String> {
    let names: Vec<String> = encoding.headers.keys().map(|name| code(name)).collect();
    (!names.is_empty()).then(|| format!("with {}", names.join(" and ")))
}

fn ordinal(place: usize) -> String {
    let words = [
        "the first",
        "the second",
        "the third",
        "the fourth",
        "the fifth",
    ];
    let word = words.get(place).map(|word| (*word).to_owned());
    word.unwrap_or_else(|| format!("part {}", place + 1))
}
