//! Terraform: conditions found by a real parser. How their texts are unescaped is `hcl_text`'s.
//! <https://developer.hashicorp.com/terraform/language/expressions/strings>

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, Object, ObjectKey};
use hcl_edit::parser::parse_body;
use hcl_edit::structure::{Block, Body, Structure};
use hcl_edit::template::Element;
use rolewright_condition::span::Span;

use super::assignment::{Assignment, Field, Fields, Literals};
use super::{Host, Import, Imported, has_marks, hcl_text, imported, is_prose};

/// Whether some line begins as only Terraform's do.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        [
            "resource \"",
            "data \"",
            "module \"",
            "variable \"",
            "provider \"",
            "output \"",
            "locals {",
            "terraform {",
        ]
        .iter()
        .any(|start| line.starts_with(start))
            || line.split_once('=').is_some_and(|(key, value)| {
                matches!(key.trim(), "condition") && value.trim_start().starts_with(['"', '<'])
            })
    })
}

pub(super) fn read(text: &str) -> Import {
    match parse_body(text) {
        Ok(body) => {
            let literals = literals(&body);
            let mut reader = Reader { text, literals, around: Vec::new(), found: Vec::new() };
            reader.body(&body, "");
            Import::of(reader.found)
        }
        Err(error) => {
            let location = error.location();
            Import::broken(
                text,
                format!(
                    "this is not Terraform that can be read: {}",
                    error.message().trim().replace('\n', "; ")
                ),
                "run `terraform validate`; until it reads, conditions are searched for as plain text, without unescaping",
                location.offset().min(text.len()),
            )
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    literals: Literals,
    /// The blocks and objects around, the outermost first.
    around: Vec<Fields>,
    found: Vec<Imported>,
}

impl Reader<'_> {
    fn body(&mut self, body: &Body, label: &str) {
        let version = body.get_attribute("condition_version").and_then(|a| a.value.as_str());
        let fields = body.attributes().map(|a| (a.key.as_str().to_owned(), self.field(&a.value)));
        let fields = fields.collect();
        self.around.push(fields);
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    let key = attribute.key.as_str();
                    let label = match label {
                        "" => key.to_owned(),
                        "locals" => format!("local.{key}"),
                        _ => label.to_owned(),
                    };
                    self.expression(&attribute.value, key, &label, version);
                }
                Structure::Block(block) => self.body(&block.body, &block_label(block, label)),
            }
        }
        self.around.pop();
    }

    fn field(&self, expression: &Expression) -> Field {
        match expression.as_str() {
            Some(text) => Field::Literal(text.to_owned()),
            None => {
                let span = expression.span().map_or_else(Span::default, |r| Span::new(r.start, r.end));
                Field::Computed(span.of(self.text).trim().to_owned())
            }
        }
    }

    fn expression(&mut self, expression: &Expression, key: &str, label: &str, version: Option<&str>) {
        if is_prose(key) {
            return;
        }
        match expression {
            Expression::String(_) | Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => {
                self.string(expression, key, label, version, None);
            }
            Expression::Array(items) => items.iter().for_each(|e| self.expression(e, key, label, version)),
            Expression::Object(object) => self.object(object, label),
            Expression::Parenthesis(inner) => self.expression(inner.inner(), key, label, version),
            Expression::Conditional(c) => {
                self.expression(&c.true_expr, key, label, version);
                self.expression(&c.false_expr, key, label, version);
            }
            Expression::FuncCall(call) => {
                let name = call.name.name.as_str();
                for argument in call.args.iter() {
                    match argument {
                        Expression::String(_)
                        | Expression::StringTemplate(_)
                        | Expression::HeredocTemplate(_) => {
                            self.string(argument, key, label, version, Some(name));
                        }
                        _ => self.expression(argument, key, label, version),
                    }
                }
            }
            Expression::ForExpr(e) => self.expression(&e.value_expr, key, label, version),
            Expression::BinaryOp(op) => {
                self.expression(&op.lhs_expr, key, label, version);
                self.expression(&op.rhs_expr, key, label, version);
            }
            Expression::Traversal(t) => self.expression(&t.expr, key, label, version),
            Expression::UnaryOp(_)
            | Expression::Variable(_)
            | Expression::Null(_)
            | Expression::Bool(_)
            | Expression::Number(_) => {}
        }
    }

    fn object(&mut self, object: &Object, label: &str) {
        let key_of = |key: &ObjectKey| match key {
            ObjectKey::Ident(ident) => ident.as_str().to_owned(),
            ObjectKey::Expression(e) => match e {
                Expression::Variable(v) => v.as_str().to_owned(),
                _ => e.as_str().unwrap_or("").to_owned(),
            },
        };
        let version = object
            .iter()
            .find(|(k, _)| matches!(key_of(k).as_str(), "conditionVersion" | "condition_version"))
            .and_then(|(_, v)| v.expr().as_str());
        let fields = object.iter().map(|(key, value)| (key_of(key), self.field(value.expr()))).collect();
        self.around.push(fields);
        for (key, value) in object.iter() {
            self.expression(value.expr(), &key_of(key), label, version);
        }
        self.around.pop();
    }

    /// A text; `function` is the call that it is handed to.
    fn string(
        &mut self,
        e: &Expression,
        key: &str,
        label: &str,
        version: Option<&str>,
        function: Option<&str>,
    ) {
        let Some(range) = e.span() else { return };
        let span = Span::new(range.start, range.end);
        let (decoded, computed) = match e {
            Expression::StringTemplate(template) => (
                hcl_text::quoted(self.text, span, template.iter()),
                !template.iter().all(Element::is_literal),
            ),
            Expression::HeredocTemplate(heredoc) => (
                hcl_text::heredoc(self.text, span, heredoc.template.iter()),
                !heredoc.template.iter().all(Element::is_literal),
            ),
            _ => (hcl_text::literal(self.text, span), false),
        };
        let named = key.eq_ignore_ascii_case("condition") && (version.is_some() || label.contains("role_"));
        if decoded.text.trim().is_empty()
            || !(has_marks(&decoded.text)
                || (named && matches!(function, None | Some("chomp" | "trimspace"))))
        {
            return;
        }
        let all = Span::new(0, decoded.text.len());
        let (decoded, computed) = match function {
            Some("chomp") => {
                let end = decoded.text.trim_end_matches(['\n', '\r']).len();
                (decoded.trim(Span::new(all.start, end)), computed)
            }
            Some("trimspace") => {
                let start = decoded.text.len() - decoded.text.trim_start().len();
                let end = decoded.text.trim_end().len();
                (decoded.trim(Span::new(start, end)), computed)
            }
            Some("jsonencode" | "tostring" | "coalesce" | "try" | "nonsensitive" | "sensitive") | None => {
                (decoded, computed)
            }
            Some(_) => (decoded, true),
        };
        let assignment = Assignment::of(self.around.iter().rev(), &self.literals);
        self.found
            .push(Imported { assignment, ..imported(decoded, Host::Terraform, label, version, computed) });
    }
}

fn block_label(block: &Block, outer: &str) -> String {
    let kind = block.ident.as_str();
    let labels: Vec<&str> = block.labels.iter().map(|l| l.as_str()).collect();
    match (outer, kind) {
        ("", "resource") => labels.join("."),
        ("", _) => [&[kind], labels.as_slice()].concat().join("."),
        _ => outer.to_owned(),
    }
}

/// Locals, and variables with a default, whose values are literal.
fn literals(body: &Body) -> Literals {
    let mut all = Literals::new();
    for block in body.blocks() {
        match (block.ident.as_str(), block.labels.first()) {
            ("locals", _) => {
                let texts = block.body.attributes().filter_map(|a| Some((a.key.as_str(), a.value.as_str()?)));
                all.extend(texts.map(|(name, text)| (format!("local.{name}"), text.to_owned())));
            }
            ("variable", Some(name)) => {
                let default = block.body.get_attribute("default").and_then(|a| a.value.as_str());
                all.extend(default.map(|text| (format!("var.{}", name.as_str()), text.to_owned())));
            }
            _ => {}
        }
    }
    all
}
