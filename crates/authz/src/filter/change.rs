//! Changes to a filter's text that leave the rest of it as typed: what chips and column menus do.

use super::{Table, Term, Test, read};

/// The text without its term of that number, counted from 0; as it was where there is no such term.
#[must_use]
pub fn remove_term(table: Table, text: &str, number: usize) -> String {
    let (filter, _) = read(table, text);
    filter.terms.get(number).map_or_else(|| text.to_owned(), |term| without(text, &[term]))
}

/// The text with every term on one column replaced by `test`, or taken away where there is none.
#[must_use]
pub fn replace_column(table: Table, text: &str, column: &str, test: Option<(bool, Test)>) -> String {
    let (filter, _) = read(table, text);
    let mine: Vec<&Term> =
        filter.terms.iter().filter(|t| t.test.column().is_some_and(|c| c.name == column)).collect();
    let mut changed = without(text, &mine);
    if let Some((negated, test)) = test {
        if !changed.is_empty() {
            changed.push(' ');
        }
        changed.push_str(&Term { span: 0..0, negated, test }.to_string());
    }
    changed
}

/// Cuts terms and the white space that parted them from the next.
fn without(text: &str, terms: &[&Term]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for term in terms {
        kept.push_str(text.get(from..term.span.start).unwrap_or_default());
        let rest = text.get(term.span.end..).unwrap_or_default();
        from = term.span.end + (rest.len() - rest.trim_start().len());
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept.trim().to_owned()
}
