use rolewright_authz::records::Stage;

use super::*;
use crate::access::Filter;
use crate::annotations::Verdict;
use crate::database::tests::temporary;
use crate::diff::tests::pull;
use crate::object::ObjectId;
use crate::sample::Tenant;

const MADE: Tenant = Tenant { assignments: 1_000, day: 0 };

async fn all(db: &Database, snapshot: i64) -> Vec<(ObjectId, rolewright_authz::records::Record)> {
    let mut all = Vec::new();
    for kind in ObjectKind::ALL {
        all.extend(db.records(snapshot, kind, 0, 100_000).await.unwrap().into_iter().map(|r| r.record));
    }
    let mut all: Vec<_> = all.into_iter().map(|r| (ObjectId::of(&r), r)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[tokio::test]
async fn a_snapshot_goes_through_a_file_whole_with_its_notes() {
    let (folder, db) = temporary().await;
    let first = pull(&db, MADE, 1_000).await;
    pull(&db, Tenant { day: 1, ..MADE }, 2_000).await;
    let object = all(&db, first).await[0].0.clone();
    let tenant = db.tenants().await.unwrap()[0].id;
    let risk = Verdict::AcceptedRisk { until: Some(77) };
    db.annotate(tenant, &object, risk, "until the move", "anna", 5).await.unwrap();
    let path = folder.path().join("day 0.rolewright");
    let manifest = db.export_snapshot(first, &path).await.unwrap();
    assert_eq!(Database::inspect_snapshot(&path).await.unwrap(), manifest);
    assert_eq!((manifest.started, manifest.tenant_name.as_str()), (1_000, "Contoso"));
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(left.iter().all(|n| !n.to_string_lossy().starts_with(".tmp")), "{left:?}");

    for db in [db, temporary().await.1] {
        let taken = db.import_snapshot(&path).await.unwrap();
        assert_eq!(db.import_snapshot(&path).await.unwrap(), taken, "not taken twice");
        let snapshot = db.snapshot(taken).await.unwrap();
        assert_eq!((snapshot.started, snapshot.finished), (1_000, Some(1_001)));
        assert_eq!(db.coverage(taken).await.unwrap().len(), 8);
        assert!(db.coverage(taken).await.unwrap().iter().any(|c| c.coverage.stage == Stage::RoleAssignments));
        let notes = db.annotations(snapshot.tenant, None).await.unwrap();
        assert_eq!((notes[0].object.clone(), notes[0].verdict, notes[0].at), (object.clone(), risk, 5));
        assert_eq!(notes.len(), 1);
        let access = db.open_access(taken).await.unwrap();
        assert_eq!(access.count(&Filter::default()), 1_000);
        if let Ok(original) = db.snapshot(first).await.map(|s| s.id)
            && original != taken
        {
            assert_eq!(all(&db, taken).await, all(&db, first).await);
            let diff = db.diff(first, taken).await.unwrap();
            assert_eq!(diff.differences, [], "the same snapshot in two lines");
            let later = db.diff(taken, first + 1).await.unwrap().differences;
            let here = db.diff(first, first + 1).await.unwrap().differences;
            let changes = |list: &[crate::diff::Difference]| {
                list.iter().map(|d| (d.object.clone(), d.change.clone())).collect::<Vec<_>>()
            };
            assert_eq!(changes(&later), changes(&here));
            assert!(!here.is_empty());
        }
    }
}

#[tokio::test]
async fn damaged_newer_and_foreign_files_are_refused_and_nothing_is_taken() {
    let (folder, db) = temporary().await;
    let first = pull(&db, Tenant { assignments: 50, day: 0 }, 1_000).await;
    let path = folder.path().join("a.rolewright");
    db.export_snapshot(first, &path).await.unwrap();
    let whole = std::fs::read(&path).unwrap();
    let before = db.snapshots(None).await.unwrap();
    let try_it = async |bytes: &[u8]| {
        let path = folder.path().join("other.rolewright");
        std::fs::write(&path, bytes).unwrap();
        let told = Database::inspect_snapshot(&path).await.err().map(|e| e.to_string());
        let error = db.import_snapshot(&path).await.unwrap_err();
        assert!(told.is_none_or(|told| told == error.to_string()));
        assert!(error.hint().is_some());
        error
    };
    for at in [25, 60, 100, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        let error = try_it(&bytes).await;
        assert!(matches!(error, StoreError::DamagedFile { .. }), "byte {at}: {error}");
    }
    for length in [10, 21, 22, 50, 90, whole.len() / 2, whole.len() - 1] {
        let error = try_it(&whole[..length]).await;
        assert!(
            matches!(error, StoreError::DamagedFile { .. } | StoreError::NotASnapshot { .. }),
            "{length}: {error}"
        );
    }
    let mut newer = whole.clone();
    newer[20] = b'2';
    assert!(matches!(try_it(&newer).await, StoreError::Newer { .. }));
    for foreign in [&b""[..], b"PK\x03\x04 something else", b"rolewright-snapshot x\n", &[0xff; 4096]] {
        assert!(matches!(try_it(foreign).await, StoreError::NotASnapshot { .. }));
    }
    let error = db.import_snapshot(&folder.path().join("none")).await.unwrap_err();
    assert!(matches!(error, StoreError::File { .. }), "{error}");
    let error = db.export_snapshot(first, &folder.path().join("no folder/x")).await.unwrap_err();
    assert!(matches!(error, StoreError::File { .. }), "{error}");
    assert_eq!(db.snapshots(None).await.unwrap(), before);
    assert_eq!(db.tenants().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_database_inside_that_is_newer_or_of_something_else_is_refused() {
    let (folder, db) = temporary().await;
    let manifest = |database| Manifest {
        tenant: Guid::from_u128(1),
        tenant_name: "x".into(),
        started: 0,
        finished: None,
        status: "complete".into(),
        account: String::new(),
        source: String::new(),
        database,
    };
    let inner = folder.path().join("inner.db");
    let future = Database::open(&inner).await.unwrap();
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (9999, 'future', 1, x'00', 0)",
    )
    .execute(&future.pool)
    .await
    .unwrap();
    future.close().await;
    let path = folder.path().join("x.rolewright");
    let size = std::fs::metadata(&inner).unwrap().len();
    pack(&inner, folder.path(), &path, &manifest(size)).unwrap();
    let error = db.import_snapshot(&path).await.unwrap_err();
    assert!(matches!(&error, StoreError::Newer { path: p } if *p == path), "{error}");
    pack(&inner, folder.path(), &path, &manifest(size - 1)).unwrap();
    let error = db.import_snapshot(&path).await.unwrap_err();
    assert!(matches!(error, StoreError::DamagedFile { .. }), "{error}");
    std::fs::write(&inner, "no database").unwrap();
    pack(&inner, folder.path(), &path, &manifest(11)).unwrap();
    let error = db.import_snapshot(&path).await.unwrap_err();
    assert!(matches!(error, StoreError::DamagedFile { .. }), "{error}");
    let empty = Database::open(&folder.path().join("empty.db")).await.unwrap();
    empty.close().await;
    let inner = folder.path().join("empty.db");
    pack(&inner, folder.path(), &path, &manifest(std::fs::metadata(&inner).unwrap().len())).unwrap();
    let error = db.import_snapshot(&path).await.unwrap_err();
    assert!(error.to_string().contains("holds 0 snapshots"), "{error}");
}
