use super::*;
use crate::access::demo::Demo;
use crate::wire::access::{AssignmentState, AssignmentsOf, PrincipalKind, Reach};

async fn detail(demo: &Demo, of: AssignmentsOf, key: &str) -> AssignmentDetail {
    let request = AssignmentDetailRequest { of, key: key.to_owned() };
    assignment_detail(&demo.app, &request).await.unwrap()
}

/// The only row of a filter, in detail.
async fn of_filter(demo: &Demo, filter: &str) -> AssignmentDetail {
    let page = demo.page(demo.whole(), filter).await.unwrap();
    assert_eq!(page.rows.len(), 1, "{filter}: {:?}", page.rows);
    detail(demo, demo.whole(), &page.rows[0].key).await
}

#[tokio::test]
async fn every_row_has_its_reasons() {
    let demo = Demo::new();
    let page = demo.page(demo.whole(), "").await.unwrap();
    for row in &page.rows {
        let found = detail(&demo, demo.whole(), &row.key).await;
        assert_eq!(&found.row, row);
        assert!(found.id.eq_ignore_ascii_case(&row.key));
        let last = found.path.last().unwrap();
        assert_eq!((found.path[0].scope.as_str(), &last.scope), ("/", &row.place.scope));
        assert!(found.path.iter().all(|crumb| !crumb.name.is_empty()), "{:?}", found.path);
        assert!(found.why.ends_with('.') && found.why.contains("the "), "{}", found.why);
        assert_eq!(found.history[0].words, "first seen");
        assert_eq!(found.condition.is_some(), row.condition.is_some());
        assert!(found.principal.assignments >= 1);
        if row.role.name.is_some() {
            assert!(!found.role.can.is_empty() && found.role.can.len() <= 5, "{:?}", found.role);
            assert!(found.role.description.is_some());
        }
        if let Some(condition) = &found.condition {
            assert!(condition.sentence.ends_with('.'), "{condition:?}");
        }
    }
}

#[tokio::test]
async fn a_sentence_says_where_the_access_comes_from() {
    let demo = Demo::new();
    let guest = of_filter(&demo, "kind:guest role=Owner").await;
    assert_eq!(guest.principal.who.kind, PrincipalKind::Guest);
    assert!(guest.why.contains("holds Owner directly at the subscription"), "{}", guest.why);
    assert!(guest.row.description.as_deref().unwrap().contains("cut-over"));

    // Seen from further down, the same assignment is inherited.
    let below = format!("{}/resourceGroups/none", guest.row.place.scope);
    let seen = detail(&demo, demo.of(&below, Reach::Inherited), &guest.row.key).await;
    assert!(seen.row.inherited && seen.why.contains("none inherits it from there"), "{}", seen.why);
    assert_eq!(seen.path.last().unwrap().name, "none");

    let group = of_filter(&demo, "principal=cloud-platform-owners role=Owner").await;
    assert!(group.principal.members.unwrap() > 0, "{:?}", group.principal);
    assert!(group.why.contains("a group with"), "{}", group.why);

    let gone = demo.page(demo.whole(), "is:orphaned role=Owner").await.unwrap().rows.remove(0);
    let gone = detail(&demo, demo.whole(), &gone.key).await;
    assert!(gone.why.contains("the directory does not know the principal"), "{}", gone.why);

    let active = of_filter(&demo, "state:activated").await;
    assert!(active.row.ends.is_some() && active.why.contains("has activated Owner"), "{}", active.why);
    let page = demo.page(demo.whole(), "state:eligible").await.unwrap();
    assert!(page.rows.len() > 3 && page.rows.iter().all(|row| row.state == AssignmentState::Eligible));
    let eligible = detail(&demo, demo.whole(), &page.rows[0].key).await;
    assert!(eligible.why.contains("may activate"), "{}", eligible.why);
    assert!(eligible.id.contains("roleeligibilityscheduleinstances"));
}

#[tokio::test]
async fn a_condition_is_told_in_words_with_names() {
    let demo = Demo::new();
    let rows = demo.page(demo.whole(), "principal=subscription-vending condition:any").await.unwrap().rows;
    let found = detail(&demo, demo.whole(), &rows[0].key).await;
    let card = found.condition.unwrap();
    assert!(card.sentence.starts_with("May assign every role except"), "{}", card.sentence);
    assert_eq!(card.version.as_deref(), Some("2.0"));
    assert!(
        rows[0].condition.as_deref().unwrap().starts_with("every role except"),
        "{:?}",
        rows[0].condition
    );
    let storage = demo.page(demo.whole(), "role:storage condition:any").await.unwrap().rows;
    assert!(!storage.is_empty() && storage.iter().all(|row| !row.condition.as_deref().unwrap().is_empty()));
}

#[tokio::test]
async fn a_person_of_a_group_is_shown_the_groups_that_hold_roles() {
    let demo = Demo::new();
    let page = demo.page(demo.whole(), "kind:user").await.unwrap();
    let mut with_groups = 0;
    for row in page.rows {
        let found = detail(&demo, demo.whole(), &row.key).await;
        with_groups += usize::from(!found.principal.groups.is_empty());
        assert!(found.principal.groups.iter().all(|group| group.kind == PrincipalKind::Group));
    }
    assert!(with_groups > 0);
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_gone() {
    let demo = Demo::new();
    for key in [
        "",
        "nonsense",
        "/providers/Microsoft.Authorization/roleAssignments/none",
        "/a/b/c/roleAssignments/x",
    ] {
        let request = AssignmentDetailRequest { of: demo.whole(), key: key.to_owned() };
        let error = assignment_detail(&demo.app, &request).await.unwrap_err();
        assert!(error.code == ErrorCode::NotFound && error.hint.is_some(), "{key}: {error:?}");
    }
}
