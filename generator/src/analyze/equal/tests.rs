//! The pass on models written by hand.

use super::*;
use crate::model::Body;
use crate::model::Check;
use crate::model::Docs;
use crate::model::Enumeration;
use crate::model::Operation;
use crate::model::Resource;
use crate::model::Response;
use crate::model::Scalar;
use crate::model::Type;
use crate::model::Usage;
use crate::model::testing::api;
use crate::model::testing::definition;
use crate::model::testing::field;
use crate::model::testing::giving;
use crate::model::testing::local;
use crate::model::testing::names;
use crate::model::testing::object;
use crate::model::testing::shared;

/// A type that the document does not name, of a schema that is called so.
fn inline(called: &str, definition: TypeDefinition) -> TypeDefinition {
    let usage = Usage {
        response: true,
        ..Usage::default()
    };
    TypeDefinition {
        name: Name::of_variant_or(called, "Type"),
        is_named: false,
        usage,
        ..definition
    }
}

fn used(definition: TypeDefinition) -> TypeDefinition {
    TypeDefinition {
        is_named: true,
        ..inline(definition.name.wire().to_owned().as_str(), definition)
    }
}

fn order(called: &str) -> TypeDefinition {
    let enumeration = Enumeration {
        scalar: Scalar::Text,
        values: Vec::new(),
        is_open: false,
    };
    inline(called, definition("Order", Shape::Enumeration(enumeration)))
}

/// An operation that gives a type of its own, beside others of its own.
fn giving_own(position: usize, name: &str, types: Vec<TypeDefinition>) -> Operation {
    Operation {
        types,
        ..giving(position, local(name))
    }
}

fn unite(api: &mut Api) {
    unite_equal(api, &[], &TakenNames::default());
}

fn given(operation: &Operation) -> &TypeReference {
    match &operation.response {
        Response::Json(ty) => ty.named().unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn operations_share_what_is_equal_under_a_name_without_theirs() {
    let types = |operation: &str| vec![order(&format!("{operation}.order"))];
    let mut api = api(
        Vec::new(),
        vec![
            giving_own(0, "Call0Order", types("call0")),
            giving_own(1, "Call1Order", types("call1")),
        ],
    );
    unite(&mut api);
    assert_eq!(names(&api), ["Order"]);
    for operation in api.operations() {
        assert_eq!(*given(operation), *shared("Order").named().unwrap());
        assert!(operation.types.is_empty());
    }
}

#[test]
fn the_first_two_operations_that_share_a_type_name_it() {
    let one = |position: usize, called: &str| {
        let types = vec![order(&format!("call{position}.{called}"))];
        let name = types[0].name.rust().to_owned();
        giving_own(position, &name, types)
    };
    let shared = |behind: Vec<Operation>| {
        let first = vec![one(0, "page.book.order"), one(1, "page.order")];
        let mut api = api(Vec::new(), first.into_iter().chain(behind).collect());
        unite(&mut api);
        names(&api).join(" ")
    };
    assert_eq!(shared(Vec::new()), "PageOrder");
    assert_eq!(shared(vec![one(2, "sort")]), "PageOrder");
}

#[test]
fn a_name_that_is_taken_is_not_given_again() {
    let other = used(object("Order", vec![field("total", Type::Number)]));
    let types = |operation: &str| vec![order(&format!("{operation}.order"))];
    let mut api = api(
        vec![other],
        vec![
            giving_own(0, "Call0Order", types("call0")),
            giving_own(1, "Call1Order", types("call1")),
        ],
    );
    unite(&mut api);
    assert_eq!(names(&api), ["Order", "Call0Order"]);
}

#[test]
fn what_methods_of_one_name_give_is_called_after_a_resource_where_it_differs() {
    let given = |label: &str| {
        let fields = vec![field("id", Type::String), field(label, Type::String)];
        inline("list.response", object("ListResponse", fields))
    };
    let resource = |position: usize, name: &str, label: &str| {
        let operation = giving_own(position, "ListResponse", vec![given(label)]);
        Resource {
            name: Name::of_value(name),
            operations: vec![Operation {
                method: Name::of_value("list").unwrap(),
                ..operation
            }],
            ..Resource::default()
        }
    };
    let mut api = api(Vec::new(), Vec::new());
    api.root.resources = vec![
        resource(0, "boats", "sail"),
        resource(1, "oars", "grip"),
        resource(2, "rafts", "sail"),
        resource(3, "paddles", "grip"),
    ];
    unite(&mut api);
    assert_eq!(names(&api), ["BoatListResponse", "OarListResponse"]);
}

#[test]
fn a_resource_is_not_said_twice() {
    let one = |position: usize| {
        let types = vec![order(&format!("call{position}.order"))];
        giving_own(position, &format!("Call{position}Order"), types)
    };
    let other = used(object("Order", vec![field("total", Type::Number)]));
    let mut api = api(vec![other], Vec::new());
    api.root.resources = vec![Resource {
        name: Name::of_value("orders"),
        operations: vec![one(0), one(1)],
        ..Resource::default()
    }];
    unite(&mut api);
    assert_eq!(names(&api), ["Order", "Call0Order"]);
}

#[test]
fn components_stay_apart_and_take_what_is_equal_to_one_of_them() {
    let fields = |name: &str| {
        let fields = ["id", "title", name];
        let fields = fields.map(|name| field(name, Type::String));
        fields.to_vec()
    };
    let book = inline("Shelf.book", object("Book", fields("author")));
    let pen = inline("Shelf.pen", object("Pen", fields("color")));
    let mut api = api(
        vec![
            used(object("Novel", fields("author"))),
            used(object("Pencil", fields("color"))),
            used(object("Crayon", fields("color"))),
            book,
            pen,
        ],
        vec![
            giving(0, shared("ShelfBook")),
            giving(1, shared("ShelfPen")),
        ],
    );
    unite(&mut api);
    assert_eq!(names(&api), ["Novel", "Pencil", "Crayon", "ShelfPen"]);
    let given: Vec<&str> = api
        .operations()
        .map(|operation| given(operation).name.as_str())
        .collect();
    assert_eq!(given, ["Novel", "ShelfPen"]);
}

#[test]
fn types_that_contain_themselves_are_compared_as_a_whole() {
    let node = |called: &str, next: &str, last: Type| {
        let fields = vec![
            field("next", shared(next)),
            field("label", Type::String),
            field("last", last),
        ];
        inline(called, object("Node", fields))
    };
    let mut api = api(
        vec![
            node("A.node", "ANode", Type::Any),
            node("B.node", "BNode", Type::Any),
            node("C.node", "CNode", Type::String),
        ],
        vec![giving(0, shared("BNode")), giving(1, shared("CNode"))],
    );
    unite(&mut api);
    assert_eq!(names(&api), ["ANode", "CNode"]);
    let Shape::Structure(kept) = &api.types[0].shape else {
        panic!("{:?}", api.types[0]);
    };
    assert_eq!(kept.fields[0].ty, shared("ANode"));
}

#[test]
fn small_objects_are_equal_by_chance_unless_they_are_called_the_same() {
    let title = || vec![field("title", Type::String)];
    let mut api = api(
        vec![
            inline("Shelf.book", object("Book", title())),
            inline("Desk.pen", object("Pen", title())),
            inline("Desk.book", object("Book", title())),
        ],
        Vec::new(),
    );
    unite(&mut api);
    assert_eq!(names(&api), ["ShelfBook", "DeskPen"]);
}

#[test]
fn a_type_stays_with_its_operation_where_a_part_of_it_does() {
    let types = |operation: &str, called: &str, part: &str| {
        let outer = vec![field("body", local(part)), field("id", Type::String)];
        vec![
            inline(&format!("{operation}.{called}"), object("Outer", outer)),
            inline(
                &format!("{operation}.{called}.body"),
                object("Inner", vec![field("id", Type::String)]),
            ),
        ]
    };
    let mut api = api(
        Vec::new(),
        vec![
            giving_own(0, "Call0One", types("call0", "one", "Call0OneBody")),
            giving_own(1, "Call1Other", types("call1", "other", "Call1OtherBody")),
        ],
    );
    unite(&mut api);
    assert!(api.types.is_empty());
    assert!(api.operations().all(|operation| operation.types.len() == 2));
}

#[test]
fn kinds_of_bodies_are_shared_under_the_name_of_the_resource_that_shares_them_first() {
    let sending = |position: usize| {
        let called = format!("call{position}.body");
        let kinds = inline(&called, definition("Kinds", Shape::Bodies(Vec::new())));
        Operation {
            types: vec![kinds],
            ..giving(position, local(&format!("Call{position}Body")))
        }
    };
    let resource = |name: &str, operations: Vec<Operation>| Resource {
        name: Name::of_value(name),
        operations,
        ..Resource::default()
    };
    let mut api = api(Vec::new(), Vec::new());
    let boats = vec![sending(0), sending(1)];
    let behind = vec![sending(2)];
    api.root.resources = vec![resource("boats", boats), resource("rafts", behind)];
    unite(&mut api);
    assert_eq!(names(&api), ["BoatBody"]);
}

#[test]
fn small_objects_around_one_type_are_equal() {
    let order = || used(order("Order"));
    let around = |called: &str| {
        inline(
            called,
            object("Around", vec![field("order", shared("Order"))]),
        )
    };
    let mut api = api(
        vec![order(), around("Shelf.book"), around("Desk.pen")],
        Vec::new(),
    );
    unite(&mut api);
    assert_eq!(names(&api), ["Order", "ShelfBook"]);
}

#[test]
fn docs_that_stand_nowhere_else_tell_types_apart() {
    let described = |called: &str, text: &str| TypeDefinition {
        docs: Docs {
            description: Some(text.to_owned()),
            ..Docs::default()
        },
        ..order(called)
    };
    let types = || vec![described("A.order", "How."), described("B.order", "Why.")];
    let holder = |ty: fn(&str) -> Type| {
        let fields = vec![field("one", ty("AOrder")), field("two", ty("BOrder"))];
        used(object("Holder", fields))
    };
    let with = |holder| {
        let mut api = api(types(), Vec::new());
        api.types.push(holder);
        unite(&mut api);
        api.types.len()
    };
    assert_eq!(with(holder(shared)), 2);
    assert_eq!(with(holder(|name| Type::List(Box::new(shared(name))))), 3);
}

#[test]
fn what_is_checked_stays_where_it_is() {
    let check = |id| {
        let check = Check {
            id,
            ..Check::default()
        };
        Some(Box::new(check))
    };
    let checked = |called: &str, id| {
        let mut name = field("name", Type::String);
        name.check = check(id);
        name.docs.description = Some("Its name.".to_owned());
        inline(called, object("Thing", vec![name]))
    };
    let types = || vec![checked("A.thing", 0), checked("B.thing", 1)];
    let with = |requested: &[Option<bool>]| {
        let mut api = api(types(), Vec::new());
        unite_equal(&mut api, requested, &TakenNames::default());
        api.types.len()
    };
    assert_eq!(with(&[None, None]), 1);
    assert_eq!(with(&[Some(true), None]), 2);
}

#[test]
fn what_a_body_is_made_of_refers_to_what_is_kept() {
    let mut sending = giving_own(
        0,
        "Call0Order",
        vec![order("call0.order"), order("call0.sort")],
    );
    sending.body = Body::Properties {
        name: Name::of_variant_or("Body", "Body"),
        fields: vec![field("sort", local("Call0Sort"))],
        check: None,
        media: crate::model::Media::Json,
    };
    let mut api = api(Vec::new(), vec![sending]);
    unite(&mut api);
    let operation = &api.root.operations[0];
    assert_eq!(operation.types.len(), 1);
    assert_eq!(operation.body.types(), [&local("Call0Order")]);
}
