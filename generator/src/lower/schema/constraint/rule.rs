//! What values that are sent are checked for: the limits of each schema, as far as its type has them.
//!
//! Whether they are checked is settled in [`check`](crate::analyze::constraints), when it is known which types are sent.

use crate::lower::Lowering;
use crate::lower::reference;
use crate::lower::schema::constraint::fit;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::model::Body;
use crate::model::Parameter;
use crate::model::Rule;
use crate::model::Type;
use crate::report::diagnostic::Report;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// How many schemas may say something of one value.
const MOST: usize = 32;

impl<'d> Lowering<'d> {
    /// What a value of type `ty` is checked for, where all of these schemas describe it.
    pub(crate) fn rule(
        &self,
        schemas: impl IntoIterator<Item = &'d Schema>,
        ty: &Type,
    ) -> Option<Box<Rule>> {
        let mut objects = Vec::new();
        for schema in schemas {
            self.gather(schema, &mut objects);
        }
        self.rule_of_parts(&objects, ty)
    }

    /// The same of schemas that refer to no others.
    pub(crate) fn rule_of_parts(
        &self,
        objects: &[&'d SchemaObject],
        ty: &Type,
    ) -> Option<Box<Rule>> {
        let rule = self.rule_of(objects, ty);
        (rule != Rule::default()).then(|| Box::new(rule))
    }

    /// The schemas that a value has to obey at once, itself first.
    pub(crate) fn obeyed(&self, schema: &'d Schema) -> Vec<&'d SchemaObject> {
        let mut objects = Vec::new();
        self.gather(schema, &mut objects);
        objects
    }

    /// Adds the schemas that a value has to obey at once: what it refers to, what `allOf` puts together, and the only branch of a
    /// choice that is not `null`.
    fn gather(&self, schema: &'d Schema, found: &mut Vec<&'d SchemaObject>) {
        let Schema::Object(object) = schema else {
            return;
        };
        let is_known = found
            .iter()
            .any(|known| std::ptr::eq(*known, object.as_ref()));
        if is_known || found.len() == MOST {
            return;
        }
        found.push(object);
        if let Some(target) = object
            .reference
            .as_ref()
            .and_then(|target| self.target(target))
        {
            self.gather(target, found);
        }
        for part in &object.all_of {
            self.gather(part, found);
        }
        if let Form::Choice(branches) = form(object)
            && let [only] = branches.as_slice()
        {
            self.gather(only, found);
        }
    }

    /// What a reference names; what is wrong with it is said elsewhere.
    fn target(&self, target: &Text) -> Option<&'d Schema> {
        let unheard = &mut Report::default();
        let key = reference::component_key(target, "schemas", unheard)?;
        self.document.components.schemas.get(&key)
    }

    fn rule_of(&self, objects: &[&'d SchemaObject], ty: &Type) -> Rule {
        if let Type::Nullable(inner) | Type::Boxed(inner) = ty {
            return self.rule_of(objects, inner);
        }
        let mut rule = Rule {
            asked: objects.iter().find_map(|object| object.check),
            ..Rule::default()
        };
        for object in objects {
            fit::add(object, ty, &mut rule);
        }
        rule.elements = match ty {
            Type::List(element) => {
                let is_plain = |object: &&&SchemaObject| object.prefix_items.is_empty();
                let plain = objects.iter().filter(is_plain);
                self.rule(plain.filter_map(|object| object.items.as_ref()), element)
            }
            Type::Map { value, .. } => {
                let is_plain = |object: &&&SchemaObject| object.pattern_properties.is_empty();
                let plain = objects.iter().filter(is_plain);
                let values = plain.filter_map(|object| object.additional_properties.as_ref());
                self.rule(values, value)
            }
            _ => None,
        };
        rule
    }
}

/// Has all that an operation sends checked, where it or the document asks for that and nothing within says otherwise.
pub(crate) fn ask(asked: Option<bool>, parameters: &mut [Parameter], body: &mut Body) {
    for parameter in parameters {
        parameter.rule = asked_around(parameter.rule.take(), asked);
    }
    match body {
        Body::None => {}
        Body::Value { rule, .. } => *rule = asked_around(rule.take(), asked),
        Body::Members { rule, fields, .. } => {
            *rule = asked_around(rule.take(), asked);
            let asked = rule.as_ref().and_then(|rule| rule.asked);
            for field in fields {
                field.rule = asked_around(field.rule.take(), asked);
            }
        }
    }
}

/// A rule where what stands around it may ask for checks too: the innermost word counts.
pub(crate) fn asked_around(rule: Option<Box<Rule>>, around: Option<bool>) -> Option<Box<Rule>> {
    if rule.is_none() && around.is_none() {
        return None;
    }
    let mut rule = rule.unwrap_or_default();
    rule.asked = rule.asked.or(around);
    Some(rule)
}
