//! `$filter` of Graph, as far as directory objects and audit logs take it.
//!
//! Azure: <https://learn.microsoft.com/graph/filter-query-parameter>

use super::problem::Problem;

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equals,
    AtLeast,
    AtMost,
    StartsWith,
}

/// `property operator 'value'`; names of properties in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) property: String,
    pub(crate) operator: Operator,
    pub(crate) value: String,
}

impl Clause {
    /// Whether a text passes, whatever its case.
    pub(crate) fn passes(&self, text: Option<&str>) -> bool {
        let (text, value) = (text.unwrap_or_default().to_lowercase(), self.value.to_lowercase());
        match self.operator {
            Operator::Equals => text == value,
            Operator::AtLeast => text >= value,
            Operator::AtMost => text <= value,
            Operator::StartsWith => text.starts_with(&value),
        }
    }
}

/// Reads clauses joined by `and`.
pub(crate) fn parse(filter: &str) -> Result<Vec<Clause>, Problem> {
    let mut alternatives = alternatives(filter)?;
    match (alternatives.pop(), alternatives.is_empty()) {
        (Some(clauses), true) => Ok(clauses),
        _ => Err(Problem::bad_filter(filter)),
    }
}

/// Reads clauses joined by `and`, and those by `or`.
pub(crate) fn alternatives(filter: &str) -> Result<Vec<Vec<Clause>>, Problem> {
    let mut rest = filter.trim();
    let (mut alternatives, mut clauses) = (Vec::new(), Vec::new());
    loop {
        let (clause, after) = clause(rest).ok_or_else(|| Problem::bad_filter(filter))?;
        clauses.push(clause);
        rest = after.trim_start();
        if rest.is_empty() {
            alternatives.push(clauses);
            return Ok(alternatives);
        }
        rest = match word(rest, "or") {
            Some(after) => {
                alternatives.push(std::mem::take(&mut clauses));
                after
            }
            None => word(rest, "and").ok_or_else(|| Problem::bad_filter(filter))?,
        };
    }
}

/// One clause, and what follows it.
fn clause(text: &str) -> Option<(Clause, &str)> {
    let text = text.trim_start();
    if let Some(inside) = word(text, "startswith") {
        let (property, after) = name(inside.strip_prefix('(')?.trim_start());
        let (value, after) = value(after.trim_start().strip_prefix(',')?)?;
        let after = after.trim_start().strip_prefix(')')?;
        return Some((Clause { property, operator: Operator::StartsWith, value }, after));
    }
    let (property, after) = name(text);
    if let Some(list) = property.strip_suffix("/any") {
        // `list/any(x:x eq 'value')` and `list/any(x:x/member eq 'value')`
        let (variable, body) = after.strip_prefix('(')?.split_once(':')?;
        let (clause, after) = clause(body)?;
        let member = clause.property.strip_prefix(&variable.trim().to_ascii_lowercase())?;
        let property = format!("{list}{member}");
        return Some((Clause { property, ..clause }, after.trim_start().strip_prefix(')')?));
    }
    let after = after.trim_start();
    let (operator, after) = [("eq", Operator::Equals), ("ge", Operator::AtLeast), ("le", Operator::AtMost)]
        .into_iter()
        .find_map(|(text, operator)| Some((operator, word(after, text)?)))?;
    let (value, after) = value(after)?;
    (!property.is_empty()).then_some((Clause { property, operator, value }, after))
}

/// The text after a word, if it begins with that word whatever its case.
fn word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    let after = text.get(word.len()..)?;
    let ends = after.starts_with(|c: char| !c.is_alphanumeric());
    (head.eq_ignore_ascii_case(word) && ends).then(|| after.trim_start())
}

/// A property's name, in lower case.
fn name(text: &str) -> (String, &str) {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '/' || c == '_')).unwrap_or(text.len());
    let (name, after) = text.split_at_checked(end).unwrap_or((text, ""));
    (name.to_ascii_lowercase(), after)
}

/// `'…'`, with doubled quotes for one, or a bare word such as a time.
fn value(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let Some(mut rest) = text.strip_prefix('\'') else {
        let end = text.find([' ', ')', ',']).unwrap_or(text.len());
        let (word, after) = text.split_at_checked(end)?;
        return (!word.is_empty() && !word.contains('\'')).then(|| (word.to_owned(), after));
    };
    let mut value = String::new();
    loop {
        let (part, after) = rest.split_once('\'')?;
        value.push_str(part);
        match after.strip_prefix('\'') {
            Some(more) => {
                value.push('\'');
                rest = more;
            }
            None => return Some((value, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(property: &str, operator: Operator, value: &str) -> Clause {
        Clause { property: property.to_owned(), operator, value: value.to_owned() }
    }

    #[test]
    fn what_az_sends_is_read() {
        assert_eq!(
            parse("userPrincipalName eq 'a''b@c'").unwrap(),
            [one("userprincipalname", Operator::Equals, "a'b@c")]
        );
        assert_eq!(
            parse("servicePrincipalNames/any(c:c eq 'X')").unwrap(),
            [one("serviceprincipalnames", Operator::Equals, "X")]
        );
        assert_eq!(
            parse("targetResources/any(t:t/id eq 'X') and startswith(displayName,'A b')").unwrap(),
            [
                one("targetresources/id", Operator::Equals, "X"),
                one("displayname", Operator::StartsWith, "A b")
            ]
        );
        assert_eq!(
            parse("loggedByService eq 'Azure RBAC (Elevated Access)' and activityDateTime ge 2026-01-01T00:00:00Z").unwrap(),
            [
                one("loggedbyservice", Operator::Equals, "Azure RBAC (Elevated Access)"),
                one("activitydatetime", Operator::AtLeast, "2026-01-01T00:00:00Z"),
            ]
        );
    }

    #[test]
    fn alternatives_are_what_or_joins() {
        let of = |text: &str| alternatives(text).map(|all| all.iter().map(Vec::len).collect::<Vec<_>>());
        assert_eq!(of("a eq 'x or y' or b eq '1' and c eq '2'").unwrap(), [1, 2]);
        assert!(of("a eq 'x' or").is_err() && of("or a eq 'x'").is_err());
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for text in [
            "",
            "x",
            "x eq",
            "x eq 'y",
            "x ne 'y'",
            "x eq 'y' or z eq 'a'",
            "startswith(x,'y'",
            "x/any(y eq 'z')",
            "eq 'x'",
            "'",
            "x eq 'y' and",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
