//! The request file of `rolewright condition eval`, with what is wrong with it named in its own words.

use rolewright_api::wire::conditions::Request;
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::input::Input;

const HINT: &str = "see `rolewright condition eval --help` for the shape";

/// Reads a request. An attribute that is `null` is one that the request has not.
pub(crate) fn parse(input: &Input) -> Result<Request, Failure> {
    let refuse = |why: String| Failure::new(format!("{} is not a request: {why}", input.name)).hint(HINT);
    let text = input.text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
    let Value::Object(mut fields) = value else { return Err(refuse("it is no JSON object".to_owned())) };
    fields.retain(|_, value| !value.is_null());
    for source in ["request", "resource", "principal", "environment"] {
        if let Some(given) = fields.get_mut(source) {
            attributes(source, given).map_err(refuse)?;
        }
    }
    for name in ["action", "suboperation"] {
        if fields.get(name).is_some_and(|value| !value.is_string()) {
            return Err(refuse(format!("`{name}` is not a text")));
        }
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| refuse(error.to_string()))
}

fn attributes(source: &str, given: &mut Value) -> Result<(), String> {
    let given: &mut Map<String, Value> =
        given.as_object_mut().ok_or_else(|| format!("`{source}` does not hold attributes by name"))?;
    given.retain(|_, value| !value.is_null());
    let fits = |value: &Value| match value {
        Value::Array(values) => values.iter().all(is_scalar),
        one => is_scalar(one),
    };
    match given.iter().find(|(_, value)| !fits(value)) {
        None => Ok(()),
        Some((name, _)) => Err(format!(
            "the value of `{name}` in `{source}` is not a text, a whole number, `true`, `false` or a list of these"
        )),
    }
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_boolean() || value.is_i64()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Request, String> {
        parse(&Input { name: "r.json".into(), text: text.into() }).map_err(|failure| failure.to_string())
    }

    #[test]
    fn null_is_nothing_and_values_are_kept() {
        let request = read(
            "\u{feff}{\"action\":null,\"resource\":{\"a\":null,\"b\":[\"x\",1,true]},\"principal\":null}",
        );
        let request = request.unwrap();
        assert_eq!((request.action, request.resource.len()), (None, 1));
    }

    #[test]
    fn what_is_wrong_is_named_without_inner_names() {
        for (text, part) in [
            ("[]", "no JSON object"),
            ("{", "line 1"),
            ("{\"resource\":{\"a:b\":1.5}}", "`a:b` in `resource`"),
            ("{\"resource\":{\"a:b\":{}}}", "`a:b` in `resource`"),
            ("{\"resource\":{\"a:b\":[[1]]}}", "`a:b` in `resource`"),
            ("{\"resource\":[]}", "`resource`"),
            ("{\"action\":1}", "`action`"),
            ("{\"actions\":\"a\"}", "`actions`"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(part) && error.contains("hint: "), "{error}");
            assert!(!error.contains("enum") && !error.contains("AttributeValue"), "{error}");
        }
    }
}
