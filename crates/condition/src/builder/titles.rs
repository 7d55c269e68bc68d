//! Actions in words, as headings of clauses: `When assigning roles (write)`, `When reading or deleting a blob`.

use crate::catalog::actions::{self, ActionInfo};
use crate::facts::action_matches;

/// One targeted action, as written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    pub(crate) action: &'a str,
    pub(crate) suboperation: Option<&'a str>,
    pub(crate) negated: bool,
}

pub(crate) const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";
pub(crate) const DELETE: &str = "Microsoft.Authorization/roleAssignments/delete";

/// More actions than this are counted, not listed.
const LISTED: usize = 4;

/// The catalogue's entry for exactly this action and suboperation.
pub(crate) fn known(target: Target) -> Option<&'static ActionInfo> {
    actions::all().iter().find(|info| {
        info.action.eq_ignore_ascii_case(target.action)
            && match (info.suboperation, target.suboperation) {
                (None, None) => true,
                (Some(a), Some(b)) => {
                    a.eq_ignore_ascii_case(b) && info.suboperation_negated == target.negated
                }
                _ => false,
            }
    })
}

/// `When assigning roles (write)`.
pub(crate) fn title(targets: &[Target]) -> String {
    if let [one] = targets {
        for (action, note) in [(WRITE, "write"), (DELETE, "delete")] {
            if one.action.eq_ignore_ascii_case(action) {
                return format!("When {} ({note})", doing(targets));
            }
        }
    }
    format!("When {}", doing(targets))
}

/// `assigning or removing roles`.
pub(crate) fn doing(targets: &[Target]) -> String {
    let mut phrases: Vec<String> = Vec::new();
    for phrase in targets.iter().flat_map(|target| phrases_of(*target)) {
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    let split: Vec<_> = phrases.iter().map(|p| p.split_once(' ').unwrap_or((p, ""))).collect();
    if let Some((_, object)) = split.first().filter(|_| split.len() > 1)
        && split.iter().all(|(_, other)| other == object)
    {
        let verbs: Vec<&str> = split.iter().map(|(verb, _)| *verb).collect();
        return format!("{} {object}", any_of(&verbs));
    }
    let shown: Vec<&str> = phrases.iter().map(String::as_str).collect();
    any_of(&shown)
}

fn phrases_of(target: Target) -> Vec<String> {
    if target.action.eq_ignore_ascii_case(WRITE) {
        return vec!["assigning roles".into()];
    }
    if target.action.eq_ignore_ascii_case(DELETE) {
        return vec!["removing roles".into()];
    }
    if let Some(info) = known(target) {
        return vec![gerund(info.title)];
    }
    let exact = |info: &&ActionInfo| info.action.eq_ignore_ascii_case(target.action);
    let forms: Vec<_> = match target.suboperation {
        // A guard without a suboperation means every form of the action.
        None => actions::all().iter().filter(exact).filter(|i| i.offered).collect(),
        Some(_) => Vec::new(),
    };
    if !forms.is_empty() {
        return forms.into_iter().map(|info| gerund(info.title)).collect();
    }
    let all = target.suboperation.is_none() && target.action.contains('*');
    if all && action_matches(target.action, WRITE) && target.action.contains("roleAssignments") {
        return vec!["assigning roles".into(), "removing roles".into()];
    }
    let suboperation = match (target.suboperation, target.negated) {
        (None, _) => String::new(),
        (Some(name), false) => format!(" (`{name}`)"),
        (Some(name), true) => format!(" (other than `{name}`)"),
    };
    vec![format!("using `{}`{suboperation}", target.action)]
}

/// `a`, `a or b`, `a, b or c`, `a, b, c or 9 other actions`.
fn any_of(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first, last] => format!("{first} or {last}"),
        [first, second, third, rest @ ..] if parts.len() > LISTED => {
            format!("{first}, {second}, {third} or {} other actions", rest.len())
        }
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

/// `Read a blob` to `reading a blob`: the verbs of the catalogue's titles, in their places.
fn gerund(title: &str) -> String {
    const VERBS: &[(&str, &str)] = &[
        ("append", "appending"),
        ("back", "backing"),
        ("change", "changing"),
        ("clear", "clearing"),
        ("create", "creating"),
        ("delete", "deleting"),
        ("find", "finding"),
        ("get", "getting"),
        ("list", "listing"),
        ("modify", "modifying"),
        ("peek", "peeking at"),
        ("purge", "purging"),
        ("put", "putting"),
        ("read", "reading"),
        ("recover", "recovering"),
        ("rename", "renaming"),
        ("restore", "restoring"),
        ("set", "setting"),
        ("sets", "setting"),
        ("update", "updating"),
        ("write", "writing"),
    ];
    let mut verb_may_come = true;
    let mut found = false;
    let mut words = Vec::new();
    for (i, word) in title.split(' ').enumerate() {
        let lower = if i == 0 { word.to_lowercase() } else { word.to_owned() };
        let verb = VERBS.iter().find(|(verb, _)| verb_may_come && *verb == lower);
        found |= verb.is_some();
        words.push(verb.map_or_else(|| lower.clone(), |(_, doing)| (*doing).to_owned()));
        verb_may_come = matches!(word, "or" | "and") || lower.ends_with("ly");
    }
    if found { words.join(" ") } else { format!("using {}", words.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(action: &str) -> Target<'_> {
        Target { action, suboperation: None, negated: false }
    }

    #[test]
    fn clauses_are_headed_in_words() {
        const BLOBS: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
        let read = format!("{BLOBS}/read");
        let delete = format!("{BLOBS}/delete");
        let list = Target { action: &read, suboperation: Some("Blob.List"), negated: false };
        let not_list = Target { negated: true, ..list };
        for (targets, expected) in [
            (vec![plain(WRITE)], "When assigning roles (write)"),
            (vec![plain(DELETE)], "When removing roles (delete)"),
            (vec![plain(WRITE), plain(DELETE)], "When assigning or removing roles"),
            (vec![plain("Microsoft.Authorization/roleAssignments/*")], "When assigning or removing roles"),
            (vec![not_list], "When reading a blob"),
            (vec![list], "When listing blobs"),
            (vec![not_list, plain(&delete)], "When reading or deleting a blob"),
            (vec![plain(&read)], "When listing blobs or reading a blob"),
            (vec![plain("Contoso.App/x/read")], "When using `Contoso.App/x/read`"),
        ] {
            assert_eq!(title(&targets), expected);
        }
    }

    #[test]
    fn every_title_of_the_catalogue_becomes_a_phrase() {
        for info in actions::all() {
            let phrase = gerund(info.title);
            assert!(phrase.split(' ').any(|w| w.ends_with("ing")), "{phrase}");
        }
    }
}
