//! `ActionMatches`, `SubOperationMatches` and `Exists`.

use crate::diagnostic::{Applicability, Fix, Severity, TextEdit};
use crate::span::Span;
use crate::syntax::ast::{Expr, ExprKind, LiteralValue, StringLiteral};
use crate::syntax::parser::Parser;
use crate::syntax::token::{Token, TokenKind};

impl Parser<'_> {
    /// `action_test = "ActionMatches" "{" string "}"`, the same for `SubOperationMatches`
    pub(super) fn action_test(&mut self, keyword: Token) -> Expr {
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
            let value = self.test_without_braces(keyword, name, example);
            span = Span::new(span.start, self.behind().max(span.end));
            values.extend(value);
        }
        let kind = match (values.is_empty(), keyword.kind) {
            (true, _) => ExprKind::Error,
            (false, TokenKind::ActionMatches) => ExprKind::ActionMatches(values),
            (false, _) => ExprKind::SubOperationMatches(values),
        };
        Expr { span, kind }
    }

    /// `exists_test = "Exists" attribute`
    pub(super) fn exists_test(&mut self, keyword: Token) -> Expr {
        self.bump();
        let in_parentheses = self.exists_in_parentheses();
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
        if in_parentheses.is_some() {
            self.bump();
        }
        let span = Span::new(keyword.span.start, self.behind());
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
}
