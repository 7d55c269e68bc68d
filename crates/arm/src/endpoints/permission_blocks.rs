//! Permission blocks, as role definitions and deny assignments write them.

use rolewright_authz::records::PermissionBlock;
use serde::Deserialize;

use crate::rows::{self, Text};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BlockRow<'a> {
    #[serde(default)]
    actions: Option<Vec<String>>,
    #[serde(default)]
    not_actions: Option<Vec<String>>,
    #[serde(default)]
    data_actions: Option<Vec<String>>,
    #[serde(default)]
    not_data_actions: Option<Vec<String>>,
    #[serde(borrow, default)]
    condition: Option<Text<'a>>,
    #[serde(borrow, default)]
    condition_version: Option<Text<'a>>,
}

impl From<BlockRow<'_>> for PermissionBlock {
    fn from(row: BlockRow<'_>) -> Self {
        Self {
            actions: trimmed(row.actions),
            not_actions: trimmed(row.not_actions),
            data_actions: trimmed(row.data_actions),
            not_data_actions: trimmed(row.not_data_actions),
            condition: rows::text(row.condition),
            condition_version: rows::text(row.condition_version),
        }
    }
}

/// Some built-in roles have a blank at the end of an action, which Azure does not heed.
fn trimmed(actions: Option<Vec<String>>) -> Vec<String> {
    let mut actions = actions.unwrap_or_default();
    for action in &mut actions {
        if action.trim() != action {
            *action = action.trim().to_owned();
        }
    }
    actions
}
