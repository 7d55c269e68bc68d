//! What a role definition's permission blocks grant.
//!
//! A block grants an action that one of its `actions` matches and none of its `notActions` does. Blocks are never
//! merged: what one takes out another may still grant, and each has its own condition.
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/role-definitions#notactions>

use rolewright_condition::facts::action_matches;

use crate::records::{PermissionBlock, RoleDefinition};

/// Which of the two lists of a block an action is looked up in.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/role-definitions#control-and-data-actions>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Plane {
    /// `actions` and `notActions`.
    Control,
    /// `dataActions` and `notDataActions`.
    Data,
}

/// One block that grants an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granting<'a> {
    /// Which block of the definition, from 0.
    pub index: usize,
    /// The block.
    pub block: &'a PermissionBlock,
    /// The entry of the block that matches, as written.
    pub pattern: &'a str,
}

/// Whether an entry of a role definition matches an action: `*` stands for any run of characters, case and blanks
/// around the entry are ignored, because built-in roles have both.
#[must_use]
pub fn matches(pattern: &str, action: &str) -> bool {
    action_matches(pattern.trim(), action.trim())
}

impl PermissionBlock {
    fn lists(&self, plane: Plane) -> (&[String], &[String]) {
        match plane {
            Plane::Control => (&self.actions, &self.not_actions),
            Plane::Data => (&self.data_actions, &self.not_data_actions),
        }
    }

    /// The entry that grants the action, if the block does, whatever its condition.
    #[must_use]
    pub fn grants(&self, plane: Plane, action: &str) -> Option<&str> {
        let (granted, taken) = self.lists(plane);
        let pattern = granted.iter().find(|pattern| matches(pattern, action))?;
        taken.iter().all(|pattern| !matches(pattern, action)).then_some(pattern.as_str())
    }

    /// The `notActions` entry that takes out an action which the block would otherwise grant.
    #[must_use]
    pub fn takes_out(&self, plane: Plane, action: &str) -> Option<&str> {
        let (granted, taken) = self.lists(plane);
        granted.iter().find(|pattern| matches(pattern, action))?;
        taken.iter().map(String::as_str).find(|pattern| matches(pattern, action))
    }
}

impl RoleDefinition {
    /// The blocks that grant an action, whatever their conditions.
    pub fn granting<'a>(&'a self, plane: Plane, action: &str) -> impl Iterator<Item = Granting<'a>> {
        self.permissions.iter().enumerate().filter_map(move |(index, block)| {
            block.grants(plane, action).map(|pattern| Granting { index, block, pattern })
        })
    }

    /// Whether some block grants the action, whatever its condition.
    #[must_use]
    pub fn may_grant(&self, plane: Plane, action: &str) -> bool {
        self.permissions.iter().any(|block| block.grants(plane, action).is_some())
    }
}

#[cfg(test)]
#[path = "permissions_tests.rs"]
mod tests;
