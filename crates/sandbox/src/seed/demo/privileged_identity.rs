//! Privileged Identity Management: what may be activated and what is active.
//!
//! - Most privileged roles are eligible only, for a group or a person, for a year at most.
//! - One eligibility never ends, and one ends within a week.
//! - Bastian Köhler activated Owner of Finance two hours ago, for eight hours.
//! - Every lasting role assignment shows as an active instance, too, as Azure does; here those of the platform.

use jiff::{SignedDuration, Timestamp};
use rolewright_authz::records::{PimInstance, PimKind};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use super::people::People;
use super::places::Places;
use crate::seed::plant::Plant;

fn shift(at: Timestamp, hours: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_hours(hours)).unwrap_or(at)
}

fn eligible(
    plant: &mut Plant,
    who: Guid,
    role: &str,
    scope: &ScopePath,
    (start, end): (i64, Option<i64>),
) -> Option<String> {
    let principal_type = plant.tenant.principal(who)?.kind.clone();
    let role = plant.role(role)?;
    let name = plant.draw.guid().to_string();
    plant.tenant.pim.push(PimInstance {
        kind: PimKind::Eligible,
        name: name.clone(),
        scope: scope.clone(),
        role,
        principal: who,
        principal_type,
        member_type: Some("Direct".to_owned()),
        assignment_type: None,
        start: Some(shift(plant.now, start * 24)),
        end: end.map(|days| shift(plant.now, days * 24)),
        condition: None,
        condition_version: None,
        origin_assignment: None,
        eligibility: None,
    });
    Some(name)
}

pub(super) fn plant(plant: &mut Plant, places: &Places, people: &People) {
    plant.by = Some(people.administrator(0));
    let year = (-120, Some(245));
    let root = plant.root_group();
    eligible(plant, people.team("cloud-platform-engineers"), "Owner", &places.platform, year);
    eligible(plant, people.team("security-operations"), "User Access Administrator", &root, year);
    eligible(plant, people.team("app-shop-on-call"), "Contributor", &places.shop, (-300, Some(5)));
    eligible(plant, people.person("Amara Okafor"), "Owner", &root, (-700, None));
    eligible(plant, people.team("backup-administrators"), "Contributor", &places.management, year);
    let finance = eligible(plant, people.person("Bastian Köhler"), "Owner", &places.finance, year);

    // An activation is a role assignment like any other, and an instance that knows when it ends.
    plant.days = (0, 1);
    plant.by = Some(people.person("Bastian Köhler"));
    let active = plant.assign(people.person("Bastian Köhler"), "Owner", &places.finance);
    let (now, role) = (plant.now, plant.role("Owner"));
    if let (Some(assignment), Some(role)) = (active, role) {
        let name = plant.draw.guid().to_string();
        plant.tenant.pim.push(PimInstance {
            kind: PimKind::Active,
            name,
            scope: places.finance.clone(),
            role,
            principal: people.person("Bastian Köhler"),
            principal_type: rolewright_authz::principal::PrincipalType::User,
            member_type: Some("Direct".to_owned()),
            assignment_type: Some("Activated".to_owned()),
            start: Some(shift(now, -2)),
            end: Some(shift(now, 6)),
            condition: None,
            condition_version: None,
            origin_assignment: Some(assignment),
            eligibility: finance,
        });
    }
    let lasting: Vec<PimInstance> = plant
        .tenant
        .role_assignments(&places.platform, crate::world::Reach::AtAndAbove, None)
        .filter(|(_, row)| row.scope.as_str() != "/")
        .map(|(_, row)| PimInstance {
            kind: PimKind::Active,
            name: row.name.to_string(),
            scope: row.scope.clone(),
            role: row.role,
            principal: row.principal,
            principal_type: row.principal_type.clone(),
            member_type: Some("Direct".to_owned()),
            assignment_type: Some("Assigned".to_owned()),
            start: Some(row.created_on),
            end: None,
            condition: row.condition.map(str::to_owned),
            condition_version: row.condition_version.map(str::to_owned),
            origin_assignment: Some(row.name),
            eligibility: None,
        })
        .collect();
    plant.tenant.pim.extend(lasting);
}
