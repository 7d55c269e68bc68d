//! What the window remembers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Settings of this user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Settings {
    pub theme: Theme,
    /// Widths, open tabs, last draft: keys and values of the window's own.
    pub layout: BTreeMap<String, String>,
    /// Command id to key chord, where changed by the user.
    pub shortcuts: BTreeMap<String, String>,
}

/// Colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
    HighContrast,
}
