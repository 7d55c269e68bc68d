//! Vaults and their guard links.
//!
//! - West Europe's recovery vault is linked to the guard there, immutable, and locked.
//! - North Europe's is linked to a guard that leaves changes of policies open, and its group has no lock.
//! - The vault of the ledger was never linked: one administrator alone can destroy the ledger's backups.
//! - The lake's backup vault is linked to a pilot guard that was deleted since: its link leads nowhere.

use rolewright_authz::records::VaultKind;

use super::places::Places;
use super::security::Security;
use crate::seed::plant::Plant;

pub(super) fn plant(plant: &mut Plant, places: &Places, security: &Security) {
    use VaultKind::{Backup, RecoveryServices};
    for scope in [&places.management, &places.finance, &places.data] {
        if let Some(id) = scope.subscription_id() {
            plant.tenant.places.register(id, "Microsoft.RecoveryServices");
            plant.tenant.places.register(id, "Microsoft.DataProtection");
        }
    }
    let west = plant.vault(&places.backup_west, RecoveryServices, "rsv-platform-weu", ("Locked", "AlwaysON"));
    plant.link(&west, &security.west, &[]);
    let north =
        plant.vault(&places.backup_north, RecoveryServices, "rsv-platform-neu", ("Unlocked", "Enabled"));
    plant.link(&north, &security.north, &["Microsoft.RecoveryServices/vaults/backupPolicies/write"]);
    plant.vault(&places.ledger, RecoveryServices, "rsv-ledger", ("Disabled", "Enabled"));
    let lake = plant.vault(&places.lake, Backup, "bvault-lake", ("Disabled", "On"));
    plant.link(&lake, &security.gone, &[]);
    let disks = plant.vault(&places.backup_west, Backup, "bvault-disks-weu", ("Unlocked", "AlwaysOn"));
    plant.link(&disks, &security.west, &[]);
}
