//! Recorded real traffic and official examples, for tests. They lie beside the repository; where they are missing,
//! a test says so and passes, except in CI.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// One recorded exchange.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/contract")
}

/// The text of a file of the material.
pub(crate) fn text(path: &str) -> Option<String> {
    let file = folder().join(path);
    match std::fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{}: {error}", file.display());
            eprintln!("skipped: {}: {error}", file.display());
            None
        }
    }
}

/// The exchanges of a recording, with bodies that lie in files of their own put back.
pub(crate) fn exchanges(path: &str) -> Option<Vec<Exchange>> {
    let list: Value = serde_json::from_str(&text(path)?).expect("a recording is JSON");
    let exchange = |value: &Value| {
        let body = match &value["response_body"] {
            Value::Null => Vec::new(),
            Value::String(text) => text.clone().into_bytes(),
            Value::Object(fields) if fields.contains_key("$body_file") => {
                let name = fields["$body_file"].as_str().expect("a file name");
                text(&format!("recordings/{name}")).expect("the shared body").into_bytes()
            }
            other => other.to_string().into_bytes(),
        };
        Exchange {
            method: value["method"].as_str().unwrap_or_default().to_owned(),
            url: value["url"].as_str().unwrap_or_default().to_owned(),
            status: value["status"].as_u64().and_then(|s| u16::try_from(s).ok()).unwrap_or_default(),
            body,
        }
    };
    Some(list.as_array().expect("a recording is a list").iter().map(exchange).collect())
}

/// Paths of all recordings.
pub(crate) fn recordings() -> Option<Vec<String>> {
    text("index.md")?;
    Some(files("recordings").into_iter().filter(|f| !f.starts_with("recordings/bodies")).collect())
}

/// Paths of all examples of one folder, such as `examples/locks`.
pub(crate) fn files(under: &str) -> Vec<String> {
    let (root, mut open, mut found) = (folder(), vec![folder().join(under)], Vec::new());
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder of the material").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "json") {
                found.push(path.strip_prefix(&root).expect("below it").to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

/// Bodies of the good answers in the official examples of a folder, with the file and operation they belong to.
pub(crate) fn examples(under: &str) -> Vec<(String, Value)> {
    if text("index.md").is_none() {
        return Vec::new();
    }
    let mut bodies = Vec::new();
    for file in files(under) {
        let Some(Ok(value)) =
            text(&file).map(|t| serde_json::from_str::<Value>(t.trim_start_matches('\u{feff}')))
        else {
            continue;
        };
        for (status, answer) in value["responses"].as_object().into_iter().flatten() {
            if status.starts_with('2') && !answer["body"].is_null() {
                bodies.push((file.clone(), answer["body"].clone()));
            }
        }
    }
    bodies
}
