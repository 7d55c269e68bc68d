//! Text in quotes: single ones, which Azure reads, and all others, which people and their editors write.

use crate::diagnostic::{Applicability, Fix, TextEdit};
use crate::span::Span;
use crate::syntax::lexer::Lexer;
use crate::syntax::placeholder;
use crate::syntax::token::TokenKind;

impl Lexer<'_> {
    pub(super) fn string(&mut self) {
        let rest = self.rest();
        let mut i = 1;
        while let Some(tail) = rest.get(i..) {
            // Only these mean anything inside a text.
            let Some(step) = tail.find(|c: char| c == '\'' || placeholder::may_start(c)) else { break };
            let tail = tail.get(step..).unwrap_or("");
            i += step;
            if let Some(length) = placeholder::quoted(tail) {
                i += length;
            } else if tail.starts_with('\'') {
                self.push(TokenKind::String, i + 1);
                return;
            } else {
                i += 1;
            }
        }
        // Not closed: what follows on the same line belongs to it, the next line is read afresh.
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let span = self.push(TokenKind::String, length);
        let fix = Fix {
            title: "close the text with `'`".into(),
            applicability: Applicability::Unsafe,
            edits: vec![TextEdit { span: Span::at(span.end), replacement: "'".into() }],
        };
        self.report(
            "L01",
            "syntax-error",
            span,
            "text in quotes is never closed".into(),
            "write `'` after the last character of the text",
            Some(fix),
        );
    }

    pub(super) fn foreign_single(&mut self) {
        let rest = self.rest();
        let close = ['‘', '’', '‛', '′', '`', '´', '\''];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest.get(first..).and_then(|t| t.find(|c| close.contains(&c) || matches!(c, '\n' | '\r')));
        self.quoted_wrongly(first, end, "typographic quotes are not quotes to Azure");
    }

    pub(super) fn foreign_double(&mut self) {
        let rest = self.rest();
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest.get(first..).and_then(|t| t.find(['“', '”', '„', '"', '\n', '\r']));
        self.quoted_wrongly(first, end, "typographic quotes are not quotes to Azure");
    }

    pub(super) fn foreign_string(&mut self, open: char, close: char) {
        let rest = self.rest();
        let first = open.len_utf8();
        let end = rest.get(first..).and_then(|t| t.find([close, '\n', '\r']));
        self.quoted_wrongly(first, end, "text stands in double quotes");
    }

    /// A text between quotes of another kind: one string token, one error, and a fix that replaces the quotes.
    fn quoted_wrongly(&mut self, first: usize, end: Option<usize>, message: &str) {
        let rest = self.rest();
        let body = end.unwrap_or(rest.len() - first);
        let close =
            rest.get(first + body..).and_then(|t| t.chars().next()).filter(|c| !matches!(c, '\n' | '\r'));
        let close_length = close.map_or(0, char::len_utf8);
        let typographic = !rest.starts_with('"');
        let has_quote = rest.get(first..first + body).is_some_and(|t| t.contains('\''));
        let span = self.push(TokenKind::String, first + body + close_length);
        let fix = (close.is_some() && !has_quote).then(|| Fix {
            title: "use single quotes".into(),
            applicability: Applicability::Safe,
            edits: vec![
                TextEdit { span: Span::new(span.start, span.start + first), replacement: "'".into() },
                TextEdit { span: Span::new(span.end - close_length, span.end), replacement: "'".into() },
            ],
        });
        let (code, rule) = if typographic { ("L02", "invisible-character") } else { ("L01", "syntax-error") };
        self.report(
            code,
            rule,
            span,
            message.into(),
            "put the text in straight single quotes: `'text'`",
            fix,
        );
    }
}
