//! The report as Markdown, for wikis and pull requests; names cannot become markup or links.

use super::Report;
use crate::wire::annotations::ReviewProgress;

pub(super) fn write(report: &Report) -> String {
    let Report {
        tenant,
        tenant_id,
        snapshot,
        started,
        finished,
        state,
        account,
        source,
        written,
        version,
        findings,
        stages,
        unread,
        more_unread,
        progress,
        open,
        notes,
        more_notes,
    } = report;
    let mut text = Text::default();
    text.line(&format!("# Access review of {}", plain(tenant)));
    let until = finished.as_ref().map(|at| format!(", read until {at}")).unwrap_or_default();
    text.list([
        format!("Tenant: {} ({tenant_id})", plain(tenant)),
        format!("As of: {started}{until}"),
        format!("Snapshot: {snapshot}, {state}"),
        format!("Read by: {}, from {}", plain(account), plain(source)),
        format!("Written: {written} by Rolewright {version}"),
    ]);
    text.line("## Review of privileged assignments");
    let ReviewProgress { privileged, reviewed, questions, risks_accepted, risks_expired } = progress;
    text.list([
        format!("{privileged} privileged assignments"),
        format!("{reviewed} reviewed"),
        format!("{questions} in question"),
        format!("{risks_accepted} risks accepted, of which {risks_expired} have run out"),
        format!("{} not looked at", report.unreviewed()),
    ]);
    if !open.is_empty() {
        text.table(
            &["Role", "Assignments", "Not looked at"],
            open.iter().map(|o| vec![plain(&o.role), o.assignments.to_string(), o.open.to_string()]),
        );
    }
    text.line("## Findings");
    text.list(findings.iter().map(|f| format!("{} {}. {}", f.number, plain(&f.sentence), plain(&f.advice))));
    text.line("## Annotations");
    if notes.is_empty() {
        text.line("Nothing was written yet.");
    } else {
        text.table(
            &["About", "Verdict", "Note", "By", "On"],
            notes.iter().map(|note| {
                let written = &note.annotation;
                vec![
                    plain(&note.about),
                    note.verdict(),
                    plain(&written.note),
                    plain(&written.author),
                    written.at.clone(),
                ]
            }),
        );
        if *more_notes > 0 {
            text.line(&format!("And {more_notes} more, which are in the snapshot."));
        }
    }
    text.line("## What was read");
    text.table(
        &["Stage", "Rows", "Read", "Not read"],
        stages.iter().map(|line| {
            vec![
                line.stage.to_string(),
                line.rows.to_string(),
                line.read.to_string(),
                line.unread.to_string(),
            ]
        }),
    );
    text.line("## What could not be read");
    if unread.is_empty() {
        text.line("Every scope of every stage was read.");
    } else {
        text.line("Nothing here says that there is nothing: these places were not seen.");
        text.table(
            &["Stage", "Scope", "Why"],
            unread.iter().map(|line| vec![line.stage.to_string(), plain(&line.scope), plain(&line.why)]),
        );
        if *more_unread > 0 {
            text.line(&format!("And {more_unread} more."));
        }
    }
    text.0
}

/// Blocks with an empty line between them.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn list(&mut self, lines: impl IntoIterator<Item = String>) {
        self.0.push('\n');
        for line in lines {
            self.0.push_str("- ");
            self.0.push_str(&line);
            self.0.push('\n');
        }
    }

    fn table(&mut self, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
        self.line(&format!("| {} |\n|{}", head.join(" | "), " --- |".repeat(head.len())));
        for row in rows {
            self.0.push_str(&format!("| {} |\n", row.join(" | ")));
        }
    }
}

/// A text in which nothing is markup. CommonMark: <https://spec.commonmark.org/0.31.2/#backslash-escapes>
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '#' | '!' | '|' | '~' | '&' | ':' => {
                plain.push('\\');
                plain.push(c);
            }
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(
            plain("<script>|[x](https://evil.example)\n# `a` *b*"),
            "&lt;script&gt;\\|\\[x\\]\\(https\\://evil.example\\) \\# \\`a\\` \\*b\\*"
        );
    }
}
