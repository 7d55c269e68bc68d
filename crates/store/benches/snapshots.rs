//! The snapshot's figures at a given size, as one JSON object on standard output.
//!
//! `cargo bench -p rolewright-store -- 1000000` makes a tenant of so many assignments (50,000 without), pulls
//! it, pulls it again unchanged and with one in a hundred changed, and asks what the screens ask. Times are
//! milliseconds.
#![expect(clippy::expect_used, reason = "a benchmark that cannot start says why and stops")]

mod tenant;

use std::path::Path;
use std::time::Instant;

use rolewright_authz::records::Stage;
use rolewright_store::Database;
use rolewright_store::access::{Access, Field, Filter, Sort, Standing, Term, Words};
use rolewright_store::pull::{Origin, Pull, Reach};
use serde_json::{Value, json};
use tenant::{Tenant, covered, guid};

const PAGE: usize = 5_000;

fn since(start: Instant) -> f64 {
    (start.elapsed().as_secs_f64() * 1e5).round() / 100.0
}

/// Most memory this process has had, in MiB; zero where the system does not tell.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// Processor time of this process, in milliseconds; zero where the system does not tell.
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) * 10.0
}

async fn stage(
    pull: &mut Pull,
    stage: Stage,
    rows: impl Iterator<Item = rolewright_authz::records::Record>,
) -> f64 {
    let mut rows = rows.peekable();
    let mut total = 0;
    let mut spent = 0.0;
    while rows.peek().is_some() {
        let page: Vec<_> = rows.by_ref().take(PAGE).collect();
        total += page.len() as u64;
        let start = Instant::now();
        pull.ingest(stage, "/", page, None).await.expect("a page is stored");
        spent += start.elapsed().as_secs_f64() * 1e3;
    }
    let start = Instant::now();
    pull.finish_item("/", Reach::Everything, &covered(stage, total)).await.expect("an item is finished");
    spent + start.elapsed().as_secs_f64() * 1e3
}

async fn pull(db: &Database, made: Tenant, now: i64) -> (i64, Value) {
    let origin = Origin {
        tenant: guid(9, 1),
        tenant_name: "Made".into(),
        account: "bench".into(),
        source: "bench".into(),
    };
    let start = Instant::now();
    let mut pull = db.begin_pull(&origin, now).await.expect("a pull begins");
    let begin = since(start);
    let mut rest = 0.0;
    for (of, rows) in made.inventory() {
        rest += stage(&mut pull, of, rows.into_iter()).await;
    }
    let cpu = processor_time();
    let assignments =
        stage(&mut pull, Stage::RoleAssignments, (0..made.assignments).filter_map(|n| made.assignment(n)))
            .await;
    let cpu = processor_time() - cpu;
    let principals =
        stage(&mut pull, Stage::Principals, (0..made.principals()).map(|n| made.principal(n))).await;
    rest += stage(&mut pull, Stage::GroupMemberships, made.memberships().into_iter()).await;
    let snapshot = pull.snapshot();
    let start = Instant::now();
    pull.finish(now + 1).await.expect("a pull ends");
    let finish = since(start);
    let figures = json!({
        "begin": begin, "assignments": assignments, "assignments and making them, processor": cpu,
        "principals": principals, "other": rest, "finish": finish,
        "all": begin + assignments + principals + rest + finish, "peak MiB": peak_memory(),
    });
    (snapshot, figures)
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}

fn median_and_95(mut samples: Vec<f64>) -> Value {
    samples.sort_by(f64::total_cmp);
    let at = |part: usize| samples.get((samples.len() * part / 100).min(samples.len() - 1)).copied();
    json!({ "median": at(50), "p95": at(95), "most": samples.last() })
}

fn filters(scopes: &[i64]) -> Vec<Filter> {
    let any = |field, values: Vec<i64>| Term::AnyOf { field, values };
    let words = vec![Words::Principal, Words::Role, Words::Scope, Words::Subscription];
    let names = |text: &str| Term::Contains { words: words.clone(), text: text.into() };
    let mut filters = vec![
        vec![],
        vec![any(Field::Privileged, vec![1])],
        vec![any(Field::Delegate, vec![5])],
        vec![any(Field::PrincipalState, vec![1]), any(Field::Privileged, vec![1])],
        vec![names("anna")],
        vec![names("rg-7"), names("role")],
        vec![any(Field::HasCondition, vec![1])],
        vec![Term::Not(Box::new(any(Field::Role, vec![1, 2, 3])))],
        vec![any(Field::Covered, vec![1])],
        vec![Term::Name("4a".into())],
        vec![Term::Between { field: Field::Created, from: 16_200_000_000_000_000, to: i64::MAX }],
    ];
    for scope in scopes {
        for standing in [Standing::Direct, Standing::Effective, Standing::Within] {
            filters.push(vec![Term::At { scope: *scope, standing }]);
        }
    }
    filters.into_iter().map(|terms| Filter { terms }).collect()
}

async fn questions(access: &Access) -> Value {
    let children =
        async |of: Option<i64>| access.scopes_in(of, "", 0, 6).await.expect("the tree has a top").nodes;
    let mut scopes: Vec<i64> = children(None).await.iter().map(|node| node.id).collect();
    if let Some(first) = scopes.first().copied() {
        scopes.extend(children(Some(first)).await.iter().map(|node| node.id));
    }
    let sorts = [
        Field::Created,
        Field::Principal,
        Field::Role,
        Field::Scope,
        Field::Holder,
        Field::CreatedBy,
        Field::Level,
        Field::Condition,
    ];
    let mut pages = Vec::new();
    let mut first_sorts = Vec::new();
    for filter in filters(&scopes) {
        for field in sorts {
            for descending in [false, true] {
                let sort = &[Sort { field, descending }];
                let start = Instant::now();
                let page = access.page(&filter, sort, 0, 100).await.expect("a page");
                pages.push(since(start));
                if first_sorts.len() < sorts.len() && !descending {
                    first_sorts.push(since(start));
                }
                let start = Instant::now();
                access.page(&filter, sort, page.total as usize / 2, 100).await.expect("a page in the middle");
                pages.push(since(start));
            }
        }
    }
    let mut menus = Vec::new();
    for filter in filters(&scopes) {
        for field in [Field::Role, Field::Principal, Field::Scope, Field::Holder, Field::Condition] {
            let start = Instant::now();
            access.choices(field, &filter, "", 200).await.expect("a menu");
            menus.push(since(start));
        }
    }
    let start = Instant::now();
    access.scopes_in(None, "", 0, 1_000).await.expect("the tree has a top");
    let mut tree = vec![since(start)];
    for scope in &scopes {
        let start = Instant::now();
        access.scopes_in(Some(*scope), "", 0, 1_000).await.expect("children");
        tree.push(since(start));
    }
    json!({
        "pages": median_and_95(pages), "first use of a sort": median_and_95(first_sorts),
        "filter menus": median_and_95(menus), "tree": median_and_95(tree),
    })
}

async fn search(db: &Database, snapshot: i64) -> Value {
    let mut times = Vec::new();
    for text in [
        "anna",
        "berta 77",
        "person12",
        "role number",
        "subscription 3",
        "keep-1",
        "nothing at all",
        "rg-1",
        "ticket 40",
    ] {
        for _ in 0..3 {
            let start = Instant::now();
            db.search(snapshot, text, 50).await.expect("an answer");
            times.push(since(start));
        }
    }
    median_and_95(times)
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let assignments = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(50_000);
    let kept = std::env::var_os("ROLEWRIGHT_BENCH_FOLDER");
    let folder = tempfile::tempdir().expect("a folder");
    let folder = kept.as_ref().map_or(folder.path(), Path::new);
    let path = folder.join("bench.db");
    let _ = std::fs::remove_file(&path);
    let db = Database::open(&path).await.expect("a database");
    let day_0 = Tenant { assignments, day: 0 };
    let (first, first_figures) = pull(&db, day_0, 1_000).await;
    db.close().await;
    let first_size = size(&path);
    let db = Database::open(&path).await.expect("a database");
    let (second, again) = pull(&db, day_0, 2_000).await;
    db.close().await;
    let again_size = size(&path);
    let db = Database::open(&path).await.expect("a database");
    let (third, changed) = pull(&db, Tenant { assignments, day: 1 }, 3_000).await;
    db.close().await;

    let start = Instant::now();
    let db = Database::open(&path).await.expect("a database");
    let open = since(start);
    let access = db.open_access(third).await.expect("columns");
    let open_access = since(start);
    access.page(&Filter::default(), &[], 0, 100).await.expect("a page");
    let first_page = since(start);
    let start = Instant::now();
    db.open_access(first).await.expect("columns of an earlier snapshot");
    let earlier = since(start);
    let start = Instant::now();
    let changes = db.diff(second, third).await.expect("a diff");
    let diff = since(start);
    let report = json!({
        "assignments": assignments,
        "diff": { "ms": diff, "changes": changes.differences.len() },
        "first pull": first_figures, "same again": again, "one in a hundred changed": changed,
        "MiB": first_size as f64 / 1_048_576.0,
        "growth of an unchanged one": (again_size as f64 - first_size as f64) / first_size as f64,
        "open": { "file": open, "columns": open_access, "first page": first_page, "columns of an earlier snapshot": earlier },
        "questions": questions(&access).await,
        "search": search(&db, third).await,
        "peak MiB": peak_memory(),
    });
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{report:#}");
}
