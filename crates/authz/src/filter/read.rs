//! From text to terms.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Column, ColumnKind, Filter, Problem, Table, Term, Test};

/// Reads what was typed. What is understood is in the filter, what is not is in the problems.
#[must_use]
pub fn read(table: Table, text: &str) -> (Filter, Vec<Problem>) {
    let (mut terms, mut problems) = (Vec::new(), Vec::new());
    for span in pieces(text) {
        let piece = text.get(span.clone()).unwrap_or_default();
        match term(table, piece) {
            Ok((negated, test)) => terms.push(Term { span, negated, test }),
            Err((message, help)) => problems.push(Problem { span, message, help }),
        }
    }
    (Filter { terms }, problems)
}

/// A message and what to do.
type Refusal = (String, String);

/// Splits at white space outside quotes.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut quoted, mut escaped) = (None, false, false);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && !quoted {
            if let Some(from) = start.take() {
                pieces.push(from..at);
            }
            continue;
        }
        start.get_or_insert(at);
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && c == '\\' && !escaped;
    }
    if let Some(from) = start {
        pieces.push(from..text.len());
    }
    pieces
}

fn term(table: Table, piece: &str) -> Result<(bool, Test), Refusal> {
    let (negated, rest) = match piece.strip_prefix('-') {
        Some("") => {
            return Err((
                "nothing follows `-`".to_owned(),
                "write the word to leave out right after it".to_owned(),
            ));
        }
        Some(rest) => (true, rest),
        None => (false, piece),
    };
    let Some((name, operator, values)) = column_part(rest) else {
        return Ok((negated, Test::Names(only(rest)?)));
    };
    let column = table
        .iter()
        .find(|c| c.name.eq_ignore_ascii_case(name))
        .ok_or_else(|| no_column(table, name, rest))?;
    let values = split_values(values)?;
    if values.is_empty() {
        return Err((format!("no value follows `{name}{operator}`"), values_help(column)));
    }
    Ok((negated, test(column, operator, &values)?))
}

/// `role:owner` in its three parts. A scope or an id is text, as is everything that opens with a quote.
fn column_part(text: &str) -> Option<(&str, &str, &str)> {
    let at = text.find([':', '=', '<', '>', '"', '/'])?;
    let (name, rest) = text.split_at_checked(at)?;
    let operator = [">=", "<=", ":", "=", "<", ">"].into_iter().find(|o| rest.starts_with(o))?;
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic() || c == '-') {
        return None;
    }
    Some((name, operator, rest.get(operator.len()..)?))
}

/// One value as typed, and whether it stood in quotes.
struct Value {
    text: String,
    quoted: bool,
}

fn split_values(text: &str) -> Result<Vec<Value>, Refusal> {
    let mut values = Vec::new();
    let mut chars = text.chars().peekable();
    while chars.peek().is_some() {
        let mut value = Value { text: String::new(), quoted: false };
        let mut open = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    open = !open;
                    value.quoted = true;
                }
                '\\' if open => value.text.extend(chars.next()),
                ',' if !open => break,
                _ => value.text.push(c),
            }
        }
        if open {
            return Err((
                "a quote is not closed".to_owned(),
                "add `\"` after the last word that belongs together".to_owned(),
            ));
        }
        if !value.text.is_empty() {
            values.push(value);
        }
    }
    Ok(values)
}

/// Free text: commas are letters here.
fn only(text: &str) -> Result<String, Refusal> {
    let mut words = String::new();
    let (mut open, mut chars) = (false, text.chars());
    while let Some(c) = chars.next() {
        match c {
            '"' => open = !open,
            '\\' if open => words.extend(chars.next()),
            _ => words.push(c),
        }
    }
    if open {
        return Err((
            "a quote is not closed".to_owned(),
            "add `\"` after the last word that belongs together".to_owned(),
        ));
    }
    if words.is_empty() {
        return Err((
            "nothing stands between the quotes".to_owned(),
            "write what to search for, or take the quotes away".to_owned(),
        ));
    }
    Ok(words)
}

fn test(column: &'static Column, operator: &str, values: &[Value]) -> Result<Test, Refusal> {
    if column.optional && operator == ":" {
        match values {
            [Value { text, quoted: false }] if text.eq_ignore_ascii_case("none") => {
                return Ok(Test::Missing(column));
            }
            [Value { text, quoted: false }] if text.eq_ignore_ascii_case("any") => {
                return Ok(Test::Present(column));
            }
            _ => {}
        }
    }
    let texts = || values.iter().map(|v| v.text.clone()).collect::<Vec<_>>();
    match (&column.kind, operator) {
        (ColumnKind::Text, ":") => Ok(Test::Contains(column, texts())),
        (ColumnKind::Text, "=") => Ok(Test::Equals(column, texts())),
        (ColumnKind::Under, ":" | "=") => under(column, texts()),
        (ColumnKind::Choice(_), ":" | "=") => one_of(column, values),
        (ColumnKind::Time, _) => time(column, operator, single(column, values)?),
        (ColumnKind::Count, _) => count(column, operator, single(column, values)?),
        _ => Err((format!("`{}` cannot be asked with `{operator}`", column.name), values_help(column))),
    }
}

fn single<'a>(column: &Column, values: &'a [Value]) -> Result<&'a str, Refusal> {
    match values {
        [one] => Ok(&one.text),
        _ => Err((format!("`{}` takes one value", column.name), values_help(column))),
    }
}

fn under(column: &'static Column, scopes: Vec<String>) -> Result<Test, Refusal> {
    match scopes.iter().find(|s| !s.starts_with('/')) {
        Some(odd) => Err((format!("`{odd}` is not a scope"), values_help(column))),
        None => Ok(Test::Under(column, scopes)),
    }
}

fn one_of(column: &'static Column, values: &[Value]) -> Result<Test, Refusal> {
    let ColumnKind::Choice(choices) = &column.kind else { return Ok(Test::OneOf(column, Vec::new())) };
    let mut names = Vec::new();
    for Value { text, .. } in values {
        let typed = text.to_ascii_lowercase().replace([' ', '_'], "-");
        let found = choices.iter().find(|c| c.name == typed || c.name.replace('-', "") == typed);
        let found = found
            .ok_or_else(|| (format!("`{text}` is no value of `{}`", column.name), values_help(column)))?;
        if !names.contains(&found.name) {
            names.push(found.name);
        }
    }
    Ok(Test::OneOf(column, names))
}

fn time(column: &'static Column, operator: &str, text: &str) -> Result<Test, Refusal> {
    if let Some(days) = text.strip_suffix(['d', 'D']).and_then(|n| n.parse::<u32>().ok()) {
        return match operator {
            ":" => Ok(Test::LastDays(column, days)),
            _ => Err((format!("`{text}` counts days back from now and goes with `:`"), values_help(column))),
        };
    }
    let day: Date = text.parse().map_err(|_| (format!("`{text}` is not a day"), values_help(column)))?;
    let next =
        || day.checked_add(1.day()).map_err(|_| (format!("`{text}` is too late a day"), values_help(column)));
    Ok(match operator {
        ">=" => Test::From(column, day),
        ">" => Test::From(column, next()?),
        "<" => Test::Before(column, day),
        "<=" => Test::Before(column, next()?),
        _ => Test::On(column, day),
    })
}

fn count(column: &'static Column, operator: &str, text: &str) -> Result<Test, Refusal> {
    let refusal =
        || (format!("`{text}` is not a number that can be asked with `{operator}`"), values_help(column));
    let number: u64 = text.parse().map_err(|_| refusal())?;
    Ok(match operator {
        ">=" => Test::AtLeast(column, number),
        ">" => Test::AtLeast(column, number.checked_add(1).ok_or_else(refusal)?),
        "<=" => Test::AtMost(column, number),
        "<" => Test::AtMost(column, number.checked_sub(1).ok_or_else(refusal)?),
        _ => Test::Exactly(column, number),
    })
}

fn no_column(table: Table, name: &str, piece: &str) -> Refusal {
    let names: Vec<String> = table.iter().map(|c| format!("`{}`", c.name)).collect();
    (
        format!("there is no column `{name}`"),
        format!(
            "the columns are {}; to search for the text itself write `\"{}\"`",
            names.join(", "),
            piece.replace('"', "")
        ),
    )
}

fn values_help(column: &Column) -> String {
    let name = column.name;
    let nothing = if column.optional { format!(", `{name}:none` or `{name}:any`") } else { String::new() };
    match &column.kind {
        ColumnKind::Text => {
            format!("write `{name}:part of the text` or `{name}=\"the whole text\"`{nothing}")
        }
        ColumnKind::Choice(choices) => {
            let names: Vec<String> = choices.iter().map(|c| format!("`{}`", c.name)).collect();
            format!("write {}", names.join(", "))
        }
        ColumnKind::Under => format!("write a whole scope: `{name}:/subscriptions/…`"),
        ColumnKind::Time => format!(
            "write `{name}>=2026-01-31`, `{name}<2026-01-31` or `{name}:30d` for the last 30 days{nothing}"
        ),
        ColumnKind::Count => format!("write `{name}>=10`, `{name}<10` or `{name}:10`"),
    }
}
