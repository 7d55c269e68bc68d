//! Builds again when a migration changes: `sqlx::migrate!` reads the folder at compile time.

fn main() {
    // Cargo reads its instructions from here.
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "cargo::rerun-if-changed=../../migrations");
}
