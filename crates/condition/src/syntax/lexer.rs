//! Text to tokens. Every byte belongs to exactly one token, whatever the text.

use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity, TextEdit};
use crate::guid::Guid;
use crate::span::Span;
use crate::syntax::comparison::is_operator_name;
use crate::syntax::placeholder;
use crate::syntax::token::{Token, TokenKind};

/// The tokens of a text and what the lexer found wrong with it.
#[derive(Debug)]
pub struct Lexed {
    /// All tokens; their spans cover the text without gap or overlap.
    pub tokens: Vec<Token>,
    /// Problems, in order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Splits a text into tokens.
#[must_use]
pub fn lex(text: &str) -> Lexed {
    let mut lexer =
        Lexer { text, place: 0, tokens: Vec::with_capacity(text.len() / 8 + 4), diagnostics: Vec::new() };
    while lexer.place < text.len() {
        lexer.token();
    }
    Lexed { tokens: lexer.tokens, diagnostics: lexer.diagnostics }
}

/// Characters that look like a space or like nothing; they come from rich-text documents and make Azure
/// refuse a good-looking condition.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>
#[must_use]
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    ) || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || (c.is_whitespace() && !c.is_ascii())
}

pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) place: usize,
    tokens: Vec<Token>,
    diagnostics: Vec<Diagnostic>,
}

impl Lexer<'_> {
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.place..).unwrap_or("")
    }

    pub(super) fn push(&mut self, kind: TokenKind, length: usize) -> Span {
        // At least one whole character, so that the lexer always moves on.
        let mut end = (self.place + length.max(1)).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let span = Span::new(self.place, end);
        self.tokens.push(Token { kind, span });
        self.place = end;
        span
    }

    pub(super) fn report(
        &mut self,
        code: &'static str,
        rule: &'static str,
        span: Span,
        message: String,
        help: &str,
        fix: Option<Fix>,
    ) {
        self.diagnostics.push(Diagnostic {
            code,
            rule,
            severity: Severity::Error,
            message,
            help: Some(help.to_owned()),
            span,
            fixes: fix.into_iter().collect(),
        });
    }

    fn token(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return };
        if placeholder::may_start(c)
            && let Some(length) = placeholder_run(rest)
        {
            self.push(TokenKind::Placeholder, length);
            return;
        }
        if let Some(length) = comment(rest) {
            self.comment(length);
            return;
        }
        match c {
            ' ' | '\t' | '\r' | '\n' => {
                let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n');
                let length = rest.bytes().take_while(blank).count();
                self.push(TokenKind::Whitespace, length);
            }
            '(' => {
                self.push(TokenKind::LeftParen, 1);
            }
            ')' => {
                self.push(TokenKind::RightParen, 1);
            }
            '{' => {
                self.push(TokenKind::LeftBrace, 1);
            }
            '}' => {
                self.push(TokenKind::RightBrace, 1);
            }
            ',' => {
                self.push(TokenKind::Comma, 1);
            }
            '!' if !rest.starts_with("!=") => {
                self.push(TokenKind::Not, 1);
            }
            '&' if rest.starts_with("&&") => {
                self.push(TokenKind::And, 2);
            }
            '|' if rest.starts_with("||") => {
                self.push(TokenKind::Or, 2);
            }
            '@' => self.attribute(true),
            '\'' => self.string(),
            '"' => self.foreign_string('"', '"'),
            '‘' | '’' | '‛' | '′' | '`' | '´' => self.foreign_single(),
            '“' | '”' | '„' => self.foreign_double(),
            c if is_invisible(c) => self.invisible(),
            c if is_word(c) => self.word(),
            _ => self.unknown(),
        }
    }

    fn invisible(&mut self) {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(is_invisible).len();
        let named = rest.chars().next().map_or_else(String::new, |c| format!("U+{:04X}", c as u32));
        let gap = rest.chars().take_while(|c| is_invisible(*c)).any(char::is_whitespace);
        let span = self.push(TokenKind::Invisible, length);
        let fix = Fix {
            title: if gap { "replace it by a space" } else { "remove it" }.into(),
            applicability: Applicability::Safe,
            edits: vec![TextEdit { span, replacement: if gap { " " } else { "" }.into() }],
        };
        self.report(
            "L02",
            "invisible-character",
            span,
            format!("invisible character {named}, which Azure refuses"),
            "delete it; pasting through a plain-text editor keeps such characters out",
            Some(fix),
        );
    }

    fn comment(&mut self, length: usize) {
        let span = self.push(TokenKind::Invisible, length);
        let fix = Fix {
            title: "remove the comment".into(),
            applicability: Applicability::Safe,
            edits: vec![TextEdit { span, replacement: String::new() }],
        };
        self.report(
            "L01",
            "syntax-error",
            span,
            "conditions have no comments".into(),
            "remove it; the role assignment's description is the place for notes",
            Some(fix),
        );
    }

    fn word(&mut self) {
        let rest = self.rest();
        let length = word_length(rest);
        let word = rest.get(..length).unwrap_or("");
        let next = rest.get(length..).and_then(|t| t.chars().next());
        if (next.is_some_and(placeholder::may_start) || is_blank_guid(word))
            && let Some(length) = placeholder_run(rest)
        {
            self.push(TokenKind::Placeholder, length);
            return;
        }
        if next == Some('[')
            && ["Resource", "Request", "Principal", "Environment"]
                .iter()
                .any(|s| s.eq_ignore_ascii_case(word))
        {
            self.attribute(false);
            return;
        }
        let (kind, proper) = classify(word);
        let proper = proper.filter(|p| *p != word).map(|p| (p, word.to_owned()));
        if next == Some('\'')
            && kind == TokenKind::Word
            && !is_operator_name(word)
            && self.closes_text(length)
        {
            return;
        }
        let span = self.push(kind, length);
        if let Some((proper, shown)) = proper {
            self.diagnostics.push(Diagnostic {
                code: "L01",
                rule: "syntax-error",
                severity: Severity::Warning,
                message: format!("keyword `{shown}` is not written the way Azure writes it"),
                help: Some(format!("write `{proper}`; no page says that another casing is accepted")),
                span,
                fixes: vec![Fix {
                    title: format!("write `{proper}`"),
                    applicability: Applicability::Safe,
                    edits: vec![TextEdit { span, replacement: proper.into() }],
                }],
            });
        }
    }

    fn unknown(&mut self) {
        let rest = self.rest();
        // Runs of operator-like signs are one token, so that `==` is one mistake and not two.
        let signs = |c: char| {
            matches!(c, '=' | '<' | '>' | '~' | '|' | '&' | '^' | '+' | '!' | '?' | ';' | '#' | '%' | '\\')
        };
        let length = (rest.len() - rest.trim_start_matches(signs).len()).max(1);
        self.push(TokenKind::Unknown, length);
    }
}

/// The length of what other languages take for a comment; a `#` of a placeholder is none.
fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") || rest.starts_with('#') || rest.starts_with("-- ") {
        Some(rest.find(['\n', '\r']).unwrap_or(rest.len()))
    } else if rest.starts_with("/*") {
        Some(rest.find("*/").map_or(rest.len(), |end| end + 2))
    } else {
        None
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '*')
}

/// The length in bytes of the word at the start; nearly always ASCII, which is quicker to walk.
fn word_length(text: &str) -> usize {
    let ascii = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':' | b'/' | b'*');
    let length = text.bytes().take_while(ascii).count();
    match text.get(length..) {
        Some(rest) if rest.starts_with(|c: char| !c.is_ascii()) => {
            text.len() - rest.trim_start_matches(is_word).len()
        }
        _ => length,
    }
}

/// A placeholder with the word characters that cling to it: `${prefix}-${name}` is one value.
fn placeholder_run(rest: &str) -> Option<usize> {
    let word = |from: usize| rest.get(from..).map_or(0, word_length);
    let mut end = match placeholder::bare(rest) {
        Some(length) => length,
        None => {
            let before = word(0);
            if before == 0 {
                return None;
            }
            if is_blank_guid(rest.get(..before)?) {
                return Some(before);
            }
            before + rest.get(before..).and_then(placeholder::quoted)?
        }
    };
    loop {
        let step = word(end);
        let next = rest.get(end + step..).and_then(placeholder::quoted).unwrap_or(0);
        if step + next == 0 {
            return Some(end);
        }
        end += step + next;
    }
}

/// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, which people write where a GUID is to be filled in.
fn is_blank_guid(word: &str) -> bool {
    word.len() == 36
        && word
            .bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { matches!(b, b'x' | b'X') })
}

/// The kind of a word and, for keywords, its proper casing.
fn classify(word: &str) -> (TokenKind, Option<&'static str>) {
    const KEYWORDS: [(&str, TokenKind); 9] = [
        ("AND", TokenKind::And),
        ("OR", TokenKind::Or),
        ("NOT", TokenKind::Not),
        ("Exists", TokenKind::Exists),
        ("NotExists", TokenKind::NotExists),
        ("ActionMatches", TokenKind::ActionMatches),
        ("SubOperationMatches", TokenKind::SubOperationMatches),
        ("true", TokenKind::Boolean),
        ("false", TokenKind::Boolean),
    ];
    if let Some((name, kind)) = KEYWORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
        return (*kind, Some(name));
    }
    let digits = word.strip_prefix('-').unwrap_or(word);
    if !digits.is_empty() && digits.len() < 32 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return (TokenKind::Integer, None);
    }
    (if Guid::parse(word).is_some() { TokenKind::Guid } else { TokenKind::Word }, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        lex(text).tokens.iter().map(|t| t.kind).filter(|k| !k.is_trivia()).collect()
    }

    #[test]
    fn every_byte_belongs_to_one_token() {
        for text in [
            "",
            "a",
            "@",
            "@X",
            "@Resource[",
            "'é",
            "“x",
            "\u{feff}AND",
            "{}${",
            "((!('",
            "==&|",
            "é\u{200b}é",
            "%",
            "\\",
        ] {
            let mut place = 0;
            for token in lex(text).tokens {
                assert_eq!(token.span.start, place, "{text:?}");
                place = token.span.end;
            }
            assert_eq!(place, text.len(), "{text:?}");
        }
    }

    #[test]
    fn live_variants_are_read() {
        use TokenKind::{Attribute, Boolean, Guid, LeftBrace, RightBrace, String, Word};
        assert_eq!(
            kinds("@Request[a:b] ForAnyOfAnyValues:GuidEquals{8b9dfcab4b774632a6df94bd07820648}"),
            [Attribute, Word, LeftBrace, Guid, RightBrace]
        );
        assert_eq!(kinds("@Resource[HasObotoken]boolequals true"), [Attribute, Word, Boolean]);
        assert_eq!(
            kinds("@R[a b/tags:Malware Scanning scan result<$key_case_sensitive$>] StringEquals 'x'"),
            [Attribute, Word, String]
        );
    }

    #[test]
    fn placeholders_are_one_token() {
        use TokenKind::{LeftBrace, Placeholder, RightBrace};
        for text in [
            "{${join(\", \", var.x)}}",
            "{<identity principal id>}",
            "{$valuesFormatted}",
            "{a-${x}-b}",
            "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}",
        ] {
            assert_eq!(kinds(text), [LeftBrace, Placeholder, RightBrace], "{text}");
        }
    }

    #[test]
    fn foreign_quotes_come_with_a_fix() {
        for text in ["“Cascade”", "‘Cascade’", "\"Cascade\""] {
            let lexed = lex(text);
            assert_eq!(lexed.diagnostics.len(), 1, "{text}");
            let fixed = crate::diagnostic::apply_edits(text, &lexed.diagnostics[0].fixes[0].edits);
            assert_eq!(fixed, "'Cascade'");
        }
    }
}
