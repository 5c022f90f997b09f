//! How lists and objects are written where only text goes: in paths, queries, headers, cookies and forms.
//!
//! By hand: the styles are OpenAPI's own, and no encoder of forms knows more than one or two of them. The model of the
//! generator has an enum of the same names, since it does not depend on this crate.

use std::fmt::Write as _;

use serde_json::Value;

use crate::request::percent;

/// How a parameter is written, as OpenAPI calls it: its `style`, and whether it is exploded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` and `k,v`: in paths and headers.
    Simple,
    /// `a,b` and `k=v`: in paths and headers.
    SimpleExploded,
    /// `.a,b` and `.k,v`: in paths.
    Label,
    /// `.a.b` and `.k=v`: in paths.
    LabelExploded,
    /// `;name=a,b` and `;name=k,v`: in paths.
    Matrix,
    /// `;name=a;name=b` and `;k=v`: in paths.
    MatrixExploded,
    /// `name=a,b` and `name=k,v`: in queries, cookies and forms.
    Form,
    /// `name=a&name=b` and `k=v`: in queries, cookies and forms.
    FormExploded,
    /// `name=a%20b`: in queries and forms.
    SpaceDelimited,
    /// `name=a%7Cb`: in queries and forms.
    PipeDelimited,
    /// `name[k]=v`: in queries and forms.
    DeepObject,
    /// `name=a,b` and `name=k,v`, with nothing encoded: in cookies.
    Cookie,
    /// `name=a; name=b` and `k=v`, with nothing encoded: in cookies.
    CookieExploded,
    /// `name={"k":"v"}`: what the description gives a JSON media type.
    Json,
}

/// The names and values that a parameter becomes, not yet encoded; each value has the parts that delimiters stand between.
pub(crate) fn pairs(name: &str, style: Style, value: &Value) -> Vec<(String, Vec<String>)> {
    let whole = |parts| vec![(name.to_owned(), parts)];
    match (style, value) {
        (_, Value::Null) => Vec::new(),
        (Style::Json, value) => whole(vec![value.to_string()]),
        (Style::DeepObject, value) => deep(name, value),
        (
            Style::FormExploded | Style::MatrixExploded | Style::CookieExploded,
            Value::Object(properties),
        ) => {
            let properties = properties.iter();
            properties
                .flat_map(|(key, value)| repeated(key, value))
                .collect()
        }
        (
            Style::FormExploded | Style::MatrixExploded | Style::CookieExploded,
            value @ Value::Array(_),
        ) => repeated(name, value),
        (_, Value::Array(values)) if values.is_empty() => Vec::new(),
        (_, Value::Object(properties)) if properties.is_empty() => Vec::new(),
        (_, value) => whole(parts(style, value)),
    }
}

/// The name with a value, or again with each item of a list. OpenAPI leaves open how a list within an object is written, and
/// servers that take one as the pairs of a query read it as any other list.
fn repeated(name: &str, value: &Value) -> Vec<(String, Vec<String>)> {
    let values = match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    };
    let given = values.iter().filter(|value| !value.is_null());
    given
        .map(|value| (name.to_owned(), vec![text(value)]))
        .collect()
}

/// The parts of a value that go together into one text.
fn parts(style: Style, value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().map(text).collect(),
        Value::Object(properties) => {
            let given = properties.iter().filter(|(_, value)| !value.is_null());
            let is_exploded = matches!(style, Style::SimpleExploded | Style::LabelExploded);
            given
                .flat_map(|(key, value)| {
                    if is_exploded {
                        vec![format!("{key}={}", text(value))]
                    } else {
                        vec![key.clone(), text(value)]
                    }
                })
                .collect()
        }
        value => vec![text(value)],
    }
}

/// `name[k]=v` for each property, however deep.
fn deep(name: &str, value: &Value) -> Vec<(String, Vec<String>)> {
    let mut pairs = Vec::new();
    let mut open = vec![(name.to_owned(), value)];
    while let Some((name, value)) = open.pop() {
        match value {
            Value::Null => {}
            Value::Object(properties) => {
                let properties = properties.iter().rev();
                open.extend(properties.map(|(key, value)| (format!("{name}[{key}]"), value)));
            }
            Value::Array(values) => {
                let values = values.iter().enumerate().rev();
                open.extend(values.map(|(index, value)| (format!("{name}[{index}]"), value)));
            }
            value => pairs.push((name, vec![text(value)])),
        }
    }
    pairs
}

/// A value as text: what is no text itself, as JSON.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What stands between the parts of one value where nothing is encoded.
pub(crate) fn plain_delimiter(style: Style) -> &'static str {
    match delimiter(style) {
        "%20" => " ",
        "%7C" => "|",
        other => other,
    }
}

/// What stands between the parts of one value, encoded.
pub(crate) fn delimiter(style: Style) -> &'static str {
    match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::LabelExploded => ".",
        Style::Simple
        | Style::SimpleExploded
        | Style::Label
        | Style::Matrix
        | Style::MatrixExploded
        | Style::Form
        | Style::FormExploded
        | Style::DeepObject
        | Style::Cookie
        | Style::CookieExploded
        | Style::Json => ",",
    }
}

/// Adds the pairs to a query or a form, encoded. Brackets of names stay, since servers read them so.
pub(crate) fn append_pairs(query: &mut String, style: Style, pairs: &[(String, Vec<String>)]) {
    for (name, parts) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(&encoded(name).replace("%5B", "[").replace("%5D", "]"));
        query.push('=');
        query.push_str(&joined(style, parts));
    }
}

/// Gives back what was encoded in the values of `name`, and of its properties in brackets, that a query may hold.
pub(crate) fn allow_reserved(query: &mut String, name: &str) {
    let name = encoded(name);
    let allowed = |pair: &str| match pair.split_once('=') {
        Some((key, value)) if key == name || key.split('[').next() == Some(&name) => {
            format!("{key}={}", percent::with_reserved(value, percent::IN_QUERY))
        }
        _ => pair.to_owned(),
    };
    *query = query.split('&').map(allowed).collect::<Vec<_>>().join("&");
}

/// The parts of the value of a cookie: as they are, or encoded as the style has it.
pub(crate) fn in_cookie(style: Style, parts: &[String]) -> String {
    match style {
        Style::Cookie | Style::CookieExploded => parts.join(delimiter(style)),
        style => joined(style, parts),
    }
}

/// The parts of one value, encoded, with the delimiter of the style between them.
pub(crate) fn joined(style: Style, parts: &[String]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| encoded(part)).collect();
    parts.join(delimiter(style))
}

/// What takes the place of a parameter in a path. An exploded property keeps its equals sign.
pub(crate) fn in_path(name: &str, style: Style, value: &Value) -> String {
    let pairs = pairs(name, style, value);
    let mut written = String::new();
    for (name, parts) in &pairs {
        let joined = joined(style, parts);
        let _ = match style {
            // An empty text has no equals sign in this style (RFC 6570, section 3.2.7).
            Style::Matrix | Style::MatrixExploded if joined.is_empty() => {
                write!(written, ";{}", encoded(name))
            }
            Style::Matrix | Style::MatrixExploded => write!(written, ";{}={joined}", encoded(name)),
            Style::Label => write!(written, ".{joined}"),
            Style::LabelExploded => write!(written, ".{}", joined.replace("%3D", "=")),
            Style::SimpleExploded => write!(written, "{}", joined.replace("%3D", "=")),
            _ => write!(written, "{joined}"),
        };
    }
    written
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    let _ = write!(percent::Encoder(&mut encoded), "{text}");
    encoded
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn query(style: Style, value: &Value) -> String {
        let mut query = String::new();
        append_pairs(&mut query, style, &pairs("id", style, value));
        query
    }

    /// The table "Style Examples" of OpenAPI 3.1.1, but for properties in the order of their names, and the brackets of
    /// `deepObject`, which stay.
    #[test]
    fn each_cell_of_the_table_of_styles_is_as_the_specification_shows_it() {
        let values = [
            json!(""),
            json!("blue"),
            json!(["blue", "black", "brown"]),
            json!({"B": 150, "G": 200, "R": 100}),
        ];
        for (style, cells) in [
            (
                Style::Matrix,
                [
                    ";color",
                    ";color=blue",
                    ";color=blue,black,brown",
                    ";color=B,150,G,200,R,100",
                ],
            ),
            (
                Style::MatrixExploded,
                [
                    ";color",
                    ";color=blue",
                    ";color=blue;color=black;color=brown",
                    ";B=150;G=200;R=100",
                ],
            ),
            (
                Style::Label,
                [".", ".blue", ".blue,black,brown", ".B,150,G,200,R,100"],
            ),
            (
                Style::LabelExploded,
                [".", ".blue", ".blue.black.brown", ".B=150.G=200.R=100"],
            ),
            (
                Style::Simple,
                ["", "blue", "blue,black,brown", "B,150,G,200,R,100"],
            ),
            (
                Style::SimpleExploded,
                ["", "blue", "blue,black,brown", "B=150,G=200,R=100"],
            ),
        ] {
            for (value, cell) in values.iter().zip(cells) {
                assert_eq!(in_path("color", style, value), cell, "{style:?}");
            }
        }
        for (style, cells) in [
            (
                Style::Form,
                [
                    "color=",
                    "color=blue",
                    "color=blue,black,brown",
                    "color=B,150,G,200,R,100",
                ],
            ),
            (
                Style::FormExploded,
                [
                    "color=",
                    "color=blue",
                    "color=blue&color=black&color=brown",
                    "B=150&G=200&R=100",
                ],
            ),
            (
                Style::SpaceDelimited,
                [
                    "color=",
                    "color=blue",
                    "color=blue%20black%20brown",
                    "color=B%20150%20G%20200%20R%20100",
                ],
            ),
            (
                Style::PipeDelimited,
                [
                    "color=",
                    "color=blue",
                    "color=blue%7Cblack%7Cbrown",
                    "color=B%7C150%7CG%7C200%7CR%7C100",
                ],
            ),
            (
                Style::DeepObject,
                [
                    "color=",
                    "color=blue",
                    "color[0]=blue&color[1]=black&color[2]=brown",
                    "color[B]=150&color[G]=200&color[R]=100",
                ],
            ),
        ] {
            for (value, cell) in values.iter().zip(cells) {
                let mut query = String::new();
                append_pairs(&mut query, style, &pairs("color", style, value));
                assert_eq!(query, cell, "{style:?}");
            }
        }
    }

    #[test]
    fn each_style_of_a_query_is_as_the_specification_shows_it() {
        let (list, object) = (json!(["a", "b c"]), json!({"G": 200, "R": 100}));
        for (style, of_list, of_object) in [
            (Style::Form, "id=a,b%20c", "id=G,200,R,100"),
            (Style::FormExploded, "id=a&id=b%20c", "G=200&R=100"),
            (
                Style::SpaceDelimited,
                "id=a%20b%20c",
                "id=G%20200%20R%20100",
            ),
            (Style::PipeDelimited, "id=a%7Cb%20c", "id=G%7C200%7CR%7C100"),
            (
                Style::DeepObject,
                "id[0]=a&id[1]=b%20c",
                "id[G]=200&id[R]=100",
            ),
        ] {
            assert_eq!(query(style, &list), of_list, "{style:?}");
            assert_eq!(query(style, &object), of_object, "{style:?}");
        }
        let within = json!({"page": 0, "sort": ["name,asc", null, "id"], "tags": []});
        assert_eq!(
            query(Style::FormExploded, &within),
            "page=0&sort=name%2Casc&sort=id"
        );
        let deep = json!({"a": {"b": [true, null]}, "c": null});
        assert_eq!(query(Style::DeepObject, &deep), "id[a][b][0]=true");
        assert_eq!(query(Style::Json, &json!([1])), "id=%5B1%5D");
        assert_eq!(query(Style::Form, &json!([])), "");
    }

    #[test]
    fn each_style_of_a_path_is_as_the_specification_shows_it() {
        let (text, list, object) = (json!("a/b"), json!(["a", "b"]), json!({"G": 200, "R": 100}));
        for (style, of_text, of_list, of_object) in [
            (Style::Simple, "a%2Fb", "a,b", "G,200,R,100"),
            (Style::SimpleExploded, "a%2Fb", "a,b", "G=200,R=100"),
            (Style::Label, ".a%2Fb", ".a,b", ".G,200,R,100"),
            (Style::LabelExploded, ".a%2Fb", ".a.b", ".G=200.R=100"),
            (Style::Matrix, ";id=a%2Fb", ";id=a,b", ";id=G,200,R,100"),
            (
                Style::MatrixExploded,
                ";id=a%2Fb",
                ";id=a;id=b",
                ";G=200;R=100",
            ),
        ] {
            assert_eq!(in_path("id", style, &text), of_text, "{style:?}");
            assert_eq!(in_path("id", style, &list), of_list, "{style:?}");
            assert_eq!(in_path("id", style, &object), of_object, "{style:?}");
        }
    }
}
