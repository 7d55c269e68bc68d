//! `@Source[…]` as one token, and what people write instead: other brackets, none, quotes, a gap, no `@`.

use crate::diagnostic::{Applicability, Fix, TextEdit};
use crate::span::Span;
use crate::syntax::ast::Source;
use crate::syntax::lexer::Lexer;
use crate::syntax::placeholder;
use crate::syntax::token::TokenKind;

impl Lexer<'_> {
    /// `@Source[ text ]`; `at` is false where the `@` was forgotten.
    pub(super) fn attribute(&mut self, at: bool) {
        let rest = self.rest();
        let blanks =
            |from: usize| rest.get(from..).map_or(0, |t| t.len() - t.trim_start_matches([' ', '\t']).len());
        let letters = |from: usize| {
            let other = |c: char| !c.is_ascii_alphanumeric();
            rest.get(from..).map_or(0, |t| t.find(other).unwrap_or(t.len()))
        };
        let brackets = |from: usize| rest.get(from..).is_some_and(|t| t.starts_with('['));
        let mut lead = usize::from(at);
        // `@ Resource[…]`: only a source in front of a bracket makes the gap one inside an attribute.
        let gap = blanks(lead);
        if gap > 0 && letters(lead + gap) > 0 && brackets(lead + gap + letters(lead + gap)) {
            lead += gap;
        }
        let named = lead + letters(lead);
        let behind = if named == lead { 0 } else { blanks(named) };
        let open = if brackets(named + behind) { named + behind } else { named };
        if !brackets(open) {
            match source_before(rest.get(lead..named).unwrap_or("")) {
                Some(source) if at => self.without_brackets(lead + source.as_str().len(), source),
                _ => {
                    self.push(TokenKind::Unknown, open);
                }
            }
            return;
        }
        let start = self.place;
        let source = rest.get(lead..named).unwrap_or("").to_owned();
        if let Some(quotes) = quoted_name(rest, open + 1) {
            let span = self.push(TokenKind::Attribute, quotes.end + 2);
            let name = Span::new(start + quotes.start + 1, start + quotes.end).of(self.text);
            let written = format!("@{source}[{name}]");
            self.attribute_error(
                span,
                "an attribute's name stands in quotes".into(),
                "write the name between the brackets as it is",
                ("remove the quotes", vec![TextEdit { span, replacement: written }]),
            );
            return;
        }
        match attribute_end(rest, open + 1) {
            Ok(end) => {
                self.push(TokenKind::Attribute, end);
            }
            Err(end) => {
                let span = self.push(TokenKind::Attribute, end);
                let shown = span.of(self.text).to_owned();
                let close = TextEdit { span: Span::at(span.end), replacement: "]".into() };
                self.attribute_error(
                    span,
                    format!("attribute `{shown}` is never closed"),
                    "write `]` after the attribute's name",
                    ("close the attribute with `]`", vec![close]),
                );
            }
        }
        for (from, to) in [(usize::from(at), lead), (named, open)] {
            if to > from {
                let gap = Span::new(start + from, start + to);
                let close = TextEdit { span: gap, replacement: String::new() };
                self.attribute_error(
                    gap,
                    "white space stands inside an attribute".into(),
                    "write `@`, the source and `[` in one piece, as in `@Resource[…]`",
                    ("close the gap", vec![close]),
                );
            }
        }
        if !at {
            let span = Span::new(start, self.place);
            let edit = TextEdit { span: Span::at(start), replacement: "@".into() };
            self.attribute_error(
                span,
                format!("attribute source `{source}` lacks its `@`"),
                "write `@` directly before the source, as in `@Resource[…]`",
                ("write `@` before the source", vec![edit]),
            );
        }
    }

    /// `@Request(name)`, `@Request{name}`, `@Request.name`, `@Requestname]`: an attribute all the same.
    /// `from` is where the source ends.
    fn without_brackets(&mut self, from: usize, source: Source) {
        let rest = self.rest();
        let after = rest.get(from..).unwrap_or("");
        let (inner, end) = match after.chars().next() {
            Some(open @ ('(' | '{')) => {
                let close = if open == '(' { ')' } else { '}' };
                let inner = after.get(1..).and_then(|t| t.find([close, '\n', '\r']));
                match inner.filter(|i| after.get(1 + i..).is_some_and(|t| t.starts_with(close))) {
                    Some(inner) => (Span::new(from + 1, from + 1 + inner), from + inner + 2),
                    None => (Span::at(from), from),
                }
            }
            _ => {
                let dot = usize::from(after.starts_with(['.', ':']));
                let part = |c: char| {
                    c.is_ascii_alphanumeric()
                        || matches!(c, '.' | '/' | ':' | '_' | '-' | '<' | '>' | '$' | '&')
                };
                let length = after.find(|c| !part(c)).unwrap_or(after.len());
                let close = usize::from(after.get(length..).is_some_and(|t| t.starts_with(']')));
                (Span::new(from + dot, from + length.max(dot)), from + length + close)
            }
        };
        let name = inner.of(rest).trim().to_owned();
        if name.is_empty() {
            self.push(TokenKind::Unknown, from);
            return;
        }
        let span = self.push(TokenKind::Attribute, end);
        let written = format!("@{}[{name}]", source.as_str());
        self.attribute_error(
            span,
            format!("attribute `{}` lacks its square brackets", span.of(self.text)),
            "write the name between `[` and `]`, as in `@Resource[…]`",
            ("write it with `[` and `]`", vec![TextEdit { span, replacement: written }]),
        );
    }

    fn attribute_error(
        &mut self,
        span: Span,
        message: String,
        help: &str,
        (title, edits): (&str, Vec<TextEdit>),
    ) {
        let fix = Fix { title: title.into(), applicability: Applicability::Safe, edits };
        self.report("L01", "syntax-error", span, message, help, Some(fix));
    }
}

/// The source that a word is or begins with, whatever the case.
pub(super) fn source_before(word: &str) -> Option<Source> {
    Source::ALL
        .into_iter()
        .find(|s| word.get(..s.as_str().len()).is_some_and(|head| head.eq_ignore_ascii_case(s.as_str())))
}

/// The quotes of `'name'` or `"name"` right behind a bracket, where `]` follows.
fn quoted_name(rest: &str, from: usize) -> Option<Span> {
    let quote = rest.get(from..)?.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let name = rest.get(from + 1..)?;
    let end = name.find([quote, '\n', '\r'])?;
    let close = from + 1 + end;
    let closed = name.get(end..)?.starts_with(quote) && rest.get(close + 1..)?.starts_with(']');
    (closed && end > 0).then(|| Span::new(from, close))
}

/// Where an attribute ends, counted from its start: `Ok` behind its `]`, `Err` where a missing `]` belongs.
fn attribute_end(rest: &str, from: usize) -> Result<usize, usize> {
    let mut i = from;
    while let Some(tail) = rest.get(i..) {
        let ends = |c: char| matches!(c, ']' | '\'' | '\n' | '\r' | '(' | ')' | '@' | '[' | '{' | '}' | ',');
        let Some(step) = tail.find(|c: char| ends(c) || placeholder::may_start(c)) else {
            i = rest.len();
            break;
        };
        i += step;
        let tail = tail.get(step..).unwrap_or("");
        if let Some(length) = placeholder::quoted(tail) {
            i += length;
        } else if tail.starts_with(']') {
            return Ok(i + 1);
        } else if tail.starts_with(ends) {
            // None of these occurs inside an attribute, so the bracket was forgotten somewhere before.
            break;
        } else {
            i += 1;
        }
    }
    // Keys may hold spaces, but a name that is not closed most likely ends at the first one.
    let read = rest.get(from..i).unwrap_or("");
    Err(from + read.find([' ', '\t']).unwrap_or(read.len()))
}
