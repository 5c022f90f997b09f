//! The URIs of files: those that they give themselves (`$self`), and those that references mean, seen from them (RFC 3986).
//!
//! Nothing is fetched. A URI names a file that gave it to itself, or the file at the same way from the folder of the document as
//! the URI is from the base of the document.

use fluent_uri::Uri;
use fluent_uri::UriRef;
use serde_json::Value;

/// What stands for the folder of a document that has no URI of its own: deep enough for references that lead out of it.
const NOWHERE: &str = "file:///1/2/3/4/5/6/7/8/9/";

/// How a file may be called whose URI has no ending.
pub(super) const ENDINGS: [&str; 4] = ["", ".yaml", ".yml", ".json"];

/// The URIs of the files of one document.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// The folder of the document.
    folder: Uri<String>,
    /// Whether the document has a URI of its own.
    is_given: bool,
}

impl Base {
    /// That of a document, which stands in its folder at `path`.
    pub(super) fn of(document: &Value, path: &str) -> Option<Self> {
        let nowhere = Uri::parse(NOWHERE.to_owned()).ok()?;
        let own = self_of(document);
        // One that is relative is seen from where the document stands.
        let absolute = own.and_then(|own| Uri::parse(own.to_owned()).ok());
        let place = absolute.or_else(|| resolved(path, &nowhere))?;
        Some(Self {
            folder: resolved(".", &place).unwrap_or(nowhere),
            is_given: own.is_some(),
        })
    }

    /// Whether references have to be resolved by URIs: without any `$self`, a path is seen from the file that it stands in.
    pub(super) fn counts(&self, file: &Value) -> bool {
        self.is_given || self_of(file).is_some()
    }

    /// The URI of a file, which its references are seen from.
    pub(super) fn uri(&self, file: &Value, path: &str) -> Option<Uri<String>> {
        uri_in(&self.folder, file, path)
    }

    /// The way from the folder of the document to what a URI names.
    pub(super) fn path(&self, uri: &Uri<String>) -> Option<String> {
        let whole = |uri: &Uri<String>| {
            let authority = uri.authority().map(|one| one.as_str().to_owned());
            (uri.scheme().as_str().to_ascii_lowercase(), authority)
        };
        if whole(uri) != whole(&self.folder) {
            return None;
        }
        let folder: Vec<&str> = self.folder.path().as_str().split('/').collect();
        let (_, folder) = folder.split_last()?;
        let path: Vec<&str> = uri.path().as_str().split('/').collect();
        let common = folder.iter().zip(&path).take_while(|(a, b)| a == b).count();
        let up = folder[common..].iter().map(|_| "..");
        let steps: Vec<&str> = up.chain(path[common..].iter().copied()).collect();
        Some(steps.join("/"))
    }
}

/// A reference seen from a URI, without its fragment.
pub(super) fn resolved(reference: &str, base: &Uri<String>) -> Option<Uri<String>> {
    let reference = reference.split('#').next().unwrap_or_default();
    let reference = UriRef::parse(reference).ok()?;
    let mut base = base.clone();
    base.set_fragment(None);
    let resolved = reference.resolve_against(&base).ok()?;
    Some(resolved.normalize())
}

/// The URI that a file in a folder has: its own, seen from where it stands, or that of where it stands.
fn uri_in(folder: &Uri<String>, file: &Value, path: &str) -> Option<Uri<String>> {
    let place = resolved(path, folder)?;
    match self_of(file) {
        Some(own) => resolved(own, &place),
        None => Some(place),
    }
}

fn self_of(file: &Value) -> Option<&str> {
    file.get("$self")?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn path(own: &str, reference: &str) -> Option<String> {
        let document = json!({ "$self": own });
        let base = Base::of(&document, "openapi.yaml").unwrap();
        let from = base.uri(&document, "openapi.yaml").unwrap();
        base.path(&resolved(reference, &from)?)
    }

    #[test]
    fn a_uri_is_a_way_from_the_folder_of_the_document() {
        let own = "https://example.com/api/openapi";
        for (reference, expected) in [
            ("shared/foo#/components/schemas/Foo", "shared/foo"),
            ("./shared/./foo", "shared/foo"),
            ("https://EXAMPLE.com/api/shared/foo", "shared/foo"),
            ("/api/pets.yaml", "pets.yaml"),
            ("../common/pets.yaml", "../common/pets.yaml"),
            ("", "openapi"),
            ("#/components/schemas/Foo", "openapi"),
        ] {
            assert_eq!(
                path(own, reference).as_deref(),
                Some(expected),
                "{reference}"
            );
        }
        for elsewhere in [
            "https://example.org/api/foo",
            "http://example.com/api/foo",
            "urn:foo",
        ] {
            assert_eq!(path(own, elsewhere), None);
        }
    }

    #[test]
    fn a_uri_may_be_seen_from_the_place_of_its_file() {
        assert_eq!(
            path("v2/openapi.yaml", "foo.yaml").as_deref(),
            Some("v2/foo.yaml")
        );
        assert_eq!(
            path("openapi.yaml", "../foo.yaml").as_deref(),
            Some("../foo.yaml")
        );
        let document = json!({ "$self": "https://example.com/api/openapi" });
        let base = Base::of(&document, "openapi.yaml").unwrap();
        let other = json!({ "$self": "foo" });
        let uri = base.uri(&other, "shared/foo.yaml").unwrap();
        assert_eq!(uri.as_str(), "https://example.com/api/shared/foo");
        assert!(base.counts(&json!({})));
        assert!(!Base::of(&json!({}), "a.yaml").unwrap().counts(&json!({})));
    }
}
