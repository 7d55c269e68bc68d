//! The activity log, subscriptions, resource groups, Privileged Identity Management.

use super::{Served, ask};

pub(super) const SERVED: &[Served] = &[
    ask(
        "activitylog/GetActivityLogsFiltered",
        "GET",
        "{sub}/{log}?api-version=2015-04-01&$filter={since}",
        "",
    ),
    ask(
        "activitylog/GetTenantActivityLogsFiltered",
        "GET",
        "/{log}?api-version=2015-04-01&$filter={since}",
        "",
    ),
    ask("subscriptions/GetSubscription", "GET", "{sub}?api-version=2022-12-01", ""),
    ask("subscriptions/GetSubscriptions", "GET", "/subscriptions?api-version=2022-12-01", ""),
    ask("subscriptions/GetTenants", "GET", "/tenants?api-version=2022-12-01", ""),
    ask(
        "resources/CreateResourceGroup",
        "PUT",
        "{sub}/resourceGroups/another?api-version=2024-03-01",
        r#"{"location": "eastus"}"#,
    ),
    ask("resources/GetProvider", "GET", "{sub}/providers/Microsoft.Storage?api-version=2024-03-01", ""),
    ask("resources/GetProviders", "GET", "{sub}/providers?api-version=2024-03-01", ""),
    ask(
        "authorization-pim/GetRoleAssignmentScheduleInstancesByScope",
        "GET",
        "{mg}/{tenant}/{authz}/roleAssignmentScheduleInstances?api-version=2020-10-01",
        "",
    ),
    ask(
        "authorization-pim/GetRoleEligibilityScheduleInstancesByScope",
        "GET",
        "{mg}/{tenant}/{authz}/roleEligibilityScheduleInstances?api-version=2020-10-01",
        "",
    ),
];
