//! Responses in parts, as they come: server-sent events, JSON texts one after another, and parts of other media types.

use crate::report::Rule;
use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::media::is_json;
use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::reading::Reading;
use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_open;
use crate::lower::schema::merge;
use crate::lower::schema::merge::Property;
use crate::lower::schema::scalar::format::is_encoding;
use crate::lower::schema::site::Site;
use crate::model::Docs;
use crate::model::EventKind;
use crate::model::ItemFormat;
use crate::model::Name;
use crate::model::Response;
use crate::model::Shape;
use crate::model::Type;
use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// The fields of an event (HTML, section 9.2.6).
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// An event that a schema describes with its fields.
struct EventObject<'d> {
    schema: &'d SchemaObject,
    /// What the schema is called.
    called: Option<&'d str>,
    /// The types of event that it is, where it says which.
    names: Vec<&'d str>,
    data: Option<&'d Schema>,
}

/// The data of an event.
struct EventData {
    ty: Type,
    /// Whether it is a JSON text also where it is a text.
    is_json: bool,
}

impl EventData {
    fn of(ty: Type) -> Self {
        let is_json = false;
        Self { ty, is_json }
    }

    fn format(&self) -> ItemFormat {
        if self.is_json {
            ItemFormat::JsonEvents
        } else {
            ItemFormat::Events
        }
    }
}

impl<'d> Operations<'d> {
    /// A stream of what the schema says of one item, or of all of them as a list.
    pub(crate) fn stream(
        &mut self,
        media_type: &'d MediaType,
        reading: Reading,
        site: Site<'_>,
    ) -> Response {
        let of_items = media_type.item_schema.as_ref();
        let item = of_items.or_else(|| Some(item(media_type.schema.as_ref()?)));
        let called = match reading {
            Reading::Events => "event",
            Reading::JsonLines => "line",
            Reading::Parts => "part",
            _ => "item",
        };
        let name = site.name_of(called);
        let site = site.named(&name);
        match reading {
            Reading::JsonLines => Response::Items(ItemFormat::JsonLines, self.type_of(item, site)),
            Reading::Parts => Response::Items(ItemFormat::Parts, self.type_of(item, site)),
            Reading::JsonSequence => {
                Response::Items(ItemFormat::JsonSequence, self.type_of(item, site))
            }
            _ => {
                let data = self.event(item, of_items.is_some(), site);
                Response::Items(data.format(), data.ty)
            }
        }
    }

    /// Reports an `itemSchema` where nothing comes in parts.
    pub(crate) fn report_items(&mut self, media_type: &'d MediaType) {
        if let Some(schema) = &media_type.item_schema {
            let message = "`itemSchema` describes what comes one after another: events, parts, and JSON texts; here it is not read";
            let place = schema.at().key();
            self.report()
                .warning(Rule::UnsupportedKeyword, place, message);
        }
    }

    /// The type of a response without an envelope, or of one part of a stream.
    pub(crate) fn type_of(&mut self, schema: Option<&'d Schema>, site: Site<'_>) -> Type {
        schema.map_or(Type::Any, |schema| {
            self.schemas.meaning(schema, site).into_item()
        })
    }

    /// The data of an event, of which the schema describes the data, or all fields.
    fn event(&mut self, schema: Option<&'d Schema>, is_item: bool, site: Site<'_>) -> EventData {
        let objects = schema.and_then(|schema| self.event_objects(schema, is_item));
        match objects.as_deref() {
            None => EventData::of(self.type_of(schema, site)),
            Some([only]) => {
                let data = self.data(only, site);
                data.unwrap_or(EventData::of(Type::Any))
            }
            Some(several) if are_told_apart(several) => {
                EventData::of(self.event_kinds(several, site))
            }
            Some([first, ..]) => {
                let message = "these events are not told apart by their `event`: the data of each is any JSON value";
                self.report()
                    .warning(Rule::UnsupportedKeyword, first.schema.at.value(), message)
                    .help("give each a `const` of its own as its `event`");
                EventData::of(Type::Any)
            }
            Some([]) => EventData::of(Type::Any),
        }
    }

    /// Several events, told apart by their types.
    fn event_kinds(&mut self, objects: &[EventObject<'d>], site: Site<'_>) -> Type {
        let Some(first) = objects.first() else {
            return Type::Any;
        };
        let place = first.schema.at.key();
        let mut scope = Scope::default();
        let mut kinds: Vec<EventKind> = Vec::new();
        for object in objects {
            let called = object.names.first().copied().or(object.called);
            let called = called.unwrap_or("other");
            let name = Name::of_variant_or(called, "Other");
            let named = Named::told_apart_by("events", "give each a name of its own");
            let at = object.schema.at.value();
            let name = scope.claim(name, named, at, self.schemas.report);
            let data_name = site.name_of(called);
            let data = self.data(object, site.named(&data_name));
            let description = object.schema.description.as_deref();
            kinds.push(EventKind {
                name,
                events: object.names.iter().map(|&name| name.to_owned()).collect(),
                is_json: data.as_ref().is_some_and(|data| data.is_json),
                ty: data.map(|data| data.ty),
                docs: Docs {
                    description: description.map(str::to_owned),
                    ..Docs::default()
                },
            });
        }
        let docs = Docs::default();
        self.schemas
            .operation_type(site, place, docs, Shape::Events(kinds))
    }

    /// How events of one kind are sent, and the type of their data: of several, each would have to say which it is.
    pub(crate) fn sent_events(
        &mut self,
        item: &'d Schema,
        site: Site<'_>,
    ) -> Option<(ItemFormat, Type)> {
        let objects = self.event_objects(item, true)?;
        let [only] = objects.as_slice() else {
            return None;
        };
        let data = only.names.is_empty().then(|| self.data(only, site))??;
        Some((data.format(), data.ty))
    }

    /// The data of an event: what a text holds, where it says what.
    fn data(&mut self, object: &EventObject<'d>, site: Site<'_>) -> Option<EventData> {
        let data = object.data?;
        let written = self.schemas.resolved(data);
        let held = written.filter(|text| text.content_schema.is_some() || holds_json(text));
        Some(match held {
            Some(text) => EventData {
                ty: self.type_of(text.content_schema.as_ref(), site),
                is_json: holds_json(text),
            },
            None => EventData::of(self.type_of(Some(data), site)),
        })
    }

    /// The events that a schema describes with all their fields; `None` where it describes anything else.
    fn event_objects(&mut self, schema: &'d Schema, is_item: bool) -> Option<Vec<EventObject<'d>>> {
        let mut objects = Vec::new();
        let mut seen = IndexSet::new();
        let around = IndexMap::new();
        self.collect_events(schema, (is_item, &around), &mut seen, &mut objects)?;
        (!objects.is_empty()).then_some(objects)
    }

    fn collect_events(
        &mut self,
        schema: &'d Schema,
        (is_item, around): (bool, &IndexMap<&'d str, Property<'d>>),
        seen: &mut IndexSet<&'d str>,
        objects: &mut Vec<EventObject<'d>>,
    ) -> Option<()> {
        let written = schema.as_object()?;
        let target = written.reference.as_deref();
        if target.is_some_and(|target| !seen.insert(target)) {
            return None;
        }
        let object = self.schemas.resolved(schema)?;
        let mut properties = around.clone();
        if let Form::Choice(branches) = form(object) {
            // What stands beside the branches is true of each.
            add(&mut properties, merge::properties(object));
            for branch in branches {
                self.collect_events(branch, (is_item, &properties), seen, objects)?;
            }
        } else {
            add(&mut properties, self.schemas.merge(object).properties);
            objects.push(event_object(object, target, &properties, is_item)?);
        }
        self.schemas.use_component(written);
        Some(())
    }
}

/// The event that has these properties; `None` where they are those of anything else. An object with `data` alone is the data
/// of an event, where that is what is described.
fn event_object<'d>(
    schema: &'d SchemaObject,
    target: Option<&'d str>,
    properties: &IndexMap<&'d str, Property<'d>>,
    is_item: bool,
) -> Option<EventObject<'d>> {
    let data = properties.get("data").map(|property| property.schema);
    let event = properties.get("event");
    let event = event.and_then(|property| property.schema.as_object());
    let names: Vec<&str> = event.map_or_else(Vec::new, |event| enumeration::texts(event).collect());
    let has_fields_alone = properties.keys().all(|name| FIELDS.contains(name));
    let is_event = is_item || !names.is_empty() || properties.len() > 1;
    if !has_fields_alone || !is_event || (data.is_none() && event.is_none()) {
        return None;
    }
    Some(EventObject {
        schema,
        called: target.and_then(|target| target.rsplit('/').next()),
        names,
        data,
    })
}

/// Adds properties to those of the schemas around, which say as much where these do not say what they are.
fn add<'d>(
    around: &mut IndexMap<&'d str, Property<'d>>,
    properties: IndexMap<&'d str, Property<'d>>,
) {
    for (name, property) in properties {
        let says_more = |object: &SchemaObject| {
            let holds = object.content_schema.is_some() || holds_json(object);
            holds || !is_open(property.schema)
        };
        let object = property.schema.as_object();
        if !around.contains_key(name) || object.is_some_and(says_more) {
            around.insert(name, property);
        }
    }
}

/// Whether no two events are of one type; one of them may be of any other.
fn are_told_apart(objects: &[EventObject<'_>]) -> bool {
    let mut names = objects.iter().flat_map(|object| &object.names);
    let mut seen = IndexSet::new();
    let nameless = objects.iter().filter(|object| object.names.is_empty());
    names.all(|name| seen.insert(*name)) && nameless.count() <= 1
}

/// Whether a text is described as one of JSON; what has a schema is JSON where nothing else is said.
fn holds_json(schema: &SchemaObject) -> bool {
    let mut media_types = schema.content.iter().filter(|text| !is_encoding(text));
    match media_types.next() {
        None => schema.content_schema.is_some(),
        Some(media_type) => is_json(&media_type.value),
    }
}

/// The schema of the items, where all parts of a stream are described as a list.
fn item(schema: &Schema) -> &Schema {
    let items = schema
        .as_object()
        .filter(|schema| matches!(form(schema), Form::List));
    items
        .and_then(|schema| schema.items.as_ref())
        .unwrap_or(schema)
}
