//! The header `Link` (RFC 8288, section 3).

use std::borrow::Cow;

/// What stands in the header is no list of links.
#[derive(Debug, PartialEq)]
pub(super) struct Malformed;

/// The target of the link whose relation is `next`, if there is one.
pub(super) fn next(field: &str) -> Result<Option<Cow<'_, str>>, Malformed> {
    let mut rest = field.trim_start_matches([' ', '\t', ',']);
    while !rest.is_empty() {
        let (target, parameters) = rest
            .strip_prefix('<')
            .and_then(|rest| rest.split_once('>'))
            .ok_or(Malformed)?;
        let (is_next, after) = parameters_of(parameters)?;
        if is_next {
            return Ok(Some(target.trim().into()));
        }
        rest = after.trim_start_matches([' ', '\t', ',']);
    }
    Ok(None)
}

/// Whether the parameters of a link give it the relation `next`, and what follows them. The first `rel` counts alone.
fn parameters_of(mut rest: &str) -> Result<(bool, &str), Malformed> {
    let mut relations: Option<Cow<'_, str>> = None;
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        let Some(parameter) = rest.strip_prefix(';') else {
            break;
        };
        let parameter = parameter.trim_start_matches([' ', '\t']);
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let (name, after) = parameter.split_at(end);
        let mut value = Cow::Borrowed("");
        rest = after;
        if let Some(after) = after.strip_prefix('=') {
            (value, rest) = value_of(after.trim_start_matches([' ', '\t']))?;
        }
        if name.trim_end().eq_ignore_ascii_case("rel") && relations.is_none() {
            relations = Some(value);
        }
    }
    if !rest.is_empty() && !rest.starts_with(',') {
        return Err(Malformed);
    }
    let relations = relations.unwrap_or_default();
    let mut relations = relations.split_ascii_whitespace();
    Ok((relations.any(|one| one.eq_ignore_ascii_case("next")), rest))
}

/// A token or a quoted string, and what follows it.
fn value_of(text: &str) -> Result<(Cow<'_, str>, &str), Malformed> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (token, rest) = text.split_at(end);
        return Ok((token.trim_end().into(), rest));
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Ok((value.into(), &quoted[index + 1..])),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            character => value.push(character),
        }
    }
    Err(Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_found_among_the_links() {
        for (field, expected) in [
            (
                r#"<https://a.example/?page=2>; rel="next""#,
                Some("https://a.example/?page=2"),
            ),
            (
                r#"</p?a=1,2;b>; rel="prev", </p?page=3>;rel=next"#,
                Some("/p?page=3"),
            ),
            (r#"<?p=2>; title="a, <b>; rel=\"next\""; rel="last""#, None),
            (r#"<?p=2>; REL="Start NEXT"; rel=last"#, Some("?p=2")),
            (r#"<?p=2>; rel="last"; rel="next""#, None),
            ("<?p=2> ; rel = next", Some("?p=2")),
            ("<?p=2>; async; rel=next", Some("?p=2")),
            (r#", , <?p=2>; rel="next","#, Some("?p=2")),
            ("<?p=2>", None),
            ("", None),
        ] {
            assert_eq!(next(field).unwrap().as_deref(), expected, "{field}");
        }
        for field in [
            "?page=2",
            "<?page=2",
            r#"<?p=2>; rel="next"#,
            "<?p=2> rel=next",
            r#"<?p=2>; rel="last"x"#,
        ] {
            assert_eq!(next(field), Err(Malformed), "{field}");
        }
    }
}
