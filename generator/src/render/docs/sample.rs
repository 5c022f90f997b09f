//! Example values as a person would write them: what is long has a name before it is used.
//!
//! They are tokens until the example is whole, and parsed then: parsed one by one, each would be once more with what is around it.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::ToTokens;
use quote::quote;

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
use crate::render::syntax::ident;

/// How many letters an expression has at most that stands within another; its tokens are counted with spaces between them.
const LONGEST: usize = 60;

/// The values of an example.
pub(crate) struct Values<'a> {
    file: &'a RustFile<'a>,
    /// `let` for each value that has a name.
    pub(crate) statements: Vec<TokenStream>,
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
    pub(crate) fn given(&mut self, name: &Name, sample: &Sample) -> TokenStream {
        let mut parameters = self.file.operation.iter().flat_map(|one| &one.parameters);
        let parameter = parameters.find(|parameter| parameter.name == *name);
        if !parameter.is_some_and(|parameter| self.file.is_borrowed(&parameter.ty)) {
            return self.argument(name, sample);
        }
        let value = self.expression(sample);
        let other = format!("example_{}", name.plain());
        let is_free = self.is_free(name.rust());
        let local = self.bind(if is_free { name.rust() } else { &other }, &value);
        quote!(&#local)
    }

    /// A struct of values that are given by name, each with its type.
    pub(crate) fn by_name<'s>(
        &mut self,
        ty: &Ident,
        values: impl Iterator<Item = (&'s Name, &'s Type, &'s Sample)>,
    ) -> TokenStream {
        let values = values.map(|(name, ty, sample)| {
            let before = self.names.len();
            let value = self.exact(ty, sample);
            let value = if is_long(&value) {
                self.named(name.rust(), value, before)
            } else {
                value
            };
            let name = ident(name.rust());
            if name == value.to_string() {
                quote!(#name)
            } else {
                quote!(#name: #value)
            }
        });
        let values: Vec<TokenStream> = values.collect();
        quote!(#ty { #(#values),* })
    }

    /// The value as one of exactly this type; a file is made of text.
    fn exact(&mut self, ty: &Type, sample: &Sample) -> TokenStream {
        match (ty, sample) {
            (Type::Part, Sample::String(text)) => quote!(#text.into()),
            (Type::List(item), Sample::List(values)) => {
                let values = values.iter().map(|value| self.exact(item, value));
                let values: Vec<TokenStream> = values.collect();
                quote!(vec![#(#values),*])
            }
            (Type::Boxed(inner), sample) => self.exact(inner, sample),
            (_, sample) => self.owned(sample),
        }
    }

    /// A setter of a value that may be absent; `argument` makes the value.
    pub(crate) fn set(
        &mut self,
        made: &TokenStream,
        name: &Name,
        sample: &Sample,
        argument: fn(&mut Self, &Name, &Sample) -> TokenStream,
    ) -> TokenStream {
        if *sample == Sample::Null {
            let setter = ident(&name.for_null());
            return quote!(#made.#setter());
        }
        let setter = ident(name.rust());
        let value = argument(self, name, sample);
        quote!(#made.#setter(#value))
    }

    /// The value as an argument that takes whatever converts into its type.
    fn argument(&mut self, name: &Name, sample: &Sample) -> TokenStream {
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
            } => quote!(#value),
            other => self.expression(other),
        };
        if is_long(&value) {
            self.named(name.rust(), value, before)
        } else {
            value
        }
    }

    /// The value under a name, if nothing else has it. The names within, those after the first `before`, are used then.
    fn named(&mut self, name: &str, value: TokenStream, before: usize) -> TokenStream {
        let within = self.names.split_off(before);
        if self.is_free(name) {
            return self.bind(name, &value);
        }
        self.names.extend(within);
        value
    }

    fn is_free(&self, name: &str) -> bool {
        !self.names.iter().any(|taken| taken == name)
    }

    fn bind(&mut self, name: &str, value: &TokenStream) -> TokenStream {
        self.names.push(name.to_owned());
        let local = ident(name);
        self.statements.push(quote!(let #local = #value;));
        quote!(#local)
    }

    /// The value as an expression, of the exact type or of one that converts into it.
    fn expression(&mut self, sample: &Sample) -> TokenStream {
        match sample {
            Sample::Boolean(value) => quote!(#value),
            Sample::Integer(number) => integer(number).into_token_stream(),
            Sample::Number(value) => number(*value).into_token_stream(),
            Sample::String(text) | Sample::RawBody(text) => quote!(#text),
            Sample::Format(format, text) => {
                let ty = self.file.shown(format.type_name());
                quote!(#ty::new(#text)?)
            }
            Sample::Any(value) | Sample::Multipart(value) => json(value, self.file),
            Sample::Duration(count, unit) => duration(*count, *unit, self.file),
            Sample::List(values) => self.list(values),
            Sample::EmptyList(None) => quote!([]),
            Sample::EmptyList(Some(item)) => {
                let item = self.file.ty(item);
                quote!(Vec::<#item>::new())
            }
            Sample::Map(properties) => self.map(properties),
            Sample::Null => quote!(None),
            Sample::Given(value) => {
                let value = self.owned(value);
                quote!(Some(#value))
            }
            Sample::Text { ty, checked, value } => {
                let ty = self.file.named(ty);
                if *checked {
                    quote!(#ty::new(#value)?)
                } else {
                    quote!(#ty::new(#value))
                }
            }
            Sample::Variant { ty, name } => {
                let (ty, name) = (self.file.named(ty), ident(name.rust()));
                quote!(#ty::#name)
            }
            Sample::Structure { ty, properties } => self.structure(ty, properties),
            Sample::Union {
                ty, name, value, ..
            } => {
                let (ty, name) = (self.file.named(ty), ident(name.rust()));
                let value = self.owned(value);
                quote!(#ty::#name(#value))
            }
        }
    }

    /// Items of one type: those of a union are converted one by one.
    fn list(&mut self, values: &[Sample]) -> TokenStream {
        let items = values.iter().map(|value| match value {
            Sample::Union {
                ty,
                converts: true,
                value,
                ..
            } if matches!(**value, Sample::Structure { .. }) => {
                let ty = self.file.named(ty);
                let value = self.expression(value);
                quote!(#ty::from(#value))
            }
            Sample::List(_) | Sample::EmptyList(_) => self.owned(value),
            other => self.expression(other),
        });
        let items: Vec<TokenStream> = items.collect();
        quote!([#(#items),*])
    }

    fn map(&mut self, properties: &[(String, Sample)]) -> TokenStream {
        let map = self.file.std("collections::BTreeMap");
        if properties.is_empty() {
            return quote!(#map::new());
        }
        let properties = properties.iter().map(|(key, value)| -> TokenStream {
            let value = self.owned(value);
            quote!((#key.to_owned(), #value))
        });
        let properties: Vec<TokenStream> = properties.collect();
        quote!(#map::from([#(#properties),*]))
    }

    /// The value as one of its exact type.
    fn owned(&mut self, sample: &Sample) -> TokenStream {
        match sample {
            Sample::String(text) => quote!(#text.to_owned()),
            Sample::RawBody(text) => quote!(#text.into()),
            Sample::Multipart(value) => {
                let value = json(value, self.file);
                quote!(#value.into())
            }
            Sample::List(values) => {
                let values: Vec<TokenStream> =
                    values.iter().map(|value| self.owned(value)).collect();
                quote!(vec![#(#values),*])
            }
            Sample::EmptyList(_) => quote!(Vec::new()),
            other => self.expression(other),
        }
    }

    /// An object as it is made: what has to be given, and then the setters.
    fn structure(&mut self, ty: &TypeReference, properties: &[(Name, Sample)]) -> TokenStream {
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
        let arguments: Vec<TokenStream> = if let Some(required) = required {
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
        let ty = self.file.named(ty);
        let mut made = quote!(#ty::new(#(#arguments),*));
        for field in fields.iter().filter(|field| !field.is_argument()) {
            let sample = match (of(field), field.presence) {
                // What responses lack was required of requests before.
                (Some((_, Sample::Null)), Presence::Optional) | (None, _) => continue,
                (Some((_, Sample::Given(sample))), Presence::Optional) => sample,
                (Some((_, sample)), _) => sample,
            };
            made = self.set(&made, &field.name, sample, Self::argument);
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

fn is_long(value: &TokenStream) -> bool {
    value.to_string().len() > LONGEST
}

fn duration(count: u64, unit: Unit, file: &RustFile<'_>) -> TokenStream {
    let duration = file.std("time::Duration");
    let (count, is_seconds) = match unit {
        Unit::Seconds => (count, true),
        Unit::Milliseconds if count.is_multiple_of(1000) => (count / 1000, true),
        Unit::Milliseconds => (count, false),
    };
    let count = integer(count);
    if is_seconds {
        quote!(#duration::from_secs(#count))
    } else {
        quote!(#duration::from_millis(#count))
    }
}
