//! The actions that support conditions, and which attributes each of them takes.
//!
//! Azure: the pages of [`Service::page`], one per service. `@Environment` and `@Principal` attributes are
//! documented for storage only; elsewhere they are not offered, but no page forbids them.

use crate::catalog::Service;
use crate::catalog::attributes::{self, AttributeInfo, Column};
use crate::facts::action_matches;
use crate::syntax::ast::Source;

/// One action, or one suboperation of an action.
#[derive(Debug)]
pub struct ActionInfo {
    /// As it stands in `ActionMatches{'…'}`.
    pub action: &'static str,
    /// As it stands in `SubOperationMatches{'…'}`.
    pub suboperation: Option<&'static str>,
    /// Whether it is everything but that suboperation.
    pub suboperation_negated: bool,
    /// The portal's name.
    pub title: &'static str,
    /// What it belongs to.
    pub service: Service,
    /// Whether it is offered in lists; the others are known but not for new text.
    pub offered: bool,
    columns: &'static [(Column, Source)],
}

/// All actions known, in the portal's order.
#[must_use]
pub fn all() -> &'static [ActionInfo] {
    ACTIONS
}

/// What a guard with this action, suboperation and negation targets; the action may hold wildcards.
///
/// Without a suboperation of its own in the table, a guard means every form of the action.
#[must_use]
pub(crate) fn matching(action: &str, suboperation: Option<&str>, negated: bool) -> Vec<&'static ActionInfo> {
    let mut found: Vec<&'static ActionInfo> = Vec::new();
    let mut rest = ACTIONS.iter().filter(|info| action_matches(action, info.action)).peekable();
    while let Some(first) = rest.next() {
        let mut forms = vec![first];
        while let Some(next) = rest.next_if(|next| next.action == first.action) {
            forms.push(next);
        }
        let exact = forms.iter().find(|info| match (info.suboperation, suboperation) {
            (Some(own), Some(asked)) => {
                own.eq_ignore_ascii_case(asked) && info.suboperation_negated == negated
            }
            (None, None) => true,
            _ => false,
        });
        let plain = forms.iter().find(|info| info.suboperation.is_none());
        match exact.or(plain) {
            Some(one) => found.push(one),
            None => found.extend(forms),
        }
    }
    found
}

/// The attributes to offer for an action: those that every action meant takes.
#[must_use]
pub(crate) fn attributes_for(
    action: &str,
    suboperation: Option<&str>,
    negated: bool,
) -> Vec<&'static AttributeInfo> {
    let meant = matching(action, suboperation, negated);
    let mut groups: Vec<Vec<&ActionInfo>> = Vec::new();
    for info in meant {
        match groups.iter_mut().find(|g| g.first().is_some_and(|f| f.action == info.action)) {
            Some(group) => group.push(info),
            None => groups.push(vec![info]),
        }
    }
    attributes::all()
        .iter()
        .filter(|attribute| {
            attribute.offered
                && !groups.is_empty()
                && groups.iter().all(|forms| forms.iter().any(|info| info.offers(attribute)))
        })
        .collect()
}

impl ActionInfo {
    /// Whether requests for this action carry the attribute, as far as Azure's tables say. Attributes that
    /// describe the caller, and those in no table, are never refused.
    #[must_use]
    pub fn takes(&self, attribute: &AttributeInfo) -> bool {
        matches!(attribute.column, Column::Caller | Column::Nowhere)
            || self.columns.contains(&(attribute.column, attribute.source))
    }

    fn offers(&self, attribute: &AttributeInfo) -> bool {
        match attribute.column {
            Column::Caller => matches!(self.service, Service::Blobs | Service::Queues),
            Column::Nowhere => false,
            column => self.columns.contains(&(column, attribute.source)),
        }
    }
}

const fn action(
    service: Service,
    action: &'static str,
    title: &'static str,
    columns: &'static [(Column, Source)],
) -> ActionInfo {
    ActionInfo {
        action,
        suboperation: None,
        suboperation_negated: false,
        title,
        service,
        offered: true,
        columns,
    }
}

const fn suboperation(
    of: &'static str,
    name: &'static str,
    negated: bool,
    title: &'static str,
    columns: &'static [(Column, Source)],
) -> ActionInfo {
    ActionInfo {
        suboperation: Some(name),
        suboperation_negated: negated,
        ..action(Service::Blobs, of, title, columns)
    }
}

const ACCOUNT: (Column, Source) = (Column::AccountName, Source::Resource);
const HNS: (Column, Source) = (Column::IsHns, Source::Resource);
const CONTAINER: (Column, Source) = (Column::Container, Source::Resource);
const PATH: (Column, Source) = (Column::Path, Source::Resource);
const CURRENT: (Column, Source) = (Column::IsCurrentVersion, Source::Resource);
const ENCRYPTION: (Column, Source) = (Column::EncryptionScope, Source::Resource);
const TAGS: (Column, Source) = (Column::Tags, Source::Resource);
const NEW_TAGS: (Column, Source) = (Column::Tags, Source::Request);
const VERSION: (Column, Source) = (Column::VersionId, Source::Request);
const SNAPSHOT: (Column, Source) = (Column::Snapshot, Source::Request);
const PREFIX: (Column, Source) = (Column::Prefix, Source::Request);
const QUEUE: (Column, Source) = (Column::Queue, Source::Resource);
const REPOSITORY: (Column, Source) = (Column::Repository, Source::Request);
const TABLE: (Column, Source) = (Column::LogTable, Source::Resource);
const VAULT: (Column, Source) = (Column::Vault, Source::Resource);
const SECRET: (Column, Source) = (Column::Secret, Source::Resource);
const NEW_SECRET: (Column, Source) = (Column::Secret, Source::Request);

const READ_COLUMNS: &[(Column, Source)] =
    &[ACCOUNT, HNS, CONTAINER, PATH, CURRENT, ENCRYPTION, TAGS, VERSION, SNAPSHOT];
const CREATE_COLUMNS: &[(Column, Source)] = &[ACCOUNT, HNS, CONTAINER, PATH, ENCRYPTION];
const TAGGED_COLUMNS: &[(Column, Source)] = &[ACCOUNT, HNS, CONTAINER, PATH, ENCRYPTION, NEW_TAGS];
const PLACE_COLUMNS: &[(Column, Source)] = &[ACCOUNT, HNS, CONTAINER, PATH];
const DELETE_COLUMNS: &[(Column, Source)] = &[ACCOUNT, HNS, CONTAINER, PATH, CURRENT, VERSION, SNAPSHOT];

const BLOB_READ: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";
const BLOB_WRITE: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write";
const BLOB_ADD: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action";

macro_rules! blob {
    ($end:literal) => {
        concat!("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/", $end)
    };
}
macro_rules! message {
    ($end:literal) => {
        concat!("Microsoft.Storage/storageAccounts/queueServices/queues/messages/", $end)
    };
}
macro_rules! repository {
    ($end:literal, $title:literal) => {
        action(
            Service::ContainerRegistry,
            concat!("Microsoft.ContainerRegistry/registries/repositories/", $end),
            $title,
            &[REPOSITORY],
        )
    };
}
macro_rules! secret {
    ($end:literal, $title:literal, $secret:ident) => {
        action(
            Service::KeyVault,
            concat!("Microsoft.KeyVault/vaults/secrets/", $end),
            $title,
            &[VAULT, $secret],
        )
    };
}

/// Rows of one action stand together; [`matching`] relies on it.
static ACTIONS: &[ActionInfo] = &[
    action(
        Service::Delegation,
        "Microsoft.Authorization/roleAssignments/write",
        "Create or update role assignments",
        &[(Column::RoleAssignment, Source::Request)],
    ),
    action(
        Service::Delegation,
        "Microsoft.Authorization/roleAssignments/delete",
        "Delete a role assignment",
        &[(Column::RoleAssignment, Source::Resource)],
    ),
    suboperation(BLOB_READ, "Blob.List", false, "List blobs", &[ACCOUNT, HNS, CONTAINER, PREFIX]),
    suboperation(BLOB_READ, "Blob.List", true, "Read a blob", READ_COLUMNS),
    ActionInfo {
        offered: false,
        ..suboperation(
            BLOB_READ,
            "Blob.Read.WithTagConditions",
            false,
            "Read content from a blob with tag conditions (deprecated)",
            READ_COLUMNS,
        )
    },
    action(
        Service::Blobs,
        blob!("tags/read"),
        "Read blob index tags",
        &[ACCOUNT, HNS, CONTAINER, PATH, CURRENT, TAGS, VERSION, SNAPSHOT],
    ),
    action(Service::Blobs, blob!("filter/action"), "Find blobs by tags", &[ACCOUNT, HNS]),
    action(Service::Blobs, BLOB_WRITE, "Write to a blob", CREATE_COLUMNS),
    suboperation(
        BLOB_WRITE,
        "Blob.Write.Tier",
        false,
        "Sets the access tier on a blob",
        &[ACCOUNT, HNS, CONTAINER, PATH, CURRENT, ENCRYPTION, VERSION, SNAPSHOT],
    ),
    suboperation(
        BLOB_WRITE,
        "Blob.Write.WithTagHeaders",
        false,
        "Write to a blob with blob index tags",
        TAGGED_COLUMNS,
    ),
    action(Service::Blobs, BLOB_ADD, "Create a blob or snapshot, or append data", CREATE_COLUMNS),
    suboperation(
        BLOB_ADD,
        "Blob.Write.WithTagHeaders",
        false,
        "Create a blob or snapshot, or append data, with blob index tags",
        TAGGED_COLUMNS,
    ),
    action(
        Service::Blobs,
        blob!("tags/write"),
        "Write blob index tags",
        &[ACCOUNT, HNS, CONTAINER, PATH, CURRENT, TAGS, NEW_TAGS, VERSION, SNAPSHOT],
    ),
    action(
        Service::Blobs,
        blob!("immutableStorage/runAsSuperUser/action"),
        "Write blob legal hold and immutability policy",
        PLACE_COLUMNS,
    ),
    action(Service::Blobs, blob!("delete"), "Delete a blob", DELETE_COLUMNS),
    action(
        Service::Blobs,
        blob!("deleteBlobVersion/action"),
        "Delete a version of a blob",
        &[ACCOUNT, HNS, CONTAINER, PATH, VERSION],
    ),
    action(
        Service::Blobs,
        blob!("permanentDelete/action"),
        "Permanently delete a blob overriding soft-delete",
        DELETE_COLUMNS,
    ),
    action(Service::Blobs, blob!("move/action"), "Rename a file or a directory", PLACE_COLUMNS),
    action(Service::Blobs, blob!("manageOwnership/action"), "Change ownership of a blob", PLACE_COLUMNS),
    action(Service::Blobs, blob!("modifyPermissions/action"), "Modify permissions of a blob", PLACE_COLUMNS),
    action(
        Service::Blobs,
        blob!("runAsSuperUser/action"),
        "All data operations for accounts with hierarchical namespace",
        &[ACCOUNT, HNS, CONTAINER, PATH, CURRENT],
    ),
    action(Service::Queues, message!("read"), "Peek messages", &[ACCOUNT, QUEUE]),
    action(Service::Queues, message!("add/action"), "Put a message", &[ACCOUNT, QUEUE]),
    action(Service::Queues, message!("write"), "Put or update a message", &[ACCOUNT, QUEUE]),
    action(Service::Queues, message!("delete"), "Clear messages", &[ACCOUNT, QUEUE]),
    action(Service::Queues, message!("process/action"), "Get or delete messages", &[ACCOUNT, QUEUE]),
    repository!("content/read", "Read the content of a repository"),
    repository!("content/write", "Write the content of a repository"),
    repository!("content/delete", "Delete content of a repository"),
    repository!("metadata/read", "Read the metadata of a repository"),
    repository!("metadata/write", "Write the metadata of a repository"),
    repository!("metadata/delete", "Delete metadata of a repository"),
    action(
        Service::LogAnalytics,
        "Microsoft.OperationalInsights/workspaces/tables/data/read",
        "Read workspace data",
        &[TABLE],
    ),
    ActionInfo {
        offered: false,
        ..action(Service::LogAnalytics, "Microsoft.Insights/logs/data/read", "Read log data", &[TABLE])
    },
    secret!("getSecret/action", "Get a secret", SECRET),
    secret!("readMetadata/action", "List secrets and read their metadata", SECRET),
    secret!("setSecret/action", "Set a secret", NEW_SECRET),
    secret!("update/action", "Update a secret", SECRET),
    secret!("delete", "Delete a secret", SECRET),
    secret!("backup/action", "Back up a secret", SECRET),
    secret!("restore/action", "Restore a secret", NEW_SECRET),
    secret!("recover/action", "Recover a deleted secret", SECRET),
    secret!("purge/action", "Purge a deleted secret", SECRET),
];

#[cfg(test)]
#[path = "actions_tests.rs"]
mod tests;
