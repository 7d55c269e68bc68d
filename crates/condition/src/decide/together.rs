//! The values of attributes that are compared with each other, as far as all their tests can tell.
//!
//! Tests of single attributes split values into classes; within a class only sameness, or order, can matter.
//! So with as many different values of each class as there are attributes, every way that the attributes can be
//! the same or different occurs, and so does every order. Lists are told apart by which attributes share a
//! member, class by class, and whether one or more members are shared so.

use std::collections::{HashMap, HashSet};

use crate::decide::domain::{Class, Example, MOST_CLASSES, around, scalars};
use crate::decide::formula::{Arity, Read};
use crate::decide::pattern::{Pattern, explore};
use crate::decide::plausible;
use crate::decide::probe::{Probe, Test};
use crate::eval::{Scalar, Truth, Value, date_time, text};
use crate::guid::Guid;
use crate::syntax::ast::{BaseOperator, LiteralValue, OperandType, Quantifier, Relation};

/// Attributes and what is asked of them.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// Each attribute with the tests of it alone.
    pub(super) attributes: Vec<(&'a Read, &'a [Test])>,
    /// The comparisons of two of them.
    pub(super) links: Vec<Link>,
}

/// A comparison of two attributes, by their place in the group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) base: BaseOperator,
    pub(super) quantifier: Option<Quantifier>,
}

/// Attributes of one value each that are joined at most.
const MOST_SINGLE: usize = 4;
/// Attributes that are joined at most where one holds a list.
const MOST_LISTS: usize = 2;
/// More combinations of values than this are not tried.
const MOST_COMBINATIONS: usize = 40_000;

/// The classes of a group: the answers of the tests of each attribute, attribute by attribute, and then of the
/// links. `None` where they cannot be listed exactly.
pub(super) fn classes(group: &Group<'_>) -> Option<Vec<Class>> {
    let lists = group.attributes.iter().any(|(read, _)| read.arity != Arity::One);
    let sameness = Sameness::of(group)?;
    if group.attributes.len() > if lists { MOST_LISTS } else { MOST_SINGLE }
        || lists && sameness.ordered()
        || mixes_kinds(group, sameness)
    {
        return None;
    }
    // With lists, every set of attributes may share up to two members of a class of their own.
    let copies = group.attributes.len();
    let copies = if lists { 2 * ((1 << copies) - 1) } else { copies };
    let values = Values::of(group, sameness, copies, lists)?;
    let mut found = Found { group, classes: Vec::new(), known: HashMap::new() };
    if lists {
        values.each_sharing(group, &mut found)?
    } else {
        values.each_choice(group, &mut found)?
    }
    (found.classes.len() <= MOST_CLASSES).then_some(found.classes)
}

/// What makes two values the same: what all links of a group compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sameness {
    Text,
    TextIgnoringCase,
    Guid,
    Number,
    Time,
    Boolean,
}

impl Sameness {
    fn of(group: &Group<'_>) -> Option<Self> {
        let own = |link: &Link| {
            let (kind, relation) = (link.base.operand_type(), link.base.relation());
            Some(match kind {
                OperandType::String if relation != Relation::Equals => return None,
                OperandType::String if link.base.ignores_case() => Self::TextIgnoringCase,
                OperandType::String => Self::Text,
                OperandType::Guid => Self::Guid,
                OperandType::Number => Self::Number,
                OperandType::DateTime => Self::Time,
                OperandType::Boolean => Self::Boolean,
            })
        };
        let (first, rest) = group.links.split_first()?;
        let sameness = own(first)?;
        rest.iter().all(|link| own(link) == Some(sameness)).then_some(sameness)
    }

    fn ordered(self) -> bool {
        matches!(self, Self::Number | Self::Time)
    }

    /// Values that are the same have the same key.
    fn key(self, scalar: &Scalar) -> Scalar {
        match (self, scalar) {
            (Self::TextIgnoringCase, Scalar::String(own)) => {
                Scalar::String(own.chars().map(text::fold).collect())
            }
            (Self::Guid, Scalar::String(own)) => {
                Guid::parse(own).map_or_else(|| scalar.clone(), |guid| Scalar::String(guid.to_string()))
            }
            (Self::Time, Scalar::String(own)) => {
                date_time::parse(own).map_or_else(|| scalar.clone(), |time| Scalar::String(time.to_string()))
            }
            _ => scalar.clone(),
        }
    }
}

/// GUIDs and points in time are texts too: tests of more than one kind may tell more apart than each kind alone.
fn mixes_kinds(group: &Group<'_>, sameness: Sameness) -> bool {
    let mut kinds = HashSet::new();
    kinds.extend(match sameness {
        Sameness::Text | Sameness::TextIgnoringCase => Some(0),
        Sameness::Guid => Some(1),
        Sameness::Time => Some(2),
        Sameness::Number | Sameness::Boolean => None,
    });
    kinds.extend(probes(group).filter_map(|probe| match probe {
        Probe::Text(_) => Some(0),
        Probe::Guid(_) => Some(1),
        Probe::Time(..) => Some(2),
        Probe::Number(..) | Probe::Boolean(_) | Probe::Never => None,
    }));
    kinds.len() > 1
}

fn probes<'a>(group: &'a Group<'a>) -> impl Iterator<Item = &'a Probe> {
    group.attributes.iter().flat_map(|(_, tests)| *tests).flat_map(Test::probes)
}

/// Values to try, with how odd each looks, by class.
struct Values(Vec<Held>);

/// Values with how odd each looks.
type Held = Vec<(Scalar, u32)>;

impl Values {
    fn of(group: &Group<'_>, sameness: Sameness, copies: usize, lists: bool) -> Option<Self> {
        let mut values = Vec::new();
        for (read, tests) in &group.attributes {
            if tests.iter().any(|test| !test.probes().is_empty()) {
                values.extend(scalars(tests, read).0);
            }
            if matches!(sameness, Sameness::Text | Sameness::TextIgnoringCase) {
                let known = plausible::texts(read);
                values.extend(known.into_iter().map(|(text, odd)| (Scalar::String(text), odd)));
            }
        }
        let first = group.attributes.first()?.0;
        let folded = match sameness {
            Sameness::Text => {
                values.extend(written(&patterns(group, Pattern::clone), copies, true)?);
                Vec::new()
            }
            Sameness::TextIgnoringCase => {
                let exact: Vec<Pattern> =
                    probes(group).filter_map(as_text).filter(|pattern| pattern.is_exact()).cloned().collect();
                // A text that matters by case is told apart from its other spellings; a pattern has too many.
                if !exact.is_empty() && (lists || exact.iter().any(Pattern::has_wildcards)) {
                    return None;
                }
                let folded = patterns(group, |pattern| pattern.folded());
                values.extend(written(&folded, copies, false)?);
                let all: Vec<Pattern> = exact.into_iter().chain(folded.iter().cloned()).collect();
                values.extend(written(&all, 1, false)?);
                folded
            }
            Sameness::Guid => {
                let mut taken: Vec<Guid> = probes(group)
                    .filter_map(|probe| if let Probe::Guid(guid) = probe { Some(*guid) } else { None })
                    .collect();
                for _ in 0..copies {
                    let fresh = plausible::guid(first, &taken);
                    taken.push(fresh);
                    values.push((Scalar::String(fresh.to_string()), 2));
                }
                Vec::new()
            }
            Sameness::Number => {
                let own = probes(group)
                    .filter_map(|probe| if let Probe::Number(_, own) = probe { Some(*own) } else { None });
                let near = i64::try_from(copies).ok()?;
                for own in own.chain([1]).collect::<Vec<_>>() {
                    let near = (-near..=near).filter_map(|by| own.checked_add(by));
                    values.extend(near.map(|number| (Scalar::Integer(number), 2)));
                }
                Vec::new()
            }
            Sameness::Time => {
                let own: Vec<_> = probes(group)
                    .filter_map(|probe| if let Probe::Time(_, own) = probe { Some(*own) } else { None })
                    .chain(date_time::parse("2030-01-01T00:00:00Z"))
                    .collect();
                for own in own {
                    values.extend(around(own, copies).into_iter().map(|(t, odd)| (Scalar::String(t), odd)));
                }
                Vec::new()
            }
            Sameness::Boolean => {
                values.extend([(Scalar::Boolean(true), 0), (Scalar::Boolean(false), 0)]);
                Vec::new()
            }
        };
        values.sort_by_key(|(_, oddness)| *oddness);
        let mut classes: Vec<Held> = Vec::new();
        let mut known: HashMap<(Vec<Truth>, Vec<bool>), usize> = HashMap::new();
        let mut seen = HashSet::new();
        for (scalar, oddness) in values {
            let value = Value::One(scalar.clone());
            let truths: Vec<Truth> = group
                .attributes
                .iter()
                .flat_map(|(_, tests)| *tests)
                .map(|test| test.truth(Some(&value)))
                .collect();
            let spelled = folded
                .iter()
                .map(|pattern| matches!(&scalar, Scalar::String(own) if pattern.matches(own)))
                .collect();
            let class = (truths, spelled);
            if !seen.insert((class.clone(), sameness.key(&scalar))) {
                continue;
            }
            let at = *known.entry(class).or_insert_with(|| {
                classes.push(Vec::new());
                classes.len() - 1
            });
            // Where order matters, a class may lie on both sides of a value, so all are kept.
            if let Some(class) = classes.get_mut(at)
                && (class.len() < copies || sameness.ordered())
            {
                class.push((scalar, oddness));
            }
        }
        Some(Self(classes))
    }

    /// Every choice of one value, or none, for each attribute.
    fn each_choice(&self, group: &Group<'_>, found: &mut Found<'_>) -> Option<()> {
        let values: Vec<(Option<Value>, u32)> = std::iter::once((None, 0))
            .chain(self.0.iter().flatten().map(|(scalar, odd)| (Some(Value::One(scalar.clone())), *odd)))
            .collect();
        let width = u32::try_from(group.attributes.len()).ok()?;
        let count = values.len().checked_pow(width).filter(|count| *count <= MOST_COMBINATIONS)?;
        for number in 0..count {
            let (mut rest, mut odd, mut chosen) = (number, 0, Vec::with_capacity(group.attributes.len()));
            for _ in &group.attributes {
                let (value, own) = values.get(rest % values.len())?;
                rest /= values.len();
                odd += own;
                chosen.push(value.clone());
            }
            found.add(chosen, odd);
        }
        Some(())
    }

    /// Every way that the attributes can share members, class by class.
    fn each_sharing(&self, group: &Group<'_>, found: &mut Found<'_>) -> Option<()> {
        let sets: Vec<Vec<usize>> = (1..1_usize << group.attributes.len())
            .map(|set| (0..group.attributes.len()).filter(|member| set & (1 << member) != 0).collect())
            .collect();
        let mut ways: Vec<Vec<Held>> = vec![vec![Vec::new(); group.attributes.len()]];
        for class in &self.0 {
            // How many values of this class are used up, beside what each attribute holds.
            let mut here: Vec<(usize, Vec<Held>)> = ways.into_iter().map(|way| (0, way)).collect();
            for set in &sets {
                let mut next = Vec::new();
                for (used, way) in here {
                    for more in 0..=2 {
                        let Some(shared) = class.get(used..used + more) else { break };
                        let mut way = way.clone();
                        for member in set {
                            way.get_mut(*member)?.extend(shared.iter().cloned());
                        }
                        let fits = way.iter().zip(&group.attributes);
                        if fits
                            .into_iter()
                            .all(|(held, (read, _))| read.arity != Arity::One || held.len() < 2)
                        {
                            next.push((used + more, way));
                        }
                    }
                }
                if next.len() > MOST_COMBINATIONS {
                    return None;
                }
                here = next;
            }
            ways = here.into_iter().map(|(_, way)| way).collect();
        }
        for way in ways {
            let mut choices: Vec<(Vec<Option<Value>>, u32)> = vec![(Vec::new(), 0)];
            for (held, (read, _)) in way.iter().zip(&group.attributes) {
                let forms = forms(held, read.arity);
                choices = choices
                    .into_iter()
                    .flat_map(|(chosen, odd)| {
                        forms.iter().map(move |(value, own)| {
                            (chosen.iter().cloned().chain([value.clone()]).collect(), odd + own)
                        })
                    })
                    .collect();
            }
            choices.into_iter().for_each(|(chosen, odd)| found.add(chosen, odd));
        }
        Some(())
    }
}

/// The ways that an attribute can hold these values: none, one, a list; and a list with one value twice, of
/// which an operator for one value says nothing.
fn forms(held: &[(Scalar, u32)], arity: Arity) -> Vec<(Option<Value>, u32)> {
    let odd = held.iter().map(|(_, odd)| odd).sum();
    let list = || Value::Many(held.iter().map(|(scalar, _)| scalar.clone()).collect());
    match held {
        [] if arity == Arity::List => vec![(None, 0), (Some(list()), 4)],
        [] => vec![(None, 0)],
        [(only, _)] => {
            let single = if arity == Arity::List { list() } else { Value::One(only.clone()) };
            let mut forms = vec![(Some(single), odd)];
            if arity != Arity::One {
                forms.push((Some(Value::Many(vec![only.clone(), only.clone()])), odd + 8));
            }
            forms
        }
        _ => vec![(Some(list()), odd)],
    }
}

/// The texts of all patterns, each pattern once.
fn patterns(group: &Group<'_>, change: impl Fn(&Pattern) -> Pattern) -> Vec<Pattern> {
    let mut seen = HashSet::new();
    let all = probes(group).filter_map(as_text).map(change);
    all.filter(|pattern| seen.insert(pattern.clone())).collect()
}

fn as_text(probe: &Probe) -> Option<&Pattern> {
    if let Probe::Text(pattern) = probe { Some(pattern) } else { None }
}

/// Texts of every combination of the patterns; `None` where not all combinations could be found.
fn written(patterns: &[Pattern], copies: usize, by_case: bool) -> Option<Vec<(Scalar, u32)>> {
    let explored = explore(patterns, copies, by_case);
    explored.complete.then(|| explored.texts.into_iter().map(|text| (Scalar::String(text), 6)).collect())
}

/// The classes found so far.
struct Found<'a> {
    group: &'a Group<'a>,
    classes: Vec<Class>,
    known: HashMap<(Vec<bool>, Vec<Truth>), usize>,
}

impl Found<'_> {
    fn add(&mut self, values: Vec<Option<Value>>, oddness: u32) {
        let mut truths = Vec::new();
        for ((_, tests), value) in self.group.attributes.iter().zip(&values) {
            truths.extend(tests.iter().map(|test| test.truth(value.as_ref())));
        }
        let value = |at: usize| values.get(at).and_then(Option::as_ref);
        truths.extend(self.group.links.iter().map(|link| link.truth(value(link.left), value(link.right))));
        // Absent is kept apart even where no test tells it apart: examples read better with or without it.
        let present = values.iter().map(Option::is_some).collect();
        let next = self.classes.len();
        let at = *self.known.entry((present, truths.clone())).or_insert(next);
        match self.classes.get_mut(at) {
            None => self.classes.push(Class { truths, value: Some(Example { values, oddness }) }),
            Some(class) if class.value.as_ref().is_some_and(|known| known.oddness > oddness) => {
                class.value = Some(Example { values, oddness });
            }
            Some(_) => {}
        }
    }
}

impl Link {
    fn truth(&self, left: Option<&Value>, right: Option<&Value>) -> Truth {
        let (Some(left), Some(right)) = (left, right) else { return Truth::Unknown };
        let right = match right {
            Value::One(one) => std::slice::from_ref(one),
            Value::Many(many) => many,
        };
        if self.quantifier.is_none() && right.len() != 1 {
            return Truth::Unknown;
        }
        let probe = |scalar: &Scalar| {
            let literal = match scalar {
                Scalar::String(text) => LiteralValue::String(text.clone()),
                Scalar::Integer(number) => LiteralValue::Integer(*number),
                Scalar::Boolean(value) => LiteralValue::Boolean(*value),
            };
            Probe::new(self.base, &literal)
        };
        let probes = right.iter().map(probe).collect();
        Test::new(self.quantifier, self.base.negated(), probes).truth(Some(left))
    }
}
