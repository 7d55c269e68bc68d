//! A changed condition in a sentence, with the requests that it newly allows.

use std::collections::HashMap;

use rolewright_condition::guid::Guid;

use super::describe::Said;
use super::newly_allowed::{Shift, shift};
use crate::names::Names;
use crate::request_words::words_with;

/// Answers by the two texts: the same condition stands at many assignments.
pub(super) type Conditions = HashMap<[Option<String>; 2], Shift>;

pub(super) fn condition_changed(
    known: &mut Conditions,
    names: &Names,
    texts: [Option<&str>; 2],
    who: &str,
    what: &str,
    at: &str,
) -> Said {
    let [before, after] = texts;
    let owned = texts.map(|text| text.map(str::to_owned));
    let shift = known.entry(owned.clone()).or_insert_with(|| shift(before, after)).clone();
    let which = format!("the condition on {who}'s {what} at {at}");
    let [before, after] = owned;
    let role = |id: &str| Guid::parse(id).and_then(|id| names.role(id).name);
    let said = match (&shift, before.is_some(), after.is_some()) {
        (Shift::Same, ..) => Said::new(format!("{which} is written otherwise and means the same"), false),
        (Shift::Less, false, _) => Said::new(format!("{who}'s {what} at {at} now has a condition"), false),
        (Shift::Less, ..) => Said::new(format!("{which} refuses more and allows nothing new"), false),
        (Shift::Unknown(why), ..) => {
            Said::new(format!("{which} changed; what it newly allows cannot be told: {why}"), true)
        }
        (Shift::More { requests, others, lost }, _, still) => {
            let mut lines: Vec<String> = requests.iter().map(|request| words_with(request, &role)).collect();
            let first = lines.first().cloned().unwrap_or_default();
            if *others > 0 {
                lines.push(format!("and {others} more"));
            }
            let words = match (still, lost) {
                (false, _) => format!("{which} was removed: it may now {first}"),
                (true, true) => format!("{who} may now {first} at {at}, and lost something else"),
                (true, false) => format!("{who} may now {first} at {at} too"),
            };
            Said { newly_allowed: lines, ..Said::new(words, true) }
        }
    };
    said.texts(before, after)
}
