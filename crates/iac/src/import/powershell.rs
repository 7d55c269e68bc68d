//! PowerShell: strings and here-strings, verbatim and expanded.
//! Azure: <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules>

use rolewright_condition::span::Span;
use tree_sitter::Node;

use super::script::{Shell, span};
use super::{Host, Import, script};
use crate::map::Decoded;

pub(super) const SHELL: Shell =
    Shell { host: Host::PowerShell, language: || tree_sitter_powershell::LANGUAGE.into(), decode };

pub(super) fn read(text: &str) -> Import {
    script::read(text, SHELL)
}

/// Whether some line begins as a PowerShell script with role assignments does.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        ["New-AzRole", "Set-AzRole", "param(", "@'", "@\""].iter().any(|w| line.starts_with(w))
            || line.starts_with('$') && line.split_once('=').is_some_and(|(name, _)| is_variable(name.trim()))
    })
}

fn is_variable(name: &str) -> bool {
    let name = name.strip_prefix('$').unwrap_or("");
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '.'))
}

fn decode(text: &str, node: Node<'_>) -> Option<(Decoded, bool)> {
    let whole = span(node);
    let mut out = Decoded::at(whole.start + 1);
    match node.kind() {
        "verbatim_string_characters" => {
            let end = whole.end.saturating_sub(1);
            doubled(text, Span::new(whole.start + 1, end), '\'', &mut out);
            Some((out, false))
        }
        "verbatim_here_string_characters" => {
            out.same(text, here(text, whole));
            Some((out, false))
        }
        "expandable_string_literal" => {
            let part = Span::new(whole.start + 1, whole.end.saturating_sub(1));
            let computed = expanded(text, node, part, true, &mut out);
            Some((out, computed))
        }
        "expandable_here_string_literal" => {
            let computed = expanded(text, node, here(text, whole), false, &mut out);
            Some((out, computed))
        }
        _ => None,
    }
}

/// What stands in a here-string: without the line of its opening and the line end before its closing.
fn here(text: &str, whole: Span) -> Span {
    let inner = whole.of(text);
    let start = inner.find('\n').map_or(2, |line| line + 1);
    let body = inner.get(start..inner.len().saturating_sub(2)).unwrap_or("");
    let end = body.strip_suffix('\n').map_or(body, |b| b.strip_suffix('\r').unwrap_or(b)).len();
    Span::new(whole.start + start, whole.start + start + end)
}

/// A text in which variables and `$(…)` are filled in; these are kept as they are. A variable that nobody sets is
/// nothing, and `$key_case_sensitive` is one: it is what becomes of the suffix of an attribute.
fn expanded(text: &str, node: Node<'_>, part: Span, quoted: bool, out: &mut Decoded) -> bool {
    let mut at = part.start;
    let mut computed = false;
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        let own = span(child);
        if !matches!(child.kind(), "variable" | "sub_expression") || own.start < at || own.end > part.end {
            continue;
        }
        backticks(text, Span::new(at, own.start), quoted, out);
        if own.of(text) == "$key_case_sensitive" {
            out.escaped("", own);
        } else {
            computed = true;
            out.same(text, own);
        }
        at = own.end;
    }
    backticks(text, Span::new(at, part.end), quoted, out);
    computed
}

fn doubled(text: &str, part: Span, quote: char, out: &mut Decoded) {
    let pair = [quote, quote].iter().collect::<String>();
    let mut at = part.start;
    while let Some(found) = Span::new(at, part.end).of(text).find(&pair) {
        out.same(text, Span::new(at, at + found));
        let both = Span::new(at + found, at + found + pair.len());
        out.escaped_char(quote, both);
        at = both.end;
    }
    out.same(text, Span::new(at, part.end));
}

fn backticks(text: &str, part: Span, quoted: bool, out: &mut Decoded) {
    let mut plain = part.start;
    while let Some(found) = Span::new(plain, part.end).of(text).find('`') {
        let here = plain + found;
        literal(text, Span::new(plain, here), quoted, out);
        let Some(next) = Span::new(here + 1, part.end).of(text).chars().next() else {
            plain = here;
            break;
        };
        let whole = Span::new(here, here + 1 + next.len_utf8());
        match next {
            'n' => out.escaped_char('\n', whole),
            'r' => out.escaped_char('\r', whole),
            't' => out.escaped_char('\t', whole),
            '\n' => out.escaped("", whole),
            other => out.escaped_char(other, whole),
        }
        plain = whole.end;
    }
    literal(text, Span::new(plain, part.end), quoted, out);
}

fn literal(text: &str, part: Span, quoted: bool, out: &mut Decoded) {
    if quoted { doubled(text, part, '"', out) } else { out.same(text, part) }
}
