//! Differences from Azure that stay, and why.

/// The beginning of an operation, the end of a difference, and the reason.
pub(crate) struct Allowed {
    pub(crate) operation: &'static str,
    pub(crate) what: &'static str,
    /// Why; for whoever reads the table.
    pub(crate) reason: &'static str,
}

pub(crate) const ALLOWED: &[Allowed] = &[];
