//! The one window: where it stands, how large it is, and that this is remembered.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tauri::{
    AppHandle, LogicalSize, Manager, PhysicalPosition, PhysicalSize, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};

const LABEL: &str = "main";
const SIZE: LogicalSize<f64> = LogicalSize::new(1280.0, 800.0);
const SMALLEST: LogicalSize<f64> = LogicalSize::new(1024.0, 700.0);
/// How long the window stands still before its place is written: a drag is hundreds of events.
const STILL: Duration = Duration::from_millis(400);

/// Where the window stood, in physical pixels, while it was not maximised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    position: Option<(i32, i32)>,
    size: Option<(u32, u32)>,
    maximized: bool,
}

impl Place {
    /// What was written last; a first start, or a file that cannot be read, gives the default place.
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Written beside and moved over, so that an end in between leaves the last place whole.
    fn write(self, path: &Path) {
        let beside = path.with_extension("json.part");
        let written = serde_json::to_string(&self)
            .map_err(std::io::Error::other)
            .and_then(|text| std::fs::write(&beside, text))
            .and_then(|()| std::fs::rename(&beside, path));
        if let Err(error) = written {
            tracing::warn!(%error, "the window's place is not kept");
        }
    }

    /// What is true of the window now. While it is maximised its own place is what it was before.
    fn look(&mut self, window: &WebviewWindow) {
        self.maximized = window.is_maximized().unwrap_or(false);
        if self.maximized || window.is_minimized().unwrap_or(false) {
            return;
        }
        self.position = window.outer_position().ok().map(|p| (p.x, p.y)).or(self.position);
        self.size = window.inner_size().ok().map(|s| (s.width, s.height)).or(self.size);
    }

    fn apply(self, window: &WebviewWindow) -> tauri::Result<()> {
        if let Some((width, height)) = self.size {
            window.set_size(PhysicalSize::new(width, height))?;
        }
        // A screen may have been unplugged since: only a place on one that is there is used.
        if let Some((x, y)) = self.position
            && window.available_monitors()?.iter().any(|m| holds(*m.position(), *m.size(), x, y))
        {
            window.set_position(PhysicalPosition::new(x, y))?;
        }
        if self.maximized { window.maximize() } else { Ok(()) }
    }
}

/// Whether the title bar of a window at this corner can be reached on a screen.
fn holds(origin: PhysicalPosition<i32>, size: PhysicalSize<u32>, x: i32, y: i32) -> bool {
    let right = origin.x.saturating_add_unsigned(size.width);
    let bottom = origin.y.saturating_add_unsigned(size.height);
    (origin.x - 32..right - 64).contains(&x) && (origin.y - 32..bottom - 64).contains(&y)
}

/// Opens the window where it was left.
pub(crate) fn open(app: &AppHandle, folder: &Path) -> tauri::Result<()> {
    let path: PathBuf = folder.join("window.json");
    let place = Place::read(&path);
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Rolewright")
        .inner_size(SIZE.width, SIZE.height)
        .min_inner_size(SMALLEST.width, SMALLEST.height)
        .visible(false)
        .build()?;
    place.apply(&window)?;
    window.show()?;
    let (moved, places) = channel();
    let writer = std::thread::spawn(move || keep(&places, &path));
    let state = Mutex::new((place, Some((moved, writer))));
    let seen = window.clone();
    window.on_window_event(move |event| {
        let Ok(mut state) = state.lock() else { return };
        let (place, writing) = &mut *state;
        match event {
            WindowEvent::Moved(_) | WindowEvent::Resized(_) => {
                place.look(&seen);
                if let Some((moved, _)) = writing {
                    // Without its writer the place is only not kept.
                    let _ = moved.send(*place);
                }
            }
            WindowEvent::Destroyed => {
                if let Some((moved, writer)) = writing.take() {
                    drop(moved);
                    let _ = writer.join();
                }
            }
            _ => {}
        }
    });
    Ok(())
}

/// Writes where the window stands each time that it has come to rest, and at the end.
fn keep(places: &Receiver<Place>, path: &Path) {
    while let Ok(mut place) = places.recv() {
        while let Ok(next) = places.recv_timeout(STILL) {
            place = next;
        }
        place.write(path);
    }
}

/// Brings the window to the front, for a second start of the app.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let raised = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = raised {
            tracing::warn!(%error, "the window cannot be raised");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_cannot_be_read_is_the_default() {
        let folder = std::env::temp_dir().join(format!("rolewright-window-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("window.json");
        assert_eq!(Place::read(&path), Place::default());
        let place = Place { position: Some((-5, 7)), size: Some((1300, 900)), maximized: true };
        place.write(&path);
        assert_eq!(Place::read(&path), place);
        std::fs::write(&path, "{\"position\":").unwrap();
        assert_eq!(Place::read(&path), Place::default());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_last_place_is_kept_when_the_window_rests_and_when_it_is_gone() {
        let folder = std::env::temp_dir().join(format!("rolewright-places-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("window.json");
        let (moved, places) = channel();
        let place = |x| Place { position: Some((x, 0)), size: Some((1280, 800)), maximized: false };
        let file = path.clone();
        let writer = std::thread::spawn(move || keep(&places, &file));
        for x in 0..50 {
            moved.send(place(x)).unwrap();
        }
        drop(moved);
        writer.join().unwrap();
        assert_eq!(Place::read(&path), place(49));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_corner_is_used_only_where_the_title_bar_can_be_reached() {
        let (origin, size) = (PhysicalPosition::new(0, 0), PhysicalSize::new(1920, 1080));
        for (x, y, reachable) in [
            (0, 0, true),
            (-10, 0, true),
            (1800, 900, true),
            (1900, 0, false),
            (0, 1070, false),
            (-2000, 0, false),
        ] {
            assert_eq!(holds(origin, size, x, y), reachable, "{x},{y}");
        }
        assert!(holds(PhysicalPosition::new(-1920, 0), size, -1000, 10), "a screen to the left");
    }
}
