//! The sandbox against the real Azure: its official examples, and recorded traffic replayed in order.

mod allowed;
mod azure;
mod beyond;
mod example_requests;
mod examples;
mod exchange;
mod left_out;
mod not_served;
mod recordings;
mod replay;
mod shape;

/// Whether a name is what a pattern says; `*` stands for any end.
fn matches(name: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(name == pattern, |begin| name.starts_with(begin))
}
