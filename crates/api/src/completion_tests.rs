use super::*;

const ROLE: &str = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
const KIND: &str = "@Request[Microsoft.Authorization/roleAssignments:PrincipalType]";

/// Completes at the `|` of a text.
fn at(marked: &str) -> (String, Vec<Completion>) {
    let offset = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let offset = u32::try_from(text.split_at(offset).0.encode_utf16().count()).unwrap();
    let list = complete_condition(&PlaceRequest { text: text.clone(), offset });
    (text, list)
}

/// The text after the entry with this label was chosen.
fn choose(marked: &str, label: &str) -> String {
    let (text, list) = at(marked);
    let entry = list.iter().find(|e| e.label == label).unwrap_or_else(|| panic!("{marked}: no {label}"));
    let (start, end) = (entry.span.start as usize, entry.span.end as usize);
    format!("{}{}{}", text.split_at(start).0, entry.insert, text.split_at(end).1)
}

#[test]
fn each_place_offers_what_may_stand_there() {
    for (marked, kind, label) in [
        ("|", "keyword", "ActionMatches"),
        ("(!(|", "keyword", "ActionMatches"),
        ("(a AND |", "attribute", ROLE),
        ("Exists |", "attribute", ROLE),
        ("@Req|", "attribute", ROLE),
        ("ActionMatches{|", "action", "Microsoft.Authorization/roleAssignments/write"),
        ("ActionMatches{'Micro|'}", "action", "Microsoft.Authorization/roleAssignments/delete"),
        ("SubOperationMatches{|", "action", "Blob.List"),
        (&format!("{ROLE} |"), "operator", "ForAnyOfAnyValues:GuidEquals"),
        (&format!("{ROLE} ForAny|"), "operator", "ForAnyOfAnyValues:GuidEquals"),
        (&format!("{ROLE} ForAnyOfAnyValues:GuidEquals |"), "role", "Reader"),
        (&format!("{ROLE} ForAnyOfAnyValues:GuidEquals {{|"), "role", "Reader"),
        (
            &format!("{ROLE} ForAnyOfAnyValues:GuidEquals {{acdd72a7-3385-48ef-bd42-f606fba81ae7, |}}"),
            "role",
            "Owner",
        ),
        (&format!("{KIND} StringEqualsIgnoreCase |"), "value", "ServicePrincipal"),
        (&format!("{ROLE} GuidEquals acdd72a7-3385-48ef-bd42-f606fba81ae7 |"), "keyword", "AND"),
        (&format!("Exists {ROLE} |"), "keyword", "OR"),
        ("é😀 (|", "keyword", "NOT"),
    ] {
        let (_, list) = at(marked);
        assert!(list.iter().any(|e| e.kind == kind && e.label == label), "{marked}: {:?}", list.first());
    }
}

#[test]
fn choosing_replaces_what_was_begun_and_nothing_else() {
    for (marked, label, after) in [
        ("(@Req|", ROLE, format!("({ROLE}")),
        ("Exists @Request[Microsoft.Auth| AND", ROLE, format!("Exists {ROLE} AND")),
        ("Exists @Requ|est[x] OR", ROLE, format!("Exists {ROLE} OR")),
        (&format!("{ROLE} Guid|"), "GuidEquals", format!("{ROLE} GuidEquals")),
        (
            "!(ActionMatches{'Mi|'}",
            "Microsoft.Authorization/roleAssignments/write",
            "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}".into(),
        ),
        (
            &format!("é {ROLE} ForAnyOfAnyValues:GuidEquals |"),
            "Reader",
            format!("é {ROLE} ForAnyOfAnyValues:GuidEquals {{acdd72a7-3385-48ef-bd42-f606fba81ae7}}"),
        ),
        (
            &format!("{KIND} ForAnyOfAnyValues:StringEqualsIgnoreCase {{'User', |}}"),
            "Group",
            format!("{KIND} ForAnyOfAnyValues:StringEqualsIgnoreCase {{'User', 'Group'}}"),
        ),
    ] {
        assert_eq!(choose(marked, label), after);
    }
}

#[test]
fn attributes_that_fit_the_targeted_action_come_first() {
    let first = |action: &str| {
        let marked = format!("((!(ActionMatches{{'{action}'}})) OR (|))");
        at(&marked).1.into_iter().find(|e| e.kind == "attribute").unwrap().label
    };
    assert!(
        first("Microsoft.Authorization/roleAssignments/write")
            .starts_with("@Request[Microsoft.Authorization")
    );
    assert!(
        first("Microsoft.Authorization/roleAssignments/delete")
            .starts_with("@Resource[Microsoft.Authorization")
    );
}

#[test]
fn no_place_of_any_text_is_too_strange() {
    let text = "((!(ActionMatches{'a'})) OR (@Request[é😀:b] Nonsense:X {'x', 1, @}))\n@[ ${x} 'open";
    for offset in 0..=u32::try_from(text.len()).unwrap() + 3 {
        let list = complete_condition(&PlaceRequest { text: text.into(), offset });
        assert!(list.iter().all(|e| e.span.to as usize <= text.encode_utf16().count()));
    }
}
