//! The secrets a client was given, and how they are found in the environment.

use std::fmt;

use secrecy::SecretString;

use crate::Error;
use crate::Scheme;
use crate::environment;

/// The secrets that a client sends with each request, each with its scheme.
///
/// They are checked when the client is made. `Debug` shows the names of the schemes, never a secret.
#[derive(Clone, Default)]
#[must_use]
pub struct Credentials {
    schemes: Vec<Scheme>,
    secrets: Vec<SecretString>,
}

impl Credentials {
    /// No credentials: requests go out without any, and the server decides.
    pub fn none() -> Self {
        Self::default()
    }

    /// One secret for each scheme, in their order.
    pub fn new(schemes: &[Scheme], secrets: impl IntoIterator<Item = SecretString>) -> Self {
        Self {
            schemes: schemes.to_vec(),
            secrets: secrets.into_iter().collect(),
        }
    }

    /// Finds credentials in the environment, by the variables of the schemes.
    ///
    /// `alternatives` are sets of schemes of which one is enough; the schemes of a set are needed together. A set is
    /// complete when the variables of all its schemes are set, and a set with a scheme that has no variable is never
    /// looked for. What is taken:
    ///
    /// - the one set that is complete, whatever stray variables of the other sets are there: an email address beside a
    ///   token does not make the client drop the token;
    /// - no credentials, when no variable is set.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] that names the variables, never their values: when several sets are complete, when some
    /// variables are set and no set is complete, or when a variable is empty or not UTF-8.
    pub fn from_env(alternatives: &[&[Scheme]]) -> Result<Self, Error> {
        Self::find(alternatives, &environment::secret)
    }

    /// The names of the secrets, to tell which credentials a client took.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.schemes.iter().map(Scheme::name)
    }

    /// Each scheme with its secret.
    ///
    /// # Errors
    ///
    /// When there are not as many secrets as schemes.
    pub(crate) fn into_pairs(self) -> Result<impl Iterator<Item = (Scheme, SecretString)>, Error> {
        if self.schemes.len() == self.secrets.len() {
            return Ok(self.schemes.into_iter().zip(self.secrets));
        }
        let names: Vec<_> = self.names().collect();
        let (needed, given) = (self.schemes.len(), self.secrets.len());
        Err(Error::configuration(format!(
            "the credentials {} need {needed} secrets, and {given} are given",
            listed(&names)
        )))
    }

    fn find(alternatives: &[&[Scheme]], lookup: Lookup<'_>) -> Result<Self, Error> {
        let mut complete = Vec::new();
        let mut set = Vec::new();
        let mut unset = Vec::new();
        for schemes in alternatives {
            let Some(variables) = variables(schemes) else {
                continue;
            };
            let mut secrets = Vec::new();
            for variable in &variables {
                match lookup(variable)? {
                    Some(secret) => {
                        set.push(*variable);
                        secrets.push(secret);
                    }
                    None => unset.push(*variable),
                }
            }
            if secrets.len() == schemes.len() {
                complete.push((variables, Self::new(schemes, secrets)));
            }
        }
        match complete.len() {
            0 if set.is_empty() => Ok(Self::none()),
            0 => Err(half_set(&set, &unset)),
            1 => Ok(complete.swap_remove(0).1),
            _ => Err(ambiguous(
                complete.into_iter().map(|(variables, _)| variables),
            )),
        }
    }
}

type Lookup<'a> = &'a dyn Fn(&str) -> Result<Option<SecretString>, Error>;

/// The variables of a set that can be looked for in the environment.
fn variables(schemes: &[Scheme]) -> Option<Vec<&'static str>> {
    let variables: Option<Vec<_>> = schemes.iter().map(Scheme::variable_name).collect();
    variables.filter(|variables| !variables.is_empty())
}

fn half_set(set: &[&str], unset: &[&str]) -> Error {
    Error::configuration(format!(
        "the credentials in the environment are incomplete: {} set, {} not",
        listed(set) + if set.len() == 1 { " is" } else { " are" },
        listed(unset)
    ))
}

fn ambiguous(complete: impl Iterator<Item = Vec<&'static str>>) -> Error {
    let sets: Vec<_> = complete.map(|variables| listed(&variables)).collect();
    Error::configuration(format!(
        "the environment holds several credentials, and one is needed: unset {}",
        sets.join(", or ")
    ))
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" and ")
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credentials")?;
        formatter.debug_list().entries(self.names()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret as _;

    const ALTERNATIVES: &[&[Scheme]] = &[
        &[Scheme::bearer("api_token").variable("TOKEN")],
        &[
            Scheme::header("api_email", "X-Auth-Email").variable("EMAIL"),
            Scheme::header("api_key", "X-Auth-Key").variable("KEY"),
        ],
        &[Scheme::cookie("session", "session")],
        &[],
    ];

    /// The names found when each of `set` is set, or the error.
    fn found(set: &[&str]) -> Result<String, String> {
        let lookup = |name: &str| {
            Ok(set
                .contains(&name)
                .then(|| SecretString::from(format!("canary {name}"))))
        };
        Credentials::find(ALTERNATIVES, &lookup)
            .map(|credentials| credentials.names().collect::<Vec<_>>().join(" "))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_one_complete_set_is_taken() {
        for (set, names) in [
            (&[][..], ""),
            (&["TOKEN"], "api_token"),
            (&["EMAIL", "KEY"], "api_email api_key"),
            (&["TOKEN", "EMAIL"], "api_token"),
            (&["TOKEN", "KEY"], "api_token"),
        ] {
            assert_eq!(found(set).as_deref(), Ok(names), "{set:?}");
        }
    }

    #[test]
    fn what_is_incomplete_or_ambiguous_is_an_error_that_names_the_variables() {
        for (set, message) in [
            (
                &["EMAIL"][..],
                "the credentials in the environment are incomplete: `EMAIL` is set, `TOKEN` and `KEY` not",
            ),
            (
                &["KEY"],
                "the credentials in the environment are incomplete: `KEY` is set, `TOKEN` and `EMAIL` not",
            ),
            (
                &["TOKEN", "EMAIL", "KEY"],
                "the environment holds several credentials, and one is needed: unset `TOKEN`, or `EMAIL` and `KEY`",
            ),
        ] {
            assert_eq!(found(set), Err(message.to_owned()), "{set:?}");
        }
    }

    #[test]
    fn secrets_and_schemes_come_in_pairs() {
        let secrets = ["a@b.c", "key"].map(SecretString::from);
        let credentials = Credentials::new(ALTERNATIVES[1], secrets.clone());
        let pairs: Vec<_> = credentials
            .into_pairs()
            .unwrap()
            .map(|(scheme, secret)| (scheme.name(), secret.expose_secret().to_owned()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("api_email", "a@b.c".to_owned()),
                ("api_key", "key".to_owned())
            ]
        );

        let error = Credentials::new(ALTERNATIVES[0], secrets)
            .into_pairs()
            .err()
            .unwrap();
        assert_eq!(
            error.to_string(),
            "the credentials `api_token` need 1 secrets, and 2 are given"
        );
    }

    #[test]
    fn debug_shows_names_alone() {
        let credentials = Credentials::new(ALTERNATIVES[0], [SecretString::from("canary")]);
        assert_eq!(format!("{credentials:?}"), r#"Credentials["api_token"]"#);
    }
}
