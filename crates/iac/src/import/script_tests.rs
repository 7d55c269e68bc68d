//! Conditions out of scripts and pipelines, unescaped as their shell would, each at its place.

use rolewright_authz::intent::{AssignmentIntent, IntentInput};

use super::*;
use crate::{Format, export};

const CONDITION: &str = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Resource[a/tags:Project<$key_case_sensitive$>] StringEquals 'x'))";

fn one(text: &str, file: &str) -> Imported {
    let import = import(text, Some(file));
    assert_eq!(import.unreadable, None, "{text}");
    assert_eq!(import.conditions.len(), 1, "{text}\n{import:#?}");
    import.conditions.into_iter().next().unwrap()
}

/// What stands in the file where a part of the condition came from.
fn source<'a>(file: &'a str, condition: &Imported, part: &str) -> &'a str {
    let at = condition.text.find(part).unwrap_or_else(|| panic!("no {part} in {}", condition.text));
    condition.map.span(Span::new(at, at + part.len())).of(file)
}

#[test]
fn bash_quotes_are_taken_off() {
    let single = CONDITION.replace('\'', "'\\''");
    let double = CONDITION.replace('$', "\\$");
    let ansi = CONDITION.replace('\'', "\\'");
    for script in [
        format!("az role assignment create --role Owner --condition '{single}' --condition-version '2.0'\n"),
        format!(
            "az role assignment create --role Owner \\\n  --condition-version 2.0 \\\n  --condition \"{double}\"\n"
        ),
        format!("az role assignment create --condition $'{ansi}' --condition-version \"2.0\""),
    ] {
        let found = one(&script, "assign.sh");
        assert_eq!(found.text, CONDITION, "{script}");
        assert_eq!(
            (found.host, found.label.as_str(), found.version.as_deref(), found.template),
            (Host::Bash, "az role assignment create", Some("2.0"), false)
        );
        assert_eq!(source(&script, &found, "@Resource[a/tags:Project"), "@Resource[a/tags:Project");
    }
    let script = format!("condition=\"{double}\"\naz role assignment create --condition \"$condition\"\n");
    let found = one(&script, "assign.azcli");
    assert_eq!((found.text.as_str(), found.label.as_str()), (CONDITION, "condition"));
}

#[test]
fn heredocs_and_json_bodies_are_read() {
    let quoted = format!("read -r -d '' c <<'EOT'\n{CONDITION}\nEOT\n");
    assert_eq!(one(&quoted, "a.sh").text.trim_end(), CONDITION);
    let open = format!("cat <<EOT > c.txt\n{}\nEOT\n", CONDITION.replace('$', "\\$"));
    assert_eq!(one(&open, "a.sh").text.trim_end(), CONDITION);
    let body =
        format!("{{\"properties\": {{\"condition\": \"{CONDITION}\", \"conditionVersion\": \"1.0\"}}}}");
    for script in [
        format!("az rest --method put --url x --body '{}'\n", body.replace('\'', "'\\''")),
        format!("cat > body.json <<'JSON'\n{body}\nJSON\n"),
    ] {
        let found = one(&script, "a.sh");
        assert_eq!((found.text.as_str(), found.version.as_deref()), (CONDITION, Some("1.0")), "{script}");
        assert_eq!(source(&script, &found, "StringEquals"), "StringEquals");
    }
}

#[test]
fn what_the_shell_makes_of_a_text_is_what_is_checked() {
    // The shell swallows the suffix of the key.
    let script = format!("az role assignment create --condition \"{CONDITION}\"\n");
    assert!(one(&script, "a.sh").text.contains("Project<$>]"));
    let script = format!("New-AzRoleAssignment -Condition \"{CONDITION}\"\n");
    assert!(one(&script, "a.ps1").text.contains("Project<$>]"));
    let script = "az role assignment create --condition \"@Request[a:b] ForAnyOfAnyValues:GuidEquals {$roles, ${more[0]}, $(get)}\"";
    let found = one(script, "a.sh");
    assert!(found.template);
    assert_eq!(found.text, "@Request[a:b] ForAnyOfAnyValues:GuidEquals {$roles, ${more[0]}, $(get)}");
    assert!(!rolewright_condition::parse(&found.text).has_errors());
}

#[test]
fn powershell_quotes_are_taken_off() {
    let double = CONDITION.replace('$', "`$");
    let two_lines = CONDITION.replace(" OR ", "\nOR\n");
    for (script, text) in [
        (format!("$condition = '{}'\n", CONDITION.replace('\'', "''")), CONDITION),
        (format!("New-AzRoleAssignment -Condition \"{double}\" -ConditionVersion \"2.0\"\n"), CONDITION),
        (format!("$condition = @'\n{two_lines}\n'@\n"), two_lines.as_str()),
        (format!("$condition = @\"\n{}\n\"@\n", two_lines.replace('$', "`$")), two_lines.as_str()),
    ] {
        let found = one(&script, "assign.ps1");
        assert_eq!((found.text.as_str(), found.host), (text, Host::PowerShell), "{script}");
        assert_eq!(source(&script, &found, "@Resource[a/tags:Project"), "@Resource[a/tags:Project");
    }
    let script = "Set-X -Condition \"@Request[a:b] StringEquals '$($x.Name)' AND Exists @Request[$name]\"\n";
    let found = one(script, "a.ps1");
    assert!(found.template && found.text.contains("$($x.Name)"));
}

#[test]
fn pipelines_hold_scripts() {
    let pipeline = format!(
        "steps:\n- task: AzureCLI@2\n  inputs:\n    inlineScript: |\n      set -e\n      az role assignment create \\\n        --condition '{}' --condition-version 2.0\n    condition: succeeded()\n- pwsh: |\n    $c = \"{}\"\n",
        CONDITION.replace('\'', "'\\''"),
        CONDITION.replace('$', "`$"),
    );
    let found = import(&pipeline, Some("azure-pipelines.yml"));
    assert_eq!(found.unreadable, None);
    let texts: Vec<_> = found.conditions.iter().map(|c| (c.text.as_str(), c.host)).collect();
    assert_eq!(texts, [(CONDITION, Host::Bash), (CONDITION, Host::PowerShell)]);
    for condition in &found.conditions {
        assert_eq!(source(&pipeline, condition, "StringEquals"), "StringEquals");
    }
}

#[test]
fn a_broken_script_does_not_pass() {
    for (script, file) in [
        (format!("az role assignment create --condition \"{CONDITION}\n"), "a.sh"),
        (format!("az role assignment create --condition '{CONDITION}\necho done\n"), "a.sh"),
        (format!("$c = \"{CONDITION}\n"), "a.ps1"),
        (format!("$c = @'\n{CONDITION}\n"), "a.ps1"),
        (
            format!("param good string = '{}'\nvar x = '{CONDITION}\n", CONDITION.replace('\'', "\\'")),
            "a.bicep",
        ),
        (format!("resource r 'x@1' = {{\n  condition: '{}\n}}\n", CONDITION.replace('\'', "\\'")), "a.bicep"),
    ] {
        let found = import(&script, Some(file));
        // Quotes that close too early leave a text that is no condition.
        let refused = found.conditions.iter().any(|c| rolewright_condition::parse(&c.text).has_errors());
        assert!(found.unreadable.is_some() || refused, "{script}");
    }
    assert_eq!(import("echo hello\n", Some("a.sh")), Import::default());
    assert_eq!(import("Write-Host \"unclosed\n", Some("a.ps1")), Import::default());
}

#[test]
fn terraform_in_json_is_a_template() {
    let file = "{\"resource\": {\"azurerm_role_assignment\": {\"d\": {\"condition_version\": \"2.0\", \"condition\": \"@Request[a:b] StringEquals '$${x}' AND @Request[c:d] GuidEquals ${var.role}\"}}}}";
    let found = one(file, "main.tf.json");
    assert_eq!(found.host, Host::Terraform);
    assert_eq!(found.text, "@Request[a:b] StringEquals '${x}' AND @Request[c:d] GuidEquals ${var.role}");
    assert!(found.template);
    assert_eq!(source(file, &found, "@Request[c:d]"), "@Request[c:d]");
}

#[test]
fn parameters_of_bicep_are_read() {
    let file = format!(
        "using './main.bicep'\n\nparam condition = '{}'\n",
        CONDITION.replace('\'', "\\'").replace('$', "\\$")
    );
    assert_eq!(one(&file, "main.bicepparam").text, CONDITION);
}

#[test]
fn every_script_that_is_written_is_read_again() {
    for condition in [
        CONDITION,
        "(\n  @Request[a:b] StringEquals 'x`$(y)\\'\n AND\n!(Exists @Request[c])\n)",
        "@Request[a:b] StringEquals '!x'",
    ] {
        let intent = AssignmentIntent::new(IntentInput {
            role: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
            role_name: None,
            principal: "a3bb8764-cb92-4276-9d2a-ca1e895e55ea",
            principal_type: "User",
            scope: "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590",
            condition,
            description: "",
        })
        .unwrap();
        for format in [Format::AzBash, Format::AzPowerShell, Format::AzPowerShellModule] {
            let exported = export(&intent, format);
            let found = import(&exported.code, Some(exported.format.file_name()));
            let texts: Vec<&str> = found.conditions.iter().map(|c| c.text.as_str()).collect();
            assert_eq!(texts, [condition], "{}", exported.code);
        }
    }
}
