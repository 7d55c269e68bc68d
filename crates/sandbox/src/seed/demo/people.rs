//! Who is there: sixty people, twenty-five groups, thirty applications and managed identities, six guests.
//!
//! - Four people and one application are Global Administrators; two of the people are for emergencies only.
//! - Groups lie in groups: whoever joins `app-ledger-developers` is in `cloud-readers` as well, two steps away.
//! - The guests are a consultancy's and an auditor's. One of them holds a privileged role, see `access`.
//! - Four people, a group and an application are deleted when all is planted; what they hold stays.

use rolewright_condition::guid::Guid;

use crate::seed::plant::Plant;
use crate::world::{GLOBAL_ADMINISTRATOR, GLOBAL_READER};

/// The principals that stories name.
pub(super) struct People {
    pub(super) staff: Vec<Guid>,
    pub(super) guests: Vec<Guid>,
    pub(super) teams: Vec<Guid>,
    pub(super) applications: Vec<Guid>,
    pub(super) identities: Vec<Guid>,
    /// Global Administrators in the order of their elevations.
    pub(super) administrators: Vec<Guid>,
    pub(super) legacy_sync: Guid,
    /// Reads all of Contoso and nothing else: what a snapshot signs in with.
    pub(super) reader: Guid,
    /// May do everything in Contoso.
    pub(super) deployer: Guid,
    gone: Vec<Guid>,
}

const STAFF: [&str; 58] = [
    "Amara Okafor",
    "Bastian Köhler",
    "Chiara Ferretti",
    "Dmitri Sokolov",
    "Elif Yıldız",
    "Farah Haddad",
    "Gustavo Peña",
    "Hana Suzuki",
    "Imani Mwangi",
    "Jonas Lindqvist",
    "Katarzyna Nowak",
    "Liam O'Brien",
    "Mei Chen",
    "Nadia Benali",
    "Oscar Jansen",
    "Priya Raman",
    "Quentin Moreau",
    "Rosa Delgado",
    "Samir Nasser",
    "Tereza Dvorak",
    "Umar Farooq",
    "Valentina Rossi",
    "Wanjiru Kamau",
    "Xavier Dupont",
    "Yuki Tanaka",
    "Zofia Kaminska",
    "Anders Holm",
    "Beatriz Santos",
    "Callum Reid",
    "Daniela Popescu",
    "Emre Aydin",
    "Freya Nilsen",
    "Giorgos Pappas",
    "Helena Novotna",
    "Ivan Petrov",
    "Jia Li",
    "Kofi Mensah",
    "Lucia Romano",
    "Mateus Oliveira",
    "Noor Rahman",
    "Olga Ivanova",
    "Pedro Alvarez",
    "Rania Khalil",
    "Sven Berger",
    "Tomas Varga",
    "Ursula Weiss",
    "Viktor Horvath",
    "Wei Zhang",
    "Yara Costa",
    "Zane Cooper",
    "Alba Navarro",
    "Bram de Vries",
    "Celine Laurent",
    "Derya Kaya",
    "Eoin Murphy",
    "Fatima Zahra",
    "Gwen Thomas",
    "Henrik Dahl",
];

/// Groups with how many of the staff each has, from where on.
const TEAMS: [(&str, usize, usize); 25] = [
    ("cloud-platform-owners", 3, 0),
    ("cloud-platform-engineers", 6, 3),
    ("cloud-readers", 0, 0),
    ("network-operators", 4, 8),
    ("identity-operators", 3, 10),
    ("security-operations", 5, 12),
    ("security-auditors", 2, 17),
    ("backup-administrators", 3, 17),
    ("app-ledger-owners", 2, 21),
    ("app-ledger-developers", 5, 22),
    ("app-payroll-owners", 2, 27),
    ("app-payroll-developers", 3, 28),
    ("app-shop-owners", 2, 31),
    ("app-shop-developers", 6, 32),
    ("app-shop-on-call", 4, 33),
    ("app-assistants-developers", 4, 37),
    ("data-platform-owners", 2, 41),
    ("data-engineers", 5, 42),
    ("data-scientists", 5, 45),
    ("finance-controllers", 3, 49),
    ("cost-watchers", 4, 50),
    ("sandbox-users", 12, 40),
    ("external-consultants", 0, 0),
    ("key-custodians", 2, 15),
    ("legacy-vm-operators", 3, 52),
];

const APPLICATIONS: [&str; 16] = [
    "rolewright-reader",
    "rolewright-deployer",
    "entra-sync-legacy",
    "pipeline-platform",
    "pipeline-ledger",
    "pipeline-payroll",
    "pipeline-shop",
    "pipeline-assistants",
    "pipeline-data",
    "terraform-landing-zones",
    "subscription-vending",
    "siem-connector",
    "cost-exporter",
    "vulnerability-scanner",
    "erp-integration",
    "partner-portal",
];

const GUESTS: [(&str, &str); 6] = [
    ("Ingrid Solberg", "fabrikam.example"),
    ("Rafael Duarte", "fabrikam.example"),
    ("Tessa Brandt", "fabrikam.example"),
    ("Hugo Lemaire", "fabrikam.example"),
    ("Petra Simon", "auditors.example"),
    ("Marek Zeman", "auditors.example"),
];

const IDENTITIES: [&str; 14] = [
    "id-rolewright",
    "id-ledger-api",
    "id-ledger-batch",
    "id-payroll-api",
    "id-shop-web",
    "id-shop-orders",
    "aks-shop-agentpool",
    "id-assistants",
    "id-lake-ingest",
    "id-lake-transform",
    "aa-housekeeping",
    "policy-deploy-diagnostics",
    "policy-deploy-backup",
    "vm-jumpbox",
];

pub(super) fn plant(plant: &mut Plant) -> People {
    let mut staff: Vec<Guid> = STAFF.iter().map(|name| plant.person(name)).collect();
    let emergency: Vec<Guid> =
        ["Emergency Access One", "Emergency Access Two"].iter().map(|name| plant.person(name)).collect();
    let mut guests = Vec::new();
    for (name, home) in GUESTS {
        guests.push(plant.guest(name, home));
    }
    let mut teams = Vec::new();
    for (name, count, first) in TEAMS {
        let members = staff.get(first..first + count).unwrap_or_default().to_vec();
        teams.push(plant.team(name, &members));
    }
    let team = |name: &str| TEAMS.iter().position(|(other, ..)| *other == name);
    let join = |plant: &mut Plant, outer: &str, inner: &str| {
        let at = |name| team(name).and_then(|at| teams.get(at)).copied();
        if let (Some(outer), Some(inner)) = (at(outer), at(inner)) {
            plant.tenant.join(outer, inner);
        }
    };
    for (outer, inner) in [
        ("cloud-platform-engineers", "cloud-platform-owners"),
        ("cloud-readers", "cloud-platform-engineers"),
        ("cloud-readers", "security-operations"),
        ("cloud-readers", "app-ledger-owners"),
        ("app-ledger-owners", "app-ledger-developers"),
        ("app-shop-developers", "app-shop-owners"),
        ("app-shop-developers", "external-consultants"),
        ("data-scientists", "data-engineers"),
    ] {
        join(plant, outer, inner);
    }
    if let Some(consultants) = team("external-consultants").and_then(|at| teams.get(at)) {
        for guest in guests.iter().take(4) {
            plant.tenant.join(*consultants, *guest);
        }
    }
    let applications: Vec<Guid> = APPLICATIONS.iter().map(|name| plant.application(name)).collect();
    let identities: Vec<Guid> = IDENTITIES.iter().map(|name| plant.managed_identity(name)).collect();
    let named = |name: &str| APPLICATIONS.iter().position(|other| *other == name);
    let application =
        |name: &str| named(name).and_then(|at| applications.get(at)).copied().unwrap_or(plant.tenant.id);
    let (reader, deployer, legacy_sync) = (
        application("rolewright-reader"),
        application("rolewright-deployer"),
        application("entra-sync-legacy"),
    );
    let administrators: Vec<Guid> = staff.iter().take(2).copied().chain(emergency).collect();
    for id in administrators.iter().chain([&legacy_sync]) {
        plant.tenant.directory.give_role(*id, GLOBAL_ADMINISTRATOR);
    }
    plant.tenant.directory.give_role(reader, GLOBAL_READER);
    let gone_staff: Vec<Guid> =
        ["Greta Lund", "Pavel Marek", "Sofia Conti", "Ruben Vos"].iter().map(|n| plant.person(n)).collect();
    let gone_team = plant.team("project-phoenix", &[]);
    let gone_app = plant.application("pipeline-phoenix");
    let gone: Vec<Guid> = gone_staff.into_iter().chain([gone_team, gone_app]).collect();
    staff.extend(gone.iter().take(4));
    People {
        staff,
        guests,
        teams,
        applications,
        identities,
        administrators,
        legacy_sync,
        reader,
        deployer,
        gone,
    }
}

/// Deletes those who left; their role assignments stay.
pub(super) fn lose(plant: &mut Plant, people: &People) {
    for id in &people.gone {
        plant.tenant.forget_principal(*id);
    }
}

impl People {
    fn named(names: &[&str], ids: &[Guid], name: &str) -> Guid {
        let at = names.iter().position(|other| *other == name);
        at.and_then(|at| ids.get(at)).copied().unwrap_or(Guid::from_u128(0))
    }

    /// One of the staff by name.
    pub(super) fn person(&self, name: &str) -> Guid {
        Self::named(&STAFF, &self.staff, name)
    }

    pub(super) fn team(&self, name: &str) -> Guid {
        let names = TEAMS.map(|(name, ..)| name);
        Self::named(&names, &self.teams, name)
    }

    pub(super) fn application(&self, name: &str) -> Guid {
        Self::named(&APPLICATIONS, &self.applications, name)
    }

    pub(super) fn identity(&self, name: &str) -> Guid {
        Self::named(&IDENTITIES, &self.identities, name)
    }

    pub(super) fn guest(&self, at: usize) -> Guid {
        self.guests.get(at).copied().unwrap_or(Guid::from_u128(0))
    }

    /// One who has left: people, then a group, then an application.
    pub(super) fn gone(&self, at: usize) -> Guid {
        self.gone.get(at).copied().unwrap_or(Guid::from_u128(0))
    }

    pub(super) fn administrator(&self, at: usize) -> Guid {
        self.administrators.get(at).copied().unwrap_or(Guid::from_u128(0))
    }
}
