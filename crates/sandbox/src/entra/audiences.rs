//! Whom a token is for.

use crate::cloud::Addresses;

/// A resource that tokens are issued for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    ResourceManager,
    Graph,
}

/// Names of Resource Manager in the three clouds, the legacy ones of the service management API included.
/// Azure: <https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure>
const RESOURCE_MANAGER: [&str; 7] = [
    "https://management.azure.com",
    "https://management.core.windows.net",
    "https://management.usgovcloudapi.net",
    "https://management.core.usgovcloudapi.net",
    "https://management.chinacloudapi.cn",
    "https://management.core.chinacloudapi.cn",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
];
/// Azure: <https://learn.microsoft.com/graph/deployments>
const GRAPH: [&str; 4] = [
    "https://graph.microsoft.com",
    "https://graph.microsoft.us",
    "https://microsoftgraph.chinacloudapi.cn",
    "00000003-0000-0000-c000-000000000000",
];

impl Audience {
    /// The resource of that name.
    pub(crate) fn of(name: &str, addresses: &Addresses) -> Option<Self> {
        let name = name.trim_end_matches('/');
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        if RESOURCE_MANAGER.iter().any(|other| is(other)) || is(&addresses.resource_manager) {
            Some(Self::ResourceManager)
        } else if GRAPH.iter().any(|other| is(other)) || is(&addresses.graph) {
            Some(Self::Graph)
        } else {
            None
        }
    }
}

/// The resource that the scopes of a request name, as it goes into `aud`: what stands before `/.default` or the
/// name of a permission. Bare permissions and none at all mean Graph.
pub(crate) fn resource(scopes: &str) -> String {
    let of_resource = scopes.split_whitespace().find(|scope| {
        !["openid", "profile", "offline_access", "email"].iter().any(|s| s.eq_ignore_ascii_case(scope))
    });
    match of_resource.and_then(|scope| scope.rsplit_once('/')) {
        Some((resource, _)) => resource.to_owned(),
        None => "https://graph.microsoft.com".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_resource_stands_before_the_permission() {
        for (scopes, expected) in [
            ("https://management.core.windows.net//.default", "https://management.core.windows.net/"),
            ("openid https://management.azure.com/.default offline_access", "https://management.azure.com"),
            ("https://management.azure.com/user_impersonation", "https://management.azure.com"),
            ("User.Read openid", "https://graph.microsoft.com"),
            ("", "https://graph.microsoft.com"),
            ("797f4846-ba00-4fd7-ba43-dac1f8f63013/.default", "797f4846-ba00-4fd7-ba43-dac1f8f63013"),
        ] {
            assert_eq!(resource(scopes), expected);
        }
    }
}
