//! What the thing under the mouse means.

use rolewright_authz::roles;
use rolewright_condition::catalog::attributes::{self, ValueType};
use rolewright_condition::catalog::{actions, operators};
use rolewright_condition::guid::Guid;
use rolewright_condition::syntax::lexer::lex;
use rolewright_condition::syntax::token::{Token, TokenKind};

use crate::completion::{attribute_in, attribute_of};
use crate::places::Places;
use crate::wire::conditions::{Hover, PlaceRequest};

/// What stands at a place, if anything is known of it.
#[must_use]
pub fn hover_condition(request: &PlaceRequest) -> Option<Hover> {
    let text = request.text.as_str();
    let places = Places::new(text);
    let at = places.byte_of_utf16(request.offset);
    let tokens: Vec<Token> = lex(text).tokens.into_iter().filter(|t| !t.kind.is_trivia()).collect();
    let index = tokens.iter().position(|t| t.span.start <= at && at < t.span.end)?;
    let token = tokens.get(index)?;
    let left = tokens.get(..index)?.iter().rev().find(|t| t.kind == TokenKind::Attribute);
    let (title, words) = describe(token, token.span.of(text), left.map(|t| t.span.of(text)))?;
    Some(Hover { span: places.span(token.span), title, text: words })
}

fn describe(token: &Token, written: &str, left: Option<&str>) -> Option<(String, String)> {
    let said = |title: &str, words: &str| Some((title.to_owned(), words.to_owned()));
    match token.kind {
        TokenKind::Attribute => {
            let attribute = attribute_in(written)?;
            let info = attributes::find(&attribute)?;
            let notes = [info.note, info.alias_note(&attribute)].into_iter().flatten();
            let words: String = std::iter::once(info.description.to_owned())
                .chain(notes.map(|n| format!("\n\n{n}")))
                .collect();
            Some((info.title.to_owned(), words))
        }
        TokenKind::Word => {
            let (quantifier, base) = operators::from_full_name(written)?;
            let list = left.and_then(attribute_of).is_some_and(|i| i.value_type == ValueType::StringList);
            let words = operators::choice_words(quantifier, base, list);
            Some((operators::full_name(quantifier, base), words))
        }
        TokenKind::Guid => role(written),
        TokenKind::String => {
            let value = written.trim_matches('\'');
            let action = actions::all().iter().find(|a| {
                a.action.eq_ignore_ascii_case(value)
                    || a.suboperation.is_some_and(|s| s.eq_ignore_ascii_case(value))
            });
            match action {
                Some(action) => said(action.title, action.service.title()),
                None => role(value),
            }
        }
        TokenKind::And => said("AND", "holds where both sides hold; binds tighter than OR"),
        TokenKind::Or => said("OR", "holds where one side holds"),
        TokenKind::Not => said("NOT", "holds where what follows does not"),
        TokenKind::Exists => said("Exists", "holds where the request has a value for the attribute"),
        TokenKind::ActionMatches => said("ActionMatches", "holds where the request's action is this one"),
        TokenKind::SubOperationMatches => {
            said("SubOperationMatches", "holds where the request's suboperation is this one")
        }
        _ => None,
    }
}

fn role(id: &str) -> Option<(String, String)> {
    let id = Guid::parse(id)?;
    let role = roles::starter().iter().find(|r| r.facts.id == id)?;
    let privileged = role.facts.privileged.as_ref().map(|why| format!("\n\nPrivileged: {why}"));
    Some((role.facts.name.clone(), format!("{}{}", role.description, privileged.unwrap_or_default())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str, part: &str) -> Option<String> {
        let offset = u32::try_from(text.split_at(text.find(part).unwrap()).0.encode_utf16().count()).unwrap();
        hover_condition(&PlaceRequest { text: text.into(), offset }).map(|h| h.title)
    }

    #[test]
    fn everything_known_says_what_it_is() {
        let text = "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR \
             @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] \
             foranyofanyvalues:guidequals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 00000000-0000-0000-0000-000000000001})";
        for (part, expected) in [
            ("ActionMatches", Some("ActionMatches")),
            ("foranyofanyvalues", Some("ForAnyOfAnyValues:GuidEquals")),
            ("8e3af657", Some("Owner")),
            ("00000000", None),
            (" OR", None),
            ("OR", Some("OR")),
            ("{", None),
        ] {
            assert_eq!(title(text, part).as_deref(), expected, "{part}");
        }
        assert!(title(text, "@Request").is_some() && title(text, "'Microsoft").is_some());
        assert!(hover_condition(&PlaceRequest { text: text.into(), offset: 9_999 }).is_none());
        assert!(title("é😀 OR", "OR").is_some());
        let alias =
            "Exists @Resource[Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName]";
        let hover = hover_condition(&PlaceRequest { text: alias.into(), offset: 9 }).unwrap();
        assert!(hover.text.contains("`ContainerName`"), "{}", hover.text);
    }
}
