//! What texts of each format look like.
//!
//! The generator compiles this file too, to check the examples of a document by the same rules. It stands on nothing, so that
//! this takes no more than its path. A crate below both would be one more in the tree of every client, which is bounded, and one
//! more to publish; and the generator does not depend on this crate, which would bring it a client of HTTP.

/// A day of RFC 3339 (`full-date`), such as `2026-01-31`.
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let year = number(parts.next(), 4);
    let month = number(parts.next(), 2);
    let day = number(parts.next(), 2);
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => (1..=days_of_month(year, month)).contains(&day),
        _ => false,
    }
}

/// A moment of RFC 3339 (`date-time`), such as `2026-01-31T12:30:00Z`.
pub(crate) fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    is_date(date) && is_time(time) && clock(time).len() < time.len()
}

/// A time of the day of RFC 3339 (`full-time`), such as `12:30:00Z`, or one without an offset (`partial-time`).
pub(crate) fn is_time(text: &str) -> bool {
    let clock = clock(text);
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = whole.splitn(3, ':');
    let mut is_up_to = |most| number(parts.next(), 2).is_some_and(|part| part <= most);
    // A second of 60 is a leap second.
    let is_clock = is_up_to(23) && is_up_to(59) && is_up_to(60);
    is_clock && is_digits(fraction) && is_offset(&text[clock.len()..])
}

/// A time of the day without its offset.
pub(crate) fn clock(text: &str) -> &str {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    &text[..end]
}

/// A UUID in the form of RFC 9562, such as `67e55044-10b1-426f-9247-bb680e5fe0c8`.
pub(crate) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let has_form = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]);
    let mut digits = text.bytes().filter(|byte| *byte != b'-');
    has_form && digits.all(|byte| byte.is_ascii_hexdigit())
}

/// A URI of RFC 3986 with its scheme, such as `https://example.com/a?b#c`.
pub(crate) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let has_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let mut encoded = rest.split('%').skip(1);
    has_scheme
        && scheme.bytes().all(is_in_scheme)
        && rest.bytes().all(is_plain)
        && encoded.all(starts_with_hexadecimal)
}

/// Base64 of RFC 4648, section 4, with its padding.
pub(crate) fn is_base64(text: &str) -> bool {
    let padding = text.len() - text.trim_end_matches('=').len();
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || b"+/".contains(&byte);
    let digits = text.len() - padding;
    text.len().is_multiple_of(4) && padding <= 2 && text.bytes().take(digits).all(is_digit)
}

/// A number as JSON writes it, such as `-1.50` or `2e3`.
pub(crate) fn is_decimal(text: &str) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_minimal = whole == "0" || !whole.starts_with('0');
    is_minimal && [whole, fraction, exponent].into_iter().all(is_digits)
}

/// Nothing, `Z`, or hours and minutes before or behind it.
fn is_offset(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-']) else {
        return matches!(text, "" | "Z" | "z");
    };
    let mut parts = offset.splitn(2, ':');
    let mut is_up_to = |most| number(parts.next(), 2).is_some_and(|part| part <= most);
    is_up_to(23) && is_up_to(59)
}

/// How many days a month has, counted from 1; none where there is no such month.
pub(crate) fn days_of_month(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// A number of exactly so many digits.
pub(crate) fn number(text: Option<&str>, digits: usize) -> Option<u32> {
    let text = text.filter(|text| text.len() == digits && is_digits(text))?;
    text.parse().ok()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn starts_with_hexadecimal(text: &str) -> bool {
    let mut digits = text.bytes().take(2);
    text.len() >= 2 && digits.all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Those of the texts that are not of the format.
    fn rejected<'t>(is_of_format: fn(&str) -> bool, texts: &[&'t str]) -> Vec<&'t str> {
        let texts = texts.iter().copied();
        texts.filter(|text| !is_of_format(text)).collect()
    }

    #[test]
    fn a_moment_has_a_day_a_time_and_an_offset() {
        let right = [
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31T23:59:60Z",
            "2024-02-29t00:00:00z",
            "0000-01-01T00:00:00+23:59",
        ];
        assert_eq!(rejected(is_date_time, &right), [""; 0]);
        let wrong = [
            "",
            "yesterday",
            "2026-01-31",
            "2026-01-31T12:00:00",
            "2026-01-31 12:00:00Z",
            "2026-02-29T12:00:00Z",
            "2026-13-01T12:00:00Z",
            "2026-01-00T12:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:60:00Z",
            "2026-01-31T12:00:00.Z",
            "2026-01-31T12:00Z",
            "2026-01-31T12:00:00+1:00",
            "2026-01-31T12:00:00+24:00",
            "2026-01-31T12:00:00ZZ",
            "+026-01-31T12:00:00Z",
            "2026-01-3１T12:00:00Z",
        ];
        assert_eq!(rejected(is_date_time, &wrong), wrong);
    }

    #[test]
    fn a_day_is_in_the_calendar() {
        assert_eq!(
            rejected(is_date, &["2000-02-29", "2026-12-31", "9999-01-01"]),
            [""; 0]
        );
        let wrong = [
            "1900-02-29",
            "2026-04-31",
            "26-01-01",
            "2026-1-1",
            "2026-01-01Z",
            "2026-01",
        ];
        assert_eq!(rejected(is_date, &wrong), wrong);
    }

    #[test]
    fn a_time_may_lack_its_offset() {
        assert_eq!(
            rejected(is_time, &["12:30:00", "12:30:00.5Z", "00:00:00+01:00"]),
            [""; 0]
        );
        let wrong = ["12:30", "24:00:00", "12:30:61", "12:30:00 Z", "noon", ""];
        assert_eq!(rejected(is_time, &wrong), wrong);
    }

    #[test]
    fn a_uuid_is_five_groups() {
        let right = [
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "00000000-0000-0000-0000-000000000000",
            "67E55044-10B1-426F-9247-BB680E5FE0C8",
        ];
        assert_eq!(rejected(is_uuid, &right), [""; 0]);
        let wrong = [
            "",
            "67e5504410b1426f9247bb680e5fe0c8",
            "67e55044-10b1-426f-9247-bb680e5fe0cg",
            "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
        ];
        assert_eq!(rejected(is_uuid, &wrong), wrong);
    }

    #[test]
    fn a_uri_has_a_scheme_and_no_spaces() {
        let right = [
            "https://example.com/a%20b?c=d#e",
            "mailto:a@example.com",
            "urn:isbn:9780141439587",
            "http://[::1]:8080/",
            "about:",
        ];
        assert_eq!(rejected(is_uri, &right), [""; 0]);
        let wrong = [
            "",
            "/a/b",
            "example.com",
            "https://example.com/a b",
            "https://example.com/%2",
            "https://example.com/%zz",
            "https://例え.jp/",
            "1a:b",
            ":b",
        ];
        assert_eq!(rejected(is_uri, &wrong), wrong);
    }

    #[test]
    fn base64_comes_in_fours() {
        assert_eq!(
            rejected(is_base64, &["", "aGk=", "aA==", "aGVs", "+/+/"]),
            [""; 0]
        );
        let wrong = ["aGk", "a===", "aGk-", "a=Gk", "aG k="];
        assert_eq!(rejected(is_base64, &wrong), wrong);
    }

    #[test]
    fn a_decimal_is_a_number_of_json() {
        let right = [
            "0",
            "-1.50",
            "2e3",
            "123456789012345678901234567890.1",
            "1.0E-7",
        ];
        assert_eq!(rejected(is_decimal, &right), [""; 0]);
        let wrong = ["", "1.", ".5", "+1", "01", "1,5", "1e", "NaN", "--1", "0x1"];
        assert_eq!(rejected(is_decimal, &wrong), wrong);
    }
}
