//! Pieces that many answers have in common, written without copying.

use std::fmt::{self, Display};

use jiff::Timestamp;
use rolewright_authz::records::{DeniedPrincipal, PermissionBlock, Stamp};
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_condition::guid::Guid;
use serde::{Serialize, Serializer};

/// Anything that can be shown, as a JSON text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A GUID, dashed and in lower case. A page of a thousand rows has six thousand of them, so they are written without
/// the machinery of formatting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Id(pub(crate) Guid);

impl Id {
    /// Hands the text to whoever needs it.
    fn with<T>(self, take: impl FnOnce(&str) -> T) -> T {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'-'; 36];
        let mut rest = self.0.as_u128();
        for (at, place) in text.iter_mut().enumerate().rev() {
            if !matches!(at, 8 | 13 | 18 | 23) {
                let digit = usize::try_from(rest & 0xf).unwrap_or_default();
                *place = DIGITS.get(digit).copied().unwrap_or(b'0');
                rest >>= 4;
            }
        }
        take(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with(|text| f.write_str(text))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with(|text| serializer.serialize_str(text))
    }
}

/// A time as Azure writes it: seven digits after the point.
pub(crate) fn time(at: Timestamp) -> Shown<Time> {
    Shown(Time(at))
}

/// See [`time`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time(Timestamp);

impl Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.7}", self.0)
    }
}

/// The id of an extension resource: `{scope}/providers/Microsoft.Authorization/{kind}/{name}`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExtensionId<'a, N> {
    pub(crate) scope: &'a ScopePath,
    pub(crate) kind: &'static str,
    pub(crate) name: N,
}

impl<N: Display> Display for ExtensionId<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scope = self.scope.as_str();
        let base = if scope == "/" { "" } else { scope };
        f.write_str(base)?;
        f.write_str("/providers/Microsoft.Authorization/")?;
        f.write_str(self.kind)?;
        f.write_str("/")?;
        self.name.fmt(f)
    }
}

/// What stands before `/providers/Microsoft.Authorization/roleDefinitions` in every answer to a question at this
/// scope: the subscription, if it lies in one, whatever scope the definition was made at.
/// Azure: <https://github.com/Azure/azure-cli/issues/27509>
pub(crate) fn role_prefix(asked_at: &ScopePath) -> String {
    match (asked_at.level(), asked_at.subscription_id()) {
        (ScopeLevel::Root | ScopeLevel::ManagementGroup, _) | (_, None) => String::new(),
        (_, Some(id)) => format!("/subscriptions/{id}"),
    }
}

/// The id of a role definition below a prefix.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RoleId<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) role: Guid,
}

impl Display for RoleId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.prefix)?;
        f.write_str("/providers/Microsoft.Authorization/roleDefinitions/")?;
        Id(self.role).fmt(f)
    }
}

/// A permission block.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Permission<'a> {
    actions: &'a [String],
    not_actions: &'a [String],
    data_actions: &'a [String],
    not_data_actions: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition_version: Option<&'a str>,
}

impl<'a> Permission<'a> {
    pub(crate) fn of(block: &'a PermissionBlock) -> Self {
        let PermissionBlock {
            actions,
            not_actions,
            data_actions,
            not_data_actions,
            condition,
            condition_version,
        } = block;
        Self {
            actions,
            not_actions,
            data_actions,
            not_data_actions,
            condition: condition.as_deref(),
            condition_version: condition_version.as_deref(),
        }
    }
}

/// A principal in a deny assignment.
#[derive(Debug, Serialize)]
pub(crate) struct Denied<'a> {
    id: Shown<Guid>,
    #[serde(rename = "type")]
    kind: &'a str,
}

impl<'a> Denied<'a> {
    pub(crate) fn of(principal: &'a DeniedPrincipal) -> Self {
        Self { id: Shown(principal.id), kind: &principal.kind }
    }
}

/// Who and when, the four members that most rows end with.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Stamped<'a> {
    created_on: Option<Shown<Time>>,
    updated_on: Option<Shown<Time>>,
    created_by: Option<&'a str>,
    updated_by: Option<&'a str>,
}

impl<'a> Stamped<'a> {
    pub(crate) fn of(stamp: &'a Stamp) -> Self {
        Self {
            created_on: stamp.created_on.map(time),
            updated_on: stamp.updated_on.map(time),
            created_by: stamp.created_by.as_deref(),
            updated_by: stamp.updated_by.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_as_everywhere() {
        for n in [0, 1, u128::MAX, 0x8e3af657_a8ff_443c_a75c_2fe8c4bcb635] {
            let id = Guid::from_u128(n);
            assert_eq!(Id(id).to_string(), id.to_string());
        }
    }

    #[test]
    fn times_have_seven_digits() {
        let at: Timestamp = "2023-08-23T12:58:31.7438709Z".parse().unwrap();
        assert_eq!(serde_json::to_value(time(at)).unwrap(), "2023-08-23T12:58:31.7438709Z");
        assert_eq!(
            serde_json::to_value(time(Timestamp::UNIX_EPOCH)).unwrap(),
            "1970-01-01T00:00:00.0000000Z"
        );
    }

    #[test]
    fn role_ids_depend_on_where_one_asks() {
        let sub = "/subscriptions/11111111-1111-4111-8111-111111111111";
        for (scope, prefix) in [
            ("/", ""),
            ("/providers/Microsoft.Management/managementGroups/g", ""),
            (sub, sub),
            ("/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/g", sub),
        ] {
            assert_eq!(role_prefix(&ScopePath::new(scope)), prefix);
        }
    }
}
