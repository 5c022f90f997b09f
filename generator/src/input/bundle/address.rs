//! From the text of a `$ref` to the file that it names, by its text alone: nothing is opened, and the disk is not read.

use crate::pointer::percent_decoded;

/// What a `$ref` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The path of the file, as seen from the folder of the document.
    pub(super) path: String,
    /// What stands behind `#`, as written.
    pub(super) fragment: String,
}

/// Why a `$ref` is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rejection {
    pub(super) why: &'static str,
    pub(super) help: &'static str,
}

const URL: Rejection = Rejection {
    why: "is a URL: no connection is opened, only files beside or below the document are read",
    help: "save it beside the document, and refer to it by its path",
};
const ABSOLUTE: Rejection = Rejection {
    why: "is an absolute path: only files beside or below the document are read",
    help: "write the path as seen from the file that it stands in",
};
const OUTSIDE: Rejection = Rejection {
    why: "leads out of the folder of the document",
    help: "move the file below the document, or allow its folder with `--allow-dir`",
};
const BACKSLASH: Rejection = Rejection {
    why: "has a backslash, which is no part of a URL",
    help: "write `/` between folders",
};

/// Reads a `$ref` that stands in the file `within`. `allowed` are the folders outside that may be read from.
pub(super) fn address(
    reference: &str,
    within: &str,
    allowed: &[String],
) -> Result<Address, Rejection> {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let fragment = fragment.to_owned();
    if file.is_empty() {
        let path = within.to_owned();
        return Ok(Address { path, fragment });
    }
    if file.starts_with("//") || has_scheme(file) {
        return Err(URL);
    }
    let file = percent_decoded(file);
    if file.contains('\\') {
        return Err(BACKSLASH);
    }
    if file.starts_with('/') || has_scheme(&file) {
        return Err(ABSOLUTE);
    }
    let folder = within.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = normal(folder, &file);
    if is_inside(&path, allowed) {
        Ok(Address { path, fragment })
    } else {
        Err(OUTSIDE)
    }
}

/// `https:`, `file:`, `data:`, and the letter of a drive.
fn has_scheme(file: &str) -> bool {
    let is_scheme_letter = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    file.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(is_scheme_letter)
    })
}

/// The path without `.` and, as far as it goes, without `..`: one spelling for each file.
fn normal(folder: &str, file: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(file.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn is_inside(path: &str, allowed: &[String]) -> bool {
    let is_below = |folder: &String| {
        path.strip_prefix(folder.as_str())
            .is_some_and(|below| below.starts_with('/') && !below.starts_with("/.."))
    };
    let is_around = |folder: &String| is_above(folder) && steps_up(path) <= steps_up(folder);
    let is_allowed = |folder: &String| is_below(folder) || is_around(folder);
    !path.starts_with("..") && !path.contains('\0') || allowed.iter().any(is_allowed)
}

/// Whether a folder is one that the document stands in, at any depth.
fn is_above(folder: &str) -> bool {
    folder.split('/').all(|part| part == "..")
}

/// How many folders a path goes up first.
fn steps_up(path: &str) -> usize {
    path.split('/').take_while(|part| *part == "..").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(reference: &str, within: &str) -> Result<String, Rejection> {
        address(reference, within, &["../shared".to_owned()]).map(|address| address.path)
    }

    #[test]
    fn one_file_has_one_spelling() {
        for reference in [
            "schemas/pet.yaml",
            "./schemas/pet.yaml#/Pet",
            "schemas/../schemas/./pet.yaml",
            "schemas//p%65t.yaml",
        ] {
            assert_eq!(
                path(reference, "api.yaml").as_deref(),
                Ok("schemas/pet.yaml")
            );
        }
        assert_eq!(
            path("../pet.yaml", "schemas/a.yaml").as_deref(),
            Ok("pet.yaml")
        );
        assert_eq!(
            path("#/Pet", "schemas/a.yaml").as_deref(),
            Ok("schemas/a.yaml")
        );
    }

    #[test]
    fn a_folder_around_the_document_may_be_allowed() {
        let allowed = ["../..".to_owned()];
        for inside in [
            "../common/pet.yaml",
            "../../pet.yaml",
            "../../../api/pet.yaml",
        ] {
            let is_read = address(inside, "api.yaml", &allowed).is_ok();
            assert_eq!(is_read, !inside.starts_with("../../../"), "{inside}");
        }
    }

    #[test]
    fn nothing_else_is_opened() {
        for (reference, rejection) in [
            ("http://127.0.0.1/pet.yaml", URL),
            ("HTTPS://example.com/pet.yaml#/Pet", URL),
            ("file:///etc/passwd", URL),
            ("data:application/json,{}", URL),
            ("C:/pet.yaml", URL),
            ("//example.com/pet.yaml", URL),
            ("/etc/passwd", ABSOLUTE),
            ("%2Fetc/passwd", ABSOLUTE),
            ("..\\pet.yaml", BACKSLASH),
            ("%2e%2e/pet.yaml", OUTSIDE),
            ("../pet.yaml", OUTSIDE),
            ("schemas/../../pet.yaml", OUTSIDE),
            ("../shared/../pet.yaml", OUTSIDE),
            ("../sharedbooks/pet.yaml", OUTSIDE),
        ] {
            assert_eq!(path(reference, "api.yaml"), Err(rejection), "{reference}");
        }
        assert_eq!(
            path("../shared/pet.yaml", "api.yaml").as_deref(),
            Ok("../shared/pet.yaml")
        );
    }
}
