//! Tags of YAML's own types that JSON has not, such as `!!binary`: the library reads what stands behind one as if it were not there.

use saphyr_parser::Event;
use saphyr_parser::Parser;

use super::SyntaxError;

/// What the tags of YAML's own types begin with, written out.
const OF_YAML: &str = "tag:yaml.org,2002:";

/// The types of JSON among them.
const OF_JSON: [&str; 7] = ["bool", "float", "int", "map", "null", "seq", "str"];

/// Rejects the first tag of a type that JSON has not. What is no YAML is left to the library.
pub(super) fn check_tags(text: &str) -> Result<(), SyntaxError> {
    if !text.contains("!!") && !text.contains(OF_YAML) {
        return Ok(());
    }
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        let (Event::Scalar(_, _, _, Some(tag))
        | Event::SequenceStart(_, Some(tag))
        | Event::MappingStart(_, Some(tag))) = event
        else {
            continue;
        };
        let whole = format!("{}{}", tag.handle, tag.suffix);
        let name = whole.strip_prefix(OF_YAML);
        if let Some(name) = name.filter(|name| !OF_JSON.contains(name)) {
            let character = text.char_indices().nth(span.start.index());
            return Err(SyntaxError {
                message: format!(
                    "`!!{name}` is a type that JSON has not, and an OpenAPI document neither"
                ),
                offset: character.map_or(text.len(), |(offset, _)| offset),
                related: None,
                help: Some("remove it; a text that begins with `!` goes in quotes".to_owned()),
                is_too_large: false,
            });
        }
    }
    Ok(())
}
