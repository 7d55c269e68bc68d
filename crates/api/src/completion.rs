//! What may stand at a place of a text: read off the tokens before it, so that it works in half-typed text.

use rolewright_authz::roles;
use rolewright_condition::catalog::actions;
use rolewright_condition::catalog::attributes::{self, AttributeInfo, ValueType};
use rolewright_condition::catalog::operators;
use rolewright_condition::parse;
use rolewright_condition::span::Span;
use rolewright_condition::syntax::ast::{Attribute, Condition, ExprKind};
use rolewright_condition::syntax::lexer::lex;
use rolewright_condition::syntax::token::{Token, TokenKind};

use crate::places::Places;
use crate::wire::conditions::{Completion, PlaceRequest};

/// What fits at a place.
#[derive(Clone, Debug, PartialEq)]
enum Expected {
    /// `ActionMatches`, `Exists`, `NOT`, an attribute.
    Operand,
    /// An attribute.
    Attribute,
    /// An action inside `ActionMatches{…}`.
    Action,
    /// A suboperation inside `SubOperationMatches{…}`.
    Suboperation,
    /// An operator after this attribute.
    Operator(String),
    /// A value for this attribute; whether it stands in a set.
    Value(String, bool),
    /// `AND`, `OR`.
    Connector,
}

/// What may stand at a place, best first.
#[must_use]
pub fn complete_condition(request: &PlaceRequest) -> Vec<Completion> {
    let text = request.text.as_str();
    let places = Places::new(text);
    let at = places.byte_of_utf16(request.offset);
    let (before, typed) = split(text, at);
    let expected = expected(text, &before, typed.of(text));
    let list = List { span: places.span(typed), entries: Vec::new() };
    list.fill(&expected, text, at).entries
}

/// The significant tokens that end before what is being typed, and the place of that.
fn split(text: &str, at: usize) -> (Vec<Token>, Span) {
    let all = lex(text).tokens;
    let mut before: Vec<Token> =
        all.iter().copied().filter(|t| t.span.end <= at && !t.kind.is_trivia()).collect();
    // An attribute that has no `]` yet is cut short by the lexer at white space, never inside one word.
    let open = text.get(..at).and_then(|head| head.rfind('@')).filter(|start| {
        text.get(*start..at).is_some_and(|t| !t.contains([']', '\'', '{', '}', '(', ')', '\n', ' ']))
    });
    if let Some(start) = open {
        before.retain(|t| t.span.end <= start);
        let end = all
            .iter()
            .find(|t| t.kind == TokenKind::Attribute && t.span.start == start)
            .map_or(at, |t| t.span.end);
        return (before, Span::new(start, end));
    }
    if let Some(inside) = all.iter().find(|t| t.span.start < at && at < t.span.end && !t.kind.is_trivia()) {
        return (before, inside.span);
    }
    let word = before.last().copied().filter(|t| {
        t.span.end == at && matches!(t.kind, TokenKind::Word | TokenKind::Guid | TokenKind::Unknown)
    });
    match word {
        Some(word) => {
            before.pop();
            (before, word.span)
        }
        None => (before, Span::at(at)),
    }
}

fn expected(text: &str, before: &[Token], typed: &str) -> Expected {
    use TokenKind as K;
    if typed.starts_with('@') {
        return Expected::Attribute;
    }
    let Some((last, earlier)) = before.split_last() else { return Expected::Operand };
    match last.kind {
        K::LeftParen | K::And | K::Or | K::Not => Expected::Operand,
        K::Exists | K::NotExists => Expected::Attribute,
        K::LeftBrace | K::Comma => inside_braces(text, before),
        K::Attribute => match earlier.last() {
            Some(previous) if matches!(previous.kind, K::Exists | K::NotExists | K::Word) => {
                Expected::Connector
            }
            _ => Expected::Operator(last.span.of(text).to_owned()),
        },
        K::Word => match earlier.last() {
            Some(left) if left.kind == K::Attribute => {
                Expected::Value(left.span.of(text).to_owned(), quantified(last.span.of(text)))
            }
            _ => Expected::Connector,
        },
        _ => Expected::Connector,
    }
}

fn inside_braces(text: &str, before: &[Token]) -> Expected {
    let open = before.iter().rposition(|t| t.kind == TokenKind::LeftBrace);
    let head = open.and_then(|i| before.get(..i)).unwrap_or(&[]);
    match head.last().map(|t| t.kind) {
        Some(TokenKind::ActionMatches) => Expected::Action,
        Some(TokenKind::SubOperationMatches) => Expected::Suboperation,
        Some(TokenKind::Word) => match head.iter().rev().nth(1) {
            // Inside the braces one value is written, not a set.
            Some(left) if left.kind == TokenKind::Attribute => {
                Expected::Value(left.span.of(text).to_owned(), false)
            }
            _ => Expected::Connector,
        },
        _ => Expected::Connector,
    }
}

fn quantified(operator: &str) -> bool {
    operators::from_full_name(operator).is_some_and(|(quantifier, _)| operators::takes_set(quantifier))
}

/// The attribute of the catalogue that a token writes.
pub(crate) fn attribute_of(token: &str) -> Option<&'static AttributeInfo> {
    attributes::find(&attribute_in(token)?)
}

/// The attribute that a token spells.
pub(crate) fn attribute_in(token: &str) -> Option<Attribute> {
    match parse(&format!("Exists {token}")).root?.kind {
        ExprKind::Exists(attribute) => Some(attribute),
        _ => None,
    }
}

struct List {
    span: crate::wire::conditions::Span,
    entries: Vec<Completion>,
}

impl List {
    fn add(&mut self, kind: &str, label: &str, insert: impl Into<String>, detail: impl Into<String>) {
        self.entries.push(Completion {
            label: label.to_owned(),
            insert: insert.into(),
            kind: kind.to_owned(),
            detail: detail.into(),
            span: self.span,
        });
    }

    fn fill(mut self, expected: &Expected, text: &str, at: usize) -> Self {
        match expected {
            Expected::Operand => {
                self.add("keyword", "ActionMatches", "ActionMatches{''}", "the request's action is");
                self.add("keyword", "SubOperationMatches", "SubOperationMatches{''}", "its suboperation is");
                self.add("keyword", "NOT", "NOT ", "the opposite");
                self.add("keyword", "Exists", "Exists ", "the attribute has a value");
                self.attributes(text, at);
            }
            Expected::Attribute => self.attributes(text, at),
            Expected::Action => {
                let mut seen = Vec::new();
                for action in actions::all().iter().filter(|a| a.offered) {
                    if !seen.contains(&action.action) {
                        seen.push(action.action);
                        let detail = if action.suboperation.is_none() { action.title } else { "" };
                        self.add("action", action.action, format!("'{}'", action.action), detail);
                    }
                }
            }
            Expected::Suboperation => {
                let mut seen = Vec::new();
                for action in actions::all().iter().filter(|a| a.offered) {
                    let Some(suboperation) = action.suboperation.filter(|s| !seen.contains(s)) else {
                        continue;
                    };
                    seen.push(suboperation);
                    self.add("action", suboperation, format!("'{suboperation}'"), action.title);
                }
            }
            Expected::Operator(attribute) => self.operators(attribute),
            Expected::Value(attribute, set) => self.values(attribute, *set),
            Expected::Connector => {
                self.add("keyword", "AND", "AND", "both must hold");
                self.add("keyword", "OR", "OR", "one must hold");
            }
        }
        self
    }

    /// Attributes that fit the actions targeted around the place come first; others stay on offer.
    fn attributes(&mut self, text: &str, at: usize) {
        let targeted = targeted_actions(&parse(text), at);
        let fits = |info: &AttributeInfo| {
            targeted.iter().all(|action| actions::all().iter().any(|a| a.action == action && a.takes(info)))
        };
        let offered = || attributes::all().iter().filter(|a| a.offered);
        for info in offered().filter(|a| fits(a)).chain(offered().filter(|a| !fits(a))) {
            let label = format!("@{}[{}]", info.source.as_str(), info.text);
            self.add("attribute", &label, label.clone(), info.title);
        }
    }

    fn operators(&mut self, attribute: &str) {
        let info = attribute_of(attribute);
        let names: Vec<&str> = match info {
            Some(info) => info.operators.to_vec(),
            None => vec!["StringEquals", "StringNotEquals", "ForAnyOfAnyValues:StringEquals"],
        };
        let list = info.is_some_and(|i| i.value_type == ValueType::StringList);
        for name in names {
            let Some((quantifier, base)) = operators::from_full_name(name) else { continue };
            self.add("operator", name, name, operators::choice_words(quantifier, base, list));
        }
    }

    fn values(&mut self, attribute: &str, set: bool) {
        let Some(info) = attribute_of(attribute) else { return };
        let wrap = |value: String| if set { format!("{{{value}}}") } else { value };
        match info.value_type {
            ValueType::Role => {
                for role in roles::starter() {
                    let id = role.facts.id.to_string();
                    self.add("role", &role.facts.name, wrap(id.clone()), id);
                }
            }
            ValueType::Boolean => {
                self.add("value", "true", "true", "");
                self.add("value", "false", "false", "");
            }
            _ => {
                for value in info.values {
                    self.add("value", value, wrap(format!("'{value}'")), "");
                }
            }
        }
    }
}

/// The actions tested beside a place: those of the innermost expression around it that tests any.
fn targeted_actions(condition: &Condition, at: usize) -> Vec<String> {
    let mut innermost = Vec::new();
    let Some(root) = &condition.root else { return innermost };
    root.walk(&mut |expr| {
        let around = expr.span.start <= at && at <= expr.span.end;
        if around && matches!(expr.kind, ExprKind::Logical { .. }) {
            let mut found = Vec::new();
            expr.walk(&mut |e| {
                if let ExprKind::ActionMatches(actions) = &e.kind {
                    found.extend(actions.iter().map(|a| a.value.clone()));
                }
            });
            if !found.is_empty() {
                innermost = found;
            }
        }
    });
    innermost
}

#[cfg(test)]
#[path = "completion_tests.rs"]
mod tests;
