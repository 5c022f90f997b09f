//! A client against servers that do what they can to hurt it, over HTTP/1.1 and HTTP/2.
//!
//! Each behaviour of a server meets four calls. None outlives its deadline, none takes more memory than a body and its values may,
//! none panics, none sends twice what may not be, none follows a redirect, and none shows a secret in an error.
//!
//! What a server does here is bounded: floods are of as many frames or bytes as it takes to show that a limit holds.

#[cfg(test)]
mod attack;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod call;
#[cfg(test)]
mod frame;
#[cfg(test)]
mod heads;
#[cfg(test)]
mod http2;
#[cfg(test)]
mod http2_streams;
#[cfg(test)]
mod script;
#[cfg(test)]
mod server;
#[cfg(test)]
mod shown;

/// What the whole process has allocated, and the most that it had.
#[cfg(test)]
#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;
