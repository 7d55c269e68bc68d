//! A scope as Azure wrote it, and which scopes lie in which as far as the text tells.
//!
//! [`Scope`](crate::scope::Scope) is what a person may type and is strict; a `ScopePath` is what Azure answered
//! and takes anything, so that no row of a snapshot is lost for its odd scope.

use std::fmt;
use std::hash::{Hash, Hasher};

use rolewright_condition::guid::Guid;

/// A resource id or scope in Azure's own spelling. Equal whatever the case, because Azure's ids are
/// case-insensitive and come back in other cases than they went.
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules>
#[derive(Clone)]
pub struct ScopePath(String);

/// What kind of place a scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScopeLevel {
    /// `/`
    Root,
    /// `/providers/Microsoft.Management/managementGroups/{name}`
    ManagementGroup,
    /// `/subscriptions/{id}`
    Subscription,
    /// `/subscriptions/{id}/resourceGroups/{name}`
    ResourceGroup,
    /// Anything deeper, and tenant-level resources (`/providers/Microsoft.Capacity/…`).
    Resource,
}

const MANAGEMENT_GROUPS: &str = "/providers/microsoft.management/managementgroups/";

impl ScopePath {
    /// Keeps the text, without slashes at its end; the empty text is the root.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let trimmed = text.trim_end_matches('/');
        Self(if trimmed.is_empty() { "/".to_owned() } else { trimmed.to_owned() })
    }

    /// `/`
    #[must_use]
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    /// `/providers/Microsoft.Management/managementGroups/{name}`
    #[must_use]
    pub fn management_group(name: &str) -> Self {
        Self(format!("/providers/Microsoft.Management/managementGroups/{name}"))
    }

    /// `/subscriptions/{id}`
    #[must_use]
    pub fn subscription(id: Guid) -> Self {
        Self(format!("/subscriptions/{id}"))
    }

    /// As Azure spelled it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text in lower case: what equal scopes have in common.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// What kind of place it is.
    #[must_use]
    pub fn level(&self) -> ScopeLevel {
        let parts: Vec<&str> = self.0.split('/').skip(1).collect();
        match parts.as_slice() {
            [""] | [] => ScopeLevel::Root,
            [p, n, t, _]
                if p.eq_ignore_ascii_case("providers")
                    && n.eq_ignore_ascii_case("Microsoft.Management")
                    && t.eq_ignore_ascii_case("managementGroups") =>
            {
                ScopeLevel::ManagementGroup
            }
            [s, _] if s.eq_ignore_ascii_case("subscriptions") => ScopeLevel::Subscription,
            [s, _, g, _]
                if s.eq_ignore_ascii_case("subscriptions") && g.eq_ignore_ascii_case("resourceGroups") =>
            {
                ScopeLevel::ResourceGroup
            }
            _ => ScopeLevel::Resource,
        }
    }

    /// The subscription it lies in or is.
    #[must_use]
    pub fn subscription_id(&self) -> Option<Guid> {
        let mut parts = self.0.split('/').skip(1);
        parts.next().filter(|s| s.eq_ignore_ascii_case("subscriptions"))?;
        Guid::parse(parts.next()?)
    }

    /// The resource group it lies in or is.
    #[must_use]
    pub fn resource_group(&self) -> Option<&str> {
        let mut parts = self.0.split('/').skip(1);
        parts.next().filter(|s| s.eq_ignore_ascii_case("subscriptions"))?;
        parts.next()?;
        parts.next().filter(|s| s.eq_ignore_ascii_case("resourceGroups"))?;
        parts.next()
    }

    /// The name of the management group that it is.
    #[must_use]
    pub fn management_group_name(&self) -> Option<&str> {
        let head = self.0.get(..MANAGEMENT_GROUPS.len())?;
        if !head.eq_ignore_ascii_case(MANAGEMENT_GROUPS) {
            return None;
        }
        self.0.get(MANAGEMENT_GROUPS.len()..).filter(|name| !name.is_empty() && !name.contains('/'))
    }

    /// The last segment: a subscription's id, a group's or resource's name; `/` for the root.
    #[must_use]
    pub fn name(&self) -> &str {
        match self.0.rsplit('/').next() {
            Some(name) if !name.is_empty() => name,
            _ => "/",
        }
    }

    /// Whether `other` is this scope or lies below it, as far as the texts tell: management groups and the
    /// subscriptions in them are joined by the hierarchy, not by their texts.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        if self.0 == "/" {
            return true;
        }
        let (mine, theirs) = (self.0.as_bytes(), other.0.as_bytes());
        theirs.get(..mine.len()).is_some_and(|head| head.eq_ignore_ascii_case(mine))
            && theirs.get(mine.len()).is_none_or(|next| *next == b'/')
    }

    /// The next scope up as the text tells: resource, parent resource or resource group, subscription. `None`
    /// for the root, a management group and a subscription, whose parents the hierarchy knows.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        match self.level() {
            ScopeLevel::Root | ScopeLevel::ManagementGroup | ScopeLevel::Subscription => return None,
            ScopeLevel::ResourceGroup => return self.ancestor(2),
            ScopeLevel::Resource => {}
        }
        // …/providers/{namespace}/{type}/{name}: the first type and name go with their namespace.
        let up = self.ancestor(2)?;
        let mut tail = up.0.rsplit('/');
        let (_, before) = (tail.next(), tail.next());
        if before.is_some_and(|p| p.eq_ignore_ascii_case("providers")) { up.ancestor(2) } else { Some(up) }
    }

    /// Without its last `segments` segments.
    fn ancestor(&self, segments: usize) -> Option<Self> {
        let mut end = self.0.len();
        for _ in 0..segments {
            end = self.0.get(..end)?.rfind('/')?;
        }
        self.0.get(..end).map(Self::new)
    }
}

impl PartialEq for ScopePath {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for ScopePath {}

impl Hash for ScopePath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Eight bytes at a time: a million rows are looked up by their scopes.
        for chunk in self.0.as_bytes().chunks(8) {
            let word =
                chunk.iter().fold(0, |word: u64, byte| word << 8 | u64::from(byte.to_ascii_lowercase()));
            state.write_u64(word);
        }
        state.write_u8(0xff);
    }
}

impl fmt::Display for ScopePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ScopePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
#[path = "scope_path_tests.rs"]
mod tests;
