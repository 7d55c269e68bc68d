//! What a reviewer writes beside an object, and how far the review is.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{PimInstance, Record, RoleAssignment};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::guid::Guid;
use rolewright_store::Database;
use rolewright_store::access::Access;
use rolewright_store::annotations::{Annotation as Kept, Verdict};
use rolewright_store::object::{ObjectId, ObjectKind as StoredKind};

use crate::app::App;
use crate::privileged::privileged_roles;
use crate::times;
use crate::wire::annotations::{
    Annotate, Annotation, AnnotationId, AnnotationState, ObjectKind, ReviewProgress,
};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::session::{Account, DoorKind};
use crate::wire::snapshots::SnapshotId;

/// The longest note; a report with longer ones is not read.
const LONGEST_NOTE: usize = 10_000;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The last day that a risk may be accepted until; stands for "without an end", which only other programs write.
const LAST_DAY: &str = "9999-12-31";

/// Writes an annotation in the user's name; it stays through later snapshots of the tenant.
///
/// # Errors
/// That the snapshot has no such object, that the day is none or has passed, that the note is too long; those of
/// the database.
pub async fn annotate(app: &App, request: &Annotate) -> Result<Annotation, ApiError> {
    let author = author(app, request.snapshot).await?;
    write(app.database().await?, request, &author, app.host.now()).await
}

/// Who writes: the person who is signed in to the snapshot's tenant, else the user of this computer. An
/// application is nobody who could answer for a review.
async fn author(app: &App, snapshot: i64) -> Result<String, ApiError> {
    let database = app.database().await?;
    let line = database.snapshot(snapshot).await?.tenant;
    let tenant = database.tenants().await?.into_iter().find(|t| t.id == line).map(|t| t.tenant);
    let is_person = |account: &&Account| {
        matches!(account.door, DoorKind::Browser | DoorKind::DeviceCode)
            && account.tenants.iter().any(|t| t.opened && Guid::parse(&t.id) == tenant)
    };
    let accounts = app.accounts.list(app).await?;
    Ok(accounts.iter().find(is_person).map_or_else(|| app.host.user(), |account| account.name.clone()))
}

/// The same, in somebody's name at some time (milliseconds since 1970).
async fn write(
    database: &Database,
    request: &Annotate,
    author: &str,
    now: i64,
) -> Result<Annotation, ApiError> {
    let Annotate { snapshot, object, key, state, note } = request;
    let verdict = match state {
        AnnotationState::Reviewed => Verdict::Reviewed,
        AnnotationState::Question => Verdict::Question,
        AnnotationState::AcceptRisk { until } => Verdict::AcceptedRisk { until: Some(last_day(until, now)?) },
    };
    if note.chars().count() > LONGEST_NOTE {
        return Err(ApiError::invalid(format!("the note has more than {LONGEST_NOTE} characters"))
            .with_hint("write the long version elsewhere and refer to it"));
    }
    let tenant = database.snapshot(*snapshot).await?.tenant;
    let object = find(database, *snapshot, *object, key).await?;
    let note = note.trim();
    let id = database.annotate(tenant, &object, verdict, note, author, now).await?;
    let kept = Kept { id, object, verdict, note: note.to_owned(), author: author.to_owned(), at: now };
    Ok(wire(&kept, now))
}

/// Takes an annotation back.
///
/// # Errors
/// That there is none; those of the database.
pub async fn remove_annotation(app: &App, request: AnnotationId) -> Result<(), ApiError> {
    Ok(app.database().await?.withdraw_annotation(request.id, app.host.now()).await?)
}

/// How far the review of a snapshot's privileged assignments is.
///
/// # Errors
/// That there is no such snapshot; those of the database.
pub async fn review_progress(app: &App, request: SnapshotId) -> Result<ReviewProgress, ApiError> {
    let opened = app.opened(request.snapshot).await?;
    let review = Review::of(&opened.database, &opened.access, app.host.now()).await?;
    Ok(review.progress)
}

/// How far the review of a snapshot is, with what was written.
#[derive(Debug)]
pub(crate) struct Review {
    pub(crate) progress: ReviewProgress,
    /// Privileged assignments, active and eligible, that were written about, the latest first.
    pub(crate) noted: Vec<Noted>,
}

/// A privileged assignment with what was written about it last.
#[derive(Debug)]
pub(crate) struct Noted {
    pub(crate) principal: Guid,
    pub(crate) principal_type: PrincipalType,
    pub(crate) role: Guid,
    pub(crate) scope: ScopePath,
    pub(crate) note: Kept,
}

/// The kinds that the table of assignments shows.
const ASSIGNMENTS: [StoredKind; 2] = [StoredKind::RoleAssignment, StoredKind::PimInstance];

impl Review {
    pub(crate) async fn of(database: &Database, access: &Access, now: i64) -> Result<Self, ApiError> {
        let roles = privileged_roles(database, access).await?;
        let snapshot = access.snapshot();
        let tenant = database.snapshot(snapshot).await?.tenant;
        let mut latest: HashMap<ObjectId, Kept> = HashMap::new();
        // The latest come first.
        for note in database.annotations(tenant, None).await? {
            latest.entry(note.object.clone()).or_insert(note);
        }
        let mut noted = Vec::new();
        for kind in ASSIGNMENTS {
            let of_kind = latest.keys().filter(|object| object.kind == kind);
            let keys: Vec<String> = of_kind.map(|object| object.key.clone()).collect();
            for row in database.objects(snapshot, kind, &keys).await? {
                let note = latest.remove(&ObjectId::of(&row.record));
                let found = note.and_then(|note| Noted::of(row.record, note));
                noted.extend(found.filter(|noted| roles.ids.contains(&noted.role)));
            }
        }
        noted.sort_by(|Noted { note: a, .. }, Noted { note: b, .. }| {
            b.at.cmp(&a.at).then_with(|| a.object.cmp(&b.object))
        });
        let count =
            |wanted: fn(&Verdict) -> bool| noted.iter().filter(|n| wanted(&n.note.verdict)).count() as u64;
        let progress = ReviewProgress {
            privileged: roles.assignments,
            reviewed: count(|v| *v == Verdict::Reviewed),
            questions: count(|v| *v == Verdict::Question),
            risks_accepted: count(|v| matches!(v, Verdict::AcceptedRisk { .. })),
            risks_expired: noted.iter().filter(|n| expired(n.note.verdict, now)).count() as u64,
        };
        Ok(Self { progress, noted })
    }
}

impl Noted {
    fn of(record: Record, note: Kept) -> Option<Self> {
        match record {
            Record::RoleAssignment(r) => {
                let RoleAssignment { principal, principal_type, role, scope, .. } = *r;
                Some(Self { principal, principal_type, role, scope, note })
            }
            Record::PimInstance(r) => {
                let PimInstance { principal, principal_type, role, scope, .. } = *r;
                Some(Self { principal, principal_type, role, scope, note })
            }
            _ => None,
        }
    }
}

/// The first moment of the day until whose end a risk is accepted.
fn last_day(until: &str, now: i64) -> Result<i64, ApiError> {
    let date: Date = until
        .trim()
        .parse()
        .map_err(|_| ApiError::invalid(format!("`{until}` is no day")).with_hint("write it as 2027-01-31"))?;
    let begins = date.to_zoned(TimeZone::UTC).map(|at| at.timestamp().as_millisecond());
    let begins = begins.map_err(|_| {
        ApiError::invalid(format!("`{until}` is too far away"))
            .with_hint(format!("the last day is {LAST_DAY}"))
    })?;
    if begins.saturating_add(DAY) <= now {
        return Err(ApiError::invalid(format!("`{until}` has passed")).with_hint("choose a later day"));
    }
    Ok(begins)
}

/// Whether an accepted risk has run out: its last day has ended, UTC.
fn expired(verdict: Verdict, now: i64) -> bool {
    matches!(verdict, Verdict::AcceptedRisk { until: Some(until) } if until.saturating_add(DAY) <= now)
}

/// The object that is meant, which the snapshot must have where it keeps such objects one by one.
async fn find(
    database: &Database,
    snapshot: i64,
    object: ObjectKind,
    key: &str,
) -> Result<ObjectId, ApiError> {
    let key = key.trim().to_ascii_lowercase();
    let unknown = |what: &str| {
        let message = format!("snapshot {snapshot} has no {what} `{key}`");
        ApiError { code: ErrorCode::NotFound, message, hint: Some("open the list again".to_owned()) }
    };
    let (kinds, what): (&[StoredKind], &str) = match object {
        ObjectKind::RoleAssignment => {
            (&[StoredKind::RoleAssignment, StoredKind::PimInstance], "role assignment")
        }
        ObjectKind::Lock => (&[StoredKind::Lock], "lock"),
        ObjectKind::Vault => (&[StoredKind::Vault], "vault"),
        ObjectKind::ResourceGuard => (&[StoredKind::ResourceGuard], "Resource Guard"),
        // Roles, principals and scopes may be named by what was read without being read themselves.
        ObjectKind::RoleDefinition | ObjectKind::Principal => {
            let (kind, what) = match object {
                ObjectKind::RoleDefinition => (StoredKind::RoleDefinition, "role"),
                _ => (StoredKind::Principal, "principal"),
            };
            let id = Guid::parse(&key).ok_or_else(|| unknown(what))?;
            return Ok(ObjectId { kind, key: id.to_string() });
        }
        ObjectKind::Scope => {
            let scope = ScopePath::new(&key);
            if !key.starts_with('/') {
                return Err(unknown("scope"));
            }
            let kind = match scope.level() {
                ScopeLevel::Root | ScopeLevel::ManagementGroup => StoredKind::ManagementGroup,
                ScopeLevel::Subscription => StoredKind::Subscription,
                ScopeLevel::ResourceGroup => StoredKind::ResourceGroup,
                ScopeLevel::Resource => StoredKind::Resource,
            };
            return Ok(ObjectId { kind, key: scope.key() });
        }
    };
    for kind in kinds {
        if !database.objects(snapshot, *kind, std::slice::from_ref(&key)).await?.is_empty() {
            return Ok(ObjectId { kind: *kind, key });
        }
    }
    Err(unknown(what))
}

/// An annotation as it crosses to the window.
pub(crate) fn wire(kept: &Kept, now: i64) -> Annotation {
    let Kept { id, object: _, verdict, note, author, at } = kept;
    Annotation {
        id: *id,
        state: state(*verdict),
        note: note.clone(),
        author: author.clone(),
        at: times::shown(*at),
        expired: expired(*verdict, now),
    }
}

/// What a reviewer thinks, as it crosses to the window.
pub(crate) fn state(verdict: Verdict) -> AnnotationState {
    match verdict {
        Verdict::Reviewed => AnnotationState::Reviewed,
        Verdict::Question => AnnotationState::Question,
        Verdict::AcceptedRisk { until } => {
            AnnotationState::AcceptRisk { until: until.map_or_else(|| LAST_DAY.to_owned(), times::day) }
        }
    }
}

/// The latest annotation of every object that is not among those.
pub(crate) fn about_others<'n>(notes: &'n [Kept], shown: &[Noted]) -> impl Iterator<Item = &'n Kept> {
    let mut seen: HashSet<ObjectId> = shown.iter().map(|noted| noted.note.object.clone()).collect();
    notes.iter().filter(move |note| seen.insert(note.object.clone()))
}

#[cfg(test)]
#[path = "annotations_tests.rs"]
mod tests;
