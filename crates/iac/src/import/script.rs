//! Scripts: their texts in quotes found by the shell's own grammar, and the conditions in those.
//!
//! How a text is unescaped is the shell's: `bash`, `powershell`.

use std::ops::ControlFlow;

use rolewright_condition::span::Span;
use tree_sitter::{Language, Node, ParseOptions, Parser, Tree};

use super::assignment::Assignment;
use super::{Host, Import, Imported, command_line, has_marks, has_placeholder, json, plain};
use crate::map::Decoded;

/// A longer script is searched as plain text.
const LONGEST: usize = 1 << 20;
/// Steps of the grammar, in hundreds, after which a script is given up; a megabyte of ordinary script takes far
/// less.
const MOST_STEPS: usize = 50_000;

/// A shell.
#[derive(Clone, Copy)]
pub(super) struct Shell {
    pub(super) host: Host,
    pub(super) language: fn() -> Language,
    /// The text that a node stands for, and whether the shell computes parts of it; `None` for a node that is no
    /// text.
    pub(super) decode: fn(&str, Node<'_>) -> Option<(Decoded, bool)>,
}

/// Reads a script.
pub(super) fn read(text: &str, shell: Shell) -> Import {
    if !has_marks(text) {
        return Import::default();
    }
    let Some(tree) = tree(text, (shell.language)()) else {
        let message = format!("this is not {} that can be read", shell.host.as_str());
        let help = "check that it is a script; conditions are searched for as plain text, without unescaping";
        return Import::broken(text, message, help, 0);
    };
    let mut found = Vec::new();
    let mut covered = Vec::new();
    let mut doubtful = false;
    let mut stack = vec![(tree.root_node(), false)];
    while let Some((node, inside)) = stack.pop() {
        let inside = inside || node.is_error();
        if node.kind() == "comment" {
            covered.push(span(node));
            continue;
        }
        if let Some((decoded, computed)) = (shell.decode)(text, node) {
            covered.push(span(node));
            if has_marks(&decoded.text) {
                // A text that lacks its closing quote is one with an error inside.
                doubtful |= inside || node.has_error();
                let (label, version) = command(text, node);
                found.extend(conditions(decoded, shell.host, &label, version.as_deref(), computed));
            }
            continue;
        }
        let mut cursor = node.walk();
        stack.extend(node.children(&mut cursor).map(|child| (child, inside)));
    }
    let mut import = Import::of(found);
    command_line::assign(text, tree.root_node(), shell, &mut import.conditions);
    let missed = super::unseen(text, &covered);
    if tree.root_node().has_error() && (doubtful || missed.is_some()) {
        let place = missed.unwrap_or_else(|| super::first_error(tree.root_node()));
        let message = format!("this is not {} that can be read", shell.host.as_str());
        let help =
            "check the quotes near this place; a condition here may have been read wrongly or passed over";
        let mut broken = Import::broken(text, message, help, place);
        command_line::assign(text, tree.root_node(), shell, &mut broken.conditions);
        if import.conditions.is_empty() {
            return broken;
        }
        import.unreadable = broken.unreadable;
    }
    import
}

/// Gives conditions that were found in a text that may hold commands the options of those.
pub(super) fn assign(text: &str, shell: Shell, conditions: &mut [Imported]) {
    if let Some(tree) = tree(text, (shell.language)()) {
        command_line::assign(text, tree.root_node(), shell, conditions);
    }
}

fn tree(text: &str, language: Language) -> Option<Tree> {
    if text.len() > LONGEST {
        return None;
    }
    let mut parser = Parser::new();
    parser.set_language(&language).ok()?;
    let mut steps = 0;
    let mut progress = |_: &tree_sitter::ParseState| {
        steps += 1;
        if steps > MOST_STEPS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut progress);
    let mut bytes = |at: usize, _| text.as_bytes().get(at..).unwrap_or_default();
    parser.parse_with_options(&mut bytes, None, Some(options))
}

/// The conditions in a script's text: the text itself, those in a JSON body, or those that stand inside it.
fn conditions(
    decoded: Decoded,
    host: Host,
    label: &str,
    version: Option<&str>,
    computed: bool,
) -> Vec<Imported> {
    let (text, map) = decoded.finish();
    let within = |inner: Imported| {
        let mut out = Decoded::at(map.place(inner.map.place(0)));
        for (at, c) in inner.text.char_indices() {
            let part = inner.map.span(Span::new(at, at + c.len_utf8()));
            out.escaped_char(c, map.span(part));
        }
        let (text, map) = out.finish();
        Imported { text, map, host, template: inner.template || computed, ..inner }
    };
    let start = text.trim_start();
    if start.starts_with(['{', '[']) {
        let inner = json::read(&text, 0);
        if inner.unreadable.is_none() && !inner.conditions.is_empty() {
            return inner.conditions.into_iter().map(within).collect();
        }
    }
    if plain::starts_like_condition(&text) {
        let template = computed || has_placeholder(&text);
        return vec![Imported {
            text,
            host,
            label: label.to_owned(),
            version: version.map(str::to_owned),
            template,
            assignment: Assignment::default(),
            map,
        }];
    }
    plain::search(&text, Span::new(0, text.len()))
        .into_iter()
        .map(|inner| Imported {
            label: label.to_owned(),
            version: version.map(str::to_owned),
            ..within(inner)
        })
        .collect()
}

/// The command around a text, by its first words, and the condition version that it is given.
fn command(text: &str, node: Node<'_>) -> (String, Option<String>) {
    let mut at = Some(node);
    while let Some(node) = at {
        let whole = span(node).of(text);
        if node.kind() == "command" {
            let words: Vec<&str> =
                whole.split_whitespace().take_while(|word| !word.starts_with('-')).take(4).collect();
            return (words.join(" "), version(whole));
        }
        if matches!(node.kind(), "variable_assignment" | "assignment_expression") {
            let name = whole.split(['=', ' ']).next().unwrap_or(whole);
            return (name.to_owned(), None);
        }
        at = node.parent();
    }
    ("script".to_owned(), None)
}

fn version(command: &str) -> Option<String> {
    let mut words = command.split_whitespace();
    words.find(|word| {
        word.eq_ignore_ascii_case("--condition-version") || word.eq_ignore_ascii_case("-ConditionVersion")
    })?;
    Some(words.next()?.trim_matches(['"', '\'']).to_owned()).filter(|version| !version.starts_with('$'))
}

pub(super) fn span(node: Node<'_>) -> Span {
    Span::new(node.start_byte(), node.end_byte())
}
