//! How far a pull is: counted as it goes, told at most ten times a second.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use rolewright_authz::records::{Coverage, Outcome, Stage};

use crate::pulls::Watch;
use crate::wire::progress::{PullProgress, PullState};

/// No two reports are closer, in milliseconds, but for changes of state.
const BETWEEN: i64 = 100;
/// The rate is that of so many milliseconds.
const WINDOW: i64 = 5_000;

pub(crate) struct Meter<'w> {
    watch: Watch<'w>,
    snapshot: i64,
    tenant: String,
    /// Rows of each stage that this pull may expect.
    expected: HashMap<Stage, u64>,
    stage: Stage,
    done: HashMap<Stage, u64>,
    not_read: u32,
    /// When how many rows had come in all.
    recent: VecDeque<(i64, u64)>,
    all: u64,
    /// How long Azure has asked to wait, where nothing comes.
    waits: Option<Duration>,
    told: i64,
}

impl<'w> Meter<'w> {
    pub(crate) fn new(
        watch: Watch<'w>,
        snapshot: i64,
        tenant: String,
        expected: HashMap<Stage, u64>,
    ) -> Self {
        let now = (watch.now)();
        let recent = VecDeque::from([(now, 0)]);
        let stage = Stage::ManagementGroups;
        let (done, not_read, all, waits, told) = (HashMap::new(), 0, 0, None, 0);
        Self { watch, snapshot, tenant, expected, stage, done, not_read, recent, all, waits, told }
    }

    /// A stage begins, or goes on with its next part.
    pub(crate) fn stage(&mut self, stage: Stage) {
        let changed = self.stage != stage;
        self.stage = stage;
        self.came(changed);
    }

    /// Rows were kept.
    pub(crate) fn rows(&mut self, stage: Stage, rows: u64) {
        *self.done.entry(stage).or_default() += rows;
        self.all += rows;
        let now = (self.watch.now)();
        self.recent.push_back((now, self.all));
        while self.recent.len() > 2 && self.recent.front().is_some_and(|(at, _)| now - at > WINDOW) {
            self.recent.pop_front();
        }
        self.came(false);
    }

    /// Nothing comes, perhaps because Azure has asked to wait.
    pub(crate) fn waits(&mut self, wait: Option<Duration>) {
        self.waits = wait;
        self.report(false);
    }

    /// An item has ended.
    pub(crate) fn ended(&mut self, coverage: &Coverage) {
        if matches!(coverage.outcome, Outcome::Forbidden { .. } | Outcome::Failed { .. }) {
            self.not_read += 1;
        }
        self.came(false);
    }

    /// The pull has ended.
    pub(crate) fn end(&self, state: PullState) {
        (self.watch.tell)(self.progress(state));
    }

    /// Something came, so nothing holds the pull up.
    fn came(&mut self, told_in_any_case: bool) {
        self.waits = None;
        self.report(told_in_any_case);
    }

    fn report(&mut self, now_in_any_case: bool) {
        let now = (self.watch.now)();
        if now_in_any_case || now - self.told >= BETWEEN {
            self.told = now;
            (self.watch.tell)(self.progress(PullState::Running));
        }
    }

    /// Rows a second.
    fn rate(&self) -> f64 {
        match (self.recent.front(), self.recent.back()) {
            (Some((from, first)), Some((to, last))) if to > from => {
                (last - first) as f64 * 1000.0 / (to - from) as f64
            }
            _ => 0.0,
        }
    }

    /// How far the pull is.
    pub(crate) fn progress(&self, state: PullState) -> PullProgress {
        let stage_number = Stage::ALL.iter().position(|s| *s == self.stage).unwrap_or(0);
        let done = self.done.get(&self.stage).copied().unwrap_or(0);
        let expected: u64 = self.expected.values().sum();
        let ended = matches!(state, PullState::Whole | PullState::Partial);
        // What came beyond what was expected makes the estimate later, never more than the whole.
        let fraction = match (ended, expected) {
            (true, _) => Some(1.0),
            (false, 0) => None,
            _ => Some((self.all as f64 / expected.max(self.all + 1) as f64).min(0.99)),
        };
        let rate = self.rate();
        let left = expected.saturating_sub(self.all);
        let seconds_left = (!ended && expected > 0 && rate > 0.0).then(|| (left as f64 / rate).ceil() as u64);
        PullProgress {
            snapshot: self.snapshot,
            tenant: self.tenant.clone(),
            state,
            stage: self.stage.into(),
            stage_number: stage_number as u32 + 1,
            stages: Stage::ALL.len() as u32,
            done,
            total: self.expected.get(&self.stage).map(|total| (*total).max(done)),
            rate,
            seconds_left,
            fraction,
            not_read: self.not_read,
            waiting: self.waits.map(|wait| format!("Azure asks to wait {} s", wait.as_secs_f64().ceil())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicI64, Ordering};

    #[test]
    fn rate_and_time_left_follow_what_the_last_snapshot_had() {
        let clock = AtomicI64::new(1_000);
        let told = Mutex::new(Vec::new());
        let now = || clock.load(Ordering::SeqCst);
        let tell = |progress| told.lock().unwrap().push(progress);
        let watch = Watch { now: &now, tell: &tell };
        let expected = HashMap::from([(Stage::RoleAssignments, 3_000)]);
        let mut meter = Meter::new(watch, 7, "Contoso".to_owned(), expected);
        meter.stage(Stage::RoleAssignments);
        for _ in 0..10 {
            clock.fetch_add(50, Ordering::SeqCst);
            meter.rows(Stage::RoleAssignments, 100);
        }
        meter.end(PullState::Whole);
        let told = told.into_inner().unwrap();
        assert!(told.len() <= 7, "ten steps of 50 ms are told at most every 100 ms: {}", told.len());
        let [.., running, whole] = told.as_slice() else { panic!("nothing was told") };
        assert_eq!((running.total, running.stage_number), (Some(3_000), 4));
        assert!((1_900.0..=2_100.0).contains(&running.rate), "{}", running.rate);
        assert!(running.seconds_left == Some(1) || running.seconds_left == Some(2));
        assert_eq!((whole.fraction, whole.seconds_left, whole.done), (Some(1.0), None, 1_000));
    }

    #[test]
    fn what_holds_it_up_is_told_until_something_comes() {
        let clock = AtomicI64::new(1_000);
        let told = Mutex::new(Vec::new());
        let now = || clock.fetch_add(BETWEEN, Ordering::SeqCst);
        let tell = |progress: PullProgress| told.lock().unwrap().push(progress.waiting);
        let mut meter = Meter::new(Watch { now: &now, tell: &tell }, 1, String::new(), HashMap::new());
        meter.waits(Some(Duration::from_millis(11_400)));
        meter.waits(None);
        meter.waits(Some(Duration::from_secs(1)));
        meter.rows(Stage::ManagementGroups, 5);
        let words = |words: &str| Some(words.to_owned());
        assert_eq!(
            told.into_inner().unwrap(),
            [words("Azure asks to wait 12 s"), None, words("Azure asks to wait 1 s"), None]
        );
    }

    #[test]
    fn without_an_earlier_snapshot_nothing_is_promised() {
        let told = Mutex::new(Vec::new());
        let now = || 0;
        let tell = |progress| told.lock().unwrap().push(progress);
        let mut meter = Meter::new(Watch { now: &now, tell: &tell }, 1, String::new(), HashMap::new());
        meter.rows(Stage::ManagementGroups, 5);
        meter.end(PullState::Cancelled);
        let told = told.into_inner().unwrap();
        assert!(told.iter().all(|p| p.fraction.is_none() && p.seconds_left.is_none() && p.total.is_none()));
    }
}
