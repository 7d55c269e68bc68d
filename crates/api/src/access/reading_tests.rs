//! Menus, the tree, the palette, views, the overview and what is taken away, over the demo tenant.

use std::collections::BTreeMap;

use super::demo::Demo;
use super::{choices::assignment_values, copy::copy_assignments, export::export_assignments, page, tree};
use crate::find::find;
use crate::overview::overview;
use crate::settings::set_settings;
use crate::views::{delete_view, save_view, saved_views};
use crate::wire::access::{
    AssignmentPageRequest, AssignmentValuesRequest, CopyAssignments, CopyFormat, ExportAssignments,
    FindRequest, Found, FoundKind,
};
use crate::wire::error::ErrorCode;
use crate::wire::overview::{Chart, Lead};
use crate::wire::scopes::{LockMark, ScopeChildrenRequest, ScopeNode, ScopeOf};
use crate::wire::settings::Settings;
use crate::wire::snapshots::SnapshotId;
use crate::wire::tables::{
    Chosen, ColumnValues, OfTable, PageRequest, RowFormat, SaveView, SortBy, TableName, ViewId,
};

async fn values(demo: &Demo, filter: &str, column: &str, search: &str) -> ColumnValues {
    let request = AssignmentValuesRequest {
        of: demo.whole(),
        filter: filter.to_owned(),
        column: column.to_owned(),
        search: search.to_owned(),
        limit: 1_000,
    };
    assignment_values(&demo.app, &request).await.unwrap()
}

async fn count(demo: &Demo, filter: &str) -> u64 {
    demo.page(demo.whole(), filter).await.unwrap_or_else(|e| panic!("{filter}: {e}")).facts.total
}

/// A value as a filter asks for it.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[tokio::test]
async fn a_value_of_a_menu_leads_to_as_many_rows_as_it_says() {
    let demo = Demo::new();
    let all = count(&demo, "").await;
    for column in [
        "principal",
        "role",
        "role-kind",
        "scope",
        "level",
        "condition",
        "state",
        "by",
        "description",
        "kind",
        "is",
    ] {
        let menu = values(&demo, "", column, "").await;
        assert!(!menu.values.is_empty() && menu.more == 0, "{column}");
        for value in &menu.values {
            let filter = match &value.value {
                Some(text) => format!("{column}={}", quoted(text)),
                None => format!("{column}:none"),
            };
            assert_eq!(count(&demo, &filter).await, value.rows, "{filter}");
            assert!(!value.label.is_empty());
        }
        let sum: u64 = menu.values.iter().map(|value| value.rows).sum();
        // A deleted principal has a kind as well, and several marks may be on one row.
        assert!(sum == all || matches!(column, "kind" | "is"), "{column}: {sum} of {all}");
    }
    let owners = values(&demo, "role=Reader kind:group", "role", "own").await;
    assert!(owners.values.iter().all(|v| v.label.to_lowercase().contains("own")), "{owners:?}");
    assert_eq!(
        owners.values[0].rows,
        count(&demo, &format!("kind:group role={}", quoted(&owners.values[0].label))).await
    );
    for column in ["created", "under", "colour"] {
        let request = AssignmentValuesRequest {
            of: demo.whole(),
            filter: String::new(),
            column: column.to_owned(),
            search: String::new(),
            limit: 10,
        };
        let error = assignment_values(&demo.app, &request).await.unwrap_err();
        assert!(error.code == ErrorCode::InvalidInput && error.hint.is_some());
    }
}

#[tokio::test]
async fn pages_join_in_every_order() {
    let demo = Demo::new();
    let all = count(&demo, "").await;
    let by = |column: &str, descending| SortBy { column: column.to_owned(), descending };
    let ask = async |sort: Vec<SortBy>, offset, limit| {
        let page = PageRequest { filter: String::new(), sort, offset, limit };
        page::assignment_page(&demo.app, &AssignmentPageRequest { of: demo.whole(), page }).await
    };
    for column in [
        "principal",
        "kind",
        "role",
        "role-kind",
        "scope",
        "level",
        "condition",
        "state",
        "created",
        "by",
        "updated",
        "ends",
        "description",
    ] {
        for descending in [false, true] {
            let sort = vec![by(column, descending), by("principal", false)];
            let whole = ask(sort.clone(), 0, 1_000).await.unwrap().rows;
            assert_eq!(whole.len() as u64, all);
            let mut joined = Vec::new();
            for offset in (0..all + 10).step_by(37) {
                joined.extend(ask(sort.clone(), offset, 37).await.unwrap().rows);
            }
            assert_eq!(joined, whole, "{column}");
        }
    }
    let sorted = ask(vec![by("role", false), by("scope", true)], 0, 1_000).await.unwrap().rows;
    let keys: Vec<_> = sorted
        .iter()
        .map(|r| {
            (
                r.role.name.clone().unwrap_or(r.role.id.clone()).to_lowercase(),
                std::cmp::Reverse(r.place.scope.to_lowercase()),
            )
        })
        .collect();
    assert!(keys.is_sorted(), "{keys:?}");
    assert!(ask(vec![by("is", false)], 0, 10).await.is_err());
    assert!(ask(vec![by("colour", false)], 0, 10).await.is_err());
    assert!(ask(Vec::new(), 0, 1_001).await.is_err());
    assert_eq!(ask(Vec::new(), u64::MAX, 10).await.unwrap().rows.len(), 0);
}

async fn children(demo: &Demo, parent: Option<&str>, search: &str) -> Vec<ScopeNode> {
    let request = ScopeChildrenRequest {
        snapshot: demo.snapshot,
        parent: parent.map(str::to_owned),
        search: search.to_owned(),
        offset: 0,
        limit: 1_000,
    };
    let found = tree::scope_children(&demo.app, &request).await.unwrap();
    assert_eq!(found.total, found.nodes.len() as u64);
    found.nodes
}

#[tokio::test]
async fn the_tree_has_every_scope_with_the_rows_that_the_table_has_there() {
    let demo = Demo::new();
    let top = children(&demo, None, "").await;
    assert_eq!((top.len(), top[0].place.name.as_str()), (1, "Root"));
    assert_eq!(top[0].below, count(&demo, "").await);
    let mut open = top;
    let (mut seen, mut locked, mut guarded, mut unguarded) = (0, 0, 0, 0);
    while let Some(node) = open.pop() {
        seen += 1;
        locked += u32::from(node.lock == LockMark::Own);
        guarded += u32::from(node.guarded == Some(true));
        unguarded += u32::from(node.guarded == Some(false));
        let under = quoted(&node.place.scope);
        assert_eq!(count(&demo, &format!("under:{under}")).await, node.below, "{under}");
        assert_eq!(count(&demo, &format!("scope={under}")).await, node.direct);
        assert_eq!(count(&demo, &format!("is:privileged under:{under}")).await, node.privileged_below);
        let place = ScopeOf { snapshot: demo.snapshot, scope: node.place.scope.clone() };
        let path = tree::scope_path(&demo.app, &place).await.unwrap();
        assert_eq!(path.last(), Some(&node.place));
        let below = children(&demo, Some(&node.place.scope), "").await;
        assert_eq!(node.has_children, !below.is_empty());
        if node.lock != LockMark::None {
            assert!(below.iter().all(|child| child.lock != LockMark::None), "{}", node.place.scope);
        }
        open.extend(below);
    }
    assert!(seen > 40 && locked > 2 && guarded > 0 && unguarded > 0, "{seen} {locked} {guarded} {unguarded}");
    assert!(children(&demo, Some("/subscriptions/none"), "").await.is_empty());
    assert!(children(&demo, Some("/"), "no such name").await.is_empty());
}

async fn found(demo: &Demo, text: &str) -> Vec<Found> {
    let request = FindRequest { snapshot: demo.snapshot, text: text.to_owned(), limit: 20 };
    find(&demo.app, &request).await.unwrap()
}

#[tokio::test]
async fn the_palette_finds_principals_roles_and_scopes_the_best_first() {
    let demo = Demo::new();
    for (text, kind, name) in [
        ("owner", FoundKind::Role, "Owner"),
        ("OWN", FoundKind::Role, "Owner"),
        ("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", FoundKind::Role, "Owner"),
        ("Ingrid Solberg", FoundKind::Principal, "Ingrid Solberg"),
        ("solberg ingrid", FoundKind::Principal, "Ingrid Solberg"),
        ("legacy vm", FoundKind::Role, "Legacy VM Operator"),
    ] {
        let list = found(&demo, text).await;
        let first = list.first().unwrap_or_else(|| panic!("{text} finds nothing"));
        assert!((first.kind, first.name.starts_with(name)) == (kind, true), "{text}: {list:?}");
    }
    let payroll = found(&demo, "payroll").await;
    let scope = payroll.iter().find(|f| f.kind == FoundKind::Scope).unwrap();
    assert!(scope.detail.contains(" / ") && scope.detail.ends_with(&scope.name), "{scope:?}");
    assert!(!found(&demo, "li").await.is_empty(), "short words find names");
    for text in ["", "   ", "\"", "zzzzzz", "* OR", "00000000-0000-0000-0000-000000000000"] {
        assert!(found(&demo, text).await.is_empty(), "{text}");
    }
}

#[tokio::test]
async fn views_are_kept_by_name() {
    let demo = Demo::new();
    let view = |name: &str, filter: &str| SaveView {
        table: TableName::RoleAssignments,
        name: name.to_owned(),
        filter: filter.to_owned(),
        sort: vec![SortBy { column: "created".to_owned(), descending: true }],
        columns: vec!["role".to_owned()],
    };
    let of = |table| OfTable { table };
    let first = save_view(&demo.app, &view("Guests", "kind:guest")).await.unwrap();
    save_view(&demo.app, &view("Änderungen", "created:7d")).await.unwrap();
    let again = save_view(&demo.app, &view(" guests ", "kind:guest is:privileged")).await.unwrap();
    assert_eq!((again.id, again.name.as_str()), (first.id, "guests"));
    let list = saved_views(&demo.app, &of(TableName::RoleAssignments)).await.unwrap();
    assert_eq!((list.len(), &list[0]), (2, &again));
    assert!(saved_views(&demo.app, &of(TableName::SnapshotChanges)).await.unwrap().is_empty());
    for name in ["", "  ", &"x".repeat(201)] {
        assert_eq!(save_view(&demo.app, &view(name, "")).await.unwrap_err().code, ErrorCode::InvalidInput);
    }
    for _ in 0..2 {
        delete_view(&demo.app, &ViewId { id: first.id }).await.unwrap();
    }
    assert_eq!(saved_views(&demo.app, &of(TableName::RoleAssignments)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_tile_says_what_the_table_behind_it_counts() {
    let demo = Demo::new();
    let tiles = overview(&demo.app, &SnapshotId { snapshot: demo.snapshot }).await.unwrap().tiles;
    let ids: Vec<&str> = tiles.iter().map(|tile| tile.id.as_str()).collect();
    assert_eq!(ids.len(), 8, "{ids:?}");
    for tile in &tiles {
        assert!(tile.sentence.ends_with('.') && !tile.advice.is_empty(), "{tile:?}");
        if let Lead::Access { filter } = &tile.leads_to
            && !filter.is_empty()
        {
            assert_eq!(count(&demo, filter).await.to_string(), tile.number, "{}", tile.id);
        }
        let (Chart::Bars { points } | Chart::Donut { points } | Chart::Line { points }) = &tile.chart else {
            continue;
        };
        for point in points {
            if let Some(Lead::Access { filter }) = &point.leads_to {
                assert_eq!(count(&demo, filter).await as f64, point.value, "{}: {filter}", tile.id);
            }
        }
    }
    for id in ["unconstrained", "orphaned", "guests", "privileged"] {
        assert_ne!(tiles.iter().find(|tile| tile.id == id).unwrap().number, "0", "{id}");
    }
}

async fn copied(demo: &Demo, chosen: Chosen, filter: &str, format: CopyFormat) -> String {
    let request =
        CopyAssignments { of: demo.whole(), filter: filter.to_owned(), sort: Vec::new(), chosen, format };
    copy_assignments(&demo.app, &request).await.unwrap();
    demo.given.lock().unwrap().clipboard.clone().unwrap()
}

#[tokio::test]
async fn rows_are_copied_as_shown_and_as_code() {
    let demo = Demo::new();
    let page = demo.page(demo.whole(), "is:privileged").await.unwrap();
    let keys: Vec<String> = page.rows.iter().take(2).map(|row| row.key.clone()).collect();
    let two = Chosen::Rows { keys: keys.clone() };
    // What is chosen counts, whatever the filter has become.
    let text = copied(&demo, two.clone(), "kind:device", CopyFormat::Text).await;
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.lines().all(|line| line.matches('\t').count() == 15));
    let rest = copied(&demo, Chosen::AllBut { keys }, "is:privileged", CopyFormat::Json).await;
    let rest: serde_json::Value = serde_json::from_str(&rest).unwrap();
    assert_eq!(rest.as_array().unwrap().len() as u64, page.facts.total - 2);
    let all = Chosen::AllBut { keys: Vec::new() };
    for (format, sign) in [
        (CopyFormat::Bicep, "Microsoft.Authorization/roleAssignments@"),
        (CopyFormat::Terraform, "resource \"azurerm_role_assignment\""),
        (CopyFormat::AzureCli, "az role assignment create"),
    ] {
        let code = copied(&demo, all.clone(), "is:privileged state:active", format).await;
        let rows = count(&demo, "is:privileged state:active").await as usize;
        let not_written = code.matches("not written").count();
        assert!(code.matches(sign).count() + not_written == rows, "{format:?}: {code}");
        assert!(not_written < rows / 2);
    }
    let terraform = copied(&demo, all.clone(), "", CopyFormat::Terraform).await;
    let heads: Vec<&str> = terraform.lines().filter(|line| line.starts_with("resource ")).collect();
    let distinct: std::collections::BTreeSet<_> = heads.iter().collect();
    assert!(heads.len() == distinct.len() && terraform.contains("not written: this format has no eligible"));
    assert!(
        copied(&demo, all, "state:eligible", CopyFormat::Bicep)
            .await
            .contains("roleEligibilityScheduleRequests")
    );
}

async fn exported(demo: &Demo, format: RowFormat) -> Result<Option<Vec<u8>>, crate::wire::error::ApiError> {
    let request =
        ExportAssignments { of: demo.whole(), filter: "kind:guest".to_owned(), sort: Vec::new(), format };
    let saved = export_assignments(&demo.app, &request).await?;
    Ok(saved.map(|saved| std::fs::read(saved.path).unwrap()))
}

#[tokio::test]
async fn a_file_has_every_row_of_the_filter_and_says_which() {
    let demo = Demo::new();
    let guests = count(&demo, "kind:guest").await as usize;
    let json = exported(&demo, RowFormat::Json).await.unwrap().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), guests);
    assert_eq!((&json["filter"], &json["tenant"]), (&"kind:guest".into(), &"Contoso".into()));
    let text = exported(&demo, RowFormat::Csv).await.unwrap().unwrap();
    let mut reader = csv::Reader::from_reader(text.as_slice());
    assert_eq!(reader.records().map(Result::unwrap).count(), guests);
    let parquet = exported(&demo, RowFormat::Parquet).await.unwrap().unwrap();
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
    demo.given.lock().unwrap().full = true;
    let error = exported(&demo, RowFormat::Csv).await.unwrap_err();
    assert!(error.code == ErrorCode::File && error.message.contains("No space left"));
    demo.given.lock().unwrap().chooses = false;
    assert_eq!(exported(&demo, RowFormat::Csv).await.unwrap(), None);
}

#[tokio::test]
async fn only_the_last_snapshots_stay_open_and_a_deleted_one_is_gone() {
    let demo = Demo::new();
    let first = demo.app.opened(demo.snapshot).await.unwrap();
    let again = demo.app.opened(demo.snapshot).await.unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &again), "it is not read twice");
    assert_eq!(demo.app.opened(7_777).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn the_snapshot_of_the_page_where_the_window_was_left_is_opened_ahead() {
    let demo = Demo::new();
    let settings = |page: &str, snapshot: &str| Settings {
        layout: BTreeMap::from([
            ("page".to_owned(), page.to_owned()),
            ("snapshot".to_owned(), snapshot.to_owned()),
        ]),
        ..Settings::default()
    };
    for page in ["", "/conditions"] {
        set_settings(&demo.app, settings(page, "")).await.unwrap();
        demo.app.read_ahead().await;
        assert!(demo.app.open_snapshots.ids().await.is_empty(), "{page}");
    }
    // One that is gone is not what the window shows.
    set_settings(&demo.app, settings("/access", "4711")).await.unwrap();
    demo.app.read_ahead().await;
    assert_eq!(demo.app.open_snapshots.ids().await, [demo.snapshot]);
}
