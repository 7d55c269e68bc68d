//! Proof by the hosts' own parsers that a condition arrives byte for byte.

use std::io::Write;
use std::process::Command;

use ::hcl::eval::{Context, Evaluate, FuncArgs, FuncDef, ParamType};
use proptest::prelude::*;
use rolewright_authz::intent::{AssignmentIntent, IntentInput};
use serde_json::Value;
use tree_sitter::{Language, Node, Parser};

use super::*;

/// Texts that some host stumbles over.
const NASTY: &[&str] = &[
    "(a)",
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (true))",
    "[concat('x')]",
    "[[x]",
    "[x",
    "a ${var.x} b %{ if y } c",
    "$${x} %%{y} $$${z}",
    "line one\nline two",
    "line one\r\nline two\r\n",
    "ends with a line\n",
    "ends with two\n\n",
    "  indented\n    more\n",
    "\tindented by tab\n\tmore",
    "blank\n\nbetween",
    "blank\n\n'before a quote'",
    "white   \n   \n trailing   ",
    "\nstarts with a line",
    "'quoted'",
    "'''triple'''",
    "a '' b ''' c",
    "back`tick $env:x $(y) \"z\" `$",
    "back\\slash \\n \\' \\",
    "!history !! !(x) !$",
    "CONDITION\nEND_OF_CONDITION\nEOT",
    "'@ not the end\n'@\n\"@",
    "curly \u{2018}quotes\u{2019}\n\u{2018}@\n\u{201c}double\u{201d}",
    "tags:Project<$key_case_sensitive$> &$keys$& x|y>z<w",
    "{{token}} {{{x}}} {0}",
    "// comment? # or /* this */ #disable-next-line",
    "é 😀 \u{2028} \u{feff} \u{85} \u{7f} \u{1}",
    "\u{feff}bom first",
    "@Resource[a:b] StringEquals 'x=@y'",
    "ends with quote'",
    "$",
    "%",
    "a\rb",
];

fn intent(condition: &str) -> AssignmentIntent {
    AssignmentIntent::new(IntentInput {
        role: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
        role_name: Some("Owner"),
        principal: "a3bb8764-cb92-4276-9d2a-ca1e895e55ea",
        principal_type: "User",
        scope: "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590",
        condition,
        description: "it's \"described\" ${here} `now` $(x)",
    })
    .unwrap()
}

/// What the host hands on, by the host's parser; `None` where the export says that it cannot.
fn arrives(condition: &str, format: Format) -> Option<String> {
    let exported = export(&intent(condition), format);
    if exported.impossible.is_some() {
        return None;
    }
    let code = exported.code;
    Some(match format {
        Format::Arm | Format::PimArm => arm(&code),
        Format::Bicep | Format::PimBicep => bicep(&code),
        Format::TerraformAzurerm | Format::TerraformAzapi => terraform(&code),
        Format::AzBash => bash(&code),
        Format::AzPowerShell | Format::AzPowerShellModule => powershell(&code),
        Format::Rest => rest(&code),
    })
}

fn arm(code: &str) -> String {
    let template: Value = serde_json::from_str(code).unwrap();
    assert!(
        template["$schema"].as_str().unwrap().starts_with("https://schema.management.azure.com/schemas/")
    );
    assert_eq!(template["contentVersion"], "1.0.0.0");
    let resource = &template["resources"][0];
    for key in ["type", "apiVersion", "name"] {
        assert!(resource[key].is_string(), "{key}");
    }
    assert_eq!(resource["properties"]["conditionVersion"], "2.0");
    let text = resource["properties"]["condition"].as_str().unwrap();
    // As the template engine reads it.
    match text.strip_prefix('[') {
        Some(rest) if text.ends_with(']') => {
            assert!(rest.starts_with('['), "taken for an expression: {text}");
            rest.to_owned()
        }
        _ => text.to_owned(),
    }
}

fn rest(code: &str) -> String {
    let (head, body) = code.split_once("\n\n").unwrap();
    assert!(head.starts_with("PUT https://management.azure.com/subscriptions/"), "{head}");
    assert!(!body.contains("{{"), "an HTTP client would fill in a variable: {body}");
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["properties"]["conditionVersion"], "2.0");
    body["properties"]["condition"].as_str().unwrap().to_owned()
}

fn terraform(code: &str) -> String {
    fn chomp(args: FuncArgs) -> Result<::hcl::Value, String> {
        Ok(::hcl::Value::from(args[0].as_str().unwrap().trim_end_matches(['\n', '\r'])))
    }
    let mut context = Context::new();
    context.declare_func("chomp", FuncDef::builder().param(ParamType::String).build(chomp));
    let body = ::hcl::parse(code).unwrap_or_else(|e| panic!("{e}\n{code}"));
    let body = body.evaluate(&context).unwrap_or_else(|e| panic!("{e}\n{code}"));
    let block = body.blocks().next().unwrap();
    let find = |name: &str| {
        block.body.attributes().find(|a| a.key() == name).map(|a| ::hcl::Value::from(a.expr.clone()))
    };
    let inside = |value: ::hcl::Value, key: &str| value.as_object().unwrap().get(key).unwrap().clone();
    let body = find("body").map(|b| inside(inside(b, "properties"), "condition"));
    body.or_else(|| find("condition")).unwrap().as_str().unwrap().to_owned()
}

/// The value of the literal that a property of this name has, read by the grammar and the language's rules.
fn bicep(code: &str) -> String {
    let tree = parse(code, tree_sitter_bicep::LANGUAGE.into());
    let property = find(tree.root_node(), &|n| {
        n.kind() == "object_property" && code.get(n.byte_range()).unwrap().starts_with("condition:")
    });
    let literal = find(property.unwrap(), &|n| n.kind() == "string").unwrap();
    let text = code.get(literal.byte_range()).unwrap();
    if let Some(raw) = text.strip_prefix("'''").and_then(|t| t.strip_suffix("'''")) {
        return raw.strip_prefix('\n').unwrap_or(raw).to_owned();
    }
    assert!(find(literal, &|n| n.kind() == "interpolation").is_none(), "{text}");
    let mut chars = text.strip_prefix('\'').unwrap().strip_suffix('\'').unwrap().chars();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' => out.push('\n'),
                'r' => out.push('\r'),
                't' => out.push('\t'),
                'u' => {
                    assert_eq!(chars.next(), Some('{'));
                    let digits: String = chars.by_ref().take_while(|c| *c != '}').collect();
                    out.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
                }
                c @ ('\\' | '\'' | '$') => out.push(c),
                c => panic!("no such escape: \\{c}"),
            },
            '\n' | '\'' => panic!("{c:?} may not stand in a literal"),
            c => out.push(c),
        }
    }
    out
}

/// Runs the script with an `az` that writes down its arguments, history expansion switched on.
fn bash(code: &str) -> String {
    let mut script = tempfile::NamedTempFile::new().unwrap();
    let az = "set -o history -o histexpand\naz() { printf '%s\\0' \"$@\"; }\n";
    write!(script, "{az}{code}").unwrap();
    let output =
        Command::new("bash").args(["--norc", "--noprofile"]).arg(script.path()).env_clear().output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}\n{code}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let arguments: Vec<&str> = text.strip_suffix('\0').unwrap().split('\0').collect();
    let after = |name: &str| arguments[arguments.iter().position(|a| *a == name).unwrap() + 1];
    assert_eq!(arguments[..3], ["role", "assignment", "create"]);
    assert_eq!((after("--condition-version"), after("--assignee-principal-type")), ("2.0", "User"));
    assert_eq!(after("--description"), "it's \"described\" ${here} `now` $(x)");
    after("--condition").to_owned()
}

/// The value that the script gives `$condition`, read by a grammar and PowerShell's quoting rules.
fn powershell(code: &str) -> String {
    let tree = parse(code, tree_sitter_powershell::LANGUAGE.into());
    let assignment = find(tree.root_node(), &|n| {
        n.kind() == "assignment_expression" && code.get(n.byte_range()).unwrap().starts_with("$condition ")
    });
    let literal = find(assignment.unwrap(), &|n| n.kind() == "string_literal").unwrap();
    let text = code.get(literal.byte_range()).unwrap();
    if let Some(raw) = text.strip_prefix("@'\n").and_then(|t| t.strip_suffix("\n'@")) {
        return raw.to_owned();
    }
    if let Some(raw) = text.strip_prefix('\'') {
        return raw.strip_suffix('\'').unwrap().replace("''", "'");
    }
    let mut out = String::new();
    let mut rest = text.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap();
        match c {
            '`' => {
                let c = rest.chars().next().unwrap();
                out.push(match c {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    c => c,
                });
                rest = rest.get(c.len_utf8()..).unwrap();
            }
            '$' if rest.starts_with('(') => {
                let (digits, after) = rest.strip_prefix("([char]0x").unwrap().split_once(')').unwrap();
                out.push(char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap());
                rest = after;
            }
            '$' => assert!(
                !rest.starts_with(|c: char| c.is_alphanumeric() || "{_?$:".contains(c)),
                "expands: {text}"
            ),
            '"' => panic!("ends early: {text}"),
            c => out.push(c),
        }
    }
    out
}

fn parse(code: &str, language: Language) -> tree_sitter::Tree {
    let mut parser = Parser::new();
    parser.set_language(&language).unwrap();
    let tree = parser.parse(code, None).unwrap();
    assert!(!tree.root_node().has_error(), "{}\n{code}", tree.root_node().to_sexp());
    tree
}

fn find<'t>(node: Node<'t>, wanted: &dyn Fn(Node<'_>) -> bool) -> Option<Node<'t>> {
    if wanted(node) {
        return Some(node);
    }
    let mut cursor = node.walk();
    let children: Vec<Node<'t>> = node.children(&mut cursor).collect();
    children.into_iter().find_map(|child| find(child, wanted))
}

fn check(condition: &str) {
    for format in Format::ALL {
        if let Some(text) = arrives(condition, format) {
            assert_eq!(text, condition, "{format:?}\n{}", export(&intent(condition), format).code);
        }
    }
}

#[test]
fn nasty_texts_arrive_byte_for_byte() {
    for condition in NASTY {
        check(condition);
    }
}

#[test]
fn nothing_in_the_heredoc_is_history_to_an_interactive_shell() {
    let condition = "(!(a) !! !x) 'q' `b` $HOME \"!y\"";
    let code = export(&intent(condition), Format::AzBash).code;
    let mut child = Command::new("bash")
        .args(["--norc", "--noprofile", "-i"])
        .env_clear()
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let typed = format!("az() {{ printf '%s\\0' \"$@\"; }}\n{code}exit\n");
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(output.contains(&format!("\0{condition}\0")), "{output}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_arrives_byte_for_byte(
        condition in prop::collection::vec(
            prop::sample::select(vec![
                "'", "''", "'''", "\"", "\\", "$", "{", "}", "%", "${", "%{", "`", "!", "\n", "\r\n", "\r", " ", "  ",
                "\t", "[", "]", "@", "'@", "(", ")", "a", "b", "CONDITION", "\u{2019}", "\u{201d}", "é", "&", "|", "<",
                ">", "#", "//", "/*", "*/", "=", ",", "-", "\u{1b}", "\u{a0}",
            ]),
            1..24,
        )
    ) {
        let condition = condition.concat();
        prop_assume!(!condition.trim().is_empty());
        check(&condition);
    }
}
