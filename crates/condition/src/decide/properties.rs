//! The decisions against brute force: a second, plain evaluator over every representative request.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::eval::{Scalar, Value};
use crate::parse;
use crate::syntax::ast::Source;

const ROLES: [&str; 3] = [
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
];
/// One action for each combination of patterns that an action can match.
const ACTIONS: [&str; 8] = [
    "Microsoft.Authorization/roleAssignments/write",
    "Microsoft.Authorization/roleAssignments/delete",
    "Microsoft.Authorization/roleAssignments/read",
    "Microsoft.Authorization/roleAssignments/other/write",
    "Microsoft.Authorization/roleDefinitions/write",
    "Microsoft.Authorization/locks/read",
    "Microsoft.Compute/virtualMachines/write",
    "Microsoft.Compute/virtualMachines/read",
];
const PATTERNS: [&str; 6] = [
    "Microsoft.Authorization/roleAssignments/write",
    "microsoft.authorization/roleassignments/DELETE",
    "Microsoft.Authorization/*",
    "Microsoft.Authorization/roleAssignments/*",
    "*/write",
    "*",
];
const TYPES: [&str; 3] = ["User", "GROUP", "group"];
const QUANTIFIERS: [&str; 4] =
    ["ForAnyOfAnyValues", "ForAllOfAnyValues", "ForAnyOfAllValues", "ForAllOfAllValues"];

/// A random delegation condition.
#[derive(Clone, Debug)]
enum Random {
    Action(usize),
    Exists(Source, bool),
    Role { source: Source, quantifier: Option<usize>, negated: bool, values: Vec<usize> },
    Type { source: Source, quantifier: Option<usize>, negated: bool, ignore_case: bool, values: Vec<usize> },
    Not(Box<Random>),
    And(Vec<Random>),
    Or(Vec<Random>),
}

fn attribute(source: Source, role: bool) -> String {
    let name = if role { "RoleDefinitionId" } else { "PrincipalType" };
    format!("@{}[Microsoft.Authorization/roleAssignments:{name}]", source.as_str())
}

fn written(quantifier: Option<usize>, operator: &str, values: &[String]) -> String {
    match quantifier {
        None => format!("{operator} {}", values[0]),
        Some(q) => format!("{}:{operator} {{{}}}", QUANTIFIERS[q], values.join(", ")),
    }
}

impl Random {
    fn text(&self) -> String {
        match self {
            Self::Action(p) => format!("ActionMatches{{'{}'}}", PATTERNS[*p]),
            Self::Exists(source, role) => format!("Exists {}", attribute(*source, *role)),
            Self::Role { source, quantifier, negated, values } => {
                let values: Vec<_> = values.iter().map(|v| ROLES[*v].to_owned()).collect();
                let operator = if *negated { "GuidNotEquals" } else { "GuidEquals" };
                format!("{} {}", attribute(*source, true), written(*quantifier, operator, &values))
            }
            Self::Type { source, quantifier, negated, ignore_case, values } => {
                let values: Vec<_> = values.iter().map(|v| format!("'{}'", TYPES[*v])).collect();
                let operator = format!(
                    "String{}Equals{}",
                    if *negated { "Not" } else { "" },
                    if *ignore_case { "IgnoreCase" } else { "" }
                );
                format!("{} {}", attribute(*source, false), written(*quantifier, &operator, &values))
            }
            Self::Not(inner) => format!("!({})", inner.text()),
            Self::And(parts) => {
                format!("({})", parts.iter().map(Self::text).collect::<Vec<_>>().join(" AND "))
            }
            Self::Or(parts) => {
                format!("({})", parts.iter().map(Self::text).collect::<Vec<_>>().join(" OR "))
            }
        }
    }

    /// The value for each request: 0 false, 1 unknown, 2 true, so that AND is the least and OR the greatest.
    fn values(&self, all: &[Plain]) -> Vec<u8> {
        let fold = |parts: &[Self], pick: fn(u8, u8) -> u8| {
            parts
                .iter()
                .map(|part| part.values(all))
                .reduce(|l, r| l.into_iter().zip(r).map(|(l, r)| pick(l, r)).collect())
                .unwrap()
        };
        match self {
            Self::Not(inner) => inner.values(all).into_iter().map(|value| 2 - value).collect(),
            Self::And(parts) => fold(parts, u8::min),
            Self::Or(parts) => fold(parts, u8::max),
            Self::Action(p) => {
                let hits: Vec<u8> = (0..ACTIONS.len()).map(|action| 2 * u8::from(hit(*p, action))).collect();
                all.iter().map(|plain| hits[plain.action]).collect()
            }
            Self::Exists(source, true) => {
                all.iter().map(|plain| 2 * u8::from(plain.role(*source).is_some())).collect()
            }
            Self::Exists(source, false) => {
                all.iter().map(|plain| 2 * u8::from(plain.kind(*source).is_some())).collect()
            }
            Self::Role { source, quantifier, negated, values } => {
                let holds: Vec<u8> = (0..=OTHER_ROLE)
                    .map(|own| one(*quantifier, values.iter().map(|v| (own == *v) != *negated)))
                    .collect();
                all.iter().map(|plain| plain.role(*source).map_or(1, |own| holds[own])).collect()
            }
            Self::Type { source, quantifier, negated, ignore_case, values } => {
                let same = |own: &str, v: &str| {
                    if *ignore_case { own.eq_ignore_ascii_case(v) } else { own == v }
                };
                let holds: Vec<u8> = KINDS
                    .iter()
                    .map(|own| one(*quantifier, values.iter().map(|v| same(own, TYPES[*v]) != *negated)))
                    .collect();
                all.iter().map(|plain| plain.kind(*source).map_or(1, |own| holds[own])).collect()
            }
        }
    }
}

fn hit(pattern: usize, action: usize) -> bool {
    match pattern {
        0 => action == 0,
        1 => action == 1,
        2 => ACTIONS[action].starts_with("Microsoft.Authorization/"),
        3 => ACTIONS[action].starts_with("Microsoft.Authorization/roleAssignments/"),
        4 => ACTIONS[action].ends_with("/write"),
        _ => true,
    }
}

/// With a single value on the left, only the second word of the quantifier counts.
fn one(quantifier: Option<usize>, mut results: impl Iterator<Item = bool>) -> u8 {
    let holds = match quantifier {
        None => results.next().unwrap(),
        Some(0 | 1) => results.any(|r| r),
        Some(_) => results.all(|r| r),
    };
    2 * u8::from(holds)
}

/// All spellings of principal types that random conditions can tell apart.
const KINDS: [&str; 6] = ["User", "GROUP", "group", "uSER", "Group", "ServicePrincipal"];
const OTHER_ROLE: usize = 3;

#[derive(Clone, Copy, Debug)]
struct Plain {
    action: usize,
    roles: [Option<usize>; 2],
    kinds: [Option<usize>; 2],
}

impl Plain {
    fn role(&self, source: Source) -> Option<usize> {
        self.roles[usize::from(source == Source::Resource)]
    }
    fn kind(&self, source: Source) -> Option<usize> {
        self.kinds[usize::from(source == Source::Resource)]
    }
    fn request(&self) -> Request {
        let mut request = Request { action: Some(ACTIONS[self.action].to_owned()), ..Request::default() };
        for source in [Source::Request, Source::Resource] {
            let mut insert = |name: &str, value: Option<&str>| {
                if let Some(value) = value {
                    let name = format!("Microsoft.Authorization/roleAssignments:{name}");
                    request.attributes_mut(source).insert(name, Value::One(Scalar::String(value.to_owned())));
                }
            };
            let role = self
                .role(source)
                .map(|r| if r == OTHER_ROLE { "b24988ac-6180-42a0-ab88-20f7382dd24c" } else { ROLES[r] });
            insert("RoleDefinitionId", role);
            insert("PrincipalType", self.kind(source).map(|k| KINDS[k]));
        }
        request
    }
}

fn all() -> Vec<Plain> {
    let roles: Vec<_> = (0..=OTHER_ROLE).map(Some).chain([None]).collect();
    let kinds: Vec<_> = (0..KINDS.len()).map(Some).chain([None]).collect();
    let mut all = Vec::new();
    for action in 0..ACTIONS.len() {
        for a in &roles {
            for b in &roles {
                for c in &kinds {
                    for d in &kinds {
                        all.push(Plain { action, roles: [*a, *b], kinds: [*c, *d] });
                    }
                }
            }
        }
    }
    all
}

fn random() -> impl Strategy<Value = Random> {
    let source = || prop_oneof![Just(Source::Request), Just(Source::Resource)];
    let quantifier = || prop::option::of(0..4usize);
    let leaf = prop_oneof![
        2 => (0..PATTERNS.len()).prop_map(Random::Action),
        2 => (0..PATTERNS.len()).prop_map(|p| Random::Not(Box::new(Random::Action(p)))),
        1 => (source(), any::<bool>()).prop_map(|(s, r)| Random::Exists(s, r)),
        3 => (source(), quantifier(), any::<bool>(), prop::collection::vec(0..ROLES.len(), 1..4))
            .prop_map(|(source, quantifier, negated, values)| Random::Role { source, quantifier, negated, values }),
        3 => (source(), quantifier(), any::<bool>(), any::<bool>(), prop::collection::vec(0..TYPES.len(), 1..4))
            .prop_map(|(source, quantifier, negated, ignore_case, values)| {
                Random::Type { source, quantifier, negated, ignore_case, values }
            }),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|r| Random::Not(Box::new(r))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Random::And),
            prop::collection::vec(inner, 2..4).prop_map(Random::Or),
        ]
    })
}

/// Two conditions, often one a variation of the other, so that implications are common.
fn pair() -> impl Strategy<Value = (Random, Random)> {
    prop_oneof![
        (random(), random()),
        (random(), random()).prop_map(|(a, b)| (Random::And(vec![a.clone(), b]), a)),
        (random(), random()).prop_map(|(a, b)| (a.clone(), Random::Or(vec![b, a]))),
        (random(), random()).prop_map(|(a, b)| {
            let not = |r| Random::Not(Box::new(r));
            (not(Random::And(vec![a.clone(), b.clone()])), Random::Or(vec![not(b), not(a)]))
        }),
        (random(), random())
            .prop_map(|(a, b)| { (Random::And(vec![a.clone(), b]), Random::Not(Box::new(a))) }),
    ]
}

static ALL: OnceLock<Vec<Plain>> = OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn delegation_is_decided_as_by_brute_force((a, b) in pair()) {
        let (left, right) = (parse(&a.text()), parse(&b.text()));
        let mut seen = [false; 4];
        let all = ALL.get_or_init(all);
        for (number, (in_a, in_b)) in a.values(all).into_iter().zip(b.values(all)).enumerate() {
            seen[usize::from(in_a == 2) + 2 * usize::from(in_b == 2)] = true;
            if number % 97 == 0 {
                let plain = all[number];
                let value = [Truth::False, Truth::Unknown, Truth::True][usize::from(in_a)];
                prop_assert_eq!(truth(&left, &plain.request()), value, "the two evaluators agree");
            }
        }
        let [neither, only_a, only_b, both] = seen;
        let expected = match (only_a, only_b, both) {
            (false, false, _) => Relation::Equivalent,
            (false, true, _) => Relation::AImpliesB,
            (true, false, _) => Relation::BImpliesA,
            (true, true, false) => Relation::Disjoint,
            (true, true, true) => Relation::Overlapping,
        };
        let compared = compare(&left, &right);
        prop_assert_eq!(compared.relation, expected, "{} / {}", a.text(), b.text());
        prop_assert_eq!(compared.only_a.is_some(), only_a);
        prop_assert_eq!(compared.only_b.is_some(), only_b);
        prop_assert_eq!(compared.both.is_some(), both);
        let constant_of = |yes: bool, no: bool| match (yes, no) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        };
        prop_assert_eq!(compared.a_constant, constant_of(only_a || both, only_b || neither));
        prop_assert_eq!(compared.b_constant, constant_of(only_b || both, only_a || neither));
        prop_assert_eq!(constant(&left).always, compared.a_constant);
        for (request, in_a, in_b) in
            [(&compared.only_a, true, false), (&compared.only_b, false, true), (&compared.both, true, true)]
        {
            if let Some(request) = request {
                prop_assert_eq!(truth(&left, request) == Truth::True, in_a);
                prop_assert_eq!(truth(&right, request) == Truth::True, in_b);
            }
        }
    }
}
