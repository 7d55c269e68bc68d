//! `pull_seen`: which earlier rows a running pull has met again, so that the others are known to be gone.
//!
//! Azure lists in nearly the same order each time, so ids come as long runs: pairs of a distance from the end
//! of the run before and a length, each in seven-bit groups, low ones first.

use rolewright_authz::records::Stage;
use sqlx::SqliteConnection;

use crate::error::StoreError;

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    snapshot: i64,
    stage: Stage,
    ids: Vec<i64>,
) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    sqlx::query("insert into pull_seen (snapshot, stage, runs) values (?, ?, ?)")
        .bind(snapshot)
        .bind(stage.as_str())
        .bind(pack(ids))
        .execute(db)
        .await?;
    Ok(())
}

/// Every id that was noted for a stage.
pub(crate) async fn load(
    db: &mut SqliteConnection,
    snapshot: i64,
    stage: Stage,
) -> Result<Vec<i64>, StoreError> {
    let rows: Vec<(Vec<u8>,)> = sqlx::query_as("select runs from pull_seen where snapshot = ? and stage = ?")
        .bind(snapshot)
        .bind(stage.as_str())
        .fetch_all(db)
        .await?;
    Ok(rows.iter().flat_map(|(runs,)| unpack(runs)).collect())
}

/// Forgets all of a pull that has ended.
pub(crate) async fn clear(db: &mut SqliteConnection, snapshot: i64) -> Result<(), StoreError> {
    sqlx::query("delete from pull_seen where snapshot = ?").bind(snapshot).execute(db).await?;
    Ok(())
}

fn pack(mut ids: Vec<i64>) -> Vec<u8> {
    ids.sort_unstable();
    ids.dedup();
    let mut out = Vec::new();
    let mut put = |mut value: u64| {
        while value >= 0x80 {
            out.push((value & 0x7f | 0x80) as u8);
            value >>= 7;
        }
        out.push(value as u8);
    };
    let mut end = 0;
    for run in ids.chunk_by(|a, b| a + 1 == *b) {
        let first = run.first().copied().unwrap_or(end);
        put((first - end).unsigned_abs());
        put(run.len() as u64);
        end = first + run.len() as i64;
    }
    out
}

fn unpack(runs: &[u8]) -> Vec<i64> {
    let mut numbers = Vec::new();
    let (mut value, mut shift) = (0_u64, 0);
    for byte in runs {
        value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            numbers.push(value as i64);
            (value, shift) = (0, 0);
        } else {
            shift += 7;
        }
    }
    let mut ids = Vec::new();
    let mut end = 0_i64;
    for pair in numbers.chunks(2) {
        let [gap, length] = pair else { break };
        let first = end.saturating_add(*gap);
        end = first.saturating_add(*length);
        ids.extend(first..end);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_come_back_as_they_went() {
        for ids in [
            vec![],
            vec![1],
            vec![1, 2, 3, 4, 900, 901, 5_000_000_000],
            (0..10_000).map(|i| i * 3).collect::<Vec<i64>>(),
        ] {
            assert_eq!(unpack(&pack(ids.clone())), ids);
        }
        assert_eq!(unpack(&pack(vec![5, 3, 4, 3])), [3, 4, 5]);
        assert!(pack((1..1_000_000).collect()).len() < 8);
    }
}
