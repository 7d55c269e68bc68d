//! A local Azure: Resource Manager, Entra and Graph over https on loopback, which says no the way Azure does.
//!
//! [`Sandbox::start`] fills a [`World`](world::World) from a seed and serves it with a throw-away certificate
//! authority of its own. Every rule (who may do what, locks, limits, guards) is the world's; the routes here read
//! requests, write answers, and make things go wrong where [`Faults`] say so.
#![warn(missing_docs)]

mod asked;
mod cloud;
mod entra;
mod faults;
mod faulty;
mod graph;
mod ids;
mod reply;
mod resource_manager;
mod sandbox;
pub mod seed;
mod server;
mod throttle;
mod tls;
pub mod world;

pub use cloud::Addresses;
pub use faults::{Fault, FaultKind, Faults};
pub use sandbox::{ApplicationCredential, Config, Sandbox, TenantAccess};
