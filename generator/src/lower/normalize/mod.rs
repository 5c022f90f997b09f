//! One spelling for what documents say in several, before anything is made of it: so the rest of lowering knows only one.

mod circular;
mod form_data;
mod inheritance;
mod null;
mod repeated;
#[cfg(test)]
pub(crate) mod testing;
mod typed;

use crate::report::diagnostic::Report;
use crate::spec::Document;

/// Rewrites the schemas of a document to what their author means by them.
pub(crate) fn normalize(document: &mut Document, report: &mut Report) {
    form_data::spell_as_bodies(document, report);
    null::spell_as_nullable(document);
    circular::take_out_circular(document, report);
    typed::spell_out(document);
    repeated::take_out(document, report);
    inheritance::spell_as_unions(document);
}
