//! Diagnostics drawn under the lines they concern.

use std::io::IsTerminal as _;

use ariadne::{CharSet, Color, Config, IndexType, Label, Report, ReportKind, Source};
use rolewright_api::wire::conditions::{Diagnostic, Severity};

/// Longer lines are not drawn: nobody could see the place in them, and drawing them takes long.
const LONGEST: usize = 4_000;

/// Draws one diagnostic of a file.
pub(crate) fn diagnostic(file: &str, text: &str, diagnostic: &Diagnostic) -> String {
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let (kind, color) = match diagnostic.severity {
        Severity::Error => (ReportKind::Error, Color::Red),
        Severity::Warning => (ReportKind::Warning, Color::Yellow),
        Severity::Info => (ReportKind::Custom("Info", Color::Blue), Color::Blue),
    };
    let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
    // Only the lines that it stands in are handed over, so that a long file is not read again for each.
    let first = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
    let last = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |line| end + line);
    let Some(lines) = text.get(first..last).filter(|lines| lines.len() <= LONGEST) else {
        return in_words(file, diagnostic);
    };
    let range = start - first..end - first;
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
    let above = (diagnostic.span.line as usize).saturating_sub(1);
    let source = Source::from(lines).with_display_line_offset(above);
    match report.finish().write((file, source), &mut drawn) {
        // A kind of one's own is painted whatever the configuration says.
        Ok(()) if !colour && diagnostic.severity == Severity::Info => {
            String::from_utf8_lossy(&drawn).replace("\u{1b}[34m", "").replace("\u{1b}[0m", "")
        }
        Ok(()) => String::from_utf8_lossy(&drawn).into_owned(),
        // Writing into memory does not fail; if it ever did, the words still come through.
        Err(_) => in_words(file, diagnostic),
    }
}

fn in_words(file: &str, diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, message, span, help, .. } = diagnostic;
    let severity = match diagnostic.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Info",
    };
    let help = help.as_ref().map_or_else(String::new, |help| format!("  Help: {help}\n"));
    format!("[{code}] {severity}: {message}\n  at {file}:{}:{}\n{help}", span.line, span.column)
}

fn applicability(applicability: rolewright_api::wire::conditions::Applicability) -> &'static str {
    use rolewright_api::wire::conditions::Applicability;
    match applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "changes what is allowed",
        Applicability::ShowOnly => "to be finished by hand",
    }
}
