//! `annotations`: what people wrote about objects.

use sqlx::{FromRow, SqliteConnection};

use super::table::damaged;
use crate::error::StoreError;
use crate::object::{ObjectId, ObjectKind};

/// What a person found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Looked at and found right.
    Reviewed,
    /// Somebody has to answer.
    Question,
    /// Not right, and taken for now.
    AcceptedRisk {
        /// Until when, in milliseconds since 1970; `None` is without an end.
        until: Option<i64>,
    },
}

impl Verdict {
    /// Its name on disk and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reviewed => "reviewed",
            Self::Question => "question",
            Self::AcceptedRisk { .. } => "acceptedRisk",
        }
    }
}

/// What a person wrote about an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its number.
    pub id: i64,
    /// What it is about.
    pub object: ObjectId,
    /// What was found.
    pub verdict: Verdict,
    /// In the person's words.
    pub note: String,
    /// Who wrote it.
    pub author: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    kind: String,
    object: String,
    verdict: String,
    note: String,
    expires: Option<i64>,
    author: String,
    at: i64,
}

impl TryFrom<Row> for Annotation {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let kind =
            ObjectKind::parse(&row.kind).ok_or_else(|| damaged("an annotation is of no known kind"))?;
        let verdict = match row.verdict.as_str() {
            "reviewed" => Verdict::Reviewed,
            "question" => Verdict::Question,
            "acceptedRisk" => Verdict::AcceptedRisk { until: row.expires },
            _ => return Err(damaged("an annotation has no known verdict")),
        };
        let object = ObjectId { kind, key: row.object };
        Ok(Self { id: row.id, object, verdict, note: row.note, author: row.author, at: row.at })
    }
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    tenant: i64,
    object: &ObjectId,
    verdict: Verdict,
    note: &str,
    author: &str,
    at: i64,
) -> Result<i64, StoreError> {
    let expires = match verdict {
        Verdict::AcceptedRisk { until } => until,
        Verdict::Reviewed | Verdict::Question => None,
    };
    Ok(sqlx::query_scalar(
        "insert into annotations (tenant, kind, object, identity, verdict, note, expires, author, at) \
         values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
    )
    .bind(tenant)
    .bind(object.kind.as_str())
    .bind(&object.key)
    .bind(object.digest().to_vec())
    .bind(verdict.as_str())
    .bind(note)
    .bind(expires)
    .bind(author)
    .bind(at)
    .fetch_one(db)
    .await?)
}

/// Takes one back (`Some`) or puts it in force again.
pub(crate) async fn set_withdrawn(
    db: &mut SqliteConnection,
    id: i64,
    at: Option<i64>,
) -> Result<(), StoreError> {
    let changed = sqlx::query("update annotations set withdrawn = ?2 where id = ?1")
        .bind(id)
        .bind(at)
        .execute(db)
        .await?;
    if changed.rows_affected() == 0 { Err(StoreError::NoSuchAnnotation { id }) } else { Ok(()) }
}

/// Those in force of a tenant, or of one object of it; the latest first.
pub(crate) async fn list(
    db: &mut SqliteConnection,
    tenant: i64,
    object: Option<&ObjectId>,
) -> Result<Vec<Annotation>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, kind, object, verdict, note, expires, author, at from annotations \
         where tenant = ?1 and (?2 is null or identity = ?2) and withdrawn is null order by at desc, id desc",
    )
    .bind(tenant)
    .bind(object.map(|o| o.digest().to_vec()))
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Annotation::try_from).collect()
}
