//! YAML pipelines: the scripts that stand in block texts (`script: |`), read as their shell would.
//! <https://yaml.org/spec/1.2.2/#81-block-scalar-styles>

use rolewright_condition::span::Span;

use super::{Import, Imported, bash, plain, powershell};
use crate::map::Decoded;

/// Reads a pipeline: its block texts as scripts, everything else as plain text.
pub(super) fn read(text: &str) -> Import {
    let mut found = Vec::new();
    let mut unreadable = None;
    let mut plain_from = 0;
    for block in blocks(text) {
        found.extend(plain::search(text, Span::new(plain_from, block.span.start)));
        plain_from = block.span.end;
        let (inner, map) = block.decoded.finish();
        let mut import =
            if powershell::looks_like(&inner) { powershell::read(&inner) } else { bash::read(&inner) };
        if let Some(mut problem) = import.unreadable.take() {
            problem.place = map.place(problem.place);
            unreadable = unreadable.or(Some(problem));
        }
        for condition in import.conditions {
            let mut out = Decoded::at(map.place(condition.map.place(0)));
            for (at, c) in condition.text.char_indices() {
                let part = condition.map.span(Span::new(at, at + c.len_utf8()));
                out.escaped_char(c, map.span(part));
            }
            let (text, map) = out.finish();
            found.push(Imported { text, map, ..condition });
        }
    }
    found.extend(plain::search(text, Span::new(plain_from, text.len())));
    Import { unreadable, ..Import::of(found) }
}

struct Block {
    span: Span,
    decoded: Decoded,
}

/// The block texts, without their indentation.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push(Span::new(at, at + line.len()));
        at += line.len();
    }
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        number += 1;
        let opening = line.of(text);
        if !opens_block(opening) {
            continue;
        }
        let outer = indent(opening);
        let start = number;
        while lines.get(number).is_some_and(|l| {
            let l = l.of(text);
            l.trim().is_empty() || indent(l) > outer
        }) {
            number += 1;
        }
        let body = lines.get(start..number).unwrap_or_default();
        let least = body.iter().map(|l| l.of(text)).filter(|l| !l.trim().is_empty()).map(indent).min();
        let (Some(first), Some(last), Some(least)) = (body.first(), body.last(), least) else { continue };
        let mut decoded = Decoded::at(first.start);
        for line in body {
            let cut = least.min(indent(line.of(text)));
            decoded.same(text, Span::new(line.start + cut, line.end));
        }
        blocks.push(Block { span: first.to(*last), decoded });
    }
    blocks
}

/// `key: |`, `- |-`, `key: >2`
fn opens_block(line: &str) -> bool {
    let line = line.trim_end();
    let Some((before, style)) = line.rsplit_once([' ', '\t']) else { return false };
    let mut style = style.chars();
    matches!(style.next(), Some('|' | '>'))
        && style.all(|c| matches!(c, '+' | '-' | '0'..='9'))
        && before.trim_end().ends_with([':', '-'])
}
