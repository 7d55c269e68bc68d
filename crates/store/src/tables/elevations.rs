//! `elevations`: what the logs told of elevations and their ends.

use rolewright_authz::records::{ElevationChange, ElevationRecord, ElevationSource, Stage};

use super::table::{Column, RowReader, RowWriter, Table, damaged};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "elevations",
    kind: ObjectKind::Elevation,
    stage: Stage::Elevations,
    home: None,
    columns: &[
        Column::Plain("record"),
        Column::Plain("source"),
        Column::Plain("at"),
        Column::Plain("change"),
        Column::Principal("principal"),
        Column::Plain("caller"),
        Column::Plain("ip_address"),
        Column::Plain("correlation"),
        Column::Plain("succeeded"),
    ],
};

pub(crate) fn write(r: &ElevationRecord, row: &mut RowWriter<'_>) {
    let ElevationRecord { id, source, at, change, principal, caller, ip_address, correlation, succeeded } = r;
    row.text(id)
        .text(match source {
            ElevationSource::ActivityLog => "activityLog",
            ElevationSource::DirectoryAudit => "directoryAudit",
        })
        .time(*at)
        .text(match change {
            ElevationChange::Elevated => "elevated",
            ElevationChange::Removed => "removed",
        })
        .principal_or_null(*principal)
        .text_or_null(caller.as_deref())
        .text_or_null(ip_address.as_deref())
        .text_or_null(correlation.as_deref())
        .flag(*succeeded);
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<ElevationRecord, StoreError> {
    Ok(ElevationRecord {
        id: row.text()?,
        source: match row.text()?.as_str() {
            "activityLog" => ElevationSource::ActivityLog,
            "directoryAudit" => ElevationSource::DirectoryAudit,
            other => return Err(damaged(&format!("an elevation is from `{other}`"))),
        },
        at: row.time()?,
        change: match row.text()?.as_str() {
            "elevated" => ElevationChange::Elevated,
            "removed" => ElevationChange::Removed,
            other => return Err(damaged(&format!("an elevation is `{other}`"))),
        },
        principal: row.guid_or_null()?,
        caller: row.text_or_null()?,
        ip_address: row.text_or_null()?,
        correlation: row.text_or_null()?,
        succeeded: row.flag()?,
    })
}
