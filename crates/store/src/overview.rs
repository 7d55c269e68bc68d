//! What deserves attention in a snapshot, as numbers that lead into the grids.

use rolewright_authz::records::{ElevationChange, Record};
use rolewright_authz::scope_path::ScopeLevel;

use crate::access::{Access, Delegate, Field, Filter, Holder, PrincipalState, Term};
use crate::database::Database;
use crate::error::StoreError;
use crate::object::ObjectKind;
use crate::records;
use crate::tables::snapshots;

/// Rows that one reading of a small table may bring.
const MANY: u32 = 1_000_000;

/// The numbers of the overview. Each count of assignments is that of the grid with the filter named with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// When the pull began, in milliseconds since 1970.
    pub started: i64,
    /// When it ended.
    pub finished: Option<i64>,
    /// All assignments, active and eligible.
    pub assignments: u64,
    /// Privileged ones by level of their scope, from the root down: [`Field::Privileged`] with [`Field::Level`].
    pub privileged_by_level: Vec<(ScopeLevel, u64)>,
    /// Delegates whom nothing bounds: [`Field::Delegate`] is [`Delegate::Unconstrained`].
    pub unconstrained: u64,
    /// Delegates whose condition lets them assign privileged roles: [`Delegate::Escalating`].
    pub escalating: u64,
    /// Delegates whose condition cannot be read or decided: [`Delegate::Unclear`].
    pub unclear: u64,
    /// Assignments of principals that the directory does not know: [`PrincipalState::Orphaned`].
    pub orphaned: u64,
    /// Privileged assignments of guests.
    pub privileged_guests: u64,
    /// Assignments of roles that nobody knows.
    pub unknown_roles: u64,
    /// Assignments at scopes that the snapshot could not read, as they were on an earlier day.
    pub of_an_earlier_day: u64,
    /// Principals that hold User Access Administrator at `/`, as elevation gives it.
    pub open_elevations: u64,
    /// Elevations told of by the logs.
    pub elevations: u64,
    /// Subscriptions.
    pub subscriptions: u64,
    /// Of these, with a lock of their own: locks cannot lie above subscriptions.
    pub locked_subscriptions: u64,
    /// All locks.
    pub locks: u64,
    /// Vaults.
    pub vaults: u64,
    /// Of these, linked to a Resource Guard.
    pub guarded_vaults: u64,
    /// Resource Guards.
    pub guards: u64,
}

/// User Access Administrator.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin>
const USER_ACCESS_ADMINISTRATOR: &str = "User Access Administrator";

/// The errors are those of the file ([`StoreError`]) and that there is no such snapshot.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them above")]
impl Database {
    /// The overview of a snapshot whose assignments are open.
    pub async fn overview(&self, access: &Access) -> Result<Overview, StoreError> {
        let any = |field, value: i64| Term::AnyOf { field, values: vec![value] };
        let filter = |terms: &[Term]| Filter { terms: terms.to_vec() };
        let count = |terms: &[Term]| access.count(&filter(terms));
        let privileged = any(Field::Privileged, 1);
        let by_level = access.counts(Field::Level, &filter(std::slice::from_ref(&privileged)));
        let levels = [
            ScopeLevel::Root,
            ScopeLevel::ManagementGroup,
            ScopeLevel::Subscription,
            ScopeLevel::ResourceGroup,
            ScopeLevel::Resource,
        ];
        let delegates = access.counts(Field::Delegate, &Filter::default());
        let delegate = |kind: Delegate| delegates.get(&(kind as i64)).copied().unwrap_or(0);
        let states = access.counts(Field::PrincipalState, &Filter::default());

        let mut db = self.readers.acquire().await?;
        let snapshot = snapshots::get(&mut db, access.snapshot()).await?;
        let mut read = async |kind| records::read(&mut db, snapshot.tenant, snapshot.id, kind, 0, MANY).await;
        let subscriptions = read(ObjectKind::Subscription).await?;
        let locks = read(ObjectKind::Lock).await?;
        let vaults = read(ObjectKind::Vault).await?;
        let links = read(ObjectKind::GuardLink).await?;
        let guards = read(ObjectKind::ResourceGuard).await?;
        let elevations = read(ObjectKind::Elevation).await?;
        drop(db);
        let locked: std::collections::HashSet<String> = locks
            .iter()
            .filter_map(|row| match &row.record {
                Record::Lock(lock) => Some(lock.scope.key()),
                _ => None,
            })
            .collect();
        let is_locked = |record: &Record| match record {
            Record::Subscription(s) => {
                locked.contains(&rolewright_authz::scope_path::ScopePath::subscription(s.id).key())
            }
            _ => false,
        };
        let linked: std::collections::HashSet<String> = links
            .iter()
            .filter_map(|row| match &row.record {
                Record::GuardLink(link) => Some(link.vault.key()),
                _ => None,
            })
            .collect();
        let is_linked = |record: &Record| matches!(record, Record::Vault(v) if linked.contains(&v.id.key()));
        let administrator = rolewright_authz::roles::find(USER_ACCESS_ADMINISTRATOR);
        let open = match administrator {
            Some(role) => match access.find_role(role.facts.id).await? {
                Some(number) => count(&[any(Field::Level, 0), any(Field::Role, number)]),
                None => 0,
            },
            None => 0,
        };
        Ok(Overview {
            started: snapshot.started,
            finished: snapshot.finished,
            assignments: access.len() as u64,
            privileged_by_level: levels
                .into_iter()
                .map(|level| (level, by_level.get(&(level as i64)).copied().unwrap_or(0)))
                .collect(),
            unconstrained: delegate(Delegate::Unconstrained),
            escalating: delegate(Delegate::Escalating),
            unclear: delegate(Delegate::Unclear),
            orphaned: states.get(&(PrincipalState::Orphaned as i64)).copied().unwrap_or(0),
            privileged_guests: count(&[privileged, any(Field::Holder, Holder::Guest as i64)]),
            unknown_roles: count(&[any(Field::RoleOrigin, crate::access::RoleOrigin::Unknown as i64)]),
            of_an_earlier_day: count(&[any(Field::Unread, 1)]),
            open_elevations: open,
            elevations: elevations
                .iter()
                .filter(|row| {
                    matches!(&row.record, Record::Elevation(e) if e.succeeded && e.change == ElevationChange::Elevated)
                })
                .count() as u64,
            subscriptions: subscriptions.len() as u64,
            locked_subscriptions: subscriptions.iter().filter(|row| is_locked(&row.record)).count() as u64,
            locks: locks.len() as u64,
            vaults: vaults.len() as u64,
            guarded_vaults: vaults.iter().filter(|row| is_linked(&row.record)).count() as u64,
            guards: guards.len() as u64,
        })
    }
}
