//! Example values as a person would write them: what is long has a name before it is used.

use proc_macro2::Ident;
use quote::ToTokens;
use quote::quote;
use syn::Expr;
use syn::FieldValue;
use syn::MacroDelimiter;
use syn::Stmt;
use syn::parse_quote;
use syn::token::Bracket;

use crate::model::Field;
use crate::model::Name;
use crate::model::Presence;
use crate::model::Sample;
use crate::model::Type;
use crate::model::TypeReference;
use crate::model::Unit;
use crate::render::docs::json::json;
use crate::render::file::RustFile;
use crate::render::literal::integer;
use crate::render::literal::number;
use crate::render::syntax::array;
use crate::render::syntax::borrowed;
use crate::render::syntax::call;
use crate::render::syntax::called;
use crate::render::syntax::chained;
use crate::render::syntax::field_value;
use crate::render::syntax::ident;
use crate::render::syntax::item_of;
use crate::render::syntax::local;
use crate::render::syntax::made;
use crate::render::syntax::made_by_macro;
use crate::render::syntax::text;
use crate::render::syntax::tried;
use crate::render::syntax::tuple;
use crate::render::syntax::value_of;

/// How many letters an expression has at most that stands within another; its tokens are counted with spaces between them.
const LONGEST: usize = 60;

/// The values of an example.
pub(crate) struct Values<'a> {
    file: &'a RustFile<'a>,
    /// `let` for each value that has a name.
    pub(crate) statements: Vec<Stmt>,
    /// The names that are still to be used.
    names: Vec<String>,
}

impl<'a> Values<'a> {
    /// None yet, where `client` is a name already.
    pub(crate) fn new(file: &'a RustFile<'a>) -> Self {
        Self {
            file,
            statements: Vec::new(),
            names: vec!["client".to_owned()],
        }
    }

    /// The value as an argument of a call, which borrows some.
    pub(crate) fn given(&mut self, name: &Name, sample: &Sample) -> Expr {
        let mut parameters = self.file.operation.iter().flat_map(|one| &one.parameters);
        let parameter = parameters.find(|parameter| parameter.name == *name);
        if !parameter.is_some_and(|parameter| self.file.is_borrowed(&parameter.ty)) {
            return self.argument(name, sample);
        }
        let value = self.expression(sample);
        let other = format!("example_{}", name.plain());
        let is_free = self.is_free(name.rust());
        let local = self.bind(if is_free { name.rust() } else { &other }, value);
        borrowed(local)
    }

    /// A struct of values that are given by name, each with its type.
    pub(crate) fn by_name<'s>(
        &mut self,
        ty: &Ident,
        values: impl Iterator<Item = (&'s Name, &'s Type, &'s Sample)>,
    ) -> Expr {
        let values = values.map(|(name, ty, sample)| {
            let before = self.names.len();
            let value = self.exact(ty, sample);
            let value = if is_long(&value) {
                self.named(name.rust(), value, before)
            } else {
                value
            };
            field_value(&ident(name.rust()), value)
        });
        let values: Vec<FieldValue> = values.collect();
        made(ty.clone(), values, None)
    }

    /// The value as one of exactly this type; a file is made of text.
    fn exact(&mut self, ty: &Type, sample: &Sample) -> Expr {
        match (ty, sample) {
            (Type::Part, Sample::String(value)) => chained(text(value), [call("into", [])]),
            (Type::List(item), Sample::List(values)) => {
                vector(values.iter().map(|value| self.exact(item, value)))
            }
            (Type::Boxed(inner), sample) => self.exact(inner, sample),
            (_, sample) => self.owned(sample),
        }
    }

    /// A setter of a value that may be absent; `argument` makes the value.
    pub(crate) fn set(
        &mut self,
        made: Expr,
        name: &Name,
        sample: &Sample,
        argument: fn(&mut Self, &Name, &Sample) -> Expr,
    ) -> Expr {
        if *sample == Sample::Null {
            return chained(made, [call(&name.for_null(), [])]);
        }
        let value = argument(self, name, sample);
        chained(made, [call(name.rust(), [value])])
    }

    /// The value as an argument that takes whatever converts into its type.
    fn argument(&mut self, name: &Name, sample: &Sample) -> Expr {
        let before = self.names.len();
        let value = match sample {
            Sample::Union {
                converts: true,
                value,
                ..
            } if matches!(**value, Sample::Structure { .. }) => self.expression(value),
            Sample::Text {
                checked: false,
                value,
                ..
            } => text(value),
            other => self.expression(other),
        };
        if is_long(&value) {
            self.named(name.rust(), value, before)
        } else {
            value
        }
    }

    /// The value under a name, if nothing else has it. The names within, those after the first `before`, are used then.
    fn named(&mut self, name: &str, value: Expr, before: usize) -> Expr {
        let within = self.names.split_off(before);
        if self.is_free(name) {
            return self.bind(name, value);
        }
        self.names.extend(within);
        value
    }

    fn is_free(&self, name: &str) -> bool {
        !self.names.iter().any(|taken| taken == name)
    }

    fn bind(&mut self, name: &str, value: Expr) -> Expr {
        self.names.push(name.to_owned());
        let name = ident(name);
        self.statements.push(local(&name, None, value));
        value_of(name)
    }

    /// The value as an expression, of the exact type or of one that converts into it.
    fn expression(&mut self, sample: &Sample) -> Expr {
        match sample {
            Sample::Boolean(value) => parse_quote!(#value),
            Sample::Integer(count) => integer(count),
            Sample::Number(value) => number(*value),
            Sample::String(value) | Sample::RawBody(value) => text(value),
            Sample::Format(format, value) => {
                let ty = self.file.shown(format.type_name());
                tried(new(ty, [text(value)]))
            }
            Sample::Any(value) | Sample::Multipart(value) => json(value, self.file),
            Sample::Duration(count, unit) => duration(*count, *unit, self.file),
            Sample::List(values) => self.list(values),
            Sample::EmptyList(None) => array([]),
            Sample::EmptyList(Some(item)) => {
                let item = self.file.ty(item);
                parse_quote!(Vec::<#item>::new())
            }
            Sample::Map(properties) => self.map(properties),
            Sample::Null => value_of(ident("None")),
            Sample::Given(value) => called(value_of(ident("Some")), [self.owned(value)]),
            Sample::Text { ty, checked, value } => {
                let made = new(self.file.named(ty), [text(value)]);
                if *checked { tried(made) } else { made }
            }
            Sample::Variant { ty, name } => item_of(self.file.named(ty), name.rust()),
            Sample::Structure { ty, properties } => self.structure(ty, properties),
            Sample::Union {
                ty, name, value, ..
            } => {
                let variant = item_of(self.file.named(ty), name.rust());
                called(variant, [self.owned(value)])
            }
        }
    }

    /// Items of one type: those of a union are converted one by one.
    fn list(&mut self, values: &[Sample]) -> Expr {
        let items = values.iter().map(|value| match value {
            Sample::Union {
                ty,
                converts: true,
                value,
                ..
            } if matches!(**value, Sample::Structure { .. }) => {
                let from = item_of(self.file.named(ty), "from");
                called(from, [self.expression(value)])
            }
            Sample::List(_) | Sample::EmptyList(_) => self.owned(value),
            other => self.expression(other),
        });
        array(items)
    }

    fn map(&mut self, properties: &[(String, Sample)]) -> Expr {
        let map = self.file.std("collections::BTreeMap");
        if properties.is_empty() {
            return new(map, []);
        }
        let properties = properties
            .iter()
            .map(|(key, value)| tuple([owned_text(key), self.owned(value)]));
        called(item_of(map, "from"), [array(properties)])
    }

    /// The value as one of its exact type.
    fn owned(&mut self, sample: &Sample) -> Expr {
        match sample {
            Sample::String(value) => owned_text(value),
            Sample::RawBody(value) => chained(text(value), [call("into", [])]),
            Sample::Multipart(value) => chained(json(value, self.file), [call("into", [])]),
            Sample::List(values) => vector(values.iter().map(|value| self.owned(value))),
            Sample::EmptyList(_) => new(ident("Vec"), []),
            other => self.expression(other),
        }
    }

    /// An object as it is made: what has to be given, and then the setters.
    fn structure(&mut self, ty: &TypeReference, properties: &[(Name, Sample)]) -> Expr {
        let before = self.names.len();
        let definition = self.file.definition(ty);
        let fields = definition.map_or(&[][..], |definition| definition.shape.fields());
        let of = |field: &Field| {
            let mut properties = properties.iter();
            properties.find(|(name, _)| *name == field.name)
        };
        let given = fields.iter().filter(|field| field.is_argument());
        let given = given.filter_map(|field| Some((&field.ty, of(field)?)));
        let required = definition.and_then(|definition| definition.required.as_ref());
        let arguments: Vec<Expr> = if let Some(required) = required {
            let required = TypeReference {
                name: required.rust().to_owned(),
                home: ty.home,
            };
            let required = self.file.named(&required);
            let values = given.map(|(ty, (name, sample))| (name, ty, sample));
            vec![self.by_name(&required, values)]
        } else {
            given
                .map(|(_, (name, sample))| self.argument(name, sample))
                .collect()
        };
        let mut made = new(self.file.named(ty), arguments);
        for field in fields.iter().filter(|field| !field.is_argument()) {
            let sample = match (of(field), field.presence) {
                // What responses lack was required of requests before.
                (Some((_, Sample::Null)), Presence::Optional) | (None, _) => continue,
                (Some((_, Sample::Given(sample))), Presence::Optional) => sample,
                (Some((_, sample)), _) => sample,
            };
            made = self.set(made, &field.name, sample, Self::argument);
        }
        let name = definition.and_then(|definition| definition.name.module());
        match name {
            Some(name) if self.names.len() > before || is_long(&made) => {
                self.named(name.rust(), made, before)
            }
            _ => made,
        }
    }
}

fn is_long(value: &Expr) -> bool {
    value.to_token_stream().to_string().len() > LONGEST
}

/// `ty::new(arguments)`.
fn new(ty: Ident, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    called(item_of(ty, "new"), arguments)
}

/// `text.to_owned()`.
fn owned_text(value: &str) -> Expr {
    chained(text(value), [call("to_owned", [])])
}

/// `vec![items]`.
fn vector(items: impl Iterator<Item = Expr>) -> Expr {
    let delimiter = MacroDelimiter::Bracket(Bracket::default());
    made_by_macro(ident("vec"), delimiter, quote!(#(#items),*))
}

fn duration(count: u64, unit: Unit, file: &RustFile<'_>) -> Expr {
    let duration = file.std("time::Duration");
    let (count, from) = match unit {
        Unit::Seconds => (count, "from_secs"),
        Unit::Milliseconds if count.is_multiple_of(1000) => (count / 1000, "from_secs"),
        Unit::Milliseconds => (count, "from_millis"),
    };
    called(item_of(duration, from), [integer(count)])
}
