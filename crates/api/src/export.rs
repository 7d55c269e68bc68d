//! One role assignment written down in every language.

use rolewright_authz::intent::{AssignmentIntent, IntentInput};
use rolewright_authz::roles;
use rolewright_iac::{Exported, Format, export};

use crate::analysis::unknown_role;
use crate::wire::conditions::{ExportedFile, Intent};
use crate::wire::error::ApiError;

/// All formats of one intent. A format that cannot say it tells why.
///
/// # Errors
/// When something is missing, or is no id or scope; the message says which.
pub fn export_condition(request: &Intent) -> Result<Vec<ExportedFile>, ApiError> {
    let Intent { condition, role, principal, principal_type, scope, description } = request;
    let known = roles::find(role);
    let id = roles::id(role).or(known.map(|r| r.facts.id)).map(|id| id.to_string());
    if id.is_none() && !role.trim().is_empty() {
        return Err(unknown_role(role));
    }
    let input = IntentInput {
        role: id.as_deref().unwrap_or(role),
        role_name: known.map(|r| r.facts.name.as_str()),
        principal,
        principal_type,
        scope,
        condition,
        description: description.as_deref().unwrap_or(""),
    };
    let intent = AssignmentIntent::new(input).map_err(|e| ApiError::invalid(e.to_string()))?;
    Ok(Format::ALL.into_iter().map(|format| file(export(&intent, format))).collect())
}

fn file(exported: Exported) -> ExportedFile {
    let Exported { format, code, notes, impossible } = exported;
    ExportedFile {
        format: format.id().to_owned(),
        title: format.title().to_owned(),
        file_name: format.file_name().to_owned(),
        code,
        notes,
        impossible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intent() -> Intent {
        Intent {
            condition: "@Resource[a/b:c] StringEquals 'x'".into(),
            role: "Role Based Access Control Administrator".into(),
            principal: "0b1f6471-1bf0-4dda-aec3-cb9272f09590".into(),
            principal_type: "User".into(),
            scope: "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590".into(),
            description: None,
        }
    }

    #[test]
    fn every_format_is_there_and_the_role_is_found_by_name() {
        let files = export_condition(&intent()).unwrap();
        assert_eq!(files.len(), Format::ALL.len());
        for file in &files {
            assert!(
                file.impossible.is_some() || file.code.contains("f58310d9-a9f6-439a-9e8d-f62e7b41a168"),
                "{}",
                file.format
            );
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        for (intent, part) in [
            (Intent { role: "Ownr".into(), ..intent() }, "`Ownr`"),
            (Intent { principal: String::new(), ..intent() }, "no principal"),
            (Intent { scope: "x".into(), ..intent() }, "`/`"),
        ] {
            let error = export_condition(&intent).unwrap_err();
            assert!(error.message.contains(part), "{error}");
        }
    }
}
