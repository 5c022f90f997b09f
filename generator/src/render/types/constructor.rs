//! How objects are made: `new`, and what sets the rest.

use proc_macro2::Ident;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Field;
use crate::model::Presence;
use crate::model::Preset;
use crate::model::Side;
use crate::model::Structure;
use crate::model::Type;
use crate::model::Usage;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::types::argument::argument;
use crate::render::with_functions;

/// `new` with what is required, and a setter for each other member.
pub(crate) fn constructors(
    name: &Ident,
    fields: &[Field],
    additional: Option<&Type>,
    usage: Usage,
    file: &RustFile<'_>,
) -> Item {
    let has_additional = additional.is_some();
    let mut functions = vec![constructor(fields, has_additional, usage, file)];
    let target: syn::Expr = parse_quote!(self);
    let is_set = |field: &&Field| !field.is_required() && field.side != Side::Response;
    for field in fields.iter().filter(is_set) {
        functions.extend(setters(field, &target, file));
    }
    if let Some(value) = additional {
        functions.push(additional_setter(value, file));
    }
    with_functions(parse_quote!(impl #name {}), functions)
}

fn constructor(
    fields: &[Field],
    has_additional: bool,
    usage: Usage,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let mut parameters: Vec<syn::FnArg> = Vec::new();
    let mut values: Vec<syn::FieldValue> = Vec::new();
    for field in fields {
        let name = ident(field.name.rust());
        if let Some(preset) = field.preset() {
            let value = preset_value(preset, file);
            values.push(parse_quote!(#name: #value));
        } else if field.is_argument() {
            let (ty, value) = given(field, &name, file);
            parameters.push(parse_quote!(#name: #ty));
            values.push(field_value(&name, &value));
        } else if field.presence == Presence::Optional {
            values.push(parse_quote!(#name: None));
        } else {
            let field = file.runtime("Field");
            values.push(parse_quote!(#name: #field::Absent));
        }
    }
    let is_default = !fields.iter().any(Field::is_required);
    if has_additional && !is_default {
        let map = file.std("collections::BTreeMap");
        values.push(parse_quote!(additional_members: #map::new()));
    }
    let first = if is_default {
        "One with nothing set."
    } else {
        "One with what is required."
    };
    // What a field or a setter says need not be said here; a required member that is only sent has neither.
    let is_silent = |field: &&Field| field.is_argument() && !usage.response;
    let silent = fields.iter().filter(is_silent);
    let lines: Vec<String> = silent
        .filter_map(|field| docs::argument(&field.name, &field.docs))
        .collect();
    let docs = docs::outer(&docs::paragraphs([first, &lines.join("\n")]));
    let made: syn::Expr = if is_default {
        parse_quote!(Self::default())
    } else {
        parse_quote!(Self { #(#values),* })
    };
    let function = parse_quote! {
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            #made
        }
    };
    docs::above(function, docs)
}

/// The only value that is known of a member.
fn preset_value(preset: &Preset, file: &RustFile<'_>) -> syn::Expr {
    match preset {
        Preset::Text(text) => parse_quote!(#text.to_owned()),
        Preset::Value(reference, name) => {
            let ty = file.named(reference);
            let value = ident(name.rust());
            parse_quote!(#ty::#value)
        }
        Preset::Boolean { value, .. } => parse_quote!(#value),
    }
}

/// What is made of known values alone has a default, which is no empty one.
pub(crate) fn default(name: &Ident, structure: &Structure) -> Option<Item> {
    let is_made_alone = !structure.fields.iter().any(Field::is_argument);
    let has_preset = structure.fields.iter().any(Field::is_required);
    (is_made_alone && has_preset).then(|| {
        parse_quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    })
}

/// `name` where the value is the argument itself.
pub(crate) fn field_value(name: &Ident, value: &syn::Expr) -> syn::FieldValue {
    match value {
        syn::Expr::Path(path) if path.path.is_ident(name) => parse_quote!(#name),
        value => parse_quote!(#name: #value),
    }
}

/// The argument for a member that has to be given.
pub(crate) fn given(field: &Field, name: &Ident, file: &RustFile<'_>) -> (syn::Type, syn::Expr) {
    if field.presence == Presence::Nullable {
        return (file.option(&field.ty), parse_quote!(#name));
    }
    let argument = argument(&field.ty, name, file);
    (argument.ty, argument.value)
}

/// What sets a member that may be absent; two functions where `null` is something else than absence.
pub(crate) fn setters(field: &Field, target: &syn::Expr, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let name = ident(field.name.rust());
    let argument = argument(&field.ty, &name, file);
    let (ty, value) = (argument.ty, argument.value);
    let kept: syn::Expr = if matches!(field.ty, Type::List(_)) {
        parse_quote!(values)
    } else {
        value.clone()
    };
    let docs = docs::outer(&docs::text(
        &field.docs,
        &format!("Sets {}.", code(field.name.wire())),
    ));
    let wrapped: syn::Expr = match field.presence {
        Presence::OptionalNullable => {
            let field = file.runtime("Field");
            parse_quote!(#field::Value(#kept))
        }
        Presence::Required | Presence::Nullable | Presence::Optional => parse_quote!(Some(#kept)),
    };
    // A list is gathered in a line of its own: the printer and rustfmt would break the assignment in different places.
    let gathered: Option<syn::Stmt> =
        matches!(field.ty, Type::List(_)).then(|| parse_quote!(let values = #value;));
    let deprecated = docs::deprecation(&field.docs);
    let function = parse_quote! {
        #deprecated
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            #gathered
            #target.#name = #wrapped;
            self
        }
    };
    let mut functions = vec![docs::above(function, docs)];
    if field.presence == Presence::OptionalNullable {
        functions.push(null_setter(field, &name, target, file));
    }
    functions
}

fn null_setter(field: &Field, name: &Ident, target: &syn::Expr, file: &RustFile<'_>) -> ImplItemFn {
    let three_states = file.runtime("Field");
    let null = ident(&field.name.for_null());
    let docs = docs::outer(&format!(
        "Sends `null` for {}, which is something else than leaving it out.",
        code(field.name.wire())
    ));
    let deprecated = docs::deprecation(&field.docs);
    parse_quote! {
        #(#docs)*
        #deprecated
        #[must_use]
        pub fn #null(mut self) -> Self {
            #target.#name = #three_states::Null;
            self
        }
    }
}

fn additional_setter(value: &Type, file: &RustFile<'_>) -> ImplItemFn {
    let map = file.ty(&Type::map_of(value.clone()));
    parse_quote! {
        /// Sets all other members.
        #[must_use]
        pub fn additional_members(mut self, additional_members: #map) -> Self {
            self.additional_members = additional_members;
            self
        }
    }
}
