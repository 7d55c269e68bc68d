//! What a role grants, as a text that can be compared by eye, and what one grants that another did not.

use rolewright_authz::records::{PermissionBlock, RoleDefinition};
use rolewright_condition::facts::action_matches;

/// Patterns of one list of a permission block.
type List = fn(&PermissionBlock) -> &Vec<String>;

const LISTS: [(&str, List, List); 2] = [
    ("actions", |b| &b.actions, |b| &b.not_actions),
    ("data actions", |b| &b.data_actions, |b| &b.not_data_actions),
];

/// Patterns that a role grants and another did not, sorted. A pattern counts as granted before where one of the
/// same or greater reach was, and nothing that was taken out of it then is granted now.
pub(super) fn gained(before: &[PermissionBlock], after: &[PermissionBlock]) -> Vec<String> {
    let mut gained = Vec::new();
    for (_, actions, excluded) in LISTS {
        for block in after {
            for pattern in actions(block) {
                let granted_before = before.iter().any(|old| {
                    actions(old).iter().any(|p| action_matches(p, pattern))
                        && excluded(old)
                            .iter()
                            .filter(|taken| meets(pattern, taken))
                            .all(|taken| excluded(block).iter().any(|p| action_matches(p, taken)))
                        && (old.condition.is_none() || old.condition == block.condition)
                });
                if !granted_before {
                    gained.push(pattern.clone());
                }
            }
        }
    }
    gained.sort();
    gained.dedup();
    gained
}

/// Whether two patterns may have an action in common: one reaches the other, or both have wildcards.
fn meets(a: &str, b: &str) -> bool {
    action_matches(a, b) || action_matches(b, a) || a.contains('*') && b.contains('*')
}

/// What a role grants and where it may be assigned, one pattern a line.
pub(super) fn text(role: &RoleDefinition) -> String {
    let mut text = permissions(&role.permissions);
    push(&mut text, "may be assigned at", role.assignable_scopes.iter().map(|scope| scope.as_str()));
    text
}

/// Permission blocks, one pattern a line.
pub(super) fn permissions(blocks: &[PermissionBlock]) -> String {
    let mut text = String::new();
    for block in blocks {
        for (name, actions, excluded) in LISTS {
            push(&mut text, name, actions(block).iter().map(String::as_str));
            push(&mut text, &format!("not {name}"), excluded(block).iter().map(String::as_str));
        }
        push(&mut text, "condition", block.condition.iter().map(String::as_str));
    }
    text
}

fn push<'t>(text: &mut String, title: &str, lines: impl Iterator<Item = &'t str>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(title);
    text.push(':');
    for line in lines {
        text.push_str("\n  ");
        text.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(actions: &[&str], not_actions: &[&str]) -> PermissionBlock {
        let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        PermissionBlock {
            actions: owned(actions),
            not_actions: owned(not_actions),
            ..PermissionBlock::default()
        }
    }

    #[test]
    fn more_is_more_by_reach_and_not_by_text() {
        let gained = |before: PermissionBlock, after: PermissionBlock| gained(&[before], &[after]);
        assert_eq!(gained(block(&["a/*"], &[]), block(&["a/b", "c"], &[])), ["c"]);
        assert_eq!(gained(block(&["a/b"], &[]), block(&["A/*"], &[])), ["A/*"]);
        assert_eq!(gained(block(&["*"], &["x/write"]), block(&["*"], &[])), ["*"]);
        assert!(gained(block(&["*"], &["x/write"]), block(&["*"], &["x/*"])).is_empty());
        assert!(gained(block(&["*"], &["x/write"]), block(&["y/*"], &["x/write"])).is_empty());
        assert!(super::gained(&[], &[]).is_empty());
        assert_eq!(super::gained(&[], &[block(&["a", "a"], &[])]), ["a"]);
    }
}
