//! Who a delegate may give or take which role: the condition evaluated for roles by principals.
//!
//! Every cell is an evaluation of one request; nothing is read off the shape of the text. The answer in one
//! sentence is made from the cells. Which requests there could be beyond these is for `decide`.

mod summary;

use std::collections::HashSet;

use crate::eval::{Attributes, Reading, Request, Truth, Value, is_mixed, truth_for_unknown_caller};
use crate::facts::{Directory, RoleFacts};
use crate::guid::Guid;
use crate::syntax::ast::{Attribute, Condition, Expr, ExprKind, Literal, LiteralValue, Operand, Source};

/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>
const ROLE: &str = "Microsoft.Authorization/roleAssignments:RoleDefinitionId";
const PRINCIPAL: &str = "Microsoft.Authorization/roleAssignments:PrincipalId";
const PRINCIPAL_TYPE: &str = "Microsoft.Authorization/roleAssignments:PrincipalType";
const PREFIX: &str = "Microsoft.Authorization/roleAssignments";

/// The principal types that conditions know, in the order of columns. Same page.
pub(crate) const PRINCIPAL_TYPES: [&str; 3] = ["User", "Group", "ServicePrincipal"];

/// What a delegate does with a role assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Create or update it; the condition reads `@Request`.
    Write,
    /// Delete it; the condition reads `@Resource`.
    Delete,
}

/// The request for one cell.
#[must_use]
pub fn request(act: Act, role: Guid, principal: Guid, principal_type: &str) -> Request {
    let (action, source) = match act {
        Act::Write => ("Microsoft.Authorization/roleAssignments/write", Source::Request),
        Act::Delete => ("Microsoft.Authorization/roleAssignments/delete", Source::Resource),
    };
    let mut request = Request { action: Some(action.to_owned()), ..Request::default() };
    *request.attributes_mut(source) = Attributes::from_iter([
        (ROLE, role.to_string().as_str()),
        (PRINCIPAL, principal.to_string().as_str()),
        (PRINCIPAL_TYPE, principal_type),
    ]);
    request
}

/// Roles by principals.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The answer in one sentence.
    pub summary: String,
    /// Principal kinds, then named principals.
    pub columns: Vec<Column>,
    /// Roles in the condition, privileged ones that it does not name, any other.
    pub rows: Vec<Row>,
    /// Whether reading mixed AND and OR from left to right gives other cells.
    pub readings_differ: bool,
}

/// One column: a principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// `User`, `Group` or `ServicePrincipal`, or the type that the directory gives. For a named principal of
    /// unknown type in a condition that does not ask for types, `User` stands for all of them.
    pub principal_type: String,
    /// Whose cells these are: an id that the condition does not name where the column is "any other".
    pub principal: Guid,
    /// Whether the condition names the principal.
    pub named: bool,
    /// The heading.
    pub label: String,
}

/// Which roles a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// One that the condition names.
    InCondition,
    /// A privileged one that it does not name.
    Privileged,
    /// Every other role: the condition cannot tell them apart by id.
    AnyOther,
}

/// One row: a role.
#[derive(Clone, Debug)]
pub struct Row {
    /// The role: an id that neither the condition nor the directory has where the row is "any other".
    pub role: Guid,
    /// Its name, or its id where the name is not known.
    pub label: String,
    /// Which roles the row stands for.
    pub group: Group,
    /// Why the role is privileged, if it is.
    pub privileged: Option<String>,
    /// One per column.
    pub cells: Vec<Cell>,
}

/// May the delegate assign and remove this role for this principal?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Assign.
    pub write: Truth,
    /// Remove.
    pub delete: Truth,
}

/// The grid of a condition; `None` where it says nothing about role assignments.
#[must_use]
pub fn grid(condition: &Condition, directory: &dyn Directory) -> Option<Grid> {
    let named = Named::of(condition.root.as_ref()?)?;
    let columns = columns(&named, directory);
    let mut rows = rows(&named, directory);
    let mixed = is_mixed(condition);
    let mut readings_differ = false;
    for column in &columns {
        let blank = Guid::from_u128(0);
        let mut write = request(Act::Write, blank, column.principal, &column.principal_type);
        let mut delete = request(Act::Delete, blank, column.principal, &column.principal_type);
        for row in &mut rows {
            let role = row.role.to_string();
            write.request.insert(ROLE, Value::from(role.as_str()));
            delete.resource.insert(ROLE, Value::from(role.as_str()));
            let cell = |reading| Cell {
                write: truth_for_unknown_caller(condition, &write, reading),
                delete: truth_for_unknown_caller(condition, &delete, reading),
            };
            let value = cell(Reading::AndFirst);
            readings_differ |= mixed && cell(Reading::LeftToRight) != value;
            row.cells.push(value);
        }
    }
    let summary = summary::sentence(&columns, &rows, readings_differ);
    Some(Grid { summary, columns, rows, readings_differ })
}

fn columns(named: &Named, directory: &dyn Directory) -> Vec<Column> {
    let other = unused(|id| named.principals.seen.contains(&id) || directory.principal(id).is_some());
    let any = PRINCIPAL_TYPES.map(|kind| Column {
        principal_type: kind.to_owned(),
        principal: other,
        named: false,
        label: kind_label(kind).to_owned(),
    });
    let mut columns = Vec::from(any);
    for id in &named.principals.order {
        let known = directory.principal(*id);
        let name = known.map_or_else(|| id.to_string(), |p| p.name.clone());
        let untold = || (!named.types).then(|| "User".to_owned());
        match known.and_then(|p| p.kind.clone()).or_else(untold) {
            Some(kind) => {
                columns.push(Column { principal_type: kind, principal: *id, named: true, label: name });
            }
            None => columns.extend(PRINCIPAL_TYPES.map(|kind| Column {
                principal_type: kind.to_owned(),
                principal: *id,
                named: true,
                label: format!("{name} (as {})", kind_label(kind).to_lowercase()),
            })),
        }
    }
    columns
}

fn rows(named: &Named, directory: &dyn Directory) -> Vec<Row> {
    let row = |role: Guid, facts: Option<&RoleFacts>, group| Row {
        role,
        label: facts.map_or_else(|| role.to_string(), |r| r.name.clone()),
        group,
        privileged: facts.and_then(|r| r.privileged.clone()),
        cells: Vec::new(),
    };
    let mut rows: Vec<Row> =
        named.roles.order.iter().map(|id| row(*id, directory.role(*id), Group::InCondition)).collect();
    let privileged = |r: &&RoleFacts| r.privileged.is_some() && !named.roles.seen.contains(&r.id);
    rows.extend(directory.roles().iter().filter(privileged).map(|r| row(r.id, Some(r), Group::Privileged)));
    let other = unused(|id| named.roles.seen.contains(&id) || directory.role(id).is_some());
    rows.push(Row { label: "any other role".to_owned(), ..row(other, None, Group::AnyOther) });
    rows
}

fn kind_label(kind: &str) -> &str {
    match kind {
        "ServicePrincipal" => "Service principal",
        other => other,
    }
}

/// An id that stands for everything that is not named.
fn unused(taken: impl Fn(Guid) -> bool) -> Guid {
    (1..).map(Guid::from_u128).find(|id| !taken(*id)).unwrap_or(Guid::from_u128(0))
}

/// Ids in order of appearance, each once.
#[derive(Default)]
struct Ids {
    order: Vec<Guid>,
    seen: HashSet<Guid>,
}

impl Ids {
    fn take(&mut self, literal: &Literal) {
        let id = match &literal.value {
            LiteralValue::Guid(id) => Some(*id),
            LiteralValue::String(text) => Guid::parse(text),
            _ => None,
        };
        if let Some(id) = id.filter(|id| self.seen.insert(*id)) {
            self.order.push(id);
        }
    }
}

/// What a condition names of role assignments.
#[derive(Default)]
struct Named {
    roles: Ids,
    principals: Ids,
    /// Whether principal types are asked for.
    types: bool,
}

impl Named {
    /// `None` where the condition neither reads an attribute of role assignments nor tests for their actions.
    fn of(root: &Expr) -> Option<Self> {
        let mut named = Self::default();
        let mut mentioned = false;
        root.walk(&mut |expr| match &expr.kind {
            ExprKind::ActionMatches(patterns) => {
                mentioned |= patterns.iter().any(|p| begins(&p.value, PREFIX));
            }
            ExprKind::Exists(attribute) => {
                mentioned |= begins(attribute.base(), PREFIX);
                named.types |= attribute.base().eq_ignore_ascii_case(PRINCIPAL_TYPE);
            }
            ExprKind::Comparison(comparison) => {
                for (one, other) in
                    [(&comparison.left, &comparison.right), (&comparison.right, &comparison.left)]
                {
                    if let Operand::Attribute(attribute) = one {
                        mentioned |= begins(attribute.base(), PREFIX);
                        named.take(attribute, other);
                    }
                }
            }
            _ => {}
        });
        mentioned.then_some(named)
    }

    fn take(&mut self, attribute: &Attribute, other: &Operand) {
        let ids = match attribute.base() {
            base if base.eq_ignore_ascii_case(ROLE) => &mut self.roles,
            base if base.eq_ignore_ascii_case(PRINCIPAL) => &mut self.principals,
            base => {
                self.types |= base.eq_ignore_ascii_case(PRINCIPAL_TYPE);
                return;
            }
        };
        match other {
            Operand::Literal(literal) => ids.take(literal),
            Operand::Set(set) => set.items.iter().for_each(|item| ids.take(item)),
            _ => {}
        }
    }
}

fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
#[path = "delegation_tests.rs"]
mod tests;
