//! The report as one HTML file: no script, nothing that is loaded, every text escaped by the template.

use maud::{DOCTYPE, Markup, html};

use super::Report;
use crate::wire::annotations::ReviewProgress;

const STYLE: &str = "\
body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b1a19;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d2d0ce;overflow-wrap:anywhere}
td.number,th.number{text-align:right;white-space:nowrap}
dt{font-weight:600}dd{margin:0 0 .4rem}
.late{color:#a4262c;font-weight:600}
@media (prefers-color-scheme:dark){body{color:#f3f2f1;background:#1b1a19}th,td{border-color:#484644}.late{color:#f1707b}}
@media print{body{max-width:none;margin:0}}";

pub(super) fn write(report: &Report) -> String {
    let Report { tenant, started, .. } = report;
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                // Whatever a name holds, a reader's browser loads and runs nothing.
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="referrer" content="no-referrer";
                title { "Access review of " (tenant) ", " (started) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                (head(report))
                main {
                    (progress(report))
                    (findings(report))
                    (notes(report))
                    (coverage(report))
                }
            }
        }
    }
    .into_string()
}

fn head(report: &Report) -> Markup {
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
        ..
    } = report;
    html! {
        header {
            h1 { "Access review of " (tenant) }
            dl {
                dt { "Tenant" } dd { (tenant) " (" (tenant_id) ")" }
                dt { "As of" } dd { (started) @if let Some(finished) = finished { ", read until " (finished) } }
                dt { "Snapshot" } dd { (snapshot) ", " (state) }
                dt { "Read by" } dd { (account) ", from " (source) }
                dt { "Written" } dd { (written) " by Rolewright " (version) }
            }
        }
    }
}

fn progress(report: &Report) -> Markup {
    let ReviewProgress { privileged, reviewed, questions, risks_accepted, risks_expired } = report.progress;
    html! {
        section {
            h2 { "Review of privileged assignments" }
            table {
                tbody {
                    tr { th scope="row" { "Privileged assignments" } td.number { (privileged) } }
                    tr { th scope="row" { "Reviewed" } td.number { (reviewed) } }
                    tr { th scope="row" { "In question" } td.number { (questions) } }
                    tr { th scope="row" { "Risks accepted" } td.number { (risks_accepted) } }
                    tr { th scope="row" { "Of these, run out" } td.number { (risks_expired) } }
                    tr { th scope="row" { "Not looked at" } td.number { (report.unreviewed()) } }
                }
            }
            @if !report.open.is_empty() {
                h3 { "By role" }
                table {
                    thead { tr { th scope="col" { "Role" } th.number scope="col" { "Assignments" } th.number scope="col" { "Not looked at" } } }
                    tbody {
                        @for line in &report.open {
                            tr { td { (line.role) } td.number { (line.assignments) } td.number { (line.open) } }
                        }
                    }
                }
            }
        }
    }
}

fn findings(report: &Report) -> Markup {
    html! {
        section {
            h2 { "Findings" }
            table {
                tbody {
                    @for finding in &report.findings {
                        tr { td.number { (finding.number) } td { (finding.sentence) } td { (finding.advice) } }
                    }
                }
            }
        }
    }
}

fn notes(report: &Report) -> Markup {
    html! {
        section {
            h2 { "Annotations" }
            @if report.notes.is_empty() { p { "Nothing was written yet." } }
            @else {
                table {
                    thead { tr { th scope="col" { "About" } th scope="col" { "Verdict" } th scope="col" { "Note" } th scope="col" { "By" } th scope="col" { "On" } } }
                    tbody {
                        @for note in &report.notes {
                            tr {
                                td { (note.about) }
                                td.late[note.annotation.expired] { (note.verdict()) }
                                td { (note.annotation.note) }
                                td { (note.annotation.author) }
                                td { (note.annotation.at) }
                            }
                        }
                    }
                }
                @if report.more_notes > 0 { p { "And " (report.more_notes) " more, which are in the snapshot." } }
            }
        }
    }
}

fn coverage(report: &Report) -> Markup {
    html! {
        section {
            h2 { "What was read" }
            table {
                thead { tr { th scope="col" { "Stage" } th.number scope="col" { "Rows" } th.number scope="col" { "Read" } th.number scope="col" { "Not read" } } }
                tbody {
                    @for line in &report.stages {
                        tr { td { (line.stage.to_string()) } td.number { (line.rows) } td.number { (line.read) } td.number { (line.unread) } }
                    }
                }
            }
            h2 { "What could not be read" }
            @if report.unread.is_empty() { p { "Every scope of every stage was read." } }
            @else {
                p { "Nothing here says that there is nothing: these places were not seen." }
                table {
                    thead { tr { th scope="col" { "Stage" } th scope="col" { "Scope" } th scope="col" { "Why" } } }
                    tbody {
                        @for line in &report.unread {
                            tr { td { (line.stage.to_string()) } td { (line.scope) } td { (line.why) } }
                        }
                    }
                }
                @if report.more_unread > 0 { p { "And " (report.more_unread) " more." } }
            }
        }
    }
}
