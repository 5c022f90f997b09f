//! Whether a tool is there that a test needs.

use std::env;
use std::io;
use std::io::Write;

/// What `.ci/contract` says about a tool in the variable `name`. Without it, a line says that the test is skipped.
pub(crate) fn tool(name: &str) -> Option<String> {
    let value = env::var(name).ok().filter(|value| !value.is_empty());
    if value.is_none() {
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("a test").to_owned();
        // Written past the capture of output, which hides what a passing test prints.
        let line = format!("skipped: {test} needs {name}, which .ci/contract sets\n");
        let _ = io::stderr().write_all(line.as_bytes());
    }
    value
}
