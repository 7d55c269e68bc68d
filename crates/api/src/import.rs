//! Conditions found in pasted text and files, and what is wrong with them there.

use jiff::Timestamp;
use rolewright_authz::directory::StarterDirectory;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::roles;
use rolewright_condition::lint::{Context, lint};
use rolewright_condition::parse;
use rolewright_condition::span::Span;
use rolewright_iac::{Assignment, Computed, Host, Import, Imported, Unreadable, import, import_file};

use crate::analysis::role_facts;
use crate::diagnostics::{diagnostic, not_checked};
use crate::places::Places;
use crate::wire::conditions::{
    CheckFileRequest, CheckedFile, ComputedPart, ImportRequest, ImportedAssignment, ImportedCondition,
};
use crate::wire::error::ApiError;

/// Finds the conditions in a text: a condition on its own, or a whole file of another language.
///
/// # Errors
/// When the text is broken as what it seems to be, and no condition was found all the same.
pub fn import_conditions(request: &ImportRequest) -> Result<Vec<ImportedCondition>, ApiError> {
    let ImportRequest { text, file_name } = request;
    let found = readable(text, import(text, file_name.as_deref()))?;
    let places = Places::new(text);
    Ok(found.iter().map(|condition| wire(condition, &places)).collect())
}

/// Checks every condition in a file. All places are places of the file.
///
/// # Errors
/// As for [`import_conditions`], and when the role's name is not known.
pub fn check_file(request: &CheckFileRequest, now: Option<Timestamp>) -> Result<CheckedFile, ApiError> {
    let CheckFileRequest { text, file_name, role } = request;
    let role = role_facts(role.as_deref())?;
    let import = import_file(text, file_name.as_deref());
    let unreadable = import.unreadable.as_ref().map(|problem| words(text, problem));
    let found = readable(text, import)?;
    let places = Places::new(text);
    let mut checked = CheckedFile {
        conditions: found.iter().map(|condition| wire(condition, &places)).collect(),
        diagnostics: Vec::new(),
        not_checked: Vec::new(),
        unreadable,
    };
    for Imported { text: condition, version, map, host, .. } in &found {
        let context = Context {
            version: version.as_deref(),
            role,
            directory: Some(&StarterDirectory),
            now,
            ..Context::default()
        };
        let report = lint(&parse(condition), &context);
        let place = |span: Span| places.span(map.span(span));
        for mut problem in report.diagnostics {
            // An edit of an escaped text would have to be escaped as well; only what stands there as it is
            // can be edited in place.
            problem.fixes.retain(|fix| {
                fix.edits.iter().all(|e| {
                    map.span(e.span).of(text) == e.span.of(condition)
                        && (*host == Host::Plain || plain(&e.replacement))
                })
            });
            checked.diagnostics.push(diagnostic(problem, &place));
        }
        for rule in report.not_checked.into_iter().map(not_checked) {
            if !checked.not_checked.contains(&rule) {
                checked.not_checked.push(rule);
            }
        }
    }
    checked.diagnostics.sort_by_key(|d| (d.span.start, d.span.end));
    Ok(checked)
}

/// Whether a text needs no escape in any host.
fn plain(text: &str) -> bool {
    !text.contains(['\'', '"', '\\', '$', '%', '`', '\n', '\r'])
}

fn readable(text: &str, found: Import) -> Result<Vec<Imported>, ApiError> {
    match found.unreadable {
        Some(problem) if found.conditions.is_empty() => {
            Err(ApiError::invalid(words(text, &problem)).with_hint(problem.help))
        }
        _ => Ok(found.conditions),
    }
}

fn words(text: &str, problem: &Unreadable) -> String {
    let place = Places::new(text).span(Span::at(problem.place));
    format!("{} (line {}, column {})", problem.message, place.line, place.column)
}

fn wire(condition: &Imported, places: &Places<'_>) -> ImportedCondition {
    let Imported { text, host, label, version, template, assignment, map } = condition;
    ImportedCondition {
        assignment: imported_assignment(assignment),
        text: text.clone(),
        host: host.as_str().to_owned(),
        span: places.span(map.span(Span::new(0, text.len()))),
        label: label.clone(),
        version: version.clone(),
        template: *template,
    }
}

/// A role that is known by name gets its id, a principal type Azure's spelling.
fn imported_assignment(assignment: &Assignment) -> ImportedAssignment {
    let Assignment { role, principal, principal_name, principal_type, scope, description, computed } =
        assignment.clone();
    let known = |role: String| roles::find(&role).map_or(role, |known| known.facts.id.to_string());
    let kind = |kind: String| PrincipalType::parse(kind.trim()).as_str().to_owned();
    let computed =
        computed.into_iter().map(|Computed { part, text }| ComputedPart { part: part.to_owned(), text });
    ImportedAssignment {
        role: role.map(known),
        principal,
        principal_name,
        principal_type: principal_type.map(kind),
        scope,
        description,
        computed: computed.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::conditions::Severity;

    const TERRAFORM: &str = "resource \"azurerm_role_assignment\" \"d\" {\n  condition_version = \"2.0\"\n  \
         condition = \"@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqals 'User'\"\n}\n";

    fn check(text: &str, file_name: &str) -> CheckedFile {
        let request = CheckFileRequest { text: text.into(), file_name: Some(file_name.into()), role: None };
        check_file(&request, None).unwrap()
    }

    #[test]
    fn problems_stand_at_their_place_in_the_file() {
        let checked = check(TERRAFORM, "main.tf");
        assert_eq!(checked.conditions.len(), 1);
        assert!(checked.conditions[0].label.contains("azurerm_role_assignment.d"));
        let problem = checked.diagnostics.iter().find(|d| d.message.contains("StringEqals")).unwrap();
        assert_eq!(problem.span.line, 3);
        assert_eq!(
            TERRAFORM.get(problem.span.start as usize..problem.span.end as usize),
            Some("StringEqals")
        );
    }

    #[test]
    fn nothing_in_a_text_file_is_passed_over() {
        let condition = "@Resource[HasObotoken] BoolEquals true";
        for (before, name, errors) in [
            ("", "c.txt", false),
            ("// a note\n", "c.txt", true),
            ("# a note\n", "c", true),
            ("AND ", "c.txt", true),
            ("junk ", "c.txt", true),
            ("Notes on this:\n\n", "c.txt", false),
            ("az role assignment create --condition \"", "c.txt", false),
            ("Use this: ", "c.md", false),
            ("true BoolEquals @Resource[HasObotoken] AND ", "c.txt", false),
        ] {
            let checked = check(&format!("{before}{condition}"), name);
            let found = checked.diagnostics.iter().any(|d| d.severity == Severity::Error);
            assert_eq!((found, checked.conditions.len()), (errors, 1), "{before} {:?}", checked.diagnostics);
        }
        assert_eq!(check("", "c.txt").diagnostics[0].message, "the condition is empty");
        assert!(check("", "c.tf").diagnostics.is_empty() && check("[]", "c.txt").diagnostics.is_empty());
    }

    #[test]
    fn a_role_of_the_tenants_own_is_not_known_and_not_an_error() {
        let text = "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR \
                    @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User'";
        let check = |role: &str| {
            let role = Some(role.to_owned());
            check_file(&CheckFileRequest { text: text.into(), file_name: None, role }, None)
        };
        let own = check("0b1f6471-1bf0-4dda-aec3-cb9272f09590").unwrap();
        let known = check("User Access Administrator").unwrap();
        assert!(own.not_checked.len() > known.not_checked.len());
        let error = check("Contoso Owner").unwrap_err();
        assert!(error.hint.is_some(), "{error}");
    }

    #[test]
    fn a_pasted_condition_is_itself() {
        let text = "@Resource[a/b:c] StringEquals 'x'";
        let found = import_conditions(&ImportRequest { text: text.into(), file_name: None }).unwrap();
        assert_eq!((found[0].text.as_str(), found[0].host.as_str()), (text, "plain"));
        assert_eq!((found[0].span.start, found[0].span.end as usize), (0, text.len()));
    }

    #[test]
    fn a_role_assignment_brings_its_fields() {
        let text = r#"[{"condition": "Exists @Resource[HasObotoken]", "conditionVersion": "2.0", "principalName": "ada",
            "principalId": "0b1f6471-1bf0-4dda-aec3-cb9272f09590", "principalType": "user", "roleDefinitionName": "reader"}]"#;
        let found = import_conditions(&ImportRequest { text: text.into(), file_name: None }).unwrap();
        let said = &found[0].assignment;
        assert_eq!(said.role.as_deref(), Some("acdd72a7-3385-48ef-bd42-f606fba81ae7"));
        assert_eq!(
            (said.principal_type.as_deref(), said.principal_name.as_deref()),
            (Some("User"), Some("ada"))
        );
        assert!(said.scope.is_none() && said.computed.is_empty());
    }

    #[test]
    fn a_broken_file_says_where_and_an_empty_one_has_none() {
        let request = ImportRequest { text: "{\"properties\": \n{".into(), file_name: Some("x.json".into()) };
        let error = import_conditions(&request).unwrap_err();
        assert!(error.message.contains("(line ") && error.hint.is_some(), "{error}");
        let found = check("{\"condition\": \"Exists @Resource[HasObotoken]\"", "x.json");
        assert_eq!((found.conditions.len(), found.unreadable.is_some()), (1, true));
        let request = ImportRequest { text: "{}".into(), file_name: Some("x.json".into()) };
        assert!(import_conditions(&request).unwrap().is_empty());
    }
}
