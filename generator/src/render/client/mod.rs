//! The client: what it is built from, and the way to the resources.

pub(crate) mod condition;
pub(crate) mod resource;
pub(crate) mod server;
pub(crate) mod webhook;

mod builder;
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
        /// How the client introduces itself.
        const USER_AGENT: &str = #user_agent;
    });
    items.extend(credential::security(api, file));
    if let Some(envelope) = &api.envelope {
        let ty = file.runtime("Envelope");
        let (success, errors) = (&envelope.success, &envelope.errors);
        let lasting = envelope.permanent_codes().map(literal::integer);
        items.push(parse_quote! {
            /// How responses announce their outcome: what [`Client::http`] needs to read one.
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
        variables.push(format!("- `{name}`: the base URL, in place of <{url}>."));
    }
    let variables = if variables.is_empty() {
        "No variable is read: the description names none.".to_owned()
    } else {
        variables.join("\n")
    };
    docs::paragraphs([
        "Builds a client from the environment.",
        &variables,
        "# Errors",
        "[`Error::Configuration`] names a variable that cannot be used, or several that exclude each other, never a value.",
    ])
}
