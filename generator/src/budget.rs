//! How much a run reads and makes before it gives up: what a document costs follows its size, whatever it says.

/// The budgets of a run, each many times what documents of that size need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    times: usize,
}

/// What to do where one is not enough.
pub(crate) const HELP: &str = "say it shorter, or raise all budgets with `--budget`";

/// A mebibyte.
const MIB: usize = 1024 * 1024;

impl Default for Budget {
    fn default() -> Self {
        Self { times: 1 }
    }
}

impl Budget {
    /// So many times the usual budgets.
    #[must_use]
    pub fn times(times: usize) -> Self {
        Self {
            times: times.max(1),
        }
    }

    /// The most bytes of a text. GitHub's whole API has 12 MiB as JSON.
    #[must_use]
    pub fn text(self) -> usize {
        self.of(16 * MIB)
    }

    /// The most nodes of a text of so many bytes, its aliases expanded.
    pub(crate) fn nodes(self, bytes: usize) -> usize {
        self.of((5_000 + 4 * bytes).min(2_000_000))
    }

    /// The most bytes of all scalars of a text of so many bytes, its aliases expanded.
    pub(crate) fn scalars(self, bytes: usize) -> usize {
        self.of((64 * 1024 + 4 * bytes).min(64 * MIB))
    }

    /// The most nodes that overlays add to a document of so many, and the most places that they may visit for it.
    pub(crate) fn overlaid(self, nodes: usize) -> usize {
        self.of(4_000 + 8 * nodes)
    }

    /// The most places that the actions of overlays visit in a document of so many nodes.
    pub(crate) fn visited(self, nodes: usize) -> usize {
        self.of(100_000 + 100 * nodes)
    }

    /// The most files that a document may have.
    pub(crate) fn files(self) -> usize {
        self.of(10_000)
    }

    /// The most bytes that they may have together.
    pub(crate) fn bytes_of_files(self) -> usize {
        self.of(64 * MIB)
    }

    /// The most nodes of all files together, each counted as often as it is put somewhere.
    pub(crate) fn copied(self) -> usize {
        self.of(2_000_000)
    }

    /// The most types that are made of texts of so many bytes together.
    pub(crate) fn types(self, bytes: usize) -> usize {
        self.of(2_000 + bytes / 170)
    }

    /// The most that operations and types of texts of so many bytes together are made of: their schemas, each as often as something
    /// refers to it, and what operations take.
    pub(crate) fn uses(self, bytes: usize) -> usize {
        self.of(3_000 + bytes / 20)
    }

    /// The most values that the examples of all calls have together, from texts of so many bytes.
    pub(crate) fn shown(self, bytes: usize) -> usize {
        self.of(2_000 + bytes / 25)
    }

    /// The most schemas of texts of so many bytes together.
    pub(crate) fn schemas(self, bytes: usize) -> usize {
        self.of(20_000 + bytes / 32)
    }

    /// The most operations of texts of so many bytes together.
    pub(crate) fn operations(self, bytes: usize) -> usize {
        self.of(2_000 + bytes / 150)
    }

    /// The most bytes of a description.
    pub(crate) fn description(self) -> usize {
        self.of(MIB / 2)
    }

    /// The most properties of an object, branches of a choice, parameters of an operation, and so on.
    pub(crate) fn parts(self) -> usize {
        self.of(5_000)
    }

    /// The most values of an `enum`.
    pub(crate) fn values(self) -> usize {
        self.of(20_000)
    }

    /// The most parts and properties that `allOf` puts together in all schemas of texts of so many bytes, each counted for every
    /// schema that includes it.
    pub(crate) fn merged(self, bytes: usize) -> usize {
        self.of(50_000 + bytes / 4)
    }

    /// The most bytes of generated files, from texts of so many bytes together.
    pub(crate) fn output(self, bytes: usize) -> usize {
        self.of(16 * MIB + 200 * bytes)
    }

    fn of(self, usual: usize) -> usize {
        usual.saturating_mul(self.times)
    }
}
