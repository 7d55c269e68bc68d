//! Attributes of role assignments, the same three for both sources.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>

use crate::catalog::Service;
use crate::catalog::attribute_table::{offers, row};
use crate::catalog::attributes::{AttributeInfo, Column, ValueType};
use crate::syntax::ast::Source;

pub(super) const fn role_id(source: Source) -> AttributeInfo {
    AttributeInfo {
        value_type: ValueType::Role,
        operators: offers::GUID,
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

pub(super) const fn principal_id(source: Source) -> AttributeInfo {
    AttributeInfo {
        value_type: ValueType::Principal,
        operators: offers::GUID,
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

pub(super) const fn principal_type(source: Source) -> AttributeInfo {
    AttributeInfo {
        value_type: ValueType::PrincipalType,
        values: &["User", "Group", "ServicePrincipal"],
        operators: offers::PRINCIPAL_TYPE,
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
