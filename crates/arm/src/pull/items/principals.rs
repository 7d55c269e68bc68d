//! Names and kinds of the principals that occur, a thousand at a time, in the order of their ids.

use std::collections::HashMap;
use std::ops::Bound;

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{Principal, Record, Stage};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::super::item::{GRAPH, Item, Reader};
use super::super::run::Context;
use crate::endpoints::directory_objects;
use crate::error::Error;
use crate::rows::Page;

pub(super) fn principals(_: &Context) -> Vec<Item> {
    vec![Item::new(Stage::Principals, ScopePath::root(), GRAPH, |mut reader: Reader| async move {
        let ended = read(&mut reader).await;
        (reader, ended)
    })]
}

async fn read(reader: &mut Reader) -> Result<(), Error> {
    // Where an earlier pull left off: the last id that it asked for.
    let mut last = reader.from.take().and_then(|from| Guid::parse(&from));
    loop {
        let after = last.map_or(Bound::Unbounded, Bound::Excluded);
        let asked: Vec<(Guid, PrincipalType)> = reader.with_known(|known| {
            let rest = known.principals.range((after, Bound::Unbounded));
            rest.take(directory_objects::AT_ONCE).map(|(id, kind)| (*id, kind.clone())).collect()
        });
        let Some((end, _)) = asked.last() else { return Ok(()) };
        last = Some(*end);
        let ids: Vec<Guid> = asked.iter().map(|(id, _)| *id).collect();
        let mut found: HashMap<Guid, Principal> = HashMap::new();
        let mut page = Page { rows: Vec::new(), unreadable: 0, problem: None, next: Some(end.to_string()) };
        let mut answers = directory_objects::by_ids(&reader.azure, &ids)?;
        while let Some(answer) = answers.next().await? {
            page.unreadable += answer.unreadable;
            page.problem = page.problem.or(answer.problem);
            found.extend(answer.rows.into_iter().map(|row| (row.id, row)));
        }
        // Whoever is missing from a readable answer is not in this directory.
        for (id, kind) in asked {
            let principal = found.remove(&id).unwrap_or_else(|| unknown(id, kind));
            page.rows.push(Record::Principal(Box::new(principal)));
        }
        reader.page(page).await?;
    }
}

fn unknown(id: Guid, kind: PrincipalType) -> Principal {
    Principal {
        id,
        kind,
        display_name: None,
        user_principal_name: None,
        guest: false,
        app_id: None,
        service_principal_type: None,
        found: false,
    }
}
