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
        let joined = self.ahead(1).is_some_and(|t| match first.kind {
            // A word beside a word that is nothing like an operator is prose.
            TokenKind::Word => {
                self.operator_at(1)
                    || matches!(t.kind, TokenKind::Unknown | TokenKind::Not)
                    || t.kind == TokenKind::Word && nearly_operator(t.span.of(self.text))
            }
            _ => matches!(t.kind, TokenKind::Unknown | TokenKind::Not) || starts_operand(t.kind),
        });
        if matches!(first.kind, TokenKind::String | TokenKind::Word) && !joined {
            return self.lone_value(first);
        }
        let without_source =
            if first.kind == TokenKind::Word { self.attribute_without_source(first) } else { None };
        let left = without_source.unwrap_or_else(|| self.operand(first));
        if let Some(exists) = self.exists_behind(&left) {
            return exists;
        }
        let not = self.peek().filter(|t| t.kind == TokenKind::Not && self.operator_at(1));
        if not.is_some() {
            self.bump();
        }
        let reported = self.diagnostics.len();
        let (operator, right) =
            match self.peek().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Unknown)) {
                Some(token) if token.span.of(self.text) != "[" => {
                    let operator = self.operator(token);
                    let right = self.right_side(&operator);
                    (operator, right)
                }
                _ if self.lacks_operator() => self.missing_operator(&left),
                _ => {
                    let shown = left.span().of(self.text).to_owned();
                    let place = Span::at(self.behind());
                    self.report(
                        left.span(),
                        format!("`{}` is compared with nothing", shorten(&shown)),
                        "write an operator and a value after it, as in `StringEquals 'text'`",
                    );
                    return Expr { span: left.span().to(place), kind: ExprKind::Error };
                }
            };
        let name = operator.span.of(self.text).to_owned();
        if let Some(not) = not {
            self.diagnostics.truncate(reported);
            self.negated_operator(not, &left, &operator, &right);
        } else if operator.base.is_none() && !name.is_empty() {
            let instead = match operator.quantifier {
                Some(quantifier) if operator.base_span.is_empty() => {
                    let base = self.instead_of(&left, "=", &right);
                    base.map(|base| {
                        let base = base.rsplit(':').next().unwrap_or_default().to_owned();
                        format!("{}:{base}", quantifier.as_str())
                    })
                }
                _ => self.instead_of(&left, &name, &right),
            };
            self.offer(operator.span, instead);
            self.offer_pattern(operator.span, &name, &right);
        }
        let span = left.span().to(right.span());
        Expr { span, kind: ExprKind::Comparison(Box::new(Comparison { left, operator, right })) }
    }

    fn right_side(&mut self, operator: &Operator) -> Operand {
        if let Some(token) = self.peek() {
            if self.list_without_braces(token, operator.quantified) {
                return Operand::Set(self.set_without_braces(token));
            }
            if let Some(value) = self.bracketed_value(token) {
                return value;
            }
            if starts_operand(token.kind) {
                return self.operand(token);
            }
        }
        let place = Span::at(self.behind());
        let name = operator.span.of(self.text).to_owned();
        self.report(
            operator.span,
            format!("`{name}` has no value after it"),
            "write the value to compare with",
        );
        Operand::Error(place)
    }

    /// Whether the right side of a comparison stands where its operator belongs.
    fn lacks_operator(&self) -> bool {
        let Some(token) = self.peek() else { return false };
        match token.kind {
            TokenKind::String
            | TokenKind::Integer
            | TokenKind::Guid
            | TokenKind::Boolean
            | TokenKind::Attribute => !self.operator_at(1),
            TokenKind::LeftBrace => !self.operator_follows(),
            _ => false,
        }
    }

    /// `@Request[…] NOT IN {…}`: reported as one mistake.
    fn negated_operator(&mut self, not: Token, left: &Operand, operator: &Operator, right: &Operand) {
        let span = not.span.to(operator.span);
        let positive = operator.span.of(self.text);
        let instead = match (operator.base, operator.quantifier) {
            (Some(base), None) => base.opposite().map(|base| base.as_str().to_owned()),
            (Some(_), Some(_)) => None,
            (None, _) => self
                .instead_of(left, if positive.is_empty() { "=" } else { positive }, right)
                .and_then(|name| {
                    let base = BaseOperator::from_name(name.rsplit(':').next()?)?.opposite()?;
                    let several = name.contains(':');
                    Some(format!("{}{}", if several { "ForAnyOfAllValues:" } else { "" }, base.as_str()))
                }),
        };
        let fixes = instead.map(|instead| Fix {
            title: format!("write `{instead}`"),
            applicability: Applicability::Unsafe,
            edits: vec![TextEdit { span, replacement: instead }],
        });
        self.report(
            span,
            "`NOT` cannot stand before an operator",
            "write it before the whole comparison, or use an operator with `Not` in its name",
        )
        .fixes
        .extend(fixes);
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
        let rest = self.peek().filter(|t| t.kind == TokenKind::Word);
        if let Some((rest, between)) =
            rest.and_then(|t| Some((t, self.gap_between(&name, quantifier_alone, t)?)))
        {
            self.bump();
            let gap = Span::new(span.end, rest.span.start);
            name.to_mut().push_str(between);
            name.to_mut().push_str(rest.span.of(self.text));
            span = span.to(rest.span);
            let edit = TextEdit { span: gap, replacement: between.to_owned() };
            self.mend(
                gap,
                "white space stands inside an operator".into(),
                &format!("write `{name}` in one piece"),
                ("close the gap", Applicability::Safe, vec![edit]),
            );
        } else if quantifier_alone && !name.contains(':') {
            self.report(
                span,
                format!("quantifier `{name}` lacks its operator"),
                "write `:` and an operator after it, as in `ForAnyOfAnyValues:GuidEquals`",
            );
            let quantifier = Quantifier::ALL.into_iter().find(|q| q.as_str().eq_ignore_ascii_case(&name));
            return Operator {
                span,
                quantifier,
                quantified: true,
                base: None,
                base_span: Span::at(span.end),
            };
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

    /// What belongs between two words that are one operator in two pieces; `None` where they are not.
    fn gap_between(&self, name: &str, quantifier: bool, rest: Token) -> Option<&'static str> {
        let rest = rest.span.of(self.text);
        if quantifier {
            if name.ends_with(':') || rest.starts_with(':') {
                return Some("");
            }
            return BaseOperator::from_name(rest).map(|_| ":");
        }
        let whole = BaseOperator::from_name(name).is_none()
            && BaseOperator::from_name(&format!("{name}{rest}")).is_some();
        whole.then_some("")
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

fn nearly_operator(word: &str) -> bool {
    nearest(word.rsplit(':').next().unwrap_or(word), BaseOperator::ALL.iter().map(|op| op.as_str())).is_some()
}

pub(super) fn is_operator_name(word: &str) -> bool {
    let base = word.rsplit(':').next().unwrap_or(word);
    BaseOperator::from_name(base).is_some() || Quantifier::ALL.iter().any(|q| word.starts_with(q.as_str()))
}
