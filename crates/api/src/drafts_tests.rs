use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::app::Host;
use crate::settings::{get_settings, set_settings};
use crate::wire::settings::{Settings, Theme};

/// A desk without a window: a clock that moves five seconds at every look, no dialogs.
struct Desk(AtomicI64);

impl Host for Desk {
    fn now(&self) -> i64 {
        self.0.fetch_add(5_000, Ordering::Relaxed)
    }
    fn version(&self) -> &str {
        "0"
    }
    fn user(&self) -> String {
        "anna".into()
    }
    fn copy(&self, _: &str) -> Result<(), String> {
        Err("no clipboard".into())
    }
    fn choose_file_to_write(&self, _: &str) -> Option<PathBuf> {
        None
    }
    fn choose_file_to_read(&self) -> Option<PathBuf> {
        None
    }
    fn write(&self, _: &Path, _: &str) -> Result<(), String> {
        Err(String::new())
    }
    fn size(&self, _: &Path) -> Result<u64, String> {
        Err(String::new())
    }
    fn read(&self, _: &Path) -> Result<String, String> {
        Err(String::new())
    }
}

fn app() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let app = App::new(folder.path().join("rolewright.db"), Box::new(Desk(AtomicI64::new(0))));
    (folder, app)
}

fn content(text: &str) -> DraftContent {
    DraftContent { text: text.into(), ..DraftContent::default() }
}

#[tokio::test]
async fn a_draft_lives_through_every_command() {
    let (_folder, app) = app();
    let made = create_draft(&app, CreateDraft { name: "  Payments ".into(), content: content("a") }).await;
    let made = made.unwrap();
    assert_eq!((made.name.as_str(), made.updated_at.as_str()), ("Payments", "1970-01-01T00:00:00Z"));
    let id = DraftId { id: made.id };
    let saved = save_draft(&app, SaveDraft { id: made.id, content: content("b\n  c") }).await.unwrap();
    assert!(saved.can_undo && !saved.can_redo);
    let rows = list_drafts(&app, ListDrafts::default()).await.unwrap();
    assert_eq!(rows[0].preview, "b c");
    assert_eq!(undo_draft(&app, id).await.unwrap().content.text, "a");
    assert_eq!(redo_draft(&app, id).await.unwrap().content.text, "b\n  c");
    let back = GoToRevision { id: made.id, revision: made.revision };
    assert_eq!(go_to_revision(&app, back).await.unwrap().content, content("a"));
    let steps = draft_history(&app, id).await.unwrap();
    assert_eq!(steps.iter().map(|s| s.current).collect::<Vec<_>>(), [false, true]);
    rename_draft(&app, RenameDraft { id: made.id, name: "Billing".into() }).await.unwrap();
    delete_draft(&app, id).await.unwrap();
    assert!(list_drafts(&app, ListDrafts { search: "billing".into() }).await.unwrap().is_empty());
    restore_draft(&app, id).await.unwrap();
    assert_eq!(open_draft(&app, id).await.unwrap().name, "Billing");
}

#[tokio::test]
async fn bad_requests_are_told_apart() {
    let (_folder, app) = app();
    let missing = open_draft(&app, DraftId { id: 9 }).await.unwrap_err();
    assert_eq!((missing.code, missing.message.as_str()), (ErrorCode::NotFound, "there is no draft 9"));
    for name in ["", " \t", &"x".repeat(201)] {
        let request = CreateDraft { name: name.into(), content: content("") };
        assert_eq!(create_draft(&app, request).await.unwrap_err().code, ErrorCode::InvalidInput);
    }
    let id = create_draft(&app, CreateDraft { name: "n".into(), content: content("") }).await.unwrap().id;
    let nothing = undo_draft(&app, DraftId { id }).await.unwrap_err();
    assert_eq!(nothing.code, ErrorCode::InvalidInput);
}

#[tokio::test]
async fn an_unusable_database_says_what_to_do_and_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rolewright.db");
    std::fs::write(&path, "x".repeat(2_000)).unwrap();
    let app = App::new(path.clone(), Box::new(Desk(AtomicI64::new(0))));
    let error = list_drafts(&app, ListDrafts::default()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Store);
    assert!(error.hint.unwrap().contains("backup"));
    std::fs::remove_file(&path).unwrap();
    assert!(list_drafts(&app, ListDrafts::default()).await.unwrap().is_empty());
}

#[tokio::test]
async fn settings_come_back_and_unreadable_ones_do_no_harm() {
    let (_folder, app) = app();
    assert_eq!(get_settings(&app).await.unwrap(), Settings::default());
    let mut settings = Settings { theme: Theme::HighContrast, ..Settings::default() };
    settings.layout.insert("split".into(), "420".into());
    set_settings(&app, settings.clone()).await.unwrap();
    assert_eq!(get_settings(&app).await.unwrap(), settings);
    let rows = [("theme", "\"a theme of a later version\"".to_owned()), ("future", "{}".to_owned())];
    app.database().await.unwrap().set_settings(&rows).await.unwrap();
    let read = get_settings(&app).await.unwrap();
    assert_eq!((read.theme, read.layout), (Theme::System, settings.layout));
}
