//! Replays recorded traffic against a sandbox that was given what the traffic presupposes.

use std::collections::{BTreeMap, BTreeSet};

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::Principal;
use rolewright_condition::guid::Guid;
use serde_json::{Value, json};

use super::azure::{Answer, Azure};
use super::exchange::{Exchange, GRAPH, MANAGER, code};
use super::left_out::{self, Left};
use super::shape::Shape;

/// The id that recordings have for every subscription.
const NO_SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000000";

/// How an answer differs from the recorded one.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// Folder, file and number of the exchange.
    pub(crate) place: String,
    /// `GET Microsoft.Authorization/locks`
    pub(crate) operation: String,
    /// `.value[].name: missing`
    pub(crate) what: String,
}

/// What came of some recordings.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) compared: usize,
    /// By pattern of [`left_out`], how many.
    pub(crate) left_out: BTreeMap<&'static str, usize>,
    pub(crate) differences: Vec<Difference>,
}

impl Report {
    pub(crate) fn add(&mut self, other: Self) {
        self.compared += other.compared;
        for (pattern, count) in other.left_out {
            *self.left_out.entry(pattern).or_default() += count;
        }
        self.differences.extend(other.differences);
    }
}

/// A recording on its way.
struct Replay<'a> {
    azure: &'a mut Azure,
    name: &'a str,
    /// What the recording calls something, and what it is called here.
    names: BTreeMap<String, String>,
    /// The tenant's id, which is the name of its root management group.
    tenant: String,
    /// Applications of the directory: object id to client id.
    applications: BTreeMap<String, Guid>,
    report: Report,
}

/// Sends all of a recording, in its order and by its clock.
pub(crate) fn replay(azure: &mut Azure, name: &str, exchanges: &[Exchange]) -> Report {
    if let Some(at) = exchanges.iter().find_map(Exchange::at) {
        azure.turn_clock(at);
    }
    azure.sign_in();
    let subscription = azure.subscription.rsplit('/').next().unwrap_or_default().to_owned();
    let mut names = BTreeMap::from([(NO_SUBSCRIPTION.to_owned(), subscription.clone())]);
    for exchange in exchanges.iter().filter(|e| e.url.starts_with(MANAGER)) {
        let segments = exchange.segments();
        let id = segments.iter().position(|s| *s == "subscriptions").and_then(|at| segments.get(at + 1));
        if let Some(id) = id.filter(|id| Guid::parse(id).is_some()) {
            names.insert((*id).to_owned(), subscription.clone());
        }
    }
    let tenant = azure.sandbox.tenants()[0].id.to_string();
    let applications = BTreeMap::new();
    let mut replay = Replay { azure, name, names, tenant, applications, report: Report::default() };
    let groups = replay.presuppose(exchanges);
    for (number, exchange) in exchanges.iter().enumerate() {
        if let Some(at) = exchange.at() {
            replay.azure.turn_clock(at);
        }
        replay.one(number, exchange);
    }
    for group in groups {
        replay.azure.manage("DELETE", &format!("{group}?api-version=2022-09-01"), &Value::Null);
    }
    replay.report
}

impl Replay<'_> {
    fn here(&self, text: &str) -> String {
        let at = |id: &str| format!("/subscriptions/{id}");
        self.names.iter().fold(text.to_owned(), |text, (theirs, ours)| text.replace(&at(theirs), &at(ours)))
    }

    fn body(&self, exchange: &Exchange) -> Value {
        let mut body = match &exchange.request_body {
            Value::Null => Value::Null,
            body => serde_json::from_str(&self.here(&body.to_string())).unwrap(),
        };
        // Queries name subscriptions and management groups that nobody has here.
        for (scopes, ours) in
            [("subscriptions", &self.names[NO_SUBSCRIPTION]), ("managementGroups", &self.tenant)]
        {
            if let Some(Value::Array(named)) = body.get_mut(scopes) {
                *named = vec![json!(ours)];
            }
        }
        body
    }

    /// Makes what the recording did not make itself: resource groups, resources, providers, principals, all over
    /// Resource Manager as far as that can. The resource groups are returned, so that they can be removed.
    fn presuppose(&mut self, exchanges: &[Exchange]) -> BTreeSet<String> {
        let mut groups = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for exchange in exchanges.iter().filter(|e| e.url.starts_with(MANAGER)) {
            let segments = exchange.segments();
            let [first, _, second, name, rest @ ..] = segments.as_slice() else { continue };
            if *first != "subscriptions" || !second.eq_ignore_ascii_case("resourcegroups") {
                continue;
            }
            let group = format!("{}/resourceGroups/{name}", self.azure.subscription);
            groups.insert(group.clone());
            let own = rest.is_empty() && (exchange.method == "PUT" || exchange.status == 404);
            if seen.insert(name.to_lowercase()) && !own {
                // As the recording reads it later, if it does.
                let read = exchanges.iter().find(|e| {
                    let at = e.segments();
                    at.len() == 4 && at[3].eq_ignore_ascii_case(name) && e.status == 200
                });
                let there = read.map_or(&Value::Null, |e| &e.response_body);
                let location = there.get("location").and_then(Value::as_str).unwrap_or("westus");
                let tags = there.get("tags").cloned().unwrap_or(json!({}));
                self.done("PUT", &group, &json!({"location": location, "tags": tags}));
            }
            let namespace = rest.get(1).copied().unwrap_or("Microsoft.Authorization");
            if exchange.method == "PUT" && seen.insert(namespace.to_lowercase()) {
                let path = format!("{}/providers/{namespace}/register", self.azure.subscription);
                self.done("POST", &path, &Value::Null);
            }
        }
        self.find_groups(exchanges);
        for (recording, path, body) in left_out::PRESUPPOSED {
            if self.name.contains(recording) {
                let body = body.map_or(Value::Null, |body| serde_json::from_str(body).unwrap());
                let path = format!("{}{path}", self.azure.subscription);
                if let Some((group, _)) = path.split_once("/providers/") {
                    groups.insert(group.to_owned());
                }
                self.done(if body.is_null() { "POST" } else { "PUT" }, &path, &body);
            }
        }
        self.find_principals(exchanges);
        for exchange in exchanges.iter().filter(|e| e.method == "PUT") {
            let properties = &exchange.request_body["properties"];
            if let Some(id) = properties["principalId"].as_str().and_then(Guid::parse) {
                let kind = properties["principalType"].as_str().unwrap_or("User");
                self.plant(id, kind, &Value::Null);
            }
        }
        groups
    }

    /// Whoever is read and was not created.
    fn find_principals(&self, exchanges: &[Exchange]) {
        let id = |row: &Value| row["id"].as_str().and_then(Guid::parse);
        let graph = || exchanges.iter().filter(|e| e.url.starts_with(GRAPH));
        let made: BTreeSet<Guid> =
            graph().filter(|e| e.status == 201).filter_map(|e| id(&e.response_body)).collect();
        for exchange in graph() {
            let kind = match exchange.segments().get(1).map(|s| s.to_lowercase()).as_deref() {
                Some("users") => "User",
                Some("groups") => "Group",
                Some("serviceprincipals") => "ServicePrincipal",
                Some("directoryobjects") => "",
                _ => continue,
            };
            for row in exchange.response_body["value"].as_array().into_iter().flatten() {
                let typed = row["@odata.type"].as_str().and_then(|t| t.rsplit('.').next());
                if let Some(id) = id(row).filter(|id| !made.contains(id)) {
                    self.plant(id, typed.unwrap_or(kind), row);
                }
            }
        }
    }

    /// Management groups that a recording updates or deletes before it creates them are there already.
    fn find_groups(&mut self, exchanges: &[Exchange]) {
        let mut seen = BTreeSet::new();
        for exchange in exchanges {
            let segments = exchange.segments();
            let ["providers", "Microsoft.Management", "managementGroups", name, ..] = segments.as_slice()
            else {
                continue;
            };
            if seen.insert((*name).to_owned()) && exchange.status == 200 {
                self.done(
                    "PUT",
                    &format!("/providers/Microsoft.Management/managementGroups/{name}"),
                    &json!({}),
                );
            }
        }
    }

    fn done(&mut self, method: &str, path: &str, body: &Value) {
        let version = if path.contains("Microsoft.") { "2023-05-01" } else { "2022-09-01" };
        let answer = self.azure.manage(method, &format!("{path}?api-version={version}"), body);
        assert!(answer.status < 300, "{}: {method} {path}: {answer:?}", self.name);
    }

    /// Puts somebody into the directory, described as Graph does.
    fn plant(&self, id: Guid, kind: &str, as_read: &Value) {
        let member = |name: &str| as_read[name].as_str().map(str::to_owned);
        let world = self.azure.sandbox.world();
        let mut world = world.write().unwrap();
        let tenant = world.tenants()[0].id;
        world.tenant_mut(tenant).unwrap().add_principal(Principal {
            id,
            kind: PrincipalType::parse(kind),
            display_name: Some(member("displayName").unwrap_or_else(|| "Somebody".to_owned())),
            user_principal_name: member("userPrincipalName"),
            guest: false,
            app_id: member("appId").and_then(|id| Guid::parse(&id)),
            service_principal_type: member("servicePrincipalType"),
            found: true,
        });
    }

    fn join(&self, group: &str, member: &str, into: bool) {
        let (group, member) = (Guid::parse(group).unwrap(), Guid::parse(member).unwrap());
        let world = self.azure.sandbox.world();
        let mut world = world.write().unwrap();
        let tenant = world.tenants()[0].id;
        let tenant = world.tenant_mut(tenant).unwrap();
        if into {
            tenant.join(group, member);
        } else {
            tenant.leave(group, member);
        }
    }

    /// Removes whoever has this object id, user principal name or client id.
    fn forget(&self, whom: &str) {
        let world = self.azure.sandbox.world();
        let mut world = world.write().unwrap();
        let tenant = world.tenants()[0].id;
        let tenant = world.tenant_mut(tenant).unwrap();
        let id = Guid::parse(whom);
        let found = tenant.principals().find(|p| {
            Some(p.id) == id
                || p.app_id.is_some() && p.app_id == id
                || p.user_principal_name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(whom))
        });
        if let Some(id) = found.map(|p| p.id) {
            tenant.forget_principal(id);
        }
    }

    fn one(&mut self, number: usize, exchange: &Exchange) {
        let operation = exchange.operation();
        if let Some((pattern, left)) = left_out::rule(self.name, number, &operation) {
            *self.report.left_out.entry(pattern).or_default() += 1;
            match left {
                Left::Sent(_) => {
                    let answer = self.send(exchange);
                    assert!(answer.status < 300, "{}#{number} {operation}: {answer:?}", self.name);
                }
                Left::Directory(_) => self.in_directory(exchange),
                Left::Out(_) => {}
            }
            return;
        }
        let answer = self.send(exchange);
        self.report.compared += 1;
        let place = format!("{}#{number}", self.name);
        for what in differences(exchange, &answer) {
            let operation = operation.clone();
            self.report.differences.push(Difference { place: place.clone(), operation, what });
        }
    }

    fn send(&mut self, exchange: &Exchange) -> Answer {
        let body = self.body(exchange);
        if let Some(path) = exchange.url.strip_prefix(MANAGER) {
            let path = self.here(path);
            self.azure.manage(&exchange.method, &path, &body)
        } else {
            let path = exchange.url.strip_prefix(GRAPH).unwrap_or_else(|| panic!("{}", exchange.url));
            self.azure.graph(&exchange.method, path, &body)
        }
    }

    /// What a write to the directory does, done in the directory.
    fn in_directory(&mut self, exchange: &Exchange) {
        let body = &exchange.response_body;
        let segments = exchange.segments();
        let id = body["id"].as_str().or_else(|| body["objectId"].as_str()).and_then(Guid::parse);
        match (exchange.method.as_str(), segments.get(1).map(|s| s.to_lowercase()).as_deref(), id) {
            ("POST", Some("users"), Some(id)) => self.plant(id, "User", body),
            ("POST", Some("groups"), _) if segments.last() == Some(&"$ref") => {
                let member = exchange.request_body["@odata.id"].as_str().and_then(|id| id.rsplit('/').next());
                self.join(segments[2], member.unwrap(), true);
            }
            ("DELETE", Some("groups"), _) if segments.last() == Some(&"$ref") => {
                self.join(segments[2], segments[4], false);
            }
            ("POST", Some("groups"), Some(id)) if segments.len() == 2 => self.plant(id, "Group", body),
            ("POST", Some("serviceprincipals"), Some(id)) if segments.len() == 2 => {
                self.plant(id, "ServicePrincipal", body);
            }
            ("POST", Some("applications"), Some(id)) => {
                let client = body["appId"].as_str().and_then(Guid::parse).unwrap_or(id);
                self.applications.insert(id.to_string(), client);
            }
            ("DELETE", Some("applications"), _) => {
                let client = segments.last().and_then(|id| self.applications.get(*id));
                if let Some(client) = client {
                    self.forget(&client.to_string());
                }
            }
            ("DELETE", Some(_), _) if segments.len() == 3 => {
                self.forget(&segments.last().unwrap().replace("%40", "@"));
            }
            _ => {}
        }
    }
}

/// Status, code, message and shape, in this order; what follows a difference in status says nothing more.
fn differences(exchange: &Exchange, answer: &Answer) -> Vec<String> {
    let ours = code(&answer.body).filter(|_| answer.status >= 400);
    if answer.status != exchange.status {
        let ours = ours.map(|code| format!(" {code}")).unwrap_or_default();
        return vec![format!("status {}{ours} where Azure has {}", answer.status, exchange.status)];
    }
    let mut found = Vec::new();
    if exchange.status >= 400 {
        if exchange.code() != ours {
            found.push(format!("code {ours:?} where Azure has {:?}", exchange.code()));
        }
        let (theirs, ours) = (message(&exchange.response_body), message(&answer.body));
        if theirs != ours {
            found.push(format!("message `{ours}` where Azure has `{theirs}`"));
        }
    }
    found.extend(Shape::of(&exchange.response_body).differences(&Shape::of(&answer.body)));
    found
}

/// An error's message without what it quotes and without ids.
fn message(body: &Value) -> String {
    let text = body.get("error").unwrap_or(body)["message"].as_str().unwrap_or_default();
    let outside = text.split('\'').step_by(2).collect::<Vec<_>>().join("'…'");
    let word = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        if bare.len() >= 32 && Guid::parse(bare).is_some() || bare.len() == 32 && is_hex(bare) {
            word.replace(bare, "{id}")
        } else if bare.parse::<jiff::Timestamp>().is_ok() {
            word.replace(bare, "{time}")
        } else {
            word.to_owned()
        }
    };
    outside.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}
