//! One role assignment as the table shows it.

use std::collections::HashMap;

use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::facts::RoleFacts;
use rolewright_store::access::{Assignment, State};
use rolewright_store::annotations::Annotation;
use rolewright_store::object::ObjectId;

use super::condition_words::phrase;
use super::opened::Opened;
use super::{names, scope};
use crate::wire::access::{AssignmentRow, AssignmentState, AssignmentsOf, Reach};
use crate::wire::error::ApiError;

/// What rows need beside their own columns, fetched once for many.
pub(super) struct Rows<'o> {
    opened: &'o Opened,
    roles: &'o [RoleFacts],
    annotations: HashMap<ObjectId, Annotation>,
    /// The scope that is looked at, where rows above it are shown.
    inherited_at: Option<ScopePath>,
}

impl<'o> Rows<'o> {
    pub(super) async fn of(opened: &'o Opened, of: &AssignmentsOf) -> Result<Self, ApiError> {
        Ok(Self {
            opened,
            roles: opened.roles().await?,
            annotations: opened.latest_annotations().await?,
            inherited_at: (of.reach == Reach::Inherited).then(|| ScopePath::new(&of.scope)),
        })
    }

    pub(super) fn row(&self, row: &Assignment) -> AssignmentRow {
        let object = row.object();
        let record = &row.record;
        let time = |time: jiff::Timestamp| time.to_string();
        let in_words =
            |text: &String| self.opened.phrase(row.condition, || phrase(text, self.roles)).to_string();
        AssignmentRow {
            state: match row.state {
                State::Active => AssignmentState::Active,
                State::Eligible => AssignmentState::Eligible,
                State::Activated => AssignmentState::Activated,
            },
            principal: names::principal(row),
            role: names::role(row),
            place: scope::crumb(&record.scope, Some(&row.scope_name)),
            inherited: self.inherited_at.as_ref().is_some_and(|here| *here != record.scope),
            condition: record.condition.as_ref().map(in_words),
            created_on: record.stamp.created_on.map(time),
            created_by: row
                .author
                .as_ref()
                .and_then(names::name)
                .or_else(|| record.stamp.created_by.clone().filter(|id| !id.is_empty())),
            updated_on: record.stamp.updated_on.map(time),
            ends: row.ends.map(time),
            description: record.description.clone(),
            annotation: self.annotations.get(&object).map(names::verdict),
            key: object.key,
        }
    }
}
