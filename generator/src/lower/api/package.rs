//! `info`: the crate.

use crate::lower::schema::documentation::see;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Package;
use crate::model::TakenNames;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Contact;
use crate::spec::Document;
use crate::spec::Info;
use crate::spec::Text;

pub(crate) fn package(
    document: &Document,
    crate_name: Option<&str>,
    taken: &TakenNames,
    report: &mut Report,
) -> Package {
    let info = &document.info;
    let title = crate_name.unwrap_or(&info.title.value);
    let name = Name::of_value(title).unwrap_or_else(|| {
        let message = "no letter of the title can be in the name of a crate: it is called `api`";
        report
            .warning(Rule::CrateName, info.title.at.value(), message)
            .help("choose its name with `--name`");
        Name::of_value_or("api", "api")
    });
    let docs = Docs {
        summary: info.summary.as_deref().map(str::to_owned),
        description: info.description.as_deref().map(str::to_owned),
        notes: notes(document),
        ..Docs::default()
    };
    Package {
        name: self::crate_name(&name, taken),
        title: info.title.value.clone(),
        version: version(&info.version, report),
        license: license(info),
        docs,
    }
}

/// Who offers the API, on which terms, and where more documentation is, a sentence each.
fn notes(document: &Document) -> Vec<String> {
    let info = &document.info;
    let mut notes = Vec::new();
    notes.extend(document.external_docs.as_ref().and_then(see));
    let terms = info.terms_of_service.as_ref();
    notes.extend(terms.map(|url| format!("Terms of service: <{}>.", url.value)));
    notes.extend(info.contact.as_ref().and_then(contact));
    notes.extend(license_words(info));
    notes
}

fn contact(contact: &Contact) -> Option<String> {
    let text = |text: &Option<Text>| text.as_deref().map(str::to_owned);
    let link = |text: &Option<Text>| text.as_ref().map(|text| format!("<{}>", text.value));
    let parts = [
        text(&contact.name),
        link(&contact.url),
        link(&contact.email),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("Contact: {}.", parts.join(", ")))
}

/// The licence in words, where Cargo is not told it.
fn license_words(info: &Info) -> Option<String> {
    let licence = info.license.as_ref().filter(|_| license(info).is_none())?;
    let name = licence.name.as_ref()?.value.trim_end_matches('.');
    Some(match &licence.url {
        Some(url) => format!("Licence of the API: {name}, <{}>.", url.value),
        None => format!("Licence of the API: {name}."),
    })
}

/// The licence, where the document gives it in the form that Cargo takes.
fn license(info: &Info) -> Option<String> {
    let identifier = &info.license.as_ref()?.identifier.as_ref()?.value;
    let is_expression = |c: char| c.is_ascii_alphanumeric() || " .-+()".contains(c);
    let is_one = identifier.len() <= LONGEST_VALUE && identifier.chars().all(is_expression);
    is_one.then(|| identifier.clone())
}

/// The longest value of a manifest that is taken as it is: Cargo hands each to the compiler.
const LONGEST_VALUE: usize = 128;

/// The longest name of a crate: registries and file systems take no longer one.
const LONGEST_CRATE: usize = 64;

/// The title as Cargo and Rust can spell it.
fn crate_name(title: &Name, taken: &TakenNames) -> String {
    let mut name = title.plain().replace('_', "-");
    name.truncate(LONGEST_CRATE - "-client".len());
    let name = name.trim_matches('-').to_owned();
    let is_keyword = title.rust() != title.plain() || title.rust().ends_with('_');
    if is_keyword || taken.crates.contains(&name.as_str()) {
        return format!("{name}-client");
    }
    name
}

/// The version of the document where Cargo can read it.
fn version(version: &Text, report: &mut Report) -> String {
    let is_short = version.value.len() <= LONGEST_VALUE;
    if is_short && semver::Version::parse(&version.value).is_ok() {
        return version.value.clone();
    }
    let message = "Cargo cannot read this version: the crate gets the version 0.1.0";
    report
        .warning(Rule::CrateName, version.at.value(), message)
        .help("write three numbers, as in 1.0.0");
    "0.1.0".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_the_name_of_a_crate() {
        let taken = TakenNames {
            crates: vec!["std"],
            ..TakenNames::default()
        };
        let name = |title: &str| Name::of_value(title).map(|name| crate_name(&name, &taken));
        assert_eq!(
            name("Cloudflare Queues").as_deref(),
            Some("cloudflare-queues")
        );
        assert_eq!(name("type").as_deref(), Some("type-client"));
        assert_eq!(name("Self").as_deref(), Some("self-client"));
        assert_eq!(name("std").as_deref(), Some("std-client"));
        assert_eq!(name("123 API").as_deref(), Some("v123-api"));
        assert_eq!(name("Книги и Öl").as_deref(), Some("knigi-i-ol"));
        assert_eq!(name(&"long ".repeat(50)).map(|name| name.len()), Some(57));
    }
}
