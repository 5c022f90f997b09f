//! Changing a tree of values, and with it what is known of where its nodes were written.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::report::origin::Location;
use crate::report::origin::Origins;

/// Merges `update`, written at `from`, into the node at `at`: objects member by member, lists one after the other, and any
/// other value in place of what was there.
pub(super) fn merge(
    target: &mut Value,
    update: &Value,
    at: &Pointer,
    from: &Location,
    origins: &mut Origins,
) {
    match (target, update) {
        (Value::Object(members), Value::Object(updates)) => {
            for (key, update) in updates {
                let (at, from) = (at.child(key), from.child(key));
                if let Some(member) = members.get_mut(key) {
                    merge(member, update, &at, &from, origins);
                } else {
                    origins.put(&at, from);
                    members.insert(key.clone(), update.clone());
                }
            }
        }
        (Value::Array(elements), Value::Array(more)) => {
            for (index, element) in more.iter().enumerate() {
                origins.put(&at.child(elements.len()), from.child(index));
                elements.push(element.clone());
            }
        }
        (Value::Array(elements), element) => {
            origins.put(&at.child(elements.len()), from.clone());
            elements.push(element.clone());
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
        Some(Value::Object(members)) => {
            members.shift_remove(*token);
        }
        Some(Value::Array(elements)) => {
            if let Ok(index) = token.parse::<usize>()
                && index < elements.len()
            {
                elements.remove(index);
                move_up(parent, index, elements.len(), origins);
            }
        }
        _ => {}
    }
    true
}

/// The elements from `first` on were each one further down.
fn move_up(list: &Pointer, first: usize, len: usize, origins: &mut Origins) {
    for index in first..len {
        let moved = origins.take(&list.child(index + 1));
        origins.restore(&list.child(index), moved);
    }
}
