//! What must hold for any input. Each body panics where it does not.
#![expect(clippy::panic, reason = "a panic is how a fuzz target reports a finding")]

mod brute;
mod import;
mod lint_fix;

pub use brute::compare;
pub use import::round_trip as import;
pub use lint_fix::lint_fix;

use rolewright_condition::parse;
use rolewright_condition::span::Span;
use rolewright_condition::syntax::ast::{Condition, Expr};
use rolewright_condition::syntax::print::print;

/// Any text parses and prints back; tokens cover it, nodes lie inside their parents, problems lie inside it.
pub fn parse_print(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let condition = parse(text);
    assert_eq!(print(&condition), text);
    structure(&condition);
}

fn structure(condition: &Condition) {
    let whole = Span::new(0, condition.text.len());
    let mut place = 0;
    for token in &condition.tokens {
        assert_eq!(token.span.start, place, "tokens leave no gap");
        place = token.span.end;
    }
    assert_eq!(place, whole.end, "tokens cover the text");
    for diagnostic in &condition.diagnostics {
        assert!(whole.contains(diagnostic.span), "{}: {:?}", diagnostic.message, diagnostic.span);
        for edit in diagnostic.fixes.iter().flat_map(|fix| &fix.edits) {
            if condition.text.get(edit.span.range()).is_none() {
                panic!("{}: a fix edits {:?}, which is not in the text", diagnostic.message, edit.span);
            }
        }
    }
    if let Some(root) = &condition.root {
        nested(root, whole);
    }
}

fn nested(expr: &Expr, inside: Span) {
    use rolewright_condition::syntax::ast::ExprKind;
    assert!(inside.contains(expr.span), "{:?} leaves {inside:?}", expr.span);
    match &expr.kind {
        ExprKind::Logical { operands, .. } => operands.iter().for_each(|e| nested(e, expr.span)),
        ExprKind::Not { operand, .. } => nested(operand, expr.span),
        ExprKind::Group(inner) => nested(inner, expr.span),
        _ => {}
    }
}
