//! From chosen classes to a request that can be read and sent.

use crate::catalog::actions;
use crate::catalog::attributes::{self, ValueType};
use crate::decide::domain::Domain;
use crate::decide::formula::{Arity, Read, Subject, Variable};
use crate::decide::plausible;
use crate::eval::{Request, Scalar, Value};

/// The request that the chosen class of every variable makes.
pub(super) fn request(variables: &[Variable], domains: &[Domain], chosen: &[usize]) -> Request {
    let mut request = Request::default();
    for ((variable, domain), class) in variables.iter().zip(domains).zip(chosen) {
        let example = domain.classes.get(*class).and_then(|class| class.value.as_ref());
        let Some(example) = example else { continue };
        for (read, value) in variable.subject.reads().iter().zip(&example.values) {
            if let Some(value) = value {
                request.attributes_mut(read.source).insert(read.text.clone(), value.clone());
            }
        }
        let Some(Some(Value::One(Scalar::String(text)))) = example.values.first() else { continue };
        match &variable.subject {
            Subject::Action => request.action = Some(text.clone()),
            Subject::Suboperation => request.suboperation = Some(text.clone()),
            _ => {}
        }
    }
    suit(&mut request, variables);
    complete(&mut request, variables);
    request
}

/// Where no condition asks for the action, one whose requests carry the attributes that are asked for.
fn suit(request: &mut Request, variables: &[Variable]) {
    let asked = |variable: &Variable| {
        let free = matches!(variable.subject, Subject::Action | Subject::Suboperation);
        free && !variable.tests.is_empty()
    };
    if variables.iter().any(asked) || variables.iter().any(|variable| variable.evaluated) {
        return;
    }
    let carries = |action: &str| {
        let carried = plausible::Carried::by(action, None);
        let reads = variables.iter().flat_map(|variable| variable.subject.reads());
        reads.filter(|read| carried.carries(read) == carries_value(request, read)).count()
    };
    let better = |best: (usize, Option<&'static str>), action: &'static str| {
        let count = carries(action);
        if count > best.0 { (count, Some(action)) } else { best }
    };
    let own = request.action.as_deref().map_or(0, carries);
    let plain = actions::all()
        .iter()
        .filter(|form| form.offered && (form.suboperation.is_none() || form.suboperation_negated));
    let (_, found) = plain.map(|form| form.action).fold((own, None), better);
    if let Some(action) = found {
        request.action = Some(action.to_owned());
        request.suboperation = None;
    }
}

fn carries_value(request: &Request, read: &Read) -> bool {
    request.attributes(read.source).iter().any(|(name, _)| name == read.text)
}

/// Adds what every request for a role assignment carries and no condition asks about.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>
fn complete(request: &mut Request, variables: &[Variable]) {
    let Some(action) = request.action.clone() else { return };
    let Some(form) = actions::all().iter().find(|form| {
        form.action.eq_ignore_ascii_case(&action) && form.action.starts_with("Microsoft.Authorization/")
    }) else {
        return;
    };
    for info in attributes::all() {
        let of_assignment = info.text.starts_with("Microsoft.Authorization/roleAssignments:");
        let asked = variables
            .iter()
            .flat_map(|variable| variable.subject.reads())
            .any(|read| read.source == info.source && read.info.is_some_and(|own| own.text == info.text));
        if of_assignment && !asked && form.takes(info) {
            let read =
                Read { source: info.source, text: info.text.to_owned(), info: Some(info), arity: Arity::One };
            request.attributes_mut(info.source).insert(info.text, Value::One(plausible::any(&read)));
        }
    }
}

/// With more comparisons of two attributes than this, their values are not tried.
const MOST_PAIRS: usize = 3;

/// The request with the values of attributes that are compared with each other made the same and different,
/// in every way worth a try.
pub(super) fn with_pairs(request: Request, variables: &[Variable]) -> Vec<Request> {
    let mut requests = vec![request];
    let read = |variable: usize| variables.get(variable)?.subject.reads().first();
    let pairs: Vec<(&Read, &Read)> = variables
        .iter()
        .filter_map(|variable| variable.pair)
        .filter_map(|pair| Some((read(pair.left)?, read(pair.right)?)))
        .collect();
    if pairs.len() > MOST_PAIRS {
        return requests;
    }
    for (left, right) in pairs {
        let more: Vec<Request> =
            requests.iter().flat_map(|request| with_pair(request, left, right)).collect();
        requests.extend(more);
    }
    requests
}

fn with_pair(request: &Request, left: &Read, right: &Read) -> Vec<Request> {
    let value = |read: &Read| {
        let mut given = request.attributes(read.source).iter();
        given.find(|(name, _)| name.eq_ignore_ascii_case(&read.text)).map(|(_, value)| value.clone())
    };
    let (one, other) = two(left, right);
    let from_left = value(left).unwrap_or_else(|| one.clone());
    let from_right = value(right).unwrap_or_else(|| one.clone());
    let unlike = |value: &Value| if *value == other { one.clone() } else { other.clone() };
    let ways = [
        (from_left.clone(), from_left.clone()),
        (from_left.clone(), unlike(&from_left)),
        (from_right.clone(), from_right.clone()),
        (unlike(&from_right), from_right.clone()),
        (one.clone(), other.clone()),
        (other.clone(), one.clone()),
    ];
    ways.into_iter()
        .map(|(l, r)| {
            let mut request = request.clone();
            request.attributes_mut(left.source).insert(left.text.clone(), l);
            request.attributes_mut(right.source).insert(right.text.clone(), r);
            request
        })
        .collect()
}

/// Two different values that both attributes can have.
fn two(left: &Read, right: &Read) -> (Value, Value) {
    let known = left.info.or(right.info);
    let (one, other) = match known.map(|info| info.value_type) {
        Some(ValueType::Role | ValueType::Principal) => {
            let first = plausible::guid(left, &[]);
            let second = plausible::guid(left, &[first]);
            (Scalar::String(first.to_string()), Scalar::String(second.to_string()))
        }
        Some(ValueType::Boolean) => (Scalar::Boolean(false), Scalar::Boolean(true)),
        Some(ValueType::Number) => (Scalar::Integer(1), Scalar::Integer(2)),
        Some(ValueType::DateTime) => ("2030-01-01T00:00:00Z".into(), "2031-01-01T00:00:00Z".into()),
        _ => ("example".into(), "other".into()),
    };
    (Value::One(one), Value::One(other))
}
