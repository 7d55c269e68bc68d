use super::*;
use crate::eval::{Attributes, Scalar, Value, truth, truth_as};
use crate::syntax::parse;

const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

fn many(values: &[&str]) -> Value {
    Value::Many(values.iter().map(|v| Scalar::from(*v)).collect())
}

fn request() -> Request {
    let mut request = Request { action: Some("x/write".into()), ..Request::default() };
    request.request = Attributes::from_iter([("r:role", READER), ("r:type", "User"), ("r:text", "abcd")]);
    request.request.insert("r:number", Value::One(Scalar::Integer(10)));
    request.request.insert("r:yes", Value::One(Scalar::Boolean(true)));
    request.request.insert("r:list", many(&["red", "blue"]));
    request.request.insert("r:one", many(&["red"]));
    request.request.insert("r:empty", many(&[]));
    request.request.insert("r:time", "2026-01-02T03:04:05.1234567Z");
    request.resource.insert("r:text", "ABCD");
    request
}

#[test]
fn operators_do_what_the_format_page_says() {
    use Truth::{False, True, Unknown};
    for (text, expected) in [
        ("@Request[r:text] StringEquals 'abcd'", True),
        ("@Request[R:TEXT] StringEquals 'ABCD'", False),
        ("@Request[r:text] StringEqualsIgnoreCase 'ABCD'", True),
        ("@Request[r:text] StringStartsWith 'ab'", True),
        ("@Request[r:text] StringNotStartsWithIgnoreCase 'AB'", False),
        ("@Request[r:text] StringLike 'a*c?'", True),
        ("@Request[r:text] StringNotLike 'a*c'", True),
        ("@Request[r:text] StringEqualsIgnoreCase @Resource[r:text]", True),
        ("@Request[r:text] StringEquals @Resource[r:text]", False),
        ("'abcd' StringEquals @Request[r:text]", True),
        ("@Request[r:number] NumericLessThan 11", True),
        ("@Request[r:number] NumericGreaterThanEquals 10", True),
        ("@Request[r:number] NumericNotEquals 10", False),
        ("@Request[r:yes] BoolEquals true", True),
        ("@Request[r:yes] BoolNotEquals true", False),
        ("@Request[r:time] DateTimeLessThan '2026-01-02T03:04:05.1234568Z'", True),
        ("@Request[r:time] DateTimeEquals '2026-01-02T03:04:05.1234567Z'", True),
        ("@Request[r:time] DateTimeGreaterThan '2026-01-02T03:04:05Z'", True),
        ("@Request[r:role] GuidEquals acdd72a7-3385-48ef-bd42-f606fba81ae7", True),
        ("@Request[r:role] GuidEquals ACDD72A7338548EFBD42F606FBA81AE7", True),
        ("@Request[r:role] GuidNotEquals 'acdd72a7338548efbd42f606fba81ae7'", False),
        ("Exists @Request[r:text] AND NOT Exists @Resource[r:type]", True),
        ("ActionMatches{'X/*'} AND NOT SubOperationMatches{'Blob.List'}", True),
        // One value with a list operator, a list of one with an operator for one.
        ("@Request[r:text] ForAnyOfAnyValues:StringEquals 'abcd'", True),
        ("@Request[r:one] StringEquals 'red'", True),
        ("@Request[r:list] StringEquals 'red'", Unknown),
        ("@Request[r:text] StringEquals {'abcd'}", Unknown),
        // Types that do not fit.
        ("@Request[r:text] NumericEquals 1", Unknown),
        ("@Request[r:number] StringEquals '10'", Unknown),
        ("@Request[r:text] GuidEquals acdd72a7-3385-48ef-bd42-f606fba81ae7", Unknown),
        ("@Request[r:text] DateTimeEquals '2026-01-02T03:04:05Z'", Unknown),
        ("@Request[r:yes] BoolEquals 'true'", Unknown),
        ("@Request[r:text] ForAnyOfAnyValues:StringEquals {'abcd', 1}", True),
        ("@Request[r:text] ForAnyOfAnyValues:StringEquals {'x', 1}", Unknown),
        // Not of the language.
        ("@Request[r:text] StringContains 'b'", Unknown),
        ("@Request[r:text] ForSome:StringEquals {'abcd'}", Unknown),
        ("@Elsewhere[r:text] StringEquals 'abcd'", Unknown),
        ("@Request[r:text] StringEquals '${x}'", Unknown),
        ("${whole}", Unknown),
        ("@Request[r:text] StringEquals", Unknown),
        ("", Unknown),
        ("(@Subject.Application == 'x')", Unknown),
        // A part that is not known decides nothing where the rest does.
        ("Exists @Request[r:text] OR ${whole}", True),
        ("NOT Exists @Request[r:text] AND @Request[r:absent] StringEquals 'x'", False),
    ] {
        let condition = parse(text);
        assert_eq!(truth(&condition, &request()), expected, "{text}");
        let evaluation = evaluate(&condition, &request());
        assert_eq!(evaluation.result, expected, "{text}");
        assert!(!evaluation.because.is_empty(), "{text}");
    }
}

#[test]
fn quantifiers_over_lists_and_empty_sides() {
    let table = [
        // left, right, AnyAny, AllAny, AnyAll, AllAll
        ("r:list", "{'blue', 'green'}", [true, false, false, false]),
        ("r:list", "{'orange', 'red', 'blue'}", [true, true, false, false]),
        ("r:list", "{'red'}", [true, false, true, false]),
        ("r:one", "{'red'}", [true, true, true, true]),
        ("r:empty", "{'red'}", [false, true, false, true]),
        ("r:empty", "{}", [false, true, false, true]),
        ("r:one", "{}", [false, false, true, true]),
    ];
    for (left, right, expected) in table {
        for (quantifier, expected) in Quantifier::ALL.into_iter().zip(expected) {
            let text = format!("@Request[{left}] {}:StringEquals {right}", quantifier.as_str());
            assert_eq!(truth(&parse(&text), &request()), expected.into(), "{text}");
        }
    }
}

#[test]
fn absent_is_unknown_and_said_so() {
    for (text, word) in [
        ("@Request[r:absent] StringEquals 'x'", "does not grant"),
        ("NOT @Request[r:absent] StringEquals 'x'", "with two truth values, this would be true"),
        ("@Request[r:absent] StringNotEquals 'x'", "negative operator over an absent attribute true"),
        ("NOT @Request[r:absent] StringNotEquals 'x'", "negative operators included, this would be true"),
        ("@Request[r:text] StringEquals @Principal[r:absent]", "no `@Principal[r:absent]`"),
    ] {
        let evaluation = evaluate(&parse(text), &request());
        assert_eq!(evaluation.result, Truth::Unknown, "{text}");
        assert!(evaluation.because.iter().any(|b| b.contains(word)), "{text}: {:?}", evaluation.because);
        assert!(evaluation.because[0].contains("r:absent"), "{:?}", evaluation.because);
    }
    let no_action = evaluate(&parse("ActionMatches{'a'} OR SubOperationMatches{'b'}"), &Request::default());
    assert_eq!(no_action.result, Truth::Unknown);
    assert!(no_action.because[0].contains("names no action"));
}

#[test]
fn both_readings_are_given_where_they_differ() {
    // Read with AND first the first operand decides; from the left the last one does.
    let text = "Exists @Request[r:text] OR Exists @Request[r:text] AND Exists @Request[r:absent]";
    let condition = parse(text);
    let evaluation = evaluate(&condition, &request());
    assert_eq!((evaluation.result, evaluation.left_to_right), (Truth::True, Some(Truth::False)));
    assert_eq!(truth_as(&condition, &request(), Reading::LeftToRight), Truth::False);
    assert!(evaluation.because.iter().any(|b| b.contains("from left to right the result is false")));
    for same in [
        "(Exists @Request[r:text] OR Exists @Request[r:text]) AND Exists @Request[r:absent]",
        "Exists @Request[r:absent] AND Exists @Request[r:text] OR Exists @Request[r:text]",
        "Exists @Request[r:text] OR Exists @Request[r:text]",
    ] {
        assert_eq!(evaluate(&parse(same), &request()).left_to_right, None, "{same}");
    }
}

#[test]
fn reasons_name_value_and_list() {
    let text = format!(
        "(!(ActionMatches{{'x/write'}}) OR (@Request[r:role] ForAnyOfAnyValues:GuidEquals {{{OWNER}}} AND @Request[r:type] StringEqualsIgnoreCase 'user'))"
    );
    let evaluation = evaluate(&parse(&text), &request());
    assert_eq!(evaluation.result, Truth::False);
    assert_eq!(
        evaluation.because,
        [
            "the action is `x/write`".to_owned(),
            format!("`@Request[r:role]` is `{READER}`, which is none of `{{{OWNER}}}`")
        ]
    );
    let tree = evaluation.tree.unwrap();
    assert_eq!(tree.children.len(), 2);
    assert_eq!(tree.children[1].children[1].value, Truth::True);
    assert_eq!(tree.children[1].children[1].span.of(&text), "@Request[r:type] StringEqualsIgnoreCase 'user'");
}

#[test]
fn nothing_is_known_of_the_caller_unless_given() {
    let condition = parse("Exists @Principal[p] OR Exists @Environment[e]");
    let empty = Request::default();
    assert_eq!(truth(&condition, &empty), Truth::False);
    let unknown = crate::eval::truth_for_unknown_caller(&condition, &empty, Reading::AndFirst);
    assert_eq!(unknown, Truth::Unknown);
}

#[test]
fn the_other_name_of_a_container_is_said() {
    const CONTAINERS: &str = "Microsoft.Storage/storageAccounts/blobServices/containers";
    let request = Request {
        resource: Attributes::from_iter([(format!("{CONTAINERS}:name"), "a")]),
        ..Request::default()
    };
    let told = |name: &str| {
        let text = format!("@Resource[{CONTAINERS}:{name}] StringEquals 'a'");
        let evaluation = evaluate(&parse(&text), &request);
        assert_eq!(evaluation.result, Truth::True, "{name}");
        evaluation.because.iter().any(|reason| reason.contains("not documented"))
    };
    assert!(told("ContainerName") && !told("Name"));
}
