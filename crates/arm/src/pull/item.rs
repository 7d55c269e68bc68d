//! One item of a stage, and the reader through which its records go out.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{Coverage, Outcome, Record, Stage};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use tokio::sync::mpsc::Sender;

use super::{Known, Step};
use crate::client::Azure;
use crate::error::Error;
use crate::pages::Pages;
use crate::rows::Page;

pub(super) const ARM: &str = "ARM list";
pub(super) const GRAPH: &str = "Microsoft Graph";
pub(super) const RESOURCE_GRAPH: &str = "Resource Graph";

/// Reads an item.
type Work =
    Box<dyn FnOnce(Reader) -> Pin<Box<dyn Future<Output = (Reader, Result<(), Error>)> + Send>> + Send>;

/// One scope of one stage.
pub(super) struct Item {
    pub(super) stage: Stage,
    pub(super) scope: ScopePath,
    source: &'static str,
    work: Work,
}

/// Takes what an item reads, counts it, and passes it on.
pub(super) struct Reader {
    pub(super) azure: Azure,
    pub(super) known: Arc<Mutex<Known>>,
    /// Where an earlier pull left the item.
    pub(super) from: Option<String>,
    steps: Sender<Result<Step, Error>>,
    coverage: Coverage,
}

impl Item {
    /// An item whose records `work` sends through the reader.
    pub(super) fn new<F, Fut>(stage: Stage, scope: ScopePath, source: &'static str, work: F) -> Self
    where
        F: FnOnce(Reader) -> Fut + Send + 'static,
        Fut: Future<Output = (Reader, Result<(), Error>)> + Send + 'static,
    {
        Self { stage, scope, source, work: Box::new(move |reader| Box::pin(work(reader))) }
    }

    /// An item that is one list of Azure's, whose rows `keep` makes into records or leaves out.
    pub(super) fn list<T: Send + 'static>(
        stage: Stage,
        scope: ScopePath,
        source: &'static str,
        pages: Pages<T>,
        keep: impl FnMut(T) -> Option<Record> + Send + 'static,
    ) -> Self {
        Self::new(stage, scope, source, move |mut reader: Reader| async move {
            let ended = reader.walk(pages, keep).await;
            (reader, ended)
        })
    }

    /// Reads the item to its end, whatever that is.
    pub(super) async fn run(
        self,
        azure: Azure,
        known: Arc<Mutex<Known>>,
        from: Option<String>,
        steps: Sender<Result<Step, Error>>,
    ) -> (Coverage, Option<Error>) {
        let coverage = Coverage {
            stage: self.stage,
            scope: self.scope,
            source: self.source.to_owned(),
            rows: 0,
            unreadable: 0,
            problem: None,
            outcome: Outcome::Read,
        };
        let reader = Reader { azure, known, from, steps, coverage };
        let (Reader { mut coverage, .. }, ended) = (self.work)(reader).await;
        let error = ended.err();
        if let Some(error) = &error {
            coverage.outcome = error.outcome();
        }
        (coverage, error)
    }
}

impl Reader {
    /// Reads a list to its end.
    pub(super) async fn walk<T>(
        &mut self,
        pages: Pages<T>,
        mut keep: impl FnMut(T) -> Option<Record>,
    ) -> Result<(), Error> {
        let mut pages = pages;
        if let Some(next) = self.from.take() {
            pages = pages.from_page(&next);
            match pages.next().await {
                Ok(Some(page)) => self.page(page.filter_map(&mut keep)).await?,
                Ok(None) => return Ok(()),
                Err(error) if is_stale(&error) => {
                    pages = pages.from_start();
                    let again =
                        Step::Again { stage: self.coverage.stage, scope: self.coverage.scope.clone() };
                    self.steps.send(Ok(again)).await.map_err(|_| Error::Cancelled)?;
                }
                Err(error) => return Err(error),
            }
        }
        while let Some(page) = pages.next().await? {
            self.page(page.filter_map(&mut keep)).await?;
        }
        Ok(())
    }

    /// Passes a page on.
    pub(super) async fn page(&mut self, page: Page<Record>) -> Result<(), Error> {
        self.coverage.rows += page.rows.len() as u64;
        self.coverage.unreadable += page.unreadable;
        if self.coverage.problem.is_none() {
            self.coverage.problem = page.problem;
        }
        self.with_known(|known| known.learn(&page.rows));
        let step = Step::Page {
            stage: self.coverage.stage,
            scope: self.coverage.scope.clone(),
            records: page.rows,
            next: page.next,
        };
        // Nobody listens any more once the pull was dropped.
        self.steps.send(Ok(step)).await.map_err(|_| Error::Cancelled)
    }

    /// Says in the coverage that something could not be understood or followed.
    pub(super) fn missed(&mut self, problem: String) {
        self.coverage.unreadable += 1;
        self.coverage.problem.get_or_insert(problem);
    }

    /// Tells how a part of the item ended that has a line of its own in the coverage report.
    pub(super) async fn tell(&mut self, scope: ScopePath, outcome: Outcome) -> Result<(), Error> {
        let line =
            Coverage { scope, outcome, rows: 0, unreadable: 0, problem: None, ..self.coverage.clone() };
        self.steps.send(Ok(Step::Ended(line))).await.map_err(|_| Error::Cancelled)
    }

    pub(super) fn with_known<T>(&self, act: impl FnOnce(&mut Known) -> T) -> T {
        act(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether a link or token that an earlier answer gave is good no more, so that the list has to be read anew: it
/// has expired, or whoever gave it has other addresses now.
fn is_stale(error: &Error) -> bool {
    match error {
        Error::ForeignLink { .. } => true,
        Error::Refused(refusal) => matches!(refusal.status, 400 | 404 | 410),
        _ => false,
    }
}

impl Known {
    /// Takes from the records what later stages need.
    pub fn learn(&mut self, records: &[Record]) {
        for record in records {
            match record {
                Record::ManagementGroup(group) => {
                    self.management_groups.insert(group.name.clone());
                }
                Record::Subscription(subscription) => {
                    self.subscriptions.insert(subscription.id);
                }
                Record::Vault(vault) => {
                    self.vaults.insert(vault.id.clone());
                }
                Record::RoleAssignment(row) => self.meet(row.principal, &row.principal_type),
                Record::PimInstance(row) => self.meet(row.principal, &row.principal_type),
                Record::DenyAssignment(row) => {
                    for principal in row.principals.iter().chain(&row.excluded) {
                        self.meet(principal.id, &PrincipalType::parse(&principal.kind));
                    }
                }
                _ => {}
            }
        }
    }

    fn meet(&mut self, principal: Guid, kind: &PrincipalType) {
        // All zeros stands for everybody, whom no directory knows.
        if principal == Guid::from_u128(0) {
            return;
        }
        self.principals.insert(principal, kind.clone());
    }
}
