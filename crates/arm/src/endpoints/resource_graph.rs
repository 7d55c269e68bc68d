//! Azure Resource Graph: one query over every subscription that the account may read.
//!
//! It answers fast and lags ARM by seconds to minutes, so it serves inventory and not authorization.
//! Azure: <https://learn.microsoft.com/rest/api/azure-resourcegraph/resourcegraph/resources/resources>,
//! <https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data>

use reqwest::Method;
use serde_json::json;

use crate::client::Azure;
use crate::error::Error;
use crate::pages::{Pages, Read};
use crate::transport::Call;

const API_VERSION: &str = "2022-10-01";

/// Rows that one page may have.
const ROWS: u32 = 1000;

/// Asks the whole tenant. The query must project `id` and be ordered by it: only then does Resource Graph give a
/// token for the next page.
///
/// # Errors
/// Never in practice: the query is text.
pub(crate) fn query<T>(azure: &Azure, kusto: &str, read: Read<T>) -> Result<Pages<T>, Error> {
    let url = azure.arm("/providers/Microsoft.ResourceGraph/resources", &[("api-version", API_VERSION)]);
    let body = json!({
        "query": kusto,
        "options": {"$top": ROWS, "resultFormat": "objectArray", "allowPartialScopes": true},
    });
    // It reads, though it is a POST.
    Ok(Pages::new(azure, Call::new(Method::POST, url).json(&body)?.repeatable(), read))
}
