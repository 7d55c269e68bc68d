//! What of the recordings is not compared, and why.

use super::matches;

/// What happens to an exchange that is not compared.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Left {
    /// It is sent, because what follows needs what it does.
    Sent(&'static str),
    /// Graph takes no writes here; what it does is done in the directory itself.
    Directory(&'static str),
    /// It is not sent.
    Out(&'static str),
}

const OTHER_SERVICE: &str = "another service's own answer; only that there is such a resource matters";
const OPERATION: &str = "how far another service is with something long";
const WRITES: &str = "the sandbox's directory is not written through Graph";
const HIERARCHY: &str = "who may create management groups, and where new subscriptions go, is not kept";
const ALIASES: &str = "subscriptions are not created, renamed or cancelled";
const ALERTS: &str = "rules of alerts are not kept";

/// A pattern (a recording's name with the exchange's number, or an operation with or without its method; `*` stands
/// for any end) and what happens. The first that fits counts.
const LEFT_OUT: &[(&str, Left)] = &[
    // Other hosts.
    ("vault.azure.net*", Left::Out("Key Vault's data plane")),
    ("windows.net*", Left::Out("Azure AD Graph, which Microsoft Graph replaced")),
    // The directory.
    ("GET graph/applications*", Left::Out("applications are known by their service principals only")),
    ("graph/servicePrincipals/{}/owners*", Left::Out("owners are not kept")),
    ("graph/groups/{}/owners*", Left::Out("owners are not kept")),
    ("POST graph/users", Left::Directory(WRITES)),
    ("POST graph/groups", Left::Directory(WRITES)),
    ("POST graph/groups/{}/members/{}", Left::Directory(WRITES)),
    ("POST graph/servicePrincipals", Left::Directory(WRITES)),
    ("POST graph/serviceprincipals", Left::Directory(WRITES)),
    ("POST graph/applications*", Left::Directory(WRITES)),
    ("POST graph/servicePrincipals/{}/addPassword", Left::Directory(WRITES)),
    ("PATCH graph*", Left::Directory(WRITES)),
    ("DELETE graph*", Left::Directory(WRITES)),
    (
        "transcribed/deny_assignment_create_get_2026-03-31.json#1",
        Left::Out("whoever replays it may read the directory"),
    ),
    // Other providers.
    ("GET Microsoft.Network/locations*", Left::Out(OPERATION)),
    ("GET Microsoft.DocumentDB/locations*", Left::Out(OPERATION)),
    ("PUT Microsoft.Network*", Left::Sent(OTHER_SERVICE)),
    ("PUT Microsoft.DocumentDB*", Left::Sent(OTHER_SERVICE)),
    ("Microsoft.Network*", Left::Out(OTHER_SERVICE)),
    ("Microsoft.DocumentDB*", Left::Out(OTHER_SERVICE)),
    ("Microsoft.Compute*", Left::Out(OTHER_SERVICE)),
    ("Microsoft.Resources/deployments*", Left::Out("templates are not deployed")),
    ("Microsoft.Authorization/classicAdministrators*", Left::Out("retired in August 2024")),
    ("PUT Microsoft.Confluent/agreements*", Left::Out(OTHER_SERVICE)),
    (
        "resource-graph/test_dataprotection_backup_instance_list_from_resource_graph.json#0",
        Left::Out("queries with `split` and backup instances are not understood"),
    ),
    (
        "managementgroups/test_provider_registration_mg.json#0",
        Left::Out("providers are registered in subscriptions only"),
    ),
    // Management groups.
    ("Microsoft.Management/managementGroups/{}/settings*", Left::Out(HIERARCHY)),
    ("Microsoft.Management/startTenantBackfill*", Left::Out(HIERARCHY)),
    ("Microsoft.Management/tenantBackfillStatus*", Left::Out(HIERARCHY)),
    // Subscriptions.
    ("Microsoft.Subscription*", Left::Out(ALIASES)),
    ("Microsoft.Billing*", Left::Out(ALIASES)),
    ("GET subscriptions/{}/locations", Left::Out("the list of regions is not kept")),
    // Backup.
    ("PUT Microsoft.RecoveryServices/vaults/{}", Left::Sent(OTHER_SERVICE)),
    ("DELETE Microsoft.RecoveryServices/vaults/{}", Left::Sent(OTHER_SERVICE)),
    ("Microsoft.RecoveryServices/vaults/{}/operationStatus*", Left::Out(OPERATION)),
    ("Microsoft.RecoveryServices/vaults/{}/backupOperations*", Left::Out(OPERATION)),
    ("Microsoft.RecoveryServices/vaults/{}/backupJobs*", Left::Out(OPERATION)),
    ("Microsoft.RecoveryServices/vaults/{}/backupFabrics*", Left::Out("backups are not kept")),
    ("Microsoft.RecoveryServices/vaults/{}/backupPolicies*", Left::Out("backups are not kept")),
    ("Microsoft.RecoveryServices/vaults/{}/backupProt*", Left::Out("backups are not kept")),
    // Alerts, shared queries.
    ("Microsoft.Insights/actionGroups*", Left::Out(ALERTS)),
    ("Microsoft.Insights/activityLogAlerts*", Left::Out(ALERTS)),
    ("Microsoft.ResourceGraph/queries*", Left::Out("shared queries are not kept")),
];

/// What a recording finds already there: its name, a path below the subscription, and the body of a `PUT`; without
/// one it is a `POST`.
pub(crate) const PRESUPPOSED: &[(&str, &str, Option<&str>)] = &[
    ("test_backup_rg_mapping", "/resourceGroups/clitest-rg", Some(r#"{"location": "centraluseuap"}"#)),
    ("test_backup_rg_mapping", "/providers/Microsoft.DataProtection/register", None),
    (
        "test_backup_rg_mapping",
        "/resourceGroups/clitest-rg/providers/Microsoft.DataProtection/resourceGuards/clitest-resource-guard",
        Some(r#"{"location": "centraluseuap"}"#),
    ),
];

/// The rule for an exchange that is not compared.
pub(crate) fn rule(recording: &str, number: usize, operation: &str) -> Option<(&'static str, Left)> {
    let place = format!("{recording}#{number}");
    let what = operation.split_once(' ').map_or(operation, |(_, what)| what);
    let fits = |pattern: &str| pattern == place || matches(operation, pattern) || matches(what, pattern);
    LEFT_OUT.iter().find(|(pattern, _)| fits(pattern)).copied()
}

/// Why exchanges of a pattern are left out.
pub(crate) fn reason(pattern: &str) -> &'static str {
    let found = LEFT_OUT.iter().find(|(known, _)| *known == pattern);
    found.map_or("", |(_, Left::Sent(why) | Left::Directory(why) | Left::Out(why))| why)
}

/// Every pattern.
pub(crate) fn patterns() -> impl Iterator<Item = &'static str> {
    LEFT_OUT.iter().map(|(pattern, _)| *pattern)
}
