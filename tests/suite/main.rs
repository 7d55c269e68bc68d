//! One binary for everything that spans crates.
//!
//! The modules are marked as tests so that the lints see them as such.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod dialect;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod regorus_agrees;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod tree;
