//! What a grid of assignments can be filtered, counted and sorted by.

use std::borrow::Cow;

use rolewright_authz::principal::PrincipalType;

use super::columns::{Columns, NONE, Texts};

/// What an assignment lets its holder do about role assignments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Delegate {
    /// The role cannot make any.
    None = 0,
    /// Some, within a condition of the role definition itself.
    LimitedByRole = 1,
    /// Some: the assignment's condition refuses others, and every privileged role.
    Bounded = 2,
    /// Some, privileged roles among them, so that more can be had by it.
    Escalating = 3,
    /// The condition cannot be read or decided.
    Unclear = 4,
    /// Any: there is no condition, or it refuses nothing.
    Unconstrained = 5,
}

impl Delegate {
    /// Every value, by number.
    pub const ALL: [Self; 6] = [
        Self::None,
        Self::LimitedByRole,
        Self::Bounded,
        Self::Escalating,
        Self::Unclear,
        Self::Unconstrained,
    ];
}

/// Where a role comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoleOrigin {
    /// Microsoft.
    BuiltIn = 0,
    /// The tenant.
    Custom = 1,
    /// Neither, as Azure says.
    Other = 2,
    /// No role definition was read: it was deleted, or may not be seen.
    Unknown = 3,
}

/// What the directory says about a principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrincipalState {
    /// It is known.
    Known = 0,
    /// It is known, and a guest.
    Guest = 1,
    /// The directory was asked and does not know it: the assignment is an orphan.
    Orphaned = 2,
    /// Nobody asked, or the directory could not be read.
    NotAsked = 3,
}

/// What holds an assignment, as far as people tell kinds apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A user of the tenant.
    User = 0,
    /// A group.
    Group = 1,
    /// A service principal that is not a managed identity.
    ServicePrincipal = 2,
    /// A managed identity.
    ManagedIdentity = 3,
    /// A user of another tenant.
    Guest = 4,
    /// A group of another tenant.
    ForeignGroup = 5,
    /// A device.
    Device = 6,
    /// Anything else.
    Other = 7,
}

impl Holder {
    /// Every value, by number.
    pub const ALL: [Self; 8] = [
        Self::User,
        Self::Group,
        Self::ServicePrincipal,
        Self::ManagedIdentity,
        Self::Guest,
        Self::ForeignGroup,
        Self::Device,
        Self::Other,
    ];

    /// By the type that the assignment names and what the directory told.
    #[must_use]
    pub fn of(kind: &PrincipalType, guest: bool, service_principal_type: Option<&str>) -> Self {
        let managed = service_principal_type.is_some_and(|t| t.eq_ignore_ascii_case("ManagedIdentity"));
        match kind {
            PrincipalType::User if guest => Self::Guest,
            PrincipalType::User => Self::User,
            PrincipalType::Group => Self::Group,
            PrincipalType::ServicePrincipal if managed => Self::ManagedIdentity,
            PrincipalType::ServicePrincipal => Self::ServicePrincipal,
            PrincipalType::ForeignGroup => Self::ForeignGroup,
            PrincipalType::Device => Self::Device,
            PrincipalType::Other(_) => Self::Other,
        }
    }
}

/// Whether an assignment works now.
/// Azure: <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-activate-your-roles>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It does.
    Active = 0,
    /// Its holder may activate it.
    Eligible = 1,
    /// Its holder activated it for a time.
    Activated = 2,
}

impl State {
    /// Every value, by number.
    pub const ALL: [Self; 3] = [Self::Active, Self::Eligible, Self::Activated];
}

/// Texts of an assignment that can be looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Words {
    /// Display name and sign-in name; the id where there is neither.
    Principal,
    /// The role's name; its id where it is not known.
    Role,
    /// The scope's display name and the last segment of its path.
    Scope,
    /// The same of the subscription that the scope lies in or is.
    Subscription,
    /// The condition.
    Condition,
    /// Display name, sign-in name and id of who made it.
    CreatedBy,
    /// What somebody wrote beside it.
    Description,
}

/// A property of an assignment. The values that a filter names and a menu lists are integers: numbers of
/// dictionaries for those named so, else as said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The scope's number.
    Scope,
    /// 0 root, 1 management group, 2 subscription, 3 resource group, 4 resource.
    Level,
    /// The number of the subscription's scope; 0 above subscriptions.
    Subscription,
    /// The role's number.
    Role,
    /// [`RoleOrigin`]
    RoleOrigin,
    /// 1 where the role is privileged.
    Privileged,
    /// [`Delegate`]
    Delegate,
    /// The principal's number.
    Principal,
    /// [`PrincipalState`]
    PrincipalState,
    /// 1 where the principal has a name.
    HasName,
    /// [`Holder`]
    Holder,
    /// [`State`]
    State,
    /// The condition's number; 0 is none.
    Condition,
    /// 1 where there is a condition.
    HasCondition,
    /// The description's place in this snapshot; 0 is none.
    Description,
    /// 1 where another assignment gives the same: the same role to the same principal at this scope or above it,
    /// for good, under no condition or the same one.
    Covered,
    /// The author's number; 0 is none.
    CreatedBy,
    /// When it was made, in hundreds of nanoseconds since 1970; 0 is unknown.
    Created,
    /// When it was last changed, likewise.
    Updated,
    /// When it ends, likewise; 0 is never.
    Ends,
    /// 1 where the snapshot could not read the scope, so that the row is of an earlier day.
    Unread,
}

/// A row column, and for each place of its dictionary a value.
pub(crate) struct Lens<'c> {
    pub(crate) rows: &'c [u32],
    pub(crate) of: Cow<'c, [i64]>,
}

/// A row column, and for each place of its dictionary a rank: of the places themselves where there is none.
pub(crate) struct Ranks<'c> {
    pub(crate) rows: &'c [u32],
    pub(crate) of: Option<Cow<'c, [u32]>>,
    /// The highest.
    pub(crate) most: u32,
}

fn numbers(list: &[u32]) -> Cow<'_, [i64]> {
    list.iter().map(|n| i64::from(*n)).collect()
}

impl Columns {
    /// The texts of one kind, and which of them each row has.
    pub(crate) fn texts(&self, words: Words) -> (&Texts, &[u32]) {
        match words {
            Words::Principal => (&self.principals.name, &self.principal),
            Words::Role => (&self.roles.name, &self.role),
            Words::Scope | Words::Subscription => (&self.scopes.name, &self.scope),
            Words::Condition => (&self.conditions.text, &self.condition),
            Words::CreatedBy => (&self.authors.name, &self.author),
            Words::Description => (&self.descriptions.text, &self.description),
        }
    }

    /// The values of a field.
    pub(crate) fn values(&self, field: Field) -> Lens<'_> {
        let (scopes, roles, principals) = (&self.scopes, &self.roles, &self.principals);
        match field {
            Field::Scope => Lens { rows: &self.scope, of: numbers(&scopes.id) },
            Field::Level => Lens { rows: &self.scope, of: numbers(&scopes.level) },
            Field::Subscription => {
                let id = |place: &u32| scopes.id.get(*place as usize).map_or(0, |id| i64::from(*id));
                Lens { rows: &self.scope, of: scopes.subscription.iter().map(id).collect() }
            }
            Field::HasName => Lens { rows: &self.principal, of: numbers(&principals.named) },
            Field::Holder => Lens { rows: &self.holder, of: (0..Holder::ALL.len() as i64).collect() },
            Field::State => Lens { rows: &self.state, of: (0..State::ALL.len() as i64).collect() },
            Field::Covered => Lens { rows: &self.covered, of: Cow::Borrowed(&[0, 1]) },
            Field::Description => {
                Lens { rows: &self.description, of: (0..self.descriptions.row.len() as i64).collect() }
            }
            Field::Ends => Lens { rows: &self.ends, of: Cow::Borrowed(&self.times) },
            Field::Unread => Lens { rows: &self.scope, of: numbers(&scopes.unread) },
            Field::Role => Lens { rows: &self.role, of: numbers(&roles.id) },
            Field::RoleOrigin => Lens { rows: &self.role, of: numbers(&roles.origin) },
            Field::Privileged => Lens { rows: &self.role, of: numbers(&roles.privileged) },
            Field::Delegate => Lens { rows: &self.delegation, of: (0..Delegate::ALL.len() as i64).collect() },
            Field::Principal => Lens { rows: &self.principal, of: numbers(&principals.id) },
            Field::PrincipalState => Lens { rows: &self.principal, of: numbers(&principals.state) },
            Field::Condition => Lens { rows: &self.condition, of: numbers(&self.conditions.id) },
            Field::HasCondition => Lens {
                rows: &self.condition,
                of: self.conditions.id.iter().map(|id| i64::from(*id != 0)).collect(),
            },
            Field::CreatedBy => Lens { rows: &self.author, of: numbers(&self.authors.id) },
            Field::Created => Lens { rows: &self.created, of: Cow::Borrowed(&self.times) },
            Field::Updated => Lens { rows: &self.updated, of: Cow::Borrowed(&self.times) },
        }
    }

    /// The order of a field: names in their order, times and other values in theirs.
    pub(crate) fn ranks(&self, field: Field) -> Ranks<'_> {
        let (rows, of) = match field {
            Field::Scope => (&self.scope, Cow::Borrowed(self.scopes.rank.as_slice())),
            Field::Role => (&self.role, Cow::Borrowed(self.roles.rank.as_slice())),
            Field::Principal => (&self.principal, Cow::Borrowed(self.principals.rank.as_slice())),
            Field::CreatedBy => (&self.author, Cow::Borrowed(self.authors.rank.as_slice())),
            Field::Condition => (&self.condition, Cow::Borrowed(self.conditions.rank.as_slice())),
            Field::Description => (&self.description, Cow::Borrowed(self.descriptions.rank.as_slice())),
            Field::Ends => return self.by_time(&self.ends),
            Field::Created => return self.by_time(&self.created),
            Field::Updated => return self.by_time(&self.updated),
            Field::Subscription => {
                let rank = |place: &u32| match *place {
                    NONE => 0,
                    place => self.scopes.rank.get(place as usize).map_or(0, |rank| rank + 1),
                };
                (&self.scope, self.scopes.subscription.iter().map(rank).collect())
            }
            _ => {
                let lens = self.values(field);
                let mut order = lens.of.to_vec();
                order.sort_unstable();
                order.dedup();
                let rank = |value: &i64| order.partition_point(|v| v < value) as u32;
                let most = order.len() as u32;
                return Ranks { rows: lens.rows, of: Some(lens.of.iter().map(rank).collect()), most };
            }
        };
        let most = of.iter().copied().max().unwrap_or(0);
        Ranks { rows, of: Some(of), most }
    }

    fn by_time<'c>(&'c self, rows: &'c [u32]) -> Ranks<'c> {
        Ranks { rows, of: None, most: self.times.len() as u32 }
    }
}
