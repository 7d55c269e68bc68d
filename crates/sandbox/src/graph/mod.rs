//! Microsoft Graph, as far as authorization needs it.

use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::reply::Reply;

pub(crate) fn answer(_cloud: &Cloud, _asked: &Asked) -> Reply {
    Reply::empty(404)
}
