//! Comparisons and their sides: operators, literals, sets and attributes. Expressions are in `parser`.

use std::borrow::Cow;

use crate::diagnostic::{Applicability, Fix, Severity, TextEdit};
use crate::guid::Guid;
use crate::span::Span;
use crate::syntax::ast::{
    Attribute, BaseOperator, Comparison, Expr, ExprKind, KEY_CASE_SENSITIVE, KEYS, Literal, LiteralValue,
    Operand, Operator, Quantifier, Set, Source, Suffix,
};
use crate::syntax::parser::Parser;
use crate::syntax::placeholder;
use crate::syntax::token::{Token, TokenKind};
use crate::words::nearest;

impl Parser<'_> {
    /// `comparison = operand operator operand`
    pub(super) fn comparison(&mut self) -> Expr {
        let Some(first) = self.peek() else { return self.primary() };
        let left = self.operand(first);
        let Some(operator) = self.peek().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Unknown))
        else {
            let shown = left.span().of(self.text).to_owned();
            let place = Span::at(self.behind());
            self.report(
                left.span(),
                format!("`{}` is compared with nothing", shorten(&shown)),
                "write an operator and a value after it, as in `StringEquals 'text'`",
            );
            return Expr { span: left.span().to(place), kind: ExprKind::Error };
        };
        let operator = self.operator(operator);
        let right = match self.peek() {
            Some(token) if starts_operand(token.kind) => self.operand(token),
            _ => {
                let place = Span::at(self.behind());
                let name = operator.span.of(self.text).to_owned();
                self.report(
                    operator.span,
                    format!("`{name}` has no value after it"),
                    "write the value to compare with",
                );
                Operand::Error(place)
            }
        };
        let span = left.span().to(right.span());
        Expr { span, kind: ExprKind::Comparison(Box::new(Comparison { left, operator, right })) }
    }

    /// ```text
    /// operator   = scalar_op | quantifier ":" multi_op
    /// quantifier = "ForAnyOfAnyValues" | "ForAllOfAnyValues" | "ForAnyOfAllValues" | "ForAllOfAllValues"
    /// ```
    fn operator(&mut self, token: Token) -> Operator {
        self.bump();
        let mut span = token.span;
        let mut name = Cow::Borrowed(span.of(self.text));
        // `ForAnyOfAnyValues: GuidEquals` and the like: one operator with a space too many.
        let quantifier_alone =
            name.ends_with(':') || Quantifier::ALL.iter().any(|q| q.as_str().eq_ignore_ascii_case(&name));
        let rest = self.peek().filter(|t| t.kind == TokenKind::Word && quantifier_alone);
        if let Some(rest) = rest.filter(|t| name.ends_with(':') || t.span.of(self.text).starts_with(':')) {
            self.bump();
            let gap = Span::new(span.end, rest.span.start);
            name.to_mut().push_str(rest.span.of(self.text));
            span = span.to(rest.span);
            self.report(gap, "white space stands inside an operator", format!("write `{name}` in one piece"))
                .fixes
                .push(Fix {
                    title: "close the gap".into(),
                    applicability: Applicability::Safe,
                    edits: vec![TextEdit { span: gap, replacement: String::new() }],
                });
        }
        let (quantifier, base_name) = match name.split_once(':') {
            Some((quantifier, base)) => (Some(quantifier), base),
            None => (None, &*name),
        };
        let base_span = Span::new(span.end.saturating_sub(base_name.len()).max(span.start), span.end);
        let base = BaseOperator::from_name(base_name);
        if base.is_none() {
            self.unknown_operator(base_span, base_name);
        }
        let known = quantifier.map(|written| {
            (written, Quantifier::ALL.into_iter().find(|q| q.as_str().eq_ignore_ascii_case(written)))
        });
        if let Some((written, None)) = known {
            let at = Span::new(span.start, span.start + written.len());
            self.unknown_name("quantifier", at, written, Quantifier::ALL.iter().map(|q| q.as_str()));
        }
        Operator {
            span,
            quantifier: known.and_then(|(_, q)| q),
            quantified: known.is_some(),
            base,
            base_span,
        }
    }

    fn unknown_operator(&mut self, span: Span, name: &str) {
        let instead = match name {
            "=" | "==" | "===" => Some("`StringEquals`, `GuidEquals` or another `…Equals` operator"),
            "!=" | "<>" | "!==" => {
                Some("`StringNotEquals`, `GuidNotEquals` or another `…NotEquals` operator")
            }
            "<" | "<=" | ">" | ">=" => Some("an operator such as `NumericLessThan` or `DateTimeGreaterThan`"),
            "" => Some("an operator after the `:`, as in `ForAnyOfAnyValues:GuidEquals`"),
            _ => None,
        };
        if let Some(instead) = instead {
            let shown = if name.is_empty() { ":" } else { name };
            self.push(
                "L06",
                "unknown-name",
                Severity::Error,
                span,
                format!("`{shown}` is not an operator of the language"),
                format!("write {instead}"),
            );
        } else {
            self.unknown_name("operator", span, name, BaseOperator::ALL.iter().map(|op| op.as_str()));
        }
    }

    fn unknown_name(
        &mut self,
        what: &str,
        span: Span,
        name: &str,
        known: impl Iterator<Item = &'static str>,
    ) {
        let best = nearest(name, known);
        let help = match best {
            Some(best) => format!("did you mean `{best}`?"),
            None => format!("no {what} of that name is documented"),
        };
        let message = format!("unknown {what} `{name}`");
        let diagnostic = self.push("L06", "unknown-name", Severity::Error, span, message, help);
        if let Some(best) = best {
            diagnostic.fixes.push(Fix {
                title: format!("write `{best}`"),
                applicability: Applicability::Unsafe,
                edits: vec![TextEdit { span, replacement: best.into() }],
            });
        }
    }

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
    fn literal(&mut self, token: Token) -> Literal {
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
        let open = whole.find('[').unwrap_or(whole.len());
        let has_at = whole.starts_with('@');
        let source_span = Span::new(token.span.start + usize::from(has_at), token.span.start + open);
        let source_text = source_span.of(self.text);
        let closed = whole.ends_with(']');
        let text_span = Span::new(
            (token.span.start + open + 1).min(token.span.end),
            (token.span.end - usize::from(closed)).max(token.span.start + open),
        );
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

pub(super) fn is_operator_name(word: &str) -> bool {
    let base = word.rsplit(':').next().unwrap_or(word);
    BaseOperator::from_name(base).is_some() || Quantifier::ALL.iter().any(|q| word.starts_with(q.as_str()))
}

/// The text between the quotes of a string token, closed or not, whatever its quotes.
pub(super) fn unquote(token: &str) -> String {
    let mut chars = token.chars();
    chars.next();
    let inner = chars.as_str();
    let closed = inner
        .chars()
        .next_back()
        .is_some_and(|c| matches!(c, '\'' | '"' | '’' | '‘' | '‛' | '′' | '`' | '´' | '“' | '”' | '„'));
    if closed {
        inner.char_indices().next_back().and_then(|(i, _)| inner.get(..i)).unwrap_or(inner)
    } else {
        inner
    }
    .to_owned()
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
