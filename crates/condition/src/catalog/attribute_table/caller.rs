//! Attributes of the call and of who makes it.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#environment-attributes>,
//! <https://learn.microsoft.com/azure/role-based-access-control/conditions-custom-security-attributes>

use crate::catalog::Service;
use crate::catalog::attribute_table::{offers, row};
use crate::catalog::attributes::{AttributeInfo, Column, ValueType};
use crate::syntax::ast::Source;

pub(super) const IS_PRIVATE_LINK: AttributeInfo = AttributeInfo {
    value_type: ValueType::Boolean,
    operators: offers::BOOLEAN,
    ..row(
        Source::Environment,
        Service::Environment,
        Column::Caller,
        "isPrivateLink",
        "Is private link",
        "whether the request comes over a private link",
    )
};

pub(super) const PRIVATE_ENDPOINT: AttributeInfo = AttributeInfo {
    value_type: ValueType::ResourceId,
    operators: offers::RESOURCE_ID,
    note: Some("the portal offers it only where the subscription has a private endpoint"),
    ..row(
        Source::Environment,
        Service::Environment,
        Column::Caller,
        "Microsoft.Network/privateEndpoints",
        "Private endpoint",
        "the resource id of the private endpoint that the request comes through",
    )
};

pub(super) const SUBNET: AttributeInfo = AttributeInfo {
    value_type: ValueType::ResourceId,
    operators: offers::RESOURCE_ID,
    note: Some("the portal offers it only where the subscription has a subnet"),
    ..row(
        Source::Environment,
        Service::Environment,
        Column::Caller,
        "Microsoft.Network/virtualNetworks/subnets",
        "Subnet",
        "the resource id of the subnet that the request comes from",
    )
};

pub(super) const UTC_NOW: AttributeInfo = AttributeInfo {
    value_type: ValueType::DateTime,
    operators: offers::NOW,
    ..row(
        Source::Environment,
        Service::Environment,
        Column::Caller,
        "UtcNow",
        "UTC now",
        "the time of the request",
    )
};

pub(super) const SECURITY_ATTRIBUTE: AttributeInfo = AttributeInfo {
    single_valued: false,
    operators: offers::SECURITY_ATTRIBUTE,
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
};
