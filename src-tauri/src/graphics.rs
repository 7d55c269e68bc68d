//! How the webview draws on Linux where there is no graphics card.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// What WebKitGTK reads when it starts; whoever has set it has chosen.
const CHOICE: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// Starts the program once more, in its own place, if no graphics card draws, as in many a virtual machine or remote
/// desktop. There the webview puts every frame together from layers by a software OpenGL, which takes twenty times as
/// long as painting what has changed. It can be told so only by the environment it starts in. Comes back with an error
/// where that fails; then the window is drawn the slow way.
pub(crate) fn choose() -> std::io::Result<()> {
    if std::env::var_os(CHOICE).is_some() || has_card() {
        return Ok(());
    }
    Err(Command::new(std::env::current_exe()?).args(std::env::args_os().skip(1)).env(CHOICE, "1").exec())
}

/// Whether the kernel has a card that programs may draw with, and nobody asks for drawing without it.
fn has_card() -> bool {
    let forced = std::env::var("LIBGL_ALWAYS_SOFTWARE").is_ok_and(|value| value == "1" || value == "true");
    let draws = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with("renderD");
    !forced
        && std::fs::read_dir("/dev/dri")
            .is_ok_and(|nodes| nodes.flatten().any(|node| draws(&node.file_name())))
}
