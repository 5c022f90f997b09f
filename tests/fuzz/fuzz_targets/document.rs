//! A document that is made up and then changed in some places, as the bytes of the input say: it becomes a client, or an error that
//! says where.
//!
//! That what is generated is Rust, and nothing else than what is allowed, the generator checks itself: `unexpected-output`.

#![no_main]

use generator::Source;
use generator::Surroundings;
use generator::generate;
use libfuzzer_sys::fuzz_target;
use tests::random::Choices;
use tests::random::change;
use tests::random::document;

fuzz_target!(|bytes: &[u8]| {
    let Some((changes, bytes)) = bytes.split_first() else {
        return;
    };
    let mut choices = Choices::of_bytes(bytes);
    let mut document = document(&mut choices);
    for _ in 0..changes % 8 {
        change(&mut document, &mut choices);
    }
    // Without the runtime in each client, which is the same in all.
    let surroundings = Surroundings::of("made.yaml").with_runtime_at("runtime".to_owned());
    let source = Source::new("made.yaml", document.to_string()).among(surroundings);
    if let Err(errors) = generate(&source) {
        assert!(!errors.to_string().contains("unexpected-output"), "{errors}");
    }
});
