use std::collections::HashMap;

use rolewright_authz::scope_path::ScopeLevel;

use super::*;
use crate::world::Reach;

fn planted(count: usize) -> World {
    world(count, 1, "2026-06-01T12:00:00Z".parse().unwrap())
}

#[test]
fn there_are_as_many_as_asked_for_and_azures_limits_hold() {
    for count in [0, 1, 40, 3000, 20_000] {
        let world = planted(count);
        let tenant = &world.tenants()[0];
        let total = tenant.assignments_total();
        assert!(total + total / 100 >= count && total <= count + 2, "{count}: {total}");
        for subscription in tenant.subscriptions() {
            assert!(tenant.assignment_count(subscription.id) <= 4000);
        }
        for group in tenant.management_groups() {
            let scope = ScopePath::management_group(&group.name);
            assert!(
                tenant
                    .role_assignments(&scope, Reach::AtAndAbove, None)
                    .filter(|(_, r)| *r.scope == scope)
                    .count()
                    <= 500
            );
        }
    }
}

#[test]
fn they_are_skewed_and_each_once() {
    let world = planted(20_000);
    let tenant = &world.tenants()[0];
    let mut levels: HashMap<ScopeLevel, usize> = HashMap::new();
    let mut holders: HashMap<Guid, usize> = HashMap::new();
    let mut seen = HashSet::new();
    let root = ScopePath::root();
    let mut conditions = 0;
    let mut stale = 0;
    for (_, row) in tenant.role_assignments(&root, Reach::AtAboveAndBelow, None) {
        *levels.entry(row.scope.level()).or_default() += 1;
        *holders.entry(row.principal).or_default() += 1;
        assert!(seen.insert((row.scope.key(), row.principal, row.role)), "{row:?}");
        conditions += usize::from(row.condition.is_some());
        stale += usize::from(tenant.principal(row.principal).is_none());
    }
    let of = |level| levels.get(&level).copied().unwrap_or(0);
    assert!(of(ScopeLevel::ResourceGroup) > 10_000, "{levels:?}");
    assert!(of(ScopeLevel::ManagementGroup) > 20 && of(ScopeLevel::ManagementGroup) < 200, "{levels:?}");
    let most = holders.values().max().copied().unwrap_or(0);
    assert!(most > 20 * (20_000 / holders.len().max(1)).max(1) / 4, "{most} of {}", holders.len());
    assert!(conditions > 50 && stale > 50, "{conditions} {stale}");
}

#[test]
fn the_indexes_find_what_a_walk_over_every_row_finds() {
    let world = planted(3_000);
    let tenant = &world.tenants()[0];
    let root = ScopePath::root();
    let all: Vec<_> =
        tenant.role_assignments(&root, Reach::AtAboveAndBelow, None).map(|(_, row)| row.record()).collect();
    let request = rolewright_condition::eval::Request::default();
    let mut draw = Draw::new(5);
    let mut allowed = 0;
    for round in 0..120 {
        let (holder, place) = (draw.pick(&all).unwrap().principal, draw.pick(&all).unwrap().scope.clone());
        let action =
            ["Microsoft.Storage/storageAccounts/read", "Microsoft.Storage/storageAccounts/write"][round % 2];
        let answer = tenant.access(holder, action, &place, &request);
        let who = tenant.directory.identity(holder);
        let question = rolewright_authz::access::Question {
            who: &who,
            action,
            plane: rolewright_authz::permissions::Plane::Control,
            scope: &place,
            attributes: &request,
        };
        let walked = rolewright_authz::access::access(
            &question,
            &all,
            |id| tenant.role_definition(id),
            [],
            tenant.hierarchy(),
        );
        assert_eq!((answer.verdict, answer.grants.len()), (walked.verdict, walked.grants.len()));
        allowed += usize::from(answer.verdict == rolewright_authz::access::Verdict::Allowed);
        for reach in [Reach::AtAndAbove, Reach::AtAboveAndBelow] {
            let listed: Vec<Guid> =
                tenant.role_assignments(&place, reach, None).map(|(_, row)| row.name).collect();
            let filtered = all.iter().filter(|row| tenant.reaches(&row.scope, &place, reach));
            assert_eq!(listed, filtered.map(|row| row.name).collect::<Vec<_>>(), "{place}");
            let of: Vec<Guid> =
                tenant.role_assignments_of(&[holder], &place, reach, None).map(|(_, row)| row.name).collect();
            let mine =
                all.iter().filter(|r| r.principal == holder && tenant.reaches(&r.scope, &place, reach));
            assert_eq!(of, mine.map(|row| row.name).collect::<Vec<_>>(), "{place}");
        }
    }
    assert!(allowed > 5, "{allowed}");
}
