//! Tokens to tree, by recursive descent. Never fails: what is not understood becomes an `Error` node, is
//! reported with its place, and the rest is read on.
//!
//! Each function quotes the production it implements; the grammar is that of
//! <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>, read liberally.

use std::sync::Arc;

use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity, TextEdit};
use crate::guid::Guid;
use crate::span::Span;
use crate::syntax::ast::{
    Attribute, BaseOperator, Comparison, Condition, Connector, Dialect, Expr, ExprKind, KEY_CASE_SENSITIVE,
    KEYS, Literal, LiteralValue, Operand, Operator, Quantifier, Set, Source, StringLiteral, Suffix,
};
use crate::syntax::lexer::lex;
use crate::syntax::placeholder;
use crate::syntax::token::{Token, TokenKind};
use crate::words::nearest;

/// How deep parentheses and negations may nest. Deeper text is kept but not understood; the deepest real
/// condition found nests seven levels.
pub const MAX_DEPTH: usize = 200;

/// Parses a condition.
#[must_use]
pub fn parse(text: &str) -> Condition {
    let lexed = lex(text);
    let significant = lexed.tokens.iter().copied().filter(|t| !t.kind.is_trivia()).collect::<Vec<_>>();
    let mut parser = Parser {
        text,
        tokens: significant,
        next: 0,
        depth: 0,
        template: false,
        diagnostics: lexed.diagnostics,
    };
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

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    template: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.next).copied()
    }

    fn peek_kind(&self) -> Option<TokenKind> {
        self.peek().map(|t| t.kind)
    }

    fn bump(&mut self) -> Option<Token> {
        let token = self.peek();
        self.next += usize::from(token.is_some());
        token
    }

    fn eat(&mut self, kind: TokenKind) -> Option<Token> {
        if self.peek_kind() == Some(kind) { self.bump() } else { None }
    }

    /// The end of the token before the next one, where something missing belongs.
    fn behind(&self) -> usize {
        self.next.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(0, |t| t.span.end)
    }

    fn report(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) -> &mut Diagnostic {
        self.push("L01", "syntax-error", Severity::Error, span, message.into(), help.into())
    }

    fn push(
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
            } else {
                let message = format!("`{shown}` is not expected here");
                self.report(
                    token.span,
                    message,
                    "an expression is complete before it; join another one with `AND` or `OR`",
                );
            }
            self.bump();
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
                _ => Span::at(token.span.end),
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
        let mut operands = vec![first];
        let mut connectors = Vec::new();
        while let Some(or) = self.eat(TokenKind::Or) {
            connectors.push(or.span);
            operands.push(self.and_expr());
        }
        logical(Connector::Or, operands, connectors)
    }

    /// `and_expr = not_expr { ("AND" | "&&") not_expr }`
    fn and_expr(&mut self) -> Expr {
        let first = self.not_expr();
        let mut operands = vec![first];
        let mut connectors = Vec::new();
        loop {
            if let Some(and) = self.eat(TokenKind::And) {
                connectors.push(and.span);
            } else if self.starts_primary() {
                let place = Span::at(self.behind());
                let at = self.peek().map_or(place, |t| t.span);
                self.report(at, "two expressions stand side by side", "join them with `AND` or `OR`")
                    .fixes
                    .push(Fix {
                        title: "write `AND` between them".into(),
                        applicability: Applicability::ShowOnly,
                        edits: vec![TextEdit { span: place, replacement: " AND ".into() }],
                    });
                connectors.push(place);
            } else {
                break;
            }
            operands.push(self.not_expr());
        }
        logical(Connector::And, operands, connectors)
    }

    /// `not_expr = ("NOT" | "!") not_expr | primary`
    fn not_expr(&mut self) -> Expr {
        let Some(not) = self.eat(TokenKind::Not) else { return self.primary() };
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
    fn primary(&mut self) -> Expr {
        let Some(token) = self.peek() else {
            let place = Span::at(self.behind());
            self.report(
                place,
                "an expression is missing at the end",
                "write an expression, or remove what joins it",
            );
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
            TokenKind::Word if !is_operator_name(token.span.of(self.text)) => self.comparison(),
            _ => self.not_an_expression(token),
        }
    }

    fn not_an_expression(&mut self, token: Token) -> Expr {
        let shown = token.span.of(self.text).to_owned();
        match token.kind {
            TokenKind::And | TokenKind::Or | TokenKind::RightParen => {
                // Left in place: the caller knows what to do with it.
                let message = format!("an expression is missing before `{shown}`");
                self.report(token.span, message, "write an expression here, or remove what joins it");
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
            let inner = parser.or_expr();
            let mut end = inner.span.end.max(open.span.end);
            loop {
                match parser.peek() {
                    Some(close) if close.kind == TokenKind::RightParen => {
                        parser.bump();
                        end = close.span.end;
                        break;
                    }
                    // Something that fits nowhere: report it and look for the `)` behind it.
                    Some(stray) => {
                        let shown = stray.span.of(parser.text).to_owned();
                        let message = format!("`{shown}` is not expected here");
                        parser.report(
                            stray.span,
                            message,
                            "close the group with `)` or join the next expression with `AND` or `OR`",
                        );
                        parser.bump();
                        end = stray.span.end;
                        if matches!(parser.peek_kind(), Some(TokenKind::And | TokenKind::Or)) {
                            parser.bump();
                            let lost = parser.or_expr();
                            end = end.max(lost.span.end);
                        }
                    }
                    None => {
                        let place = Span::at(parser.behind());
                        parser
                            .report(open.span, "`(` is never closed", "add the `)` that belongs to it")
                            .fixes
                            .push(Fix {
                                title: "add `)` at the end".into(),
                                applicability: Applicability::Unsafe,
                                edits: vec![TextEdit { span: place, replacement: ")".into() }],
                            });
                        break;
                    }
                }
            }
            Expr { span: Span::new(open.span.start, end), kind: ExprKind::Group(Box::new(inner)) }
        })
    }

    /// `action_test = "ActionMatches" "{" string "}"`, the same for `SubOperationMatches`
    fn action_test(&mut self, keyword: Token) -> Expr {
        self.bump();
        let name =
            if keyword.kind == TokenKind::ActionMatches { "ActionMatches" } else { "SubOperationMatches" };
        let example = if keyword.kind == TokenKind::ActionMatches {
            "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}"
        } else {
            "SubOperationMatches{'Blob.List'}"
        };
        let mut values = Vec::new();
        let mut span = keyword.span;
        if self.peek_kind() == Some(TokenKind::LeftBrace) {
            let set = self.set();
            span = span.to(set.span);
            for item in set.items {
                match item.value {
                    LiteralValue::String(value) => values.push(StringLiteral { span: item.span, value }),
                    LiteralValue::Placeholder => {
                        self.template = true;
                        return Expr { span, kind: ExprKind::Placeholder };
                    }
                    LiteralValue::Error => {}
                    _ => {
                        self.report(
                            item.span,
                            format!("`{name}` takes text in quotes"),
                            format!("write `{example}`"),
                        );
                    }
                }
            }
            if values.is_empty() && !self.diagnostics.iter().any(|d| span.contains(d.span)) {
                self.report(span, format!("`{name}` names nothing"), format!("write `{example}`"));
            }
        } else {
            self.report(keyword.span, format!("`{name}` needs `{{` and `}}`"), format!("write `{example}`"));
            if let Some(value) = self.peek().filter(|t| t.kind == TokenKind::String) {
                self.bump();
                span = span.to(value.span);
                values.push(StringLiteral { span: value.span, value: unquote(value.span.of(self.text)) });
            }
        }
        let kind = match (values.is_empty(), keyword.kind) {
            (true, _) => ExprKind::Error,
            (false, TokenKind::ActionMatches) => ExprKind::ActionMatches(values),
            (false, _) => ExprKind::SubOperationMatches(values),
        };
        Expr { span, kind }
    }

    /// `exists_test = "Exists" attribute`
    fn exists_test(&mut self, keyword: Token) -> Expr {
        self.bump();
        let Some(attribute) = self.peek().filter(|t| t.kind == TokenKind::Attribute) else {
            self.report(
                keyword.span,
                "`Exists` needs an attribute after it",
                "write the attribute, as in `Exists @Request[…]`",
            );
            return Expr { span: keyword.span, kind: ExprKind::Error };
        };
        self.bump();
        let attribute = self.attribute(attribute);
        let span = keyword.span.to(attribute.span);
        let exists = Expr { span, kind: ExprKind::Exists(attribute) };
        if keyword.kind == TokenKind::Exists {
            return exists;
        }
        self.push(
            "L06",
            "unknown-name",
            Severity::Warning,
            keyword.span,
            "`NotExists` is not a word of the documented language".into(),
            "write `NOT Exists`".into(),
        )
        .fixes
        .push(Fix {
            title: "write `NOT Exists`".into(),
            applicability: Applicability::Safe,
            edits: vec![TextEdit { span: keyword.span, replacement: "NOT Exists".into() }],
        });
        let operator = Span::new(keyword.span.start, keyword.span.start + "Not".len());
        Expr { span, kind: ExprKind::Not { operator, operand: Box::new(exists) } }
    }

    /// `comparison = operand operator operand`
    fn comparison(&mut self) -> Expr {
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
        let mut name = span.of(self.text).to_owned();
        // `ForAnyOfAnyValues: GuidEquals` and the like: one operator with a space too many.
        let quantifier_alone =
            name.ends_with(':') || Quantifier::ALL.iter().any(|q| q.as_str().eq_ignore_ascii_case(&name));
        let rest = self.peek().filter(|t| t.kind == TokenKind::Word && quantifier_alone);
        if let Some(rest) = rest.filter(|t| name.ends_with(':') || t.span.of(self.text).starts_with(':')) {
            self.bump();
            let gap = Span::new(span.end, rest.span.start);
            name.push_str(rest.span.of(self.text));
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
            Some((quantifier, base)) => (Some(quantifier.to_owned()), base.to_owned()),
            None => (None, name.clone()),
        };
        let base_span = Span::new(span.end.saturating_sub(base_name.len()).max(span.start), span.end);
        let base = BaseOperator::from_name(&base_name);
        if base.is_none() {
            self.unknown_operator(base_span, &base_name);
        }
        let known = quantifier.as_deref().map(|written| {
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
    fn operand(&mut self, first: Token) -> Operand {
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
    fn set(&mut self) -> Set {
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
    fn attribute(&mut self, token: Token) -> Attribute {
        let whole = token.span.of(self.text);
        let open = whole.find('[').unwrap_or(whole.len());
        let has_at = whole.starts_with('@');
        let source_span = Span::new(token.span.start + usize::from(has_at), token.span.start + open);
        let source_text = source_span.of(self.text).to_owned();
        let closed = whole.ends_with(']');
        let text_span = Span::new(
            (token.span.start + open + 1).min(token.span.end),
            (token.span.end - usize::from(closed)).max(token.span.start + open),
        );
        let text = text_span.of(self.text).to_owned();
        let source = Source::ALL.into_iter().find(|s| s.as_str().eq_ignore_ascii_case(&source_text));
        match source {
            None => self.unknown_name(
                "attribute source",
                source_span,
                &source_text,
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
    fn operator_follows(&self) -> bool {
        let mut at = self.next;
        if self.peek_kind() == Some(TokenKind::LeftBrace) {
            while self.tokens.get(at).is_some_and(|t| t.kind != TokenKind::RightBrace) {
                at += 1;
            }
        }
        self.tokens
            .get(at + 1)
            .is_some_and(|t| t.kind == TokenKind::Word && is_operator_name(t.span.of(self.text)))
    }
}

fn logical(connector: Connector, mut operands: Vec<Expr>, connectors: Vec<Span>) -> Expr {
    let first = operands.first().map_or(Span::default(), |e| e.span);
    let last = operands.last().map_or(first, |e| e.span);
    match (operands.len(), operands.pop()) {
        (1, Some(only)) => only,
        (_, Some(end)) => {
            operands.push(end);
            Expr { span: first.to(last), kind: ExprKind::Logical { connector, operands, connectors } }
        }
        (_, None) => Expr { span: first, kind: ExprKind::Error },
    }
}

fn starts_operand(kind: TokenKind) -> bool {
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

fn is_operator_name(word: &str) -> bool {
    let base = word.rsplit(':').next().unwrap_or(word);
    BaseOperator::from_name(base).is_some() || Quantifier::ALL.iter().any(|q| word.starts_with(q.as_str()))
}

/// The text between the quotes of a string token, closed or not, whatever its quotes.
fn unquote(token: &str) -> String {
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

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
