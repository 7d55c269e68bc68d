//! What several tests need: the collected conditions, random ones, and a tree that can be compared.

use proptest::prelude::*;

use crate::syntax::ast::{Condition, Expr, ExprKind, LiteralValue, Operand};

/// Id, kind and text of every collected condition. Fails without the collection in CI, is empty elsewhere.
pub(crate) fn corpus() -> Vec<(String, String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/conditions/corpus.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        assert!(std::env::var_os("CI").is_none(), "{path} is missing");
        println!("skipped: {path} is missing");
        return Vec::new();
    };
    let entries: serde_json::Value = serde_json::from_str(&text).unwrap();
    let field = |e: &serde_json::Value, name: &str| e[name].as_str().unwrap_or_default().to_owned();
    entries
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (field(e, "id"), field(e, "kind"), field(e, "condition")))
        .collect()
}

/// The tree without places: equal for texts that differ in spacing only.
pub(crate) fn tree(condition: &Condition) -> String {
    condition.root.as_ref().map_or_else(String::new, |root| expr(root, &condition.text))
}

fn expr(e: &Expr, text: &str) -> String {
    match &e.kind {
        ExprKind::Logical { connector, operands, .. } => {
            let parts: Vec<_> = operands.iter().map(|o| expr(o, text)).collect();
            format!("[{}]", parts.join(connector.keyword()))
        }
        ExprKind::Not { operand, .. } => format!("!{}", expr(operand, text)),
        ExprKind::Group(inner) => format!("({})", expr(inner, text)),
        ExprKind::ActionMatches(values) => {
            format!("action{:?}", values.iter().map(|v| &v.value).collect::<Vec<_>>())
        }
        ExprKind::SubOperationMatches(values) => {
            format!("suboperation{:?}", values.iter().map(|v| &v.value).collect::<Vec<_>>())
        }
        ExprKind::Exists(a) => format!("exists {}", a.span.of(text)),
        ExprKind::Comparison(c) => {
            format!("{} {} {}", operand(&c.left, text), c.operator.span.of(text), operand(&c.right, text))
        }
        ExprKind::Placeholder | ExprKind::Error => e.span.of(text).to_owned(),
    }
}

fn operand(o: &Operand, text: &str) -> String {
    match o {
        Operand::Set(set) => {
            let items = set.items.iter().map(|i| match &i.value {
                LiteralValue::Placeholder | LiteralValue::Error => i.span.of(text).to_owned(),
                value => format!("{value:?}"),
            });
            format!("{{{}}}", items.collect::<Vec<_>>().join(", "))
        }
        other => other.span().of(text).to_owned(),
    }
}

/// A text of random shape and spacing that parses.
pub(crate) fn condition_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("ActionMatches{'Microsoft.Authorization/roleAssignments/write'}".to_owned()),
        Just("!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})".to_owned()),
        Just("!(ActionMatches {'Microsoft.Storage/x/read'} AND NOT SubOperationMatches{'Blob.List'})".to_owned()),
        Just("Exists @Request[Microsoft.Storage/a:b]".to_owned()),
        Just("@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals{8b9dfcab4b774632a6df94bd07820648, c8ae6279-5a0b-4cb2-b3f0-d4d62845742c}".to_owned()),
        Just("@Resource[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User'".to_owned()),
        Just("@Principal[a:b]\n StringEquals @Resource[c]".to_owned()),
        Just("@Environment[isPrivateLink] boolequals true".to_owned()),
        Just("@Environment[UtcNow] DateTimeGreaterThan '2022-06-01T00:00:00.0Z'".to_owned()),
        Just("{10, 20} ForAllOfAllValues:NumericLessThan {25}".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let connector = prop_oneof![
            Just(" AND "),
            Just("&&"),
            Just("\n  AND\n  "),
            Just(" OR "),
            Just("||"),
            Just("\n OR \n ")
        ];
        prop_oneof![
            inner.clone().prop_map(|e| format!("({e})")),
            inner.clone().prop_map(|e| format!("(\n {e}\n)")),
            inner.clone().prop_map(|e| format!("NOT ({e})")),
            inner.clone().prop_map(|e| format!("!{e}")),
            (proptest::collection::vec(inner.clone(), 2..4), connector.clone())
                .prop_map(|(es, c)| es.join(c)),
            (proptest::collection::vec(inner, 2..4), connector)
                .prop_map(|(es, c)| format!("({})", es.join(c))),
        ]
    })
}
