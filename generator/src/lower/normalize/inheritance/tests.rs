//! Small hierarchies, and what becomes of them.

use super::*;
use crate::lower::normalize::testing::components;

/// What the branches of a union refer to.
fn branches(schemas: &IndexMap<String, Schema>, key: &str) -> Vec<String> {
    let object = schemas[key].as_object().unwrap();
    let targets = object.branches().map(|branch| {
        let target = branch.as_object().unwrap().reference.as_ref().unwrap();
        schema_key(target).unwrap()
    });
    targets.collect()
}

/// The values of the property `kind` in the parts of a schema.
fn values(schemas: &IndexMap<String, Schema>, key: &str) -> Vec<String> {
    let object = schemas[key].as_object().unwrap();
    let kind = hierarchy::own_property(object, "kind");
    kind.map_or_else(Vec::new, |kind| values::texts(kind.as_object().unwrap()))
}

/// Boats: with this of the discriminator, a type for its property, and these children.
fn boats(mapping: &str, kind: &str, children: &str) -> IndexMap<String, Schema> {
    components(&format!(
        "
    Boat:
      type: object
      required: [kind]
      properties: {{kind: {kind}, length: {{type: integer}}}}
      discriminator: {{propertyName: kind{mapping}}}
    Unrelated: {{type: object, properties: {{boat: {{$ref: '#/components/schemas/Boat'}}}}}}{children}"
    ))
}

/// A schema that includes another.
fn child(name: &str, parent: &str) -> String {
    let part = "{type: object, properties: {more: {type: string}}}";
    format!("\n    {name}: {{allOf: [{{$ref: '#/components/schemas/{parent}'}}, {part}]}}")
}

#[test]
fn a_parent_is_a_union_of_its_children() {
    let mapping = ", mapping: {sail: '#/components/schemas/Yacht', motor: Launch}";
    let children = child("Yacht", "Boat") + &child("Launch", "Boat");
    let schemas = boats(mapping, "{type: string}", &children);
    assert_eq!(branches(&schemas, "Boat"), ["Yacht", "Launch"]);
    assert_eq!(values(&schemas, "Yacht"), ["sail"]);
    assert_eq!(values(&schemas, "Launch"), ["motor"]);
    let included = &schemas["Yacht"].as_object().unwrap().all_of[0];
    let target = included.as_object().unwrap().reference.as_ref().unwrap();
    assert_eq!(target.value, "#/components/schemas/BoatBase");
    assert!(
        schemas["BoatBase"]
            .as_object()
            .unwrap()
            .discriminator
            .is_none()
    );
}

#[test]
fn a_parent_is_a_branch_where_values_are_left_for_it() {
    let children = child("Yacht", "Boat");
    let by_name = boats("", "{type: string}", &children);
    assert_eq!(branches(&by_name, "Boat"), ["Yacht", "BoatBase"]);
    assert_eq!(values(&by_name, "BoatBase"), ["Boat"]);
    let listed = boats("", "{type: string, enum: [yacht, raft, canoe]}", &children);
    assert_eq!(values(&listed, "Yacht"), ["yacht"]);
    assert_eq!(values(&listed, "BoatBase"), ["raft", "canoe"]);
}

#[test]
fn a_child_with_children_is_a_union_too() {
    let children = child("Launch", "Boat") + &child("Ferry", "Launch");
    let mapping = ", mapping: {launch: Launch, ferry: Ferry}";
    let schemas = boats(mapping, "{type: string}", &children);
    assert_eq!(branches(&schemas, "Boat"), ["LaunchBase", "Ferry"]);
    assert_eq!(branches(&schemas, "Launch"), ["LaunchBase", "Ferry"]);
    assert_eq!(values(&schemas, "Ferry"), ["ferry"]);
}

#[test]
fn one_value_that_is_left_means_the_one_child_that_is_left() {
    let schemas = boats("", "{type: string, enum: [s]}", &child("Yacht", "Boat"));
    assert_eq!(values(&schemas, "Yacht"), ["s"]);
    let children = child("Yacht", "Boat") + &child("Launch", "Boat");
    let schemas = boats("", "{type: string, enum: [a, b]}", &children);
    assert_eq!(branches(&schemas, "Boat"), ["Yacht", "Launch"]);
    assert!(values(&schemas, "Yacht").is_empty());
}

#[test]
fn what_a_mapping_leaves_out_alone_shows_the_parent_in_another_way() {
    let children = child("Yacht", "Boat") + &child("Launch", "Boat") + &child("Offer", "Boat");
    let mapping = ", mapping: {sail: Yacht, motor: Launch}";
    let schemas = boats(mapping, "{type: string}", &children);
    assert_eq!(branches(&schemas, "Boat"), ["Yacht", "Launch"]);
    assert!(values(&schemas, "Offer").is_empty());
}

#[test]
fn values_are_of_the_type_of_the_property() {
    let mapping = ", mapping: {'1': Yacht}";
    let schemas = boats(mapping, "{type: integer}", &child("Yacht", "Boat"));
    let kind = hierarchy::own_property(schemas["Yacht"].as_object().unwrap(), "kind");
    let kind = kind.and_then(Schema::as_object).unwrap();
    assert_eq!(kind.enumeration, Some(vec![serde_json::json!(1)]));
}

#[test]
fn a_name_that_is_taken_is_not_given() {
    let taken = "\n    BoatBase: {type: object, properties: {other: {type: string}}}";
    let schemas = boats("", "{type: string}", &(child("Yacht", "Boat") + taken));
    assert_eq!(branches(&schemas, "Boat"), ["Yacht", "BoatProperties"]);
}
