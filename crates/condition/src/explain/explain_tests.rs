use super::*;
use crate::facts::{NoDirectory, PrincipalFacts, RoleFacts};
use crate::guid::Guid;
use crate::sample::{condition_text, corpus};
use crate::syntax::parse;

struct Names(Vec<RoleFacts>, Vec<PrincipalFacts>);

impl Directory for Names {
    fn roles(&self) -> &[RoleFacts] {
        &self.0
    }
    fn roles_are_complete(&self) -> bool {
        false
    }
    fn principals(&self) -> Option<&[PrincipalFacts]> {
        Some(&self.1)
    }
}

fn names() -> Names {
    let role = |id: &str, name: &str| RoleFacts {
        id: Guid::parse(id).unwrap(),
        name: name.into(),
        custom: false,
        privileged: None,
        permissions: Vec::new(),
    };
    let alice = PrincipalFacts {
        id: Guid::parse("28c35fea-2099-4cf5-8ad9-473547bc9423").unwrap(),
        name: "Alice".into(),
        kind: None,
    };
    Names(
        vec![
            role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader"),
            role("7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull"),
        ],
        vec![alice],
    )
}

fn told(text: &str) -> Vec<String> {
    let lines = explain(&parse(text), &names());
    lines.into_iter().map(|l| format!("{}{}", "  ".repeat(l.depth as usize), l.text)).collect()
}

#[test]
fn a_delegation_reads_like_a_sentence() {
    let row = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}";
    let kind = "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}";
    let write = format!(
        "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR ({row} AND {kind}))"
    );
    let delete = write.replace("/write", "/delete").replace("@Request", "@Resource");
    assert_eq!(
        told(&format!("{write} AND {delete}")),
        [
            "When assigning a role: allowed only if the role is one of Reader, AcrPull and the principal is a service principal.",
            "When removing a role: allowed only on the same terms as when assigning a role.",
            "Every other action the role grants stays unrestricted.",
        ]
    );
    assert_eq!(
        told(&format!("{write} AND (!(ActionMatches{{'Microsoft.Authorization/roleAssignments/delete'}}))"))
            [1],
        "When removing a role: never allowed."
    );
}

#[test]
fn rows_are_told_in_words() {
    let only = |text: &str| {
        let lines = told(text);
        lines[0].strip_prefix("For every action the role grants: allowed only if ").unwrap().to_owned()
    };
    const A: &str = "Microsoft.Authorization/roleAssignments";
    const B: &str = "Microsoft.Storage/storageAccounts/blobServices/containers";
    for (text, expected) in [
        (
            format!(
                "@Request[{A}:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {{acdd72a7-3385-48ef-bd42-f606fba81ae7, 11111111-1111-1111-1111-111111111111}}"
            ),
            "the role is none of Reader, 11111111-1111-1111-1111-111111111111.",
        ),
        (
            format!(
                "@Request[{A}:RoleDefinitionId] ForAnyOfAnyValues:GuidNotEquals {{acdd72a7-3385-48ef-bd42-f606fba81ae7, 7f951dda-4ed3-4680-a7ca-43fe172d538d}}"
            ),
            "the role differs from at least one of Reader, AcrPull (which is always true).",
        ),
        (
            format!(
                "@Request[{A}:PrincipalId] ForAnyOfAllValues:GuidEquals {{28c35fea-2099-4cf5-8ad9-473547bc9423, 11111111-1111-1111-1111-111111111111}}"
            ),
            "the principal is at once every one of Alice, 11111111-1111-1111-1111-111111111111 (which is never true).",
        ),
        (
            format!("@Request[{A}:PrincipalId] GuidEquals 28c35fea20994cf58ad9473547bc9423"),
            "the principal is Alice.",
        ),
        (
            format!(
                "@Request[{A}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {{'User', 'Group'}}"
            ),
            "the principal is a user or a group.",
        ),
        (
            format!("NOT @Resource[{B}:name] StringStartsWith 'private'"),
            "the container name does not start with `private`.",
        ),
        (
            format!("@Resource[{B}/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'Cascade'"),
            "the blob index tag `Project` is `Cascade`.",
        ),
        ("@Environment[isPrivateLink] boolequals true".into(), "the call comes over a private link."),
        (
            "@Environment[isPrivateLink] BoolNotEquals true".into(),
            "the call does not come over a private link.",
        ),
        (
            "@Environment[UtcNow] DateTimeGreaterThan '2022-06-01T00:00:00.0Z'".into(),
            "the time is after `2022-06-01T00:00:00.0Z`.",
        ),
        (
            "Exists @Resource[a:b] OR NOT Exists @Request[c]".into(),
            "`@Resource[a:b]` is present or `@Request[c]` is absent.",
        ),
        ("@Request[a] StringEquals @Principal[b]".into(), "`@Request[a]` is `@Principal[b]`."),
    ] {
        assert_eq!(only(&text), expected, "{text}");
    }
}

#[test]
fn a_negation_covers_its_own_row_only() {
    assert_eq!(
        told("NOT @Request[a] NumericLessThan 5 AND Exists @Request[b]"),
        [
            "For every action the role grants: allowed only if all of this holds:",
            "  it is not so that `@Request[a]` is less than 5",
            "  `@Request[b]` is present",
        ]
    );
    assert_eq!(
        told(
            "NOT @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}"
        ),
        ["For every action the role grants: allowed only if the principal is none of a user, a group."]
    );
}

#[test]
fn what_does_not_fit_in_a_sentence_is_a_list() {
    assert_eq!(
        told(
            "(Exists @Request[a] AND (Exists @Request[b] OR NOT (Exists @Request[c] AND (Exists @Request[d] OR Exists @Request[e]))))"
        ),
        [
            "For every action the role grants: allowed only if all of this holds:",
            "  `@Request[a]` is present",
            "  at least one of these holds:",
            "    `@Request[b]` is present",
            "    these do not all hold at once:",
            "      `@Request[c]` is present",
            "      `@Request[d]` is present or `@Request[e]` is present",
        ]
    );
}

#[test]
fn what_is_not_understood_is_said() {
    assert_eq!(told(""), ["There is no condition: the role is granted without one."]);
    let old = told("(@Subject.Application == 'x')");
    assert!(old[0].contains("version 1") && old[1].contains("@Subject.Application"));
    assert_eq!(
        told("${var.x}"),
        ["`${var.x}` stands for text that another tool fills in; what it demands is not known."]
    );
}

#[test]
fn a_text_with_mistakes_is_told_as_far_as_it_was_understood() {
    assert_eq!(
        told("@Request[a] Foo 'x'\nAND\nExists @Request[é] AND\n é"),
        [
            "Azure would refuse this text, which has 2 mistakes:",
            "  line 1, column 13: unknown operator `Foo`",
            "  line 4, column 2: `é` is compared with nothing",
            "What was understood:",
            "For every action the role grants: allowed only if `@Request[a]` is compared with `x` by `Foo`, which Azure does not know and `@Request[é]` is present and `é` holds (not understood).",
        ]
    );
    assert_eq!(
        told("("),
        [
            "Azure would refuse this text, which has 2 mistakes:",
            "  line 1, column 1: `(` is never closed",
            "  line 1, column 2: an expression is missing at the end",
            "What was understood:",
            "An expression is missing; what it demands is not known.",
        ]
    );
    let missing = told("@Request[a] StringEquals");
    assert!(missing[1].contains("has no value after it"), "{missing:?}");
    assert!(missing[3].contains("something that is missing"), "{missing:?}");
    let many = told(&"@Request[a] Foo 'x' AND ".repeat(9));
    assert_eq!(many[0], "Azure would refuse this text, which has 10 mistakes:");
    assert_eq!(many[6], "  and 5 more");
}

#[test]
fn every_collected_condition_is_told() {
    for (id, _, text) in corpus() {
        let parsed = parse(&text);
        for line in explain(&parsed, &NoDirectory) {
            assert!(!line.text.trim().is_empty(), "{id}");
            assert!(line.span.is_none_or(|span| span.end <= text.len()), "{id}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_condition_is_told(text in condition_text()) {
        proptest::prop_assert!(!explain(&parse(&text), &NoDirectory).is_empty());
    }
}
