//! Locks.

use super::{Served, ask};

pub(super) const SERVED: &[Served] = &[
    ask(
        "locks/ManagementLocks_CreateOrUpdateAtSubscriptionLevel",
        "PUT",
        "{sub}/{authz}/locks/one?api-version=2016-09-01",
        r#"{"properties": {"level": "ReadOnly"}}"#,
    ),
    ask(
        "locks/ManagementLocks_GetAtSubscriptionLevel",
        "GET",
        "{sub}/{authz}/locks/one?api-version=2016-09-01",
        "",
    ),
    ask(
        "locks/ManagementLocks_ListAtSubscriptionLevel",
        "GET",
        "{sub}/{authz}/locks?api-version=2016-09-01",
        "",
    ),
    ask(
        "locks/ManagementLocks_DeleteAtSubscriptionLevel",
        "DELETE",
        "{sub}/{authz}/locks/one?api-version=2016-09-01",
        "",
    ),
    ask(
        "locks/ManagementLocks_CreateOrUpdateAtResourceGroupLevel",
        "PUT",
        "{group}/{authz}/locks/one?api-version=2016-09-01",
        r#"{"properties": {"level": "ReadOnly"}}"#,
    ),
    ask(
        "locks/ManagementLocks_GetAtResourceGroupLevel",
        "GET",
        "{group}/{authz}/locks/one?api-version=2016-09-01",
        "",
    ),
    ask(
        "locks/ManagementLocks_ListAtResourceGroupLevel",
        "GET",
        "{group}/{authz}/locks?api-version=2016-09-01",
        "",
    ),
    ask(
        "locks/ManagementLocks_DeleteAtResourceGroupLevel",
        "DELETE",
        "{group}/{authz}/locks/one?api-version=2016-09-01",
        "",
    ),
    ask(
        "locks/ManagementLocks_CreateOrUpdateAtResourceLevel",
        "PUT",
        "{vm}/{authz}/locks/one?api-version=2016-09-01",
        r#"{"properties": {"level": "ReadOnly"}}"#,
    ),
    ask(
        "locks/ManagementLocks_GetAtResourceLevel",
        "GET",
        "{vm}/{authz}/locks/one?api-version=2016-09-01",
        "",
    ),
    ask("locks/ManagementLocks_ListAtResourceLevel", "GET", "{vm}/{authz}/locks?api-version=2016-09-01", ""),
    ask(
        "locks/ManagementLocks_DeleteAtResourceLevel",
        "DELETE",
        "{vm}/{authz}/locks/one?api-version=2016-09-01",
        "",
    ),
    ask(
        "locks/ManagementLocks_CreateOrUpdateAtScope",
        "PUT",
        "{group}/{authz}/locks/two?api-version=2016-09-01",
        r#"{"properties": {"level": "ReadOnly"}}"#,
    ),
    ask("locks/ManagementLocks_GetAtScope", "GET", "{group}/{authz}/locks/two?api-version=2016-09-01", ""),
    ask("locks/ManagementLocks_ListAtScope", "GET", "{group}/{authz}/locks?api-version=2016-09-01", ""),
    ask(
        "locks/ManagementLocks_DeleteAtScope",
        "DELETE",
        "{group}/{authz}/locks/two?api-version=2016-09-01",
        "",
    ),
];
