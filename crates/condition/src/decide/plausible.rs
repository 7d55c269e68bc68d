//! Values and actions that a reader of an example knows, and which attributes a request really carries.
//!
//! Nothing here changes an answer; it only chooses among examples that are all true.

use crate::catalog::actions::{self, ActionInfo};
use crate::catalog::attributes::ValueType;
use crate::decide::formula::Read;
use crate::eval::Scalar;
use crate::guid::Guid;

/// Well-known roles for "any other role", the least privileged first.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles>
const ROLES: [Guid; 4] = [
    // Reader
    Guid::from_u128(0xacdd72a7_3385_48ef_bd42_f606fba81ae7),
    // Contributor
    Guid::from_u128(0xb24988ac_6180_42a0_ab88_20f7382dd24c),
    // User Access Administrator
    Guid::from_u128(0x18d7d88d_d35e_4fb5_a5c3_7773c20a72d9),
    // Owner
    Guid::from_u128(0x8e3af657_a8ff_443c_a75c_2fe8c4bcb635),
];

/// A GUID that is none of these: a well-known role for roles, else one that nobody has.
pub(super) fn guid(read: &Read, taken: &[Guid]) -> Guid {
    let role = read.info.is_some_and(|info| info.value_type == ValueType::Role);
    let roles = ROLES.into_iter().filter(|_| role);
    // Any number of guesses beyond those taken would do; each differs in its last digits.
    let others = (0..).map(|n: u128| Guid::from_u128(0x2f6d1c84_5b3e_4a97_9c20_7d41e8b60000 + n));
    roles.chain(others).find(|guid| !taken.contains(guid)).unwrap_or(Guid::from_u128(0))
}

/// Texts for an attribute, with how odd each looks.
pub(super) fn texts(read: &Read) -> Vec<(String, u32)> {
    let closed = read.info.map_or(&[][..], |info| info.values);
    let mut texts: Vec<(String, u32)> = closed.iter().map(|value| ((*value).to_owned(), 1)).collect();
    let is_type = read.info.is_some_and(|info| info.value_type == ValueType::PrincipalType);
    // Azure: the REST type has more members than conditions document.
    // <https://learn.microsoft.com/rest/api/authorization/role-assignments/create>
    let other = if is_type { ["ForeignGroup", "Device"] } else { ["example", "other"] };
    texts.extend(other.map(|text| (text.to_owned(), 3)));
    texts
}

/// A value for an attribute of which only the presence is asked.
pub(super) fn any(read: &Read) -> Scalar {
    match read.info.map(|info| info.value_type) {
        Some(ValueType::Role | ValueType::Principal) => Scalar::String(guid(read, &[]).to_string()),
        Some(ValueType::Boolean) => Scalar::Boolean(true),
        Some(ValueType::Number) => Scalar::Integer(1),
        Some(ValueType::DateTime) => Scalar::String("2030-01-01T00:00:00Z".to_owned()),
        _ => Scalar::String(
            texts(read).into_iter().next().map_or_else(|| "example".to_owned(), |(text, _)| text),
        ),
    }
}

/// Actions for "any other action" and for wildcards: an everyday one first, then those that conditions target.
pub(super) fn actions() -> Vec<(String, u32)> {
    let everyday = [
        ("Microsoft.Resources/subscriptions/resourceGroups/read", 3),
        ("Microsoft.Authorization/roleDefinitions/read", 3),
        ("Microsoft.Compute/virtualMachines/write", 3),
        ("Microsoft.Storage/storageAccounts/delete", 3),
        ("Microsoft.Compute/virtualMachines/start/action", 3),
    ];
    let known = actions::all().iter().map(|info| {
        let delegation = info.action.starts_with("Microsoft.Authorization/");
        (info.action.to_owned(), if delegation { 1 } else { 2 })
    });
    known.chain(everyday.map(|(action, oddness)| (action.to_owned(), oddness))).collect()
}

/// What a request for an action and suboperation carries, as far as Azure's tables say.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    forms: Vec<&'static ActionInfo>,
}

impl Carried {
    /// For one request.
    pub(super) fn by(action: &str, suboperation: Option<&str>) -> Self {
        let fits = |info: &&ActionInfo| {
            info.action.eq_ignore_ascii_case(action)
                && match (info.suboperation, suboperation) {
                    (None, _) => true,
                    (Some(own), Some(asked)) => own.eq_ignore_ascii_case(asked) != info.suboperation_negated,
                    (Some(_), None) => info.suboperation_negated,
                }
        };
        Self { forms: actions::all().iter().filter(fits).collect() }
    }

    /// Whether a request carries the attribute. Attributes in no table are thought to be there; those of
    /// other actions are not.
    pub(super) fn carries(&self, read: &Read) -> bool {
        let Some(info) = read.info else { return true };
        if self.forms.is_empty() {
            return !actions::all().iter().any(|form| form.takes(info))
                || actions::all().iter().all(|form| form.takes(info));
        }
        self.forms.iter().any(|form| form.takes(info))
    }
}
