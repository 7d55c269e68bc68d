//! What a policy assignment denies: its effect, followed through parameters, defaults, sets and overrides.
//!
//! Pure: definitions come in as Azure wrote them. Only `denyAction` is of interest; every other effect gives
//! nothing.
//! Azure: <https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny-action>,
//! <https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#overrides>

use serde_json::{Map, Value};

/// What is denied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Denied {
    /// Today only `delete`.
    pub(crate) actions: Vec<String>,
    /// Resource types that the rule names; empty where it does not name them plainly.
    pub(crate) types: Vec<String>,
}

/// Values for parameters, by name in lower case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values(Map<String, Value>);

impl Values {
    /// `{"name": {"value": …}}`, as assignments and sets give them.
    pub(crate) fn given(parameters: Option<&Value>) -> Self {
        Self::take(parameters, "value")
    }

    /// `{"name": {"defaultValue": …}}`, as definitions declare them.
    fn defaults(parameters: Option<&Value>) -> Self {
        Self::take(parameters, "defaultValue")
    }

    fn take(parameters: Option<&Value>, key: &str) -> Self {
        let fields = parameters.and_then(Value::as_object).into_iter().flatten();
        Self(fields.filter_map(|(name, p)| Some((name.to_lowercase(), p.get(key)?.clone()))).collect())
    }

    /// These, and where one is missing, `others`.
    fn or(mut self, others: Self) -> Self {
        for (name, value) in others.0 {
            self.0.entry(name).or_insert(value);
        }
        self
    }

    /// The value, or what `[parameters('name')]` stands for.
    fn resolve(&self, value: &Value) -> Option<Value> {
        match value.as_str().and_then(parameter) {
            Some(name) => self.0.get(&name.to_lowercase()).cloned(),
            None => Some(value.clone()),
        }
    }
}

/// `name` of `[parameters('name')]`. Longer expressions are not followed: their value is unknown.
fn parameter(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("[parameters('")?.strip_suffix("')]")?;
    (!inner.contains('\'')).then_some(inner)
}

/// What one definition denies under these values; `effect` is an override that goes before its own.
pub(crate) fn of_definition(definition: &Value, given: &Values, effect: Option<&str>) -> Option<Denied> {
    let properties = definition.get("properties")?;
    let rule = properties.get("policyRule")?;
    let then = rule.get("then")?;
    let values = given.clone().or(Values::defaults(properties.get("parameters")));
    let effect = match effect {
        Some(effect) => effect.to_owned(),
        None => values.resolve(then.get("effect")?)?.as_str()?.to_owned(),
    };
    if !effect.eq_ignore_ascii_case("denyAction") {
        return None;
    }
    let actions = then.get("details").and_then(|details| values.resolve(details.get("actionNames")?));
    Some(Denied {
        actions: texts(actions.as_ref(), &values),
        types: rule.get("if").and_then(|condition| types(condition, &values)).unwrap_or_default(),
    })
}

/// The definitions of a set that may deny something, each with its values under these of the assignment, and its
/// reference id.
pub(crate) fn members(set: &Value, given: &Values) -> Vec<(String, Values, Option<String>)> {
    let Some(properties) = set.get("properties") else { return Vec::new() };
    let values = given.clone().or(Values::defaults(properties.get("parameters")));
    let members = properties.get("policyDefinitions").and_then(Value::as_array).into_iter().flatten();
    members
        .filter_map(|member| {
            let id = member.get("policyDefinitionId")?.as_str()?.to_owned();
            let mut own = Values::given(member.get("parameters"));
            own.0 =
                own.0.into_iter().filter_map(|(name, value)| Some((name, values.resolve(&value)?))).collect();
            let reference =
                member.get("policyDefinitionReferenceId").and_then(Value::as_str).map(str::to_owned);
            Some((id, own, reference))
        })
        .collect()
}

/// The effect that the overrides of an assignment put in place of a definition's own.
pub(crate) fn overridden(overrides: Option<&Value>, reference: Option<&str>) -> Option<String> {
    let overrides = overrides.and_then(Value::as_array)?;
    overrides.iter().find_map(|item| {
        let kind = item.get("kind").and_then(Value::as_str)?;
        let selectors =
            item.get("selectors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let hit =
            kind.eq_ignore_ascii_case("policyEffect") && selectors.iter().all(|s| selects(s, reference));
        hit.then(|| item.get("value").and_then(Value::as_str).map(str::to_owned))?
    })
}

/// Whether a selector lets the definition of that reference through. Selectors of another kind narrow by place
/// and not by definition.
fn selects(selector: &Value, reference: Option<&str>) -> bool {
    let kind = selector.get("kind").and_then(Value::as_str).unwrap_or_default();
    if !kind.eq_ignore_ascii_case("policyDefinitionReferenceId") {
        return true;
    }
    let among = |key: &str| {
        let list = selector.get(key).and_then(Value::as_array)?;
        Some(
            list.iter()
                .filter_map(Value::as_str)
                .any(|id| reference.is_some_and(|r| r.eq_ignore_ascii_case(id))),
        )
    };
    among("in").unwrap_or(true) && !among("notIn").unwrap_or(false)
}

/// Resource types that a condition asks for; `None` where it may hold for others as well.
fn types(condition: &Value, values: &Values) -> Option<Vec<String>> {
    if let Some(all) = condition.get("allOf").and_then(Value::as_array) {
        return all.iter().find_map(|part| types(part, values));
    }
    if let Some(any) = condition.get("anyOf").and_then(Value::as_array) {
        let parts: Option<Vec<_>> = any.iter().map(|part| types(part, values)).collect();
        return Some(parts?.into_iter().flatten().collect());
    }
    if !condition.get("field")?.as_str()?.eq_ignore_ascii_case("type") {
        return None;
    }
    let named = ["equals", "in"].iter().find_map(|key| condition.get(*key))?;
    let named = values.resolve(named)?;
    Some(texts(Some(&named), values)).filter(|types| !types.is_empty())
}

/// A text or a list of texts.
fn texts(value: Option<&Value>, values: &Values) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => {
            list.iter().filter_map(|item| values.resolve(item)?.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[path = "policy_rule_tests.rs"]
mod tests;
