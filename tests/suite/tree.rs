//! Reading the repository's own files, and the shared test material beside it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the repository")
}

/// A file of the shared test material. Outside CI it may be missing: then the test says so and passes.
pub(crate) fn shared(path: &str) -> Option<String> {
    let file = root().join("../shared").join(path);
    match std::fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) if std::env::var_os("CI").is_some() => panic!("{}: {error}", file.display()),
        Err(error) => {
            println!("skipped: {}: {error}", file.display());
            None
        }
    }
}

/// The names of the files in a folder of the shared test material, sorted; likewise.
pub(crate) fn shared_names(path: &str) -> Option<Vec<String>> {
    let folder = root().join("../shared").join(path);
    match std::fs::read_dir(&folder) {
        Ok(entries) => {
            let files = entries.filter_map(Result::ok).filter(|entry| entry.path().is_file());
            let mut names: Vec<String> =
                files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            Some(names)
        }
        Err(error) if std::env::var_os("CI").is_some() => panic!("{}: {error}", folder.display()),
        Err(error) => {
            println!("skipped: {}: {error}", folder.display());
            None
        }
    }
}

/// The paths of all files below a folder of the shared test material, sorted; likewise.
pub(crate) fn shared_tree(path: &str) -> Option<Vec<String>> {
    let mut paths = shared_names(path)?;
    let folder = root().join("../shared").join(path);
    let inside =
        std::fs::read_dir(&folder).ok()?.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    for name in inside.map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        let below = shared_tree(&format!("{path}/{name}"))?;
        paths.extend(below.into_iter().map(|below| format!("{name}/{below}")));
    }
    paths.sort();
    Some(paths)
}

/// Every file under version control or about to be, relative to the root.
pub(crate) fn files() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    String::from_utf8_lossy(&listed.stdout)
        .lines()
        .map(PathBuf::from)
        .filter(|f| root().join(f).is_file())
        .collect()
}

/// The text of a file of the repository.
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
