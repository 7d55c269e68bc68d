//! Bicep: string literals found by the language's grammar, unescaped by Bicep's rules.
//! Azure: <https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings>

use rolewright_condition::span::Span;
use tree_sitter::{Node, Parser};

use super::assignment::{Assignment, Field, Fields, Literals};
use super::{Host, Import, Imported, has_marks, imported, is_prose, unseen};
use crate::map::Decoded;

/// Whether some line begins as only Bicep's do.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines().any(|line| {
        let mut words = line.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some("targetScope"), Some("="), _) => true,
            (Some("resource" | "module"), Some(_), Some(kind)) => kind.starts_with('\''),
            (Some("var"), Some(_), Some("=")) => true,
            (Some("param"), Some(_), Some("string" | "array" | "object" | "bool" | "int")) => true,
            _ => false,
        }
    })
}

/// Whether some line begins as a property of a Bicep object.
pub(super) fn looks_like_property(text: &str) -> bool {
    text.lines().any(|line| {
        line.trim_start().strip_prefix("condition:").is_some_and(|v| v.trim_start().starts_with('\''))
    })
}

/// Deeper nesting than any person writes, which the grammar reads in more than linear time.
const DEEPEST: usize = 256;

pub(super) fn read(text: &str) -> Import {
    if let Some(place) = too_deep(text) {
        let help = "check that it is a Bicep file; brackets stand deeper in each other than anything written by hand";
        return Import::broken(text, format!("this nests more than {DEEPEST} brackets deep"), help, place);
    }
    let mut parser = Parser::new();
    let tree = match parser.set_language(&tree_sitter_bicep::LANGUAGE.into()) {
        Ok(()) => parser.parse(text, None),
        Err(_) => None,
    };
    let Some(tree) = tree else {
        return Import::broken(
            text,
            "this Bicep file could not be read".into(),
            "check that it is a text file",
            0,
        );
    };
    let literals = literals(text, tree.root_node());
    let mut found = Vec::new();
    let mut stack = vec![(tree.root_node(), false)];
    let (mut broken, mut doubtful) = (None, false);
    let mut covered = Vec::new();
    while let Some((node, inside)) = stack.pop() {
        let error = node.is_error() || node.is_missing();
        if error {
            let place = node.start_byte();
            broken = Some(broken.map_or(place, |b: usize| b.min(place)));
        }
        let inside = inside || error;
        if matches!(node.kind(), "string" | "comment" | "diagnostic_comment") {
            covered.push(span(node));
        }
        if node.kind() == "string"
            && let Some(condition) = string(text, node, &literals)
        {
            doubtful |= inside || node.has_error();
            found.push(condition);
        }
        let mut cursor = node.walk();
        stack.extend(node.children(&mut cursor).map(|child| (child, inside)));
    }
    let mut import = Import::of(found);
    // The grammar is younger than some of the language: what it does not know counts only where a condition
    // may have been read wrongly or missed.
    if let Some(place) = broken
        && (doubtful || unseen(text, &covered).is_some())
    {
        let help = "run `az bicep build` on the file; conditions found in it are checked all the same";
        let unreadable = Import::broken(text, "this is not Bicep that can be read".into(), help, place);
        if import.conditions.is_empty() {
            return unreadable;
        }
        import.unreadable = unreadable.unreadable;
    }
    import
}

/// Where brackets first stand too deep in each other. Those in texts and comments do not count, those of
/// interpolations do.
fn too_deep(text: &str) -> Option<usize> {
    // What each open bracket goes back to: code, or the text that an interpolation stands in.
    let mut open = Vec::new();
    let mut quoted = false;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let c = rest.chars().next()?;
        let mut length = c.len_utf8();
        let skip_to = |end: &str, from: usize| {
            rest.get(from..).and_then(|t| t.find(end)).map_or(rest.len(), |found| from + found + end.len())
        };
        match c {
            '\\' if quoted => length += rest.chars().nth(1).map_or(0, char::len_utf8),
            '\'' if quoted => quoted = false,
            '$' if quoted && rest.starts_with("${") => {
                open.push(true);
                quoted = false;
                length = 2;
            }
            _ if quoted => {}
            '\'' if rest.starts_with("'''") => length = skip_to("'''", 3),
            '\'' => quoted = true,
            '/' if rest.starts_with("//") => length = skip_to("\n", 2),
            '/' if rest.starts_with("/*") => length = skip_to("*/", 2),
            '(' | '[' | '{' => open.push(false),
            ')' | ']' | '}' => quoted = open.pop().unwrap_or(false),
            _ => {}
        }
        if open.len() > DEEPEST {
            return Some(at);
        }
        at += length;
    }
    None
}

fn string(text: &str, node: Node<'_>, literals: &Literals) -> Option<Imported> {
    let property = node.parent().filter(|p| p.kind() == "object_property");
    let key = property.and_then(|p| key(text, p)).unwrap_or_default();
    if property.is_some_and(|p| p.child(0) == Some(node)) || is_prose(&key) {
        return None;
    }
    let version =
        property.and_then(|p| p.parent()).and_then(|object| sibling(text, object, "conditionVersion"));
    let (decoded, computed) = decode(text, node);
    let named = key == "condition" && version.is_some();
    if decoded.text.trim().is_empty() || !(has_marks(&decoded.text) || named) {
        return None;
    }
    let called = node.parent().is_some_and(|p| p.kind() == "arguments" || p.kind() == "binary_expression");
    let around = around(text, node);
    Some(Imported {
        assignment: Assignment::of(around.iter(), literals),
        ..imported(decoded, Host::Bicep, &label(text, node, &key), version.as_deref(), computed || called)
    })
}

/// The fields of the objects around a node, the nearest first.
fn around(text: &str, node: Node<'_>) -> Vec<Fields> {
    let objects = std::iter::successors(Some(node), Node::parent).filter(|n| n.kind() == "object");
    let fields = objects.map(|object| {
        let mut cursor = object.walk();
        let properties = object.children(&mut cursor).filter(|p| p.kind() == "object_property");
        properties.filter_map(|p| Some((key(text, p)?, field(text, value(p)?)))).collect()
    });
    fields.collect()
}

/// What stands behind the colon or equals sign.
fn value(of: Node<'_>) -> Option<Node<'_>> {
    (1..of.child_count()).rev().filter_map(|i| of.child(i)).find(|c| c.is_named() && c.kind() != "comment")
}

fn field(text: &str, node: Node<'_>) -> Field {
    let (decoded, computed) = if node.kind() == "string" { decode(text, node) } else { Default::default() };
    if node.kind() == "string" && !computed {
        Field::Literal(decoded.text)
    } else {
        Field::Computed(span(node).of(text).to_owned())
    }
}

/// Variables, and parameters with a default, whose values are literal.
fn literals(text: &str, root: Node<'_>) -> Literals {
    let mut cursor = root.walk();
    let declared = root
        .children(&mut cursor)
        .filter(|n| matches!(n.kind(), "variable_declaration" | "parameter_declaration"));
    let named = declared.filter_map(|node| {
        let mut cursor = node.walk();
        let name = node.children(&mut cursor).find(|c| c.kind().ends_with("identifier"))?;
        match field(text, value(node)?) {
            Field::Literal(literal) => Some((span(name).of(text).to_owned(), literal)),
            Field::Computed(_) => None,
        }
    });
    named.collect()
}

/// The name of an object's property.
fn key(text: &str, property: Node<'_>) -> Option<String> {
    let name = property.child(0)?;
    Some(span(name).of(text).trim_matches('\'').to_owned())
}

/// The text of another property of the same object.
fn sibling(text: &str, object: Node<'_>, name: &str) -> Option<String> {
    let mut cursor = object.walk();
    let property = object.children(&mut cursor).find(|p| key(text, *p).is_some_and(|k| k == name))?;
    let mut cursor = property.walk();
    let value = property.children(&mut cursor).skip(1).find(|c| c.kind() == "string")?;
    Some(decode(text, value).0.text)
}

/// What a text belongs to: the resource with its type, or the variable, parameter or module.
fn label(text: &str, node: Node<'_>, key: &str) -> String {
    let mut at = node.parent();
    while let Some(node) = at {
        let kind = node.kind();
        let named = || {
            let mut cursor = node.walk();
            node.children(&mut cursor).find(|c| c.kind().ends_with("identifier")).map(|c| span(c).of(text))
        };
        match kind {
            "resource_declaration" => {
                let mut cursor = node.walk();
                let kind = node.children(&mut cursor).find(|c| c.kind() == "string");
                let kind = kind.map_or("", |k| span(k).of(text)).trim_matches('\'');
                let kind = kind.split('@').next().unwrap_or(kind);
                return format!("{} ({kind})", named().unwrap_or("resource"));
            }
            "variable_declaration" => return format!("var {}", named().unwrap_or("")),
            "parameter_declaration" => return format!("param {}", named().unwrap_or("")),
            "output_declaration" => return format!("output {}", named().unwrap_or("")),
            "user_defined_function" => return format!("func {}", named().unwrap_or("")),
            "module_declaration" => return format!("module {}", named().unwrap_or("")),
            _ => at = node.parent(),
        }
    }
    if key.is_empty() { "string".to_owned() } else { key.to_owned() }
}

fn span(node: Node<'_>) -> Span {
    Span::new(node.start_byte(), node.end_byte())
}

/// A literal's value with its map, and whether it holds interpolations, which are kept as they are.
pub(crate) fn decode(text: &str, node: Node<'_>) -> (Decoded, bool) {
    let whole = span(node);
    if let Some(raw) = whole.of(text).strip_prefix("'''") {
        // The line end right after the opening quotes is not part of the text.
        let skip = if raw.starts_with("\r\n") { 2 } else { usize::from(raw.starts_with('\n')) };
        let start = whole.start + 3 + skip;
        let mut decoded = Decoded::at(start);
        decoded.same(text, Span::new(start, whole.end.saturating_sub(3)));
        return (decoded, false);
    }
    let mut decoded = Decoded::at(whole.start + 1);
    let mut at = whole.start + 1;
    let end = whole.end.saturating_sub(1);
    let mut cursor = node.walk();
    let interpolations: Vec<Span> =
        node.children(&mut cursor).filter(|c| c.kind() == "interpolation").map(span).collect();
    for part in &interpolations {
        unescape(text, Span::new(at, part.start), &mut decoded);
        decoded.same(text, *part);
        at = part.end;
    }
    unescape(text, Span::new(at, end), &mut decoded);
    (decoded, !interpolations.is_empty())
}

fn unescape(text: &str, part: Span, out: &mut Decoded) {
    let mut plain = part.start;
    let mut at = part.start;
    while let Some(found) = Span::new(at, part.end).of(text).find('\\') {
        let escape = at + found;
        match backslash(Span::new(escape, part.end).of(text)) {
            Some((len, c)) => {
                out.same(text, Span::new(plain, escape));
                out.escaped_char(c, Span::new(escape, escape + len));
                plain = escape + len;
                at = plain;
            }
            None => at = escape + 1,
        }
    }
    out.same(text, Span::new(plain, part.end));
}

fn backslash(rest: &str) -> Option<(usize, char)> {
    match rest.chars().nth(1)? {
        'n' => Some((2, '\n')),
        'r' => Some((2, '\r')),
        't' => Some((2, '\t')),
        c @ ('\\' | '\'' | '$') => Some((2, c)),
        'u' => {
            let digits = rest.strip_prefix("\\u{")?;
            let end = digits.find('}')?;
            let c = char::from_u32(u32::from_str_radix(digits.get(..end)?, 16).ok()?)?;
            Some((3 + end + 1, c))
        }
        _ => None,
    }
}
