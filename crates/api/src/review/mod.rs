//! The review report: one self-contained file that says what a snapshot shows, what it could not read, and what
//! was written about it.

mod html;
mod markdown;

use std::collections::HashMap;

use rolewright_authz::records::{Outcome, Stage};
use rolewright_store::access::{Field, Filter, Term};
use rolewright_store::annotations::Annotation as Kept;
use rolewright_store::object::ObjectKind;
use rolewright_store::snapshots::{Covered, Status};

use crate::annotations::{self, Review};
use crate::app::App;
use crate::names::{Names, Wanted, what, who};
use crate::overview::overview;
use crate::times;
use crate::wire::annotations::{Annotation, ReviewFormat, ReviewProgress, SaveReview};
use crate::wire::desk::SavedFile;
use crate::wire::error::ApiError;
use crate::wire::overview::Tile;
use crate::wire::snapshots::SnapshotId;

/// Places that could not be read, notes and roles that a report lists one by one; the rest is counted.
const MOST: usize = 1_000;

/// Everything that a report says.
#[derive(Debug)]
pub struct Report {
    tenant: String,
    tenant_id: String,
    snapshot: i64,
    started: String,
    finished: Option<String>,
    state: &'static str,
    account: String,
    source: String,
    written: String,
    version: String,
    findings: Vec<Finding>,
    stages: Vec<StageLine>,
    unread: Vec<Unread>,
    more_unread: usize,
    progress: ReviewProgress,
    open: Vec<OpenRole>,
    notes: Vec<Note>,
    more_notes: usize,
}

/// A sentence with its number, and what it means.
#[derive(Debug)]
struct Finding {
    number: String,
    sentence: String,
    advice: String,
}

/// How one stage was read.
#[derive(Debug)]
struct StageLine {
    stage: Stage,
    rows: u64,
    read: usize,
    unread: usize,
}

/// A place that could not be read.
#[derive(Debug)]
struct Unread {
    stage: Stage,
    scope: String,
    why: String,
}

/// A privileged role with how many of its assignments nobody has written about.
#[derive(Debug)]
struct OpenRole {
    role: String,
    assignments: u64,
    open: u64,
}

/// What was written about an object.
#[derive(Debug)]
struct Note {
    /// `Dara Lindqvist, Owner at Hub`, or the kind and id of another object.
    about: String,
    annotation: Annotation,
}

/// Writes the report to a file that the user chooses.
///
/// # Errors
/// That there is no such snapshot; when the file cannot be written; those of the database.
pub async fn save_review(app: &App, request: SaveReview) -> Result<Option<SavedFile>, ApiError> {
    let SaveReview { snapshot, format } = request;
    let report = Report::of(app, snapshot).await?;
    let Some(path) = app.host.choose_file_to_write(&report.file_name(format)) else { return Ok(None) };
    let shown = path.display().to_string();
    app.host.write(&path, &report.write(format)).map_err(|e| {
        ApiError::file(
            format!("`{shown}` cannot be written: {e}"),
            "choose another folder or free some space",
        )
    })?;
    Ok(Some(SavedFile { path: shown }))
}

impl Report {
    /// Gathers what the report says, as of now.
    ///
    /// # Errors
    /// That there is no such snapshot; those of the database.
    pub async fn of(app: &App, snapshot: i64) -> Result<Self, ApiError> {
        let (opened, now) = (app.opened(snapshot).await?, app.host.now());
        let (database, access, found) = (&opened.database, &opened.access, opened.snapshot.clone());
        let tenant = database.tenants().await?.into_iter().find(|t| t.id == found.tenant);
        let overview = overview(app, &SnapshotId { snapshot }).await?;
        let coverage = database.coverage(snapshot).await?;
        let (stages, mut unread) = (stages(&coverage), unread(&coverage));
        let more_unread = unread.len().saturating_sub(MOST);
        unread.truncate(MOST);

        let review = Review::of(database, access, now).await?;
        let all = database.annotations(found.tenant, None).await?;
        let mut wanted = Wanted::default();
        for noted in &review.noted {
            wanted.principals.insert(noted.principal);
            wanted.roles.insert(noted.role);
            wanted.place(&noted.scope);
        }
        let names = Names::of(database, &[snapshot], &wanted).await?;
        let mut noted_of_role: HashMap<String, u64> = HashMap::new();
        let mut notes: Vec<Note> = Vec::new();
        for noted in &review.noted {
            let principal = names.principal(noted.principal, Some(&noted.principal_type));
            let (role, place) = (names.role(noted.role), names.place(&noted.scope));
            *noted_of_role.entry(what(&role).to_owned()).or_default() += 1;
            let about = format!("{}, {} at {} ({})", who(&principal), what(&role), place.name, place.scope);
            notes.push(Note { about, annotation: annotations::wire(&noted.note, now) });
        }
        notes.extend(
            annotations::about_others(&all, &review.noted)
                .map(|kept| Note { about: other(kept), annotation: annotations::wire(kept, now) }),
        );
        let more_notes = notes.len().saturating_sub(MOST);
        notes.truncate(MOST);

        let privileged = Filter { terms: vec![Term::AnyOf { field: Field::Privileged, values: vec![1] }] };
        let (roles, _) = access.choices(Field::Role, &privileged, "", MOST).await?;
        let open = roles.into_iter().map(|choice| {
            let noted = noted_of_role.get(&choice.label).copied().unwrap_or(0);
            let open = choice.count.saturating_sub(noted);
            OpenRole { role: choice.label, assignments: choice.count, open }
        });
        Ok(Self {
            tenant: tenant.as_ref().map(|t| t.name.clone()).unwrap_or_default(),
            tenant_id: tenant.map(|t| t.tenant.to_string()).unwrap_or_default(),
            snapshot,
            started: times::shown(found.started),
            finished: found.finished.map(times::shown),
            state: match found.status {
                Status::Running => "not read to its end",
                Status::Complete => "whole",
                Status::Partial => "some scopes could not be read",
                Status::Cancelled => "cancelled before its end",
            },
            account: found.account,
            source: found.source,
            written: times::shown(now),
            version: app.host.version().to_owned(),
            findings: overview.tiles.into_iter().map(Finding::of).collect(),
            stages,
            unread,
            more_unread,
            progress: review.progress,
            open: open.collect(),
            notes,
            more_notes,
        })
    }

    /// The report as a text.
    #[must_use]
    pub fn write(&self, format: ReviewFormat) -> String {
        match format {
            ReviewFormat::Html => html::write(self),
            ReviewFormat::Markdown => markdown::write(self),
        }
    }

    /// `Contoso review 2026-11-21.html`
    fn file_name(&self, format: ReviewFormat) -> String {
        let ending = match format {
            ReviewFormat::Html => "html",
            ReviewFormat::Markdown => "md",
        };
        let day: String = self.started.chars().take(10).collect();
        format!("{}.{ending}", times::as_file_name(&format!("{} review {day}", self.tenant)))
    }

    /// Privileged assignments about which nobody has written.
    fn unreviewed(&self) -> u64 {
        let ReviewProgress { privileged, reviewed, questions, risks_accepted, risks_expired: _ } =
            self.progress;
        privileged.saturating_sub(reviewed + questions + risks_accepted)
    }
}

impl Finding {
    fn of(tile: Tile) -> Self {
        let Tile { id: _, number, sentence, advice, tone: _, chart: _, leads_to: _ } = tile;
        Self { number, sentence, advice }
    }
}

impl Note {
    /// `reviewed`, `accepted until 2027-01-31, which has passed`
    fn verdict(&self) -> String {
        use crate::wire::annotations::AnnotationState;
        match &self.annotation.state {
            AnnotationState::Reviewed => "reviewed".to_owned(),
            AnnotationState::Question => "in question".to_owned(),
            AnnotationState::AcceptRisk { until } if self.annotation.expired => {
                format!("risk accepted until {until}, which has passed")
            }
            AnnotationState::AcceptRisk { until } => format!("risk accepted until {until}"),
        }
    }
}

fn other(kept: &Kept) -> String {
    let kind = match kept.object.kind {
        ObjectKind::RoleAssignment | ObjectKind::PimInstance => "role assignment",
        ObjectKind::RoleDefinition => "role",
        ObjectKind::Principal => "principal",
        ObjectKind::Lock => "lock",
        ObjectKind::Vault => "vault",
        ObjectKind::ResourceGuard => "Resource Guard",
        _ => "scope",
    };
    format!("{kind} {}", kept.object.key)
}

fn is_read(line: &Covered) -> bool {
    line.coverage.outcome == Outcome::Read && line.coverage.unreadable == 0
}

fn stages(coverage: &[Covered]) -> Vec<StageLine> {
    let of = |stage: Stage| {
        let lines = || coverage.iter().filter(move |line| line.coverage.stage == stage);
        StageLine {
            stage,
            rows: lines().map(|line| line.coverage.rows).sum(),
            read: lines().filter(|line| is_read(line)).count(),
            unread: lines().filter(|line| !is_read(line)).count(),
        }
    };
    Stage::ALL.into_iter().map(of).collect()
}

fn unread(coverage: &[Covered]) -> Vec<Unread> {
    let not_asked = Stage::ALL
        .into_iter()
        .filter(|stage| !coverage.iter().any(|line| line.coverage.stage == *stage))
        .map(|stage| Unread { stage, scope: "/".to_owned(), why: "the pull did not come to it".to_owned() });
    coverage
        .iter()
        .filter(|line| !is_read(line))
        .map(|line| {
            let line = &line.coverage;
            let why = match &line.outcome {
                Outcome::Read => {
                    let problem = line.problem.as_deref().unwrap_or("no reason given");
                    format!("{} rows could not be understood: {problem}", line.unreadable)
                }
                Outcome::Forbidden { code, message } => format!("refused, {code}: {message}"),
                Outcome::Failed { code, message } => format!("failed, {code}: {message}"),
                Outcome::NotAvailable { code, message } => format!("not available, {code}: {message}"),
            };
            Unread { stage: line.stage, scope: line.scope.as_str().to_owned(), why }
        })
        .chain(not_asked)
        .collect()
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
