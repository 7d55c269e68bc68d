//! The desktop host: starts, remembers the window, registers commands, closes cleanly. No rules.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod data_folder;
mod desk;
#[cfg(target_os = "linux")]
mod graphics;
mod logging;
mod sandbox;
mod window;

use std::io::Write;
use std::process::ExitCode;

use rolewright_api::app::App;
use tauri::{Manager, RunEvent};

use crate::desk::Desk;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    let drawing = graphics::choose();
    let builder = tauri::Builder::default()
        // First, so that a second start ends before it opens anything.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)))
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler())
        .setup(|app| {
            let folder = data_folder::of(app.handle())?;
            logging::start(&folder);
            tracing::info!(version = %app.package_info().version, "started");
            #[cfg(target_os = "linux")]
            if let Err(error) = drawing {
                tracing::warn!(%error, "the window is drawn the slow way");
            }
            let desk = Box::new(Desk::new(app.handle().clone()));
            let state = sandbox::beside(App::new(folder.join("rolewright.db"), desk))?;
            let ahead = state.clone();
            tauri::async_runtime::spawn(async move { ahead.read_ahead().await });
            app.manage(state);
            window::open(app.handle(), &folder)?;
            Ok(())
        });
    match builder.build(tauri::generate_context!()) {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    tauri::async_runtime::block_on(app.state::<App>().close());
                    tracing::info!("closed");
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "could not start");
            // The log may not be open yet; whoever started it from a terminal is told.
            let _ = writeln!(std::io::stderr(), "rolewright: could not start: {error}");
            ExitCode::FAILURE
        }
    }
}
