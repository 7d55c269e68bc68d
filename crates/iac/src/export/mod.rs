//! One intent, many exact outputs. Each format escapes the condition for its host, so that what the host hands
//! on to Azure is the condition byte for byte.

mod arm;
mod bicep;
mod hcl;
mod json;
mod names;
mod powershell;
mod rest;
mod shell;
mod terraform;

use rolewright_authz::intent::AssignmentIntent;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::scope::Scope;
use rolewright_condition::syntax::ast::Dialect;
use rolewright_condition::syntax::token::TokenKind;

/// The only version for new conditions.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>
const CONDITION_VERSION: &str = "2.0";
/// The first stable version that takes conditions.
const ROLE_ASSIGNMENT_API: &str = "2022-04-01";
const ELIGIBILITY_API: &str = "2020-10-01";

/// An output language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// ARM template.
    Arm,
    /// Bicep.
    Bicep,
    /// Terraform, provider azurerm.
    TerraformAzurerm,
    /// Terraform, provider azapi.
    TerraformAzapi,
    /// Azure CLI in bash.
    AzBash,
    /// Azure CLI in PowerShell.
    AzPowerShell,
    /// Az PowerShell module.
    AzPowerShellModule,
    /// REST request.
    Rest,
    /// PIM eligible assignment, as ARM template.
    PimArm,
    /// PIM eligible assignment, as Bicep.
    PimBicep,
}

impl Format {
    /// Every format, in the order they are shown.
    pub const ALL: [Format; 10] = [
        Format::Bicep,
        Format::Arm,
        Format::TerraformAzurerm,
        Format::TerraformAzapi,
        Format::AzBash,
        Format::AzPowerShell,
        Format::AzPowerShellModule,
        Format::Rest,
        Format::PimBicep,
        Format::PimArm,
    ];

    /// The name typed after `--to`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Arm => "arm",
            Self::Bicep => "bicep",
            Self::TerraformAzurerm => "terraform-azurerm",
            Self::TerraformAzapi => "terraform-azapi",
            Self::AzBash => "az-bash",
            Self::AzPowerShell => "az-powershell",
            Self::AzPowerShellModule => "az-powershell-module",
            Self::Rest => "rest",
            Self::PimArm => "pim-arm",
            Self::PimBicep => "pim-bicep",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Arm => "ARM template",
            Self::Bicep => "Bicep",
            Self::TerraformAzurerm => "Terraform (azurerm)",
            Self::TerraformAzapi => "Terraform (azapi)",
            Self::AzBash => "Azure CLI (bash)",
            Self::AzPowerShell => "Azure CLI (PowerShell)",
            Self::AzPowerShellModule => "Az PowerShell",
            Self::Rest => "REST",
            Self::PimArm => "PIM eligible (ARM template)",
            Self::PimBicep => "PIM eligible (Bicep)",
        }
    }

    /// A name for the file.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Arm => "role-assignment.json",
            Self::Bicep => "role-assignment.bicep",
            Self::TerraformAzurerm => "role-assignment.tf",
            Self::TerraformAzapi => "role-assignment-azapi.tf",
            Self::AzBash => "role-assignment.sh",
            Self::AzPowerShell => "role-assignment-az.ps1",
            Self::AzPowerShellModule => "role-assignment.ps1",
            Self::Rest => "role-assignment.http",
            Self::PimArm => "eligible-assignment.json",
            Self::PimBicep => "eligible-assignment.bicep",
        }
    }
}

/// An intent written down in one format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The format.
    pub format: Format,
    /// The text of the file; empty where `impossible` is set.
    pub code: String,
    /// What the host needs, and what to know before running it.
    pub notes: Vec<String>,
    /// Why this intent cannot be written in this format, if it cannot.
    pub impossible: Option<String>,
}

/// Writes one intent in one format.
#[must_use]
pub fn export(intent: &AssignmentIntent, format: Format) -> Exported {
    if let Some(why) = obstacle(intent, format) {
        return Exported { format, code: String::new(), notes: Vec::new(), impossible: Some(why) };
    }
    let (code, notes) = match format {
        Format::Arm => arm::assignment(intent),
        Format::PimArm => arm::eligibility(intent),
        Format::Bicep => bicep::assignment(intent),
        Format::PimBicep => bicep::eligibility(intent),
        Format::TerraformAzurerm => terraform::azurerm(intent),
        Format::TerraformAzapi => terraform::azapi(intent),
        Format::AzBash => shell::az(intent),
        Format::AzPowerShell => powershell::az(intent),
        Format::AzPowerShellModule => powershell::module(intent),
        Format::Rest => rest::request(intent),
    };
    Exported { format, code, notes, impossible: None }
}

/// Why an intent cannot be written in a format.
fn obstacle(intent: &AssignmentIntent, format: Format) -> Option<String> {
    let condition = intent.condition.as_deref().unwrap_or("");
    let parsed = rolewright_condition::parse(condition);
    if parsed.dialect == Dialect::V1 {
        return Some(
            "this is a version-1 condition, which cannot be sent as version 2.0; rewrite it first".into(),
        );
    }
    let common = PrincipalType::COMMON.contains(&intent.principal_type);
    match format {
        Format::TerraformAzurerm if !common => Some(format!(
            "azurerm takes `User`, `Group` or `ServicePrincipal` as principal type, not `{}`; use azapi",
            intent.principal_type
        )),
        Format::AzBash | Format::AzPowerShell if intent.principal_type == PrincipalType::Device => {
            Some("az does not know the principal type `Device`; use REST".into())
        }
        // az strips the line ends at the end of a file it reads for an argument, and a byte order mark at its
        // start: <https://github.com/Azure/azure-cli/blob/dev/src/azure-cli-core/azure/cli/core/commands/__init__.py>
        Format::AzPowerShell if condition.ends_with(['\n', '\r']) => Some(
            "az drops line ends at the end of a file it reads; remove the line end after the condition"
                .into(),
        ),
        Format::AzPowerShell if condition.starts_with('\u{feff}') => Some(
            "az drops a byte order mark at the start of a file it reads; remove it from the condition".into(),
        ),
        // Azure: applications cannot carry out the activation.
        // <https://learn.microsoft.com/azure/role-based-access-control/pim-integration>
        Format::PimArm | Format::PimBicep
            if !matches!(intent.principal_type, PrincipalType::User | PrincipalType::Group) =>
        {
            Some(format!(
                "only users and groups can be eligible, because somebody has to activate the role; the principal type is `{}`",
                intent.principal_type
            ))
        }
        // Azure: PIM manages management groups, subscriptions and what is below them.
        // <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-discover-resources>
        Format::PimArm | Format::PimBicep if intent.scope == Scope::Tenant => {
            Some("PIM manages management groups and what is below them, not the scope `/`".into())
        }
        // Azure: <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles>
        Format::PimArm | Format::PimBicep
            if parsed.tokens.iter().any(|t| {
                t.kind == TokenKind::Attribute
                    && t.span.of(&parsed.text).get(..10).is_some_and(|s| s.eq_ignore_ascii_case("@Principal"))
            }) =>
        {
            Some("conditions with `@Principal` attributes are not supported together with PIM".into())
        }
        _ => None,
    }
}

/// The note that every format carries where somebody's own condition may look at the principal type.
fn note_principal_type() -> String {
    "principalType is sent: without it, a delegate limited by a condition on PrincipalType is refused".into()
}

#[cfg(test)]
#[path = "proof_tests.rs"]
mod proof;
#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
