//! The columnar answer against a walk over all records.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use proptest::prelude::*;
use rolewright_authz::directory::StarterDirectory;
use rolewright_authz::filter::Test;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::privilege::{self, Delegation};
use rolewright_authz::records::{Principal, Record, RoleDefinition, RoleKind};
use rolewright_store::object::ObjectKind;

use super::*;
use crate::access::demo::Demo;
use crate::wire::access::Reach;
use crate::wire::error::ErrorCode;

/// A row as plain texts.
#[derive(Clone, Debug, Default)]
struct Plain {
    key: String,
    own_name: String,
    principal_id: String,
    principal_names: Vec<String>,
    kind: &'static str,
    deleted: bool,
    role_id: String,
    role_name: String,
    role_kind: &'static str,
    scope: String,
    scope_names: Vec<String>,
    subscription_names: Vec<String>,
    /// From its own scope up, in lower case.
    above: Vec<String>,
    level: &'static str,
    condition: Option<String>,
    state: &'static str,
    created: Option<Timestamp>,
    updated: Option<Timestamp>,
    ends: Option<Timestamp>,
    by: Vec<String>,
    description: Option<String>,
    flags: Vec<&'static str>,
}

struct World {
    rows: Vec<Plain>,
    now: Timestamp,
}

async fn all(demo: &Demo, kind: ObjectKind) -> Vec<Record> {
    let database = demo.app.database().await.unwrap();
    let rows = database.records(demo.snapshot, kind, 0, 100_000).await.unwrap();
    rows.into_iter().map(|row| row.record).collect()
}

impl World {
    async fn of(demo: &Demo) -> Self {
        let mut up: HashMap<String, String> = HashMap::new();
        let mut names: HashMap<String, Vec<String>> = HashMap::from([("/".into(), vec!["Root".into()])]);
        let group =
            |name: &str| format!("/providers/microsoft.management/managementgroups/{}", name.to_lowercase());
        for record in all(demo, ObjectKind::ManagementGroup).await {
            let Record::ManagementGroup(r) = record else { panic!() };
            up.insert(group(&r.name), r.parent.as_deref().map_or("/".into(), group));
            names.insert(group(&r.name), vec![r.display_name.clone(), r.name.clone()]);
        }
        for record in all(demo, ObjectKind::Subscription).await {
            let Record::Subscription(r) = record else { panic!() };
            let key = format!("/subscriptions/{}", r.id);
            up.insert(key.clone(), r.management_group.as_deref().map_or("/".into(), group));
            names.insert(key, vec![r.display_name.clone(), r.id.to_string()]);
        }
        let mut principals: HashMap<String, Principal> = HashMap::new();
        for record in all(demo, ObjectKind::Principal).await {
            let Record::Principal(r) = record else { panic!() };
            principals.insert(r.id.to_string(), *r);
        }
        let mut roles: HashMap<String, RoleDefinition> = HashMap::new();
        for record in all(demo, ObjectKind::RoleDefinition).await {
            let Record::RoleDefinition(r) = record else { panic!() };
            roles.insert(r.id.to_string(), *r);
        }
        let instances: Vec<_> = all(demo, ObjectKind::PimInstance)
            .await
            .into_iter()
            .map(|record| match record {
                Record::PimInstance(r) => r,
                _ => panic!(),
            })
            .collect();
        let mut rows = Vec::new();
        for record in all(demo, ObjectKind::RoleAssignment).await {
            let Record::RoleAssignment(r) = record else { panic!() };
            let active = instances.iter().find(|i| i.origin_assignment == Some(r.name) && i.scope == r.scope);
            let activated = active.is_some_and(|i| i.assignment_type.as_deref() == Some("Activated"));
            rows.push(Plain {
                key: ObjectId::role_assignment(&r.scope, r.name).key,
                own_name: r.name.to_string(),
                principal_id: r.principal.to_string(),
                role_id: r.role.to_string(),
                scope: r.scope.as_str().to_owned(),
                condition: r.condition.clone(),
                state: if activated { "activated" } else { "active" },
                created: r.stamp.created_on,
                updated: r.stamp.updated_on,
                ends: active.and_then(|i| i.end),
                by: r.stamp.created_by.clone().into_iter().collect(),
                description: r.description.clone(),
                kind: kind(&r.principal_type, principals.get(&r.principal.to_string())),
                ..Plain::default()
            });
        }
        for i in instances.iter().filter(|i| i.origin_assignment.is_none()) {
            rows.push(Plain {
                key: ObjectId::of(&Record::PimInstance(i.clone())).key,
                own_name: i.name.clone(),
                principal_id: i.principal.to_string(),
                role_id: i.role.to_string(),
                scope: i.scope.as_str().to_owned(),
                condition: i.condition.clone(),
                state: "eligible",
                ends: i.end,
                kind: kind(&i.principal_type, principals.get(&i.principal.to_string())),
                ..Plain::default()
            });
        }
        let parent = |key: &str| -> Option<String> {
            if let Some(up) = up.get(key) {
                return Some(up.clone());
            }
            let path = ScopePath::new(key);
            (key != "/").then(|| path.parent().map_or("/".to_owned(), |p| p.key()))
        };
        for row in &mut rows {
            let mut at = Some(row.scope.to_lowercase());
            while let Some(key) = at {
                at = parent(&key);
                row.above.push(key);
            }
            row.scope_names = names
                .get(&row.scope.to_lowercase())
                .cloned()
                .unwrap_or_else(|| vec![ScopePath::new(&row.scope).name().to_owned()]);
            let subscription = row
                .above
                .iter()
                .find(|key| key.starts_with("/subscriptions/") && key.matches('/').count() == 2);
            row.subscription_names = subscription.and_then(|key| names.get(key)).cloned().unwrap_or_default();
            row.level = match ScopePath::new(&row.scope).level() as u8 {
                0 => "root",
                1 => "management-group",
                2 => "subscription",
                3 => "resource-group",
                _ => "resource",
            };
            let who = |id: &str| -> Vec<String> {
                let known = principals.get(id);
                let list = known.map(|p| [p.display_name.clone(), p.user_principal_name.clone()]);
                list.into_iter().flatten().flatten().collect()
            };
            row.principal_names = who(&row.principal_id);
            row.deleted = principals.get(&row.principal_id).is_some_and(|p| !p.found);
            let by: Vec<String> =
                row.by.iter().flat_map(|id| who(id).into_iter().chain([id.clone()])).collect();
            row.by = by;
            let role = roles.get(&row.role_id);
            row.role_name = role.map_or(row.role_id.clone(), |r| r.name.clone());
            row.role_kind = match role.map(|r| &r.kind) {
                Some(RoleKind::BuiltIn) => "built-in",
                Some(_) => "custom",
                None => "unknown",
            };
            let judged = role.map(|r| privilege::of_role(&r.permissions));
            let mut flag = |name, holds: bool| row.flags.extend(holds.then_some(name));
            flag("privileged", judged.is_some_and(|j| j.reason.is_some()));
            let delegation = judged.map_or(Delegation::None, |j| j.delegation);
            flag("delegate", delegation != Delegation::None);
            let unbound = match &row.condition {
                None => true,
                Some(text) => privilege::of_condition(text, &StarterDirectory).bounds == Some(false),
            };
            flag("unconstrained", delegation == Delegation::Full && unbound);
            let orphaned = row.deleted;
            flag("orphaned", orphaned);
        }
        let covered: Vec<bool> = rows.iter().map(|row| rows.iter().any(|other| covers(other, row))).collect();
        for (row, covered) in rows.iter_mut().zip(covered) {
            row.flags.extend(covered.then_some("duplicate"));
        }
        Self { rows, now: Timestamp::now() }
    }
}

/// Whether another row gives what this one gives.
fn covers(other: &Plain, row: &Plain) -> bool {
    let lasts = |row: &Plain| row.state == "active" && row.ends.is_none();
    let above = other.scope.to_lowercase();
    other.key != row.key
        && (&other.principal_id, &other.role_id) == (&row.principal_id, &row.role_id)
        && lasts(other)
        && (other.condition.is_none() || other.condition == row.condition)
        && row.above.contains(&above)
        && (!lasts(row) || above != row.scope.to_lowercase())
}

fn kind(of: &PrincipalType, principal: Option<&Principal>) -> &'static str {
    let managed = principal.and_then(|p| p.service_principal_type.as_deref()) == Some("ManagedIdentity");
    match of {
        PrincipalType::User if principal.is_some_and(|p| p.guest) => "guest",
        PrincipalType::User => "user",
        PrincipalType::Group => "group",
        PrincipalType::ServicePrincipal if managed => "managed-identity",
        PrincipalType::ServicePrincipal => "service-principal",
        PrincipalType::ForeignGroup => "foreign-group",
        PrincipalType::Device => "device",
        PrincipalType::Other(_) => "",
    }
}

impl World {
    fn holds(&self, row: &Plain, test: &Test) -> bool {
        let part = |texts: &[String], value: &String| {
            texts.iter().any(|text| text.to_lowercase().contains(&value.to_lowercase()))
        };
        let whole = |texts: &[String], value: &String| {
            texts.iter().any(|text| text.to_lowercase() == value.to_lowercase())
        };
        let texts = |column: &str| -> Vec<String> {
            match column {
                // What has no name is shown by its id.
                "principal" if row.principal_names.is_empty() => vec![row.principal_id.clone()],
                "principal" => row.principal_names.clone(),
                "role" => vec![row.role_name.clone()],
                "scope" => row.scope_names.clone(),
                "condition" => row.condition.clone().into_iter().collect(),
                "by" => row.by.clone(),
                "description" => row.description.clone().into_iter().collect(),
                _ => vec![row.own_name.clone()],
            }
        };
        let id = |column: &str| match column {
            "principal" => Some(row.principal_id.clone()),
            "role" => Some(row.role_id.clone()),
            "scope" => Some(row.scope.clone()),
            "id" => Some(row.key.clone()),
            _ => None,
        };
        let time = |column: &str| match column {
            "created" => row.created,
            "updated" => row.updated,
            _ => row.ends,
        };
        let day = |column: &str| time(column).map(|t| t.to_zoned(TimeZone::UTC).date());
        let is_id =
            |column: &str, value: &String| id(column).is_some_and(|id| id.eq_ignore_ascii_case(value));
        match test {
            Test::Names(value) => {
                part(&texts("principal"), value)
                    || part(&texts("role"), value)
                    || part(&texts("scope"), value)
                    || part(&row.subscription_names, value)
                    || is_id("principal", value)
                    || is_id("role", value)
            }
            Test::Contains(c, values) => values.iter().any(|v| match c.name {
                "scope" | "id" if v.starts_with('/') => is_id(c.name, v),
                _ => part(&texts(c.name), v) || is_id(c.name, v),
            }),
            Test::Equals(c, values) => values.iter().any(|v| match c.name {
                "scope" if v.starts_with('/') => is_id(c.name, v),
                // A name is looked through also where it is asked for as a whole.
                "id" if !v.starts_with('/') => part(&texts(c.name), v),
                _ => whole(&texts(c.name), v) || is_id(c.name, v),
            }),
            Test::OneOf(c, values) => values.iter().any(|v| match c.name {
                "kind" if *v == "deleted" => row.deleted,
                "kind" => row.kind == *v,
                "role-kind" => row.role_kind == *v,
                "level" => row.level == *v,
                "state" => row.state == *v,
                _ => row.flags.contains(v),
            }),
            Test::Under(_, scopes) => scopes.iter().any(|s| {
                let key = ScopePath::new(s).key();
                row.above.contains(&key)
            }),
            Test::Missing(c) => self.missing(row, c.name),
            Test::Present(c) => !self.missing(row, c.name),
            Test::From(c, d) => day(c.name).is_some_and(|is| is >= *d),
            Test::Before(c, d) => day(c.name).is_some_and(|is| is < *d),
            Test::On(c, d) => day(c.name) == Some(*d),
            Test::LastDays(c, n) => time(c.name).is_some_and(|t| {
                let back = SignedDuration::from_hours(i64::from(*n) * 24);
                t <= self.now && t >= self.now.checked_sub(back).unwrap_or(Timestamp::MIN)
            }),
            _ => false,
        }
    }

    fn missing(&self, row: &Plain, column: &str) -> bool {
        match column {
            "principal" => row.principal_names.is_empty(),
            "condition" => row.condition.is_none(),
            "by" => row.by.is_empty(),
            "description" => row.description.is_none(),
            "created" => row.created.is_none(),
            "updated" => row.updated.is_none(),
            _ => row.ends.is_none(),
        }
    }

    fn walk(&self, text: &str) -> BTreeSet<String> {
        let filter = read(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        let kept = |row: &&Plain| filter.terms.iter().all(|t| self.holds(row, &t.test) != t.negated);
        self.rows.iter().filter(kept).map(|row| row.key.clone()).collect()
    }
}

/// Terms of every column and operator, with values that occur and some that do not.
fn terms(world: &World) -> Vec<String> {
    let mut terms = Vec::new();
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let cut = |text: &str| -> String { text.chars().skip(1).take(4).collect() };
    for row in world.rows.iter().step_by(3) {
        for (column, texts) in [
            ("principal", row.principal_names.clone()),
            ("principal", vec![row.principal_id.clone()]),
            ("role", vec![row.role_name.clone(), row.role_id.clone(), row.role_id.to_uppercase()]),
            ("scope", row.scope_names.clone()),
            ("by", row.by.clone()),
            ("condition", row.condition.clone().into_iter().collect()),
            ("description", row.description.clone().into_iter().collect()),
            ("id", vec![row.own_name.clone()]),
        ] {
            for text in texts.iter().filter(|text| !text.is_empty()) {
                terms.push(format!("{column}={}", quoted(text)));
                terms.push(format!("{column}:{}", quoted(&text.to_uppercase())));
                if cut(text).len() == 4 {
                    terms.push(format!("{column}:{}", quoted(&cut(text))));
                    terms.push(quoted(&cut(text)));
                }
            }
        }
        for (column, text) in [("scope", &row.scope), ("id", &row.key)] {
            terms.push(format!("{column}:{}", quoted(text)));
            terms.push(format!("{column}={}", quoted(&text.to_uppercase())));
        }
        terms.extend(row.above.iter().map(|scope| format!("under:{}", quoted(scope))));
        for (column, time) in [("created", row.created), ("updated", row.updated), ("ends", row.ends)] {
            let Some(time) = time else { continue };
            let day = time.to_zoned(TimeZone::UTC).date();
            terms.extend([">=", ">", "<", "<=", ":"].map(|operator| format!("{column}{operator}{day}")));
        }
        terms.push(quoted(&row.role_id));
    }
    terms.extend(["created:30d", "created:400d", "updated:4000000000d", "ends:1d"].map(str::to_owned));
    for column in ROLE_ASSIGNMENTS {
        if column.optional {
            terms.extend([format!("{}:none", column.name), format!("{}:any", column.name)]);
        }
        if let filter::ColumnKind::Choice(choices) = &column.kind {
            terms.extend(choices.iter().map(|choice| format!("{}:{}", column.name, choice.name)));
        }
    }
    terms.extend(
        [
            "under:/subscriptions/none",
            "scope:/none",
            "role:nobody",
            "kind:guest,group",
            "role=Owner,Reader",
            "zzz",
        ]
        .map(str::to_owned),
    );
    terms.sort();
    terms.dedup();
    terms
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

async fn shown(demo: &Demo, text: &str) -> BTreeSet<String> {
    let page = demo.page(demo.whole(), text).await.unwrap_or_else(|e| panic!("{text}: {e}"));
    assert_eq!(page.facts.total, page.rows.len() as u64, "{text}");
    page.rows.into_iter().map(|row| row.key).collect()
}

#[test]
fn every_term_finds_what_a_walk_over_all_records_finds() {
    let demo = Demo::new();
    runtime().block_on(async {
        let world = World::of(&demo).await;
        assert!(world.rows.len() > 100, "{}", world.rows.len());
        assert_eq!(shown(&demo, "").await.len(), world.rows.len());
        let (mut some, mut none) = (0, 0);
        let terms = terms(&world);
        for text in &terms {
            let wanted = world.walk(text);
            assert_eq!(shown(&demo, text).await, wanted, "{text}");
            if wanted.is_empty() { none += 1 } else { some += 1 }
        }
        assert!(some > 500 && none > 5, "{some} terms find something, {none} nothing");
        for flag in ["privileged", "delegate", "unconstrained", "orphaned"] {
            assert!(!world.walk(&format!("is:{flag}")).is_empty(), "the demo tenant has {flag}");
        }
    });
}

#[test]
fn terms_together_are_what_the_walk_finds_too() {
    let demo = Demo::new();
    let runtime = runtime();
    let world = runtime.block_on(World::of(&demo));
    let terms = terms(&world);
    let one = (prop::sample::select(terms), any::<bool>());
    let config = ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(given in prop::collection::vec(one, 1..4))| {
        let sign = |negated: bool| if negated { "-" } else { "" };
        let text: Vec<String> = given.iter().map(|(term, no)| format!("{}{term}", sign(*no))).collect();
        let text = text.join(" ");
        let found = runtime.block_on(shown(&demo, &text));
        prop_assert_eq!(found, world.walk(&text), "{}", text);
    });
}

#[test]
fn a_scope_keeps_to_what_stands_there() {
    let demo = Demo::new();
    runtime().block_on(async {
        let world = World::of(&demo).await;
        let mut scopes: Vec<String> = world.rows.iter().flat_map(|row| row.above.clone()).collect();
        scopes.sort();
        scopes.dedup();
        let above = |scope: &str| -> Vec<String> {
            world
                .rows
                .iter()
                .find_map(|r| r.above.iter().position(|a| a == scope).map(|at| r.above[at..].to_vec()))
                .unwrap()
        };
        for scope in &scopes {
            for reach in [Reach::Direct, Reach::Inherited, Reach::Below] {
                let here = above(scope);
                let stands = |row: &&Plain| match reach {
                    Reach::Direct => row.above.first() == Some(scope),
                    Reach::Inherited => row.above.first().is_some_and(|own| here.contains(own)),
                    Reach::Below => row.above.contains(scope),
                };
                let wanted: BTreeSet<String> =
                    world.rows.iter().filter(stands).map(|r| r.key.clone()).collect();
                let page = demo.page(demo.of(scope, reach), "").await.unwrap();
                assert_eq!(page.facts.unfiltered, wanted.len() as u64);
                for row in &page.rows {
                    let above = reach == Reach::Inherited && row.place.scope.to_lowercase() != *scope;
                    assert_eq!(row.inherited, above, "{scope} {}", row.place.scope);
                }
                let found: BTreeSet<String> = page.rows.into_iter().map(|row| row.key).collect();
                assert_eq!(found, wanted, "{scope} {reach:?}");
            }
        }
        // A resource that holds nothing itself inherits as its group does.
        let group = world.rows.iter().find(|r| r.level == "resource-group").unwrap().scope.clone();
        let below = format!("{group}/providers/Microsoft.Compute/virtualMachines/none");
        let inherited = demo.page(demo.of(&below, Reach::Inherited), "").await.unwrap();
        let at_group = demo.page(demo.of(&group, Reach::Inherited), "").await.unwrap();
        assert_eq!(inherited.facts.total, at_group.facts.total);
        assert!(inherited.rows.iter().all(|row| row.inherited) && inherited.facts.total > 0);
        assert_eq!(demo.page(demo.of(&below, Reach::Below), "").await.unwrap().facts.total, 0);
    });
}

#[test]
fn what_is_not_understood_is_refused_with_help() {
    let demo = Demo::new();
    runtime().block_on(async {
        for text in ["roel:owner", "\"open", "kind:robot", "created>=yesterday", "under:hub", "role:"] {
            let error = demo.page(demo.whole(), text).await.unwrap_err();
            assert!(error.code == ErrorCode::InvalidInput && error.hint.is_some(), "{text}: {error:?}");
        }
        let error = demo.page(AssignmentsOf { snapshot: 99, ..demo.whole() }, "").await.unwrap_err();
        assert_eq!(error.code, ErrorCode::NotFound);
    });
}
