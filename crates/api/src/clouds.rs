//! Which clouds can be signed in to, and which pages a browser may be sent to.

use rolewright_arm::cloud::Cloud;

use crate::sandboxes::SandboxFacts;
use crate::sign_in;
use crate::wire::error::ApiError;
use crate::wire::session;

/// The clouds that everybody has, as the window and the terminal name them.
const KNOWN: [(&str, &str); 3] =
    [("public", "Azure"), ("us-government", "Azure US Government"), ("china", "Azure operated by 21Vianet")];

/// How the cloud is called that the program was started with.
pub(crate) const SANDBOX: &str = "sandbox";

/// The clouds of this run.
#[derive(Debug, Default)]
pub(crate) struct Clouds {
    sandbox: Option<Cloud>,
}

impl Clouds {
    /// With a sandbox before the others. It has to lie on this machine: its description brings a certificate
    /// authority along, and whoever can hand one over must not thereby see what is sent to Azure.
    pub(crate) fn with_sandbox(facts: &SandboxFacts) -> Result<Self, ApiError> {
        let cloud = facts.cloud()?;
        if !cloud.is_on_this_machine() {
            return Err(ApiError::invalid("the sandbox does not lie on this machine")
                .with_hint("start one here: rolewright sandbox"));
        }
        Ok(Self { sandbox: Some(cloud) })
    }

    /// The cloud of that id.
    pub(crate) fn find(&self, id: &str) -> Result<Cloud, ApiError> {
        match &self.sandbox {
            Some(sandbox) if id == SANDBOX => Ok(sandbox.clone()),
            _ => sign_in::cloud(id),
        }
    }

    /// Whether it will be there at the next start.
    pub(crate) fn is_lasting(id: &str) -> bool {
        KNOWN.iter().any(|(known, _)| *known == id)
    }

    /// As the window offers them, the first one first.
    pub(crate) fn list(&self) -> Result<Vec<session::Cloud>, ApiError> {
        let own = self.sandbox.iter().map(|cloud| wire(SANDBOX, "Sandbox on this computer", cloud));
        let known = KNOWN.iter().map(|(id, name)| Ok(wire(id, name, &sign_in::cloud(id)?)));
        own.map(Ok).chain(known).collect()
    }

    /// The address, if it is that of a page on which somebody signs in to one of the clouds.
    pub(crate) fn sign_in_page(&self, url: &str) -> Option<String> {
        let ids = KNOWN.iter().map(|(id, _)| *id).chain([SANDBOX]);
        ids.filter_map(|id| self.find(id).ok()).find_map(|cloud| cloud.sign_in_page(url))
    }
}

fn wire(id: &str, name: &str, cloud: &Cloud) -> session::Cloud {
    let authority_host = match (cloud.login.host_str(), cloud.login.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or_default().to_owned(),
    };
    session::Cloud { id: id.to_owned(), name: name.to_owned(), authority_host }
}
