//! The attributes of Azure's tables, typed in, in the order in which lists show them.
//!
//! One file per page of Azure's; where a page is silent, the note says what the fact rests on.

mod caller;
mod delegation;
mod offers;
mod services;
mod storage;
mod undocumented;

use crate::catalog::Service;
use crate::catalog::attributes::{AttributeInfo, Column, ValueType};
use crate::syntax::ast::Source;

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
        operators: offers::TEXT,
        exists: false,
        offered: true,
        service,
        note: None,
        aliases: &[],
        column,
    }
}

pub(super) static ATTRIBUTES: &[AttributeInfo] = &[
    delegation::role_id(Source::Request),
    delegation::principal_type(Source::Request),
    delegation::principal_id(Source::Request),
    delegation::role_id(Source::Resource),
    delegation::principal_type(Source::Resource),
    delegation::principal_id(Source::Resource),
    storage::ACCOUNT_NAME,
    storage::CONTAINER_NAME,
    storage::BLOB_PATH,
    storage::BLOB_PREFIX,
    storage::blob_tag(Source::Resource),
    storage::blob_tag(Source::Request),
    storage::blob_tag_keys(Source::Resource),
    storage::blob_tag_keys(Source::Request),
    storage::IS_CURRENT_VERSION,
    storage::VERSION_ID,
    storage::SNAPSHOT,
    storage::ENCRYPTION_SCOPE,
    storage::IS_HNS_ENABLED,
    storage::CONTAINER_METADATA,
    storage::QUEUE_NAME,
    services::REPOSITORY_NAME,
    services::TABLE_NAME,
    services::COLUMN_VALUE,
    services::PROTECTION_LEVEL,
    services::VAULT_NAME,
    services::secret_name(Source::Resource),
    services::secret_name(Source::Request),
    caller::IS_PRIVATE_LINK,
    caller::PRIVATE_ENDPOINT,
    caller::SUBNET,
    caller::UTC_NOW,
    caller::SECURITY_ATTRIBUTE,
    undocumented::HAS_OBO_TOKEN,
    undocumented::undocumented(Source::Principal, "Microsoft.Directory/TokenClaims:<key>", "Token claim"),
    undocumented::undocumented(Source::Principal, "ApplicationId", "ApplicationId"),
    undocumented::undocumented(Source::Principal, "ApplicationACR", "ApplicationACR"),
    undocumented::LOG_PROTECTION_LEVEL,
    undocumented::SUBOPERATION,
];
