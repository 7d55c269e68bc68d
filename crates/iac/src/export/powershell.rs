//! PowerShell: Azure CLI called from it, and the Az module.
//! Azure: <https://learn.microsoft.com/powershell/module/az.resources/new-azroleassignment>

use rolewright_authz::intent::AssignmentIntent;

use super::names;
use super::{CONDITION_VERSION, note_principal_type};

/// Azure CLI. On Windows `az` is a batch file, which takes neither line ends nor `&`, `|`, `<`, `>`, `"` safely
/// in an argument, so the condition goes through a file.
/// Azure: <https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-powershell>
pub(super) fn az(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let mut out = heading(intent);
    let mut arguments = vec![
        ("name", names::assignment_id(intent)),
        ("role", intent.role.to_string()),
        ("assignee-object-id", intent.principal.to_string()),
        ("assignee-principal-type", word(intent.principal_type.as_str())),
        ("scope", word(&intent.scope.to_string())),
    ];
    let mut files = Vec::new();
    for (name, text) in [("condition", &intent.condition), ("description", &intent.description)] {
        let Some(text) = text else { continue };
        if name == "description" && text.chars().all(|c| c.is_alphanumeric() || " .,:;/-_()".contains(c)) {
            arguments.push((name, word(text)));
            continue;
        }
        out += &format!("${name} = {}\n", literal(text));
        out += &format!(
            "${name}File = New-TemporaryFile\n[System.IO.File]::WriteAllText(${name}File.FullName, ${name})\n\n"
        );
        arguments.push((name, format!("\"@$(${name}File.FullName)\"")));
        files.push(format!("${name}File"));
        if name == "condition" {
            arguments.push(("condition-version", CONDITION_VERSION.into()));
        }
    }
    out += "az role assignment create";
    for (name, value) in arguments {
        out += &format!(" `\n  --{name} {value}");
    }
    out += "\n";
    if !files.is_empty() {
        out += &format!("\nRemove-Item {}\n", files.join(", "));
    }
    let notes = vec![
        "az 2.18 or later for conditions; an az that does not know `--name` makes up a name, so leave it out there".into(),
        "the condition goes through a temporary file, because az on Windows is a batch file".into(),
        line_end_note(),
        note_principal_type(),
    ];
    (out, notes)
}

/// The Az module.
pub(super) fn module(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let mut out = heading(intent);
    let mut arguments = vec![
        ("ObjectId", intent.principal.to_string()),
        ("ObjectType", word(intent.principal_type.as_str())),
        ("RoleDefinitionId", intent.role.to_string()),
        ("Scope", word(&intent.scope.to_string())),
    ];
    for (name, parameter, text) in
        [("condition", "Condition", &intent.condition), ("description", "Description", &intent.description)]
    {
        let Some(text) = text else { continue };
        out += &format!("${name} = {}\n\n", literal(text));
        arguments.push((parameter, format!("${name}")));
        if name == "condition" {
            arguments.push(("ConditionVersion", format!("'{CONDITION_VERSION}'")));
        }
    }
    out += "New-AzRoleAssignment";
    for (name, value) in arguments {
        out += &format!(" `\n  -{name} {value}");
    }
    out += "\n";
    let notes = vec![
        "Az.Resources 3.2.1 or later for conditions; a release that has `-ObjectType` sends principalType".into(),
        "New-AzRoleAssignment takes no name: Azure gets a new one each time, and refuses a second assignment of the same role".into(),
        line_end_note(),
    ];
    (out, notes)
}

fn heading(intent: &AssignmentIntent) -> String {
    names::comment(intent).map(|name| format!("# {name}\n")).unwrap_or_default()
}

fn line_end_note() -> String {
    "save the script with LF line ends: a here-string carries the file's own".into()
}

/// A text as a literal: single-quoted here-string where it holds quotes or lines, else single-quoted; with
/// backtick escapes where a file would not keep it.
/// <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules>
fn literal(text: &str) -> String {
    let awkward = text.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{feff}');
    // PowerShell ends a here-string at any of its single quotes followed by `@` at the start of a line; editors'
    // grammars stumble over other lines that start with one.
    let ends = text.split('\n').any(|line| line.starts_with(is_single_quote));
    if awkward || ends {
        return double_quoted(text);
    }
    if text.contains('\n') || text.contains(is_single_quote) {
        return format!("@'\n{text}\n'@");
    }
    format!("'{text}'")
}

/// The characters that PowerShell reads as a single quote.
fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}')
}

/// An argument: bare where nothing in it is special, else in single quotes.
fn word(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.".contains(c));
    if plain {
        return text.to_owned();
    }
    let doubled = text.chars().flat_map(|c| std::iter::repeat_n(c, if is_single_quote(c) { 2 } else { 1 }));
    format!("'{}'", doubled.collect::<String>())
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\n' => out.push_str("`n"),
            '\r' => out.push_str("`r"),
            '\t' => out.push_str("`t"),
            // `#` needs it only for editors' grammars, which see a comment.
            '`' | '$' | '"' | '#' | '\u{201c}' | '\u{201d}' | '\u{201e}' => out.extend(['`', c]),
            // `u{…} is not known to Windows PowerShell 5.1.
            c if c.is_control() || c == '\u{feff}' => out.push_str(&format!("$([char]0x{:x})", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
