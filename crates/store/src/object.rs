//! What an object is, apart from what it says: its kind and its id whatever the case.

use std::fmt::{self, Write};

use rolewright_authz::records::{PimKind, Record};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use crate::tables::table::{Short, short};

/// The kinds of record. The number of a kind never changes: it is part of row ids on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the record it is named for")]
pub enum ObjectKind {
    ManagementGroup = 0,
    Subscription = 1,
    RoleDefinition = 2,
    RoleAssignment = 3,
    PimInstance = 4,
    DenyAssignment = 5,
    Lock = 6,
    PolicyAssignment = 7,
    ResourceGroup = 8,
    Resource = 9,
    Vault = 10,
    GuardLink = 11,
    ResourceGuard = 12,
    Elevation = 13,
    Principal = 14,
    GroupMembership = 15,
}

impl ObjectKind {
    /// Every kind, by number.
    pub const ALL: [Self; 16] = [
        Self::ManagementGroup,
        Self::Subscription,
        Self::RoleDefinition,
        Self::RoleAssignment,
        Self::PimInstance,
        Self::DenyAssignment,
        Self::Lock,
        Self::PolicyAssignment,
        Self::ResourceGroup,
        Self::Resource,
        Self::Vault,
        Self::GuardLink,
        Self::ResourceGuard,
        Self::Elevation,
        Self::Principal,
        Self::GroupMembership,
    ];

    /// `roleAssignment`: its name on disk and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ManagementGroup => "managementGroup",
            Self::Subscription => "subscription",
            Self::RoleDefinition => "roleDefinition",
            Self::RoleAssignment => "roleAssignment",
            Self::PimInstance => "pimInstance",
            Self::DenyAssignment => "denyAssignment",
            Self::Lock => "lock",
            Self::PolicyAssignment => "policyAssignment",
            Self::ResourceGroup => "resourceGroup",
            Self::Resource => "resource",
            Self::Vault => "vault",
            Self::GuardLink => "guardLink",
            Self::ResourceGuard => "resourceGuard",
            Self::Elevation => "elevation",
            Self::Principal => "principal",
            Self::GroupMembership => "groupMembership",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What an object is: the same in every snapshot and every file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its id in lower case: a path for what lies at a scope, a GUID for roles and principals.
    pub key: String,
}

impl ObjectId {
    /// What this record is about.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let mut key = String::new();
        write_key(record, &mut key);
        Self { kind: kind(record), key }
    }

    /// A role assignment by its scope and name.
    #[must_use]
    pub fn role_assignment(scope: &ScopePath, name: Guid) -> Self {
        let key = format!("{}/providers/Microsoft.Authorization/roleAssignments/{name}", prefix(scope));
        Self { kind: ObjectKind::RoleAssignment, key: key.to_ascii_lowercase() }
    }

    /// A role assignment or an instance of Privileged Identity Management by its whole id; `None` where the id
    /// is of something else.
    #[must_use]
    pub fn of_assignment(id: &str) -> Option<Self> {
        let mut parts = id.rsplit('/');
        let (_name, collection, provider) = (parts.next()?, parts.next()?, parts.next()?);
        let kind = match collection.to_ascii_lowercase().as_str() {
            "roleassignments" => ObjectKind::RoleAssignment,
            "roleeligibilityscheduleinstances" | "roleassignmentscheduleinstances" => ObjectKind::PimInstance,
            _ => return None,
        };
        provider
            .eq_ignore_ascii_case("Microsoft.Authorization")
            .then(|| Self { kind, key: id.to_ascii_lowercase() })
    }

    /// The digest under which its rows are found.
    pub(crate) fn digest(&self) -> Short {
        let mut text = of_kind(self.kind);
        text.push_str(&self.key);
        short(text.as_bytes())
    }
}

/// The digest of [`ObjectId::of`].
pub(crate) fn identity(record: &Record) -> Short {
    let mut text = of_kind(kind(record));
    write_key(record, &mut text);
    short(text.as_bytes())
}

/// The number of the kind, as the byte before the key of what is one.
fn of_kind(kind: ObjectKind) -> String {
    let mut text = String::with_capacity(256);
    text.push(char::from(kind as u8));
    text
}

pub(crate) fn kind(record: &Record) -> ObjectKind {
    match record {
        Record::ManagementGroup(_) => ObjectKind::ManagementGroup,
        Record::Subscription(_) => ObjectKind::Subscription,
        Record::RoleDefinition(_) => ObjectKind::RoleDefinition,
        Record::RoleAssignment(_) => ObjectKind::RoleAssignment,
        Record::PimInstance(_) => ObjectKind::PimInstance,
        Record::DenyAssignment(_) => ObjectKind::DenyAssignment,
        Record::Lock(_) => ObjectKind::Lock,
        Record::PolicyAssignment(_) => ObjectKind::PolicyAssignment,
        Record::ResourceGroup(_) => ObjectKind::ResourceGroup,
        Record::Resource(_) => ObjectKind::Resource,
        Record::Vault(_) => ObjectKind::Vault,
        Record::GuardLink(_) => ObjectKind::GuardLink,
        Record::ResourceGuard(_) => ObjectKind::ResourceGuard,
        Record::Elevation(_) => ObjectKind::Elevation,
        Record::Principal(_) => ObjectKind::Principal,
        Record::GroupMembership(_) => ObjectKind::GroupMembership,
    }
}

/// `/subscriptions/…`; nothing for the root, so that ids below it read as Azure's own.
fn prefix(scope: &ScopePath) -> &str {
    if scope.as_str() == "/" { "" } else { scope.as_str() }
}

/// Adds the key of a record to a text.
fn write_key(record: &Record, to: &mut String) {
    let start = to.len();
    // Writing to a string cannot fail.
    let _ = spell_key(record, to);
    if let Some(key) = to.get_mut(start..) {
        key.make_ascii_lowercase();
    }
}

/// As Azure spells it.
fn spell_key(record: &Record, to: &mut String) -> fmt::Result {
    match record {
        Record::ManagementGroup(r) => {
            write!(to, "/providers/Microsoft.Management/managementGroups/{}", r.name)
        }
        Record::Subscription(r) => write!(to, "/subscriptions/{}", r.id),
        Record::RoleDefinition(r) => write!(to, "{}", r.id),
        Record::RoleAssignment(r) => {
            write!(to, "{}/providers/Microsoft.Authorization/roleAssignments/{}", prefix(&r.scope), r.name)
        }
        Record::PimInstance(r) => {
            let collection = match r.kind {
                PimKind::Eligible => "roleEligibilityScheduleInstances",
                PimKind::Active => "roleAssignmentScheduleInstances",
            };
            write!(to, "{}/providers/Microsoft.Authorization/{collection}/{}", prefix(&r.scope), r.name)
        }
        Record::DenyAssignment(r) => {
            write!(to, "{}/providers/Microsoft.Authorization/denyAssignments/{}", prefix(&r.scope), r.id)
        }
        Record::Lock(r) => {
            write!(to, "{}/providers/Microsoft.Authorization/locks/{}", prefix(&r.scope), r.name)
        }
        Record::PolicyAssignment(r) => to.write_str(r.id.as_str()),
        Record::ResourceGroup(r) => to.write_str(r.id.as_str()),
        Record::Resource(r) => to.write_str(r.id.as_str()),
        Record::Vault(r) => to.write_str(r.id.as_str()),
        Record::GuardLink(r) => {
            write!(to, "{}/backupResourceGuardProxies/{}", prefix(&r.vault), r.name)
        }
        Record::ResourceGuard(r) => to.write_str(r.id.as_str()),
        Record::Elevation(r) => to.write_str(&r.id),
        Record::Principal(r) => write!(to, "{}", r.id),
        Record::GroupMembership(r) => write!(to, "{}/members/{}", r.group, r.member),
    }
}
