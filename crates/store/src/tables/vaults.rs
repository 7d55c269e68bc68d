//! `vaults`.

use rolewright_authz::records::{Stage, Vault, VaultKind};

use super::table::{Column, RowReader, RowWriter, Table, damaged};
use crate::error::StoreError;
use crate::object::ObjectKind;

pub(crate) const TABLE: Table = Table {
    name: "vaults",
    kind: ObjectKind::Vault,
    stage: Stage::Vaults,
    home: Some("scope"),
    columns: &[
        Column::Scope("scope"),
        Column::Plain("kind"),
        Column::Plain("location"),
        Column::Plain("immutability"),
        Column::Plain("soft_delete"),
    ],
};

pub(crate) fn write(r: &Vault, row: &mut RowWriter<'_>) {
    let Vault { id, kind, location, immutability, soft_delete } = r;
    row.home(id)
        .text(match kind {
            VaultKind::RecoveryServices => "recoveryServices",
            VaultKind::Backup => "backup",
        })
        .text(location)
        .text_or_null(immutability.as_deref())
        .text_or_null(soft_delete.as_deref());
}

pub(crate) fn read(row: &mut RowReader<'_>) -> Result<Vault, StoreError> {
    Ok(Vault {
        id: row.path()?,
        kind: match row.text()?.as_str() {
            "recoveryServices" => VaultKind::RecoveryServices,
            "backup" => VaultKind::Backup,
            other => return Err(damaged(&format!("a vault is `{other}`"))),
        },
        location: row.text()?,
        immutability: row.text_or_null()?,
        soft_delete: row.text_or_null()?,
    })
}
