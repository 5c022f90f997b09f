//! What an installed command has besides itself: completions for shells, and a page for `man`.

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use generator::COMMAND;

/// A script that makes a shell complete the options.
pub(crate) fn completions(shell: Shell, mut command: Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, COMMAND, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The page for `man`.
pub(crate) fn page(command: Command) -> String {
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = Man::new(command).render(&mut page);
    String::from_utf8_lossy(&page).into_owned()
}
