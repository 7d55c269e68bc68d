//! How Resource Manager says no.
//!
//! Azure: <https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors>

use rolewright_authz::scope_path::ScopePath;
use serde_json::{Map, Value, json};

use crate::reply::Reply;
use crate::world::Caller;

/// A refusal on its way to the client.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) more: Box<More>,
}

/// What few refusals have.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct More {
    /// `error.target`
    pub(crate) target: Option<String>,
    /// `error.details`
    pub(crate) details: Vec<Value>,
    /// `error.additionalInfo`
    pub(crate) additional_info: Vec<Value>,
    /// Without the envelope `error`, as the activity log answers.
    pub(crate) bare: bool,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Problem {
    /// The usual: a status, a code, a message.
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), more: Box::default() }
    }

    /// The same with a header.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.more.headers.push((name, value.into()));
        self
    }

    /// As it is sent.
    pub(crate) fn reply(&self) -> Reply {
        let More { target, details, additional_info, bare, headers } = &*self.more;
        let mut error = Map::new();
        error.insert("code".to_owned(), json!(self.code));
        error.insert("message".to_owned(), json!(self.message));
        if let Some(target) = target {
            error.insert("target".to_owned(), json!(target));
        }
        for (name, list) in [("details", details), ("additionalInfo", additional_info)] {
            if !list.is_empty() {
                error.insert(name.to_owned(), json!(list));
            }
        }
        let body = if *bare { Value::Object(error) } else { json!({"error": error}) };
        let reply = Reply::json(self.status, &body);
        headers.iter().fold(reply, |reply, (name, value)| reply.with(name, value))
    }
}

/// 403 `AuthorizationFailed`; `condition` says that a condition may have been what said no.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>
pub(crate) fn authorization_failed(
    caller: &Caller,
    action: &str,
    scope: &ScopePath,
    condition: bool,
) -> Problem {
    let Caller { name, object_id, .. } = caller;
    let or_condition = if condition { " or an ABAC condition not fulfilled" } else { "" };
    let message = format!(
        "The client '{name}' with object id '{object_id}' does not have authorization{or_condition} to perform \
         action '{action}' over scope '{scope}' or the scope is invalid. If access was recently granted, please \
         refresh your credentials."
    );
    Problem::new(403, "AuthorizationFailed", message)
}

/// 429, as the front end answers.
pub(crate) fn throttled(seconds: f64) -> Problem {
    let seconds = seconds.ceil().max(1.0);
    let message = format!(
        "The request is being throttled as the limit has been reached for operation type. Please try again \
         after '{seconds}' seconds."
    );
    Problem::new(429, "TooManyRequests", message).with("retry-after", seconds.to_string())
}

/// 429 for the requests of one subscription.
pub(crate) fn subscription_throttled(subscription: &str, operation: &str, seconds: f64) -> Problem {
    let seconds = seconds.ceil().max(1.0);
    let message = format!(
        "Number of requests for subscription '{subscription}' and operation '{operation}' exceeded the backend \
         storage limit. Please try again after '{seconds}' seconds."
    );
    Problem::new(429, "SubscriptionRequestsThrottled", message)
        .with("retry-after", seconds.to_string())
        .with("x-ms-failure-cause", "gateway")
}

pub(crate) fn invalid_resource_type(namespace: &str, version: &str) -> Problem {
    let message = format!(
        "The resource type could not be found in the namespace '{namespace}' for api version '{version}'."
    );
    Problem::new(404, "InvalidResourceType", message)
}

pub(crate) fn subscription_not_found(id: &str) -> Problem {
    Problem::new(404, "SubscriptionNotFound", format!("The subscription '{id}' could not be found."))
}

pub(crate) fn resource_group_not_found(name: &str) -> Problem {
    let message = format!("Resource group '{name}' could not be found.");
    Problem::new(404, "ResourceGroupNotFound", message)
}

pub(crate) fn resource_not_found(scope: &ScopePath) -> Problem {
    let group = scope.resource_group().unwrap_or_default();
    let text = scope.as_str();
    let kind = text.rsplit_once("/providers/").map_or(text, |(_, kind)| kind);
    let message = format!(
        "The Resource '{kind}' under resource group '{group}' was not found. For more details please go to \
         https://aka.ms/ARMResourceNotFoundFix"
    );
    Problem::new(404, "ResourceNotFound", message)
}

pub(crate) fn method_not_allowed(method: &str) -> Problem {
    let message = format!("The requested resource does not support http method '{method}'.");
    Problem::new(405, "MethodNotAllowed", message)
}

pub(crate) fn invalid_filter(filter: &str) -> Problem {
    let message = format!(
        "The filter '{filter}' is not supported. Supported filters are either 'atScope()' or \
         'principalId eq '{{value}}'' or 'assignedTo('{{value}}')'."
    );
    Problem::new(400, "BadRequest", message)
}

pub(crate) fn invalid_body(why: &str) -> Problem {
    let message = format!("The request content was invalid and could not be deserialized: '{why}'.");
    Problem::new(400, "InvalidRequestContent", message)
}

pub(crate) fn not_a_guid(what: &str, text: &str) -> Problem {
    let message = format!("The {what} '{text}' is not valid. The {what} must be a GUID.");
    Problem::new(
        400,
        if what == "role assignment ID" { "InvalidRoleAssignmentId" } else { "BadRequestFormat" },
        message,
    )
}

/// 409 `MissingSubscriptionRegistration`.
pub(crate) fn not_registered(namespace: &str) -> Problem {
    let message = format!(
        "The subscription is not registered to use namespace '{namespace}'. See \
         https://aka.ms/rps-not-found for how to register subscriptions."
    );
    let mut problem = Problem::new(409, "MissingSubscriptionRegistration", message.clone());
    problem.more.details =
        vec![json!({"code": "MissingSubscriptionRegistration", "target": namespace, "message": message})];
    problem.with("x-ms-failure-cause", "gateway")
}
