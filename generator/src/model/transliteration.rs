//! Letters of other alphabets in those of ASCII, for names. Scripts that are not alphabets have none.

/// Each letter in lower case, and how it is written.
const LETTERS: &[(&str, &str)] = &[
    ("àáâãåāăąа", "a"),
    ("ä", "ae"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěеэєε", "e"),
    ("ĝğġģгґγ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįıиіιη", "i"),
    ("ĵ", "j"),
    ("ķкκ", "k"),
    ("ĺļľŀłлλ", "l"),
    ("ñńņňнν", "n"),
    ("òóôõøōŏőоοω", "o"),
    ("öœ", "oe"),
    ("ŕŗřрρ", "r"),
    ("śŝşšșсσς", "s"),
    ("ß", "ss"),
    ("ţťŧțтτ", "t"),
    ("ùúûũūŭůűųу", "u"),
    ("ü", "ue"),
    ("ŵ", "w"),
    ("ýÿŷыйυ", "y"),
    ("źżžзζ", "z"),
    ("бβ", "b"),
    ("в", "v"),
    ("дδ", "d"),
    ("ё", "yo"),
    ("ж", "zh"),
    ("ї", "yi"),
    ("мμ", "m"),
    ("пπ", "p"),
    ("фφ", "f"),
    ("х", "kh"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ъь", ""),
    ("ю", "yu"),
    ("я", "ya"),
    ("θþ", "th"),
    ("ξ", "x"),
    ("χ", "ch"),
    ("ψ", "ps"),
    ("ά", "a"),
    ("έ", "e"),
    ("ήίϊΐ", "i"),
    ("όώ", "o"),
    ("ύϋΰ", "y"),
];

/// The letter in ASCII. `None` if it is of ASCII already, or of no alphabet that is known here.
pub(super) fn ascii(letter: char) -> Option<String> {
    if letter.is_ascii() {
        return None;
    }
    let mut lower = letter.to_lowercase();
    let (lower, is_single) = (lower.next()?, lower.next().is_none());
    let known = LETTERS.iter().find(|(letters, _)| letters.contains(lower));
    let (_, written) = known.filter(|_| is_single)?;
    if lower == letter {
        return Some((*written).to_owned());
    }
    let mut letters = written.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    Some(first.into_iter().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_written_in_ascii() {
        let written = |text: &str| -> String {
            let letter = |c: char| ascii(c).unwrap_or_else(|| c.to_string());
            text.chars().map(letter).collect()
        };
        assert_eq!(written("Größe"), "Groesse");
        assert_eq!(written("Ñandú"), "Nandu");
        assert_eq!(written("Щука и ёж"), "Shchuka i yozh");
        assert_eq!(written("Ελλάς"), "Ellas");
        assert_eq!(written("宠物"), "宠物");
    }
}
