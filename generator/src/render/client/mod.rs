//! The client, its builder and its resources.

pub(crate) mod builder;
pub(crate) mod condition;
pub(crate) mod resource;
pub(crate) mod server;
pub(crate) mod webhook;

mod credential;

use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Api;
use crate::render::client::resource::resource_method;
use crate::render::docs;
use crate::render::docs::sanitize::sanitize;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::literal;
use crate::render::module::Module;
use crate::render::owner::method;

/// The types that it defines.
pub(crate) const TYPES: [&str; 2] = ["Client", "ClientBuilder"];

/// The methods that every client has.
pub(crate) const METHODS: [&str; 3] = ["builder", "from_env", "http"];

/// `client.rs`.
pub(crate) fn client(krate: &Crate<'_>) -> Module {
    let (api, file) = (krate.api, &krate.file());
    let mut items = constants(api, file);
    items.push(client_struct(api, file));
    items.push(client_functions(api, file));
    items.push(builder::definition(api, file));
    items.push(builder::functions(api, file));
    items.extend(server::server(&api.server, file));
    let docs = "The client, and how it is built.";
    file.finish("src/client.rs", docs, items)
}

fn constants(api: &Api, file: &RustFile<'_>) -> Vec<Item> {
    let user_agent = format!("{}/{}", api.package.name, api.package.version);
    let mut items: Vec<Item> = server::constant(&api.server).into_iter().collect();
    items.push(parse_quote! {
        /// The `User-Agent` header of every request.
        const USER_AGENT: &str = #user_agent;
    });
    items.extend(credential::security(api, file));
    if let Some(envelope) = &api.envelope {
        let ty = file.runtime("Envelope");
        let (success, errors) = (&envelope.success, &envelope.errors);
        let permanent = envelope.permanent_codes().map(literal::integer);
        items.push(parse_quote! {
            /// How a response body tells success from an error, for requests made with [`Client::http`].
            pub const ENVELOPE: #ty = #ty { success: #success, errors: #errors, permanent: &[#(#permanent),*] };
        });
    }
    items
}

fn client_struct(api: &Api, file: &RustFile<'_>) -> Item {
    let http = file.runtime("HttpClient");
    let docs = docs::outer(&format!(
        "A client for {}.\n\nCloning it is cheap: clones share their connections. Asynchronous calls need a Tokio runtime.",
        docs::one_line(&sanitize(&api.package.title))
    ));
    let parameters = api.client_parameters.iter();
    let fields = parameters.map(|parameter| builder::parameter_field(parameter, file));
    parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) http: #http,
            #(pub(crate) #fields,)*
        }
    }
}

fn client_functions(api: &Api, file: &RustFile<'_>) -> Item {
    let error = file.runtime("Error");
    let http = file.runtime("HttpClient");
    let docs = docs::outer(&environment_docs(api));
    let resources = api.root.resources.iter();
    let methods = resources.filter(|one| one.feature.is_none()).map(|one| {
        let ty = file.import(&format!("crate::{}::{}", method(one), one.ty));
        resource_method(one, &ty)
    });
    parse_quote! {
        impl Client {
            /// Creates a builder with default settings and no credentials.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::default()
            }

            #(#docs)*
            pub fn from_env() -> Result<Self, #error> {
                ClientBuilder::from_env()?.build()
            }

            /// The underlying HTTP client, for requests that this crate has no method for.
            ///
            /// They are sent with the same credentials and settings.
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
        let schemes = alternative.schemes.iter();
        let names = schemes.map(|scheme| scheme.environment.as_deref().map(code));
        if let Some(names) = names.collect::<Option<Vec<String>>>() {
            let (names, setter) = (names.join(" and "), alternative.name.plain());
            variables.push(format!(
                "- {names}: the credentials of [`{setter}`](ClientBuilder::{setter})."
            ));
        }
    }
    for parameter in &api.client_parameters {
        if let Some(name) = &parameter.environment {
            let setter = parameter.name.plain();
            variables.push(format!(
                "- `{name}`: the [`{setter}`](ClientBuilder::{setter})."
            ));
        }
    }
    if let Some(name) = &api.server.environment {
        let url = &api.server.url;
        variables.push(format!("- `{name}`: the base URL, instead of <{url}>."));
    }
    let variables = if variables.is_empty() {
        "The API description names no variables, so that none is read.".to_owned()
    } else {
        variables.join("\n")
    };
    docs::paragraphs([
        "Builds a client from environment variables.",
        &variables,
        "# Errors",
        "[`Error::Configuration`] when a variable cannot be used, or when several exclude each other. It names the variables, never \
        their values.",
    ])
}
