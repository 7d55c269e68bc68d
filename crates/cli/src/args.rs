//! What may be typed: commands, options, and the help texts with their examples.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::azure_args::{Access, SANDBOX_HELP, Sandbox, Snapshot};

/// Azure authorization in a terminal.
#[derive(Debug, Parser)]
#[command(name = "rolewright", version, about, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) area: Area,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Area {
    /// Check, explain, compare, build and export role assignment conditions
    #[command(subcommand, visible_alias = "conditions")]
    Condition(Condition),
    /// Read tenants into dated snapshots, and look at them offline
    #[command(subcommand, visible_alias = "snapshots")]
    Snapshot(Snapshot),
    /// Say who may do what where, from a snapshot
    #[command(subcommand)]
    Access(Access),
    /// Serve a local Azure to try things against
    #[command(after_help = SANDBOX_HELP)]
    Sandbox(Sandbox),
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  rolewright completions bash > /etc/bash_completion.d/rolewright")]
    Completions {
        /// The shell to write for
        shell: clap_complete::Shell,
    },
    /// Write the manual pages into a folder
    #[command(after_help = "Example:\n  rolewright man ~/.local/share/man/man1")]
    Man {
        /// The folder; it must exist
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Condition {
    /// Report what is wrong with the conditions in files
    #[command(after_help = CHECK_HELP)]
    Check(Check),
    /// Say in plain sentences what a condition allows
    #[command(after_help = "Example:\n  rolewright condition explain delegate.txt")]
    Explain(One),
    /// Lay a condition out as the portal does, or in one line
    #[command(
        after_help = "Examples:\n  rolewright condition format --single-line delegate.txt\n  rolewright condition format --write delegate.txt"
    )]
    Format(Format),
    /// Parse a condition and print its tree back, byte for byte
    #[command(after_help = "Example:\n  rolewright condition print delegate.txt | cmp - delegate.txt")]
    Print(One),
    /// Evaluate a condition for one request: true, false or unknown
    #[command(after_help = EVAL_HELP)]
    Eval(Eval),
    /// Say how what two conditions allow relates, with a request that tells them apart
    #[command(
        after_help = "Example:\n  rolewright condition compare before.txt after.txt\n\nAnswers with \"relation\": equivalent, a-implies-b, b-implies-a, disjoint, overlapping, or cannot-decide with the parts that stop an exact answer under \"undecided\"."
    )]
    Compare(Compare),
    /// Write a condition from a template
    #[command(after_help = BUILD_HELP)]
    Build(Build),
    /// Write a role assignment with this condition in another language
    #[command(after_help = EXPORT_HELP)]
    Export(Export),
}

const CHECK_HELP: &str = "\
Reads Terraform (.tf, .tf.json), Bicep (.bicep, .bicepparam), JSON (templates, role assignments, role definitions),
scripts (.sh, .azcli, .ps1), pipelines (.yml) and plain text; folders are searched for all but the last.
Placeholders such as ${var.roles} are unknown values, not errors.

Exit code: 0 no errors, 1 errors found, 2 something could not be read whole.

Examples:
  rolewright condition check infra/ --format sarif > conditions.sarif
  rolewright condition check main.tf --role 'Role Based Access Control Administrator'
  az role assignment list --all -o json | rolewright condition check -";

const EVAL_HELP: &str = "\
REQUEST.json holds, with attribute names as they stand between the brackets:
  {
    \"action\": \"Microsoft.Authorization/roleAssignments/write\",
    \"request\": {
      \"Microsoft.Authorization/roleAssignments:RoleDefinitionId\": \"acdd72a7-3385-48ef-bd42-f606fba81ae7\",
      \"Microsoft.Authorization/roleAssignments:PrincipalType\": \"Group\"
    }
  }
\"suboperation\", \"resource\", \"principal\" and \"environment\" are optional; a value may be a list; the time is
\"environment\": {\"UtcNow\": \"2026-01-31T00:00:00Z\"}.

Example:
  rolewright condition eval delegate.txt --request request.json";

const BUILD_HELP: &str = "\
Templates: constrain-roles, constrain-roles-and-principal-types, constrain-roles-and-principals, exclude-roles,
exclude-privileged-roles, paired-roles-and-principals, data-roles-to-service-principals, add-only.

Examples:
  rolewright condition build --template constrain-roles-and-principal-types --role Reader --role AcrPull --principal-type ServicePrincipal
  rolewright condition build --template paired-roles-and-principals --pair 'Reader=ea585310-c95c-4a68-af22-49af4363bbb1'";

const EXPORT_HELP: &str = "\
Formats: arm, bicep, terraform-azurerm, terraform-azapi, az-bash, az-powershell, az-powershell-module, rest,
pim-arm, pim-bicep.

Example:
  rolewright condition export delegate.txt --to bicep \\
    --scope /subscriptions/11111111-1111-1111-1111-111111111111 \\
    --role 'Role Based Access Control Administrator' \\
    --principal ea585310-c95c-4a68-af22-49af4363bbb1 --principal-type ServicePrincipal";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckOutput {
    /// Drawn under the lines they concern
    Text,
    /// All diagnostics with their places and fixes
    Json,
    /// SARIF 2.1.0 for code scanning
    Sarif,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Files or folders; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// The role that the condition is attached to, by name or id
    #[arg(long, value_name = "NAME|ID")]
    pub(crate) role: Option<String>,
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: CheckOutput,
}

#[derive(Debug, Args)]
pub(crate) struct One {
    /// The file; `-` is standard input; `FILE#2` is the second condition of a Terraform, Bicep or JSON file
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Output,
}

#[derive(Debug, Args)]
pub(crate) struct Format {
    #[command(flatten)]
    pub(crate) one: One,
    /// One line, for shells
    #[arg(long)]
    pub(crate) single_line: bool,
    /// Write the file instead of printing
    #[arg(long)]
    pub(crate) write: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// The condition's file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// The request's file; `-` is standard input
    #[arg(long, value_name = "REQUEST.json")]
    pub(crate) request: String,
    #[arg(long, value_enum, default_value = "json")]
    pub(crate) format: Output,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// One condition
    #[arg(value_name = "A")]
    pub(crate) a: String,
    /// The other
    #[arg(value_name = "B")]
    pub(crate) b: String,
    #[arg(long, value_enum, default_value = "json")]
    pub(crate) format: Output,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The template's name
    #[arg(long, value_name = "NAME")]
    pub(crate) template: String,
    /// A role by name or id; may be repeated
    #[arg(long, value_name = "NAME|ID", value_delimiter = ',')]
    pub(crate) role: Vec<String>,
    /// A principal's object id; may be repeated
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) principal: Vec<String>,
    /// User, Group or ServicePrincipal; may be repeated
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    pub(crate) principal_type: Vec<String>,
    /// Roles and the principals they may go to, for paired-roles-and-principals; may be repeated
    #[arg(long, value_name = "ROLE,…=ID,…")]
    pub(crate) pair: Vec<String>,
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Output,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The condition's file; `-` is standard input. The line end after the last line is not part of the condition.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// The format
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: String,
    /// Where the role is assigned, as in /subscriptions/…
    #[arg(long)]
    pub(crate) scope: String,
    /// The role that is assigned, by name or id
    #[arg(long, value_name = "NAME|ID")]
    pub(crate) role: String,
    /// Object id of the principal who gets the role
    #[arg(long, value_name = "ID")]
    pub(crate) principal: String,
    /// User, Group or ServicePrincipal
    #[arg(long, value_name = "TYPE")]
    pub(crate) principal_type: String,
    /// Description of the role assignment
    #[arg(long)]
    pub(crate) description: Option<String>,
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Output,
}
