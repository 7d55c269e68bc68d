//! Differences from Azure that stay, and why.

/// The beginning of an operation, the end of a difference, and the reason.
pub(crate) struct Allowed {
    pub(crate) operation: &'static str,
    pub(crate) what: &'static str,
    pub(crate) reason: &'static str,
}

const fn allow(operation: &'static str, what: &'static str, reason: &'static str) -> Allowed {
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
    allow("DELETE Microsoft.Authorization/roleAssignments", ".properties.condition: not in Azure", OLDER),
    allow("DELETE Microsoft.Authorization/roleAssignments", ".conditionVersion: not in Azure", OLDER),
    allow("DELETE Microsoft.Authorization/roleAssignments", "IdentityResourceId: not in Azure", OLDER),
    allow("DELETE Microsoft.Authorization/roleAssignments", ".description: not in Azure", OLDER),
    allow("PUT Microsoft.Authorization/roleAssignments", ".properties.condition: not in Azure", OLDER),
    allow("PUT Microsoft.Authorization/roleAssignments", ".conditionVersion: not in Azure", OLDER),
    allow("PUT Microsoft.Authorization/roleAssignments", "IdentityResourceId: not in Azure", OLDER),
    allow("PUT Microsoft.Authorization/roleAssignments", ".description: not in Azure", OLDER),
    allow("GET Microsoft.Authorization/roleAssignments", ".properties.condition: not in Azure", OLDER),
    allow("GET Microsoft.Authorization/roleAssignments", ".conditionVersion: not in Azure", OLDER),
    allow("GET Microsoft.Authorization/roleAssignments", "IdentityResourceId: not in Azure", OLDER),
    allow("GET Microsoft.Authorization/roleAssignments", ".description: not in Azure", OLDER),
    allow("GET Microsoft.Authorization/roleAssignments", ".condition: string where Azure has null", STATE),
    allow(
        "GET Microsoft.Authorization/roleAssignments",
        ".conditionVersion: string where Azure has null",
        STATE,
    ),
    allow("GET Microsoft.Authorization/roleDefinitions", ".createdBy: string where Azure has null", STATE),
    allow(
        "GET Microsoft.Authorization/roleDefinitions",
        "On: null where Azure has string",
        "when Azure made its built-in roles is not in the catalogue",
    ),
    allow("GET Microsoft.Authorization/denyAssignments", ".condition: not in Azure", OLDER),
    allow("GET Microsoft.Authorization/denyAssignments", ".conditionVersion: not in Azure", OLDER),
    allow("GET Microsoft.Authorization/denyAssignments", ".createdBy: string where Azure has null", STATE),
    allow("GET Microsoft.Authorization/denyAssignments", ".updatedBy: string where Azure has null", STATE),
    allow("GET Microsoft.Authorization/roleAssignmentSchedule", ".email: not in Azure", STATE),
    allow("GET Microsoft.Authorization/roleEligibilitySchedule", ".email: not in Azure", STATE),
    allow(
        "GET Microsoft.Authorization/roleAssignmentSchedule",
        ".displayName: null where Azure has string",
        STATE,
    ),
    // The activity log.
    allow("GET Microsoft.Insights/eventtypes", ".value: rows where Azure has none", AT_ONCE),
    allow(
        "GET Microsoft.Insights/eventtypes",
        ".httpRequest.uri: missing",
        "the address of a request is not kept",
    ),
    // Management groups.
    allow("GET Microsoft.Management/operationResults", ".properties: not in Azure", AT_ONCE),
    allow("GET Microsoft.Management/operationResults", "status 200 where Azure has 202", AT_ONCE),
    allow("GET Microsoft.Management/managementGroups", ".updatedBy: string where Azure has null", ODD),
    allow("GET Microsoft.", ".authorization: missing", ACTS_AS),
    allow("GET Microsoft.", ".authorizations: missing", ACTS_AS),
    allow("POST Microsoft.", ".authorization: missing", ACTS_AS),
    allow("POST Microsoft.", ".authorizations: missing", ACTS_AS),
    // Subscriptions, tenants, resource groups.
    allow("GET subscriptions", ".managedByTenants: not in Azure", OLDER),
    allow("GET subscriptions", ".tenantId: not in Azure", OLDER),
    allow("GET subscriptions", ".count: not in Azure", OLDER),
    allow("GET tenants", ": not in Azure", OLDER),
    allow("GET subscriptions", "status 404 ResourceGroupNotFound where Azure has 200", AT_ONCE),
    // Vaults and guards.
    allow(
        "GET Microsoft.RecoveryServices/vaults/{}/backupResourceGuardProxies",
        ".description: missing",
        BACKUP,
    ),
    allow(
        "PUT Microsoft.RecoveryServices/vaults/{}/backupResourceGuardProxies",
        ".description: missing",
        BACKUP,
    ),
    allow("GET Microsoft.RecoveryServices/vaults", ": missing", BACKUP),
    allow("GET Microsoft.RecoveryServices/vaults", ".sku.tier: not in Azure", ODD),
    allow("GET Microsoft.DataProtection/resourceGuards", ".tags: missing", BACKUP),
    allow("PUT Microsoft.DataProtection/resourceGuards", ".tags: missing", BACKUP),
    // Resource Graph.
    allow("POST Microsoft.ResourceGraph/resources", ".$skipToken: missing", STATE),
    // The directory.
    allow("GET graph/groups", ".mail: string where Azure has null", MAIL),
    allow("GET graph/groups", ": missing", DIRECTORY),
    allow("GET graph/servicePrincipals", ": missing", DIRECTORY),
    allow("POST graph/directoryObjects/getByIds", ": missing", DIRECTORY),
    allow("GET graph/users", ".mail: string where Azure has null", MAIL),
    allow("POST graph/directoryObjects/getByIds", ".mail: string where Azure has null", MAIL),
    allow("GET graph/groups", "status 400 Request_UnsupportedQuery where Azure has 200", DIRECTORY),
    allow("GET graph/servicePrincipals", ".value: no rows where Azure has some", DIRECTORY),
    allow("GET graph/servicePrincipals", ".client-request-id: not in Azure", ODD),
];
