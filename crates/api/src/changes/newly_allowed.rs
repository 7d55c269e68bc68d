//! What a condition newly allows where it replaces another: decided over all requests there could be, and shown
//! by requests that the new one allows and the old one does not.

use std::collections::BTreeSet;

use rolewright_authz::directory::StarterDirectory;
use rolewright_condition::decide::{self, Relation};
use rolewright_condition::delegation::{self, Act, Grid};
use rolewright_condition::diagnostic::Severity;
use rolewright_condition::eval::{Request, Truth, truth};
use rolewright_condition::guid::Guid;
use rolewright_condition::parse;
use rolewright_condition::syntax::ast::{Condition, Dialect};

/// Requests that are shown; one more says how many others there are.
const MOST: usize = 12;

/// How what is allowed changed.
#[derive(Clone, Debug)]
pub(crate) enum Shift {
    /// The text changed and its meaning did not.
    Same,
    /// Nothing new is allowed, and something is refused that was allowed.
    Less,
    /// These are newly allowed, never empty; `lost` says whether others are refused now.
    More { requests: Vec<Request>, others: usize, lost: bool },
    /// It cannot be told, and why.
    Unknown(String),
}

/// Compares two conditions; `None` is no condition, which allows everything.
pub(crate) fn shift(before: Option<&str>, after: Option<&str>) -> Shift {
    let read = |text: Option<&str>, which: &str| match text.map(|text| readable(text, which)) {
        None => Ok(None),
        Some(Ok(condition)) => Ok(Some(condition)),
        Some(Err(why)) => Err(why),
    };
    let (old, new) = match (read(before, "the earlier"), read(after, "the later")) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(why), _) | (_, Err(why)) => return Shift::Unknown(why),
    };
    let (lost, witness) = match (&old, &new) {
        (None, None) => return Shift::Same,
        (Some(old), Some(new)) => {
            let answer = decide::compare(old, new);
            match answer.relation {
                Relation::Equivalent => return Shift::Same,
                Relation::BImpliesA => return Shift::Less,
                Relation::CannotDecide if answer.only_b.is_none() => {
                    let why = answer.undecided.first().map_or("the conditions are too large", |u| &u.why);
                    return Shift::Unknown(why.to_owned());
                }
                _ => (answer.only_a.is_some(), answer.only_b),
            }
        }
        (Some(old), None) => {
            let answer = decide::constant(old);
            match (answer.always, answer.refused) {
                (Some(true), _) => return Shift::Same,
                (_, Some(refused)) => (false, Some(refused)),
                (_, None) => {
                    let why = answer.undecided.first().map_or("the condition is too large", |u| &u.why);
                    return Shift::Unknown(why.to_owned());
                }
            }
        }
        (None, Some(new)) => match decide::constant(new).always {
            Some(true) => return Shift::Same,
            _ => return Shift::Less,
        },
    };
    let allowed = |condition: &Option<Condition>, request: &Request| {
        condition.as_ref().is_none_or(|condition| truth(condition, request) == Truth::True)
    };
    let is_new = |request: &Request| allowed(&new, request) && !allowed(&old, request);
    let mut requests: Vec<Request> = cells(&old, &new).into_iter().filter(is_new).collect();
    // The grid tries roles and kinds of principals; what differs elsewhere is shown by the decision's own request.
    if requests.is_empty() {
        requests.extend(witness.filter(is_new));
    }
    if requests.is_empty() {
        return Shift::Unknown("no request was found that shows it".to_owned());
    }
    let others = requests.len().saturating_sub(MOST);
    requests.truncate(MOST);
    Shift::More { requests, others, lost }
}

fn readable(text: &str, which: &str) -> Result<Condition, String> {
    let condition = parse(text);
    if condition.dialect == Dialect::V1 {
        return Err(format!("{which} condition is of version 1, whose meaning is not known"));
    }
    match condition.diagnostics.iter().find(|d| d.severity == Severity::Error) {
        Some(problem) => Err(format!("{which} condition has errors: {}", problem.message)),
        None => Ok(condition),
    }
}

/// Every role and principal that one of the conditions or the catalogue of privileged roles names, and any other.
fn cells(old: &Option<Condition>, new: &Option<Condition>) -> Vec<Request> {
    let grids: Vec<Grid> = [old, new]
        .into_iter()
        .flatten()
        .filter_map(|condition| delegation::grid(condition, &StarterDirectory))
        .collect();
    let mut seen: BTreeSet<(Guid, Guid, String)> = BTreeSet::new();
    let mut requests = Vec::new();
    for act in [Act::Write, Act::Delete] {
        seen.clear();
        for grid in &grids {
            for row in &grid.rows {
                for column in &grid.columns {
                    let kind = &column.principal_type;
                    if seen.insert((row.role, column.principal, kind.clone())) {
                        requests.push(delegation::request(act, row.role, column.principal, kind));
                    }
                }
            }
        }
    }
    requests
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request_words::words;

    fn roles(list: &str) -> String {
        format!(
            "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR \
             (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] \
             ForAnyOfAnyValues:GuidEquals {{{list}}}))"
        )
    }

    const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

    fn shown(before: Option<&str>, after: Option<&str>) -> String {
        match shift(before, after) {
            Shift::Same => "same".into(),
            Shift::Less => "less".into(),
            Shift::Unknown(why) => format!("unknown: {why}"),
            Shift::More { requests, lost, .. } => {
                format!("{}{}", words(&requests[0]), if lost { ", lost" } else { "" })
            }
        }
    }

    #[test]
    fn what_is_new_is_shown_by_a_request() {
        let (narrow, wide) = (roles(READER), roles(&format!("{READER}, {OWNER}")));
        let other = roles(OWNER);
        assert!(shown(Some(&narrow), Some(&wide)).starts_with("assign Owner to a user"));
        assert_eq!(shown(Some(&wide), Some(&narrow)), "less");
        assert!(shown(Some(&narrow), Some(&other)).ends_with(", lost"));
        assert_eq!(shown(Some(&wide), Some(&roles(&format!("{OWNER}, {READER}")))), "same");
        assert!(shown(Some(&narrow), None).starts_with("assign "), "{}", shown(Some(&narrow), None));
        assert_eq!(shown(None, Some(&narrow)), "less");
        assert_eq!(shown(None, None), "same");
    }

    #[test]
    fn what_cannot_be_read_is_unknown() {
        for broken in ["", "(", "@Request[x] StringEquals", "\u{0}", "not a condition at all"] {
            let answer = shown(Some(broken), Some(&roles(READER)));
            assert!(answer.starts_with("unknown") || answer == "less", "{broken}: {answer}");
            let answer = shown(Some(&roles(READER)), Some(broken));
            assert!(!answer.starts_with("same"), "{broken}: {answer}");
        }
    }

    #[test]
    fn conditions_about_data_are_decided_too() {
        let path = |p: &str| {
            format!(
                "((!(ActionMatches{{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'}})) OR \
                 (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals '{p}'))"
            )
        };
        let answer = shown(Some(&path("a")), Some(&path("b")));
        assert!(answer.contains("containers/blobs/read") && answer.ends_with(", lost"), "{answer}");
    }
}
