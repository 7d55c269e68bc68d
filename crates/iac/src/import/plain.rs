//! Plain text: a condition alone, or conditions inside notes, scripts and Markdown, found by their words.

use rolewright_condition::span::Span;
use rolewright_condition::syntax::lexer::lex;
use rolewright_condition::syntax::token::TokenKind;

use super::{Host, Import, Imported, has_marks, has_placeholder, imported};
use crate::map::Decoded;

/// Where the JSON body of a pasted HTTP request begins, if the text is one.
pub(super) fn http_body(text: &str) -> Option<usize> {
    let first = text.trim_start().lines().next()?;
    let (method, address) = first.split_once(' ')?;
    if !["PUT", "POST", "PATCH"].contains(&method) || !address.starts_with(['h', '/', '{']) {
        return None;
    }
    let blank =
        text.find("\n\n").map(|i| i + 2).into_iter().chain(text.find("\r\n\r\n").map(|i| i + 4)).min()?;
    Some(blank)
}

/// Whether the text is Markdown with fenced blocks.
pub(super) fn has_fences(text: &str) -> bool {
    text.lines().filter(|line| line.trim_start().starts_with("```")).count() > 1
}

/// Reads a text that is no known language.
pub(super) fn read(text: &str) -> Import {
    if text.trim().is_empty() {
        return Import::default();
    }
    let mut found = fenced(text);
    if found.is_empty() && starts_like_condition(text) {
        return Import::of(vec![part(text, Span::new(0, text.len()))]);
    }
    if found.is_empty() {
        found = search(text, Span::new(0, text.len()));
    }
    // A short text without any mark is somebody's first try at a condition, not prose to search.
    if found.is_empty() && !text.trim().contains("\n\n") && lex_errors_are_few(text) {
        found.push(part(text, Span::new(0, text.len())));
    }
    Import::of(found)
}

pub(super) fn part(text: &str, span: Span) -> Imported {
    let mut decoded = Decoded::at(span.start);
    decoded.same(text, span);
    let template = has_placeholder(&decoded.text);
    imported(decoded, Host::Plain, "condition", None, template)
}

/// Whether the condition found at byte `start` begins a paragraph, or is quoted or named by what stands before
/// it, as in notes and scripts. Any other text before it makes the whole a condition with a mistake.
pub(super) fn stands_apart(text: &str, start: usize) -> bool {
    let before = Span::new(0, start).of(text);
    let line = |found: &str| found.trim().is_empty();
    let paragraph = before.lines().rev().take_while(|l| !line(l));
    let paragraph: Vec<&str> = paragraph.collect();
    paragraph.is_empty() || before.trim_end().ends_with(['"', '\'', '`', '=', ':'])
}

/// Whether the first word is one that a condition begins with.
pub(super) fn starts_like_condition(text: &str) -> bool {
    let start = text.trim_start();
    let starts = start.starts_with(['(', '!', '@', '{'])
        || ["NOT ", "Exists ", "NotExists ", "ActionMatches", "SubOperationMatches"]
            .iter()
            .any(|w| start.starts_with(w));
    starts && (has_marks(text) || lex_errors_are_few(text))
}

/// Whether most of the text is made of what conditions are made of.
fn lex_errors_are_few(text: &str) -> bool {
    let lexed = lex(text);
    let counts = |wanted: &dyn Fn(TokenKind) -> bool| lexed.tokens.iter().filter(|t| wanted(t.kind)).count();
    let strange = counts(&|k| matches!(k, TokenKind::Word | TokenKind::Unknown));
    let known = counts(&|k| !k.is_trivia() && !matches!(k, TokenKind::Word | TokenKind::Unknown));
    known > strange
}

/// Conditions in the fenced blocks of a Markdown text, each read as the language it says or seems to be.
fn fenced(text: &str) -> Vec<Imported> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_start().strip_prefix("```");
        match (&open, fence) {
            (None, Some(info)) => open = Some((at + line.len(), info.trim().to_ascii_lowercase())),
            (Some((start, info)), Some(_)) => {
                let block = Span::new(*start, at);
                let name = match info.as_str() {
                    "hcl" | "terraform" | "tf" => Some("x.tf"),
                    "bicep" => Some("x.bicep"),
                    "json" | "jsonc" => Some("x.json"),
                    _ => None,
                };
                let inside = super::import(block.of(text), name);
                found.extend(inside.conditions.into_iter().map(|c| moved(c, block.start)));
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    found
}

/// The same condition, read from a block that begins at byte `by` of the text.
fn moved(condition: Imported, by: usize) -> Imported {
    Imported { map: condition.map.shifted(by), ..condition }
}

/// Finds conditions by their words in a part of a text; nothing is unescaped.
pub(super) fn search(text: &str, within: Span) -> Vec<Imported> {
    let mut found = Vec::new();
    let mut at = within.start;
    while let Some(mark) = next_mark(Span::new(at, within.end).of(text)) {
        let start = start_before(text, at, at + mark);
        let length = extent(Span::new(start, within.end).of(text));
        at = start + length.max(1).max(mark.saturating_sub(start - at) + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        if length > 0 {
            found.push(part(text, Span::new(start, start + length)));
        }
    }
    found
}

pub(super) fn next_mark(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    ["actionmatches", "suboperationmatches", "@request[", "@resource[", "@principal[", "@environment["]
        .iter()
        .filter_map(|mark| lower.find(mark))
        .min()
}

/// Goes back from a mark over what may stand before it: parentheses, negations, white space.
fn start_before(text: &str, least: usize, mark: usize) -> usize {
    let mut start = mark;
    let mut seen = mark;
    loop {
        let before = Span::new(least, seen).of(text);
        let trimmed = before.trim_end();
        if trimmed.ends_with(['(', '!']) {
            seen = least + trimmed.len() - 1;
            start = seen;
        } else if let Some(word) = ["NOT", "Exists"].iter().find(|w| trimmed.ends_with(*w)) {
            seen = least + trimmed.len() - word.len();
            start = seen;
        } else {
            return start;
        }
    }
}

/// How much of the text, from its first byte, reads as one condition.
fn extent(text: &str) -> usize {
    #[derive(Clone, Copy, PartialEq)]
    enum Want {
        Operand,
        Operator,
        Right,
        Connector,
    }
    let (mut want, mut depth, mut whole, mut last) = (Want::Operand, 0usize, 0, 0);
    let mut braces = 0usize;
    for token in &lex(text).tokens {
        let kind = token.kind;
        if kind.is_trivia() {
            continue;
        }
        if braces > 0 {
            match kind {
                TokenKind::LeftBrace => braces += 1,
                TokenKind::RightBrace => braces -= 1,
                _ => {}
            }
        } else {
            want = match (want, kind) {
                (Want::Operand, TokenKind::LeftParen) => {
                    depth += 1;
                    Want::Operand
                }
                (Want::Connector, TokenKind::RightParen) if depth > 0 => {
                    depth -= 1;
                    Want::Connector
                }
                (Want::Operand, TokenKind::Not) => Want::Operand,
                (
                    Want::Operand,
                    TokenKind::Exists
                    | TokenKind::NotExists
                    | TokenKind::ActionMatches
                    | TokenKind::SubOperationMatches,
                ) => Want::Right,
                (Want::Connector, TokenKind::And | TokenKind::Or) => Want::Operand,
                (Want::Operator, TokenKind::Word) => Want::Right,
                (Want::Right | Want::Operand, TokenKind::LeftBrace) => {
                    braces = 1;
                    if want == Want::Right { Want::Connector } else { Want::Operator }
                }
                (
                    Want::Right | Want::Operand,
                    TokenKind::Attribute
                    | TokenKind::String
                    | TokenKind::Integer
                    | TokenKind::Guid
                    | TokenKind::Boolean
                    | TokenKind::Placeholder,
                ) => {
                    if want == Want::Right {
                        Want::Connector
                    } else {
                        Want::Operator
                    }
                }
                _ => break,
            };
        }
        last = token.span.end;
        if want == Want::Connector && depth == 0 && braces == 0 {
            whole = last;
        }
    }
    if whole > 0 { whole } else { last }
}
