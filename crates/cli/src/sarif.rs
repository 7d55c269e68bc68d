//! SARIF 2.1.0, for code scanning.

use std::collections::BTreeMap;

use rolewright_api::wire::conditions::{Diagnostic, Severity};
use serde_sarif::sarif::{
    ArtifactLocation, Location, Message, MultiformatMessageString, PhysicalLocation, Region,
    ReportingDescriptor, Result as SarifResult, ResultColumnKind, ResultLevel, Run, Sarif, Tool,
    ToolComponent,
};

use crate::failure::Failure;

/// A file's name, its text and what is wrong with it.
pub(crate) type Found<'a> = (&'a str, &'a str, &'a [Diagnostic]);

/// All diagnostics of all files as one SARIF run.
pub(crate) fn document(found: &[Found<'_>]) -> Result<String, Failure> {
    let mut rules: BTreeMap<&str, &Diagnostic> = BTreeMap::new();
    for diagnostic in found.iter().flat_map(|(_, _, diagnostics)| *diagnostics) {
        rules.entry(&diagnostic.code).or_insert(diagnostic);
    }
    let rules: Vec<ReportingDescriptor> = rules
        .values()
        .map(|d| {
            ReportingDescriptor::builder()
                .id(d.code.clone())
                .name(d.rule.clone())
                .short_description(MultiformatMessageString::builder().text(d.rule.replace('-', " ")).build())
                .build()
        })
        .collect();
    let results: Vec<SarifResult> = found
        .iter()
        .flat_map(|(file, text, diagnostics)| diagnostics.iter().map(move |d| result(file, text, d)))
        .collect();
    let driver = ToolComponent::builder()
        .name("rolewright")
        .version(env!("CARGO_PKG_VERSION"))
        .information_uri("https://learn.microsoft.com/azure/role-based-access-control/conditions-format")
        .rules(rules)
        .build();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .column_kind(serde_json::Value::from(ResultColumnKind::UnicodeCodePoints.to_string()))
        .results(results)
        .build();
    let sarif = Sarif::builder()
        .version(serde_json::Value::from("2.1.0"))
        .schema("https://json.schemastore.org/sarif-2.1.0.json")
        .runs([run])
        .build();
    serde_json::to_string_pretty(&sarif)
        .map(|text| text + "\n")
        .map_err(|error| Failure::new(format!("cannot write SARIF: {error}")))
}

/// A path as a URI: what a URI has no place for is escaped, and an absolute path is a `file:` URI.
fn uri(file: &str) -> String {
    let path = file.replace('\\', "/");
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    let mut uri = match path.as_bytes().first() {
        Some(b'/') => "file://".to_owned(),
        _ if is_drive => "file:///".to_owned(),
        _ => String::new(),
    };
    for (at, byte) in path.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) || (is_drive && at == 1);
        if plain {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// The line and column, from 1 and in characters, of a byte of the text.
fn place(text: &str, byte: u32) -> (i64, i64) {
    let before = usize::try_from(byte).ok().and_then(|byte| text.get(..byte)).unwrap_or(text);
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let last = before.rsplit('\n').next().unwrap_or("");
    (number(before.matches('\n').count() + 1), number(last.chars().count() + 1))
}

fn result(file: &str, file_text: &str, diagnostic: &Diagnostic) -> SarifResult {
    let (end_line, end_column) = place(file_text, diagnostic.span.end);
    let text = match &diagnostic.help {
        Some(help) => format!("{}; {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let region = Region::builder()
        .start_line(i64::from(diagnostic.span.line))
        .start_column(i64::from(diagnostic.span.column))
        .end_line(end_line)
        .end_column(end_column)
        .byte_offset(i64::from(diagnostic.span.start))
        .byte_length(i64::from(diagnostic.span.end - diagnostic.span.start))
        .build();
    let place = PhysicalLocation::builder()
        .artifact_location(ArtifactLocation::builder().uri(uri(file)).build())
        .region(region)
        .build();
    SarifResult::builder()
        .rule_id(diagnostic.code.clone())
        .level(match diagnostic.severity {
            Severity::Error => ResultLevel::Error,
            Severity::Warning => ResultLevel::Warning,
            Severity::Info => ResultLevel::Note,
        })
        .message(Message::builder().text(text).build())
        .locations([Location::builder().physical_location(place).build()])
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        for (path, expected) in [
            ("infra/main.tf", "infra/main.tf"),
            ("a b#c/ü.tf", "a%20b%23c/%C3%BC.tf"),
            ("/x/main.tf", "file:///x/main.tf"),
            ("C:\\x\\main.tf", "file:///C:/x/main.tf"),
            ("dir\\main.tf", "dir/main.tf"),
            ("-", "-"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn places_count_characters() {
        assert_eq!([0, 3, 4, 6].map(|byte| place("é1\nab", byte)), [(1, 1), (1, 3), (2, 1), (2, 3)]);
    }
}
