//! Attributes of Container Registry, Log Analytics and Key Vault.
//!
//! Azure: <https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions>,
//! <https://learn.microsoft.com/azure/azure-monitor/logs/granular-rbac-log-analytics>,
//! <https://learn.microsoft.com/azure/key-vault/general/rbac-abac>

use crate::catalog::Service;
use crate::catalog::attribute_table::{offers, row};
use crate::catalog::attributes::{AttributeInfo, Column};
use crate::syntax::ast::Source;

pub(super) const REPOSITORY_NAME: AttributeInfo = AttributeInfo {
    note: Some("under `@Request` even for reading; the registry must be in mode `rbac-abac`"),
    ..row(
        Source::Request,
        Service::ContainerRegistry,
        Column::Repository,
        "Microsoft.ContainerRegistry/registries/repositories:name",
        "Repository name",
        "the name of the repository in the registry",
    )
};

pub(super) const TABLE_NAME: AttributeInfo = AttributeInfo {
    operators: offers::TABLE_NAME,
    ..row(
        Source::Resource,
        Service::LogAnalytics,
        Column::LogTable,
        "Microsoft.OperationalInsights/workspaces/tables:name",
        "Table name",
        "the name of the table in the workspace",
    )
};

pub(super) const COLUMN_VALUE: AttributeInfo = AttributeInfo {
    operators: offers::LOG_TEXT,
    note: Some("a table without this column is denied"),
    ..row(
        Source::Resource,
        Service::LogAnalytics,
        Column::LogTable,
        "Microsoft.OperationalInsights/workspaces/tables/record:<key><$key_case_sensitive$>",
        "Column value (Key is the column name)",
        "the value of a column in each row",
    )
};

pub(super) const PROTECTION_LEVEL: AttributeInfo = AttributeInfo {
    values: &["General", "Protected"],
    operators: offers::TABLE_NAME,
    ..row(
        Source::Resource,
        Service::LogAnalytics,
        Column::LogTable,
        "Microsoft.OperationalInsights/workspaces/tables:protectionLevel",
        "Table protection level",
        "whether the table is protected",
    )
};

pub(super) const VAULT_NAME: AttributeInfo = row(
    Source::Resource,
    Service::KeyVault,
    Column::Vault,
    "Microsoft.KeyVault/vaults:name",
    "Vault name",
    "the name of the key vault",
);

pub(super) const fn secret_name(source: Source) -> AttributeInfo {
    row(
        source,
        Service::KeyVault,
        Column::Secret,
        "Microsoft.KeyVault/vaults/secrets:name",
        "Secret name",
        "the name of the secret; absent when secrets are listed",
    )
}
