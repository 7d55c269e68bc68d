//! Ready delegation conditions: the five of the Azure portal with its exact text, and three more.
//!
//! Which template a stored text is, is answered in `recognise`.

use std::fmt;

use crate::builder::recognise;
use crate::guid::Guid;
use crate::syntax::ast::Condition;

/// The roles that choice 2 of the portal excludes, in its order: Owner, User Access Administrator, Role Based
/// Access Control Administrator.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-portal>
pub(crate) const PRIVILEGED_ROLES: [Guid; 3] = [
    Guid::from_u128(0x8e3a_f657_a8ff_443c_a75c_2fe8_c4bc_b635),
    Guid::from_u128(0x18d7_d88d_d35e_4fb5_a5c3_7773_c20a_72d9),
    Guid::from_u128(0xf583_10d9_a9f6_439a_9e8d_f62e_7b41_a168),
];

/// The principal types that conditions may name.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PrincipalType {
    /// A user.
    User,
    /// A group.
    Group,
    /// A service principal; managed identities count as such.
    ServicePrincipal,
}

impl PrincipalType {
    /// All three, in the portal's order.
    pub const ALL: [PrincipalType; 3] = [Self::User, Self::Group, Self::ServicePrincipal];

    /// Azure's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
            Self::ServicePrincipal => "ServicePrincipal",
        }
    }

    /// Reads Azure's name in any casing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str().eq_ignore_ascii_case(text))
    }
}

/// Which template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TemplateKind {
    /// Only these roles.
    ConstrainRoles,
    /// Only these roles, only to these types of principal.
    ConstrainRolesAndPrincipalTypes,
    /// Only these roles, only to these principals.
    ConstrainRolesAndPrincipals,
    /// All roles but these.
    ExcludeRoles,
    /// All roles but the three privileged ones.
    ExcludePrivilegedRoles,
    /// Each group of principals only its own roles.
    PairedRolesAndPrincipals,
    /// Only these roles, only to service principals of this list.
    DataRolesToServicePrincipals,
    /// May add assignments of these roles, may remove none at all.
    AddOnly,
}

impl TemplateKind {
    /// All of them, the portal's first.
    pub const ALL: [TemplateKind; 8] = [
        Self::ConstrainRoles,
        Self::ConstrainRolesAndPrincipalTypes,
        Self::ConstrainRolesAndPrincipals,
        Self::ExcludeRoles,
        Self::ExcludePrivilegedRoles,
        Self::PairedRolesAndPrincipals,
        Self::DataRolesToServicePrincipals,
        Self::AddOnly,
    ];

    /// Its name in commands and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ConstrainRoles => "constrain-roles",
            Self::ConstrainRolesAndPrincipalTypes => "constrain-roles-and-principal-types",
            Self::ConstrainRolesAndPrincipals => "constrain-roles-and-principals",
            Self::ExcludeRoles => "exclude-roles",
            Self::ExcludePrivilegedRoles => "exclude-privileged-roles",
            Self::PairedRolesAndPrincipals => "paired-roles-and-principals",
            Self::DataRolesToServicePrincipals => "data-roles-to-service-principals",
            Self::AddOnly => "add-only",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name for people; the portal's own where it has the template.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ConstrainRoles => "Constrain roles",
            Self::ConstrainRolesAndPrincipalTypes => "Constrain roles and principal types",
            Self::ConstrainRolesAndPrincipals => "Constrain roles and principals",
            Self::ExcludeRoles => "Allow all except specific roles",
            Self::ExcludePrivilegedRoles => "Allow all except privileged administrator roles",
            Self::PairedRolesAndPrincipals => "Each group only its own roles",
            Self::DataRolesToServicePrincipals => "Only these service principals, only these roles",
            Self::AddOnly => "Add only, never remove",
        }
    }

    /// One sentence on what it allows.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::ConstrainRoles => "Assign and remove only the roles you choose, to anyone.",
            Self::ConstrainRolesAndPrincipalTypes => {
                "Assign and remove only the roles you choose, and only for the kinds of principal you choose."
            }
            Self::ConstrainRolesAndPrincipals => {
                "Assign and remove only the roles you choose, and only for the principals you choose."
            }
            Self::ExcludeRoles => "Assign and remove every role but those you choose.",
            Self::ExcludePrivilegedRoles => {
                "Assign and remove every role but Owner, User Access Administrator and Role Based Access Control Administrator."
            }
            Self::PairedRolesAndPrincipals => {
                "Assign and remove roles in pairs: these principals get these roles, those get those."
            }
            Self::DataRolesToServicePrincipals => {
                "Assign and remove only the roles you choose, and only for service principals on your list."
            }
            Self::AddOnly => "Assign only the roles you choose; remove no assignment at all.",
        }
    }

    /// Whether the Azure portal has it too.
    /// Azure: <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-portal>
    #[must_use]
    pub fn in_portal(self) -> bool {
        !matches!(self, Self::PairedRolesAndPrincipals | Self::DataRolesToServicePrincipals | Self::AddOnly)
    }

    /// Whether roles must be given.
    #[must_use]
    pub fn needs_roles(self) -> bool {
        !matches!(self, Self::ExcludePrivilegedRoles | Self::PairedRolesAndPrincipals)
    }

    /// Whether principals must be given.
    #[must_use]
    pub fn needs_principals(self) -> bool {
        matches!(self, Self::ConstrainRolesAndPrincipals | Self::DataRolesToServicePrincipals)
    }

    /// Whether principal types must be given.
    #[must_use]
    pub fn needs_principal_types(self) -> bool {
        self == Self::ConstrainRolesAndPrincipalTypes
    }

    /// Whether pairs must be given.
    #[must_use]
    pub fn needs_pairs(self) -> bool {
        self == Self::PairedRolesAndPrincipals
    }

    fn takes_principals(self) -> bool {
        self.needs_principals() || self == Self::AddOnly
    }

    fn takes_principal_types(self) -> bool {
        self.needs_principal_types() || self == Self::AddOnly
    }
}

/// These principals, only these roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The roles.
    pub roles: Vec<Guid>,
    /// Who may get them.
    pub principals: Vec<Guid>,
}

/// What was typed for a template, not checked yet.
#[derive(Clone, Debug, Default)]
pub struct Parameters {
    /// Role ids.
    pub roles: Vec<String>,
    /// `User`, `Group`, `ServicePrincipal`.
    pub principal_types: Vec<String>,
    /// Principal object ids.
    pub principals: Vec<String>,
    /// Role ids and principal ids that belong together.
    pub pairs: Vec<(Vec<String>, Vec<String>)>,
}

/// A template with valid parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub(super) kind: TemplateKind,
    pub(super) roles: Vec<Guid>,
    pub(super) principal_types: Vec<PrincipalType>,
    pub(super) principals: Vec<Guid>,
    pub(super) pairs: Vec<Pair>,
}

/// Why parameters do not make a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// A role or principal id that is no GUID.
    NotAGuid {
        /// `role` or `principal`.
        what: &'static str,
        /// What was given.
        text: String,
    },
    /// Not one of the three principal types.
    UnknownPrincipalType(String),
    /// Something that the template cannot be without.
    Missing {
        /// The template.
        kind: TemplateKind,
        /// `role`, `principal`, `principal type`, `pair`.
        what: &'static str,
    },
    /// Something that the template has no place for.
    NotTaken {
        /// The template.
        kind: TemplateKind,
        /// `roles`, `principals`, `principal types`, `pairs`.
        what: &'static str,
    },
    /// One pair is the template `constrain-roles-and-principals`.
    OnePair,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAGuid { what, text } => write!(f, "{what} id `{text}` is not a GUID"),
            Self::UnknownPrincipalType(text) => write!(
                f,
                "unknown principal type `{text}`; conditions know `User`, `Group` and `ServicePrincipal`"
            ),
            Self::Missing { kind, what } => {
                write!(f, "template `{}` needs at least one {what}", kind.name())
            }
            Self::NotTaken { kind, what } => write!(f, "template `{}` takes no {what}", kind.name()),
            Self::OnePair => write!(
                f,
                "template `paired-roles-and-principals` needs two pairs; one alone is `constrain-roles-and-principals`"
            ),
        }
    }
}

impl std::error::Error for TemplateError {}

impl Template {
    /// Checks the parameters. Ids given twice count once; excluding exactly the three privileged roles is
    /// `exclude-privileged-roles`, whichever of the two was asked for.
    ///
    /// # Errors
    /// Ids that are no GUIDs, unknown types, and parameters that the template needs or does not take.
    pub fn new(kind: TemplateKind, given: &Parameters) -> Result<Self, TemplateError> {
        let roles = guids("role", &given.roles)?;
        let principals = guids("principal", &given.principals)?;
        let mut principal_types = Vec::new();
        for text in &given.principal_types {
            let one = PrincipalType::parse(text.trim())
                .ok_or_else(|| TemplateError::UnknownPrincipalType(text.clone()))?;
            if !principal_types.contains(&one) {
                principal_types.push(one);
            }
        }
        let mut pairs = Vec::new();
        for (roles, principals) in &given.pairs {
            let pair = Pair { roles: guids("role", roles)?, principals: guids("principal", principals)? };
            if pair.roles.is_empty() || pair.principals.is_empty() {
                let what = if pair.roles.is_empty() { "role in each pair" } else { "principal in each pair" };
                return Err(TemplateError::Missing { kind, what });
            }
            pairs.push(pair);
        }
        let needs = [
            (kind.needs_roles(), roles.is_empty(), "role"),
            (kind.needs_principals(), principals.is_empty(), "principal"),
            (kind.needs_principal_types(), principal_types.is_empty(), "principal type"),
            (kind.needs_pairs(), pairs.is_empty(), "pair"),
        ];
        if let Some((_, _, what)) = needs.into_iter().find(|(needed, empty, _)| *needed && *empty) {
            return Err(TemplateError::Missing { kind, what });
        }
        let takes = [
            (kind.needs_roles(), roles.is_empty(), "roles"),
            (kind.takes_principals(), principals.is_empty(), "principals"),
            (kind.takes_principal_types(), principal_types.is_empty(), "principal types"),
            (kind.needs_pairs(), pairs.is_empty(), "pairs"),
        ];
        if let Some((_, _, what)) = takes.into_iter().find(|(taken, empty, _)| !taken && !empty) {
            return Err(TemplateError::NotTaken { kind, what });
        }
        if pairs.len() == 1 {
            return Err(TemplateError::OnePair);
        }
        Ok(Self { kind, roles, principal_types, principals, pairs }.settled())
    }

    /// One form for what can be said in two.
    pub(super) fn settled(mut self) -> Self {
        let privileged = self.kind == TemplateKind::ExcludeRoles
            && self.roles.len() == PRIVILEGED_ROLES.len()
            && PRIVILEGED_ROLES.iter().all(|role| self.roles.contains(role));
        if privileged {
            self.kind = TemplateKind::ExcludePrivilegedRoles;
            self.roles.clear();
        }
        self
    }

    /// Which template it is.
    #[must_use]
    pub fn kind(&self) -> TemplateKind {
        self.kind
    }

    /// The roles, without those of pairs; empty for `exclude-privileged-roles`.
    #[must_use]
    pub fn roles(&self) -> &[Guid] {
        &self.roles
    }

    /// The principal types; empty for `data-roles-to-service-principals`.
    #[must_use]
    pub fn principal_types(&self) -> &[PrincipalType] {
        &self.principal_types
    }

    /// The principals, without those of pairs.
    #[must_use]
    pub fn principals(&self) -> &[Guid] {
        &self.principals
    }

    /// The pairs of `paired-roles-and-principals`.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The condition, in the portal's layout.
    /// Azure: <https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples>
    #[must_use]
    pub fn text(&self) -> String {
        let write = clause("write", &self.rows("Request"));
        let delete = match self.kind {
            TemplateKind::AddOnly => {
                format!("(\n !(ActionMatches{{'{ASSIGNMENTS}/delete'}})\n)")
            }
            _ => clause("delete", &self.rows("Resource")),
        };
        format!("{write}\nAND\n{delete}")
    }

    fn rows(&self, source: &str) -> String {
        const ONE_OF: &str = "ForAnyOfAnyValues:GuidEquals";
        let row = |indent: &str, name: &str, operator: &str, values: String| {
            format!("{indent}@{source}[{ASSIGNMENTS}:{name}] {operator} {{{values}}}")
        };
        let guids = |indent: &str, name: &str, ids: &[Guid]| {
            row(indent, name, ONE_OF, list(ids.iter().map(Guid::to_string)))
        };
        let types = |types: &[PrincipalType]| {
            let values = list(types.iter().map(|t| format!("'{}'", t.as_str())));
            row("  ", "PrincipalType", "ForAnyOfAnyValues:StringEqualsIgnoreCase", values)
        };
        let exclude = |ids: &[Guid]| {
            row(
                "  ",
                "RoleDefinitionId",
                "ForAnyOfAllValues:GuidNotEquals",
                list(ids.iter().map(Guid::to_string)),
            )
        };
        match self.kind {
            TemplateKind::ExcludeRoles => exclude(&self.roles),
            TemplateKind::ExcludePrivilegedRoles => exclude(&PRIVILEGED_ROLES),
            TemplateKind::PairedRolesAndPrincipals => {
                let pairs = self.pairs.iter().map(|pair| {
                    let roles = guids("   ", "RoleDefinitionId", &pair.roles);
                    let principals = guids("   ", "PrincipalId", &pair.principals);
                    format!("  (\n{roles}\n   AND\n{principals}\n  )")
                });
                pairs.collect::<Vec<_>>().join("\n  OR\n")
            }
            _ => {
                let mut rows = vec![guids("  ", "RoleDefinitionId", &self.roles)];
                if self.kind == TemplateKind::DataRolesToServicePrincipals {
                    rows.push(types(&[PrincipalType::ServicePrincipal]));
                } else if !self.principal_types.is_empty() {
                    rows.push(types(&self.principal_types));
                }
                if !self.principals.is_empty() {
                    rows.push(guids("  ", "PrincipalId", &self.principals));
                }
                rows.join("\n  AND\n")
            }
        }
    }
}

/// The template that a condition is, whatever its spacing, order and extra parentheses; `None` where its
/// meaning is that of no template.
#[must_use]
pub fn recognise(condition: &Condition) -> Option<Template> {
    recognise::recognise(condition)
}

const ASSIGNMENTS: &str = "Microsoft.Authorization/roleAssignments";

fn clause(action: &str, rows: &str) -> String {
    format!("(\n (\n  !(ActionMatches{{'{ASSIGNMENTS}/{action}'}})\n )\n OR \n (\n{rows}\n )\n)")
}

fn list(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(", ")
}

fn guids(what: &'static str, texts: &[String]) -> Result<Vec<Guid>, TemplateError> {
    let mut ids = Vec::new();
    for text in texts {
        let id =
            Guid::parse(text.trim()).ok_or_else(|| TemplateError::NotAGuid { what, text: text.clone() })?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

#[cfg(test)]
#[path = "templates_tests.rs"]
mod tests;
