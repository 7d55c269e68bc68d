//! Real conditions, published or stored by others, through the whole language.

use rolewright_condition::catalog::attributes;
use rolewright_condition::delegation;
use rolewright_condition::diagnostic::Severity;
use rolewright_condition::eval::{Request, Truth, evaluate, truth};
use rolewright_condition::facts::NoDirectory;
use rolewright_condition::lint::{Context, lint};
use rolewright_condition::span::Span;
use rolewright_condition::syntax::ast::{Attribute, Condition, Dialect, Expr, ExprKind, Operand, Set};
use rolewright_condition::{parse, syntax::print::print};
use serde::Deserialize;

#[derive(Deserialize)]
struct Entry {
    id: String,
    kind: String,
    note: String,
    condition: String,
}

fn corpus() -> Option<Vec<Entry>> {
    let text = crate::tree::shared("data/conditions/corpus.json")?;
    let entries: Vec<Entry> = serde_json::from_str(&text).unwrap();
    assert!(entries.len() > 200, "the corpus is whole");
    Some(entries)
}

fn of_kind(kind: &str) -> impl Iterator<Item = Entry> {
    corpus().into_iter().flatten().filter(move |entry| entry.kind == kind)
}

fn errors(condition: &Condition) -> Vec<&str> {
    let errors = condition.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    errors.map(|d| d.message.as_str()).collect()
}

#[test]
fn every_real_condition_prints_back_byte_for_byte() {
    for entry in corpus().into_iter().flatten() {
        assert_eq!(print(&parse(&entry.condition)), entry.condition, "{}", entry.id);
    }
}

#[test]
fn every_kind_of_entry_is_known_here() {
    for entry in corpus().into_iter().flatten() {
        let kinds = ["valid", "invalid", "unverified", "operator-example", "templated", "legacy-v1"];
        assert!(kinds.contains(&entry.kind.as_str()), "{}: {}", entry.id, entry.kind);
    }
}

#[test]
fn valid_conditions_parse_without_an_error() {
    for entry in of_kind("valid") {
        let condition = parse(&entry.condition);
        assert_eq!(errors(&condition), [""; 0], "{}", entry.id);
        assert_eq!(condition.dialect, Dialect::V2, "{}", entry.id);
    }
}

#[test]
fn templates_and_version_1_are_told_apart() {
    for (kind, dialect) in [("templated", Dialect::Template), ("legacy-v1", Dialect::V1)] {
        for entry in of_kind(kind) {
            let condition = parse(&entry.condition);
            assert_eq!(condition.dialect, dialect, "{}", entry.id);
            assert_eq!(errors(&condition), [""; 0], "{}", entry.id);
        }
    }
}

#[test]
fn documented_results_are_ours() {
    for entry in of_kind("operator-example") {
        let expected = match (entry.note.contains("true"), entry.note.contains("false")) {
            (true, false) => Truth::True,
            (false, true) => Truth::False,
            _ => panic!("{}: {}", entry.id, entry.note),
        };
        let mut request = Request::default();
        request.resource.insert("name1", "abcd");
        let condition = parse(&entry.condition);
        assert_eq!(truth(&condition, &request), expected, "{}", entry.id);
        assert_eq!(evaluate(&condition, &request).result, expected, "{}", entry.id);
    }
}

#[test]
fn text_that_is_refused_names_its_mistake() {
    for entry in of_kind("invalid") {
        let message = match entry.id.as_str() {
            "format-or-typo" => "is never closed",
            "blog-unterminated" => "text in quotes is never closed",
            "tf-lz-vending-readme" => "`(` is never closed",
            "troubleshoot-dollar" => "<$>",
            "issue-15683-servicebus" => "`Microsoft.ServiceBus/namespaces/queues:Name`",
            other => panic!("{other} has no expected message yet"),
        };
        let report = lint(&parse(&entry.condition), &Context::default());
        let errors = report.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        let errors: Vec<&str> = errors.map(|d| d.message.as_str()).collect();
        assert!(errors.iter().any(|e| e.contains(message)), "{}: {errors:?}", entry.id);
    }
}

#[test]
fn attributes_of_valid_conditions_are_in_the_catalogue() {
    for entry in of_kind("valid") {
        let condition = parse(&entry.condition);
        for attribute in attributes_in(&condition) {
            assert!(attributes::find(attribute).is_some(), "{}: {}", entry.id, attribute.text);
        }
    }
}

#[test]
fn every_delegation_condition_has_a_grid() {
    for entry in corpus().into_iter().flatten() {
        let condition = parse(&entry.condition);
        let about =
            condition.root.is_some() && entry.condition.contains("Microsoft.Authorization/roleAssignments");
        let grid = delegation::grid(&condition, &NoDirectory);
        assert_eq!(grid.is_some(), about, "{}", entry.id);
        for row in grid.iter().flat_map(|g| &g.rows) {
            assert_eq!(row.cells.len(), grid.as_ref().unwrap().columns.len(), "{}", entry.id);
        }
    }
}

#[test]
fn every_place_lies_where_it_should() {
    for entry in corpus().into_iter().flatten() {
        // Every prefix too: half-typed text is what the parser sees most.
        let ends = entry.condition.char_indices().map(|(i, _)| i).filter(|i| i % 17 == 0);
        for end in ends.chain([entry.condition.len()]) {
            let text = entry.condition.get(..end).unwrap();
            places(&entry.id, &parse(text));
        }
    }
}

fn places(id: &str, condition: &Condition) {
    let mut place = 0;
    for token in &condition.tokens {
        assert_eq!(token.span.start, place, "{id}: tokens cover the text");
        place = token.span.end;
    }
    assert_eq!(place, condition.text.len(), "{id}");
    let whole = Span::new(0, condition.text.len());
    if let Some(root) = &condition.root {
        nested(id, whole, root);
    }
    for diagnostic in &condition.diagnostics {
        inside(id, whole, diagnostic.span, &condition.text);
        for edit in diagnostic.fixes.iter().flat_map(|fix| &fix.edits) {
            inside(id, whole, edit.span, &condition.text);
        }
    }
}

fn inside(id: &str, outer: Span, inner: Span, text: &str) {
    assert!(outer.contains(inner), "{id}: {inner:?} in {outer:?}");
    assert!(text.get(inner.range()).is_some(), "{id}: {inner:?} is on character boundaries");
}

fn nested(id: &str, outer: Span, expr: &Expr) {
    assert!(outer.contains(expr.span), "{id}: {:?} in {outer:?}", expr.span);
    let here = |span: Span| assert!(expr.span.contains(span), "{id}: {span:?} in {:?}", expr.span);
    match &expr.kind {
        ExprKind::Logical { operands, connectors, .. } => {
            assert_eq!(operands.len(), connectors.len() + 1, "{id}");
            for (pair, connector) in operands.windows(2).zip(connectors) {
                assert!(pair[0].span.end <= connector.start && connector.end <= pair[1].span.start, "{id}");
            }
            operands.iter().for_each(|operand| nested(id, expr.span, operand));
        }
        ExprKind::Not { operator, operand } => {
            here(*operator);
            nested(id, expr.span, operand);
        }
        ExprKind::Group(inner) => nested(id, expr.span, inner),
        ExprKind::ActionMatches(values) | ExprKind::SubOperationMatches(values) => {
            values.iter().for_each(|value| here(value.span));
        }
        ExprKind::Exists(attribute) => here(attribute.span),
        ExprKind::Comparison(comparison) => {
            for side in [&comparison.left, &comparison.right] {
                here(side.span());
                if let Operand::Set(Set { span, items }) = side {
                    assert!(items.iter().all(|item| span.contains(item.span)), "{id}");
                }
            }
            here(comparison.operator.span);
            assert!(comparison.operator.span.contains(comparison.operator.base_span), "{id}");
        }
        ExprKind::Placeholder | ExprKind::Error => {}
    }
}

fn attributes_in(condition: &Condition) -> Vec<&Attribute> {
    let mut found = Vec::new();
    if let Some(root) = &condition.root {
        root.walk(&mut |expr| match &expr.kind {
            ExprKind::Exists(attribute) => found.push(attribute),
            ExprKind::Comparison(comparison) => {
                for side in [&comparison.left, &comparison.right] {
                    if let Operand::Attribute(attribute) = side {
                        found.push(attribute);
                    }
                }
            }
            _ => {}
        });
    }
    found
}
