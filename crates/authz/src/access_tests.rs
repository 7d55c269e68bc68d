use proptest::prelude::*;
use rolewright_condition::delegation::{self, Act};

use super::*;
use crate::records::ManagementGroup;
use crate::sample::{assignment, block, deny, guid, role};

const SUB: &str = "/subscriptions/00000000-0000-0000-0000-000000000001";
const RG: &str = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/r";
const WRITE: &str = "Microsoft.Storage/storageAccounts/write";

fn ask(
    who: &Identity,
    action: &str,
    scope: &str,
    assignments: &[RoleAssignment],
    roles: &[RoleDefinition],
    denies: &[DenyAssignment],
) -> Access {
    let question = Question {
        who,
        action,
        plane: Plane::Control,
        scope: &ScopePath::new(scope),
        attributes: &Request::default(),
    };
    access(&question, assignments, |id| roles.iter().find(|r| r.id == id), denies, &Hierarchy::default())
}

#[test]
fn a_group_grants_and_says_so() {
    let who = Identity { id: guid(1), groups: HashSet::from([guid(50)]) };
    let answer = ask(&who, WRITE, RG, &[assignment(9, 50, 7, SUB)], &[role(7, "r", &["*"])], &[]);
    assert_eq!(answer.verdict, Verdict::Allowed);
    assert_eq!(answer.grants[0].via, Via::Group(guid(50)));
    assert_eq!(answer.grants[0].pattern, "*");
    let other = ask(&Identity::alone(guid(1)), WRITE, RG, &[assignment(9, 50, 7, SUB)], &[], &[]);
    assert_eq!(other.verdict, Verdict::NotGranted);
}

#[test]
fn deny_beats_allow_unless_excluded_or_elsewhere() {
    let who = Identity { id: guid(1), groups: HashSet::from([guid(50)]) };
    let held = [assignment(9, 1, 7, "/")];
    let roles = [role(7, "owner", &["*"])];
    let mut here = deny(3, SUB, &[50], &[]);
    for (denies, action, expected) in [
        (vec![here.clone()], WRITE, Verdict::Denied),
        (vec![here.clone()], "Microsoft.Storage/storageAccounts/read", Verdict::Allowed),
        (vec![deny(3, SUB, &[0], &[1])], WRITE, Verdict::Allowed),
        (vec![deny(3, SUB, &[0], &[50])], WRITE, Verdict::Allowed),
        (vec![deny(3, SUB, &[0], &[2])], WRITE, Verdict::Denied),
        (
            vec![deny(3, "/subscriptions/00000000-0000-0000-0000-000000000002", &[0], &[])],
            WRITE,
            Verdict::Allowed,
        ),
    ] {
        assert_eq!(ask(&who, action, RG, &held, &roles, &denies).verdict, expected, "{denies:?}");
    }
    here.not_below = true;
    assert_eq!(ask(&who, WRITE, RG, &held, &roles, &[here.clone()]).verdict, Verdict::Allowed);
    assert_eq!(ask(&who, WRITE, SUB, &held, &roles, &[here]).verdict, Verdict::Denied);
}

#[test]
fn conditions_gate_assignments_and_blocks() {
    let who = Identity::alone(guid(1));
    let reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    let text = format!(
        "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR \
         (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{reader}}}))"
    );
    let mut held = assignment(9, 1, 7, SUB);
    held.condition = Some(text.clone());
    let roles = [role(7, "delegate", &["Microsoft.Authorization/roleAssignments/*"])];
    let give = |role: &str| delegation::request(Act::Write, Guid::parse(role).unwrap(), guid(77), "User");
    let answer = |attributes: &Request, held: &RoleAssignment, roles: &[RoleDefinition]| {
        let question = Question {
            who: &who,
            action: "Microsoft.Authorization/roleAssignments/write",
            plane: Plane::Control,
            scope: &ScopePath::new(RG),
            attributes,
        };
        access(&question, [held], |id| roles.iter().find(|r| r.id == id), [], &Hierarchy::default()).verdict
    };
    let owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    assert_eq!(answer(&give(reader), &held, &roles), Verdict::Allowed);
    assert_eq!(answer(&give(owner), &held, &roles), Verdict::Refused);
    assert_eq!(answer(&Request::default(), &held, &roles), Verdict::Depends);
    held.condition = Some("not a condition (".to_owned());
    assert_eq!(answer(&give(reader), &held, &roles), Verdict::Depends, "a damaged condition decides nothing");
    held.condition = None;
    let mut gated = roles;
    gated[0].permissions[0].condition = Some(text);
    assert_eq!(answer(&give(owner), &held, &gated), Verdict::Refused);
    assert_eq!(answer(&give(reader), &held, &gated), Verdict::Allowed);
}

#[test]
fn an_unknown_role_is_not_mistaken_for_none() {
    let answer = ask(&Identity::alone(guid(1)), WRITE, RG, &[assignment(9, 1, 404, SUB)], &[], &[]);
    assert_eq!((answer.verdict, answer.unknown_roles), (Verdict::Depends, vec![guid(9)]));
}

#[test]
fn odd_questions_are_answered() {
    let who = Identity::alone(guid(1));
    let roles = [role(7, "r", &["*/read"])];
    for (action, scope) in [("", ""), ("*", "/"), ("é/read", "//"), ("/", "subscriptions")] {
        let answer = ask(&who, action, scope, &[assignment(9, 1, 7, "/")], &roles, &[deny(1, "", &[], &[])]);
        assert!(matches!(answer.verdict, Verdict::Allowed | Verdict::NotGranted), "{action} {scope}");
    }
}

/// Every sentence of Azure's page, one after the other, over lists of ancestors and without an early end.
fn naive(
    who: &Identity,
    action: &str,
    scope: &ScopePath,
    assignments: &[RoleAssignment],
    roles: &[RoleDefinition],
    denies: &[DenyAssignment],
    tree: &Hierarchy,
) -> bool {
    let mut at_or_above = tree.ancestors(scope);
    at_or_above.push(scope.clone());
    let mine = |id: Guid| id == who.id || who.groups.contains(&id);
    let does = |b: &PermissionBlock| {
        let any = |list: &[String]| {
            list.iter().any(|p| {
                let p = p.to_lowercase();
                p == "*"
                    || p == action.to_lowercase()
                    || p.strip_prefix('*').is_some_and(|tail| action.to_lowercase().ends_with(tail))
            })
        };
        any(&b.actions) && !any(&b.not_actions)
    };
    let denied = denies.iter().any(|d| {
        let everybody_or_mine = |id: Guid| id == guid(0) || mine(id);
        at_or_above.contains(&d.scope)
            && !(d.not_below && d.scope != *scope)
            && d.principals.iter().any(|p| everybody_or_mine(p.id))
            && !d.excluded.iter().any(|p| everybody_or_mine(p.id))
            && d.permissions.iter().any(does)
    });
    let granted = assignments.iter().any(|a| {
        mine(a.principal)
            && at_or_above.contains(&a.scope)
            && roles.iter().any(|r| r.id == a.role && r.permissions.iter().any(does))
    });
    granted && !denied
}

fn scopes() -> Vec<ScopePath> {
    [
        "/",
        "/providers/Microsoft.Management/managementGroups/TOP",
        "/providers/Microsoft.Management/managementGroups/low",
        SUB,
        RG,
        "/subscriptions/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/R/providers/A.B/c/d",
        "/subscriptions/00000000-0000-0000-0000-000000000002",
    ]
    .iter()
    .map(|s| ScopePath::new(s))
    .collect()
}

proptest! {
    #[test]
    fn the_answer_agrees_with_the_plain_way(
        held in prop::collection::vec((1u128..5, 0u128..4, 0usize..7), 0..6),
        denied in prop::collection::vec((0usize..7, prop::collection::vec(0u128..5, 0..2), prop::collection::vec(0u128..5, 0..2), any::<bool>()), 0..3),
        groups in prop::collection::hash_set(2u128..5, 0..3),
        scope in 0usize..7,
        write in any::<bool>(),
    ) {
        let tree = Hierarchy::new(
            &[
                ManagementGroup { name: "top".to_owned(), display_name: String::new(), parent: None },
                ManagementGroup { name: "low".to_owned(), display_name: String::new(), parent: Some("Top".to_owned()) },
            ],
            &[crate::records::Subscription {
                id: guid(1), display_name: String::new(), state: String::new(), tenant: None,
                management_group: Some("LOW".to_owned()),
            }],
        );
        let scopes = scopes();
        let roles = vec![
            role(0, "all", &["*"]),
            role(1, "readers", &["*/read"]),
            RoleDefinition { permissions: vec![block(&["*"], &["*/WRITE"])], ..role(2, "no writes", &[]) },
            RoleDefinition { permissions: vec![block(&["*"], &["*/write"]), block(&[WRITE], &[])], ..role(3, "two", &[]) },
        ];
        let assignments: Vec<_> = held.iter().enumerate()
            .map(|(i, (p, r, s))| assignment(i as u128, *p, *r, scopes[*s].as_str()))
            .collect();
        let denies: Vec<_> = denied.iter().enumerate()
            .map(|(i, (s, who, but, flat))| DenyAssignment {
                not_below: *flat, ..deny(i as u128, scopes[*s].as_str(), who, but)
            })
            .collect();
        let who = Identity { id: guid(1), groups: groups.into_iter().map(guid).collect() };
        let action = if write { WRITE } else { "Microsoft.Storage/storageAccounts/read" };
        let question = Question {
            who: &who, action, plane: Plane::Control, scope: &scopes[scope], attributes: &Request::default(),
        };
        let answer = access(&question, &assignments, |id| roles.iter().find(|r| r.id == id), &denies, &tree);
        let expected = naive(&who, action, &scopes[scope], &assignments, &roles, &denies, &tree);
        prop_assert_eq!(answer.verdict == Verdict::Allowed, expected, "{:?}", answer);
        prop_assert!(answer.verdict != Verdict::Depends);
    }
}
