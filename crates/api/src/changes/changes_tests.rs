use rolewright_store::StoreError;

use super::*;
use crate::sample::{Desktop, OWNER};
use crate::wire::tables::{RowFormat, SortBy};

fn request(desk: &Desktop, filter: &str) -> DiffRequest {
    let page = PageRequest { filter: filter.into(), limit: 1_000, ..PageRequest::default() };
    DiffRequest { from: desk.story.first, to: desk.story.second, page }
}

async fn rows(desk: &Desktop, filter: &str) -> Vec<ChangeRow> {
    diff_snapshots(&desk.app, &request(desk, filter)).await.unwrap().rows
}

async fn one(desk: &Desktop, filter: &str) -> ChangeRow {
    let rows = rows(desk, filter).await;
    assert_eq!(rows.len(), 1, "{filter}: {rows:#?}");
    rows.into_iter().next().unwrap()
}

#[tokio::test]
async fn each_change_of_the_day_is_told_in_its_own_words() {
    let desk = Desktop::open().await;
    let story = &desk.story;
    let granted = one(&desk, "change:granted").await;
    assert!(granted.key.ends_with(&story.granted.to_string()), "{granted:?}");
    assert!(granted.words.contains(" was granted Owner at ") && granted.wider, "{granted:?}");
    assert_eq!(granted.role.as_ref().unwrap().privileged.as_deref(), Some("can assign roles"));

    let revoked = one(&desk, "change:revoked").await;
    assert!(revoked.words.starts_with("Reader at ") && revoked.words.contains(" was taken from "));
    assert!(revoked.key.ends_with(&story.revoked.name.to_string()) && !revoked.wider);

    let condition = one(&desk, "change:condition").await;
    assert!(condition.key.contains(&story.widened.name.to_string()) && condition.wider);
    assert_eq!(condition.before, story.widened.condition);
    assert!(condition.after.as_deref().unwrap().contains(OWNER));
    assert!(
        condition.newly_allowed.iter().any(|line| line.starts_with("assign Owner to ")),
        "{condition:#?}"
    );
    assert!(condition.words.contains(" may now assign Owner to "), "{}", condition.words);

    let role = one(&desk, "change:role").await;
    assert!(role.words.contains("now grants `Microsoft.KeyVault/vaults/delete`"), "{}", role.words);
    assert_eq!(role.newly_allowed, ["`Microsoft.KeyVault/vaults/delete`"]);
    assert!(role.affected.is_some_and(|count| count > 0) && role.wider, "{role:?}");

    let removed = one(&desk, "change:lock-removed").await;
    assert!(removed.words.contains(&format!("`{}`", story.unlocked.name)) && removed.wider);
    let added = one(&desk, "change:lock-added").await;
    assert!(added.words.contains("nothing in it may be deleted or changed") && !added.wider);

    let unlinked = one(&desk, "change:guard-unlinked").await;
    assert!(unlinked.words.contains("is no longer linked") && unlinked.wider);
    assert_eq!(unlinked.place.unwrap().scope.to_lowercase(), story.unlinked.vault.key());

    let deleted = one(&desk, "change:principal-deleted").await;
    let who = deleted.principal.as_ref().unwrap();
    assert_eq!(who.id, story.deleted.to_string());
    assert_eq!(who.standing, crate::wire::access::PrincipalStanding::Deleted);
    assert!(who.name.is_some() && deleted.words.contains("what is assigned to it remains"), "{deleted:?}");
}

#[tokio::test]
async fn the_filter_narrows_as_its_words_say() {
    let desk = Desktop::open().await;
    let all = rows(&desk, "").await;
    let count = async |filter: &str| rows(&desk, filter).await.len();
    for (filter, expected) in [
        ("is:wider", all.iter().filter(|row| row.wider).count()),
        ("-is:wider", all.iter().filter(|row| !row.wider).count()),
        ("principal:none", all.iter().filter(|row| row.principal.is_none()).count()),
        ("role:any", all.iter().filter(|row| row.role.is_some()).count()),
        ("role=owner", all.iter().filter(|row| row.role.as_ref().is_some_and(|r| r.id == OWNER)).count()),
        (
            &format!("role={OWNER}"),
            all.iter().filter(|r| r.role.as_ref().is_some_and(|r| r.id == OWNER)).count(),
        ),
        ("under:/", all.iter().filter(|row| row.place.is_some()).count()),
        ("change:granted -change:granted", 0),
        ("\"no such words anywhere\"", 0),
    ] {
        assert_eq!(count(filter).await, expected, "{filter}");
    }
    // The lock's subscription lies in management groups, whose names are no part of its id.
    let place = one(&desk, "change:lock-removed").await.place.unwrap();
    let database = desk.database().await;
    let tree = hierarchy(database, desk.story.second).await.unwrap();
    let above = tree.parent(&rolewright_authz::scope_path::ScopePath::new(&place.scope)).unwrap();
    assert_eq!(count(&format!("change:lock-removed under:{above}")).await, 1);
    assert_eq!(count(&format!("scope:{}", place.scope.to_uppercase())).await, {
        all.iter().filter(|row| row.place.as_ref().is_some_and(|p| p.scope == place.scope)).count()
    });
}

#[tokio::test]
async fn pages_are_cut_from_one_order() {
    let desk = Desktop::open().await;
    let mut whole = request(&desk, "");
    whole.page.sort = vec![
        SortBy { column: "scope".into(), descending: true },
        SortBy { column: "change".into(), descending: false },
    ];
    let all = diff_snapshots(&desk.app, &whole).await.unwrap();
    assert_eq!(all.facts.total, all.rows.len() as u64);
    assert_eq!(all.facts.total, all.counts.iter().map(|count| count.changes).sum::<u64>());
    assert_eq!(all.counts[0].words, "1 granted");
    let mut paged = Vec::new();
    for offset in (0..all.facts.total).step_by(2) {
        let mut part = whole.clone();
        (part.page.offset, part.page.limit) = (offset, 2);
        paged.extend(diff_snapshots(&desk.app, &part).await.unwrap().rows.into_iter().map(|row| row.key));
    }
    assert_eq!(paged, all.rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>());
    let names: Vec<Option<String>> =
        all.rows.iter().map(|row| row.place.as_ref().map(|p| p.name.to_lowercase())).collect();
    let with = names.iter().take_while(|name| name.is_some()).count();
    assert!(names[with..].iter().all(Option::is_none), "what has no place comes last");
    assert!(names[..with].is_sorted_by(|a, b| a >= b), "{names:?}");
    let mut beyond = whole.clone();
    beyond.page.offset = u64::MAX;
    assert!(diff_snapshots(&desk.app, &beyond).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn values_count_what_the_rest_of_the_filter_leaves() {
    let desk = Desktop::open().await;
    let values = async |filter: &str, column: &str| {
        let request = DiffValuesRequest {
            from: desk.story.first,
            to: desk.story.second,
            filter: filter.into(),
            column: column.into(),
            search: String::new(),
            limit: 3,
        };
        diff_values(&desk.app, &request).await
    };
    let changes = values("change:granted", "change").await.unwrap();
    assert!(changes.values.len() == 3 && changes.more > 0, "the column's own terms are left out");
    let flags = values("change:granted", "is").await.unwrap();
    assert_eq!(flags.values.iter().map(|v| v.rows).collect::<Vec<_>>(), [1, 1]);
    let roles = values("change:lock-added", "role").await.unwrap();
    assert_eq!((roles.values[0].value.as_deref(), roles.values[0].label.as_str()), (None, "(none)"));
    assert!(values("", "colour").await.is_err() && values("", "under").await.is_err());
    assert!(values("colour:red", "role").await.is_err());
}

#[tokio::test]
async fn what_cannot_be_compared_is_said() {
    let desk = Desktop::open().await;
    let story = &desk.story;
    let fail = async |request: DiffRequest| diff_snapshots(&desk.app, &request).await.unwrap_err();
    let mut gone = request(&desk, "");
    gone.to = 77;
    assert_eq!(fail(gone).await.code, ErrorCode::NotFound);
    let error = fail(request(&desk, "colour:red")).await;
    assert!(error.code == ErrorCode::InvalidInput && error.hint.is_some(), "{error:?}");
    let mut unsortable = request(&desk, "");
    unsortable.page.sort = vec![SortBy { column: "words".into(), descending: true }];
    assert_eq!(fail(unsortable).await.code, ErrorCode::InvalidInput);
    // Backwards is the same comparison; with itself nothing changed.
    let there = diff_snapshots(&desk.app, &request(&desk, "")).await.unwrap();
    let back = DiffRequest { from: story.second, to: story.first, ..request(&desk, "") };
    assert_eq!(diff_snapshots(&desk.app, &back).await.unwrap().facts.total, there.facts.total);
    let same = DiffRequest { to: story.first, ..request(&desk, "") };
    assert_eq!(diff_snapshots(&desk.app, &same).await.unwrap().facts.total, 0);
    // A snapshot of another tenant.
    let other = rolewright_store::pull::Origin {
        tenant: Guid::from_u128(7),
        tenant_name: "Fabrikam".into(),
        account: "x".into(),
        source: "test".into(),
    };
    let database = desk.database().await;
    let pull = database.begin_pull(&other, 1).await.unwrap();
    let foreign = DiffRequest { to: pull.snapshot(), ..request(&desk, "") };
    let error = fail(foreign).await;
    assert!(error.message.contains("different tenants") && error.hint.is_some(), "{error:?}");
    let told = StoreError::OtherTenant { before: story.first, after: pull.snapshot() };
    assert_eq!(error.message, told.to_string());
}

#[tokio::test]
async fn files_hold_what_the_filter_leaves() {
    let desk = Desktop::open().await;
    let export = async |filter: &str, format: RowFormat| {
        let (from, to) = (desk.story.first, desk.story.second);
        export_diff(&desk.app, &ExportDiff { from, to, filter: filter.into(), format }).await
    };
    assert_eq!(export("", RowFormat::Csv).await.unwrap(), None, "thinking better of it is no error");
    desk.choose("");
    let all = rows(&desk, "").await;
    let saved = export("", RowFormat::Json).await.unwrap().unwrap();
    assert!(
        saved.path.ends_with(".json") && saved.path.contains("Contoso changes 2026-11-"),
        "{}",
        saved.path
    );
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&saved.path).unwrap()).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), all.len());
    assert_eq!((json["tenant"].as_str(), json.get("filter")), (Some("Contoso"), None));

    let saved = export("is:wider", RowFormat::Csv).await.unwrap().unwrap();
    let mut csv = ::csv::Reader::from_path(&saved.path).unwrap();
    let heads: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
    assert!(heads.contains(&"newly_allowed".to_owned()) && heads.last().unwrap() == "filter", "{heads:?}");
    let lines: Vec<::csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), all.iter().filter(|row| row.wider).count());
    assert!(lines.iter().all(|line| &line[heads.len() - 1] == "is:wider"));

    let saved = export("", RowFormat::Parquet).await.unwrap().unwrap();
    let bytes = std::fs::read(&saved.path).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    assert!(export("colour:red", RowFormat::Csv).await.is_err());

    desk.choose("no/such/folder/x.csv");
    let error = export("", RowFormat::Csv).await.unwrap_err();
    assert!(error.code == ErrorCode::File && error.hint.is_some(), "{error:?}");
    if cfg!(target_os = "linux") {
        for format in [RowFormat::Csv, RowFormat::Json, RowFormat::Parquet] {
            desk.choose("/dev/full");
            let error = export("", format).await.unwrap_err();
            assert!(error.message.contains("No space left"), "{format:?}: {error:?}");
        }
    }
}
