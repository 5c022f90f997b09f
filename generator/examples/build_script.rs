//! `build.rs` of the crate of a client: whoever edits the description and builds has the client of it.
//!
//! The files are committed, and written in their place: who has the crate from a registry finds them as they should be, and nothing
//! is written. The package needs the generator, which `by-hand.toml` says, a part of its manifest:
//!
//! ```toml
//! [build-dependencies]
//! generator = { git = "https://example.com/generator" }
//! ```

use std::error::Error;
use std::fs;
use std::path::Path;

use generator::Source;
use generator::Surroundings;
use generator::emit::disk;
use generator::generate;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=openapi.yaml");
    println!("cargo::rerun-if-changed=by-hand.toml");
    write(Path::new("."))
}

/// Writes the files of a package, where they are not as they should be.
pub(crate) fn write(package: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(package.join("openapi.yaml"))?;
    let surroundings = Surroundings {
        command: "cargo build".to_owned(),
        ..Surroundings::of("openapi.yaml")
            .with_targets(fs::read_to_string(package.join("by-hand.toml"))?)
    };
    let source = Source::new("openapi.yaml", text).among(surroundings);
    let generated = generate(&source).map_err(|diagnostics| diagnostics.to_string())?;
    for line in generated.warnings.to_string().lines() {
        println!("cargo::warning={line}");
    }
    disk::write(&generated.files, package)?;
    Ok(())
}
