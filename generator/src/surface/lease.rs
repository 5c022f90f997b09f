//! How messages are leased and settled by a consumer.

use crate::model::Lease;
use crate::model::LeaseEntry;
use crate::model::LeaseWarnings;
use crate::model::LeasedContent;
use crate::model::Name;
use crate::model::RetryDelay;
use crate::model::SettledLeases;
use crate::model::Settling;
use crate::surface::path;

/// The method and the type that a program names.
pub(super) fn consumer(lease: &Lease) -> String {
    format!("{}() of {}", lease.method.plain(), lease.queue.plain())
}

/// What a consumer does, in words.
pub(super) fn summary(lease: &Lease) -> String {
    let Lease {
        // These are what a program names.
        method: _,
        queue: _,
        items,
        lease,
        attempts,
        content,
        batch_size,
        most,
        visibility_timeout,
        ack,
        retry,
        waiting,
        permanent,
        lost,
    } = lease;
    let timeout = visibility_timeout.as_ref();
    let content = content.as_ref().map(|content| match content {
        LeasedContent::Announced => "as it is announced".to_owned(),
        LeasedContent::Json(names) => path(names),
    });
    let parts = [
        Some(("up to", format!("{most} as `{}`", batch_size.wire()))),
        timeout.map(|name| ("for", name.wire().to_owned())),
        Some(("messages in", path(items))),
        Some(("lease in", path(lease))),
        attempts.as_ref().map(|names| ("attempts in", path(names))),
        content.map(|content| ("content", content)),
        Some(("acknowledged by", settling(ack))),
        retry.as_ref().map(|retry| ("retried by", settling(retry))),
        conditions("waits on", waiting),
        conditions("ends on", permanent),
        conditions("loses a lease on", lost),
    ];
    let parts = parts.into_iter().flatten();
    let parts: Vec<String> = parts
        .map(|(what, value)| format!("{what} {value}"))
        .collect();
    parts.join("; ")
}

fn conditions(what: &'static str, conditions: &[Name]) -> Option<(&'static str, String)> {
    let names: Vec<&str> = conditions.iter().map(Name::wire).collect();
    (!names.is_empty()).then(|| (what, names.join(", ")))
}

fn settling(settling: &Settling) -> String {
    let Settling {
        operation,
        leases,
        delay,
        count,
        warnings,
    } = settling;
    let one = matches!(leases, SettledLeases::One(_)).then(|| " one by one".to_owned());
    let entry = leases.entry().map(|LeaseEntry { lease, number }| {
        let number = number.iter().map(Name::wire);
        let names: Vec<&str> = std::iter::once(lease.wire()).chain(number).collect();
        format!(" of {}", names.join(", "))
    });
    let delay = delay.as_ref().map(|delay| {
        let RetryDelay {
            name,
            is_of_call,
            longest,
        } = delay;
        let of = if *is_of_call {
            "of the call"
        } else {
            "of each"
        };
        let longest = longest.map(|longest| format!(", {longest:?} at the most"));
        format!(
            " after `{}` {of}{}",
            name.wire(),
            longest.unwrap_or_default()
        )
    });
    let count = count
        .as_ref()
        .map(|names| format!(", counted in {}", path(names)));
    let warnings = warnings.as_ref().map(|warnings| {
        let LeaseWarnings {
            path: names,
            lease,
            number,
            text,
        } = warnings;
        let of = [lease, number, text].into_iter().flatten().map(Name::wire);
        let of: Vec<&str> = of.collect();
        format!(", warned of in {} {}", path(names), of.join(", "))
    });
    let rest = [one, entry, delay, count, warnings].into_iter().flatten();
    format!(
        "`{operation}` with `{}`{}",
        leases.input().wire(),
        rest.collect::<String>()
    )
}
