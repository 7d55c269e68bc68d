//! Known pairs, identities of the reference, and what cannot be decided.

use super::*;
use crate::eval::Value;
use crate::parse;
use crate::syntax::ast::Source;

const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";
const DELETE: &str = "Microsoft.Authorization/roleAssignments/delete";
const RA: &str = "Microsoft.Authorization/roleAssignments";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const UAA: &str = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/// The two-clause frame; `%` is the attribute's source and path up to the colon.
fn delegation(expression: &str) -> String {
    let clause = |action: &str, source: &str| {
        format!(
            "((!(ActionMatches{{'{action}'}})) OR ({}))",
            expression.replace('%', &format!("@{source}[{RA}:"))
        )
    };
    format!("{} AND {}", clause(WRITE, "Request"), clause(DELETE, "Resource"))
}

fn roles(list: &str) -> String {
    delegation(&format!("%RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{list}}}"))
}

fn text(request: &Request, source: Source, name: &str) -> Option<String> {
    let full = format!("{RA}:{name}");
    request.attributes(source).iter().find(|(n, _)| *n == full).map(|(_, value)| match value {
        Value::One(crate::eval::Scalar::String(text)) => text.clone(),
        other => panic!("{other:?}"),
    })
}

fn relation(a: &str, b: &str) -> Relation {
    let compared = compare(&parse(a), &parse(b));
    assert_eq!(compared.relation == Relation::CannotDecide, !compared.undecided.is_empty(), "{a} / {b}");
    compared.relation
}

#[test]
fn relations_are_exact() {
    use Relation::{AImpliesB, BImpliesA, Disjoint, Equivalent, Overlapping};
    let x = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path]";
    let n = "@Principal[n]";
    let keys = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&]";
    let role = format!("@Request[{RA}:RoleDefinitionId]");
    for (a, b, expected) in [
        // Section 8: with one value on the left.
        (
            format!("{role} ForAnyOfAllValues:GuidNotEquals {{{OWNER},{UAA}}}"),
            format!("{role} ForAllOfAllValues:GuidNotEquals {{{UAA},{OWNER}}}"),
            Equivalent,
        ),
        (
            format!("{role} ForAnyOfAnyValues:GuidEquals {{{OWNER},{UAA}}}"),
            format!("{role} GuidEquals {OWNER} OR {role} GuidEquals {UAA}"),
            Equivalent,
        ),
        (
            format!("{role} ForAnyOfAnyValues:GuidNotEquals {{{OWNER},{UAA}}}"),
            format!("{role} ForAnyOfAllValues:GuidNotEquals {{{OWNER},{UAA}}}"),
            BImpliesA,
        ),
        (
            format!("{role} ForAnyOfAnyValues:GuidNotEquals {{{OWNER},{UAA}}}"),
            format!("Exists {role}"),
            Equivalent,
        ),
        (format!("{role} GuidEquals {OWNER}"), format!("{OWNER} GuidEquals {role}"), Equivalent),
        (format!("{role} GuidEquals {OWNER}"), format!("{role} GuidEquals {UAA}"), Disjoint),
        // NOT over an absent attribute stays unknown.
        (format!("NOT {role} GuidEquals {OWNER}"), format!("{role} GuidNotEquals {OWNER}"), Equivalent),
        (
            format!("NOT {role} GuidEquals {OWNER}"),
            format!("NOT Exists {role} OR {role} GuidNotEquals {OWNER}"),
            AImpliesB,
        ),
        // Texts.
        (format!("{x} StringEquals 'a/b'"), format!("{x} StringStartsWith 'a/'"), AImpliesB),
        (format!("{x} StringStartsWith 'a/'"), format!("{x} StringLike 'a/*'"), Equivalent),
        (format!("{x} StringLike 'a/*'"), format!("{x} StringLike '*b'"), Overlapping),
        (format!("{x} StringLike 'a*b*'"), format!("{x} StringLike '*a*b*'"), AImpliesB),
        (format!("{x} StringLike 'a?'"), format!("{x} StringLike 'a'"), Disjoint),
        (format!("{x} StringLike 'a\\*'"), format!("{x} StringEquals 'a*'"), Equivalent),
        (format!("{x} StringEquals 'a'"), format!("{x} StringEqualsIgnoreCase 'A'"), AImpliesB),
        (
            format!("{x} StringEqualsIgnoreCase 'a'"),
            format!("{x} StringEquals 'a' OR {x} StringEquals 'A'"),
            Equivalent,
        ),
        (
            format!("{x} StringEqualsIgnoreCase 's'"),
            format!("{x} StringEquals 's' OR {x} StringEquals 'S'"),
            BImpliesA,
        ),
        (format!("{x} StringLike '*'"), format!("Exists {x}"), Equivalent),
        // Numbers, times, Booleans.
        (format!("{n} NumericGreaterThan 3"), format!("{n} NumericGreaterThanEquals 4"), Equivalent),
        (
            format!("{n} NumericGreaterThan 3 AND {n} NumericLessThan 4"),
            "Exists @Principal[m] AND NOT Exists @Principal[m]".into(),
            Equivalent,
        ),
        (format!("5 NumericGreaterThan {n}"), format!("{n} NumericLessThan 5"), Equivalent),
        (
            "@Environment[UtcNow] DateTimeGreaterThan '2022-06-01T00:00:00.0Z'".into(),
            "@Environment[UtcNow] DateTimeGreaterThan '2022-06-01T00:00:00.0000001Z'".into(),
            BImpliesA,
        ),
        (
            "@Environment[isPrivateLink] BoolEquals true".into(),
            "@Environment[isPrivateLink] BoolNotEquals false".into(),
            Equivalent,
        ),
        // Lists, where the four quantifiers differ, and the empty list.
        (
            format!("{keys} ForAllOfAnyValues:StringEquals {{'p','q'}}"),
            format!("{keys} ForAnyOfAnyValues:StringEquals {{'p','q'}}"),
            Overlapping,
        ),
        (
            format!("{keys} ForAnyOfAllValues:StringNotEquals {{'p','q'}}"),
            format!("{keys} ForAllOfAllValues:StringNotEquals {{'p','q'}}"),
            Overlapping,
        ),
        (
            format!("NOT {keys} ForAnyOfAnyValues:StringEquals {{'p'}}"),
            format!("{keys} ForAllOfAllValues:StringNotEquals {{'p'}}"),
            Equivalent,
        ),
        // Actions.
        ("ActionMatches{'a/*'}".into(), "ActionMatches{'A/b'}".into(), BImpliesA),
        ("ActionMatches{'a/*'}".into(), "ActionMatches{'*/b'}".into(), Overlapping),
        ("ActionMatches{'a/b'}".into(), "ActionMatches{'c'}".into(), Disjoint),
        ("SubOperationMatches{'Blob.List'}".into(), "NOT SubOperationMatches{'blob.list'}".into(), Disjoint),
        ("{'a'} ForAnyOfAnyValues:StringEquals {'a','b'}".into(), "ActionMatches{'*'}".into(), Equivalent),
    ] {
        assert_eq!(relation(&a, &b), expected, "{a} / {b}");
    }
}

#[test]
fn a_vacuous_exclusion_allows_every_role() {
    let vacuous =
        delegation(&format!("%RoleDefinitionId] ForAnyOfAnyValues:GuidNotEquals {{{OWNER}, {UAA}}}"));
    let present = delegation("Exists %RoleDefinitionId]");
    assert_eq!(relation(&vacuous, &present), Relation::Equivalent);
    let owner = roles(OWNER);
    let compared = compare(&parse(&owner), &parse(&vacuous));
    assert_eq!(compared.relation, Relation::AImpliesB);
}

#[test]
fn the_telling_request_is_one_that_people_send() {
    let a = parse(&roles(&format!("{OWNER}, {UAA}")));
    let b = parse(&delegation(&format!(
        "%RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{OWNER}, {UAA}}} AND %PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {{'User'}}"
    )));
    let compared = compare(&a, &b);
    assert_eq!(compared.relation, Relation::BImpliesA);
    let request = compared.only_a.unwrap();
    assert_eq!(request.action.as_deref(), Some(WRITE));
    assert_eq!(text(&request, Source::Request, "RoleDefinitionId").as_deref(), Some(OWNER));
    assert_eq!(text(&request, Source::Request, "PrincipalType").as_deref(), Some("Group"));
    assert!(text(&request, Source::Request, "PrincipalId").is_some(), "{request:?}");
    assert!(request.resource.is_empty(), "{request:?}");
    // What is newly allowed when one role is added, and taken away again.
    let compared = compare(&parse(&roles(OWNER)), &parse(&roles(&format!("{OWNER}, {READER}"))));
    let request = compared.only_b.unwrap();
    assert_eq!(text(&request, Source::Request, "RoleDefinitionId").as_deref(), Some(READER));
    // Any other role is one that neither names.
    let all = delegation(&format!("%RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {{{OWNER}}}"));
    let only_b = compare(&parse(&roles(READER)), &parse(&all)).only_b.unwrap();
    let role = text(&only_b, Source::Request, "RoleDefinitionId").unwrap();
    assert!(role != OWNER && role != READER, "{role}");
    // A clause left out for delete shows as a delete.
    let add_only =
        format!("(!(ActionMatches{{'{WRITE}'}}) OR (@Request[{RA}:RoleDefinitionId] GuidEquals {OWNER}))");
    let only_b = compare(&parse(&roles(OWNER)), &parse(&add_only)).only_b.unwrap();
    assert_eq!(only_b.action.as_deref(), Some(DELETE));
    assert!(text(&only_b, Source::Resource, "RoleDefinitionId").is_some_and(|role| role != OWNER));
}

#[test]
fn both_names_of_a_container_are_one_attribute() {
    let test = |name: &str, value: &str| {
        format!(
            "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:{name}] StringEquals '{value}'"
        )
    };
    assert_eq!(relation(&test("name", "a"), &test("ContainerName", "a")), Relation::Equivalent);
    assert_eq!(relation(&test("Name", "a"), &test("containerNAME", "b")), Relation::Disjoint);
}

#[test]
fn pairs_are_told_apart() {
    let pair = |role: &str, who: &str| {
        format!("(%RoleDefinitionId] GuidEquals {role} AND %PrincipalId] GuidEquals {who})")
    };
    let (first, second) = ("11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222");
    let pairs = delegation(&format!("{} OR {}", pair(OWNER, first), pair(UAA, second)));
    let loose = delegation(&format!(
        "%RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{OWNER},{UAA}}} AND %PrincipalId] ForAnyOfAnyValues:GuidEquals {{{first},{second}}}"
    ));
    let swapped = delegation(&format!("{} OR {}", pair(UAA, second), pair(OWNER, first)));
    assert_eq!(relation(&pairs, &loose), Relation::AImpliesB);
    assert_eq!(relation(&pairs, &swapped), Relation::Equivalent);
}

#[test]
fn constants_are_found_with_examples() {
    for (condition, always) in [
        ("ActionMatches{'*'}", Some(true)),
        ("ActionMatches{'a'} AND ActionMatches{'b'}", Some(false)),
        ("@Resource[x] StringEquals 'a' AND @Resource[x] StringEquals 'b'", Some(false)),
        ("@Resource[x] StringNotEquals 'a' OR @Resource[x] StringNotEquals 'b'", None),
        ("Exists @Resource[x] OR NOT Exists @Resource[x]", Some(true)),
        (
            "NOT Exists @Resource[x] OR @Resource[x] StringNotEquals 'a' OR @Resource[x] StringNotEquals 'b'",
            Some(true),
        ),
        ("@Resource[x] NumericGreaterThan 'text'", Some(false)),
        ("@Resource[x] StringEquals @Resource[y] AND ActionMatches{'a'} AND ActionMatches{'b'}", Some(false)),
    ] {
        let found = constant(&parse(condition));
        assert_eq!(found.always, always, "{condition}");
        assert_eq!(found.allowed.is_none(), always == Some(false), "{condition}");
        assert_eq!(found.refused.is_none(), always == Some(true), "{condition}");
        assert!(found.undecided.is_empty(), "{condition}");
    }
}

#[test]
fn requests_are_found_for_each_value() {
    let condition = parse(&roles(OWNER));
    for wanted in Truth::ALL {
        match find_request(&condition, wanted) {
            Answer::Request(request) => assert_eq!(truth(&condition, &request), wanted),
            other => panic!("{wanted:?}: {other:?}"),
        }
    }
    assert!(matches!(find_request(&parse("ActionMatches{'*'}"), Truth::Unknown), Answer::None));
}

#[test]
fn mixed_readings_that_differ_are_shown() {
    let mixed =
        format!("!(ActionMatches{{'{WRITE}'}}) OR ActionMatches{{'b'}} AND !(ActionMatches{{'{DELETE}'}})");
    assert!(
        matches!(readings_differ(&parse(&mixed)), Answer::Request(request) if request.action.as_deref() == Some(DELETE))
    );
    assert!(matches!(readings_differ(&parse(&roles(OWNER))), Answer::None));
}

#[test]
fn what_cannot_be_decided_is_named() {
    let csa = "@Principal[p] StringLike @Resource[t]";
    assert_eq!(relation(csa, csa), Relation::Equivalent);
    // An example that the evaluator confirms decides, though the part stays open.
    assert_eq!(relation(&format!("{csa} AND ActionMatches{{'a'}}"), csa), Relation::AImpliesB);
    assert_eq!(relation(csa, "@Principal[p] StringEquals 'a'"), Relation::Overlapping);
    assert_eq!(
        relation(&format!("{csa} AND @Resource[t] StringEquals 'a'"), "@Principal[p] StringEquals 'a'"),
        Relation::CannotDecide
    );
    let set =
        |name: &str| format!("@Request[{RA}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{${{{name}}}}}");
    assert_eq!(relation(&set("var.a"), &set("var.a")), Relation::Equivalent);
    assert_eq!(relation(&set("var.a"), &set("var.b")), Relation::CannotDecide);
    assert_eq!(relation("ActionMatches{'a'}", &set("var.a")), Relation::CannotDecide);
    assert_eq!(relation("ActionMatches{'a'}", "@Resource[x] Strange 'a'"), Relation::CannotDecide);
    let compared =
        compare(&parse(&format!("ActionMatches{{'a'}} OR {}", set("var.a"))), &parse("ActionMatches{'b'}"));
    assert!(compared.only_a.is_some(), "an example that holds whatever the placeholder is");
    for text in ["", "()", "@Resource[x] Strange 'a'", "(@Subject.Application == 'a')", "((((", "%s %s"] {
        let parsed = parse(text);
        let compared = compare(&parsed, &parse("ActionMatches{'a'}"));
        assert_eq!(compared.relation, Relation::CannotDecide, "{text}");
        assert!(!compared.undecided.is_empty(), "{text}");
    }
}

#[test]
fn too_many_combinations_are_not_tried() {
    let hostile: Vec<String> = ('a'..='z').map(|l| format!("@Resource[x] StringLike '*{l}x*'")).collect();
    let hostile = parse(&hostile.join(" OR "));
    assert_eq!(compare(&hostile, &parse("ActionMatches{'a'}")).relation, Relation::CannotDecide);
    let wide: Vec<String> = (0..40)
        .map(|i| format!("(@Resource[l{i}] BoolEquals true AND @Principal[r{i}] BoolEquals true)"))
        .collect();
    let wide = parse(&wide.join(" OR "));
    assert_eq!(compare(&wide, &wide).relation, Relation::Equivalent);
}

#[test]
fn every_collected_condition_equals_itself() {
    for (id, kind, text) in crate::sample::corpus() {
        let parsed = parse(&text);
        let compared = compare(&parsed, &parsed);
        if kind == "valid" {
            assert_eq!(compared.relation, Relation::Equivalent, "{id}");
        }
        let found = constant(&parsed);
        if let Some(request) = &found.allowed {
            assert_eq!(truth(&parsed, request), Truth::True, "{id}");
        }
    }
}

#[test]
fn a_machine_made_variant_equals_the_portals_text() {
    let portal =
        delegation(&format!("%RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {{{OWNER}, {UAA}}}"));
    let machine = portal
        .replace(OWNER, &OWNER.replace('-', "").to_uppercase())
        .replace(" AND ", "&&")
        .replace(" OR ", "||")
        .replace("Matches{", "Matches {");
    assert_ne!(portal, machine);
    assert_eq!(relation(&portal, &machine), Relation::Equivalent);
}
