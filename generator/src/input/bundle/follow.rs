//! Following a reference: the file that it names, opened once, and the node in it.

use std::rc::Rc;

use fluent_uri::Uri;
use serde_json::Map;
use serde_json::Value;

use super::Bundler;
use super::File;
use super::Here;
use super::MAX_CHAIN;
use super::address::Address;
use super::address::address;
use super::base::ENDINGS;
use super::base::resolved;
use super::need;
use crate::input::assemble::parsed;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::At;
use crate::report::nearest;

const WAY: &str = "write the way to it from the top of the file, as in `#/Pet`";

impl Bundler<'_, '_, '_> {
    /// What a reference names. `None` when it may not be followed or the file cannot be read, which is reported at `here`.
    pub(super) fn target(&mut self, reference: &str, here: &Here) -> Option<Here> {
        if let Some(identified) = self.identified(reference, here) {
            return Some(identified);
        }
        let place = self.at(here);
        let uri = self.uri_of(reference, here);
        if let Some(identified) = uri
            .as_ref()
            .and_then(|uri| self.identified_by(uri, reference))
        {
            return Some(identified);
        }
        if let Some(address) = uri.and_then(|uri| self.by_uri(&uri, reference)) {
            let file = self.file(&address, place.clone())?;
            return self.found(&address, reference, file, place);
        }
        let address = match address(reference, &here.file.path, self.folder.allowed()) {
            Ok(address) => address,
            Err(rejection) => {
                let message = format!("`{reference}` {}", rejection.why);
                let help = self.meant(reference);
                let help = help.unwrap_or_else(|| rejection.help.to_owned());
                self.report
                    .mistake(Rule::BrokenReference, place, message)
                    .help(help);
                return None;
            }
        };
        let file = self.file(&address, place.clone())?;
        self.found(&address, reference, file, place)
    }

    /// The node of a file that an address names.
    fn found(&mut self, address: &Address, reference: &str, file: File, place: At) -> Option<Here> {
        let is_pointer = address.fragment.is_empty() || address.fragment.starts_with('/');
        let pointer = if is_pointer {
            Some(pointer_of(&address.fragment))
        } else {
            need::anchor(&file.value, &address.fragment)
        };
        let Some(pointer) = pointer else {
            let message = format!("`{}` has no anchor `{}`", file.path, address.fragment);
            let help = self.meant(reference);
            let help = help.unwrap_or_else(|| WAY.to_owned());
            self.report
                .mistake(Rule::BrokenReference, place, message)
                .help(help);
            return None;
        };
        Some(Here { file, pointer })
    }

    /// The URI that a reference means, where the document or the file around it has one of its own (`$self`): seen from that, or
    /// from the `$id` of the nearest schema around it.
    fn uri_of(&self, reference: &str, here: &Here) -> Option<Uri<String>> {
        let base = self.base.as_ref()?;
        let file = &here.file;
        if !base.counts(&file.value) || reference.starts_with('#') {
            return None;
        }
        let mut uri = base.uri(&file.value, &file.path)?;
        let mut value = &*file.value;
        for token in here.pointer.tokens() {
            if let Some(id) = value.get("$id").and_then(Value::as_str) {
                uri = resolved(id, &uri)?;
            }
            match Pointer::root().child(token).find(value) {
                Some(below) => value = below,
                None => break,
            }
        }
        resolved(reference, &uri)
    }

    /// The schema of any file that has this URI for its `$id`.
    fn identified_by(&self, uri: &Uri<String>, reference: &str) -> Option<Here> {
        let base = self.base.as_ref()?;
        let (_, fragment) = reference.split_once('#').unwrap_or_default();
        let mut files: Vec<&File> = self.files.values().flatten().collect();
        files.sort_by_key(|file| Rc::clone(&file.path));
        files.into_iter().find_map(|file| {
            let from = base.uri(&file.value, &file.path)?;
            let mut identities = need::identities(&file.value).into_iter();
            let (_, schema) =
                identities.find(|(id, _)| resolved(id, &from).as_ref() == Some(uri))?;
            let below = pointer_of(fragment);
            let tokens = below.tokens();
            let mut tokens = tokens.iter();
            let pointer = tokens.try_fold(schema, |at, token| {
                let at = at.child(token);
                at.find(&file.value).is_some().then_some(at)
            })?;
            Some(Here {
                file: file.clone(),
                pointer,
            })
        })
    }

    /// The file that has a URI, or stands at the same way from the folder of the document as the URI from that of the document.
    fn by_uri(&mut self, uri: &Uri<String>, reference: &str) -> Option<Address> {
        let base = self.base.as_ref()?;
        let (_, fragment) = reference.split_once('#').unwrap_or_default();
        let fragment = fragment.to_owned();
        let known = self.files.values().flatten();
        let same = known
            .filter(|file| base.uri(&file.value, &file.path).as_ref() == Some(uri))
            .map(|file| file.path.to_string())
            .min();
        if let Some(path) = same {
            return Some(Address { path, fragment });
        }
        let name = base.path(uri)?;
        let mut paths = ENDINGS.into_iter().map(|ending| format!("{name}{ending}"));
        let allowed = self.folder.allowed();
        let addresses = paths
            .by_ref()
            .filter_map(|path| address(&path, "", allowed).ok());
        let addresses: Vec<Address> = addresses.collect();
        let path = addresses.into_iter().map(|address| address.path);
        let path = path.into_iter().find(|path| self.can_open(path))?;
        Some(Address { path, fragment })
    }

    /// Whether there is a file at this path, which is read then.
    fn can_open(&mut self, path: &str) -> bool {
        if self.files.contains_key(path) {
            return true;
        }
        let Ok((text, content)) = self.folder.open(path) else {
            return false;
        };
        let file = self.understood(path, text, content);
        self.files.insert(path.to_owned(), file);
        true
    }

    /// The component of the document that a reference was meant for, written so that it names it.
    fn meant(&self, reference: &str) -> Option<String> {
        let document = self.files.values().flatten().find(|file| file.text == 0)?;
        let trimmed = reference.trim_start_matches(['#', '/', '.']);
        let name = trimmed.rsplit('/').next()?;
        let below = ["schemas", "responses", "parameters", "requestBodies"];
        let below = below.map(|section| format!("#/components/{section}/{name}"));
        let mut places = std::iter::once(format!("#/{trimmed}")).chain(below);
        let place = places.find(|place| {
            let pointer = Pointer::of_reference(place);
            pointer.find(&document.value).is_some()
        })?;
        Some(format!("write `{place}`"))
    }

    /// What a URL names that a schema of the same file has for its `$id` (JSON Schema, section 8.2.1).
    fn identified(&mut self, reference: &str, here: &Here) -> Option<Here> {
        let (id, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if !id.contains(':') {
            return None;
        }
        let file = here.file.clone();
        let known = self.identities.entry(Rc::clone(&file.path));
        let known = known.or_insert_with(|| need::identities(&file.value));
        let schema = known.get(id)?.clone();
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        let below = if is_pointer {
            pointer_of(fragment)
        } else {
            need::anchor(schema.find(&file.value)?, fragment)?
        };
        let tokens = below.tokens();
        let pointer = tokens
            .iter()
            .fold(schema, |schema, token| schema.child(token));
        Some(Here { file, pointer })
    }

    /// The node that a target names, through the references that stand on the way to it. `None` when there is none.
    pub(super) fn followed(&mut self, target: &Here, reference: &str, here: &Here) -> Option<Here> {
        let file = Rc::clone(&target.file.value);
        let mut value = &*file;
        let mut around = Here {
            file: target.file.clone(),
            pointer: Pointer::root(),
        };
        let tokens = target.pointer.tokens();
        for (index, token) in tokens.iter().enumerate() {
            if let Some(below) = Pointer::root().child(token).find(value) {
                value = below;
                around = around.child(token);
                continue;
            }
            let Some(other) = value.get("$ref").and_then(Value::as_str) else {
                self.report_missing(reference, token, value, here);
                return None;
            };
            return self.followed_on(other, &around, &tokens[index..], reference, here);
        }
        Some(target.clone())
    }

    /// The remaining way to a target, from a reference that stands on it.
    fn followed_on(
        &mut self,
        other: &str,
        around: &Here,
        tokens: &[&str],
        reference: &str,
        here: &Here,
    ) -> Option<Here> {
        if self.followed >= MAX_CHAIN {
            let place = self.at(here);
            let message = format!("`{reference}` is found by more than {MAX_CHAIN} references");
            self.report.error(Rule::TooLarge, place, message);
            return None;
        }
        let next = self.target(other, &around.child("$ref"))?;
        let next = tokens.iter().fold(next, |next, token| next.child(token));
        self.followed += 1;
        let target = self.followed(&next, reference, here);
        self.followed -= 1;
        target
    }

    fn report_missing(&mut self, reference: &str, token: &str, around: &Value, here: &Here) {
        let place = self.at(here);
        let message = format!("`{reference}` names nothing: there is no `{token}`");
        let diagnostic = self.report.mistake(Rule::BrokenReference, place, message);
        let properties = around.as_object().into_iter().flat_map(Map::keys);
        match nearest(token, properties.map(String::as_str)) {
            Some(similar) => diagnostic.help(format!("did you mean `{similar}`?")),
            None => diagnostic.help(WAY),
        };
    }

    /// The file of an address, read once. `None` when it cannot be, which is reported.
    fn file(&mut self, address: &Address, place: At) -> Option<File> {
        if let Some(known) = self.files.get(&address.path) {
            if known.is_none() {
                let message = format!("`{}` could not be read", address.path);
                self.report.mistake(Rule::UnreadFile, place, message);
            }
            return known.clone();
        }
        let file = self.opened(&address.path, place);
        self.files.insert(address.path.clone(), file.clone());
        file
    }

    fn opened(&mut self, path: &str, place: At) -> Option<File> {
        let (text, content) = match self.folder.open(path) {
            Ok(opened) => opened,
            Err(reason) => {
                let message = format!("`{path}` cannot be read: {reason}");
                let help = self.meant(path).unwrap_or_else(|| {
                    "a path is seen from the file that the `$ref` stands in".to_owned()
                });
                self.report
                    .mistake(Rule::UnreadFile, place, message)
                    .help(help);
                return None;
            }
        };
        self.understood(path, text, content)
    }

    /// A file of this text; `None` when it is no YAML, which is reported.
    fn understood(&mut self, path: &str, text: usize, content: String) -> Option<File> {
        let value = if is_prose(path) {
            Value::String(content)
        } else {
            parsed(&content, text, self.budget, self.report)?
        };
        Some(File {
            path: path.into(),
            text,
            value: Rc::new(value),
        })
    }
}

/// Whether a file is for readers: the whole of it is a text, such as a description.
fn is_prose(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let prose = ["md", "markdown", "mdx", "txt", "html", "htm", "rst", "adoc"];
    prose
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

pub(super) fn pointer_of(fragment: &str) -> Pointer {
    Pointer::of_reference(&format!("#{fragment}"))
}
