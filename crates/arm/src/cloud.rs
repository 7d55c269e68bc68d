//! Which Azure is spoken to: the addresses of its control plane, its sign-in and its directory.
//!
//! A cloud is data. Everything that is sent goes to one of the three addresses here; a link that leads anywhere
//! else is refused by the transport.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::Error;

/// Where device codes of the clouds are typed, as their answers name it.
const CODE_PAGES: [(&str, &str); 5] = [
    ("microsoft.com", "/devicelogin"),
    ("www.microsoft.com", "/devicelogin"),
    ("login.microsoft.com", "/device"),
    ("microsoft.com", "/deviceloginus"),
    ("microsoft.com", "/deviceloginchina"),
];

/// One Azure cloud.
/// Azure: <https://learn.microsoft.com/azure/developer/identity/national-clouds>,
/// <https://learn.microsoft.com/graph/deployments>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloud {
    /// `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud` as the Azure CLI names them, or a name of one's own.
    pub name: String,
    /// Azure Resource Manager.
    pub arm: Url,
    /// Microsoft Entra's sign-in.
    pub login: Url,
    /// Microsoft Graph, without version.
    pub graph: Url,
    /// Whether the directory audit log can be read; it is not offered in China.
    /// Azure: <https://learn.microsoft.com/graph/api/directoryaudit-list>
    pub has_directory_audits: bool,
    /// A root certificate to trust besides those of the machine, in PEM: for a cloud on this machine.
    pub root_certificate: Option<String>,
}

impl Cloud {
    /// The clouds that Microsoft and 21Vianet run.
    ///
    /// # Errors
    /// Never in practice: the addresses are constants.
    pub fn known() -> Result<[Self; 3], Error> {
        Ok([
            Self::of(
                "AzureCloud",
                "https://management.azure.com",
                "https://login.microsoftonline.com",
                "https://graph.microsoft.com",
            )?,
            Self::of(
                "AzureUSGovernment",
                "https://management.usgovcloudapi.net",
                "https://login.microsoftonline.us",
                "https://graph.microsoft.us",
            )?,
            Self {
                has_directory_audits: false,
                ..Self::of(
                    "AzureChinaCloud",
                    "https://management.chinacloudapi.cn",
                    "https://login.chinacloudapi.cn",
                    "https://microsoftgraph.chinacloudapi.cn",
                )?
            },
        ])
    }

    /// The public cloud.
    ///
    /// # Errors
    /// Never in practice: the addresses are constants.
    pub fn public() -> Result<Self, Error> {
        let [public, _, _] = Self::known()?;
        Ok(public)
    }

    /// A cloud at addresses of one's own, such as the sandbox.
    ///
    /// # Errors
    /// Where an address is not `https` or has more than a host and a port.
    pub fn custom(
        arm: &str,
        login: &str,
        graph: &str,
        root_certificate: Option<String>,
    ) -> Result<Self, Error> {
        Ok(Self { root_certificate, ..Self::of("Custom", arm, login, graph)? })
    }

    /// What to ask a token for, to call Azure Resource Manager.
    #[must_use]
    pub fn arm_scope(&self) -> String {
        format!("{}/.default", self.arm.origin().ascii_serialization())
    }

    /// What to ask a token for, to call Microsoft Graph.
    #[must_use]
    pub fn graph_scope(&self) -> String {
        format!("{}/.default", self.graph.origin().ascii_serialization())
    }

    /// Whether all of it lies on this machine, as the sandbox does.
    #[must_use]
    pub fn is_on_this_machine(&self) -> bool {
        [&self.arm, &self.login, &self.graph].into_iter().all(|url| match url.host_str() {
            Some("localhost") => true,
            Some(host) => host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()),
            None => false,
        })
    }

    /// The address of a page on which a person signs in to this cloud, as a browser may be sent to it; `None` for
    /// any other page. Besides the cloud's own host there are the pages on which device codes are typed.
    /// Azure: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>
    #[must_use]
    pub fn sign_in_page(&self, text: &str) -> Option<String> {
        let url = Url::parse(text).ok()?;
        let plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
        let of_cloud = url.origin() == self.login.origin();
        let code_page = self.root_certificate.is_none()
            && url.port().is_none()
            && CODE_PAGES.iter().any(|(host, path)| url.host_str() == Some(host) && url.path() == *path);
        (plain && (of_cloud || code_page)).then(|| url.into())
    }

    fn of(name: &str, arm: &str, login: &str, graph: &str) -> Result<Self, Error> {
        Ok(Self {
            name: name.to_owned(),
            arm: address(arm)?,
            login: address(login)?,
            graph: address(graph)?,
            has_directory_audits: true,
            root_certificate: None,
        })
    }
}

fn address(text: &str) -> Result<Url, Error> {
    let url =
        Url::parse(text).map_err(|problem| Error::Setup(format!("`{text}` is no address: {problem}")))?;
    if url.scheme() != "https" {
        return Err(Error::NotHttps { address: text.to_owned() });
    }
    if url.path() != "/" || url.query().is_some() || !url.username().is_empty() {
        return Err(Error::Setup(format!("`{text}` has more than a host and a port")));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_clouds_differ_in_every_address() {
        let [public, government, china] = Cloud::known().unwrap();
        for (one, other) in [(&public, &government), (&government, &china), (&china, &public)] {
            assert_ne!(one.arm, other.arm);
            assert_ne!(one.login, other.login);
            assert_ne!(one.graph, other.graph);
        }
        assert_eq!(public.arm_scope(), "https://management.azure.com/.default");
        assert_eq!(china.graph_scope(), "https://microsoftgraph.chinacloudapi.cn/.default");
        assert!(!china.has_directory_audits);
    }

    #[test]
    fn bad_addresses_are_refused() {
        for bad in
            ["http://127.0.0.1:1", "127.0.0.1", "", "https://host/path", "https://user@host", "ftp://x"]
        {
            let good = "https://127.0.0.1:8443";
            assert!(Cloud::custom(bad, good, good, None).is_err(), "{bad}");
            assert!(Cloud::custom(good, bad, good, None).is_err(), "{bad}");
            assert!(Cloud::custom(good, good, bad, None).is_err(), "{bad}");
        }
        let cloud =
            Cloud::custom("https://127.0.0.1:8443/", "https://localhost:1", "https://localhost:2", None);
        assert_eq!(cloud.unwrap().arm_scope(), "https://127.0.0.1:8443/.default");
    }

    #[test]
    fn a_browser_is_sent_to_sign_in_pages_only() {
        let [public, ..] = Cloud::known().unwrap();
        let here = Cloud::custom(
            "https://127.0.0.1:1",
            "https://127.0.0.1:2",
            "https://127.0.0.1:3",
            Some("pem".into()),
        )
        .unwrap();
        for (cloud, page) in [
            (&public, "https://microsoft.com/devicelogin"),
            (&public, "https://login.microsoft.com/device"),
            (&public, "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?client_id=x"),
            (&here, "https://127.0.0.1:2/common/oauth2/deviceauth"),
        ] {
            assert_eq!(cloud.sign_in_page(page).as_deref(), Some(page));
        }
        for page in [
            "http://microsoft.com/devicelogin",
            "https://microsoft.com/devicelogin/../elsewhere",
            "https://microsoft.com:444/devicelogin",
            "https://microsoft.com@evil.example/devicelogin",
            "https://evil.example@login.microsoftonline.com/",
            "https://login.microsoftonline.com.evil.example/",
            "https://login.microsoftonline.com:444/",
            "https://management.azure.com/",
            "https://127.0.0.1:2/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "login.microsoftonline.com",
            "",
        ] {
            assert_eq!(public.sign_in_page(page), None, "{page}");
        }
        for page in ["https://127.0.0.1:1/", "https://localhost:2/", "https://microsoft.com/devicelogin"] {
            assert_eq!(here.sign_in_page(page), None, "{page}");
        }
    }

    #[test]
    fn this_machine_is_told_from_all_others() {
        let cloud =
            |login: &str| Cloud::custom("https://localhost:1", login, "https://[::1]:3", None).unwrap();
        assert!(cloud("https://127.0.0.1:2").is_on_this_machine());
        for elsewhere in ["https://10.0.0.1", "https://127.0.0.1.evil.example", "https://localhost.example"] {
            assert!(!cloud(elsewhere).is_on_this_machine(), "{elsewhere}");
        }
        assert!(Cloud::known().unwrap().iter().all(|cloud| !cloud.is_on_this_machine()));
    }
}
