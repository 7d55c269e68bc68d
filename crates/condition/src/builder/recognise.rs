//! Which template a condition is, read from its tree.
//!
//! Two readings count as one only where they mean the same for every request: spacing, order, parentheses,
//! `&&`, dashless ids, one value with or without braces. Anything else is no template, though it may be close.

use crate::builder::templates::{Pair, PrincipalType, Template, TemplateKind};
use crate::guid::Guid;
use crate::syntax::ast::{
    BaseOperator, Comparison, Condition, Connector, Dialect, Expr, ExprKind, Literal, LiteralValue, Operand,
    Quantifier, Source, Suffix,
};

/// One clause: what must hold for its action.
enum Half {
    Blocked,
    /// Alternatives, each a conjunction; one for every template but the pairs.
    Allowed(Vec<Rows>),
}

/// What one conjunction demands. `None`: says nothing of it.
#[derive(Default)]
struct Rows {
    roles: Option<Vec<Guid>>,
    excluded: Option<Vec<Guid>>,
    principals: Option<Vec<Guid>>,
    types: Option<Vec<PrincipalType>>,
}

pub(super) fn recognise(condition: &Condition) -> Option<Template> {
    if condition.has_errors() || condition.dialect != Dialect::V2 {
        return None;
    }
    let mut clauses = Vec::new();
    flatten(condition.root.as_ref()?, Connector::And, &mut clauses);
    let (mut write, mut delete) = (None, None);
    for clause in clauses {
        let (source, half) = half(clause)?;
        let place = if source == Source::Request { &mut write } else { &mut delete };
        if place.replace(half).is_some() {
            return None;
        }
    }
    match (write?, delete?) {
        (Half::Allowed(write), Half::Allowed(delete)) => both(write, &delete),
        (Half::Allowed(write), Half::Blocked) => add_only(write),
        (Half::Blocked, _) => None,
    }
}

fn both(mut write: Vec<Rows>, delete: &[Rows]) -> Option<Template> {
    // Every alternative of one half must stand in the other too.
    let covered = |some: &[Rows], all: &[Rows]| some.iter().all(|a| all.iter().any(|b| same(a, b)));
    if !covered(&write, delete) || !covered(delete, &write) {
        return None;
    }
    if write.len() > 1 {
        let pairs = write.into_iter().map(|rows| match rows {
            Rows { roles: Some(roles), principals: Some(principals), types: None, excluded: None } => {
                Some(Pair { roles, principals })
            }
            _ => None,
        });
        let pairs = pairs.collect::<Option<Vec<_>>>()?;
        return Some(template(TemplateKind::PairedRolesAndPrincipals, Rows::default(), pairs));
    }
    let mut rows = write.pop()?;
    let kind = match (&rows.roles, &rows.excluded, &rows.types, &rows.principals) {
        (Some(_), None, None, None) => TemplateKind::ConstrainRoles,
        (Some(_), None, Some(_), None) => TemplateKind::ConstrainRolesAndPrincipalTypes,
        (Some(_), None, None, Some(_)) => TemplateKind::ConstrainRolesAndPrincipals,
        (Some(_), None, Some(types), Some(_)) if types == &[PrincipalType::ServicePrincipal] => {
            rows.types = None;
            TemplateKind::DataRolesToServicePrincipals
        }
        (None, Some(_), None, None) => TemplateKind::ExcludeRoles,
        _ => return None,
    };
    Some(template(kind, rows, Vec::new()))
}

fn add_only(mut write: Vec<Rows>) -> Option<Template> {
    let rows = write.pop()?;
    let fits = write.is_empty() && rows.roles.is_some() && rows.excluded.is_none();
    fits.then(|| template(TemplateKind::AddOnly, rows, Vec::new()))
}

fn template(kind: TemplateKind, rows: Rows, pairs: Vec<Pair>) -> Template {
    let Rows { roles, excluded, principals, types } = rows;
    Template {
        kind,
        roles: roles.or(excluded).unwrap_or_default(),
        principal_types: types.unwrap_or_default(),
        principals: principals.unwrap_or_default(),
        pairs,
    }
    .settled()
}

fn same(a: &Rows, b: &Rows) -> bool {
    fn sets<T: PartialEq>(a: Option<&Vec<T>>, b: Option<&Vec<T>>) -> bool {
        match (a, b) {
            (None, None) => true,
            (Some(a), Some(b)) => a.len() == b.len() && a.iter().all(|x| b.contains(x)),
            _ => false,
        }
    }
    sets(a.roles.as_ref(), b.roles.as_ref())
        && sets(a.excluded.as_ref(), b.excluded.as_ref())
        && sets(a.principals.as_ref(), b.principals.as_ref())
        && sets(a.types.as_ref(), b.types.as_ref())
}

fn flatten<'a>(expr: &'a Expr, connector: Connector, into: &mut Vec<&'a Expr>) {
    match &expr.ungrouped().kind {
        ExprKind::Logical { connector: own, operands, .. } if *own == connector => {
            operands.iter().for_each(|operand| flatten(operand, connector, into));
        }
        _ => into.push(expr.ungrouped()),
    }
}

/// A clause as the source that its action demands, and what it allows.
fn half(clause: &Expr) -> Option<(Source, Half)> {
    let mut parts = Vec::new();
    flatten(clause, Connector::Or, &mut parts);
    let guard = parts.iter().position(|part| guarded(part).is_some())?;
    let source = guarded(parts.remove(guard))?;
    if parts.is_empty() {
        return Some((source, Half::Blocked));
    }
    let alternatives = parts.into_iter().map(|part| conjunction(part, source));
    Some((source, Half::Allowed(alternatives.collect::<Option<_>>()?)))
}

/// `!(ActionMatches{'…'})` for one of the two actions.
fn guarded(expr: &Expr) -> Option<Source> {
    let ExprKind::Not { operand, .. } = &expr.kind else { return None };
    let ExprKind::ActionMatches(values) = &operand.ungrouped().kind else { return None };
    let [action] = values.as_slice() else { return None };
    let is = |name: &str| action.value.eq_ignore_ascii_case(name);
    if is("Microsoft.Authorization/roleAssignments/write") {
        Some(Source::Request)
    } else if is("Microsoft.Authorization/roleAssignments/delete") {
        Some(Source::Resource)
    } else {
        None
    }
}

fn conjunction(expr: &Expr, source: Source) -> Option<Rows> {
    let mut parts = Vec::new();
    flatten(expr, Connector::And, &mut parts);
    let mut rows = Rows::default();
    for part in parts {
        let ExprKind::Comparison(comparison) = &part.kind else { return None };
        row(comparison, source, &mut rows)?;
    }
    Some(rows)
}

fn row(comparison: &Comparison, source: Source, rows: &mut Rows) -> Option<()> {
    let Operand::Attribute(attribute) = &comparison.left else { return None };
    if attribute.source != Some(source) || attribute.suffix != Suffix::None {
        return None;
    }
    let (items, positive) = values(comparison)?;
    let base = comparison.operator.base?;
    let name = attribute
        .base()
        .split_once(':')
        .filter(|(path, _)| path.eq_ignore_ascii_case("Microsoft.Authorization/roleAssignments"))?;
    let is = |text: &str| name.1.eq_ignore_ascii_case(text);
    let place = if is("PrincipalType") {
        let ignores_case = matches!(base, BaseOperator::StringEqualsIgnoreCase);
        if !ignores_case || !positive || rows.types.is_some() {
            return None;
        }
        let read = |literal: &Literal| match &literal.value {
            LiteralValue::String(text) => PrincipalType::parse(text),
            _ => None,
        };
        rows.types = Some(distinct(items, read)?);
        return Some(());
    } else if is("RoleDefinitionId") {
        if positive { &mut rows.roles } else { &mut rows.excluded }
    } else if is("PrincipalId") && positive {
        &mut rows.principals
    } else {
        return None;
    };
    let read = |literal: &Literal| match literal.value {
        LiteralValue::Guid(id) => Some(id),
        _ => None,
    };
    if !matches!(base, BaseOperator::GuidEquals | BaseOperator::GuidNotEquals) || place.is_some() {
        return None;
    }
    *place = Some(distinct(items, read)?);
    Some(())
}

/// The values of `is one of` (true) and `is none of` (false).
fn values(comparison: &Comparison) -> Option<(&[Literal], bool)> {
    let positive = !comparison.operator.base?.negated();
    let items = match &comparison.right {
        Operand::Set(set) if comparison.operator.quantified => set.items.as_slice(),
        Operand::Literal(literal) if !comparison.operator.quantified => {
            return Some((std::slice::from_ref(literal), positive));
        }
        _ => return None,
    };
    // The three attributes hold one value, so only the second half of the quantifier counts; and with one
    // value on the right it does not count either.
    let any = matches!(
        comparison.operator.quantifier?,
        Quantifier::ForAnyOfAnyValues | Quantifier::ForAllOfAnyValues
    );
    (items.len() == 1 || any == positive).then_some((items, positive))
}

fn distinct<T: PartialEq>(items: &[Literal], read: impl Fn(&Literal) -> Option<T>) -> Option<Vec<T>> {
    let mut values = Vec::new();
    for item in items {
        let value = read(item)?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    (!values.is_empty()).then_some(values)
}
