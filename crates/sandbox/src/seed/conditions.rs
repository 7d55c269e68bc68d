//! Conditions as people write them: the portal's templates, and the ways in which they go wrong.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples>

use rolewright_condition::builder::templates::{Parameters, Template, TemplateKind};
use rolewright_condition::guid::Guid;

const PRIVILEGED: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9, \
                          f58310d9-a9f6-439a-9e8d-f62e7b41a168";

fn texts(ids: &[Guid]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn list(ids: &[Guid]) -> String {
    texts(ids).join(", ")
}

/// A template's text; parameters of a seed are ids and known types, so there always is one.
fn template(kind: TemplateKind, given: &Parameters) -> String {
    Template::new(kind, given).map(|template| template.text()).unwrap_or_default()
}

/// Only these roles.
pub(crate) fn only_roles(roles: &[Guid]) -> String {
    let given = Parameters { roles: texts(roles), ..Parameters::default() };
    template(TemplateKind::ConstrainRoles, &given)
}

/// Only these roles, only to principals of these types.
pub(crate) fn only_roles_to_types(roles: &[Guid], types: &[&str]) -> String {
    let given = Parameters {
        roles: texts(roles),
        principal_types: types.iter().map(|t| (*t).to_owned()).collect(),
        ..Parameters::default()
    };
    template(TemplateKind::ConstrainRolesAndPrincipalTypes, &given)
}

/// Only these roles, only to these principals.
pub(crate) fn only_roles_to(roles: &[Guid], principals: &[Guid]) -> String {
    let given = Parameters { roles: texts(roles), principals: texts(principals), ..Parameters::default() };
    template(TemplateKind::ConstrainRolesAndPrincipals, &given)
}

/// Every role but the three that manage access: the portal's recommended choice.
pub(crate) fn no_privileged_roles() -> String {
    template(TemplateKind::ExcludePrivilegedRoles, &Parameters::default())
}

/// Meant to exclude the three privileged roles, and excludes nothing: whatever role is given differs from at
/// least one of the three. The examples page showed it so until 2024.
pub(crate) fn vacuous_exclusion() -> String {
    clauses(
        &format!("@Request[{ROLE}] ForAnyOfAnyValues:GuidNotEquals {{{PRIVILEGED}}}"),
        Some(&format!("@Resource[{ROLE}] ForAnyOfAnyValues:GuidNotEquals {{{PRIVILEGED}}}")),
    )
}

/// Only these roles may be given, but anything may be taken away.
pub(crate) fn write_only(roles: &[Guid]) -> String {
    clauses(&format!("@Request[{ROLE}] ForAnyOfAnyValues:GuidEquals {{{}}}", list(roles)), None)
}

/// The clause for removing reads the request, which a removal does not have: nothing can be removed.
pub(crate) fn request_on_delete(roles: &[Guid]) -> String {
    let text = format!("@Request[{ROLE}] ForAnyOfAnyValues:GuidEquals {{{}}}", list(roles));
    clauses(&text, Some(&text))
}

/// Other roles may be taken than given.
pub(crate) fn different_lists(given: &[Guid], taken: &[Guid]) -> String {
    clauses(
        &format!("@Request[{ROLE}] ForAnyOfAnyValues:GuidEquals {{{}}}", list(given)),
        Some(&format!("@Resource[{ROLE}] ForAnyOfAnyValues:GuidEquals {{{}}}", list(taken))),
    )
}

/// AND and OR at one level, so that it hangs on which binds tighter.
pub(crate) fn mixed_connectors(roles: &[Guid]) -> String {
    format!(
        "!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}}) OR @Request[{ROLE}] \
         ForAnyOfAnyValues:GuidEquals {{{}}} AND @Request[{TYPE}] StringEqualsIgnoreCase 'ServicePrincipal'",
        list(roles)
    )
}

/// Blobs of one container only; listing is left to fail and renaming left open.
pub(crate) fn one_container(container: &str) -> String {
    format!(
        "(\n (\n  !(ActionMatches{{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'}})\n )\n \
         OR \n (\n  @Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals \
         '{container}'\n )\n)"
    )
}

/// Blobs with a tag of one project.
pub(crate) fn tagged(project: &str) -> String {
    format!(
        "(\n (\n  !(ActionMatches{{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'}} AND \
         NOT SubOperationMatches{{'Blob.List'}})\n )\n OR \n (\n  \
         @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] \
         StringEquals '{project}'\n )\n)"
    )
}

const ROLE: &str = "Microsoft.Authorization/roleAssignments:RoleDefinitionId";
const TYPE: &str = "Microsoft.Authorization/roleAssignments:PrincipalType";

/// The portal's frame: a clause for giving, and one for taking.
fn clauses(write: &str, delete: Option<&str>) -> String {
    let clause = |verb: &str, text: &str| {
        format!(
            "(\n (\n  !(ActionMatches{{'Microsoft.Authorization/roleAssignments/{verb}'}})\n )\n OR \n (\n  \
             {text}\n )\n)"
        )
    };
    match delete {
        Some(delete) => format!("{}\nAND\n{}", clause("write", write), clause("delete", delete)),
        None => clause("write", write),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rolewright_condition::parse;

    #[test]
    fn every_text_parses() {
        let ids = [Guid::from_u128(1), Guid::from_u128(2)];
        for text in [
            only_roles(&ids),
            only_roles_to_types(&ids, &["Group"]),
            only_roles_to(&ids, &ids),
            no_privileged_roles(),
            vacuous_exclusion(),
            write_only(&ids),
            request_on_delete(&ids),
            different_lists(&ids, &ids),
            mixed_connectors(&ids),
            one_container("invoices"),
            tagged("Cascade"),
        ] {
            let parsed = parse(&text);
            assert!(parsed.root.is_some() && !parsed.has_errors(), "{text}: {:?}", parsed.diagnostics);
        }
    }
}
