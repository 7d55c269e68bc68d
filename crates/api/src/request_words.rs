//! A request in a few words: `remove AcrPush from a group`.

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::roles;
use rolewright_condition::eval::{Attributes, Request, Scalar, Value};

const ASSIGNMENTS: &str = "Microsoft.Authorization/roleAssignments";

/// Says what is asked for; requests that are no role assignment say their action and attributes.
pub(crate) fn words(request: &Request) -> String {
    words_with(request, &|_| None)
}

/// The same, where the caller knows names of roles by their ids.
pub(crate) fn words_with(request: &Request, role_name: &dyn Fn(&str) -> Option<String>) -> String {
    let action = request.action.as_deref().unwrap_or("any action");
    let (verb, to, attributes) = match action.strip_prefix(ASSIGNMENTS) {
        Some(end) if end.eq_ignore_ascii_case("/write") => ("assign", "to", &request.request),
        Some(end) if end.eq_ignore_ascii_case("/delete") => ("remove", "from", &request.resource),
        _ => return plain(action, request),
    };
    let role = text(attributes, "RoleDefinitionId").map_or_else(
        || "a role".to_owned(),
        |id| {
            let starter = || roles::find(&id).map(|role| role.facts.name.clone());
            role_name(&id).or_else(starter).unwrap_or_else(|| format!("role {id}"))
        },
    );
    let kind = match text(attributes, "PrincipalType").map(|kind| PrincipalType::parse(&kind)) {
        Some(PrincipalType::User) => "a user",
        Some(PrincipalType::Group) => "a group",
        Some(PrincipalType::ServicePrincipal) => "a service principal",
        _ => "a principal",
    };
    let who = text(attributes, "PrincipalId").map(|id| format!(" ({id})")).unwrap_or_default();
    let mut words = format!("{verb} {role} {to} {kind}{who}");
    let said =
        |name: &str| name.get(..ASSIGNMENTS.len()).is_some_and(|n| n.eq_ignore_ascii_case(ASSIGNMENTS));
    for part in values(request, |name| !said(name)) {
        words.push_str(", ");
        words.push_str(&part);
    }
    words
}

fn plain(action: &str, request: &Request) -> String {
    let mut parts = vec![action.to_owned()];
    parts.extend(request.suboperation.iter().map(|s| format!("suboperation {s}")));
    parts.extend(values(request, |_| true));
    parts.join(", ")
}

/// `path = a` for every attribute whose name is wanted.
fn values(request: &Request, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    [&request.request, &request.resource, &request.principal, &request.environment]
        .into_iter()
        .flat_map(Attributes::iter)
        .filter(|(name, _)| wanted(name))
        .map(|(name, value)| format!("{} = {}", name.rsplit(':').next().unwrap_or(name), shown(value)))
        .collect()
}

fn text(attributes: &Attributes, name: &str) -> Option<String> {
    let full = format!("{ASSIGNMENTS}:{name}");
    attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(&full)).map(|(_, value)| shown(value))
}

fn shown(value: &Value) -> String {
    let scalar = |scalar: &Scalar| match scalar {
        Scalar::String(text) => text.clone(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Boolean(truth) => truth.to_string(),
    };
    match value {
        Value::One(one) => scalar(one),
        Value::Many(many) => format!("{{{}}}", many.iter().map(scalar).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rolewright_condition::delegation::{Act, request};
    use rolewright_condition::guid::Guid;

    #[test]
    fn requests_read_as_a_person_would_say_them() {
        let owner = Guid::parse("8e3af657-a8ff-443c-a75c-2fe8c4bcb635").unwrap();
        let (one, two) = (Guid::from_u128(1), Guid::from_u128(2));
        let assign = request(Act::Write, owner, one, "ServicePrincipal");
        assert_eq!(words(&assign), format!("assign Owner to a service principal ({one})"));
        let remove = request(Act::Delete, two, one, "Group");
        assert_eq!(words(&remove), format!("remove role {two} from a group ({one})"));
        let mut read = Request { action: Some("a/read".into()), ..Request::default() };
        read.suboperation = Some("Blob.List".into());
        read.resource.insert("x/y:path", Value::Many(vec!["a".into(), Scalar::Integer(2)]));
        assert_eq!(words(&read), "a/read, suboperation Blob.List, path = {a, 2}");
        assert_eq!(words(&Request::default()), "any action");
        let mut timed = remove.clone();
        timed.environment.insert("UtcNow", "2030-01-01T00:00:00Z");
        assert!(words(&timed).ends_with(&format!("({one}), UtcNow = 2030-01-01T00:00:00Z")));
        let bare = Request { action: Some(format!("{ASSIGNMENTS}/write")), ..Request::default() };
        assert_eq!(words(&bare), "assign a role to a principal");
    }
}
