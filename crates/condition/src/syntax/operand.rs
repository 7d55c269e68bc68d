//! The sides of a comparison: literals, sets and attributes.

use crate::diagnostic::{Applicability, Fix, Severity, TextEdit};
use crate::guid::Guid;
use crate::span::Span;
use crate::syntax::ast::{
    Attribute, KEY_CASE_SENSITIVE, KEYS, Literal, LiteralValue, Operand, Set, Source, Suffix,
};
use crate::syntax::attribute_token::source_before;
use crate::syntax::parser::Parser;
use crate::syntax::placeholder;
use crate::syntax::token::{Token, TokenKind};

impl Parser<'_> {
    /// `operand = attribute | literal | set`; `first` is the next token.
    pub(super) fn operand(&mut self, first: Token) -> Operand {
        match first.kind {
            TokenKind::LeftBrace => Operand::Set(self.set()),
            TokenKind::Attribute => {
                self.bump();
                Operand::Attribute(self.attribute(first))
            }
            TokenKind::Placeholder => {
                self.bump();
                self.template = true;
                Operand::Placeholder(first.span)
            }
            _ => {
                self.bump();
                let literal = self.literal(first);
                Operand::Literal(literal)
            }
        }
    }

    /// `literal = string | integer | "true" | "false" | guid`; the token is consumed already.
    pub(super) fn literal(&mut self, token: Token) -> Literal {
        let shown = token.span.of(self.text);
        let value = match token.kind {
            TokenKind::String if placeholder::contains(shown) => {
                self.template = true;
                LiteralValue::Placeholder
            }
            TokenKind::String => LiteralValue::String(unquote(shown)),
            TokenKind::Boolean => LiteralValue::Boolean(shown.eq_ignore_ascii_case("true")),
            TokenKind::Guid => Guid::parse(shown).map_or(LiteralValue::Error, LiteralValue::Guid),
            TokenKind::Placeholder => {
                self.template = true;
                LiteralValue::Placeholder
            }
            TokenKind::Integer => match shown.parse() {
                Ok(value) => LiteralValue::Integer(value),
                Err(_) => {
                    let message = format!("number `{shown}` is too large");
                    self.report(token.span, message, "write a whole number of at most 18 digits");
                    LiteralValue::Error
                }
            },
            _ => {
                self.bare_word(token);
                LiteralValue::Error
            }
        };
        Literal { span: token.span, value }
    }

    /// A word where a value belongs: nearly always text without its quotes.
    fn bare_word(&mut self, token: Token) {
        let shown = token.span.of(self.text).to_owned();
        let decimal =
            shown.contains('.') && shown.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        if decimal {
            self.report(
                token.span,
                format!("`{shown}` is not a whole number"),
                "conditions know whole numbers only",
            );
            return;
        }
        let near_guid = shown.len() >= 30 && shown.matches('-').count() == 4;
        let (message, help) = if near_guid {
            (
                format!("`{shown}` is not a GUID"),
                "a GUID has 32 hexadecimal digits, in groups of 8-4-4-4-12 or without dashes",
            )
        } else {
            (
                format!("`{}` lacks its quotes", shorten(&shown)),
                "text values stand in single quotes, as in `'text'`",
            )
        };
        let diagnostic = self.report(token.span, message, help);
        if token.kind == TokenKind::Word && !near_guid {
            diagnostic.fixes.push(Fix {
                title: "put it in single quotes".into(),
                applicability: Applicability::Unsafe,
                edits: vec![
                    TextEdit { span: Span::at(token.span.start), replacement: "'".into() },
                    TextEdit { span: Span::at(token.span.end), replacement: "'".into() },
                ],
            });
        }
    }

    /// `set = "{" [ literal { "," literal } ] "}"`
    pub(super) fn set(&mut self) -> Set {
        let Some(open) = self.bump() else { return Set { span: Span::at(self.behind()), items: Vec::new() } };
        let mut items: Vec<Literal> = Vec::new();
        let mut comma: Option<Token> = None;
        loop {
            let Some(token) = self.peek() else {
                self.unclosed_set(open);
                break;
            };
            match token.kind {
                TokenKind::RightBrace => {
                    if let Some(comma) = comma {
                        self.stray_comma(comma);
                    }
                    self.bump();
                    break;
                }
                // `;` between members, as in lists of other languages.
                TokenKind::Unknown if !items.is_empty() && is_separator(token.span.of(self.text)) => {
                    let shown = token.span.of(self.text).to_owned();
                    let edit = TextEdit { span: token.span, replacement: ",".into() };
                    self.mend(
                        token.span,
                        format!("`{shown}` does not separate members of a list"),
                        "separate them with `,`",
                        ("write `,`", Applicability::Safe, vec![edit]),
                    );
                    comma = Some(token);
                    self.bump();
                }
                // More `)` than `(` in the whole text: this one was meant to be `}`.
                TokenKind::RightParen if self.surplus_parens > 0 && !items.is_empty() => {
                    self.surplus_parens -= 1;
                    let edit = TextEdit { span: token.span, replacement: "}".into() };
                    self.mend(
                        token.span,
                        "`)` closes a list that `{` opened".into(),
                        "write `}` here",
                        ("write `}`", Applicability::Unsafe, vec![edit]),
                    );
                    self.bump();
                    break;
                }
                TokenKind::Comma => {
                    if comma.is_some() || items.is_empty() {
                        self.stray_comma(token);
                    }
                    comma = Some(token);
                    self.bump();
                }
                kind if starts_operand(kind)
                    && !matches!(kind, TokenKind::LeftBrace | TokenKind::Attribute) =>
                {
                    if comma.is_none() && !items.is_empty() {
                        let place = Span::at(self.behind());
                        self.report(token.span, "two members stand side by side", "separate them with `,`")
                            .fixes
                            .push(Fix {
                                title: "write `,` between them".into(),
                                applicability: Applicability::Safe,
                                edits: vec![TextEdit { span: place, replacement: ",".into() }],
                            });
                    }
                    comma = None;
                    self.bump();
                    let literal = self.literal(token);
                    items.push(literal);
                }
                // What starts another expression shows that the `}` was forgotten.
                TokenKind::And
                | TokenKind::Or
                | TokenKind::RightParen
                | TokenKind::LeftParen
                | TokenKind::Attribute => {
                    self.unclosed_set(open);
                    break;
                }
                _ => {
                    let shown = token.span.of(self.text).to_owned();
                    let message = format!("`{shown}` cannot be a member of a set");
                    self.report(
                        token.span,
                        message,
                        "a set holds text in quotes, numbers or GUIDs, as in `{'a', 'b'}`",
                    );
                    self.bump();
                }
            }
        }
        Set { span: Span::new(open.span.start, self.behind().max(open.span.end)), items }
    }

    /// `a, b` behind an operator, or `(a, b)`, `[a, b]`: a list all the same, with one error.
    pub(super) fn set_without_braces(&mut self, first: Token) -> Set {
        let opening = self.is_foreign_bracket(first);
        let mut span = first.span;
        if opening {
            self.bump();
        }
        let mut items = Vec::new();
        while let Some(token) = self.peek() {
            let member = starts_operand(token.kind)
                && !matches!(token.kind, TokenKind::LeftBrace | TokenKind::Attribute);
            if member {
                self.bump();
                let literal = self.literal(token);
                items.push(literal);
            } else if token.kind == TokenKind::Comma {
                self.bump();
            } else {
                break;
            }
            span = span.to(token.span);
            if !opening && self.peek_kind() != Some(TokenKind::Comma) && token.kind != TokenKind::Comma {
                break;
            }
        }
        let close = self.peek().filter(|t| {
            opening && (t.kind == TokenKind::RightParen || matches!(t.span.of(self.text), "]" | "}"))
        });
        let first_edit = Span::new(span.start, span.start + usize::from(opening));
        let mut last_edit = Span::at(span.end);
        if let Some(close) = close {
            self.bump();
            span = span.to(close.span);
            last_edit = close.span;
        }
        let edits = vec![
            TextEdit { span: first_edit, replacement: "{".into() },
            TextEdit { span: last_edit, replacement: "}".into() },
        ];
        self.mend(
            span,
            "a list stands without its curly brackets".into(),
            "put the values in `{` and `}`, as in `{'a', 'b'}`",
            ("write it with `{` and `}`", Applicability::Safe, edits),
        );
        Set { span, items }
    }

    fn unclosed_set(&mut self, open: Token) {
        let place = Span::at(self.behind());
        self.report(open.span, "`{` is never closed", "add the `}` that belongs to it").fixes.push(Fix {
            title: "add `}`".into(),
            applicability: Applicability::Unsafe,
            edits: vec![TextEdit { span: place, replacement: "}".into() }],
        });
    }

    fn stray_comma(&mut self, comma: Token) {
        self.report(comma.span, "`,` has no value beside it", "remove it, or write the missing value")
            .fixes
            .push(Fix {
                title: "remove `,`".into(),
                applicability: Applicability::Safe,
                edits: vec![TextEdit { span: comma.span, replacement: String::new() }],
            });
    }

    /// ```text
    /// attribute = "@" source "[" attr_text "]"
    /// attr_text = [ namespace_path ] [ ":" name ] [ suffix ]
    /// suffix    = "<$key_case_sensitive$>" | "&$keys$&"
    /// ```
    pub(super) fn attribute(&mut self, token: Token) -> Attribute {
        let whole = token.span.of(self.text);
        let at = usize::from(whole.starts_with('@'));
        let lead = at + whole.get(at..).map_or(0, |t| t.len() - t.trim_start().len());
        // Without its bracket the lexer has made sure that a source stands there.
        let bare = || lead + source_before(whole.get(lead..).unwrap_or("")).map_or(0, |s| s.as_str().len());
        let open = whole.find('[').filter(|open| *open >= lead).unwrap_or_else(bare);
        let source = whole.get(lead..open).unwrap_or("").trim_end().len();
        let source_span = Span::new(token.span.start + lead, token.span.start + lead + source);
        let source_text = source_span.of(self.text);
        let inner = whole.get(open..).unwrap_or("");
        let start = usize::from(inner.starts_with(['[', '(', '{', '.', ':']));
        let name = inner.get(start..).unwrap_or("");
        let name = name.strip_suffix([']', ')', '}']).unwrap_or(name);
        let quoted = name.starts_with(['\'', '"']) && name.ends_with(['\'', '"']) && name.len() > 1;
        let cut = usize::from(quoted);
        let begin = token.span.start + open + start;
        let text_span = Span::new(begin + cut, begin + name.len() - cut);
        let text = text_span.of(self.text).to_owned();
        let source = Source::ALL.into_iter().find(|s| s.as_str().eq_ignore_ascii_case(source_text));
        match source {
            None => self.unknown_name(
                "attribute source",
                source_span,
                source_text,
                Source::ALL.iter().map(|s| s.as_str()),
            ),
            Some(proper) if proper.as_str() != source_text => {
                let proper = proper.as_str();
                self.push(
                    "L01",
                    "syntax-error",
                    Severity::Warning,
                    source_span,
                    format!("attribute source `{source_text}` is not written the way Azure writes it"),
                    format!("write `{proper}`; no page says that another casing is accepted"),
                )
                .fixes
                .push(Fix {
                    title: format!("write `{proper}`"),
                    applicability: Applicability::Safe,
                    edits: vec![TextEdit { span: source_span, replacement: proper.into() }],
                });
            }
            Some(_) => {}
        }
        if text.trim().is_empty() {
            self.report(token.span, "the attribute has no name", "write its name between `[` and `]`");
        }
        let suffix = if text.ends_with(KEY_CASE_SENSITIVE) {
            Suffix::KeyCaseSensitive
        } else if text.ends_with(KEYS) {
            Suffix::Keys
        } else {
            Suffix::None
        };
        let attribute = Attribute { span: token.span, source, source_span, text, text_span, suffix };
        if placeholder::contains(attribute.base()) {
            self.template = true;
        }
        attribute
    }
}

fn is_separator(shown: &str) -> bool {
    matches!(shown, ";" | "|" | "&" | "+")
}

pub(super) fn starts_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Attribute
            | TokenKind::String
            | TokenKind::Integer
            | TokenKind::Guid
            | TokenKind::Boolean
            | TokenKind::LeftBrace
            | TokenKind::Placeholder
            | TokenKind::Word
    )
}

/// The text between the quotes of a string token, closed or not, whatever its quotes.
pub(super) fn unquote(token: &str) -> String {
    let quote = |c: char| matches!(c, '\'' | '"' | '’' | '‘' | '‛' | '′' | '`' | '´' | '“' | '”' | '„');
    let inner = token.strip_prefix(quote).unwrap_or(token);
    inner.strip_suffix(quote).unwrap_or(inner).to_owned()
}

pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
