//! A small client over TLS, so that the sandbox is spoken to as by anybody else.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use rolewright_sandbox::{Addresses, Config, Sandbox, TenantAccess};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::{Value, json};

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the connection ended before the body did.
    pub(crate) cut: bool,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// `error.code`
    pub(crate) fn code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// `error.message`
    pub(crate) fn message(&self) -> String {
        self.json()["error"]["message"].as_str().unwrap_or_default().to_owned()
    }
}

/// A sandbox and a way to speak to it.
pub(crate) struct Client {
    pub(crate) sandbox: Sandbox,
    tls: Arc<ClientConfig>,
}

impl Client {
    pub(crate) fn start(config: Config) -> Self {
        let sandbox = Sandbox::start(config).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(sandbox.ca_pem().as_bytes()).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self { sandbox, tls: Arc::new(tls) }
    }

    pub(crate) fn demo() -> Self {
        Self::start(Config::default())
    }

    pub(crate) fn addresses(&self) -> &Addresses {
        self.sandbox.addresses()
    }

    pub(crate) fn tenants(&self) -> Vec<TenantAccess> {
        self.sandbox.tenants()
    }

    /// Sends one request and reads the answer to its end.
    pub(crate) fn send(&self, method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let (scheme, rest) = url.split_once("://").unwrap();
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() || method == "POST" || method == "PUT" {
            head += &format!("content-length: {}\r\n", body.len());
        }
        head += "\r\n";
        let socket = TcpStream::connect(host).unwrap();
        let mut raw = Vec::new();
        let bytes = [head.as_bytes(), body].concat();
        let ended = if scheme == "https" {
            let name = ServerName::try_from(host.rsplit_once(':').unwrap().0.to_owned()).unwrap();
            let connection = ClientConnection::new(self.tls.clone(), name).unwrap();
            let mut stream = StreamOwned::new(connection, socket);
            stream.write_all(&bytes).unwrap();
            stream.read_to_end(&mut raw)
        } else {
            let mut stream = socket;
            stream.write_all(&bytes).unwrap();
            stream.read_to_end(&mut raw)
        };
        parse(&raw, ended.is_err())
    }

    pub(crate) fn form(&self, url: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.send("POST", url, &[("content-type", "application/x-www-form-urlencoded")], body.as_bytes())
    }

    pub(crate) fn token_url(&self, tenant: &str) -> String {
        format!("{}/{tenant}/oauth2/v2.0/token", self.addresses().login)
    }

    /// A token of an application.
    pub(crate) fn application_token(&self, tenant: usize, application: usize, resource: &str) -> String {
        let tenants = self.tenants();
        let app = &tenants[tenant].applications[application];
        let id = app.client_id.to_string();
        let pairs = [
            ("grant_type", "client_credentials"),
            ("client_id", id.as_str()),
            ("client_secret", app.secret.as_str()),
            ("scope", &format!("{resource}/.default")),
        ];
        let answer = self.form(&self.token_url(&tenants[tenant].id.to_string()), &pairs);
        answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned()
    }

    /// A token of a person in a tenant, by device code.
    pub(crate) fn person_token(&self, user: &str, tenant: &str, resource: &str) -> String {
        let pairs = [("client_id", AZURE_CLI), ("scope", &format!("{resource}/.default offline_access"))];
        let url = format!("{}/{tenant}/oauth2/v2.0/devicecode", self.addresses().login);
        let begun = self.form(&url, &pairs).json();
        let user_code = begun["user_code"].as_str().unwrap();
        let page = begun["verification_uri"].as_str().unwrap();
        assert_eq!(self.form(page, &[("user_code", user_code), ("user", user)]).status, 200);
        let pairs = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("client_id", AZURE_CLI),
            ("device_code", begun["device_code"].as_str().unwrap()),
        ];
        let answer = self.form(&self.token_url(tenant), &pairs);
        answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned()
    }

    /// A call on Resource Manager with a token.
    pub(crate) fn call(&self, token: &str, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let url = format!("{}{path}", self.addresses().resource_manager);
        let token = format!("Bearer {token}");
        let body = body.map(|b| serde_json::to_vec(b).unwrap()).unwrap_or_default();
        self.send(method, &url, &[("authorization", &token), ("content-type", "application/json")], &body)
    }

    pub(crate) fn get(&self, token: &str, path: &str) -> Answer {
        self.call(token, "GET", path, None)
    }

    /// Every row of a list, page by page.
    pub(crate) fn all(&self, token: &str, path: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut next = format!("{}{path}", self.addresses().resource_manager);
        let token = format!("Bearer {token}");
        loop {
            let page = self.send("GET", &next, &[("authorization", &token)], b"");
            assert_eq!(page.status, 200, "{next} {}", String::from_utf8_lossy(&page.body));
            let page = page.json();
            rows.extend(page["value"].as_array().unwrap().iter().cloned());
            match page["nextLink"].as_str() {
                Some(link) => link.clone_into(&mut next),
                None => return rows,
            }
        }
    }

    /// A call on Graph with a token.
    pub(crate) fn graph(&self, token: &str, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let url = format!("{}/v1.0{path}", self.addresses().graph);
        let token = format!("Bearer {token}");
        let body = body.map(|b| serde_json::to_vec(b).unwrap()).unwrap_or_default();
        self.send(method, &url, &[("authorization", &token)], &body)
    }
}

/// The public client that every tenant knows.
pub(crate) const AZURE_CLI: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
pub(crate) const ARM: &str = "https://management.azure.com";
pub(crate) const GRAPH: &str = "https://graph.microsoft.com";

/// The body of a new role assignment.
pub(crate) fn assignment(role: &str, principal: &str) -> Value {
    json!({"properties": {
        "roleDefinitionId": format!("/providers/Microsoft.Authorization/roleDefinitions/{role}"),
        "principalId": principal,
    }})
}

fn parse(raw: &[u8], ended_badly: bool) -> Answer {
    let split = raw.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(raw.len());
    let head = String::from_utf8_lossy(&raw[..split]).into_owned();
    let mut body = raw.get(split + 4..).unwrap_or_default().to_vec();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
    let headers: Vec<(String, String)> =
        lines.filter_map(|line| line.split_once(": ").map(|(n, v)| (n.to_owned(), v.to_owned()))).collect();
    let header = |name: &str| headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    let mut cut = ended_badly;
    if header("transfer-encoding") == Some("chunked") {
        let (whole, complete) = unchunk(&body);
        body = whole;
        cut |= !complete;
    } else if let Some(length) = header("content-length").and_then(|l| l.parse::<usize>().ok()) {
        cut |= body.len() < length;
        // A peer that closes without a TLS goodbye after a whole body has said everything.
        cut &= body.len() < length;
    }
    Answer { status, headers, body, cut }
}

fn unchunk(mut raw: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(end) = raw.windows(2).position(|w| w == b"\r\n") else { return (body, false) };
        let size = usize::from_str_radix(std::str::from_utf8(&raw[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            return (body, true);
        }
        let Some(chunk) = raw.get(end + 2..end + 2 + size) else { return (body, false) };
        body.extend_from_slice(chunk);
        raw = raw.get(end + 4 + size..).unwrap_or_default();
    }
}
