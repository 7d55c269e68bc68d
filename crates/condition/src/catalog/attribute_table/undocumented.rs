//! Attributes that no page names. They are known, so that a stored condition is not called wrong, and never
//! offered.

use crate::catalog::Service;
use crate::catalog::attribute_table::{offers, row};
use crate::catalog::attributes::{AttributeInfo, Column, ValueType};
use crate::syntax::ast::Source;

/// Seen in stored conditions of Microsoft's own roles, or in other people's; no page documents it.
pub(super) const fn undocumented(source: Source, text: &'static str, title: &'static str) -> AttributeInfo {
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

pub(super) const HAS_OBO_TOKEN: AttributeInfo = AttributeInfo {
    value_type: ValueType::Boolean,
    operators: offers::BOOLEAN,
    ..undocumented(Source::Resource, "HasObotoken", "HasObotoken")
};

pub(super) const LOG_PROTECTION_LEVEL: AttributeInfo = AttributeInfo {
    values: &["General", "Protected"],
    operators: offers::TABLE_NAME,
    ..undocumented(
        Source::Resource,
        "Microsoft.Insights/logs/tables:protectionLevel",
        "Table protection level",
    )
};

pub(super) const SUBOPERATION: AttributeInfo = AttributeInfo {
    note: Some("from the preview of 2021; `SubOperationMatches{'…'}` took its place"),
    ..undocumented(Source::Request, "subOperation", "Suboperation")
};
