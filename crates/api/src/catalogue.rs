//! Everything the pickers choose from. It never changes while the app runs.

use rolewright_authz::roles::{self, StarterRole};
use rolewright_condition::builder::templates::TemplateKind;
use rolewright_condition::catalog::actions::{self, ActionInfo};
use rolewright_condition::catalog::attributes::{self, AttributeInfo, ValueType};
use rolewright_condition::catalog::operators;

use crate::wire::model::{ActionEntry, AttributeEntry, Catalogue, OperatorChoice, RoleEntry, TemplateEntry};

/// Roles, actions, attributes and templates that are offered.
#[must_use]
pub fn catalogue() -> Catalogue {
    Catalogue {
        roles: roles::starter().iter().map(role).collect(),
        actions: actions::all().iter().filter(|a| a.offered).map(action).collect(),
        attributes: attributes::all().iter().filter(|a| a.offered).map(attribute).collect(),
        templates: TemplateKind::ALL.into_iter().map(template).collect(),
    }
}

fn role(role: &StarterRole) -> RoleEntry {
    RoleEntry {
        id: role.facts.id.to_string(),
        name: role.facts.name.clone(),
        category: role.category.to_owned(),
        description: role.description.to_owned(),
        custom: role.facts.custom,
        privileged: role.facts.privileged.clone(),
    }
}

fn action(action: &ActionInfo) -> ActionEntry {
    ActionEntry {
        action: action.action.to_owned(),
        suboperation: action.suboperation.map(str::to_owned),
        suboperation_negated: action.suboperation_negated,
        title: action.title.to_owned(),
        service: action.service.title().to_owned(),
    }
}

fn attribute(attribute: &AttributeInfo) -> AttributeEntry {
    AttributeEntry {
        id: attribute.id(),
        source: attribute.source.as_str().to_owned(),
        text: attribute.text.to_owned(),
        title: attribute.title.to_owned(),
        description: attribute.description.to_owned(),
        value_type: attribute.value_type.as_str().to_owned(),
        values: attribute.values.iter().map(|v| (*v).to_owned()).collect(),
        operators: attribute.operators.iter().filter_map(|name| operator(attribute, name)).collect(),
        exists: attribute.exists,
        comparable: attributes::all()
            .iter()
            .filter(|other| other.offered && attribute.compares_with(other))
            .map(AttributeInfo::id)
            .collect(),
    }
}

fn operator(attribute: &AttributeInfo, name: &str) -> Option<OperatorChoice> {
    let (quantifier, base) = operators::from_full_name(name)?;
    let list = attribute.value_type == ValueType::StringList;
    Some(OperatorChoice {
        name: name.to_owned(),
        words: operators::choice_words(quantifier, base, list),
        takes_set: operators::takes_set(quantifier),
    })
}

fn template(kind: TemplateKind) -> TemplateEntry {
    TemplateEntry {
        name: kind.name().to_owned(),
        title: kind.title().to_owned(),
        description: kind.description().to_owned(),
        portal: kind.in_portal(),
        needs_roles: kind.needs_roles(),
        needs_principals: kind.needs_principals(),
        needs_principal_types: kind.needs_principal_types(),
        needs_pairs: kind.needs_pairs(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picker_has_something_and_every_choice_has_words() {
        let all = catalogue();
        assert!(all.roles.len() >= 40 && all.actions.len() > 5 && all.templates.len() == 8);
        for attribute in &all.attributes {
            assert!(!attribute.operators.is_empty() || attribute.exists, "{}", attribute.id);
            assert_eq!(
                attribute.operators.len(),
                attributes::by_id(&attribute.id).unwrap().operators.len(),
                "{}: every operator is known",
                attribute.id
            );
            for other in &attribute.comparable {
                let other = all.attributes.iter().find(|entry| entry.id == *other).unwrap();
                assert!(other.comparable.contains(&attribute.id), "{} and {}", attribute.id, other.id);
            }
        }
    }
}
