//! How grave a change is, in the terms of Semantic Versioning, and the version that it asks for.

use std::fmt;

use semver::Version;
use serde::Serialize;

use crate::surface::Effect;

/// Which number of a version a change raises, where the version is 1.0.0 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// The third: programs compile and do what they did.
    Patch,
    /// The second: programs compile, and there is more to use, or a call does something else.
    Minor,
    /// The first: programs may no longer compile.
    Major,
}

impl Grade {
    /// That of a change with this effect.
    #[must_use]
    pub fn of(effect: Effect) -> Self {
        match effect {
            Effect::Described => Self::Patch,
            Effect::Changed | Effect::Added => Self::Minor,
            Effect::Breaking => Self::Major,
        }
    }

    /// The least version after this one that such a change asks for. Before 1.0.0 the second number stands for the first, and the
    /// third for the second, as Cargo reads them.
    #[must_use]
    pub fn next(self, version: &Version) -> Version {
        let Version {
            major,
            minor,
            patch,
            ..
        } = *version;
        match (self, major, minor) {
            (Self::Major, 0, 0) => Version::new(0, 0, patch + 1),
            (Self::Major, 0, _) => Version::new(0, minor + 1, 0),
            (Self::Major, ..) => Version::new(major + 1, 0, 0),
            (Self::Minor, 1.., _) => Version::new(major, minor + 1, 0),
            (Self::Minor | Self::Patch, ..) => Version::new(major, minor, patch + 1),
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_1_0_each_number_stands_for_the_one_before_it() {
        let next = |grade: Grade, version: &str| grade.next(&version.parse().unwrap()).to_string();
        assert_eq!(next(Grade::Major, "1.2.3"), "2.0.0");
        assert_eq!(next(Grade::Minor, "1.2.3"), "1.3.0");
        assert_eq!(next(Grade::Patch, "1.2.3"), "1.2.4");
        assert_eq!(next(Grade::Major, "0.2.3"), "0.3.0");
        assert_eq!(next(Grade::Minor, "0.2.3"), "0.2.4");
        assert_eq!(next(Grade::Major, "0.0.3"), "0.0.4");
    }
}
