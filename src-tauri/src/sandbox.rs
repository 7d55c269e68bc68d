//! A sandbox to sign in to, named when the program is started.
//!
//! `ROLEWRIGHT_SANDBOX` names a file with the first line that `rolewright sandbox` printed. It works in every build:
//! whoever can set it could start another program anyway, and only a sandbox on this machine is taken, so that
//! neither a password nor a token of Azure's can be led elsewhere by it.

use rolewright_api::app::App;
use rolewright_api::sandboxes::SandboxFacts;

const VARIABLE: &str = "ROLEWRIGHT_SANDBOX";

/// The app, with the sandbox if one is named. One that cannot be used is said rather than left out.
pub(crate) fn beside(app: App) -> Result<App, String> {
    let Some(file) = std::env::var_os(VARIABLE).filter(|file| !file.is_empty()) else { return Ok(app) };
    let text = std::fs::read_to_string(&file)
        .map_err(|error| format!("{VARIABLE}: `{}` cannot be read: {error}", file.display()))?;
    let facts: SandboxFacts =
        serde_json::from_str(text.lines().next().unwrap_or_default()).map_err(|error| {
            format!("{VARIABLE}: `{}` is not what a sandbox printed: {error}", file.display())
        })?;
    app.with_sandbox(&facts).map_err(|error| format!("{VARIABLE}: {}", error.message))
}
