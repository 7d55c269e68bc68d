//! A call on Resource Manager, taken apart: by whom, where, on what.

use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;
use serde_json::Value;

use super::problem::{self, Problem};
use crate::asked::Asked;
use crate::cloud::Cloud;
use crate::world::{Act, Caller, Tenant, World};

/// Where a path leads.
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/extension-resource-types>
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// What stands before the last `/providers/`; the whole path where there is none.
    pub(crate) scope: ScopePath,
    /// The namespace of the resource provider; empty where the path names none.
    pub(crate) namespace: String,
    /// Types and names in turn.
    pub(crate) rest: Vec<String>,
}

impl Target {
    pub(crate) fn parse(segments: &[String]) -> Self {
        let at = segments.iter().rposition(|s| s.eq_ignore_ascii_case("providers"));
        let joined = |parts: &[String]| parts.iter().fold(String::new(), |path, part| path + "/" + part);
        match at.and_then(|at| Some((segments.get(..at)?, segments.get(at + 1)?, segments.get(at + 2..)?))) {
            Some((scope, namespace, rest)) => Self {
                scope: ScopePath::new(&joined(scope)),
                namespace: namespace.clone(),
                rest: rest.to_vec(),
            },
            None => {
                Self { scope: ScopePath::new(&joined(segments)), namespace: String::new(), rest: Vec::new() }
            }
        }
    }

    /// The types alone: `vaults/backupResourceGuardProxies`.
    pub(crate) fn kind(&self) -> String {
        let types: Vec<&str> = self.rest.iter().step_by(2).map(String::as_str).collect();
        types.join("/")
    }

    /// The scope with the namespace and all types and names: the id of the resource itself.
    pub(crate) fn id(&self) -> ScopePath {
        let base = if self.scope.as_str() == "/" { "" } else { self.scope.as_str() };
        ScopePath::new(&format!("{base}/providers/{}/{}", self.namespace, self.rest.join("/")))
    }
}

/// The read action of whatever a path names, as it stands in messages.
pub(crate) fn read_action(segments: &[String]) -> String {
    let target = Target::parse(segments);
    match (target.namespace.as_str(), target.scope.resource_group()) {
        ("", Some(_)) => "Microsoft.Resources/subscriptions/resourceGroups/read".to_owned(),
        ("", None) => "Microsoft.Resources/subscriptions/read".to_owned(),
        (namespace, _) => format!("{namespace}/{}/read", target.kind()),
    }
}

/// A call whose caller is known.
pub(crate) struct Call<'a> {
    pub(crate) cloud: &'a Cloud,
    pub(crate) asked: &'a Asked,
    pub(crate) caller: Caller,
    pub(crate) target: Target,
    pub(crate) correlation: Guid,
    /// `api-version`
    pub(crate) version: String,
}

impl Call<'_> {
    /// The caller's tenant.
    pub(crate) fn tenant<'w>(&self, world: &'w World) -> Result<&'w Tenant, Problem> {
        world.tenant(self.caller.tenant).ok_or_else(|| {
            Problem::new(
                404,
                "TenantNotFound",
                format!("The tenant '{}' could not be found.", self.caller.tenant),
            )
        })
    }

    /// Passes if the caller may do this at the call's scope, and the scope's resource group exists.
    pub(crate) fn authorize(&self, world: &World, action: &str) -> Result<(), Problem> {
        self.authorize_at(world, action, &self.target.scope)
    }

    /// Passes if the caller may do this there, and the resource group exists.
    pub(crate) fn authorize_at(&self, world: &World, action: &str, scope: &ScopePath) -> Result<(), Problem> {
        world.authorize(&self.caller, action, scope).map_err(|refusal| self.refused(refusal))?;
        self.group_exists(world, scope)
    }

    /// 404 `ResourceGroupNotFound` where the scope lies in none that exists.
    fn group_exists(&self, world: &World, scope: &ScopePath) -> Result<(), Problem> {
        let (Some(id), Some(name)) = (scope.subscription_id(), scope.resource_group()) else { return Ok(()) };
        let tenant = self.tenant(world)?;
        if tenant.resource_group(id, name).is_some() {
            Ok(())
        } else {
            Err(problem::resource_group_not_found(name))
        }
    }

    /// What writes are told about this call.
    pub(crate) fn act(&self) -> Act<'_> {
        Act {
            caller: &self.caller,
            now: self.cloud.now(),
            correlation: self.correlation,
            client_request: self.asked.header("x-ms-client-request-id").and_then(Guid::parse),
            request_body: std::str::from_utf8(&self.asked.body).ok().filter(|body| !body.is_empty()),
        }
    }

    /// The types and names after the namespace.
    pub(crate) fn rest(&self) -> Vec<&str> {
        self.target.rest.iter().map(String::as_str).collect()
    }

    /// The body as JSON; 400 where it is not.
    pub(crate) fn body(&self) -> Result<Value, Problem> {
        serde_json::from_slice(&self.asked.body).map_err(|error| problem::invalid_body(&error.to_string()))
    }
}

/// A member of an object, whatever the case of its name: the portal writes them capitalised.
pub(crate) fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let found = value.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value).filter(|value| !value.is_null())
}

/// A text member.
pub(crate) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    member(value, name)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asked::segments;

    #[test]
    fn the_last_provider_is_what_is_asked_for() {
        for (path, scope, namespace, kind) in [
            ("/subscriptions/S", "/subscriptions/S", "", ""),
            ("/subscriptions/S/providers", "/subscriptions/S/providers", "", ""),
            (
                "/providers/Microsoft.Authorization/roleAssignments",
                "/",
                "Microsoft.Authorization",
                "roleAssignments",
            ),
            (
                "/subscriptions/S/resourceGroups/g/providers/Microsoft.Storage//storageAccounts/x/providers/Microsoft.Authorization/locks/l",
                "/subscriptions/S/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x",
                "Microsoft.Authorization",
                "locks",
            ),
            (
                "/subscriptions/S/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v/backupResourceGuardProxies/VaultProxy",
                "/subscriptions/S/resourceGroups/g",
                "Microsoft.RecoveryServices",
                "vaults/backupResourceGuardProxies",
            ),
        ] {
            let target = Target::parse(&segments(path));
            assert_eq!(
                (target.scope.as_str(), target.namespace.as_str(), target.kind().as_str()),
                (scope, namespace, kind)
            );
        }
        let root = Target::parse(&segments("/providers/Microsoft.Management/managementGroups/g"));
        assert_eq!(root.id(), ScopePath::management_group("g"));
    }

    #[test]
    fn members_are_found_whatever_their_case() {
        let value = serde_json::json!({"Properties": {"PrincipalId": "x", "Condition": null}});
        let properties = member(&value, "properties").unwrap();
        assert_eq!(text(properties, "principalId"), Some("x"));
        assert_eq!(member(properties, "condition"), None);
        assert_eq!(member(&serde_json::json!([1]), "x"), None);
    }
}
