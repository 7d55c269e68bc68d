//! The most natural combination of classes with a given outcome.

use std::collections::HashMap;

use crate::decide::diagram::{Diagrams, Node, Outcome};
use crate::decide::domain::Domain;
use crate::decide::formula::Variable;
use crate::decide::plausible::Carried;
use crate::eval::{Scalar, Truth, Value};

/// An answer to "is there a request with this outcome".
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// Yes: the class of every variable.
    Yes(Vec<usize>),
    /// Only where a part that is not decided, or a combination that may not exist, goes the way chosen.
    Maybe(Vec<usize>),
    No,
}

/// Cost of a class without an example. A sum of ordinary costs never reaches it.
const GUESSED: u64 = 1 << 40;
/// Cost of an attribute that the action does not carry, or the lack of one that it does.
const UNREAL: u64 = 20;
/// Cost of an action that no clause targets.
const UNTARGETED: u64 = 200;

/// Everything that a search looks at.
#[derive(Debug)]
pub(super) struct Space<'a> {
    pub(super) diagrams: &'a Diagrams,
    pub(super) variables: &'a [Variable],
    pub(super) domains: &'a [Domain],
}

impl Space<'_> {
    /// Finds a request whose outcome is one of `wanted`.
    pub(super) fn find(&self, root: Node, wanted: &[Outcome]) -> Found {
        // Action and suboperation are variables 0 and 1; what a request carries depends on them.
        let mut best: Option<(u64, Vec<usize>)> = None;
        for (action, (cost_action, after_action)) in self.branches(root, 0).into_iter().enumerate() {
            for (suboperation, (cost_suboperation, node)) in
                self.branches(after_action, 1).into_iter().enumerate()
            {
                let carried =
                    Carried::by(self.text(0, action).unwrap_or_default(), self.text(1, suboperation));
                let head = cost_action + cost_suboperation;
                if best.as_ref().is_some_and(|(cost, _)| *cost <= head) {
                    continue;
                }
                let mut walk =
                    Walk { space: self, carried, wanted, known: HashMap::new(), costs: HashMap::new() };
                let Some(cost) = walk.cost(node) else { continue };
                let cost = cost + head;
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    let mut chosen = vec![action, suboperation];
                    walk.choose(node, &mut chosen);
                    best = Some((cost, chosen));
                }
            }
        }
        match best {
            None => Found::No,
            Some((cost, chosen)) if cost >= GUESSED => Found::Maybe(chosen),
            Some((_, chosen)) => Found::Yes(chosen),
        }
    }

    /// For each class of the action or suboperation: its cost, and the diagram that remains.
    fn branches(&self, node: Node, variable: usize) -> Vec<(u64, Node)> {
        let Some(domain) = self.domains.get(variable) else { return Vec::new() };
        domain
            .classes
            .iter()
            .enumerate()
            .map(|(number, class)| {
                let next = match self.diagrams.open(node) {
                    Some((asked, children)) if asked == variable => {
                        children.get(number).copied().unwrap_or(node)
                    }
                    _ => node,
                };
                let targeted = class.truths.contains(&Truth::True);
                let untargeted = variable == 0 && !class.truths.is_empty() && !targeted;
                let cost = class.value.as_ref().map_or(GUESSED, |example| {
                    u64::from(example.oddness) + if untargeted { UNTARGETED } else { 0 }
                });
                (cost, next)
            })
            .collect()
    }

    fn text(&self, variable: usize, class: usize) -> Option<&str> {
        match self.domains.get(variable)?.classes.get(class)?.value.as_ref()?.values.first()?.as_ref()? {
            Value::One(Scalar::String(text)) => Some(text),
            _ => None,
        }
    }
}

/// A search below one action and suboperation.
struct Walk<'a> {
    space: &'a Space<'a>,
    carried: Carried,
    wanted: &'a [Outcome],
    known: HashMap<Node, Option<(u64, usize)>>,
    costs: HashMap<usize, Vec<u64>>,
}

impl Walk<'_> {
    /// The least cost of a way to a wanted outcome, above the cost of what need not be asked.
    fn cost(&mut self, node: Node) -> Option<u64> {
        let Some((variable, children)) = self.space.diagrams.open(node) else {
            return node.outcome().filter(|outcome| self.wanted.contains(outcome)).map(|_| 0);
        };
        if let Some(known) = self.known.get(&node) {
            return known.map(|(cost, _)| cost);
        }
        let costs = self.class_costs(variable);
        let mut best: Option<(u64, usize)> = None;
        for (class, (child, own)) in children.iter().zip(costs).enumerate() {
            if best.is_some_and(|(cost, _)| cost <= own) {
                continue;
            }
            if let Some(cost) = self.cost(*child)
                && best.is_none_or(|(known, _)| cost + own < known)
            {
                best = Some((cost + own, class));
            }
        }
        self.known.insert(node, best);
        best.map(|(cost, _)| cost)
    }

    /// What each class of a variable costs above the cheapest.
    fn class_costs(&mut self, variable: usize) -> Vec<u64> {
        if let Some(known) = self.costs.get(&variable) {
            return known.clone();
        }
        let real: Vec<bool> = self.space.variables.get(variable).map_or_else(Vec::new, |variable| {
            variable.subject.reads().iter().map(|read| self.carried.carries(read)).collect()
        });
        let classes = self.space.domains.get(variable).map_or(&[][..], |domain| &domain.classes);
        let mut costs: Vec<u64> = classes
            .iter()
            .map(|class| match &class.value {
                None => GUESSED,
                Some(example) => {
                    let unreal =
                        real.iter().zip(&example.values).filter(|(real, value)| **real != value.is_some());
                    unreal.fold(u64::from(example.oddness), |cost, _| cost + UNREAL)
                }
            })
            .collect();
        let least = costs.iter().copied().min().unwrap_or(0);
        costs.iter_mut().for_each(|cost| *cost -= least);
        // A variable that has no class with an example at all: every class is a guess.
        if least >= GUESSED {
            costs.iter_mut().for_each(|cost| *cost = GUESSED);
        }
        self.costs.insert(variable, costs.clone());
        costs
    }

    /// Follows the cheapest way and fills in what need not be asked.
    fn choose(&mut self, mut node: Node, chosen: &mut Vec<usize>) {
        for variable in chosen.len()..self.space.variables.len() {
            let class = match self.space.diagrams.open(node) {
                Some((asked, children)) if asked == variable => {
                    let class = self.known.get(&node).copied().flatten().map_or(0, |(_, class)| class);
                    if let Some(child) = children.get(class) {
                        node = *child;
                    }
                    class
                }
                _ => {
                    let costs = self.class_costs(variable);
                    costs.iter().enumerate().min_by_key(|(_, cost)| **cost).map_or(0, |(class, _)| class)
                }
            };
            chosen.push(class);
        }
    }
}
