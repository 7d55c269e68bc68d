//! Differences from Azure that stay, and why.

/// The beginning of an operation, the end of a difference, and the reason.
pub(crate) struct Allowed {
    pub(crate) operation: &'static str,
    pub(crate) what: &'static str,
    pub(crate) reason: &'static str,
}

const fn differs(operation: &'static str, what: &'static str, reason: &'static str) -> Allowed {
    Allowed { operation, what, reason }
}

const OLDER: &str = "recorded with an older api-version; which version has which members is not told apart";
const AT_ONCE: &str = "Azure takes its time; here everything is done at once";
const DIRECTORY: &str = "of a principal only what bears on authorization is kept";
const MAIL: &str = "a person's mail is their user principal name";
const STATE: &str = "what there is differs, not how it is said";
const ODD: &str = "Azure does so at times and not at others";
const BACKUP: &str = "of a vault only what bears on authorization is kept";
const ACTS_AS: &str = "as which application a provider acts is not kept";

pub(crate) const ALLOWED: &[Allowed] = &[
    // Microsoft.Authorization.
    differs("DELETE Microsoft.Authorization/roleAssignments", ".properties.condition: not in Azure", OLDER),
    differs("DELETE Microsoft.Authorization/roleAssignments", ".conditionVersion: not in Azure", OLDER),
    differs("DELETE Microsoft.Authorization/roleAssignments", "IdentityResourceId: not in Azure", OLDER),
    differs("DELETE Microsoft.Authorization/roleAssignments", ".description: not in Azure", OLDER),
    differs("PUT Microsoft.Authorization/roleAssignments", ".properties.condition: not in Azure", OLDER),
    differs("PUT Microsoft.Authorization/roleAssignments", ".conditionVersion: not in Azure", OLDER),
    differs("PUT Microsoft.Authorization/roleAssignments", "IdentityResourceId: not in Azure", OLDER),
    differs("PUT Microsoft.Authorization/roleAssignments", ".description: not in Azure", OLDER),
    differs("GET Microsoft.Authorization/roleAssignments", ".properties.condition: not in Azure", OLDER),
    differs("GET Microsoft.Authorization/roleAssignments", ".conditionVersion: not in Azure", OLDER),
    differs("GET Microsoft.Authorization/roleAssignments", "IdentityResourceId: not in Azure", OLDER),
    differs("GET Microsoft.Authorization/roleAssignments", ".description: not in Azure", OLDER),
    differs("GET Microsoft.Authorization/roleAssignments", ".condition: string where Azure has null", STATE),
    differs(
        "GET Microsoft.Authorization/roleAssignments",
        ".conditionVersion: string where Azure has null",
        STATE,
    ),
    differs("GET Microsoft.Authorization/roleDefinitions", ".createdBy: string where Azure has null", STATE),
    differs(
        "GET Microsoft.Authorization/roleDefinitions",
        "On: null where Azure has string",
        "when Azure made its built-in roles is not in the catalogue",
    ),
    differs("GET Microsoft.Authorization/denyAssignments", ".condition: not in Azure", OLDER),
    differs("GET Microsoft.Authorization/denyAssignments", ".conditionVersion: not in Azure", OLDER),
    differs("GET Microsoft.Authorization/denyAssignments", ".createdBy: string where Azure has null", STATE),
    differs("GET Microsoft.Authorization/denyAssignments", ".updatedBy: string where Azure has null", STATE),
    differs("GET Microsoft.Authorization/roleAssignmentSchedule", ".email: not in Azure", STATE),
    differs("GET Microsoft.Authorization/roleEligibilitySchedule", ".email: not in Azure", STATE),
    differs(
        "GET Microsoft.Authorization/roleAssignmentSchedule",
        ".displayName: null where Azure has string",
        STATE,
    ),
    // The activity log.
    differs("GET Microsoft.Insights/eventtypes", ".value: rows where Azure has none", AT_ONCE),
    differs(
        "GET Microsoft.Insights/eventtypes",
        ".httpRequest.uri: missing",
        "the address of a request is not kept",
    ),
    // Management groups.
    differs("GET Microsoft.Management/operationResults", ".properties: not in Azure", AT_ONCE),
    differs("GET Microsoft.Management/operationResults", "status 200 where Azure has 202", AT_ONCE),
    differs("GET Microsoft.Management/managementGroups", ".updatedBy: string where Azure has null", ODD),
    differs("GET Microsoft.", ".authorization: missing", ACTS_AS),
    differs("GET Microsoft.", ".authorizations: missing", ACTS_AS),
    differs("POST Microsoft.", ".authorization: missing", ACTS_AS),
    differs("POST Microsoft.", ".authorizations: missing", ACTS_AS),
    // Subscriptions, tenants, resource groups.
    differs("GET subscriptions", ".managedByTenants: not in Azure", OLDER),
    differs("GET subscriptions", ".tenantId: not in Azure", OLDER),
    differs("GET subscriptions", ".count: not in Azure", OLDER),
    differs("GET tenants", ": not in Azure", OLDER),
    differs("GET subscriptions", "status 404 ResourceGroupNotFound where Azure has 200", AT_ONCE),
    // Vaults and guards.
    differs(
        "GET Microsoft.RecoveryServices/vaults/{}/backupResourceGuardProxies",
        ".description: missing",
        BACKUP,
    ),
    differs(
        "PUT Microsoft.RecoveryServices/vaults/{}/backupResourceGuardProxies",
        ".description: missing",
        BACKUP,
    ),
    differs("GET Microsoft.RecoveryServices/vaults", ": missing", BACKUP),
    differs("GET Microsoft.RecoveryServices/vaults", ".sku.tier: not in Azure", ODD),
    differs("GET Microsoft.DataProtection/resourceGuards", ".tags: missing", BACKUP),
    differs("PUT Microsoft.DataProtection/resourceGuards", ".tags: missing", BACKUP),
    // Resource Graph.
    differs("POST Microsoft.ResourceGraph/resources", ".$skipToken: missing", STATE),
    // The directory.
    differs("GET graph/groups", ".mail: string where Azure has null", MAIL),
    differs("GET graph/groups", ": missing", DIRECTORY),
    differs("GET graph/servicePrincipals", ": missing", DIRECTORY),
    differs("POST graph/directoryObjects/getByIds", ": missing", DIRECTORY),
    differs("GET graph/users", ".mail: string where Azure has null", MAIL),
    differs("POST graph/directoryObjects/getByIds", ".mail: string where Azure has null", MAIL),
    differs("GET graph/groups", "status 400 Request_UnsupportedQuery where Azure has 200", DIRECTORY),
    differs("GET graph/servicePrincipals", ".value: no rows where Azure has some", DIRECTORY),
    differs("GET graph/servicePrincipals", ".client-request-id: not in Azure", ODD),
];
