//! ARM scopes: where a role assignment applies. Read and printed; what lies inside what is not decided here.
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/scope-overview#scope-format>

use std::fmt;

use rolewright_condition::guid::Guid;

/// A place in Azure that a role can be assigned at. Keywords are printed in Azure's spelling, names as typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// `/`: everything in the tenant.
    Tenant,
    /// `/providers/Microsoft.Management/managementGroups/{name}`
    ManagementGroup(String),
    /// `/subscriptions/{id}`
    Subscription(Guid),
    /// `/subscriptions/{id}/resourceGroups/{name}`
    ResourceGroup(Guid, String),
    /// `{parent}/providers/{namespace}/{type}/{name}…`
    Resource(Resource),
}

/// One resource.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Resource {
    /// What it lies in.
    pub parent: ResourceParent,
    /// `Microsoft.Storage`
    pub namespace: String,
    /// Type and name of the resource, its own parents first: `storageAccounts`, `mydata`. Never empty.
    pub segments: Vec<(String, String)>,
}

/// What a resource lies in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ResourceParent {
    /// The tenant itself (`/providers/Microsoft.Capacity/…`).
    Tenant,
    /// A subscription.
    Subscription(Guid),
    /// A resource group.
    ResourceGroup(Guid, String),
}

/// Why a text is not a scope; says what to type instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeError(String);

impl fmt::Display for ScopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ScopeError {}

fn fail<T>(message: impl Into<String>) -> Result<T, ScopeError> {
    Err(ScopeError(message.into()))
}

impl Scope {
    /// Reads a scope, whatever the case of its keywords.
    ///
    /// # Errors
    /// Where the text is no scope: names the part that is wrong.
    pub fn parse(text: &str) -> Result<Self, ScopeError> {
        let text = text.trim();
        if text == "/" {
            return Ok(Self::Tenant);
        }
        let Some(path) = text.strip_prefix('/') else {
            return match Guid::parse(text) {
                Some(id) => fail(format!(
                    "`{text}` is an id, not a scope; for a subscription type `/subscriptions/{id}`"
                )),
                None if text.is_empty() => fail("the scope is empty; for the whole tenant type `/`"),
                None => fail(format!("a scope begins with `/`, as in `/subscriptions/…`; found `{text}`")),
            };
        };
        let path = path.strip_suffix('/').unwrap_or(path);
        let mut parts: Vec<&str> = path.split('/').collect();
        if parts.iter().any(|p| p.is_empty()) {
            return fail(format!("the scope `{text}` has an empty part between two slashes"));
        }
        parts.reverse();
        let parent = parse_parent(&mut parts)?;
        let Some(keyword) = parts.pop() else {
            return Ok(match parent {
                ResourceParent::Tenant => Self::Tenant,
                ResourceParent::Subscription(id) => Self::Subscription(id),
                ResourceParent::ResourceGroup(id, group) => Self::ResourceGroup(id, group),
            });
        };
        if !keyword.eq_ignore_ascii_case("providers") {
            return fail(match parent {
                ResourceParent::Tenant => {
                    format!("a scope begins with `/subscriptions/` or `/providers/`; found `/{keyword}`")
                }
                ResourceParent::Subscription(_) => {
                    format!(
                        "after the subscription comes `/resourceGroups/` or `/providers/`; found `/{keyword}`"
                    )
                }
                ResourceParent::ResourceGroup(..) => {
                    format!("after the resource group comes `/providers/`; found `/{keyword}`")
                }
            });
        }
        parse_provider(parent, parts)
    }
}

/// Takes `subscriptions/{id}[/resourceGroups/{name}]` off the end of the reversed parts.
fn parse_parent(parts: &mut Vec<&str>) -> Result<ResourceParent, ScopeError> {
    if !parts.last().is_some_and(|p| p.eq_ignore_ascii_case("subscriptions")) {
        return Ok(ResourceParent::Tenant);
    }
    parts.pop();
    let Some(id) = parts.pop() else { return fail("the id is missing after `/subscriptions/`") };
    let Some(subscription) = Guid::parse(id) else {
        return fail(format!(
            "`{id}` is not a subscription id; an id looks like `00000000-0000-0000-0000-000000000000`"
        ));
    };
    if !parts.last().is_some_and(|p| p.eq_ignore_ascii_case("resourceGroups")) {
        return Ok(ResourceParent::Subscription(subscription));
    }
    parts.pop();
    let Some(group) = parts.pop() else { return fail("the name is missing after `/resourceGroups/`") };
    check_name("a resource group", group, 90)?;
    if group.ends_with('.') {
        return fail(format!("the name of a resource group cannot end with a full stop: `{group}`"));
    }
    Ok(ResourceParent::ResourceGroup(subscription, group.to_owned()))
}

fn parse_provider(parent: ResourceParent, mut parts: Vec<&str>) -> Result<Scope, ScopeError> {
    let Some(namespace) = parts.pop() else {
        return fail("the namespace is missing after `/providers/`, as in `Microsoft.Storage`");
    };
    if !namespace.contains('.') || !namespace.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') {
        return fail(format!("`{namespace}` is not a resource provider; one looks like `Microsoft.Storage`"));
    }
    let mut segments = Vec::new();
    while let Some(kind) = parts.pop() {
        if kind.eq_ignore_ascii_case("providers") {
            return fail(
                "a resource that extends another (a second `/providers/`) is not supported as a scope; use the resource itself",
            );
        }
        if !kind.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')) {
            return fail(format!("`{kind}` is not a resource type"));
        }
        let Some(name) = parts.pop() else {
            return fail(format!("the name is missing after `/{kind}`"));
        };
        if name.chars().any(|c| c.is_control() || matches!(c, '?' | '#' | '"' | '\\' | '<' | '>')) {
            return fail(format!("`{}` cannot be the name of a resource", name.escape_debug()));
        }
        segments.push((kind.to_owned(), name.to_owned()));
    }
    match (&parent, segments.as_slice()) {
        (_, []) => fail(format!("the resource type and name are missing after `/providers/{namespace}`")),
        (ResourceParent::Tenant, [(kind, name)])
            if namespace.eq_ignore_ascii_case("Microsoft.Management")
                && kind.eq_ignore_ascii_case("managementGroups") =>
        {
            check_name("a management group", name, 90)?;
            Ok(Scope::ManagementGroup(name.clone()))
        }
        _ => Ok(Scope::Resource(Resource { parent, namespace: namespace.to_owned(), segments })),
    }
}

/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules>
fn check_name(what: &str, name: &str, longest: usize) -> Result<(), ScopeError> {
    if let Some(c) = name.chars().find(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.' | '(' | ')'))
    {
        return fail(format!(
            "the name of {what} cannot hold `{}`: `{}`",
            c.escape_debug(),
            name.escape_debug()
        ));
    }
    if name.chars().count() > longest {
        return fail(format!("the name of {what} has at most {longest} characters"));
    }
    Ok(())
}

impl Resource {
    /// `Microsoft.Storage/storageAccounts/blobServices`
    #[must_use]
    pub fn full_type(&self) -> String {
        let mut text = self.namespace.clone();
        for (kind, _) in &self.segments {
            text.push('/');
            text.push_str(kind);
        }
        text
    }
}

impl fmt::Display for ResourceParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tenant => Ok(()),
            Self::Subscription(id) => write!(f, "/subscriptions/{id}"),
            Self::ResourceGroup(id, group) => write!(f, "/subscriptions/{id}/resourceGroups/{group}"),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tenant => f.write_str("/"),
            Self::ManagementGroup(name) => {
                write!(f, "/providers/Microsoft.Management/managementGroups/{name}")
            }
            Self::Subscription(id) => write!(f, "/subscriptions/{id}"),
            Self::ResourceGroup(id, group) => write!(f, "/subscriptions/{id}/resourceGroups/{group}"),
            Self::Resource(resource) => {
                write!(f, "{}/providers/{}", resource.parent, resource.namespace)?;
                resource.segments.iter().try_for_each(|(kind, name)| write!(f, "/{kind}/{name}"))
            }
        }
    }
}

#[cfg(test)]
#[path = "scope_tests.rs"]
mod tests;
