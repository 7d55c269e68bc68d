//! What the rules found, and what they could not look at.

use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity, TextEdit};
use crate::lint::rule::{Need, Rule};
use crate::span::Span;

/// The result of linting one text.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// All problems, the parser's included, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// Rules that matter for this text but lacked something.
    pub not_checked: Vec<NotChecked>,
}

/// A rule that could not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChecked {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub rule: &'static str,
    /// What is missing, in words.
    pub needs: &'static str,
}

/// Where one rule puts what it finds.
#[derive(Debug)]
pub(crate) struct Findings<'r> {
    rule: &'static Rule,
    report: &'r mut Report,
}

impl<'r> Findings<'r> {
    pub(crate) fn new(rule: &'static Rule, report: &'r mut Report) -> Self {
        Self { rule, report }
    }

    /// Reports a problem.
    pub(crate) fn add(&mut self, finding: Finding) {
        self.report.diagnostics.push(Diagnostic {
            code: self.rule.code,
            rule: self.rule.name,
            severity: finding.severity.unwrap_or(self.rule.severity),
            message: finding.message,
            help: finding.help,
            span: finding.span,
            fixes: finding.fixes,
        });
    }

    /// Says that the rule matters here but lacks what it needs. Once is enough.
    pub(crate) fn not_checked(&mut self) {
        self.not_checked_for(self.rule.needs);
    }

    /// The same for one of several needs.
    pub(crate) fn not_checked_for(&mut self, need: Need) {
        let entry = NotChecked { code: self.rule.code, rule: self.rule.name, needs: need.when_missing() };
        if !self.report.not_checked.contains(&entry) {
            self.report.not_checked.push(entry);
        }
    }
}

/// One problem, before it is known which rule reports it.
#[derive(Debug)]
pub(crate) struct Finding {
    span: Span,
    message: String,
    help: Option<String>,
    severity: Option<Severity>,
    fixes: Vec<Fix>,
}

impl Finding {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, severity: None, fixes: Vec::new() }
    }

    /// What to do about it.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Milder or worse than the rule's own severity.
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// A fix that means the same or is certainly meant.
    pub(crate) fn safe_fix(self, title: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        self.fix(title, Applicability::Safe, edits)
    }

    /// A fix that changes what the condition allows.
    pub(crate) fn unsafe_fix(self, title: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        self.fix(title, Applicability::Unsafe, edits)
    }

    /// A fix that shows the direction and needs a person to finish it.
    pub(crate) fn shown_fix(self, title: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        self.fix(title, Applicability::ShowOnly, edits)
    }

    fn fix(mut self, title: impl Into<String>, applicability: Applicability, edits: Vec<TextEdit>) -> Self {
        self.fixes.push(Fix { title: title.into(), applicability, edits });
        self
    }
}
