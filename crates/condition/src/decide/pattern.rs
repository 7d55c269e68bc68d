//! Text predicates, and which combinations of them some text meets.
//!
//! Equals, StartsWith, Like and the wildcards of actions are all sequences of letters, "one character" and
//! "any run". [`explore`] walks all of them at once, so its answer is exact: a combination that it does not
//! find is met by no text. Where that walk would be too long it says so.

use std::collections::{HashMap, HashSet};

use crate::eval::text::fold;

/// One piece of a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Piece {
    Letter(char),
    One,
    Run,
}

/// How letters compare.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Case {
    /// Only the same letter.
    Exact,
    /// As the operators that ignore case do.
    Folded,
    /// As actions do: case counts in no ASCII letter.
    Ascii,
}

impl Case {
    fn ignored(ignore_case: bool) -> Self {
        if ignore_case { Self::Folded } else { Self::Exact }
    }

    fn of(self, letter: char) -> char {
        match self {
            Self::Exact => letter,
            Self::Folded => fold(letter),
            Self::Ascii => letter.to_ascii_uppercase(),
        }
    }
}

/// A text predicate.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
    case: Case,
    wildcards: bool,
}

impl Pattern {
    /// Texts that are `text`.
    pub(super) fn equals(text: &str, ignore_case: bool) -> Self {
        Self::new(text.chars().map(Piece::Letter).collect(), Case::ignored(ignore_case))
    }

    /// Texts that begin with `text`.
    pub(super) fn starts_with(text: &str, ignore_case: bool) -> Self {
        let pieces = text.chars().map(Piece::Letter).chain([Piece::Run]).collect();
        Self::new(pieces, Case::ignored(ignore_case))
    }

    /// Texts that match a `StringLike` pattern: `*` any run, `?` one character, `\*` and `\?` themselves.
    /// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#stringlike>
    pub(super) fn like(text: &str, ignore_case: bool) -> Self {
        let mut pieces = Vec::new();
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            pieces.push(match letter {
                '*' => Piece::Run,
                '?' => Piece::One,
                '\\' => Piece::Letter(letters.next_if(|next| matches!(next, '*' | '?')).unwrap_or('\\')),
                other => Piece::Letter(other),
            });
        }
        Self::new(pieces, Case::ignored(ignore_case))
    }

    /// Actions that an `ActionMatches` string means: `*` any run, case ignored.
    pub(super) fn action(text: &str) -> Self {
        let piece = |letter| if letter == '*' { Piece::Run } else { Piece::Letter(letter) };
        Self::new(text.chars().map(piece).collect(), Case::Ascii)
    }

    /// Suboperations that a `SubOperationMatches` string means: itself, case ignored.
    pub(super) fn same_action(text: &str) -> Self {
        Self::new(text.chars().map(Piece::Letter).collect(), Case::Ascii)
    }

    fn new(mut pieces: Vec<Piece>, case: Case) -> Self {
        pieces.dedup_by(|next, piece| *next == Piece::Run && *piece == Piece::Run);
        let wildcards = pieces.iter().any(|piece| !matches!(piece, Piece::Letter(_)));
        Self { pieces, case, wildcards }
    }

    fn is_letter(&self, own: char, other: char) -> bool {
        own == other || self.case != Case::Exact && self.case.of(own) == self.case.of(other)
    }

    /// Whether the pattern is met.
    pub(super) fn matches(&self, text: &str) -> bool {
        if !self.wildcards {
            let mut letters = text.chars();
            let same = self.pieces.iter().all(|piece| {
                matches!((piece, letters.next()), (Piece::Letter(own), Some(other)) if self.is_letter(*own, other))
            });
            return same && letters.next().is_none();
        }
        let text: Vec<char> = text.chars().collect();
        let (mut piece, mut at) = (0, 0);
        let mut last_run: Option<(usize, usize)> = None;
        loop {
            let here = text.get(at).copied();
            match (self.pieces.get(piece), here) {
                (Some(Piece::Run), _) => {
                    last_run = Some((piece, at));
                    piece += 1;
                    continue;
                }
                (Some(Piece::One), Some(_)) => {
                    piece += 1;
                    at += 1;
                    continue;
                }
                (Some(Piece::Letter(own)), Some(other)) if self.is_letter(*own, other) => {
                    piece += 1;
                    at += 1;
                    continue;
                }
                (None, None) => return true,
                _ => {}
            }
            // Back to the last run, which takes one character more.
            let Some((run, from)) = last_run else { return false };
            if from >= text.len() {
                return false;
            }
            last_run = Some((run, from + 1));
            piece = run + 1;
            at = from + 1;
        }
    }

    /// Whether letters compare by case.
    pub(super) fn is_exact(&self) -> bool {
        self.case == Case::Exact
    }

    /// The same without regard to case. Patterns that differ in case only become the same.
    pub(super) fn folded(&self) -> Self {
        let letter = |piece: &Piece| match piece {
            Piece::Letter(letter) => Piece::Letter(fold(*letter)),
            other => *other,
        };
        Self::new(self.pieces.iter().map(letter).collect(), Case::Folded)
    }

    /// Whether texts of more than one spelling, case aside, meet the pattern.
    pub(super) fn has_wildcards(&self) -> bool {
        self.wildcards
    }

    /// A text that meets the pattern, with `filler` for its runs.
    pub(super) fn example(&self, filler: &str) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Letter(letter) => text.push(*letter),
                Piece::One => text.push('x'),
                Piece::Run => text.push_str(filler),
            }
        }
        text
    }
}

/// Texts, one for each combination of patterns that some text meets.
#[derive(Debug)]
pub(super) struct Explored {
    /// The shortest texts of each combination: as many as were asked for, or all that there are.
    pub(super) texts: Vec<String>,
    /// Whether there is no other combination.
    pub(super) complete: bool,
}

/// More steps than this, of one pattern by one letter, are not walked.
const MOST_STEPS: usize = 500_000;

/// Where every pattern stands after some text: pattern and piece, sorted.
type State = Vec<(usize, usize)>;

/// Finds `copies` different texts for every combination of patterns that can be met together and not met
/// together. `by_case`: texts that differ in case only are different, whatever the patterns say.
pub(super) fn explore(patterns: &[Pattern], copies: usize, by_case: bool) -> Explored {
    let fresh = fresh_letters(patterns, copies);
    let case_matters = by_case || patterns.iter().any(Pattern::is_exact);
    // Beyond ASCII more than two letters can be the same without regard to case; those are not all tried.
    let exotic = patterns.iter().any(|pattern| {
        pattern.case == Case::Folded
            && pattern.pieces.iter().any(|piece| matches!(piece, Piece::Letter(letter) if !letter.is_ascii()))
    });
    let complete = !(case_matters && exotic);
    let start = closed(patterns, (0..patterns.len()).map(|pattern| (pattern, 0)).collect());
    // A state, where it was reached from, and by which letter. Each is gone through once for every copy: the
    // shortest ways to a state lead over the shortest ways to the states before it.
    let mut states: Vec<(State, Option<(usize, char)>)> = vec![(start.clone(), None)];
    let mut known: HashMap<State, usize> = HashMap::from([(start, 1)]);
    let mut found: HashMap<Vec<usize>, usize> = HashMap::new();
    let mut texts = Vec::new();
    let (mut at, mut steps) = (0, 0);
    while let Some((state, _)) = states.get(at).cloned() {
        let copy = found.entry(accepted(patterns, &state)).or_default();
        if *copy < copies {
            *copy += 1;
            texts.push(spell(&states, at));
        }
        for letter in letters(patterns, &state, &fresh, case_matters) {
            steps += state.len() + 1;
            let next = closed(patterns, step(patterns, &state, letter));
            let ways = known.entry(next.clone()).or_default();
            if *ways >= copies {
                continue;
            }
            if steps >= MOST_STEPS {
                return Explored { texts, complete: false };
            }
            *ways += 1;
            states.push((next, Some((at, letter))));
        }
        at += 1;
    }
    Explored { texts, complete }
}

/// Which patterns the text so far meets.
fn accepted(patterns: &[Pattern], state: &State) -> Vec<usize> {
    state
        .iter()
        .filter(|(pattern, piece)| patterns.get(*pattern).is_some_and(|p| p.pieces.len() == *piece))
        .map(|(pattern, _)| *pattern)
        .collect()
}

/// The letters that some pattern waits for, and those that none does.
fn letters(patterns: &[Pattern], state: &State, fresh: &[char], case_matters: bool) -> Vec<char> {
    let mut letters = fresh.to_vec();
    for (pattern, piece) in state {
        let Some(pattern) = patterns.get(*pattern) else { continue };
        if let Some(Piece::Letter(letter)) = pattern.pieces.get(*piece) {
            letters.push(*letter);
            if pattern.case != Case::Exact && case_matters {
                letters.extend([letter.to_ascii_lowercase(), letter.to_ascii_uppercase()]);
                // The two letters beyond ASCII whose upper case is an ASCII letter.
                match letter.to_ascii_lowercase() {
                    'i' => letters.push('ı'),
                    's' => letters.push('ſ'),
                    _ => {}
                }
            }
        }
    }
    letters.sort_unstable();
    letters.dedup();
    letters
}

fn step(patterns: &[Pattern], state: &State, letter: char) -> State {
    let mut next = Vec::with_capacity(state.len());
    for (index, piece) in state {
        let Some(pattern) = patterns.get(*index) else { continue };
        match pattern.pieces.get(*piece) {
            Some(Piece::Run) => next.push((*index, *piece)),
            Some(Piece::One) => next.push((*index, piece + 1)),
            Some(Piece::Letter(own)) if pattern.is_letter(*own, letter) => next.push((*index, piece + 1)),
            _ => {}
        }
    }
    next
}

/// Adds the places behind runs, and drops places that a later run of the same pattern makes needless: whatever
/// would match from there also matches from the run.
fn closed(patterns: &[Pattern], mut state: State) -> State {
    let mut at = 0;
    while let Some((index, piece)) = state.get(at).copied() {
        let run = patterns.get(index).and_then(|p| p.pieces.get(piece)) == Some(&Piece::Run);
        // After a run comes something else, so this ends.
        if run {
            state.push((index, piece + 1));
        }
        at += 1;
    }
    let mut last_runs: HashMap<usize, usize> = HashMap::new();
    for (index, piece) in &state {
        if patterns.get(*index).and_then(|p| p.pieces.get(*piece)) == Some(&Piece::Run) {
            let last = last_runs.entry(*index).or_insert(*piece);
            *last = (*last).max(*piece);
        }
    }
    state.retain(|(index, piece)| last_runs.get(index).is_none_or(|last| piece >= last));
    state.sort_unstable();
    state.dedup();
    state
}

fn spell(states: &[(State, Option<(usize, char)>)], mut at: usize) -> String {
    let mut letters = Vec::new();
    while let Some((_, Some((from, letter)))) = states.get(at) {
        letters.push(*letter);
        at = *from;
    }
    letters.into_iter().rev().collect()
}

/// Letters that no pattern has, so that each stands for all such letters; no two are the same without regard
/// to case.
fn fresh_letters(patterns: &[Pattern], count: usize) -> Vec<char> {
    let used: HashSet<char> = patterns
        .iter()
        .flat_map(|p| &p.pieces)
        .filter_map(|piece| if let Piece::Letter(own) = piece { Some(fold(*own)) } else { None })
        .collect();
    let plain = "xyzqjkvwabcdefghilmnoprstu0123456789-_";
    // Beyond those, ideographs: they have no case.
    plain
        .chars()
        .chain('\u{4e00}'..'\u{9fff}')
        .filter(|letter| !used.contains(&fold(*letter)))
        .take(count)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_documented() {
        let like = |pattern, text| Pattern::like(pattern, false).matches(text);
        assert!(like("a*c?", "abcd") && !like("A*C?", "abcd") && !like("a*c", "abcd"));
        assert!(like("readonly/*", "readonly/a/b") && like("*", "") && !like("?", ""));
        assert!(like(r"a\*b", "a*b") && !like(r"a\*b", "axb") && like(r"\d", r"\d") && like("a\\", "a\\"));
        assert!(like("*ab*ab", "abxab") && !like("*ab*ab", "ab") && like("*aab", "aaab"));
        assert!(Pattern::like("É*a", true).matches("éxA") && !Pattern::action("é").matches("É"));
        assert!(
            Pattern::starts_with("ab", true).matches("ABc")
                && !Pattern::starts_with("ab", false).matches("ABc")
        );
        assert!(Pattern::action("*/write").matches("A/Write") && !Pattern::action("a?").matches("ab"));
    }

    /// All combinations that texts of up to five letters meet are found, and each text found meets its own.
    #[test]
    fn every_combination_is_found() {
        let sets: [&[Pattern]; 5] = [
            &[Pattern::like("*a*", false), Pattern::like("*b*", false), Pattern::like("??", false)],
            &[Pattern::equals("ab", true), Pattern::equals("ab", false), Pattern::starts_with("A", false)],
            &[Pattern::starts_with("ab", false), Pattern::starts_with("a", true), Pattern::like("*b", false)],
            &[Pattern::like("a*a", false), Pattern::like("*aa*", true), Pattern::like("a?b*", false)],
            &[],
        ];
        for patterns in sets {
            let explored = explore(patterns, 1, false);
            assert!(explored.complete);
            let signature = |text: &str| patterns.iter().map(|p| p.matches(text)).collect::<Vec<_>>();
            let mut found: Vec<_> = explored.texts.iter().map(|t| signature(t)).collect();
            found.sort();
            let mut all: Vec<Vec<bool>> = Vec::new();
            let mut texts = vec![String::new()];
            for _ in 0..6 {
                all.extend(texts.iter().map(|t| signature(t)));
                texts =
                    texts.iter().flat_map(|t| ["a", "b", "A", "B", "x"].map(|l| format!("{t}{l}"))).collect();
            }
            all.sort();
            all.dedup();
            assert_eq!(found, all, "{patterns:?}");
        }
    }

    #[test]
    fn too_long_a_walk_is_said() {
        let patterns: Vec<Pattern> =
            ('a'..='p').map(|letter| Pattern::like(&format!("*{letter}x*"), false)).collect();
        assert!(!explore(&patterns, 1, false).complete);
    }
}
