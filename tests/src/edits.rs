//! A document with a few lines of it edited, as a diff has them.

/// A text with the hunks of a diff applied, each where its lines stand first.
///
/// # Panics
///
/// When the text has the lines of a hunk nowhere.
#[must_use]
pub fn edited(base: &str, edit: &str) -> String {
    let mut text = base.to_owned();
    for hunk in edit.split("...\n") {
        let lines = |signs: [char; 2]| -> String {
            let lines = hunk.split_inclusive('\n');
            let lines = lines.filter_map(|line| line.strip_prefix(signs));
            lines.collect()
        };
        let (before, after) = (lines([' ', '-']), lines([' ', '+']));
        assert!(text.contains(&before), "{before}");
        text = text.replacen(&before, &after, 1);
    }
    text
}
