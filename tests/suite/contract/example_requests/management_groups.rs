//! Management groups and the subscriptions in them.

use super::{Served, ask};

pub(super) const SERVED: &[Served] = &[
    ask(
        "managementgroups/CheckManagementGroupNameAvailability",
        "POST",
        "/providers/Microsoft.Management/checkNameAvailability?api-version=2023-04-01",
        r#"{"name": "{tenant}", "type": "Microsoft.Management/managementGroups"}"#,
    ),
    ask(
        "managementgroups/PutManagementGroup",
        "PUT",
        "{mg}/Examples?api-version=2023-04-01",
        r#"{"properties": {"displayName": "Examples"}}"#,
    ),
    ask(
        "-",
        "PUT",
        "{mg}/ExamplesBelow?api-version=2023-04-01",
        r#"{"properties": {"details": {"parent": {"id": "{mg}/Examples"}}}}"#,
    ),
    ask(
        "-",
        "PUT",
        "{mg}/ExamplesDeep?api-version=2023-04-01",
        r#"{"properties": {"details": {"parent": {"id": "{mg}/ExamplesBelow"}}}}"#,
    ),
    ask(
        "-",
        "PUT",
        "{mg}/ExamplesDeepest?api-version=2023-04-01",
        r#"{"properties": {"details": {"parent": {"id": "{mg}/ExamplesDeep"}}}}"#,
    ),
    ask(
        "managementgroups/PatchManagementGroup",
        "PATCH",
        "{mg}/Examples?api-version=2023-04-01",
        r#"{"displayName": "Examples, too"}"#,
    ),
    ask(
        "managementgroups/AddManagementGroupSubscription",
        "PUT",
        "{mg}/Examples/subscriptions/{subid}?api-version=2023-04-01",
        "",
    ),
    ask(
        "managementgroups/GetSubscriptionFromManagementGroup",
        "GET",
        "{mg}/Examples/subscriptions/{subid}?api-version=2023-04-01",
        "",
    ),
    ask(
        "managementgroups/GetAllSubscriptionsFromManagementGroup",
        "GET",
        "{mg}/Examples/subscriptions?api-version=2023-04-01",
        "",
    ),
    ask("managementgroups/GetManagementGroup", "GET", "{mg}/Examples?api-version=2023-04-01", ""),
    ask(
        "managementgroups/GetManagementGroupWithAncestors",
        "GET",
        "{mg}/Examples?api-version=2023-04-01&$expand=ancestors",
        "",
    ),
    ask(
        "managementgroups/GetManagementGroupWithExpand",
        "GET",
        "{mg}/Examples?api-version=2023-04-01&$expand=children",
        "",
    ),
    ask(
        "managementgroups/GetManagementGroupWithExpandAndRecurse",
        "GET",
        "{mg}/Examples?api-version=2023-04-01&$expand=children&$recurse=true",
        "",
    ),
    ask(
        "managementgroups/GetManagementGroupWithPath",
        "GET",
        "{mg}/Examples?api-version=2023-04-01&$expand=path",
        "",
    ),
    ask("managementgroups/GetDescendants", "GET", "{mg}/Examples/descendants?api-version=2023-04-01", ""),
    ask("managementgroups/ListManagementGroups", "GET", "{mg}?api-version=2023-04-01", ""),
    ask(
        "managementgroups/GetEntities",
        "POST",
        "/providers/Microsoft.Management/getEntities?api-version=2023-04-01",
        "",
    ),
    ask(
        "managementgroups/RemoveManagementGroupSubscription",
        "DELETE",
        "{mg}/Examples/subscriptions/{subid}?api-version=2023-04-01",
        "",
    ),
    ask(
        "managementgroups/DeleteManagementGroup",
        "DELETE",
        "{mg}/ExamplesDeepest?api-version=2023-04-01",
        "",
    ),
];
