//! Texts in Terraform's language: quoted or as a heredoc.
//! <https://developer.hashicorp.com/terraform/language/expressions/strings>

/// A text in double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    let mut previous = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // `$${` is `${`; after another `$` or `%` the doubled one would be read from the wrong side.
            '$' | '%' if chars.peek() == Some(&'{') && matches!(previous, '$' | '%') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            '$' | '%' if chars.peek() == Some(&'{') => out.extend([c, c]),
            c if c.is_control() || c == '\u{feff}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
        previous = c;
    }
    out.push('"');
    out
}

/// A text as an expression that stands `indent` spaces deep: a heredoc where it has several lines and a heredoc
/// can hold it, else quoted.
pub(super) fn expression(text: &str, indent: usize) -> String {
    heredoc(text, indent).unwrap_or_else(|| quoted(text))
}

fn heredoc(text: &str, indent: usize) -> Option<String> {
    let awkward = text.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{feff}');
    let doubled = ["$${", "%%{", "$%{", "%${"].iter().any(|d| text.contains(d));
    if !text.contains('\n') || awkward || doubled {
        return None;
    }
    let delimiter = delimiter(text)?;
    let body = text.replace("${", "$${").replace("%{", "%%{");
    // A heredoc always ends with a line end; `chomp` takes it off.
    let (body, chomp) = match body.strip_suffix('\n') {
        Some(body) => (body, false),
        None => (body.as_str(), true),
    };
    let lines: Vec<&str> = body.split('\n').collect();
    // `<<-` takes the smallest indentation off every line, so it serves only where that is ours alone.
    let ours = lines.iter().all(|l| !l.trim().is_empty())
        && lines.iter().any(|l| !l.starts_with(char::is_whitespace));
    let (pad, dash) = if ours { (" ".repeat(indent + 2), "-") } else { (String::new(), "") };
    let mut out = format!("{}<<{dash}{delimiter}\n", if chomp { "chomp(" } else { "" });
    for line in lines {
        out.push_str(&format!("{pad}{line}\n"));
    }
    let outer = " ".repeat(indent);
    out.push_str(if ours { &outer } else { "" });
    out.push_str(delimiter);
    if chomp {
        out.push_str(&format!("\n{outer})"));
    }
    Some(out)
}

/// A word that no line begins with.
fn delimiter(text: &str) -> Option<&'static str> {
    ["CONDITION", "END_OF_CONDITION", "END_OF_TEXT"]
        .into_iter()
        .find(|d| !text.lines().any(|l| l.trim_start().starts_with(d)))
}
