//! The registry as a whole: complete, documented, in one style, and true to its tables of cases.

use std::collections::HashSet;
use std::path::PathBuf;

use super::manual::page;
use super::rule::Need;
use super::rules::{ALL, SOURCES, all_cases};
use super::{Context, cases, lint};
use crate::syntax::parse;

const HEADINGS: [&str; 6] =
    ["What it does", "Why it is bad", "Example", "Use instead", "Fix safety", "References"];

#[test]
fn codes_are_l01_to_l45_in_order() {
    let codes: Vec<&str> = ALL.iter().map(|r| r.code).collect();
    let wanted: Vec<String> = (1..=45).map(|n| format!("L{n:02}")).collect();
    assert_eq!(codes, wanted);
}

#[test]
fn names_are_unique_kebab_case_and_the_file_s_name() {
    let names: HashSet<&str> = ALL.iter().map(|r| r.name).collect();
    assert_eq!(names.len(), ALL.len());
    for (rule, (file, _)) in ALL.iter().zip(SOURCES) {
        assert!(rule.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.name);
        assert_eq!(rule.name.replace('-', "_"), *file);
    }
}

#[test]
fn every_rule_has_a_manual_page_with_the_fixed_headings() {
    for (file, source) in SOURCES {
        let page = page(source);
        let found: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("### ")).collect();
        assert_eq!(found, HEADINGS, "{file}");
        assert!(page.contains("https://learn.microsoft.com/"), "{file} cites no page");
        for part in page.split("\n### ").skip(1) {
            let (heading, text) = part.split_once('\n').unwrap_or((part, ""));
            assert!(text.trim().len() > 5, "{file}: nothing under {heading}");
        }
    }
}

/// The first block of code under a heading of a manual page.
fn block(page: &str, heading: &str) -> Option<String> {
    let part = page.split("\n### ").find(|part| part.starts_with(heading))?;
    let code = part.split("```text\n").nth(1)?;
    Some(code.split("\n```").next()?.to_owned())
}

#[test]
fn examples_in_the_manual_are_examples() {
    let mut tried = 0;
    for (rule, (file, source)) in ALL.iter().zip(SOURCES) {
        let page = page(source);
        let speaks = |text: &str| {
            let parsed = parse(text);
            let context = Context { now: "2026-01-01T00:00:00Z".parse().ok(), ..cases::in_tenant() };
            lint(&parsed, &context).diagnostics.iter().any(|d| d.code == rule.code)
        };
        // What needs a role, an account or the like is told in words.
        let known = matches!(rule.needs, Need::Nothing | Need::Now | Need::Roles | Need::Principals);
        for (heading, wanted) in [("Example", true), ("Use instead", false)] {
            let Some(text) = block(&page, heading).filter(|t| known && !t.contains("…")) else { continue };
            tried += 1;
            assert_eq!(speaks(&text), wanted, "{file}: {heading}: {text}");
            assert!(!parse(&text).has_errors() || rule.code < "L03" && wanted, "{file}: {heading}: {text}");
        }
    }
    assert!(tried > 40, "{tried}");
}

#[test]
fn every_rule_has_a_passing_and_a_failing_case_and_they_hold() {
    for (rule, cases) in ALL.iter().zip(all_cases()) {
        assert!(!cases.passing.is_empty() && !cases.failing.is_empty(), "{}", rule.code);
        cases::run(rule, &cases);
    }
}

#[test]
fn messages_are_in_one_style() {
    for cases in all_cases() {
        for case in &cases.failing {
            for d in lint(&parse(&case.text), &case.context).diagnostics {
                for text in [Some(&d.message), d.help.as_ref()].into_iter().flatten() {
                    let first = text.chars().next().unwrap_or('X');
                    // Names of services and words in backticks keep their case.
                    let named = ["Azure ", "Log Analytics "].iter().any(|n| text.starts_with(n));
                    assert!(!first.is_uppercase() || named, "{}: {text}", d.code);
                    assert!(!text.ends_with('.') && text.matches('`').count() % 2 == 0, "{}: {text}", d.code);
                }
                assert!(d.fixes.iter().all(|f| !f.edits.is_empty()), "{}: {}", d.code, case.text);
            }
        }
    }
}

#[test]
fn a_rule_without_its_input_says_what_it_lacks() {
    for (rule, cases) in ALL.iter().zip(all_cases()) {
        if rule.needs == Need::Nothing {
            continue;
        }
        let missing = |text: &str| {
            lint(&parse(text), &Context::default())
                .not_checked
                .iter()
                .any(|n| n.code == rule.code && n.rule == rule.name && n.needs == rule.needs.when_missing())
        };
        assert!(cases.failing.iter().any(|c| missing(&c.text)), "{} never says what it lacks", rule.code);
    }
}

#[test]
fn a_syntax_error_silences_what_it_may_have_caused_and_all_other_fixes() {
    let owner = cases::OWNER;
    let role = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
    let exclusion = format!("{role} ForAnyOfAnyValues:GuidNotEquals {{{owner}, {}}}", cases::READER);
    let codes = |text: &str| -> Vec<&str> {
        lint(&parse(text), &Context::default()).diagnostics.iter().map(|d| d.code).collect()
    };
    assert_eq!(codes(&format!("({exclusion}")), ["L01", "L09"]);
    let beside = format!("({exclusion}) AND ({role} GuidEquals '{owner}' {owner})");
    assert!(
        lint(&parse(&beside), &Context::default())
            .diagnostics
            .iter()
            .all(|d| d.code == "L01" || d.fixes.is_empty())
    );
    // The set is empty because its `}` is missing; nothing is said of clauses in half a text.
    assert_eq!(codes(&format!("{role} ForAnyOfAnyValues:GuidEquals {{")), ["L01"]);
    assert_eq!(
        codes(&format!(
            "(!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}}) OR {exclusion}"
        )),
        ["L01", "L09"]
    );
    assert_eq!(codes(&format!("({:9000}", "Exists @Request[subOperation]")), ["L01", "L05"]);
}

#[test]
fn unknown_parts_are_passed_over_in_silence() {
    for text in [
        "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (${local.limits})) AND ${local.more}",
        "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidNotEquals {${a}, ${b}}",
        "@Request[Microsoft.Authorization/roleAssignments:PrincipalId] GuidEquals '${var.id}'",
    ] {
        let found = lint(&parse(text), &Context::default()).diagnostics;
        assert!(found.iter().all(|d| d.code == "L45"), "{text}: {found:#?}");
    }
    let old =
        lint(&parse("((@Subject.Application == 'x') || (@Subject.Application == 'x'))"), &Context::default());
    assert_eq!(old.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["L04"]);
    assert_eq!(old.not_checked, []);
}

/// Run with `UPDATE_DOCS=1` to write the file.
#[test]
fn the_manual_in_docs_is_the_rule_files_doc_comments() {
    let mut book = String::from(
        "# Lint rules\n\nMade from the doc comments in `crates/condition/src/lint/rules`; do not edit by hand.\n",
    );
    for (rule, (_, source)) in ALL.iter().zip(SOURCES) {
        let needs = match rule.needs.when_missing() {
            "" => String::new(),
            missing => format!("; not checked if: {missing}"),
        };
        book.push_str(&format!(
            "\n## {} {}\n\n**{}**{needs}\n\n{}",
            rule.code,
            rule.name,
            rule.severity.as_str(),
            page(source)
        ));
    }
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, &book).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(
        written == book,
        "docs/rules.md is stale: run `UPDATE_DOCS=1 cargo test -p rolewright-condition`"
    );
}
