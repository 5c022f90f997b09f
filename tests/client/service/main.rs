//! The client, and programs made with it, against a fake of the service that goes wrong in every way it can.

mod fixtures;
mod model;
mod orders;
#[path = "../examples/worker/worker.rs"]
mod worker;
mod worker_habits;
mod worker_under_faults;
