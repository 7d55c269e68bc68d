//! How two conditions relate, and requests that show it.

use rolewright_authz::roles;
use rolewright_condition::decide::{self, Answer, Relation as CoreRelation, Undecided};
use rolewright_condition::diagnostic::Severity;
use rolewright_condition::eval::{Request as CoreRequest, Truth};
use rolewright_condition::parse;
use rolewright_condition::syntax::ast::{Condition, Dialect};

use crate::analysis::unknown_role;
use crate::evaluation::wire_request;
use crate::request_words::words;
use crate::wire::conditions::{CompareRequest, Comparison, CounterexampleRequest, Relation, Request, Wanted};
use crate::wire::error::ApiError;

/// Compares what two conditions allow.
///
/// # Errors
/// When one of them is of version 1 or has errors, so that what it allows is not known.
pub fn compare_conditions(request: &CompareRequest) -> Result<Comparison, ApiError> {
    let a = readable(&request.a, "the left condition")?;
    let b = readable(&request.b, "the right condition")?;
    let decide::Comparison { relation, only_a, only_b, both: _, a_constant, b_constant, undecided } =
        decide::compare(&a, &b);
    let relation = wire_relation(relation);
    Ok(Comparison {
        relation,
        words: relation_words(relation).to_owned(),
        only_a_words: only_a.as_ref().map(words),
        only_b_words: only_b.as_ref().map(words),
        only_a: only_a.as_ref().map(wire_request),
        only_b: only_b.as_ref().map(wire_request),
        undecided: undecided.iter().map(|part| undecided_words(part, &a, Some(&b))).collect(),
        a_constant,
        b_constant,
    })
}

/// A request that the condition allows, or one that it refuses; `None` where there is none.
///
/// # Errors
/// When the condition has errors, or whether there is one cannot be decided.
pub fn find_counterexample(request: &CounterexampleRequest) -> Result<Option<Request>, ApiError> {
    let CounterexampleRequest { text, want, role, principal_type } = request;
    let condition = readable(text, "the condition")?;
    let (found, undecided) = match restriction(role.as_deref(), principal_type.as_deref())? {
        Some(restriction) => {
            let decide::Comparison { only_b, both, undecided, .. } =
                decide::compare(&condition, &parse(&restriction));
            (if *want == Wanted::Allowed { both } else { only_b }, undecided)
        }
        None => {
            let wanted = if *want == Wanted::Allowed { Truth::True } else { Truth::False };
            match decide::find_request(&condition, wanted) {
                Answer::Request(request) => (Some(*request), Vec::new()),
                Answer::None => (None, Vec::new()),
                Answer::CannotDecide(undecided) => (None, undecided),
            }
        }
    };
    found_or_why(found.as_ref(), &undecided, &condition)
}

fn found_or_why(
    found: Option<&CoreRequest>,
    undecided: &[Undecided],
    condition: &Condition,
) -> Result<Option<Request>, ApiError> {
    match (found, undecided.first()) {
        (Some(request), _) => Ok(Some(wire_request(request))),
        (None, None) => Ok(None),
        (None, Some(part)) => Err(ApiError::invalid("whether there is such a request cannot be decided")
            .with_hint(undecided_words(part, condition, None))),
    }
}

/// Requests to assign or remove this role for this kind of principal, as a condition.
fn restriction(role: Option<&str>, principal_type: Option<&str>) -> Result<Option<String>, ApiError> {
    let mut tests = Vec::new();
    if let Some(role) = role {
        let id = roles::id(role)
            .or_else(|| roles::find(role).map(|r| r.facts.id))
            .ok_or_else(|| unknown_role(role))?;
        tests.push(format!("RoleDefinitionId] GuidEquals {id}"));
    }
    if let Some(kind) = principal_type {
        if !kind.chars().all(char::is_alphanumeric) {
            return Err(ApiError::invalid(format!("`{kind}` is not a principal type"))
                .with_hint("conditions know `User`, `Group` and `ServicePrincipal`"));
        }
        tests.push(format!("PrincipalType] StringEqualsIgnoreCase '{kind}'"));
    }
    if tests.is_empty() {
        return Ok(None);
    }
    let acts = [("write", "Request"), ("delete", "Resource")].map(|(act, source)| {
        let mut parts = vec![format!("ActionMatches{{'Microsoft.Authorization/roleAssignments/{act}'}}")];
        parts.extend(tests.iter().map(|t| format!("@{source}[Microsoft.Authorization/roleAssignments:{t}")));
        format!("({})", parts.join(" AND "))
    });
    Ok(Some(acts.join(" OR ")))
}

fn readable(text: &str, which: &str) -> Result<Condition, ApiError> {
    let condition = parse(text);
    if condition.dialect == Dialect::V1 {
        return Err(ApiError::invalid(format!("{which} is of version 1, whose meaning is not known"))
            .with_hint("write it anew for conditionVersion 2.0"));
    }
    if let Some(problem) = condition.diagnostics.iter().find(|d| d.severity == Severity::Error) {
        return Err(ApiError::invalid(format!("{which} has errors: {}", problem.message))
            .with_hint("mend it first; what it allows is not known before"));
    }
    Ok(condition)
}

fn undecided_words(part: &Undecided, a: &Condition, b: Option<&Condition>) -> String {
    let Undecided { span, in_a, why } = part;
    match (b, in_a) {
        (None, _) => format!("`{}`: {why}", span.of(&a.text)),
        (Some(_), true) => format!("left, `{}`: {why}", span.of(&a.text)),
        (Some(b), false) => format!("right, `{}`: {why}", span.of(&b.text)),
    }
}

fn wire_relation(relation: CoreRelation) -> Relation {
    match relation {
        CoreRelation::Equivalent => Relation::Equivalent,
        CoreRelation::AImpliesB => Relation::AImpliesB,
        CoreRelation::BImpliesA => Relation::BImpliesA,
        CoreRelation::Disjoint => Relation::Disjoint,
        CoreRelation::Overlapping => Relation::Overlapping,
        CoreRelation::CannotDecide => Relation::CannotDecide,
    }
}

fn relation_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Equivalent => "both allow exactly the same",
        Relation::AImpliesB => "everything that the left allows, the right allows; the right allows more",
        Relation::BImpliesA => "everything that the right allows, the left allows; the left allows more",
        Relation::Disjoint => "nothing is allowed by both",
        Relation::Overlapping => "each allows something that the other refuses",
        Relation::CannotDecide => "this cannot be decided; the parts below could be either",
    }
}

#[cfg(test)]
#[path = "comparison_tests.rs"]
mod tests;
