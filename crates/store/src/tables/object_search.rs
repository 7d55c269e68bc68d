//! `object_search`: names and texts, cut into three-letter pieces.

use rolewright_authz::records::Record;
use sqlx::SqliteConnection;

use crate::bulk::{Bulk, bind, insert_sql};
use crate::error::StoreError;
use crate::object::ObjectKind;

/// Kinds that one row id can tell apart.
const KINDS: i64 = 32;

/// The number that stands for conditions, after those of objects.
pub(crate) const CONDITION: i64 = 31;

/// The row id of an object's row.
pub(crate) fn row_id(kind: i64, id: i64) -> i64 {
    id * KINDS + kind
}

/// The way back: kind and id.
pub(crate) fn of_row_id(row_id: i64) -> (i64, i64) {
    (row_id % KINDS, row_id / KINDS)
}

/// What a person may look for to find this object; `None` where it is found by what it belongs to. A principal
/// is found by its whole id through its dictionary.
pub(crate) fn text(record: &Record) -> Option<String> {
    let join = |parts: &[Option<&str>]| {
        let parts: Vec<&str> = parts.iter().flatten().copied().filter(|p| !p.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    };
    match record {
        Record::ManagementGroup(r) => join(&[Some(&r.name), Some(&r.display_name)]),
        Record::Subscription(r) => join(&[Some(&r.id.to_string()), Some(&r.display_name)]),
        Record::RoleDefinition(r) => join(&[Some(&r.name), Some(&r.description), Some(&r.id.to_string())]),
        Record::RoleAssignment(r) => join(&[r.description.as_deref()]),
        Record::DenyAssignment(r) => join(&[Some(&r.name), r.description.as_deref()]),
        Record::Lock(r) => join(&[Some(&r.name), r.notes.as_deref()]),
        Record::PolicyAssignment(r) => join(&[Some(&r.name)]),
        Record::ResourceGroup(r) => join(&[Some(r.id.name())]),
        Record::Resource(r) => join(&[Some(r.id.name())]),
        Record::ResourceGuard(r) => join(&[Some(r.id.name())]),
        Record::Principal(r) => join(&[r.display_name.as_deref(), r.user_principal_name.as_deref()]),
        // A vault is a resource, too.
        Record::Vault(_)
        | Record::GuardLink(_)
        | Record::PimInstance(_)
        | Record::Elevation(_)
        | Record::GroupMembership(_) => None,
    }
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    bulk: &mut Bulk,
    rows: Vec<(i64, String)>,
) -> Result<(), StoreError> {
    let sql = |n: usize| insert_sql("object_search", &["rowid", "text"], n);
    bulk.insert(db, "object_search", 2, sql, rows, |(row_id, text), values| {
        bind(values, row_id);
        bind(values, text);
    })
    .await
}

/// Forgets the text of a row, which must be the one that was inserted.
/// SQLite: <https://sqlite.org/fts5.html#the_delete_command>
pub(crate) async fn remove(db: &mut SqliteConnection, row_id: i64, text: &str) -> Result<(), StoreError> {
    sqlx::query("insert into object_search (object_search, rowid, text) values ('delete', ?, ?)")
        .bind(row_id)
        .bind(text)
        .execute(db)
        .await?;
    Ok(())
}

/// Which kind a number stands for; `None` for conditions.
pub(crate) fn kind(number: i64) -> Option<ObjectKind> {
    ObjectKind::ALL.into_iter().find(|kind| *kind as i64 == number)
}

/// Row ids of what matches, at most `limit`.
pub(crate) async fn find(
    db: &mut SqliteConnection,
    pattern: &str,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    Ok(sqlx::query_scalar("select rowid from object_search where object_search match ? limit ?")
        .bind(pattern)
        .bind(limit)
        .fetch_all(db)
        .await?)
}
