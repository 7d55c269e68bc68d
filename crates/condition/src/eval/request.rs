//! A request: the action and the attributes that come with it.

use crate::catalog::attributes::other_spelling;
use crate::syntax::ast::{Attribute, KEY_CASE_SENSITIVE, KEYS, Source, Suffix};

/// One request that a condition is asked about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The action, such as `Microsoft.Authorization/roleAssignments/write`.
    pub action: Option<String>,
    /// Its suboperation, such as `Blob.List`. With an action given, none means that the request has none.
    pub suboperation: Option<String>,
    /// What `@Request[…]` reads.
    pub request: Attributes,
    /// What `@Resource[…]` reads.
    pub resource: Attributes,
    /// What `@Principal[…]` reads.
    pub principal: Attributes,
    /// What `@Environment[…]` reads; the time is its `UtcNow`.
    pub environment: Attributes,
}

impl Request {
    /// The attributes of one source.
    #[must_use]
    pub fn attributes(&self, source: Source) -> &Attributes {
        match source {
            Source::Request => &self.request,
            Source::Resource => &self.resource,
            Source::Principal => &self.principal,
            Source::Environment => &self.environment,
        }
    }

    /// The same, to be filled.
    pub(crate) fn attributes_mut(&mut self, source: Source) -> &mut Attributes {
        match source {
            Source::Request => &mut self.request,
            Source::Resource => &mut self.resource,
            Source::Principal => &mut self.principal,
            Source::Environment => &mut self.environment,
        }
    }

    /// The value that an attribute of a condition reads here.
    #[must_use]
    pub fn value(&self, attribute: &Attribute) -> Option<&Value> {
        self.attributes(attribute.source?).get(attribute)
    }
}

/// One value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// Text; also GUIDs and points in time, which the operator reads.
    String(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

impl From<&str> for Scalar {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

/// What an attribute holds: one value, or a list that may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A single value.
    One(Scalar),
    /// A list of values.
    Many(Vec<Scalar>),
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::One(value.into())
    }
}

/// Attributes by name. Names compare without regard to case and with or without their suffix; keys of tags
/// and columns compare exactly where the condition writes `<$key_case_sensitive$>`.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    // A request has a handful, so a walk is quicker than a hash, and the order given is kept.
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    name: String,
    base: usize,
    keys: bool,
    value: Value,
}

impl Attributes {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets an attribute; `name` is as it stands between the brackets, its suffix included or left out.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        let name = name.into();
        let (base, keys) = match name.strip_suffix(KEYS) {
            Some(base) => (base.len(), true),
            None => (name.strip_suffix(KEY_CASE_SENSITIVE).unwrap_or(&name).len(), false),
        };
        let value = value.into();
        let written = name.get(..base).unwrap_or("");
        match self.entries.iter_mut().find(|e| e.keys == keys && e.base() == written) {
            Some(entry) => entry.value = value,
            None => self.entries.push(Entry { name, base, keys, value }),
        }
    }

    /// The value that an attribute of a condition reads here. A container's name is found under both of its names.
    #[must_use]
    pub fn get(&self, attribute: &Attribute) -> Option<&Value> {
        let base = attribute.base();
        self.named(base, attribute).or_else(|| self.named(other_spelling(base)?, attribute))
    }

    /// Whether the value is found only under the other name of a container.
    pub(crate) fn answers_by_other_name(&self, attribute: &Attribute) -> bool {
        let base = attribute.base();
        other_spelling(base).is_some_and(|other| {
            self.named(base, attribute).is_none() && self.named(other, attribute).is_some()
        })
    }

    fn named(&self, base: &str, attribute: &Attribute) -> Option<&Value> {
        let keys = attribute.suffix == Suffix::Keys;
        let exact_from = match attribute.suffix {
            Suffix::KeyCaseSensitive => base.rfind(':').map_or(base.len(), |colon| colon + 1),
            Suffix::None | Suffix::Keys => base.len(),
        };
        let same = |entry: &Entry| {
            entry.keys == keys
                && entry.base == base.len()
                && entry.base().eq_ignore_ascii_case(base)
                && entry.base().get(exact_from..) == base.get(exact_from..)
        };
        self.entries.iter().find(|entry| same(entry)).map(|entry| &entry.value)
    }

    /// All of them with their names as given, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|e| (e.name.as_str(), &e.value))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Entry {
    fn base(&self) -> &str {
        self.name.get(..self.base).unwrap_or(&self.name)
    }
}

impl PartialEq for Attributes {
    /// The same names, whatever their order and suffix, with the same values.
    fn eq(&self, other: &Self) -> bool {
        self.entries.len() == other.entries.len()
            && self.entries.iter().all(|a| {
                other.entries.iter().any(|b| a.keys == b.keys && a.base() == b.base() && a.value == b.value)
            })
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        let mut attributes = Self::new();
        for (name, value) in entries {
            attributes.insert(name, value);
        }
        attributes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::ast::ExprKind;
    use crate::syntax::parse;

    fn reads(attributes: &Attributes, text: &str) -> bool {
        match parse(&format!("Exists {text}")).root.unwrap().kind {
            ExprKind::Exists(attribute) => attributes.get(&attribute).is_some(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_ignore_case_and_suffix_but_keys_may_not() {
        let given =
            Attributes::from_iter([("a/B:Path", "1"), ("a/tags:Project", "2"), ("a/tags&$keys$&", "3")]);
        for (text, there) in [
            ("@Request[A/b:path]", true),
            ("@Request[a/tags:Project<$key_case_sensitive$>]", true),
            ("@Request[A/TAGS:Project<$key_case_sensitive$>]", true),
            ("@Request[a/tags:project<$key_case_sensitive$>]", false),
            ("@Request[a/tags:project]", true),
            ("@Request[a/tags&$keys$&]", true),
            ("@Request[a/tags]", false),
            ("@Request[a/B]", false),
        ] {
            assert_eq!(reads(&given, text), there, "{text}");
        }
    }

    #[test]
    fn a_container_answers_under_both_of_its_names() {
        const CONTAINERS: &str = "Microsoft.Storage/storageAccounts/blobServices/containers";
        for (given, asked) in [("name", "ContainerName"), ("containername", "NAME"), ("Name", "name")] {
            let given = Attributes::from_iter([(format!("{CONTAINERS}:{given}"), "a")]);
            assert!(reads(&given, &format!("@Resource[{CONTAINERS}:{asked}]")), "{asked}");
            assert!(!reads(&given, &format!("@Resource[{CONTAINERS}/blobs:{asked}]")), "{asked}");
        }
        let both = Attributes::from_iter([
            (format!("{CONTAINERS}:name"), "a"),
            (format!("{CONTAINERS}:ContainerName"), "b"),
        ]);
        let parsed = parse(&format!("@Resource[{CONTAINERS}:ContainerName] StringEquals 'b'"));
        let request = Request { resource: both, ..Request::default() };
        assert_eq!(
            crate::eval::truth(&parsed, &request),
            crate::eval::Truth::True,
            "its own name comes first"
        );
    }

    #[test]
    fn a_name_given_twice_keeps_the_last_value() {
        let given = Attributes::from_iter([("a:b<$key_case_sensitive$>", "1"), ("a:b", "2")]);
        assert_eq!(given.iter().count(), 1);
        assert_eq!(given, Attributes::from_iter([("a:b", "2")]));
    }
}
