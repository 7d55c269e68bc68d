//! The sandbox over the wire.
#![cfg(test)]

mod client;
mod faults;
mod graph;
mod resource_graph;
mod resource_manager;
mod sign_in;
