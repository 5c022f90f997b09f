//! Brackets that open close together, which no document has many of: each of them may begin a key, up to so many bytes later on its
//! line, and at each token the library looks at all that still may.

use saphyr_parser::Parser;

use super::SyntaxError;

/// How far a key may reach.
const LONGEST_KEY: usize = 1_024;

/// How many brackets may open in that space: few enough for a document of a megabyte to be read in a second.
const MOST: usize = 256;

/// Rejects a text that has more of them. Which of them are signs of a text, and no brackets, the parser of the places says, which
/// lets fewer be open at once.
pub(super) fn check_brackets(text: &str) -> Result<(), SyntaxError> {
    let Some(offset) = crowded(text) else {
        return Ok(());
    };
    if Parser::new_from_str(text).all(|event| event.is_ok()) {
        return Ok(());
    }
    Err(SyntaxError {
        message: format!("more than {MOST} brackets open close together up to here"),
        offset,
        related: None,
        help: None,
        is_too_large: true,
    })
}

/// The first place before which more signs stand close together that may be brackets.
fn crowded(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n').scan(0, |offset, line| {
        let begin = *offset;
        *offset += line.len();
        Some((begin, line))
    });
    lines.find_map(|(begin, line)| {
        if line.len() <= MOST {
            return None;
        }
        let signs = || line.match_indices(['[', '{']).map(|(at, _)| at);
        let mut pairs = signs().zip(signs().skip(MOST));
        let (_, last) = pairs.find(|(first, last)| last - first < LONGEST_KEY)?;
        Some(begin + last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_that_are_open_close_together_are_rejected() {
        let opening = "a: ".to_owned() + &"[".repeat(MOST + 1);
        assert_eq!(check_brackets(&opening).unwrap_err().offset, 3 + MOST);
        let hidden = "a: ".to_owned() + &"[[[[[']]]]]',".repeat(100);
        assert!(check_brackets(&hidden).is_err());
    }

    #[test]
    fn brackets_of_texts_and_far_apart_are_read() {
        let signs = "[".repeat(2_000);
        for text in [
            format!("a: '{signs}'"),
            format!("a: |\n  {signs}\nb: {{c: \"{signs}\"}} # {signs}"),
            format!("a: b {signs}"),
            format!("a: [{}]", "[], ".repeat(1_000)),
            "- [\n".repeat(1_000),
        ] {
            assert_eq!(check_brackets(&text), Ok(()), "{text}");
        }
    }
}
