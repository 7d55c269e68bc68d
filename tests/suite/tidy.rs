//! Habits that a machine can check: sizes, opening comments, used dependencies, words.

use std::path::Path;

use crate::tree;

fn code_lines(text: &str) -> usize {
    text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count()
}

fn is_generated(path: &str) -> bool {
    path.contains("/generated/")
}

fn sizes(select: impl Fn(&str) -> bool) -> Vec<(usize, String)> {
    let mut sizes: Vec<(usize, String)> = tree::files()
        .iter()
        .map(|file| (file.to_string_lossy().into_owned(), file))
        .filter(|(path, _)| select(path) && !is_generated(path))
        .map(|(path, file)| (code_lines(&tree::read(file)), path))
        .collect();
    sizes.sort();
    sizes
}

#[test]
fn files_stay_small_enough_to_hold_in_mind() {
    let rust = sizes(|p| p.ends_with(".rs") && p.contains("src/") && !p.ends_with("tests.rs"));
    let at = |part: usize| rust.get(rust.len() * part / 100).map_or(0, |(lines, _)| *lines);
    assert!(at(50) < 150, "median of Rust files is {} lines", at(50));
    assert!(at(90) < 400, "90th percentile of Rust files is {} lines", at(90));
    for (lines, path) in &rust {
        assert!(*lines <= 600, "{path} has {lines} lines above its tests; split it by idea");
    }
    let react = sizes(|p| p.starts_with("ui/src/") && p.ends_with(".tsx") && !p.contains(".test."));
    if let Some((lines, path)) = react.get(react.len() * 90 / 100) {
        assert!(*lines < 250, "90th percentile of React files is {lines} lines ({path})");
    }
}

#[test]
fn every_rust_module_says_what_it_is_for() {
    for file in tree::files() {
        let path = file.to_string_lossy().into_owned();
        if path.ends_with(".rs")
            && !path.ends_with("tests.rs")
            && !path.ends_with("build.rs")
            && !is_generated(&path)
        {
            let text = tree::read(&file);
            let first = text.lines().find(|line| !line.starts_with("#![")).unwrap_or_default();
            assert!(first.starts_with("//!"), "{path} opens without a `//!` comment");
        }
    }
}

#[test]
fn no_unfinished_or_silenced_places() {
    for file in tree::files() {
        let path = file.to_string_lossy().into_owned();
        let is_code = [".rs", ".ts", ".tsx", ".mjs", ".sql"].iter().any(|e| path.ends_with(e));
        if !is_code || is_generated(&path) || path == "tests/suite/tidy.rs" {
            continue;
        }
        let text = tree::read(&file);
        for (number, line) in text.lines().enumerate() {
            let place = format!("{path}:{}", number + 1);
            assert!(
                !line.contains("TODO") && !line.contains("FIXME"),
                "{place} is unfinished; name an issue instead"
            );
            assert!(
                !line.contains("#[allow(") && !line.contains("#![allow("),
                "{place}: use #[expect(…, reason = …)]"
            );
            assert!(!line.contains("#[ignore"), "{place}: a test that does not run proves nothing");
            assert!(
                !(path.contains(".test.") && line.contains(".skip(")),
                "{place}: a test that does not run proves nothing"
            );
        }
    }
}

#[test]
fn every_dependency_is_used() {
    for manifest in tree::files().into_iter().filter(|f| f.file_name().is_some_and(|n| n == "Cargo.toml")) {
        let folder = manifest.parent().unwrap_or(Path::new("")).to_path_buf();
        if folder.as_os_str().is_empty() {
            continue;
        }
        let parsed: toml::Table = tree::read(&manifest).parse().expect("the manifest is TOML");
        let sources: String = tree::files()
            .iter()
            .filter(|f| f.starts_with(&folder) && f.extension().is_some_and(|e| e == "rs"))
            .map(|f| tree::read(f))
            .collect();
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (name, how) in parsed.get(section).and_then(|t| t.as_table()).into_iter().flatten() {
                // What is optional turns features on for others.
                if how.get("optional").is_some() {
                    continue;
                }
                // A package's library may have a name of its own: `hcl-rs` is `hcl`.
                let word = name.replace('-', "_");
                let used = sources.contains(&word)
                    || word.strip_suffix("_rs").is_some_and(|w| sources.contains(&format!("{w}::")));
                assert!(used, "{}: `{name}` is not used", manifest.display());
            }
        }
    }
}

#[test]
fn lock_files_name_no_registry_host() {
    for file in tree::files().into_iter().filter(|f| f.file_name().is_some_and(|n| n == "package-lock.json"))
    {
        assert!(
            !tree::read(&file).contains("\"resolved\": \"http"),
            "{}: set omit-lockfile-registry-resolved",
            file.display()
        );
    }
}
