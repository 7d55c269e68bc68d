//! Policy assignments, and the definitions that say what they do.
//! Azure: <https://learn.microsoft.com/rest/api/policy/policy-assignments>,
//! <https://learn.microsoft.com/rest/api/policy/policy-definitions>

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rolewright_authz::records::PolicyAssignment;
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::OnceCell;

use super::policy_rule::{self, Denied, Values};
use crate::client::Azure;
use crate::error::Error;
use crate::pages::Pages;
use crate::rows::{self, Page, Text};
use crate::transport::Call;

const API_VERSION: &str = "2023-04-01";

/// An assignment of whatever effect, not yet followed to its definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Assigned {
    /// What it says of itself. `denied_actions` and `resource_types` are empty.
    pub record: PolicyAssignment,
    parameters: Option<Value>,
    overrides: Option<Value>,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, default)]
    name: Option<Text<'a>>,
    #[serde(borrow)]
    properties: Properties<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    #[serde(borrow, default)]
    display_name: Option<Text<'a>>,
    #[serde(borrow)]
    policy_definition_id: Text<'a>,
    #[serde(borrow, default)]
    scope: Option<Text<'a>>,
    #[serde(default)]
    not_scopes: Option<Vec<String>>,
    #[serde(borrow, default)]
    enforcement_mode: Option<Text<'a>>,
    #[serde(default)]
    parameters: Option<Value>,
    #[serde(default)]
    overrides: Option<Value>,
}

/// Definitions that were read once; policies are assigned again and again.
#[derive(Debug, Default)]
pub struct Definitions(Mutex<HashMap<ScopePath, Arc<Asked>>>);

/// What came of reading a definition; empty while nobody has an answer.
type Asked = OnceCell<Result<Arc<Value>, Error>>;

/// Those of a management group itself, or of a subscription and everything below it.
#[must_use]
pub fn list(azure: &Azure, scope: &ScopePath) -> Pages<Assigned> {
    let path = super::at(scope, "/providers/Microsoft.Authorization/policyAssignments");
    let mut query = vec![("api-version", API_VERSION)];
    // A management group takes no list without a filter.
    if scope.level() == ScopeLevel::ManagementGroup {
        query.push(("$filter", "atExactScope()"));
    }
    Pages::new(azure, Call::get(azure.arm(&path, &query)), read)
}

pub(crate) fn read(body: &[u8]) -> serde_json::Result<Page<Assigned>> {
    rows::page(body, |row: Row<'_>| {
        let properties = row.properties;
        let id = row.id.as_str();
        let scope = match rows::text(properties.scope) {
            Some(scope) => ScopePath::new(&scope),
            None => rows::scope_of(id, "Microsoft.Authorization/policyAssignments")?,
        };
        let mode = properties.enforcement_mode.as_ref().map_or("Default", Text::as_str);
        Ok(Assigned {
            record: PolicyAssignment {
                id: ScopePath::new(id),
                scope,
                name: rows::text(properties.display_name).or(rows::text(row.name)).unwrap_or_default(),
                definition: ScopePath::new(properties.policy_definition_id.as_str()),
                not_scopes: properties.not_scopes.into_iter().flatten().map(|s| ScopePath::new(&s)).collect(),
                enforced: !mode.eq_ignore_ascii_case("DoNotEnforce"),
                denied_actions: Vec::new(),
                resource_types: Vec::new(),
            },
            parameters: properties.parameters,
            overrides: properties.overrides,
        })
    })
}

impl Definitions {
    /// The assignment with what it denies; `None` where it denies no action.
    ///
    /// # Errors
    /// Where a definition cannot be read, so that nobody knows.
    pub async fn follow(&self, azure: &Azure, assigned: Assigned) -> Result<Option<PolicyAssignment>, Error> {
        let Assigned { mut record, parameters, overrides } = assigned;
        let given = Values::given(parameters.as_ref());
        let definition = self.get(azure, &record.definition).await?;
        let mut denied: Vec<Denied> = Vec::new();
        let is_set = record.definition.as_str().to_ascii_lowercase().contains("/policysetdefinitions/");
        if is_set {
            for (id, values, reference) in policy_rule::members(&definition, &given) {
                let member = self.get(azure, &ScopePath::new(&id)).await?;
                let effect = policy_rule::overridden(overrides.as_ref(), reference.as_deref());
                denied.extend(policy_rule::of_definition(&member, &values, effect.as_deref()));
            }
        } else {
            let effect = policy_rule::overridden(overrides.as_ref(), None);
            denied.extend(policy_rule::of_definition(&definition, &given, effect.as_deref()));
        }
        if denied.is_empty() {
            return Ok(None);
        }
        // One rule that names no types makes the whole assignment hold for any.
        let any_type = denied.iter().any(|rule| rule.types.is_empty());
        for rule in denied {
            record.denied_actions.extend(rule.actions);
            record.resource_types.extend(rule.types.into_iter().filter(|_| !any_type));
        }
        for list in [&mut record.denied_actions, &mut record.resource_types] {
            list.sort();
            list.dedup();
        }
        Ok(Some(record))
    }

    async fn get(&self, azure: &Azure, id: &ScopePath) -> Result<Arc<Value>, Error> {
        let answer = {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(id.clone()).or_default())
        };
        // Items that meet the same definition at once ask once.
        let ask = || async {
            let call = Call::get(azure.arm(id.as_str(), &[("api-version", API_VERSION)]));
            azure.read(call, |reply| serde_json::from_slice(&reply.body)).await.map(Arc::new)
        };
        answer.get_or_init(ask).await.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract;
    use crate::test_server::{Answer, Server};

    #[test]
    fn official_examples_are_read() {
        let mut seen = 0;
        for (file, body) in contract::examples("examples/policy") {
            if file.contains("listPolicyAssignments") {
                let page = read(body.to_string().as_bytes()).unwrap();
                assert_eq!(page.unreadable, 0, "{file}: {:?}", page.problem);
                seen += page.rows.len();
            }
        }
        assert!(contract::text("index.md").is_none() || seen > 5, "{seen}");
    }

    #[tokio::test]
    async fn an_assignment_is_followed_to_what_it_denies() {
        let server = Server::start(|seen| match seen.target.split('?').next().unwrap_or_default() {
            "/defs/deny" => Answer::ok(
                r#"{"properties":{"policyRule":{"if":{"field":"type","equals":"a/b"},
                    "then":{"effect":"[parameters('effect')]","details":{"actionNames":["delete"]}}}}}"#,
            ),
            "/x/policySetDefinitions/set" => Answer::ok(
                r#"{"properties":{"policyDefinitions":[{"policyDefinitionId":"/DEFS/deny","parameters":{"effect":{"value":"denyAction"}}}]}}"#,
            ),
            "/defs/audit" => Answer::ok(r#"{"properties":{"policyRule":{"then":{"effect":"audit"}}}}"#),
            "/DEFS/deny" => Answer::error(500, "TheCaseOfAnIdDoesNotMatter"),
            _ => Answer::error(404, "PolicyDefinitionNotFound"),
        })
        .await;
        let azure = server.azure();
        let assigned = |definition: &str, parameters: &str| {
            let row = format!(
                r#"{{"value":[{{"id":"/subscriptions/s/providers/Microsoft.Authorization/policyAssignments/p","name":"p",
                    "properties":{{"policyDefinitionId":"{definition}","enforcementMode":"DoNotEnforce","parameters":{parameters}}}}}]}}"#
            );
            read(row.as_bytes()).unwrap().rows.remove(0)
        };
        let definitions = Definitions::default();
        let deny = assigned("/defs/deny", r#"{"effect":{"value":"DenyAction"}}"#);
        let record = definitions.follow(&azure, deny.clone()).await.unwrap().unwrap();
        assert_eq!(
            (record.denied_actions, record.resource_types),
            (vec!["delete".into()], vec!["a/b".into()])
        );
        assert_eq!((record.enforced, record.scope.as_str()), (false, "/subscriptions/s"));
        assert!(definitions.follow(&azure, assigned("/defs/deny", "{}")).await.unwrap().is_none());
        assert!(
            definitions
                .follow(&azure, assigned("/x/policySetDefinitions/set", "null"))
                .await
                .unwrap()
                .is_some()
        );
        assert!(definitions.follow(&azure, assigned("/defs/audit", "{}")).await.unwrap().is_none());
        let missing = definitions.follow(&azure, assigned("/defs/gone", "{}")).await.unwrap_err();
        assert_eq!(missing.code(), "PolicyDefinitionNotFound");
        let asked = server.seen().len();
        definitions.follow(&azure, deny).await.unwrap();
        assert_eq!(server.seen().len(), asked, "a definition is read once");
    }
}
