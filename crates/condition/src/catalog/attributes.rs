//! Which attributes there are, and which one a text means.
//!
//! Names compare without regard to case: stored conditions hold `containers:name` and `containers:Name`.
//! Which action takes which attribute is in [`super::actions`].

use crate::catalog::attribute_table::ATTRIBUTES;
use crate::catalog::{Service, operators};
use crate::syntax::ast::{Attribute, BaseOperator, KEY_CASE_SENSITIVE, KEYS, OperandType, Source, Suffix};
use crate::words::nearest;

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// A role definition's GUID.
    Role,
    /// A principal's object id.
    Principal,
    /// `User`, `Group` or `ServicePrincipal`.
    PrincipalType,
    /// Text.
    String,
    /// A full resource id; Azure compares these without regard to case.
    ResourceId,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Number,
    /// A point in time.
    DateTime,
    /// Several texts.
    StringList,
}

impl ValueType {
    /// All of them.
    pub const ALL: [ValueType; 9] = [
        Self::Role,
        Self::Principal,
        Self::PrincipalType,
        Self::String,
        Self::ResourceId,
        Self::Boolean,
        Self::Number,
        Self::DateTime,
        Self::StringList,
    ];

    /// The types whose values can be the same thing, by one of them.
    fn kind(self) -> Self {
        match self {
            Self::ResourceId | Self::StringList => Self::String,
            other => other,
        }
    }

    /// Whether a custom security attribute can hold such a value: it is text, a Boolean or a number.
    /// Azure: <https://learn.microsoft.com/entra/fundamentals/custom-security-attributes-overview#custom-security-attribute-properties>
    fn can_be_custom(self) -> bool {
        matches!(self.kind(), Self::String | Self::PrincipalType | Self::Boolean | Self::Number)
    }

    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Principal => "principal",
            Self::PrincipalType => "principal-type",
            Self::String => "string",
            Self::ResourceId => "resource-id",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::DateTime => "date-time",
            Self::StringList => "string-list",
        }
    }
}

/// The column of Azure's action tables that an attribute stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    RoleAssignment,
    AccountName,
    IsHns,
    Container,
    Path,
    IsCurrentVersion,
    EncryptionScope,
    Tags,
    VersionId,
    Snapshot,
    Prefix,
    Queue,
    Repository,
    LogTable,
    Vault,
    Secret,
    /// Describes the caller or the call; no table ties it to an action.
    Caller,
    /// In no table.
    Nowhere,
}

/// One attribute of the catalogue.
#[derive(Debug)]
pub struct AttributeInfo {
    /// Where the value comes from.
    pub source: Source,
    /// What stands between the brackets; `<key>` where the user types a key.
    pub text: &'static str,
    /// The portal's name.
    pub title: &'static str,
    /// One sentence on what it holds.
    pub description: &'static str,
    /// What it holds.
    pub value_type: ValueType,
    /// Whether it never holds more than one value.
    pub single_valued: bool,
    /// The values to choose from, where the set is closed.
    pub values: &'static [&'static str],
    /// Operators to offer, by full name.
    pub operators: &'static [&'static str],
    /// Whether the portal offers `Exists` for it.
    pub exists: bool,
    /// Whether it is offered in lists; the others are known but not for new text.
    pub offered: bool,
    /// What it belongs to.
    pub service: Service,
    /// What to know before using it.
    pub note: Option<&'static str>,
    /// Other texts seen for it, with what to know about them.
    pub(super) aliases: &'static [(&'static str, &'static str)],
    pub(super) column: Column,
}

impl AttributeInfo {
    /// Its id: `Request:Microsoft.Authorization/roleAssignments:RoleDefinitionId`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}:{}", self.source.as_str(), self.text)
    }

    /// Whether the user types a key (of a tag, a column, a metadata entry, a custom security attribute).
    #[must_use]
    pub(crate) fn keyed(&self) -> bool {
        self.text.contains(KEY)
    }

    /// The key that an attribute of this kind names: `Project` of `…/tags:Project<$key_case_sensitive$>`.
    #[must_use]
    pub fn key_of<'a>(&self, attribute: &'a Attribute) -> Option<&'a str> {
        let (before, _) = self.text.split_once(KEY)?;
        attribute.base().get(before.len()..).filter(|key| !key.is_empty())
    }

    /// What stands between the brackets for a key: the text itself where there is none.
    #[must_use]
    pub(crate) fn text_with_key(&self, key: &str) -> String {
        self.text.replacen(KEY, key, 1)
    }

    /// Whether an operator works on its values.
    #[must_use]
    pub(crate) fn accepts(&self, base: BaseOperator) -> bool {
        if self.column == Column::Caller && self.source == Source::Principal {
            // A custom security attribute is text, a Boolean or a number, as its definition in Entra says.
            return matches!(
                base.operand_type(),
                OperandType::String | OperandType::Boolean | OperandType::Number
            );
        }
        operators::fits(self.value_type, base)
    }

    /// Whether the two hold the same kind of thing, so that one can be compared with the other.
    #[must_use]
    pub fn compares_with(&self, other: &Self) -> bool {
        if std::ptr::eq(self, other) {
            // Two keys of one kind are two attributes.
            return self.keyed();
        }
        let open = |info: &Self| info.column == Column::Caller && info.source == Source::Principal;
        match (open(self), open(other)) {
            (false, false) => self.value_type.kind() == other.value_type.kind(),
            (true, true) => true,
            (true, false) => other.value_type.can_be_custom(),
            (false, true) => self.value_type.can_be_custom(),
        }
    }

    /// What to know about the spelling used, if it is not the one of Azure's tables.
    #[must_use]
    pub fn alias_note(&self, attribute: &Attribute) -> Option<&'static str> {
        let base = attribute.base();
        self.aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(base)).map(|(_, note)| *note)
    }

    fn matches_name(&self, base: &str, suffix: Suffix) -> bool {
        if let Some((before, _)) = self.text.split_once(KEY) {
            let head = base.get(..before.len());
            return suffix != Suffix::Keys
                && base.len() > before.len()
                && head.is_some_and(|head| head.eq_ignore_ascii_case(before));
        }
        let (own, own_suffix) = split_suffix(self.text);
        (own_suffix == Suffix::Keys) == (suffix == Suffix::Keys)
            && (own.eq_ignore_ascii_case(base)
                || self.aliases.iter().any(|(alias, _)| alias.eq_ignore_ascii_case(base)))
    }
}

const KEY: &str = "<key>";

/// All attributes known, documented ones first.
#[must_use]
pub fn all() -> &'static [AttributeInfo] {
    ATTRIBUTES
}

/// The attribute that a text means.
#[must_use]
pub fn find(attribute: &Attribute) -> Option<&'static AttributeInfo> {
    let source = attribute.source?;
    named(attribute.base(), attribute.suffix).find(|info| info.source == source)
}

/// The attributes of any source with the name that a text has: the same thing under `@Request` and `@Resource`.
pub(crate) fn of_any_source(attribute: &Attribute) -> impl Iterator<Item = &'static AttributeInfo> {
    named(attribute.base(), attribute.suffix)
}

/// Looks an attribute up by its [`AttributeInfo::id`].
#[must_use]
pub fn by_id(id: &str) -> Option<&'static AttributeInfo> {
    ATTRIBUTES
        .iter()
        .find(|info| id.split_once(':').is_some_and(|(s, t)| info.source.as_str() == s && info.text == t))
}

/// The other name of a container's name: Azure's attribute table says `name`, and several of its samples say
/// `ContainerName`. That both read the same at run time is not documented.
/// Azure: <https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes>
#[must_use]
pub(crate) fn other_spelling(base: &str) -> Option<&'static str> {
    const NAME: &str = "Microsoft.Storage/storageAccounts/blobServices/containers:name";
    const ALIAS: &str = "Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName";
    if base.len() == NAME.len() && base.eq_ignore_ascii_case(NAME) {
        Some(ALIAS)
    } else if base.len() == ALIAS.len() && base.eq_ignore_ascii_case(ALIAS) {
        Some(NAME)
    } else {
        None
    }
}

/// The attributes of any source with a name.
pub(crate) fn named(base: &str, suffix: Suffix) -> impl Iterator<Item = &'static AttributeInfo> {
    ATTRIBUTES.iter().filter(move |info| info.matches_name(base, suffix))
}

/// What was probably meant by an attribute that [`find`] does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suggestion {
    /// The source to write.
    pub source: Source,
    /// What to write between the brackets.
    pub text: String,
}

/// The nearest known attribute: the same name under another source, else the nearest name that is offered.
#[must_use]
pub(crate) fn suggest(attribute: &Attribute) -> Option<Suggestion> {
    if let Some(other) = of_any_source(attribute).find(|info| info.offered) {
        return Some(Suggestion { source: other.source, text: attribute.text.clone() });
    }
    let base = attribute.base();
    let offered = || ATTRIBUTES.iter().filter(|info| info.offered);
    // A key is the user's own word, so the two are compared without it.
    if let Some((head, key)) = base.rsplit_once(':').filter(|(_, key)| !key.is_empty()) {
        let keyed = offered().filter(|i| i.keyed()).filter_map(|i| Some((i.text.split_once(':')?.0, i)));
        if let Some(best) = nearest(head, keyed.clone().map(|(h, _)| h).filter(|h| h.contains('/'))) {
            let same_source = |i: &&AttributeInfo| Some(i.source) == attribute.source;
            let mut fit = keyed.filter(|(h, _)| *h == best).map(|(_, i)| i);
            let plain = offered().filter(|i| !i.keyed()).map(|i| split_suffix(i.text).0);
            if nearest(base, plain).is_none() {
                let first = fit.clone().find(same_source).or_else(|| fit.next())?;
                return Some(Suggestion { source: first.source, text: first.text_with_key(key) });
            }
        }
    }
    let plain = |own: bool| {
        offered()
            .filter(move |i| !i.keyed() && (!own || Some(i.source) == attribute.source))
            .map(|i| split_suffix(i.text).0)
    };
    let best = nearest(base, plain(true)).or_else(|| nearest(base, plain(false)))?;
    let mut fit = offered().filter(|i| split_suffix(i.text).0 == best);
    let first = fit.clone().find(|i| Some(i.source) == attribute.source).or_else(|| fit.next())?;
    Some(Suggestion { source: first.source, text: first.text.to_owned() })
}

fn split_suffix(text: &str) -> (&str, Suffix) {
    if let Some(base) = text.strip_suffix(KEY_CASE_SENSITIVE) {
        (base, Suffix::KeyCaseSensitive)
    } else if let Some(base) = text.strip_suffix(KEYS) {
        (base, Suffix::Keys)
    } else {
        (text, Suffix::None)
    }
}

#[cfg(test)]
#[path = "attributes_tests.rs"]
mod tests;
