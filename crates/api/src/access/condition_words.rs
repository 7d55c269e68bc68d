//! A condition in words: a few for a row, a sentence with the names of the tenant for the detail.

use jiff::Timestamp;
use rolewright_condition::diagnostic::Severity;
use rolewright_condition::explain::explain;
use rolewright_condition::facts::{Directory, PrincipalFacts, RoleFacts};
use rolewright_condition::guid::Guid;
use rolewright_condition::lint::{Context, lint};
use rolewright_condition::syntax::lexer::lex;
use rolewright_condition::{delegation, parse};

use super::opened::Opened;
use crate::wire::access::ConditionCard;
use crate::wire::error::ApiError;

/// A few words, as a row shows them.
pub(crate) type Phrase = std::sync::Arc<str>;

/// A phrase is cut after so many letters.
const LONGEST: usize = 90;
/// Lines of the explanation that a sentence takes.
const LINES: usize = 4;

/// Names of the tenant for what a condition names.
struct Names<'s> {
    roles: &'s [RoleFacts],
    every_role: bool,
    /// `None` for rules: that a principal was not read says nothing about whether it exists.
    principals: Option<Vec<PrincipalFacts>>,
}

impl Directory for Names<'_> {
    fn roles(&self) -> &[RoleFacts] {
        self.roles
    }
    fn roles_are_complete(&self) -> bool {
        self.every_role
    }
    fn principals(&self) -> Option<&[PrincipalFacts]> {
        self.principals.as_deref()
    }
}

/// `2 roles to service principals only`, without names of principals.
pub(crate) fn phrase(text: &str, roles: &[RoleFacts]) -> Phrase {
    let names = Names { roles, every_role: false, principals: None };
    let condition = parse(text);
    let words = match delegation::grid(&condition, &names) {
        Some(grid) => {
            let first = grid.summary.split(';').next().unwrap_or_default().trim_end_matches('.').to_owned();
            match first.strip_prefix("May assign ") {
                Some(rest) => rest.to_owned(),
                None => first,
            }
        }
        None => explain(&condition, &names).into_iter().next().map(|line| line.text).unwrap_or_default(),
    };
    shortened(words.trim_end_matches('.')).into()
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or(words).trim_end()),
        None => words.to_owned(),
    }
}

/// The card of a condition. What the rules find is judged by the day `now`, where it is known.
pub(crate) async fn card(
    opened: &Opened,
    text: &str,
    version: Option<String>,
    role: Guid,
    now: Option<Timestamp>,
) -> Result<ConditionCard, ApiError> {
    let principals = opened.database.principals(opened.snapshot.id, &guids(text)).await?;
    let known = principals.into_values().filter_map(|principal| {
        let kind = Some(principal.kind.as_str().to_owned());
        let name = principal.display_name.or(principal.user_principal_name)?;
        Some(PrincipalFacts { id: principal.id, name, kind })
    });
    let roles = opened.roles().await?;
    let names = Names { roles, every_role: opened.has_every_role(), principals: Some(known.collect()) };
    let condition = parse(text);
    let sentence = match delegation::grid(&condition, &names) {
        Some(grid) => grid.summary,
        None => {
            let lines = explain(&condition, &names);
            lines.iter().take(LINES).map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
        }
    };
    let names = Names { principals: None, ..names };
    let context = Context {
        version: version.as_deref(),
        role: names.role(role),
        directory: Some(&names),
        now,
        ..Context::default()
    };
    let found = lint(&condition, &context).diagnostics.into_iter();
    let problems = found.filter(|d| d.severity != Severity::Info).map(|d| d.message).collect();
    Ok(ConditionCard { text: text.to_owned(), version, sentence, problems })
}

/// The ids that a condition names, bare or between quotes.
fn guids(text: &str) -> Vec<Guid> {
    lex(text)
        .tokens
        .iter()
        .filter_map(|token| Guid::parse(token.span.of(text).trim_matches('\'')))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}
