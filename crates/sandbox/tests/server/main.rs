//! The sandbox over the wire.

mod client;
mod faults;
mod graph;
mod resource_graph;
mod resource_manager;
mod sign_in;
