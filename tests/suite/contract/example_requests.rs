//! Which request stands for which official example.

mod authorization;
mod backup;
mod locks;
mod management_groups;
mod others;

/// A request. Names in braces are filled in by the test.
pub(crate) struct Served {
    /// The examples, without their version; `-` for what only makes a place for others.
    pub(crate) examples: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// As JSON; empty for none.
    pub(crate) body: &'static str,
}

const fn ask(examples: &'static str, method: &'static str, path: &'static str, body: &'static str) -> Served {
    Served { examples, method, path, body }
}

/// In their order: later ones find what earlier ones made.
pub(crate) const SERVED: [&[Served]; 5] =
    [authorization::SERVED, locks::SERVED, management_groups::SERVED, backup::SERVED, others::SERVED];
