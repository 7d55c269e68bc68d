//! Commands that make a role assignment with az or Az PowerShell: their options are the assignment.
//!
//! Azure: <https://learn.microsoft.com/cli/azure/role/assignment#az-role-assignment-create>,
//! <https://learn.microsoft.com/powershell/module/az.resources/new-azroleassignment>

use rolewright_condition::span::Span;
use tree_sitter::Node;

use super::Imported;
use super::assignment::{Assignment, Field, Fields, Literals};
use super::script::{Shell, span};

const COMMANDS: [&[&str]; 3] = [
    &["az", "role", "assignment", "create"],
    &["az", "role", "assignment", "update"],
    &["New-AzRoleAssignment"],
];

/// Gives each condition of a script the options of the command that it stands in. A condition that stands in a
/// variable belongs to the script's one command, if it has just one.
pub(super) fn assign(text: &str, script: Node<'_>, shell: Shell, conditions: &mut [Imported]) {
    let (commands, literals) = read(text, script, shell);
    let mut apart: Vec<Assignment> = Vec::new();
    let mut literal = false;
    for (place, words) in commands {
        let fields: Fields =
            options(&words).into_iter().filter(|(name, _)| !name.eq_ignore_ascii_case("condition")).collect();
        let assignment = Assignment::of(std::iter::once(&fields), &literals);
        let inside = conditions.iter_mut().filter(|c| (place.start..place.end).contains(&c.map.place(0)));
        let mut found = false;
        for condition in inside {
            condition.assignment = assignment.clone();
            found = true;
        }
        literal |= found;
        if !found {
            apart.push(assignment);
        }
    }
    // Which of several commands a variable is for is the script's secret.
    if let [assignment] = apart.as_slice()
        && !literal
    {
        conditions.iter_mut().for_each(|c| c.assignment = assignment.clone());
    }
}

/// The script's commands that make role assignments, each with its place, and its variables of literal value.
fn read(text: &str, script: Node<'_>, shell: Shell) -> (Vec<(Span, Vec<Word>)>, Literals) {
    let mut commands = Vec::new();
    let mut literals = Literals::new();
    let mut stack = vec![script];
    while let Some(node) = stack.pop() {
        match node.kind() {
            "command" => {
                let words = words(text, node, shell);
                if COMMANDS.iter().any(|name| begins(&words, name)) {
                    commands.push((span(node), words));
                }
            }
            "variable_assignment" | "assignment_expression" => variable(text, node, shell, &mut literals),
            _ => {}
        }
        let mut cursor = node.walk();
        stack.extend(node.named_children(&mut cursor));
    }
    (commands, literals)
}

fn begins(words: &[Word], name: &[&str]) -> bool {
    words.len() >= name.len()
        && words.iter().zip(name).all(|(word, part)| word.text.eq_ignore_ascii_case(part))
}

/// A variable with a literal value, by the ways in which it is written where it is used.
fn variable(text: &str, node: Node<'_>, shell: Shell, literals: &mut Literals) {
    let mut cursor = node.walk();
    let parts: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
    let (Some(name), Some(value)) = (parts.first(), parts.last()) else { return };
    let name = span(*name).of(text).trim_start_matches('$');
    let value = Word::read(text, *value, shell);
    if value.computed || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return;
    }
    literals.insert(format!("${name}"), value.text.clone());
    literals.insert(format!("${{{name}}}"), value.text.clone());
    // az in PowerShell reads long texts from a file that the script writes.
    literals.insert(format!("@$(${name}File.FullName)"), value.text);
}

/// One word of a command, as the shell hands it over.
struct Word {
    text: String,
    /// As it stands in the script.
    written: String,
    /// Whether its value is known only when the script runs.
    computed: bool,
}

impl Word {
    fn read(text: &str, node: Node<'_>, shell: Shell) -> Self {
        let written = span(node).of(text).to_owned();
        let mut at = node;
        loop {
            if let Some((decoded, computed)) = (shell.decode)(text, at) {
                return Self { text: decoded.finish().0, written, computed };
            }
            // PowerShell's grammar has a level for each kind of operator, one within the other.
            match at.named_child(0).filter(|inner| span(*inner) == span(at)) {
                Some(inner) => at = inner,
                None => break,
            }
        }
        let literal = matches!(
            at.kind(),
            "word"
                | "number"
                | "generic_token"
                | "command_parameter"
                | "command_name"
                | "real_literal"
                | "decimal_integer_literal"
        );
        Self { text: written.clone(), written, computed: !literal }
    }

    fn field(&self) -> Field {
        match self.computed {
            true => Field::Computed(self.written.trim_matches('"').to_owned()),
            false => Field::Literal(self.text.clone()),
        }
    }

    /// The name of the option that the word is.
    fn option(&self) -> Option<&str> {
        let name = self.written.starts_with('-').then(|| self.text.trim_start_matches('-'))?;
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(name)
    }
}

fn words(text: &str, command: Node<'_>, shell: Shell) -> Vec<Word> {
    let mut words = Vec::new();
    let mut cursor = command.walk();
    for part in command.named_children(&mut cursor) {
        match part.kind() {
            "command_elements" => {
                let mut cursor = part.walk();
                let elements =
                    part.named_children(&mut cursor).filter(|e| e.kind() != "command_argument_sep");
                words.extend(elements.map(|element| Word::read(text, element, shell)));
            }
            // Of the shell's own, in front of the command.
            "variable_assignment" | "file_redirect" | "herestring_redirect" => {}
            _ => words.push(Word::read(text, part, shell)),
        }
    }
    words
}

/// The options of a command with the value of each: the word behind it, or what follows its `=`.
fn options(words: &[Word]) -> Vec<(String, Field)> {
    let mut options = Vec::new();
    let mut rest = words.iter().peekable();
    while let Some(word) = rest.next() {
        let Some(name) = word.option() else { continue };
        if let Some((name, value)) = name.split_once('=') {
            let value = match word.computed {
                true => Field::Computed(value.to_owned()),
                false => Field::Literal(value.to_owned()),
            };
            options.push((name.to_owned(), value));
        } else if let Some(value) = rest.next_if(|next| next.option().is_none()) {
            options.push((name.to_owned(), value.field()));
        }
    }
    options
}
