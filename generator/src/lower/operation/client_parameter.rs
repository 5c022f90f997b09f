//! Parameters that are set once, on the client.

use crate::lower::environment::environment_variable;
use crate::lower::operation::operations::Operations;
use crate::model::ClientParameter;
use crate::model::Home;
use crate::model::Parameter;
use crate::model::TakenNames;
use crate::model::Type;
use crate::report::Rule;
use crate::spec;

impl Operations<'_> {
    /// Notes a parameter that is set once on the client.
    pub(crate) fn client_parameter(&mut self, parameter: &spec::Parameter, lowered: &Parameter) {
        if !parameter.client_parameter {
            if let Some(environment) = &parameter.environment {
                let message =
                    "`x-env` has a meaning on a parameter only beside `x-client-parameter: true`";
                self.report()
                    .error(Rule::InvalidExtension, environment.at.key(), message)
                    .help("add `x-client-parameter: true`, or take it out");
            }
            return;
        }
        let environment = parameter
            .environment
            .as_ref()
            .and_then(|name| environment_variable(name, self.schemas.report));
        let is_shared_text =
            matches!(&lowered.ty, Type::Named(reference) if reference.home == Home::Shared);
        let is_plain_text = lowered.ty == Type::String && environment.is_none();
        if !is_shared_text && !is_plain_text {
            let message =
                "a parameter that is set once on the client is a text with a type of its own";
            self.report()
                .error(Rule::InvalidExtension, parameter.at.value(), message)
                .help("move its schema to `components/schemas` and refer to it");
            return;
        }
        if let Some(known) = self
            .client_parameters
            .iter()
            .find(|known| known.name == lowered.name)
        {
            if known.ty != lowered.ty {
                let message = format!(
                    "the client has a parameter `{}` of another type already",
                    parameter.name.value
                );
                self.report()
                    .error(Rule::InvalidExtension, parameter.at.value(), message)
                    .help("refer to one parameter in `components/parameters`");
            }
            return;
        }
        let (name, ty, docs) = (
            lowered.name.clone(),
            lowered.ty.clone(),
            lowered.docs.clone(),
        );
        self.client_parameters.push(ClientParameter {
            name,
            ty,
            docs,
            environment,
        });
    }
}

/// A client-wide parameter is also a setter of the builder.
pub(crate) fn with_name_for_client(parameter: Parameter, taken: &TakenNames) -> Parameter {
    let name = parameter.name.clone().unless(&taken.builder);
    Parameter { name, ..parameter }
}
