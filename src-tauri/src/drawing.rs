//! How WebKit draws on Linux.

use tauri::WebviewWindow;

/// Without a graphics card, compositing is OpenGL in software, which draws the whole window for every key press.
/// WebKit's own drawing redraws only what has changed, several times faster on such a machine: a virtual desktop, a
/// remote one.
/// <https://webkitgtk.org/reference/webkit2gtk/stable/method.Settings.set_hardware_acceleration_policy.html>
#[cfg(target_os = "linux")]
pub(crate) fn choose(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if has_graphics_card() {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Whether the kernel offers a device to render on.
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    devices.into_iter().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

/// Other systems always have one.
#[cfg(not(target_os = "linux"))]
pub(crate) fn choose(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
