//! The manual: what each rule's file says about it, gathered in `docs/rules.md`.

/// The manual page of a rule, in Markdown, by its code (`L09`).
#[must_use]
pub fn manual(code: &str) -> Option<&'static str> {
    BOOK.split("\n## ")
        .skip(1)
        .find(|page| page.split_once(' ').is_some_and(|(c, _)| c.eq_ignore_ascii_case(code)))
}

/// Kept equal to the rule files by a test.
const BOOK: &str = include_str!("../../../../docs/rules.md");

/// The manual page in a rule's file: its doc comment without the comment signs.
#[cfg(test)]
pub(crate) fn page(source: &str) -> String {
    source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_found_by_code() {
        assert!(manual("L09").unwrap().contains("ForAnyOfAllValues"));
        assert!(manual("l45").is_some());
        for code in ["", "L", "L0", "L46", "Example"] {
            assert_eq!(manual(code), None, "{code}");
        }
    }
}
