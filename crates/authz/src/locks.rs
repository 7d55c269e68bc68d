//! Which locks stand in the way of an operation, and what a lock breaks that nobody thinks of.
//!
//! A lock holds at its scope and everywhere below; the strictest wins; it looks at the control plane only.
//! Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources>

use crate::records::{Lock, LockLevel};
use crate::scope_path::ScopePath;

/// What an action does, as far as locks care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `…/read`
    Read,
    /// `…/write`
    Write,
    /// `…/delete`
    Delete,
    /// `…/action`: a POST, such as `listKeys`.
    Action,
}

/// A consequence of a lock that surprises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impact {
    /// The resource type that it concerns; `None` for all.
    pub resource_type: Option<&'static str>,
    /// From which level on.
    pub read_only: bool,
    /// What no longer works, as half a sentence.
    pub effect: &'static str,
}

impl Operation {
    /// By the last segment of an action; what is no read, write or delete is a POST.
    #[must_use]
    pub fn of(action: &str) -> Self {
        let verb = action.trim().rsplit('/').next().unwrap_or_default();
        [("read", Self::Read), ("write", Self::Write), ("delete", Self::Delete)]
            .into_iter()
            .find(|(word, _)| verb.eq_ignore_ascii_case(word))
            .map_or(Self::Action, |(_, operation)| operation)
    }
}

/// Locks themselves are set and taken off whatever is locked; otherwise no lock could ever be removed.
fn is_about_locks(action: &str) -> bool {
    action.trim().to_ascii_lowercase().starts_with("microsoft.authorization/locks/")
}

fn stops(level: &LockLevel, operation: Operation) -> bool {
    match (level, operation) {
        (_, Operation::Read) | (LockLevel::Other(_), _) => false,
        (LockLevel::CanNotDelete, operation) => operation == Operation::Delete,
        (LockLevel::ReadOnly, _) => true,
    }
}

/// The locks at a scope and above it, in the order given.
pub fn covering<'a>(
    locks: impl IntoIterator<Item = &'a Lock>,
    scope: &ScopePath,
) -> impl Iterator<Item = &'a Lock> {
    locks.into_iter().filter(move |lock| lock.scope.covers(scope))
}

/// The locks that make Azure answer `ScopeLocked`. `target` is what the request names: for a role assignment its
/// own id, so that a delete lock on its scope or above keeps it. Deleting something stops at locks below it, too,
/// because what they lock would go with it.
pub fn blocking<'a>(
    locks: impl IntoIterator<Item = &'a Lock>,
    action: &str,
    target: &ScopePath,
) -> Vec<&'a Lock> {
    let operation = Operation::of(action);
    if is_about_locks(action) {
        return Vec::new();
    }
    locks
        .into_iter()
        .filter(|lock| {
            let reached =
                lock.scope.covers(target) || operation == Operation::Delete && target.covers(&lock.scope);
            reached && stops(&lock.level, operation)
        })
        .collect()
}

/// The strictest level that holds at a scope.
#[must_use]
pub fn strictest<'a>(locks: impl IntoIterator<Item = &'a Lock>, scope: &ScopePath) -> Option<&'a LockLevel> {
    covering(locks, scope)
        .map(|lock| &lock.level)
        .filter(|level| !matches!(level, LockLevel::Other(_)))
        .max_by_key(|level| **level == LockLevel::ReadOnly)
}

/// What a lock of that level breaks for resources of these types besides what its name says.
pub fn impact<'a>(
    level: &LockLevel,
    resource_types: &'a [String],
) -> impl Iterator<Item = &'static Impact> + use<'a> {
    let read_only = *level == LockLevel::ReadOnly;
    let known = !matches!(level, LockLevel::Other(_));
    IMPACTS.iter().filter(move |impact| {
        known
            && (read_only || !impact.read_only)
            && impact
                .resource_type
                .is_none_or(|wanted| resource_types.iter().any(|t| t.eq_ignore_ascii_case(wanted)))
    })
}

/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources#considerations-before-applying-your-locks>
static IMPACTS: &[Impact] = &[
    Impact {
        resource_type: None,
        read_only: false,
        effect: "role assignments and diagnostic settings below it can no longer be removed",
    },
    Impact {
        resource_type: None,
        read_only: true,
        effect: "roles can no longer be assigned below it, and every POST is refused, reading keys included",
    },
    Impact {
        resource_type: Some("Microsoft.Compute/restorePointCollections"),
        read_only: false,
        effect: "Azure Backup cannot remove old restore points, so backups begin to fail after 18 of them",
    },
    Impact {
        resource_type: Some("Microsoft.MachineLearningServices/workspaces"),
        read_only: false,
        effect: "compute clusters can no longer be scaled down or removed automatically",
    },
    Impact {
        resource_type: Some("Microsoft.Storage/storageAccounts"),
        read_only: true,
        effect: "account keys can no longer be listed, so clients that use them lose access",
    },
    Impact {
        resource_type: Some("Microsoft.Compute/virtualMachines"),
        read_only: true,
        effect: "virtual machines can neither be started nor restarted",
    },
    Impact {
        resource_type: Some("Microsoft.Web/sites"),
        read_only: true,
        effect: "files of App Service apps no longer show in Visual Studio, which needs to write to read them",
    },
    Impact {
        resource_type: Some("Microsoft.Web/serverfarms"),
        read_only: true,
        effect: "the App Service plan can be scaled neither up nor out",
    },
    Impact {
        resource_type: Some("Microsoft.Automation/automationAccounts"),
        read_only: true,
        effect: "runbooks can no longer be started",
    },
    Impact {
        resource_type: Some("Microsoft.ContainerService/managedClusters"),
        read_only: true,
        effect: "the credentials of the cluster can no longer be listed, and it can no longer be scaled",
    },
    Impact {
        resource_type: Some("Microsoft.OperationalInsights/workspaces"),
        read_only: true,
        effect: "User and Entity Behavior Analytics can no longer be switched on",
    },
    Impact {
        resource_type: Some("Microsoft.Network/applicationGateways"),
        read_only: true,
        effect: "the health of the backends can no longer be asked for, which is a POST",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    const RG: &str = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/r";

    fn lock(scope: &str, level: LockLevel) -> Lock {
        Lock { scope: ScopePath::new(scope), name: "l".to_owned(), level, notes: None }
    }

    fn blocked(locks: &[Lock], action: &str, target: &str) -> usize {
        blocking(locks, action, &ScopePath::new(target)).len()
    }

    #[test]
    fn a_delete_lock_keeps_what_lies_at_above_and_below() {
        let account = format!("{RG}/providers/Microsoft.Storage/storageAccounts/a");
        let assignment = format!("{account}/providers/Microsoft.Authorization/roleAssignments/1");
        let locks = [lock(&account.to_uppercase(), LockLevel::CanNotDelete)];
        for (action, target, expected) in [
            ("Microsoft.Storage/storageAccounts/delete", account.as_str(), 1),
            ("Microsoft.Resources/subscriptions/resourceGroups/delete", RG, 1),
            ("Microsoft.Authorization/roleAssignments/DELETE", assignment.as_str(), 1),
            ("Microsoft.Authorization/locks/delete", account.as_str(), 0),
            ("Microsoft.Storage/storageAccounts/write", account.as_str(), 0),
            ("Microsoft.Storage/storageAccounts/listKeys/action", account.as_str(), 0),
            ("Microsoft.Storage/storageAccounts/delete", &format!("{account}b"), 0),
            (
                "Microsoft.Authorization/roleAssignments/delete",
                &format!("{RG}/providers/Microsoft.Authorization/roleAssignments/1"),
                0,
            ),
        ] {
            assert_eq!(blocked(&locks, action, target), expected, "{action} {target}");
        }
    }

    #[test]
    fn a_read_only_lock_stops_writes_and_posts_below_it_but_not_above() {
        let locks = [lock(RG, LockLevel::ReadOnly)];
        let account = format!("{RG}/providers/Microsoft.Storage/storageAccounts/a");
        assert_eq!(blocked(&locks, "Microsoft.Storage/storageAccounts/listKeys/action", &account), 1);
        assert_eq!(blocked(&locks, "Microsoft.Storage/storageAccounts/write", &account), 1);
        assert_eq!(blocked(&locks, "Microsoft.Storage/storageAccounts/read", &account), 0);
        let above = "/subscriptions/00000000-0000-0000-0000-000000000001";
        assert_eq!(blocked(&locks, "Microsoft.Resources/tags/write", above), 0);
    }

    #[test]
    fn a_level_that_is_not_known_blocks_nothing_and_promises_nothing() {
        let odd = lock(RG, LockLevel::Other("Frozen".to_owned()));
        assert_eq!(blocked(std::slice::from_ref(&odd), "a/b/delete", RG), 0);
        assert_eq!(blocked(&[lock(RG, LockLevel::ReadOnly)], "", RG), 1, "no verb is a POST");
        assert_eq!(impact(&odd.level, &[]).count(), 0);
        assert_eq!(strictest([&odd], &ScopePath::new(RG)), None);
    }

    #[test]
    fn the_strictest_lock_wins_and_its_impact_depends_on_what_is_there() {
        let locks = [lock(RG, LockLevel::ReadOnly), lock(RG, LockLevel::CanNotDelete)];
        assert_eq!(strictest(&locks, &ScopePath::new(RG)), Some(&LockLevel::ReadOnly));
        let storage = ["microsoft.storage/storageaccounts".to_owned()];
        let of = |level: &LockLevel, types: &[String]| impact(level, types).count();
        assert!(of(&LockLevel::ReadOnly, &storage) > of(&LockLevel::CanNotDelete, &storage));
        assert!(of(&LockLevel::ReadOnly, &storage) > of(&LockLevel::ReadOnly, &[]));
    }
}
