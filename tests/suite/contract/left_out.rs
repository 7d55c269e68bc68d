//! What of the recordings is not compared, and why.

/// What happens to an exchange that is not compared.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Left {
    /// It is sent, because what follows needs what it does.
    Sent(&'static str),
    /// Graph takes no writes here; what it does is done in the directory itself.
    Directory(&'static str),
    /// It is not sent.
    Out(&'static str),
}

const NOT_GRAPH: &str = "not a service of the sandbox";
const OTHER_SERVICE: &str = "another service's own answer; only that there is such a resource matters";
const OPERATION: &str = "how far another service is with something long";
const WRITES: &str = "the sandbox's directory is not written through Graph";

/// A pattern (a recording's name with the exchange's number, or the beginning of an operation with or without its
/// method) and what happens. The first that fits counts.
const LEFT_OUT: &[(&str, Left)] = &[
    // Other hosts.
    ("vault.azure.net", Left::Out("Key Vault's data plane")),
    ("POST windows.net", Left::Directory("Azure AD Graph, which Microsoft Graph replaced")),
    ("windows.net", Left::Out("Azure AD Graph, which Microsoft Graph replaced")),
    // The directory.
    ("POST graph/directoryObjects/getByIds", Left::Out(NOT_GRAPH)),
    ("GET graph/applications", Left::Out("applications are known by their service principals only")),
    ("GET graph/servicePrincipals/{}/owners", Left::Out("owners are not kept")),
    ("POST graph/users/{}/getMemberGroups", Left::Out(WRITES)),
    ("POST graph", Left::Directory(WRITES)),
    ("PATCH graph", Left::Directory(WRITES)),
    ("DELETE graph", Left::Directory(WRITES)),
    // Other providers.
    ("GET Microsoft.Network/locations", Left::Out(OPERATION)),
    ("GET Microsoft.DocumentDB/locations", Left::Out(OPERATION)),
    ("PUT Microsoft.Network", Left::Sent(OTHER_SERVICE)),
    ("PUT Microsoft.DocumentDB", Left::Sent(OTHER_SERVICE)),
    ("Microsoft.Network", Left::Out(OTHER_SERVICE)),
    ("Microsoft.DocumentDB", Left::Out(OTHER_SERVICE)),
    ("Microsoft.KeyVault", Left::Out(OTHER_SERVICE)),
];

/// What a recording finds already there: its name, a path below the subscription, and the body of a `PUT`; without
/// one it is a `POST`.
pub(crate) const PRESUPPOSED: &[(&str, &str, Option<&str>)] = &[];

/// The rule for an exchange that is not compared.
pub(crate) fn rule(recording: &str, number: usize, operation: &str) -> Option<(&'static str, Left)> {
    let place = format!("{recording}#{number}");
    let what = operation.split_once(' ').map_or(operation, |(_, what)| what);
    let fits = |pattern: &str| {
        pattern == place || operation.starts_with(pattern) || what.starts_with(pattern)
    };
    LEFT_OUT.iter().find(|(pattern, _)| fits(pattern)).copied()
}

/// Every pattern.
pub(crate) fn patterns() -> impl Iterator<Item = &'static str> {
    LEFT_OUT.iter().map(|(pattern, _)| *pattern)
}
