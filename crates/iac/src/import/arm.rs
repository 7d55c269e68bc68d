//! ARM template expressions (`[concat('…', parameters('x'))]`): the conditions in their literals, with what is
//! computed kept as placeholders.
//! Azure: <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions>

use rolewright_condition::span::Span;

use super::has_marks;
use crate::map::{Decoded, SourceMap};

/// Calls deeper in each other are kept as placeholders.
const DEEPEST: usize = 64;

/// The conditions in an expression, its brackets included. `map` says where the expression's bytes stand.
pub(super) fn conditions(expression: &str, map: &SourceMap) -> Vec<Decoded> {
    let inner = Span::new(1, expression.len().saturating_sub(1));
    let mut found = Vec::new();
    Reader { text: expression, map }.collect(inner, 0, &mut found);
    found
}

struct Reader<'a> {
    text: &'a str,
    map: &'a SourceMap,
}

impl Reader<'_> {
    /// The conditions in one expression: a whole `concat` or `format` where that makes one, else the literals
    /// that are one by themselves.
    fn collect(&self, part: Span, depth: usize, found: &mut Vec<Decoded>) {
        let part = trim(self.text, part);
        let call = if depth < DEEPEST { self.call(part) } else { None };
        match (self.value(part, depth), call) {
            (Some(decoded), _) if has_marks(&decoded.text) => found.push(decoded),
            (None, Some((_, arguments))) => {
                arguments.into_iter().for_each(|a| self.collect(a, depth + 1, found))
            }
            _ => {}
        }
    }

    /// The text that an expression gives, if it is a literal or joins some.
    fn value(&self, part: Span, depth: usize) -> Option<Decoded> {
        let part = trim(self.text, part);
        let mut out = Decoded::at(self.map.place(part.start));
        if self.is_literal(part) {
            self.literal(part, &mut out);
            return Some(out);
        }
        if depth >= DEEPEST {
            return None;
        }
        let (name, arguments) = self.call(part)?;
        if name.eq_ignore_ascii_case("concat") {
            arguments.iter().for_each(|a| self.append(*a, depth + 1, &mut out));
            return Some(out);
        }
        let [first, rest @ ..] = arguments.as_slice() else { return None };
        if !name.eq_ignore_ascii_case("format") || !self.is_literal(trim(self.text, *first)) {
            return None;
        }
        let mut pattern = Decoded::at(0);
        self.literal(trim(self.text, *first), &mut pattern);
        let (pattern, map) = pattern.finish();
        self.format((&pattern, &map), rest, depth + 1, &mut out);
        Some(out)
    }

    /// Adds an argument: a literal's text, or a placeholder for what is computed.
    fn append(&self, part: Span, depth: usize, out: &mut Decoded) {
        let part = trim(self.text, part);
        match self.value(part, depth) {
            Some(decoded) => {
                let (text, map) = decoded.finish();
                out.copy(&map, &text, Span::new(0, text.len()));
            }
            None => {
                let place = self.map.span(part);
                out.escaped("${", Span::at(place.start));
                out.copy(self.map, self.text, part);
                out.escaped("}", Span::at(place.end));
            }
        }
    }

    /// Fills `{0}` of a format text; `{{` and `}}` are braces.
    fn format(
        &self,
        (pattern, map): (&str, &SourceMap),
        arguments: &[Span],
        depth: usize,
        out: &mut Decoded,
    ) {
        let mut at = 0;
        while let Some(rest) = pattern.get(at..).filter(|r| !r.is_empty()) {
            let hole = rest.strip_prefix('{').and_then(|r| r.split_once('}')).map(|(n, _)| n);
            let number =
                hole.and_then(|n| n.split([':', ',']).next()).and_then(|n| n.trim().parse::<usize>().ok());
            let len = if rest.starts_with("{{") || rest.starts_with("}}") {
                out.copy(map, pattern, Span::new(at, at + 1));
                2
            } else if let (Some(hole), Some(argument)) = (hole, number.and_then(|n| arguments.get(n))) {
                self.append(*argument, depth, out);
                hole.len() + 2
            } else {
                let len = rest.chars().next().map_or(1, char::len_utf8);
                out.copy(map, pattern, Span::new(at, at + len));
                len
            };
            at += len;
        }
    }

    fn is_literal(&self, part: Span) -> bool {
        let text = part.of(self.text);
        text.starts_with('\'') && literal_end(text) == Some(text.len())
    }

    /// Adds a literal's text; two quotes in it are one.
    fn literal(&self, part: Span, out: &mut Decoded) {
        let mut at = part.start + 1;
        let end = part.end.saturating_sub(1);
        while let Some(quote) = Span::new(at, end).of(self.text).find("''") {
            out.copy(self.map, self.text, Span::new(at, at + quote));
            let pair = Span::new(at + quote, at + quote + 2);
            out.escaped("'", self.map.span(pair));
            at = pair.end;
        }
        out.copy(self.map, self.text, Span::new(at, end));
    }

    /// The name and arguments, if the expression is a call and nothing else.
    fn call(&self, part: Span) -> Option<(String, Vec<Span>)> {
        let text = part.of(self.text);
        let open = text.find('(')?;
        let name = text.get(..open)?.trim();
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_')) {
            return None;
        }
        let mut arguments = Vec::new();
        let (mut depth, mut start, mut at) = (0usize, open + 1, open);
        while let Some(rest) = text.get(at..) {
            let c = rest.chars().next()?;
            match c {
                '\'' => {
                    at += literal_end(rest)?;
                    continue;
                }
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        arguments.push(Span::new(part.start + start, part.start + at));
                        return (at + 1 == text.len()).then(|| (name.to_owned(), arguments));
                    }
                }
                ',' if depth == 1 => {
                    arguments.push(Span::new(part.start + start, part.start + at));
                    start = at + 1;
                }
                _ => {}
            }
            at += c.len_utf8();
        }
        None
    }
}

/// The length of the literal that the text begins with.
fn literal_end(text: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        let quote = at + text.get(at..)?.find('\'')?;
        if text.get(quote + 1..).is_some_and(|t| t.starts_with('\'')) {
            at = quote + 2;
        } else {
            return Some(quote + 1);
        }
    }
}

fn trim(text: &str, part: Span) -> Span {
    let inner = part.of(text);
    let start = part.start + (inner.len() - inner.trim_start().len());
    Span::new(start, start + inner.trim().len())
}
