//! What the window remembers, kept by field so that a later version's fields survive an earlier one.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::app::App;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::settings::Settings;

/// The settings; what was never set, or cannot be read, is as on the first day.
///
/// # Errors
/// When the database cannot be read.
pub async fn get_settings(app: &App) -> Result<Settings, ApiError> {
    let rows = app.database().await?.settings().await?;
    let values: BTreeMap<String, Value> =
        rows.into_iter().filter_map(|(key, value)| Some((key, serde_json::from_str(&value).ok()?))).collect();
    let field = |name: &str| values.get(name).cloned().unwrap_or(Value::Null);
    Ok(Settings {
        theme: serde_json::from_value(field("theme")).unwrap_or_default(),
        layout: serde_json::from_value(field("layout")).unwrap_or_default(),
        shortcuts: serde_json::from_value(field("shortcuts")).unwrap_or_default(),
    })
}

/// Keeps the settings.
///
/// # Errors
/// When the database cannot be written.
pub async fn set_settings(app: &App, request: Settings) -> Result<(), ApiError> {
    let Settings { theme, layout, shortcuts } = request;
    let json = |value: Result<String, serde_json::Error>| {
        value.map_err(|e| ApiError { code: ErrorCode::Internal, message: e.to_string(), hint: None })
    };
    let values = [
        ("theme", json(serde_json::to_string(&theme))?),
        ("layout", json(serde_json::to_string(&layout))?),
        ("shortcuts", json(serde_json::to_string(&shortcuts))?),
    ];
    Ok(app.database().await?.set_settings(&values).await?)
}
