use super::*;
use crate::contract;

#[test]
fn recorded_lists_are_read_whole_and_by_value() {
    let Some(files) = contract::recordings() else { return };
    let (mut seen, mut conditions, mut odd) = (0, 0, 0);
    for file in files {
        for exchange in contract::exchanges(&file).unwrap_or_default() {
            let path = exchange.url.split('?').next().unwrap_or_default();
            if exchange.method != "GET" || exchange.status != 200 || !path.ends_with("/roleAssignments") {
                continue;
            }
            let page = read(&exchange.body).unwrap();
            assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
            let raw: serde_json::Value = serde_json::from_slice(&exchange.body).unwrap();
            for (row, raw) in page.rows.iter().zip(raw["value"].as_array().unwrap()) {
                let raw = &raw["properties"];
                assert_eq!(row.condition.as_deref(), raw["condition"].as_str().filter(|t| !t.is_empty()));
                assert_eq!(row.description.as_deref(), raw["description"].as_str().filter(|t| !t.is_empty()));
                assert_eq!(row.scope, ScopePath::new(raw["scope"].as_str().unwrap()));
                assert!(row.stamp.created_on.is_some() || raw["createdOn"].is_null(), "{raw}");
                conditions += usize::from(row.condition.is_some());
                odd += usize::from(matches!(row.principal_type, PrincipalType::Other(_)));
                seen += 1;
            }
        }
    }
    assert!(seen > 300 && conditions > 0, "{seen} rows, {conditions} conditions");
    assert!(odd < seen / 10, "{odd} of {seen}");
}

#[test]
fn official_examples_are_read() {
    let mut seen = 0;
    for (file, body) in contract::examples("examples/authorization") {
        if file.contains("RoleAssignments") && body["value"].is_array() && file.contains("2022-04-01") {
            let page = read(body.to_string().as_bytes()).unwrap();
            // The examples' ids are not GUIDs in places; then the row says so and is counted.
            assert_eq!(
                page.rows.len() as u64 + page.unreadable,
                body["value"].as_array().unwrap().len() as u64,
                "{file}"
            );
            seen += 1;
        }
    }
    assert!(seen > 0 || contract::text("index.md").is_none());
}

#[test]
fn odd_rows_are_counted_and_new_values_are_kept() {
    let guid = "11111111-1111-1111-1111-111111111111";
    let good = format!(
        r#"{{"id":"x","name":"{guid}","new":1,"properties":{{"roleDefinitionId":"/a/{guid}","principalId":"{guid}","principalType":"Robot","scope":"/","later":[]}}}}"#
    );
    let no_role = good.replace(&format!("/a/{guid}"), "/a/b");
    let no_scope = good.replace("\"scope\":\"/\",", "");
    let page = read(format!(r#"{{"value":[{good},{no_role},{no_scope},7]}}"#).as_bytes()).unwrap();
    assert_eq!((page.rows.len(), page.unreadable), (1, 3));
    assert_eq!(page.rows[0].principal_type, PrincipalType::Other("Robot".to_owned()));
    assert!(page.problem.unwrap().contains('`'));
}
