//! `pim_instances`: eligible and active assignments of Privileged Identity Management.

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{PimInstance, PimKind, Stage};

use super::table::{Column, RowReader, RowWriter, Table, damaged};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "pim_instances",
    kind: ObjectKind::PimInstance,
    stage: Stage::PimInstances,
    home: Some("scope"),
    columns: &[
        Column::Plain("kind"),
        Column::Plain("name"),
        Column::Scope("scope"),
        Column::Role("role"),
        Column::Principal("principal"),
        Column::Plain("principal_type"),
        Column::Plain("member_type"),
        Column::Plain("assignment_type"),
        Column::Plain("starts"),
        Column::Plain("ends"),
        Column::Condition("condition"),
        Column::Plain("condition_version"),
        Column::Plain("origin_assignment"),
        Column::Plain("eligibility"),
    ],
};

pub(crate) fn write(r: &PimInstance, row: &mut RowWriter<'_>) {
    let PimInstance {
        kind,
        name,
        scope,
        role,
        principal,
        principal_type,
        member_type,
        assignment_type,
        start,
        end,
        condition,
        condition_version,
        origin_assignment,
        eligibility,
    } = r;
    row.text(match kind {
        PimKind::Eligible => "eligible",
        PimKind::Active => "active",
    })
    .text(name)
    .home(scope)
    .role(*role)
    .principal(*principal)
    .text(principal_type.as_str())
    .text_or_null(member_type.as_deref())
    .text_or_null(assignment_type.as_deref())
    .time_or_null(*start)
    .time_or_null(*end)
    .condition(condition.as_deref())
    .text_or_null(condition_version.as_deref())
    .guid_or_null(*origin_assignment)
    .text_or_null(eligibility.as_deref());
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<PimInstance, StoreError> {
    Ok(PimInstance {
        kind: match row.text()?.as_str() {
            "eligible" => PimKind::Eligible,
            "active" => PimKind::Active,
            other => return Err(damaged(&format!("a PIM instance is `{other}`"))),
        },
        name: row.text()?,
        scope: row.path()?,
        role: row.guid()?,
        principal: row.guid()?,
        principal_type: PrincipalType::parse(&row.text()?),
        member_type: row.text_or_null()?,
        assignment_type: row.text_or_null()?,
        start: row.time_or_null()?,
        end: row.time_or_null()?,
        condition: row.text_or_null()?,
        condition_version: row.text_or_null()?,
        origin_assignment: row.guid_or_null()?,
        eligibility: row.text_or_null()?,
    })
}
