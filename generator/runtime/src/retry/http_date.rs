//! The one form of a date that HTTP lets servers write today (RFC 9110, 5.6.7).

use std::time::Duration;
use std::time::SystemTime;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The point in time that `text`, such as `Sun, 06 Nov 1994 08:49:37 GMT`, stands for; none before 1970.
///
/// Which day of the week it names does not matter: the date says it again.
pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    let (weekday, rest) = text.split_once(", ")?;
    let mut parts = rest.split(' ');
    let day = digits(parts.next()?, 2)?;
    let month = parts.next()?;
    let year = digits(parts.next()?, 4)?;
    let time = parts.next()?;
    if !WEEKDAYS.contains(&weekday) || parts.next() != Some("GMT") || parts.next().is_some() {
        return None;
    }
    let month = MONTHS.iter().position(|name| *name == month)?;
    let days = days_since_1970(year, month, day)?;
    let seconds = Duration::from_secs(days * 86_400 + seconds_of_day(time)?);
    SystemTime::UNIX_EPOCH.checked_add(seconds)
}

/// The seconds since midnight of `08:49:37`. A leap second counts as the first of the next minute.
fn seconds_of_day(time: &str) -> Option<u64> {
    let mut parts = time.split(':');
    let mut part = |most| digits(parts.next()?, 2).filter(|part| *part <= most);
    let (hour, minute, second) = (part(23)?, part(59)?, part(60)?);
    parts
        .next()
        .is_none()
        .then_some((hour * 60 + minute) * 60 + second)
}

/// How many days lie between 1970-01-01 and this one; months count from 0, days from 1.
fn days_since_1970(year: u64, month: usize, day: u64) -> Option<u64> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let february = if is_leap { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if year < 1970 || day == 0 || day > *lengths.get(month)? {
        return None;
    }
    // The leap days of the years up to this one.
    let leap_days = |year: u64| year / 4 - year / 100 + year / 400;
    let years = (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969);
    let months: u64 = lengths.iter().take(month).sum();
    Some(years + months + day - 1)
}

/// A number of exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<u64> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<u64> {
        let since = parse(text)?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Some(since.as_secs())
    }

    #[test]
    fn a_date_is_read_to_the_second() {
        for (text, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
            ("Fri, 31 Dec 2038 23:59:59 GMT", 2_177_452_799),
            ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
            ("Mon, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn every_day_follows_the_one_before_it() {
        let mut expected = 0;
        for year in 1970..2_500 {
            for month in 0..12 {
                for day in 1..=31 {
                    if let Some(days) = days_since_1970(year, month, day) {
                        assert_eq!(days, expected);
                        expected += 1;
                    }
                }
            }
        }
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in [
            "",
            "GMT",
            ", ",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06  Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Son, 06 Nov 1994 08:49:37 GMT",
            "Sun 06 Nov 1994 08:49:37 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "Sun, 29 Feb 2100 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:00 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:37:00 GMT",
            "Sun, 06 Nov 1994 +8:49:37 GMT",
            "Wed, 31 Dec 1969 23:59:59 GMT",
            "Sun, 06 Nov 0000 08:49:37 GMT",
            "Sun, 06 Nov 10000 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
