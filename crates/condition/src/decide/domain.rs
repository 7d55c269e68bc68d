//! What a variable can be, as far as its tests can tell: one class for each combination of answers.
//!
//! Candidates come first from what people know (the literals themselves, Azure's own values), so that examples
//! read well; then whatever combination is still missing is searched for, so that none is overlooked.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use crate::decide::formula::{Arity, Read, Subject, Variable};
use crate::decide::pattern::{Pattern, explore};
use crate::decide::plausible;
use crate::decide::probe::{Probe, Test};
use crate::eval::{Scalar, Truth, Value, date_time};

/// Values that all tests of a variable answer alike.
#[derive(Clone, Debug)]
pub(super) struct Class {
    /// The answer of each test.
    pub(super) truths: Vec<Truth>,
    /// A value, where one is known; `None` stands for a combination that may not exist.
    pub(super) value: Option<Example>,
}

/// A value that shows a class.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// One for each attribute of the variable, or for the action or suboperation; `None`: it is absent.
    pub(super) values: Vec<Option<Value>>,
    /// How odd it looks; 0 for what is written in a condition.
    pub(super) oddness: u32,
}

/// All classes of a variable.
#[derive(Clone, Debug)]
pub(super) struct Domain {
    pub(super) classes: Vec<Class>,
    /// Why some classes may not exist.
    pub(super) incomplete: Option<&'static str>,
}

/// The variable has too many combinations of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMany;

/// More combinations than this are not listed.
pub(super) const MOST_CLASSES: usize = 4_096;
/// With more tests than this, combinations that may not exist are not listed.
const MOST_GUESSED_TESTS: usize = 6;

/// With more literals than this nothing is tried; a condition of 8 KB cannot hold as many.
const MOST_LITERALS: usize = 4_096;

/// The classes of a variable.
pub(super) fn classes(variable: &Variable) -> Result<Domain, TooMany> {
    let tests = &variable.tests;
    if tests.iter().map(|test| test.probes().len()).sum::<usize>() > MOST_LITERALS {
        return Err(TooMany);
    }
    let mut classes = Classes::default();
    let mut complete = true;
    match &variable.subject {
        // What it was asked is asked of the variable that took it over.
        Subject::Taken | Subject::Joint(_) => {
            classes.none(&[]);
            return Ok(Domain { classes: classes.classes, incomplete: None });
        }
        Subject::Free => {
            for truth in Truth::ALL {
                classes.classes.push(Class { truths: vec![truth; tests.len()], value: None });
            }
            return Ok(Domain { classes: classes.classes, incomplete: variable.why });
        }
        Subject::Action => {
            let (values, all) = texts(tests, plausible::actions());
            complete &= all;
            values.into_iter().for_each(|(scalar, oddness)| classes.one(tests, scalar, oddness));
        }
        Subject::Suboperation => {
            classes.none(tests);
            let (values, all) = texts(tests, vec![("Blob.List".to_owned(), 3), ("Other".to_owned(), 4)]);
            complete &= all;
            values.into_iter().for_each(|(scalar, oddness)| classes.one(tests, scalar, oddness + 1));
        }
        Subject::Attribute(read) => {
            let (values, all) = scalars(tests, read);
            complete &= all;
            if read.arity != Arity::List {
                values.iter().for_each(|(scalar, oddness)| classes.one(tests, scalar.clone(), *oddness));
            }
            if read.arity != Arity::One {
                classes.lists(tests, &values, read.arity == Arity::List)?;
            }
            classes.none(tests);
        }
    }
    if classes.classes.len() > MOST_CLASSES {
        return Err(TooMany);
    }
    if complete {
        return Ok(Domain { classes: classes.classes, incomplete: None });
    }
    classes.guess(tests)?;
    Ok(Domain {
        classes: classes.classes,
        incomplete: Some("not every combination of these tests could be tried"),
    })
}

#[derive(Default)]
struct Classes {
    classes: Vec<Class>,
    known: HashMap<(bool, Vec<Truth>), usize>,
}

impl Classes {
    fn one(&mut self, tests: &[Test], scalar: Scalar, oddness: u32) {
        let value = Value::One(scalar);
        let truths = tests.iter().map(|test| test.truth(Some(&value))).collect();
        self.add(truths, Some(value), oddness);
    }

    fn none(&mut self, tests: &[Test]) {
        let truths = tests.iter().map(|test| test.truth(None)).collect();
        self.add(truths, None, 0);
    }

    /// Absent is kept apart even where no test tells it apart: examples read better with or without it.
    fn add(&mut self, truths: Vec<Truth>, value: Option<Value>, oddness: u32) {
        let next = self.classes.len();
        let at = *self.known.entry((value.is_some(), truths.clone())).or_insert(next);
        let example = Some(Example { values: vec![value], oddness });
        match self.classes.get_mut(at) {
            None => self.classes.push(Class { truths, value: example }),
            Some(class) if class.value.as_ref().is_some_and(|known| known.oddness > oddness) => {
                class.value = example;
            }
            Some(_) => {}
        }
    }

    /// Lists: what a test says of a list follows from what it says of each value, so combining one value more
    /// until nothing new appears finds all combinations.
    fn lists(&mut self, tests: &[Test], values: &[(Scalar, u32)], empty: bool) -> Result<(), TooMany> {
        let mut singles: Vec<(Vec<Truth>, &Scalar, u32)> = Vec::new();
        for (scalar, oddness) in values {
            let one = Value::One(scalar.clone());
            let truths: Vec<Truth> = tests.iter().map(|test| test.truth(Some(&one))).collect();
            if !singles.iter().any(|(known, ..)| *known == truths) {
                singles.push((truths, scalar, *oddness));
            }
        }
        let mut known: HashMap<Vec<Truth>, ()> = HashMap::new();
        // Each combination as the singles that make it up.
        let mut lists: Vec<Vec<usize>> = (0..singles.len()).map(|single| vec![single]).collect();
        if empty {
            lists.push(Vec::new());
        }
        let mut at = 0;
        while let Some(list) = lists.get(at).cloned() {
            at += 1;
            let members: Vec<_> = list.iter().filter_map(|single| singles.get(*single)).collect();
            let list_value = Value::Many(members.iter().map(|(_, scalar, _)| (*scalar).clone()).collect());
            let truths: Vec<Truth> = tests
                .iter()
                .enumerate()
                .map(|(number, test)| match test {
                    Test::Compare(compare) => compare.fold(
                        members
                            .iter()
                            .map(|(truths, ..)| truths.get(number).copied().unwrap_or(Truth::Unknown)),
                    ),
                    other => other.truth(Some(&list_value)),
                })
                .collect();
            let new = known.insert(truths.clone(), ()).is_none();
            if new {
                let odd: u32 = members.iter().map(|(_, _, oddness)| *oddness).sum();
                self.add(truths, Some(list_value), odd + if list.is_empty() { 4 } else { 0 });
            }
            // A single value is always extended: with several values an operator for one value says nothing.
            if (new && !list.is_empty()) || list.len() == 1 {
                for single in 0..singles.len() {
                    let mut longer = list.clone();
                    longer.push(single);
                    lists.push(longer);
                }
            }
            if known.len() > MOST_CLASSES || lists.len() > 64 * MOST_CLASSES {
                return Err(TooMany);
            }
        }
        Ok(())
    }

    /// Adds every combination not found, without an example: it may exist.
    fn guess(&mut self, tests: &[Test]) -> Result<(), TooMany> {
        if tests.len() > MOST_GUESSED_TESTS {
            return Err(TooMany);
        }
        let exists = |truths: &[Truth]| {
            tests.iter().zip(truths).all(|(test, truth)| *test != Test::Exists || *truth == Truth::True)
        };
        let mut all: Vec<Vec<Truth>> = vec![Vec::new()];
        for _ in tests {
            all = all
                .into_iter()
                .flat_map(|truths| {
                    Truth::ALL.map(|truth| truths.iter().copied().chain([truth]).collect::<Vec<_>>())
                })
                .collect();
        }
        for truths in all {
            if exists(&truths) && !self.known.contains_key(&(true, truths.clone())) {
                self.classes.push(Class { truths, value: None });
            }
        }
        Ok(())
    }
}

/// Values of an attribute, the most telling first, and whether they are all that the tests can tell apart.
pub(super) fn scalars(tests: &[Test], read: &Read) -> (Vec<(Scalar, u32)>, bool) {
    let mut values = Vec::new();
    let mut complete = true;
    let probes = || tests.iter().flat_map(Test::probes);
    let has = |wanted: fn(&Probe) -> bool| probes().any(wanted);
    let text = has(|probe| matches!(probe, Probe::Text(_)));
    let guid = has(|probe| matches!(probe, Probe::Guid(_)));
    let time = has(|probe| matches!(probe, Probe::Time(..)));
    if guid {
        let own: Vec<_> = probes()
            .filter_map(|probe| if let Probe::Guid(guid) = probe { Some(*guid) } else { None })
            .collect();
        let fresh = plausible::guid(read, &own);
        values.extend(own.into_iter().map(|guid| (Scalar::String(guid.to_string()), 0)));
        values.push((Scalar::String(fresh.to_string()), 2));
    }
    if time {
        for probe in probes() {
            let Probe::Time(_, own) = probe else { continue };
            values.extend(around(*own, 1).into_iter().map(|(text, oddness)| (Scalar::String(text), oddness)));
        }
    }
    if text {
        let (texts, all) = texts(tests, plausible::texts(read));
        complete &= all;
        values.extend(texts);
    }
    // GUIDs and points in time are texts too: mixed tests may tell more apart than each kind alone.
    complete &= [text, guid, time].into_iter().filter(|kind| *kind).count() < 2;
    for probe in probes() {
        match probe {
            Probe::Number(_, own) => {
                let near = [(Some(*own), 0), (own.checked_sub(1), 1), (own.checked_add(1), 1)];
                values
                    .extend(near.into_iter().filter_map(|(n, oddness)| Some((Scalar::Integer(n?), oddness))));
            }
            Probe::Boolean(own) => {
                values.push((Scalar::Boolean(*own), 0));
                values.push((Scalar::Boolean(!own), 0));
            }
            _ => {}
        }
    }
    if values.is_empty() {
        values.push((plausible::any(read), 0));
    }
    values.sort_by_key(|(_, oddness)| *oddness);
    (values, complete)
}

/// A point in time, and points before and after it: a second away, and up to `steps` of the smallest steps.
pub(super) fn around(own: Timestamp, steps: usize) -> Vec<(String, u32)> {
    let second = SignedDuration::from_secs(1);
    let mut times =
        vec![(Some(own), 0), (own.checked_sub(second).ok(), 1), (own.checked_add(second).ok(), 1)];
    for step in (1..).take(steps) {
        let away = SignedDuration::from_nanos(100 * step);
        times.extend([(own.checked_sub(away).ok(), 2), (own.checked_add(away).ok(), 2)]);
    }
    times
        .into_iter()
        .filter_map(|(time, oddness)| Some((time?.to_string(), oddness)))
        .filter(|(text, _)| date_time::parse(text).is_some())
        .collect()
}

/// Texts: those written, those known, and one for each combination still missing.
fn texts(tests: &[Test], known: Vec<(String, u32)>) -> (Vec<(Scalar, u32)>, bool) {
    let mut patterns: Vec<Pattern> = Vec::new();
    let mut seen = HashSet::new();
    for probe in tests.iter().flat_map(Test::probes) {
        if let Probe::Text(pattern) = probe
            && seen.insert(pattern)
        {
            patterns.push(pattern.clone());
        }
    }
    let mut texts = Vec::new();
    for pattern in &patterns {
        if pattern.has_wildcards() {
            texts.push((pattern.example("example"), 1));
            texts.push((pattern.example(""), 3));
        } else {
            texts.push((pattern.example(""), 0));
        }
    }
    texts.extend(known);
    let explored = explore(&patterns, 1, false);
    texts.extend(explored.texts.into_iter().map(|text| (text, 6)));
    texts.sort_by_key(|(_, oddness)| *oddness);
    let mut tried = HashSet::new();
    texts.retain(|(text, _)| tried.insert(text.clone()));
    (texts.into_iter().map(|(text, oddness)| (Scalar::String(text), oddness)).collect(), explored.complete)
}
