//! Bash, and the Azure CLI scripts written in it: quotes, heredocs and expansions.
//! <https://www.gnu.org/software/bash/manual/html_node/Quoting.html>

use rolewright_condition::span::Span;
use tree_sitter::Node;

use super::script::{Shell, span};
use super::{Host, Import, script};
use crate::map::Decoded;

pub(super) const SHELL: Shell =
    Shell { host: Host::Bash, language: || tree_sitter_bash::LANGUAGE.into(), decode };

pub(super) fn read(text: &str) -> Import {
    script::read(text, SHELL)
}

/// Whether some line begins as a script with Azure CLI commands does.
pub(super) fn looks_like(text: &str) -> bool {
    text.starts_with("#!")
        || text.lines().any(|line| {
            ["az role ", "az rest ", "az deployment "].iter().any(|w| line.trim_start().starts_with(w))
        })
}

fn decode(text: &str, node: Node<'_>) -> Option<(Decoded, bool)> {
    let mut decoded = Decoded::at(node.start_byte());
    let mut computed = false;
    match node.kind() {
        "concatenation" => {
            let mut cursor = node.walk();
            let parts: Vec<Node<'_>> = node.children(&mut cursor).collect();
            if !parts.iter().any(|part| is_text(*part)) {
                return None;
            }
            for part in parts {
                piece(text, part, &mut decoded, &mut computed);
            }
        }
        "heredoc_body" => heredoc(text, node, &mut decoded, &mut computed),
        _ if is_text(node) => piece(text, node, &mut decoded, &mut computed),
        _ => return None,
    }
    Some((decoded, computed))
}

fn is_text(node: Node<'_>) -> bool {
    matches!(node.kind(), "string" | "raw_string" | "ansi_c_string" | "translated_string")
}

fn piece(text: &str, node: Node<'_>, out: &mut Decoded, computed: &mut bool) {
    let whole = span(node);
    let cut = |start: usize| Span::new(whole.start + start, whole.end.saturating_sub(1));
    match node.kind() {
        "raw_string" => out.same(text, cut(1)),
        "ansi_c_string" => ansi_c(text, cut(2), out),
        "translated_string" => {
            let mut cursor = node.walk();
            for inner in node.children(&mut cursor).filter(|c| c.kind() == "string") {
                piece(text, inner, out, computed);
            }
        }
        "string" => expanded(text, node, cut(1), "\"$`\\", out, computed),
        "word" => backslashes(text, whole, None, out),
        _ => {
            *computed = true;
            out.same(text, whole);
        }
    }
}

fn heredoc(text: &str, node: Node<'_>, out: &mut Decoded, computed: &mut bool) {
    let start = node.parent().and_then(|redirect| {
        let mut cursor = redirect.walk();
        redirect.children(&mut cursor).find(|c| c.kind() == "heredoc_start").map(|c| span(c).of(text))
    });
    // The line end before the closing word is the heredoc's and not the condition's.
    let whole = span(node);
    let body = whole.of(text);
    let body = body.strip_suffix('\n').map_or(body, |b| b.strip_suffix('\r').unwrap_or(b));
    let part = Span::new(whole.start, whole.start + body.len());
    if start.is_some_and(|start| start.contains(['\'', '"', '\\'])) {
        out.same(text, part);
    } else {
        expanded(text, node, part, "$`\\", out, computed);
    }
}

/// A text in which the shell expands. A variable without a value is left out, and `$key_case_sensitive` never has
/// one: it is what becomes of the suffix of an attribute.
fn expanded(text: &str, node: Node<'_>, part: Span, escaped: &str, out: &mut Decoded, computed: &mut bool) {
    let mut at = part.start;
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        let expands = matches!(
            child.kind(),
            "simple_expansion" | "expansion" | "command_substitution" | "arithmetic_expansion"
        );
        if !expands || child.start_byte() < at {
            continue;
        }
        backslashes(text, Span::new(at, child.start_byte()), Some(escaped), out);
        let own = span(child);
        if own.of(text) == "$key_case_sensitive" {
            out.escaped("", own);
        } else {
            *computed = true;
            out.same(text, own);
        }
        at = own.end;
    }
    backslashes(text, Span::new(at, part.end), Some(escaped), out);
}

/// Takes backslashes off: before the characters given, or before any; one before a line end goes with it.
fn backslashes(text: &str, part: Span, escaped: Option<&str>, out: &mut Decoded) {
    let mut plain = part.start;
    let mut at = part.start;
    while let Some(found) = Span::new(at, part.end).of(text).find('\\') {
        let here = at + found;
        let Some(next) = Span::new(here + 1, part.end).of(text).chars().next() else { break };
        let whole = Span::new(here, here + 1 + next.len_utf8());
        if next == '\n' || escaped.is_none_or(|set| set.contains(next)) {
            out.same(text, Span::new(plain, here));
            if next == '\n' {
                out.escaped("", whole);
            } else {
                out.escaped_char(next, whole);
            }
            plain = whole.end;
        }
        at = whole.end;
    }
    out.same(text, Span::new(plain, part.end));
}

/// `$'…'`
fn ansi_c(text: &str, part: Span, out: &mut Decoded) {
    let mut plain = part.start;
    while let Some(found) = Span::new(plain, part.end).of(text).find('\\') {
        let here = plain + found;
        out.same(text, Span::new(plain, here));
        let rest = Span::new(here + 1, part.end).of(text);
        let Some(next) = rest.chars().next() else {
            plain = here;
            break;
        };
        let hex = |digits: usize| {
            let length = rest.chars().skip(1).take(digits).take_while(char::is_ascii_hexdigit).count();
            let value = u32::from_str_radix(rest.get(1..=length)?, 16).ok()?;
            Some((1 + length, char::from_u32(value)?))
        };
        let (length, c) = match next {
            'n' => (1, '\n'),
            'r' => (1, '\r'),
            't' => (1, '\t'),
            'x' => hex(2).unwrap_or((1, 'x')),
            'u' => hex(4).unwrap_or((1, 'u')),
            'U' => hex(8).unwrap_or((1, 'U')),
            other => (other.len_utf8(), other),
        };
        out.escaped_char(c, Span::new(here, here + 1 + length));
        plain = here + 1 + length;
    }
    out.same(text, Span::new(plain, part.end));
}
