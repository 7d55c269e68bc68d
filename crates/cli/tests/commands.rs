//! The program as a pipeline runs it: arguments and files in, text, JSON and exit codes out.
#![cfg(test)]

use assert_cmd::Command;
use serde_json::{Value, json};

const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";
const VACUOUS: &str = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9}))";

/// Runs `rolewright condition …` with a text on standard input.
fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = Command::cargo_bin("rolewright")
        .expect("the program is built")
        .arg("condition")
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("an exit code"), text(&output.stdout), text(&output.stderr))
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn print_gives_the_same_bytes() {
    for text in [VACUOUS, " broken ( text \r\n", "", "é"] {
        assert_eq!(run(&["print", "-"], text), (0, text.to_owned(), String::new()));
    }
}

#[test]
fn check_ends_with_zero_one_or_two() {
    let fine = run(&["build", "--template", "constrain-roles", "--role", "Reader"], "").1;
    assert_eq!(run(&["check", "-"], &fine).0, 0);
    assert_eq!(run(&["check", "-"], "(broken").0, 1);
    let (code, _, error) = run(&["check", "no/such/file.txt"], "");
    assert!(code == 2 && error.contains("cannot read no/such/file.txt"), "{error}");
}

#[test]
fn diagnostics_carry_place_help_and_fixes() {
    let (_, text, _) = run(&["check", "-", "--format", "json"], VACUOUS);
    let report = read(&text);
    let found = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|d| d["code"] == "L09")
        .expect("the vacuous exclusion");
    for key in ["severity", "message", "help", "fixes", "file"] {
        assert!(!found[key].is_null(), "{key}");
    }
    for key in ["start", "end", "line", "column"] {
        assert!(found["span"][key].is_u64(), "{key}");
    }
    let (_, text, _) = run(&["check", "-"], VACUOUS);
    assert!(text.contains("L09") && text.contains("1 condition in 1 file"), "{text}");
}

#[test]
fn problems_stand_at_the_right_line_of_a_host_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("main.tf");
    let terraform = format!(
        "resource \"azurerm_role_assignment\" \"x\" {{\n  condition = <<-EOT\n    {VACUOUS}\n  EOT\n}}\n"
    );
    std::fs::write(&file, terraform).unwrap();
    let path = folder.path().to_str().unwrap();
    let (code, text, _) = run(&["check", path, "--format", "sarif"], "");
    let sarif = read(&text);
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let vacuous = results.iter().find(|r| r["ruleId"] == "L09").expect("found inside the folder's file");
    let region = &vacuous["locations"][0]["physicalLocation"]["region"];
    assert_eq!((code, &sarif["version"], &region["startLine"]), (0, &json!("2.1.0"), &json!(3)), "{text}");
}

#[test]
fn eval_answers_with_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let request = folder.path().join("request.json");
    let name = request.to_str().unwrap().to_owned();
    let role = "Microsoft.Authorization/roleAssignments:RoleDefinitionId";
    std::fs::write(
        &request,
        json!({ "action": WRITE, "request": { role: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635" } }).to_string(),
    )
    .unwrap();
    let answer = read(&run(&["eval", "-", "--request", &name], VACUOUS).1);
    assert_eq!(answer["result"], "true");
    assert!(!answer["because"].as_array().unwrap().is_empty());
    std::fs::write(&request, json!({ "action": WRITE }).to_string()).unwrap();
    assert_eq!(read(&run(&["eval", "-", "--request", &name], VACUOUS).1)["result"], "unknown");
    std::fs::write(&request, "{\"actoin\": 1}").unwrap();
    let (code, _, error) = run(&["eval", "-", "--request", &name], VACUOUS);
    assert!(code == 2 && error.contains("actoin"), "{error}");
}

#[test]
fn compare_names_the_request_that_tells_two_apart() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, template: &[&str]| {
        let path = folder.path().join(name);
        let text = run(&[&["build", "--template"], template].concat(), "").1;
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let roles = file("a.txt", &["constrain-roles", "--role", "Reader,AcrPull"]);
    let types = file(
        "b.txt",
        &["constrain-roles-and-principal-types", "--role", "AcrPull,Reader", "--principal-type", "Group"],
    );
    let answer = read(&run(&["compare", &roles, &types], "").1);
    assert_eq!(answer["relation"], "b-implies-a");
    assert!(answer["only_a"]["action"].is_string() && answer["only_b"].is_null(), "{answer}");
    assert_eq!(read(&run(&["compare", &roles, &roles], "").1)["relation"], "equivalent");
}

#[test]
fn export_writes_what_can_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("main.bicep");
    let arguments = [
        "export",
        "-",
        "--to",
        "bicep",
        "--scope",
        "/subscriptions/11111111-1111-1111-1111-111111111111",
        "--role",
        "Role Based Access Control Administrator",
        "--principal",
        "ea585310-c95c-4a68-af22-49af4363bbb1",
        "--principal-type",
        "ServicePrincipal",
    ];
    let (code, text, error) = run(&arguments, VACUOUS);
    assert_eq!(code, 0, "{error}");
    std::fs::write(&file, text).unwrap();
    assert_eq!(run(&["print", file.to_str().unwrap()], "").1, VACUOUS);
    let mut wrong = arguments;
    wrong[3] = "cobol";
    let (code, _, error) = run(&wrong, VACUOUS);
    assert!(code == 2 && error.contains("terraform-azurerm"), "{error}");
}

#[test]
fn a_file_with_several_conditions_asks_which_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.json");
    std::fs::write(
        &file,
        json!([{ "condition": "Exists @Request[a]" }, { "condition": VACUOUS }]).to_string(),
    )
    .unwrap();
    let name = file.to_str().unwrap();
    let (code, _, error) = run(&["print", name], "");
    assert!(code == 2 && error.contains("2 conditions") && error.contains("#2"), "{error}");
    assert_eq!(run(&["print", &format!("{name}#2")], "").1, VACUOUS);
    assert_eq!(run(&["print", &format!("{name}#3")], "").0, 2);
}

#[test]
fn format_is_idempotent_and_writes_only_condition_files() {
    let once = run(&["format", "-"], VACUOUS).1;
    assert_eq!(run(&["format", "-"], &once).1, once);
    assert_eq!(run(&["format", "-", "--single-line"], &once).1, VACUOUS);
    assert_eq!(run(&["format", "--write", "main.tf"], "").0, 2);
    assert_eq!(run(&["format", "-"], "(broken").0, 2);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.txt");
    std::fs::write(&file, VACUOUS).unwrap();
    assert_eq!(run(&["format", "--write", file.to_str().unwrap()], "").0, 0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), once);
}

#[test]
fn explain_speaks_in_sentences() {
    let (code, text, _) = run(&["explain", "-"], VACUOUS);
    assert!(code == 0 && text.contains("Owner"), "{text}");
    assert!(read(&run(&["explain", "-", "--format", "json"], VACUOUS).1)["lines"].is_array());
}

#[test]
fn completions_and_manual_pages_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let program = || Command::cargo_bin("rolewright").unwrap();
    program().args(["completions", "bash"]).assert().success();
    program().arg("man").arg(folder.path()).assert().success();
    for page in [
        "condition-check",
        "access-list",
        "snapshot-diff",
        "snapshot-export",
        "snapshot-import",
        "snapshot-review",
    ] {
        assert!(folder.path().join(format!("rolewright-{page}.1")).exists(), "{page}");
    }
    program().arg("man").arg(folder.path().join("missing")).assert().code(2);
}
