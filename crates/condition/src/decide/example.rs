//! From chosen classes to a request that can be read and sent.

use crate::catalog::actions;
use crate::catalog::attributes;
use crate::decide::domain::Domain;
use crate::decide::formula::{Arity, Read, Subject, Variable};
use crate::decide::plausible;
use crate::eval::{Request, Scalar, Value};

/// The request that the chosen class of every variable makes.
pub(super) fn request(variables: &[Variable], domains: &[Domain], chosen: &[usize]) -> Request {
    let mut request = Request::default();
    for ((variable, domain), class) in variables.iter().zip(domains).zip(chosen) {
        let example = domain.classes.get(*class).and_then(|class| class.value.as_ref());
        let Some(value) = example.and_then(|example| example.value.clone()) else { continue };
        match (&variable.subject, value) {
            (Subject::Action, Value::One(Scalar::String(text))) => request.action = Some(text),
            (Subject::Suboperation, Value::One(Scalar::String(text))) => request.suboperation = Some(text),
            (Subject::Attribute(read), value) => {
                request.attributes_mut(read.source).insert(read.text.clone(), value);
            }
            _ => {}
        }
    }
    complete(&mut request, variables);
    request
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
        let asked = variables.iter().any(|variable| {
            matches!(&variable.subject, Subject::Attribute(read)
                if read.source == info.source && read.info.is_some_and(|own| own.text == info.text))
        });
        if of_assignment && !asked && form.takes(info) {
            let read =
                Read { source: info.source, text: info.text.to_owned(), info: Some(info), arity: Arity::One };
            request.attributes_mut(info.source).insert(info.text, Value::One(plausible::any(&read)));
        }
    }
}
