//! What changed between two snapshots of a tenant.
//!
//! Rows carry the interval in which they were true, so the changes are those whose interval begins or ends
//! between the two: a range of two indexes, whatever the size of the rest. Snapshots that stand in different
//! lines (one of them came in a file) are compared by the digests of all rows instead.

use std::collections::HashMap;

use rolewright_authz::diff::{Change, Pair, classify};
use rolewright_authz::records::{Outcome, Record, Stage};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use crate::database::Database;
use crate::error::StoreError;
use crate::object::{ObjectId, ObjectKind};
use crate::records::{Stored, stored};
use crate::tables::coverage::{self, Covered, Reach};
use crate::tables::record::table;
use crate::tables::snapshots::{self, Snapshot};
use crate::tables::table::{Short, damaged, guid_bytes};

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What it is about.
    pub object: ObjectId,
    /// What happened.
    pub change: Change,
    /// The snapshot in which it was found, of those between.
    pub seen_in: i64,
    /// `false` where the earlier snapshot could not read the place, so that what looks new may only be newly
    /// seen.
    pub certain: bool,
}

/// A stage at a scope about which the comparison can say nothing, or only what an earlier snapshot knew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What was not read.
    pub stage: Stage,
    /// Where.
    pub scope: ScopePath,
    /// Why the earlier snapshot did not read it; `None` if it did.
    pub before: Option<Outcome>,
    /// Why the later one did not; `None` if it did.
    pub after: Option<Outcome>,
}

/// A role that changed, and how far that reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    /// The role.
    pub role: Guid,
    /// Its assignments in the later snapshot.
    pub assignments: u64,
    /// Their principals, each once.
    pub principals: u64,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff {
    /// The earlier snapshot.
    pub before: Snapshot,
    /// The later one.
    pub after: Snapshot,
    /// Every change, by kind and id.
    pub differences: Vec<Difference>,
    /// Whom changed role definitions reach.
    pub affected: Vec<Affected>,
    /// What is unknown: kept as it was known last, never reported as removed.
    pub unknown: Vec<Unknown>,
}

/// The errors are those of the file ([`StoreError`]), that there is no such snapshot, and that the two are of
/// different tenants.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// What changed from one snapshot to another. Of one line of snapshots the order does not matter: the lower
    /// number is the earlier.
    pub async fn diff(&self, before: i64, after: i64) -> Result<Diff, StoreError> {
        let mut db = self.readers.acquire().await?;
        let (mut a, mut b) = (snapshots::get(&mut db, before).await?, snapshots::get(&mut db, after).await?);
        let one_line = a.tenant == b.tenant;
        if !one_line && !same_tenant(&mut db, a.tenant, b.tenant).await? {
            return Err(StoreError::OtherTenant { before, after });
        }
        if one_line && a.id > b.id {
            (a, b) = (b, a);
        }
        let covered = [coverage::list(&mut db, a.id).await?, coverage::list(&mut db, b.id).await?];
        let mut differences = Vec::new();
        for kind in ObjectKind::ALL {
            let pairs = if one_line {
                between(&mut db, kind, &a, &b).await?
            } else {
                by_digest(&mut db, kind, &a, &b).await?
            };
            let stage = table(kind).stage;
            for (was, is) in pairs {
                let row = is.as_ref().or(was.as_ref()).ok_or_else(|| damaged("a change of nothing"))?;
                let object = ObjectId::of(&row.record);
                let seen_in =
                    is.as_ref().map(|r| r.since).or(was.as_ref().and_then(|r| r.until)).unwrap_or(b.id);
                // Without a word of the earlier coverage about the place nobody can say that it is new.
                let certain = was.is_some() || knows(&covered[0], stage, place(&row.record).as_ref());
                let pair = Pair { before: was.map(|r| r.record), after: is.map(|r| r.record) };
                if let Some(change) = classify(pair) {
                    differences.push(Difference { object, change, seen_in, certain });
                }
            }
        }
        differences.sort_by(|x, y| x.object.cmp(&y.object));
        let affected = affected(&mut db, &b, &differences).await?;
        let unknown = unknown(&covered);
        Ok(Diff { before: a, after: b, differences, affected, unknown })
    }
}

type Rows = (Option<Stored>, Option<Stored>);

async fn same_tenant(db: &mut SqliteConnection, a: i64, b: i64) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar("select count(distinct tenant) = 1 from tenants where id in (?, ?)")
        .bind(a)
        .bind(b)
        .fetch_one(db)
        .await?)
}

/// Rows of one kind that are not the same in two snapshots of one line.
async fn between(
    db: &mut SqliteConnection,
    kind: ObjectKind,
    a: &Snapshot,
    b: &Snapshot,
) -> Result<Vec<Rows>, StoreError> {
    let table = table(kind);
    let select = table.select().replacen("select t.id", "select t.id, t.identity", 1);
    let gone = format!(
        "{select} indexed by {}_by_until where t.until > ?2 and t.until <= ?3 and t.tenant = ?1 and t.since <= ?2",
        table.name
    );
    let come = format!(
        "{select} indexed by {}_by_since where t.tenant = ?1 and t.since > ?2 and t.since <= ?3 \
         and (t.until is null or t.until > ?3)",
        table.name
    );
    let mut pairs: HashMap<Short, Rows> = HashMap::new();
    for (sql, is_after) in [(gone, false), (come, true)] {
        let rows =
            sqlx::query(AssertSqlSafe(sql)).bind(a.tenant).bind(a.id).bind(b.id).fetch_all(&mut *db).await?;
        for row in &rows {
            let identity: &[u8] = row.try_get(1)?;
            let identity = Short::try_from(identity).map_err(|_| damaged("a digest has not 16 bytes"))?;
            let pair = pairs.entry(identity).or_default();
            let slot = if is_after { &mut pair.1 } else { &mut pair.0 };
            *slot = Some(after_identity(kind, row)?);
        }
    }
    Ok(pairs.into_values().collect())
}

/// A row that has its identity after its id.
fn after_identity(kind: ObjectKind, row: &sqlx::sqlite::SqliteRow) -> Result<Stored, StoreError> {
    let record = crate::tables::record::read(kind, &mut crate::tables::table::RowReader::at(row, 4))?;
    Ok(Stored { row: row.try_get(0)?, since: row.try_get(2)?, until: row.try_get(3)?, record })
}

/// Rows of one kind that are not the same in snapshots of two lines.
async fn by_digest(
    db: &mut SqliteConnection,
    kind: ObjectKind,
    a: &Snapshot,
    b: &Snapshot,
) -> Result<Vec<Rows>, StoreError> {
    let table = table(kind);
    let select = table.select();
    let only = format!(
        "{select} where t.tenant = ?1 and t.since <= ?2 and (t.until is null or t.until > ?2) \
         and not exists (select 1 from {} o where o.identity = t.identity and o.tenant = ?3 \
         and o.content = t.content and o.since <= ?4 and (o.until is null or o.until > ?4))",
        table.name
    );
    let mut pairs: HashMap<ObjectId, Rows> = HashMap::new();
    for (this, other, is_after) in [(a, b, false), (b, a, true)] {
        let rows = sqlx::query(AssertSqlSafe(only.clone()))
            .bind(this.tenant)
            .bind(this.id)
            .bind(other.tenant)
            .bind(other.id)
            .fetch_all(&mut *db)
            .await?;
        for row in &rows {
            let row = stored(kind, row)?;
            let pair = pairs.entry(ObjectId::of(&row.record)).or_default();
            let slot = if is_after { &mut pair.1 } else { &mut pair.0 };
            *slot = Some(row);
        }
    }
    Ok(pairs.into_values().collect())
}

async fn affected(
    db: &mut SqliteConnection,
    after: &Snapshot,
    differences: &[Difference],
) -> Result<Vec<Affected>, StoreError> {
    let mut affected = Vec::new();
    for difference in differences {
        let Change::RoleChanged(pair) = &difference.change else { continue };
        let [_, now] = pair.as_ref();
        let role = now.id;
        let (assignments, principals): (i64, i64) = sqlx::query_as(
            "select count(*), count(distinct principal) from role_assignments where tenant = ?1 \
             and role = (select id from role_ids where tenant = ?1 and guid = ?2) \
             and since <= ?3 and (until is null or until > ?3)",
        )
        .bind(after.tenant)
        .bind(guid_bytes(role).to_vec())
        .bind(after.id)
        .fetch_one(&mut *db)
        .await?;
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        affected.push(Affected { role, assignments: count(assignments), principals: count(principals) });
    }
    Ok(affected)
}

/// Where a record lies, for those that lie at scopes.
fn place(record: &Record) -> Option<ScopePath> {
    Some(match record {
        Record::RoleAssignment(r) => r.scope.clone(),
        Record::PimInstance(r) => r.scope.clone(),
        Record::DenyAssignment(r) => r.scope.clone(),
        Record::Lock(r) => r.scope.clone(),
        Record::PolicyAssignment(r) => r.scope.clone(),
        Record::ResourceGroup(r) => r.id.clone(),
        Record::Resource(r) => r.id.clone(),
        Record::Vault(r) => r.id.clone(),
        Record::GuardLink(r) => r.vault.clone(),
        Record::ResourceGuard(r) => r.id.clone(),
        Record::Subscription(r) => ScopePath::subscription(r.id),
        Record::ManagementGroup(r) => ScopePath::management_group(&r.name),
        Record::RoleDefinition(_)
        | Record::Elevation(_)
        | Record::Principal(_)
        | Record::GroupMembership(_) => return None,
    })
}

/// Whether a coverage read this stage at this place.
fn knows(lines: &[Covered], stage: Stage, place: Option<&ScopePath>) -> bool {
    let read = |line: &&Covered| {
        line.coverage.stage == stage
            && line.coverage.outcome == Outcome::Read
            && line.coverage.unreadable == 0
    };
    lines.iter().filter(read).any(|line| match (line.reach, place) {
        (Reach::Everything, _) | (_, None) => true,
        (Reach::Below, Some(place)) => line.coverage.scope.covers(place),
        (Reach::At, Some(place)) => line.coverage.scope == *place,
        (Reach::Group, Some(_)) => false,
    })
}

/// What either snapshot was refused or failed to read, or did not come to.
fn unknown(covered: &[Vec<Covered>; 2]) -> Vec<Unknown> {
    let mut unknown: Vec<Unknown> = Vec::new();
    for (side, lines) in covered.iter().enumerate() {
        let mut add = |stage: Stage, scope: &ScopePath, outcome: Outcome| {
            let at = unknown.iter().position(|u| u.stage == stage && u.scope == *scope);
            let entry = match at.and_then(|at| unknown.get_mut(at)) {
                Some(entry) => entry,
                None => {
                    unknown.push(Unknown { stage, scope: scope.clone(), before: None, after: None });
                    match unknown.last_mut() {
                        Some(entry) => entry,
                        None => return,
                    }
                }
            };
            let slot = if side == 0 { &mut entry.before } else { &mut entry.after };
            *slot = Some(outcome);
        };
        for line in lines {
            let Covered { coverage, .. } = line;
            match &coverage.outcome {
                Outcome::Read if coverage.unreadable > 0 => {
                    let message = coverage.problem.clone().unwrap_or_default();
                    add(
                        coverage.stage,
                        &coverage.scope,
                        Outcome::Failed { code: "Unreadable".into(), message },
                    );
                }
                Outcome::Read => {}
                other => add(coverage.stage, &coverage.scope, other.clone()),
            }
        }
        for stage in Stage::ALL {
            if !lines.iter().any(|line| line.coverage.stage == stage) {
                let message = "the pull did not come to it".to_owned();
                add(stage, &ScopePath::root(), Outcome::Failed { code: "NotAsked".into(), message });
            }
        }
    }
    unknown.sort_by_key(|u| (u.stage, u.scope.key()));
    unknown
}

#[cfg(test)]
#[path = "diff_tests.rs"]
pub(crate) mod tests;
