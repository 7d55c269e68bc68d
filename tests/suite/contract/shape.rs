//! What answers are made of: which members there are, and of which types. Values do not count.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Members whose own members are named by users or by tokens: of those only the types count.
const FREE: [&str; 3] = ["tags", "claims", "userAssignedIdentities"];

/// What all values seen at one place have in common and not.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    types: BTreeSet<&'static str>,
    objects: usize,
    /// By name: in how many objects, and what it is made of.
    members: BTreeMap<String, (usize, Shape)>,
    items: Option<Box<Shape>>,
}

impl Shape {
    pub(crate) fn of(value: &Value) -> Self {
        let mut shape = Self::default();
        shape.take("", value);
        shape
    }

    /// Takes another value of the same place in.
    fn take(&mut self, name: &str, value: &Value) {
        self.types.insert(type_of(value));
        match value {
            Value::Object(members) => {
                self.objects += 1;
                for (own, value) in members {
                    let known = if FREE.contains(&name) { "*" } else { own };
                    let (count, shape) = self.members.entry(known.to_owned()).or_default();
                    *count += 1;
                    shape.take(own, value);
                }
            }
            Value::Array(items) => {
                let shape = self.items.get_or_insert_default();
                items.iter().for_each(|item| shape.take("", item));
            }
            _ => {}
        }
    }

    /// Where `ours` is not like this, which is Azure's: `.value[].name: missing`.
    pub(crate) fn differences(&self, ours: &Self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.compare("", ours, &mut found);
        found
    }

    fn compare(&self, path: &str, ours: &Self, found: &mut BTreeSet<String>) {
        let strange: Vec<&str> = ours.types.difference(&self.types).copied().collect();
        if !strange.is_empty() && !self.types.is_empty() {
            let known: Vec<&str> = self.types.iter().copied().collect();
            found.insert(format!("{path}: {} where Azure has {}", strange.join("|"), known.join("|")));
        }
        for (name, (count, theirs)) in &self.members {
            match ours.members.get(name) {
                Some((own, shape)) => {
                    if *count == self.objects && *own < ours.objects {
                        found.insert(format!("{path}.{name}: sometimes missing"));
                    }
                    theirs.compare(&format!("{path}.{name}"), shape, found);
                }
                // What Azure leaves out at times may be left out.
                None if *count < self.objects || name == "*" || ours.objects == 0 => {}
                None => {
                    found.insert(format!("{path}.{name}: missing"));
                }
            }
        }
        if self.objects > 0 {
            let strange = ours.members.keys().filter(|name| !self.members.contains_key(*name));
            found.extend(strange.map(|name| format!("{path}.{name}: not in Azure")));
        }
        if let (Some(theirs), Some(items)) = (&self.items, &ours.items) {
            match (theirs.types.is_empty(), items.types.is_empty()) {
                // A list is what was asked for; whether other arrays have something in them is a matter of state.
                (true, false) if path == ".value" => {
                    found.insert(format!("{path}: rows where Azure has none"));
                }
                (false, true) if path == ".value" => {
                    found.insert(format!("{path}: no rows where Azure has some"));
                }
                _ => theirs.compare(&format!("{path}[]"), items, found),
            }
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn differences(azure: &Value, ours: &Value) -> Vec<String> {
        Shape::of(azure).differences(&Shape::of(ours)).into_iter().collect()
    }

    #[test]
    fn members_and_types_count_and_values_do_not() {
        let azure = json!({"value": [{"a": 1, "b": null}, {"a": 2, "b": "x", "c": true}]});
        assert_eq!(differences(&azure, &json!({"value": [{"a": 9, "b": "y"}]})), [""; 0]);
        assert_eq!(
            differences(&azure, &json!({"value": [{"a": "9", "d": []}], "more": 1})),
            [
                ".more: not in Azure",
                ".value[].a: string where Azure has number",
                ".value[].b: missing",
                ".value[].d: not in Azure"
            ]
        );
        assert_eq!(
            differences(&azure, &json!({"value": [{"a": 1, "b": "x"}, {"b": "x"}]})),
            [".value[].a: sometimes missing"]
        );
    }

    #[test]
    fn a_list_has_rows_where_azure_has_some() {
        assert_eq!(
            differences(&json!({"value": [1]}), &json!({"value": []})),
            [".value: no rows where Azure has some"]
        );
        assert_eq!(
            differences(&json!({"value": []}), &json!({"value": [1]})),
            [".value: rows where Azure has none"]
        );
        assert_eq!(differences(&json!({"notActions": ["x"]}), &json!({"notActions": []})), [""; 0]);
    }

    #[test]
    fn users_name_tags() {
        let azure = json!({"tags": {"cause": "automation"}});
        assert_eq!(differences(&azure, &json!({"tags": {}})), [""; 0]);
        assert_eq!(
            differences(&azure, &json!({"tags": {"other": 1}})),
            [".tags.*: number where Azure has string"]
        );
    }

    #[test]
    fn nothing_is_like_something_else() {
        assert_eq!(differences(&json!(null), &json!({})), [": object where Azure has null"]);
        assert_eq!(differences(&json!({"a": 1}), &json!(null)), [": null where Azure has object"]);
    }
}
