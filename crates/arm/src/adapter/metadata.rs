//! Where managed identities get their tokens: an address of the machine itself, which speaks plain HTTP and is
//! never reached over a network.
//! Azure: <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>,
//! <https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference>

use async_trait::async_trait;
use azure_core::error::ErrorKind;
use azure_core::http::{AsyncRawResponse, HttpClient, Request};
use reqwest::{Client, Url};

use super::core;
use crate::error::Error;
use crate::transport::{Patience, Reply};

/// A client that speaks to nothing but the machine itself.
#[derive(Debug)]
pub(crate) struct Metadata(Client);

impl Metadata {
    pub(crate) fn new(patience: &Patience) -> Result<Self, Error> {
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(patience.connect)
            .read_timeout(patience.silence)
            .build();
        client.map(Self).map_err(|problem| Error::Setup(problem.to_string()))
    }
}

#[async_trait]
impl HttpClient for Metadata {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let call = core::call(request)?;
        if !is_this_machine(&call.url) {
            let refused = Error::Setup(format!(
                "`{}` is no address of this machine",
                call.url.origin().ascii_serialization()
            ));
            return Err(azure_core::Error::new(ErrorKind::Credential, refused));
        }
        let sent =
            self.0.request(call.method, call.url).headers(call.headers).body(call.body.unwrap_or_default());
        let lost = |problem: reqwest::Error| {
            azure_core::Error::with_message(
                ErrorKind::Io,
                format!("the managed identity endpoint: {}", problem.without_url()),
            )
        };
        let response = sent.send().await.map_err(lost)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.map_err(lost)?;
        Ok(core::raw(Reply { status, headers, body }))
    }
}

/// The link-local address that Azure's hosts answer at, or a loopback address.
fn is_this_machine(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "169.254.169.254"
        || host == "169.254.130.1"
        || host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_machine_itself_is_spoken_to() {
        for (address, ours) in [
            ("http://169.254.169.254/metadata/identity/oauth2/token", true),
            ("http://127.0.0.1:41741/msi/token", true),
            ("http://[::1]:1/", true),
            ("http://localhost:1/", true),
            ("http://169.254.169.254.example.com/", false),
            ("http://10.0.0.1/", false),
            ("http://example.com/", false),
        ] {
            assert_eq!(is_this_machine(&Url::parse(address).unwrap()), ours, "{address}");
        }
    }
}
