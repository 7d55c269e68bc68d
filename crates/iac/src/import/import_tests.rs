use proptest::prelude::*;
use rolewright_authz::intent::{AssignmentIntent, IntentInput};

use super::*;
use crate::{Format, export};

/// The one condition in a file.
fn one(text: &str, file: &str) -> Imported {
    let import = import(text, Some(file));
    assert_eq!(import.unreadable, None, "{text}");
    assert_eq!(import.conditions.len(), 1, "{text}\n{import:#?}");
    import.conditions.into_iter().next().unwrap()
}

/// Line and column of a part of a condition in the file that it came from.
fn position(file: &str, condition: &Imported, part: &str) -> (usize, usize) {
    let at = condition.text.find(part).unwrap_or_else(|| panic!("no {part} in {}", condition.text));
    let (before, _) = file.split_at(condition.map.place(at));
    let line = before.rsplit('\n').next().unwrap_or(before);
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[test]
fn terraform_texts_are_unescaped_and_placed() {
    let file = "resource \"azurerm_role_assignment\" \"delegate\" {\n  condition = <<-EOT\n    (\n     @Request[a:b] StringEquals '$${x}'\n    )\n  EOT\n  condition_version = \"2.0\"\n}\n";
    let found = one(file, "main.tf");
    assert_eq!(found.text, "(\n @Request[a:b] StringEquals '${x}'\n)\n");
    assert_eq!(
        (found.host, found.label.as_str(), found.version.as_deref()),
        (Host::Terraform, "azurerm_role_assignment.delegate", Some("2.0"))
    );
    assert!(!found.template);
    assert_eq!(position(file, &found, "@Request"), (4, 6));
    assert_eq!(position(file, &found, "${x}"), (4, 34));
    assert_eq!(position(file, &found, "'\n)"), (4, 39));

    let file = "locals {\n  rule = \"@Request[a:b] StringEquals \\\"x\\\"\\n AND\\u0020(true)\"\n}";
    let found = one(file, "x.tf");
    assert_eq!(
        (found.text.as_str(), found.label.as_str()),
        ("@Request[a:b] StringEquals \"x\"\n AND (true)", "local.rule")
    );
    assert_eq!(position(file, &found, "AND"), (2, 46));
    assert_eq!(position(file, &found, "(true)"), (2, 55));
}

#[test]
fn heredocs_lose_their_indentation_as_terraform_takes_it() {
    for (body, text) in [
        ("    (\n\n      @Request[a:b]\n    )\n", "(\n\n  @Request[a:b]\n)\n"),
        ("\t(\n\t @Request[a:b])\n", "(\n @Request[a:b])\n"),
        ("    (@Request[a:b]\n   \n  )\n", "  (@Request[a:b]\n   \n)\n"),
        ("    (@Request[a:b]\n${x}\n    )\n", "    (@Request[a:b]\n${x}\n    )\n"),
        (
            "    (@Request[a:b] StringEquals '${\n x\n}'\n    )\n",
            "(@Request[a:b] StringEquals '${\n x\n}'\n)\n",
        ),
        ("    (@Request[a:b]\\n \\\"\r\n    )\r\n", "(@Request[a:b]\\n \\\"\r\n)\r\n"),
    ] {
        let file = format!("a = <<-EOT\n{body}  EOT\n");
        assert_eq!(one(&file, "x.tf").text, text);
    }
    assert_eq!(one("a = <<EOT\n  (@Request[a:b])\n  EOT\n", "x.tf").text, "  (@Request[a:b])\n");
}

#[test]
fn what_terraform_computes_is_kept_as_a_placeholder() {
    let file = "resource \"azurerm_role_assignment\" \"x\" {\n  condition = \"@Request[a:b] ForAnyOfAnyValues:GuidEquals {${join(\", \", [for r in var.roles : r.id])}}%{ if var.x } AND @Request[a:c] BoolEquals true%{ endif }\"\n}\n";
    let found = one(file, "x.tf");
    assert!(found.template);
    assert_eq!(
        found.text,
        "@Request[a:b] ForAnyOfAnyValues:GuidEquals {${join(\", \", [for r in var.roles : r.id])}} AND @Request[a:c] BoolEquals true"
    );
    assert_eq!(found.map.place(found.text.find("AND").unwrap()), file.find("AND").unwrap());
    assert_eq!(rolewright_condition::parse(&found.text).diagnostics, []);

    for (expression, text, template) in [
        ("chomp(<<-EOT\n  (@Request[a:b])\n\n  EOT\n  )", "(@Request[a:b])", false),
        (
            "\"(@Request[a:b] {%{ for r in x ~}${r},%{ endfor }})\"",
            "(@Request[a:b] {${%{ for r in x ~}${r},%{ endfor }}})",
            true,
        ),
        ("\"%{ if x }(@Request[a:b])%{ else }(true)%{ endif }\"", "(@Request[a:b])", true),
        ("trimspace(\" (@Request[a:b]) \")", "(@Request[a:b])", false),
        ("format(\"@Request[a:b] StringEquals '%s'\", var.x)", "@Request[a:b] StringEquals '%s'", true),
        ("var.on ? \"(@Request[a:b])\" : null", "(@Request[a:b])", false),
        ("(\"(@Request[a:b])\")", "(@Request[a:b])", false),
        ("jsonencode({ properties = { condition = \"(@Request[a:b])\" } })", "(@Request[a:b])", false),
        ("[{ condition = \"(@Request[a:b])\" }][0]", "(@Request[a:b])", false),
    ] {
        let found = one(&format!("a = {expression}\n"), "x.tf");
        assert_eq!((found.text.as_str(), found.template), (text, template), "{expression}");
    }
}

#[test]
fn bicep_texts_are_unescaped_and_placed() {
    let file = "resource delegate 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: guid('x')\n  properties: {\n    condition: '''\n(\n @Request[a:b] StringEquals 'x'\n)'''\n    conditionVersion: '2.0'\n    description: 'not @Request[a:b]'\n  }\n}\n";
    let found = one(file, "main.bicep");
    assert_eq!(found.text, "(\n @Request[a:b] StringEquals 'x'\n)");
    assert_eq!(
        (found.host, found.label.as_str(), found.version.as_deref()),
        (Host::Bicep, "delegate (Microsoft.Authorization/roleAssignments)", Some("2.0"))
    );
    assert_eq!(position(file, &found, "StringEquals"), (6, 16));

    let file = "var rule = '(@Request[a:b]\\n AND \\'\\${x}\\' ${y} \\u{41}B)'\n";
    let found = one(file, "main.bicep");
    assert_eq!(
        (found.text.as_str(), found.label.as_str(), found.template),
        ("(@Request[a:b]\n AND '${x}' ${y} AB)", "var rule", true)
    );
    assert_eq!(position(file, &found, "AND"), (1, 30));
    assert_eq!(position(file, &found, "B)"), (1, 55));
    let called = "param c string = replace('(@Request[a:b] {__X__})', '__X__', x)\n";
    assert_eq!(one(called, "x.bicep").label, "param c");
}

#[test]
fn json_texts_are_unescaped_and_placed() {
    let file = "[\n  {\n    \"roleDefinitionName\": \"Owner\",\n    \"condition\": \"(\\n @Request[a:b] StringEquals '\\u0041\\ud83d\\ude00!')\",\n    \"conditionVersion\": \"2.0\"\n  }\n]";
    let found = one(file, "list.json");
    assert_eq!(found.text, "(\n @Request[a:b] StringEquals 'A😀!')");
    assert_eq!(
        (found.host, found.label.as_str(), found.version.as_deref()),
        (Host::RoleAssignmentJson, "Owner", Some("2.0"))
    );
    assert_eq!(position(file, &found, "@Request"), (4, 23));
    assert_eq!(position(file, &found, "!"), (4, 69));

    let role = "{\"properties\":{\"roleName\":\"Key Vault\",\"permissions\":[{\"actions\":[],\"conditionVersion\":\"2.0\",\"condition\":\"((!(ActionMatches{'a'})))\"}]}}";
    assert_eq!(one(role, "role.json").label, "Key Vault");
    let deployment = "{\"$schema\":\"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\"resources\":[{\"condition\":\"[equals(1,1)]\",\"name\":\"x\"}]}";
    assert_eq!(import(deployment, Some("x.json")), Import::default());
}

#[test]
fn arm_expressions_keep_their_literals() {
    let arm = |condition: &str| {
        format!(
            "{{\"$schema\":\"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\"resources\":[{{\"type\":\"Microsoft.Authorization/roleAssignments\",\"name\":\"x\",\"properties\":{{\"condition\":\"{condition}\",\"conditionVersion\":\"2.0\"}}}}]}}"
        )
    };
    for (condition, text, template) in [
        (
            "[concat('(@Request[a:b] StringEquals ''', parameters('x'), ''')')]",
            "(@Request[a:b] StringEquals '${parameters('x')}')",
            true,
        ),
        (
            "[format('(@Request[a:b] {0} {{{1}}} {2}', 'x', variables('y'))]",
            "(@Request[a:b] x {${variables('y')}} {2}",
            true,
        ),
        ("[if(parameters('on'), '(@Request[a:b] (''x''))', '')]", "(@Request[a:b] ('x'))", true),
        ("[[(@Request[a:b])]", "[(@Request[a:b])]", false),
        ("(@Request[a:b])", "(@Request[a:b])", false),
    ] {
        let file = arm(condition);
        let found = one(&file, "azuredeploy.json");
        assert_eq!((found.text.as_str(), found.template), (text, template), "{condition}");
        assert_eq!(found.label, "x (Microsoft.Authorization/roleAssignments)");
        assert_eq!(found.host, Host::ArmJson);
        assert_eq!(found.map.place(found.text.find('@').unwrap()), file.find('@').unwrap());
    }
    for broken in ["[concat('(@Request[a:b]']", "[concat(]", "[]", "[(", "[concat('(@Request[a:b]', (]"] {
        assert!(import(&arm(broken), Some("x.json")).conditions.len() <= 1, "{broken}");
    }
}

#[test]
fn plain_text_is_a_condition_or_is_searched() {
    let alone = " (\r\n !(ActionMatches{'a'})\r\n)\n";
    let found = one(alone, "rule.txt");
    assert_eq!((found.text.as_str(), found.host), (alone, Host::Plain));
    assert_eq!(found.map.place(5), 5);

    let notes = "# Delegation\n\nThe rule is\n\n (!(ActionMatches{'a'}) OR (@Request[a:b] StringEquals 'x')) AND x\n\nand it works (see @Resource[c:d] BoolEquals true).\n";
    let texts: Vec<String> =
        import(notes, Some("notes.txt")).conditions.into_iter().map(|c| c.text).collect();
    assert_eq!(
        texts,
        ["(!(ActionMatches{'a'}) OR (@Request[a:b] StringEquals 'x'))", "@Resource[c:d] BoolEquals true"]
    );

    let markdown = "Use\n\n```bicep\nvar c = '(@Request[a:b] StringEquals \\'x\\')'\n```\n\nor\n\n```\n(@Request[c:d] StringEquals 'y')\n```\n";
    let found = import(markdown, Some("README.md")).conditions;
    assert_eq!(found.iter().map(|c| c.host).collect::<Vec<_>>(), [Host::Bicep, Host::Plain]);
    assert_eq!(position(markdown, &found[0], "'x'"), (4, 38));
    assert_eq!(position(markdown, &found[1], "@Request"), (10, 2));
    for nothing in ["", " \n", "hello there, this is no rule", "{}", "[]"] {
        assert!(import(nothing, None).conditions.is_empty(), "{nothing}");
    }
}

#[test]
fn a_pasted_text_tells_its_own_language() {
    for (text, host) in [
        ("resource \"x\" \"y\" {\n  condition = \"(@Request[a:b])\"\n}", Host::Terraform),
        ("targetScope = 'subscription'\nvar c = '(@Request[a:b])'\n", Host::Bicep),
        ("{\"condition\": \"(@Request[a:b])\"}", Host::RoleAssignmentJson),
        ("(@Request[a:b] StringEquals 'x')", Host::Plain),
        (
            "PUT https://management.azure.com/x?api-version=2022-04-01\nA: b\n\n{\"condition\": \"(@Request[a:b])\"}",
            Host::RoleAssignmentJson,
        ),
        ("@Request[a:b] StringEquals '${var.x}'", Host::Plain),
        (
            "  \"condition\": \"(@Request[a:b])\",\n  \"conditionVersion\": \"2.0\",\n",
            Host::RoleAssignmentJson,
        ),
        ("\"condition\": (@Request[a:b])", Host::Plain),
        ("condition = <<EOT\n(@Request[a:b])\nEOT\n", Host::Terraform),
        ("    condition: '(@Request[a:b] {\\'x\\'})'\n    conditionVersion: '2.0'\n", Host::Bicep),
    ] {
        let found = import(text, None);
        assert_eq!(found.conditions.iter().map(|c| c.host).collect::<Vec<_>>(), [host], "{text}");
        assert_eq!(
            found.conditions[0].map.place(found.conditions[0].text.find('@').unwrap()),
            text.find('@').unwrap()
        );
    }
}

#[test]
fn bicep_newer_than_the_grammar_is_no_error() {
    let file =
        "extension foo\nvar a = [...b, ...c]\n@sealed()\nparam x string?\nvar rule = '(@Request[a:b])'\n";
    assert_eq!(one(file, "x.bicep").text, "(@Request[a:b])");
    assert_eq!(import("extension foo as bar ??\n", Some("x.bicep")), Import::default());
}

#[test]
fn a_pipeline_fills_in_json_later() {
    let found = one("{\"condition\": \"@Request[a:b] StringEquals '#{x}#'\"}", "x.json");
    assert!(found.template);
}

#[test]
fn broken_files_say_so_and_are_searched() {
    for (file, text, part) in [
        ("x.tf", "resource \"a\" {\n condition = \"(@Request[a:b] StringEquals 'x')\"\n", "not Terraform"),
        ("x.json", "{\"condition\": \"(@Request[a:b] StringEquals 'x')\"", "not JSON"),
        ("x.bicep", "resource x = {{\n condition: '(@Request[a:b] StringEquals \\'x\\')'\n", "not Bicep"),
    ] {
        let found = import(text, Some(file));
        let unreadable = found.unreadable.unwrap_or_else(|| panic!("{file}"));
        assert!(unreadable.message.contains(part), "{unreadable:?}");
        assert!(!unreadable.help.is_empty() && unreadable.place <= text.len());
        assert_eq!(found.conditions.len(), 1, "{file}");
    }
}

fn intent(condition: &str) -> AssignmentIntent {
    AssignmentIntent::new(IntentInput {
        role: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
        role_name: Some("Owner"),
        principal: "a3bb8764-cb92-4276-9d2a-ca1e895e55ea",
        principal_type: "User",
        scope: "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590",
        condition,
        description: "what @Request[a:b] is for",
    })
    .unwrap()
}

/// The formats that a file can be read from with unescaping.
const READABLE: [Format; 7] = [
    Format::Arm,
    Format::Bicep,
    Format::TerraformAzurerm,
    Format::TerraformAzapi,
    Format::Rest,
    Format::PimArm,
    Format::PimBicep,
];

fn round_trip(condition: &str) {
    for format in READABLE {
        let exported = export(&intent(condition), format);
        if exported.impossible.is_some() {
            continue;
        }
        let found = one(&exported.code, format.file_name());
        assert_eq!(found.text, condition, "{format:?}\n{}", exported.code);
        let json = matches!(found.host, Host::ArmJson | Host::RoleAssignmentJson);
        assert!(!found.template || json && has_placeholder(condition), "{format:?}");
        assert_eq!(found.version.as_deref(), Some("2.0"), "{format:?}");
        for (i, _) in condition.char_indices() {
            let place = found.map.place(i);
            assert!(exported.code.is_char_boundary(place) && place < exported.code.len(), "{format:?} {i}");
        }
    }
}

#[test]
fn a_text_without_the_marks_of_a_condition_comes_back_too() {
    for text in ["a", "a\nb", &"(".repeat(900), &"'${[{".repeat(300), "ends\n", "[a\n]"] {
        round_trip(text);
    }
}

#[test]
fn scripts_give_back_conditions_that_stand_in_them_as_they_are() {
    let condition = "(\n (\n  !(ActionMatches{'a/b'})\n )\n OR \n (\n  @Request[a:b] StringEquals 'x'\n )\n)";
    for format in [Format::AzBash, Format::AzPowerShell, Format::AzPowerShellModule] {
        let plain = AssignmentIntent { description: None, ..intent(condition) };
        let exported = export(&plain, format);
        assert_eq!(one(&exported.code, format.file_name()).text, condition, "{format:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_exported_is_imported_byte_for_byte(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "'", "'''", "\"", "\\", "$", "{", "}", "%", "${", "%{", "`", "!", "\n", "\r\n", "\r", " ", "    ", "\t",
                "[", "]", "(", ")", "a", "b", "CONDITION", "é", "😀", "&", "<", "#", "//", "/*", "\u{1b}", "\u{85}",
            ]),
            0..20,
        ),
        place in 0usize..20,
    ) {
        let mut parts = parts;
        parts.insert(place.min(parts.len()), "@Request[a:b]");
        round_trip(&parts.concat());
    }

    #[test]
    fn any_text_is_read_without_a_panic(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "@Request[a:b]", "ActionMatches{", "'", "'''", "\"", "\\", "\\u00", "${", "%{", "}", "{", "[", "]", "(", ")",
                "\n", "\r", " ", "=", ":", ",", "<<-E\n", "\nE\n", "```\n", "```hcl\n", "resource \"a\" \"b\" {\n",
                "condition = ", "\"condition\": ", "condition: ", "concat(", "format('", "var x = ", "é", "NOT ", "PUT h\n\n",
            ]),
            0..24,
        ),
        file in prop::sample::select(vec![
            None, Some("a.tf"), Some("a.bicep"), Some("a.json"), Some("a.md"), Some("a.sh"), Some("a.ps1"),
            Some("a.yml"), Some("a.tf.json"),
        ]),
    ) {
        let text = parts.concat();
        let found = import(&text, file);
        for condition in found.conditions {
            for i in 0..=condition.text.len() {
                prop_assert!(condition.map.place(i) <= text.len());
            }
        }
    }
}

#[test]
fn deep_nesting_ends() {
    let deep = 5_000;
    for (file, open, close) in [
        ("x.json", "[", "]"),
        ("x.json", "{\"a\":", "}"),
        ("x.tf", "[", "]"),
        ("x.tf", "a {", "}"),
        ("x.tf", "\"${", "}\""),
        ("x.bicep", "[", "]"),
        ("x.bicep", "'${", "}'"),
        ("x.txt", "(", ")"),
        ("x.md", "```\n", "```\n"),
        ("x.sh", "$(", ")"),
        ("x.sh", "\"$(", ")\""),
        ("x.sh", "{ ", "; }"),
        ("x.sh", "${a:-", "}"),
        ("x.ps1", "@(", ")"),
        ("x.ps1", "\"$(", ")\""),
        ("x.ps1", "{", "}"),
        ("x.yml", "a: |\n ", "\n"),
    ] {
        let start = if file == "x.tf" && open != "a {" { "a = " } else { "" };
        let text = format!("{start}{}@Request[a:b]{}", open.repeat(deep), close.repeat(deep));
        assert!(import(&text, Some(file)).conditions.len() <= 1, "{file} {open}");
    }
    let expression = format!("[{}'@Request[a:b]'{}]", "concat(".repeat(deep), ")".repeat(deep));
    let file = format!("{{\"contentVersion\":\"1\",\"resources\":[],\"condition\":\"{expression}\"}}");
    assert!(import(&file, Some("x.json")).conditions.len() <= 1);
}
