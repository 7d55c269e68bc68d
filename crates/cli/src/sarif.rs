//! SARIF 2.1.0, for code scanning.

use std::collections::BTreeMap;

use rolewright_api::wire::conditions::{Diagnostic, Severity};
use serde_sarif::sarif::{
    ArtifactLocation, Location, Message, MultiformatMessageString, PhysicalLocation, Region,
    ReportingDescriptor, Result as SarifResult, ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use crate::failure::Failure;

/// All diagnostics of all files as one SARIF run.
pub(crate) fn document(found: &[(String, Vec<Diagnostic>)]) -> Result<String, Failure> {
    let mut rules: BTreeMap<&str, &Diagnostic> = BTreeMap::new();
    for diagnostic in found.iter().flat_map(|(_, diagnostics)| diagnostics) {
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
        .flat_map(|(file, diagnostics)| diagnostics.iter().map(move |d| result(file, d)))
        .collect();
    let driver = ToolComponent::builder()
        .name("rolewright")
        .version(env!("CARGO_PKG_VERSION"))
        .information_uri("https://learn.microsoft.com/azure/role-based-access-control/conditions-format")
        .rules(rules)
        .build();
    let run = Run::builder().tool(Tool::builder().driver(driver).build()).results(results).build();
    let sarif = Sarif::builder()
        .version(serde_json::Value::from("2.1.0"))
        .schema("https://json.schemastore.org/sarif-2.1.0.json")
        .runs([run])
        .build();
    serde_json::to_string_pretty(&sarif)
        .map(|text| text + "\n")
        .map_err(|error| Failure::new(format!("cannot write SARIF: {error}")))
}

fn result(file: &str, diagnostic: &Diagnostic) -> SarifResult {
    let text = match &diagnostic.help {
        Some(help) => format!("{}; {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let region = Region::builder()
        .start_line(i64::from(diagnostic.span.line))
        .start_column(i64::from(diagnostic.span.column))
        .byte_offset(i64::from(diagnostic.span.start))
        .byte_length(i64::from(diagnostic.span.end - diagnostic.span.start))
        .build();
    let place = PhysicalLocation::builder()
        .artifact_location(ArtifactLocation::builder().uri(file.replace('\\', "/")).build())
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
