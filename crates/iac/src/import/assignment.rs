//! The rest of the role assignment that a condition stands in: role, principal, scope, description.
//!
//! Every host names these fields in its own way; here they are one. What the host computes is left empty and
//! named, unless what it computes can be read off: a role id in a call, a variable with a literal value.

use std::collections::BTreeMap;

use rolewright_condition::guid::Guid;

/// What a file says of a role assignment, besides the condition. Texts are as in the file, unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// Id or name of the role.
    pub role: Option<String>,
    /// Object id of the principal; a sign-in name where the file has only that.
    pub principal: Option<String>,
    /// What the principal is called.
    pub principal_name: Option<String>,
    /// `User`, `Group`, `ServicePrincipal`.
    pub principal_type: Option<String>,
    /// `/subscriptions/…`
    pub scope: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What is written but cannot be known before the host runs.
    pub computed: Vec<Computed>,
}

/// A field that the host computes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// `role`, `principal`, `principal type`, `scope`, `description`.
    pub part: &'static str,
    /// As written: `var.role_id`.
    pub text: String,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Literal(String),
    Computed(String),
}

/// Names of one file whose values are literal, as they are written where they are used (`local.role`).
pub(super) type Literals = BTreeMap<String, String>;

/// The fields of one object or block, by their names.
pub(super) type Fields = Vec<(String, Field)>;

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Role,
    Principal,
    PrincipalName,
    PrincipalType,
    Scope,
    Description,
    /// The resource id of the assignment itself, which begins with its scope.
    Id,
}

/// What a field is about, by its name in ARM, Terraform, az, PowerShell and REST answers.
/// Azure: <https://learn.microsoft.com/rest/api/authorization/role-assignments/create>,
/// <https://learn.microsoft.com/cli/azure/role/assignment>,
/// <https://learn.microsoft.com/powershell/module/az.resources/new-azroleassignment>
fn part(key: &str) -> Option<Part> {
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(match key.to_ascii_lowercase().as_str() {
        "roledefinitionid" | "roledefinitionname" | "roledefinitionidorname" | "role" => Part::Role,
        "principalid" | "objectid" | "assigneeobjectid" | "assignee" | "signinname" => Part::Principal,
        "principalname" | "displayname" => Part::PrincipalName,
        "principaltype" | "objecttype" | "assigneeprincipaltype" => Part::PrincipalType,
        "scope" | "parentid" => Part::Scope,
        "description" | "justification" => Part::Description,
        "id" | "roleassignmentid" => Part::Id,
        _ => return None,
    })
}

impl Assignment {
    /// Reads the objects that a condition stands in, the nearest first. Objects that name neither role nor
    /// principal are no role assignment.
    pub(super) fn of<'f>(around: impl Iterator<Item = &'f Fields> + Clone, literals: &Literals) -> Self {
        // What stands further out belongs to the file, not to the assignment.
        const LEVELS: usize = 3;
        let fields = around.take(LEVELS).flatten();
        let parts = fields.filter_map(|(key, field)| Some((part(key)?, field)));
        let mut out = Self::default();
        if !parts.clone().any(|(part, ..)| matches!(part, Part::Role | Part::Principal)) {
            return out;
        }
        for (part, field) in parts {
            out.put(part, field, literals);
        }
        let known = |part: &str| match part {
            "role" => out.role.is_some(),
            "principal" => out.principal.is_some(),
            "principal type" => out.principal_type.is_some(),
            "scope" => out.scope.is_some(),
            _ => out.description.is_some(),
        };
        let computed: Vec<_> = out.computed.iter().filter(|c| !known(c.part)).cloned().collect();
        out.computed = computed;
        out
    }

    fn put(&mut self, part: Part, field: &Field, literals: &Literals) {
        let literal = match field {
            Field::Literal(text) => Some(text.clone()),
            Field::Computed(text) => literals.get(text.trim()).cloned(),
        };
        let read = match (part, literal, field) {
            (Part::Role, Some(text), _) => Some(role_id(&text).unwrap_or(text)),
            (Part::Role, None, Field::Computed(text)) => role_in_call(text, literals),
            (Part::Id, Some(text), _) => scope_of_assignment(&text).map(str::to_owned),
            (Part::PrincipalName, literal, _) => literal.filter(|name| Guid::parse(name).is_none()),
            (_, literal, _) => literal,
        };
        let (slot, name) = match part {
            Part::Role => (&mut self.role, "role"),
            Part::Principal => (&mut self.principal, "principal"),
            Part::PrincipalName => (&mut self.principal_name, ""),
            Part::PrincipalType => (&mut self.principal_type, "principal type"),
            Part::Scope | Part::Id => (&mut self.scope, if part == Part::Id { "" } else { "scope" }),
            Part::Description => (&mut self.description, "description"),
        };
        match (read.filter(|text| !text.trim().is_empty()), field) {
            // Of an id and a name, the id says more.
            (Some(text), _)
                if slot.is_none() || (is_guid(&text) && !slot.as_deref().is_some_and(is_guid)) =>
            {
                *slot = Some(text);
            }
            (None, Field::Computed(text))
                if !name.is_empty() && !self.computed.iter().any(|c| c.part == name) =>
            {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                self.computed.push(Computed { part: name, text });
            }
            _ => {}
        }
    }
}

fn is_guid(text: &str) -> bool {
    Guid::parse(text.trim()).is_some()
}

/// The GUID at the end of `…/roleDefinitions/{id}`.
fn role_id(text: &str) -> Option<String> {
    let (_, id) = text.trim().rsplit_once('/')?;
    is_guid(id).then(|| id.to_owned())
}

/// The role of `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '…')` and its like: the one
/// id that follows the one resource type.
fn role_in_call(text: &str, literals: &Literals) -> Option<String> {
    const TYPE: &str = "roledefinitions";
    let lower = text.to_ascii_lowercase();
    let after = lower.find(TYPE)? + TYPE.len();
    let rest = text.get(after..)?;
    if lower.get(after..)?.contains(TYPE) {
        return None;
    }
    let words = rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')));
    let mut ids = words.filter(|w| !w.is_empty()).filter_map(|word| {
        // `variables('role')` is found by its whole text, a name of Bicep or Terraform by itself.
        let call = |name: &str| literals.get(&format!("{name}('{word}')"));
        let named = literals.get(word).or_else(|| call("variables")).or_else(|| call("parameters"));
        let id = named.map_or(word, String::as_str);
        role_id(id).or_else(|| is_guid(id).then(|| id.to_owned()))
    });
    let id = ids.next()?;
    ids.next().is_none().then_some(id)
}

/// What stands before `/providers/Microsoft.Authorization/roleAssignments/{name}`.
pub(super) fn scope_of_assignment(id: &str) -> Option<&str> {
    let lower = id.to_ascii_lowercase();
    let at = ["roleassignments/", "roleeligibilityschedulerequests/", "roleassignmentschedulerequests/"]
        .iter()
        .find_map(|kind| lower.rfind(&format!("/providers/microsoft.authorization/{kind}")))?;
    let scope = id.get(..at)?;
    Some(if scope.is_empty() { "/" } else { scope })
}

#[cfg(test)]
#[path = "assignment_tests.rs"]
mod tests;
