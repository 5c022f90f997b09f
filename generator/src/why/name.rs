//! Which rule chose a name.

use serde_json::Value;

use crate::markdown::code;
use crate::model::Name;
use crate::pointer::Pointer;
use crate::surface::Item;
use crate::surface::Kind;

/// The rule that chose the name of an item, of which the document has this node.
pub(super) fn rule(item: &Item, node: &Value, document: &Value) -> String {
    let text = |keyword: &str| node.get(keyword).and_then(Value::as_str);
    let name = item.path.rsplit("::").next().unwrap_or_default();
    if let Some(chosen) = text("x-rust-name").filter(|chosen| *chosen == name) {
        return format!("`x-rust-name: {chosen}`");
    }
    match item.kind {
        Kind::Operation => of_operation(name, text("operationId")),
        Kind::Resource => of_resource(&item.wire, document),
        Kind::Type => of_type(item, name),
        Kind::Field | Kind::Input => of_value(item, name, document),
        Kind::Variant => of_variant(item, name, document),
        Kind::Crate => "the title of the document, unless `--name` gives another".to_owned(),
        Kind::Setting | Kind::Condition | Kind::Webhook => called(&item.wire),
    }
}

fn called(wire: &str) -> String {
    format!("the document calls it {}", code(wire))
}

fn of_operation(name: &str, id: Option<&str>) -> String {
    let Some(id) = id else {
        return "the HTTP method and the path: there is no `operationId`".to_owned();
    };
    let last = id.rsplit(['.', '/']).next().unwrap_or(id);
    let is = |part: &str| Name::of_value(part).is_some_and(|one| one.plain() == name);
    if is(id) {
        format!("`operationId: {id}`")
    } else if is(last) {
        format!("`operationId: {id}`: the part behind the last dot or slash")
    } else {
        format!(
            "`operationId: {id}`, without what its resource and its path say, or with more where another has its name"
        )
    }
}

fn of_resource(wire: &str, document: &Value) -> String {
    let tags = document.get("tags").and_then(Value::as_array);
    let mut tags = tags.into_iter().flatten();
    let is_tag = tags.any(|tag| tag.get("name").and_then(Value::as_str) == Some(wire));
    if is_tag {
        format!(
            "the tag {}, or the part of an `operationId` that is called so",
            code(wire)
        )
    } else {
        format!(
            "{}, a part of an `operationId` or the first tag of operations",
            code(wire)
        )
    }
}

fn of_type(item: &Item, name: &str) -> String {
    let tokens = item.at.tokens();
    let is_component = matches!(tokens.as_slice(), ["components", "schemas", _]);
    let from = if is_component {
        format!("the key {} in `components/schemas`", code(&item.wire))
    } else {
        format!("its place: {}", code(&item.wire))
    };
    let plain = Name::of_variant(&item.wire);
    match plain.as_ref().map(Name::plain) {
        Some(plain) if plain == name => from,
        Some(plain) if name.strip_prefix(plain) == Some("Schema") => {
            format!("{from}; every client has another `{plain}`")
        }
        Some(_) | None => format!("{from}, told apart from another"),
    }
}

fn of_value(item: &Item, name: &str, document: &Value) -> String {
    let from = called(&item.wire);
    let plain = Name::of_value(&item.wire);
    let is = |one: &Name| one.plain() == name;
    let has_unit = item.at.find(document).is_some_and(has_unit);
    match plain {
        Some(plain) if is(&plain) => from,
        Some(plain) if is(&plain.clone().without_unit()) && has_unit => {
            format!("{from}; the unit at its end is in its type, by `x-unit`")
        }
        Some(_) => format!("{from}, told apart from another"),
        None => from,
    }
}

fn has_unit(node: &Value) -> bool {
    let schema = node.get("schema").unwrap_or(node);
    schema.get("x-unit").is_some()
}

fn of_variant(item: &Item, name: &str, document: &Value) -> String {
    let owner = item.at.parent().and_then(Pointer::parent);
    let owner = owner.and_then(|at| at.find(document));
    let listed = owner.and_then(|owner| owner.get("x-enum-varnames").or(owner.get("x-enumNames")));
    if listed.is_some() {
        return "`x-enum-varnames`".to_owned();
    }
    let plain = Name::of_variant(&item.wire);
    match plain.as_ref().map(Name::plain) {
        Some(plain) if plain == name => called(&item.wire),
        Some(_) | None => format!("{}, told apart from another", called(&item.wire)),
    }
}
