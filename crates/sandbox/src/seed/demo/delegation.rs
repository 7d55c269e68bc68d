//! Who may give roles to others, and how well that is held in.
//!
//! - Good: the vending application may give everything but the three privileged roles; the ledger's owners may give
//!   three data roles to groups; the shop's may give pulling of images to one managed identity.
//! - Excludes nothing: Online's owners have the exclusion as the examples page showed it until 2024; they can make
//!   themselves Owner.
//! - Half open: payroll's owners may give two roles only, but may take away anybody's.
//! - Locks itself out: the data platform's owners can give and never take, because their second clause reads the
//!   request.
//! - Other lists: the identity operators may take away what they may not give.
//! - Hangs on precedence: the assistants' pipeline has AND and OR at one level.
//! - Leads around the condition: the corp delegates may give Role Based Access Control Administrator itself.
//! - No condition at all: Contoso's former provider, now a guest, manages access to Corp.

use rolewright_condition::guid::Guid;

use super::people::People;
use super::places::Places;
use crate::seed::conditions;
use crate::seed::plant::Plant;

const ADMINISTRATOR: &str = "Role Based Access Control Administrator";

pub(super) fn plant(plant: &mut Plant, places: &Places, people: &People) {
    plant.by = Some(people.administrator(1));
    plant.days = (40, 800);
    let roles = |plant: &Plant, names: &[&str]| -> Vec<Guid> {
        names.iter().filter_map(|name| plant.role(name)).collect()
    };
    let data = roles(
        plant,
        &["Storage Blob Data Reader", "Storage Blob Data Contributor", "Key Vault Secrets User"],
    );
    let readers = roles(plant, &["Reader", "Monitoring Reader"]);
    let pull = roles(plant, &["AcrPull"]);
    let wide = roles(plant, &["Reader", "Contributor", ADMINISTRATOR]);
    let network = roles(plant, &["Network Contributor", "Private DNS Zone Contributor"]);
    let agent_pool = people.identity("aks-shop-agentpool");
    for (who, role, scope, condition) in [
        (
            people.application("subscription-vending"),
            ADMINISTRATOR,
            &places.landing_zones,
            conditions::no_privileged_roles(),
        ),
        (
            people.team("app-ledger-owners"),
            ADMINISTRATOR,
            &places.ledger,
            conditions::only_roles_to_types(&data, &["Group"]),
        ),
        (
            people.team("app-shop-owners"),
            ADMINISTRATOR,
            &places.shop_group,
            conditions::only_roles_to(&pull, &[agent_pool]),
        ),
        (
            people.team("network-operators"),
            ADMINISTRATOR,
            &places.connectivity,
            conditions::only_roles(&network),
        ),
        (people.team("app-shop-owners"), ADMINISTRATOR, &places.online, conditions::vacuous_exclusion()),
        (people.team("app-payroll-owners"), ADMINISTRATOR, &places.payroll, conditions::write_only(&readers)),
        (
            people.team("data-platform-owners"),
            "User Access Administrator",
            &places.data,
            conditions::request_on_delete(&data),
        ),
        (
            people.team("identity-operators"),
            ADMINISTRATOR,
            &places.identity,
            conditions::different_lists(&readers, &wide),
        ),
        (
            people.application("pipeline-assistants"),
            ADMINISTRATOR,
            &places.ai,
            conditions::mixed_connectors(&data),
        ),
        (people.person("Katarzyna Nowak"), ADMINISTRATOR, &places.corp, conditions::only_roles(&wide)),
    ] {
        plant.assign_if(who, role, scope, condition);
    }
    plant.days = (900, 1300);
    plant.assign(people.guest(1), "User Access Administrator", &places.corp);
}
