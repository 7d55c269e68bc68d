//! Comparisons and their operators. Their sides are in `operand`, expressions in `parser`.

use std::borrow::Cow;

use crate::diagnostic::{Applicability, Fix, Severity, TextEdit};
use crate::span::Span;
use crate::syntax::ast::{BaseOperator, Comparison, Expr, ExprKind, Operand, Operator, Quantifier};
use crate::syntax::operand::{shorten, starts_operand};
use crate::syntax::parser::Parser;
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

    pub(super) fn unknown_name(
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
}

pub(super) fn is_operator_name(word: &str) -> bool {
    let base = word.rsplit(':').next().unwrap_or(word);
    BaseOperator::from_name(base).is_some() || Quantifier::ALL.iter().any(|q| word.starts_with(q.as_str()))
}
