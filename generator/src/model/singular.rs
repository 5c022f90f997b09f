//! The name of one of many, in English.

/// Words that end like the name of many and are that of one.
const OF_ONE: [&str; 8] = [
    "dns", "https", "lens", "news", "series", "sms", "species", "tls",
];

/// Ends of the names of many, the longest first, and what those of one end with.
const ENDS: [(&str, &str); 17] = [
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("bonuses", "bonus"),
    ("cookies", "cookie"),
    ("movies", "movie"),
    ("statuses", "status"),
    ("caches", "cache"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("sses", "ss"),
    ("zzes", "zz"),
    ("xes", "x"),
    ("ies", "y"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
];

/// The name of one of what is called `name`; `None` where that is no name of many.
#[must_use]
pub fn singular(name: &str) -> Option<String> {
    let mut words = name.rsplit(|c: char| !c.is_ascii_alphanumeric());
    let word = words.next().unwrap_or_default().to_ascii_lowercase();
    if OF_ONE.contains(&word.as_str()) {
        return None;
    }
    let is_its_end = |(many, _): &&(&str, &str)| name.ends_with(many);
    let (many, one) = ENDS.iter().find(is_its_end)?;
    let stem = name.strip_suffix(many)?;
    (many != one && !(stem.is_empty() && one.is_empty())).then(|| format!("{stem}{one}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_many_is_called_so() {
        for (many, one) in [
            ("pets", "pet"),
            ("companies", "company"),
            ("addresses", "address"),
            ("inboxes", "inbox"),
            ("batches", "batch"),
            ("statuses", "status"),
            ("order.movies", "order.movie"),
            ("causes", "cause"),
            ("userIds", "userId"),
            ("Працівник.ids", "Працівник.id"),
        ] {
            assert_eq!(singular(many).as_deref(), Some(one), "{many}");
        }
        for one in [
            "pet",
            "s",
            "status",
            "series",
            "address",
            "analysis",
            "dns",
            "Працівники",
        ] {
            assert_eq!(singular(one), None, "{one}");
        }
    }
}
