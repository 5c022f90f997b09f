//! Quotes and brackets of a YAML text as a person reads them: which of them are not closed, and where they were opened.
//!
//! The library finds out where its grammar has no way on, which may be many lines later. This reads the text once more, line by line
//! and with less of the grammar, when it is known that something is wrong with it.

/// A quoted text that does not end as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// The byte of its first quote.
    pub(super) open: usize,
    /// The byte after its last one, if there is one.
    pub(super) end: Option<usize>,
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bracket {
    pub(super) open: usize,
    /// The byte of a comment that hides what follows on its line.
    pub(super) comment: Option<usize>,
}

/// What is found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scan {
    /// The first text in quotes that does not end as it should.
    pub(super) quote: Option<Quote>,
    /// The brackets that are open at the end, the innermost last.
    pub(super) open: Vec<Bracket>,
}

/// Reads a text up to a byte, or further while a text in quotes goes on.
pub(super) fn scan(text: &str, until: usize) -> Scan {
    let mut scanner = Scanner {
        text,
        at: 0,
        found: Scan::default(),
    };
    while scanner.at < until.min(text.len()) && scanner.found.quote.is_none() {
        scanner.node();
    }
    scanner.found
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    found: Scan,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn line(&self) -> &'t str {
        self.rest().split('\n').next().unwrap_or_default()
    }

    /// What begins here.
    fn node(&mut self) {
        let rest = self.rest();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        if blanks > 0 {
            self.at += blanks;
            return;
        }
        let mut characters = rest.chars();
        let is_followed_by_blank = characters.nth(1).is_none_or(char::is_whitespace);
        match rest.chars().next() {
            Some('#') => self.comment(),
            Some(quote @ ('"' | '\'')) => self.quoted(quote),
            Some('|' | '>') if self.found.open.is_empty() => self.block(),
            Some('[' | '{') => {
                self.found.open.push(Bracket {
                    open: self.at,
                    comment: None,
                });
                self.at += 1;
            }
            Some(']' | '}') => {
                self.found.open.pop();
                self.at += 1;
            }
            Some('-' | '?' | ':') if is_followed_by_blank => self.at += 1,
            Some(',') => self.at += 1,
            Some(_) => self.plain(),
            None => {}
        }
    }

    fn comment(&mut self) {
        if let Some(bracket) = self.found.open.last_mut() {
            bracket.comment.get_or_insert(self.at);
        }
        self.at += self.line().len();
    }

    fn quoted(&mut self, quote: char) {
        let open = self.at;
        let Some(length) = quoted_length(self.rest(), quote) else {
            self.found.quote = Some(Quote { open, end: None });
            return;
        };
        self.at += length;
        if !self.may_end_here() {
            self.found.quote = Some(Quote {
                open,
                end: Some(self.at),
            });
        }
    }

    /// Whether a text in quotes may end before what follows on the line.
    fn may_end_here(&self) -> bool {
        let after = self.line();
        let is_in_brackets = !self.found.open.is_empty();
        match after.trim_start().chars().next() {
            None | Some(':') => true,
            Some('#') => after.starts_with([' ', '\t']),
            Some(',' | ']' | '}') => is_in_brackets,
            Some(_) => false,
        }
    }

    /// A block of text: all lines that are indented further than the one in which it begins.
    fn block(&mut self) {
        let begin = self.text[..self.at].rfind('\n').map_or(0, |end| end + 1);
        let indentation = indentation(&self.text[begin..]);
        self.at += self.line().len();
        while let Some(rest) = self.rest().strip_prefix('\n') {
            let line = rest.split('\n').next().unwrap_or_default();
            if !line.trim().is_empty() && super::scan::indentation(line) <= indentation {
                break;
            }
            self.at += 1 + line.len();
        }
    }

    /// A text without quotes, up to the end of its line, a comment, the value of a key, or in brackets the next entry.
    fn plain(&mut self) {
        let line = self.line();
        let is_in_brackets = !self.found.open.is_empty();
        let mut before = ' ';
        for (index, c) in line.char_indices() {
            let next = line[index + c.len_utf8()..].chars().next();
            let is_end = match c {
                '#' => before.is_whitespace() && index > 0,
                ':' => next.is_none_or(char::is_whitespace),
                ',' | '[' | ']' | '{' | '}' => is_in_brackets,
                _ => false,
            };
            if is_end {
                self.at += index.max(1);
                return;
            }
            before = c;
        }
        self.at += line.len().max(1);
    }
}

/// How many spaces a line begins with.
pub(super) fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// How many bytes a text in quotes has that begins here, with them; `None` where it does not end.
fn quoted_length(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((index, c)) = characters.next() {
        if c == '\\' && quote == '"' {
            characters.next();
        } else if c == quote {
            let is_doubled = quote == '\'' && characters.peek().is_some_and(|(_, c)| *c == quote);
            if !is_doubled {
                return Some(index + 1);
            }
            characters.next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_is_not_closed_is_found_where_it_opens() {
        let text = "a: 'it\nb: x\nc:\n  '200': d\n";
        let quote = scan(text, text.len()).quote.unwrap();
        assert_eq!((quote.open, quote.end), (3, Some(18)));
        let text = "a: \"it\nb: x\n";
        assert_eq!(
            scan(text, text.len()).quote,
            Some(Quote { open: 3, end: None })
        );
    }

    #[test]
    fn what_is_closed_is_no_problem() {
        let text = "a: 'it''s' # it's\nb: \"a \\\" b\"\nc: it's\nd: |\n  \"x\n  'y\n\n  z\ne: [\"f\", 'g']\n'200': {a: b}\n";
        assert_eq!(scan(text, text.len()), Scan::default());
    }

    #[test]
    fn open_brackets_are_found_and_comments_in_them() {
        let text = "a: {b: [c], d: #/e}\nf: g\n";
        let bracket = Bracket {
            open: 3,
            comment: Some(15),
        };
        assert_eq!(scan(text, text.len()).open, [bracket]);
    }
}
