//! A value that is given, and the step that writes it into the request.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::FnArg;
use syn::Stmt;
use syn::parse_quote;

use crate::model::ListStyle;
use crate::model::Location;
use crate::model::Parameter;
use crate::model::ParameterLocation;
use crate::model::Preset;
use crate::model::QueryFormat;
use crate::model::Type;
use crate::model::Unit;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
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
    pub(crate) steps: TokenStream,
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
                    parse_quote!(&#value)
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
        (parse_quote!(#name: #given), Self { value, ty })
    }

    /// The statement that makes a variable of it, where it is none.
    pub(crate) fn bind(&mut self, name: &Ident) -> Option<Stmt> {
        let (ty, value) = (self.ty.take()?, &self.value);
        let statement = parse_quote!(let #name: #ty = #value;);
        self.value = parse_quote!(#name);
        Some(statement)
    }

    /// The type as the argument of a generic function.
    pub(crate) fn turbofish(&self) -> Option<TokenStream> {
        self.ty.as_ref().map(|ty| quote!(::<#ty>))
    }
}

/// How a call is given a value: text that was checked is borrowed.
fn declared(ty: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    if file.is_borrowed(ty) {
        let ty = file.ty(ty);
        Argument::exact(parse_quote!(&#ty), name)
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
        steps: quote!(#check #step),
    }
}

/// The step of a parameter that can have one value alone.
pub(crate) fn preset(parameter: &Parameter, preset: &Preset, file: &RustFile<'_>) -> TokenStream {
    let value = match preset {
        Preset::Tag(serde_json::Value::String(text)) => parse_quote!(#text),
        preset => preset_value(preset, file),
    };
    written(parameter, &Given { value, ty: None }, file)
}

fn written(parameter: &Parameter, given: &Given, file: &RustFile<'_>) -> TokenStream {
    let wire = parameter.name.wire();
    let (value, turbofish) = (&given.value, given.turbofish());
    let one = |method: &str| {
        let (method, value) = (ident(method), as_text(&parameter.ty, value, file));
        quote!(.#method #turbofish(#wire, #value))
    };
    let step = match (parameter.location, &parameter.ty) {
        (Location::Styled(ParameterLocation::Path, style), _) if parameter.allows_reserved => {
            let style = form::style(style, file);
            return quote!(.styled_reserved(#style, #wire, #value));
        }
        (Location::Styled(place, style), _) => {
            let (place, style) = (self::place(place, file), form::style(style, file));
            quote!(.styled(#place, #style, #wire, #value))
        }
        (Location::Query(style), Type::List(item)) => list(wire, item, given, style, file),
        (Location::Query(_), _) => one("query"),
        (Location::WholeQuery(format), _) => return whole_query(parameter, format, value, file),
        (Location::ReservedPath, _) => return one("path_reserved"),
        (Location::Path, _) if parameter.allows_reserved => return one("path_segments"),
        (Location::Path, _) => one("path"),
        (Location::Header, _) => one("header"),
    };
    let reserved = reserved(parameter);
    quote!(#step #reserved)
}

/// The step of what is the whole query.
fn whole_query(
    parameter: &Parameter,
    format: QueryFormat,
    value: &Expr,
    file: &RustFile<'_>,
) -> TokenStream {
    match format {
        QueryFormat::Form => {
            let styles = form::styled(&parameter.form.styles, file);
            let reserved = &parameter.form.reserved;
            quote!(.query_form(#value, &#styles) #(.allow_reserved(#reserved))*)
        }
        QueryFormat::Json => quote!(.query_json(#value)),
        QueryFormat::Text => quote!(.query_text(#value)),
    }
}

fn reserved(parameter: &Parameter) -> Option<TokenStream> {
    let wire = parameter.name.wire();
    let is_allowed = parameter.allows_reserved && parameter.location != Location::Path;
    let is_cookie = matches!(
        parameter.location,
        Location::Styled(ParameterLocation::Cookie, _)
    );
    is_allowed.then(|| {
        if is_cookie {
            quote!(.allow_reserved_in_cookie(#wire))
        } else {
            quote!(.allow_reserved(#wire))
        }
    })
}

/// A value as it is written in text.
fn as_text(ty: &Type, value: &Expr, file: &RustFile<'_>) -> Expr {
    match written_as(ty, file) {
        Some(written) => parse_quote!(#written(#value)),
        None => value.clone(),
    }
}

/// What writes a value that is no text by itself.
fn written_as(ty: &Type, file: &RustFile<'_>) -> Option<Expr> {
    match ty {
        Type::Duration(unit) => {
            let module = file.runtime("duration");
            let written = ident(match unit {
                Unit::Seconds => "Seconds",
                Unit::Milliseconds => "Milliseconds",
            });
            Some(parse_quote!(#module::#written))
        }
        Type::Number => {
            let module = file.runtime("number");
            Some(parse_quote!(#module::Written))
        }
        _ => None,
    }
}

/// The step of a list, whose items need not be collected for it.
fn list(
    wire: &str,
    item: &Type,
    given: &Given,
    style: ListStyle,
    file: &RustFile<'_>,
) -> TokenStream {
    let list = match (&given.value, &given.ty) {
        (Expr::MethodCall(collected), Some(_)) => &collected.receiver,
        (value, _) => value,
    };
    let takes_into = given.ty.is_some() && file.takes_into(item);
    let turbofish = takes_into.then(|| {
        let item = file.ty(item);
        quote!(::<#item>)
    });
    let list: Expr = match (list, written_as(item, file)) {
        (Expr::Path(_) | Expr::Field(_), Some(written)) => {
            parse_quote!(#list.into_iter().map(#written))
        }
        (list, Some(written)) => parse_quote!(#list.map(#written)),
        // A list goes as it is; what was made an iterator for nothing goes as what it was.
        (Expr::MethodCall(iterator), None) if !takes_into => (*iterator.receiver).clone(),
        (list, None) => list.clone(),
    };
    match style {
        ListStyle::Repeated => quote!(.query_each #turbofish(#wire, #list)),
        ListStyle::Joined(delimiter) => {
            quote!(.query_joined #turbofish(#wire, #list, #delimiter))
        }
    }
}

/// The steps of a parameter that the client has, in `client`, and that a call may have another of.
pub(crate) fn of_client(parameter: &Parameter, client: &Expr, file: &RustFile<'_>) -> TokenStream {
    let (name, wire) = (ident(parameter.name.rust()), parameter.name.wire());
    let held: Expr = parse_quote!(#client.#name);
    let one = |method: &str| {
        let method = ident(method);
        if let Some(written) = written_as(&parameter.ty, file) {
            quote!(.#method(#wire, #held.map(#written)))
        } else {
            quote!(.#method(#wire, #held.as_ref()))
        }
    };
    let check = parameter.check.as_deref();
    let check = check.map(|check| check::step_of(wire, &name, &parse_quote!(&#held), check));
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
            return quote!(#check #step);
        }
        (Location::Styled(place, style), _) => {
            let (place, style) = (self::place(place, file), form::style(style, file));
            quote!(.styled(#place, #style, #wire, &#held))
        }
        (Location::Query(style), Type::List(item)) => {
            let written = written_as(item, file).map(|written| quote!(.copied().map(#written)));
            let list = quote!(#held.iter().flatten() #written);
            match style {
                ListStyle::Repeated => quote!(.query_each(#wire, #list)),
                ListStyle::Joined(delimiter) => quote!(.query_joined(#wire, #list, #delimiter)),
            }
        }
        (Location::WholeQuery(format), _) => whole_query(parameter, format, &held, file),
        (Location::Query(_), _) => one("query_option"),
        (Location::Header, _) => one("header_option"),
    };
    let reserved = reserved(parameter);
    let required = parameter.required.then(|| quote!(.require(#wire)));
    quote!(#check #step #reserved #required)
}

fn place(place: ParameterLocation, file: &RustFile<'_>) -> Expr {
    let ty = file.runtime("ParameterLocation");
    let name = ident(match place {
        ParameterLocation::Path => "Path",
        ParameterLocation::Query => "Query",
        ParameterLocation::Header => "Header",
        ParameterLocation::Cookie => "Cookie",
    });
    parse_quote!(#ty::#name)
}
