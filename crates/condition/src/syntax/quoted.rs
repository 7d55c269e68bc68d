//! Text in quotes: single ones, which Azure reads, and all others, which people and their editors write.

use crate::diagnostic::{Applicability, Fix, TextEdit};
use crate::span::Span;
use crate::syntax::lexer::Lexer;
use crate::syntax::placeholder;
use crate::syntax::token::TokenKind;

impl Lexer<'_> {
    pub(super) fn string(&mut self) {
        match ending(self.rest()) {
            Ending::Closed(length) => {
                self.push(TokenKind::String, length);
            }
            Ending::Open(length) => {
                let span = self.push(TokenKind::String, length);
                self.quote_error(
                    span,
                    "text in quotes is never closed",
                    "write `'` after the last character of the text",
                    (
                        "close the text with `'`",
                        TextEdit { span: Span::at(span.end), replacement: "'".into() },
                    ),
                );
            }
            Ending::Doubled(length) => {
                let span = self.push(TokenKind::String, length);
                let inner = Span::new(span.start + 2, span.end - 2).of(self.text).replace("''", "'");
                self.quote_error(
                    span,
                    "the quotes are doubled, as a script or a template writes them",
                    "write one quote at each end: `'text'`",
                    ("write single quotes once", TextEdit { span, replacement: format!("'{inner}'") }),
                );
            }
            Ending::QuoteInside(length) => {
                let span = self.push(TokenKind::String, length);
                self.report(
                    "L01",
                    "syntax-error",
                    span,
                    "a quote cannot stand inside a text".into(),
                    "no way to write one is documented; a pattern with `?` in its place matches it, as in `StringLike 'it?s'`",
                    None,
                );
            }
        }
    }

    /// `Cascade'`: reads a word of that many bytes as text whose first quote was forgotten, if it can be nothing else.
    pub(super) fn closes_text(&mut self, word: usize) -> bool {
        let length = word + 1;
        let behind = self.rest().get(length..).and_then(|t| t.chars().next());
        let ends = behind.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '}' | ')' | ']'));
        if !ends {
            return false;
        }
        let span = self.push(TokenKind::String, length);
        self.quote_error(
            span,
            "text lacks its first quote",
            "text values stand in single quotes, as in `'text'`",
            ("write `'` before it", TextEdit { span: Span::at(span.start), replacement: "'".into() }),
        );
        true
    }

    fn quote_error(&mut self, span: Span, message: &str, help: &str, (title, edit): (&str, TextEdit)) {
        let fix = Fix { title: title.into(), applicability: Applicability::Unsafe, edits: vec![edit] };
        self.report("L01", "syntax-error", span, message.into(), help, Some(fix));
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

/// How a text in single quotes ends; lengths include the quotes.
enum Ending {
    Closed(usize),
    /// No quote closes it; it ends here.
    Open(usize),
    /// `''text''`
    Doubled(usize),
    /// Closed, with a quote inside.
    QuoteInside(usize),
}

/// A quote that a letter follows directly closes nothing: it opens the next text, or stands inside this one.
///
/// Nothing behind the end that is found is looked at twice, so that a text of quotes only is read in one go.
fn ending(rest: &str) -> Ending {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/');
    let follows = |from: usize| {
        let tail = rest.get(from..)?;
        // `'x'AND` needs no space.
        let joins = |word: &str| tail.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        if joins("and ") || joins("or ") { None } else { tail.chars().next() }
    };
    if rest.starts_with("''") && follows(2).is_some_and(word) {
        return match next(rest, 2) {
            Next::Quote(end) if follows(end + 1) == Some('\'') && !follows(end + 2).is_some_and(word) => {
                Ending::Doubled(end + 2)
            }
            _ => Ending::Closed(2),
        };
    }
    let mut from = 1;
    let mut inside = false;
    let line = loop {
        let quote = match next(rest, from) {
            Next::Quote(quote) => quote,
            Next::LineEnd(line) => break line,
        };
        let behind = quote + 1;
        match follows(behind) {
            // `''` inside is how other languages write a quote.
            Some('\'') if quote > 1 => {
                inside = true;
                from = behind + 1;
            }
            Some(c) if word(c) && quote > 1 => {
                let read = rest.get(1..quote).unwrap_or("");
                if let Some(end) = structure(read) {
                    return Ending::Open(1 + end);
                }
                inside = true;
                from = behind;
            }
            _ if inside => return Ending::QuoteInside(behind),
            _ => return Ending::Closed(behind),
        }
    };
    // A text of several lines holds nothing that conditions are made of.
    let several = rest.get(line..).and_then(|tail| {
        let stop = tail.find(['\'', '(', ')', '{', '}', '@'])?;
        tail.get(stop..)?.starts_with('\'').then_some(line + stop)
    });
    let read = rest.get(1..line).unwrap_or("");
    match (several, structure(read)) {
        (Some(quote), None) => Ending::Closed(quote + 1),
        (_, end) => Ending::Open(1 + end.unwrap_or(read.len())),
    }
}

enum Next {
    Quote(usize),
    LineEnd(usize),
}

/// The next quote on the line, from a place on; placeholders are passed over and may hold line ends.
fn next(rest: &str, from: usize) -> Next {
    let mut at = from;
    loop {
        let Some(tail) = rest.get(at..) else { return Next::LineEnd(rest.len()) };
        let stops = |c: char| matches!(c, '\'' | '\n' | '\r') || placeholder::may_start(c);
        let Some(step) = tail.find(stops) else { return Next::LineEnd(rest.len()) };
        at += step;
        let tail = tail.get(step..).unwrap_or("");
        if tail.starts_with('\'') {
            return Next::Quote(at);
        }
        if tail.starts_with(['\n', '\r']) {
            return Next::LineEnd(at);
        }
        at += placeholder::quoted(tail).unwrap_or(1);
    }
}

/// Where what ends a list, a group or an expression first stands in what may be a text.
fn structure(read: &str) -> Option<usize> {
    let signs = read.find(['{', '}', '(', ')', ',', '[', ']']);
    let words = [" AND ", " OR ", " && ", " || "].into_iter().filter_map(|word| read.find(word));
    signs.into_iter().chain(words).min()
}
