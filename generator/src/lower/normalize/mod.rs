//! One spelling for what documents say in several, before anything is made of it: so the rest of lowering knows only one.

mod inheritance;
mod null;
#[cfg(test)]
mod testing;

use crate::spec::Document;

/// Rewrites the schemas of a document to what their author means by them.
pub(crate) fn normalize(document: &mut Document) {
    null::spell_as_nullable(document);
    inheritance::spell_as_unions(document);
}
