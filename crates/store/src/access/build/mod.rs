//! Makes the columns of a snapshot from its rows.

mod gathered;
mod names;
mod rights;
mod rows;
mod scopes;

use rayon::prelude::*;
use sqlx::SqliteConnection;

use super::columns::{Columns, Texts};
use crate::error::StoreError;

pub(crate) use gathered::Gathered;

fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// Numbers of a dictionary on disk, in their order, and the place of each.
#[derive(Default)]
struct Places {
    ids: Vec<i64>,
}

impl Places {
    /// The values, sorted, without doubles, and every column turned into places.
    fn of(column: &mut [u32]) -> Self {
        let mut ids: Vec<i64> = column.par_iter().map(|id| i64::from(*id)).collect();
        ids.par_sort_unstable();
        ids.dedup();
        let places = Self { ids };
        places.apply(column);
        places
    }

    fn apply(&self, column: &mut [u32]) {
        column.par_iter_mut().for_each(|slot| *slot = self.get(i64::from(*slot)).unwrap_or(0));
    }

    fn get(&self, id: i64) -> Option<u32> {
        self.ids.binary_search(&id).ok().map(|at| at as u32)
    }

    fn small(&self) -> Vec<u32> {
        self.ids.iter().map(|id| small(*id)).collect()
    }
}

/// The place of each text in the order of texts, whatever their case; equal ones have the same.
fn ranks(texts: &[String]) -> Vec<u32> {
    ranks_of_keys(&texts.iter().map(|text| text.to_lowercase()).collect::<Vec<_>>())
}

/// As [`ranks`], of texts that are in lower case.
fn ranks_of_keys(keys: &[String]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.par_sort_by_key(|at| keys.get(*at));
    let mut ranks = vec![0; keys.len()];
    let (mut rank, mut before) = (0, None);
    for at in order {
        let key = keys.get(at);
        if before.is_some() && before != key {
            rank += 1;
        }
        before = key;
        if let Some(slot) = ranks.get_mut(at) {
            *slot = rank;
        }
    }
    ranks
}

fn texts(list: &[String]) -> Texts {
    let mut texts = Texts::default();
    list.iter().for_each(|text| texts.push(text));
    texts
}

/// Reads the rows of a snapshot of a tenant, but for those that its pull has gathered.
pub(crate) async fn build(
    db: &mut SqliteConnection,
    tenant: i64,
    snapshot: i64,
    gathered: Option<Gathered>,
) -> Result<Columns, StoreError> {
    let (mut columns, kinds) = rows::rows(db, tenant, snapshot, gathered).await?;
    scopes::scopes(db, &mut columns, tenant, snapshot).await?;
    names::roles(db, &mut columns, tenant, snapshot).await?;
    names::principals(db, &mut columns, &kinds, tenant, snapshot).await?;
    names::conditions(db, &mut columns).await?;
    names::authors(db, &mut columns, tenant, snapshot).await?;
    rights::delegates(&mut columns);
    rights::covered(&mut columns);
    columns.check()?;
    Ok(columns)
}
