//! `Microsoft.Authorization/permissions`: what the caller may do here, one row for each block of each assignment.
//!
//! Azure: <https://learn.microsoft.com/rest/api/authorization/permissions>

use axum::http::Method;

use super::call::Call;
use super::paging;
use super::problem::{self, Problem};
use super::wire::Permission;
use crate::reply::Reply;

pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    if call.asked.method != Method::GET {
        return Err(problem::method_not_allowed(call.asked.method.as_str()));
    }
    let world = call.cloud.world();
    let blocks = world.permissions_of(&call.caller, &call.target.scope);
    Ok(paging::whole(blocks.iter().map(Permission::of)))
}
