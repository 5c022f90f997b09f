//! When a server says to come back: `Retry-After`, and its relative in milliseconds.

use std::time::Duration;
use std::time::SystemTime;

use http::HeaderMap;
use http::HeaderName;
use http::header;

use crate::retry::http_date;

const RETRY_AFTER_MS: HeaderName = HeaderName::from_static("retry-after-ms");

/// How long the server asks to wait; the longer one when it says so in both headers.
///
/// `Retry-After` holds whole seconds or a date, `retry-after-ms` whole milliseconds. A date counts from the `Date` of the
/// same response, and from `now` when there is none that can be read. What is malformed, or lies in the past, is nothing.
pub(crate) fn read(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let date = |name| http_date::parse(text(name)?);
    let milliseconds = text(RETRY_AFTER_MS)
        .and_then(whole)
        .map(Duration::from_millis);
    let seconds = text(header::RETRY_AFTER)
        .and_then(whole)
        .map(Duration::from_secs);
    let until = date(header::RETRY_AFTER)
        .and_then(|until| until.duration_since(date(header::DATE).unwrap_or(now)).ok());
    milliseconds.max(seconds).max(until)
}

/// A whole number; one that is too large for 64 bits is the largest that is not, so that no wait becomes shorter.
fn whole(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT.
    const NOW: u64 = 784_111_777;

    fn wait(headers: &[(&'static str, &str)]) -> Option<Duration> {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
                (HeaderName::from_static(name), value)
            })
            .collect();
        read(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(NOW))
    }

    #[test]
    fn seconds_and_milliseconds_are_whole_numbers() {
        for (value, number) in [
            ("0", 0),
            ("1", 1),
            ("61", 61),
            (" 3600 ", 3_600),
            ("007", 7),
            ("1000000000", 1_000_000_000),
            ("18446744073709551615", u64::MAX),
            ("99999999999999999999", u64::MAX),
        ] {
            let seconds = wait(&[("retry-after", value)]);
            assert_eq!(seconds, Some(Duration::from_secs(number)), "{value}");
            let milliseconds = wait(&[("retry-after-ms", value)]);
            assert_eq!(milliseconds, Some(Duration::from_millis(number)), "{value}");
        }
    }

    #[test]
    fn what_is_malformed_or_past_asks_for_nothing() {
        for value in [
            "",
            " ",
            "-1",
            "+1",
            "1.5",
            "1e3",
            "1e400",
            "nan",
            "inf",
            "1, 2",
            "1s",
            "0x10",
            "soon",
            "\u{661}",
            "Sun, 06 Nov 1994 08:49:36 GMT",
            "Sunday, 06-Nov-94 08:49:36 GMT",
            "Sun Nov  6 08:49:36 1994",
        ] {
            for name in ["retry-after", "retry-after-ms"] {
                assert_eq!(wait(&[(name, value)]), None, "{name}: {value}");
            }
        }
        assert_eq!(wait(&[]), None);
    }

    #[test]
    fn a_date_counts_from_the_date_of_the_response_and_else_from_now() {
        let header = ("retry-after", "Sun, 06 Nov 1994 09:00:00 GMT");
        for (date, seconds) in [
            (None, Some(623)),
            (Some("Sun, 06 Nov 1994 08:59:50 GMT"), Some(10)),
            (Some("Sun, 06 Nov 1994 09:00:00 GMT"), Some(0)),
            (Some("Sun, 06 Nov 1994 09:00:01 GMT"), None),
            (Some("Sunday, 06-Nov-94 08:59:50 GMT"), Some(10)),
            (Some("Sun Nov  6 08:59:50 1994"), Some(10)),
            (Some("yesterday"), Some(623)),
        ] {
            let headers: Vec<_> = std::iter::once(header)
                .chain(date.map(|date| ("date", date)))
                .collect();
            assert_eq!(wait(&headers), seconds.map(Duration::from_secs), "{date:?}");
        }
        for date in ["Sunday, 06-Nov-94 09:00:00 GMT", "Sun Nov  6 09:00:00 1994"] {
            let wait_for = wait(&[("retry-after", date)]);
            assert_eq!(wait_for, Some(Duration::from_secs(623)), "{date}");
        }
        let far = wait(&[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")]);
        assert!(far > Some(Duration::from_secs(200_000_000_000)));
    }

    #[test]
    fn of_two_headers_the_longer_wait_counts() {
        for (seconds, milliseconds, wait_for) in [
            ("2", "1500", 2_000),
            ("1", "1500", 1_500),
            ("soon", "1500", 1_500),
            ("1", "soon", 1_000),
        ] {
            assert_eq!(
                wait(&[("retry-after", seconds), ("retry-after-ms", milliseconds)]),
                Some(Duration::from_millis(wait_for))
            );
        }
    }
}
