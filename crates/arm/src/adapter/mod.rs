//! The two generations of Azure's Rust SDK, each made to speak through our transport: the current core carries
//! `azure_identity`, the older one carries `azure_mgmt_authorization`, which has no newer release.

pub(crate) mod core;
pub(crate) mod core_021;
pub(crate) mod metadata;
