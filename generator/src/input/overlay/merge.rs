//! Changing a tree of values, and with it the record of where its nodes were written.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::report::origin::Location;
use crate::report::origin::Origins;

/// Merges `update`, written at `from`, into the node at `at`: objects property by property, lists one after the other, and any
/// other value in place of what was there.
pub(super) fn merge(
    target: &mut Value,
    update: &Value,
    at: &Pointer,
    from: &Location,
    origins: &mut Origins,
) {
    match (target, update) {
        (Value::Object(properties), Value::Object(updates)) => {
            for (key, update) in updates {
                let (at, from) = (at.child(key), from.child(key));
                if let Some(property) = properties.get_mut(key) {
                    merge(property, update, &at, &from, origins);
                } else {
                    origins.put(&at, from);
                    properties.insert(key.clone(), update.clone());
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => {
            for (index, item) in more.iter().enumerate() {
                origins.put(&at.child(items.len()), from.child(index));
                items.push(item.clone());
            }
        }
        (Value::Array(items), item) => {
            origins.put(&at.child(items.len()), from.clone());
            items.push(item.clone());
        }
        (target, update) => {
            origins.put(at, from.clone());
            *target = update.clone();
        }
    }
}

/// Takes the node at a pointer away; `false` for the document itself. What comes after it in a list moves up.
pub(super) fn remove(document: &mut Value, pointer: &Pointer, origins: &mut Origins) -> bool {
    let tokens = pointer.tokens();
    let (Some(parent), Some(token)) = (pointer.parent(), tokens.last()) else {
        return false;
    };
    match parent.find_mut(document) {
        Some(Value::Object(properties)) => {
            properties.shift_remove(*token);
        }
        Some(Value::Array(items)) => {
            if let Ok(index) = token.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
                move_up(parent, index, items.len(), origins);
            }
        }
        _ => {}
    }
    true
}

/// The items from `first` on were each one further down.
fn move_up(list: &Pointer, first: usize, len: usize, origins: &mut Origins) {
    for index in first..len {
        let moved = origins.take(&list.child(index + 1));
        origins.restore(&list.child(index), moved);
    }
}
