use super::*;
use crate::annotations::annotate;
use crate::changes::Changes;
use crate::sample::Desktop;
use crate::wire::annotations::{Annotate, AnnotationState, ObjectKind};
use crate::wire::error::ErrorCode;

async fn exported(desk: &Desktop) -> std::path::PathBuf {
    desk.choose("");
    let saved =
        export_snapshot(&desk.app, SnapshotId { snapshot: desk.story.second }).await.unwrap().unwrap();
    saved.path.into()
}

#[tokio::test]
async fn a_snapshot_travels_with_its_notes_and_is_compared_there() {
    let desk = Desktop::open().await;
    let story = &desk.story;
    assert_eq!(export_snapshot(&desk.app, SnapshotId { snapshot: 1 }).await.unwrap(), None);
    let note = Annotate {
        snapshot: story.second,
        object: ObjectKind::Principal,
        key: story.deleted.to_string(),
        state: AnnotationState::Question,
        note: "why?".into(),
    };
    annotate(&desk.app, &note).await.unwrap();
    let path = exported(&desk).await;
    assert!(path.to_string_lossy().ends_with("Contoso 2026-11-20.rolewright"), "{}", path.display());

    let there = Desktop::open().await;
    there.choose(&path);
    let taken = import_snapshot(&there.app).await.unwrap().unwrap().snapshot;
    assert_eq!(import_snapshot(&there.app).await.unwrap().unwrap().snapshot, taken, "not taken twice");
    let database = there.database().await;
    let tenant = database.snapshot(taken).await.unwrap().tenant;
    assert_eq!(database.annotations(tenant, None).await.unwrap()[0].note, "why?");
    // It stands in a line of its own and is compared all the same.
    let own = Changes::of(database, there.story.first, there.story.second).await.unwrap();
    let across = Changes::of(database, there.story.first, taken).await.unwrap();
    let keys = |changes: &Changes| -> Vec<String> {
        let mut keys: Vec<String> = changes
            .filtered("")
            .unwrap()
            .into_iter()
            .map(|row| format!("{:?} {}", row.kind, row.key))
            .collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&across), keys(&own));
    let same = Changes::of(database, there.story.second, taken).await.unwrap();
    assert!(same.filtered("").unwrap().is_empty());
}

#[tokio::test]
async fn files_that_cannot_be_taken_say_why_and_change_nothing() {
    let desk = Desktop::open().await;
    let good = std::fs::read(exported(&desk).await).unwrap();
    let database = desk.database().await;
    let before = database.snapshots(None).await.unwrap();
    let newer = [b"rolewright-snapshot 2\n", good.split_at(22).1].concat();
    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    for (what, bytes, code, words) in [
        ("empty", vec![], ErrorCode::InvalidInput, "is not an exported snapshot"),
        ("text", b"hello\nworld\n\n".to_vec(), ErrorCode::InvalidInput, "is not an exported snapshot"),
        ("head", good[..30].to_vec(), ErrorCode::File, "is damaged"),
        ("half", good[..good.len() / 2].to_vec(), ErrorCode::File, "is damaged"),
        ("almost", good[..good.len() - 1].to_vec(), ErrorCode::File, "is damaged"),
        ("flipped", flipped, ErrorCode::File, "is damaged"),
        ("newer", newer, ErrorCode::Store, "later version"),
    ] {
        desk.choose(what);
        std::fs::write(desk.folder.path().join(what), bytes).unwrap();
        let error = import_snapshot(&desk.app).await.unwrap_err();
        assert!(error.message.contains(words) && error.hint.is_some(), "{what}: {error:?}");
        assert!(error.message.contains(what), "{what}: the file is named: {error:?}");
        assert_eq!(error.code, code, "{what}: {error:?}");
    }
    desk.choose("not there");
    assert_eq!(import_snapshot(&desk.app).await.unwrap_err().code, ErrorCode::File);
    assert_eq!(database.snapshots(None).await.unwrap(), before);
}

#[tokio::test]
async fn a_file_that_cannot_be_written_leaves_what_was_there() {
    let desk = Desktop::open().await;
    let fail = async |path: &str| {
        desk.choose(path);
        export_snapshot(&desk.app, SnapshotId { snapshot: desk.story.first }).await.unwrap_err()
    };
    let error = fail("no/such/folder/x").await;
    assert!(error.code == ErrorCode::File && error.hint.is_some(), "{error:?}");
    if cfg!(target_os = "linux") {
        let error = fail("/dev/full").await;
        assert!(error.message.contains("no ordinary file"), "{error:?}");
        assert!(!std::fs::metadata("/dev/full").unwrap().is_file(), "the device is still one");
    }
    desk.choose("x");
    let gone = export_snapshot(&desk.app, SnapshotId { snapshot: 77 }).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
    assert!(!desk.folder.path().join("x").exists());
}
