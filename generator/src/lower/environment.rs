//! `x-env`: environment variables.

use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Text;

/// `x-env`, checked to be the name of an environment variable.
pub(crate) fn environment_variable(name: &Text, report: &mut Report) -> Option<String> {
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if name.value.is_empty()
        || !name.value.chars().all(is_name)
        || name.value.starts_with(|c: char| c.is_ascii_digit())
    {
        let message = "`x-env` is the name of an environment variable";
        report
            .mistake(Rule::InvalidExtension, name.at.value(), message)
            .help("write it in upper case, as in `API_TOKEN`");
        return None;
    }
    Some(name.value.clone())
}
