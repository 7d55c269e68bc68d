//! `coverage`: what was asked for, and how it ended.

use rolewright_authz::records::{Coverage, Outcome, Stage};
use rolewright_authz::scope_path::ScopePath;
use sqlx::{FromRow, SqliteConnection};

use super::table::damaged;
use crate::error::StoreError;

/// How far one reading reaches: which earlier rows are gone if a whole reading does not bring them again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// All of the stage, wherever it lies: Resource Graph over the tenant, the directory.
    Everything,
    /// What lies at the scope and in it, as the texts tell.
    Below,
    /// What lies at the scope itself.
    At,
    /// The members of one group, whose id is the last segment of the scope.
    Group,
}

impl Reach {
    /// Its name on disk and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Below => "below",
            Self::At => "at",
            Self::Group => "group",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Everything, Self::Below, Self::At, Self::Group].into_iter().find(|r| r.as_str() == text)
    }
}

/// One line of a snapshot's coverage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// How far it reaches.
    pub reach: Reach,
    /// What was asked for and how it ended.
    pub coverage: Coverage,
}

#[derive(FromRow)]
struct Row {
    stage: String,
    scope: String,
    reach: String,
    source: String,
    rows: i64,
    unreadable: i64,
    problem: Option<String>,
    outcome: String,
    code: Option<String>,
    message: Option<String>,
}

/// Adds a line, in place of an earlier one for the same stage and scope.
pub(crate) async fn put(
    db: &mut SqliteConnection,
    snapshot: i64,
    reach: Reach,
    line: &Coverage,
) -> Result<(), StoreError> {
    let Coverage { stage, scope, source, rows, unreadable, problem, outcome } = line;
    let (outcome, code, message) = match outcome {
        Outcome::Read => ("read", None, None),
        Outcome::Forbidden { code, message } => ("forbidden", Some(code), Some(message)),
        Outcome::Failed { code, message } => ("failed", Some(code), Some(message)),
        Outcome::NotAvailable { code, message } => ("notAvailable", Some(code), Some(message)),
    };
    sqlx::query(
        "insert or replace into coverage \
         (snapshot, stage, scope, reach, source, rows, unreadable, problem, outcome, code, message) \
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(snapshot)
    .bind(stage.as_str())
    .bind(scope.as_str())
    .bind(reach.as_str())
    .bind(source)
    .bind(i64::try_from(*rows).unwrap_or(i64::MAX))
    .bind(i64::try_from(*unreadable).unwrap_or(i64::MAX))
    .bind(problem)
    .bind(outcome)
    .bind(code)
    .bind(message)
    .execute(db)
    .await?;
    Ok(())
}

/// Every line of a snapshot, by stage and scope.
pub(crate) async fn list(db: &mut SqliteConnection, snapshot: i64) -> Result<Vec<Covered>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select stage, scope, reach, source, rows, unreadable, problem, outcome, code, message \
         from coverage where snapshot = ? order by stage, scope",
    )
    .bind(snapshot)
    .fetch_all(db)
    .await?;
    let mut lines = rows
        .into_iter()
        .map(|row| row.covered().ok_or_else(|| damaged("a line of the coverage has no known outcome")))
        .collect::<Result<Vec<_>, _>>()?;
    lines.sort_by_key(|line| line.coverage.stage);
    Ok(lines)
}

/// How many scopes were read whole, were refused, and failed or hold rows that could not be understood, each by
/// the worst of its stages.
pub(crate) async fn scope_counts(db: &mut SqliteConnection, snapshot: i64) -> Result<[u64; 3], StoreError> {
    let (read, refused, failed): (i64, i64, i64) = sqlx::query_as(
        "select coalesce(sum(worst = 0), 0), coalesce(sum(worst = 1), 0), coalesce(sum(worst = 2), 0) from \
         (select max(case when unreadable > 0 or outcome = 'failed' then 2 when outcome = 'forbidden' then 1 \
         else 0 end) as worst from coverage where snapshot = ? group by scope)",
    )
    .bind(snapshot)
    .fetch_one(db)
    .await?;
    Ok([read, refused, failed].map(|count| u64::try_from(count).unwrap_or(0)))
}

impl Row {
    fn covered(self) -> Option<Covered> {
        let (code, message) = (self.code.unwrap_or_default(), self.message.unwrap_or_default());
        let outcome = match self.outcome.as_str() {
            "read" => Outcome::Read,
            "forbidden" => Outcome::Forbidden { code, message },
            "failed" => Outcome::Failed { code, message },
            "notAvailable" => Outcome::NotAvailable { code, message },
            _ => return None,
        };
        let coverage = Coverage {
            stage: Stage::parse(&self.stage)?,
            scope: ScopePath::new(&self.scope),
            source: self.source,
            rows: u64::try_from(self.rows).unwrap_or(0),
            unreadable: u64::try_from(self.unreadable).unwrap_or(0),
            problem: self.problem,
            outcome,
        };
        Some(Covered { reach: Reach::parse(&self.reach)?, coverage })
    }
}
