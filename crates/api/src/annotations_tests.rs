use super::*;
use crate::sample::{Desktop, NOW, records};

fn request(desk: &Desktop, key: &str, state: AnnotationState) -> Annotate {
    Annotate {
        snapshot: desk.story.second,
        object: ObjectKind::RoleAssignment,
        key: key.to_owned(),
        state,
        note: " asked the owner \n".to_owned(),
    }
}

fn key(assignment: &RoleAssignment) -> String {
    ObjectId::of(&Record::RoleAssignment(Box::new(assignment.clone()))).key
}

fn accept(until: &str) -> AnnotationState {
    AnnotationState::AcceptRisk { until: until.to_owned() }
}

async fn progress(desk: &Desktop, snapshot: i64) -> ReviewProgress {
    review_progress(&desk.app, SnapshotId { snapshot }).await.unwrap()
}

#[tokio::test]
async fn a_review_counts_what_was_written_last_about_privileged_assignments() {
    let desk = Desktop::open().await;
    let start = progress(&desk, desk.story.second).await;
    assert!(start.privileged > 10);
    assert_eq!(ReviewProgress { privileged: start.privileged, ..EMPTY }, start);

    // Azure's ids come in any case.
    let wide = key(&desk.story.widened).to_uppercase();
    let question = annotate(&desk.app, &request(&desk, &wide, AnnotationState::Question)).await.unwrap();
    assert_eq!((question.author.as_str(), question.note.as_str()), ("anna", "asked the owner"));
    assert_eq!((question.at.as_str(), question.expired), ("2026-11-21T00:00:00Z", false));
    assert_eq!(progress(&desk, desk.story.second).await.questions, 1);
    let accepted = annotate(&desk.app, &request(&desk, &wide, accept("2026-11-21"))).await.unwrap();
    assert_eq!((accepted.state, accepted.expired), (accept("2026-11-21"), false), "the day is not over");
    let now = progress(&desk, desk.story.second).await;
    assert_eq!((now.questions, now.risks_accepted, now.risks_expired), (0, 1, 0));
    // It belongs to the object, so the snapshot before shows it as well.
    assert_eq!(progress(&desk, desk.story.first).await.risks_accepted, 1);
    let opened = desk.app.opened(desk.story.second).await.unwrap();
    let later = Review::of(&opened.database, &opened.access, NOW + DAY).await.unwrap().progress;
    assert_eq!((later.risks_accepted, later.risks_expired), (1, 1));

    remove_annotation(&desk.app, AnnotationId { id: accepted.id }).await.unwrap();
    assert_eq!(progress(&desk, desk.story.second).await.questions, 1, "the one before is in force again");
    remove_annotation(&desk.app, AnnotationId { id: question.id }).await.unwrap();
    assert_eq!(progress(&desk, desk.story.second).await, start);
    // Reader is not privileged, and a note about it is no part of the review.
    let reader = Annotate {
        snapshot: desk.story.first,
        ..request(&desk, &key(&desk.story.revoked), AnnotationState::Reviewed)
    };
    annotate(&desk.app, &reader).await.unwrap();
    assert_eq!(progress(&desk, desk.story.second).await, start);
}

const EMPTY: ReviewProgress =
    ReviewProgress { privileged: 0, reviewed: 0, questions: 0, risks_accepted: 0, risks_expired: 0 };

#[tokio::test]
async fn every_kind_of_object_can_be_written_about() {
    let desk = Desktop::open().await;
    let story = &desk.story;
    let lock = records(desk.database().await, story.second, StoredKind::Lock).await.remove(0);
    let vault = records(desk.database().await, story.second, StoredKind::Vault).await.remove(0);
    for (object, key) in [
        (ObjectKind::Lock, ObjectId::of(&lock).key),
        (ObjectKind::Vault, ObjectId::of(&vault).key),
        (ObjectKind::RoleDefinition, story.role.id.to_string()),
        (ObjectKind::Principal, story.deleted.to_string()),
        (ObjectKind::Scope, "/".to_owned()),
        (ObjectKind::Scope, story.unlocked.scope.to_string()),
    ] {
        let request = Annotate { object, ..request(&desk, &key, AnnotationState::Question) };
        annotate(&desk.app, &request).await.unwrap_or_else(|error| panic!("{object:?} {key}: {error}"));
    }
    let pim = records(desk.database().await, story.second, StoredKind::PimInstance).await.remove(0);
    let key = ObjectId::of(&pim).key;
    annotate(&desk.app, &request(&desk, &key, AnnotationState::Reviewed)).await.unwrap();
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_nothing_is_kept() {
    let desk = Desktop::open().await;
    let known = key(&desk.story.widened);
    let fail = async |request: Annotate| annotate(&desk.app, &request).await.unwrap_err();
    for until in ["", "tomorrow", "2026-02-30", "2026-11-20", "31.01.2027", "-9999-01-01", "99999-01-01"] {
        let error = fail(request(&desk, &known, accept(until))).await;
        assert!(error.code == ErrorCode::InvalidInput && error.hint.is_some(), "{until}: {error:?}");
    }
    let long =
        Annotate { note: "é".repeat(LONGEST_NOTE + 1), ..request(&desk, &known, AnnotationState::Reviewed) };
    assert_eq!(fail(long).await.code, ErrorCode::InvalidInput);
    let nowhere = Annotate { snapshot: 77, ..request(&desk, &known, AnnotationState::Reviewed) };
    assert_eq!(fail(nowhere).await.code, ErrorCode::NotFound);
    for (object, key) in [
        (ObjectKind::RoleAssignment, "/subscriptions/x"),
        (ObjectKind::RoleAssignment, "'; drop table annotations; --"),
        (ObjectKind::Lock, ""),
        (ObjectKind::Vault, "\u{0}"),
        (ObjectKind::ResourceGuard, "/"),
        (ObjectKind::RoleDefinition, "Owner"),
        (ObjectKind::Principal, "anna"),
        (ObjectKind::Scope, "Hub"),
    ] {
        let request = Annotate { object, ..request(&desk, key, AnnotationState::Reviewed) };
        let error = fail(request).await;
        assert!(error.code == ErrorCode::NotFound && error.hint.is_some(), "{object:?} {key}: {error:?}");
    }
    let gone = remove_annotation(&desk.app, AnnotationId { id: 99 }).await.unwrap_err();
    assert_eq!((gone.code, gone.message.as_str()), (ErrorCode::NotFound, "there is no annotation 99"));
    let database = desk.database().await;
    let tenant = database.snapshot(desk.story.second).await.unwrap().tenant;
    assert!(database.annotations(tenant, None).await.unwrap().is_empty());
}
