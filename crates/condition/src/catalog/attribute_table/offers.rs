//! Which operators lists offer for which kind of attribute, the usual one first.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#function-operators>

/// What the portal offers for role and principal ids. The last form differs from at least one, so that with
/// two or more ids it excludes nothing; Azure's own page lists it all the same.
pub(super) const GUID: &[&str] = &[
    "ForAnyOfAnyValues:GuidEquals",
    "ForAnyOfAllValues:GuidNotEquals",
    "GuidEquals",
    "GuidNotEquals",
    "ForAnyOfAnyValues:GuidNotEquals",
];
pub(super) const PRINCIPAL_TYPE: &[&str] = &[
    "ForAnyOfAnyValues:StringEqualsIgnoreCase",
    "ForAnyOfAllValues:StringNotEqualsIgnoreCase",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "ForAnyOfAnyValues:StringNotEqualsIgnoreCase",
];
pub(super) const TEXT: &[&str] = &[
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
pub(super) const RESOURCE_ID: &[&str] = &[
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringStartsWithIgnoreCase",
    "StringNotStartsWithIgnoreCase",
    "StringLikeIgnoreCase",
    "StringNotLikeIgnoreCase",
    "ForAnyOfAnyValues:StringEqualsIgnoreCase",
    "ForAnyOfAllValues:StringNotEqualsIgnoreCase",
];
pub(super) const LIST: &[&str] = &[
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
pub(super) const BOOLEAN: &[&str] = &["BoolEquals", "BoolNotEquals"];
pub(super) const DATE: &[&str] = &[
    "DateTimeEquals",
    "DateTimeNotEquals",
    "DateTimeGreaterThan",
    "DateTimeGreaterThanEquals",
    "DateTimeLessThan",
    "DateTimeLessThanEquals",
];
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#environment-attributes>
pub(super) const NOW: &[&str] = &["DateTimeGreaterThan", "DateTimeLessThan"];
/// Azure: <https://learn.microsoft.com/azure/azure-monitor/logs/granular-rbac-log-analytics>
pub(super) const TABLE_NAME: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "ForAllOfAnyValues:StringEquals",
    "ForAllOfAllValues:StringNotEquals",
];
/// Same page.
pub(super) const LOG_TEXT: &[&str] = &[
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
pub(super) const SECURITY_ATTRIBUTE: &[&str] = &[
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
