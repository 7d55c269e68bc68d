//! Changes that the builder asks for, made in the text.

use rolewright_condition::builder::edit as core;
use rolewright_condition::diagnostic::apply_edits;
use rolewright_condition::parse;
use rolewright_condition::syntax::ast::Connector as CoreConnector;

use crate::diagnostics::text_edit;
use crate::places::Places;
use crate::wire::error::ApiError;
use crate::wire::model::{
    ActionChoice, AttributeChoice, Connector, EditRequest, EditedText, ModelEdit, RowChoice,
};

/// Changes one part of the visual model of a text. All other bytes stay.
///
/// # Errors
/// When the part is not there any more, or the change cannot be written in the language.
pub fn edit_condition(request: &EditRequest) -> Result<EditedText, ApiError> {
    let EditRequest { text, edit } = request;
    let edits = core::edit(&parse(text), &model_edit(edit)).map_err(|e| ApiError::invalid(e.to_string()))?;
    let places = Places::new(text);
    Ok(EditedText {
        text: apply_edits(text, &edits),
        edits: edits.into_iter().map(|e| text_edit(e, &|span| places.span(span))).collect(),
    })
}

fn model_edit(edit: &ModelEdit) -> core::ModelEdit {
    use core::ModelEdit as Core;
    match edit.clone() {
        ModelEdit::AddClause { actions, row } => {
            Core::AddClause { actions: choices(actions), row: row.map(row_choice) }
        }
        ModelEdit::SetActions { clause, actions } => Core::SetActions { clause, actions: choices(actions) },
        ModelEdit::CopyExpression { from, to } => Core::CopyExpression { from, to },
        ModelEdit::Remove { node } => Core::Remove { node },
        ModelEdit::AddComparison { parent, after, attribute, operator, values, right } => {
            let row = row_choice(RowChoice { attribute, operator, values, right });
            Core::AddComparison { parent, after, row }
        }
        ModelEdit::AddExists { parent, after, attribute, negated } => {
            Core::AddExists { parent, after, attribute: attribute_choice(attribute), negated }
        }
        ModelEdit::SetAttribute { node, attribute, operator, values } => {
            Core::SetAttribute { node, attribute: attribute_choice(attribute), operator, values }
        }
        ModelEdit::SetOperator { node, operator } => Core::SetOperator { node, operator },
        ModelEdit::SetValues { node, values } => Core::SetValues { node, values },
        ModelEdit::SetRightAttribute { node, attribute } => {
            Core::SetRightAttribute { node, attribute: attribute_choice(attribute) }
        }
        ModelEdit::AddValue { node, value } => Core::AddValue { node, value },
        ModelEdit::RemoveValue { node, index } => Core::RemoveValue { node, index },
        ModelEdit::SetNegated { node, negated } => Core::SetNegated { node, negated },
        ModelEdit::SetConnector { group, connector } => Core::SetConnector {
            group,
            connector: match connector {
                Connector::And => CoreConnector::And,
                Connector::Or => CoreConnector::Or,
            },
        },
        ModelEdit::Group { nodes } => Core::Group { nodes },
        ModelEdit::Ungroup { group } => Core::Ungroup { group },
        ModelEdit::Move { node, parent, index } => Core::Move { node, parent, index },
        ModelEdit::MoveClause { clause, index } => Core::MoveClause { clause, index },
        ModelEdit::SetCode { node, text } => Core::SetCode { node, text },
    }
}

fn choices(actions: Vec<ActionChoice>) -> Vec<core::ActionChoice> {
    let choice = |choice| {
        let ActionChoice { action, suboperation, suboperation_negated } = choice;
        core::ActionChoice { action, suboperation, suboperation_negated }
    };
    actions.into_iter().map(choice).collect()
}

fn row_choice(row: RowChoice) -> core::RowChoice {
    let RowChoice { attribute, operator, values, right } = row;
    core::RowChoice {
        attribute: attribute_choice(attribute),
        operator,
        values,
        right: right.map(attribute_choice),
    }
}

fn attribute_choice(attribute: AttributeChoice) -> core::AttributeChoice {
    let AttributeChoice { source, text } = attribute;
    core::AttributeChoice { source, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(text: &str, edit: &str) -> Result<EditedText, ApiError> {
        edit_condition(&EditRequest { text: text.into(), edit: serde_json::from_str(edit).unwrap() })
    }

    #[test]
    fn a_clause_is_added_and_the_edits_say_where() {
        let action = "Microsoft.Authorization/roleAssignments/write";
        let made =
            edit("", &format!(r#"{{"type":"add-clause","actions":[{{"action":"{action}"}}],"row":null}}"#));
        let made = made.unwrap();
        assert!(made.text.contains(action), "{}", made.text);
        assert_eq!(made.edits[0].replacement, made.text);
        assert!(edit(&made.text, r#"{"type":"remove","node":0}"#).unwrap().text.len() < made.text.len());
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let error = edit("", r#"{"type":"remove","node":77}"#).unwrap_err();
        assert!(error.message.contains("77"), "{error}");
        assert!(
            edit("@Subject.a == 'b'", r#"{"type":"remove","node":0}"#)
                .unwrap_err()
                .message
                .contains("version 1")
        );
    }
}
