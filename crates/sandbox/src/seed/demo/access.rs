//! Who holds what.
//!
//! - The platform teams hold Owner and Contributor where they should; each application team its own resource group.
//! - `Legacy VM Operator` is a custom role that nobody suspects: its `Microsoft.Authorization/*/write` lets its
//!   holders assign roles. `Everything but Billing` has a `*` and takes out too little.
//! - A guest, Ingrid Solberg, is Owner of the payroll subscription, given for a weekend three years ago.
//! - People, a group and an application that were deleted still hold roles, one of them Owner of the root group.
//! - The shop's pipeline is Owner of its subscription, where Contributor would do.
//! - `cost-exporter` holds a custom role that was since deleted from the shop's list of scopes: nothing is lost, but
//!   it can no longer be assigned there.
//! - The same reader role is held directly, through a group and through a group of groups.

use rolewright_authz::records::PermissionBlock;
use rolewright_authz::scope_path::ScopePath;

use super::people::People;
use super::places::Places;
use crate::seed::conditions;
use crate::seed::plant::{Plant, block};
use crate::world::Texts;

pub(super) fn plant(plant: &mut Plant, places: &Places, people: &People) {
    plant.by = Some(people.administrator(0));
    plant.days = (200, 1400);
    custom_roles(plant, places);
    platform(plant, places, people);
    plant.by = Some(people.application("subscription-vending"));
    plant.days = (20, 700);
    applications(plant, places, people);
    machines(plant, places, people);
    plant.days = (300, 1300);
    plant.by = Some(people.administrator(1));
    forgotten(plant, places, people);
}

fn custom_roles(plant: &mut Plant, places: &Places) {
    let root = plant.root_group();
    plant.custom_role(
        "Legacy VM Operator",
        "Starts and stops the virtual machines of the ledger.",
        &[&places.finance, &places.finance_test],
        vec![block(
            &["Microsoft.Compute/virtualMachines/*", "*/read", "Microsoft.Authorization/*/write"],
            &["Microsoft.Compute/virtualMachines/delete"],
        )],
    );
    plant.custom_role(
        "Everything but Billing",
        "For the engineers of the sandboxes.",
        &[&places.sandboxes],
        vec![block(&["*"], &["Microsoft.Billing/*", "Microsoft.Authorization/roleAssignments/write"])],
    );
    plant.custom_role(
        "Network Peering Operator",
        "Peers spokes with the hub.",
        &[&root],
        vec![block(
            &[
                "Microsoft.Network/virtualNetworks/peer/action",
                "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/*",
                "Microsoft.Network/virtualNetworks/read",
            ],
            &[],
        )],
    );
    plant.custom_role(
        "Cost Exporter",
        "Writes daily cost exports.",
        &[&places.management, &places.finance],
        vec![block(&["Microsoft.CostManagement/exports/*", "Microsoft.CostManagement/query/action"], &[])],
    );
    plant.custom_role(
        "Ledger Data Steward",
        "Reads the ledger's blobs and manages its containers, but not its keys.",
        &[&places.ledger],
        vec![
            PermissionBlock {
                data_actions: vec![
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read".to_owned(),
                    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/*".to_owned(),
                ],
                ..block(&["Microsoft.Storage/storageAccounts/blobServices/containers/*"], &[])
            },
            block(
                &["Microsoft.Storage/storageAccounts/read"],
                &["Microsoft.Storage/storageAccounts/listKeys/action"],
            ),
        ],
    );
}

fn platform(plant: &mut Plant, places: &Places, people: &People) {
    let root = plant.root_group();
    plant.assign(people.team("cloud-platform-owners"), "Owner", &root);
    plant.assign(people.deployer, "Owner", &root);
    plant.assign(people.team("cloud-platform-engineers"), "Contributor", &places.platform);
    plant.assign(people.team("cloud-readers"), "Reader", &root);
    plant.assign(people.person("Samir Nasser"), "Reader", &root);
    plant.assign(people.team("security-operations"), "Security Admin", &root);
    plant.assign(people.team("security-operations"), "Reader", &places.landing_zones);
    plant.assign(people.team("security-auditors"), "Security Reader", &root);
    plant.assign(people.guest(4), "Reader", &root);
    plant.assign(people.guest(5), "Security Reader", &places.corp);
    plant.assign(people.team("network-operators"), "Network Contributor", &places.connectivity);
    plant.assign(people.team("network-operators"), "Network Peering Operator", &root);
    plant.assign(people.team("identity-operators"), "Contributor", &places.identity);
    plant.assign(people.team("cost-watchers"), "Cost Management Reader", &root);
    plant.assign(people.team("finance-controllers"), "Billing Reader", &root);
    plant.assign(people.application("terraform-landing-zones"), "Owner", &places.landing_zones);
    plant.assign(people.application("pipeline-platform"), "Contributor", &places.platform);
    plant.assign(people.application("siem-connector"), "Reader", &root);
    plant.assign(people.application("siem-connector"), "Log Analytics Reader", &places.monitoring);
    plant.assign(people.application("vulnerability-scanner"), "Reader", &places.landing_zones);
    plant.assign(people.application("cost-exporter"), "Cost Exporter", &places.management);
    plant.assign(people.team("backup-administrators"), "Backup Contributor", &places.management);
    plant.assign(people.team("backup-administrators"), "Backup Operator", &places.landing_zones);
    plant.assign(people.team("sandbox-users"), "Everything but Billing", &places.sandboxes);
    plant.assign(people.administrator(0), "User Access Administrator", &places.platform);
    // Reading `/` itself takes an assignment there, which an elevated administrator made.
    plant.assign(people.reader, "Reader", &ScopePath::root());
    plant.assign(people.identity("id-rolewright"), "Reader", &root);
}

fn applications(plant: &mut Plant, places: &Places, people: &People) {
    for (name, role, scope) in [
        ("app-ledger-owners", "Contributor", &places.ledger),
        ("app-ledger-developers", "Reader", &places.finance),
        ("app-ledger-developers", "Contributor", &places.finance_test),
        ("app-payroll-owners", "Contributor", &places.payroll_group),
        ("app-payroll-developers", "Reader", &places.payroll_group),
        ("app-shop-owners", "Owner", &places.shop),
        ("app-shop-developers", "Contributor", &places.shop_test),
        ("app-shop-developers", "Reader", &places.shop),
        ("app-shop-on-call", "Azure Kubernetes Service Cluster User Role", &places.shop_cluster),
        ("app-shop-on-call", "Website Contributor", &places.shop_group),
        ("app-assistants-developers", "Cognitive Services OpenAI Contributor", &places.models),
        ("app-assistants-developers", "Reader", &places.ai),
        ("data-platform-owners", "Owner", &places.data),
        ("data-engineers", "Contributor", &places.lake),
        ("data-engineers", "Storage Blob Data Contributor", &places.lake_storage),
        ("data-scientists", "Storage Blob Data Reader", &places.lake_storage),
        ("finance-controllers", "Reader", &places.finance),
        ("key-custodians", "Key Vault Administrator", &places.ledger_keys),
        ("legacy-vm-operators", "Legacy VM Operator", &places.finance),
        ("external-consultants", "Reader", &places.shop_test),
    ] {
        plant.assign(people.team(name), role, scope);
    }
    plant.assign(people.application("pipeline-shop"), "Owner", &places.shop);
    plant.assign(people.application("pipeline-ledger"), "Contributor", &places.finance);
    plant.assign(people.application("pipeline-payroll"), "Contributor", &places.payroll);
    plant.assign(people.application("pipeline-assistants"), "Contributor", &places.ai);
    plant.assign(people.application("pipeline-data"), "Contributor", &places.data);
    plant.assign(
        people.application("erp-integration"),
        "Storage Queue Data Message Sender",
        &places.ledger_storage,
    );
    plant.assign(people.application("partner-portal"), "Key Vault Secrets User", &places.shop_group);
    let container = conditions::one_container("invoices");
    let consultants = people.team("external-consultants");
    plant.assign_if(consultants, "Storage Blob Data Reader", &places.ledger_storage, container);
    let scientists = people.team("data-scientists");
    let project = conditions::tagged("Cascade");
    plant.assign_if(scientists, "Storage Blob Data Contributor", &places.lake, project);
}

fn machines(plant: &mut Plant, places: &Places, people: &People) {
    for (name, role, scope) in [
        ("id-ledger-api", "Storage Blob Data Contributor", &places.ledger_storage),
        ("id-ledger-api", "Key Vault Secrets User", &places.ledger_keys),
        ("id-ledger-batch", "Storage Queue Data Message Processor", &places.ledger_storage),
        ("id-payroll-api", "Key Vault Secrets User", &places.payroll_group),
        ("id-shop-web", "Key Vault Secrets User", &places.shop_group),
        ("id-shop-orders", "Azure Service Bus Data Sender", &places.shop_group),
        ("aks-shop-agentpool", "AcrPull", &places.shop_group),
        ("id-assistants", "Cognitive Services OpenAI User", &places.models),
        ("id-lake-ingest", "Azure Event Hubs Data Receiver", &places.lake),
        ("id-lake-transform", "Storage Blob Data Owner", &places.lake_storage),
        ("aa-housekeeping", "Contributor", &places.landing_zones),
        ("policy-deploy-diagnostics", "Monitoring Contributor", &places.landing_zones),
        ("policy-deploy-diagnostics", "Log Analytics Contributor", &places.monitoring),
        ("policy-deploy-backup", "Backup Contributor", &places.landing_zones),
        ("vm-jumpbox", "Reader", &places.hub),
    ] {
        plant.assign(people.identity(name), role, scope);
    }
}

fn forgotten(plant: &mut Plant, places: &Places, people: &People) {
    let note = |text: &str| Texts { description: Some(text.to_owned()), ..Texts::default() };
    let weekend = note("temporary, cut-over weekend; remove on Monday");
    plant.assign_with(people.guest(0), "Owner", &places.payroll, weekend);
    let root = plant.root_group();
    for (who, role, scope) in [
        (people.gone(0), "Owner", &root),
        (people.gone(1), "Contributor", &places.finance),
        (people.gone(1), "Key Vault Administrator", &places.ledger_keys),
        (people.gone(2), "Reader", &places.corp),
        (people.gone(3), "User Access Administrator", &places.payroll),
        (people.gone(4), "Contributor", &places.shop_test),
        (people.gone(5), "Contributor", &places.playground),
    ] {
        plant.assign(who, role, scope);
    }
    let direct = ["Olga Ivanova", "Tomas Varga", "Yara Costa", "Fatima Zahra", "Zane Cooper", "Jia Li"];
    for (name, scope) in direct.into_iter().zip([
        &places.lake,
        &places.ledger,
        &places.hub,
        &places.shop_group,
        &places.models,
        &places.payroll_group,
    ]) {
        plant.assign(people.person(name), "Contributor", scope);
    }
}
