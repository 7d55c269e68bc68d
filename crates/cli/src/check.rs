//! `rolewright condition check`.

use jiff::Timestamp;
use rolewright_api::import::check_file;
use rolewright_api::wire::conditions::{CheckFileRequest, CheckedFile, Diagnostic, Severity};
use serde::Serialize;

use crate::args::{Check, CheckOutput};
use crate::failure::Failure;
use crate::{Outcome, draw, input, sarif};

/// A file's name, and its text with what was found, or why it could not be read.
type Checked = (String, Result<(String, CheckedFile), String>);

#[derive(Debug, Serialize)]
struct Found<'a> {
    file: &'a str,
    #[serde(flatten)]
    diagnostic: &'a Diagnostic,
}

#[derive(Debug, Serialize)]
struct FileSummary<'a> {
    path: &'a str,
    /// How many conditions stand in it.
    conditions: usize,
    /// Why it could not be read, or not as what its name says.
    error: Option<&'a str>,
}

pub(crate) fn run(args: &Check) -> Result<Outcome, Failure> {
    let now = Timestamp::now();
    let mut checked: Vec<Checked> = Vec::new();
    for name in input::expand(&args.files)? {
        let result = input::read(&name).and_then(|input| {
            let file_name = (name != "-").then(|| name.clone());
            let request = CheckFileRequest { text: input.text, file_name, role: args.role.clone() };
            let report = check_file(&request, Some(now))?;
            Ok((request.text, report))
        });
        checked.push((name, result.map_err(|failure| failure.to_string())));
    }
    let text = match args.format {
        CheckOutput::Text => as_text(&checked),
        CheckOutput::Json => as_json(&checked)?,
        CheckOutput::Sarif => {
            for (_, result) in &checked {
                if let Err(error) = result {
                    eprint_line(error);
                }
            }
            let found: Vec<sarif::Found<'_>> = checked
                .iter()
                .filter_map(|(name, result)| {
                    let (text, file) = result.as_ref().ok()?;
                    Some((name.as_str(), text.as_str(), file.diagnostics.as_slice()))
                })
                .collect();
            sarif::document(&found)?
        }
    };
    let errors = checked
        .iter()
        .filter_map(|(_, result)| result.as_ref().ok())
        .any(|(_, file)| file.diagnostics.iter().any(|d| d.severity == Severity::Error));
    // A file that is broken may hold conditions that nobody saw.
    let unreadable =
        checked.iter().any(|(_, result)| result.as_ref().map_or(true, |(_, file)| file.unreadable.is_some()));
    Ok(Outcome { text, code: if unreadable { 2 } else { u8::from(errors) } })
}

pub(crate) fn eprint_line(text: &str) {
    use std::io::Write as _;
    // Nothing useful can be done where even the error output is gone.
    _ = writeln!(std::io::stderr(), "{text}");
}

fn as_text(checked: &[Checked]) -> String {
    let mut drawn = String::new();
    let mut conditions = 0;
    let (mut errors, mut warnings, mut notes) = (0, 0, 0);
    for (name, result) in checked {
        match result {
            Err(error) => eprint_line(error),
            Ok((text, file)) => {
                conditions += file.conditions.len();
                if let Some(why) = &file.unreadable {
                    eprint_line(&format!(
                        "warning: {name}: {why}; what was found in it is checked all the same"
                    ));
                }
                for diagnostic in &file.diagnostics {
                    drawn.push_str(&draw::diagnostic(name, text, diagnostic));
                    match diagnostic.severity {
                        Severity::Error => errors += 1,
                        Severity::Warning => warnings += 1,
                        Severity::Info => notes += 1,
                    }
                }
            }
        }
    }
    drawn.push_str(&format!(
        "{} in {}: {}, {}, {}\n",
        plural(conditions, "condition"),
        plural(checked.len(), "file"),
        plural(errors, "error"),
        plural(warnings, "warning"),
        plural(notes, "note"),
    ));
    drawn
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn as_json(checked: &[Checked]) -> Result<String, Failure> {
    let mut diagnostics = Vec::new();
    let mut not_checked = Vec::new();
    let mut files = Vec::new();
    for (name, result) in checked {
        match result {
            Ok((_, file)) => {
                diagnostics
                    .extend(file.diagnostics.iter().map(|diagnostic| Found { file: name, diagnostic }));
                for rule in &file.not_checked {
                    if !not_checked.contains(&rule) {
                        not_checked.push(rule);
                    }
                }
                files.push(FileSummary {
                    path: name,
                    conditions: file.conditions.len(),
                    error: file.unreadable.as_deref(),
                });
            }
            Err(error) => files.push(FileSummary { path: name, conditions: 0, error: Some(error) }),
        }
    }
    let report =
        serde_json::json!({ "diagnostics": diagnostics, "not_checked": not_checked, "files": files });
    crate::one::json(&report)
}
