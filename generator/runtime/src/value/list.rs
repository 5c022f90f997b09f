//! A list of which one unreadable item does not lose the others.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde::ser::Error as _;
use serde::ser::SerializeSeq;

use crate::Unreadable;
use crate::value::item::Item;
use crate::value::limits;

/// The most items of one list. More are an error, since each takes many times the memory of the two bytes that it
/// may have come in.
const MOST: usize = 1_000_000;

/// The most items that are kept although they cannot be read. More are an error: then the list is something else.
const MOST_UNREADABLE: usize = 1000;

/// The items of a list as a server sent it: those that are what was described, and [apart](Self::unreadable) those that
/// are not.
///
/// It is used like a slice of the items that could be read, or taken apart with [`into_parts`](Self::into_parts). The
/// others are not lost: each keeps its text, and what could be read of it.
///
/// In the response of a call, items are read one by one, and [`decode::from_slice`](crate::decode::from_slice) does the same. Read
/// with serde from elsewhere, an unreadable item is an error. Null is an empty list. It is written with all items in their order,
/// each unreadable one as it came.
#[derive(Clone, PartialEq)]
pub struct List<T> {
    items: Vec<T>,
    unreadable: Vec<Unreadable<T>>,
}

impl<T> List<T> {
    /// The items that are not what was described, in their order.
    #[must_use]
    pub fn unreadable(&self) -> &[Unreadable<T>] {
        &self.unreadable
    }

    /// The items that could be read, and those that could not.
    #[must_use]
    pub fn into_parts(self) -> (Vec<T>, Vec<Unreadable<T>>) {
        (self.items, self.unreadable)
    }

    fn push<E: Error>(&mut self, item: Item<T>) -> Result<(), E> {
        let index = self.items.len() + self.unreadable.len();
        // It grows by doubling.
        limits::take(2 * size_of::<T>())?;
        match item {
            Item::Read(item) => self.items.push(item),
            Item::Unreadable(unreadable) => self.unreadable.push(unreadable.at(index)),
        }
        if self.items.len() > MOST {
            return Err(E::custom(format_args!(
                "the list has more than {MOST} items"
            )));
        }
        if self.unreadable.len() > MOST_UNREADABLE {
            return Err(E::custom(format_args!(
                "more than {MOST_UNREADABLE} items cannot be read"
            )));
        }
        Ok(())
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let length = self.items.len() + self.unreadable.len();
        let mut written = serializer.serialize_seq(Some(length))?;
        let (mut items, mut unreadable) = (self.items.iter(), self.unreadable.iter().peekable());
        for index in 0..length {
            match unreadable.next_if(|one| one.index() == index) {
                Some(one) => written.serialize_element(&one.raw().map_err(S::Error::custom)?)?,
                None => items
                    .next()
                    .map_or(Ok(()), |item| written.serialize_element(item))?,
            }
        }
        written.end()
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            items,
            unreadable: Vec::new(),
        }
    }
}

/// The items that could be read; the others are dropped.
impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

/// The items that could be read.
impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.unreadable.is_empty() {
            return self.items.fmt(formatter);
        }
        formatter
            .debug_struct("List")
            .field("items", &self.items)
            .field("unreadable", &self.unreadable)
            .finish()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(ListVisitor(PhantomData))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_none<E: Error>(self) -> Result<List<T>, E> {
        Ok(List::default())
    }

    fn visit_unit<E: Error>(self) -> Result<List<T>, E> {
        Ok(List::default())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<List<T>, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List<T>, A::Error> {
        let mut list = List::default();
        while let Some(item) = items.next_element()? {
            list.push(item)?;
        }
        Ok(list)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::List;
    use crate::value::json;

    #[derive(Clone, Debug, Deserialize, PartialEq)]
    struct Page {
        #[serde(default)]
        items: List<Item>,
    }

    #[derive(Clone, Debug, Deserialize, PartialEq)]
    struct Item {
        count: Option<u32>,
        #[serde(default)]
        parts: List<u32>,
    }

    /// The counts that are read, and the messages about the other items.
    fn read(body: &str) -> (Vec<Option<u32>>, Vec<String>) {
        let page: Page = json::read(body.as_bytes()).unwrap();
        (
            page.items.iter().map(|item| item.count).collect(),
            page.items
                .unreadable()
                .iter()
                .map(ToString::to_string)
                .collect(),
        )
    }

    #[test]
    fn an_unreadable_item_goes_back_to_its_place() {
        let text = r#"[1,"x",3,"y"]"#;
        let list: List<u32> = json::read(text.as_bytes()).unwrap();
        assert_eq!(*list, [1, 3]);
        let places = list.unreadable().iter().map(super::Unreadable::index);
        assert_eq!(places.collect::<Vec<_>>(), [1, 3]);
        assert_eq!(serde_json::to_string(&list).unwrap(), text);
    }

    #[test]
    fn an_unreadable_item_does_not_lose_the_others() {
        let deep = "[".repeat(200) + &"]".repeat(200);
        for (unreadable, message) in [
            (
                r#"{"count":"x"}"#,
                "at `count`: invalid type: string \"x\", expected an integer",
            ),
            (
                r#"{"count":-1}"#,
                "at `count`: invalid value: integer `-1`, expected an integer in the range of u32",
            ),
            (r#"{"count":1e400}"#, "at `count`: number out of range"),
            ("[]", "at `.`: invalid type: sequence, expected struct Item"),
            ("null", "at `.`: invalid type: null, expected struct Item"),
            (
                r#"{"parts":{}}"#,
                "at `parts`: invalid type: map, expected a list",
            ),
            (
                &format!(r#"{{"count":{deep}}}"#),
                "at `count`: invalid type: sequence, expected an integer",
            ),
        ] {
            let body = format!(r#"{{"items":[{{"count":1}},{unreadable},{{"count":3}}]}}"#);
            let (counts, unreadable) = read(&body);
            assert_eq!(counts, [Some(1), Some(3)], "{body}");
            assert_eq!(unreadable.len(), 1);
            let start = format!("item 1 of the list cannot be read: {message}");
            assert!(unreadable[0].starts_with(&start), "{unreadable:?}");
        }
    }

    #[test]
    fn an_unreadable_item_keeps_its_text_and_what_could_be_read() {
        let body = r#"{"items":[ {"count":"canary", "parts":[1]} ]}"#;
        let page: Page = json::read(body.as_bytes()).unwrap();
        let [unreadable] = page.items.unreadable() else {
            panic!("{page:?}");
        };
        assert_eq!(unreadable.index(), 0);
        assert_eq!(unreadable.path(), "count");
        assert_eq!(unreadable.json(), r#"{"count":"canary", "parts":[1]}"#);
        let readable = unreadable.readable().unwrap();
        assert_eq!((readable.count, &readable.parts[..]), (None, &[1][..]));
        assert_eq!(unreadable.left_out(), ["count"]);
    }

    #[test]
    fn a_list_within_a_list_is_tolerant_too() {
        let body = r#"{"items":[{"count":1,"parts":[1,"x",3]}]}"#;
        let page: Page = json::read(body.as_bytes()).unwrap();
        assert_eq!(page.items.unreadable(), []);
        assert_eq!(page.items[0].parts[..], [1, 3]);
        assert_eq!(page.items[0].parts.unreadable()[0].json(), "\"x\"");
    }

    #[test]
    fn null_and_absent_are_empty_and_another_kind_of_value_is_an_error() {
        for empty in ["{}", r#"{"items":null}"#, r#"{"items":[]}"#] {
            assert_eq!(read(empty), (vec![], vec![]));
        }
        for (wrong, place) in [
            (r#"{"items":{}}"#, "items"),
            (r#"{"items":"x"}"#, "items"),
            (r#"{"items":[{}}"#, "items"),
            (r#"{"items":[{"count":}]}"#, "items[0]"),
        ] {
            assert_eq!(
                json::read::<Page>(wrong.as_bytes()).unwrap_err().path,
                place
            );
        }
    }

    #[test]
    fn the_number_of_items_is_bounded() {
        let body = |item: &str, count: usize| vec![item; count].join(",");
        let read = |items: String| json::read::<List<u8>>(format!("[{items}]").as_bytes());
        assert_eq!(read(body("-", 0)).unwrap().len(), 0);
        assert_eq!(read(body("-1", 1000)).unwrap().unreadable().len(), 1000);
        let error = read(body("-1", 1001)).unwrap_err();
        assert!(
            error
                .message
                .starts_with("more than 1000 items cannot be read")
        );
        assert_eq!(read(body("1", 1_000_000)).unwrap().len(), 1_000_000);
        let error = read(body("1", 1_000_001)).unwrap_err();
        assert!(
            error
                .message
                .starts_with("the list has more than 1000000 items")
        );
    }

    #[test]
    fn lists_in_lists_cost_neither_the_stack_nor_much_time() {
        #[derive(Debug, Deserialize, PartialEq)]
        struct Node {
            #[serde(default)]
            nodes: List<Node>,
        }
        for unreadable in ["5", r#"{"nodes":5}"#, ""] {
            let open = r#"{"nodes":[5,"#.repeat(1_000);
            let body = format!("{open}{unreadable}{}", "]}".repeat(1_000));
            let _ = json::read::<Node>(body.as_bytes());
        }
        let open = r#"{"nodes":[5,"#.repeat(30);
        let body = format!("{open}{{}}{}", "]}".repeat(30));
        let node: Node = json::read(body.as_bytes()).unwrap();
        assert_eq!(node.nodes.unreadable().len(), 1);
    }

    #[test]
    fn from_elsewhere_an_unreadable_item_is_an_error() {
        assert_eq!(
            serde_json::from_str::<List<u8>>("[1,2]").unwrap()[..],
            [1, 2]
        );
        serde_json::from_str::<List<u8>>("[1,-2]").unwrap_err();
        assert!(serde_json::from_str::<List<u8>>("null").unwrap().is_empty());
    }

    #[test]
    fn it_is_used_like_a_slice_or_taken_apart() {
        let list: List<u8> = json::read(b"[1,-2,3]").unwrap();
        assert_eq!(
            (list.len(), list.first(), list.contains(&3)),
            (2, Some(&1), true)
        );
        assert_eq!((&list).into_iter().copied().sum::<u8>(), 4);
        assert_eq!(list.clone().into_iter().collect::<Vec<_>>(), [1, 3]);
        assert!(format!("{list:?}").starts_with("List { items: [1, 3], unreadable: [Unreadable("));
        assert_eq!(format!("{:?}", List::from(vec![1, 3])), "[1, 3]");
        let (read, unreadable) = list.into_parts();
        assert_eq!((read, unreadable.len()), (vec![1, 3], 1));
    }
}
