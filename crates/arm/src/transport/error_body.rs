//! What an error answer says. Azure's services write errors in many shapes; this reads them all and never fails:
//! what has no code gets `Http{status}`, what has no message gets the text itself.

use serde_json::Value;

use crate::error::Refusal;

/// As much of a text that is no JSON as a message needs.
const TEXT_LIMIT: usize = 500;

/// Reads the body of an answer with an error status.
/// Azure: <https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors>, and the
/// shapes of services that follow older rules.
pub(crate) fn read(status: u16, body: &[u8]) -> Refusal {
    let mut refusal = match serde_json::from_slice::<Value>(body) {
        Ok(value) => from_json(&value),
        Err(_) => Refusal { message: plain(&String::from_utf8_lossy(body)), ..Refusal::default() },
    };
    refusal.status = status;
    if refusal.code.is_empty() {
        refusal.code = format!("Http{status}");
    }
    if refusal.message.is_empty() {
        refusal.message = format!("Azure answered with status {status} and without a message");
    }
    refusal
}

fn from_json(value: &Value) -> Refusal {
    let Value::Object(fields) = value else {
        // A JSON string can hold JSON again.
        let text = value.as_str().unwrap_or_default();
        return match serde_json::from_str::<Value>(text) {
            Ok(inner @ Value::Object(_)) => from_json(&inner),
            _ => Refusal { message: plain(text), ..Refusal::default() },
        };
    };
    let inner = ["error", "ErrorResponse", "odata.error"].iter().find_map(|key| field(value, key));
    match inner {
        // `{"error": {…}}`, Azure Resource Manager and Microsoft Graph.
        Some(inner @ Value::Object(_)) => return from_json(inner),
        // `{"error": "invalid_grant", "error_description": …}`, Microsoft Entra's token endpoint.
        Some(Value::String(code)) => {
            let message = text(value, &["error_description", "message"]);
            return Refusal { code: code.clone(), message, ..Refusal::default() };
        }
        _ => {}
    }
    let mut refusal = Refusal {
        code: text(value, &["code", "errorCode", "httpStatusCode"]),
        message: text(value, &["message", "value", "title", "detail"]),
        target: Some(text(value, &["target"])).filter(|t| !t.is_empty()),
        details: field(value, "details")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(detail)
            .collect(),
        ..Refusal::default()
    };
    // DataProtection puts a general code outside and the useful one into `additionalInfo`.
    let informed = field(value, "additionalInfo")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|info| text(info, &["type"]) == "UserFacingError")
        .find_map(|info| field(info, "info"));
    if let Some(info) = informed {
        let (code, message) = (text(info, &["code"]), text(info, &["message"]));
        if !code.is_empty() {
            refusal.code = code;
        }
        if !message.is_empty() {
            refusal.message = message;
        }
    }
    if refusal.code.is_empty() && refusal.message.is_empty() && !fields.is_empty() {
        refusal.message = plain(&value.to_string());
    }
    refusal
}

fn detail(value: &Value) -> Option<(String, String)> {
    let (code, message) = (text(value, &["code"]), text(value, &["message"]));
    (!code.is_empty() || !message.is_empty()).then_some((code, message))
}

/// The field of that name, whatever its case.
fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The first of the fields that holds a text or a number.
fn text(value: &Value, names: &[&str]) -> String {
    names
        .iter()
        .find_map(|name| match field(value, name)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            // `{"message": {"value": "…"}}`
            Value::Object(inner) => inner.get("value")?.as_str().map(str::to_owned),
            _ => None,
        })
        .unwrap_or_default()
}

/// A text without the tags of a web page, cut where it grows too long for a message.
fn plain(text: &str) -> String {
    let text = text.trim();
    let mut words = String::new();
    if text.starts_with('<') {
        // What lies between the title's tags says more than the rest of an error page.
        let lower = text.to_ascii_lowercase();
        let title = lower.find("<title>").zip(lower.find("</title>"));
        if let Some(title) = title.and_then(|(start, end)| text.get(start + "<title>".len()..end)) {
            words.push_str(title.trim());
        }
    } else {
        words.push_str(text);
    }
    words.chars().take(TEXT_LIMIT).collect()
}

#[cfg(test)]
#[path = "error_body_tests.rs"]
mod tests;
