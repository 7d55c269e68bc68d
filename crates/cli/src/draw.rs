//! Diagnostics drawn under the lines they concern.

use std::io::IsTerminal as _;

use ariadne::{CharSet, Color, Config, IndexType, Label, Report, ReportKind, Source};
use rolewright_api::wire::conditions::{Diagnostic, Severity};

/// Draws one diagnostic of a file.
pub(crate) fn diagnostic(file: &str, text: &str, diagnostic: &Diagnostic) -> String {
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let (kind, color) = match diagnostic.severity {
        Severity::Error => (ReportKind::Error, Color::Red),
        Severity::Warning => (ReportKind::Warning, Color::Yellow),
        Severity::Info => (ReportKind::Custom("Info", Color::Blue), Color::Blue),
    };
    let range = diagnostic.span.start as usize..diagnostic.span.end as usize;
    let config =
        Config::default().with_index_type(IndexType::Byte).with_color(colour).with_char_set(CharSet::Unicode);
    let mut report = Report::build(kind, (file, range.clone()))
        .with_config(config)
        .with_code(&diagnostic.code)
        .with_message(&diagnostic.message)
        .with_label(Label::new((file, range)).with_color(color).with_message(&diagnostic.rule));
    if let Some(help) = &diagnostic.help {
        report.set_help(help);
    }
    for fix in &diagnostic.fixes {
        report.add_note(format!("fix ({}): {}", applicability(fix.applicability), fix.title));
    }
    let mut drawn = Vec::new();
    match report.finish().write((file, Source::from(text)), &mut drawn) {
        Ok(()) => String::from_utf8_lossy(&drawn).into_owned(),
        // Writing into memory does not fail; if it ever did, the words still come through.
        Err(_) => {
            format!("{file}:{}:{}: {}\n", diagnostic.span.line, diagnostic.span.column, diagnostic.message)
        }
    }
}

fn applicability(applicability: rolewright_api::wire::conditions::Applicability) -> &'static str {
    use rolewright_api::wire::conditions::Applicability;
    match applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "changes what is allowed",
        Applicability::ShowOnly => "to be finished by hand",
    }
}
