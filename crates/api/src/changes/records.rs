//! Changes of what stands in the way, and of places, in a sentence.

use rolewright_authz::diff::Change;
use rolewright_authz::records::{
    DenyAssignment, GuardLink, Lock, LockLevel, PolicyAssignment, Principal, Record, ResourceGuard, Vault,
};

use super::describe::Said;
use super::grants;

/// A change at a place; those of assignments, roles and principals are put into words elsewhere.
pub(super) fn said(change: &Change, at: &str) -> Said {
    match change {
        Change::LockAdded(r) => {
            Said::new(format!("{} was locked by `{}`: {}", at, r.name, level(&r.level)), false)
                .texts(None, r.level.as_str().to_owned())
        }
        Change::LockRemoved(r) => Said::new(format!("the lock `{}` on {at} was removed", r.name), true)
            .texts(r.level.as_str().to_owned(), None),
        Change::LockChanged(pair) => lock_changed(pair, at),
        Change::GuardLinked(r) => {
            Said::new(format!("{at} was linked to the Resource Guard {}", r.guard.name()), false)
                .texts(None, link_text(r))
        }
        Change::GuardUnlinked(r) => {
            Said::new(format!("{at} is no longer linked to the Resource Guard {}", r.guard.name()), true)
                .texts(link_text(r), None)
        }
        Change::GuardLinkChanged(pair) => {
            let [a, b] = pair.as_ref();
            let wider = a.guard != b.guard || lost(&a.operations, &b.operations);
            let words = if a.guard == b.guard {
                format!("the link of {at} to {} protects other operations", b.guard.name())
            } else {
                format!(
                    "{at} is linked to the Resource Guard {} instead of {}",
                    b.guard.name(),
                    a.guard.name()
                )
            };
            Said::new(words, wider).texts(link_text(a), link_text(b))
        }
        Change::GuardAdded(r) => {
            Said::new(format!("the Resource Guard {at} was created"), false).texts(None, guard_text(r))
        }
        Change::GuardRemoved(r) => {
            Said::new(format!("the Resource Guard {at} was deleted"), true).texts(guard_text(r), None)
        }
        Change::GuardChanged(pair) => {
            let [a, b] = pair.as_ref();
            let wider =
                lost(&a.operations, &b.operations) || lost(&b.excluded_operations, &a.excluded_operations);
            let words = if wider {
                format!("the Resource Guard {at} protects fewer operations")
            } else {
                format!("the Resource Guard {at} changed")
            };
            Said::new(words, wider).texts(guard_text(a), guard_text(b))
        }
        Change::VaultChanged(pair) => vault_changed(pair, at),
        Change::DenyAdded(r) => Said::new(format!("`{}` denies something at {at}", r.name), false)
            .texts(None, grants::permissions(&r.permissions)),
        Change::DenyRemoved(r) => Said::new(format!("`{}` no longer denies anything at {at}", r.name), true)
            .texts(grants::permissions(&r.permissions), None),
        Change::DenyChanged(pair) => deny_changed(pair, at),
        Change::SubscriptionMoved(pair) => {
            let group = |i: usize| pair.get(i).and_then(|s| s.management_group.clone());
            moved(at, group(0), group(1))
        }
        Change::ManagementGroupMoved(pair) => {
            let group = |i: usize| pair.get(i).and_then(|g| g.parent.clone());
            moved(at, group(0), group(1))
        }
        Change::Added(record) => came_or_went(record, at, true),
        Change::Removed(record) => came_or_went(record, at, false),
        Change::Other(pair) => match pair.as_ref() {
            [Record::PolicyAssignment(a), Record::PolicyAssignment(b)] => policy_changed(a, b, at),
            _ => Said::new(format!("{at} changed"), false),
        },
        _ => Said::new(format!("{at} changed"), false),
    }
}

fn level(level: &LockLevel) -> &str {
    match level {
        LockLevel::CanNotDelete => "nothing in it may be deleted",
        LockLevel::ReadOnly => "nothing in it may be deleted or changed",
        LockLevel::Other(text) => text,
    }
}

fn lock_changed([a, b]: &[Lock; 2], at: &str) -> Said {
    if a.level == b.level {
        return Said::new(format!("the notes of the lock `{}` on {at} changed", b.name), false)
            .texts(a.notes.clone(), b.notes.clone());
    }
    let wider = b.level != LockLevel::ReadOnly;
    let how = if wider { "is weaker" } else { "is stricter" };
    Said::new(format!("the lock `{}` on {at} {how}: {}", b.name, level(&b.level)), wider)
        .texts(a.level.as_str().to_owned(), b.level.as_str().to_owned())
}

fn vault_changed([a, b]: &[Vault; 2], at: &str) -> Said {
    let text = |vault: &Vault| {
        let or_unknown = |text: &Option<String>| text.clone().unwrap_or_else(|| "not told".to_owned());
        format!(
            "immutability {}, soft delete {}",
            or_unknown(&vault.immutability),
            or_unknown(&vault.soft_delete)
        )
    };
    // From loose to strict. Azure: <https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept>,
    // <https://learn.microsoft.com/azure/backup/backup-azure-enhanced-soft-delete-about>
    let rank = |value: &Option<String>| match value.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("disabled" | "off") => 0,
        Some("unlocked" | "enabled" | "on") => 1,
        Some("locked" | "alwayson") => 2,
        _ => -1,
    };
    let looser = |a: &Option<String>, b: &Option<String>| rank(b) < rank(a);
    let wider = looser(&a.immutability, &b.immutability) || looser(&a.soft_delete, &b.soft_delete);
    let how = if wider { "is protected less" } else { "changed" };
    Said::new(format!("the vault {at} {how}: {}", text(b)), wider).texts(text(a), text(b))
}

fn deny_changed([a, b]: &[DenyAssignment; 2], at: &str) -> Said {
    let fewer_denied = a.principals.iter().any(|p| !b.principals.contains(p));
    let more_spared = b.excluded.iter().any(|p| !a.excluded.contains(p));
    let denies_less = !grants::gained(&b.permissions, &a.permissions).is_empty();
    let wider = fewer_denied
        || more_spared
        || denies_less
        || a.condition != b.condition
        || b.not_below && !a.not_below;
    let how = if wider { "may deny less" } else { "changed" };
    Said::new(format!("`{}` at {at} {how}", b.name), wider)
        .texts(grants::permissions(&a.permissions), grants::permissions(&b.permissions))
}

fn policy_changed(a: &PolicyAssignment, b: &PolicyAssignment, at: &str) -> Said {
    let spares_more = b.not_scopes.iter().any(|scope| !a.not_scopes.contains(scope));
    let switched_off = a.enforced && !b.enforced;
    let wider = spares_more || switched_off || lost(&a.denied_actions, &b.denied_actions);
    let words = if switched_off {
        format!("the policy `{}` at {at} is no longer enforced", b.name)
    } else if spares_more {
        format!("the policy `{}` at {at} spares more places", b.name)
    } else {
        format!("the policy `{}` at {at} changed", b.name)
    };
    Said::new(words, wider)
}

/// What is inherited changes with the place.
fn moved(at: &str, from: Option<String>, to: Option<String>) -> Said {
    let under = |group: &Option<String>| group.clone().unwrap_or_else(|| "the root".to_owned());
    let words = format!("{at} moved from {} to {} and inherits what holds there", under(&from), under(&to));
    Said::new(words, true).texts(from, to)
}

fn came_or_went(record: &Record, at: &str, came: bool) -> Said {
    let (what, wider) = match record {
        Record::PolicyAssignment(r) => {
            let denies = r.denied_actions.join(", ");
            let words = if came { "denies" } else { "no longer denies" };
            return Said::new(format!("the policy `{}` at {at} {words} {denies}", r.name), !came);
        }
        Record::Subscription(_) => ("the subscription", false),
        Record::ManagementGroup(_) => ("the management group", false),
        Record::Vault(_) => ("the vault", false),
        _ => ("", false),
    };
    let how = if came { "is new" } else { "is there no more" };
    Said::new(format!("{what} {at} {how}").trim_start().to_owned(), wider)
}

/// A principal that says something else of itself.
pub(super) fn principal_changed(pair: &[Principal; 2], who: &str) -> Said {
    let [a, b] = pair;
    let name = |p: &Principal| p.display_name.clone().or_else(|| p.user_principal_name.clone());
    if a.guest != b.guest {
        let how = if b.guest { "is a guest now" } else { "is no guest any more" };
        return Said::new(format!("{who} {how}"), false);
    }
    if a.display_name != b.display_name {
        return Said::new(format!("{who} has another name"), false).texts(name(a), name(b));
    }
    Said::new(format!("what the directory tells of {who} changed"), false)
        .texts(a.user_principal_name.clone(), b.user_principal_name.clone())
}

/// Whether something of the first is missing in the second.
fn lost(before: &[String], after: &[String]) -> bool {
    before.iter().any(|one| !after.iter().any(|other| other.eq_ignore_ascii_case(one)))
}

/// What a link leads to and protects, one operation a line.
fn link_text(link: &GuardLink) -> String {
    let mut text = link.guard.as_str().to_owned();
    push_lines(&mut text, &link.operations);
    text
}

/// What a guard protects and leaves open, one operation a line.
fn guard_text(guard: &ResourceGuard) -> String {
    let mut text = "protects:".to_owned();
    push_lines(&mut text, &guard.operations);
    if !guard.excluded_operations.is_empty() {
        text.push_str("\nleaves open:");
        push_lines(&mut text, &guard.excluded_operations);
    }
    text
}

fn push_lines(text: &mut String, lines: &[String]) {
    for line in lines {
        text.push_str("\n  ");
        text.push_str(line);
    }
}
