use super::*;
use crate::diagnostic::apply_edits;
use crate::syntax::ast::BaseOperator;
use crate::syntax::print::print;

/// The tree in brackets: a compact picture for assertions.
fn shape(text: &str) -> String {
    fn draw(text: &str, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Logical { connector, operands, .. } => {
                let parts: Vec<_> = operands.iter().map(|e| draw(text, e)).collect();
                format!("[{}]", parts.join(if *connector == Connector::And { " & " } else { " | " }))
            }
            ExprKind::Not { operand, .. } => format!("!{}", draw(text, operand)),
            ExprKind::Group(inner) => format!("({})", draw(text, inner)),
            ExprKind::ActionMatches(v) => format!("action:{}", v.len()),
            ExprKind::SubOperationMatches(_) => "subop".into(),
            ExprKind::Exists(a) => format!("exists {}", a.text),
            ExprKind::Comparison(c) => format!(
                "{} {}{} {}",
                c.left.span().of(text),
                c.operator.quantifier.map_or(String::new(), |q| format!("{}:", q.as_str())),
                c.operator.base.map_or("?", BaseOperator::as_str),
                c.right.span().of(text)
            ),
            ExprKind::Placeholder => "placeholder".into(),
            ExprKind::Error => "error".into(),
        }
    }
    parse(text).root.map_or("none".into(), |root| draw(text, &root))
}

fn errors(text: &str) -> Vec<String> {
    parse(text).diagnostics.into_iter().filter(|d| d.severity == Severity::Error).map(|d| d.message).collect()
}

#[test]
fn and_binds_tighter_than_or_and_not_tighter_than_both() {
    assert_eq!(
        shape("Exists @Request[a] OR Exists @Request[b] AND NOT Exists @Request[c]"),
        "[exists a | [exists b & !exists c]]"
    );
    assert_eq!(
        shape("NOT @Request[a] StringEquals 'x' && @Request[b] BoolEquals true"),
        "[!@Request[a] StringEquals 'x' & @Request[b] BoolEquals true]"
    );
    assert_eq!(
        shape("(Exists @Request[a] || Exists @Request[b])&&!Exists @Request[c]"),
        "[([exists a | exists b]) & !exists c]"
    );
}

#[test]
fn live_variants_parse_without_a_word() {
    for text in [
        "@Request[a:b] ForAnyOfAnyValues:GuidEquals{8b9dfcab4b774632a6df94bd07820648,c8ae62795a0b4cb2b3f0d4d62845742c}",
        "@Resource[HasObotoken] boolequals true && (@Request[a:b] stringEquals 'x')",
        "@Resource[a/subnets]StringEquals 'x'",
        "!(ActionMatches {'Microsoft.Storage/*'} AND NOT SubOperationMatches{'Blob.List'})",
        "@Principal[a] StringEquals @Resource[b]",
        "{'a','b'} ForAnyOfAnyValues:StringEquals {'b'}",
        "@Resource[b/tags:Malware Scanning scan result<$key_case_sensitive$>] StringEquals 'x'",
        "@Resource[a]\n\tStringEquals\r\n 'x'",
        "((((((((@Environment[isPrivateLink] BoolEquals true))))))))",
        "@Request[a] GuidEquals 8b9dfcab-4b77-4632-a6df-94bd07820648",
    ] {
        assert_eq!(parse(text).diagnostics, [], "{text}");
    }
}

#[test]
fn mistakes_are_named_and_the_rest_is_still_read() {
    for (text, message, tree) in [
        ("", "the condition is empty", "none"),
        ("(Exists @Request[a]", "`(` is never closed", "(exists a)"),
        ("Exists @Request[a])", "`)` closes nothing", "exists a"),
        (
            "Exists @Request[a] Exists @Request[b]",
            "two expressions stand side by side",
            "[exists a & exists b]",
        ),
        ("Exists @Request[a] AND", "an expression is missing at the end", "[exists a & error]"),
        ("OR Exists @Request[a]", "an expression is missing before `OR`", "[error | exists a]"),
        ("@Request[a] StringEqual 'x'", "unknown operator `StringEqual`", "@Request[a] ? 'x'"),
        ("@Request[a] == 'x'", "`==` is not an operator of the language", "@Request[a] ? 'x'"),
        ("@Request[a] StringEquals", "`StringEquals` has no value after it", "@Request[a] StringEquals "),
        (
            "@Request[a] AND Exists @Request[b]",
            "`@Request[a]` is compared with nothing",
            "[error & exists b]",
        ),
        (
            "@Request[a] StringEquals Cascade",
            "`Cascade` lacks its quotes",
            "@Request[a] StringEquals Cascade",
        ),
        (
            "@Request[a StringEquals 'x'",
            "attribute `@Request[a` is never closed",
            "@Request[a StringEquals 'x'",
        ),
        ("@Request[a] StringEquals 'x", "text in quotes is never closed", "@Request[a] StringEquals 'x"),
        (
            "@Request[a] StringEquals 'it''s'",
            "a quote cannot stand inside a text",
            "@Request[a] StringEquals 'it''s'",
        ),
        (
            "@Request [a] StringEquals 'x'",
            "white space stands inside an attribute",
            "@Request [a] StringEquals 'x'",
        ),
        ("// why\nExists @Request[a]", "conditions have no comments", "exists a"),
        ("Exists @Request[a] # why", "conditions have no comments", "exists a"),
        ("Exists /* why */ @Request[a]", "conditions have no comments", "exists a"),
        ("@Rquest[a] StringEquals 'x'", "unknown attribute source `Rquest`", "@Rquest[a] StringEquals 'x'"),
        (
            "Resource[a] StringEquals 'x'",
            "attribute source `Resource` lacks its `@`",
            "Resource[a] StringEquals 'x'",
        ),
        (
            "@Request[a] ForAnyOfAnyValue:GuidEquals {}",
            "unknown quantifier `ForAnyOfAnyValue`",
            "@Request[a] GuidEquals {}",
        ),
        (
            "@Request[a] ForAnyOfAnyValues:StringEquals {'a' 'b'}",
            "two members stand side by side",
            "@Request[a] ForAnyOfAnyValues:StringEquals {'a' 'b'}",
        ),
        (
            "@Request[a] ForAnyOfAnyValues:StringEquals {'a',}",
            "`,` has no value beside it",
            "@Request[a] ForAnyOfAnyValues:StringEquals {'a',}",
        ),
        (
            "(@Request[a] ForAnyOfAnyValues:StringEquals {'a') AND Exists @Request[b]",
            "`{` is never closed",
            "[(@Request[a] ForAnyOfAnyValues:StringEquals {'a') & exists b]",
        ),
        ("ActionMatches('a')", "`ActionMatches` needs `{` and `}`", "action:1"),
        ("ActionMatches{}", "`ActionMatches` names nothing", "error"),
        ("Exists AND Exists @Request[a]", "`Exists` needs an attribute after it", "[error & exists a]"),
        ("@Request[a] NumericEquals 1.5", "`1.5` is not a whole number", "@Request[a] NumericEquals 1.5"),
        ("@Request[] StringEquals 'x'", "the attribute has no name", "@Request[] StringEquals 'x'"),
        ("true", "`true` is compared with nothing", "error"),
    ] {
        assert!(errors(text).iter().any(|e| e == message), "{text}: {:?}", errors(text));
        assert_eq!(shape(text), tree, "{text}");
    }
}

#[test]
fn an_operator_with_a_gap_is_closed_by_its_fix() {
    for text in
        ["@Request[a] ForAnyOfAnyValues: GuidEquals {}", "@Request[a] ForAnyOfAnyValues :GuidEquals {}"]
    {
        let fixes = &parse(text).diagnostics[0].fixes;
        assert_eq!(apply_edits(text, &fixes[0].edits), "@Request[a] ForAnyOfAnyValues:GuidEquals {}");
    }
}

#[test]
fn safe_fixes_remove_their_own_problem() {
    for text in [
        "and",
        "Exists @request[a] and Exists @Request[b]",
        "NotExists @Request[a]",
        "Resource[a] StringEquals “x”",
        "\u{feff}Exists\u{a0}@Request[a]",
    ] {
        for diagnostic in parse(text).diagnostics {
            for fix in diagnostic.fixes.iter().filter(|f| f.applicability == Applicability::Safe) {
                let mended = parse(&apply_edits(text, &fix.edits));
                assert!(
                    mended.diagnostics.iter().filter(|d| d.message == diagnostic.message).count()
                        < parse(text).diagnostics.iter().filter(|d| d.message == diagnostic.message).count(),
                    "{text}: {}",
                    diagnostic.message
                );
            }
        }
    }
}

#[test]
fn version_1_text_is_recognised_and_left_alone() {
    let parsed = parse("((@Subject.Application == '55dc') || (@Subject.Application == '5b30'))");
    assert_eq!(parsed.dialect, Dialect::V1);
    assert!(parsed.root.is_none() && parsed.diagnostics.is_empty());
}

#[test]
fn templates_are_recognised() {
    for text in [
        "@Request[a] ForAnyOfAnyValues:GuidEquals {${join(\", \", var.roles)}}",
        "@Request[a] StringEquals '%s'",
        "@Request[a] ForAnyOfAnyValues:GuidEquals {<your group id>}",
        "@Resource[a/metadata:${local.key}] StringEquals 'x'",
        "${local.condition}",
        "Exists @Request[a] AND ${local.more}",
    ] {
        let parsed = parse(text);
        assert_eq!(parsed.dialect, Dialect::Template, "{text}");
        assert_eq!(parsed.diagnostics, [], "{text}");
    }
}

#[test]
fn nesting_past_the_limit_is_an_error_and_not_a_crash() {
    for text in [
        "(".repeat(20_000),
        "!".repeat(20_000),
        format!("{}Exists @Request[a]{}", "(".repeat(5_000), ")".repeat(5_000)),
    ] {
        let parsed = parse(&text);
        assert!(parsed.has_errors());
        assert_eq!(print(&parsed), text);
    }
    let fine = format!("{}Exists @Request[a]{}", "(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH));
    assert!(!parse(&fine).has_errors());
}
