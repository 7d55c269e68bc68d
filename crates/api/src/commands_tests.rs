use std::fs;
use std::path::PathBuf;

use super::*;

fn source(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn names() -> Vec<String> {
    commands().iter().map(|c| c.name.to_owned()).collect()
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or("").to_owned();
    words.fold(first, |all, word| {
        let (initial, rest) = word.split_at(1);
        all + &initial.to_uppercase() + rest
    })
}

#[test]
fn the_desktop_registers_every_command_and_no_other() {
    let source = source("src-tauri/src/commands.rs");
    let list = source.split_once("generate_handler![").unwrap().1.split_once(']').unwrap().0;
    let registered: Vec<String> =
        list.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
    assert_eq!(registered, names());
    for command in commands() {
        let adapter = source.split_once(&format!("async fn {}(", command.name)).unwrap().1;
        let head = adapter.split_once('{').unwrap().0;
        assert_eq!(head.contains("request: "), command.request.is_some(), "{}", command.name);
        let body = adapter.split_once("\n}\n").unwrap().0;
        assert!(body.lines().count() < 10, "{} is more than an adapter", command.name);
    }
}

#[test]
fn the_window_knows_every_command_and_no_other() {
    let declared = source("ui/src/host/types.ts");
    let body = declared.split_once("export interface Host ").unwrap().1.split_once("\n}").unwrap().0;
    let mut methods: Vec<&str> =
        body.lines().filter_map(|l| l.trim().split_once('(')).map(|(name, _)| name).collect();
    let mut expected: Vec<String> = names().iter().map(|n| camel(n)).collect();
    methods.sort_unstable();
    expected.sort_unstable();
    assert_eq!(methods, expected);
    let calls = source("ui/src/host/tauri.ts");
    for name in names() {
        assert!(calls.contains(&format!("ask(\"{name}\"")), "tauri.ts asks for {name}");
    }
}
