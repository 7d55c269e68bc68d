//! Tokens to tree, by recursive descent. Never fails: what is not understood becomes an `Error` node, is
//! reported with its place, and the rest is read on.
//!
//! Each function quotes the production it implements; the grammar is that of
//! <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>, read liberally.

use std::sync::Arc;

use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity, TextEdit};
use crate::span::Span;
use crate::syntax::ast::{Condition, Connector, Dialect, Expr, ExprKind};
use crate::syntax::comparison::is_operator_name;
use crate::syntax::lexer::lex;
use crate::syntax::operand::starts_operand;
use crate::syntax::token::{Token, TokenKind};

/// How deep parentheses and negations may nest. Deeper text is kept but not understood; the deepest real
/// condition found nests seven levels.
pub(crate) const MAX_DEPTH: usize = 200;

/// Parses a condition.
#[must_use]
pub fn parse(text: &str) -> Condition {
    let lexed = lex(text);
    let mut significant = Vec::with_capacity(lexed.tokens.len());
    significant.extend(lexed.tokens.iter().copied().filter(|t| !t.kind.is_trivia()));
    let mut parser = Parser {
        text,
        tokens: significant,
        next: 0,
        depth: 0,
        template: false,
        surplus_parens: 0,
        missing_parens: 0,
        diagnostics: lexed.diagnostics,
    };
    parser.count_parens();
    if is_version_1(text, &parser.tokens) {
        return Condition {
            text: Arc::from(text),
            tokens: lexed.tokens,
            root: None,
            diagnostics: Vec::new(),
            dialect: Dialect::V1,
        };
    }
    let root = parser.condition();
    let mut diagnostics = parser.diagnostics;
    diagnostics.sort_by_key(|d| (d.span.start, d.span.end));
    let dialect = if parser.template { Dialect::Template } else { Dialect::V2 };
    Condition { text: Arc::from(text), tokens: lexed.tokens, root, diagnostics, dialect }
}

/// Version-1 text compares with `==` and reads dotted `@Subject.…`; version 2.0 knows neither.
fn is_version_1(text: &str, tokens: &[Token]) -> bool {
    tokens.iter().any(|t| {
        let shown = t.span.of(text);
        t.kind == TokenKind::Unknown
            && (shown.eq_ignore_ascii_case("@Subject")
                && text.get(t.span.end..).is_some_and(|r| r.starts_with('.')))
    })
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    pub(super) template: bool,
    /// How many more `)` than `(` the text has: that many were meant to be `}`, if they stand where one belongs.
    pub(super) surplus_parens: usize,
    /// How many more `(` than `)`.
    pub(super) missing_parens: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<Token> {
        self.tokens.get(self.next).copied()
    }

    /// The token that many places ahead; 0 is the next one.
    pub(super) fn ahead(&self, by: usize) -> Option<Token> {
        self.tokens.get(self.next + by).copied()
    }

    fn count_parens(&mut self) {
        let count = |kind| self.tokens.iter().filter(|t| t.kind == kind).count();
        let (open, close) = (count(TokenKind::LeftParen), count(TokenKind::RightParen));
        self.surplus_parens = close.saturating_sub(open);
        self.missing_parens = open.saturating_sub(close);
    }

    pub(super) fn peek_kind(&self) -> Option<TokenKind> {
        self.peek().map(|t| t.kind)
    }

    pub(super) fn bump(&mut self) -> Option<Token> {
        let token = self.peek();
        self.next += usize::from(token.is_some());
        token
    }

    fn eat(&mut self, kind: TokenKind) -> Option<Token> {
        if self.peek_kind() == Some(kind) { self.bump() } else { None }
    }

    /// The end of the token before the next one, where something missing belongs.
    pub(super) fn behind(&self) -> usize {
        self.next.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(0, |t| t.span.end)
    }

    pub(super) fn report(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push("L01", "syntax-error", Severity::Error, span, message.into(), help.into())
    }

    pub(super) fn push(
        &mut self,
        code: &'static str,
        rule: &'static str,
        severity: Severity,
        span: Span,
        message: String,
        help: String,
    ) -> &mut Diagnostic {
        let new = Diagnostic { code, rule, severity, message, help: Some(help), span, fixes: Vec::new() };
        self.diagnostics.push(new);
        let last = self.diagnostics.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the element was pushed on the line above")]
        &mut self.diagnostics[last]
    }

    /// `condition = or_expr EOF`
    fn condition(&mut self) -> Option<Expr> {
        if self.peek().is_none() {
            self.report(
                Span::new(0, self.text.len()),
                "the condition is empty",
                "write an expression, or leave the condition out to grant the role without one",
            );
            return None;
        }
        let mut root = self.or_expr();
        // Only a stray `)` or `}` or a mistake can stand here; read what follows and keep it all.
        while let Some(token) = self.peek() {
            let shown = token.span.of(self.text);
            if token.kind == TokenKind::RightParen {
                self.report(token.span, "`)` closes nothing", "remove it, or add the `(` that it belongs to")
                    .fixes
                    .push(Fix {
                        title: "remove `)`".into(),
                        applicability: Applicability::Unsafe,
                        edits: vec![TextEdit { span: token.span, replacement: String::new() }],
                    });
                self.bump();
            } else {
                let message = format!("`{shown}` is not expected here");
                self.pass_over(
                    message,
                    "an expression is complete before it; join another one with `AND` or `OR`",
                );
            }
            let connector = match self.peek_kind() {
                Some(TokenKind::And) => Connector::And,
                Some(TokenKind::Or) => Connector::Or,
                Some(_) if self.starts_primary() => Connector::And,
                _ => continue,
            };
            let place = match self.peek_kind() {
                Some(TokenKind::And | TokenKind::Or) => {
                    self.bump().map_or(Span::at(token.span.end), |t| t.span)
                }
                _ => Span::at(self.behind()),
            };
            let right = self.or_expr();
            root = Expr {
                span: root.span.to(right.span),
                kind: ExprKind::Logical { connector, operands: vec![root, right], connectors: vec![place] },
            };
        }
        Some(root)
    }

    /// `or_expr = and_expr { ("OR" | "||") and_expr }`
    fn or_expr(&mut self) -> Expr {
        let first = self.and_expr();
        let Some(place) = self.joined_by(Connector::Or) else { return first };
        let mut operands = vec![first, self.and_expr()];
        let mut connectors = vec![place];
        while let Some(place) = self.joined_by(Connector::Or) {
            connectors.push(place);
            operands.push(self.and_expr());
        }
        logical(Connector::Or, operands, connectors)
    }

    /// `and_expr = not_expr { ("AND" | "&&") not_expr }`
    fn and_expr(&mut self) -> Expr {
        let first = self.not_expr();
        let Some(place) = self.joined_by(Connector::And) else { return first };
        let mut operands = vec![first, self.not_expr()];
        let mut connectors = vec![place];
        while let Some(place) = self.joined_by(Connector::And) {
            connectors.push(place);
            operands.push(self.not_expr());
        }
        logical(Connector::And, operands, connectors)
    }

    /// Takes a connector, or what was meant as one; the place where it stands or belongs.
    fn joined_by(&mut self, connector: Connector) -> Option<Span> {
        let kind = if connector == Connector::And { TokenKind::And } else { TokenKind::Or };
        if let Some(token) = self.eat(kind) {
            return Some(token.span);
        }
        if self.misspelt_connector() == Some(connector) {
            return Some(self.take_misspelt(connector));
        }
        if connector == Connector::Or || !self.starts_primary() {
            return None;
        }
        let place = Span::at(self.behind());
        let at = self.peek().map_or(place, |t| t.span);
        let edit = TextEdit { span: place, replacement: " AND ".into() };
        self.mend(
            at,
            "two expressions stand side by side".into(),
            "join them with `AND` or `OR`",
            ("write `AND` between them", Applicability::ShowOnly, vec![edit]),
        );
        Some(place)
    }

    /// `not_expr = ("NOT" | "!") not_expr | primary`
    fn not_expr(&mut self) -> Expr {
        let negation = self.eat(TokenKind::Not).or_else(|| {
            let sign = self.peek_kind() == Some(TokenKind::Unknown);
            if sign { self.not_a_negation() } else { None }
        });
        let Some(not) = negation else { return self.primary() };
        self.deeper(not.span, |parser| {
            let operand = parser.not_expr();
            Expr {
                span: not.span.to(operand.span),
                kind: ExprKind::Not { operator: not.span, operand: Box::new(operand) },
            }
        })
    }

    /// Runs `read` one level deeper, or skips to the end of the level where it is too deep.
    fn deeper(&mut self, opened: Span, read: impl FnOnce(&mut Self) -> Expr) -> Expr {
        if self.depth >= MAX_DEPTH {
            self.report(
                opened,
                format!("nested deeper than {MAX_DEPTH} levels"),
                "remove parentheses and negations that change nothing",
            );
            let mut open = 1usize;
            let mut end = opened.end;
            while let Some(token) = self.peek() {
                match token.kind {
                    TokenKind::LeftParen => open += 1,
                    TokenKind::RightParen => open -= 1,
                    _ => {}
                }
                // The last `)` belongs to the level above.
                if open == 0 {
                    break;
                }
                end = token.span.end;
                self.bump();
            }
            return Expr { span: Span::new(opened.start, end), kind: ExprKind::Error };
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// ```text
    /// primary = "(" or_expr ")" | action_test | subop_test | exists_test | comparison
    /// ```
    pub(super) fn primary(&mut self) -> Expr {
        let Some(token) = self.peek() else {
            let place = Span::at(self.behind());
            let before = self.next.checked_sub(1).and_then(|i| self.tokens.get(i)).copied();
            let joins = before.filter(|t| matches!(t.kind, TokenKind::And | TokenKind::Or));
            let fix = joins.map(|t| remove(self.text, t.span));
            self.report(
                place,
                "an expression is missing at the end",
                "write an expression, or remove what joins it",
            )
            .fixes
            .extend(fix);
            return Expr { span: place, kind: ExprKind::Error };
        };
        match token.kind {
            TokenKind::LeftParen => self.group(token),
            TokenKind::ActionMatches | TokenKind::SubOperationMatches => self.action_test(token),
            TokenKind::Exists | TokenKind::NotExists => self.exists_test(token),
            TokenKind::Placeholder if !self.operator_follows() => {
                self.bump();
                self.template = true;
                Expr { span: token.span, kind: ExprKind::Placeholder }
            }
            TokenKind::Attribute
            | TokenKind::String
            | TokenKind::Integer
            | TokenKind::Guid
            | TokenKind::Boolean
            | TokenKind::LeftBrace
            | TokenKind::Placeholder => self.comparison(),
            TokenKind::Word if !is_operator_name(token.span.of(self.text)) => {
                self.misspelt_test(token).unwrap_or_else(|| self.comparison())
            }
            _ => self.not_an_expression(token),
        }
    }

    fn not_an_expression(&mut self, token: Token) -> Expr {
        let shown = token.span.of(self.text).to_owned();
        match token.kind {
            TokenKind::And | TokenKind::Or | TokenKind::RightParen => {
                // Left in place: the caller knows what to do with it.
                let message = format!("an expression is missing before `{shown}`");
                let fix = (token.kind != TokenKind::RightParen).then(|| remove(self.text, token.span));
                self.report(token.span, message, "write an expression here, or remove what joins it")
                    .fixes
                    .extend(fix);
                return Expr { span: Span::at(self.behind()), kind: ExprKind::Error };
            }
            TokenKind::Word => {
                let message = format!("operator `{shown}` has nothing on its left");
                self.report(token.span, message, "write an attribute before it, as in `@Request[…]`");
                self.bump();
                if let Some(right) = self.peek().filter(|t| starts_operand(t.kind)) {
                    let right = self.operand(right);
                    return Expr { span: token.span.to(right.span()), kind: ExprKind::Error };
                }
            }
            TokenKind::Unknown if shown.starts_with('@') => {
                let message = format!("`{shown}` is not an attribute");
                self.report(
                    token.span,
                    message,
                    "write the source and the name in brackets, as in `@Request[…]`",
                );
                self.bump();
            }
            _ => {
                let message = format!("`{shown}` is not expected here");
                self.report(
                    token.span,
                    message,
                    "an expression starts with `(`, `NOT`, an attribute, `Exists` or `ActionMatches{'…'}`",
                );
                self.bump();
            }
        }
        Expr { span: token.span, kind: ExprKind::Error }
    }

    /// `"(" or_expr ")"`
    fn group(&mut self, open: Token) -> Expr {
        self.bump();
        self.deeper(open.span, |parser| {
            let mut inner = parser.or_expr();
            let mut end = inner.span.end.max(open.span.end);
            loop {
                match parser.peek() {
                    Some(close) if close.kind == TokenKind::RightParen => {
                        parser.bump();
                        end = close.span.end;
                        break;
                    }
                    // More `(` than `)` in the whole text: this brace was meant to be the parenthesis.
                    Some(close) if close.kind == TokenKind::RightBrace && parser.missing_parens > 0 => {
                        parser.bump();
                        parser.missing_parens -= 1;
                        end = close.span.end;
                        let edit = TextEdit { span: close.span, replacement: ")".into() };
                        parser.mend(
                            close.span,
                            "`}` closes a group that `(` opened".into(),
                            "write `)` here",
                            ("write `)`", Applicability::Unsafe, vec![edit]),
                        );
                        break;
                    }
                    // Something that fits nowhere: report it and look for the `)` behind it.
                    Some(stray) => {
                        let shown = stray.span.of(parser.text).to_owned();
                        let passed = parser.pass_over(
                            format!("`{shown}` is not expected here"),
                            "close the group with `)` or join the next expression with `AND` or `OR`",
                        );
                        end = passed.end;
                        let connector = match parser.peek_kind() {
                            Some(TokenKind::And) => Connector::And,
                            Some(TokenKind::Or) => Connector::Or,
                            _ => continue,
                        };
                        let place = parser.bump().map_or(Span::at(end), |t| t.span);
                        let right = parser.or_expr();
                        end = end.max(right.span.end);
                        inner = logical(connector, vec![inner, right], vec![place]);
                    }
                    None => {
                        let place = Span::at(parser.behind());
                        let edit = TextEdit { span: place, replacement: ")".into() };
                        parser.mend(
                            open.span,
                            "`(` is never closed".into(),
                            "add the `)` that belongs to it",
                            ("add `)` at the end", Applicability::Unsafe, vec![edit]),
                        );
                        break;
                    }
                }
            }
            Expr { span: Span::new(open.span.start, end), kind: ExprKind::Group(Box::new(inner)) }
        })
    }

    /// Whether a token ahead can only be the first of an expression.
    pub(super) fn expression_starts_at(&self, at: usize) -> bool {
        self.ahead(at).is_some_and(|t| {
            matches!(
                t.kind,
                TokenKind::LeftParen
                    | TokenKind::Not
                    | TokenKind::ActionMatches
                    | TokenKind::SubOperationMatches
                    | TokenKind::Exists
                    | TokenKind::NotExists
                    | TokenKind::Attribute
            )
        })
    }

    fn starts_primary(&self) -> bool {
        match self.peek() {
            Some(token) => match token.kind {
                TokenKind::LeftParen
                | TokenKind::Not
                | TokenKind::ActionMatches
                | TokenKind::SubOperationMatches
                | TokenKind::Exists
                | TokenKind::NotExists
                | TokenKind::Attribute
                | TokenKind::Placeholder => true,
                TokenKind::LeftBrace => self.operator_follows(),
                _ => false,
            },
            None => false,
        }
    }

    /// Whether an operator's name stands behind the operand that starts here.
    pub(super) fn operator_follows(&self) -> bool {
        let mut at = self.next;
        if self.peek_kind() == Some(TokenKind::LeftBrace) {
            // No other set, group or connector stands inside a set.
            let inside = |t: &Token| {
                !matches!(
                    t.kind,
                    TokenKind::RightBrace
                        | TokenKind::LeftBrace
                        | TokenKind::LeftParen
                        | TokenKind::And
                        | TokenKind::Or
                )
            };
            at += 1;
            while self.tokens.get(at).is_some_and(inside) {
                at += 1;
            }
        }
        self.tokens
            .get(at + 1)
            .is_some_and(|t| t.kind == TokenKind::Word && is_operator_name(t.span.of(self.text)))
    }
}

/// Takes a token out, with the white space before it.
fn remove(text: &str, span: Span) -> Fix {
    let before = text.get(..span.start).unwrap_or("");
    let span = Span::new(before.trim_end().len(), span.end);
    Fix {
        title: "remove it".into(),
        applicability: Applicability::Unsafe,
        edits: vec![TextEdit { span, replacement: String::new() }],
    }
}

/// Two or more operands at one level.
fn logical(connector: Connector, operands: Vec<Expr>, connectors: Vec<Span>) -> Expr {
    let first = operands.first().map_or(Span::default(), |e| e.span);
    let last = operands.last().map_or(first, |e| e.span);
    Expr { span: first.to(last), kind: ExprKind::Logical { connector, operands, connectors } }
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
