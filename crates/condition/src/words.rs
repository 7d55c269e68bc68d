//! Finding the name that was probably meant.

/// The known name nearest to what was written, if one is near enough to be worth suggesting.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = written.to_lowercase();
    // A name may be a third wrong, but a few letters must always be right.
    let length = lower.chars().count();
    let most = (length / 3).min(6);
    known
        // Names whose length differs by more are no match, and a long text is not measured for nothing.
        .filter(|name| name.chars().count().abs_diff(length) <= most)
        .map(|name| (distance(&lower, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Edits (insert, delete, replace one character) that turn `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, cb) in row.iter_mut().skip(1).zip(&b) {
            let above = *cell;
            let here = (diagonal + usize::from(ca != *cb)).min(above + 1).min(left + 1);
            diagonal = above;
            *cell = here;
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["StringEquals", "StringNotEquals", "GuidEquals"];
        assert_eq!(nearest("StringEqual", known.into_iter()), Some("StringEquals"));
        assert_eq!(nearest("guidequals", known.into_iter()), Some("GuidEquals"));
        assert_eq!(nearest("IpMatch", known.into_iter()), None);
        assert_eq!(nearest("", known.into_iter()), None);
    }

    #[test]
    fn distance_is_symmetric_and_zero_for_the_same() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("sitting", "kitten"), 3);
        assert_eq!(distance("abc", "abc"), 0);
        assert_eq!(distance("", "abc"), 3);
    }
}
