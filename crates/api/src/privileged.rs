//! Which roles of a snapshot are privileged, and how many of its assignments have one.

use std::collections::{HashMap, HashSet};

use rolewright_authz::records::Record;
use rolewright_authz::{privilege, roles};
use rolewright_condition::guid::Guid;
use rolewright_store::Database;
use rolewright_store::access::{Access, Field, Filter, Term};
use rolewright_store::object::ObjectKind;

use crate::wire::error::ApiError;

/// The privileged roles of a snapshot.
#[derive(Debug)]
pub(crate) struct Privileged {
    pub(crate) ids: HashSet<Guid>,
    /// Assignments with one of them.
    pub(crate) assignments: u64,
}

pub(crate) async fn privileged_roles(database: &Database, access: &Access) -> Result<Privileged, ApiError> {
    let snapshot = access.snapshot();
    let mut definitions: HashMap<Guid, bool> = HashMap::new();
    let learn = |record| {
        if let Record::RoleDefinition(role) = record {
            definitions.insert(role.id, privilege::of_role(&role.permissions).reason.is_some());
        }
    };
    database.each_record(snapshot, ObjectKind::RoleDefinition, learn).await?;
    // What the catalogue says counts only where the tenant did not tell of the role.
    for role in roles::facts() {
        definitions.entry(role.id).or_insert(role.privileged.is_some());
    }
    let ids = definitions.into_iter().filter(|(_, privileged)| *privileged).map(|(id, _)| id).collect();
    let term = Term::AnyOf { field: Field::Privileged, values: vec![1] };
    let assignments = access.count(&Filter { terms: vec![term] });
    Ok(Privileged { ids, assignments })
}
