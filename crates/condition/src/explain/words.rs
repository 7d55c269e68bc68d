//! One row in words: `the role is one of Reader, AcrPull`.

use crate::builder::model::{
    AttributeView, ComparisonView, Node, Operand, OperatorView, ValueKind, ValueView,
};
use crate::catalog::attributes::{self, AttributeInfo, ValueType};
use crate::catalog::operators;
use crate::syntax::ast::{BaseOperator, Quantifier};

/// How a row begins that is negated as a whole: beside others it would seem to negate them too.
pub(super) const NOT_SO: &str = "it is not so that";

/// A row in words; `None` for a group.
pub(super) fn row(node: &Node) -> Option<String> {
    match node {
        Node::Group { .. } => None,
        Node::Comparison { negated, view, .. } => Some(comparison(view, *negated)),
        Node::Exists { negated, attribute, .. } => {
            let is = if *negated { "is absent" } else { "is present" };
            Some(format!("{} {is}", noun(attribute)))
        }
        Node::Action { negated, suboperation, value, .. } => {
            let what = if *suboperation { "suboperation" } else { "action" };
            let is = if *negated { "is not" } else { "is" };
            Some(format!("the {what} {is} `{value}`"))
        }
        Node::Code { text, .. } if text.trim().is_empty() => Some("something that is missing here".into()),
        Node::Code { text, why, .. } => Some(format!("`{}` holds ({why})", text.trim())),
    }
}

fn comparison(view: &ComparisonView, negated: bool) -> String {
    if operators::from_full_name(&view.operator.name).is_none() {
        let (left, right) = (side(&view.left), side(&view.right));
        let text = match view.operator.name.as_str() {
            "" => format!("{left} is compared with {right} without an operator"),
            name => format!("{left} is compared with {right} by `{name}`, which Azure does not know"),
        };
        return if negated { format!("{NOT_SO} {text}") } else { text };
    }
    let (subject, other) = match (&view.left, &view.right) {
        (Operand::Attribute(left), right) => (left, right),
        // With the attribute on the right the operator reads the other way round; told as it stands.
        (left, right) => {
            let text = format!("{} {} {}", side(left), view.operator.words, side(right));
            return if negated { format!("{NOT_SO} {text}") } else { text };
        }
    };
    let info = subject.id.as_deref().and_then(attributes::by_id);
    let named = operators::from_full_name(&view.operator.name);
    if let Some(constant) = named.and_then(|named| vacuous(info, named, other)) {
        let always = if constant ^ negated { "always" } else { "never" };
        let told = plain(subject, info, &view.operator, other, negated);
        return format!("{told} (which is {always} true)");
    }
    plain(subject, info, &view.operator, other, negated)
}

/// Whether the row has the same value whatever a single-valued attribute holds.
fn vacuous(
    info: Option<&AttributeInfo>,
    (quantifier, base): (Option<Quantifier>, BaseOperator),
    other: &Operand,
) -> Option<bool> {
    let Operand::Set { items, .. } = other else { return None };
    let mut values: Vec<String> =
        items.iter().map(|item| item.value.replace('-', "").to_lowercase()).collect();
    values.sort_unstable();
    values.dedup();
    let several = values.len() > 1 && info?.single_valued;
    quantifier.filter(|_| several).and_then(|quantifier| operators::constant_over_several(quantifier, base))
}

fn plain(
    subject: &AttributeView,
    info: Option<&AttributeInfo>,
    operator: &OperatorView,
    other: &Operand,
    negated: bool,
) -> String {
    let named = operators::from_full_name(&operator.name);
    if let (Some(told), Operand::Value(value), Some((_, base))) = (fact(subject), other, named)
        && value.kind == ValueKind::Boolean
    {
        let yes = value.value.eq_ignore_ascii_case("true") ^ base.negated() ^ negated;
        return if yes { told.0 } else { told.1 }.to_owned();
    }
    let single = info.is_some_and(|info| info.single_valued);
    // A negation is told by the opposite operator, where there is one that means just that.
    let opposite = named.filter(|_| negated).and_then(|named| opposite(named, single));
    let (named, negated) = (opposite.or(named), negated && opposite.is_none());
    let words = match opposite {
        Some((quantifier, base)) => operators::words(quantifier, base),
        None => &operator.words,
    };
    let holds = info.map(|info| info.value_type);
    let (words, values) = match (other, named) {
        // One value needs no list.
        (Operand::Set { items, .. }, Some((Some(_), base))) if single && items.len() == 1 => {
            (operators::words(None, base), list(items, holds))
        }
        (Operand::Set { items, .. }, _) => (words, list(items, holds)),
        (Operand::Value(value), _) => (words, one(value, holds)),
        (other, _) => (words, side(other)),
    };
    let told = format!("{} {words} {values}", noun(subject));
    match told.strip_prefix("the principal is ") {
        _ if negated => format!("{NOT_SO} {told}"),
        // `is one of a user, a group` reads badly.
        Some(rest) if holds == Some(ValueType::PrincipalType) => {
            let either = rest.strip_prefix("one of ").map(either);
            format!("the principal is {}", either.as_deref().unwrap_or(rest))
        }
        _ => told,
    }
}

/// The operator that is true exactly where another is not. With lists only for an attribute of one value.
fn opposite(
    (quantifier, base): (Option<Quantifier>, BaseOperator),
    single: bool,
) -> Option<(Option<Quantifier>, BaseOperator)> {
    let base = base.opposite()?;
    match quantifier {
        None => Some((None, base)),
        Some(_) if !single => None,
        Some(Quantifier::ForAnyOfAnyValues | Quantifier::ForAllOfAnyValues) => {
            Some((Some(Quantifier::ForAnyOfAllValues), base))
        }
        Some(Quantifier::ForAnyOfAllValues | Quantifier::ForAllOfAllValues) => {
            Some((Some(Quantifier::ForAnyOfAnyValues), base))
        }
    }
}

/// `a user, a group` to `a user or a group`.
fn either(list: &str) -> String {
    match list.rsplit_once(", ") {
        Some((others, last)) => format!("{others} or {last}"),
        None => list.to_owned(),
    }
}

fn side(operand: &Operand) -> String {
    match operand {
        Operand::Attribute(attribute) => noun(attribute),
        Operand::Value(value) => one(value, None),
        Operand::Set { items, .. } => list(items, None),
        Operand::Code { text, .. } if text.trim().is_empty() => "something that is missing".into(),
        Operand::Code { text, .. } => format!("`{text}`"),
    }
}

fn list(items: &[ValueView], holds: Option<ValueType>) -> String {
    if items.is_empty() {
        return "an empty list".into();
    }
    items.iter().map(|item| one(item, holds)).collect::<Vec<_>>().join(", ")
}

fn one(value: &ValueView, holds: Option<ValueType>) -> String {
    if let Some(label) = &value.label {
        return label.clone();
    }
    let kind = match value.value.to_ascii_lowercase().as_str() {
        "user" => "a user",
        "group" => "a group",
        "serviceprincipal" => "a service principal",
        _ => "",
    };
    match value.kind {
        ValueKind::String if holds == Some(ValueType::PrincipalType) && !kind.is_empty() => kind.to_owned(),
        ValueKind::String => format!("`{}`", value.value),
        ValueKind::Placeholder => format!("`{}` (filled in by another tool)", value.text),
        ValueKind::Integer | ValueKind::Boolean | ValueKind::Guid | ValueKind::Unknown => value.text.clone(),
    }
}

/// Attributes that are facts of their own: what it means that they are true, and false.
fn fact(attribute: &AttributeView) -> Option<(&'static str, &'static str)> {
    let name = attribute.text.rsplit(':').next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "isprivatelink" => {
            Some(("the call comes over a private link", "the call does not come over a private link"))
        }
        "iscurrentversion" => Some(("the blob is the current version", "the blob is an older version")),
        "ishnsenabled" => Some((
            "the storage account has a hierarchical namespace",
            "the storage account has no hierarchical namespace",
        )),
        _ => None,
    }
}

fn noun(attribute: &AttributeView) -> String {
    let info = attribute.id.as_deref().and_then(attributes::by_id);
    let Some(info) = info else { return format!("`@{}[{}]`", attribute.source, attribute.text) };
    match info.value_type {
        ValueType::Role => return "the role".into(),
        ValueType::Principal | ValueType::PrincipalType => return "the principal".into(),
        _ => {}
    }
    let has = |part: &str| info.text.to_ascii_lowercase().contains(part);
    if has("utcnow") {
        return "the time".into();
    }
    if let Some(key) = &attribute.key {
        let what = if has("/tags:") && attribute.source == "Request" {
            "the new blob index tag"
        } else if has("/tags:") {
            "the blob index tag"
        } else if has("record:") {
            "the column"
        } else if has("metadata:") {
            "the container's metadata entry"
        } else if has("customsecurityattributes") {
            "the caller's attribute"
        } else if has("tokenclaims") {
            "the caller's claim"
        } else {
            "the entry"
        };
        return format!("{what} `{key}`");
    }
    if has("tags&") {
        let new = if attribute.source == "Request" { "new " } else { "" };
        return format!("the {new}list of blob index tag keys");
    }
    if !info.offered {
        return format!("`@{}[{}]`", attribute.source, attribute.text);
    }
    let mut chars = info.title.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    format!("the {}", first.into_iter().chain(chars).collect::<String>())
}
