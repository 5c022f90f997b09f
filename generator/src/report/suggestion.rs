//! Suggestions for a misspelt word.

/// The most words that are compared with one, and the most bytes that it may have: with more, what is meant is guesswork, and
/// guessing would take longer than all else.
const MOST: usize = 500;
const LONGEST: usize = 200;

/// The known word that is most similar to `word`, if any is.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let length = word.chars().count();
    let allowed = (length / 3).clamp(1, 3);
    known
        .into_iter()
        .take(MOST)
        // Each letter more or less is one that differs.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
