//! Terraform's texts unescaped: quoted, heredoc, with interpolations and directives.
//! <https://developer.hashicorp.com/terraform/language/expressions/strings>

use hcl_edit::Span as _;
use hcl_edit::template::{Directive, Element};
use rolewright_condition::span::Span;

use crate::map::Decoded;

/// A part of a template.
#[derive(Clone, Copy)]
struct Part {
    span: Span,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Text with escapes.
    Literal,
    /// `${…}`, kept as it is.
    Interpolation,
    /// `%{ for … }…%{ endfor }`, kept as one placeholder.
    Loop,
}

/// A text in quotes without anything computed.
pub(super) fn literal(text: &str, span: Span) -> Decoded {
    let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
    let mut decoded = Decoded::at(inner.start);
    unescape(text, inner, true, &mut decoded);
    decoded
}

/// A text in quotes.
pub(super) fn quoted<'e>(text: &str, span: Span, elements: impl Iterator<Item = &'e Element>) -> Decoded {
    let mut decoded = Decoded::at(span.start + 1);
    for part in parts(elements) {
        push(text, part, true, &mut decoded);
    }
    decoded
}

/// A heredoc. `<<-` takes the smallest indentation off every line that is not blank; a line that begins with an
/// interpolation has none.
pub(super) fn heredoc<'e>(text: &str, span: Span, elements: impl Iterator<Item = &'e Element>) -> Decoded {
    let opening = span.of(text);
    let strip = opening.starts_with("<<-");
    let mut decoded = Decoded::at(span.start + opening.find('\n').map_or(opening.len(), |i| i + 1));
    let lines: Vec<Part> = parts(elements).into_iter().flat_map(|part| split(text, part)).collect();
    let mut starts = Vec::new();
    let mut line_start = true;
    for part in &lines {
        let line = part.span.of(text);
        let ends = part.kind == Kind::Literal && line.ends_with('\n');
        starts.push(line_start && !(ends && line.trim().is_empty()));
        line_start = ends;
    }
    let width = |part: &Part| match part.kind {
        Kind::Literal => part.span.of(text).chars().take_while(|c| c.is_whitespace()).count(),
        _ => 0,
    };
    let least =
        lines.iter().zip(&starts).filter(|(_, starts)| **starts).map(|(p, _)| width(p)).min().unwrap_or(0);
    for (mut part, starts) in lines.into_iter().zip(starts) {
        if strip && starts && part.kind == Kind::Literal {
            part.span.start += part.span.of(text).chars().take(least).map(char::len_utf8).sum::<usize>();
        }
        push(text, part, false, &mut decoded);
    }
    decoded
}

/// The parts of a template. Of `%{ if … }` the first branch is taken as if it were there without the directive:
/// whether it is cannot be known, and both would stand side by side.
fn parts<'e>(elements: impl Iterator<Item = &'e Element>) -> Vec<Part> {
    let mut out = Vec::new();
    for element in elements {
        let Some(range) = element.span() else { continue };
        let span = Span::new(range.start, range.end);
        match element {
            Element::Literal(_) => out.push(Part { span, kind: Kind::Literal }),
            Element::Interpolation(_) => out.push(Part { span, kind: Kind::Interpolation }),
            Element::Directive(directive) => match directive.as_ref() {
                Directive::If(directive) => out.extend(parts(directive.if_expr.template.iter())),
                Directive::For(_) => out.push(Part { span, kind: Kind::Loop }),
            },
        }
    }
    out
}

/// A literal part line by line, line ends included.
fn split(text: &str, part: Part) -> Vec<Part> {
    if part.kind != Kind::Literal {
        return vec![part];
    }
    let mut start = part.span.start;
    let line = |line: &str| {
        let span = Span::new(start, start + line.len());
        start = span.end;
        Part { span, ..part }
    };
    part.span.of(text).split_inclusive('\n').map(line).collect()
}

fn push(text: &str, part: Part, backslashes: bool, out: &mut Decoded) {
    match part.kind {
        Kind::Literal => unescape(text, part.span, backslashes, out),
        Kind::Interpolation => out.same(text, part.span),
        Kind::Loop => {
            out.escaped("${", Span::at(part.span.start));
            out.same(text, part.span);
            out.escaped("}", Span::at(part.span.end));
        }
    }
}

/// Unescapes a literal part: `$${` and `%%{` everywhere, backslashes in quotes only.
fn unescape(text: &str, part: Span, backslashes: bool, out: &mut Decoded) {
    let mut at = part.start;
    let mut plain = part.start;
    loop {
        let rest = Span::new(at, part.end).of(text);
        let Some(first) = rest.chars().next() else { break };
        let escape = if rest.starts_with("$${") || rest.starts_with("%%{") {
            Some((3, first.to_string() + "{"))
        } else if backslashes && first == '\\' {
            backslash(rest).map(|(len, c)| (len, c.to_string()))
        } else {
            None
        };
        at = match escape {
            Some((len, value)) => {
                out.same(text, Span::new(plain, at));
                out.escaped(&value, Span::new(at, at + len));
                plain = at + len;
                plain
            }
            None => at + first.len_utf8(),
        };
    }
    out.same(text, Span::new(plain, part.end));
}

fn backslash(rest: &str) -> Option<(usize, char)> {
    let number = |digits: &str| char::from_u32(u32::from_str_radix(digits, 16).ok()?);
    match rest.chars().nth(1)? {
        'n' => Some((2, '\n')),
        'r' => Some((2, '\r')),
        't' => Some((2, '\t')),
        c @ ('"' | '\\') => Some((2, c)),
        'u' => Some((6, number(rest.get(2..6)?)?)),
        'U' => Some((10, number(rest.get(2..10)?)?)),
        _ => None,
    }
}
