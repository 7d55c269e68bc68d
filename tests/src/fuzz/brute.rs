//! The decision procedure against counting: two small delegation conditions made from the fuzzer's bytes,
//! and every request that could tell them apart.

use std::sync::OnceLock;

use arbitrary::{Result, Unstructured};
use rolewright_condition::decide::{self, Relation};
use rolewright_condition::eval::{Request, Truth, truth};
use rolewright_condition::parse;

const PREFIX: &str = "Microsoft.Authorization/roleAssignments";
const ROLES: [&str; 3] = [
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    "acdd72a7-3385-48ef-bd42-f606fba81ae7",
];
const PRINCIPALS: [&str; 2] =
    ["28c35fea-2099-4cf5-8ad9-473547bc9423", "86951b8b-723a-407b-a74a-1bca3f0c95d0"];
const TYPES: [&str; 2] = ["User", "Group"];
const ANOTHER: &str = "01234567-89ab-cdef-0123-456789abcdef";
const ACTIONS: [&str; 5] = [
    "Microsoft.Authorization/roleAssignments/write",
    "Microsoft.Authorization/roleAssignments/delete",
    "Microsoft.Authorization/roleAssignments/*",
    "Microsoft.Authorization/*/write",
    "*/read",
];
/// One request action for every way the patterns above can match.
const REQUESTED: [&str; 8] = [
    "Microsoft.Authorization/roleAssignments/write",
    "Microsoft.Authorization/roleAssignments/delete",
    "Microsoft.Authorization/roleAssignments/read",
    "Microsoft.Authorization/roleAssignments/other",
    "Microsoft.Authorization/roleAssignments/other/write",
    "Microsoft.Authorization/roleDefinitions/write",
    "Microsoft.Compute/virtualMachines/read",
    "Microsoft.Compute/virtualMachines/start/action",
];

/// Compares two generated conditions both ways.
///
/// # Panics
///
/// Where the decision procedure and counting differ.
pub fn compare(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let (Ok(a), Ok(b)) = (expression(&mut bytes, 3), expression(&mut bytes, 3)) else { return };
    let (left, right) = (parse(&a), parse(&b));
    let comparison = decide::compare(&left, &right);
    let (mut only_a, mut only_b, mut both) = (false, false, false);
    static REQUESTS: OnceLock<Vec<Request>> = OnceLock::new();
    for request in REQUESTS.get_or_init(requests) {
        match (truth(&left, request) == Truth::True, truth(&right, request) == Truth::True) {
            (true, true) => both = true,
            (true, false) => only_a = true,
            (false, true) => only_b = true,
            (false, false) => {}
        }
    }
    let counted = match (only_a, only_b, both) {
        (false, false, _) => Relation::Equivalent,
        (false, true, _) => Relation::AImpliesB,
        (true, false, _) => Relation::BImpliesA,
        (true, true, false) => Relation::Disjoint,
        (true, true, true) => Relation::Overlapping,
    };
    assert_eq!(comparison.relation, counted, "\n{a}\n{b}");
    for (witness, (in_a, in_b)) in [(&comparison.only_a, (true, false)), (&comparison.only_b, (false, true))]
    {
        if let Some(request) = witness {
            let (value_a, value_b) = (truth(&left, request), truth(&right, request));
            assert_eq!(
                (value_a == Truth::True, value_b == Truth::True),
                (in_a, in_b),
                "{request:?}\n{a}\n{b}"
            );
        }
    }
    assert_eq!((comparison.only_a.is_some(), comparison.only_b.is_some()), (only_a, only_b), "\n{a}\n{b}");
}

fn expression(bytes: &mut Unstructured<'_>, depth: u32) -> Result<String> {
    let kind = if depth == 0 { bytes.int_in_range(0..=1)? } else { bytes.int_in_range(0..=5)? };
    Ok(match kind {
        0 => format!("ActionMatches{{'{}'}}", bytes.choose(&ACTIONS)?),
        1 => test(bytes)?,
        2 => format!("!({})", expression(bytes, depth - 1)?),
        _ => {
            let connector = if bytes.arbitrary()? { "AND" } else { "OR" };
            let count = bytes.int_in_range(2..=3)?;
            let parts: Result<Vec<String>> = (0..count).map(|_| expression(bytes, depth - 1)).collect();
            format!("({})", parts?.join(&format!(" {connector} ")))
        }
    })
}

fn test(bytes: &mut Unstructured<'_>) -> Result<String> {
    let source = if bytes.arbitrary()? { "Request" } else { "Resource" };
    let (name, quoted, equals, values): (_, _, _, &[&str]) = match bytes.int_in_range(0..=2)? {
        0 => ("RoleDefinitionId", false, "Guid", &ROLES),
        1 => ("PrincipalId", false, "Guid", &PRINCIPALS),
        _ => ("PrincipalType", true, "String", &TYPES),
    };
    let attribute = format!("@{source}[{PREFIX}:{name}]");
    if bytes.ratio(1, 8)? {
        return Ok(format!("Exists {attribute}"));
    }
    let operator = match (bytes.arbitrary()?, quoted) {
        (true, false) => format!("{equals}Equals"),
        (false, false) => format!("{equals}NotEquals"),
        (true, true) => format!("{equals}EqualsIgnoreCase"),
        (false, true) => format!("{equals}NotEqualsIgnoreCase"),
    };
    let quantifier = bytes.choose(&[
        "ForAnyOfAnyValues",
        "ForAllOfAnyValues",
        "ForAnyOfAllValues",
        "ForAllOfAllValues",
    ])?;
    let mut chosen = Vec::new();
    for _ in 0..bytes.int_in_range(1..=3)? {
        let value = bytes.choose(values)?;
        chosen.push(if quoted { format!("'{value}'") } else { (*value).to_owned() });
    }
    Ok(format!("{attribute} {quantifier}:{operator} {{{}}}", chosen.join(", ")))
}

/// Every combination of action and attribute values that a generated condition can tell from another.
fn requests() -> Vec<Request> {
    fn with_other(values: &[&'static str], other: &'static str) -> Vec<Option<&'static str>> {
        values.iter().copied().map(Some).chain([Some(other), None]).collect()
    }
    let (roles, principals, types) =
        (with_other(&ROLES, ANOTHER), with_other(&PRINCIPALS, ANOTHER), with_other(&TYPES, "Device"));
    let mut sides = Vec::new();
    for role in &roles {
        for principal in &principals {
            for kind in &types {
                sides.push([
                    ("RoleDefinitionId", *role),
                    ("PrincipalId", *principal),
                    ("PrincipalType", *kind),
                ]);
            }
        }
    }
    let mut requests = Vec::with_capacity(REQUESTED.len() * sides.len() * sides.len());
    for action in REQUESTED {
        for request_side in &sides {
            for resource_side in &sides {
                let mut request = Request { action: Some(action.to_owned()), ..Request::default() };
                for (name, value) in request_side {
                    if let Some(value) = value {
                        request.request.insert(format!("{PREFIX}:{name}"), *value);
                    }
                }
                for (name, value) in resource_side {
                    if let Some(value) = value {
                        request.resource.insert(format!("{PREFIX}:{name}"), *value);
                    }
                }
                requests.push(request);
            }
        }
    }
    requests
}
