//! Reading what the user named: files, folders, standard input, and `FILE#2`.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rolewright_api::import::import_conditions;
use rolewright_api::wire::conditions::ImportRequest;

use crate::failure::Failure;

/// A text and the name it goes by in messages.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Reads a file, or standard input for `-`.
pub(crate) fn read(name: &str) -> Result<Input, Failure> {
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(name)
    };
    let shown = if name == "-" { "standard input" } else { name };
    let bytes = bytes.map_err(|error| Failure::new(format!("cannot read {shown}: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        Failure::new(format!("cannot read {shown}: byte {place} is not UTF-8"))
            .hint("save the file as UTF-8 without a byte order mark")
    })?;
    Ok(Input { name: name.to_owned(), text })
}

/// Reads one condition as [`exactly`] does, without the mark that Windows tools put before a file's text: it
/// belongs to the file and not to the condition.
pub(crate) fn condition(name: &str) -> Result<Input, Failure> {
    let Input { name, text } = exactly(name)?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Input { name, text })
}

/// Reads one condition: the whole of a text file, or the one that stands in a Terraform, Bicep or JSON file.
pub(crate) fn exactly(name: &str) -> Result<Input, Failure> {
    let (file, number) =
        match name.rsplit_once('#').and_then(|(file, n)| Some((file, n.parse::<usize>().ok()?))) {
            Some((file, number)) if !Path::new(name).exists() => (file, Some(number)),
            _ => (name, None),
        };
    let input = read(file)?;
    if !is_host_file(Path::new(file)) {
        return Ok(input);
    }
    let request = ImportRequest { text: input.text, file_name: Some(file.to_owned()) };
    let found = import_conditions(&request)?;
    let list = || {
        let lines = found
            .iter()
            .enumerate()
            .map(|(i, c)| format!("\n  {file}#{}  line {}: {}", i + 1, c.span.line, c.label));
        lines.collect::<String>()
    };
    let chosen = match (number, found.len()) {
        (_, 0) => return Err(Failure::new(format!("{file} holds no condition"))),
        (None, 1) => 1,
        (None, count) => {
            return Err(Failure::new(format!("{file} holds {count} conditions"))
                .hint(format!("name one of them:{}", list())));
        }
        (Some(number), _) => number,
    };
    match chosen.checked_sub(1).and_then(|i| found.get(i)) {
        Some(condition) => Ok(Input { name: name.to_owned(), text: condition.text.clone() }),
        None => Err(Failure::new(format!("{file} holds no condition number {chosen}"))
            .hint(format!("it holds:{}", list()))),
    }
}

/// Gives a file another text. It is written beside and moved over, so that a full disk leaves the old one whole;
/// a link stays a link, and who may read the file stays the same.
pub(crate) fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let file = fs::canonicalize(file)?;
    let mut beside = file.clone().into_os_string();
    beside.push(format!(".{}.part", std::process::id()));
    let written = fs::write(&beside, text)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(&file)?.permissions()))
        .and_then(|()| fs::rename(&beside, &file));
    if written.is_err() {
        // What is left of the attempt is of no use to anybody.
        _ = fs::remove_file(&beside);
    }
    written
}

/// How the names of files end that hold conditions among other things.
const HOST_ENDINGS: [&str; 10] =
    ["tf", "bicep", "bicepparam", "json", "sh", "azcli", "ps1", "psm1", "yml", "yaml"];

/// Whether conditions stand inside the file rather than being it.
pub(crate) fn is_host_file(path: &Path) -> bool {
    path.extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| HOST_ENDINGS.iter().any(|h| h.eq_ignore_ascii_case(e)))
}

/// The files that the user named, folders replaced by the host files below them. What version control
/// ignores is passed over.
pub(crate) fn expand(names: &[String]) -> Result<Vec<String>, Failure> {
    let mut files = Vec::new();
    for name in names {
        if name == "-" || !Path::new(name).is_dir() {
            files.push(name.clone());
            continue;
        }
        let mut below: Vec<PathBuf> = Vec::new();
        for entry in ignore::Walk::new(name) {
            let entry = entry.map_err(|error| Failure::new(format!("cannot read {name}: {error}")))?;
            if entry.file_type().is_some_and(|t| t.is_file()) && is_host_file(entry.path()) {
                below.push(entry.into_path());
            }
        }
        below.sort();
        files.extend(below.into_iter().map(|p| p.to_string_lossy().into_owned()));
    }
    Ok(files)
}
