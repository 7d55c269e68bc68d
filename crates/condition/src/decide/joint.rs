//! Attributes that are compared with each other become one variable together.
//!
//! Whether two attributes are the same cannot be read off classes of each alone. So attributes that comparisons
//! link are taken as one variable, whose classes are tried with values of all of them (`together`). Where that
//! is not exact, they stay as they are, and the comparison stays a part that is not decided.

use std::collections::HashMap;

use crate::decide::domain::Domain;
use crate::decide::formula::{Formula, Pair, Read, Subject, Variable};
use crate::decide::together::{self, Group, Link};

/// Joins linked attributes. The domains of the variables that were made so are given by their number; formulas
/// over the variables as they were must be [`renumbered`](Joined::renumber).
pub(super) fn join(variables: &mut [Variable]) -> Joined {
    let mut joined = Joined::default();
    for members in linked(variables) {
        let pairs: Vec<(usize, Pair)> = variables
            .iter()
            .enumerate()
            .filter_map(|(number, variable)| Some((number, variable.pair?)))
            .filter(|(_, pair)| members.contains(&pair.left))
            .collect();
        joined.take(variables, &members, &pairs);
    }
    joined
}

/// Groups of variables that comparisons link, each in order.
fn linked(variables: &[Variable]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for pair in variables.iter().filter_map(|variable| variable.pair) {
        let mut group = vec![pair.left, pair.right];
        groups.retain(|known| {
            let shared = known.iter().any(|member| group.contains(member));
            if shared {
                group.extend(known);
            }
            !shared
        });
        group.sort_unstable();
        group.dedup();
        groups.push(group);
    }
    groups
}

/// What was joined.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// The domains of joint variables.
    pub(super) domains: HashMap<usize, Domain>,
    /// For a variable that was taken over: by which, and the number that its first test has there.
    moved: HashMap<usize, (usize, usize)>,
}

impl Joined {
    fn take(&mut self, variables: &mut [Variable], members: &[usize], pairs: &[(usize, Pair)]) -> Option<()> {
        let at = *members.first()?;
        let place = |variable: usize| members.iter().position(|member| *member == variable);
        let links = pairs
            .iter()
            .map(|(_, pair)| {
                let (left, right) = (place(pair.left)?, place(pair.right)?);
                Some(Link { left, right, base: pair.base, quantifier: pair.quantifier })
            })
            .collect::<Option<Vec<_>>>()?;
        let own = |member: &usize| {
            let variable = variables.get(*member)?;
            Some((variable.subject.reads().first()?, &*variable.tests))
        };
        let group = Group { attributes: members.iter().map(own).collect::<Option<_>>()?, links };
        let classes = together::classes(&group)?;
        let reads: Vec<Read> = group.attributes.iter().map(|(read, _)| (*read).clone()).collect();
        let mut first = 0;
        let mut places = Vec::new();
        for taken in members.iter().chain(pairs.iter().map(|(number, _)| number)) {
            let variable = variables.get_mut(*taken)?;
            self.moved.insert(*taken, (at, first));
            first += variable.tests.len();
            places.append(&mut variable.places);
            variable.subject = Subject::Taken;
            variable.pair = None;
        }
        let variable = variables.get_mut(at)?;
        variable.subject = Subject::Joint(reads);
        variable.places = places;
        self.domains.insert(at, Domain { classes, incomplete: None });
        Some(())
    }

    /// The formula over the variables as they are now.
    pub(super) fn renumber(&self, formula: &mut Formula) {
        match formula {
            Formula::Always(_) => {}
            Formula::Test { variable, test } => {
                if let Some((at, first)) = self.moved.get(variable) {
                    (*variable, *test) = (*at, first + *test);
                }
            }
            Formula::Not(inner) => self.renumber(inner),
            Formula::And(operands) | Formula::Or(operands) => {
                operands.iter_mut().for_each(|operand| self.renumber(operand));
            }
        }
    }
}
