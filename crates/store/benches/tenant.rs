//! A tenant made of numbers, with the skew of real ones: few roles hold most assignments, most principals hold
//! few, most assignments lie at resource groups and resources.

use jiff::Timestamp;
use rolewright_authz::principal::PrincipalType;
use rolewright_authz::records::{
    Coverage, GroupMembership, Lock, LockLevel, ManagementGroup, Outcome, PermissionBlock, Principal, Record,
    ResourceGroup, RoleAssignment, RoleDefinition, RoleKind, Stage, Stamp, Subscription,
};
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

/// How large, and how far it has moved on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tenant {
    pub(crate) assignments: u64,
    /// Every so manieth assignment is changed, gone or new against day 0.
    pub(crate) day: u64,
}

/// Splitmix: the same numbers on every machine.
pub(crate) fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

pub(crate) fn guid(kind: u64, n: u64) -> Guid {
    Guid::from_u128(u128::from(mix(kind << 40 | n)) << 64 | u128::from(mix(n ^ kind << 50)))
}

const OWNER: u128 = 0x8e3af657_a8ff_443c_a75c_2fe8c4bcb635;
const READER: u128 = 0xacdd72a7_3385_48ef_bd42_f606fba81ae7;
const CONTRIBUTOR: u128 = 0xb24988ac_6180_42a0_ab88_20f7382dd24c;

/// A square root that needs no floating point of the machine.
fn skewed(n: u64, of: u64) -> u64 {
    let a = mix(n) % of.max(1);
    let b = mix(n ^ 0xffff) % of.max(1);
    a.min(b).min(mix(n ^ 0xff_ffff) % of.max(1))
}

impl Tenant {
    pub(crate) fn subscriptions(&self) -> u64 {
        (self.assignments / 2_000).max(3)
    }

    pub(crate) fn principals(&self) -> u64 {
        (self.assignments / 10).max(20)
    }

    fn subscription(n: u64) -> Guid {
        guid(1, n)
    }

    pub(crate) fn role_id(n: u64) -> Guid {
        match n {
            0 => Guid::from_u128(READER),
            1 => Guid::from_u128(CONTRIBUTOR),
            2 => Guid::from_u128(OWNER),
            n => guid(2, n),
        }
    }

    pub(crate) fn inventory(&self) -> Vec<(Stage, Vec<Record>)> {
        let groups = (0..20)
            .map(|n| {
                Record::ManagementGroup(ManagementGroup {
                    name: format!("mg-{n}"),
                    display_name: format!("Group {n}"),
                    parent: (n > 0).then(|| format!("mg-{}", (n - 1) / 3)),
                })
            })
            .collect();
        let subscriptions = (0..self.subscriptions())
            .map(|n| {
                Record::Subscription(Subscription {
                    id: Self::subscription(n),
                    display_name: format!("Subscription {n}"),
                    state: "Enabled".into(),
                    tenant: None,
                    management_group: Some(format!("mg-{}", n % 20)),
                })
            })
            .collect();
        let roles = (0..400)
            .map(|n| {
                let actions = match n {
                    0 => vec!["*/read".to_owned()],
                    1 | 2 => vec!["*".to_owned()],
                    n => (0..n % 40 + 1).map(|a| format!("Microsoft.Provider{n}/type{a}/action")).collect(),
                };
                let not_actions =
                    if n == 1 { vec!["Microsoft.Authorization/*/Write".into()] } else { vec![] };
                Record::RoleDefinition(Box::new(RoleDefinition {
                    id: Self::role_id(n),
                    name: ["Reader", "Contributor", "Owner"]
                        .get(n as usize)
                        .map_or_else(|| format!("Role number {n}"), |name| (*name).to_owned()),
                    kind: if n % 4 == 3 { RoleKind::Custom } else { RoleKind::BuiltIn },
                    description: format!("What role {n} is for, in a sentence of usual length."),
                    assignable_scopes: vec![ScopePath::root()],
                    permissions: vec![PermissionBlock { actions, not_actions, ..PermissionBlock::default() }],
                    stamp: Stamp::default(),
                }))
            })
            .collect();
        let locks = (0..self.subscriptions())
            .map(|n| {
                Record::Lock(Lock {
                    scope: ScopePath::subscription(Self::subscription(n)),
                    name: format!("keep-{n}"),
                    level: LockLevel::CanNotDelete,
                    notes: None,
                })
            })
            .collect();
        let resource_groups = (0..self.subscriptions())
            .flat_map(|s| (0..20).map(move |g| (s, g)))
            .map(|(s, g)| {
                Record::ResourceGroup(ResourceGroup {
                    id: ScopePath::new(&format!(
                        "/subscriptions/{}/resourceGroups/rg-{g}",
                        Self::subscription(s)
                    )),
                    location: "westeurope".into(),
                    managed_by: None,
                    tags: vec![("owner".into(), format!("team {g}"))],
                })
            })
            .collect();
        vec![
            (Stage::ManagementGroups, groups),
            (Stage::Subscriptions, subscriptions),
            (Stage::RoleDefinitions, roles),
            (Stage::Locks, locks),
            (Stage::ResourceGroups, resource_groups),
        ]
    }

    pub(crate) fn principal(&self, n: u64) -> Record {
        let kind = match mix(n) % 10 {
            0..=4 => PrincipalType::User,
            5..=6 => PrincipalType::Group,
            _ => PrincipalType::ServicePrincipal,
        };
        Record::Principal(Box::new(Principal {
            id: guid(3, n),
            display_name: Some(format!(
                "{} {}",
                ["Anna", "Berta", "Carl", "Dora", "Emil"].get(n as usize % 5).unwrap_or(&""),
                n
            )),
            user_principal_name: (kind == PrincipalType::User).then(|| format!("person{n}@contoso.example")),
            guest: mix(n).is_multiple_of(33),
            app_id: None,
            service_principal_type: None,
            found: !mix(n).is_multiple_of(50),
            kind,
        }))
    }

    pub(crate) fn memberships(&self) -> Vec<Record> {
        (0..self.principals() / 2)
            .map(|n| {
                Record::GroupMembership(GroupMembership { group: guid(3, n % 50), member: guid(3, n + 50) })
            })
            .collect()
    }

    pub(crate) fn assignment(&self, n: u64) -> Option<Record> {
        let mut version = n;
        // One in a hundred moves each day: a third is gone, a third is changed, a third is another one.
        let mut changed = 0;
        for day in 1..=self.day {
            if mix(n ^ day << 32).is_multiple_of(100) {
                match mix(n ^ day << 20) % 3 {
                    0 => return None,
                    1 => version = n + self.assignments * day * 10,
                    _ => changed = day,
                }
            }
        }
        let subscription = skewed(version, self.subscriptions());
        let rg = mix(version ^ 77) % 20;
        let path = match mix(version ^ 5) % 100 {
            0 => format!("/providers/Microsoft.Management/managementGroups/mg-{}", version % 20),
            1..=14 => format!("/subscriptions/{}", Self::subscription(subscription)),
            15..=69 => format!("/subscriptions/{}/resourceGroups/rg-{rg}", Self::subscription(subscription)),
            _ => format!(
                "/subscriptions/{}/resourceGroups/rg-{rg}/providers/Microsoft.Storage/storageAccounts/st{}",
                Self::subscription(subscription),
                version % (self.assignments / 5).max(10)
            ),
        };
        let role = match mix(version ^ 3) % 100 {
            0..=29 => 0,
            30..=44 => 1,
            45..=49 => 2,
            _ => 3 + skewed(version ^ 3, 397),
        };
        let principal = skewed(version ^ 0xabc, self.principals());
        let kind = match mix(principal) % 10 {
            0..=4 => PrincipalType::User,
            5..=6 => PrincipalType::Group,
            _ => PrincipalType::ServicePrincipal,
        };
        let condition = mix(version ^ 9).is_multiple_of(50).then(|| {
            format!(
                "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{}}}))",
                Self::role_id(version % 200)
            )
        });
        let at =
            Timestamp::from_second(1_600_000_000 + (mix(version) % 150_000_000) as i64).unwrap_or_default();
        let author = Some(guid(3, mix(version) % 200).to_string());
        Some(Record::RoleAssignment(Box::new(RoleAssignment {
            name: guid(4, version),
            scope: ScopePath::new(&path),
            role: Self::role_id(role),
            principal: guid(3, principal),
            principal_type: kind,
            condition_version: condition.as_ref().map(|_| "2.0".to_owned()),
            condition,
            description: (changed > 0)
                .then(|| format!("changed on day {changed}"))
                .or_else(|| version.is_multiple_of(40).then(|| format!("ticket {version}"))),
            delegated_managed_identity: None,
            stamp: Stamp {
                created_on: Some(at),
                created_by: author.clone(),
                updated_on: Some(at),
                updated_by: author,
            },
        })))
    }
}

/// A line of the coverage for the whole tenant.
pub(crate) fn covered(stage: Stage, rows: u64) -> Coverage {
    Coverage {
        stage,
        scope: ScopePath::root(),
        source: "made".into(),
        rows,
        unreadable: 0,
        problem: None,
        outcome: Outcome::Read,
    }
}
