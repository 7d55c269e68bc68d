//! One change as a row: in a sentence, and whether it lets anybody do more.

use std::collections::HashMap;

use jiff::Timestamp;
use rolewright_authz::diff::Change;
use rolewright_authz::records::{ElevationChange, PimKind, Record, RoleDefinition, RoleKind};
use rolewright_condition::guid::Guid;
use rolewright_store::diff::{Affected, Difference};

use super::condition_change::{Conditions, condition_changed};
use super::subject::Subject;
use super::{grants, kind, records};
use crate::names::{Names, what, who};
use crate::wire::snapshots::ChangeRow;

/// What is known beside a change when it is put into words.
#[derive(Debug, Default)]
pub(super) struct Describe {
    pub(super) names: Names,
    pub(super) affected: HashMap<Guid, Affected>,
    /// Until when the role assignments hold that Privileged Identity Management made, by their names.
    pub(super) activated: HashMap<Guid, Option<Timestamp>>,
    pub(super) conditions: Conditions,
}

/// What is said of a change beyond whom and where.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) words: String,
    pub(super) wider: bool,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) newly_allowed: Vec<String>,
    pub(super) affected: Option<u64>,
}

impl Said {
    pub(super) fn new(words: String, wider: bool) -> Self {
        Self { words, wider, ..Self::default() }
    }

    pub(super) fn texts(
        mut self,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> Self {
        (self.before, self.after) = (before.into(), after.into());
        self
    }
}

impl Describe {
    /// `None` for a change that is not shown.
    pub(super) fn row(&mut self, difference: &Difference) -> Option<ChangeRow> {
        let Difference { object, change, seen_in: _, certain } = difference;
        let kind = kind::kind(change)?;
        let subject = Subject::of(change);
        let place = subject.place.as_ref().map(|scope| self.names.place(scope));
        let principal = subject.principal.map(|(id, kind)| self.names.principal(id, kind));
        let role = subject.role.map(|id| self.names.role(id));
        let at = place.as_ref().map_or_else(String::new, |place| match place.scope.as_str() {
            "/" => "the root scope".to_owned(),
            _ => place.name.clone(),
        });
        let who = principal.as_ref().map_or("somebody", who);
        let what = role.as_ref().map_or("a role", what);
        let mut said = self.said(change, &subject, who, what, &at);
        if !certain {
            said.words.push_str("; the earlier snapshot could not read the place, so this may be older");
        }
        let Said { words, wider, before, after, newly_allowed, affected } = said;
        Some(ChangeRow {
            key: format!("{}:{}", object.kind.as_str(), object.key),
            kind,
            words,
            place,
            principal,
            role,
            wider,
            before,
            after,
            newly_allowed,
            affected,
        })
    }

    fn said(&mut self, change: &Change, subject: &Subject<'_>, who: &str, what: &str, at: &str) -> Said {
        match change {
            Change::Granted(r) => {
                let until = match self.activated.get(&r.name) {
                    Some(Some(end)) => format!(" by activation, until {end}"),
                    Some(None) => " by activation".to_owned(),
                    None => String::new(),
                };
                let with = if r.condition.is_some() { ", with a condition" } else { "" };
                Said::new(format!("{who} was granted {what} at {at}{until}{with}"), true)
                    .texts(None, r.condition.clone())
            }
            Change::Revoked(r) => Said::new(format!("{what} at {at} was taken from {who}"), false)
                .texts(r.condition.clone(), None),
            Change::ConditionChanged(pair) => {
                let [a, b] = pair.as_ref();
                let texts = [a.condition.as_deref(), b.condition.as_deref()];
                condition_changed(&mut self.conditions, &self.names, texts, who, what, at)
            }
            Change::AssignmentChanged(pair) => {
                let [a, b] = pair.as_ref();
                let words = if a.description != b.description {
                    format!("the description of {who}'s {what} at {at} changed")
                } else {
                    format!("{who}'s {what} at {at} was written again; it allows the same")
                };
                Said::new(words, false).texts(a.description.clone(), b.description.clone())
            }
            Change::RoleAdded(r) => {
                let made = if r.kind == RoleKind::BuiltIn { "is new in Azure" } else { "was created" };
                self.role(r, format!("the role {} {made}", r.name), false).texts(None, grants::text(r))
            }
            Change::RoleRemoved(r) => {
                Said::new(format!("the role {} was deleted", r.name), false).texts(grants::text(r), None)
            }
            Change::RoleChanged(pair) => self.role_changed(pair),
            Change::PimAdded(r) => {
                let how = match r.kind {
                    PimKind::Eligible => "was made eligible for",
                    PimKind::Active => "was made active through Privileged Identity Management for",
                };
                let until = r.end.map_or(", without an end".to_owned(), |end| format!(", until {end}"));
                Said::new(format!("{who} {how} {what} at {at}{until}"), true).texts(None, r.condition.clone())
            }
            Change::PimRemoved(r) => {
                let how = if r.kind == PimKind::Eligible { "eligible for" } else { "active for" };
                Said::new(format!("{who} is no longer {how} {what} at {at}"), false)
            }
            Change::PimChanged(pair) => {
                let [a, b] = pair.as_ref();
                if a.condition != b.condition {
                    let texts = [a.condition.as_deref(), b.condition.as_deref()];
                    return condition_changed(&mut self.conditions, &self.names, texts, who, what, at);
                }
                let end = |end: Option<Timestamp>| end.map_or("without an end".to_owned(), |e| e.to_string());
                let longer = match (a.end, b.end) {
                    (Some(a), Some(b)) => b > a,
                    (Some(_), None) => true,
                    (None, _) => false,
                };
                Said::new(format!("{who}'s time for {what} at {at} changed"), longer)
                    .texts(end(a.end), end(b.end))
            }
            Change::Elevation(r) => {
                let by = r.caller.as_deref().filter(|_| subject.principal.is_none()).unwrap_or(who);
                let (words, wider) = match (r.change, r.succeeded) {
                    (ElevationChange::Elevated, true) => ("elevated access to the whole tenant", true),
                    (ElevationChange::Elevated, false) => ("tried to elevate access and failed", false),
                    (ElevationChange::Removed, true) => ("lost elevated access", false),
                    (ElevationChange::Removed, false) => ("kept elevated access: removing it failed", true),
                };
                Said::new(format!("{by} {words} on {}", r.at), wider)
            }
            Change::PrincipalDeleted(_) => {
                Said::new(format!("{who} was deleted; what is assigned to it remains"), false)
            }
            Change::PrincipalRestored(_) => {
                Said::new(format!("the directory knows {who} again, with all that is assigned to it"), true)
            }
            Change::PrincipalChanged(pair) => records::principal_changed(pair, who),
            Change::Added(Record::GroupMembership(_)) => {
                Said::new(format!("{who} came to the group {}", self.group(subject)), true)
            }
            Change::Removed(Record::GroupMembership(_)) => {
                Said::new(format!("{who} left the group {}", self.group(subject)), false)
            }
            other => records::said(other, at),
        }
    }

    fn group(&self, subject: &Subject<'_>) -> String {
        subject.group.map_or_else(String::new, |id| who(&self.names.principal(id, None)).to_owned())
    }

    fn role(&self, role: &RoleDefinition, words: String, wider: bool) -> Said {
        let affected = self.affected.get(&role.id).map(|affected| affected.principals);
        Said { affected, ..Said::new(words, wider) }
    }

    fn role_changed(&self, pair: &[RoleDefinition; 2]) -> Said {
        let [a, b] = pair;
        let gained = grants::gained(&a.permissions, &b.permissions);
        let lost = grants::gained(&b.permissions, &a.permissions);
        let mut places = b
            .assignable_scopes
            .iter()
            .filter(|scope| !a.assignable_scopes.iter().any(|known| known.covers(scope)));
        let name = &b.name;
        let more = |list: &[String]| match list {
            [] => String::new(),
            [one] => format!("`{one}`"),
            [one, rest @ ..] => format!("`{one}` and {} more", rest.len()),
        };
        let words = match (gained.as_slice(), lost.as_slice()) {
            ([], []) if places.next().is_some() => format!("{name} may be assigned at more places"),
            ([], []) if a.permissions == b.permissions => format!("{name} may be assigned at fewer places"),
            ([], []) => format!("{name} is written otherwise and grants the same"),
            (gained, []) => format!("{name} now grants {}", more(gained)),
            ([], lost) => format!("{name} no longer grants {}", more(lost)),
            (gained, lost) => format!("{name} now grants {}, and no longer {}", more(gained), more(lost)),
        };
        let wider = !gained.is_empty();
        let newly_allowed = gained.into_iter().map(|pattern| format!("`{pattern}`")).collect();
        Said { newly_allowed, ..self.role(b, words, wider) }.texts(grants::text(a), grants::text(b))
    }
}
