//! Bakes the configuration and the permissions into the program.

fn main() {
    tauri_build::build();
}
