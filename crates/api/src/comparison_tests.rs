use super::*;
use crate::evaluation::evaluate_request;
use crate::wire::conditions::{EvaluateRequest, Truth as WireTruth};

const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

fn only(roles: &str) -> String {
    format!(
        "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR \
         (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{roles}}}))"
    )
}

fn value(text: &str, request: &Request) -> WireTruth {
    evaluate_request(&EvaluateRequest { text: text.into(), request: request.clone() }).unwrap().result
}

#[test]
fn relations_come_with_requests_that_show_them() {
    let (a, b) = (only(READER), only(&format!("{READER}, {OWNER}")));
    for (left, right, relation) in
        [(&a, &b, Relation::AImpliesB), (&b, &a, Relation::BImpliesA), (&a, &a, Relation::Equivalent)]
    {
        let answer = compare_conditions(&CompareRequest { a: left.clone(), b: right.clone() }).unwrap();
        assert_eq!(answer.relation, relation);
        for (request, allows, refuses) in [(&answer.only_a, left, right), (&answer.only_b, right, left)] {
            if let Some(request) = request {
                assert_eq!(value(allows, request), WireTruth::True);
                assert_ne!(value(refuses, request), WireTruth::True);
            }
        }
    }
    let words = compare_conditions(&CompareRequest { a, b }).unwrap().only_b_words.unwrap();
    assert!(words.starts_with("assign Owner to "), "{words}");
}

#[test]
fn a_counterexample_is_what_was_asked_for_or_there_is_none() {
    let text = only(READER);
    let ask = |want, role: Option<&str>, kind: Option<&str>| {
        find_counterexample(&CounterexampleRequest {
            text: text.clone(),
            want,
            role: role.map(str::to_owned),
            principal_type: kind.map(str::to_owned),
        })
    };
    let refused = ask(Wanted::Refused, Some("Owner"), Some("Group")).unwrap().unwrap();
    assert_ne!(value(&text, &refused), WireTruth::True);
    let allowed = ask(Wanted::Allowed, Some(READER), None).unwrap().unwrap();
    assert_eq!(value(&text, &allowed), WireTruth::True);
    assert!(ask(Wanted::Refused, Some("Reader"), None).unwrap().is_none(), "Reader is never refused");
    assert_eq!(value(&text, &ask(Wanted::Refused, None, None).unwrap().unwrap()), WireTruth::False);
    assert!(ask(Wanted::Allowed, Some("Ownr"), None).unwrap_err().message.contains("Ownr"));
    assert!(ask(Wanted::Allowed, None, Some("a' OR '")).is_err());
}

#[test]
fn what_cannot_be_read_or_decided_says_why() {
    let error = compare_conditions(&CompareRequest { a: "((".into(), b: String::new() }).unwrap_err();
    assert!(error.message.starts_with("the left condition has errors: "), "{error}");
    let v1 = "@Subject.a == 'b'".to_owned();
    assert!(
        compare_conditions(&CompareRequest { a: only(READER), b: v1 })
            .unwrap_err()
            .message
            .contains("version 1")
    );
    let open = "@Resource[a/b:c] StringEquals @Principal[d/e:f]".to_owned();
    let answer = compare_conditions(&CompareRequest {
        a: open.clone(),
        b: "@Resource[a/b:c] StringEquals 'x'".into(),
    });
    let answer = answer.unwrap();
    assert!(answer.relation != Relation::CannotDecide || answer.undecided[0].starts_with("left, `@Resource"));
}
