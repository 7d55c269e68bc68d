//! Attributes of blob and queue storage.
//!
//! Azure: <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>,
//! <https://learn.microsoft.com/azure/storage/queues/queues-auth-abac-attributes>

use crate::catalog::Service;
use crate::catalog::attribute_table::{offers, row};
use crate::catalog::attributes::{AttributeInfo, Column, ValueType};
use crate::syntax::ast::Source;

const NO_HNS: &str = "not for accounts with a hierarchical namespace";
const BLOB_PATH_NOTE: &str = "what follows the container's name: no leading `/`, not URL-encoded";

pub(super) const fn blob_tag(source: Source) -> AttributeInfo {
    AttributeInfo {
        note: Some(NO_HNS),
        ..row(
            source,
            Service::Blobs,
            Column::Tags,
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:<key><$key_case_sensitive$>",
            "Blob index tags [Values in key]",
            "the value of the blob index tag with this key",
        )
    }
}

pub(super) const fn blob_tag_keys(source: Source) -> AttributeInfo {
    AttributeInfo {
        value_type: ValueType::StringList,
        single_valued: false,
        operators: offers::LIST,
        note: Some(NO_HNS),
        ..row(
            source,
            Service::Blobs,
            Column::Tags,
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&",
            "Blob index tags [Keys]",
            "the keys of all blob index tags",
        )
    }
}

pub(super) const ACCOUNT_NAME: AttributeInfo = row(
    Source::Resource,
    Service::Blobs,
    Column::AccountName,
    "Microsoft.Storage/storageAccounts:name",
    "Account name",
    "the name of the storage account",
);

pub(super) const CONTAINER_NAME: AttributeInfo = AttributeInfo {
    aliases: &[(
        "Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName",
        "`ContainerName` stands in Azure's REST and PIM samples; its attribute table says `name`, and \
         whether both work is not documented",
    )],
    ..row(
        Source::Resource,
        Service::Blobs,
        Column::Container,
        "Microsoft.Storage/storageAccounts/blobServices/containers:name",
        "Container name",
        "the name of the blob container",
    )
};

pub(super) const BLOB_PATH: AttributeInfo = AttributeInfo {
    note: Some(BLOB_PATH_NOTE),
    ..row(
        Source::Resource,
        Service::Blobs,
        Column::Path,
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path",
        "Blob path",
        "the path of the blob in its container",
    )
};

pub(super) const BLOB_PREFIX: AttributeInfo = AttributeInfo {
    note: Some("for listing only: no leading `/`, not URL-encoded; callers must send the prefix"),
    ..row(
        Source::Request,
        Service::Blobs,
        Column::Prefix,
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:prefix",
        "Blob prefix",
        "the prefix by which blobs are listed",
    )
};

pub(super) const IS_CURRENT_VERSION: AttributeInfo = AttributeInfo {
    value_type: ValueType::Boolean,
    operators: offers::BOOLEAN,
    ..row(
        Source::Resource,
        Service::Blobs,
        Column::IsCurrentVersion,
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:isCurrentVersion",
        "Is Current Version",
        "whether the blob is the current version, and not an older one or a snapshot",
    )
};

pub(super) const VERSION_ID: AttributeInfo = AttributeInfo {
    value_type: ValueType::DateTime,
    operators: offers::DATE,
    exists: true,
    note: Some(NO_HNS),
    ..row(
        Source::Request,
        Service::Blobs,
        Column::VersionId,
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:versionId",
        "Version ID",
        "the version of the blob that is asked for",
    )
};

pub(super) const SNAPSHOT: AttributeInfo = AttributeInfo {
    value_type: ValueType::DateTime,
    operators: offers::DATE,
    exists: true,
    ..row(
        Source::Request,
        Service::Blobs,
        Column::Snapshot,
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:snapshot",
        "Snapshot",
        "the snapshot of the blob that is asked for",
    )
};

pub(super) const ENCRYPTION_SCOPE: AttributeInfo = AttributeInfo {
    exists: true,
    note: Some(NO_HNS),
    ..row(
        Source::Resource,
        Service::Blobs,
        Column::EncryptionScope,
        "Microsoft.Storage/storageAccounts/encryptionScopes:name",
        "Encryption scope name",
        "the encryption scope that the blob is encrypted with",
    )
};

pub(super) const IS_HNS_ENABLED: AttributeInfo = AttributeInfo {
    value_type: ValueType::Boolean,
    operators: offers::BOOLEAN,
    note: Some("only for assignments at a resource group or above"),
    ..row(
        Source::Resource,
        Service::Blobs,
        Column::IsHns,
        "Microsoft.Storage/storageAccounts:isHnsEnabled",
        "Is hierarchical namespace enabled",
        "whether the storage account has a hierarchical namespace",
    )
};

pub(super) const CONTAINER_METADATA: AttributeInfo = AttributeInfo {
    offered: false,
    note: Some("in no attribute table that is published; used by several public projects"),
    ..row(
        Source::Resource,
        Service::Blobs,
        Column::Nowhere,
        "Microsoft.Storage/storageAccounts/blobServices/containers/metadata:<key>",
        "Container metadata [Values in key]",
        "the value of the container's metadata entry with this key",
    )
};

pub(super) const QUEUE_NAME: AttributeInfo = row(
    Source::Resource,
    Service::Queues,
    Column::Queue,
    "Microsoft.Storage/storageAccounts/queueServices/queues:name",
    "Queue name",
    "the name of the queue",
);
