//! Settings from environment variables.
//!
//! A variable that is not set is no setting. One that is set and empty is an error, as is one that is not UTF-8: it is
//! the trace of a deployment that lost a value, and a client that went on without its token would fail later and less clearly.

use std::env;
use std::str::FromStr;

use secrecy::SecretString;

use crate::Error;

/// The value of the variable `name`, read as `T`. `None` when it is not set.
///
/// # Errors
///
/// [`Error::Configuration`] that names the variable, when it is empty, not UTF-8, or not a `T`.
pub fn parse<T: FromStr<Err = Error>>(name: &str) -> Result<Option<T>, Error> {
    parse_value(name, read(name)?)
}

/// The value of the variable `name`, not shown in errors. `None` when it is not set.
pub(crate) fn secret(name: &str) -> Result<Option<SecretString>, Error> {
    Ok(read(name)?.map(SecretString::from))
}

/// The value of the variable `name`. `None` when it is not set.
pub(crate) fn read(name: &str) -> Result<Option<String>, Error> {
    check_value(name, env::var(name))
}

fn check_value(name: &str, value: Result<String, env::VarError>) -> Result<Option<String>, Error> {
    match value {
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => Err(Error::configuration(format!(
            "the environment variable `{name}` is not UTF-8"
        ))),
        Ok(value) if value.is_empty() => Err(Error::configuration(format!(
            "the environment variable `{name}` is set and empty: give it a value, or unset it"
        ))),
        Ok(value) => Ok(Some(value)),
    }
}

fn parse_value<T: FromStr<Err = Error>>(
    name: &str,
    value: Option<String>,
) -> Result<Option<T>, Error> {
    value
        .map(|value| value.parse())
        .transpose()
        .map_err(|error: Error| {
            Error::configuration(format!("the environment variable `{name}`: {error}"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::constraint;

    #[derive(Debug, PartialEq)]
    struct Id(String);

    impl FromStr for Id {
        type Err = Error;

        fn from_str(text: &str) -> Result<Self, Error> {
            constraint::text("Id", text.to_owned(), |text| {
                text.max_length(3);
            })
            .map(Self)
        }
    }

    #[test]
    fn a_variable_that_is_not_set_is_no_setting() {
        assert_eq!(parse::<Id>("CLIENT_RUNTIME_IS_NEVER_SET").unwrap(), None);
    }

    #[test]
    fn an_empty_variable_is_named() {
        let error = check_value("ACCOUNT", Ok(String::new())).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the environment variable `ACCOUNT` is set and empty: give it a value, or unset it"
        );
    }

    #[test]
    fn a_variable_that_is_not_text_is_named() {
        let error =
            check_value("ACCOUNT", Err(env::VarError::NotUnicode("canary".into()))).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the environment variable `ACCOUNT` is not UTF-8"
        );
    }

    #[test]
    fn a_value_that_does_not_parse_is_named_with_the_reason() {
        assert_eq!(
            parse_value("ACCOUNT", Some("abc".to_owned())).unwrap(),
            Some(Id("abc".to_owned()))
        );
        let error = parse_value::<Id>("ACCOUNT", Some("abcd".to_owned())).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the environment variable `ACCOUNT`: invalid argument `Id`: \"abcd\" has 4 characters, and at most 3 are allowed"
        );
        assert!(matches!(error, Error::Configuration(_)));
    }
}
