//! Walks the tree for one request, in either reading of mixed AND and OR.

use crate::eval::compare::{Why, compare};
use crate::eval::{Request, Truth};
use crate::facts::action_matches;
use crate::syntax::ast::{Condition, Connector, Expr, ExprKind, Source};

/// How AND and OR at one level without parentheses are read. Azure's page calls the order ambiguous and does
/// not say which one the service uses.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Reading {
    /// AND binds tighter than OR.
    AndFirst,
    /// One after the other, as written.
    LeftToRight,
}

/// The value for one request, AND binding tighter than OR.
#[must_use]
pub fn truth(condition: &Condition, request: &Request) -> Truth {
    truth_as(condition, request, Reading::AndFirst)
}

/// The value for one request in one reading.
#[must_use]
pub(crate) fn truth_as(condition: &Condition, request: &Request, reading: Reading) -> Truth {
    Walk { request, reading, absent: Absent::Unknown, caller_known: true }.condition(condition)
}

/// The same where nothing is known of who asks and from where: `Exists` on their attributes is unknown too.
#[must_use]
pub(crate) fn truth_for_unknown_caller(condition: &Condition, request: &Request, reading: Reading) -> Truth {
    Walk { request, reading, absent: Absent::Unknown, caller_known: false }.condition(condition)
}

/// Whether AND and OR stand at one level somewhere without parentheses, so that the readings can differ.
#[must_use]
pub(crate) fn is_mixed(condition: &Condition) -> bool {
    let mut mixed = false;
    if let Some(root) = &condition.root {
        root.walk(&mut |expr| mixed |= mixes(expr));
    }
    mixed
}

fn mixes(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Logical { connector, operands, .. } => operands
            .iter()
            .any(|o| matches!(&o.kind, ExprKind::Logical { connector: inner, .. } if inner != connector)),
        _ => false,
    }
}

/// What a comparison with an absent attribute gives. Azure documents none of these in general.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absent {
    /// Unknown: what this app answers.
    Unknown,
    /// False, whatever the operator.
    False,
    /// False for an operator, true for its negation.
    FalseUnlessNegated,
}

/// One walk.
#[derive(Clone, Copy)]
pub(super) struct Walk<'a> {
    pub(super) request: &'a Request,
    pub(super) reading: Reading,
    pub(super) absent: Absent,
    /// Whether principal and environment attributes that are not given are known to be absent.
    pub(super) caller_known: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn condition(self, condition: &Condition) -> Truth {
        condition.root.as_ref().map_or(Truth::Unknown, |root| self.expr(root))
    }

    pub(super) fn expr(self, expr: &Expr) -> Truth {
        match &expr.kind {
            ExprKind::Logical { .. } if self.reading == Reading::LeftToRight && mixes(expr) => {
                self.in_order(expr, None)
            }
            ExprKind::Logical { connector: Connector::And, operands, .. } => {
                let mut all = Truth::True;
                for operand in operands {
                    all = all & self.expr(operand);
                    if all == Truth::False {
                        break;
                    }
                }
                all
            }
            ExprKind::Logical { connector: Connector::Or, operands, .. } => {
                let mut any = Truth::False;
                for operand in operands {
                    any = any | self.expr(operand);
                    if any == Truth::True {
                        break;
                    }
                }
                any
            }
            ExprKind::Not { operand, .. } => !self.expr(operand),
            ExprKind::Group(inner) => self.expr(inner),
            _ => self.leaf(expr).map_or(Truth::Unknown, Truth::from),
        }
    }

    /// Folds a level from the left; `before` is what stands in front of it and how it is joined.
    fn in_order(self, expr: &Expr, before: Option<(Truth, Connector)>) -> Truth {
        let ExprKind::Logical { connector, operands, .. } = &expr.kind else {
            let here = self.expr(expr);
            return match before {
                None => here,
                Some((left, Connector::And)) => left & here,
                Some((left, Connector::Or)) => left | here,
            };
        };
        let mut value = before;
        for operand in operands {
            value = Some((self.in_order(operand, value), *connector));
        }
        value.map_or(Truth::Unknown, |(truth, _)| truth)
    }

    /// The value of an expression without connectors, negation and parentheses of its own.
    pub(super) fn leaf<'e>(self, expr: &'e Expr) -> Result<bool, LeafWhy<'e>>
    where
        'a: 'e,
    {
        match &expr.kind {
            ExprKind::ActionMatches(patterns) => {
                let action = self.request.action.as_deref().ok_or(LeafWhy::NoAction)?;
                Ok(patterns.iter().any(|p| action_matches(&p.value, action)))
            }
            ExprKind::SubOperationMatches(names) => match &self.request.suboperation {
                Some(own) => Ok(names.iter().any(|n| n.value.eq_ignore_ascii_case(own))),
                // A request with an action and no suboperation is known to have none.
                None if self.request.action.is_some() => Ok(false),
                None => Err(LeafWhy::NoAction),
            },
            ExprKind::Exists(attribute) => {
                let source = attribute.source.ok_or(LeafWhy::Comparison(Why::UnknownSource(attribute)))?;
                let there = self.request.attributes(source).get(attribute).is_some();
                let of_caller = matches!(source, Source::Principal | Source::Environment);
                if there || self.caller_known || !of_caller {
                    Ok(there)
                } else {
                    Err(LeafWhy::Comparison(Why::Absent(attribute)))
                }
            }
            ExprKind::Comparison(comparison) => match compare(comparison, self.request) {
                Err(Why::Absent(_)) if self.absent == Absent::False => Ok(false),
                Err(Why::Absent(_)) if self.absent == Absent::FalseUnlessNegated => {
                    Ok(comparison.operator.base.is_some_and(|base| base.negated()))
                }
                other => other.map_err(LeafWhy::Comparison),
            },
            ExprKind::Placeholder => Err(LeafWhy::Comparison(Why::Placeholder)),
            _ => Err(LeafWhy::Comparison(Why::NotUnderstood)),
        }
    }
}

/// Why a leaf has no value.
#[derive(Clone, Copy, Debug)]
pub(super) enum LeafWhy<'a> {
    /// The request names no action.
    NoAction,
    /// As for a comparison.
    Comparison(Why<'a>),
}
