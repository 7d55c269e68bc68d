use super::*;
use proptest::prelude::*;

fn rows() -> Table {
    const WITH_COUNT: &[Column] = &[
        Column { name: "role", words: "role", kind: ColumnKind::Text, optional: false },
        Column { name: "condition", words: "condition", kind: ColumnKind::Text, optional: true },
        Column { name: "under", words: "scope", kind: ColumnKind::Under, optional: false },
        Column { name: "created", words: "created", kind: ColumnKind::Time, optional: true },
        Column { name: "rows", words: "rows", kind: ColumnKind::Count, optional: false },
        Column {
            name: "kind",
            words: "kind",
            kind: ColumnKind::Choice(&[
                Choice { name: "guest", words: "guest" },
                Choice { name: "service-principal", words: "service principal" },
            ]),
            optional: false,
        },
    ];
    WITH_COUNT
}

#[test]
fn what_is_typed_reads_as_a_sentence() {
    for (typed, words) in [
        ("", ""),
        ("   ", ""),
        ("payments", "a name contains payments"),
        ("\"payments api\"", "a name contains payments api"),
        ("-test", "no name contains test"),
        ("a,b", "a name contains a,b"),
        ("/subscriptions/1:2", "a name contains /subscriptions/1:2"),
        ("role:owner", "role contains owner"),
        ("ROLE:owner", "role contains owner"),
        ("role:owner,reader", "role contains owner or reader"),
        ("role=\"User Access Administrator\",Owner", "role is User Access Administrator or Owner"),
        ("-role=Owner", "role is not Owner"),
        ("kind:guest", "kind is guest"),
        ("kind:serviceprincipal,GUEST", "kind is service principal or guest"),
        ("kind:\"Service principal\"", "kind is service principal"),
        ("condition:none", "condition is none"),
        ("-condition:none", "condition is not none"),
        ("condition:any", "condition is not none"),
        ("condition:\"none\"", "condition contains none"),
        ("role:none", "role contains none"),
        ("under:/subscriptions/x", "scope is at or under /subscriptions/x"),
        ("created>=2026-01-31", "created from 2026-01-31"),
        ("created>2026-01-31", "created from 2026-02-01"),
        ("created<=2026-01-31", "created before 2026-02-01"),
        ("created<2026-01-31", "created before 2026-01-31"),
        ("created:2026-01-31", "created on 2026-01-31"),
        ("created:30d", "created in the last 30 days"),
        ("-created:1d", "created not in the last 1 day"),
        ("created:none", "created is none"),
        ("rows>10", "rows at least 11"),
        ("-rows<=10", "rows more than 10"),
        ("rows:7", "rows is 7"),
        ("role:owner kind:guest -under:/", "role contains owner, kind is guest, scope is not at or under /"),
        ("role:\"say \\\"hi\\\" \\\\\"", "role contains say \"hi\" \\"),
    ] {
        let (filter, problems) = read(rows(), typed);
        assert_eq!(problems, vec![], "{typed}");
        assert_eq!(filter.words(), words, "{typed}");
        let (again, problems) = read(rows(), &filter.to_string());
        assert_eq!((again.words(), problems), (words.to_owned(), vec![]), "{typed} printed as {filter}");
    }
}

#[test]
fn what_is_not_understood_says_where_and_what_to_do() {
    for (typed, place, message, help) in [
        ("-", 0..1, "nothing follows `-`", "right after it"),
        ("role:", 0..5, "no value follows `role:`", "role=\"the whole text\""),
        ("a role:,", 2..8, "no value follows `role:`", "part of the text"),
        ("roel:owner", 0..10, "there is no column `roel`", "write `\"roel:owner\"`"),
        ("kind:robot", 0..10, "`robot` is no value of `kind`", "`guest`, `service-principal`"),
        ("kind>guest", 0..10, "`kind` cannot be asked with `>`", "`guest`"),
        ("role<a", 0..6, "`role` cannot be asked with `<`", "role:part of the text"),
        ("\"open", 0..5, "a quote is not closed", "add `\"`"),
        ("role:\"open kind:guest", 0..21, "a quote is not closed", "add `\"`"),
        ("\"\"", 0..2, "nothing stands between the quotes", "take the quotes away"),
        ("under:hub", 0..9, "`hub` is not a scope", "`under:/subscriptions/…`"),
        ("created>=yesterday", 0..18, "`yesterday` is not a day", "created:30d"),
        ("created:2026-02-30", 0..18, "`2026-02-30` is not a day", "created:30d"),
        ("created>30d", 0..11, "`30d` counts days back from now and goes with `:`", "created:30d"),
        ("created>9999-12-31", 0..18, "`9999-12-31` is too late a day", "created"),
        ("created:2026-01-01,2026-01-02", 0..29, "`created` takes one value", "created"),
        ("rows:many", 0..9, "`many` is not a number that can be asked with `:`", "rows>=10"),
        ("rows<0", 0..6, "`0` is not a number that can be asked with `<`", "rows>=10"),
        ("rows>18446744073709551615", 0..25, "not a number", "rows>=10"),
        ("condition:none,any >", 19..20, "", ""),
    ] {
        let (_, problems) = read(rows(), typed);
        if message.is_empty() {
            // A sign alone is a word like any other.
            assert_eq!(problems, vec![], "{typed}");
            continue;
        }
        assert_eq!(problems.len(), 1, "{typed}: {problems:?}");
        let problem = &problems[0];
        assert_eq!(problem.span, place, "{typed}");
        assert!(problem.message.contains(message), "{typed}: {}", problem.message);
        assert!(problem.help.contains(help), "{typed}: {}", problem.help);
    }
}

#[test]
fn one_bad_term_leaves_the_others() {
    let (filter, problems) = read(rows(), "role:owner kind:robot payments");
    assert_eq!(filter.words(), "role contains owner, a name contains payments");
    assert_eq!(problems.len(), 1);
}

#[test]
fn a_chip_is_removed_and_the_rest_stays_as_typed() {
    for (typed, number, left) in [
        ("role:owner  kind:guest   x", 1, "role:owner  x"),
        ("role:owner", 0, ""),
        ("role:owner x", 0, "x"),
        ("role:owner x", 9, "role:owner x"),
        ("bad:term role:owner", 0, "bad:term"),
    ] {
        assert_eq!(remove_term(rows(), typed, number), left, "{typed}");
    }
}

#[test]
fn a_column_menu_replaces_all_terms_of_its_column() {
    let role = &rows()[0];
    let test =
        |values: &[&str]| Some((false, Test::Equals(role, values.iter().map(|&v| v.to_owned()).collect())));
    let typed = "role:a kind:guest -role=b x";
    assert_eq!(
        replace_column(rows(), typed, "role", test(&["Key Vault Reader"])),
        "kind:guest x role=\"Key Vault Reader\""
    );
    assert_eq!(replace_column(rows(), typed, "role", None), "kind:guest x");
    assert_eq!(replace_column(rows(), "", "role", test(&["Owner"])), "role=Owner");
    assert_eq!(replace_column(rows(), "\"open", "role", test(&["Owner"])), "\"open role=Owner");
}

/// Everything a filter may hold, with awkward texts.
fn tests() -> impl Strategy<Value = Test> {
    let text = "[ -~äß\\u{3000}\"\\\\,:=<>-]{1,12}";
    let (role, condition, under, created, count, kind) =
        (&rows()[0], &rows()[1], &rows()[2], &rows()[3], &rows()[4], &rows()[5]);
    let texts = prop::collection::vec(text, 1..3);
    let day = (1i16..9999, 1i8..12, 1i8..28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    prop_oneof![
        text.prop_map(Test::Names),
        texts.clone().prop_map(move |v| Test::Contains(role, v)),
        texts.clone().prop_map(move |v| Test::Contains(condition, v)),
        texts.prop_map(move |v| Test::Equals(role, v)),
        text.prop_map(move |v| Test::Under(under, vec![format!("/{v}")])),
        day.clone().prop_map(move |d| Test::From(created, d)),
        day.clone().prop_map(move |d| Test::Before(created, d)),
        day.prop_map(move |d| Test::On(created, d)),
        any::<u32>().prop_map(move |n| Test::LastDays(created, n)),
        any::<u64>().prop_map(move |n| Test::AtLeast(count, n)),
        any::<u64>().prop_map(move |n| Test::AtMost(count, n)),
        any::<u64>().prop_map(move |n| Test::Exactly(count, n)),
        Just(Test::OneOf(kind, vec!["guest", "service-principal"])),
        Just(Test::Missing(condition)),
        Just(Test::Present(created)),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(given in prop::collection::vec((any::<bool>(), tests()), 0..4)) {
        let terms = given.into_iter().map(|(negated, test)| Term { span: 0..0, negated, test }).collect();
        let filter = Filter { terms };
        let (again, problems) = read(rows(), &filter.to_string());
        prop_assert_eq!(problems, vec![], "{}", filter);
        let plain = |f: &Filter| f.terms.iter().map(|t| (t.negated, t.test.clone())).collect::<Vec<_>>();
        prop_assert_eq!(plain(&again), plain(&filter), "{}", filter);
    }

    #[test]
    fn any_text_is_read_and_every_place_is_inside_it(typed in "\\PC{0,40}") {
        let (filter, problems) = read(ROLE_ASSIGNMENTS, &typed);
        let spans = filter.terms.iter().map(|t| &t.span).chain(problems.iter().map(|p| &p.span));
        for span in spans {
            prop_assert!(typed.get(span.clone()).is_some_and(|s| !s.is_empty()));
        }
        let left = (0..filter.terms.len()).fold(typed.clone(), |text, _| remove_term(ROLE_ASSIGNMENTS, &text, 0));
        prop_assert_eq!(read(ROLE_ASSIGNMENTS, &left).0, Filter::default());
    }
}
