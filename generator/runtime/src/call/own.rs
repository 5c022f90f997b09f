//! What the type of a call has that is an operation's own.

use crate::Call;

/// A call, of whatever type: [`Call`], or that of an operation that has optional inputs.
pub trait AnyCall<'a> {
    /// What it gives.
    type Value;

    /// The call without its setters.
    fn any_call(self) -> Call<'a, Self::Value>;
}

impl<'a, T> AnyCall<'a> for Call<'a, T> {
    type Value = T;

    fn any_call(self) -> Self {
        self
    }
}

/// Gives a type what every call has: it is awaited, sent, and given options.
///
/// `impl_call!(NameCall.field => Value)`: the request is in that field, and a method `into_call` makes a [`Call`](crate::Call) of it
/// with whatever else the type holds.
///
/// ```
/// use client_runtime::{Call, HttpClient, Request, impl_call};
///
/// /// A call that lists names.
/// #[derive(Clone)]
/// #[must_use = "a call does nothing until it is awaited or sent"]
/// pub struct ListCall<'a>(Request<'a>);
///
/// impl<'a> ListCall<'a> {
///     /// The most names to return.
///     pub fn limit(self, limit: u32) -> Self {
///         Self(self.0.query("limit", limit))
///     }
///
///     fn into_call(self) -> Call<'a, String> {
///         self.0.call_text()
///     }
/// }
///
/// impl_call!(ListCall.0 => String);
///
/// # async fn example(client: &HttpClient) -> Result<(), client_runtime::Error> {
/// let list = ListCall(client.get("/names"));
/// let names = list.limit(5).await?;
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! impl_call {
    ($call:ident.$request:tt => $value:ty) => {
        impl<'a> $call<'a> {
            /// Sets the options of this call: timeouts, retries, additional headers, query parameters and body properties.
            pub fn call_options(mut self, call_options: $crate::CallOptions) -> Self {
                self.$request = self.$request.options(call_options);
                self
            }

            /// Sends the call for its value with status and headers. The errors are those of the method that starts it.
            pub fn send(self) -> $crate::CallFuture<'a, $crate::Response<$value>> {
                self.into_call().send()
            }
        }

        impl<'a> $crate::AnyCall<'a> for $call<'a> {
            type Value = $value;

            fn any_call(self) -> $crate::Call<'a, $value> {
                self.into_call()
            }
        }

        /// Awaiting the call sends it for its value.
        impl<'a> ::std::future::IntoFuture for $call<'a> {
            type Output = ::std::result::Result<$value, $crate::Error>;
            type IntoFuture = $crate::CallFuture<'a, $value>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::future::IntoFuture::into_future(self.into_call())
            }
        }

        /// Values may be secret, so that nothing of them is shown.
        impl ::std::fmt::Debug for $call<'_> {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter
                    .debug_tuple(::std::stringify!($call))
                    .field(&self.$request)
                    .finish()
            }
        }
    };
}
