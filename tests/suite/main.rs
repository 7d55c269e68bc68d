//! One binary for everything that spans crates.

mod architecture;
mod corpus;
mod tidy;
mod tree;
