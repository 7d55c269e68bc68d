//! Where everything is: three levels of management groups below the root group, twelve subscriptions, and in them
//! what a company runs.
//!
//! - Storage accounts, Key Vaults, Cognitive Services and AKS clusters stand with local authentication on beside
//!   others with it off: keys go around every role assignment.
//! - The sandboxes hang directly below the root group, so that nothing of Platform or Landing Zones reaches them.

use rolewright_authz::scope_path::ScopePath;

use crate::seed::plant::Plant;

/// The scopes that stories name.
pub(super) struct Places {
    pub(super) platform: ScopePath,
    pub(super) landing_zones: ScopePath,
    pub(super) corp: ScopePath,
    pub(super) online: ScopePath,
    pub(super) sandboxes: ScopePath,
    pub(super) identity: ScopePath,
    pub(super) management: ScopePath,
    pub(super) connectivity: ScopePath,
    pub(super) finance: ScopePath,
    pub(super) finance_test: ScopePath,
    pub(super) payroll: ScopePath,
    pub(super) shop: ScopePath,
    pub(super) shop_test: ScopePath,
    pub(super) data: ScopePath,
    pub(super) ai: ScopePath,
    pub(super) playground: ScopePath,
    pub(super) ledger: ScopePath,
    pub(super) ledger_storage: ScopePath,
    pub(super) ledger_keys: ScopePath,
    pub(super) payroll_group: ScopePath,
    pub(super) shop_group: ScopePath,
    pub(super) shop_cluster: ScopePath,
    pub(super) lake: ScopePath,
    pub(super) lake_storage: ScopePath,
    pub(super) models: ScopePath,
    pub(super) hub: ScopePath,
    pub(super) backup_west: ScopePath,
    pub(super) backup_north: ScopePath,
    pub(super) monitoring: ScopePath,
}

const STORAGE: &str = "Microsoft.Storage/storageAccounts";
const KEYS: &str = "Microsoft.KeyVault/vaults";
const AI: &str = "Microsoft.CognitiveServices/accounts";
const AKS: &str = "Microsoft.ContainerService/managedClusters";
const VM: &str = "Microsoft.Compute/virtualMachines";

pub(super) fn plant(plant: &mut Plant) -> Places {
    let root = plant.root_group();
    let company = plant.group("contoso", "Contoso", Some(&root));
    let platform = plant.group("contoso-platform", "Platform", Some(&company));
    let landing_zones = plant.group("contoso-landing-zones", "Landing Zones", Some(&company));
    let corp = plant.group("contoso-corp", "Corp", Some(&landing_zones));
    let online = plant.group("contoso-online", "Online", Some(&landing_zones));
    let sandboxes = plant.group("contoso-sandboxes", "Sandboxes", Some(&root));
    plant.group("contoso-decommissioned", "Decommissioned", Some(&root));

    let identity = plant.subscription("platform-identity", &platform);
    let management = plant.subscription("platform-management", &platform);
    let connectivity = plant.subscription("platform-connectivity", &platform);
    let finance = plant.subscription("corp-finance-prod", &corp);
    let finance_test = plant.subscription("corp-finance-test", &corp);
    let payroll = plant.subscription("corp-payroll-prod", &corp);
    let data = plant.subscription("corp-data-prod", &corp);
    let shop = plant.subscription("online-shop-prod", &online);
    let shop_test = plant.subscription("online-shop-test", &online);
    let ai = plant.subscription("online-assistants-prod", &online);
    let playground = plant.subscription("sandbox-engineering", &sandboxes);
    plant.subscription("sandbox-data-science", &sandboxes);

    let (west, north) = ("westeurope", "northeurope");
    let hub = plant.resource_group(&connectivity, "rg-hub-network", west);
    let monitoring = plant.resource_group(&management, "rg-monitoring", west);
    let backup_west = plant.resource_group(&management, "rg-backup-weu", west);
    let backup_north = plant.resource_group(&management, "rg-backup-neu", north);
    let ledger = plant.resource_group(&finance, "rg-ledger-prod", west);
    let reports = plant.resource_group(&finance, "rg-reports-prod", west);
    let ledger_test = plant.resource_group(&finance_test, "rg-ledger-test", west);
    let payroll_group = plant.resource_group(&payroll, "rg-payroll-prod", north);
    let shop_group = plant.resource_group(&shop, "rg-shop-prod", west);
    let shop_nodes = plant.resource_group(&shop, "MC_rg-shop-prod_aks-shop_westeurope", west);
    let shop_trial = plant.resource_group(&shop_test, "rg-shop-test", west);
    let lake = plant.resource_group(&data, "rg-lake-prod", west);
    let models = plant.resource_group(&ai, "rg-assistants-prod", "swedencentral");
    let trials = plant.resource_group(&playground, "rg-trials", west);
    let domain = plant.resource_group(&identity, "rg-domain-controllers", west);
    for (group, owner, class) in [
        (&ledger, "finance", "confidential"),
        (&payroll_group, "hr", "strictly-confidential"),
        (&shop_group, "retail", "internal"),
        (&lake, "data", "confidential"),
    ] {
        plant.tag(group, &[("owner", owner), ("dataClass", class), ("environment", "prod")]);
    }

    let ledger_storage = plant.resource(&ledger, STORAGE, "stledgerprod", Some(false));
    plant.resource(&reports, STORAGE, "streportsprod", Some(true));
    plant.resource(&ledger_test, STORAGE, "stledgertest", Some(true));
    plant.resource(&payroll_group, STORAGE, "stpayrollprod", Some(true));
    plant.resource(&shop_group, STORAGE, "stshopprod", Some(false));
    plant.resource(&shop_trial, STORAGE, "stshoptest", Some(true));
    let lake_storage = plant.resource(&lake, STORAGE, "stlakeprod", Some(false));
    plant.resource(&trials, STORAGE, "sttrials01", Some(true));
    let ledger_keys = plant.resource(&ledger, KEYS, "kv-ledger-prod", None);
    for (group, name) in
        [(&payroll_group, "kv-payroll-prod"), (&shop_group, "kv-shop-prod"), (&models, "kv-assistants")]
    {
        plant.resource(group, KEYS, name, None);
    }
    plant.resource(&models, AI, "oai-assistants-prod", Some(true));
    plant.resource(&models, AI, "oai-assistants-canary", Some(false));
    plant.resource(&models, AI, "lang-assistants-prod", Some(false));
    plant.resource(&models, "Microsoft.Search/searchServices", "srch-assistants", Some(true));
    let shop_cluster = plant.resource(&shop_group, AKS, "aks-shop", Some(true));
    plant.resource(&shop_trial, AKS, "aks-shop-test", Some(false));
    if let Some(nodes) = plant.tenant.places.group_mut(&shop_nodes) {
        nodes.managed_by = Some(shop_cluster.to_string());
    }
    plant.resource(&shop_nodes, "Microsoft.Compute/virtualMachineScaleSets", "aks-nodepool1-vmss", None);
    plant.resource(&shop_group, "Microsoft.ContainerRegistry/registries", "crcontososhop", Some(true));
    plant.resource(&lake, "Microsoft.EventHub/namespaces", "evhns-lake", Some(true));
    plant.resource(&lake, "Microsoft.DocumentDB/databaseAccounts", "cosmos-lake", Some(false));
    plant.resource(&monitoring, "Microsoft.OperationalInsights/workspaces", "log-contoso", None);
    plant.resource(&monitoring, "Microsoft.Automation/automationAccounts", "aa-housekeeping", Some(true));
    plant.resource(&hub, "Microsoft.Network/virtualNetworks", "vnet-hub-weu", None);
    plant.resource(&hub, "Microsoft.Network/azureFirewalls", "afw-hub-weu", None);
    for name in ["vm-dc-01", "vm-dc-02"] {
        plant.resource(&domain, VM, name, None);
    }
    for number in 1..=4 {
        plant.resource(&ledger, VM, &format!("vm-ledger-{number:02}"), None);
    }
    Places {
        platform,
        landing_zones,
        corp,
        online,
        sandboxes,
        identity,
        management,
        connectivity,
        finance,
        finance_test,
        payroll,
        shop,
        shop_test,
        data,
        ai,
        playground,
        ledger,
        ledger_storage,
        ledger_keys,
        payroll_group,
        shop_group,
        shop_cluster,
        lake,
        lake_storage,
        models,
        hub,
        backup_west,
        backup_north,
        monitoring,
    }
}
