//! The client, and programs made with it, against a fake of the service that goes wrong in every way it can.

mod consumer_habits;
mod consumer_under_faults;
mod fixtures;
mod model;
mod orders;
