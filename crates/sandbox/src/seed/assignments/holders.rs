//! Who holds all the assignments of a large tenant.

use rolewright_authz::principal::PrincipalType;
use rolewright_authz::scope_path::ScopePath;
use rolewright_condition::guid::Guid;

use crate::seed::plant::Plant;
use crate::world::{GLOBAL_ADMINISTRATOR, GLOBAL_READER};

/// The principals, those with most assignments first.
pub(super) struct Holders {
    all: Vec<(Guid, PrincipalType)>,
    authors: Vec<Guid>,
}

const FIRST: [&str; 24] = [
    "Ana", "Boris", "Chen", "Dora", "Emil", "Farid", "Gita", "Hugo", "Ines", "Jan", "Kira", "Leo", "Mina",
    "Nils", "Olga", "Paul", "Qi", "Rita", "Sven", "Tara", "Udo", "Vera", "Wim", "Zoe",
];
const LAST: [&str; 24] = [
    "Abel", "Bauer", "Costa", "Diaz", "Evans", "Fischer", "Gupta", "Hansen", "Ito", "Jensen", "Khan",
    "Lopez", "Meyer", "Novak", "Olsen", "Park", "Quist", "Rossi", "Silva", "Tran", "Usman", "Vogel", "Wong",
    "Zhao",
];
const TEAM: [&str; 8] = ["billing", "catalog", "edge", "freight", "ledger", "orders", "search", "warehouse"];

impl Holders {
    /// Makes one principal for every twenty assignments, at least fifty.
    pub(super) fn plant(plant: &mut Plant, count: usize) -> Self {
        let wanted = (count / 20).clamp(50, 60_000);
        let mut all = Vec::with_capacity(wanted);
        let mut people = Vec::new();
        let mut gone = Vec::new();
        for number in 0..wanted {
            let (id, kind) = match number % 20 {
                0 | 7 | 13 => (Self::team(plant, number, &people), PrincipalType::Group),
                3 | 5 | 11 | 17 => (
                    plant.application(&format!("{}-{number}", pipeline(number))),
                    PrincipalType::ServicePrincipal,
                ),
                9 | 15 => (
                    plant.managed_identity(&format!("id-{}-{number}", part(&TEAM, number))),
                    PrincipalType::ServicePrincipal,
                ),
                _ => {
                    let name = format!("{} {} {number}", part(&FIRST, number), part(&LAST, number / 24));
                    let guest = number % 30 == 18;
                    let id = if guest { plant.guest(&name, "partner.example") } else { plant.person(&name) };
                    people.push(id);
                    (id, PrincipalType::User)
                }
            };
            if number % 50 == 36 {
                gone.push(id);
            }
            all.push((id, kind));
        }
        let authors = people.iter().take(40).copied().collect();
        for id in gone {
            plant.tenant.forget_principal(id);
        }
        Self { all, authors }
    }

    fn team(plant: &mut Plant, number: usize, people: &[Guid]) -> Guid {
        let size = 3 + plant.draw.below(30);
        let first = plant.draw.below(people.len());
        let members = people.get(first..(first + size).min(people.len())).unwrap_or_default().to_vec();
        plant.team(&format!("team-{}-{number}", part(&TEAM, number)), &members)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<(Guid, &PrincipalType)> {
        self.all.get(at).map(|(id, kind)| (*id, kind))
    }

    /// Who makes assignments.
    pub(super) fn authors(&self) -> &[Guid] {
        &self.authors
    }

    /// A few, for conditions to name.
    pub(super) fn some(&self) -> Vec<Guid> {
        self.all.iter().take(5).map(|(id, _)| *id).collect()
    }
}

/// Who signs in to read the tenant, first of all applications: one that reads everything; also one that owns
/// everything, and a Global Administrator.
pub(super) fn sign_in(plant: &mut Plant) {
    let root = plant.root_group();
    let administrator = plant.person("Tenant Administrator");
    plant.tenant.directory.give_role(administrator, GLOBAL_ADMINISTRATOR);
    plant.by = Some(administrator);
    let reader = plant.application("rolewright-reader");
    plant.tenant.directory.give_role(reader, GLOBAL_READER);
    plant.assign(reader, "Reader", &ScopePath::root());
    let deployer = plant.application("rolewright-deployer");
    plant.assign(deployer, "Owner", &root);
}

fn part(of: &[&'static str], at: usize) -> &'static str {
    of.get(at % of.len().max(1)).copied().unwrap_or_default()
}

fn pipeline(number: usize) -> String {
    format!("pipeline-{}", part(&TEAM, number / 3))
}
