//! Real conditions, published or stored by others, through the whole language.

use rolewright_condition::{parse, syntax::print::print};
use serde_json::Value;

#[test]
fn every_real_condition_prints_back_byte_for_byte() {
    let Some(text) = crate::tree::shared("data/conditions/corpus.json") else { return };
    let entries: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(entries.len() > 200, "the corpus is whole");
    for entry in &entries {
        let condition = entry["condition"].as_str().unwrap();
        assert_eq!(print(&parse(condition)), condition, "{}", entry["id"]);
    }
}
