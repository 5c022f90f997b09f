//! Programs that the compiler must reject, kept as tests of the documentation.

/// An error is not matched without a wildcard, so that a new kind of error breaks no program.
///
/// ```compile_fail,E0004
/// fn name(error: client_runtime::Error) -> &'static str {
///     use client_runtime::Error;
///     match error {
///         Error::Configuration(_) => "configuration",
///         Error::InvalidArgument(_) => "argument",
///         Error::Serialization(_) => "serialization",
///         Error::Transport(_) => "transport",
///         Error::Api(_) => "api",
///         Error::Decode(_) => "decode",
///     }
/// }
/// ```
struct ExhaustiveMatch;

/// A secret is neither printed nor written out.
///
/// ```compile_fail,E0277
/// let secret = client_runtime::SecretString::from("fake");
/// println!("{secret}");
/// ```
///
/// ```compile_fail,E0277
/// let secret = client_runtime::SecretString::from("fake");
/// serde_json::to_string(&secret);
/// ```
struct PrintedSecret;

/// Nobody else decides what an error means.
///
/// ```compile_fail,E0277
/// struct Mine;
///
/// impl client_runtime::ErrorMatch for Mine {
///     fn has_status_or_code(&self, _: &[u16], _: &[i64]) -> bool {
///         true
///     }
/// }
/// ```
struct ForeignErrorMatch;
