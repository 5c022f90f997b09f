//! The secrets a client was given, and how they are read from the environment.

use std::fmt;

use secrecy::SecretString;

use crate::Error;
use crate::Scheme;
use crate::TokenOrSource;
use crate::client::environment;

/// The secrets that a client sends with its requests, each with its scheme.
///
/// An operation that says which schemes it takes is sent those of one of its alternatives; any other request all of them.
///
/// They are checked when the client is made. `Debug` shows the names of the schemes, never a secret.
#[derive(Clone, Default)]
#[must_use]
pub struct Credentials {
    sets: Vec<Set>,
}

/// Secrets that go together.
#[derive(Clone, Default)]
struct Set {
    schemes: Vec<Scheme>,
    secrets: Vec<TokenOrSource>,
}

impl Credentials {
    /// No credentials: requests go out without any, and the server decides.
    pub fn none() -> Self {
        Self::default()
    }

    /// One secret for each scheme, in their order.
    pub fn new(schemes: &[Scheme], secrets: impl IntoIterator<Item = SecretString>) -> Self {
        let secrets = secrets.into_iter().map(TokenOrSource::Token);
        Self::with_sources(schemes, secrets)
    }

    /// One secret for each scheme, in their order; a bearer token may come from a [source](crate::TokenSource).
    pub fn with_sources(
        schemes: &[Scheme],
        secrets: impl IntoIterator<Item = TokenOrSource>,
    ) -> Self {
        let set = Set {
            schemes: schemes.to_vec(),
            secrets: secrets.into_iter().collect(),
        };
        Self { sets: vec![set] }
    }

    /// These and others, for a client of operations that take different ones. Of two secrets for one scheme the later one
    /// counts.
    pub fn and(mut self, others: Self) -> Self {
        self.sets.extend(others.sets);
        self
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
        Lookup::in_environment(alternatives, &environment::secret)?.one()
    }

    /// Finds credentials in the environment as [`from_env`](Self::from_env) does, and takes every set that is complete: for a
    /// client of operations that take different ones.
    ///
    /// # Errors
    ///
    /// Those of [`from_env`](Self::from_env), but for several complete sets.
    pub fn all_from_env(alternatives: &[&[Scheme]]) -> Result<Self, Error> {
        let lookup = Lookup::in_environment(alternatives, &environment::secret)?;
        lookup.all()
    }

    /// The names of the secrets, to tell which credentials a client took.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let schemes = self.sets.iter().flat_map(|set| &set.schemes);
        schemes.map(Scheme::name)
    }

    /// The schemes that go together, each with its secret.
    ///
    /// # Errors
    ///
    /// When there are not as many secrets as schemes.
    pub(crate) fn into_sets(self) -> Result<Vec<Vec<(Scheme, TokenOrSource)>>, Error> {
        self.sets.into_iter().map(Set::into_pairs).collect()
    }
}

impl Set {
    fn into_pairs(self) -> Result<Vec<(Scheme, TokenOrSource)>, Error> {
        if self.schemes.len() == self.secrets.len() {
            return Ok(self.schemes.into_iter().zip(self.secrets).collect());
        }
        let names: Vec<_> = self.schemes.iter().map(Scheme::name).collect();
        let (needed, given) = (self.schemes.len(), self.secrets.len());
        Err(Error::configuration(format!(
            "the credentials {} need {needed} secrets, and {given} are given",
            listed(&names)
        )))
    }
}

/// The alternatives whose variables the environment has.
#[derive(Default)]
struct Lookup {
    complete: Vec<(Vec<&'static str>, Credentials)>,
    set: Vec<&'static str>,
    unset: Vec<&'static str>,
}

impl Lookup {
    fn in_environment(alternatives: &[&[Scheme]], read: ReadVariable<'_>) -> Result<Self, Error> {
        let mut lookup = Self::default();
        for schemes in alternatives {
            let Some(variables) = variables(schemes) else {
                continue;
            };
            let mut secrets = Vec::new();
            for variable in &variables {
                match read(variable)? {
                    Some(secret) => {
                        lookup.set.push(*variable);
                        secrets.push(secret);
                    }
                    None => lookup.unset.push(*variable),
                }
            }
            if secrets.len() == schemes.len() {
                let credentials = Credentials::new(schemes, secrets);
                lookup.complete.push((variables, credentials));
            }
        }
        Ok(lookup)
    }

    fn one(mut self) -> Result<Credentials, Error> {
        if self.complete.len() > 1 {
            let sets = self.complete.into_iter();
            return Err(ambiguous(sets.map(|(variables, _)| variables)));
        }
        match self.complete.pop() {
            Some((_, credentials)) => Ok(credentials),
            None => self.all(),
        }
    }

    fn all(self) -> Result<Credentials, Error> {
        if self.complete.is_empty() && !self.set.is_empty() {
            return Err(half_set(&self.set, &self.unset));
        }
        let sets = self.complete.into_iter();
        Ok(sets.fold(Credentials::none(), |all, (_, set)| all.and(set)))
    }
}

type ReadVariable<'a> = &'a dyn Fn(&str) -> Result<Option<SecretString>, Error>;

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
        Lookup::in_environment(ALTERNATIVES, &lookup)
            .and_then(Lookup::one)
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
            .into_sets()
            .unwrap()
            .into_iter()
            .flatten()
            .map(|(scheme, secret)| match secret {
                TokenOrSource::Token(secret) => (scheme.name(), secret.expose_secret().to_owned()),
                TokenOrSource::Source(_) => (scheme.name(), String::new()),
            })
            .collect();
        assert_eq!(
            pairs,
            [
                ("api_email", "a@b.c".to_owned()),
                ("api_key", "key".to_owned())
            ]
        );

        let error = Credentials::new(ALTERNATIVES[0], secrets)
            .into_sets()
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
