//! What a schema means, by what it is.

use crate::lower::schema::constraint::keyword;
use crate::lower::schema::documentation::docs;
use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_none;
use crate::lower::schema::form::is_nullable;
use crate::lower::schema::made::Making;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::scalar::format;
use crate::lower::schema::scalar::number;
use crate::lower::schema::scalar::unit;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Site;
use crate::lower::schema::validate::validate;
use crate::model::Docs;
use crate::model::Format;
use crate::model::Scalar;
use crate::model::Shape;
use crate::model::Text;
use crate::model::Type;
use crate::model::TypeReference;
use crate::report::Rule;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// How deep schemas are followed into each other: the compiler rejects what derives make of deeper types.
const DEEPEST: usize = 32;

/// How many values of an `enum` are as much as a schema.
const VALUES_OF_A_USE: usize = 4;

/// How many lists and maps may be in each other: each takes several of the 128 steps that the compiler follows.
const MOST_LEVELS: usize = 32;

impl<'d> Schemas<'d> {
    /// What `schema` means where it stands.
    pub(crate) fn meaning(&mut self, schema: &'d Schema, site: Site<'_>) -> Meaning {
        if site.depth == DEEPEST {
            let message =
                format!("schemas are nested more than {DEEPEST} deep: this one is any JSON value");
            self.report
                .mistake(Rule::UnsupportedKeyword, schema.at().value(), message)
                .help("move the inner ones to `components/schemas`")
                .loses_a_type();
            return Meaning::any();
        }
        let values = schema
            .as_object()
            .map_or(0, |object| enumeration::values(object).count());
        if self.is_too_much_with(1 + values / VALUES_OF_A_USE, schema.at()) {
            return Meaning::any();
        }
        let depth = site.depth + 1;
        let site = Site { depth, ..site };
        match schema {
            Schema::Boolean { accepts: true, .. } => Meaning::any(),
            Schema::Boolean { at, .. } => {
                let message = "the schema `false` accepts no value: it is any JSON value here";
                self.report
                    .mistake(Rule::ImpossibleSchema, at.value(), message)
                    .help("leave the property out");
                Meaning::any()
            }
            Schema::Object(object) => {
                let home = self.name_outside_of(schema, site.file);
                let home = home.as_deref().map(|name| site.at_home(name));
                self.made_once(object, home.unwrap_or(site))
            }
        }
    }

    /// What a schema means: where it is a type of its own, that is made when it is first met.
    fn made_once(&mut self, schema: &'d SchemaObject, site: Site<'_>) -> Meaning {
        let known = self.met_before(schema, site);
        if let Some(known) = known.or_else(|| self.referred_to_here(schema, site)) {
            return known;
        }
        self.made.open(schema, site);
        let meaning = match &schema.reference {
            Some(target) => self.referenced(schema, target, site),
            None => self.inline(schema, site, false),
        };
        self.made.finish(schema, site, &meaning);
        meaning
    }

    /// What a schema means that is met again.
    fn met_before(&self, schema: &SchemaObject, site: Site<'_>) -> Option<Meaning> {
        match self.made.get(schema, site)? {
            Making::Open => None,
            Making::Begun(reference) => {
                let ty = Type::Named(reference.clone());
                Some(Meaning::new(ty, is_nullable(schema), docs(schema, None)))
            }
            Making::Done(meaning) => Some(meaning.clone()),
        }
    }

    /// What a schema without `$ref` means. Text with a name of its own is a type of its own.
    pub(crate) fn inline(
        &mut self,
        schema: &'d SchemaObject,
        site: Site<'_>,
        has_own_name: bool,
    ) -> Meaning {
        validate(schema, self.document, self.taken, self.report);
        let unit = unit::of(schema);
        let docs = docs(schema, unit);
        let nullable = is_nullable(schema);
        let ty = match form(schema) {
            Form::Alias | Form::Merged => {
                let merged = self.merged(schema, site, docs);
                return Meaning {
                    nullable: nullable || merged.nullable,
                    ..merged
                };
            }
            Form::Choice(branches) => return self.choice(schema, &branches, site, docs, nullable),
            Form::Types(types) => self.type_list(schema, &types, site, docs.clone()),
            Form::Enumeration(scalar) => self.enumeration(schema, scalar, site, docs.clone()),
            Form::Structure => self.structure(schema, site, docs.clone()),
            Form::Map => {
                let map = self.map(schema, site);
                self.shallow(map, schema)
            }
            Form::List => {
                let list = self.list(schema, site);
                self.shallow(list, schema)
            }
            Form::Tuple => self.tuple(schema, site, docs.clone()),
            Form::Text if has_own_name && format::is_own_type(schema) => {
                self.text(schema, site, docs.clone())
            }
            Form::Text => format::format(schema).map_or(Type::String, Type::Format),
            Form::Integer => unit.map_or_else(
                || number(schema, Type::Integer(format::integer(schema))),
                Type::Duration,
            ),
            Form::Number => {
                format::format(schema).map_or_else(|| number(schema, Type::Number), Type::Format)
            }
            Form::Boolean => Type::Boolean,
            Form::Null | Form::Any => Type::Any,
        };
        let mut docs = docs;
        docs.notes.extend(self.words_of_items(schema, &ty));
        Meaning {
            nullable: nullable && ty != Type::Any,
            ty,
            docs,
        }
    }

    fn text(&mut self, schema: &'d SchemaObject, site: Site<'_>, mut docs: Docs) -> Type {
        docs.notes.extend(format::note(schema));
        let begun = self.begin_type(schema, site);
        let text = Text {
            constraints: keyword::fitted(&schema.constraints, &Type::String).checked,
            uuid: format::format(schema) == Some(Format::Uuid),
            sensitive: schema.format.as_deref() == Some("password"),
            path_segment: false,
        };
        self.finish_type(begun, docs, Shape::Text(text))
    }

    pub(super) fn map(&mut self, schema: &'d SchemaObject, site: Site<'_>) -> Type {
        let value = self.values(schema, site);
        let key = schema
            .property_names
            .as_ref()
            .and_then(|names| self.map_key(names, site));
        Type::Map {
            key,
            value: Box::new(value),
        }
    }

    /// A list or a map, unless it holds others that are deeper in each other than the compiler follows.
    fn shallow(&mut self, ty: Type, schema: &SchemaObject) -> Type {
        if levels(&ty) <= MOST_LEVELS {
            return ty;
        }
        let message =
            format!("lists and maps stand in each other here, more than {MOST_LEVELS} deep");
        self.report
            .error(Rule::TooLarge, schema.at.value(), message)
            .help("give one of them in between properties, so that it is an object");
        Type::Any
    }

    /// The type of the keys of a map: text of a type of its own.
    fn map_key(&mut self, names: &'d Schema, site: Site<'_>) -> Option<TypeReference> {
        let name = site.name_of("key");
        let key = match self.meaning(names, site.named(&name)).ty {
            Type::Named(reference) if self.is_text(&reference) => Some(reference),
            _ => None,
        };
        if key.is_none() && !is_any_text(names) {
            let message = "the rules for the keys are not checked: they are any text";
            self.report
                .mistake(Rule::UnsupportedKeyword, names.at().key(), message)
                .help(
                    "refer to a text in `components/schemas` to give the keys a type of their own",
                );
        }
        key
    }

    fn is_text(&self, reference: &TypeReference) -> bool {
        let definition = self.types.definition(reference);
        match definition.map(|definition| &definition.shape) {
            Some(Shape::Text(_)) => true,
            Some(Shape::Enumeration(known)) => known.scalar == Scalar::Text,
            _ => false,
        }
    }

    pub(super) fn list(&mut self, schema: &'d SchemaObject, site: Site<'_>) -> Type {
        let further = schema.items.iter().filter(|items| !is_none(items));
        let items: Vec<&Schema> = schema.prefix_items.iter().chain(further).collect();
        let name = site.item_name();
        let site = site.named(&name);
        if let Some(scalar) = enumeration::scalar_of_items(schema)
            && !items.iter().any(|item| self.lists_values(item))
        {
            let docs = Docs::default();
            return Type::List(Box::new(self.enumeration(schema, scalar, site, docs)));
        }
        Type::List(Box::new(self.one_type(&items, site)))
    }

    /// Whether a schema says which values there are.
    fn lists_values(&mut self, schema: &'d Schema) -> bool {
        let resolved = self.resolved(schema);
        resolved.is_some_and(|object| enumeration::scalar(object).is_some())
    }
}

/// How many lists and maps there are in each other.
fn levels(ty: &Type) -> usize {
    match ty {
        Type::List(inner) | Type::Map { value: inner, .. } => 1 + levels(inner),
        Type::Nullable(inner) | Type::Boxed(inner) => levels(inner),
        _ => 0,
    }
}

/// Whether a schema says no more than that a value is text, which every key is.
fn is_any_text(schema: &Schema) -> bool {
    match schema {
        Schema::Boolean { accepts, .. } => *accepts,
        Schema::Object(object) => {
            let is_text = matches!(form(object), Form::Text | Form::Any);
            is_text
                && object.reference.is_none()
                && object.format.is_none()
                && !object.constraints.has_text()
        }
    }
}

/// A number, which may also come as text.
fn number(schema: &SchemaObject, ty: Type) -> Type {
    match number::or_text(schema) {
        Some(_) => Type::NumberOrText(Box::new(ty)),
        None => ty,
    }
}
