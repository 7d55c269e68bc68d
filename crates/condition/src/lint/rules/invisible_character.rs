//! A character that looks like a space, like a quote, or like nothing.
//!
//! ### What it does
//! Reports no-break spaces, zero-width characters, byte-order marks and typographic quotes. Outside quotes
//! they are errors; inside a text they are warned about, because they may be meant.
//!
//! ### Why it is bad
//! They come along when text is pasted from a document or a chat, cannot be seen, and make Azure refuse the
//! condition. Inside a text they make a comparison fail although both sides look the same.
//!
//! ### Example
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts:name] StringEquals “contoso”
//! ```
//!
//! ### Use instead
//! ```text
//! @Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'contoso'
//! ```
//!
//! ### Fix safety
//! Outside quotes the fix is safe. Inside a text or a name it is unsafe: the character may belong there.
//!
//! ### References
//! - <https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot>

use crate::diagnostic::{Severity, TextEdit};
use crate::lint::edits::replace;
use crate::lint::findings::{Finding, Findings};
use crate::lint::rule::{Need, Reach, Rule};
use crate::lint::subject::Subject;
use crate::span::Span;
use crate::syntax::lexer::is_invisible;
use crate::syntax::token::TokenKind;

pub(crate) const RULE: Rule = Rule {
    code: "L02",
    name: "invisible-character",
    severity: Severity::Error,
    needs: Need::Nothing,
    reach: Reach::Part,
    check,
};

/// The lexer reports what stands between tokens; this looks inside texts and attributes.
fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for token in &subject.condition.tokens {
        let text = token.span.of(subject.text());
        let severity = match token.kind {
            // What is quoted otherwise, or never closed, is reported as that.
            TokenKind::String if text.len() > 1 && text.starts_with('\'') && text.ends_with('\'') => {
                Severity::Warning
            }
            TokenKind::Attribute if text.ends_with(']') => Severity::Error,
            _ => continue,
        };
        let mut edits: Vec<TextEdit> = Vec::new();
        let mut first = None;
        for (i, c) in text.char_indices().filter(|(_, c)| is_invisible(*c)) {
            first.get_or_insert((i, c));
            let start = token.span.start + i;
            let plain = if c.is_whitespace() { " " } else { "" };
            edits.push(replace(Span::new(start, start + c.len_utf8()), plain));
        }
        let Some((i, c)) = first else { continue };
        let start = token.span.start + i;
        let inside = if token.kind == TokenKind::String { "a text" } else { "an attribute" };
        findings.add(
            Finding::new(
                Span::new(start, start + c.len_utf8()),
                format!("invisible character U+{:04X} inside {inside}", u32::from(c)),
            )
            .severity(severity)
            .help("it came with pasted text, most likely; a comparison with what looks the same fails")
            .unsafe_fix("replace it by what it looks like", edits),
        );
    }
}

#[cfg(test)]
pub(crate) fn cases() -> crate::lint::cases::Cases {
    crate::lint::cases::Cases::default()
        .pass("@Resource[a:b] StringEquals 'München ist schön'")
        .fail("@Resource[a:b] StringEquals 'x\u{200b}\u{a0}y'", &["@Resource[a:b] StringEquals 'x y'"])
        .fail("@Resource[a:\u{feff}b] StringEquals 'x'", &["@Resource[a:b] StringEquals 'x'"])
        .fail("@Resource[a:b]\u{a0}StringEquals 'x'", &["@Resource[a:b] StringEquals 'x'"])
        .fail("@Resource[a:b] StringEquals ‘x’", &["@Resource[a:b] StringEquals 'x'"])
}
