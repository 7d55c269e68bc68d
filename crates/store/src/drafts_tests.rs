use super::*;
use crate::database::tests::temporary;

fn content(text: &str) -> Content {
    Content { json: format!("{{\"text\":\"{text}\"}}"), text: text.into() }
}

async fn texts(db: &Database, search: &str) -> Vec<String> {
    db.drafts(search).await.unwrap().into_iter().map(|d| d.start).collect()
}

#[tokio::test]
async fn typing_merges_into_steps_and_pauses_part_them() {
    let (_folder, db) = temporary().await;
    let id = db.create_draft("one", &content(""), 0).await.unwrap().id;
    // (time, text, revision after the save)
    for (now, text, revision) in [
        (100, "a", 2),        // the start is never typed over
        (600, "ab", 2),       // same run
        (1_500, "abc", 2),    // 900 ms after the last
        (2_500, "abcd", 3),   // a pause of a second
        (2_600, "abcd", 3),   // nothing new
        (2_500, "abcde", 3),  // the same moment
        (1_000, "abcdef", 4), // the clock went back
    ] {
        assert_eq!(db.save_draft(id, &content(text), now).await.unwrap().revision, revision, "{now} {text}");
    }
    for step in 0..20 {
        db.save_draft(id, &content(&format!("run{step}")), 10_000 + step * 900).await.unwrap();
    }
    let steps = db.draft_history(id).await.unwrap();
    assert_eq!(steps.len(), 6, "eighteen seconds of typing without a pause are two steps");
    assert_eq!(steps[0].content.text, "run19");
    assert!(steps[0].current && !steps[1].current);
}

#[tokio::test]
async fn undo_and_redo_survive_and_typing_after_undo_loses_nothing() {
    let (folder, db) = temporary().await;
    let id = db.create_draft("one", &content("1"), 0).await.unwrap().id;
    db.save_draft(id, &content("2"), 10_000).await.unwrap();
    db.save_draft(id, &content("3"), 20_000).await.unwrap();
    assert_eq!(db.undo_draft(id, 30_000).await.unwrap().content.text, "2");
    db.close().await;

    let db = Database::open(&folder.path().join("rolewright.db")).await.unwrap();
    let draft = db.draft(id).await.unwrap();
    assert_eq!((draft.content.text.as_str(), draft.can_undo, draft.can_redo), ("2", true, true));
    assert_eq!(db.redo_draft(id, 30_001).await.unwrap().content.text, "3");
    assert!(matches!(db.redo_draft(id, 30_002).await, Err(StoreError::NothingTo { what: "redo" })));
    db.undo_draft(id, 30_003).await.unwrap();
    assert_eq!(db.undo_draft(id, 30_004).await.unwrap().content.text, "1");
    assert!(matches!(db.undo_draft(id, 30_005).await, Err(StoreError::NothingTo { what: "undo" })));

    let typed = db.save_draft(id, &content("4"), 30_006).await.unwrap();
    assert!(!typed.can_redo, "redo belongs to what was typed last");
    assert_eq!(db.undo_draft(id, 30_007).await.unwrap().content.text, "1");
    assert_eq!(db.redo_draft(id, 30_008).await.unwrap().content.text, "4");
    assert_eq!(db.go_to_revision(id, 3, 30_009).await.unwrap().content.text, "3", "still there");
    assert_eq!(db.draft_history(id).await.unwrap().len(), 4);
    assert_eq!(db.save_draft(id, &content("5"), 30_010).await.unwrap().revision, 5, "a jump ends the run");
}

#[tokio::test]
async fn drafts_are_found_by_name_and_text_and_deletion_is_undone() {
    let (_folder, db) = temporary().await;
    let a = db.create_draft("Payments delegate", &content("@Request[x:RoleDefinitionId] ba92f5b4"), 1).await;
    let a = a.unwrap().id;
    let b = db.create_draft("Zürich 100% \"quoted\"", &content("b_text"), 2).await.unwrap().id;
    assert_eq!(db.drafts("").await.unwrap().iter().map(|d| d.id).collect::<Vec<_>>(), [b, a]);
    for (search, found) in [
        ("payments", vec![a]),
        ("PAYMENTS roledef", vec![a]),
        ("92f5", vec![a]),
        ("payments b_text", vec![]),
        ("Pa", vec![a]),
        ("züri 0%", vec![b]),
        ("\"quo", vec![b]),
        ("\" * NEAR( OR", vec![]),
        ("_t", vec![b]),
        ("   ", vec![b, a]),
    ] {
        let ids: Vec<i64> = db.drafts(search).await.unwrap().iter().map(|d| d.id).collect();
        assert_eq!(ids, found, "{search}");
    }
    db.delete_draft(a, 3).await.unwrap();
    assert!(texts(&db, "payments").await.is_empty());
    assert_eq!(db.restore_draft(a).await.unwrap().name, "Payments delegate");
    assert_eq!(texts(&db, "payments").await.len(), 1);
    db.rename_draft(a, "Billing", 4).await.unwrap();
    assert!(texts(&db, "payments").await.is_empty() && texts(&db, "billing").await.len() == 1);
    db.save_draft(a, &content("other"), 5).await.unwrap();
    assert!(texts(&db, "92f5").await.is_empty(), "the text searched is the one shown");
    db.undo_draft(a, 6).await.unwrap();
    assert_eq!(texts(&db, "92f5").await.len(), 1);
}

#[tokio::test]
async fn what_does_not_exist_is_said_by_its_number() {
    let (_folder, db) = temporary().await;
    let gone = |r: Result<Draft, StoreError>| matches!(r, Err(StoreError::NoSuchDraft { id: 7 }));
    assert!(gone(db.draft(7).await));
    assert!(gone(db.save_draft(7, &content(""), 0).await));
    assert!(gone(db.rename_draft(7, "", 0).await));
    assert!(gone(db.undo_draft(7, 0).await));
    assert!(gone(db.go_to_revision(7, 1, 0).await));
    assert!(gone(db.restore_draft(7).await));
    let id = db.create_draft("", &content(""), 0).await.unwrap().id;
    assert!(matches!(db.go_to_revision(id, 9, 0).await, Err(StoreError::NoSuchRevision { revision: 9, .. })));
}
