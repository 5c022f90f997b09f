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
use crate::model::Resource;
use crate::render::Module;
use crate::render::Scope;
use crate::render::docs;
use crate::render::docs::sample;
use crate::render::docs::sanitize::sanitize;
use crate::render::file;
use crate::render::ident;
use crate::render::imports::Imports;
use crate::render::ty;
use crate::render::types::argument::argument;

/// `client.rs`.
pub(crate) fn client(scope: Scope<'_>) -> Module {
    let api = scope.api;
    let mut imports = Imports::default();
    let mut items = constants(api, &mut imports);
    items.push(client_struct(api, &mut imports));
    items.push(client_functions(api, &mut imports));
    items.push(builder_struct(api, &mut imports));
    items.push(builder_functions(scope, &mut imports));
    items.extend(server::server(&api.server, &mut imports));
    let mut all = imports.items();
    all.extend(items);
    Module::rust(
        "src/client.rs",
        file("The client, and how it is built.", all),
    )
}

fn constants(api: &Api, imports: &mut Imports) -> Vec<Item> {
    let user_agent = format!("{}/{}", api.package.name, api.package.version);
    let mut items: Vec<Item> = server::constant(&api.server).into_iter().collect();
    items.push(parse_quote! {
        /// How the client introduces itself.
        const USER_AGENT: &str = #user_agent;
    });
    items.extend(credential::security(api, imports));
    if let Some(envelope) = &api.envelope {
        let ty = imports.bring("client_runtime::Envelope");
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

fn client_struct(api: &Api, imports: &mut Imports) -> Item {
    let http = imports.bring("client_runtime::HttpClient");
    let docs = docs::outer(&format!(
        "A client of {}.\n\nCloning it is cheap, and clones share their connections. Calls need a tokio runtime.",
        sanitize(&api.package.title)
    ));
    let fields = api
        .client_parameters
        .iter()
        .map(|parameter| parameter_field(parameter, true, imports));
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

fn parameter_field(
    parameter: &ClientParameter,
    is_seen: bool,
    imports: &mut Imports,
) -> syn::Field {
    let name = ident(parameter.name.rust());
    let ty = ty::ty(&parameter.ty, imports);
    if is_seen {
        parse_quote!(pub(crate) #name: Option<#ty>)
    } else {
        parse_quote!(#name: Option<#ty>)
    }
}

fn client_functions(api: &Api, imports: &mut Imports) -> Item {
    let error = imports.bring("client_runtime::Error");
    let http = imports.bring("client_runtime::HttpClient");
    let docs = docs::outer(&environment_docs(api));
    let methods: Vec<ImplItemFn> = api
        .root
        .resources
        .iter()
        .filter(|one| one.feature.is_none())
        .map(|one| {
            imports.bring(&format!("crate::{}::{}", method(one), one.ty));
            resource_method(one)
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

fn method(resource: &Resource) -> &str {
    resource.name.as_ref().map_or("", |name| name.rust())
}

/// The way to a resource. One that comes with a feature has it in its own module, so that nothing else needs the condition.
pub(crate) fn resource_method(resource: &Resource) -> ImplItemFn {
    let method = method(resource);
    let ty = ident(&resource.ty);
    let docs = docs::outer(&docs::first_line(
        &resource.docs,
        &format!("The operations of `{}`.", method.trim_start_matches("r#")),
    ));
    let method = ident(method);
    parse_quote! {
        #(#docs)*
        #[must_use]
        pub fn #method(&self) -> #ty<'_> {
            #ty::new(self)
        }
    }
}

fn builder_struct(api: &Api, imports: &mut Imports) -> Item {
    let settings = imports.bring("client_runtime::Settings");
    let credentials = imports.bring("client_runtime::Credentials");
    let fields: Vec<syn::Field> = api
        .client_parameters
        .iter()
        .map(|parameter| parameter_field(parameter, false, imports))
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

fn builder_functions(scope: Scope<'_>, imports: &mut Imports) -> Item {
    let api = scope.api;
    let mut functions = vec![from_env(api, imports)];
    functions.extend(
        api.security.iter().enumerate().map(|(index, one)| {
            credential::setter(index, one, api.has_different_security, imports)
        }),
    );
    functions.extend(
        api.client_parameters
            .iter()
            .map(|parameter| parameter_setter(parameter, scope, imports)),
    );
    functions.extend(server::setter(&api.server));
    functions.push(settings_setter());
    functions.push(build(api, imports));
    parse_quote! {
        impl ClientBuilder {
            #(#functions)*
        }
    }
}

fn from_env(api: &Api, imports: &mut Imports) -> ImplItemFn {
    let url: Expr = match &api.server.environment {
        Some(name) => parse_quote!(Some(#name)),
        None => parse_quote!(None),
    };
    let credentials: Expr = if api.security.is_empty() {
        parse_quote!(Credentials::none())
    } else if api.has_different_security {
        parse_quote!(Credentials::all_from_env(SECURITY)?)
    } else {
        parse_quote!(Credentials::from_env(SECURITY)?)
    };
    let server: Option<syn::FieldValue> =
        server::is_chosen(&api.server).then(|| parse_quote!(server: Server::default()));
    let mut parameters: Vec<syn::FieldValue> = server.into_iter().collect();
    for parameter in &api.client_parameters {
        let name = ident(parameter.name.rust());
        parameters.push(match &parameter.environment {
            Some(variable) => {
                let environment = imports.bring("client_runtime::environment");
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
        pub fn from_env() -> Result<Self, Error> {
            Ok(Self {
                settings: Settings::from_env(#url)?,
                credentials: #credentials,
                #(#parameters,)*
            })
        }
    }
}

fn parameter_setter(
    parameter: &ClientParameter,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> ImplItemFn {
    let name: Ident = ident(parameter.name.rust());
    let text = docs::text(
        &parameter.docs,
        &format!("Sets {}.", code(parameter.name.wire())),
    );
    let docs = docs::outer(&docs::paragraphs([
        text.as_str(),
        "Used by every call that does not set its own.",
    ]));
    let argument = argument(&parameter.ty, &name, scope, imports);
    let (ty, value) = (argument.ty, argument.value);
    parse_quote! {
        #(#docs)*
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

fn settings_setter() -> ImplItemFn {
    parse_quote! {
        /// How requests are sent: base URL, timeouts, limits, transport.
        pub fn settings(mut self, settings: Settings) -> Self {
            self.settings = settings;
            self
        }
    }
}

fn build(api: &Api, imports: &mut Imports) -> ImplItemFn {
    let http = imports.bring("client_runtime::HttpClient");
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
        pub fn build(self) -> Result<Client, Error> {
            let http = #http::new(#server, USER_AGENT, self.credentials, self.settings)?;
            Ok(Client { http, #(#names: self.#names,)* })
        }
    }
}
