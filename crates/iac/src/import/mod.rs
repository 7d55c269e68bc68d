//! Conditions read out of files: found, unescaped, and each byte traced back to its place in the file.
//!
//! Anything that the host computes (`${var.roles}`, `[parameters('x')]`) is kept as a placeholder, whose value
//! is unknown and no error. What a condition means is not asked here.

mod arm;
mod assignment;
mod bash;
mod bicep;
mod command_line;
mod hcl;
mod hcl_text;
mod json;
mod plain;
mod powershell;
mod script;
mod yaml;

use rolewright_condition::span::Span;
use rolewright_condition::syntax::ast::Dialect;

pub use assignment::{Assignment, Computed};

use crate::map::{Decoded, SourceMap};

/// The language of the file that a condition was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Terraform.
    Terraform,
    /// Bicep.
    Bicep,
    /// ARM template or its parameters.
    ArmJson,
    /// Any other JSON: role assignments, role definitions, PIM requests, REST bodies.
    RoleAssignmentJson,
    /// A bash script.
    Bash,
    /// A PowerShell script.
    PowerShell,
    /// Plain text.
    Plain,
}

impl Host {
    /// Its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::Bicep => "bicep",
            Self::ArmJson => "arm-json",
            Self::RoleAssignmentJson => "role-assignment-json",
            Self::Bash => "bash",
            Self::PowerShell => "powershell",
            Self::Plain => "plain",
        }
    }
}

/// A condition found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The condition after unescaping.
    pub text: String,
    /// The language around it.
    pub host: Host,
    /// What it belongs to: `azurerm_role_assignment.delegate`.
    pub label: String,
    /// conditionVersion as written beside it.
    pub version: Option<String>,
    /// Whether the host computes parts of it.
    pub template: bool,
    /// What the file says of the role assignment around it.
    pub assignment: Assignment,
    /// Where its bytes stand in the file.
    pub map: SourceMap,
}

/// Why a file could not be read as what it seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where the reading stopped.
    pub place: usize,
}

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The conditions, in order of place.
    pub conditions: Vec<Imported>,
    /// Set where the file is broken; the conditions are then what could be found all the same.
    pub unreadable: Option<Unreadable>,
}

impl Import {
    fn of(mut conditions: Vec<Imported>) -> Self {
        conditions.sort_by_key(|c| c.map.place(0));
        Self { conditions, unreadable: None }
    }

    /// The scope of an HTTP request stands in its address.
    fn at_address(mut self, text: &str) -> Self {
        let address = text.trim_start().lines().next().and_then(|line| line.split_whitespace().nth(1));
        let path = address.map(|a| a.split_once("://").map_or(a, |(_, rest)| rest));
        let path = path.and_then(|p| p.find('/').and_then(|slash| p.get(slash..)));
        if let Some(scope) = path.and_then(assignment::scope_of_assignment) {
            let open = self.conditions.iter_mut().map(|c| &mut c.assignment);
            open.filter(|a| a.scope.is_none()).for_each(|a| a.scope = Some(scope.to_owned()));
        }
        self
    }

    fn broken(text: &str, message: String, help: &str, place: usize) -> Self {
        let unreadable = Unreadable { message, help: help.to_owned(), place };
        Self { conditions: plain::search(text, Span::new(0, text.len())), unreadable: Some(unreadable) }
    }
}

/// Finds the conditions in a text. The file name, where there is one, tells the language by its ending; without
/// it the text itself does.
#[must_use]
pub fn import(text: &str, file_name: Option<&str>) -> Import {
    if file_name.is_some_and(|name| name.to_ascii_lowercase().ends_with(".tf.json")) {
        return json::read_terraform(text);
    }
    match file_name.and_then(ending).as_deref() {
        Some("tf" | "tofu" | "tfvars" | "hcl") => hcl::read(text),
        Some("bicep" | "bicepparam") => bicep::read(text),
        Some("json" | "jsonc") => json::read(text, 0),
        Some("sh" | "bash" | "zsh" | "azcli") => bash::read(text),
        Some("ps1" | "psm1") => powershell::read(text),
        Some("yml" | "yaml") => yaml::read(text),
        _ => sniff(text),
    }
}

/// The conditions in a file that is to be checked, where nothing may be passed over: as [`import`], but a text
/// file that is neither notes nor a script is one condition, with whatever else stands in it.
#[must_use]
pub fn import_file(text: &str, file_name: Option<&str>) -> Import {
    let found = import(text, file_name);
    if found.unreadable.is_some() && found.conditions.is_empty() {
        return found;
    }
    let in_plain_text =
        file_name.and_then(ending).is_none_or(|e| e == "txt") && found.conditions.iter().all(is_plain);
    let apart = |condition: &Imported| plain::stands_apart(text, condition.map.place(0));
    let nothing_between = !in_plain_text || found.conditions.iter().all(apart);
    if !found.conditions.is_empty() && nothing_between {
        return found;
    }
    match whole(text, file_name) {
        Some(condition) => Import::of(vec![condition]),
        None => found,
    }
}

fn is_plain(condition: &Imported) -> bool {
    condition.host == Host::Plain
}

fn ending(file_name: &str) -> Option<String> {
    file_name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase())
}

/// A text taken as one condition, whatever it looks like: for a file that is meant to be one.
/// `None` where the text is a file of a language that holds conditions.
fn whole(text: &str, file_name: Option<&str>) -> Option<Imported> {
    const ENDINGS: [&str; 16] = [
        "tf",
        "tofu",
        "tfvars",
        "hcl",
        "bicep",
        "bicepparam",
        "json",
        "jsonc",
        "sh",
        "bash",
        "zsh",
        "azcli",
        "ps1",
        "psm1",
        "yml",
        "yaml",
    ];
    let host = file_name.and_then(ending).is_some_and(|e| ENDINGS.contains(&e.as_str()))
        || hcl::looks_like(text)
        || bicep::looks_like(text)
        || (!text.trim().is_empty() && json::read(text, 0).unreadable.is_none());
    (!host).then(|| plain::part(text, Span::new(0, text.len())))
}

/// Guesses the language of a pasted text; a guess that does not read is not insisted on.
fn sniff(text: &str) -> Import {
    let start = text.trim_start();
    let guess = match start.chars().next() {
        Some('{' | '[') => json::read(text, 0),
        Some('"') => fragment(text, "{", "}", |whole| json::read(whole, 0)),
        _ => match plain::http_body(text) {
            Some(body) => json::read(text, body).at_address(text),
            None if plain::has_fences(text) => return plain::read(text),
            None if hcl::looks_like(text) => hcl::read(text),
            None if bicep::looks_like(text) => bicep::read(text),
            None if bicep::looks_like_property(text) => fragment(text, "var x = {\n", "\n}", bicep::read),
            None if powershell::looks_like(text) => powershell::read(text),
            None if bash::looks_like(text) => bash::read(text),
            None => return plain::read(text),
        },
    };
    if guess.conditions.iter().any(|c| c.host != Host::Plain) {
        // A fragment of a file, with the texts in it read by the language's rules, is as good as a file here.
        return Import { unreadable: None, ..guess };
    }
    if guess.unreadable.is_none() && !has_marks(text) {
        return guess;
    }
    let mut found = plain::read(text);
    let shell = if powershell::looks_like(text) { powershell::SHELL } else { bash::SHELL };
    script::assign(text, shell, &mut found.conditions);
    if found.conditions.is_empty() { guess } else { Import { unreadable: guess.unreadable, ..found } }
}

/// Reads a part of a file with what has to stand around it.
fn fragment(text: &str, open: &str, close: &str, read: impl Fn(&str) -> Import) -> Import {
    let body = text.trim_end().trim_end_matches(',');
    let mut import = read(&format!("{open}{body}{close}"));
    if import.unreadable.is_some() {
        return plain::read(text);
    }
    for condition in &mut import.conditions {
        condition.map = std::mem::take(&mut condition.map).shifted_back(open.len(), text.len());
    }
    import
}

/// Names of fields that hold words about something, never a condition.
fn is_prose(key: &str) -> bool {
    [
        "description",
        "justification",
        "title",
        "summary",
        "comment",
        "comments",
        "note",
        "notes",
        "error_message",
        "message",
    ]
    .iter()
    .any(|name| key.eq_ignore_ascii_case(name))
}

/// Whether a text can be nothing but a condition, wherever it stands.
fn has_marks(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["actionmatches", "@request[", "@resource[", "@principal[", "@environment[", "@subject."]
        .iter()
        .any(|mark| lower.contains(mark))
}

/// Where a mark of a condition stands outside the parts that were looked at.
fn unseen(text: &str, covered: &[Span]) -> Option<usize> {
    let mut at = 0;
    while let Some(mark) = text.get(at..).and_then(plain::next_mark) {
        let place = at + mark;
        if !covered.iter().any(|span| span.start <= place && place < span.end) {
            return Some(place);
        }
        at = place + 1;
    }
    None
}

/// Where a grammar first met something that it does not know.
fn first_error(root: tree_sitter::Node<'_>) -> usize {
    let mut place = None;
    let mut stack = vec![root];
    while let Some(node) = stack.pop() {
        if node.is_error() || node.is_missing() {
            let start = node.start_byte();
            place = Some(place.map_or(start, |known: usize| known.min(start)));
        }
        let mut cursor = node.walk();
        stack.extend(node.children(&mut cursor).filter(|child| child.has_error() || child.is_missing()));
    }
    place.unwrap_or(0)
}

/// Whether a text that its host does not compute holds what some tool will fill in (`#{token}#`, `%s`).
fn has_placeholder(text: &str) -> bool {
    rolewright_condition::parse(text).dialect == Dialect::Template
}

/// A condition out of its unescaped text.
fn imported(decoded: Decoded, host: Host, label: &str, version: Option<&str>, template: bool) -> Imported {
    let (text, map) = decoded.finish();
    let (label, version) = (label.to_owned(), version.map(str::to_owned));
    Imported { text, host, label, version, template, assignment: Assignment::default(), map }
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;

#[cfg(test)]
mod script_tests;
