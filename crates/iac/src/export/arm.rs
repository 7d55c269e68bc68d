//! ARM template JSON: a role assignment, and a PIM request.
//! Azure: <https://learn.microsoft.com/azure/templates/microsoft.authorization/roleassignments>

use rolewright_authz::intent::AssignmentIntent;
use rolewright_authz::scope::{Resource, ResourceParent, Scope};

use super::json::{Json, arm_argument, arm_text};
use super::{CONDITION_VERSION, ELIGIBILITY_API, ROLE_ASSIGNMENT_API, note_principal_type};

/// Where a template has to be deployed for a scope.
pub(super) struct Target {
    /// Last part of the `$schema` address.
    schema: &'static str,
    /// `targetScope` of Bicep.
    pub(super) bicep: &'static str,
    /// Expression for the id of the deployment's scope, the same in both languages.
    pub(super) id: &'static str,
    /// Function that gives the role definition's id.
    pub(super) role_function: &'static str,
    /// Words after `az deployment`.
    deploy: String,
}

/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-resource-group>
pub(super) fn target(scope: &Scope) -> Target {
    let parent = match scope {
        Scope::ManagementGroup(name) => {
            return Target {
                schema: "2019-08-01/managementGroupDeploymentTemplate.json#",
                bicep: "managementGroup",
                id: "managementGroup().id",
                role_function: "tenantResourceId",
                deploy: format!("mg create --management-group-id {name} --location <region>"),
            };
        }
        Scope::Tenant => ResourceParent::Tenant,
        Scope::Subscription(id) => ResourceParent::Subscription(*id),
        Scope::ResourceGroup(id, group) => ResourceParent::ResourceGroup(*id, group.clone()),
        Scope::Resource(resource) => resource.parent.clone(),
    };
    match parent {
        ResourceParent::Tenant => Target {
            schema: "2019-08-01/tenantDeploymentTemplate.json#",
            bicep: "tenant",
            id: "tenant().tenantId",
            role_function: "tenantResourceId",
            deploy: "tenant create --location <region>".into(),
        },
        ResourceParent::Subscription(id) => Target {
            schema: "2018-05-01/subscriptionDeploymentTemplate.json#",
            bicep: "subscription",
            id: "subscription().id",
            role_function: "subscriptionResourceId",
            deploy: format!("sub create --subscription {id} --location <region>"),
        },
        ResourceParent::ResourceGroup(id, group) => Target {
            schema: "2019-04-01/deploymentTemplate.json#",
            bicep: "resourceGroup",
            id: "resourceGroup().id",
            role_function: "subscriptionResourceId",
            deploy: format!("group create --subscription {id} --resource-group {group}"),
        },
    }
}

impl Target {
    /// How to deploy, as a note.
    pub(super) fn deploy_note(&self, file: &str) -> String {
        format!("deploy with `az deployment {} --template-file {file}`", self.deploy)
    }
}

pub(super) fn assignment(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let target = target(&intent.scope);
    let mut properties = vec![
        ("roleDefinitionId", role(intent, &target)),
        ("principalId", Json::text(intent.principal.to_string())),
        ("principalType", Json::text(intent.principal_type.as_str())),
    ];
    push_condition(&mut properties, intent);
    if let Some(description) = &intent.description {
        properties.push(("description", arm_text(description)));
    }
    let code = template(
        intent,
        &target,
        "Microsoft.Authorization/roleAssignments",
        ROLE_ASSIGNMENT_API,
        properties,
        None,
    );
    (code, vec![target.deploy_note("role-assignment.json"), note_principal_type()])
}

pub(super) fn eligibility(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let target = target(&intent.scope);
    let expiration =
        Json::Object(vec![("type", Json::text("AfterDuration")), ("duration", Json::text("P365D"))]);
    let schedule = Json::Object(vec![
        ("startDateTime", Json::text("[parameters('startDateTime')]")),
        ("expiration", expiration),
    ]);
    let mut properties = vec![
        ("requestType", Json::text("AdminAssign")),
        ("roleDefinitionId", role(intent, &target)),
        ("principalId", Json::text(intent.principal.to_string())),
    ];
    push_condition(&mut properties, intent);
    properties.push(("scheduleInfo", schedule));
    if let Some(description) = &intent.description {
        properties.push(("justification", arm_text(description)));
    }
    let start =
        Json::Object(vec![("type", Json::text("string")), ("defaultValue", Json::text("[utcNow()]"))]);
    let parameters = Json::Object(vec![("startDateTime", start)]);
    let kind = "Microsoft.Authorization/roleEligibilityScheduleRequests";
    let code = template(intent, &target, kind, ELIGIBILITY_API, properties, Some(parameters));
    (code, eligibility_notes(intent, &target, "eligible-assignment.json"))
}

/// Notes on PIM requests, for ARM and Bicep.
/// Azure: <https://learn.microsoft.com/rest/api/authorization/role-eligibility-schedule-requests/create>
pub(super) fn eligibility_notes(intent: &AssignmentIntent, target: &Target, file: &str) -> Vec<String> {
    let mut notes = vec![
        target.deploy_note(file),
        "a request is made once: to ask again later, change the name".into(),
        "eligible for 365 days, which the role's PIM policy must allow".into(),
        "a PIM request has no principalType; Azure looks the principal up".into(),
    ];
    if intent.condition.is_some() {
        notes.push("Microsoft documents conditions with PIM for the Storage Blob Data roles; other roles are accepted in practice".into());
    }
    notes
}

fn role(intent: &AssignmentIntent, target: &Target) -> Json {
    Json::text(format!(
        "[{}('Microsoft.Authorization/roleDefinitions', '{}')]",
        target.role_function, intent.role
    ))
}

fn push_condition(properties: &mut Vec<(&'static str, Json)>, intent: &AssignmentIntent) {
    if let Some(condition) = &intent.condition {
        properties.push(("condition", arm_text(condition)));
        properties.push(("conditionVersion", Json::text(CONDITION_VERSION)));
    }
}

fn template(
    intent: &AssignmentIntent,
    target: &Target,
    kind: &str,
    api: &str,
    properties: Vec<(&'static str, Json)>,
    parameters: Option<Json>,
) -> String {
    let (seed, scope) = match &intent.scope {
        Scope::Resource(resource) => {
            let id = resource_id(resource);
            (id.clone(), Some(Json::text(format!("[{id}]"))))
        }
        _ => (target.id.to_owned(), None),
    };
    let mut item = vec![
        ("type", Json::text(kind)),
        ("apiVersion", Json::text(api)),
        ("name", Json::text(format!("[guid({seed}, '{}', '{}')]", intent.principal, intent.role))),
    ];
    item.extend(scope.map(|scope| ("scope", scope)));
    item.push(("properties", Json::Object(properties)));
    let schema = format!("https://schema.management.azure.com/schemas/{}", target.schema);
    let mut fields = vec![("$schema", Json::text(schema)), ("contentVersion", Json::text("1.0.0.0"))];
    fields.extend(parameters.map(|p| ("parameters", p)));
    fields.push(("resources", Json::List(vec![Json::Object(item)])));
    Json::Object(fields).pretty()
}

/// The template function call that gives a resource's id.
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid>
fn resource_id(resource: &Resource) -> String {
    let function = match resource.parent {
        ResourceParent::Tenant => "tenantResourceId",
        ResourceParent::Subscription(_) => "subscriptionResourceId",
        ResourceParent::ResourceGroup(..) => "resourceId",
    };
    let names: Vec<String> = resource.segments.iter().map(|(_, name)| arm_argument(name)).collect();
    format!("{function}('{}', {})", resource.full_type(), names.join(", "))
}
