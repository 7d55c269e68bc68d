use serde_json::json;

use super::*;
use crate::contract;

fn definition(effect: &Value, condition: &Value) -> Value {
    json!({"properties": {
        "parameters": {"effect": {"type": "String", "defaultValue": "DenyAction"}, "types": {"defaultValue": ["a/b", "c/d"]}},
        "policyRule": {"if": condition, "then": {"effect": effect, "details": {"actionNames": ["delete"]}}}}})
}

fn values(pairs: &Value) -> Values {
    Values::given(Some(pairs))
}

#[test]
fn the_official_rule_denies_deletion() {
    let Some(text) = contract::text("examples/policy/denyAction/denyAction-rule.json") else { return };
    let rule: Value = serde_json::from_str(&text).unwrap();
    let denied = of_definition(&json!({"properties": rule}), &Values::default(), None).unwrap();
    assert_eq!(
        denied,
        Denied { actions: vec!["delete".into()], types: vec!["Microsoft.DocumentDb/accounts".into()] }
    );
}

#[test]
fn an_effect_is_followed_through_parameters_and_overrides() {
    let rule = definition(&json!("[parameters('Effect')]"), &json!({"field": "type", "equals": "x/y"}));
    let none = Values::default();
    assert!(of_definition(&rule, &none, None).is_some(), "the default");
    assert!(of_definition(&rule, &values(&json!({"effect": {"value": "Disabled"}})), None).is_none());
    assert!(of_definition(&rule, &values(&json!({"EFFECT": {"value": "denyaction"}})), None).is_some());
    assert!(of_definition(&rule, &none, Some("Audit")).is_none());
    assert!(
        of_definition(&rule, &values(&json!({"effect": {"value": "Audit"}})), Some("DenyAction")).is_some()
    );
    for odd in [json!("[parameters('absent')]"), json!("[concat('deny', 'Action')]"), json!(7), json!(null)] {
        assert!(of_definition(&definition(&odd, &json!({})), &none, None).is_none(), "{odd}");
    }
    for odd in [
        json!({}),
        json!([]),
        json!({"properties": {}}),
        json!({"properties": {"policyRule": {"then": "x"}}}),
    ] {
        assert!(of_definition(&odd, &none, None).is_none(), "{odd}");
    }
}

#[test]
fn types_are_named_only_where_the_rule_is_plain() {
    let is = |name: &str| json!({"field": "type", "equals": name});
    let tag = json!({"field": "tags.x", "equals": "y"});
    let cases = [
        (is("a/b"), vec!["a/b"]),
        (json!({"field": "Type", "in": ["a/b", "c/d"]}), vec!["a/b", "c/d"]),
        (json!({"field": "type", "in": "[parameters('types')]"}), vec!["a/b", "c/d"]),
        (json!({"allOf": [tag, is("a/b")]}), vec!["a/b"]),
        (json!({"anyOf": [is("a/b"), {"allOf": [is("c/d"), tag]}]}), vec!["a/b", "c/d"]),
        (json!({"anyOf": [is("a/b"), tag]}), vec![]),
        (json!({"not": is("a/b")}), vec![]),
        (json!({"field": "type", "like": "a/*"}), vec![]),
        (json!({}), vec![]),
    ];
    for (condition, types) in cases {
        let denied =
            of_definition(&definition(&json!("denyAction"), &condition), &Values::default(), None).unwrap();
        assert_eq!(denied.types, types, "{condition}");
    }
}

#[test]
fn a_set_hands_its_parameters_on() {
    let set = json!({"properties": {
    "parameters": {"forAll": {"defaultValue": "DenyAction"}},
    "policyDefinitions": [
        {"policyDefinitionId": "/one", "policyDefinitionReferenceId": "r1", "parameters": {"effect": {"value": "[parameters('forAll')]"}}},
        {"policyDefinitionId": "/two", "parameters": {"effect": {"value": "Audit"}}},
        {"odd": true}
    ]}});
    let rule = definition(&json!("[parameters('effect')]"), &json!({"field": "type", "equals": "a/b"}));
    let denies = |given: &Values| -> Vec<bool> {
        members(&set, given).iter().map(|(_, own, _)| of_definition(&rule, own, None).is_some()).collect()
    };
    assert_eq!(denies(&Values::default()), [true, false]);
    assert_eq!(denies(&values(&json!({"forAll": {"value": "Disabled"}}))), [false, false]);
}

#[test]
fn overrides_choose_by_reference() {
    let overrides = json!([
        {"kind": "somethingElse", "value": "x"},
        {"kind": "policyEffect", "value": "Audit", "selectors": [{"kind": "policyDefinitionReferenceId", "in": ["R1"]}]},
        {"kind": "policyEffect", "value": "Disabled", "selectors": [{"kind": "policyDefinitionReferenceId", "notIn": ["r2"]}]}
    ]);
    let effect = |reference| overridden(Some(&overrides), reference);
    assert_eq!(effect(Some("r1")).as_deref(), Some("Audit"));
    assert_eq!(effect(Some("r2")), None);
    assert_eq!(effect(Some("r3")).as_deref(), Some("Disabled"));
    assert_eq!(
        overridden(Some(&json!([{"kind": "policyEffect", "value": "Deny"}])), None).as_deref(),
        Some("Deny")
    );
    for odd in [json!(null), json!({}), json!([7]), json!([{"kind": "policyEffect"}])] {
        assert_eq!(overridden(Some(&odd), None), None);
    }
}
