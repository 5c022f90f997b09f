//! When a server says to come back: `Retry-After`, and its relative in milliseconds.

use std::time::Duration;
use std::time::SystemTime;

use http::HeaderMap;
use http::HeaderName;
use http::header;

use crate::retry::http_date;

const RETRY_AFTER_MS: HeaderName = HeaderName::from_static("retry-after-ms");

/// How long the server asks to wait; the longest wait when it says so more than once.
///
/// `Retry-After` holds whole seconds or a date, `retry-after-ms` whole milliseconds. A date counts from the `Date` of the
/// same response, and from `now` when there is none that can be read. What is malformed, or lies in the past, is nothing.
pub(crate) fn read(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let begin = texts(headers, header::DATE).find_map(http_date::parse);
    let begin = begin.unwrap_or(now);
    let milliseconds = numbers(headers, RETRY_AFTER_MS).map(Duration::from_millis);
    let seconds = numbers(headers, header::RETRY_AFTER).map(Duration::from_secs);
    let until = texts(headers, header::RETRY_AFTER)
        .filter_map(http_date::parse)
        .filter_map(|until| until.duration_since(begin).ok());
    milliseconds.chain(seconds).chain(until).max()
}

/// The values of a header.
fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter();
    values.filter_map(|value| value.to_str().ok().map(str::trim))
}

/// The whole numbers that a header holds, which a gateway may have joined.
fn numbers(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = u64> {
    let parts = texts(headers, name).flat_map(|text| text.split(','));
    parts.filter_map(|part| whole(part.trim()))
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
            "1 2",
            ",",
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
    fn of_several_headers_the_longest_wait_counts() {
        const DATE: &str = "Sun, 06 Nov 1994 08:50:37 GMT";
        for (headers, wait_for) in [
            (
                &[("retry-after", "2"), ("retry-after-ms", "1500")][..],
                2_000,
            ),
            (&[("retry-after", "1"), ("retry-after-ms", "1500")], 1_500),
            (
                &[("retry-after", "soon"), ("retry-after-ms", "1500")],
                1_500,
            ),
            (&[("retry-after", "1"), ("retry-after-ms", "soon")], 1_000),
            (&[("retry-after", "1"), ("retry-after", "3600")], 3_600_000),
            (&[("retry-after", "3600"), ("retry-after", "1")], 3_600_000),
            (&[("retry-after", "soon"), ("retry-after", "1")], 1_000),
            (&[("retry-after", "1"), ("retry-after", DATE)], 60_000),
            (&[("retry-after", DATE), ("retry-after", "61")], 61_000),
            (&[("retry-after-ms", "1"), ("retry-after-ms", "2")], 2),
            (&[("retry-after", "1, 3600")], 3_600_000),
            (&[("retry-after", "3600,soon")], 3_600_000),
        ] {
            let wait_for = Duration::from_millis(wait_for);
            assert_eq!(wait(headers), Some(wait_for), "{headers:?}");
        }
    }
}
