//! The client: what it is built from, and the way to the resources.

pub(crate) mod condition;
pub(crate) mod credential;
pub(crate) mod resource;
pub(crate) mod server;
pub(crate) mod webhook;

use proc_macro2::Ident;
use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Api;
use crate::model::ClientParameter;
use crate::render::Module;
use crate::render::client::resource::resource_method;
use crate::render::docs;
use crate::render::docs::sample;
use crate::render::docs::sanitize::sanitize;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::owner::method;
use crate::render::types::argument::argument;

/// `client.rs`.
pub(crate) fn client(krate: &Crate<'_>) -> Module {
    let (api, file) = (krate.api, &krate.file());
    let mut items = constants(api, file);
    items.push(client_struct(api, file));
    items.push(client_functions(api, file));
    items.push(builder_struct(api, file));
    items.push(builder_functions(api, file));
    items.extend(server::server(&api.server, file));
    let docs = "The client, and how it is built.";
    file.finish("src/client.rs", docs, items)
}

fn constants(api: &Api, file: &RustFile<'_>) -> Vec<Item> {
    let user_agent = format!("{}/{}", api.package.name, api.package.version);
    let mut items: Vec<Item> = server::constant(&api.server).into_iter().collect();
    items.push(parse_quote! {
        /// How the client introduces itself.
        const USER_AGENT: &str = #user_agent;
    });
    items.extend(credential::security(api, file));
    if let Some(envelope) = &api.envelope {
        let ty = file.runtime("Envelope");
        let (success, errors) = (&envelope.success, &envelope.errors);
        let lasting = envelope
            .lasting()
            .map(|code| sample::integer(&code.to_string()));
        items.push(parse_quote! {
            /// How answers announce their outcome: what [`Client::http`] needs to read one.
            pub const ENVELOPE: #ty = #ty { success: #success, errors: #errors, lasting: &[#(#lasting),*] };
        });
    }
    items
}

fn client_struct(api: &Api, file: &RustFile<'_>) -> Item {
    let http = file.runtime("HttpClient");
    let docs = docs::outer(&format!(
        "A client of {}.\n\nCloning it is cheap, and clones share their connections. Calls need a tokio runtime.",
        sanitize(&api.package.title)
    ));
    let fields = api
        .client_parameters
        .iter()
        .map(|parameter| parameter_field(parameter, true, file));
    let fields: Vec<syn::Field> = fields.collect();
    parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) http: #http,
            #(#fields,)*
        }
    }
}

fn parameter_field(parameter: &ClientParameter, is_seen: bool, file: &RustFile<'_>) -> syn::Field {
    let name = ident(parameter.name.rust());
    let ty = file.ty(&parameter.ty);
    if is_seen {
        parse_quote!(pub(crate) #name: Option<#ty>)
    } else {
        parse_quote!(#name: Option<#ty>)
    }
}

fn client_functions(api: &Api, file: &RustFile<'_>) -> Item {
    let error = file.runtime("Error");
    let http = file.runtime("HttpClient");
    let docs = docs::outer(&environment_docs(api));
    let methods: Vec<ImplItemFn> = api
        .root
        .resources
        .iter()
        .filter(|one| one.feature.is_none())
        .map(|one| {
            let ty = file.import(&format!("crate::{}::{}", method(one), one.ty));
            resource_method(one, &ty)
        })
        .collect();
    parse_quote! {
        impl Client {
            /// Starts a client with nothing set.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::default()
            }

            #(#docs)*
            pub fn from_env() -> Result<Self, #error> {
                ClientBuilder::from_env()?.build()
            }

            /// What sends the calls: the way to an operation that this crate does not know, with the same credentials and limits.
            #[must_use]
            pub fn http(&self) -> &#http {
                &self.http
            }

            #(#methods)*
        }
    }
}

fn environment_docs(api: &Api) -> String {
    let mut variables = Vec::new();
    for alternative in &api.security {
        let names = alternative
            .schemes
            .iter()
            .map(|scheme| scheme.environment.as_deref().map(code));
        if let Some(names) = names.collect::<Option<Vec<String>>>() {
            let setter = alternative.name.plain();
            variables.push(format!(
                "- {}: the credentials of [`{setter}`](ClientBuilder::{setter}).",
                names.join(" and ")
            ));
        }
    }
    for parameter in &api.client_parameters {
        if let Some(name) = &parameter.environment {
            variables.push(format!(
                "- `{name}`: the [`{0}`](ClientBuilder::{0}).",
                parameter.name.plain()
            ));
        }
    }
    if let Some(name) = &api.server.environment {
        variables.push(format!(
            "- `{name}`: the base URL, in place of <{}>.",
            api.server.url
        ));
    }
    let none = "No variable is read: the description names none.".to_owned();
    let said = if variables.is_empty() {
        none
    } else {
        variables.join("\n")
    };
    docs::paragraphs([
        "Builds a client from the environment.",
        &said,
        "# Errors",
        "[`Error::Configuration`] names a variable that cannot be used, or several that exclude each other, never a value.",
    ])
}

fn builder_struct(api: &Api, file: &RustFile<'_>) -> Item {
    let settings = file.runtime("Settings");
    let credentials = file.runtime("Credentials");
    let fields: Vec<syn::Field> = api
        .client_parameters
        .iter()
        .map(|parameter| parameter_field(parameter, false, file))
        .collect();
    let server: Option<syn::Field> =
        server::is_chosen(&api.server).then(|| parse_quote!(server: Server));
    let server = server.into_iter();
    parse_quote! {
        /// What a [`Client`] is built from.
        #[derive(Clone, Debug, Default)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct ClientBuilder {
            settings: #settings,
            credentials: #credentials,
            #(#server,)*
            #(#fields,)*
        }
    }
}

fn builder_functions(api: &Api, file: &RustFile<'_>) -> Item {
    let mut functions = vec![from_env(api, file)];
    functions.extend(
        api.security
            .iter()
            .enumerate()
            .map(|(index, one)| credential::setter(index, one, api.has_different_security, file)),
    );
    functions.extend(
        api.client_parameters
            .iter()
            .map(|parameter| parameter_setter(parameter, file)),
    );
    functions.extend(server::setter(&api.server));
    functions.push(settings_setter(file));
    functions.push(build(api, file));
    parse_quote! {
        impl ClientBuilder {
            #(#functions)*
        }
    }
}

fn from_env(api: &Api, file: &RustFile<'_>) -> ImplItemFn {
    let url: Expr = match &api.server.environment {
        Some(name) => parse_quote!(Some(#name)),
        None => parse_quote!(None),
    };
    let held = file.runtime("Credentials");
    let credentials: Expr = if api.security.is_empty() {
        parse_quote!(#held::none())
    } else if api.has_different_security {
        parse_quote!(#held::all_from_env(SECURITY)?)
    } else {
        parse_quote!(#held::from_env(SECURITY)?)
    };
    let (settings, error) = (file.runtime("Settings"), file.runtime("Error"));
    let server: Option<syn::FieldValue> =
        server::is_chosen(&api.server).then(|| parse_quote!(server: Server::default()));
    let mut parameters: Vec<syn::FieldValue> = server.into_iter().collect();
    for parameter in &api.client_parameters {
        let name = ident(parameter.name.rust());
        parameters.push(match &parameter.environment {
            Some(variable) => {
                let environment = file.runtime("environment");
                parse_quote!(#name: #environment::parse(#variable)?)
            }
            None => parse_quote!(#name: None),
        });
    }
    parse_quote! {
        /// Starts a client from the environment, as [`Client::from_env`] does.
        ///
        /// # Errors
        ///
        /// Those of [`Client::from_env`].
        pub fn from_env() -> Result<Self, #error> {
            Ok(Self {
                settings: #settings::from_env(#url)?,
                credentials: #credentials,
                #(#parameters,)*
            })
        }
    }
}

fn parameter_setter(parameter: &ClientParameter, file: &RustFile<'_>) -> ImplItemFn {
    let name: Ident = ident(parameter.name.rust());
    let text = docs::text(
        &parameter.docs,
        &format!("Sets {}.", code(parameter.name.wire())),
    );
    let docs = docs::outer(&docs::paragraphs([
        text.as_str(),
        "Used by every call that does not set its own.",
    ]));
    let argument = argument(&parameter.ty, &name, file);
    let (ty, value) = (argument.ty, argument.value);
    parse_quote! {
        #(#docs)*
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

fn settings_setter(file: &RustFile<'_>) -> ImplItemFn {
    let ty = file.runtime("Settings");
    parse_quote! {
        /// How requests are sent: base URL, timeouts, limits, transport.
        pub fn settings(mut self, settings: #ty) -> Self {
            self.settings = settings;
            self
        }
    }
}

fn build(api: &Api, file: &RustFile<'_>) -> ImplItemFn {
    let (http, error) = (file.runtime("HttpClient"), file.runtime("Error"));
    let names: Vec<Ident> = api
        .client_parameters
        .iter()
        .map(|parameter| ident(parameter.name.rust()))
        .collect();
    let server = server::url(&api.server);
    parse_quote! {
        /// Builds the client. Nothing is sent.
        ///
        /// # Errors
        ///
        /// [`Error::Configuration`] says which setting or credential cannot be used, and why.
        pub fn build(self) -> Result<Client, #error> {
            let http = #http::new(#server, USER_AGENT, self.credentials, self.settings)?;
            Ok(Client { http, #(#names: self.#names,)* })
        }
    }
}
