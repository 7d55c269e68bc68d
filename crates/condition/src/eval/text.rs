//! How texts compare: same, begins with, matches a pattern, each with and without regard to case.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#string-comparison-operators>

/// Whether two texts are the same.
#[must_use]
pub(crate) fn same(left: &str, right: &str, ignore_case: bool) -> bool {
    if !ignore_case {
        return left == right;
    }
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    left.chars().map(fold).eq(right.chars().map(fold))
}

/// Whether `text` begins with `start`.
#[must_use]
pub(crate) fn starts_with(text: &str, start: &str, ignore_case: bool) -> bool {
    if !ignore_case {
        return text.starts_with(start);
    }
    let mut chars = text.chars();
    start.chars().all(|s| chars.next().is_some_and(|c| fold(c) == fold(s)))
}

/// Whether the whole of `text` matches `pattern`: `*` is any run of characters, none and `/` included, `?` is
/// one character, `\*` and `\?` are the characters themselves.
#[must_use]
pub(crate) fn like(text: &str, pattern: &str, ignore_case: bool) -> bool {
    let (mut t, mut p) = (text, pattern);
    // Where to go on when a run was taken too short: behind the last `*`, and the text it may swallow next.
    let mut retry: Option<(&str, &str)> = None;
    loop {
        let (wanted, rest) = next(p);
        match (wanted, t.chars().next()) {
            (Wanted::Run, _) => {
                p = rest;
                retry = Some((t, p));
                continue;
            }
            (Wanted::End, None) => return true,
            (Wanted::One, Some(c)) => {
                p = rest;
                t = behind(t, c);
                continue;
            }
            (Wanted::This(w), Some(c)) if w == c || ignore_case && fold(w) == fold(c) => {
                p = rest;
                t = behind(t, c);
                continue;
            }
            _ => {}
        }
        let Some((from, after)) = retry else { return false };
        let Some(swallowed) = from.chars().next() else { return false };
        t = behind(from, swallowed);
        p = after;
        retry = Some((t, p));
    }
}

/// One character as it compares without regard to case: its upper case where that is one character, as in
/// .NET's ordinal comparison, which the service is presumed to use.
#[must_use]
pub(crate) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

#[derive(Clone, Copy)]
enum Wanted {
    Run,
    One,
    This(char),
    End,
}

fn next(pattern: &str) -> (Wanted, &str) {
    let mut chars = pattern.chars();
    let wanted = match chars.next() {
        None => Wanted::End,
        Some('*') => Wanted::Run,
        Some('?') => Wanted::One,
        Some('\\') => match chars.clone().next() {
            Some(c @ ('*' | '?')) => {
                chars.next();
                Wanted::This(c)
            }
            _ => Wanted::This('\\'),
        },
        Some(c) => Wanted::This(c),
    };
    (wanted, chars.as_str())
}

fn behind(text: &str, c: char) -> &str {
    text.get(c.len_utf8()..).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_the_whole_text() {
        for (text, pattern, ignore_case, expected) in [
            ("abcd", "a*c?", false, true),
            ("abcd", "A*C?", false, false),
            ("abcd", "A*C?", true, true),
            ("abcd", "a*c", false, false),
            ("readonly/a/b.txt", "readonly/*", false, true),
            ("readonly/", "readonly/*", false, true),
            ("", "", false, true),
            ("", "*", false, true),
            ("", "?", false, false),
            ("a*b", r"a\*b", false, true),
            ("axb", r"a\*b", false, false),
            ("a?b", r"a\?b", false, true),
            (r"a\b", r"a\b", false, true),
            (r"a\", r"a\", false, true),
            ("aaab", "*aab", false, true),
            ("abcabcabd", "*abc*abd", false, true),
            ("über", "?BER", true, true),
            ("ÜBER", "über", true, true),
            ("ß", "ss", true, false),
        ] {
            assert_eq!(like(text, pattern, ignore_case), expected, "{text} {pattern}");
        }
    }

    #[test]
    fn a_hostile_pattern_ends_soon() {
        assert!(!like(&"a".repeat(4_000), &format!("{}b", "*a".repeat(1_000)), false));
    }

    #[test]
    fn case_counts_only_where_it_should() {
        assert!(same("Ab", "aB", true) && !same("Ab", "aB", false));
        assert!(
            starts_with("Readonly/x", "readonly/", true) && !starts_with("Readonly/x", "readonly/", false)
        );
        assert!(!starts_with("a", "ab", true) && starts_with("a", "", true));
    }
}
