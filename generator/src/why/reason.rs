//! What was chosen for an item, and by which rule.

use serde_json::Value;

use crate::markdown::code;
use crate::pointer::Pointer;
use crate::surface::Aspect;
use crate::surface::Description;
use crate::surface::Find;
use crate::surface::Item;
use crate::surface::Kind;
use crate::surface::Surface;
use crate::why::Reason;
use crate::why::name;

/// The keywords of a schema that decide what type it becomes.
const DECIDING: [&str; 19] = [
    "$ref",
    "type",
    "format",
    "enum",
    "const",
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
    "properties",
    "items",
    "prefixItems",
    "additionalProperties",
    "minimum",
    "nullable",
    "contentEncoding",
    "x-unit",
    "readOnly",
    "writeOnly",
];

/// The reasons of an item, the name first.
pub(super) fn reasons(description: &Description, surface: &Surface, item: &Item) -> Vec<Reason> {
    let question = Question {
        description,
        surface,
        item,
        node: item.at.find(&description.document).unwrap_or(&Value::Null),
    };
    let mut reasons = vec![question.name()];
    reasons.extend(question.ty());
    reasons.extend(question.presence());
    reasons.extend(question.retry());
    reasons.extend(question.output());
    reasons.extend(question.paging());
    reasons.extend(question.check());
    reasons
}

struct Question<'a> {
    description: &'a Description,
    surface: &'a Surface,
    item: &'a Item,
    node: &'a Value,
}

impl Question<'_> {
    fn name(&self) -> Reason {
        let name = self.item.path.rsplit("::").next().unwrap_or_default();
        // A parameter is found by its name.
        let owner = self.owner();
        let because = name::rule(self.item, owner, &self.description.document);
        Reason {
            of: "name",
            value: self.item.get(Aspect::Name).unwrap_or(name).to_owned(),
            because,
        }
    }

    /// What the node stands for: of the name of a parameter, the parameter.
    fn owner(&self) -> &Value {
        let parent = || self.item.at.parent()?.find(&self.description.document);
        if self.item.kind == Kind::Input && self.item.at.token() == Some("name") {
            parent().unwrap_or(self.node)
        } else {
            self.node
        }
    }

    /// The type, by the keywords that decide it.
    fn ty(&self) -> Option<Reason> {
        if self.item.kind == Kind::Setting {
            return None;
        }
        let aspects = [
            Aspect::Type,
            Aspect::Argument,
            Aspect::Setter,
            Aspect::Shape,
        ];
        let value = aspects.into_iter().find_map(|one| self.item.get(one))?;
        let owner = self.owner();
        let schema = owner.get("schema").unwrap_or(owner);
        let keywords = self.deciding(schema);
        (!keywords.is_empty()).then(|| Reason {
            of: "type",
            value: value.to_owned(),
            because: keywords.join(", "),
        })
    }

    /// The keywords of a schema that decide its type, and those of the schema that it refers to.
    fn deciding(&self, schema: &Value) -> Vec<String> {
        let here = deciding(schema);
        let target = schema.get("$ref").and_then(Value::as_str);
        let target = target.map(|target| {
            let at = Find(&self.description.document).resolved(&Pointer::of_reference(target));
            at.find(&self.description.document).map(deciding)
        });
        here.into_iter()
            .chain(target.flatten().into_iter().flatten())
            .collect()
    }

    /// Whether it has to be given, or may be absent.
    fn presence(&self) -> Option<Reason> {
        let is_input = self.item.at.token() == Some("name") && self.item.kind == Kind::Input;
        let is_set = |keyword: &str| self.owner().get(keyword) == Some(&Value::Bool(true));
        let because = if is_input {
            let because = match (is_set("x-client-parameter"), is_set("required")) {
                (true, _) => "set once on the client, by `x-client-parameter`",
                (false, true) => "`required: true`",
                (false, false) => "not `required`",
            };
            because.to_owned()
        } else {
            self.of_property()?
        };
        let value = if self.item.get(Aspect::Argument).is_some() {
            "has to be given"
        } else if self.item.get(Aspect::Setter).is_some() {
            "can be given"
        } else if self.item.get(Aspect::Type)?.starts_with("Option<") {
            "may be absent"
        } else {
            "always there"
        };
        Some(Reason {
            of: "presence",
            value: value.to_owned(),
            because,
        })
    }

    fn of_property(&self) -> Option<String> {
        let properties = self.item.at.parent()?;
        if properties.token() != Some("properties") {
            return None;
        }
        let schema = properties.parent()?.find(&self.description.document)?;
        let required = schema.get("required").and_then(Value::as_array);
        let wire = Value::String(self.item.wire.clone());
        let is_required = required.is_some_and(|names| names.contains(&wire));
        let types = self.node.get("type").and_then(Value::as_array);
        let is_null = types.is_some_and(|types| types.contains(&"null".into()));
        Some(match (is_required, is_null) {
            (true, true) => "in `required`, and `null` is among its types".to_owned(),
            (true, false) => "in `required` of its object".to_owned(),
            (false, _) => "not in `required` of its object".to_owned(),
        })
    }

    fn retry(&self) -> Option<Reason> {
        let value = self.item.get(Aspect::Retry)?;
        let verb = self.item.at.token().unwrap_or_default().to_uppercase();
        let because = match self.node.get("x-retry").and_then(Value::as_str) {
            Some(class) => format!("`x-retry: {class}`"),
            None => {
                format!("{verb} is so by default (RFC 9110, section 9.2.2): there is no `x-retry`")
            }
        };
        Some(Reason {
            of: "retry class",
            value: value.to_owned(),
            because,
        })
    }

    fn output(&self) -> Option<Reason> {
        let value = self.item.get(Aspect::Output)?;
        let statuses = self.node.get("responses")?.as_object()?;
        let successes = statuses.keys().filter(|status| status.starts_with('2'));
        let successes: Vec<String> = successes.map(|status| code(status)).collect();
        let of = format!("the response of status {}", successes.join(", "));
        let because = match self.node.get("x-unwrap").and_then(Value::as_str) {
            Some(property) => format!("{} of {of}, by `x-unwrap`", code(property)),
            None => of,
        };
        Some(Reason {
            of: "output",
            value: value.to_owned(),
            because,
        })
    }

    fn paging(&self) -> Option<Reason> {
        let value = self.item.get(Aspect::Paging)?;
        let because = match self.node.get("x-pagination")? {
            Value::Bool(_) => "`x-pagination` at the top of the document",
            _ => "`x-pagination`",
        };
        Some(Reason {
            of: "pages",
            value: value.to_owned(),
            because: because.to_owned(),
        })
    }

    /// What is checked before it is sent. What a text is checked for when it is made needs no `x-check`.
    fn check(&self) -> Option<Reason> {
        let value = self.item.get(Aspect::Check)?;
        let parent = self.item.parent.as_ref();
        let parent = parent.and_then(|parent| self.surface.get(parent));
        let around = parent.and_then(|parent| parent.at.find(&self.description.document));
        let document = &self.description.document;
        let nodes = [Some(self.owner()), around, Some(document)];
        let has_it = |node: &&Value| node.get("x-check").is_some();
        let because = match nodes.into_iter().flatten().position(|node| has_it(&node)) {
            Some(0) => "`x-check` here",
            Some(_) => "`x-check` around it",
            None if self.item.kind == Kind::Type => "text with a type of its own is always checked",
            None => "`x-check` of what it is sent in",
        };
        Some(Reason {
            of: "check",
            value: value.to_owned(),
            because: because.to_owned(),
        })
    }
}

/// The keywords of one schema that decide its type, with values that are short.
fn deciding(schema: &Value) -> Vec<String> {
    let keywords = DECIDING.into_iter().filter_map(|keyword| {
        let value = schema.get(keyword)?;
        Some(match value {
            Value::Array(items) if items.iter().all(Value::is_string) => {
                let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                code(&format!("{keyword}: [{}]", items.join(", ")))
            }
            Value::Object(_) | Value::Array(_) => code(keyword),
            Value::String(text) => code(&format!("{keyword}: {text}")),
            value => code(&format!("{keyword}: {value}")),
        })
    });
    keywords.collect()
}
