//! `conditions.rs`: a method for each kind of error that the API documents.

use std::sync::Arc;

use quote::quote;
use syn::Item;
use syn::TraitItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Condition;
use crate::model::Envelope;
use crate::render::docs;
use crate::render::draft::Draft;
use crate::render::file::Crate;
use crate::render::literal;
use crate::render::module::Module;
use crate::render::syntax::ident;

/// What the runtime's errors can be asked already, after `is_`.
pub(crate) const METHODS: [&str; 3] = ["connect", "retryable", "timeout"];

/// `conditions.rs`, if the API names any of its errors.
pub(crate) fn conditions<'a>(krate: &Arc<Crate<'a>>) -> Option<Draft<'a>> {
    let envelope = krate.api.envelope.as_ref();
    let envelope = envelope.filter(|envelope| has_any(envelope))?;
    Some(Draft::of(krate, |krate| methods(envelope, krate)))
}

fn methods(envelope: &Envelope, krate: &Crate<'_>) -> Module {
    let file = krate.file();
    let error = file.runtime("Error");
    let error_match = file.runtime("ErrorMatch");
    let questions = envelope.conditions.iter().map(question);
    let definition: Item = parse_quote! {
        /// Tells the errors of this API apart. Each method returns `false` for an error other than [`Error::Api`].
        pub trait ErrorConditions: #error_match {
            #(#questions)*
        }
    };
    let implementation = parse_quote!(impl ErrorConditions for #error {});
    let items = vec![definition, implementation];
    file.finish(
        "src/conditions.rs",
        "Methods that tell the errors of this API apart.",
        items,
    )
}

/// Whether the API names any of its errors.
pub(crate) fn has_any(envelope: &Envelope) -> bool {
    !envelope.conditions.is_empty()
}

fn question(condition: &Condition) -> TraitItemFn {
    let name = ident(&format!("is_{}", condition.name.plain()));
    let fallback = format!("Whether the error is {}.", code(condition.name.wire()));
    let docs = docs::outer(&docs::text(&condition.docs, &fallback));
    let statuses = condition.statuses.iter();
    let statuses = statuses.map(literal::integer);
    let codes = condition.codes.iter();
    let codes = codes.map(literal::integer);
    let messages = &condition.messages;
    let narrowed = (!messages.is_empty()).then(|| quote!(&& self.has_message(&[#(#messages),*])));
    parse_quote! {
        #(#docs)*
        fn #name(&self) -> bool {
            self.has_status_or_code(&[#(#statuses),*], &[#(#codes),*]) #narrowed
        }
    }
}
