//! The builder of the client: its fields, its setters, and what it reads from the environment.

use syn::Expr;
use syn::FieldValue;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Api;
use crate::model::ClientParameter;
use crate::render::client::credential;
use crate::render::client::server;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::argument::argument;
use crate::render::types::argument::setter;

/// The fields and functions that every builder has, and every client.
pub(crate) const TAKEN: [&str; 7] = [
    "build",
    "credentials",
    "from_env",
    "http",
    "new",
    "server",
    "settings",
];

/// The struct.
pub(crate) fn definition(api: &Api, file: &RustFile<'_>) -> Item {
    let (settings, credentials) = (file.runtime("Settings"), file.runtime("Credentials"));
    let parameters = api.client_parameters.iter();
    let parameters = parameters.map(|parameter| parameter_field(parameter, file));
    let server =
        server::is_chosen(&api.server).then(|| -> syn::Field { parse_quote!(server: Server) });
    let fields = server.into_iter().chain(parameters);
    parse_quote! {
        /// Builds a [`Client`].
        #[derive(Clone, Debug, Default)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct ClientBuilder {
            settings: #settings,
            credentials: #credentials,
            #(#fields,)*
        }
    }
}

pub(crate) fn parameter_field(parameter: &ClientParameter, file: &RustFile<'_>) -> syn::Field {
    let (name, ty) = (ident(parameter.name.rust()), file.option(&parameter.ty));
    parse_quote!(#name: #ty)
}

/// Its start, a setter for each thing that can be set, and its end.
pub(crate) fn functions(api: &Api, file: &RustFile<'_>) -> Item {
    let joins = api.has_different_security;
    let from_env = from_env(api, file);
    let credentials = api.security.iter().enumerate();
    let credentials = credentials.map(|(index, one)| credential::setter(index, one, joins, file));
    let parameters = api.client_parameters.iter();
    let parameters = parameters.map(|parameter| parameter_setter(parameter, file));
    let server = server::setter(&api.server);
    let settings = settings_setter(file);
    let build = build(api, file);
    parse_quote! {
        impl ClientBuilder {
            #from_env
            #(#credentials)*
            #(#parameters)*
            #server
            #settings
            #build
        }
    }
}

fn from_env(api: &Api, file: &RustFile<'_>) -> ImplItemFn {
    let url: Expr = match &api.server.environment {
        Some(name) => parse_quote!(Some(#name)),
        None => parse_quote!(None),
    };
    let (settings, error) = (file.runtime("Settings"), file.runtime("Error"));
    let held = file.runtime("Credentials");
    let credentials: Expr = if api.security.is_empty() {
        parse_quote!(#held::none())
    } else if api.has_different_security {
        parse_quote!(#held::all_from_env(SECURITY)?)
    } else {
        parse_quote!(#held::from_env(SECURITY)?)
    };
    let server = server::is_chosen(&api.server)
        .then(|| -> FieldValue { parse_quote!(server: Server::default()) });
    let parameters = api.client_parameters.iter();
    let parameters = parameters.map(|parameter| -> FieldValue {
        let name = ident(parameter.name.rust());
        let Some(variable) = &parameter.environment else {
            return parse_quote!(#name: None);
        };
        let environment = file.runtime("environment");
        parse_quote!(#name: #environment::parse(#variable)?)
    });
    let values = server.into_iter().chain(parameters);
    parse_quote! {
        /// Creates a builder from the environment variables that [`Client::from_env`] reads.
        ///
        /// # Errors
        ///
        /// Those of [`Client::from_env`].
        pub fn from_env() -> Result<Self, #error> {
            Ok(Self {
                settings: #settings::from_env(#url)?,
                credentials: #credentials,
                #(#values,)*
            })
        }
    }
}

fn parameter_setter(parameter: &ClientParameter, file: &RustFile<'_>) -> ImplItemFn {
    let name = ident(parameter.name.rust());
    let fallback = format!("Sets {}.", code(parameter.name.wire()));
    let used = "Used by every call that does not set its own.";
    let docs = docs::outer(&docs::text_and(&parameter.docs, &fallback, used));
    let argument = argument(&parameter.ty, &name, file);
    let value = &argument.value;
    let set = parse_quote!(self.#name = Some(#value););
    setter(&name, docs, argument.ty, set)
}

fn settings_setter(file: &RustFile<'_>) -> ImplItemFn {
    let (name, ty) = (ident("settings"), file.runtime("Settings"));
    let docs = docs::outer("Sets how requests are sent: base URL, timeouts, limits, transport.");
    let set = parse_quote!(self.settings = settings;);
    setter(&name, docs, parse_quote!(#ty), set)
}

fn build(api: &Api, file: &RustFile<'_>) -> ImplItemFn {
    let (http, error) = (file.runtime("HttpClient"), file.runtime("Error"));
    let parameters = api.client_parameters.iter();
    let values = parameters.map(|parameter| -> FieldValue {
        let name = ident(parameter.name.rust());
        parse_quote!(#name: self.#name)
    });
    let server = server::url(&api.server);
    parse_quote! {
        /// Builds the client, without sending anything.
        ///
        /// # Errors
        ///
        /// [`Error::Configuration`] when a setting or a credential cannot be used.
        pub fn build(self) -> Result<Client, #error> {
            let http = #http::new(#server, USER_AGENT, self.credentials, self.settings)?;
            Ok(Client { http, #(#values,)* })
        }
    }
}
