//! The rules over the collected conditions: nothing certain is said of what Azure stores, the known mistakes
//! are named, and no text makes a rule or a fix go wrong.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Context, cases, lint};
use crate::diagnostic::{Applicability, Diagnostic, Severity, apply_edits};
use crate::sample::{condition_text, corpus};
use crate::syntax::parse;
use crate::syntax::print::print;

static CORPUS: LazyLock<Vec<(String, String, String)>> = LazyLock::new(corpus);

fn errors(text: &str) -> Vec<Diagnostic> {
    let report = lint(&parse(text), &Context::default());
    report.diagnostics.into_iter().filter(|d| d.severity == Severity::Error).collect()
}

#[test]
fn what_azure_stores_is_an_error_only_where_that_is_certain() {
    let certain = ["resource-on-write-LINT", "request-on-delete-LINT"];
    for (id, _, text) in CORPUS.iter().filter(|(_, kind, _)| kind == "valid") {
        assert!(!parse(text).has_errors(), "{id}");
        let found = errors(text);
        assert!(found.is_empty() || certain.contains(&id.as_str()), "{id}: {found:#?}");
    }
}

#[test]
fn mistakes_that_azure_refuses_are_named() {
    for (wanted, code, word) in [
        ("troubleshoot-dollar", "L03", "<$key_case_sensitive$>"),
        ("issue-15683-servicebus", "L06", "Microsoft.ServiceBus/namespaces/queues:Name"),
        ("format-or-typo", "L01", "never closed"),
        ("blog-unterminated", "L01", "never closed"),
        ("tf-lz-vending-readme", "L01", "never closed"),
    ] {
        if let Some((_, _, text)) = CORPUS.iter().find(|(id, ..)| id == wanted) {
            let found = errors(text);
            assert!(found.iter().any(|d| d.code == code && d.message.contains(word)), "{wanted}: {found:#?}");
        }
    }
}

#[test]
fn known_slips_in_real_conditions_are_found() {
    for (wanted, code) in [
        ("entraops-forallofany-VACUOUS", "L09"),
        ("sap-automation-2", "L09"),
        ("azcli-rec-05", "L09"),
        ("resource-on-write-LINT", "L12"),
        ("path-leading-slash-LINT", "L23"),
        ("tf-issue-23364-mixed", "L08"),
        ("delegate-add-only", "L13"),
        ("azcli-rec-06", "L04"),
        ("storage-suboperation-attribute-2021", "L22"),
    ] {
        if let Some((_, _, text)) = CORPUS.iter().find(|(id, ..)| id == wanted) {
            let report = lint(&parse(text), &Context::default());
            assert!(report.diagnostics.iter().any(|d| d.code == code), "{wanted}: {:#?}", report.diagnostics);
        }
    }
}

/// What must hold of every text: fixes are whole edits that read well, and looking changes nothing.
fn check(text: &str) {
    for context in [Context::default(), cases::in_tenant(), cases::on_role("Storage Blob Data Owner")] {
        let parsed = parse(text);
        let report = lint(&parsed, &context);
        assert_eq!(print(&parsed), text);
        let parser_errors = parsed.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        for diagnostic in &report.diagnostics {
            assert!(
                text.get(diagnostic.span.range()).is_some(),
                "{}: {:?}",
                diagnostic.code,
                diagnostic.span
            );
            for fix in &diagnostic.fixes {
                assert_eq!(apply_edits(text, &[]), text);
                let fixed = apply_edits(text, &fix.edits);
                assert_ne!(fixed, text, "{}: `{}` changes nothing", diagnostic.code, fix.title);
                if parsed.diagnostics.contains(diagnostic) || fix.applicability == Applicability::ShowOnly {
                    continue;
                }
                let again = parse(&fixed);
                let now = again.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
                assert!(now <= parser_errors, "{}: `{text}` becomes `{fixed}`", diagnostic.code);
                if fix.applicability == Applicability::Safe {
                    let same = |all: &[Diagnostic]| {
                        all.iter()
                            .filter(|d| d.code == diagnostic.code && d.message == diagnostic.message)
                            .count()
                    };
                    let left = same(&lint(&again, &context).diagnostics);
                    assert!(
                        left < same(&report.diagnostics),
                        "{}: `{text}` becomes `{fixed}`",
                        diagnostic.code
                    );
                }
            }
        }
    }
}

#[test]
fn every_collected_condition_keeps_the_promises() {
    for (_, _, text) in CORPUS.iter() {
        check(text);
    }
}

/// Cuts, repeats or replaces a part of a text, by whole characters.
fn mutate(text: &str, from: usize, length: usize, by: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let from = from % (characters.len() + 1);
    let to = (from + length).min(characters.len());
    let mut result: String = characters[..from].iter().collect();
    result.push_str(by);
    result.extend(&characters[to..]);
    result
}

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[ (){},'!@&|<>$a-z0-9é\u{a0}]{1,3}",
        Just(" AND ".to_owned()),
        Just(" OR ".to_owned()),
        Just("ForAnyOfAnyValues:GuidNotEquals".to_owned()),
        Just("StringNotEquals".to_owned()),
        Just("{'a', 'A', 'a'}".to_owned()),
        Just("8e3af657-a8ff-443c-a75c-2fe8c4bcb635".to_owned()),
        Just("ActionMatches{'Microsoft.Authorization/roleAssignments/*'}".to_owned()),
        Just("Exists @Request[Microsoft.Authorization/roleAssignments:PrincipalType]".to_owned()),
    ]
}

proptest! {
    #[test]
    fn mutated_conditions_keep_the_promises(
        which in 0usize..1000, from in 0usize..5000, length in 0usize..40, by in fragment(),
        from_2 in 0usize..5000, length_2 in 0usize..4, by_2 in fragment(),
    ) {
        if let Some((_, _, text)) = CORPUS.get(which % CORPUS.len().max(1)) {
            let once = mutate(text, from, length, &by);
            check(&once);
            check(&mutate(&once, from_2, length_2, &by_2));
        }
    }

    #[test]
    fn random_conditions_keep_the_promises(text in condition_text()) {
        check(&text);
    }
}
