//! A server that the description names, and the variables in its URL.

use crate::Error;

/// The URL of a server in a description, in which values take the places of `{variables}`.
#[derive(Clone, Debug)]
pub struct ServerTemplate {
    url: &'static str,
    variables: Vec<Variable>,
}

#[derive(Clone, Debug)]
struct Variable {
    name: &'static str,
    default: &'static str,
    /// The values that it can have; empty where it can have any.
    values: &'static [&'static str],
    value: Option<String>,
}

impl ServerTemplate {
    /// A URL whose variables are told with [`variable`](Self::variable).
    #[must_use]
    pub const fn new(url: &'static str) -> Self {
        Self {
            url,
            variables: Vec::new(),
        }
    }

    /// Declares a variable of the URL: what stands for it unless it is set, and the values that it can have, or none where
    /// it can have any.
    #[must_use]
    pub fn variable(
        mut self,
        name: &'static str,
        default: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        self.variables.push(Variable {
            name,
            default,
            values,
            value: None,
        });
        self
    }

    /// Sets a variable. What is wrong with the value, or that the URL has no such variable, [`url`](Self::url) says.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        let value = Some(value.into());
        match self.variables.iter_mut().find(|one| one.name == name) {
            Some(variable) => variable.value = value,
            None => self.variables.push(Variable {
                name,
                default: "",
                values: &[],
                value,
            }),
        }
    }

    /// The URL, with a value for each variable.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] for a variable that the URL does not have, a value that is none of the variable's, and one
    /// that would change more of the URL than the place of its variable: a host does not end in a value.
    pub fn url(&self) -> Result<String, Error> {
        let mut url = String::with_capacity(self.url.len());
        let mut rest = self.url;
        while let Some((before, name, after)) = next(rest) {
            url.push_str(before);
            match self.variables.iter().find(|one| one.name == name) {
                Some(variable) => url.push_str(variable.value(Component::after(&url, after))?),
                None => url.extend(["{", name, "}"]),
            }
            rest = after;
        }
        url.push_str(rest);
        match self.variables.iter().find(|one| !self.has(one.name)) {
            Some(variable) => Err(invalid(variable.name, "the URL of this server has none")),
            None => Ok(url),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.url.contains(&format!("{{{name}}}"))
    }
}

impl Variable {
    /// The value that is set, checked, or the default.
    fn value(&self, part: Component) -> Result<&str, Error> {
        let Some(value) = &self.value else {
            return Ok(self.default);
        };
        if !self.values.is_empty() && !self.values.contains(&value.as_str()) {
            let complaint = format!("it is one of `{}`", self.values.join("`, `"));
            return Err(invalid(self.name, &complaint));
        }
        // A default with a path in it shows that a value may bring one along.
        let part = match part {
            Component::Authority if self.default.contains('/') => Component::Path,
            part => part,
        };
        if value.bytes().all(|byte| part.holds(byte)) {
            Ok(value)
        } else {
            Err(invalid(self.name, "its value would break the URL"))
        }
    }
}

/// The part of a URL in which a variable stands.
#[derive(Clone, Copy)]
enum Component {
    Scheme,
    Authority,
    Path,
    /// The beginning of a URL whose scheme is not written: the value brings it along.
    Whole,
}

impl Component {
    /// The part that comes after `before`, where `after` follows.
    fn after(before: &str, after: &str) -> Self {
        match before.split_once("://") {
            Some((_, rest)) if rest.contains('/') => Self::Path,
            Some(_) => Self::Authority,
            None if after.contains("://") => Self::Scheme,
            None => Self::Whole,
        }
    }

    fn holds(self, byte: u8) -> bool {
        byte.is_ascii_alphanumeric()
            || match self {
                Self::Scheme => b"+-.".contains(&byte),
                Self::Authority => b"-._~:[]".contains(&byte),
                Self::Path | Self::Whole => b"-._~!$&'()*+,;=:%/[]".contains(&byte),
            }
    }
}

/// The first variable of a URL, with what stands before and after it.
fn next(url: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = url.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn invalid(variable: &str, complaint: &str) -> Error {
    Error::configuration(format!("the server variable `{variable}`: {complaint}"))
}

#[cfg(test)]
mod tests {
    use super::ServerTemplate;

    fn template() -> ServerTemplate {
        ServerTemplate::new("https://{tenant}.example.com:{port}/{base}")
            .variable("tenant", "demo", &[])
            .variable("port", "443", &["443", "8443"])
            .variable("base", "v1", &[])
    }

    fn with(name: &'static str, value: &str) -> Result<String, String> {
        let mut template = template();
        template.set(name, value);
        template.url().map_err(|error| error.to_string())
    }

    #[test]
    fn variables_have_their_defaults_unless_they_are_set() {
        assert_eq!(template().url().unwrap(), "https://demo.example.com:443/v1");
        for (name, value, url) in [
            ("tenant", "acme-1", "https://acme-1.example.com:443/v1"),
            ("port", "8443", "https://demo.example.com:8443/v1"),
            ("base", "v2/beta", "https://demo.example.com:443/v2/beta"),
        ] {
            assert_eq!(with(name, value).as_deref(), Ok(url));
        }
    }

    #[test]
    fn a_value_that_breaks_the_url_is_rejected() {
        for (name, value, complaint) in [
            ("tenant", "evil.example/", "its value would break the URL"),
            ("tenant", "evil.example?", "its value would break the URL"),
            ("tenant", "evil.example#", "its value would break the URL"),
            (
                "tenant",
                "user:canary@evil",
                "its value would break the URL",
            ),
            ("tenant", "evil.example\\", "its value would break the URL"),
            ("tenant", "{port}", "its value would break the URL"),
            ("base", "v1?canary", "its value would break the URL"),
            ("port", "22", "it is one of `443`, `8443`"),
            ("zone", "eu", "the URL of this server has none"),
        ] {
            let expected = format!("the server variable `{name}`: {complaint}");
            let error = with(name, value).unwrap_err();
            assert!(error.ends_with(&expected), "{error}");
            assert!(!error.contains("canary"));
        }
    }

    #[test]
    fn a_variable_may_stand_for_the_scheme_or_for_all_of_a_url() {
        let mut scheme =
            ServerTemplate::new("{scheme}://example.com").variable("scheme", "https", &[]);
        assert_eq!(scheme.url().unwrap(), "https://example.com");
        scheme.set("scheme", "https://evil.example/");
        assert!(scheme.url().is_err());
        let mut whole = ServerTemplate::new("{url}/v1").variable("url", "https://example.com", &[]);
        whole.set("url", "https://example.org/api");
        assert_eq!(whole.url().unwrap(), "https://example.org/api/v1");
        let mut host =
            ServerTemplate::new("https://{host}").variable("host", "example.com/v1", &[]);
        host.set("host", "example.org/v2");
        assert_eq!(host.url().unwrap(), "https://example.org/v2");
    }
}
