//! Locks, deny assignments, and policies that deny to delete.
//!
//! - The hub network, the ledger and the backup vaults' groups are locked; payroll and the lake are not, though
//!   their data is as precious.
//! - The ledger's Key Vault has a read-only lock below a delete lock: the stricter wins, and its secrets' metadata
//!   can no longer be changed.
//! - The shop's storage account is read-only, so that listing its keys is refused, which its pipeline needs.
//! - Online's shared resources belong to a deployment stack that denies to delete them, to everybody but its own
//!   identity. One person was denied writing the payroll group by hand.
//! - One policy denies deleting storage accounts in Corp, except in test; a second, for Key Vaults, is not enforced.

use rolewright_authz::records::{DeniedPrincipal, DenyAssignment, LockLevel, PolicyAssignment, Stamp};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::people::People;
use super::places::Places;
use crate::seed::plant::{Plant, block};

fn denied(id: Guid, kind: &str) -> DeniedPrincipal {
    DeniedPrincipal { id, kind: kind.to_owned() }
}

pub(super) fn plant(plant: &mut Plant, places: &Places, people: &People) {
    for (scope, name, level, notes) in [
        (&places.hub, "hub-do-not-delete", LockLevel::CanNotDelete, "network team, ask before removing"),
        (&places.ledger, "ledger-do-not-delete", LockLevel::CanNotDelete, "audit finding 2031"),
        (&places.ledger_keys, "ledger-keys-frozen", LockLevel::ReadOnly, ""),
        (&places.backup_west, "backup-do-not-delete", LockLevel::CanNotDelete, ""),
        (
            &places.connectivity,
            "connectivity-do-not-delete",
            LockLevel::CanNotDelete,
            "set by the landing zone",
        ),
    ] {
        plant.lock(scope, name, level, notes);
    }
    let shop = ScopePath::new(&format!(
        "{}/providers/Microsoft.Storage/storageAccounts/stshopprod",
        places.shop_group
    ));
    plant.lock(&shop, "readonly", LockLevel::ReadOnly, "");
    denials(plant, places, people);
    policies(plant, places);
}

fn denials(plant: &mut Plant, places: &Places, people: &People) {
    plant.days = (60, 300);
    let at = Some(plant.moment());
    let stack = DenyAssignment {
        id: plant.draw.guid(),
        name: "Deny assignment of deployment stack 'shop-shared'".to_owned(),
        description: Some("Created by a deployment stack; denies to delete what it manages.".to_owned()),
        scope: places.shop_group.clone(),
        not_below: false,
        permissions: vec![block(&["*/delete"], &["Microsoft.Authorization/locks/delete"])],
        principals: vec![denied(Guid::from_u128(0), "SystemDefined")],
        excluded: vec![denied(people.application("terraform-landing-zones"), "ServicePrincipal")],
        system_protected: true,
        condition: None,
        stamp: Stamp { created_on: at, updated_on: at, ..Stamp::default() },
    };
    let by_hand = DenyAssignment {
        id: plant.draw.guid(),
        name: "no payroll changes for R. Khalil".to_owned(),
        description: Some("conflict of interest, until the audit is closed".to_owned()),
        scope: places.payroll_group.clone(),
        not_below: false,
        permissions: vec![block(&["*/write", "*/delete"], &[])],
        principals: vec![denied(people.person("Rania Khalil"), "User")],
        excluded: Vec::new(),
        system_protected: false,
        condition: None,
        stamp: Stamp {
            created_on: at,
            created_by: Some(people.administrator(0).to_string()),
            updated_on: at,
            updated_by: Some(people.administrator(0).to_string()),
        },
    };
    plant.tenant.denies.extend([stack, by_hand]);
}

fn policies(plant: &mut Plant, places: &Places) {
    let policy = |scope: &ScopePath, name: &str, title: &str, kind: &str, enforced: bool| PolicyAssignment {
        id: ScopePath::new(&format!("{scope}/providers/Microsoft.Authorization/policyAssignments/{name}")),
        scope: scope.clone(),
        name: title.to_owned(),
        definition: ScopePath::new(&format!(
            "{}/providers/Microsoft.Authorization/policyDefinitions/{name}",
            places.corp
        )),
        not_scopes: Vec::new(),
        enforced,
        denied_actions: vec!["delete".to_owned()],
        resource_types: vec![kind.to_owned()],
    };
    let mut storage = policy(
        &places.corp,
        "deny-delete-storage",
        "Storage accounts of Corp cannot be deleted",
        "Microsoft.Storage/storageAccounts",
        true,
    );
    storage.not_scopes.push(places.finance_test.clone());
    let vaults = policy(
        &places.landing_zones,
        "deny-delete-key-vaults",
        "Key Vaults cannot be deleted",
        "Microsoft.KeyVault/vaults",
        false,
    );
    plant.tenant.policies.extend([storage, vaults]);
}
