//! Every scope that something stands at, once: a million role assignments share a few hundred thousand.

use indexmap::IndexSet;
use rolewright_authz::scope_path::ScopePath;

/// Scopes by number. A number stays what it is.
#[derive(Debug, Default)]
pub(crate) struct Scopes(IndexSet<ScopePath>);

/// The number of a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ScopeId(pub(crate) u32);

impl Scopes {
    /// The number of a scope; the first spelling is kept.
    pub(crate) fn intern(&mut self, scope: &ScopePath) -> ScopeId {
        match self.0.get_index_of(scope) {
            Some(at) => number(at),
            None => number(self.0.insert_full(scope.clone()).0),
        }
    }

    /// The number of a scope that something stands at.
    pub(crate) fn find(&self, scope: &ScopePath) -> Option<ScopeId> {
        self.0.get_index_of(scope).map(number)
    }

    pub(crate) fn get(&self, id: ScopeId) -> Option<&ScopePath> {
        self.0.get_index(id.0 as usize)
    }
}

/// More than four billion scopes do not fit in memory, so the last number is never reached.
fn number(at: usize) -> ScopeId {
    ScopeId(u32::try_from(at).unwrap_or(u32::MAX))
}
