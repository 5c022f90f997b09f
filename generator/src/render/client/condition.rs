//! `conditions.rs`: what the errors of an API can be asked.

use syn::Item;
use syn::TraitItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Condition;
use crate::model::Envelope;
use crate::render::docs;
use crate::render::file::Crate;
use crate::render::literal;
use crate::render::module::Module;
use crate::render::syntax::ident;

/// `conditions.rs`, where the errors of the API have names.
pub(crate) fn conditions(krate: &Crate<'_>) -> Option<Module> {
    let envelope = krate
        .api
        .envelope
        .as_ref()
        .filter(|envelope| has_any(envelope))?;
    let file = krate.file();
    let error = file.runtime("Error");
    let error_match = file.runtime("ErrorMatch");
    let questions = envelope.conditions.iter().map(question);
    let definition: Item = parse_quote! {
        /// What an [`Error`] means in this API; each is false for an error that is no [`Error::Api`].
        pub trait ErrorConditions: #error_match {
            #(#questions)*
        }
    };
    let implementation = parse_quote!(impl ErrorConditions for #error {});
    let items = vec![definition, implementation];
    Some(file.finish(
        "src/conditions.rs",
        "What the errors of this API mean.",
        items,
    ))
}

/// Whether an envelope says what its errors mean.
pub(crate) fn has_any(envelope: &Envelope) -> bool {
    !envelope.conditions.is_empty()
}

fn question(condition: &Condition) -> TraitItemFn {
    let name = ident(&format!("is_{}", condition.name.plain()));
    let fallback = format!("Whether this is {}.", code(condition.name.wire()));
    let docs = docs::outer(&docs::text(&condition.docs, &fallback));
    let statuses = condition.statuses.iter();
    let statuses = statuses.map(literal::integer);
    let codes = condition.codes.iter();
    let codes = codes.map(literal::integer);
    parse_quote! {
        #(#docs)*
        fn #name(&self) -> bool {
            self.has_status_or_code(&[#(#statuses),*], &[#(#codes),*])
        }
    }
}
