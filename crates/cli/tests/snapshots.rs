//! Snapshots in a terminal, against a sandbox that another process serves.
#![cfg(test)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A running sandbox and a folder with a database of its own.
struct Desk {
    folder: TempDir,
    sandbox: Child,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.sandbox.kill();
        let _ = self.sandbox.wait();
    }
}

fn program() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin("rolewright"))
}

impl Desk {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut sandbox = program()
            .args(["sandbox", "--no-throttling"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program is built");
        let mut line = String::new();
        BufReader::new(sandbox.stdout.take().unwrap()).read_line(&mut line).unwrap();
        std::fs::write(folder.path().join("sandbox.json"), line).unwrap();
        Self { folder, sandbox }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `rolewright …` in the folder, over the database of that name.
    fn run_over(&self, database: &str, arguments: &[&str]) -> (i32, String, String) {
        let output = program()
            .args(arguments)
            .args(["--database", database])
            .current_dir(self.folder.path())
            .output()
            .expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().expect("an exit code"), text(&output.stdout), text(&output.stderr))
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        self.run_over("a.db", arguments)
    }

    fn pull(&self) {
        let (code, _, error) = self.run(&["snapshot", "pull", "--sandbox", "sandbox.json"]);
        assert!(code <= 1, "{error}");
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_day_without_changes_and_one_with() {
    let desk = Desk::open();
    let (code, _, error) = desk.run(&["snapshot", "diff"]);
    assert!(code == 2 && error.contains("no snapshot") && error.contains("snapshot pull"), "{error}");
    desk.pull();
    let (code, _, error) = desk.run(&["snapshot", "diff"]);
    assert!(code == 2 && error.contains("no snapshot of the tenant before 1"), "{error}");
    desk.pull();
    let (code, text, error) = desk.run(&["snapshot", "diff"]);
    assert_eq!((code, text.as_str()), (0, ""), "{error}");
    assert_eq!(json(&desk.run(&["snapshot", "diff", "--format", "json"]).1), serde_json::json!([]));

    // The same tenant as another sandbox serves it, with other times.
    let (code, _, error) = desk.run(&["snapshot", "pull", "--demo"]);
    assert!(code <= 1, "{error}");
    let (code, text, _) = desk.run(&["snapshot", "diff", "--format", "json"]);
    let rows = json(&text);
    let rows = rows.as_array().unwrap();
    assert!(code == 1 && !rows.is_empty());
    for field in ["change", "what", "wider", "scope", "newly_allowed", "before", "after"] {
        assert!(rows[0].get(field).is_some(), "{field}");
    }
    let (code, csv, _) = desk.run(&["snapshot", "diff", "2", "3", "--format", "csv"]);
    assert!(code == 1 && csv.starts_with("change,what,wider,"), "{csv}");
    let (code, table, _) = desk.run(&["snapshot", "diff", "1"]);
    assert!(code == 1 && table.starts_with("CHANGE"), "{table}");
    let (code, text, _) = desk.run(&["snapshot", "diff", "--filter", "-change:any \"no such words\""]);
    assert!(code == 2 || code == 0 && text.is_empty(), "{text}");

    for (arguments, words) in [
        (vec!["snapshot", "diff", "1", "77"], "there is no snapshot 77"),
        (vec!["snapshot", "diff", "--filter", "colour:red"], "colour"),
        (vec!["snapshot", "export", "77", "x"], "there is no snapshot 77"),
        (vec!["snapshot", "export", "1", "no/such/folder/x"], "cannot be used"),
        (vec!["snapshot", "import", "sandbox.json"], "is not an exported snapshot"),
        (vec!["snapshot", "import", "nowhere"], "cannot be used"),
        (vec!["snapshot", "review", "77"], "there is no snapshot 77"),
    ] {
        let (code, text, error) = desk.run(&arguments);
        assert_eq!((code, text.as_str()), (2, ""), "{arguments:?}: {error}");
        assert!(error.contains(words) && error.contains("hint: "), "{arguments:?}: {error}");
    }
    let foreign = program()
        .args(["snapshot", "import", "sandbox.json", "--database"])
        .arg(desk.path("sandbox.json"))
        .output()
        .unwrap();
    assert_eq!(foreign.status.code(), Some(2), "what is no database is not written over");
    assert!(std::fs::read_to_string(desk.path("sandbox.json")).unwrap().starts_with('{'));
}

#[test]
fn a_snapshot_is_handed_on() {
    let desk = Desk::open();
    desk.pull();
    let (code, _, error) = desk.run(&["snapshot", "export", "1", "contoso.rolewright"]);
    assert_eq!(code, 0, "{error}");
    let (code, text, error) = desk.run_over("b.db", &["snapshot", "import", "contoso.rolewright"]);
    assert_eq!((code, text.trim()), (0, "1"), "{error}");
    let (_, again, _) = desk.run_over("b.db", &["snapshot", "import", "contoso.rolewright"]);
    assert_eq!(again.trim(), "1");
    let list = json(&desk.run_over("b.db", &["snapshot", "list", "--format", "json"]).1);
    assert_eq!((list.as_array().unwrap().len(), list[0]["tenant_name"].as_str()), (1, Some("Contoso")));

    let bytes = std::fs::read(desk.path("contoso.rolewright")).unwrap();
    std::fs::write(desk.path("half"), &bytes[..bytes.len() / 2]).unwrap();
    let (code, _, error) = desk.run_over("b.db", &["snapshot", "import", "half"]);
    assert!(code == 2 && error.contains("is damaged") && error.contains("hint: "), "{error}");

    let (code, page, _) = desk.run_over("b.db", &["snapshot", "review"]);
    assert!(code == 0 && page.starts_with("<!DOCTYPE html>") && !page.contains("<script"));
    let (code, text, _) = desk.run_over("b.db", &["snapshot", "review", "1", "--format", "markdown"]);
    assert!(code == 0 && text.starts_with("# Access review of Contoso"), "{text}");
}

#[test]
fn access_is_listed_by_the_filter_of_the_window() {
    let desk = Desk::open();
    let (code, _, error) = desk.run(&["access", "list"]);
    assert!(code == 2 && error.contains("no snapshot"), "{error}");
    desk.pull();
    let list = |arguments: &[&str]| {
        let (code, text, error) = desk.run(&[&["access", "list", "--format", "json"], arguments].concat());
        assert_eq!(code, 0, "{error}");
        json(&text).as_array().unwrap().clone()
    };
    let all = list(&[]);
    let guests = list(&["--filter", "kind:guest is:privileged"]);
    assert!(!guests.is_empty() && guests.len() < all.len());
    assert!(guests.iter().all(|row| row["privileged"].is_string() && row["principal_id"].is_string()));
    let others = list(&["--filter", "-kind:guest"]);
    assert_eq!(others.len() + list(&["--filter", "kind:guest"]).len(), all.len());
    let scope = guests[0]["scope"].as_str().unwrap();
    let direct = list(&["--scope", scope, "--reach", "direct"]);
    assert!(direct.iter().all(|row| row["scope"].as_str().unwrap().eq_ignore_ascii_case(scope)));
    assert!(list(&["--filter", "\"no such words\""]).is_empty());
    let (_, csv, _) = desk.run(&["access", "list", "--format", "csv"]);
    assert!(csv.starts_with("principal,principal_id,kind,role,"), "{csv}");
    let (_, table, _) = desk.run(&["access", "list", "--filter", "role=Owner"]);
    assert!(table.starts_with("PRINCIPAL") && table.contains("Owner"), "{table}");
    for arguments in [["--filter", "colour:red"], ["--snapshot", "77"], ["--filter", "created:soon"]] {
        let (code, text, error) = desk.run(&[&["access", "list"], arguments.as_slice()].concat());
        assert!(code == 2 && text.is_empty() && error.contains("hint: "), "{arguments:?}: {error}");
    }
}

#[test]
fn a_full_disk_and_a_reader_that_stops_are_told_apart() {
    let desk = Desk::open();
    desk.pull();
    let into = |path: &str| {
        let out = std::fs::OpenOptions::new().write(true).open(path).unwrap();
        program()
            .args(["snapshot", "review", "--database", "a.db"])
            .current_dir(desk.folder.path())
            .stdout(out)
            .output()
            .unwrap()
    };
    if Path::new("/dev/full").exists() {
        let output = into("/dev/full");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && error.contains("No space left"), "{error}");
        assert_eq!(into("/dev/null").status.code(), Some(0));
    }
    let mut stopped = program()
        .args(["snapshot", "coverage", "--database", "a.db", "--format", "json"])
        .current_dir(desk.folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(stopped.stdout.take());
    assert_eq!(stopped.wait().unwrap().code(), Some(0));
}
