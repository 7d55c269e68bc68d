//! Placeholders of host languages inside a condition: Terraform and Bicep `${…}`, Terraform `%{…}`, pipeline
//! `#{…}#`, `{{…}}`, printf `%s`, PowerShell and shell `$name`, and hand-written `<your id>`.
//!
//! The lexer asks here, both for bare text and inside strings and attributes.

/// Whether a placeholder can start with this character; all of them are ASCII.
pub(super) fn may_start(c: char) -> bool {
    matches!(c, '$' | '%' | '#' | '{' | '<')
}

/// A placeholder that is longer than this is none: a text of opening brackets only must not be walked to its end
/// from each of them.
const LONGEST: usize = 2_048;

/// The length in bytes of the placeholder that `rest` starts with.
pub(super) fn bare(rest: &str) -> Option<usize> {
    quoted(rest).or_else(|| angle(rest)).or_else(|| dollar_name(rest))
}

/// The same for text inside quotes or brackets, where `<` is an ordinary character and `$name` counts only
/// as [`contains`] decides.
pub(super) fn quoted(rest: &str) -> Option<usize> {
    if rest.starts_with("${") || rest.starts_with("%{") || rest.starts_with("$(") {
        return bracketed(rest, 1);
    }
    if rest.starts_with("#{") {
        let end = bracketed(rest, 1)?;
        let hash = rest.get(end..).is_some_and(|t| t.starts_with('#'));
        return Some(end + usize::from(hash));
    }
    if rest.starts_with("{{") {
        // Another `{{` before the end means that this one is none.
        let mut pairs = rest.as_bytes().windows(2).enumerate().skip(2).take(LONGEST);
        let (at, pair) = pairs.find(|(_, pair)| *pair == b"}}" || *pair == b"{{")?;
        return (pair == b"}}").then_some(at + 2);
    }
    printf(rest)
}

/// Whether text inside quotes or brackets holds a placeholder.
pub(crate) fn contains(text: &str) -> bool {
    if !text.contains(may_start) {
        return false;
    }
    let mut previous = ' ';
    for (i, c) in text.char_indices() {
        let Some(rest) = text.get(i..) else { break };
        if matches!(c, '$' | '%' | '#' | '{') {
            if quoted(rest).is_some() {
                return true;
            }
            // A `$` inside a word is text (`price$eur`); the service's own containers are names, not variables.
            if !previous.is_alphanumeric() && dollar_name(rest).is_some() && !is_system_container(rest) {
                return true;
            }
        }
        previous = c;
    }
    false
}

/// Azure: containers that the storage service makes itself begin with `$`.
/// <https://learn.microsoft.com/rest/api/storageservices/working-with-the-root-container>
fn is_system_container(rest: &str) -> bool {
    ["$web", "$root", "$logs", "$blobchangefeed"].iter().any(|name| {
        rest.strip_prefix(name)
            .is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}

fn dollar_name(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix('$')?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    let length =
        name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(name.len());
    Some(1 + length)
}

fn angle(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let end = inner.find(['>', '<', '\n', '\'', '(', ')'])?;
    (end > 0 && inner.get(end..)?.starts_with('>')).then_some(end + 2)
}

/// `%s`, `%v`, `%d`, `%[1]s`; `%20` and `%da` are percent-encoding.
fn printf(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('%')?;
    let (skip, verb) = match after.strip_prefix('[') {
        Some(inner) => {
            let close = inner.find(']')?;
            if close == 0 || !inner.get(..close)?.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            (close + 2, inner.get(close + 1..)?)
        }
        None => (0, after),
    };
    let mut chars = verb.chars();
    match (chars.next()?, chars.next()) {
        ('s' | 'v' | 'q', _) => Some(1 + skip + 1),
        ('d', next) if !next.is_some_and(|c| c.is_ascii_hexdigit()) => Some(1 + skip + 1),
        _ => None,
    }
}

/// The end of a bracketed placeholder whose opening bracket stands at byte `open`: brackets nest, and a
/// double-quoted text inside it may hold any bracket.
fn bracketed(rest: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut in_quotes = false;
    for (i, c) in rest.char_indices().skip(open).take(LONGEST) {
        match c {
            '"' => in_quotes = !in_quotes,
            '{' | '(' if !in_quotes => depth += 1,
            '}' | ')' if !in_quotes => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_placeholders_are_measured() {
        for (text, length) in [
            ("${var.x}, b", 8),
            ("${join(\"}, \", [for r in x : r.id])}'", 35),
            ("#{id}#}", 6),
            ("%{ for x in y }", 15),
            ("%s'", 2),
            ("%[1]s", 5),
            ("<identity principal id>}", 23),
            ("$valuesFormatted}", 16),
            ("{{roles}}", 9),
        ] {
            assert_eq!(bare(text), Some(length), "{text}");
        }
    }

    #[test]
    fn ordinary_text_is_not_a_placeholder() {
        for text in ["%20", "%da", "$", "$1", "<>", "${open", "{a}", "plain", "%", "%[]s", "<a\n>"] {
            assert_eq!(bare(text), None, "{text}");
        }
        for text in ["$web", "$root", "price$eur", "a%2Fb", "<$key_case_sensitive"] {
            assert!(!contains(text) || text.starts_with('<'), "{text}");
        }
        assert!(contains("$TableName"));
        assert!(contains("$webapp"));
        assert!(contains("${x}/*"));
    }
}
