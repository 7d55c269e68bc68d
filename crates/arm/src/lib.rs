//! Azure over HTTP: who is signed in, how requests travel, and what the answers say, as the plain records of
//! `rolewright-authz`.
//!
//! ```text
//! sign_in ──▶ Azure (client) ──▶ transport ──▶ https
//!                 ▲
//!   pull ──▶ endpoints (one file each; rows → records)
//! ```
//!
//! A caller makes a [`Cloud`](cloud::Cloud) and a [`Transport`](transport::Transport), signs somebody in, joins the
//! three in an [`Azure`](client::Azure), and either calls an endpoint or starts a [`Pull`](pull::Pull).
//!
//! Not here: what the records mean (`authz`), where they are kept (`store`).
#![warn(missing_docs)]

mod adapter;
pub mod client;
mod clock;
pub mod cloud;
pub mod endpoints;
pub mod error;
pub mod pages;
pub mod pull;
pub mod rows;
pub mod sign_in;
pub mod transport;

#[cfg(test)]
mod contract;
#[cfg(test)]
mod test_server;
