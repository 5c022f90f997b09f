#!/usr/bin/env bash
#
# Finding: where saphyr-parser says that a node begins depends on how the node is laid out. The span of a list that is indented
# begins at its first dash; of one that is indented no further than its key it begins behind that dash, which is where the first
# item begins. The span of a block scalar (`|`, `>`) begins at its first line of text, not at the indicator. The span of a value
# that is left out is the colon before it.
#
# Guess: the events take the mark of the token that the scanner has at hand when it knows what the node is: for a list without
# indentation that is the token behind the dash, for a block scalar the first line of its content.
#
# Seen with saphyr-parser 0.3.3. What was expected: that a list begins at its dash in both layouts, a block scalar at its indicator
# (so do the marks of PyYAML), and nothing at all behind the colon.
#
# Why it matters: a tool that prints a diagnostic at the span of a value underlines another line or column than the author would
# look at, and two nodes (a list and its first item) have one place. This project corrects the three in one function of
# generator/src/report/position.rs, whose tests show each.
#
# Needs cargo and the registry of crates. Prints what each span is, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "spans"
version = "0.1.0"
edition = "2021"

[dependencies]
saphyr-parser = "=0.3.3"
TOML
cat >src/main.rs <<'RUST'
use saphyr_parser::{Event, Parser};

fn main() {
    let texts = ["a:\n  - 1\n", "a:\n- 1\n", "a: |\n  text\n", "a:\nb: 1\n"];
    for text in texts {
        println!("{text:?}");
        for event in Parser::new_from_str(text) {
            let (event, span) = event.expect("it is YAML");
            let what = match event {
                Event::Scalar(value, ..) => format!("scalar {value:?}"),
                Event::SequenceStart(..) => "list".to_owned(),
                _ => continue,
            };
            println!("  {what} begins at {}:{}", span.start.line(), span.start.col());
        }
    }
}
RUST
cargo run --quiet >seen.txt
cat seen.txt
diff seen.txt - <<'TEXT'
"a:\n  - 1\n"
  scalar "a" begins at 1:0
  list begins at 2:2
  scalar "1" begins at 2:4
"a:\n- 1\n"
  scalar "a" begins at 1:0
  list begins at 2:2
  scalar "1" begins at 2:2
"a: |\n  text\n"
  scalar "a" begins at 1:0
  scalar "text\n" begins at 2:2
"a:\nb: 1\n"
  scalar "a" begins at 1:0
  scalar "" begins at 1:1
  scalar "b" begins at 2:0
  scalar "1" begins at 2:3
TEXT
