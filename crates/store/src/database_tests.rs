use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;
use crate::drafts::Content;

/// An empty database in a folder of its own.
pub(crate) async fn temporary() -> (tempfile::TempDir, Database) {
    let folder = tempfile::tempdir().unwrap();
    let db = Database::open(&folder.path().join("rolewright.db")).await.unwrap();
    (folder, db)
}

fn content(text: &str) -> Content {
    Content { json: format!("{{\"text\":\"{text}\"}}"), text: text.into() }
}

impl Database {
    /// A file as the first version made it, with a draft.
    pub(crate) async fn first_version(path: &Path) {
        let mut db = raw(path).await;
        MIGRATIONS.run_to(1, &mut db).await.unwrap();
        sqlx::raw_sql(
            "begin; insert into drafts (name, updated_at, current_revision) values ('a', 1, 1); \
             insert into draft_revisions (draft_id, revision, at, content, text) \
             values (1, 1, 1, '{}', 'kept text'); \
             insert into draft_search (rowid, name, text) values (1, 'a', 'kept text'); commit",
        )
        .execute(&mut db)
        .await
        .unwrap();
        db.close().await.unwrap();
    }
}

async fn raw(path: &Path) -> SqliteConnection {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path).create_if_missing(true))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_whole_schema_is_as_written_down() {
    let (_folder, db) = temporary().await;
    let rows: Vec<(String,)> = sqlx::query_as(
        "select sql from sqlite_schema where sql is not null and name not like '\\_sqlx%' escape '\\' \
         and name not like '%\\_search\\_%' escape '\\' order by type desc, name",
    )
    .fetch_all(&db.pool)
    .await
    .unwrap();
    insta::assert_snapshot!(rows.into_iter().map(|r| r.0).collect::<Vec<_>>().join("\n\n"));
}

#[tokio::test]
async fn every_table_is_strict_and_every_migration_says_why() {
    let (_folder, db) = temporary().await;
    let loose: Vec<(String,)> = sqlx::query_as(
        "select name from pragma_table_list where schema = 'main' and strict = 0 and type = 'table' \
         and name not like 'sqlite\\_%' escape '\\' and name not like '\\_sqlx%' escape '\\'",
    )
    .fetch_all(&db.pool)
    .await
    .unwrap();
    assert!(loose.is_empty(), "{loose:?}");
    for migration in MIGRATIONS.iter() {
        assert!(migration.sql.as_str().starts_with("-- "), "migration {} opens with why", migration.version);
    }
}

#[tokio::test]
async fn opens_again_what_it_made_in_a_folder_it_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new folder/ü/rolewright.db");
    let db = Database::open(&path).await.unwrap();
    let id = db.create_draft("a", &content("x"), 1).await.unwrap().id;
    db.close().await;
    let db = Database::open(&path).await.unwrap();
    assert_eq!(db.draft(id).await.unwrap().content.text, "x");
    let other = Database::open(&path).await.unwrap();
    assert_eq!(other.draft(id).await.unwrap().name, "a", "a second reader is no problem");
}

#[tokio::test]
async fn refuses_a_newer_file_and_leaves_it_alone() {
    let (folder, db) = temporary().await;
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (9999, 'future', 1, x'00', 0)",
    )
    .execute(&db.pool)
    .await
    .unwrap();
    db.close().await;
    let path = folder.path().join("rolewright.db");
    let before = std::fs::read(&path).unwrap();
    let error = Database::open(&path).await.unwrap_err();
    assert!(matches!(error, StoreError::Newer { .. }), "{error}");
    assert!(error.to_string().contains("later version") && error.hint().unwrap().contains("update"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn refuses_a_file_of_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    let mut other = raw(&path).await;
    sqlx::query("create table t (x)").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    let error = Database::open(&path).await.unwrap_err();
    assert!(matches!(error, StoreError::NotOurs { .. }), "{error}");
}

#[tokio::test]
async fn finds_damage_of_every_kind_and_never_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let not_sqlite = folder.path().join("text.db");
    std::fs::write(
        &not_sqlite,
        "this is not a database at all, only some text that is long enough ".repeat(20),
    )
    .unwrap();
    let error = Database::open(&not_sqlite).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");

    let (folder, db) = temporary().await;
    for i in 0..40 {
        db.create_draft(&format!("draft {i}"), &content(&"long text ".repeat(80)), i).await.unwrap();
    }
    db.close().await;
    let path = folder.path().join("rolewright.db");
    let whole = std::fs::read(&path).unwrap();
    assert!(whole.len() > 40_000);
    for (what, bytes) in [
        ("half of the file", whole[..whole.len() / 2].to_vec()),
        ("zeros in the middle", {
            let mut bytes = whole.clone();
            bytes[4096..24_576].fill(0);
            bytes
        }),
        ("a torn header", {
            let mut bytes = whole.clone();
            bytes[..100].fill(0x55);
            bytes
        }),
    ] {
        let path = folder.path().join("damaged.db");
        std::fs::write(&path, &bytes).unwrap();
        let error = Database::open(&path).await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{what}: {error}");
        assert!(error.hint().unwrap().contains("copy"), "{what}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{what}: left as it was");
    }
}

#[tokio::test]
async fn damage_in_the_middle_of_an_open_file_is_found_when_asked_for() {
    let (folder, db) = temporary().await;
    for i in 0..40 {
        db.create_draft(&format!("draft {i}"), &content(&"long text ".repeat(80)), i).await.unwrap();
    }
    db.check().await.unwrap();
    db.close().await;
    let path = folder.path().join("rolewright.db");
    let db = Database::open(&path).await.unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0);
    std::fs::write(&path, &bytes).unwrap();
    let error = db.check().await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[tokio::test]
async fn says_when_another_program_holds_the_file() {
    let (folder, db) = temporary().await;
    let id = db.create_draft("a", &content("x"), 1).await.unwrap().id;
    let path = folder.path().join("rolewright.db");
    let mut other = raw(&path).await;
    sqlx::query("begin immediate").execute(&mut other).await.unwrap();
    let impatient = Database::open_waiting(&path, Duration::from_millis(50)).await.unwrap();
    let error = impatient.save_draft(id, &content("y"), 2).await.unwrap_err();
    assert!(matches!(error, StoreError::Locked), "{error}");
    assert_eq!(impatient.draft(id).await.unwrap().content.text, "x", "reading goes on");
    sqlx::query("rollback").execute(&mut other).await.unwrap();
    impatient.save_draft(id, &content("y"), 3).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_is_said_and_loses_nothing_saved() {
    let (_folder, db) = temporary().await;
    let id = db.create_draft("a", &content("first"), 1).await.unwrap().id;
    let pages: i64 = sqlx::query_scalar("pragma page_count").fetch_one(&db.pool).await.unwrap();
    // The limit belongs to the connection, of which there is one.
    sqlx::query(sqlx::AssertSqlSafe(format!("pragma max_page_count = {}", pages + 4)))
        .execute(&db.pool)
        .await
        .unwrap();
    let mut saved = "first".to_owned();
    let mut refused = None;
    for i in 0..200 {
        let text = format!("{i} ").repeat(500);
        match db.save_draft(id, &content(&text), 10_000 * (i + 1)).await {
            Ok(_) => saved = text,
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    let error = refused.unwrap();
    assert!(matches!(error, StoreError::DiskFull), "{error}");
    assert!(error.hint().unwrap().contains("free some space"));
    assert_eq!(db.draft(id).await.unwrap().content.text, saved);
    // The refused change took its connection, and the limit with it.
    db.save_draft(id, &content("after"), 9_000_000).await.unwrap();
}

#[tokio::test]
async fn a_file_that_may_not_be_written_is_said() {
    let (_folder, db) = temporary().await;
    let id = db.create_draft("a", &content("x"), 1).await.unwrap().id;
    sqlx::query("pragma query_only = on").execute(&db.pool).await.unwrap();
    let error = db.save_draft(id, &content("y"), 2).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly), "{error}");

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let error = Database::open(&folder.path().join("file/rolewright.db")).await.unwrap_err();
    assert!(matches!(error, StoreError::CannotOpen { .. }), "{error}");
    let error = Database::open(folder.path()).await.unwrap_err();
    assert!(matches!(&error, StoreError::CannotOpen { path, .. } if path == folder.path()), "{error}");
}

#[tokio::test]
async fn settings_are_kept_whole_and_unknown_keys_stay() {
    let (_folder, db) = temporary().await;
    db.set_settings(&[("theme", "\"dark\"".into()), ("future", "1".into())]).await.unwrap();
    db.set_settings(&[("theme", "\"light\"".into())]).await.unwrap();
    assert!(db.set_settings(&[("theme", "\"x\"".into()), ("layout", "not json".into())]).await.is_err());
    assert_eq!(
        db.settings().await.unwrap(),
        [("future".to_owned(), "1".to_owned()), ("theme".to_owned(), "\"light\"".to_owned())]
    );
}

const CHILD: &str = "ROLEWRIGHT_STORE_TEST_CHILD";

/// Not a test of its own: the process that the next test kills.
#[tokio::test]
async fn child_that_saves_until_killed() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let db = Database::open(Path::new(&path)).await.unwrap();
    let id = db.create_draft("killed", &content("0"), 0).await.unwrap().id;
    for i in 1.. {
        // Both kinds of save: most merge into a step, every fifth is a step of its own.
        db.save_draft(id, &content(&i.to_string()), i / 5 * 2_000 + i).await.unwrap();
        println!("saved {i}");
    }
}

#[tokio::test]
async fn a_killed_process_loses_nothing_it_was_told_is_saved() {
    for round in 0..5_u64 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rolewright.db");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "database::tests::child_that_saves_until_killed", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut acknowledged = 0;
        for line in lines.by_ref() {
            acknowledged = line.rsplit("saved ").next().and_then(|n| n.parse().ok()).unwrap_or(acknowledged);
            if acknowledged >= 20 + round {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines {
            acknowledged = line.rsplit("saved ").next().and_then(|n| n.parse().ok()).unwrap_or(acknowledged);
        }
        let db = Database::open(&path).await.unwrap();
        let draft = db.drafts("killed").await.unwrap().remove(0);
        let kept: u64 = draft.start.parse().unwrap();
        assert!(kept >= acknowledged && kept <= acknowledged + 1, "kept {kept}, told {acknowledged}");
        assert_eq!(db.drafts(&kept.to_string()).await.unwrap().len(), 1, "search is in step");
    }
}
