//! Bodies of parts: which parts are files, and how each part is written.

use crate::report::Rule;
use indexmap::IndexMap;

use crate::lower::media;
use crate::lower::media::essence;
use crate::lower::operation::body::media_type::style;
use crate::lower::operation::operations::Operations;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::merge::Property;
use crate::lower::schema::site::Site;
use crate::markdown::code;
use crate::model::Field;
use crate::model::Multipart;
use crate::model::PartEncoding;
use crate::model::Presence;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Style;
use crate::model::Type;
use crate::spec::Encoding;
use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// How far a schema is followed to a file.
const DEEPEST: usize = 32;

/// A part that is a file, or one for each item of a list.
#[derive(Clone, Copy)]
struct File<'d> {
    is_list: bool,
    /// `contentMediaType` of its schema.
    media_type: Option<&'d str>,
}

/// Whether there are files among the parts of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Files {
    /// There is none.
    None,
    /// Each may be left out.
    Optional,
    /// The body is nothing without one.
    Required,
}

/// What is known of a schema besides itself.
#[derive(Clone, Copy)]
struct Known<'d> {
    /// `contentType` of its encoding.
    declared: Option<&'d str>,
    /// Whether a schema without a type is one of bytes, as since OpenAPI 3.1.
    untyped_is_file: bool,
    depth: usize,
}

impl<'d> Operations<'d> {
    /// The properties that are the parts of a body, if its schema has any.
    pub(crate) fn part_properties(
        &mut self,
        media_type: &'d MediaType,
    ) -> Option<IndexMap<&'d str, Property<'d>>> {
        let Some(Schema::Object(object)) = &media_type.schema else {
            return None;
        };
        let merged = self.schemas.merge_with_choices(object);
        if merged.properties.is_empty() {
            return None;
        }
        for schema in merged.additional_properties.described() {
            let message = "only the parts that have a name here are sent";
            let warning = self
                .schemas
                .report
                .warning(Rule::BodyPart, schema.at().key(), message);
            warning.help("leave out the other properties to have all parts given by the caller");
        }
        Some(merged.properties)
    }

    /// Whether there are files among the parts of a body.
    pub(crate) fn files(&mut self, media_type: &'d MediaType) -> Files {
        let properties = self.part_properties(media_type).unwrap_or_default();
        let mut files = Files::None;
        for (wire, property) in properties {
            let is_sent = property
                .schema
                .as_object()
                .is_none_or(|object| !object.read_only);
            let known = Known::of(media_type.encoding.get(wire), false);
            if is_sent && self.file(property.schema, known).is_some() {
                let here = if property.required {
                    Files::Required
                } else {
                    Files::Optional
                };
                files = files.max(here);
            }
        }
        files
    }

    /// The properties as parts, and how these are written. `known` is the type of the same schema elsewhere.
    pub(crate) fn parts(
        &mut self,
        name: &str,
        media_type: &'d MediaType,
        properties: &IndexMap<&'d str, Property<'d>>,
        known: Option<&Type>,
        site: Site<'_>,
    ) -> (Vec<Field>, Multipart) {
        let mut multipart = Multipart {
            is_required: true,
            media_type: media::multipart_type(name),
            encodings: Vec::new(),
        };
        let is_form = multipart.media_type.is_none();
        for (name, encoding) in &media_type.encoding {
            if !properties.contains_key(name.as_str()) {
                let message = format!(
                    "there is no part {} that this is the encoding of",
                    code(name)
                );
                let warning =
                    self.schemas
                        .report
                        .warning(Rule::BodyPart, encoding.at.key(), message);
                warning.suggest(name, properties.keys());
            }
        }
        let component = self.component_type(media_type, site);
        let known = known.or(component.as_ref());
        let mut fields = match known.and_then(|known| self.fields_of(known)) {
            Some(fields) => fields,
            None => self.sent_fields(properties, site),
        };
        for field in &mut fields {
            let Some(property) = properties.get(field.name.wire()) else {
                continue;
            };
            let encoding = media_type.encoding.get(field.name.wire());
            let encoding = self.part(field, property, encoding, is_form);
            let wire = field.name.wire().to_owned();
            multipart.encodings.extend(encoding.map(|one| (wire, one)));
            field.check = self.schemas.check(property.parts(), &field.ty);
            // A part has no way to say `null`.
            field.presence = match field.presence {
                Presence::Required => Presence::Required,
                Presence::Nullable | Presence::Optional | Presence::OptionalNullable => {
                    Presence::Optional
                }
            };
        }
        (fields, multipart)
    }

    /// The type of a component.
    fn component_type(&mut self, media_type: &'d MediaType, site: Site<'_>) -> Option<Type> {
        let schema = media_type.schema.as_ref()?;
        schema.as_object()?.reference.as_ref()?;
        Some(self.schemas.meaning(schema, site).ty)
    }

    /// The properties of an object that are sent: the types in them are the same however it is.
    fn fields_of(&self, ty: &Type) -> Option<Vec<Field>> {
        let Type::Named(reference) = ty else {
            return None;
        };
        match &self.schemas.types.definition(reference)?.shape {
            Shape::Structure(structure) => {
                let fields = structure.fields.iter();
                let sent = fields.filter(|field| field.side != Side::Response);
                Some(sent.cloned().collect())
            }
            _ => None,
        }
    }

    /// Gives a part its type and its docs, and tells how it is written.
    fn part(
        &mut self,
        field: &mut Field,
        property: &Property<'d>,
        encoding: Option<&'d Encoding>,
        is_form: bool,
    ) -> Option<PartEncoding> {
        let is_of_3_0 = self.schemas.document.openapi.value.starts_with("3.0");
        let known = Known::of(encoding, !is_of_3_0);
        if let Some(file) = self.file(property.schema, known) {
            field.ty = if file.is_list {
                Type::List(Box::new(Type::Part))
            } else {
                Type::Part
            };
            let media_type = known.declared.or(file.media_type)?;
            field.docs.notes.extend(several(media_type));
            let first = concrete(media_type).next();
            let first = first.filter(|one| *one != "application/octet-stream");
            return first.map(|one| PartEncoding::MediaType(one.to_owned()));
        }
        let is_structured = self.is_structured(&field.ty);
        let is_plural = is_structured || matches!(field.ty, Type::List(_));
        let styled = encoding.filter(|_| is_form && !is_of_3_0 && is_plural);
        match styled.and_then(style) {
            None | Some(Style::Json) => {}
            // That is how a list is written in any case.
            Some(Style::FormExploded) if !is_structured => {}
            Some(style) => return Some(PartEncoding::Style(style)),
        }
        let declared = known.declared?;
        let json = concrete(declared).find(|one| media::is_json(one));
        let media_type = match json {
            Some(json) if is_structured => json,
            _ => concrete(declared).next()?,
        };
        if is_structured && is_text_alone(media_type) {
            field.ty = as_text(&field.ty);
            let note = format!("Sent as it is, as {}.", code(media_type));
            field.docs.notes.push(note);
        }
        Some(PartEncoding::MediaType(media_type.to_owned()))
    }

    /// How a schema is one of files, if it is.
    fn file(&mut self, schema: &'d Schema, known: Known<'d>) -> Option<File<'d>> {
        let Schema::Object(object) = schema else {
            let is_file = known.is_untyped_file();
            return is_file.then_some(File::ONE);
        };
        if known.depth == DEEPEST {
            return None;
        }
        let inner = known.deeper();
        if let Some(target) = &object.reference {
            let (_, target) = self.schemas.find(target)?;
            return self.file(target, inner);
        }
        if is_file(object, known) {
            return Some(File {
                media_type: media::content_media_type(object),
                ..File::ONE
            });
        }
        match form(object) {
            Form::Alias => self.file(object.all_of.first()?, inner),
            Form::Merged => {
                let mut parts = object.all_of.iter();
                parts.find_map(|part| self.file(part, inner.of_several()))
            }
            Form::Choice(branches) => {
                let inner = if branches.len() == 1 {
                    inner
                } else {
                    inner.of_several()
                };
                let files = branches.into_iter();
                let files: Vec<File> = files
                    .filter_map(|branch| self.file(branch, inner))
                    .collect();
                let is_list = files.iter().any(|file| file.is_list);
                files.first().map(|file| File { is_list, ..*file })
            }
            Form::List => {
                let item = self.file(object.items.as_ref()?, inner)?;
                (!item.is_list).then_some(File {
                    is_list: true,
                    ..item
                })
            }
            Form::Types(_)
            | Form::Enumeration(_)
            | Form::Structure
            | Form::Map
            | Form::Tuple
            | Form::Text
            | Form::Integer
            | Form::Number
            | Form::Boolean
            | Form::Null
            | Form::Any => None,
        }
    }

    /// Whether a value, or each item of a list, is more than one text.
    fn is_structured(&self, ty: &Type) -> bool {
        match ty {
            Type::Any | Type::Map { .. } => true,
            Type::List(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.is_structured(inner)
            }
            Type::Named(reference) => {
                let definition = self.schemas.types.definition(reference);
                !matches!(
                    definition.map(|definition| &definition.shape),
                    Some(Shape::Enumeration(_) | Shape::Text(_))
                )
            }
            Type::Boolean
            | Type::Integer(_)
            | Type::Number
            | Type::NumberOrText(_)
            | Type::String
            | Type::Format(_)
            | Type::RawBody
            | Type::Part
            | Type::Multipart
            | Type::Duration(_) => false,
        }
    }
}

impl File<'_> {
    const ONE: Self = Self {
        is_list: false,
        media_type: None,
    };
}

impl<'d> Known<'d> {
    fn of(encoding: Option<&'d Encoding>, untyped_is_file: bool) -> Self {
        let declared = encoding.and_then(|encoding| encoding.content_type.as_deref());
        Self {
            declared,
            untyped_is_file,
            depth: 0,
        }
    }

    fn deeper(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    /// Of one of several schemas: without a type, it says something of what the others describe.
    fn of_several(self) -> Self {
        Self {
            untyped_is_file: false,
            declared: None,
            ..self
        }
    }

    /// Whether a schema without a type is one of a file.
    fn is_untyped_file(self) -> bool {
        match self.declared {
            Some(declared) => !declared.split(',').all(media::is_json),
            None => self.untyped_is_file,
        }
    }
}

/// Whether a schema, without what it refers to, is one of a file.
fn is_file(object: &SchemaObject, known: Known<'_>) -> bool {
    if media::is_binary(object) {
        return true;
    }
    if object.format.is_some() || !object.content.is_empty() {
        return false;
    }
    match form(object) {
        Form::Text => known
            .declared
            .is_some_and(|declared| declared.split(',').all(is_no_text)),
        Form::Any => {
            let says_more = object.default.is_some() || object.constraints.has_text();
            !says_more && known.is_untyped_file()
        }
        _ => false,
    }
}

/// Whether no text is of this media type.
fn is_no_text(media_type: &str) -> bool {
    let essence = essence(media_type);
    match essence.split_once('/') {
        Some(("image" | "audio" | "video" | "font" | "model", subtype)) => subtype != "svg+xml",
        Some(("application", subtype)) => matches!(
            subtype,
            "octet-stream" | "pdf" | "zip" | "gzip" | "x-gzip" | "x-tar" | "x-zip-compressed"
        ),
        _ => false,
    }
}

/// Whether a value of this media type is a text that nobody but the caller can write.
fn is_text_alone(media_type: &str) -> bool {
    let essence = essence(media_type);
    let is_of = |word: &str| essence.ends_with(&format!("/{word}"));
    essence.ends_with("+xml")
        || ["xml", "csv", "html", "yaml", "x-yaml"]
            .into_iter()
            .any(is_of)
}

/// The same in place of which texts are given.
fn as_text(ty: &Type) -> Type {
    match ty {
        Type::List(item) => Type::List(Box::new(as_text(item))),
        _ => Type::String,
    }
}

/// The media types of a list that are no ranges.
fn concrete(media_types: &str) -> impl Iterator<Item = &str> {
    let all = media_types.split(',').map(str::trim);
    all.filter(|one| !one.is_empty() && !one.contains('*'))
}

/// What the docs of a file say where it can be of several media types.
fn several(media_types: &str) -> Option<String> {
    let all: Vec<&str> = media_types.split(',').map(str::trim).collect();
    let is_one = all.len() == 1 && !media_types.contains('*');
    if is_one || all.contains(&"*/*") {
        return None;
    }
    let all: Vec<String> = all.into_iter().map(code).collect();
    let all = all.join(" or ");
    Some(format!("It is {all}: `Part::media_type` says which."))
}
