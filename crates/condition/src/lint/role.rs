//! Whether a role grants an action, on the plane that the action is on.

use crate::catalog::{Service, actions};
use crate::facts::{Permission, RoleFacts, action_matches};

/// Whether the role grants the action. A data action is granted by data actions only: an Owner, whose
/// actions are `*`, may not read a blob.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/role-definitions#control-and-data-actions>
pub(crate) fn grants(role: &RoleFacts, action: &str) -> bool {
    let known = actions::all().iter().find(|info| info.action.eq_ignore_ascii_case(action));
    let some = |patterns: &[String]| patterns.iter().any(|p| action_matches(p, action));
    let control = |p: &Permission| some(&p.actions) && !some(&p.not_actions);
    let data = |p: &Permission| some(&p.data_actions) && !some(&p.not_data_actions);
    match known.map(|info| info.service) {
        Some(Service::Delegation) => role.permissions.iter().any(control),
        // Every other action that supports conditions is a data action.
        Some(_) => role.permissions.iter().any(data),
        None => role.grants(action),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::cases::{blobs, on_role};

    #[test]
    fn planes_are_kept_apart() {
        let owner = on_role("Owner").role.unwrap();
        let blob_owner = on_role("Storage Blob Data Owner").role.unwrap();
        let assign = "Microsoft.Authorization/roleAssignments/write";
        assert!(grants(owner, assign) && !grants(owner, &blobs("read")));
        assert!(!grants(blob_owner, assign) && grants(blob_owner, &blobs("read")));
        assert!(grants(owner, "Contoso.Unknown/read"));
    }
}
