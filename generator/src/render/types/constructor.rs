//! How objects are made: `new` for the required properties, setters for the others.

use proc_macro2::Ident;
use syn::Expr;
use syn::FieldValue;
use syn::FnArg;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Field;
use crate::model::Presence;
use crate::model::Preset;
use crate::model::Side;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::literal;
use crate::render::syntax;
use crate::render::syntax::Receiver;
use crate::render::syntax::attribute;
use crate::render::syntax::call;
use crate::render::syntax::called;
use crate::render::syntax::chained;
use crate::render::syntax::field_value;
use crate::render::syntax::function;
use crate::render::syntax::ident;
use crate::render::syntax::implementation;
use crate::render::syntax::item_of;
use crate::render::syntax::last;
use crate::render::syntax::made;
use crate::render::syntax::public;
use crate::render::syntax::type_of;
use crate::render::syntax::value_of;
use crate::render::types::argument::Argument;
use crate::render::types::argument::Required;
use crate::render::types::argument::argument;
use crate::render::types::argument::by_name;
use crate::render::types::argument::setter;
use crate::render::types::required;
use crate::render::types::structure;

/// What objects have besides their properties.
pub(crate) const TAKEN: [&str; 2] = ["additional_properties", "new"];

/// `new` with what is required, and a setter for each other property; the struct in which `new` takes the required by name.
pub(crate) fn constructors(
    definition: &TypeDefinition,
    additional: Option<&Type>,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let (name, fields) = (&ident(definition.name.rust()), definition.shape.fields());
    let mut functions = vec![constructor(definition, additional.is_some(), file)];
    let target = value_of(ident("self"));
    let is_set = |field: &&Field| !field.is_required() && field.side != Side::Response;
    for field in fields.iter().filter(is_set) {
        functions.extend(setters(field, &target, file));
    }
    if let Some(value) = additional {
        functions.push(additional_setter(value, file));
    }
    if !structure::must_use(definition.usage) {
        functions.iter_mut().for_each(must_use);
    }
    let block = implementation(type_of(name.clone(), []), functions);
    let required = definition.required.as_ref();
    let required = required.map(|required| required::of_type(required, definition, file));
    std::iter::once(block).chain(required).collect()
}

fn must_use(function: &mut ImplItemFn) {
    function.attrs.push(attribute("must_use"));
}

fn constructor(
    definition: &TypeDefinition,
    has_additional: bool,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let fields = definition.shape.fields();
    let holder = ident("required");
    let required = match &definition.required {
        Some(_) => Required::ByName(&holder),
        None => Required::Arguments,
    };
    let (mut arguments, mut values) = values(fields, required, file);
    if let Some(required) = &definition.required {
        arguments.push(required::argument(required, &holder));
    }
    let is_default = !fields.iter().any(Field::is_required);
    if has_additional && !is_default {
        let map = file.std("collections::BTreeMap");
        let name = ident("additional_properties");
        values.push(field_value(&name, called(item_of(map, "new"), [])));
    }
    let own = ident("Self");
    let (set, made) = if is_default {
        ("no properties set", called(item_of(own, "default"), []))
    } else {
        ("its required properties", made(own, values, None))
    };
    let first = format!("Creates a new {} with {set}.", code(definition.name.rust()));
    // A required property that is only sent has neither a public field nor a setter to document it.
    let is_sent_alone = definition.required.is_none() && !definition.usage.response;
    let documented = fields
        .iter()
        .filter(|field| field.is_argument() && is_sent_alone);
    let lines: Vec<String> = documented
        .filter(|field| !file.is_said_by_type(&field.docs, &field.ty))
        .filter_map(|field| docs::argument(&field.name, &field.docs))
        .collect();
    let docs = docs::outer(&docs::paragraphs([first.as_str(), &lines.join("\n")]));
    let function = public(function(
        Receiver::None,
        ident("new"),
        arguments,
        [last(made)],
    ));
    docs::above(function, docs)
}

/// An argument for each required property, unless a struct has them, and the initial value of every property.
pub(crate) fn values(
    fields: &[Field],
    required: Required<'_>,
    file: &RustFile<'_>,
) -> (Vec<FnArg>, Vec<FieldValue>) {
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for field in fields {
        let name = ident(field.name.rust());
        if let Some(preset) = field.preset() {
            let value = preset_value(preset, file);
            values.push(field_value(&name, value));
        } else if let (true, Required::ByName(holder)) = (field.is_argument(), required) {
            let value = match (&field.ty, field.presence) {
                (Type::Boxed(_), Presence::Nullable) => {
                    let given = syntax::field(value_of(holder.clone()), name.clone());
                    let boxed = item_of(ident("Box"), "new");
                    chained(given, [call("map", [boxed])])
                }
                (ty, _) => by_name(ty, &name, holder),
            };
            values.push(field_value(&name, value));
        } else if field.is_argument() {
            let Argument { ty, value } = if field.presence == Presence::Nullable {
                Argument::exact(file.option(&field.ty), &name)
            } else {
                argument(&field.ty, &name, file)
            };
            arguments.push(syntax::argument(&name, ty));
            values.push(field_value(&name, value));
        } else if field.presence == Presence::Optional {
            values.push(field_value(&name, value_of(ident("None"))));
        } else {
            let field = file.runtime("Field");
            values.push(field_value(&name, item_of(field, "Absent")));
        }
    }
    (arguments, values)
}

/// The only value that a property can have.
pub(crate) fn preset_value(preset: &Preset, file: &RustFile<'_>) -> Expr {
    match preset {
        Preset::Tag(value) => match value {
            serde_json::Value::Bool(value) => parse_quote!(#value),
            serde_json::Value::Number(number) => literal::integer(number),
            value => {
                let text = syntax::text(value.as_str().unwrap_or_default());
                chained(text, [call("to_owned", [])])
            }
        },
        Preset::Value(reference, name) => {
            let ty = file.named(reference);
            item_of(ty, name.rust())
        }
        Preset::Boolean(value) => parse_quote!(#value),
    }
}

/// A type whose required properties all have one possible value gets a default that has those values.
pub(crate) fn default(name: &Ident, fields: &[Field]) -> Option<Item> {
    let is_made_alone = !fields.iter().any(Field::is_argument);
    let has_preset = fields.iter().any(Field::is_required);
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

/// The setter of an optional property, and one for `null` where that differs from absence.
pub(crate) fn setters(field: &Field, target: &Expr, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let name = ident(field.name.rust());
    let mut above = docs::described(&file.own_docs(&field.docs, &field.ty), "");
    above.extend(docs::deprecation(&field.docs));
    let argument = argument(&field.ty, &name, file);
    let place = syntax::field(target.clone(), name.clone());
    if field.presence == Presence::OptionalNullable {
        let three_states = file.runtime("Field");
        let wrapper = item_of(three_states, "Value");
        let setter = argument.setter(&name, above, &place, &wrapper);
        return vec![setter, null_setter(field, &place, file)];
    }
    vec![argument.setter(&name, above, &place, &value_of(ident("Some")))]
}

fn null_setter(field: &Field, place: &Expr, file: &RustFile<'_>) -> ImplItemFn {
    let (null, three_states) = (ident(&field.name.for_null()), file.runtime("Field"));
    let docs = docs::outer(&format!(
        "Sets {} to `null`, which is not the same as leaving it out.",
        code(field.name.wire())
    ));
    let deprecated = docs::deprecation(&field.docs);
    let function = parse_quote! {
        #deprecated
        pub fn #null(mut self) -> Self {
            #place = #three_states::Null;
            self
        }
    };
    docs::above(function, docs)
}

fn additional_setter(value: &Type, file: &RustFile<'_>) -> ImplItemFn {
    let (name, map) = (
        ident("additional_properties"),
        file.ty(&Type::map_of(value.clone())),
    );
    let set = parse_quote!(self.additional_properties = additional_properties;);
    let docs = docs::outer("Sets the additional properties.");
    setter(&name, docs, map, set)
}
