//! Names for the ids of a snapshot: principals, roles, scopes, as tables show them.

use std::collections::{BTreeSet, HashMap};

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{Principal, Record, RoleDefinition, RoleKind};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_authz::{privilege, roles};
use rolewright_condition::guid::Guid;
use rolewright_store::Database;
use rolewright_store::object::ObjectKind;

use crate::wire::access::{PrincipalKind, PrincipalName, PrincipalStanding, RoleKindName, RoleName};
use crate::wire::error::ApiError;
use crate::wire::scopes::ScopeCrumb;

/// What a service principal's type says of a managed identity.
/// Azure: <https://learn.microsoft.com/graph/api/resources/serviceprincipal#properties>
const MANAGED_IDENTITY: &str = "ManagedIdentity";

/// Ids that are to be shown.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) principals: BTreeSet<Guid>,
    pub(crate) roles: BTreeSet<Guid>,
    /// Management groups and subscriptions, in lower case; other scopes carry their names.
    scopes: BTreeSet<String>,
}

impl Wanted {
    pub(crate) fn place(&mut self, scope: &ScopePath) {
        if matches!(scope.level(), ScopeLevel::ManagementGroup | ScopeLevel::Subscription) {
            self.scopes.insert(scope.key());
        }
    }
}

/// What was found of them.
#[derive(Debug, Default)]
pub(crate) struct Names {
    principals: HashMap<Guid, Principal>,
    roles: HashMap<Guid, RoleDefinition>,
    scopes: HashMap<String, String>,
}

impl Names {
    /// Looks in the snapshots one after the other. What a principal is comes from the first that knows it, its
    /// name from the first that has one: who was deleted is told by the last known name.
    pub(crate) async fn of(
        database: &Database,
        snapshots: &[i64],
        wanted: &Wanted,
    ) -> Result<Self, ApiError> {
        let mut names = Self::default();
        let keys = |ids: &BTreeSet<Guid>| ids.iter().map(Guid::to_string).collect::<Vec<_>>();
        let scopes: Vec<String> = wanted.scopes.iter().cloned().collect();
        for snapshot in snapshots {
            for (kind, keys) in [
                (ObjectKind::Principal, keys(&wanted.principals)),
                (ObjectKind::RoleDefinition, keys(&wanted.roles)),
                (ObjectKind::ManagementGroup, scopes.clone()),
                (ObjectKind::Subscription, scopes.clone()),
            ] {
                for row in database.objects(*snapshot, kind, &keys).await? {
                    names.learn(row.record);
                }
            }
        }
        Ok(names)
    }

    fn learn(&mut self, record: Record) {
        match record {
            Record::Principal(new) => match self.principals.get_mut(&new.id) {
                Some(known) if known.display_name.is_none() => {
                    let found = known.found;
                    *known = Principal { found, ..*new };
                }
                Some(_) => {}
                None => drop(self.principals.insert(new.id, *new)),
            },
            Record::RoleDefinition(new) => drop(self.roles.entry(new.id).or_insert(*new)),
            Record::ManagementGroup(group) => {
                let scope = ScopePath::management_group(&group.name).key();
                self.scopes.entry(scope).or_insert(group.display_name);
            }
            Record::Subscription(subscription) => {
                let scope = ScopePath::subscription(subscription.id).key();
                self.scopes.entry(scope).or_insert(subscription.display_name);
            }
            _ => {}
        }
    }

    /// A principal; `kind` is what names it says, for one that the directory did not tell of.
    pub(crate) fn principal(&self, id: Guid, kind: Option<&PrincipalType>) -> PrincipalName {
        match self.principals.get(&id) {
            Some(known) => principal_name(known),
            None => PrincipalName {
                id: id.to_string(),
                name: None,
                kind: kind
                    .map_or(PrincipalKind::Other(String::new()), |kind| principal_kind(kind, false, None)),
                standing: PrincipalStanding::NotRead,
            },
        }
    }

    pub(crate) fn role(&self, id: Guid) -> RoleName {
        if let Some(known) = self.roles.get(&id) {
            return role_name(known);
        }
        let starter = roles::facts().iter().find(|role| role.id == id);
        RoleName {
            id: id.to_string(),
            name: starter.map(|role| role.name.clone()),
            kind: if starter.is_some() { RoleKindName::BuiltIn } else { RoleKindName::Unknown },
            privileged: starter.and_then(|role| role.privileged.clone()),
        }
    }

    pub(crate) fn place(&self, scope: &ScopePath) -> ScopeCrumb {
        let level = scope.level();
        let name = match level {
            ScopeLevel::Root => "Root".to_owned(),
            _ => self.scopes.get(&scope.key()).cloned().unwrap_or_else(|| scope.name().to_owned()),
        };
        ScopeCrumb { scope: scope.as_str().to_owned(), name, level: level.into() }
    }
}

/// A principal as the directory told of it.
pub(crate) fn principal_name(principal: &Principal) -> PrincipalName {
    let Principal {
        id,
        kind,
        display_name,
        user_principal_name,
        guest,
        app_id: _,
        service_principal_type,
        found,
    } = principal;
    PrincipalName {
        id: id.to_string(),
        name: display_name.clone().or_else(|| user_principal_name.clone()),
        kind: principal_kind(kind, *guest, service_principal_type.as_deref()),
        standing: if *found { PrincipalStanding::Found } else { PrincipalStanding::Deleted },
    }
}

fn principal_kind(kind: &PrincipalType, guest: bool, service_principal_type: Option<&str>) -> PrincipalKind {
    let managed = service_principal_type.is_some_and(|t| t.eq_ignore_ascii_case(MANAGED_IDENTITY));
    match kind {
        PrincipalType::User if guest => PrincipalKind::Guest,
        PrincipalType::User => PrincipalKind::User,
        PrincipalType::Group => PrincipalKind::Group,
        PrincipalType::ServicePrincipal if managed => PrincipalKind::ManagedIdentity,
        PrincipalType::ServicePrincipal => PrincipalKind::ServicePrincipal,
        PrincipalType::ForeignGroup => PrincipalKind::ForeignGroup,
        PrincipalType::Device => PrincipalKind::Device,
        PrincipalType::Other(text) => PrincipalKind::Other(text.clone()),
    }
}

/// A role as its definition tells.
pub(crate) fn role_name(role: &RoleDefinition) -> RoleName {
    RoleName {
        id: role.id.to_string(),
        name: Some(role.name.clone()),
        kind: if role.kind == RoleKind::BuiltIn { RoleKindName::BuiltIn } else { RoleKindName::Custom },
        privileged: privilege::of_role(&role.permissions).reason.map(str::to_owned),
    }
}

/// As a sentence names a principal.
pub(crate) fn who(principal: &PrincipalName) -> &str {
    principal.name.as_deref().unwrap_or(&principal.id)
}

/// As a sentence names a role.
pub(crate) fn what(role: &RoleName) -> &str {
    role.name.as_deref().unwrap_or(&role.id)
}
