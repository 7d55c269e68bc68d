//! How new text is spaced: like its neighbours, else as the portal does.

use crate::diagnostic::TextEdit;
use crate::span::Span;
use crate::syntax::ast::Condition;
use crate::syntax::token::TokenKind;

/// An insertion.
pub(super) fn insert(at: usize, text: impl Into<String>) -> TextEdit {
    TextEdit { span: Span::at(at), replacement: text.into() }
}

/// A replacement.
pub(super) fn replace(span: Span, text: impl Into<String>) -> TextEdit {
    TextEdit { span, replacement: text.into() }
}

/// The line end that a text uses.
pub(super) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Whether a text is laid out over several lines; a new one will be.
pub(super) fn is_multi_line(text: &str) -> bool {
    text.trim().is_empty() || text.contains('\n')
}

/// The white space before `at`, if nothing else stands before it on its line.
pub(super) fn own_line(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    before.get(start..).filter(|indent| indent.trim().is_empty())
}

/// The white space at the start of the line that holds `at`.
pub(super) fn indent_of_line(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = text.get(start..).unwrap_or("");
    let width = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..width).unwrap_or("")
}

/// A connector between two neighbours of which the first begins at `at`: on its own line where they have
/// lines of their own.
pub(super) fn connector_after(text: &str, at: usize, keyword: &str) -> String {
    match own_line(text, at).filter(|_| text.contains('\n')) {
        Some(indent) => {
            let newline = newline(text);
            format!("{newline}{indent}{keyword}{newline}{indent}")
        }
        None => format!(" {keyword} "),
    }
}

/// What stands between two neighbours, with another word in it.
pub(super) fn connector_like(between: &str, keyword: &str) -> Option<String> {
    let lead = between.len() - between.trim_start().len();
    let trail = between.trim_end().len();
    let written = between.get(lead..trail)?;
    let symbols = matches!(written, "&&" | "||");
    if !symbols && !written.eq_ignore_ascii_case("AND") && !written.eq_ignore_ascii_case("OR") {
        return None;
    }
    let space = |space: &str| if space.is_empty() { " ".to_owned() } else { space.to_owned() };
    let word = if symbols { symbol(keyword) } else { keyword };
    Some(format!("{}{word}{}", space(between.get(..lead)?), space(between.get(trail..)?)))
}

/// `&&` for `AND`.
pub(super) fn symbol(keyword: &str) -> &'static str {
    if keyword == "AND" { "&&" } else { "||" }
}

/// The text of a span as it reads when its lines are indented by `to` and not by `from`.
pub(super) fn shifted(condition: &Condition, span: Span, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(span.len());
    for token in condition.tokens.iter().filter(|t| span.contains(t.span)) {
        let text = token.span.of(&condition.text);
        if token.kind != TokenKind::Whitespace || !text.contains('\n') || from == to {
            out.push_str(text);
            continue;
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                out.push('\n');
                match line.strip_prefix(from) {
                    Some(deeper) => {
                        out.push_str(to);
                        out.push_str(deeper);
                    }
                    None => out.push_str(line),
                }
            } else {
                out.push_str(line);
            }
        }
    }
    out
}

/// Keeps words apart, cuts off what stays the same, and drops an edit that changes nothing.
pub(super) fn settle(text: &str, edit: TextEdit) -> Option<TextEdit> {
    let TextEdit { mut span, mut replacement } = edit;
    let before = text.get(..span.start)?.chars().next_back();
    let after = text.get(span.end..)?.chars().next();
    let first = replacement.chars().next().or(after);
    if touch(before, first) && (!replacement.is_empty() || !span.is_empty()) {
        replacement.insert(0, ' ');
    }
    if touch(replacement.chars().next_back(), after) {
        replacement.push(' ');
    }
    let old = span.of(text);
    let prefix: usize =
        old.chars().zip(replacement.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old, new) = (old.get(prefix..)?, replacement.get(prefix..)?.to_owned());
    let suffix: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    span = Span::new(span.start + prefix, span.end - suffix);
    replacement = new.get(..new.len() - suffix)?.to_owned();
    (!span.is_empty() || !replacement.is_empty()).then_some(TextEdit { span, replacement })
}

/// Whether two characters would run into one word.
fn touch(left: Option<char>, right: Option<char>) -> bool {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '*' | '$');
    left.is_some_and(word) && right.is_some_and(|c| word(c) || c == '@')
}
