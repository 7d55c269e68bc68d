//! A sandbox, and a small client over TLS whose person may do everything in it.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use rolewright_sandbox::world::GLOBAL_ADMINISTRATOR;
use rolewright_sandbox::{Config, Sandbox};
use serde_json::{Value, json};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto};

use super::exchange::{GRAPH, MANAGER};

/// The public client that every tenant knows.
const AZURE_CLI: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

type Connection = BufReader<StreamOwned<ClientConnection, TcpStream>>;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// As JSON; null where there is none.
    pub(crate) body: Value,
}

/// A sandbox and somebody who owns all of it.
pub(crate) struct Azure {
    pub(crate) sandbox: Sandbox,
    now: Arc<AtomicI64>,
    tls: Arc<ClientConfig>,
    connections: HashMap<String, Connection>,
    manager_token: String,
    graph_token: String,
    /// A subscription without locks, `/subscriptions/{id}`.
    pub(crate) subscription: String,
}

impl Azure {
    /// A demo tenant as it would be at that time.
    pub(crate) fn start(at: Timestamp) -> Self {
        let now = Arc::new(AtomicI64::new(at.as_second()));
        let clock = now.clone();
        let sandbox = Sandbox::start(Config {
            clock: Arc::new(move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap()),
            throttled: false,
            device_code_interval: Duration::ZERO,
            ..Config::default()
        })
        .unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(sandbox.ca_pem().as_bytes()).unwrap()).unwrap();
        let tls = ClientConfig::builder_with_provider(Arc::new(crypto::aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut azure = Self {
            sandbox,
            now,
            tls: Arc::new(tls),
            connections: HashMap::new(),
            manager_token: String::new(),
            graph_token: String::new(),
            subscription: String::new(),
        };
        azure.sign_in();
        azure.own_everything();
        azure.subscription = azure.unlocked_subscription();
        azure
    }

    /// Sets the sandbox's clock.
    pub(crate) fn turn_clock(&self, at: Timestamp) {
        self.now.store(at.as_second(), Ordering::SeqCst);
    }

    /// A new token, good from now on.
    pub(crate) fn sign_in(&mut self) {
        let user = self.administrator().0;
        self.manager_token = self.token(&user, MANAGER);
        self.graph_token = self.token(&user, GRAPH);
    }

    /// User principal name and object id of a Global Administrator.
    fn administrator(&self) -> (String, String) {
        let world = self.sandbox.world();
        let world = world.read().unwrap();
        let tenant = &world.tenants()[0];
        let found = tenant
            .principals()
            .find(|p| !p.guest && tenant.directory_roles(p.id).contains(&GLOBAL_ADMINISTRATOR))
            .unwrap();
        (found.user_principal_name.clone().unwrap(), found.id.to_string())
    }

    /// By device code, as a person does.
    fn token(&mut self, user: &str, resource: &str) -> String {
        let tenant = self.sandbox.tenants()[0].id;
        let login = format!("{}/{tenant}/oauth2/v2.0", self.sandbox.addresses().login);
        let scope = format!("{resource}/.default").replace('/', "%2F").replace(':', "%3A");
        let begun =
            self.form(&format!("{login}/devicecode"), &format!("client_id={AZURE_CLI}&scope={scope}"));
        let page = begun["verification_uri"].as_str().unwrap().to_owned();
        let user_code = begun["user_code"].as_str().unwrap();
        let typed = format!("user_code={user_code}&user={}", user.replace('@', "%40"));
        self.send("POST", &page, &[FORM], typed.as_bytes());
        let code = begun["device_code"].as_str().unwrap();
        let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";
        let asked = format!("client_id={AZURE_CLI}&grant_type={grant}&device_code={code}");
        let answer = self.form(&format!("{login}/token"), &asked);
        answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    fn form(&mut self, url: &str, body: &str) -> Value {
        self.send("POST", url, &[FORM], body.as_bytes()).body
    }

    /// Elevates access and becomes Owner of everything.
    fn own_everything(&mut self) {
        let elevate = "/providers/Microsoft.Authorization/elevateAccess?api-version=2016-07-01";
        assert_eq!(self.manage("POST", elevate, &Value::Null).status, 200);
        let (_, me) = self.administrator();
        let path = "/providers/Microsoft.Authorization/roleAssignments/88888888-0000-4000-8000-00000000000a?api-version=2022-04-01";
        let role = format!("/providers/Microsoft.Authorization/roleDefinitions/{OWNER}");
        let body = json!({"properties": {"roleDefinitionId": role, "principalId": me}});
        let made = self.manage("PUT", path, &body);
        assert_eq!(made.status, 201, "{made:?}");
    }

    fn unlocked_subscription(&mut self) -> String {
        let all = self.manage("GET", "/subscriptions?api-version=2022-12-01", &Value::Null).body;
        let ids: Vec<String> = all["value"].as_array().unwrap().iter().map(|s| text(s, "id")).collect();
        let locks = "providers/Microsoft.Authorization/locks?api-version=2016-09-01";
        let unlocked = |id: &String| {
            let answer = self.manage("GET", &format!("{id}/{locks}"), &Value::Null);
            answer.body["value"].as_array().is_some_and(Vec::is_empty)
        };
        ids.into_iter().find(unlocked).unwrap()
    }

    /// A call on Resource Manager.
    pub(crate) fn manage(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let url = format!("{}{path}", self.sandbox.addresses().resource_manager);
        let token = format!("Bearer {}", self.manager_token);
        self.json(method, &url, &token, body)
    }

    /// A call on Graph.
    pub(crate) fn graph(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let url = format!("{}{path}", self.sandbox.addresses().graph);
        let token = format!("Bearer {}", self.graph_token);
        self.json(method, &url, &token, body)
    }

    fn json(&mut self, method: &str, url: &str, token: &str, body: &Value) -> Answer {
        let bytes = if body.is_null() { Vec::new() } else { serde_json::to_vec(body).unwrap() };
        self.send(method, url, &[("authorization", token), ("content-type", "application/json")], &bytes)
    }

    fn send(&mut self, method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let (host, path) = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).unwrap();
        let path = path.replace(' ', "%20");
        let mut head = format!("{method} /{path} HTTP/1.1\r\nhost: {host}\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\n\r\n", body.len());
        let request = [head.as_bytes(), body].concat();
        let connection = match self.connections.remove(host) {
            Some(connection) => connection,
            None => self.connect(host),
        };
        // A connection that was idle for too long is closed by the server.
        let (connection, answer) = exchange(connection, method, &request)
            .or_else(|_| exchange(self.connect(host), method, &request))
            .unwrap();
        self.connections.insert(host.to_owned(), connection);
        answer
    }

    fn connect(&self, host: &str) -> Connection {
        let name = ServerName::try_from(host.rsplit_once(':').unwrap().0.to_owned()).unwrap();
        let tls = ClientConnection::new(self.tls.clone(), name).unwrap();
        let socket = TcpStream::connect(host).unwrap();
        socket.set_nodelay(true).unwrap();
        BufReader::new(StreamOwned::new(tls, socket))
    }
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// A text member.
pub(crate) fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no `{name}` in {value}")).to_owned()
}

fn exchange(mut to: Connection, method: &str, request: &[u8]) -> std::io::Result<(Connection, Answer)> {
    to.get_mut().write_all(request)?;
    to.get_mut().flush()?;
    let mut line = String::new();
    to.read_line(&mut line)?;
    let status: u16 = line.split(' ').nth(1).and_then(|s| s.parse().ok()).ok_or_else(broken)?;
    let mut length = 0;
    loop {
        line.clear();
        to.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        assert!(!name.eq_ignore_ascii_case("transfer-encoding"), "answers have a length");
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().map_err(|_| broken())?;
        }
    }
    let mut bytes = vec![0; if method == "HEAD" { 0 } else { length }];
    to.read_exact(&mut bytes)?;
    let body = if bytes.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&bytes).unwrap_or(Value::String(String::from_utf8_lossy(&bytes).into_owned()))
    };
    Ok((to, Answer { status, body }))
}

fn broken() -> std::io::Error {
    std::io::ErrorKind::UnexpectedEof.into()
}
