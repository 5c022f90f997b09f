//! Any text as a description: it becomes a client, or an error that says where.

#![no_main]

use generator::Source;
use generator::generate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(errors) = generate(&Source::new("made.yaml", text)) {
        assert!(!errors.to_string().contains("unexpected-output"), "{errors}");
    }
});
