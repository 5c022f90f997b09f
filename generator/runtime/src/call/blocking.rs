//! Calls for programs without async: the same ones, that end in [`.wait()`](Wait::wait) in place of `.await`.

use std::pin::Pin;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::Builder;
use tokio::runtime::Handle;
use tokio::runtime::Runtime;

use crate::ByteStream;
use crate::Error;
use crate::EventStream;
use crate::JsonStream;
use crate::PartStream;
use crate::page::ItemList;
use crate::page::Items;
use crate::page::Pages;

/// Waits for a call on the thread that makes it.
///
/// All calls of the process share one runtime, which is started by the first of them and has one thread of its own, for
/// the connections.
///
/// ```no_run
/// use client_runtime::blocking::Wait as _;
/// use client_runtime::{Credentials, HttpClient, Settings};
///
/// let server = "https://example.com";
/// let client = HttpClient::new(server, "example/1.0", Credentials::none(), Settings::new())?;
/// let greeting = client.get("/greeting").send_text().wait()?;
/// println!("{}", greeting.value());
/// # Ok::<(), client_runtime::Error>(())
/// ```
pub trait Wait: IntoFuture {
    /// Sends the call, and blocks the thread until its outcome is there, which takes no longer than the
    /// [timeout](crate::Settings::timeout) of the call.
    ///
    /// # Errors
    ///
    /// Those of the call, and [`Error::Configuration`] on a thread of an async runtime, which it would block: use `.await`
    /// there. That goes for `spawn_blocking` too, where `Handle::current().block_on(…)` takes the place of `wait`.
    fn wait(self) -> Self::Output;
}

impl<F, T> Wait for F
where
    F: IntoFuture<Output = Result<T, Error>>,
{
    fn wait(self) -> Result<T, Error> {
        if Handle::try_current().is_ok() {
            return Err(Error::configuration(WITHIN));
        }
        runtime()?.block_on(self.into_future())
    }
}

/// Pages or items of a list, events, or pieces of a body, waited for one by one.
#[derive(Debug)]
#[must_use = "pages are fetched when they are asked for"]
pub struct Waiting<S>(S);

impl<T> Items<'_, T> {
    /// The same without async: an iterator that waits on the thread that asks it.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<P, L: ItemList> Pages<'_, P, L> {
    /// The same without async: an iterator that waits on the thread that asks it.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl ByteStream {
    /// The same without async: an iterator that waits on the thread that asks it.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<T> JsonStream<T> {
    /// The same without async: an iterator that waits on the thread that asks it.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<T> PartStream<T> {
    /// The same without async: an iterator that waits on the thread that asks it.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<T> EventStream<T> {
    /// The same without async: an iterator that waits on the thread that asks it.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<S, T> Iterator for Waiting<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = std::future::poll_fn(|context| Pin::new(&mut self.0).poll_next(context));
        async { next.await.transpose() }.wait().transpose()
    }
}

const WITHIN: &str = "`.wait()` would block the async runtime on whose thread it is called: use `.await` in its place";

/// The runtime of all calls that are waited for.
fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("client-runtime")
        .enable_all()
        .build()
        .map_err(|error| {
            Error::configuration(format!("no runtime can be started for `.wait()`: {error}"))
        })?;
    // Another thread may have been quicker, whose runtime is taken then.
    Ok(RUNTIME.get_or_init(|| runtime))
}
