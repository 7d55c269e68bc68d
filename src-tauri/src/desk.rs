//! The desk around the window: clock, clipboard, dialogs, files.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use arboard::Clipboard;
use rolewright_api::app::Host;
use rolewright_api::wire::progress::ProgressEvent;
use tauri::{AppHandle, Emitter};

/// The one event that the window hears; `ui/src/host/tauri.ts` listens to it.
const PROGRESS: &str = "progress";

/// Kinds of file in which certificates stand.
#[cfg(not(feature = "testing"))]
const CERTIFICATES: &[(&str, &[&str])] = &[("Certificates with key", &["pem"]), ("All files", &["*"])];

/// Kinds of file in which conditions stand.
#[cfg(not(feature = "testing"))]
const KINDS: &[(&str, &[&str])] = &[
    ("Conditions, Bicep, Terraform, ARM", &["txt", "bicep", "tf", "tfvars", "json", "ps1", "sh"]),
    ("All files", &["*"]),
];

/// The real desk.
pub(crate) struct Desk {
    app: AppHandle,
    version: String,
    /// On X11 what was copied is gone with its owner, so the owner lives as long as the app.
    clipboard: Mutex<Option<Clipboard>>,
}

impl Desk {
    pub(crate) fn new(app: AppHandle) -> Self {
        let version = app.package_info().version.to_string();
        Self { app, version, clipboard: Mutex::new(None) }
    }
}

impl Host for Desk {
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn copy(&self, text: &str) -> Result<(), String> {
        let mut slot = self.clipboard.lock().map_err(|e| e.to_string())?;
        let clipboard = match &mut *slot {
            Some(clipboard) => clipboard,
            empty => empty.insert(Clipboard::new().map_err(|e| e.to_string())?),
        };
        clipboard.set_text(text).map_err(|e| e.to_string())
    }

    #[cfg(not(feature = "testing"))]
    fn choose_file_to_write(&self, suggested_name: &str) -> Option<PathBuf> {
        use tauri_plugin_dialog::DialogExt;
        self.app.dialog().file().set_file_name(suggested_name).blocking_save_file()?.into_path().ok()
    }

    #[cfg(not(feature = "testing"))]
    fn choose_file_to_read(&self) -> Option<PathBuf> {
        choose(&self.app, KINDS)
    }

    #[cfg(not(feature = "testing"))]
    fn choose_certificate(&self) -> Option<PathBuf> {
        choose(&self.app, CERTIFICATES)
    }

    #[cfg(not(feature = "testing"))]
    fn open_page(&self, url: &str) -> Result<(), String> {
        open::that_detached(url).map_err(|e| e.to_string())
    }

    // A test signs in by itself; what would have been opened stands in a file.
    #[cfg(feature = "testing")]
    fn open_page(&self, url: &str) -> Result<(), String> {
        let folder = answers().ok_or("no folder answers dialogs")?;
        std::fs::write(folder.join("page"), url).map_err(|e| e.to_string())
    }

    #[cfg(feature = "testing")]
    fn choose_file_to_write(&self, suggested_name: &str) -> Option<PathBuf> {
        Some(answers()?.join(suggested_name))
    }

    #[cfg(feature = "testing")]
    fn choose_file_to_read(&self) -> Option<PathBuf> {
        let open = answers()?.join("open");
        std::fs::read_dir(open).ok()?.next()?.ok().map(|file| file.path())
    }

    fn write(&self, path: &Path, text: &str) -> Result<(), String> {
        // Written beside and moved over, so that a full disk never leaves half a file.
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        let beside = PathBuf::from(beside);
        let written = std::fs::File::create(&beside)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .and_then(|()| std::fs::rename(&beside, path));
        written.map_err(|error| {
            // What is left of the attempt is of no use to anybody.
            let _ = std::fs::remove_file(&beside);
            error.to_string()
        })
    }

    fn emit(&self, event: ProgressEvent) {
        // A window that is gone hears nothing; what was told is true all the same.
        drop(self.app.emit(PROGRESS, event));
    }

    fn size(&self, path: &Path) -> Result<u64, String> {
        std::fs::metadata(path).map(|file| file.len()).map_err(|e| e.to_string())
    }

    fn read(&self, path: &Path) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|e| e.to_string())
    }
}

#[cfg(not(feature = "testing"))]
fn choose(app: &AppHandle, kinds: &[(&str, &[&str])]) -> Option<PathBuf> {
    use tauri_plugin_dialog::DialogExt;
    let dialog = kinds.iter().fold(app.dialog().file(), |d, (name, kinds)| d.add_filter(*name, kinds));
    dialog.blocking_pick_file()?.into_path().ok()
}

/// The folder that answers dialogs in tests: files are written into it, and read from its folder `open`.
#[cfg(feature = "testing")]
fn answers() -> Option<PathBuf> {
    std::env::var_os("ROLEWRIGHT_DIALOG_DIR").map(PathBuf::from)
}
