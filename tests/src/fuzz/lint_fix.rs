//! Rules and their fixes on any text.

use rolewright_condition::diagnostic::{Applicability, Severity, apply_edits};
use rolewright_condition::facts::NoDirectory;
use rolewright_condition::lint::{Context, lint};
use rolewright_condition::parse;
use rolewright_condition::syntax::format::{Layout, format};

/// Every rule runs; a safe fix removes its own problem; formatting neither adds nor loses one.
///
/// # Panics
///
/// Where one of these does not hold.
pub fn lint_fix(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let context = Context { directory: Some(&NoDirectory), version: Some("2.0"), ..Context::default() };
    let condition = parse(text);
    let report = lint(&condition, &context);
    let errors = |diagnostics: &[rolewright_condition::diagnostic::Diagnostic]| {
        diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
    };
    for diagnostic in &report.diagnostics {
        let same = |found: &[rolewright_condition::diagnostic::Diagnostic]| {
            found.iter().filter(|d| d.code == diagnostic.code && d.message == diagnostic.message).count()
        };
        for fix in &diagnostic.fixes {
            let mended = apply_edits(text, &fix.edits);
            let after = lint(&parse(&mended), &context).diagnostics;
            // In a text that does not parse, mending one mistake may uncover its like.
            if fix.applicability == Applicability::Safe && !condition.has_errors() {
                assert!(
                    same(&after) < same(&report.diagnostics),
                    "{}: `{}` stays after its safe fix\n{text}\n{mended}",
                    diagnostic.code,
                    diagnostic.message
                );
            }
        }
    }
    if let Some(formatted) = format(&condition, Layout::Portal) {
        let again = parse(&formatted);
        assert_eq!(errors(&condition.diagnostics), errors(&again.diagnostics), "\n{text}\n{formatted}");
        assert_eq!(
            format(&again, Layout::Portal).as_deref(),
            Some(formatted.as_str()),
            "formatting twice changes nothing"
        );
    }
}
