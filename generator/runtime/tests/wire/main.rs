//! Clients over real sockets: the bytes that are sent, and what is made of the bytes that come back.

#[cfg(test)]
mod blocking;
#[cfg(test)]
mod configuration;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod proxies;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod responses;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod runtimes;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod server;
#[cfg(test)]
mod servers;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod tower;
#[cfg(test)]
mod tracing;
#[cfg(test)]
mod trust;
#[cfg(test)]
mod uploads;
#[cfg(test)]
mod waiting;
