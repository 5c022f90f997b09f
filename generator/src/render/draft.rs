//! A file of the crate that is still to be rendered.

use std::sync::Arc;

use crate::render::file::Crate;
use crate::render::module::Module;

/// One file of the crate, rendered when it is printed, on whatever thread does that: its syntax tree takes some fifty times the
/// memory of its text, and cannot be sent from one thread to another.
pub struct Draft<'a>(Box<dyn Fn() -> Module + Send + Sync + 'a>);

impl<'a> Draft<'a> {
    /// A file that `render` gives.
    pub fn new(render: impl Fn() -> Module + Send + Sync + 'a) -> Self {
        Self(Box::new(render))
    }

    /// A file of the crate that is being written.
    pub(crate) fn of(
        krate: &Arc<Crate<'a>>,
        render: impl Fn(&Crate<'a>) -> Module + Send + Sync + 'a,
    ) -> Self {
        let krate = Arc::clone(krate);
        Self::new(move || render(&krate))
    }

    /// The file.
    #[must_use]
    pub fn render(&self) -> Module {
        (self.0)()
    }
}
