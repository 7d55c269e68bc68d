//! The sandbox against the real Azure: its official examples, and recorded traffic replayed in order.

mod allowed;
mod azure;
mod example_requests;
mod examples;
mod exchange;
mod left_out;
mod recordings;
mod replay;
mod shape;
