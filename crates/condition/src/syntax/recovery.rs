//! Mistakes that people make, each named once and read on as what was meant.
//!
//! The parser proper knows the language; what stands here is what is written instead of it: `ADN`, `&`, a list in
//! round brackets, an operator that is missing or in two pieces.

use crate::catalog::attributes::{self, ValueType};
use crate::diagnostic::{Applicability, Fix, Severity, TextEdit};
use crate::span::Span;
use crate::syntax::ast::{
    BaseOperator, Connector, Expr, ExprKind, Literal, LiteralValue, Operand, OperandType, Operator, Relation,
    Source, StringLiteral, Suffix,
};
use crate::syntax::comparison::is_operator_name;
use crate::syntax::operand::{shorten, unquote};
use crate::syntax::parser::Parser;
use crate::syntax::token::{Token, TokenKind};

impl Parser<'_> {
    /// Reports an error with the fix for it.
    pub(super) fn mend(
        &mut self,
        span: Span,
        message: String,
        help: &str,
        (title, applicability, edits): (&str, Applicability, Vec<TextEdit>),
    ) {
        self.report(span, message, help).fixes.push(Fix { title: title.into(), applicability, edits });
    }

    /// A token that was meant to join two expressions: `ADN`, `&`, a comma, `OR` with a letter too many.
    /// It must stand before what starts an expression.
    pub(super) fn misspelt_connector(&self) -> Option<Connector> {
        let token = self.peek()?;
        let shown = token.span.of(self.text);
        let connector = match token.kind {
            TokenKind::Comma => Some(Connector::And),
            TokenKind::Unknown => match shown {
                "&" | "&&&" | "+" | ";" => Some(Connector::And),
                "|" | "|||" => Some(Connector::Or),
                _ => None,
            },
            TokenKind::Word => connector_like(shown),
            _ => None,
        };
        connector.filter(|_| self.expression_starts_at(1))
    }

    /// Takes such a token and reports it; its place is the connector's.
    pub(super) fn take_misspelt(&mut self, connector: Connector) -> Span {
        let Some(token) = self.bump() else { return Span::at(self.behind()) };
        let keyword = connector.keyword();
        let shown = token.span.of(self.text).to_owned();
        let edit = TextEdit { span: token.span, replacement: keyword.into() };
        self.mend(
            token.span,
            format!("`{shown}` does not join expressions"),
            "join them with `AND` or `OR`",
            (&format!("write `{keyword}`"), Applicability::Unsafe, vec![edit]),
        );
        token.span
    }

    /// Reports what cannot stand here, once, and passes over everything up to where reading can go on: a
    /// connector or a closing parenthesis of this level.
    pub(super) fn pass_over(&mut self, message: String, help: &str) -> Span {
        let Some(first) = self.peek() else { return Span::at(self.behind()) };
        let mut span = first.span;
        let mut open = 0usize;
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::LeftParen => open += 1,
                TokenKind::RightParen | TokenKind::And | TokenKind::Or if open == 0 => break,
                TokenKind::RightParen => open -= 1,
                _ => {}
            }
            span = span.to(token.span);
            self.bump();
        }
        self.mend(
            first.span,
            message,
            help,
            ("remove it", Applicability::ShowOnly, vec![TextEdit { span, replacement: String::new() }]),
        );
        span
    }

    /// A bracket of another kind where `{` or `}` belongs.
    pub(super) fn is_foreign_bracket(&self, token: Token) -> bool {
        token.kind == TokenKind::LeftParen || token.span.of(self.text) == "["
    }

    /// Whether values stand here that lack the braces of a list: `(a, b)`, `[a, b]`, or `a, b`.
    pub(super) fn list_without_braces(&self, token: Token, quantified: bool) -> bool {
        let value = |at: usize| {
            self.ahead(at).is_some_and(|t| {
                matches!(
                    t.kind,
                    TokenKind::String
                        | TokenKind::Integer
                        | TokenKind::Guid
                        | TokenKind::Boolean
                        | TokenKind::Placeholder
                        | TokenKind::Word
                )
            })
        };
        let comma = |at: usize| self.ahead(at).is_some_and(|t| t.kind == TokenKind::Comma);
        let closes = |at: usize| {
            self.ahead(at).is_some_and(|t| t.kind == TokenKind::RightParen || t.span.of(self.text) == "]")
        };
        if self.is_foreign_bracket(token) {
            return value(1) && (comma(2) || closes(2) && quantified);
        }
        value(0) && comma(1) && value(2) && !self.operator_at(3)
    }

    /// One value in brackets of any kind, where the operator takes a bare one: `('Cascade')`.
    pub(super) fn bracketed_value(&mut self, open: Token) -> Option<Operand> {
        let inner = self.ahead(1).filter(|_| self.is_foreign_bracket(open))?;
        let close =
            self.ahead(2).filter(|t| t.kind == TokenKind::RightParen || t.span.of(self.text) == "]")?;
        let value = matches!(
            inner.kind,
            TokenKind::String
                | TokenKind::Integer
                | TokenKind::Guid
                | TokenKind::Boolean
                | TokenKind::Attribute
        );
        if !value {
            return None;
        }
        self.bump();
        let operand = self.operand(inner);
        self.bump();
        let edits = [open, close].map(|t| TextEdit { span: t.span, replacement: String::new() });
        self.mend(
            open.span.to(close.span),
            "brackets stand around a single value".into(),
            "write the value as it is",
            ("remove the brackets", Applicability::Safe, edits.into()),
        );
        Some(operand)
    }

    /// `ActionMatch{'…'}` and the like.
    pub(super) fn misspelt_test(&mut self, token: Token) -> Option<Expr> {
        let behind =
            self.ahead(1).filter(|t| t.kind == TokenKind::LeftBrace || self.is_foreign_bracket(*t))?;
        self.ahead(2).filter(|t| t.kind == TokenKind::String && behind.span.end <= t.span.start)?;
        let known = ["ActionMatches", "SubOperationMatches"];
        crate::words::nearest(token.span.of(self.text), known.into_iter())?;
        let shown = token.span.of(self.text).to_owned();
        self.unknown_name("test", token.span, &shown, known.into_iter());
        let kind = if shown.to_ascii_lowercase().starts_with('s') {
            TokenKind::SubOperationMatches
        } else {
            TokenKind::ActionMatches
        };
        Some(self.action_test(Token { kind, span: token.span }))
    }

    /// A text or word with nothing to compare it with: most likely an action without its test.
    pub(super) fn lone_value(&mut self, token: Token) -> Expr {
        self.bump();
        let shown = token.span.of(self.text).to_owned();
        let value = if token.kind == TokenKind::String { unquote(&shown) } else { shown.clone() };
        let message = format!("`{}` is compared with nothing", shorten(&shown));
        let action = value.contains('/') && !value.contains([':', '\'', '{', ' ']);
        if action {
            let edit = TextEdit { span: token.span, replacement: format!("ActionMatches{{'{value}'}}") };
            self.mend(
                token.span,
                message,
                "to test for an action, write `ActionMatches{'…'}` around it",
                ("write `ActionMatches{'…'}`", Applicability::Unsafe, vec![edit]),
            );
        } else {
            self.report(
                token.span,
                message,
                "write an attribute and an operator before it, as in `@Request[…] StringEquals 'text'`",
            );
        }
        Expr { span: token.span, kind: ExprKind::Error }
    }

    /// `Microsoft.Authorization/roleAssignments:PrincipalId GuidEquals …`: an attribute without source and brackets.
    pub(super) fn attribute_without_source(&mut self, token: Token) -> Option<Operand> {
        let name = token.span.of(self.text);
        let known: Vec<Source> = Source::ALL
            .into_iter()
            .filter(|source| attributes::named(name, Suffix::None).any(|info| info.source == *source))
            .collect();
        if known.is_empty() && !(name.contains('/') && name.contains(':')) {
            return None;
        }
        self.bump();
        let message = format!("attribute `{}` lacks its source and brackets", shorten(name));
        let fixes = known
            .into_iter()
            .map(|source| {
                let written = format!("@{}[{name}]", source.as_str());
                Fix {
                    title: format!("write `{written}`"),
                    applicability: Applicability::Unsafe,
                    edits: vec![TextEdit { span: token.span, replacement: written }],
                }
            })
            .collect();
        self.report(token.span, message, "write the source and brackets around it, as in `@Resource[…]`")
            .fixes = fixes;
        Some(Operand::Error(token.span))
    }

    /// What was most likely meant by an operator that is not one, from what stands on both sides.
    pub(super) fn instead_of(&self, left: &Operand, name: &str, right: &Operand) -> Option<String> {
        let (relation, negated) = meant(name)?;
        let operand_type = type_of(left).or_else(|| type_of(right))?;
        let ignore_case = match left {
            Operand::Attribute(attribute) => attributes::find(attribute).is_some_and(|info| {
                matches!(info.value_type, ValueType::PrincipalType | ValueType::ResourceId)
            }),
            _ => false,
        };
        let base = BaseOperator::ALL.iter().find(|base| {
            base.operand_type() == operand_type
                && base.relation() == relation
                && base.negated() == negated
                && (operand_type != OperandType::String || base.ignores_case() == ignore_case)
        })?;
        let several = matches!(right, Operand::Set(_)) && base.can_be_quantified();
        let quantifier = match (several, negated) {
            (false, _) => "",
            (true, false) => "ForAnyOfAnyValues:",
            (true, true) => "ForAnyOfAllValues:",
        };
        Some(format!("{quantifier}{}", base.as_str()))
    }

    /// Offers that operator in the error that was reported for this one.
    pub(super) fn offer(&mut self, at: Span, instead: Option<String>) {
        let Some(instead) = instead else { return };
        let reported =
            self.diagnostics.iter_mut().rev().find(|d| d.severity == Severity::Error && at.contains(d.span));
        if let Some(diagnostic) = reported {
            diagnostic.fixes = vec![Fix {
                title: format!("write `{instead}`"),
                applicability: Applicability::Unsafe,
                edits: vec![TextEdit { span: at, replacement: instead }],
            }];
        }
    }

    /// `StringContains 'x'` and `StringEndsWith 'x'`, which Azure does not have, as patterns.
    pub(super) fn offer_pattern(&mut self, operator: Span, name: &str, right: &Operand) {
        let Operand::Literal(Literal { span, value: LiteralValue::String(text) }) = right else { return };
        let (before, base) = match name.to_ascii_lowercase().as_str() {
            "stringcontains" | "contains" => ("*", "StringLike"),
            "stringnotcontains" | "notcontains" => ("*", "StringNotLike"),
            "stringendswith" | "endswith" => ("", "StringLike"),
            _ => return,
        };
        if text.contains(['*', '?', '\\']) {
            return;
        }
        let written = format!("{base} '*{text}{before}'");
        let reported = self.diagnostics.iter_mut().rev().find(|d| operator.contains(d.span));
        if let Some(diagnostic) = reported {
            diagnostic.fixes = vec![Fix {
                title: format!("write `{written}`"),
                applicability: Applicability::Unsafe,
                edits: vec![TextEdit { span: operator.to(*span), replacement: written }],
            }];
        }
    }

    /// `!=` before an expression; the token is the next one.
    pub(super) fn not_a_negation(&mut self) -> Option<Token> {
        let token = self.peek().filter(|t| matches!(t.span.of(self.text), "!=" | "!!" | "~"))?;
        if !self.expression_starts_at(1) {
            return None;
        }
        self.bump();
        let edit = TextEdit { span: token.span, replacement: "NOT".into() };
        let shown = token.span.of(self.text).to_owned();
        self.mend(
            token.span,
            format!("`{shown}` does not negate an expression"),
            "write `NOT` or `!` before it",
            ("write `NOT`", Applicability::Unsafe, vec![edit]),
        );
        Some(token)
    }

    /// No operator stands between two operands: what is there is read as a comparison all the same.
    pub(super) fn missing_operator(&mut self, left: &Operand) -> (Operator, Operand) {
        let place = Span::at(self.behind());
        let right = self.peek().map_or(Operand::Error(place), |token| self.operand(token));
        let (start, end) = (shorten(left.span().of(self.text)), shorten(right.span().of(self.text)));
        let instead = self.instead_of(left, "=", &right);
        let gap = Span::new(place.start, right.span().start);
        let fixes = instead.map(|instead| Fix {
            title: format!("write `{instead}`"),
            applicability: Applicability::Unsafe,
            edits: vec![TextEdit { span: gap, replacement: format!(" {instead} ") }],
        });
        self.report(
            left.span().to(right.span()),
            format!("no operator stands between `{start}` and `{end}`"),
            "write an operator between them, as in `StringEquals`",
        )
        .fixes = fixes.into_iter().collect();
        let operator =
            Operator { span: place, quantifier: None, quantified: false, base: None, base_span: place };
        (operator, right)
    }

    /// The text in `ActionMatches('…')`, `ActionMatches['…']`, `ActionMatches '…'`, `ActionMatches = '…'`:
    /// reported once, `name` being the test's.
    pub(super) fn test_without_braces(
        &mut self,
        keyword: Token,
        name: &str,
        example: &str,
    ) -> Option<StringLiteral> {
        let mut last = keyword.span;
        let mut value = None;
        let mut closes = 0_usize;
        // At most two brackets or signs, the text, and as many brackets again.
        while let Some(token) = self.peek() {
            let shown = token.span.of(self.text);
            match token.kind {
                TokenKind::String if value.is_none() => value = Some(token),
                TokenKind::Word if value.is_none() && closes > 0 => value = Some(token),
                TokenKind::LeftParen | TokenKind::LeftBrace if value.is_none() => closes += 1,
                TokenKind::Unknown if value.is_none() && shown == "[" => closes += 1,
                TokenKind::Unknown if value.is_none() && matches!(shown, "=" | "==" | "===") => {}
                TokenKind::RightBrace if value.is_some() => closes = closes.saturating_sub(1),
                TokenKind::RightParen if value.is_some() && closes > 0 => closes -= 1,
                TokenKind::Unknown if value.is_some() && closes > 0 && shown == "]" => closes -= 1,
                _ => break,
            }
            last = token.span;
            self.bump();
            if value.is_some() && closes == 0 && self.peek_kind() != Some(TokenKind::RightBrace) {
                break;
            }
        }
        let message = format!("`{name}` needs `{{` and `}}`");
        let Some(value) = value else {
            self.report(keyword.span, message, format!("write `{example}`"));
            return None;
        };
        let text = value.span.of(self.text);
        let text = if value.kind == TokenKind::String { unquote(text) } else { text.to_owned() };
        let whole = keyword.span.to(last);
        let around = Span::new(keyword.span.end, whole.end);
        let edit = TextEdit { span: around, replacement: format!("{{'{text}'}}") };
        self.mend(
            whole,
            message,
            &format!("write `{example}`"),
            ("write it with `{` and `}`", Applicability::Safe, vec![edit]),
        );
        Some(StringLiteral { span: value.span, value: text })
    }

    /// `Exists(@Request[…])`; the keyword is consumed.
    pub(super) fn exists_in_parentheses(&mut self) -> Option<Token> {
        let open = self.peek().filter(|t| t.kind == TokenKind::LeftParen)?;
        let attribute = self.ahead(1).filter(|t| t.kind == TokenKind::Attribute)?;
        let close = self.ahead(2).filter(|t| t.kind == TokenKind::RightParen)?;
        self.bump();
        let edits = vec![
            TextEdit { span: Span::new(open.span.start, attribute.span.start), replacement: " ".into() },
            TextEdit { span: Span::new(attribute.span.end, close.span.end), replacement: String::new() },
        ];
        self.mend(
            open.span.to(close.span),
            "`Exists` takes its attribute without parentheses".into(),
            "write `Exists @Request[…]`",
            ("remove the parentheses", Applicability::Safe, edits),
        );
        Some(attribute)
    }

    /// `@Request[…] Exists`: the keyword is the next token.
    pub(super) fn exists_behind(&mut self, left: &Operand) -> Option<Expr> {
        let Operand::Attribute(attribute) = left else { return None };
        let keyword = self.peek().filter(|t| matches!(t.kind, TokenKind::Exists | TokenKind::NotExists))?;
        // `@A[…] Exists @B[…]` lacks a connector, or an operator.
        if self.ahead(1).is_some_and(|t| matches!(t.kind, TokenKind::Attribute | TokenKind::LeftParen)) {
            return None;
        }
        self.bump();
        let word = if keyword.kind == TokenKind::Exists { "Exists" } else { "NOT Exists" };
        let span = attribute.span.to(keyword.span);
        let written = format!("{word} {}", attribute.span.of(self.text));
        self.mend(
            span,
            "`Exists` stands behind its attribute".into(),
            "write it in front, as in `Exists @Request[…]`",
            ("write it in front", Applicability::Safe, vec![TextEdit { span, replacement: written }]),
        );
        let exists = Expr { span, kind: ExprKind::Exists(attribute.clone()) };
        Some(if keyword.kind == TokenKind::Exists {
            exists
        } else {
            Expr { span, kind: ExprKind::Not { operator: keyword.span, operand: Box::new(exists) } }
        })
    }

    /// Whether an operator's name, or a word used as one, stands at a token ahead.
    pub(super) fn operator_at(&self, at: usize) -> bool {
        self.ahead(at).is_some_and(|t| {
            let shown = t.span.of(self.text);
            match t.kind {
                TokenKind::Word => is_operator_name(shown) || meant(shown).is_some(),
                TokenKind::Unknown => meant(shown).is_some(),
                _ => false,
            }
        })
    }
}

/// `AND` and `OR` with a slip of the finger, and words of other languages.
fn connector_like(word: &str) -> Option<Connector> {
    let upper = word.to_ascii_uppercase();
    match upper.as_str() {
        "ADN" | "NAD" | "AN" | "ND" | "ANDD" | "AAND" | "ANND" | "AMD" | "ANS" | "-AND" | "ALSO" | "UND"
        | "ET" => Some(Connector::And),
        "RO" | "ORR" | "OOR" | "-OR" | "ELSE" | "ODER" | "OU" | "XOR" => Some(Connector::Or),
        _ => None,
    }
}

/// The relation that a sign or word of another language stands for.
fn meant(name: &str) -> Option<(Relation, bool)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "=" | "==" | "===" | "eq" | "-eq" | "equals" | "equal" | "is" | "in" | "-in" | "" => {
            (Relation::Equals, false)
        }
        "!=" | "<>" | "!==" | "ne" | "-ne" | "neq" | "notequals" | "notin" | "-notin" => {
            (Relation::Equals, true)
        }
        "<" | "lt" | "-lt" => (Relation::LessThan, false),
        "<=" | "le" | "lte" | "-le" => (Relation::LessThanEquals, false),
        ">" | "gt" | "-gt" => (Relation::GreaterThan, false),
        ">=" | "ge" | "gte" | "-ge" => (Relation::GreaterThanEquals, false),
        "like" | "-like" | "matches" | "~" | "=~" => (Relation::Like, false),
        "notlike" | "-notlike" | "!~" => (Relation::Like, true),
        "startswith" | "beginswith" => (Relation::StartsWith, false),
        _ => return None,
    })
}

/// The type that one side's values have.
fn type_of(operand: &Operand) -> Option<OperandType> {
    let of_literal = |value: &LiteralValue| match value {
        LiteralValue::String(_) => Some(OperandType::String),
        LiteralValue::Integer(_) => Some(OperandType::Number),
        LiteralValue::Boolean(_) => Some(OperandType::Boolean),
        LiteralValue::Guid(_) => Some(OperandType::Guid),
        LiteralValue::Placeholder | LiteralValue::Error => None,
    };
    match operand {
        Operand::Attribute(attribute) => attributes::find(attribute).map(|info| match info.value_type {
            ValueType::Role | ValueType::Principal => OperandType::Guid,
            ValueType::Boolean => OperandType::Boolean,
            ValueType::Number => OperandType::Number,
            ValueType::DateTime => OperandType::DateTime,
            _ => OperandType::String,
        }),
        Operand::Literal(literal) => of_literal(&literal.value),
        Operand::Set(set) => of_literal(&set.items.first()?.value),
        Operand::Placeholder(_) | Operand::Error(_) => None,
    }
}
