//! Conditions from templates, and back.

use rolewright_authz::roles;
use rolewright_condition::builder::templates::{Parameters, Template, TemplateKind};
use rolewright_condition::guid::Guid;

use crate::analysis::unknown_role;
use crate::wire::conditions::ConditionText;
use crate::wire::error::ApiError;
use crate::wire::model::{TemplateMatch, TemplatePair};

/// Writes a template's text. Roles may be given by name.
///
/// # Errors
/// When there is no such template, or something it needs is missing or no id.
pub fn build_template(request: &TemplateMatch) -> Result<ConditionText, ApiError> {
    let TemplateMatch { name, roles, principal_types, principals, pairs } = request;
    let kind = TemplateKind::parse(name).ok_or_else(|| {
        let names: Vec<&str> = TemplateKind::ALL.into_iter().map(TemplateKind::name).collect();
        ApiError::invalid(format!("there is no template `{name}`"))
            .with_hint(format!("the templates are {}", names.join(", ")))
    })?;
    let given = Parameters {
        roles: ids(roles)?,
        principal_types: principal_types.clone(),
        principals: principals.clone(),
        pairs: pairs
            .iter()
            .map(|pair| Ok((ids(&pair.roles)?, pair.principals.clone())))
            .collect::<Result<_, ApiError>>()?,
    };
    let template = Template::new(kind, &given).map_err(|e| ApiError::invalid(e.to_string()))?;
    Ok(ConditionText { text: template.text() })
}

/// A recognised template for the wire.
pub(crate) fn template_match(template: &Template) -> TemplateMatch {
    let text = |ids: &[Guid]| ids.iter().map(ToString::to_string).collect();
    TemplateMatch {
        name: template.kind().name().to_owned(),
        roles: text(template.roles()),
        principal_types: template.principal_types().iter().map(|t| t.as_str().to_owned()).collect(),
        principals: text(template.principals()),
        pairs: template
            .pairs()
            .iter()
            .map(|pair| TemplatePair { roles: text(&pair.roles), principals: text(&pair.principals) })
            .collect(),
    }
}

/// Names become ids.
fn ids(roles: &[String]) -> Result<Vec<String>, ApiError> {
    let id = |role: &String| {
        roles::id(role)
            .or_else(|| roles::find(role).map(|known| known.facts.id))
            .map(|id| id.to_string())
            .ok_or_else(|| unknown_role(role))
    };
    roles.iter().map(id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rolewright_condition::builder::templates::recognise;
    use rolewright_condition::parse;

    fn request(name: &str) -> TemplateMatch {
        TemplateMatch {
            name: name.into(),
            roles: vec!["Reader".into()],
            principal_types: vec!["User".into()],
            principals: Vec::new(),
            pairs: Vec::new(),
        }
    }

    #[test]
    fn what_is_built_is_recognised_with_the_role_by_id() {
        let built = build_template(&request("constrain-roles-and-principal-types")).unwrap();
        let template = recognise(&parse(&built.text)).unwrap();
        let expected = TemplateMatch {
            roles: vec!["acdd72a7-3385-48ef-bd42-f606fba81ae7".into()],
            ..request("constrain-roles-and-principal-types")
        };
        assert_eq!(template_match(&template), expected);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let unknown = build_template(&request("constrain")).unwrap_err();
        assert!(unknown.message.contains("`constrain`") && unknown.hint.unwrap().contains("add-only"));
        let mut bad = request("constrain-roles");
        bad.roles = vec!["No such role".into()];
        let error = build_template(&bad).unwrap_err();
        assert!(error.message.contains("`No such role` is neither a known role") && error.hint.is_some());
    }
}
