//! Runs the items of each stage, some at a time, and ends early where nothing further can be read.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use rolewright_authz::records::{Coverage, Outcome, Stage};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::JoinSet;

use super::item::Item;
use super::items;
use super::{Known, Progress, Step};
use crate::client::Azure;
use crate::error::Error;

/// Items read at once at most; the transport lowers it where a host asks for less.
const AT_ONCE: usize = 8;
/// Pages that wait to be taken.
const WAITING: usize = 16;

/// What the planning of items may look at.
pub(super) struct Context {
    pub(super) azure: Azure,
    pub(super) known: Arc<Mutex<Known>>,
    /// Items that were read whole, by this pull or an earlier one.
    pub(super) read: HashSet<(Stage, ScopePath)>,
    /// Things that several lists show and one of them has given.
    pub(super) given: Given,
}

/// Stage and id of what was given once.
#[derive(Clone, Default)]
pub(super) struct Given(Arc<Mutex<HashSet<(Stage, Guid)>>>);

impl Given {
    /// Whether it is the first time.
    pub(super) fn first(&self, stage: Stage, id: Guid) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((stage, id))
    }
}

impl Context {
    pub(super) fn known(&self) -> Known {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// `/` and those of the scopes whose item of the stage was read whole.
    pub(super) fn read_above(
        &self,
        stage: Stage,
        scopes: impl Iterator<Item = ScopePath>,
    ) -> HashSet<ScopePath> {
        std::iter::once(ScopePath::root()).chain(scopes).filter(|scope| self.has_read(stage, scope)).collect()
    }

    /// Whether that item was read whole.
    pub(super) fn has_read(&self, stage: Stage, scope: &ScopePath) -> bool {
        self.read.contains(&(stage, scope.clone()))
    }
}

pub(super) fn start(azure: &Azure, stages: Vec<Stage>, progress: Progress) -> Receiver<Result<Step, Error>> {
    let (sender, receiver) = mpsc::channel(WAITING);
    let azure = azure.clone();
    tokio::spawn(async move {
        if let Err(error) = run(azure, stages, progress, &sender).await {
            // Where nobody listens any more, there is nobody to tell.
            drop(sender.send(Err(error)).await);
        }
    });
    receiver
}

async fn run(
    azure: Azure,
    stages: Vec<Stage>,
    progress: Progress,
    sender: &Sender<Result<Step, Error>>,
) -> Result<(), Error> {
    let Progress { done, mut next, known } = progress;
    let known = Arc::new(Mutex::new(known));
    let mut context =
        Context { azure: azure.clone(), known: Arc::clone(&known), read: done, given: Given::default() };
    for stage in stages {
        for plan in items::waves(stage) {
            let planned = plan(&context);
            let mut waiting: Vec<Item> =
                planned.into_iter().filter(|item| !context.has_read(item.stage, &item.scope)).collect();
            let begun = Step::Begun { stage, items: waiting.len() };
            sender.send(Ok(begun)).await.map_err(|_| Error::Cancelled)?;
            // Taken from the end.
            waiting.reverse();
            let mut running = JoinSet::new();
            loop {
                while running.len() < AT_ONCE
                    && let Some(item) = waiting.pop()
                {
                    let from = next.remove(&(item.stage, item.scope.clone()));
                    running.spawn(item.run(azure.clone(), Arc::clone(&known), from, sender.clone()));
                }
                let Some(ended) = running.join_next().await else { break };
                // A task that panicked or was aborted has no coverage to give.
                let (coverage, error) = ended.map_err(|problem| Error::Setup(problem.to_string()))?;
                if let Some(error) = error.filter(ends_everything) {
                    return Err(error);
                }
                remember(&mut context, &coverage);
                sender.send(Ok(Step::Ended(coverage))).await.map_err(|_| Error::Cancelled)?;
            }
        }
    }
    Ok(())
}

fn remember(context: &mut Context, coverage: &Coverage) {
    if coverage.outcome == Outcome::Read {
        context.read.insert((coverage.stage, coverage.scope.clone()));
    }
}

/// Whether no other item could be read either.
pub(super) fn ends_everything(error: &Error) -> bool {
    match error {
        Error::Cancelled | Error::SignIn(_) | Error::Unreachable { .. } => true,
        Error::Refused(refusal) => refusal.status == 401,
        _ => false,
    }
}
