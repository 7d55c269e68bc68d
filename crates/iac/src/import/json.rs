//! JSON: ARM templates and parameters, role assignments alone or in lists, role definitions, PIM requests, REST
//! bodies. Comments and trailing commas are passed over, as ARM's tools do.

use jsonc_parser::ast::{Object, StringLit, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use rolewright_condition::span::Span;

use super::assignment::{Assignment, Field, Fields, Literals};
use super::{Host, Import, Imported, arm, has_marks, has_placeholder, imported, is_prose};
use crate::map::Decoded;

/// Reads the JSON that begins at byte `start` of the text.
pub(super) fn read(text: &str, start: usize) -> Import {
    read_as(text, start, false)
}

/// Reads Terraform's JSON syntax, where every text is a template.
/// <https://developer.hashicorp.com/terraform/language/syntax/json>
pub(super) fn read_terraform(text: &str) -> Import {
    read_as(text, 0, true)
}

fn read_as(text: &str, start: usize, terraform: bool) -> Import {
    // A byte order mark is not JSON, but Windows tools write it.
    let mark = text.get(start..).is_some_and(|t| t.starts_with('\u{feff}'));
    let start = start + if mark { '\u{feff}'.len_utf8() } else { 0 };
    let json = text.get(start..).unwrap_or("");
    match parse_to_ast(json, &CollectOptions::default(), &ParseOptions::default()) {
        Ok(parsed) => {
            let Some(value) = parsed.value else { return Import::default() };
            let arm = !terraform && value.as_object().is_some_and(is_arm);
            let literals = value.as_object().filter(|_| arm).map(literals).unwrap_or_default();
            let mut reader =
                Reader { text, start, arm, terraform, literals, around: Vec::new(), found: Vec::new() };
            reader.value(&value, "", "", None);
            Import::of(reader.found)
        }
        Err(error) => Import::broken(
            text,
            format!("this is not JSON that can be read: {}", error.kind()),
            "check the brackets and quotes near this place; until it reads, conditions are searched for as plain text, without unescaping",
            (start + error.range().start).min(text.len()),
        ),
    }
}

fn is_arm(top: &Object<'_>) -> bool {
    let schema = top.get_string("$schema").map_or("", |s| &s.value);
    schema.to_ascii_lowercase().contains("/schemas/") && schema.to_ascii_lowercase().contains("deployment")
        || top.get_array("resources").is_some() && top.get_string("contentVersion").is_some()
}

struct Reader<'a> {
    text: &'a str,
    /// Where the JSON begins in the text.
    start: usize,
    arm: bool,
    terraform: bool,
    literals: Literals,
    /// The objects around, the outermost first.
    around: Vec<Fields>,
    found: Vec<Imported>,
}

impl Reader<'_> {
    fn value(&mut self, value: &Value<'_>, key: &str, label: &str, version: Option<&str>) {
        match value {
            Value::StringLit(literal) => self.string(literal, key, label, version),
            Value::Object(object) => {
                let version = ["conditionVersion", "condition_version"]
                    .iter()
                    .find_map(|name| object.get_string(name))
                    .map(|s| s.value.as_ref());
                let label = name(object).unwrap_or_else(|| label.to_owned());
                self.around.push(self.fields(object));
                for property in &object.properties {
                    let key = property.name.as_str();
                    let label = if label.is_empty() { key } else { &label };
                    self.value(&property.value, key, label, version);
                }
                self.around.pop();
            }
            Value::Array(array) => array.elements.iter().for_each(|v| self.value(v, key, label, version)),
            Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => {}
        }
    }

    fn string(&mut self, literal: &StringLit<'_>, key: &str, label: &str, version: Option<&str>) {
        let named = key == "condition" && version.is_some();
        if is_prose(key) || literal.value.trim().is_empty() || !(has_marks(&literal.value) || named) {
            return;
        }
        let range = literal.range();
        let decoded =
            unescape(self.text, Span::new(self.start + range.start + 1, self.start + range.end - 1));
        let host = match (self.arm, self.terraform) {
            (true, _) => Host::ArmJson,
            (_, true) => Host::Terraform,
            _ => Host::RoleAssignmentJson,
        };
        let decoded = if self.terraform { template(decoded) } else { decoded };
        let (text, map) = decoded.finish();
        let before = self.found.len();
        if !(self.arm && text.starts_with('[') && text.ends_with(']')) {
            let template = has_placeholder(&text);
            self.found.push(Imported {
                text,
                host,
                label: label.to_owned(),
                version: version.map(str::to_owned),
                template,
                assignment: Assignment::default(),
                map,
            });
        } else if text.starts_with("[[") {
            let mut decoded = Decoded::at(map.place(1));
            decoded.copy(&map, &text, Span::new(1, text.len()));
            self.found.push(imported(decoded, host, label, version, false));
        } else {
            let conditions = arm::conditions(&text, &map);
            self.found.extend(conditions.into_iter().map(|d| imported(d, host, label, version, true)));
        }
        let assignment = Assignment::of(self.around.iter().rev(), &self.literals);
        self.found.iter_mut().skip(before).for_each(|c| c.assignment = assignment.clone());
    }

    fn fields(&self, object: &Object<'_>) -> Fields {
        let field = |text: &str| match text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
            Some(inner) if self.arm && !inner.starts_with('[') => Field::Computed(inner.to_owned()),
            _ => Field::Literal(text.to_owned()),
        };
        let texts = object.properties.iter().filter_map(|p| match &p.value {
            Value::StringLit(literal) => Some((p.name.as_str().to_owned(), field(&literal.value))),
            _ => None,
        });
        texts.collect()
    }
}

/// What a template's variables and parameters are, as far as it says so itself.
fn literals(top: &Object<'_>) -> Literals {
    let mut all = Literals::new();
    let plain = |text: &str| (!text.starts_with('[')).then(|| text.to_owned());
    for property in top.get_object("variables").iter().flat_map(|o| &o.properties) {
        if let Some(text) = property.value.as_string_lit().and_then(|s| plain(&s.value)) {
            all.insert(format!("variables('{}')", property.name.as_str()), text);
        }
    }
    for property in top.get_object("parameters").iter().flat_map(|o| &o.properties) {
        let default = property.value.as_object().and_then(|o| o.get_string("defaultValue"));
        if let Some(text) = default.and_then(|s| plain(&s.value)) {
            all.insert(format!("parameters('{}')", property.name.as_str()), text);
        }
    }
    all
}

/// Takes Terraform's `$${` and `%%{` for `${` and `%{`.
fn template(decoded: Decoded) -> Decoded {
    let (text, map) = decoded.finish();
    let mut out = Decoded::at(map.place(0));
    let mut at = 0;
    let next = |from: usize| {
        let rest = text.get(from..)?;
        rest.find("$${").into_iter().chain(rest.find("%%{")).min()
    };
    while let Some(found) = next(at) {
        let here = at + found;
        out.copy(&map, &text, Span::new(at, here + 1));
        at = here + 2;
    }
    out.copy(&map, &text, Span::new(at, text.len()));
    out
}

/// What an object calls itself.
fn name(object: &Object<'_>) -> Option<String> {
    let text = |key: &str| object.get_string(key).map(|s| s.value.as_ref()).filter(|s| !s.is_empty());
    let name = ["roleName", "roleDefinitionName", "displayName", "name"].iter().find_map(|key| text(key));
    match (name, text("type")) {
        (Some(name), Some(kind)) if kind.contains('/') => Some(format!("{name} ({kind})")),
        (Some(name), _) => Some(name.to_owned()),
        (None, Some(kind)) if kind.contains('/') => Some(kind.to_owned()),
        (None, _) => None,
    }
}

/// Unescapes what stands between the quotes of a JSON string.
fn unescape(text: &str, part: Span) -> Decoded {
    let mut out = Decoded::at(part.start);
    let mut plain = part.start;
    while let Some(found) = Span::new(plain, part.end).of(text).find('\\') {
        let escape = plain + found;
        out.same(text, Span::new(plain, escape));
        let rest = Span::new(escape, part.end).of(text);
        let (len, c) = backslash(rest).unwrap_or((1, '\\'));
        out.escaped_char(c, Span::new(escape, escape + len));
        plain = escape + len;
    }
    out.same(text, Span::new(plain, part.end));
    out
}

fn backslash(rest: &str) -> Option<(usize, char)> {
    let unit = |at: usize| {
        let digits = rest.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    match rest.chars().nth(1)? {
        'n' => Some((2, '\n')),
        'r' => Some((2, '\r')),
        't' => Some((2, '\t')),
        'b' => Some((2, '\u{8}')),
        'f' => Some((2, '\u{c}')),
        c @ ('"' | '\\' | '/') => Some((2, c)),
        'u' => {
            let high = unit(0)?;
            match (char::from_u32(high), unit(6)) {
                (Some(c), _) => Some((6, c)),
                (None, Some(low)) if (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low) => {
                    Some((12, char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?))
                }
                _ => Some((6, char::REPLACEMENT_CHARACTER)),
            }
        }
        _ => None,
    }
}
