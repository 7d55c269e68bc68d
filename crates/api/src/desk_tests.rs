use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::*;
use crate::app::Host;
use crate::wire::error::ErrorCode;

#[derive(Default)]
struct State {
    chosen: Option<PathBuf>,
    files: BTreeMap<PathBuf, String>,
    clipboard: Option<String>,
    broken: bool,
}

/// A desk whose files are in memory.
struct Desk(Arc<Mutex<State>>);

impl Host for Desk {
    fn now(&self) -> i64 {
        0
    }
    fn version(&self) -> &str {
        "1.2.3"
    }
    fn user(&self) -> String {
        "anna".into()
    }
    fn copy(&self, text: &str) -> Result<(), String> {
        let mut state = self.0.lock().unwrap();
        if state.broken {
            return Err("no display".into());
        }
        state.clipboard = Some(text.into());
        Ok(())
    }
    fn choose_file_to_write(&self, suggested_name: &str) -> Option<PathBuf> {
        Some(self.0.lock().unwrap().chosen.as_ref()?.join(suggested_name))
    }
    fn choose_file_to_read(&self) -> Option<PathBuf> {
        self.0.lock().unwrap().chosen.clone()
    }
    fn write(&self, path: &Path, text: &str) -> Result<(), String> {
        let mut state = self.0.lock().unwrap();
        if state.broken {
            return Err("no space left".into());
        }
        state.files.insert(path.into(), text.into());
        Ok(())
    }
    fn size(&self, path: &Path) -> Result<u64, String> {
        self.read(path).map(|text| text.len() as u64)
    }
    fn read(&self, path: &Path) -> Result<String, String> {
        self.0.lock().unwrap().files.get(path).cloned().ok_or_else(|| "not found".into())
    }
}

fn app(state: State) -> (Arc<Mutex<State>>, App) {
    let state = Arc::new(Mutex::new(state));
    (Arc::clone(&state), App::new("/data/rolewright.db".into(), Box::new(Desk(state))))
}

#[test]
fn what_is_written_is_read_back() {
    let (state, app) = app(State { chosen: Some("/chosen".into()), ..State::default() });
    let request = SaveTextFile { suggested_name: "main.tf".into(), text: "a\r\nb".into() };
    let saved = save_text_file(&app, &request).unwrap().unwrap();
    state.lock().unwrap().chosen = Some(saved.path.into());
    let opened = open_text_file(&app).unwrap().unwrap();
    assert_eq!(opened, OpenedFile { name: "main.tf".into(), text: "a\r\nb".into() });
    copy_text(&app, &CopyText { text: "c".into() }).unwrap();
    assert_eq!(state.lock().unwrap().clipboard.as_deref(), Some("c"));
    assert_eq!(app_info(&app).store_path_hint, "/data/rolewright.db");
    assert_eq!(app_info(&app).version, "1.2.3");
}

#[test]
fn thinking_better_of_it_is_no_error() {
    let (_, app) = app(State::default());
    let request = SaveTextFile { suggested_name: "x".into(), text: String::new() };
    assert_eq!(save_text_file(&app, &request).unwrap(), None);
    assert_eq!(open_text_file(&app).unwrap(), None);
}

#[test]
fn failures_name_the_file_and_the_way_out() {
    let (_, app) = app(State { chosen: Some("/full".into()), broken: true, ..State::default() });
    let request = SaveTextFile { suggested_name: "x".into(), text: String::new() };
    for error in [
        save_text_file(&app, &request).unwrap_err(),
        open_text_file(&app).unwrap_err(),
        copy_text(&app, &CopyText { text: String::new() }).unwrap_err(),
    ] {
        assert_eq!(error.code, ErrorCode::File);
        assert!(error.hint.is_some(), "{error:?}");
    }
    let message = save_text_file(&app, &request).unwrap_err().message;
    assert_eq!(message, "`/full/x` cannot be written: no space left");
}

#[test]
fn an_absurdly_large_file_is_refused() {
    let path = PathBuf::from("/big.tf");
    let files = BTreeMap::from([(path.clone(), "x".repeat(LARGEST_FILE as usize + 1))]);
    let (_, app) = app(State { chosen: Some(path), files, ..State::default() });
    assert!(open_text_file(&app).unwrap_err().message.contains("16 MB"));
}
