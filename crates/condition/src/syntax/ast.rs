//! The tree. Every node knows its place in the text and nothing of how it was spaced.
//!
//! `ActionMatches` is a leaf like any other, because real conditions put it anywhere.
//! Parentheses are nodes (`ExprKind::Group`), so the tree can tell `a AND b OR c` from `(a AND b) OR c`.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::guid::Guid;
use crate::span::Span;
use crate::syntax::token::Token;

/// What kind of text was parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The language of conditionVersion 2.0.
    V2,
    /// Version-1 text (`@Subject.Application == '…'`), which Azure still returns on old built-in roles. Read-only.
    V1,
    /// Version 2.0 with placeholders of a host language (`${var.roles}`, `%s`) in it.
    Template,
}

/// A parsed condition: the tree, the tokens it was made from, and every problem found on the way.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The text, untouched.
    pub text: Arc<str>,
    /// All tokens, white space included; together they are the text.
    pub tokens: Vec<Token>,
    /// The tree; `None` for empty and for version-1 text.
    pub root: Option<Expr>,
    /// Problems found by lexer and parser, in order of place. All have code `L01`, `L02`, `L03` or `L06`.
    pub diagnostics: Vec<Diagnostic>,
    /// What kind of text this is.
    pub dialect: Dialect,
}

impl Condition {
    /// Whether the parser found an error-level problem.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// A Boolean expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its place, parentheses of a group included.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The forms of a Boolean expression.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `a AND b AND c` or `a OR b OR c`: two or more operands at one level joined by one connector.
    ///
    /// AND binds tighter: in `a AND b OR c` the OR's first operand is an un-grouped AND.
    Logical {
        /// The connector.
        connector: Connector,
        /// Two or more operands, in order.
        operands: Vec<Expr>,
        /// The places of the connectors, one fewer than operands.
        connectors: Vec<Span>,
    },
    /// `NOT x` or `!x`.
    Not {
        /// The place of `NOT` or `!`.
        operator: Span,
        /// What is negated.
        operand: Box<Expr>,
    },
    /// `( x )`.
    Group(Box<Expr>),
    /// `ActionMatches{'…'}`. More than one string is kept, though Azure documents only one.
    ActionMatches(Vec<StringLiteral>),
    /// `SubOperationMatches{'…'}`.
    SubOperationMatches(Vec<StringLiteral>),
    /// `Exists @…[…]`. `NotExists` parses as `Not` over this with a warning.
    Exists(Attribute),
    /// `left operator right`.
    Comparison(Box<Comparison>),
    /// A host-language placeholder that stands for a whole expression.
    Placeholder,
    /// Something that could not be understood; its text is kept, its value is unknown.
    Error,
}

/// The two connectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Connector {
    /// `AND` or `&&`.
    And,
    /// `OR` or `||`.
    Or,
}

impl Connector {
    /// The keyword.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::And => "AND",
            Self::Or => "OR",
        }
    }
}

/// `left operator right`.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Left side.
    pub left: Operand,
    /// The operator with its quantifier.
    pub operator: Operator,
    /// Right side.
    pub right: Operand,
}

/// One side of a comparison.
#[derive(Clone, Debug)]
pub enum Operand {
    /// `@Source[…]`.
    Attribute(Attribute),
    /// A single value.
    Literal(Literal),
    /// `{ a, b }`.
    Set(Set),
    /// A placeholder that stands for the whole side.
    Placeholder(Span),
    /// Missing or not understood.
    Error(Span),
}

impl Operand {
    /// Its place.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Attribute(a) => a.span,
            Self::Literal(l) => l.span,
            Self::Set(s) => s.span,
            Self::Placeholder(s) | Self::Error(s) => *s,
        }
    }
}

/// Where an attribute's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// `@Request`
    Request,
    /// `@Resource`
    Resource,
    /// `@Principal`
    Principal,
    /// `@Environment`
    Environment,
}

impl Source {
    /// All four, in the portal's order.
    pub const ALL: [Source; 4] = [Source::Request, Source::Resource, Source::Principal, Source::Environment];

    /// The word after the `@`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "Request",
            Self::Resource => "Resource",
            Self::Principal => "Principal",
            Self::Environment => "Environment",
        }
    }
}

/// `@Source[path:name<$key_case_sensitive$>]`.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its place, from `@` to `]`.
    pub span: Span,
    /// The source; `None` where the word is not one of the four.
    pub source: Option<Source>,
    /// The place of the source word, without `@`.
    pub source_span: Span,
    /// Everything between the brackets, as written.
    pub text: String,
    /// The place of that.
    pub text_span: Span,
    /// The suffix, if any.
    pub suffix: Suffix,
}

impl Attribute {
    /// The attribute text without its suffix, as written.
    #[must_use]
    pub fn base(&self) -> &str {
        match self.suffix {
            Suffix::None => &self.text,
            Suffix::KeyCaseSensitive => self.text.strip_suffix(KEY_CASE_SENSITIVE).unwrap_or(&self.text),
            Suffix::Keys => self.text.strip_suffix(KEYS).unwrap_or(&self.text),
        }
    }
}

/// Suffix that makes a map's key compare case-sensitively.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
pub(crate) const KEY_CASE_SENSITIVE: &str = "<$key_case_sensitive$>";
/// Suffix that stands for the list of a map's keys. Same page.
pub(crate) const KEYS: &str = "&$keys$&";

/// The suffix of an attribute's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Suffix {
    /// None.
    None,
    /// `<$key_case_sensitive$>`
    KeyCaseSensitive,
    /// `&$keys$&`
    Keys,
}

/// A quoted string.
#[derive(Clone, Debug)]
pub struct StringLiteral {
    /// Its place, quotes included.
    pub span: Span,
    /// The characters between the quotes; the language has no escape.
    pub value: String,
}

/// `{ a, b }`.
#[derive(Clone, Debug)]
pub struct Set {
    /// Its place, braces included.
    pub span: Span,
    /// Its members, in order.
    pub items: Vec<Literal>,
}

/// A single value.
#[derive(Clone, Debug)]
pub struct Literal {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub value: LiteralValue,
}

/// The literal types. A date-time is a string whose operator makes it one.
#[derive(Clone, Debug, PartialEq)]
pub enum LiteralValue {
    /// `'text'`
    String(String),
    /// `10`
    Integer(i64),
    /// `true`, `false`
    Boolean(bool),
    /// A bare GUID, dashed or not.
    Guid(Guid),
    /// A host-language placeholder.
    Placeholder,
    /// Not understood; the text at the span is kept.
    Error,
}

/// The operator of a comparison, as written and as understood.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Its place, quantifier included.
    pub span: Span,
    /// The quantifier, if one was written and known.
    pub quantifier: Option<Quantifier>,
    /// Whether a quantifier was written at all, known or not.
    pub quantified: bool,
    /// The base operator; `None` where the name is not known.
    pub base: Option<BaseOperator>,
    /// The base operator's name as written.
    pub base_span: Span,
}

/// The four cross-product forms.
/// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format#cross-product-comparison-operators>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// Some left value, some right value.
    ForAnyOfAnyValues,
    /// Every left value has some right value.
    ForAllOfAnyValues,
    /// Some left value, against every right value.
    ForAnyOfAllValues,
    /// Every left value, every right value.
    ForAllOfAllValues,
}

impl Quantifier {
    /// All four.
    pub const ALL: [Quantifier; 4] =
        [Self::ForAnyOfAnyValues, Self::ForAllOfAnyValues, Self::ForAnyOfAllValues, Self::ForAllOfAllValues];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ForAnyOfAnyValues => "ForAnyOfAnyValues",
            Self::ForAllOfAnyValues => "ForAllOfAnyValues",
            Self::ForAnyOfAllValues => "ForAnyOfAllValues",
            Self::ForAllOfAllValues => "ForAllOfAllValues",
        }
    }
}

/// What a base operator compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Same value.
    Equals,
    /// Begins with.
    StartsWith,
    /// Matches the pattern.
    Like,
    /// Less than.
    LessThan,
    /// Less than or same.
    LessThanEquals,
    /// Greater than.
    GreaterThan,
    /// Greater than or same.
    GreaterThanEquals,
}

/// The type an operator works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperandType {
    /// String, and string lists.
    String,
    /// Integer.
    Number,
    /// Date-time, written as a string.
    DateTime,
    /// Boolean.
    Boolean,
    /// GUID.
    Guid,
}

macro_rules! base_operators {
    ($($name:ident: $ty:ident $relation:ident $negated:literal $ignore_case:literal),* $(,)?) => {
        /// The comparison operators of the language.
        /// Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is named as Azure names it; `relation`, `negated`, `ignores_case` say what it does")]
        pub enum BaseOperator { $($name),* }

        impl BaseOperator {
            /// All of them, in the order of the format page.
            pub const ALL: &'static [BaseOperator] = &[$(Self::$name),*];

            /// Its name in Azure's casing.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }

            /// The type it works on.
            #[must_use]
            pub fn operand_type(self) -> OperandType {
                match self { $(Self::$name => OperandType::$ty),* }
            }

            /// What it compares, before negation.
            #[must_use]
            pub fn relation(self) -> Relation {
                match self { $(Self::$name => Relation::$relation),* }
            }

            /// Whether it is the negation of its relation.
            #[must_use]
            pub fn negated(self) -> bool {
                match self { $(Self::$name => $negated),* }
            }

            /// Whether letters compare without regard to case.
            #[must_use]
            pub(crate) fn ignores_case(self) -> bool {
                match self { $(Self::$name => $ignore_case),* }
            }
        }
    };
}

base_operators! {
    StringEquals: String Equals false false,
    StringEqualsIgnoreCase: String Equals false true,
    StringNotEquals: String Equals true false,
    StringNotEqualsIgnoreCase: String Equals true true,
    StringStartsWith: String StartsWith false false,
    StringStartsWithIgnoreCase: String StartsWith false true,
    StringNotStartsWith: String StartsWith true false,
    StringNotStartsWithIgnoreCase: String StartsWith true true,
    StringLike: String Like false false,
    StringLikeIgnoreCase: String Like false true,
    StringNotLike: String Like true false,
    StringNotLikeIgnoreCase: String Like true true,
    NumericEquals: Number Equals false false,
    NumericNotEquals: Number Equals true false,
    NumericGreaterThan: Number GreaterThan false false,
    NumericGreaterThanEquals: Number GreaterThanEquals false false,
    NumericLessThan: Number LessThan false false,
    NumericLessThanEquals: Number LessThanEquals false false,
    DateTimeEquals: DateTime Equals false false,
    DateTimeNotEquals: DateTime Equals true false,
    DateTimeGreaterThan: DateTime GreaterThan false false,
    DateTimeGreaterThanEquals: DateTime GreaterThanEquals false false,
    DateTimeLessThan: DateTime LessThan false false,
    DateTimeLessThanEquals: DateTime LessThanEquals false false,
    BoolEquals: Boolean Equals false false,
    BoolNotEquals: Boolean Equals true false,
    GuidEquals: Guid Equals false true,
    GuidNotEquals: Guid Equals true true,
}

impl BaseOperator {
    /// Finds an operator by name; operator names are case-insensitive in practice (stored texts hold
    /// `stringEquals` and `boolequals`).
    #[must_use]
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|op| op.as_str().eq_ignore_ascii_case(name))
    }

    /// Whether the format page lists it for the cross-product forms: StringStartsWith, the date-time and
    /// the Boolean operators are not in its list.
    #[must_use]
    pub(crate) fn can_be_quantified(self) -> bool {
        match self.operand_type() {
            OperandType::String => self.relation() != Relation::StartsWith,
            OperandType::Number | OperandType::Guid => true,
            OperandType::DateTime | OperandType::Boolean => false,
        }
    }

    /// The operator with the opposite result, where the language has one.
    #[must_use]
    pub fn opposite(self) -> Option<Self> {
        Self::ALL.iter().copied().find(|other| {
            other.operand_type() == self.operand_type()
                && other.relation() == self.relation()
                && other.ignores_case() == self.ignores_case()
                && other.negated() != self.negated()
        })
    }
}

impl Expr {
    /// The expression without the parentheses around it.
    #[must_use]
    pub(crate) fn ungrouped(&self) -> &Expr {
        let mut expr = self;
        while let ExprKind::Group(inner) = &expr.kind {
            expr = inner;
        }
        expr
    }

    /// Calls `visit` for this expression and all below it, parents first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        visit(self);
        match &self.kind {
            ExprKind::Logical { operands, .. } => operands.iter().for_each(|e| e.walk(visit)),
            ExprKind::Not { operand, .. } => operand.walk(visit),
            ExprKind::Group(inner) => inner.walk(visit),
            _ => {}
        }
    }
}
