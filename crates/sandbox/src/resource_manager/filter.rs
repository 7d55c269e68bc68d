//! `$filter`, as far as each list takes it. What a list does not take is refused, never ignored.
//!
//! Azure: <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest>

use rolewright_condition::guid::Guid;

/// One term of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// `name()` or `name('argument')`; the name in lower case.
    Call(String, Option<String>),
    /// `name eq 'value'`; name and operator in lower case.
    Compare(String, String, String),
}

/// Terms joined by `and`; `None` where the text is no such thing.
pub(crate) fn terms(filter: &str) -> Option<Vec<Term>> {
    split_and(filter).into_iter().map(|part| term(part.trim())).collect()
}

/// Splits at ` and ` outside quotes.
fn split_and(filter: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in filter.char_indices() {
        if c == '\'' {
            quoted = !quoted;
        }
        let and = !quoted && filter.get(at..at + 5).is_some_and(|word| word.eq_ignore_ascii_case(" and "));
        if and && at >= start {
            parts.extend(filter.get(start..at));
            start = at + 5;
        }
    }
    parts.extend(filter.get(start..));
    parts
}

fn term(text: &str) -> Option<Term> {
    if let Some((name, argument)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
        let argument = argument.trim();
        let argument = if argument.is_empty() { None } else { Some(unquote(argument)?) };
        return is_name.then(|| Term::Call(name.to_ascii_lowercase(), argument));
    }
    let mut words = text.splitn(3, char::is_whitespace).filter(|word| !word.is_empty());
    let (name, operator, value) = (words.next()?, words.next()?, words.next()?.trim());
    // Quotes around a single word are optional in practice.
    let value = unquote(value).or_else(|| (!value.contains(['\'', ' '])).then(|| value.to_owned()))?;
    Some(Term::Compare(name.to_ascii_lowercase(), operator.to_ascii_lowercase(), value))
}

/// The inside of `'…'`; doubled quotes stand for one.
fn unquote(text: &str) -> Option<String> {
    let inside = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let single = inside.replace("''", "");
    (!single.contains('\'')).then(|| inside.replace("''", "'"))
}

/// Whom and where the lists of Microsoft.Authorization are asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AccessFilter {
    /// `atScope()`: at the scope and above.
    pub(crate) at_scope: bool,
    /// `principalId eq '…'`: this principal itself.
    pub(crate) principal: Option<Guid>,
    /// `assignedTo('…')`: this principal and the groups that it belongs to.
    pub(crate) assigned_to: Option<Guid>,
    /// `asTarget()`: the caller.
    pub(crate) as_target: bool,
}

impl AccessFilter {
    /// Reads a filter; `None` where the list does not take it.
    pub(crate) fn parse(filter: Option<&str>) -> Option<Self> {
        let mut found = Self::default();
        for term in filter.map(terms).unwrap_or_else(|| Some(Vec::new()))? {
            match term {
                Term::Call(name, None) if name == "atscope" => found.at_scope = true,
                Term::Call(name, None) if name == "astarget" => found.as_target = true,
                Term::Call(name, Some(id)) if name == "assignedto" => {
                    found.assigned_to = Some(Guid::parse(&id)?);
                }
                Term::Compare(name, operator, id) if name == "principalid" && operator == "eq" => {
                    found.principal = Some(Guid::parse(&id)?);
                }
                _ => return None,
            }
        }
        // Azure takes `atScope()` with `assignedTo`, but not with `principalId`.
        let clash = found.principal.is_some() && (found.at_scope || found.assigned_to.is_some());
        (!clash).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "c0ffee00-0000-4000-8000-000000000001";

    #[test]
    fn what_azure_takes_is_taken() {
        let filter = |text: &str| AccessFilter::parse(Some(text));
        assert!(filter("atScope()").unwrap().at_scope);
        assert_eq!(filter(&format!("principalId eq '{ID}'")).unwrap().principal, Guid::parse(ID));
        let both = filter(&format!("atScope() and assignedTo('{ID}')")).unwrap();
        assert!(both.at_scope && both.assigned_to == Guid::parse(ID));
        assert_eq!(AccessFilter::parse(None), Some(AccessFilter::default()));
    }

    #[test]
    fn what_azure_refuses_is_refused() {
        for text in [
            "x",
            "atScope",
            "atScope() or atScope()",
            "nothing()",
            "principalId eq 'no guid'",
            "principalId ne 'c0ffee00-0000-4000-8000-000000000001'",
            "atScope() and principalId eq 'c0ffee00-0000-4000-8000-000000000001'",
            "assignedTo(c0ffee00-0000-4000-8000-000000000001)",
            "assignedTo('c0ffee00-0000-4000-8000-000000000001'",
            "and",
            "'",
        ] {
            assert_eq!(AccessFilter::parse(Some(text)), None, "{text}");
        }
    }

    #[test]
    fn quotes_hold_words_together() {
        assert_eq!(
            terms("roleName eq 'Search and Rescue''s' and type eq 'CustomRole'"),
            Some(vec![
                Term::Compare("rolename".to_owned(), "eq".to_owned(), "Search and Rescue's".to_owned()),
                Term::Compare("type".to_owned(), "eq".to_owned(), "CustomRole".to_owned()),
            ])
        );
        assert_eq!(terms("a eq 'x' y'"), None);
        assert_eq!(
            terms("a eq x"),
            Some(vec![Term::Compare("a".to_owned(), "eq".to_owned(), "x".to_owned())])
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(atScope\\(\\)|assignedTo|principalId| eq | and |'|\\(|\\)|\\PC){0,20}") {
            let _ = (terms(&text), AccessFilter::parse(Some(&text)));
        }
    }
}
