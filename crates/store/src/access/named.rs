//! What has a name that assignments name, the best first: whole names, beginnings of names, then the rest.

use rolewright_authz::records::Principal;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::Access;
use super::columns::{NONE, Texts};
use super::field::RoleOrigin;
use crate::error::StoreError;

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A principal that the directory told of.
    Principal(Box<Principal>),
    /// A role.
    Role {
        /// Its id.
        id: Guid,
        /// What it is called.
        name: String,
        /// Where it comes from.
        origin: RoleOrigin,
    },
    /// A scope.
    Scope(ScopePath),
}

/// The places of the texts that have every word, the best first.
fn best(texts: &Texts, words: &[String], whole: &str, limit: usize) -> Vec<u32> {
    let mut hits: Option<Vec<bool>> = None;
    for word in words {
        let found = texts.containing(word);
        hits = Some(match hits {
            Some(before) => before.iter().zip(&found).map(|(a, b)| *a && *b).collect(),
            None => found,
        });
    }
    let hits = hits.unwrap_or_default();
    let mut places: Vec<(u8, usize, u32)> = (0_u32..)
        .zip(&hits)
        .filter(|(_, hit)| **hit)
        .map(|(place, _)| {
            let text = texts.get(place as usize).unwrap_or_default();
            let rank = match () {
                () if text.lines().any(|line| line == whole) => 0,
                () if text.lines().any(|line| line.starts_with(whole)) => 1,
                () => 2,
            };
            (rank, text.len(), place)
        })
        .collect();
    places.sort_unstable();
    places.truncate(limit);
    places.into_iter().map(|(_, _, place)| place).collect()
}

/// The errors are those of the file ([`StoreError`]).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Access {
    /// Principals, roles and scopes whose names have every word of `text`, at most `limit` of each.
    pub async fn named(&self, text: &str, limit: usize) -> Result<Vec<Named>, StoreError> {
        let whole = text.trim().to_lowercase();
        let words: Vec<String> = whole.split_whitespace().map(str::to_owned).collect();
        let c = self.columns();
        let of = |column: &[u32], place: u32| column.get(place as usize).copied().unwrap_or(NONE);
        let mut found = Vec::new();

        let places = best(&c.principals.name, &words, &whole, limit);
        let mut records = self.principals(&places).await?;
        let principal = |place: &u32| records.remove(&i64::from(of(&c.principals.id, *place)));
        found.extend(places.iter().filter_map(principal).map(|p| Named::Principal(Box::new(p))));

        let places = best(&c.roles.name, &words, &whole, limit);
        let mut facts = self.roles(&places).await?;
        for place in places {
            let Some(role) = facts.remove(&i64::from(of(&c.roles.id, place))) else { continue };
            let name = role.name.unwrap_or_else(|| role.guid.to_string());
            found.push(Named::Role { id: role.guid, name, origin: c.origin(place) });
        }

        let places = best(&c.scopes.name, &words, &whole, limit);
        let mut names = self.scope_names(&places).await?;
        let scope = |place: &u32| names.remove(&of(&c.scopes.id, *place));
        found.extend(places.iter().filter_map(scope).map(|(path, _)| Named::Scope(path)));
        Ok(found)
    }
}
