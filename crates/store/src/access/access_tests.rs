use std::collections::HashSet;

use rolewright_authz::records::{Record, RoleAssignment, Stage};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};

use super::*;
use crate::database::tests::temporary;
use crate::diff::tests::{origin, pull};
use crate::pull::Reach;
use crate::sample::{Tenant, covered, guid};

const MADE: Tenant = Tenant { assignments: 3_000, day: 0 };

fn all() -> Vec<RoleAssignment> {
    (0..MADE.assignments)
        .filter_map(|n| MADE.assignment(n))
        .map(|record| match record {
            Record::RoleAssignment(r) => *r,
            _ => panic!(),
        })
        .collect()
}

fn any(field: Field, values: &[i64]) -> Term {
    Term::AnyOf { field, values: values.to_vec() }
}

fn contains(text: &str) -> Term {
    let words = vec![Words::Principal, Words::Role, Words::Scope, Words::Condition];
    Term::Contains { words, text: text.into() }
}

fn filter(terms: &[Term]) -> Filter {
    Filter { terms: terms.to_vec() }
}

async fn every(access: &Access, filter: &Filter, sort: &[Sort]) -> Vec<Assignment> {
    access.page(filter, sort, 0, usize::MAX).await.unwrap().rows
}

#[tokio::test]
async fn the_grid_gives_back_what_azure_answered() {
    let (_folder, db) = temporary().await;
    let access = db.open_access(pull(&db, MADE, 1).await).await.unwrap();
    let rows = every(&access, &Filter::default(), &[]).await;
    let mut given: Vec<RoleAssignment> = rows.into_iter().map(|row| row.record).collect();
    let mut wanted = all();
    given.sort_by_key(|r| r.name);
    wanted.sort_by_key(|r| r.name);
    assert_eq!(given, wanted);
}

#[tokio::test]
async fn every_filter_is_what_a_plain_look_finds() {
    let (_folder, db) = temporary().await;
    let access = db.open_access(pull(&db, MADE, 1).await).await.unwrap();
    let rows = every(&access, &Filter::default(), &[]).await;
    let owner = rows.iter().find(|r| r.role_name.as_deref() == Some("Owner")).unwrap().role;
    let sub = rows.iter().find(|r| r.record.scope.level() == ScopeLevel::Subscription).unwrap();
    let (sub_id, sub_path) = (sub.scope, sub.record.scope.clone());
    let middle = rows[rows.len() / 2].record.stamp.created_on.unwrap();
    let cut = crate::tables::table::ticks(middle);
    type Plain<'a> = Box<dyn Fn(&Assignment) -> bool + 'a>;
    let cases: Vec<(Filter, Plain<'_>)> = vec![
        (filter(&[any(Field::Role, &[owner])]), Box::new(|r| r.role_name.as_deref() == Some("Owner"))),
        (
            filter(&[Term::Not(Box::new(any(Field::Role, &[owner])))]),
            Box::new(|r| r.role_name.as_deref() != Some("Owner")),
        ),
        (filter(&[any(Field::Privileged, &[1])]), Box::new(|r| r.privilege.is_some())),
        (filter(&[any(Field::HasCondition, &[1])]), Box::new(|r| r.record.condition.is_some())),
        (
            filter(&[any(Field::Level, &[1]), any(Field::PrincipalState, &[PrincipalState::Guest as i64])]),
            Box::new(|r| {
                r.record.scope.level() == ScopeLevel::ManagementGroup
                    && r.principal_record.as_ref().is_some_and(|p| p.guest && p.found)
            }),
        ),
        (
            filter(&[any(Field::PrincipalState, &[PrincipalState::Orphaned as i64])]),
            Box::new(|r| r.principal_record.as_ref().is_some_and(|p| !p.found)),
        ),
        (
            filter(&[Term::Between { field: Field::Created, from: cut, to: i64::MAX }]),
            Box::new(|r| r.record.stamp.created_on.unwrap() >= middle),
        ),
        (
            filter(&[Term::At { scope: sub_id, standing: Standing::Direct }]),
            Box::new(|r| r.record.scope == sub_path),
        ),
        (
            filter(&[Term::At { scope: sub_id, standing: Standing::Within }]),
            Box::new(|r| sub_path.covers(&r.record.scope)),
        ),
        (
            filter(&[Term::At { scope: sub_id, standing: Standing::Below }]),
            Box::new(|r| sub_path.covers(&r.record.scope) && r.record.scope != sub_path),
        ),
        (
            filter(&[contains("OWNER"), contains("anna")]),
            Box::new(|r| {
                let text = format!(
                    "{}\n{}\n{}\n{}\n{}",
                    r.principal_record.as_ref().and_then(|p| p.display_name.clone()).unwrap_or_default(),
                    r.principal_record
                        .as_ref()
                        .and_then(|p| p.user_principal_name.clone())
                        .unwrap_or_default(),
                    r.role_name.clone().unwrap_or_default(),
                    r.scope_name,
                    r.record.condition.clone().unwrap_or_default(),
                )
                .to_lowercase();
                text.contains("owner") && text.contains("anna")
            }),
        ),
        (filter(&[any(Field::Role, &[-5])]), Box::new(|_| false)),
        (filter(&[Term::At { scope: 9_999_999, standing: Standing::Within }]), Box::new(|_| false)),
    ];
    for (filter, plain) in &cases {
        let found: HashSet<u32> = every(&access, filter, &[]).await.iter().map(|r| r.row).collect();
        let wanted: HashSet<u32> = rows.iter().filter(|r| plain(r)).map(|r| r.row).collect();
        assert_eq!(found, wanted, "{filter:?}");
        assert_eq!(access.count(filter), wanted.len() as u64);
    }
    let filled = cases.iter().filter(|(f, _)| access.count(f) > 0).count();
    assert!(filled >= cases.len() - 3, "the made tenant has what the filters ask for: {filled}");
}

#[tokio::test]
async fn what_is_inherited_comes_from_the_path_above() {
    let (_folder, db) = temporary().await;
    let access = db.open_access(pull(&db, MADE, 1).await).await.unwrap();
    let rows = every(&access, &Filter::default(), &[]).await;
    let deep = rows.iter().find(|r| r.record.scope.level() == ScopeLevel::Resource).unwrap();
    let path = access.scope_path(deep.scope).await.unwrap();
    let names: Vec<&str> = path.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(names[..2], ["Root", "Group 0"]);
    assert!(names.iter().any(|n| n.starts_with("Subscription ")), "{names:?}");
    assert_eq!(path.last().unwrap().id, deep.scope);
    let above: HashSet<i64> = path.iter().rev().skip(1).map(|n| n.id).collect();
    let inherited = filter(&[Term::At { scope: deep.scope, standing: Standing::Inherited }]);
    let found: HashSet<u32> = every(&access, &inherited, &[]).await.iter().map(|r| r.row).collect();
    let wanted: HashSet<u32> = rows.iter().filter(|r| above.contains(&r.scope)).map(|r| r.row).collect();
    assert_eq!(found, wanted);
    let effective = access.count(&filter(&[Term::At { scope: deep.scope, standing: Standing::Effective }]));
    let direct = rows.iter().filter(|r| r.scope == deep.scope).count();
    assert_eq!(effective as usize, wanted.len() + direct);
}

#[tokio::test]
async fn every_sort_orders_the_whole_and_pages_join_without_gap() {
    let (_folder, db) = temporary().await;
    let access = db.open_access(pull(&db, MADE, 1).await).await.unwrap();
    let key = |field: Field, row: &Assignment| -> String {
        match field {
            Field::Role => row.role_name.clone().unwrap_or_default().to_lowercase(),
            Field::Scope => row.record.scope.key(),
            Field::Created => {
                format!("{:020}", crate::tables::table::ticks(row.record.stamp.created_on.unwrap()))
            }
            Field::Holder => (row.holder as u8).to_string(),
            Field::CreatedBy => {
                let known = row.author.as_ref();
                let names = known.map(|p| [p.display_name.clone(), p.user_principal_name.clone()]);
                let id = row.record.stamp.created_by.clone();
                let parts: Vec<String> = names.into_iter().flatten().chain([id]).flatten().collect();
                parts.join("\n").to_lowercase()
            }
            Field::Level => (row.record.scope.level() as u8).to_string(),
            _ => panic!(),
        }
    };
    for field in [Field::Role, Field::Scope, Field::Created, Field::Holder, Field::CreatedBy, Field::Level] {
        for descending in [false, true] {
            let sort = &[Sort { field, descending }];
            let rows = every(&access, &Filter::default(), sort).await;
            let keys: Vec<String> = rows.iter().map(|r| key(field, r)).collect();
            let mut sorted = keys.clone();
            sorted.sort();
            if descending {
                sorted.reverse();
            }
            assert_eq!(keys, sorted, "{field:?}");
            let mut joined = Vec::new();
            for offset in (0..rows.len()).step_by(700) {
                joined.extend(access.page(&Filter::default(), sort, offset, 700).await.unwrap().rows);
            }
            assert_eq!(joined, rows);
            let past = access.page(&Filter::default(), sort, 1_000_000, 10).await.unwrap();
            assert_eq!((past.total, past.rows.len()), (rows.len() as u64, 0));
        }
    }
}

#[tokio::test]
async fn a_window_is_a_part_of_the_whole_order() {
    let (_folder, db) = temporary().await;
    let access = db.open_access(pull(&db, MADE, 1).await).await.unwrap();
    let columns = access.columns();
    let by = |field, descending| Sort { field, descending };
    for sort in [
        vec![],
        vec![by(Field::Level, false)],
        vec![by(Field::Condition, true)],
        vec![by(Field::Level, true), by(Field::Created, false)],
        vec![by(Field::Role, false), by(Field::Level, true), by(Field::Created, true)],
        vec![by(Field::Subscription, false), by(Field::Ends, true), by(Field::Holder, false)],
    ] {
        let keys = |row: &u32| -> Vec<i64> {
            let key = |sort: &Sort| {
                let ranks = columns.ranks(sort.field);
                let place = ranks.rows[*row as usize];
                let rank = i64::from(ranks.of.map_or(place, |of| of[place as usize]));
                if sort.descending { -rank } else { rank }
            };
            sort.iter().map(key).collect()
        };
        let rows: Vec<u32> = (0..columns.len() as u32).step_by(3).collect();
        let mut whole = rows.clone();
        whole.sort_by_cached_key(keys);
        let count = whole.len();
        for (offset, limit) in
            [(0, 1), (0, 100), (7, 333), (count / 2, 50), (count - 3, 10), (count, 5), (0, count), (5, 0)]
        {
            let part = &whole[offset..(offset + limit).min(count)];
            assert_eq!(columns.window(&rows, &sort, offset, limit), part, "{sort:?} from {offset}");
        }
    }
}

#[tokio::test]
async fn a_menu_counts_what_the_other_filters_leave() {
    let (_folder, db) = temporary().await;
    let access = db.open_access(pull(&db, MADE, 1).await).await.unwrap();
    let rows = every(&access, &Filter::default(), &[]).await;
    let level = filter(&[any(Field::Level, &[3])]);
    let (menu, all) = access.choices(Field::Role, &level, "", 1_000).await.unwrap();
    assert_eq!(menu.len(), all);
    for choice in &menu {
        let here = rows.iter().filter(|r| r.record.scope.level() == ScopeLevel::ResourceGroup);
        let count = here.filter(|r| r.role == choice.value).count() as u64;
        assert_eq!(choice.count, count, "{}", choice.label);
    }
    assert!(menu.windows(2).all(|w| w[0].count >= w[1].count) && menu.len() > 5);
    let (owners, _) = access.choices(Field::Role, &Filter::default(), "WNE", 10).await.unwrap();
    assert_eq!(owners.iter().map(|c| c.label.as_str()).collect::<Vec<_>>(), ["Owner"]);
    let (kinds, _) = access.choices(Field::Holder, &Filter::default(), "", 10).await.unwrap();
    assert_eq!(kinds.iter().map(|c| c.count).sum::<u64>(), rows.len() as u64);
    for field in [Field::Scope, Field::Principal, Field::Condition, Field::CreatedBy, Field::Subscription] {
        let (menu, _) = access.choices(field, &Filter::default(), "", 20).await.unwrap();
        assert!(menu.iter().all(|c| c.value == 0 || !c.label.is_empty()), "{field:?}: {menu:?}");
    }
}

#[tokio::test]
async fn the_tree_counts_each_assignment_once_at_the_top() {
    let (_folder, db) = temporary().await;
    let access = db.open_access(pull(&db, MADE, 1).await).await.unwrap();
    let rows = every(&access, &Filter::default(), &[]).await;
    let top = access.scopes_in(None, "", 0, usize::MAX).await.unwrap().nodes;
    let sum: u64 = top.iter().map(|n| n.direct + n.below).sum();
    assert_eq!(sum, rows.len() as u64);
    let privileged: u64 = top.iter().map(|n| n.privileged + n.privileged_below).sum();
    assert_eq!(privileged, rows.iter().filter(|r| r.privilege.is_some()).count() as u64);
    let mut open: Vec<i64> = top.iter().map(|n| n.id).collect();
    while let Some(id) = open.pop() {
        let children = access.scopes_in(Some(id), "", 0, usize::MAX).await.unwrap().nodes;
        for node in children {
            assert_eq!(node.parent, Some(id));
            let direct = filter(&[Term::At { scope: node.id, standing: Standing::Direct }]);
            if node.id % 17 == 0 {
                assert_eq!(access.count(&direct), node.direct, "{}", node.path);
                let below = filter(&[Term::At { scope: node.id, standing: Standing::Below }]);
                assert_eq!(access.count(&below), node.below, "{}", node.path);
            }
            open.push(node.id);
        }
    }
    assert!(access.scopes_in(Some(-1), "", 0, usize::MAX).await.unwrap().nodes.is_empty());
    let found = access.find_scope(&ScopePath::management_group("MG-0")).await.unwrap();
    assert_eq!(found, Some(access.scopes_in(Some(top[0].id), "", 0, usize::MAX).await.unwrap().nodes[0].id));
    assert_eq!(access.find_scope(&ScopePath::new("/subscriptions/none")).await.unwrap(), None);
}

#[tokio::test]
async fn kept_columns_are_those_made_anew_and_damaged_ones_are_made_again() {
    let (_folder, db) = temporary().await;
    let snapshot = pull(&db, MADE, 1).await;
    let kept = db.open_access(snapshot).await.unwrap();
    let made =
        build::build(&mut db.pool.acquire().await.unwrap(), kept.inner.tenant, snapshot, None).await.unwrap();
    assert_eq!(kept.inner.columns, made);
    for damage in [
        "update access_columns set data = x'ffffff7f' where name = 'role'",
        "delete from access_columns where name = 'scopes.parent'",
        "update access_columns set data = x'' where name = 'layout'",
    ] {
        sqlx::query(damage).execute(&db.pool).await.unwrap();
        assert_eq!(db.open_access(snapshot).await.unwrap().inner.columns, made, "{damage}");
        db.keep_columns(kept.inner.tenant, snapshot, None).await.unwrap();
    }
}

#[tokio::test]
async fn who_may_delegate_what_is_told_apart() {
    let (_folder, db) = temporary().await;
    let mut pull = db.begin_pull(&origin(1), 1).await.unwrap();
    let owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    let reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    let limit = |role: &str| {
        format!(
            "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{role}}}))"
        )
    };
    let base = all().remove(0);
    let rows = [
        (owner, None, Delegate::Unconstrained),
        (owner, Some(limit(reader)), Delegate::Bounded),
        (owner, Some(limit(owner)), Delegate::Escalating),
        (owner, Some("((".to_owned()), Delegate::Unclear),
        (reader, Some(limit(owner)), Delegate::None),
    ];
    let records = rows.iter().zip(1..).map(|((role, condition, _), n)| {
        Record::RoleAssignment(Box::new(RoleAssignment {
            name: guid(4, n),
            role: Guid::parse(role).unwrap(),
            condition: condition.clone(),
            ..base.clone()
        }))
    });
    pull.ingest(Stage::RoleAssignments, "/", records.collect(), None).await.unwrap();
    pull.finish_item("/", Reach::Everything, &covered(Stage::RoleAssignments, 5)).await.unwrap();
    let snapshot = pull.snapshot();
    pull.finish(2).await.unwrap();
    let access = db.open_access(snapshot).await.unwrap();
    for row in every(&access, &Filter::default(), &[]).await {
        let (.., wanted) = rows.iter().zip(1..).find(|(_, n)| guid(4, *n) == row.record.name).unwrap().0;
        assert_eq!(row.delegate, *wanted, "{:?}", row.record.condition);
    }
    let overview = db.overview(&access).await.unwrap();
    assert_eq!(
        (overview.assignments, overview.unconstrained, overview.escalating, overview.unclear),
        (5, 1, 1, 1)
    );
    let owners = Guid::parse(owner).unwrap();
    assert!(access.find_role(owners).await.unwrap().is_some());
    assert!(access.find_principal(owners).await.unwrap().is_none());
}
