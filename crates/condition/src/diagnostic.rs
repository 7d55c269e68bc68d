//! What is wrong with a text, where, and how to mend it.
//!
//! Messages start in lower case, have no full stop, and put user text in backticks; what to do about it
//! goes into `help`, the place into `span`. A test walks every text that is produced.

use crate::span::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably not meant.
    Warning,
    /// Azure will refuse it, or it is certainly wrong.
    Error,
}

impl Severity {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Means the same, or what is certainly meant; may be applied automatically.
    Safe,
    /// Probably what is meant; changes what the condition allows, so a person decides.
    Unsafe,
    /// Shows the direction only; needs a person to finish it.
    ShowOnly,
}

impl Applicability {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::ShowOnly => "show-only",
        }
    }
}

/// Replaces one span of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// One way to mend a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as a button would say it.
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// Edits in order, not overlapping.
    pub edits: Vec<TextEdit>,
}

/// One problem with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `L01` to `L45` of the catalogue.
    pub code: &'static str,
    /// The rule's name in kebab case, named for the bad thing.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where.
    pub span: Span,
    /// How to mend it, best first.
    pub fixes: Vec<Fix>,
}

/// Applies edits to a text.
///
/// Edits are applied from the end; one that overlaps a later one or lies outside the text is left out,
/// so that the result is always built from whole edits.
#[must_use]
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> String {
    let mut ordered: Vec<&TextEdit> = edits.iter().collect();
    ordered.sort_by_key(|e| (e.span.start, e.span.end));
    let mut result = String::with_capacity(text.len());
    let mut place = 0;
    for edit in ordered {
        let Some(before) = text.get(place..edit.span.start) else { continue };
        if text.get(edit.span.range()).is_none() {
            continue;
        }
        result.push_str(before);
        result.push_str(&edit.replacement);
        place = edit.span.end;
    }
    result.push_str(text.get(place..).unwrap_or(""));
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, replacement: &str) -> TextEdit {
        TextEdit { span: Span::new(start, end), replacement: replacement.into() }
    }

    #[test]
    fn edits_apply_in_any_order_and_leave_the_rest_alone() {
        assert_eq!(apply_edits("abcdef", &[edit(4, 5, "E"), edit(1, 2, "B"), edit(6, 6, "!")]), "aBcdEf!");
        assert_eq!(apply_edits("abc", &[]), "abc");
    }

    #[test]
    fn an_overlapping_or_foreign_edit_is_left_out_whole() {
        assert_eq!(apply_edits("abcdef", &[edit(1, 3, "X"), edit(2, 4, "Y")]), "aXdef");
        assert_eq!(apply_edits("abc", &[edit(7, 9, "X")]), "abc");
    }
}
