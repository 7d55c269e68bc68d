//! What follows from several columns: what an assignment lets its holder do, and whether another gives the same.

use rayon::prelude::*;

use super::super::columns::{Columns, NONE};
use super::super::field::{Delegate, State};

pub(super) fn delegates(columns: &mut Columns) {
    let (roles, conditions) = (&columns.roles.delegation, &columns.conditions);
    let of = |(role, condition): (&u32, &u32)| {
        let at = *condition as usize;
        let bounds = conditions.bounds.get(at).copied().unwrap_or(2);
        let escalates = conditions.escalates.get(at).copied().unwrap_or(2);
        let delegate = match (roles.get(*role as usize), at, bounds, escalates) {
            (None | Some(0), ..) => Delegate::None,
            (Some(1), ..) => Delegate::LimitedByRole,
            (_, 0, ..) | (_, _, 0, _) => Delegate::Unconstrained,
            (_, _, 1, 0) => Delegate::Bounded,
            (_, _, 1, 1) => Delegate::Escalating,
            _ => Delegate::Unclear,
        };
        delegate as u32
    };
    columns.delegation = columns.role.iter().zip(&columns.condition).map(of).collect();
}

/// Marks the rows whose principal has the same role at the same scope or above it by another row: an active one
/// without end, under no condition or the same one. Of two rows at one scope only the lesser is marked: one that
/// is not active for good.
pub(super) fn covered(columns: &mut Columns) {
    let of = |column: &[u32], row: u32| column.get(row as usize).copied().unwrap_or(0);
    let c = &*columns;
    let rows = c.len() as u32;
    let holds = |row: u32| (of(&c.principal, row), of(&c.role, row));
    let lasts = |row: u32| of(&c.state, row) == State::Active as u32 && of(&c.ends, row) == 0;
    let mut order: Vec<(u32, u32, u32)> = (0..rows)
        .map(|row| {
            let (principal, role) = holds(row);
            (principal, role, row)
        })
        .collect();
    order.par_sort_unstable();
    let mut covered = vec![0_u32; rows as usize];
    for same in order.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        if same.len() < 2 {
            continue;
        }
        let mut lasting: Vec<(u32, u32)> = same
            .iter()
            .filter(|(_, _, row)| lasts(*row))
            .map(|(_, _, row)| (of(&c.scope, *row), of(&c.condition, *row)))
            .collect();
        lasting.sort_unstable();
        let gives = |scope: u32, condition: u32| {
            lasting.binary_search(&(scope, 0)).is_ok() || lasting.binary_search(&(scope, condition)).is_ok()
        };
        for (_, _, row) in same {
            let (scope, condition) = (of(&c.scope, *row), of(&c.condition, *row));
            let mut at = if lasts(*row) { above(c, scope) } else { Some(scope) };
            let mut steps = 0;
            while let Some(scope) = at.filter(|_| steps < c.scopes.id.len()) {
                if gives(scope, condition) {
                    if let Some(flag) = covered.get_mut(*row as usize) {
                        *flag = 1;
                    }
                    break;
                }
                at = above(c, scope);
                steps += 1;
            }
        }
    }
    columns.covered = covered;
}

fn above(columns: &Columns, scope: u32) -> Option<u32> {
    columns.scopes.parent.get(scope as usize).copied().filter(|up| *up != NONE)
}
