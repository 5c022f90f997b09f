//! Dates as HTTP writes them, in all three forms that a recipient has to read (RFC 9110, 5.6.7).
//!
//! By hand, since the tree of a client is bounded in its crates, and a date is what a wait is computed from alone.

use std::time::Duration;
use std::time::SystemTime;

use crate::value::format::grammar::days_of_month;
use crate::value::format::grammar::number;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The point in time that `text` stands for; none before 1970.
///
/// Which day of the week it names does not matter: the date says it again.
pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    let words: Vec<&str> = text.split(' ').collect();
    let (weekday, day, month, year, time) = match *words {
        // `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may write today.
        [weekday, day, month, year, time, "GMT"] => {
            let year = number(Some(year), 4)?;
            (weekday.strip_suffix(',')?, day, month, year, time)
        }
        // `Sunday, 06-Nov-94 08:49:37 GMT`
        [weekday, date, time, "GMT"] => {
            let (day, rest) = date.split_once('-')?;
            let (month, year) = rest.split_once('-')?;
            let year = number(Some(year), 2)?;
            // A date before 1970 asks for nothing.
            let year = if year < 70 { 2000 + year } else { 1900 + year };
            (weekday.strip_suffix("day,")?, day, month, year, time)
        }
        // `Sun Nov  6 08:49:37 1994`
        [weekday, month, "", day, time, year] | [weekday, month, day, time, year] => {
            (weekday, day, month, number(Some(year), 4)?, time)
        }
        _ => return None,
    };
    let is_padded = !words.contains(&"");
    let day = number(Some(day), if is_padded { 2 } else { 1 })?;
    let month = MONTHS.iter().zip(1..).find(|(name, _)| **name == month)?.1;
    let is_weekday = WEEKDAYS.contains(&weekday.get(..3)?);
    if !is_weekday || year < 1970 || !(1..=days_of_month(year, month)).contains(&day) {
        return None;
    }
    let seconds = u64::from(days_since_1970(year, month, day)) * 86_400 + seconds_of_day(time)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// The seconds since midnight of `08:49:37`. A leap second counts as the first of the next minute.
fn seconds_of_day(time: &str) -> Option<u64> {
    let mut parts = time.splitn(3, ':');
    let mut part = |most| number(parts.next(), 2).filter(|part| *part <= most);
    let (hour, minute, second) = (part(23)?, part(59)?, part(60)?);
    Some(u64::from((hour * 60 + minute) * 60 + second))
}

/// How many days lie between 1970-01-01 and this one; months and days count from 1.
fn days_since_1970(year: u32, month: u32, day: u32) -> u32 {
    // In years that begin in March, the day that leap years have more is their last.
    let (year, month) = match month {
        ..3 => (year - 1, month + 9),
        3.. => (year, month - 3),
    };
    let years = year * 365 + year / 4 - year / 100 + year / 400;
    years + (153 * month + 2) / 5 + day - 1 - 719_468
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
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Wednesday, 01-Mar-00 00:00:00 GMT", 951_868_800),
            ("Saturday, 31-Dec-69 00:00:00 GMT", 3_155_673_600),
            ("Thursday, 01-Jan-70 00:00:00 GMT", 0),
            ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Tue Feb 29 12:00:00 2000", 951_825_600),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn every_day_follows_the_one_before_it() {
        let mut expected = 0;
        for year in 1970..2_500 {
            for month in 1..=12 {
                for day in 1..=days_of_month(year, month) {
                    assert_eq!(days_since_1970(year, month, day), expected);
                    expected += 1;
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
            "Sunday, 06-Nov-1994 08:49:37 GMT",
            "Sunday, 6-Nov-94 08:49:37 GMT",
            "Sun, 06-Nov-94 08:49:37 GMT",
            "Sonday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov 6 08:49:37 1994",
            "Sun Nov   6 08:49:37 1994",
            "Sun Nov  06 08:49:37 1994",
            "Sun Nov  6 08:49:37 94",
            "Sun Nov  6 08:49:37 1994 GMT",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
