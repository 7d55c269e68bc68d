//! One box that finds anything: any part of a name or text of three letters or more, or a whole id.

use rolewright_condition::guid::Guid;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::bulk::json_list;
use crate::database::Database;
use crate::error::StoreError;
use crate::object::ObjectKind;
use crate::records::{Stored, by_key, stored};
use crate::tables::draft_search::Search;
use crate::tables::object_search::{CONDITION, find, kind, of_row_id};
use crate::tables::record::table;
use crate::tables::snapshots;

/// How many rows of the index are looked at for each one wanted: rows of other snapshots are among them.
const LOOK: i64 = 8;

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// An object of the snapshot.
    Object(Box<Stored>),
    /// A condition's text, which assignments of the snapshot may carry.
    Condition {
        /// The condition's number, for [`crate::access::Field::Condition`].
        condition: i64,
        /// Its text.
        text: String,
    },
}

/// The errors are those of the file ([`StoreError`]) and that there is no such snapshot.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// What a snapshot has with every word of `text` in its names and texts, or with this id; at most `limit`.
    /// Words of fewer than three letters narrow what longer ones found; alone they find nothing.
    pub async fn search(&self, snapshot: i64, text: &str, limit: usize) -> Result<Vec<Found>, StoreError> {
        let mut db = self.readers.acquire().await?;
        let tenant = snapshots::get(&mut db, snapshot).await?.tenant;
        if let Some(guid) = Guid::parse(text.trim()) {
            return by_id(&mut db, tenant, snapshot, guid).await;
        }
        let search = Search::words(text);
        let Some(pattern) = &search.pattern else { return Ok(Vec::new()) };
        let look = i64::try_from(limit).unwrap_or(i64::MAX).saturating_mul(LOOK);
        let mut found = Vec::new();
        let hits: Vec<(i64, i64)> = find(&mut db, pattern, look).await?.into_iter().map(of_row_id).collect();
        for number in 0..=CONDITION {
            let ids: Vec<i64> = hits.iter().filter(|(n, _)| *n == number).map(|(_, id)| *id).collect();
            if ids.is_empty() || found.len() >= limit {
                continue;
            }
            match kind(number) {
                Some(kind) => {
                    let rows = rows(&mut db, kind, tenant, snapshot, json_list(ids)).await?;
                    found.extend(rows.into_iter().map(|row| Found::Object(Box::new(row))));
                }
                None if number == CONDITION => {
                    let rows: Vec<(i64, String)> = sqlx::query_as(
                        "select id, text from conditions where id in (select value from json_each(?))",
                    )
                    .bind(json_list(ids))
                    .fetch_all(&mut *db)
                    .await?;
                    found.extend(
                        rows.into_iter().map(|(condition, text)| Found::Condition { condition, text }),
                    );
                }
                None => {}
            }
        }
        found.retain(|found| search.short.iter().all(|word| found.has(word)));
        found.truncate(limit);
        Ok(found)
    }
}

impl Found {
    fn has(&self, word: &str) -> bool {
        let text = match self {
            Self::Object(row) => crate::tables::object_search::text(&row.record).unwrap_or_default(),
            Self::Condition { text, .. } => text.clone(),
        };
        text.to_lowercase().contains(word)
    }
}

/// The principal, role definition or subscription with this id.
async fn by_id(
    db: &mut SqliteConnection,
    tenant: i64,
    snapshot: i64,
    guid: Guid,
) -> Result<Vec<Found>, StoreError> {
    let mut found = Vec::new();
    for (kind, key) in [
        (ObjectKind::Principal, guid.to_string()),
        (ObjectKind::RoleDefinition, guid.to_string()),
        (ObjectKind::Subscription, format!("/subscriptions/{guid}")),
    ] {
        let rows = by_key(db, tenant, snapshot, kind, std::iter::once(key)).await?;
        found.extend(rows.into_iter().map(|row| Found::Object(Box::new(row))));
    }
    Ok(found)
}

async fn rows(
    db: &mut SqliteConnection,
    kind: ObjectKind,
    tenant: i64,
    snapshot: i64,
    list: String,
) -> Result<Vec<Stored>, StoreError> {
    // The plus keeps SQLite from going through the whole tenant instead. <https://sqlite.org/queryplanner-ng.html>
    let sql = format!(
        "{} where t.id in (select value from json_each(?1)) and +t.tenant = ?2 and t.since <= ?3 \
         and (t.until is null or t.until > ?3)",
        table(kind).select()
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(list).bind(tenant).bind(snapshot).fetch_all(db).await?;
    rows.iter().map(|row| stored(kind, row)).collect()
}
