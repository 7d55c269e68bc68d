//! `Microsoft.Authorization/elevateAccess`
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin>

use axum::http::Method;

use super::call::Call;
use super::problem::{self, Problem};
use crate::reply::Reply;

/// `POST`: 200 with nothing in it.
pub(crate) fn answer(call: &Call<'_>) -> Result<Reply, Problem> {
    if call.asked.method != Method::POST {
        return Err(problem::method_not_allowed(call.asked.method.as_str()));
    }
    let mut world = call.cloud.world_mut();
    world.elevate_access(&call.act()).map_err(|refusal| call.refused(refusal))?;
    Ok(Reply::empty(200))
}
