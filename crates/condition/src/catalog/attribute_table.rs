//! The attributes of Azure's tables, typed in, in the order in which lists show them.
//!
//! Azure: the pages of [`Service::page`], one per service. Where a page is silent, the note says what the fact
//! rests on.

use crate::catalog::Service;
use crate::catalog::attributes::{AttributeInfo, Column, ValueType};
use crate::syntax::ast::Source;

/// What the portal offers for role and principal ids. The last form differs from at least one, so that with
/// two or more ids it excludes nothing; Azure's own page lists it all the same.
const GUID: &[&str] = &[
    "ForAnyOfAnyValues:GuidEquals",
    "ForAnyOfAllValues:GuidNotEquals",
    "GuidEquals",
    "GuidNotEquals",
    "ForAnyOfAnyValues:GuidNotEquals",
];
const PRINCIPAL_TYPE: &[&str] = &[
    "ForAnyOfAnyValues:StringEqualsIgnoreCase",
    "ForAnyOfAllValues:StringNotEqualsIgnoreCase",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "ForAnyOfAnyValues:StringNotEqualsIgnoreCase",
];
const TEXT: &[&str] = &[
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringStartsWith",
    "StringStartsWithIgnoreCase",
    "StringNotStartsWith",
    "StringNotStartsWithIgnoreCase",
    "StringLike",
    "StringLikeIgnoreCase",
    "StringNotLike",
    "StringNotLikeIgnoreCase",
    "ForAnyOfAnyValues:StringEquals",
    "ForAnyOfAnyValues:StringEqualsIgnoreCase",
    "ForAnyOfAnyValues:StringLike",
    "ForAnyOfAnyValues:StringLikeIgnoreCase",
    "ForAnyOfAllValues:StringNotEquals",
    "ForAnyOfAllValues:StringNotEqualsIgnoreCase",
    "ForAnyOfAllValues:StringNotLike",
    "ForAnyOfAllValues:StringNotLikeIgnoreCase",
];
const RESOURCE_ID: &[&str] = &[
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringStartsWithIgnoreCase",
    "StringNotStartsWithIgnoreCase",
    "StringLikeIgnoreCase",
    "StringNotLikeIgnoreCase",
    "ForAnyOfAnyValues:StringEqualsIgnoreCase",
    "ForAnyOfAllValues:StringNotEqualsIgnoreCase",
];
const LIST: &[&str] = &[
    "ForAnyOfAnyValues:StringEquals",
    "ForAllOfAnyValues:StringEquals",
    "ForAnyOfAllValues:StringNotEquals",
    "ForAllOfAllValues:StringNotEquals",
    "ForAnyOfAnyValues:StringEqualsIgnoreCase",
    "ForAllOfAnyValues:StringEqualsIgnoreCase",
    "ForAnyOfAllValues:StringNotEqualsIgnoreCase",
    "ForAllOfAllValues:StringNotEqualsIgnoreCase",
    "ForAnyOfAnyValues:StringLike",
    "ForAllOfAnyValues:StringLike",
    "ForAnyOfAllValues:StringNotLike",
    "ForAllOfAllValues:StringNotLike",
];
const BOOLEAN: &[&str] = &["BoolEquals", "BoolNotEquals"];
const DATE: &[&str] = &[
    "DateTimeEquals",
    "DateTimeNotEquals",
    "DateTimeGreaterThan",
    "DateTimeGreaterThanEquals",
    "DateTimeLessThan",
    "DateTimeLessThanEquals",
];
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#environment-attributes>
const NOW: &[&str] = &["DateTimeGreaterThan", "DateTimeLessThan"];
/// Azure: <https://learn.microsoft.com/azure/azure-monitor/logs/granular-rbac-log-analytics>
const TABLE_NAME: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "ForAllOfAnyValues:StringEquals",
    "ForAllOfAllValues:StringNotEquals",
];
/// Same page.
const LOG_TEXT: &[&str] = &[
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringStartsWith",
    "StringStartsWithIgnoreCase",
    "StringLike",
    "StringLikeIgnoreCase",
    "ForAllOfAnyValues:StringEquals",
    "ForAllOfAllValues:StringNotEquals",
    "ForAnyOfAnyValues:StringLikeIgnoreCase",
];
const SECURITY_ATTRIBUTE: &[&str] = &[
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringStartsWith",
    "StringLike",
    "ForAnyOfAnyValues:StringEquals",
    "ForAnyOfAnyValues:StringEqualsIgnoreCase",
    "ForAllOfAnyValues:StringEquals",
    "ForAnyOfAllValues:StringNotEquals",
    "ForAllOfAllValues:StringNotEquals",
    "BoolEquals",
    "BoolNotEquals",
    "NumericEquals",
    "NumericNotEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
];

/// What most rows have in common: a single text that is offered.
const fn row(
    source: Source,
    service: Service,
    column: Column,
    text: &'static str,
    title: &'static str,
    description: &'static str,
) -> AttributeInfo {
    AttributeInfo {
        source,
        text,
        title,
        description,
        value_type: ValueType::String,
        single_valued: true,
        values: &[],
        operators: TEXT,
        exists: false,
        offered: true,
        service,
        note: None,
        aliases: &[],
        column,
    }
}

const NO_HNS: &str = "not for accounts with a hierarchical namespace";
const BLOB_PATH_NOTE: &str = "what follows the container's name: no leading `/`, not URL-encoded";

const fn role_id(source: Source) -> AttributeInfo {
    AttributeInfo {
        value_type: ValueType::Role,
        operators: GUID,
        note: Some("the role's GUID only, not its resource id"),
        ..row(
            source,
            Service::Delegation,
            Column::RoleAssignment,
            "Microsoft.Authorization/roleAssignments:RoleDefinitionId",
            "Role definition ID",
            "the role that is assigned or removed",
        )
    }
}

const fn principal_id(source: Source) -> AttributeInfo {
    AttributeInfo {
        value_type: ValueType::Principal,
        operators: GUID,
        ..row(
            source,
            Service::Delegation,
            Column::RoleAssignment,
            "Microsoft.Authorization/roleAssignments:PrincipalId",
            "Principal ID",
            "the object id of who gets or loses the role",
        )
    }
}

const fn principal_type(source: Source) -> AttributeInfo {
    AttributeInfo {
        value_type: ValueType::PrincipalType,
        values: &["User", "Group", "ServicePrincipal"],
        operators: PRINCIPAL_TYPE,
        note: Some("managed identities count as `ServicePrincipal`; the caller must send `principalType`"),
        ..row(
            source,
            Service::Delegation,
            Column::RoleAssignment,
            "Microsoft.Authorization/roleAssignments:PrincipalType",
            "Principal type",
            "the kind of who gets or loses the role",
        )
    }
}

const fn blob_tag(source: Source) -> AttributeInfo {
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

const fn blob_tag_keys(source: Source) -> AttributeInfo {
    AttributeInfo {
        value_type: ValueType::StringList,
        single_valued: false,
        operators: LIST,
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

const fn secret_name(source: Source) -> AttributeInfo {
    row(
        source,
        Service::KeyVault,
        Column::Secret,
        "Microsoft.KeyVault/vaults/secrets:name",
        "Secret name",
        "the name of the secret; absent when secrets are listed",
    )
}

/// Seen in stored conditions of Microsoft's own roles, or in other people's; no page documents it.
const fn undocumented(source: Source, text: &'static str, title: &'static str) -> AttributeInfo {
    AttributeInfo {
        offered: false,
        note: Some("no page documents it; seen in conditions that Microsoft stored on its own roles"),
        ..row(
            source,
            Service::Undocumented,
            Column::Nowhere,
            text,
            title,
            "not documented; internal to Microsoft's services",
        )
    }
}

pub(super) static ATTRIBUTES: &[AttributeInfo] = &[
    role_id(Source::Request),
    principal_type(Source::Request),
    principal_id(Source::Request),
    role_id(Source::Resource),
    principal_type(Source::Resource),
    principal_id(Source::Resource),
    row(
        Source::Resource,
        Service::Blobs,
        Column::AccountName,
        "Microsoft.Storage/storageAccounts:name",
        "Account name",
        "the name of the storage account",
    ),
    AttributeInfo {
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
    },
    AttributeInfo {
        note: Some(BLOB_PATH_NOTE),
        ..row(
            Source::Resource,
            Service::Blobs,
            Column::Path,
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path",
            "Blob path",
            "the path of the blob in its container",
        )
    },
    AttributeInfo {
        note: Some("for listing only: no leading `/`, not URL-encoded; callers must send the prefix"),
        ..row(
            Source::Request,
            Service::Blobs,
            Column::Prefix,
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:prefix",
            "Blob prefix",
            "the prefix by which blobs are listed",
        )
    },
    blob_tag(Source::Resource),
    blob_tag(Source::Request),
    blob_tag_keys(Source::Resource),
    blob_tag_keys(Source::Request),
    AttributeInfo {
        value_type: ValueType::Boolean,
        operators: BOOLEAN,
        ..row(
            Source::Resource,
            Service::Blobs,
            Column::IsCurrentVersion,
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:isCurrentVersion",
            "Is Current Version",
            "whether the blob is the current version, and not an older one or a snapshot",
        )
    },
    AttributeInfo {
        value_type: ValueType::DateTime,
        operators: DATE,
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
    },
    AttributeInfo {
        value_type: ValueType::DateTime,
        operators: DATE,
        exists: true,
        ..row(
            Source::Request,
            Service::Blobs,
            Column::Snapshot,
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:snapshot",
            "Snapshot",
            "the snapshot of the blob that is asked for",
        )
    },
    AttributeInfo {
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
    },
    AttributeInfo {
        value_type: ValueType::Boolean,
        operators: BOOLEAN,
        note: Some("only for assignments at a resource group or above"),
        ..row(
            Source::Resource,
            Service::Blobs,
            Column::IsHns,
            "Microsoft.Storage/storageAccounts:isHnsEnabled",
            "Is hierarchical namespace enabled",
            "whether the storage account has a hierarchical namespace",
        )
    },
    AttributeInfo {
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
    },
    row(
        Source::Resource,
        Service::Queues,
        Column::Queue,
        "Microsoft.Storage/storageAccounts/queueServices/queues:name",
        "Queue name",
        "the name of the queue",
    ),
    AttributeInfo {
        note: Some("under `@Request` even for reading; the registry must be in mode `rbac-abac`"),
        ..row(
            Source::Request,
            Service::ContainerRegistry,
            Column::Repository,
            "Microsoft.ContainerRegistry/registries/repositories:name",
            "Repository name",
            "the name of the repository in the registry",
        )
    },
    AttributeInfo {
        operators: TABLE_NAME,
        ..row(
            Source::Resource,
            Service::LogAnalytics,
            Column::LogTable,
            "Microsoft.OperationalInsights/workspaces/tables:name",
            "Table name",
            "the name of the table in the workspace",
        )
    },
    AttributeInfo {
        operators: LOG_TEXT,
        note: Some("a table without this column is denied"),
        ..row(
            Source::Resource,
            Service::LogAnalytics,
            Column::LogTable,
            "Microsoft.OperationalInsights/workspaces/tables/record:<key><$key_case_sensitive$>",
            "Column value (Key is the column name)",
            "the value of a column in each row",
        )
    },
    AttributeInfo {
        values: &["General", "Protected"],
        operators: TABLE_NAME,
        ..row(
            Source::Resource,
            Service::LogAnalytics,
            Column::LogTable,
            "Microsoft.OperationalInsights/workspaces/tables:protectionLevel",
            "Table protection level",
            "whether the table is protected",
        )
    },
    row(
        Source::Resource,
        Service::KeyVault,
        Column::Vault,
        "Microsoft.KeyVault/vaults:name",
        "Vault name",
        "the name of the key vault",
    ),
    secret_name(Source::Resource),
    secret_name(Source::Request),
    AttributeInfo {
        value_type: ValueType::Boolean,
        operators: BOOLEAN,
        ..row(
            Source::Environment,
            Service::Environment,
            Column::Caller,
            "isPrivateLink",
            "Is private link",
            "whether the request comes over a private link",
        )
    },
    AttributeInfo {
        value_type: ValueType::ResourceId,
        operators: RESOURCE_ID,
        note: Some("the portal offers it only where the subscription has a private endpoint"),
        ..row(
            Source::Environment,
            Service::Environment,
            Column::Caller,
            "Microsoft.Network/privateEndpoints",
            "Private endpoint",
            "the resource id of the private endpoint that the request comes through",
        )
    },
    AttributeInfo {
        value_type: ValueType::ResourceId,
        operators: RESOURCE_ID,
        note: Some("the portal offers it only where the subscription has a subnet"),
        ..row(
            Source::Environment,
            Service::Environment,
            Column::Caller,
            "Microsoft.Network/virtualNetworks/subnets",
            "Subnet",
            "the resource id of the subnet that the request comes from",
        )
    },
    AttributeInfo {
        value_type: ValueType::DateTime,
        operators: NOW,
        ..row(
            Source::Environment,
            Service::Environment,
            Column::Caller,
            "UtcNow",
            "UTC now",
            "the time of the request",
        )
    },
    AttributeInfo {
        single_valued: false,
        operators: SECURITY_ATTRIBUTE,
        note: Some(
            "attribute set and attribute joined by `_`; type and number of values come from Entra; not with PIM",
        ),
        ..row(
            Source::Principal,
            Service::Principal,
            Column::Caller,
            "Microsoft.Directory/CustomSecurityAttributes/Id:<key>",
            "Custom security attribute",
            "a custom security attribute of the user or application that makes the request",
        )
    },
    AttributeInfo {
        value_type: ValueType::Boolean,
        operators: BOOLEAN,
        ..undocumented(Source::Resource, "HasObotoken", "HasObotoken")
    },
    undocumented(Source::Principal, "Microsoft.Directory/TokenClaims:<key>", "Token claim"),
    undocumented(Source::Principal, "ApplicationId", "ApplicationId"),
    undocumented(Source::Principal, "ApplicationACR", "ApplicationACR"),
    AttributeInfo {
        values: &["General", "Protected"],
        operators: TABLE_NAME,
        ..undocumented(
            Source::Resource,
            "Microsoft.Insights/logs/tables:protectionLevel",
            "Table protection level",
        )
    },
    AttributeInfo {
        note: Some("from the preview of 2021; `SubOperationMatches{'…'}` took its place"),
        ..undocumented(Source::Request, "subOperation", "Suboperation")
    },
];
