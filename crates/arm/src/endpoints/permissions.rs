//! What the signed-in principal may do at a scope, one block for each of its assignments.
//!
//! Deny assignments and locks are not in it.
//! Azure: <https://learn.microsoft.com/rest/api/authorization/permissions>

use rolewright_authz::records::PermissionBlock;
use rolewright_authz::scope_path::ScopePath;

use super::permission_blocks::BlockRow;
use crate::client::Azure;
use crate::pages::Pages;
use crate::rows::{self, Page};
use crate::transport::Call;

const API_VERSION: &str = "2022-04-01";

/// An action is allowed if some block allows it.
#[must_use]
pub fn list(azure: &Azure, scope: &ScopePath) -> Pages<PermissionBlock> {
    let path = super::at(scope, "/providers/Microsoft.Authorization/permissions");
    Pages::new(azure, Call::get(azure.arm(&path, &[("api-version", API_VERSION)])), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<PermissionBlock>> {
    rows::page(body, |row: BlockRow<'_>| Ok(PermissionBlock::from(row)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;

    #[test]
    fn recorded_blocks_are_read() {
        for exchange in contract::exchanges("recordings/misc/permissions.json").unwrap_or_default() {
            if exchange.status == 200 {
                let page = read(&exchange.body).unwrap();
                assert_eq!(page.unreadable, 0, "{:?}", page.problem);
                assert!(page.rows.iter().any(|block| block.actions == ["*"]));
            }
        }
    }
}
