//! Parameters in the query and in headers. Those in the path are identifiers, which the route has.

use std::borrow::Cow;
use std::error::Error;

use http::HeaderMap;
use jsonschema::Validator;
use serde_json::Value;
use serde_json::json;

use super::Document;
use crate::error_response::ErrorResponse;

/// A parameter in the query or in a header.
#[derive(Debug)]
pub(super) struct Parameter {
    name: String,
    is_header: bool,
    is_required: bool,
    /// Whether its values are the items of an array.
    is_list: bool,
    /// Whether each item stands by itself, as `name=1&name=2`, and not as `name=1,2`.
    explodes: bool,
    validator: Validator,
}

impl Parameter {
    /// `None` of one that stands elsewhere, or is an object: those are not looked at.
    pub(super) fn read(
        document: &Document,
        parameter: &Value,
    ) -> Result<Option<Self>, Box<dyn Error>> {
        let parameter = document.resolve(parameter);
        let is_header = parameter["in"] == "header";
        let (Some(name), Some(schema)) = (parameter["name"].as_str(), parameter.get("schema"))
        else {
            return Ok(None);
        };
        let resolved = document.resolve(schema);
        let is_looked_at = is_header || parameter["in"] == "query";
        if !is_looked_at || resolved["type"] == "object" {
            return Ok(None);
        }
        let style_explodes =
            !is_header && matches!(parameter["style"].as_str(), None | Some("form"));
        Ok(Some(Self {
            name: name.to_owned(),
            is_header,
            is_required: parameter["required"] == true,
            is_list: resolved["type"] == "array",
            explodes: parameter["explode"].as_bool().unwrap_or(style_explodes),
            validator: document.validator(schema)?,
        }))
    }

    /// Whether what a request has of it is allowed.
    pub(super) fn check(&self, query: &str, headers: &HeaderMap) -> Result<(), ErrorResponse> {
        let values = self.values(query, headers);
        if values.is_empty() {
            let is_missing = self.is_required;
            return (!is_missing)
                .then_some(())
                .ok_or_else(|| self.error_response("is required"));
        }
        let is_valid = if self.is_list {
            let items = values.iter().flat_map(|value| self.items(value));
            let (texts, readings): (Vec<_>, Vec<_>) =
                items.map(|item| (json!(item), reading(item))).unzip();
            self.validator.is_valid(&json!(texts)) || self.validator.is_valid(&json!(readings))
        } else {
            let mut values = values.iter();
            values.all(|value| {
                self.validator.is_valid(&json!(value)) || self.validator.is_valid(&reading(value))
            })
        };
        is_valid
            .then_some(())
            .ok_or_else(|| self.error_response("is not what the description allows"))
    }

    fn values<'a>(&self, query: &'a str, headers: &'a HeaderMap) -> Vec<Cow<'a, str>> {
        if self.is_header {
            let values = headers.get_all(self.name.as_str()).into_iter();
            return values
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
                .collect();
        }
        form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| *name == self.name)
            .map(|(_, value)| value)
            .collect()
    }

    fn items<'a>(&self, value: &'a str) -> Vec<&'a str> {
        if self.explodes {
            vec![value]
        } else {
            value.split(',').collect()
        }
    }

    fn error_response(&self, reason: &str) -> ErrorResponse {
        ErrorResponse::parameter(&self.name, reason)
    }
}

/// The number or the boolean that a text is, and else the text.
fn reading(text: &str) -> Value {
    let value = serde_json::from_str(text).ok();
    value
        .filter(|value: &Value| value.is_number() || value.is_boolean())
        .unwrap_or_else(|| json!(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(text: &str) -> Parameter {
        let value: Value = serde_yaml::from_str(text).unwrap();
        let parameter = Parameter::read(&Document(json!({})), &value);
        parameter.unwrap().unwrap()
    }

    #[test]
    fn a_query_is_what_the_schema_allows() {
        let number = "{name: n, in: query, schema: {type: integer, maximum: 9}}";
        let text = "{name: n, in: query, required: true, schema: {type: string, minLength: 2}}";
        let list =
            "{name: n, in: query, schema: {type: array, maxItems: 2, items: {type: integer}}}";
        let joined =
            "{name: n, in: query, explode: false, schema: {type: array, items: {type: boolean}}}";
        for (described, query, is_allowed) in [
            (number, "", true),
            (number, "n=9&m=10", true),
            (number, "n=10", false),
            (number, "n=x", false),
            (number, "n=", false),
            (number, "n=1&n=x", false),
            (text, "", false),
            (text, "n=%C3%BC", false),
            (text, "n=10", true),
            (text, "n=a+b", true),
            (list, "n=1&n=2", true),
            (list, "n=1&n=2&n=3", false),
            (list, "n=1,2", false),
            (joined, "n=true,false", true),
            (joined, "n=true,1", false),
        ] {
            let outcome = parameter(described).check(query, &HeaderMap::new());
            assert_eq!(outcome.is_ok(), is_allowed, "{described} {query}");
        }
    }

    #[test]
    fn a_header_is_what_the_schema_allows() {
        let described = "{name: X-Level, in: header, schema: {enum: [1, 2]}}";
        for (value, is_allowed) in [("1", true), ("3", false)] {
            let mut headers = HeaderMap::new();
            headers.insert("x-level", value.parse().unwrap());
            let outcome = parameter(described).check("X-Level=3", &headers);
            assert_eq!(outcome.is_ok(), is_allowed, "{value}");
        }
    }
}
