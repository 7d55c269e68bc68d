//! Vaults, their guard links, and Resource Guards.

use rolewright_authz::records::{Record, Stage, VaultKind};
use rolewright_authz::scope_path::ScopePath;

use super::super::item::{ARM, Item};
use super::super::run::Context;
use crate::endpoints::{guard_links, resource_guards, vaults};

/// One item for each subscription and kind of vault, because each kind has a provider of its own that may not be
/// registered.
pub(super) fn vaults(context: &Context) -> Vec<Item> {
    let kinds = [
        (VaultKind::RecoveryServices, "Microsoft.RecoveryServices"),
        (VaultKind::Backup, "Microsoft.DataProtection"),
    ];
    let known = context.known();
    let pairs = known.subscriptions.iter().flat_map(|id| kinds.iter().map(move |kind| (*id, *kind)));
    pairs
        .map(|(id, (kind, provider))| {
            let scope = ScopePath::new(&format!("/subscriptions/{id}/providers/{provider}"));
            let pages = vaults::list(&context.azure, id, kind);
            Item::list(Stage::Vaults, scope, ARM, pages, |vault| Some(Record::Vault(vault)))
        })
        .collect()
}

/// The links of each vault; a vault without one is read, too, for nothing else tells that it has none.
pub(super) fn guard_links(context: &Context) -> Vec<Item> {
    let known = context.known();
    known
        .vaults
        .into_iter()
        .map(|vault| {
            let pages = guard_links::list(&context.azure, &vault);
            Item::list(Stage::Vaults, vault, ARM, pages, |link| Some(Record::GuardLink(link)))
        })
        .collect()
}

pub(super) fn resource_guards(context: &Context) -> Vec<Item> {
    let known = context.known();
    known
        .subscriptions
        .iter()
        .map(|id| {
            let pages = resource_guards::list(&context.azure, *id);
            let scope = ScopePath::subscription(*id);
            Item::list(Stage::ResourceGuards, scope, ARM, pages, |guard| Some(Record::ResourceGuard(guard)))
        })
        .collect()
}
