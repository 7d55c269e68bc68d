//! Azure CLI in bash (zsh reads it the same way).
//! Azure: <https://learn.microsoft.com/cli/azure/role/assignment#az-role-assignment-create>

use rolewright_authz::intent::AssignmentIntent;

use super::names;
use super::{CONDITION_VERSION, note_principal_type};

pub(super) fn az(intent: &AssignmentIntent) -> (String, Vec<String>) {
    let mut out = String::new();
    if let Some(name) = names::comment(intent) {
        out += &format!("# {name}\n");
    }
    let mut arguments = vec![
        ("name", names::assignment_id(intent)),
        ("role", intent.role.to_string()),
        ("assignee-object-id", intent.principal.to_string()),
        ("assignee-principal-type", single_quoted(intent.principal_type.as_str())),
        ("scope", single_quoted(&intent.scope.to_string())),
    ];
    if let Some(condition) = &intent.condition {
        out += &assign("condition", condition);
        out += "\n";
        arguments.push(("condition", "\"$condition\"".into()));
        arguments.push(("condition-version", CONDITION_VERSION.into()));
    }
    if let Some(description) = &intent.description {
        let awkward = description.chars().any(char::is_control);
        let word = if awkward { ansi_quoted(description) } else { single_quoted(description) };
        arguments.push(("description", word));
    }
    out += "az role assignment create";
    for (name, value) in arguments {
        out += &format!(" \\\n  --{name} {value}");
    }
    out += "\n";
    let notes = vec![
        "az 2.18 or later for conditions; an az that does not know `--name` makes up a name, so leave it out there".into(),
        "in Git Bash on Windows set MSYS_NO_PATHCONV=1 first: it rewrites arguments that begin with `/`".into(),
        note_principal_type(),
    ];
    (out, notes)
}

/// Puts a text into a variable. A quoted heredoc outside any `$( )` knows neither expansion nor history; what it
/// cannot carry safely through a terminal is written with escapes.
fn assign(variable: &str, text: &str) -> String {
    let awkward = text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{feff}');
    let delimiter = ["CONDITION", "END_OF_CONDITION"].into_iter().find(|d| !text.lines().any(|l| l == *d));
    match delimiter {
        Some(delimiter) if !awkward => format!(
            "IFS= read -r -d '' {variable} <<'{delimiter}' || true\n{text}\n{delimiter}\n\
             {variable}=${{{variable}%$'\\n'}} # the heredoc's own line end\n"
        ),
        _ => format!("{variable}={}\n", ansi_quoted(text)),
    }
}

/// `'…'`, in which only the quote itself is special; left out where nothing needs it.
fn single_quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.".contains(c));
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// `$'…'`; `!` is written as a number, because an interactive shell looks for history inside it too.
fn ansi_quoted(text: &str) -> String {
    let mut out = String::from("$'");
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\'' | '!' => out.push_str(&format!("\\{:03o}", u32::from(c))),
            c if c.is_control() || c == '\u{feff}' => {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes).bytes().for_each(|b| out.push_str(&format!("\\{b:03o}")));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}
