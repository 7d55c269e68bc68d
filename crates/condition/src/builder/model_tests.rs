use super::*;
use crate::facts::{NoDirectory, RoleFacts};
use crate::guid::Guid;
use crate::sample::{condition_text, corpus};
use crate::syntax::parse;
use crate::syntax::token::TokenKind;

fn of(text: &str) -> VisualModel {
    model(&parse(text), &NoDirectory)
}

/// The model in one line: clauses with their actions, groups in brackets.
pub(crate) fn shape(text: &str) -> String {
    let parts: Vec<_> = of(text)
        .clauses
        .iter()
        .map(|c| {
            let actions: Vec<_> =
                c.actions.iter().map(|a| a.action.rsplit('/').next().unwrap_or("").to_owned()).collect();
            let expression = c.expression.as_ref().map_or(String::new(), node_shape);
            format!("{:?}[{}] {expression}", c.kind, actions.join(" "))
        })
        .collect();
    parts.join(" ; ")
}

fn node_shape(node: &Node) -> String {
    let not = |negated: &bool| if *negated { "!" } else { "" };
    match node {
        Node::Group { connector, negated, parenthesized, children, .. } => {
            let inner: Vec<_> = children.iter().map(node_shape).collect();
            let (open, close) = if *parenthesized { ("(", ")") } else { ("<", ">") };
            format!("{}{open}{}{close}", not(negated), inner.join(&format!(" {} ", connector.keyword())))
        }
        Node::Comparison { negated, view, .. } => match &view.left {
            Operand::Attribute(a) => format!("{}{}", not(negated), a.text),
            _ => "value".into(),
        },
        Node::Exists { negated, attribute, .. } => format!("{}exists {}", not(negated), attribute.text),
        Node::Action { negated, value, .. } => format!("{}action {value}", not(negated)),
        Node::Code { text, .. } => format!("code `{text}`"),
    }
}

#[test]
fn real_shapes_have_their_clauses() {
    const W: &str = "ActionMatches{'x/write'}";
    for (text, expected) in [
        ("", ""),
        ("Exists @Request[a]", "Bare[] exists a"),
        ("Exists @Request[a] AND NOT Exists @Request[b]", "Bare[] <exists a AND !exists b>"),
        ("!(ActionMatches{'x/write'}) OR Exists @Request[a]", "Guarded[write] exists a"),
        ("(!(ActionMatches{'x/write'}))", "Block[write] "),
        ("!(ActionMatches{'x/write'}) AND !(ActionMatches{'x/read'})", "Block[write read] "),
        (
            "((!(ActionMatches{'x/write'}) AND !(ActionMatches{'x/read'})) OR (Exists @Request[a])) AND (Exists @Request[b])",
            "Guarded[write read] exists a ; Bare[] exists b",
        ),
        (
            "(!(ActionMatches{'x/write'}) OR Exists @Request[a] OR Exists @Request[b])",
            "Guarded[write] <exists a OR exists b>",
        ),
        (
            "((!(ActionMatches{'x/write'})) AND (!(ActionMatches{'x/read'}) OR Exists @Request[a])) AND Exists @Request[b]",
            "Block[write]  ; Guarded[read] exists a ; Bare[] exists b",
        ),
        ("(ActionMatches{'x/write'} AND Exists @Request[a])", "Bare[] (action x/write AND exists a)"),
        ("NOT (NOT Exists @Request[a])", "Bare[] !(!exists a)"),
        ("${var.x}", "Code[] code `${var.x}`"),
        ("@Subject.A == 'x'", "Code[] code `@Subject.A == 'x'`"),
        ("Exists @Request[a]) nonsense", "Bare[] exists a ; Code[] code `nonsense`"),
    ] {
        assert_eq!(shape(text), expected, "{text}");
    }
    assert!(!of("@Subject.A == 'x'").editable);
    assert_eq!(
        shape(&format!("!({W} AND !SubOperationMatches{{'s'}}) OR Exists @Request[a]")),
        "Guarded[write] exists a"
    );
}

#[test]
fn a_delegation_reads_as_the_portal_shows_it() {
    struct Roles([RoleFacts; 1]);
    impl Directory for Roles {
        fn roles(&self) -> &[RoleFacts] {
            &self.0
        }
        fn roles_are_complete(&self) -> bool {
            false
        }
        fn principals(&self) -> Option<&[crate::facts::PrincipalFacts]> {
            None
        }
    }
    let owner = RoleFacts {
        id: Guid::parse("8e3af657-a8ff-443c-a75c-2fe8c4bcb635").unwrap(),
        name: "Owner".into(),
        custom: false,
        privileged: Some("can assign roles".into()),
        permissions: Vec::new(),
    };
    let text = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {8e3af657a8ff443ca75c2fe8c4bcb635})) AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635}))";
    let model = model(&parse(text), &Roles([owner]));
    let [write, delete] = model.clauses.as_slice() else { panic!("{model:?}") };
    assert_eq!(write.title, "When assigning roles (write)");
    assert_eq!(delete.title, "When removing roles (delete)");
    assert_eq!((write.same_as, delete.same_as), (None, Some(write.id)));
    assert_eq!(
        write.available_attributes,
        ["RoleDefinitionId", "PrincipalType", "PrincipalId"]
            .map(|n| format!("Request:Microsoft.Authorization/roleAssignments:{n}"))
    );
    let Some(Node::Comparison { view, .. }) = &write.expression else { panic!("{write:?}") };
    let ComparisonView { left: Operand::Attribute(left), operator, right: Operand::Set { items, .. } } =
        view.as_ref()
    else {
        panic!("{view:?}")
    };
    assert_eq!(left.id.as_deref(), Some("Request:Microsoft.Authorization/roleAssignments:RoleDefinitionId"));
    assert_eq!(operator.words, "is one of");
    assert!(operator.choices.iter().any(|c| c.name == "ForAnyOfAllValues:GuidNotEquals" && c.takes_set));
    assert_eq!(items[0].label.as_deref(), Some("Owner"));
    assert_eq!(items[0].privileged.as_deref(), Some("can assign roles"));
}

/// Places of everything that is a leaf; numbers and containment are checked on the way.
pub(crate) fn leaves(model: &VisualModel) -> Vec<Span> {
    fn walk(node: &Node, next: &mut u32, within: Span, into: &mut Vec<Span>) {
        let (Node::Group { id, span, .. }
        | Node::Comparison { id, span, .. }
        | Node::Exists { id, span, .. }
        | Node::Action { id, span, .. }
        | Node::Code { id, span, .. }) = node;
        assert_eq!(id, next, "numbers count from the top");
        assert!(within.contains(*span), "{span:?} lies in {within:?}");
        *next += 1;
        if let Node::Group { children, .. } = node {
            children.iter().for_each(|c| walk(c, next, *span, into));
        } else {
            into.push(*span);
        }
    }
    let (mut next, mut spans) = (0, Vec::new());
    for clause in &model.clauses {
        assert_eq!(clause.id, next);
        next += 1;
        for action in &clause.actions {
            assert_eq!(action.id, next);
            next += 1;
            spans.push(action.span);
        }
        if let Some(node) = &clause.expression {
            walk(node, &mut next, clause.span, &mut spans);
        }
    }
    spans
}

fn nothing_is_lost(text: &str) {
    let parsed = parse(text);
    let leaves = leaves(&model(&parsed, &NoDirectory));
    for token in &parsed.tokens {
        let joins = matches!(
            token.kind,
            TokenKind::LeftParen | TokenKind::RightParen | TokenKind::And | TokenKind::Or | TokenKind::Not
        );
        assert!(
            joins || token.kind.is_trivia() || leaves.iter().any(|leaf| leaf.contains(token.span)),
            "`{}` is lost in {text}",
            token.span.of(text)
        );
    }
}

#[test]
fn no_collected_text_loses_anything() {
    for (_, kind, text) in corpus() {
        nothing_is_lost(&text);
        if kind == "valid" {
            assert!(!shape(&text).contains("code `"), "{text}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_condition_loses_anything(text in condition_text()) {
        nothing_is_lost(&text);
    }

    #[test]
    fn no_damaged_condition_loses_anything(text in condition_text(), cut in 0usize..400, len in 0usize..30, put in "[(){}'a,@\\[\\] ]{0,3}") {
        let mut damaged: Vec<char> = text.chars().collect();
        let from = cut.min(damaged.len());
        let to = (from + len).min(damaged.len());
        damaged.splice(from..to, put.chars());
        nothing_is_lost(&damaged.into_iter().collect::<String>());
    }
}
