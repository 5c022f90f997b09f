//! What there is to say of an item of a client, and what a change of it means to a program that uses the client.

use serde::Serialize;

use Effect::Added;
use Effect::Breaking;
use Effect::Changed;
use Effect::Described;

/// What a change means to a program that uses the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It compiles and does what it did: something is described otherwise.
    Described,
    /// It compiles, and a call does something else, or is accepted where it was rejected.
    Changed,
    /// It compiles, and there is more to use.
    Added,
    /// It may no longer compile.
    Breaking,
}

macro_rules! aspects {
    ($($(#[$docs:meta])* $name:ident: $article:literal $noun:literal, $gained:ident, $lost:ident, $altered:ident;)*) => {
        /// Something that is said of an item. Each has a word for it, and what it means when an item that was there gains it,
        /// loses it, or has it otherwise.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Aspect {
            $($(#[$docs])* $name,)*
        }

        impl Aspect {
            /// What it is called.
            #[must_use]
            pub fn noun(self) -> &'static str {
                match self {
                    $(Self::$name => $noun,)*
                }
            }

            /// The same where an item has one.
            #[must_use]
            pub fn one(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($article, $noun),)*
                }
            }

            /// What it means that an item has it now.
            #[must_use]
            pub fn gained(self) -> Effect {
                match self {
                    $(Self::$name => $gained,)*
                }
            }

            /// What it means that an item has it no longer.
            #[must_use]
            pub fn lost(self) -> Effect {
                match self {
                    $(Self::$name => $lost,)*
                }
            }

            /// What it means that it is another.
            #[must_use]
            pub fn altered(self) -> Effect {
                match self {
                    $(Self::$name => $altered,)*
                }
            }
        }
    };
}

aspects! {
    // Of every item.
    /// That it is there.
    Item: "" "item", Added, Breaking, Breaking;
    /// The Cargo features that compile it: a program that names its features may not have another.
    Features: "" "features", Breaking, Breaking, Breaking;

    // Of the crate.
    /// Its name.
    Name: "a " "name", Added, Breaking, Breaking;

    // Of what is given, for a call or an object.
    /// What has to be given.
    Argument: "an " "argument", Breaking, Breaking, Breaking;
    /// What can be given.
    Setter: "a " "setter", Added, Breaking, Breaking;
    /// The setter that sends `null`.
    NullSetter: "a " "setter of `null`", Added, Breaking, Breaking;
    /// The struct in which what is required is given by name.
    ByName: "a " "struct of what is required", Breaking, Breaking, Breaking;
    /// The value that is sent without being given.
    Constant: "a " "constant value", Changed, Changed, Changed;
    /// What it is checked for before it is sent.
    Check: "a " "check", Changed, Changed, Changed;
    /// Where and how it is sent.
    Wire: "a " "place on the wire", Changed, Changed, Changed;
    /// What its absence means to the server.
    Default: "a " "default of the server", Described, Described, Described;

    // Of an operation.
    /// The request that it sends.
    Request: "a " "request", Changed, Changed, Changed;
    /// What a call gives.
    Output: "an " "output", Breaking, Breaking, Breaking;
    /// The type of a call.
    Call: "a " "type of its calls", Breaking, Breaking, Breaking;
    /// The items of pages.
    Pages: "" "`pages` and `items`", Added, Breaking, Breaking;
    /// How one page leads to the next.
    Paging: "a " "way from page to page", Changed, Changed, Changed;
    /// The consumer of its messages.
    Consumer: "a " "consumer", Added, Breaking, Breaking;
    /// How a consumer leases and settles messages.
    Leasing: "a " "way of leasing messages", Changed, Changed, Changed;
    /// Whether it is retried.
    Retry: "a " "retry class", Changed, Changed, Changed;
    /// Where it is sent, where that is not the client's server.
    Server: "a " "server", Changed, Changed, Changed;
    /// The credentials that it sends.
    Credentials: "" "credentials", Changed, Changed, Changed;
    /// What it accepts, and how it is read.
    Reading: "a " "way of reading responses", Changed, Changed, Changed;
    /// How its body is written.
    Writing: "a " "way of writing the body", Changed, Changed, Changed;
    /// What is read as an error.
    Errors: "" "error responses", Described, Described, Described;
    /// The type of the headers of its responses.
    Headers: "" "typed headers", Added, Breaking, Breaking;

    // Of the client.
    /// The environment variables that it is read from.
    Environment: "a " "variable of the environment", Added, Changed, Changed;
    /// Whether credentials are added to others, and do not replace them.
    Joined: "" "credentials beside others", Changed, Changed, Changed;

    // Of an error condition.
    /// Whether a retry does not help.
    Permanent: "" "permanence", Changed, Changed, Changed;
    /// What tells it from others.
    Recognition: "a " "way to be recognised", Changed, Changed, Changed;

    // Of a type.
    /// What kind of type it is.
    Shape: "a " "shape", Breaking, Breaking, Breaking;
    /// What it holds: of a field, a variant, a parameter of the client.
    Type: "a " "type", Added, Breaking, Breaking;
    /// That programs make values of it.
    Made: "a " "constructor", Added, Breaking, Breaking;
    /// That programs send values of it.
    Written: "" "`Serialize`", Added, Breaking, Breaking;
    /// That programs read values of it.
    Read: "" "`Deserialize`", Added, Breaking, Breaking;
    /// That it is the key of a map.
    Key: "" "an order", Added, Breaking, Breaking;
    /// That it has a default.
    HasDefault: "" "`Default`", Added, Breaking, Breaking;
    /// What is converted into it.
    Conversion: "a " "conversion", Added, Breaking, Breaking;
    /// The field of additional properties.
    AdditionalProperties: "" "additional properties", Added, Breaking, Breaking;
    /// The method that reads a content.
    Content: "a " "content", Added, Breaking, Changed;
    /// That it is kept out of messages.
    Redacted: "" "redaction", Changed, Changed, Changed;
    /// What is known of how its values are told apart or written.
    Form: "a " "form on the wire", Changed, Changed, Changed;
    /// That a value which cannot be read is taken for absent.
    Informative: "a " "tolerance for values that cannot be read", Changed, Changed, Changed;

    // Of whatever has docs.
    /// That the compiler or the docs advise against it.
    Deprecated: "a " "deprecation", Changed, Described, Described;
    /// What is said of constraints, defaults and formats that the client leaves to the server.
    Notes: "" "documented rules", Described, Described, Described;
    /// What it is.
    Docs: "a " "description", Described, Described, Described;
}

impl Aspect {
    /// The aspect of the same item without which it is not said.
    #[must_use]
    pub fn follows(self) -> Option<Self> {
        match self {
            Self::Paging => Some(Self::Pages),
            Self::Leasing => Some(Self::Consumer),
            Self::Reading => Some(Self::Output),
            Self::ByName => Some(Self::Made),
            _ => None,
        }
    }

    /// The aspect of the type that it comes and goes with, where it is that of a part.
    #[must_use]
    pub fn of_whole(self) -> Option<Self> {
        match self {
            Self::Argument | Self::Setter | Self::NullSetter | Self::Constant => Some(Self::Made),
            Self::Conversion => Some(Self::Written),
            Self::Type => Some(Self::Read),
            _ => None,
        }
    }

    /// Whether it is a text for people.
    #[must_use]
    pub fn is_docs(self) -> bool {
        matches!(self, Self::Docs | Self::Notes | Self::Default)
    }
}
