//! Tokens: a kind and a place. The text stays in the source.

use crate::span::Span;

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its place.
    pub span: Span,
}

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Space, tab, CR, LF.
    Whitespace,
    /// A character that Azure does not count as white space though it looks like it, or like nothing.
    Invisible,
    /// `(`
    LeftParen,
    /// `)`
    RightParen,
    /// `{`
    LeftBrace,
    /// `}`
    RightBrace,
    /// `,`
    Comma,
    /// `AND`, `&&`
    And,
    /// `OR`, `||`
    Or,
    /// `NOT`, `!`
    Not,
    /// `Exists`
    Exists,
    /// `NotExists`, which no Azure page mentions.
    NotExists,
    /// `ActionMatches`
    ActionMatches,
    /// `SubOperationMatches`
    SubOperationMatches,
    /// `true`, `false`
    Boolean,
    /// `@Source[…]` as one token.
    Attribute,
    /// `'…'`, or something quoted in another way that was reported.
    String,
    /// Digits, with an optional sign.
    Integer,
    /// A bare GUID.
    Guid,
    /// Any other run of letters, digits and `_ - . : / *`: an operator's name, or a value that lacks its quotes.
    Word,
    /// A host-language placeholder: `${…}`, `#{…}`, `%s`, `<…>`, `$name`.
    Placeholder,
    /// Anything else.
    Unknown,
}

impl TokenKind {
    /// Whether the parser passes over it.
    #[must_use]
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Whitespace | Self::Invisible)
    }
}
