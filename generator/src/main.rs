//! `cargo run`: reads the API description and writes the client crate.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
