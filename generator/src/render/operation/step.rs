//! A value that is given, and the step that writes it into the request.

use proc_macro2::Ident;
use syn::Expr;
use syn::FnArg;
use syn::Stmt;

use crate::model::ListStyle;
use crate::model::Location;
use crate::model::Parameter;
use crate::model::ParameterLocation;
use crate::model::Preset;
use crate::model::QueryFormat;
use crate::model::Type;
use crate::model::Unit;
use crate::render::file::RustFile;
use crate::render::syntax::MethodCall;
use crate::render::syntax::argument as declaration;
use crate::render::syntax::borrowed;
use crate::render::syntax::call;
use crate::render::syntax::called;
use crate::render::syntax::chained;
use crate::render::syntax::field;
use crate::render::syntax::ident;
use crate::render::syntax::item_of;
use crate::render::syntax::local;
use crate::render::syntax::reference;
use crate::render::syntax::text;
use crate::render::syntax::value_of;
use crate::render::types::argument;
use crate::render::types::argument::Argument;
use crate::render::types::argument::Required;
use crate::render::types::argument::by_name;
use crate::render::types::check;
use crate::render::types::constructor::preset_value;
use crate::render::types::form;

/// A value as a method takes it, and what the method does with it.
pub(crate) struct Step {
    /// The argument, unless a struct has the value.
    pub(crate) argument: Option<FnArg>,
    /// What makes a value of the argument, where several steps need it.
    pub(crate) before: Option<Stmt>,
    pub(crate) steps: Vec<MethodCall>,
}

/// A value that is given: the expression for it, and its type where the expression leaves that open.
pub(crate) struct Given {
    pub(crate) value: Expr,
    pub(crate) ty: Option<syn::Type>,
}

impl Given {
    /// A value called `name` of the type `ty`; with it, the declaration of the argument, unless a struct has it.
    pub(crate) fn required(
        ty: &Type,
        name: &Ident,
        required: Required<'_>,
        file: &RustFile<'_>,
    ) -> (Option<FnArg>, Self) {
        match required {
            Required::Arguments => {
                let (argument, given) = Self::argument(ty, name, file);
                (Some(argument), given)
            }
            Required::ByName(holder) => {
                let value = by_name(ty, name, holder);
                let value = if file.is_borrowed(ty) {
                    borrowed(value)
                } else {
                    value
                };
                (None, Self { value, ty: None })
            }
        }
    }

    /// The argument `name` of the type `ty`; with it, its declaration.
    pub(crate) fn argument(ty: &Type, name: &Ident, file: &RustFile<'_>) -> (FnArg, Self) {
        let argument = declared(ty, name, file);
        let (given, value) = (argument.ty, argument.value);
        let is_itself = matches!(&value, Expr::Path(path) if path.path.is_ident(name));
        let ty = (!is_itself).then(|| file.ty(ty));
        (declaration(name, given), Self { value, ty })
    }

    /// The statement that makes a variable of it, where it is none.
    pub(crate) fn bind(&mut self, name: &Ident) -> Option<Stmt> {
        let ty = self.ty.take()?;
        let value = std::mem::replace(&mut self.value, value_of(name.clone()));
        Some(local(name, Some(ty), value))
    }
}

/// How a call is given a value: text that was checked is borrowed.
fn declared(ty: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    if file.is_borrowed(ty) {
        let ty = file.ty(ty);
        Argument::exact(reference(ty), name)
    } else {
        argument::argument(ty, name, file)
    }
}

/// A parameter as a method takes it.
pub(crate) fn parameter(
    parameter: &Parameter,
    required: Required<'_>,
    file: &RustFile<'_>,
) -> Step {
    let (name, wire) = (ident(parameter.name.rust()), parameter.name.wire());
    let (argument, mut given) = Given::required(&parameter.ty, &name, required, file);
    let check = parameter.check.as_deref();
    let checked = required.value(&name);
    let check = check.map(|check| check::step(wire, &name, &checked, &parameter.ty, check, file));
    // A style is a line of its own, which a type and what makes a value would fill.
    let is_styled = matches!(
        parameter.location,
        Location::Styled(..) | Location::WholeQuery(_)
    );
    let before = if check.is_some() || is_styled {
        given.bind(&name)
    } else {
        None
    };
    let step = written(parameter, &given, file);
    Step {
        argument,
        before,
        steps: check.into_iter().chain(step).collect(),
    }
}

/// The step of a parameter that can have one value alone.
pub(crate) fn preset(
    parameter: &Parameter,
    preset: &Preset,
    file: &RustFile<'_>,
) -> Vec<MethodCall> {
    let value = match preset {
        Preset::Tag(serde_json::Value::String(value)) => text(value),
        preset => preset_value(preset, file),
    };
    written(parameter, &Given { value, ty: None }, file)
}

fn written(parameter: &Parameter, given: &Given, file: &RustFile<'_>) -> Vec<MethodCall> {
    let (name, value) = (text(parameter.name.wire()), given.value.clone());
    let one = |method: &str, value: &Expr| {
        let value = as_text(&parameter.ty, value, file);
        vec![call(method, [text(parameter.name.wire()), value]).of(given.ty.clone())]
    };
    let step = match (parameter.location, &parameter.ty) {
        (Location::Styled(ParameterLocation::Path, style), _) if parameter.allows_reserved => {
            let style = form::style(style, file);
            return vec![call("styled_reserved", [style, name, value])];
        }
        (Location::Styled(place, style), _) => {
            let (place, style) = (self::place(place, file), form::style(style, file));
            vec![call("styled", [place, style, name, value])]
        }
        (Location::Query(style), Type::List(item)) => vec![list(name, item, given, style, file)],
        (Location::Query(_), _) => one("query", &value),
        (Location::WholeQuery(format), _) => return whole_query(parameter, format, value, file),
        (Location::ReservedPath, _) => return one("path_reserved", &value),
        (Location::Path, _) if parameter.allows_reserved => return one("path_segments", &value),
        (Location::Path, _) => one("path", &value),
        (Location::Header, _) => one("header", &value),
    };
    step.into_iter().chain(reserved(parameter)).collect()
}

/// The step of what is the whole query.
fn whole_query(
    parameter: &Parameter,
    format: QueryFormat,
    value: Expr,
    file: &RustFile<'_>,
) -> Vec<MethodCall> {
    match format {
        QueryFormat::Form => {
            let styles = borrowed(form::styled(&parameter.form.styles, file));
            let reserved = parameter.form.reserved.iter();
            let reserved = reserved.map(|name| call("allow_reserved", [text(name)]));
            let form = call("query_form", [value, styles]);
            std::iter::once(form).chain(reserved).collect()
        }
        QueryFormat::Json => vec![call("query_json", [value])],
        QueryFormat::Text => vec![call("query_text", [value])],
    }
}

fn reserved(parameter: &Parameter) -> Option<MethodCall> {
    let is_allowed = parameter.allows_reserved && parameter.location != Location::Path;
    let is_cookie = matches!(
        parameter.location,
        Location::Styled(ParameterLocation::Cookie, _)
    );
    let method = if is_cookie {
        "allow_reserved_in_cookie"
    } else {
        "allow_reserved"
    };
    is_allowed.then(|| call(method, [text(parameter.name.wire())]))
}

/// A value as it is written in text.
fn as_text(ty: &Type, value: &Expr, file: &RustFile<'_>) -> Expr {
    match written_as(ty, file) {
        Some(written) => called(written, [value.clone()]),
        None => value.clone(),
    }
}

/// What writes a value that is no text by itself.
fn written_as(ty: &Type, file: &RustFile<'_>) -> Option<Expr> {
    match ty {
        Type::Duration(unit) => {
            let written = match unit {
                Unit::Seconds => "Seconds",
                Unit::Milliseconds => "Milliseconds",
            };
            Some(item_of(file.runtime("duration"), written))
        }
        Type::Number => Some(item_of(file.runtime("number"), "Written")),
        _ => None,
    }
}

/// The step of a list, whose items need not be collected for it.
fn list(
    name: Expr,
    item: &Type,
    given: &Given,
    style: ListStyle,
    file: &RustFile<'_>,
) -> MethodCall {
    let list = match (&given.value, &given.ty) {
        (Expr::MethodCall(collected), Some(_)) => &collected.receiver,
        (value, _) => value,
    };
    let takes_into = given.ty.is_some() && file.takes_into(item);
    let list: Expr = match (list, written_as(item, file)) {
        (Expr::Path(_) | Expr::Field(_), Some(written)) => chained(
            list.clone(),
            [call("into_iter", []), call("map", [written])],
        ),
        (list, Some(written)) => chained(list.clone(), [call("map", [written])]),
        // A list goes as it is; what was made an iterator for nothing goes as what it was.
        (Expr::MethodCall(iterator), None) if !takes_into => (*iterator.receiver).clone(),
        (list, None) => list.clone(),
    };
    let step = match style {
        ListStyle::Repeated => call("query_each", [name, list]),
        ListStyle::Joined(delimiter) => call("query_joined", [name, list, text(delimiter)]),
    };
    step.of(takes_into.then(|| file.ty(item)))
}

/// The steps of a parameter that the client has, in `client`, and that a call may have another of.
pub(crate) fn of_client(
    parameter: &Parameter,
    client: &Expr,
    file: &RustFile<'_>,
) -> Vec<MethodCall> {
    let (name, wire) = (ident(parameter.name.rust()), parameter.name.wire());
    let held = field(client.clone(), name.clone());
    let one = |method: &str| {
        let value = match written_as(&parameter.ty, file) {
            Some(written) => call("map", [written]),
            None => call("as_ref", []),
        };
        call(method, [text(wire), chained(held.clone(), [value])])
    };
    let check = parameter.check.as_deref();
    let check = check.map(|check| check::step_of(wire, &name, borrowed(held.clone()), check));
    let step = match (parameter.location, &parameter.ty) {
        (
            Location::Path | Location::ReservedPath | Location::Styled(ParameterLocation::Path, _),
            _,
        ) => {
            let step = if written_as(&parameter.ty, file).is_some() {
                one("path_default_of")
            } else {
                one("path_default")
            };
            return check.into_iter().chain([step]).collect();
        }
        (Location::Styled(place, style), _) => {
            let (place, style) = (self::place(place, file), form::style(style, file));
            vec![call("styled", [place, style, text(wire), borrowed(held)])]
        }
        (Location::Query(style), Type::List(item)) => {
            vec![held_list(wire, held, item, style, file)]
        }
        (Location::WholeQuery(format), _) => whole_query(parameter, format, held, file),
        (Location::Query(_), _) => vec![one("query_option")],
        (Location::Header, _) => vec![one("header_option")],
    };
    let required = parameter.required.then(|| call("require", [text(wire)]));
    let steps = check.into_iter().chain(step);
    steps.chain(reserved(parameter)).chain(required).collect()
}

/// The step of a list that the client may have.
fn held_list(
    wire: &str,
    held: Expr,
    item: &Type,
    style: ListStyle,
    file: &RustFile<'_>,
) -> MethodCall {
    let written = written_as(item, file);
    let written = written.map(|written| [call("copied", []), call("map", [written])]);
    let items = [call("iter", []), call("flatten", [])];
    let list = chained(held, items.into_iter().chain(written.into_iter().flatten()));
    match style {
        ListStyle::Repeated => call("query_each", [text(wire), list]),
        ListStyle::Joined(delimiter) => call("query_joined", [text(wire), list, text(delimiter)]),
    }
}

fn place(place: ParameterLocation, file: &RustFile<'_>) -> Expr {
    let ty = file.runtime("ParameterLocation");
    let name = match place {
        ParameterLocation::Path => "Path",
        ParameterLocation::Query => "Query",
        ParameterLocation::Header => "Header",
        ParameterLocation::Cookie => "Cookie",
    };
    item_of(ty, name)
}
