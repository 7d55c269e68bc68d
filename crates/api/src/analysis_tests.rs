use super::*;
use crate::templates::build_template;
use crate::wire::conditions::Truth;
use crate::wire::model::TemplateMatch;

fn template() -> TemplateMatch {
    TemplateMatch {
        name: "constrain-roles-and-principal-types".into(),
        roles: vec!["acdd72a7-3385-48ef-bd42-f606fba81ae7".into()],
        principal_types: vec!["ServicePrincipal".into()],
        principals: Vec::new(),
        pairs: Vec::new(),
    }
}

fn analyze(text: &str) -> Analysis {
    let request = AnalyzeRequest { text: text.into(), ..AnalyzeRequest::default() };
    analyze_condition(&request, None).unwrap()
}

#[test]
fn one_answer_holds_everything_about_a_template() {
    let text = build_template(&template()).unwrap().text;
    let analysis = analyze(&text);
    assert_eq!(analysis.template, Some(template()));
    assert_eq!(analysis.size as usize, text.len());
    assert_eq!(analysis.dialect, Dialect::V2);
    assert_eq!(analysis.model.clauses.len(), 2);
    assert!(analysis.model.editable && !analysis.meaning.is_empty());
    let grid = analysis.grid.unwrap();
    let column = grid.columns.iter().position(|c| c.principal_type == "ServicePrincipal").unwrap();
    let reader = grid.rows.iter().find(|r| r.label == "Reader").unwrap();
    assert_eq!((reader.cells[column].write, reader.cells[0].write), (Truth::True, Truth::False));
    assert!(grid.columns.iter().all(|c| c.principal_id.is_none()));
}

#[test]
fn given_names_are_used_and_ids_that_are_none_are_ignored() {
    let id = "11111111-2222-3333-4444-555555555555";
    let text = format!("@Request[Microsoft.Authorization/roleAssignments:PrincipalId] GuidEquals {id}");
    let principal_names = [(id.to_owned(), "Ada".to_owned()), ("nonsense".to_owned(), "x".to_owned())].into();
    let request = AnalyzeRequest { text, principal_names, ..AnalyzeRequest::default() };
    let analysis = analyze_condition(&request, None).unwrap();
    let column = analysis.grid.unwrap().columns.into_iter().find(|c| c.principal_id.is_some()).unwrap();
    assert!(column.label.contains("Ada") && column.principal_id.as_deref() == Some(id));
    assert!(analysis.meaning.iter().any(|line| line.text.contains("Ada")));
}

#[test]
fn any_text_is_answered() {
    for (text, dialect) in [
        ("", Dialect::V2),
        ("((", Dialect::V2),
        ("@Subject.Application == 'x'", Dialect::V1),
        ("@Request[a:b] StringEquals '${var.x}'", Dialect::Template),
        ("é😀 ' @Request[", Dialect::V2),
    ] {
        let analysis = analyze(text);
        assert_eq!(analysis.dialect, dialect, "{text}");
        for problem in &analysis.diagnostics {
            assert!(
                problem.span.end as usize <= text.len() && problem.span.to >= problem.span.from,
                "{text}"
            );
        }
    }
    assert!(!analyze("((").diagnostics.is_empty());
}

#[test]
fn a_role_that_is_not_known_is_named() {
    let request = AnalyzeRequest { role: Some("Ownr".into()), ..AnalyzeRequest::default() };
    assert!(analyze_condition(&request, None).unwrap_err().message.contains("`Ownr`"));
    let request = AnalyzeRequest { role: Some("owner".into()), ..AnalyzeRequest::default() };
    assert!(analyze_condition(&request, None).is_ok());
}

#[test]
fn an_id_that_is_not_in_the_catalogue_may_be_a_custom_role() {
    let custom = "01234567-89ab-cdef-0123-456789abcdef";
    let request = AnalyzeRequest {
        role: Some(custom.into()),
        text: "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})".into(),
        ..AnalyzeRequest::default()
    };
    let analysis = analyze_condition(&request, None).unwrap();
    assert!(analysis.not_checked.iter().any(|rule| rule.needs.contains("role")));
}
