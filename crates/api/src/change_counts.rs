//! How often each kind of change occurs between two snapshots, as it is kept beside a snapshot.

use std::collections::BTreeMap;

use rolewright_store::diff::Difference;

use crate::changes::{kind, shown};
use crate::wire::snapshots::{ChangeCount, ChangeKind};

/// How often each kind occurs, under the name by which it is kept.
pub(crate) fn count(differences: &[Difference]) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for kind in shown(differences).into_iter().filter_map(|difference| kind::kind(&difference.change)) {
        *counts.entry(kind::name(kind)).or_default() += 1;
    }
    counts
}

/// Kept counts as the window shows them, the most telling first.
pub(crate) fn counted(counts: &BTreeMap<String, u64>) -> Vec<ChangeCount> {
    let one = |kind: ChangeKind| {
        let changes = counts.get(kind::name(kind)).copied().filter(|changes| *changes > 0)?;
        Some(kind::count(kind, changes))
    };
    kind::ALL.into_iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_words_the_most_telling_first() {
        let counts =
            [("lock-removed", 1), ("granted", 3), ("principal", 2), ("revoked", 0), ("of later versions", 9)];
        let counts = counts.map(|(name, count)| (name.to_owned(), count)).into();
        let words: Vec<String> = counted(&counts).into_iter().map(|count| count.words).collect();
        assert_eq!(words, ["3 granted", "1 lock removed", "2 principals changed"]);
    }
}
