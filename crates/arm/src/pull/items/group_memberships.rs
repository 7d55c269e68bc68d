//! Members of the groups that occur, twenty groups at a time, in the order of their ids; and the names of members
//! who hold nothing themselves.
//!
//! A group whose members are hidden has a line of its own in the coverage report, under `/groups/{id}`.

use std::ops::Bound;

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{GroupMembership, Principal, Record, Stage};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::super::item::{GRAPH, Item, Reader};
use super::super::run::{Context, Given, ends_everything};
use crate::endpoints::group_members;
use crate::error::Error;
use crate::rows::Page;

pub(super) fn memberships(context: &Context) -> Vec<Item> {
    let given = context.given.clone();
    vec![Item::new(Stage::GroupMemberships, ScopePath::root(), GRAPH, |mut reader: Reader| async move {
        let ended = read(&mut reader, &given).await;
        (reader, ended)
    })]
}

async fn read(reader: &mut Reader, given: &Given) -> Result<(), Error> {
    let azure = reader.azure.clone();
    // Where an earlier pull left off: the last group whose members are all there.
    let mut last = reader.from.take().and_then(|from| Guid::parse(&from));
    loop {
        let after = last.map_or(Bound::Unbounded, Bound::Excluded);
        let groups: Vec<Guid> = reader.with_known(|known| {
            let rest = known.principals.range((after, Bound::Unbounded));
            let groups = rest.filter(|(_, kind)| **kind == PrincipalType::Group).map(|(id, _)| *id);
            groups.take(group_members::AT_ONCE).collect()
        });
        if groups.is_empty() {
            return Ok(());
        }
        let firsts = group_members::first_pages(&azure, &groups).await?;
        for (group, first) in groups.into_iter().zip(firsts) {
            match members(reader, given, group, first, last).await {
                Ok(()) => {}
                // A group that was deleted has no members; that it is gone is told with the principals.
                Err(Error::Refused(refusal)) if refusal.status == 404 => {}
                Err(error) if ends_everything(&error) => return Err(error),
                // A group that was deleted has no members; that it is gone is in its principal's record.
                Err(error) if error.status() == Some(404) => {}
                Err(error) => {
                    reader.tell(ScopePath::new(&format!("/groups/{group}")), error.outcome()).await?;
                }
            }
            last = Some(group);
        }
        // Everything up to here is read, or told of.
        let next = last.map(|group| group.to_string());
        reader.page(Page { rows: Vec::new(), unreadable: 0, problem: None, next }).await?;
    }
}

async fn members(
    reader: &mut Reader,
    given: &Given,
    group: Guid,
    first: group_members::Members,
    last: Option<Guid>,
) -> Result<(), Error> {
    let azure = reader.azure.clone();
    let mut page = first?;
    loop {
        let next = page.next.take();
        let known: Vec<bool> = reader
            .with_known(|known| page.rows.iter().map(|m| known.principals.contains_key(&m.id)).collect());
        let mut rows = Vec::with_capacity(page.rows.len());
        for (member, known) in page.rows.into_iter().zip(known) {
            rows.push(Record::GroupMembership(GroupMembership { group, member: member.id }));
            rows.extend(named(member, known, given));
        }
        // A group in the middle is begun again by whoever goes on.
        let mark = last.map(|group| group.to_string());
        reader.page(Page { rows, unreadable: page.unreadable, problem: page.problem, next: mark }).await?;
        let Some(next) = next else { return Ok(()) };
        let mut rest = group_members::list(&azure, group).from_page(&next);
        let Some(more) = rest.next().await? else { return Ok(()) };
        page = more;
    }
}

/// The name of a member who does not occur otherwise, once.
fn named(member: Principal, known: bool, given: &Given) -> Option<Record> {
    (!known && given.first(Stage::Principals, member.id)).then(|| Record::Principal(Box::new(member)))
}
