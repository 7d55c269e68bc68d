use super::*;
use crate::sample::{condition_text, corpus, tree};
use crate::syntax::parse;

fn formatted(text: &str, layout: Layout) -> String {
    format(&parse(text), layout).unwrap()
}

#[test]
fn the_portals_own_texts_stay_as_they_are() {
    let documented = ["delegate-", "storage-read-tag", "storage-named-container-owner", "queue-peek-clear"];
    for (id, _, text) in corpus() {
        if documented.iter().any(|d| id.starts_with(d)) && text.contains('\n') {
            assert_eq!(formatted(&text, Layout::Portal), text, "{id}");
        }
    }
}

#[test]
fn both_layouts_keep_the_tree_and_are_stable() {
    for (id, kind, text) in corpus() {
        let parsed = parse(&text);
        if kind != "valid" && kind != "templated" {
            continue;
        }
        for layout in [Layout::Portal, Layout::SingleLine] {
            let once = format(&parsed, layout).unwrap_or_else(|| panic!("{id} is not formatted"));
            assert_eq!(tree(&parse(&once)), tree(&parsed), "{id}");
            assert_eq!(formatted(&once, layout), once, "{id}");
        }
    }
}

#[test]
fn every_form_has_its_place() {
    for (text, portal, line) in [
        ("!(ActionMatches {'a'})||Exists @Request[a]", "!(ActionMatches{'a'})\nOR \nExists @Request[a]", ""),
        (
            "( NOT(@Request[a]GuidEquals{1,2}&&!Exists @Request[b]) )",
            "(\n NOT (\n  @Request[a] GuidEquals {1, 2}\n  AND\n  NOT Exists @Request[b]\n )\n)",
            "(NOT (@Request[a] GuidEquals {1, 2} AND NOT Exists @Request[b]))",
        ),
        (
            "Exists @Request[a] OR Exists @Request[b] AND Exists @Request[c]",
            "Exists @Request[a]\nOR\nExists @Request[b]\nAND\nExists @Request[c]",
            "",
        ),
        (
            "NOT !(Exists @Request[a]) OR !ActionMatches{'x'}",
            "NOT NOT (\n Exists @Request[a]\n)\nOR\n!ActionMatches{'x'}",
            "NOT NOT (Exists @Request[a]) OR !ActionMatches{'x'}",
        ),
        ("NotExists @Request[a]", "NOT Exists @Request[a]", "NOT Exists @Request[a]"),
        ("${var.x} AND Exists @Request[a]", "${var.x}\nAND\nExists @Request[a]", ""),
        (
            "@Request[a] StringEquals 'two\n  lines'",
            "@Request[a] StringEquals 'two\n  lines'",
            "@Request[a] StringEquals 'two\n  lines'",
        ),
    ] {
        assert_eq!(formatted(text, Layout::Portal), portal, "{text}");
        if !line.is_empty() {
            assert_eq!(formatted(text, Layout::SingleLine), line, "{text}");
        }
    }
}

#[test]
fn what_would_lose_something_is_not_formatted() {
    for text in
        ["", "(", "Exists @Request[a] Exists @Request[b]", "\u{feff}Exists @Request[a]", "@Subject.A == 'x'"]
    {
        assert_eq!(format(&parse(text), Layout::Portal), None, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_condition_keeps_its_tree(text in condition_text()) {
        let parsed = parse(&text);
        for layout in [Layout::Portal, Layout::SingleLine] {
            let once = format(&parsed, layout).unwrap();
            proptest::prop_assert_eq!(tree(&parse(&once)), tree(&parsed));
            proptest::prop_assert_eq!(&formatted(&once, layout), &once);
        }
    }
}
