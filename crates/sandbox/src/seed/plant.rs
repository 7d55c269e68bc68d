//! Short ways to write a tenant down.

use jiff::Timestamp;
use rolewright_authz::guards::CRITICAL_OPERATIONS;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{
    GuardLink, Lock, LockLevel, ManagementGroup, PermissionBlock, Principal, Resource, ResourceGroup,
    ResourceGuard, RoleDefinition, RoleKind, Stamp, Subscription, Vault, VaultKind,
};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::draw::Draw;
use crate::world::{Application, NewRow, Tenant, Texts, built_in, protected_by};

/// A tenant that grows.
pub(crate) struct Plant {
    pub(crate) tenant: Tenant,
    pub(crate) draw: Draw,
    pub(crate) now: Timestamp,
    /// Who makes what is planted from here on.
    pub(crate) by: Option<Guid>,
    /// Between how many days ago what is planted from here on was made.
    pub(crate) days: (u32, u32),
}

impl Plant {
    pub(crate) fn new(name: &str, domain: &str, mut draw: Draw, now: Timestamp) -> Self {
        let id = draw.guid();
        let seed = u64::try_from(draw.below(usize::MAX >> 1)).unwrap_or(0);
        let tenant = Tenant::new(id, name, domain, seed);
        let mut plant = Self { tenant, draw, now, by: None, days: (30, 900) };
        plant.group(&id.to_string(), "Tenant Root Group", None);
        plant
    }

    pub(crate) fn root_group(&self) -> ScopePath {
        ScopePath::management_group(&self.tenant.id.to_string())
    }

    pub(crate) fn moment(&mut self) -> Timestamp {
        let (from, to) = self.days;
        self.draw.days_ago(self.now, from, to)
    }

    // Places.

    pub(crate) fn group(&mut self, name: &str, display_name: &str, parent: Option<&ScopePath>) -> ScopePath {
        self.tenant.places.management_groups.push(ManagementGroup {
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            parent: parent.map(|scope| scope.name().to_owned()),
        });
        self.tenant.places.grow();
        ScopePath::management_group(name)
    }

    pub(crate) fn subscription(&mut self, name: &str, group: &ScopePath) -> ScopePath {
        let id = self.draw.guid();
        let subscription = Subscription {
            id,
            display_name: name.to_owned(),
            state: "Enabled".to_owned(),
            tenant: Some(self.tenant.id),
            management_group: Some(group.name().to_owned()),
        };
        self.tenant.places.subscriptions.insert(id, subscription);
        self.tenant.places.grow();
        for namespace in
            ["Microsoft.Storage", "Microsoft.Compute", "Microsoft.KeyVault", "Microsoft.Insights"]
        {
            self.tenant.places.register(id, namespace);
        }
        ScopePath::subscription(id)
    }

    pub(crate) fn resource_group(
        &mut self,
        subscription: &ScopePath,
        name: &str,
        location: &str,
    ) -> ScopePath {
        let id = ScopePath::new(&format!("{subscription}/resourceGroups/{name}"));
        let group = ResourceGroup {
            id: id.clone(),
            location: location.to_owned(),
            managed_by: None,
            tags: Vec::new(),
        };
        self.tenant.places.put_group(group);
        id
    }

    /// `local` says whether local authentication is on; `None` for types without that switch.
    pub(crate) fn resource(
        &mut self,
        group: &ScopePath,
        kind: &str,
        name: &str,
        local: Option<bool>,
    ) -> ScopePath {
        let id = ScopePath::new(&format!("{group}/providers/{kind}/{name}"));
        let home = self.tenant.places.group(group);
        let resource = Resource {
            id: id.clone(),
            kind: kind.to_owned(),
            location: home.map_or_else(|| "westeurope".to_owned(), |home| home.location.clone()),
            tags: home.map(|home| home.tags.clone()).unwrap_or_default(),
            local_auth_disabled: local.map(|on| !on),
        };
        if let (Some(subscription), Some(namespace)) = (id.subscription_id(), kind.split('/').next()) {
            self.tenant.places.register(subscription, namespace);
        }
        self.tenant.places.put_resource(resource);
        id
    }

    pub(crate) fn tag(&mut self, group: &ScopePath, tags: &[(&str, &str)]) {
        if let Some(home) = self.tenant.places.group_mut(group) {
            home.tags = tags.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            home.tags.sort();
        }
    }

    pub(crate) fn lock(&mut self, scope: &ScopePath, name: &str, level: LockLevel, notes: &str) {
        let notes = (!notes.is_empty()).then(|| notes.to_owned());
        self.tenant.locks.push(Lock { scope: scope.clone(), name: name.to_owned(), level, notes });
    }

    pub(crate) fn vault(
        &mut self,
        group: &ScopePath,
        kind: VaultKind,
        name: &str,
        (immutability, soft_delete): (&str, &str),
    ) -> ScopePath {
        let id = self.resource(group, kind.resource_type(), name, None);
        let location = self.tenant.places.resource(&id).map(|r| r.location.clone()).unwrap_or_default();
        self.tenant.vaults.push(Vault {
            id: id.clone(),
            kind,
            location,
            immutability: Some(immutability.to_owned()),
            soft_delete: Some(soft_delete.to_owned()),
        });
        id
    }

    pub(crate) fn guard(&mut self, group: &ScopePath, name: &str, excluded: &[&str]) -> ScopePath {
        let id = self.resource(group, "Microsoft.DataProtection/resourceGuards", name, None);
        let location = self.tenant.places.resource(&id).map(|r| r.location.clone()).unwrap_or_default();
        let excluded_operations: Vec<String> = excluded.iter().map(|o| (*o).to_owned()).collect();
        self.tenant.guards.push(ResourceGuard {
            id: id.clone(),
            location,
            operations: protected_by(&excluded_operations),
            excluded_operations,
        });
        id
    }

    /// Links a vault to a guard that need not exist, protecting what guards protect without exclusions.
    pub(crate) fn link(&mut self, vault: &ScopePath, guard: &ScopePath, excluded: &[&str]) {
        let Some(kind) = self.tenant.vaults.iter().find(|v| v.id == *vault).map(|v| v.kind) else { return };
        let operations = CRITICAL_OPERATIONS
            .iter()
            .filter(|known| known.vault == kind && !excluded.contains(&known.operation))
            .map(|known| known.operation.to_owned())
            .collect();
        self.tenant.links.push(GuardLink {
            vault: vault.clone(),
            name: crate::world::link_name(kind).to_owned(),
            guard: guard.clone(),
            operations,
        });
    }

    // Principals.

    fn principal(&mut self, kind: PrincipalType, name: &str) -> Principal {
        Principal {
            id: self.draw.guid(),
            kind,
            display_name: Some(name.to_owned()),
            user_principal_name: None,
            guest: false,
            app_id: None,
            service_principal_type: None,
            found: true,
        }
    }

    pub(crate) fn person(&mut self, name: &str) -> Guid {
        let upn = format!("{}@{}", mail_name(name), self.tenant.default_domain);
        let person = self.principal(PrincipalType::User, name);
        let id = person.id;
        self.tenant.add_principal(Principal { user_principal_name: Some(upn), ..person });
        id
    }

    /// A guest, whose home is a domain elsewhere.
    pub(crate) fn guest(&mut self, name: &str, home: &str) -> Guid {
        let flat = home.replace('.', "_");
        let upn = format!("{}_{flat}#EXT#@{}", mail_name(name), self.tenant.default_domain);
        let person = self.principal(PrincipalType::User, name);
        let id = person.id;
        self.tenant.add_principal(Principal { user_principal_name: Some(upn), guest: true, ..person });
        id
    }

    pub(crate) fn team(&mut self, name: &str, members: &[Guid]) -> Guid {
        let group = self.principal(PrincipalType::Group, name);
        let id = group.id;
        self.tenant.add_principal(group);
        for member in members {
            self.tenant.join(id, *member);
        }
        id
    }

    fn service_principal(&mut self, name: &str, kind: &str, app_id: Guid) -> Guid {
        let principal = self.principal(PrincipalType::ServicePrincipal, name);
        let id = principal.id;
        self.tenant.add_principal(Principal {
            app_id: Some(app_id),
            service_principal_type: Some(kind.to_owned()),
            ..principal
        });
        id
    }

    /// An application that can sign in with a secret.
    pub(crate) fn application(&mut self, name: &str) -> Guid {
        let app_id = self.draw.guid();
        let secret = self.draw.secret();
        self.known_application(name, app_id, secret)
    }

    /// An application that another tenant has as well.
    pub(crate) fn known_application(&mut self, name: &str, app_id: Guid, secret: String) -> Guid {
        let object_id = self.service_principal(name, "Application", app_id);
        let display_name = name.to_owned();
        self.tenant.directory.applications.push(Application { app_id, object_id, display_name, secret });
        object_id
    }

    pub(crate) fn managed_identity(&mut self, name: &str) -> Guid {
        let app_id = self.draw.guid();
        self.service_principal(name, "ManagedIdentity", app_id)
    }

    // Access.

    /// A role by its name in the catalogue or among the tenant's own. A seed that names another is mended by its
    /// own tests, which count what it planted.
    pub(crate) fn role(&self, name: &str) -> Option<Guid> {
        built_in::id(name).or_else(|| self.tenant.roles.values().find(|r| r.name == name).map(|r| r.id))
    }

    pub(crate) fn assign(&mut self, principal: Guid, role: &str, scope: &ScopePath) -> Option<Guid> {
        self.assign_with(principal, role, scope, Texts::default())
    }

    pub(crate) fn assign_if(
        &mut self,
        principal: Guid,
        role: &str,
        scope: &ScopePath,
        condition: String,
    ) -> Option<Guid> {
        let texts = Texts {
            condition: Some(condition),
            condition_version: Some("2.0".to_owned()),
            ..Texts::default()
        };
        self.assign_with(principal, role, scope, texts)
    }

    pub(crate) fn assign_with(
        &mut self,
        principal: Guid,
        role: &str,
        scope: &ScopePath,
        texts: Texts,
    ) -> Option<Guid> {
        let role = self.role(role)?;
        let kind = self.tenant.principal(principal).map(|p| p.kind.clone());
        let (name, at) = (self.draw.guid(), self.moment());
        self.tenant.assignments.add(NewRow {
            name,
            scope,
            role,
            principal,
            principal_type: kind.unwrap_or(PrincipalType::User),
            texts,
            at,
            by: self.by,
        });
        Some(name)
    }

    pub(crate) fn custom_role(
        &mut self,
        name: &str,
        description: &str,
        scopes: &[&ScopePath],
        permissions: Vec<PermissionBlock>,
    ) -> Guid {
        let id = self.draw.guid();
        let at = Some(self.moment());
        let by = self.by.map(|id| id.to_string());
        let stamp = Stamp { created_on: at, created_by: by.clone(), updated_on: at, updated_by: by };
        self.tenant.roles.insert(
            id,
            RoleDefinition {
                id,
                name: name.to_owned(),
                kind: RoleKind::Custom,
                description: description.to_owned(),
                assignable_scopes: scopes.iter().map(|scope| (*scope).clone()).collect(),
                permissions,
                stamp,
            },
        );
        id
    }
}

/// A permission block of actions and `notActions`.
pub(crate) fn block(actions: &[&str], not_actions: &[&str]) -> PermissionBlock {
    let list = |entries: &[&str]| entries.iter().map(|entry| (*entry).to_owned()).collect();
    PermissionBlock { actions: list(actions), not_actions: list(not_actions), ..PermissionBlock::default() }
}

/// `Ada Lovelace` to `ada.lovelace`; letters beyond ASCII to their base where that is one letter.
fn mail_name(name: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'â' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'í' | 'ì' => 'i',
        'ó' | 'ô' | 'ø' => 'o',
        'ú' | 'ù' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        'ł' => 'l',
        'ş' => 's',
        ' ' => '.',
        other => other,
    };
    let letters = name.to_lowercase().chars().map(plain).collect::<String>();
    letters.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss").replace('\'', "")
}
