//! Who belongs to which group, through other groups too.

use rolewright_condition::guid::Guid;

use crate::database::Database;
use crate::error::StoreError;
use crate::tables::known_ids::KnownIds;
use crate::tables::snapshots;
use crate::tables::table::{guid_bytes, guid_from};

/// The errors are those of the file ([`StoreError`]) and that there is no such snapshot.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// How many members a group has in a snapshot, as far as they were read.
    pub async fn members(&self, snapshot: i64, group: Guid) -> Result<u64, StoreError> {
        let mut db = self.readers.acquire().await?;
        let tenant = snapshots::get(&mut db, snapshot).await?.tenant;
        let Some(group) = KnownIds::Principals.find(&mut db, tenant, group).await? else { return Ok(0) };
        let count: i64 = sqlx::query_scalar(
            "select count(*) from group_memberships where member_of = ?1 and tenant = ?2 and since <= ?3 \
             and (until is null or until > ?3)",
        )
        .bind(group)
        .bind(tenant)
        .bind(snapshot)
        .fetch_one(&mut *db)
        .await?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// The groups to which a principal belongs in a snapshot, as far as they were read.
    pub async fn groups_of(&self, snapshot: i64, member: Guid) -> Result<Vec<Guid>, StoreError> {
        let mut db = self.readers.acquire().await?;
        let tenant = snapshots::get(&mut db, snapshot).await?.tenant;
        let groups: Vec<Vec<u8>> = sqlx::query_scalar(
            "select g.guid from group_memberships m join principal_ids p on p.id = m.member \
             join principal_ids g on g.id = m.member_of where p.tenant = ?1 and p.guid = ?2 \
             and m.tenant = ?1 and m.since <= ?3 and (m.until is null or m.until > ?3)",
        )
        .bind(tenant)
        .bind(guid_bytes(member).to_vec())
        .bind(snapshot)
        .fetch_all(&mut *db)
        .await?;
        Ok(groups.iter().filter_map(|guid| guid_from(guid)).collect())
    }
}
