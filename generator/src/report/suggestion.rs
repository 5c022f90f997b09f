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
    let distance = |candidate: &str| {
        strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase())
    };
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .take(MOST)
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 * allowed)
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
