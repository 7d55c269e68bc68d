//! What a snapshot could and could not read, scope by scope, as a tree.

use std::collections::HashMap;

use rolewright_authz::records::{self, Record};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_store::Database;
use rolewright_store::object::ObjectKind;

use crate::app::App;
use crate::wire::error::ApiError;
use crate::wire::scopes::{ReadMark, ScopeCrumb};
use crate::wire::snapshots::{CoverageLine, CoverageNode, CoverageRequest};

/// The scopes directly below one, or the top: what was read there, and whether something below was not. Scopes are
/// sorted by name, or with the most problems first where only these are wanted.
///
/// # Errors
/// That there is no such snapshot; those of the database.
pub async fn coverage(app: &App, request: CoverageRequest) -> Result<Vec<CoverageNode>, ApiError> {
    let CoverageRequest { snapshot, parent, only_problems } = request;
    let database = app.database().await?;
    let lines = database.coverage(snapshot).await?;
    let places = Places::read(database, snapshot).await?;
    let tree = Tree::of(lines.into_iter().map(|line| line.coverage).collect(), &places);
    let below = match parent {
        None => vec![ScopePath::root()],
        Some(parent) => tree.children.get(&ScopePath::new(&parent)).cloned().unwrap_or_default(),
    };
    let mut nodes: Vec<(u32, CoverageNode)> = Vec::new();
    for scope in below {
        let Some(node) = tree.node(&scope, &places, only_problems) else { continue };
        let problems = tree.problems(&scope);
        if !only_problems || problems > 0 {
            nodes.push((problems, node));
        }
    }
    nodes.sort_by_cached_key(|(problems, node)| {
        let worst = if only_problems { u32::MAX - problems } else { 0 };
        let group = node.place.level == crate::wire::scopes::ScopeLevel::ManagementGroup;
        (worst, !group, node.place.name.to_lowercase())
    });
    Ok(nodes.into_iter().map(|(_, node)| node).collect())
}

/// Where scopes lie and what they are called.
#[derive(Default)]
struct Places {
    parents: HashMap<ScopePath, ScopePath>,
    names: HashMap<ScopePath, String>,
}

impl Places {
    async fn read(database: &Database, snapshot: i64) -> Result<Self, ApiError> {
        let mut places = Self::default();
        for kind in [ObjectKind::ManagementGroup, ObjectKind::Subscription] {
            database.each_record(snapshot, kind, |record| places.learn(record)).await?;
        }
        Ok(places)
    }

    fn learn(&mut self, record: Record) {
        let (scope, name, group) = match record {
            Record::ManagementGroup(group) => {
                (ScopePath::management_group(&group.name), group.display_name, group.parent)
            }
            Record::Subscription(subscription) => (
                ScopePath::subscription(subscription.id),
                subscription.display_name,
                subscription.management_group,
            ),
            _ => return,
        };
        if let Some(group) = group {
            self.parents.insert(scope.clone(), ScopePath::management_group(&group));
        }
        self.names.insert(scope, name);
    }

    /// The next scope up; what hangs nowhere hangs at the root.
    fn parent(&self, scope: &ScopePath) -> Option<ScopePath> {
        match scope.level() {
            ScopeLevel::Root => None,
            ScopeLevel::ManagementGroup | ScopeLevel::Subscription => {
                Some(self.parents.get(scope).cloned().unwrap_or_else(ScopePath::root))
            }
            ScopeLevel::ResourceGroup | ScopeLevel::Resource => {
                Some(scope.parent().filter(|up| up != scope).unwrap_or_else(ScopePath::root))
            }
        }
    }

    fn crumb(&self, scope: &ScopePath) -> ScopeCrumb {
        let name = match scope.level() {
            ScopeLevel::Root => "Root".to_owned(),
            _ => self.names.get(scope).cloned().unwrap_or_else(|| scope.name().to_owned()),
        };
        ScopeCrumb { scope: scope.as_str().to_owned(), name, level: scope.level().into() }
    }
}

/// The lines by scope, with every scope above them.
#[derive(Default)]
struct Tree {
    lines: HashMap<ScopePath, Vec<records::Coverage>>,
    children: HashMap<ScopePath, Vec<ScopePath>>,
    /// Scopes at and below each that said no or failed.
    problems: HashMap<ScopePath, u32>,
}

impl Tree {
    fn of(lines: Vec<records::Coverage>, places: &Places) -> Self {
        let mut tree = Self::default();
        tree.problems.insert(ScopePath::root(), 0);
        for line in lines {
            tree.hang(&line.scope, places);
            tree.lines.entry(line.scope.clone()).or_default().push(line);
        }
        let with_problems: Vec<ScopePath> = (tree.lines.iter())
            .filter(|(_, lines)| lines.iter().any(is_problem))
            .map(|(scope, _)| scope.clone())
            .collect();
        for scope in with_problems {
            for up in tree.path(&scope, places) {
                *tree.problems.entry(up).or_default() += 1;
            }
        }
        tree
    }

    /// The scope and those above it. Groups that name each other as parents end at the root.
    fn path(&self, scope: &ScopePath, places: &Places) -> Vec<ScopePath> {
        let mut path = vec![scope.clone()];
        while let Some(up) = path.last().and_then(|last| places.parent(last)) {
            let up = if path.contains(&up) { ScopePath::root() } else { up };
            path.push(up);
        }
        path
    }

    fn hang(&mut self, scope: &ScopePath, places: &Places) {
        for pair in self.path(scope, places).windows(2) {
            let [below, up] = pair else { continue };
            if self.problems.contains_key(below) {
                return;
            }
            self.problems.insert(below.clone(), 0);
            self.children.entry(up.clone()).or_default().push(below.clone());
        }
    }

    fn problems(&self, scope: &ScopePath) -> u32 {
        self.problems.get(scope).copied().unwrap_or(0)
    }

    fn node(&self, scope: &ScopePath, places: &Places, only_problems: bool) -> Option<CoverageNode> {
        let lines = self.lines.get(scope).map(Vec::as_slice).unwrap_or_default();
        let children = self.children.get(scope).map(Vec::as_slice).unwrap_or_default();
        if lines.is_empty() && children.is_empty() {
            return None;
        }
        let own = lines.iter().any(is_problem);
        let below = self.problems(scope) - u32::from(own);
        Some(CoverageNode {
            place: places.crumb(scope),
            read: mark(lines, below > 0),
            has_children: children.iter().any(|child| !only_problems || self.problems(child) > 0),
            problems_below: below,
            stages: lines.iter().cloned().map(CoverageLine::from).collect(),
        })
    }
}

/// Azure said no, or it failed, or some of it could not be understood.
fn is_problem(line: &records::Coverage) -> bool {
    line.unreadable > 0
        || matches!(line.outcome, records::Outcome::Forbidden { .. } | records::Outcome::Failed { .. })
}

/// How much of a scope was read, with all below it.
fn mark(lines: &[records::Coverage], problems_below: bool) -> ReadMark {
    let there: Vec<_> =
        lines.iter().filter(|l| !matches!(l.outcome, records::Outcome::NotAvailable { .. })).collect();
    let all =
        |fits: fn(&records::Outcome) -> bool| !there.is_empty() && there.iter().all(|l| fits(&l.outcome));
    if all(|outcome| matches!(outcome, records::Outcome::Forbidden { .. })) {
        ReadMark::Refused
    } else if all(|outcome| matches!(outcome, records::Outcome::Failed { .. })) {
        ReadMark::Failed
    } else if problems_below || lines.iter().any(is_problem) {
        ReadMark::Partly
    } else {
        ReadMark::Whole
    }
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
mod tests;
