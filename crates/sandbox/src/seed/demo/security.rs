//! Contoso Security: the second tenant, which holds the Resource Guards so that no administrator of Contoso alone
//! can destroy backups. Some of Contoso's people are guests there.
//!
//! - Two guards: one for West Europe, whole; one for North Europe that excludes changes of policies.
//! - The security team consents: its members are Backup MUA Operators there. The backup administrators may read the
//!   guards, which linking needs, and nothing else. One of them, Rosa Delgado, is Contributor of the
//!   guards as well: separation of duties is broken there.

use jiff::Timestamp;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::people::People;
use crate::seed::draw::Draw;
use crate::seed::plant::Plant;
use crate::world::{Application, GLOBAL_ADMINISTRATOR};

/// The tenant, its guards, and which objects of the two tenants are the same person.
pub(super) struct Security {
    pub(super) plant: Plant,
    pub(super) west: ScopePath,
    pub(super) north: ScopePath,
    pub(super) gone: ScopePath,
    pub(super) same: Vec<(Guid, Guid)>,
}

pub(super) fn plant(
    now: Timestamp,
    draw: &mut Draw,
    people: &People,
    reader: Option<&Application>,
) -> Security {
    let seed = u64::try_from(draw.below(usize::MAX >> 1)).unwrap_or(0);
    let mut plant = Plant::new("Contoso Security", "contoso-security.example", Draw::new(seed), now);
    let root = plant.root_group();
    let administrator = plant.person("Security Administrator");
    plant.tenant.directory.give_role(administrator, GLOBAL_ADMINISTRATOR);
    plant.by = Some(administrator);
    plant.days = (200, 500);
    let subscription = plant.subscription("security-guards", &root);
    let west_group = plant.resource_group(&subscription, "rg-guards-weu", "westeurope");
    let north_group = plant.resource_group(&subscription, "rg-guards-neu", "northeurope");
    if let Some(id) = subscription.subscription_id() {
        plant.tenant.places.register(id, "Microsoft.RecoveryServices");
    }
    let west = plant.guard(&west_group, "guard-weu", &[]);
    let north =
        plant.guard(&north_group, "guard-neu", &["Microsoft.RecoveryServices/vaults/backupPolicies/write"]);
    let gone = ScopePath::new(&format!(
        "{west_group}/providers/Microsoft.DataProtection/resourceGuards/guard-pilot"
    ));

    let mut same = Vec::new();
    let mut guests = |plant: &mut Plant, names: &[&str]| -> Vec<Guid> {
        let mut all = Vec::new();
        for name in names {
            let there = plant.guest(name, "contoso.example");
            same.push((people.person(name), there));
            all.push(there);
        }
        all
    };
    let operators = guests(&mut plant, &["Mei Chen", "Nadia Benali"]);
    let backup = guests(&mut plant, &["Rosa Delgado", "Samir Nasser", "Tereza Dvorak"]);
    let consenting = plant.team("guard-operators", &operators);
    let linking = plant.team("guard-readers", &backup);
    plant.assign(administrator, "Owner", &root);
    plant.assign(consenting, "Backup MUA Operator", &subscription);
    plant.assign(linking, "Reader", &subscription);
    if let Some(rosa) = backup.first() {
        plant.assign(*rosa, "Contributor", &west_group);
    }
    // The same application is registered in both tenants.
    if let Some(reader) = reader {
        let there = plant.known_application(&reader.display_name, reader.app_id, reader.secret.clone());
        same.push((reader.object_id, there));
        plant.assign(there, "Reader", &root);
    }
    Security { plant, west, north, gone, same }
}
