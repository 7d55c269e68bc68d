//! Reading host files, and writing them.

use rolewright_authz::intent::{AssignmentIntent, IntentInput};
use rolewright_condition::span::Span;
use rolewright_iac::{Format, export, import};

/// Any file is read without a crash, and what is found lies in it; any text that is written down in a language
/// that can be read again comes back byte for byte.
///
/// # Panics
///
/// Where one of these does not hold.
pub fn round_trip(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let files = ["main.tf", "main.tf.json", "main.bicep", "main.json", "main.sh", "main.ps1", "main.yml"];
    for name in files.map(Some).into_iter().chain([None]) {
        for found in import(text, name).conditions {
            let place = found.map.span(Span::new(0, found.text.len()));
            assert!(text.get(place.range()).is_some(), "{name:?}: {place:?} is not in the file\n{text}");
        }
    }
    let input = IntentInput {
        role: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
        role_name: Some("Role Based Access Control Administrator"),
        principal: "ea585310-c95c-4a68-af22-49af4363bbb1",
        principal_type: "ServicePrincipal",
        scope: "/subscriptions/11111111-1111-1111-1111-111111111111",
        condition: text,
        description: "",
    };
    if text.is_empty() {
        return;
    }
    let Ok(intent) = AssignmentIntent::new(input) else { return };
    for format in [
        Format::Arm,
        Format::Bicep,
        Format::TerraformAzurerm,
        Format::TerraformAzapi,
        Format::PimArm,
        Format::PimBicep,
    ] {
        let exported = export(&intent, format);
        if exported.impossible.is_some() {
            continue;
        }
        let read = import(&exported.code, Some(exported.format.file_name()));
        let texts: Vec<&str> = read.conditions.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, [text], "{}\n{}", format.id(), exported.code);
    }
}
