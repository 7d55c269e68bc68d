//! Principals and roles as a table names them.

use jiff::Timestamp;
use rolewright_authz::records::{Principal, RoleAssignment};
use rolewright_store::access::{Assignment, Holder, PrincipalState, RoleOrigin};
use rolewright_store::annotations::{Annotation, Verdict};

use crate::wire::access::{PrincipalKind, PrincipalName, PrincipalStanding, RoleKindName, RoleName};
use crate::wire::annotations::AnnotationState;

/// The principal of an assignment.
pub(super) fn principal(row: &Assignment) -> PrincipalName {
    let RoleAssignment { principal, principal_type, .. } = &row.record;
    PrincipalName {
        id: principal.to_string(),
        name: row.principal_record.as_ref().and_then(name),
        kind: kind(row.holder, principal_type.as_str()),
        standing: match row.principal_state {
            PrincipalState::Known | PrincipalState::Guest => PrincipalStanding::Found,
            PrincipalState::Orphaned => PrincipalStanding::Deleted,
            PrincipalState::NotAsked => PrincipalStanding::NotRead,
        },
    }
}

/// A principal that the directory told of.
pub(super) fn of_record(record: &Principal) -> PrincipalName {
    let holder = Holder::of(&record.kind, record.guest, record.service_principal_type.as_deref());
    PrincipalName {
        id: record.id.to_string(),
        name: name(record),
        kind: kind(holder, record.kind.as_str()),
        standing: if record.found { PrincipalStanding::Found } else { PrincipalStanding::Deleted },
    }
}

/// What a person calls it.
pub(crate) fn name(record: &Principal) -> Option<String> {
    record.display_name.clone().or_else(|| record.user_principal_name.clone())
}

fn kind(holder: Holder, written: &str) -> PrincipalKind {
    match holder {
        Holder::User => PrincipalKind::User,
        Holder::Guest => PrincipalKind::Guest,
        Holder::Group => PrincipalKind::Group,
        Holder::ServicePrincipal => PrincipalKind::ServicePrincipal,
        Holder::ManagedIdentity => PrincipalKind::ManagedIdentity,
        Holder::ForeignGroup => PrincipalKind::ForeignGroup,
        Holder::Device => PrincipalKind::Device,
        Holder::Other => PrincipalKind::Other(written.to_owned()),
    }
}

/// The role of an assignment.
pub(super) fn role(row: &Assignment) -> RoleName {
    RoleName {
        id: row.record.role.to_string(),
        name: row.role_name.clone(),
        kind: match row.role_origin {
            RoleOrigin::BuiltIn => RoleKindName::BuiltIn,
            RoleOrigin::Custom | RoleOrigin::Other => RoleKindName::Custom,
            RoleOrigin::Unknown => RoleKindName::Unknown,
        },
        privileged: row.privilege.clone(),
    }
}

/// What a reviewer found, as a row shows it.
pub(super) fn verdict(annotation: &Annotation) -> AnnotationState {
    match annotation.verdict {
        Verdict::Reviewed => AnnotationState::Reviewed,
        Verdict::Question => AnnotationState::Question,
        Verdict::AcceptedRisk { until } => AnnotationState::AcceptRisk { until: day(until) },
    }
}

/// A day as `2027-01-31`; empty where there is no end.
fn day(until: Option<i64>) -> String {
    let time = until.and_then(|until| Timestamp::from_millisecond(until).ok());
    time.map_or_else(String::new, |time| time.to_string().chars().take(10).collect())
}
