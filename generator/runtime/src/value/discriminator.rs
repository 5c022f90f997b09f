//! Unions whose variants have the discriminator as a property of their own.
//!
//! serde's own `tag` takes the property away from the types, and writes it for them.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::value::decode;

/// The discriminator of `value`: the text of its property `name`.
///
/// ```
/// use client_runtime::discriminator;
/// use serde_json::json;
///
/// assert_eq!(discriminator::of(&json!({"kind": "cat"}), "kind"), Some("cat"));
/// assert_eq!(discriminator::of(&json!({"kind": 5}), "kind"), None);
/// ```
#[must_use]
pub fn of<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

/// `value` as the variant that its discriminator names; kept as it is where it is something else all the same.
///
/// ```
/// use client_runtime::discriminator;
/// use serde_json::Value;
/// use serde_json::json;
///
/// #[derive(Debug, PartialEq)]
/// enum Pet {
///     Lives(u32),
///     Unknown(Value),
/// }
///
/// assert_eq!(discriminator::read(json!(9), Pet::Lives, Pet::Unknown), Pet::Lives(9));
/// let unreadable = json!("nine");
/// assert_eq!(discriminator::read(unreadable.clone(), Pet::Lives, Pet::Unknown), Pet::Unknown(unreadable));
/// ```
pub fn read<T: DeserializeOwned, U>(
    value: Value,
    known: impl FnOnce(T) -> U,
    unknown: impl FnOnce(Value) -> U,
) -> U {
    match decode::buffered(&value) {
        Ok(read) => known(read),
        Err(_) => unknown(value),
    }
}
