//! A window with the app's files behind it and nothing on its page: what `make bench` compares the app's start with.
#![expect(clippy::expect_used, reason = "a yardstick that cannot start says why and stops")]

use std::borrow::Cow;

use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
use tauri::{Assets, WebviewUrl, WebviewWindowBuilder, Wry};

const PAGE: &str = "<!doctype html><title>Empty</title><main><p>Empty</p></main>";

/// The app's own files with an empty first page; `None` until they are taken over.
struct Files(Option<Box<dyn Assets<Wry>>>);

impl Assets<Wry> for Files {
    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        if key.as_ref() == "/index.html" {
            return Some(Cow::Borrowed(PAGE.as_bytes()));
        }
        self.0.as_ref()?.get(key)
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        match &self.0 {
            Some(files) => files.iter(),
            None => Box::new(std::iter::empty()),
        }
    }

    fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}

fn main() {
    let mut context = tauri::generate_context!();
    let files = context.set_assets(Box::new(Files(None)));
    context.set_assets(Box::new(Files(Some(files))));
    tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(context)
        .expect("the window opens");
}
