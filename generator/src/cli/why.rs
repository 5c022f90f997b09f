//! `--why`: where an item of the client comes from, and what comes from a place of the description.

use generator::Source;
use generator::why::why;

use super::Arguments;
use super::print;

impl Arguments {
    /// Says where what is asked for comes from.
    pub(super) fn say_why(&self, query: &str, source: &Source) -> Result<(), String> {
        let answers = why(&self.understood(source)?, query)?;
        let format = self.messages.format();
        let answers: Vec<String> = answers
            .iter()
            .map(|answer| answer.formatted(format))
            .collect();
        print(anstream::stdout(), &answers.join("\n"));
        Ok(())
    }
}
