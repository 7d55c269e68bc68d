//! What every rule declares about itself.

use crate::diagnostic::Severity;
use crate::lint::findings::Findings;
use crate::lint::subject::Subject;

/// One rule of the catalogue. Its manual page is the doc comment of the file that declares it.
#[derive(Debug)]
pub(crate) struct Rule {
    /// `L01` to `L45`.
    pub(crate) code: &'static str,
    /// In kebab case, named for the bad thing.
    pub(crate) name: &'static str,
    /// How bad it is, unless the case at hand is milder or worse.
    pub(crate) severity: Severity,
    /// What it needs beside the text.
    pub(crate) needs: Need,
    pub(crate) reach: Reach,
    pub(crate) check: fn(&Subject<'_>, &mut Findings<'_>),
}

/// How much of a text must have been understood for a rule to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Nothing: it looks at the text, whatever the language.
    Text,
    /// The one comparison or group that it speaks about.
    Part,
    /// All of it: it speaks about what is not there.
    Whole,
}

/// What a rule needs to know beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing.
    Nothing,
    /// The condition version that goes with the text.
    Version,
    /// The role the condition is put on.
    Role,
    /// The roles of the tenant.
    Roles,
    /// The principals of the tenant.
    Principals,
    /// The time.
    Now,
    /// Whether the assignment is made through Privileged Identity Management.
    Pim,
    /// Facts about the storage account.
    StorageAccount,
    /// The permissions mode of the container registry.
    Registry,
    /// What else the principal is assigned.
    OtherAssignments,
}

impl Need {
    /// What to tell a user when it is missing; empty for [`Need::Nothing`].
    #[must_use]
    pub(crate) fn when_missing(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Version => "no condition version given",
            Self::Role => "no role chosen",
            Self::Roles => "no list of roles loaded",
            Self::Principals => "no list of principals loaded",
            Self::Now => "no time given",
            Self::Pim => "not known whether the assignment is made through Privileged Identity Management",
            Self::StorageAccount => "nothing known of the storage account",
            Self::Registry => "permissions mode of the registry not known",
            Self::OtherAssignments => "other assignments of the principal not known",
        }
    }
}
