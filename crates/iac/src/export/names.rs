//! Names that come out the same every time: the assignment's id, the symbol in the code, comments.

use rolewright_authz::intent::AssignmentIntent;
use rolewright_authz::scope::{ResourceParent, Scope};
use uuid::Uuid;

/// The assignment's name for languages without a function for it: a version-5 UUID of scope, role and
/// principal, so that a second run finds the first one's assignment.
pub(super) fn assignment_id(intent: &AssignmentIntent) -> String {
    let seed = format!("{}|{}|{}", intent.scope.to_string().to_lowercase(), intent.principal, intent.role);
    Uuid::new_v5(&Uuid::NAMESPACE_URL, seed.as_bytes()).to_string()
}

/// The role definition's resource id as seen from the scope.
pub(super) fn role_definition_id(intent: &AssignmentIntent) -> String {
    let subscription = match &intent.scope {
        Scope::Tenant | Scope::ManagementGroup(_) => None,
        Scope::Subscription(id) | Scope::ResourceGroup(id, _) => Some(id),
        Scope::Resource(resource) => match &resource.parent {
            ResourceParent::Tenant => None,
            ResourceParent::Subscription(id) | ResourceParent::ResourceGroup(id, _) => Some(id),
        },
    };
    let prefix = subscription.map(|id| format!("/subscriptions/{id}")).unwrap_or_default();
    format!("{prefix}/providers/Microsoft.Authorization/roleDefinitions/{}", intent.role)
}

/// The role's name for a comment: one line, nothing that could end it.
pub(super) fn comment(intent: &AssignmentIntent) -> Option<String> {
    let name = intent.role_name.as_deref()?.trim();
    let clean: String = name
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    (!clean.is_empty()).then_some(clean)
}

/// The words of the role's name, lower-case, letters and digits only.
fn words(intent: &AssignmentIntent) -> Vec<String> {
    let name = intent.role_name.as_deref().unwrap_or("");
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    match words.first() {
        Some(first) if first.starts_with(|c: char| c.is_ascii_alphabetic()) => words,
        _ => vec!["role".to_owned()],
    }
}

/// `key_vault_reader`
pub(super) fn snake(intent: &AssignmentIntent) -> String {
    words(intent).join("_")
}

/// `keyVaultReaderAssignment`
pub(super) fn camel(intent: &AssignmentIntent, suffix: &str) -> String {
    let mut out = String::new();
    for word in words(intent) {
        let mut chars = word.chars();
        match chars.next() {
            Some(first) if !out.is_empty() => out.extend([first.to_ascii_uppercase()]),
            Some(first) => out.push(first),
            None => {}
        }
        out.push_str(chars.as_str());
    }
    out + suffix
}
