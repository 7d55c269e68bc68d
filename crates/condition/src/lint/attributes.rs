//! The attributes and actions that rules know by name, and what is true of an attribute by its name alone.

use crate::syntax::ast::{Attribute, Dialect, KEY_CASE_SENSITIVE, KEYS, Operand, Source, Suffix};

/// Creating or updating a role assignment.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>
pub(crate) const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";
/// Deleting a role assignment. Same page.
pub(crate) const DELETE: &str = "Microsoft.Authorization/roleAssignments/delete";
/// What the three attributes of a role assignment begin with. Same page.
pub(crate) const ROLE_ASSIGNMENTS: &str = "Microsoft.Authorization/roleAssignments:";
/// The role that is assigned. Same page.
pub(crate) const ROLE_ID: &str = "Microsoft.Authorization/roleAssignments:RoleDefinitionId";
/// The principal it is assigned to. Same page.
pub(crate) const PRINCIPAL_ID: &str = "Microsoft.Authorization/roleAssignments:PrincipalId";
/// That principal's type. Same page.
pub(crate) const PRINCIPAL_TYPE: &str = "Microsoft.Authorization/roleAssignments:PrincipalType";

/// A blob's place in its container.
/// Azure: <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>
pub(crate) const BLOB_PATH: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path";
/// What a list of blobs is asked to begin with. Same page.
pub(crate) const BLOB_PREFIX: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:prefix";
/// The version asked for. Same page.
pub(crate) const VERSION_ID: &str =
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:versionId";
/// The snapshot asked for. Same page.
pub(crate) const SNAPSHOT: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:snapshot";
/// What a blob's tags begin with. Same page.
pub(crate) const BLOB_TAGS: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags";
/// The container. Same page.
pub(crate) const CONTAINER: &str = "Microsoft.Storage/storageAccounts/blobServices/containers:name";
/// The container, as several of Azure's samples call it. Same page.
pub(crate) const CONTAINER_ALIAS: &str =
    "Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName";
/// Whether the account has a hierarchical namespace. Same page.
pub(crate) const IS_HNS: &str = "Microsoft.Storage/storageAccounts:isHnsEnabled";
/// The encryption scope. Same page.
pub(crate) const ENCRYPTION_SCOPE: &str = "Microsoft.Storage/storageAccounts/encryptionScopes:name";

/// The repository of a container registry.
/// Azure: <https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions>
pub(crate) const REPOSITORY: &str = "Microsoft.ContainerRegistry/registries/repositories:name";
/// A secret's name.
/// Azure: <https://learn.microsoft.com/azure/key-vault/general/rbac-abac>
pub(crate) const SECRET: &str = "Microsoft.KeyVault/vaults/secrets:name";

/// A table of a Log Analytics workspace.
/// Azure: <https://learn.microsoft.com/azure/azure-monitor/logs/granular-rbac-log-analytics>
pub(crate) const TABLE: &str = "Microsoft.OperationalInsights/workspaces/tables:name";
/// What a column of such a table begins with. Same page.
pub(crate) const RECORD: &str = "Microsoft.OperationalInsights/workspaces/tables/record:";

/// The time of the request.
pub(crate) const UTC_NOW: &str = "UtcNow";
/// The 2021 way to test a suboperation.
pub(crate) const SUBOPERATION: &str = "subOperation";

/// Whether the attribute's name, its suffix left out, is this one. Names compare without regard to case.
pub(crate) fn is(attribute: &Attribute, name: &str) -> bool {
    attribute.base().eq_ignore_ascii_case(name)
}

/// Whether the attribute's name begins with this.
pub(crate) fn begins(attribute: &Attribute, prefix: &str) -> bool {
    attribute.base().get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// Whether it is one of the three attributes of a role assignment.
pub(crate) fn of_role_assignment(attribute: &Attribute) -> bool {
    begins(attribute, ROLE_ASSIGNMENTS)
}

/// Whether it is a container's name, under either name.
pub(crate) fn is_container(attribute: &Attribute) -> bool {
    is(attribute, CONTAINER) || is(attribute, CONTAINER_ALIAS)
}

/// Whether it reads a blob's tags or the list of their keys.
pub(crate) fn is_tag(attribute: &Attribute) -> bool {
    begins(attribute, BLOB_TAGS)
}

/// Whether the attribute has exactly one value whenever it is present, as far as documented: lists of keys and
/// custom security attributes may have several.
pub(crate) fn single_valued(attribute: &Attribute) -> bool {
    attribute.suffix != Suffix::Keys
        && attribute.source.is_some_and(|s| s != Source::Principal)
        && !is(attribute, SUBOPERATION)
}

/// Whether a request may come without this attribute, and no page says what a negation yields then. For
/// columns of a log table one does: the table is denied.
pub(crate) fn may_be_absent(attribute: &Attribute) -> bool {
    attribute.source == Some(Source::Principal)
        || attribute.source == Some(Source::Environment)
            && !is(attribute, UTC_NOW)
            && attribute.base().contains('/')
        || is_tag(attribute)
        || [VERSION_ID, SNAPSHOT, BLOB_PREFIX, ENCRYPTION_SCOPE].iter().any(|name| is(attribute, name))
        || begins(attribute, "Microsoft.Storage/storageAccounts/blobServices/containers/metadata:")
}

/// A suffix that a shell swallowed, as in `tags:Project<$>`: where it starts in the attribute's text, and the
/// suffix that was meant.
pub(crate) fn swallowed_suffix(attribute: &Attribute) -> Option<(usize, &'static str)> {
    if attribute.suffix != Suffix::None {
        return None;
    }
    [
        ("<$>", KEY_CASE_SENSITIVE),
        ("<>", KEY_CASE_SENSITIVE),
        ("<$$>", KEY_CASE_SENSITIVE),
        ("&$&", KEYS),
        ("&&", KEYS),
        ("&$$&", KEYS),
    ]
    .into_iter()
    .find(|(end, _)| attribute.text.ends_with(end))
    .map(|(end, suffix)| (attribute.text.len() - end.len(), suffix))
}

/// Whether the attribute's own name holds a placeholder of a host language.
pub(crate) fn is_placeholder(attribute: &Attribute, dialect: Dialect) -> bool {
    dialect == Dialect::Template && attribute.base().contains(['$', '%', '#', '{'])
}

/// Whether two attributes are the same value of a request.
pub(crate) fn same(a: &Attribute, b: &Attribute) -> bool {
    a.source == b.source && a.suffix == b.suffix && {
        // Only what stands before the key is free in its casing.
        match (a.base().split_once(':'), b.base().split_once(':')) {
            (Some((pa, ka)), Some((pb, kb))) if a.suffix == Suffix::KeyCaseSensitive => {
                pa.eq_ignore_ascii_case(pb) && ka == kb
            }
            _ => a.base().eq_ignore_ascii_case(b.base()),
        }
    }
}

/// The attribute on a side of a comparison.
pub(crate) fn of(operand: &Operand) -> Option<&Attribute> {
    match operand {
        Operand::Attribute(attribute) => Some(attribute),
        _ => None,
    }
}
