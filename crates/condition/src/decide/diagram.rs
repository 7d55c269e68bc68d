//! Decision diagrams: which value does a formula take for each combination of classes?
//!
//! A diagram asks one variable per node, always in the same order, and shares equal parts, so that a condition
//! with hundreds of roles stays as small as its text. Values are the three truths, or, after
//! [`Diagrams::outcome`], which of two conditions allow. What the variables mean is not known here.

use std::collections::{HashMap, HashSet};

use crate::eval::Truth;

/// A diagram, by number. Numbers below [`ENDS`] are values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Node(u32);

/// How many numbers are values.
const ENDS: u32 = 4;

/// More edges than this are not followed: the question is then answered "cannot decide".
const MOST_EDGES: usize = 1_000_000;

impl Node {
    /// The value false. The order of the three truths makes AND the minimum and OR the maximum.
    pub(super) const FALSE: Node = Node(0);
    /// The value unknown.
    pub(super) const UNKNOWN: Node = Node(1);
    /// The value true.
    pub(super) const TRUE: Node = Node(2);

    /// The diagram of one truth.
    pub(super) fn of(truth: Truth) -> Self {
        match truth {
            Truth::False => Self::FALSE,
            Truth::Unknown => Self::UNKNOWN,
            Truth::True => Self::TRUE,
        }
    }

    fn is_end(self) -> bool {
        self.0 < ENDS
    }

    fn not(self) -> Self {
        match self {
            Self::FALSE => Self::TRUE,
            Self::TRUE => Self::FALSE,
            other => other,
        }
    }

    /// The value, where this is the outcome of two conditions.
    pub(super) fn outcome(self) -> Option<Outcome> {
        match self.0 {
            0 => Some(Outcome::Neither),
            1 => Some(Outcome::OnlyA),
            2 => Some(Outcome::OnlyB),
            3 => Some(Outcome::Both),
            _ => None,
        }
    }
}

/// Which of two conditions allow a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    Neither,
    OnlyA,
    OnlyB,
    Both,
}

/// The diagrams have more edges than are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Inner {
    variable: usize,
    children: Box<[Node]>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Operation {
    And,
    Or,
    Outcome,
}

/// All diagrams of one question, shared.
#[derive(Debug, Default)]
pub(super) struct Diagrams {
    nodes: Vec<Inner>,
    known: HashMap<Inner, Node>,
    combined: HashMap<(Operation, Node, Node), Node>,
    negated: HashMap<Node, Node>,
    edges: usize,
}

impl Diagrams {
    /// The variable that a diagram asks first, and the diagram for each of its classes.
    pub(super) fn open(&self, node: Node) -> Option<(usize, &[Node])> {
        let at = usize::try_from(node.0.checked_sub(ENDS)?).ok()?;
        self.nodes.get(at).map(|inner| (inner.variable, &*inner.children))
    }

    /// The variables that a diagram asks.
    pub(super) fn asked(&self, node: Node) -> HashSet<usize> {
        let (mut variables, mut seen, mut open) = (HashSet::new(), HashSet::new(), vec![node]);
        while let Some(node) = open.pop() {
            if let Some((variable, children)) = self.open(node)
                && seen.insert(node)
            {
                variables.insert(variable);
                open.extend(children);
            }
        }
        variables
    }

    /// The diagram that asks `variable` and goes on with one of `children`, one per class.
    pub(super) fn ask(&mut self, variable: usize, children: Vec<Node>) -> Result<Node, TooLarge> {
        if let Some(first) = children.first().copied()
            && children.iter().all(|child| *child == first)
        {
            return Ok(first);
        }
        let inner = Inner { variable, children: children.into() };
        if let Some(known) = self.known.get(&inner) {
            return Ok(*known);
        }
        self.follow(inner.children.len())?;
        let number =
            u32::try_from(self.nodes.len()).ok().and_then(|n| n.checked_add(ENDS)).ok_or(TooLarge)?;
        self.nodes.push(inner.clone());
        self.known.insert(inner, Node(number));
        Ok(Node(number))
    }

    /// Kleene NOT: unknown stays unknown.
    pub(super) fn not(&mut self, node: Node) -> Result<Node, TooLarge> {
        if node.is_end() {
            return Ok(node.not());
        }
        if let Some(known) = self.negated.get(&node) {
            return Ok(*known);
        }
        let Some((variable, children)) = self.open(node) else { return Ok(node) };
        let children = children.to_vec();
        let children = children.into_iter().map(|child| self.not(child)).collect::<Result<_, _>>()?;
        let result = self.ask(variable, children)?;
        self.negated.insert(node, result);
        Ok(result)
    }

    /// Kleene AND.
    pub(super) fn and(&mut self, a: Node, b: Node) -> Result<Node, TooLarge> {
        self.combine(Operation::And, a, b)
    }

    /// Kleene OR.
    pub(super) fn or(&mut self, a: Node, b: Node) -> Result<Node, TooLarge> {
        self.combine(Operation::Or, a, b)
    }

    /// Which of the two conditions allow: only true allows.
    pub(super) fn outcome(&mut self, a: Node, b: Node) -> Result<Node, TooLarge> {
        self.combine(Operation::Outcome, a, b)
    }

    fn follow(&mut self, edges: usize) -> Result<(), TooLarge> {
        self.edges += edges;
        if self.edges > MOST_EDGES { Err(TooLarge) } else { Ok(()) }
    }

    fn combine(&mut self, operation: Operation, a: Node, b: Node) -> Result<Node, TooLarge> {
        let (a, b) = if operation != Operation::Outcome && b < a { (b, a) } else { (a, b) };
        if let Some(node) = settled(operation, a, b) {
            return Ok(node);
        }
        if let Some(known) = self.combined.get(&(operation, a, b)) {
            return Ok(*known);
        }
        let (left, right) = (self.open(a), self.open(b));
        let first = match (left, right) {
            (Some((l, _)), Some((r, _))) => l.min(r),
            (Some((only, _)), None) | (None, Some((only, _))) => only,
            (None, None) => return Ok(a),
        };
        let branches = |side: Option<(usize, &[Node])>| {
            side.filter(|(variable, _)| *variable == first).map(|(_, children)| children.to_vec())
        };
        let pairs: Vec<(Node, Node)> = match (branches(left), branches(right)) {
            (Some(l), Some(r)) => l.into_iter().zip(r).collect(),
            (Some(l), None) => l.into_iter().map(|l| (l, b)).collect(),
            (None, Some(r)) => r.into_iter().map(|r| (a, r)).collect(),
            (None, None) => Vec::new(),
        };
        self.follow(pairs.len())?;
        let children =
            pairs.into_iter().map(|(l, r)| self.combine(operation, l, r)).collect::<Result<_, _>>()?;
        let result = self.ask(first, children)?;
        self.combined.insert((operation, a, b), result);
        Ok(result)
    }
}

/// The result where it needs no look inside. For AND and OR, `a` is the smaller number.
fn settled(operation: Operation, a: Node, b: Node) -> Option<Node> {
    match operation {
        Operation::And | Operation::Or if a == b => Some(a),
        Operation::And if a == Node::FALSE => Some(a),
        Operation::And if a == Node::TRUE && !b.is_end() => Some(b),
        Operation::Or if a == Node::FALSE => Some(b),
        Operation::Or if a == Node::TRUE => Some(a),
        Operation::And if b.is_end() => Some(a.min(b)),
        Operation::Or if b.is_end() => Some(a.max(b)),
        Operation::Outcome if a.is_end() && b.is_end() => {
            Some(Node(u32::from(a == Node::TRUE) + 2 * u32::from(b == Node::TRUE)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUTHS: [Node; 3] = [Node::FALSE, Node::UNKNOWN, Node::TRUE];

    #[test]
    fn ends_follow_kleene() {
        let mut diagrams = Diagrams::default();
        for (i, a) in TRUTHS.into_iter().enumerate() {
            assert_eq!(diagrams.not(a), Ok(TRUTHS[2 - i]));
            for (j, b) in TRUTHS.into_iter().enumerate() {
                assert_eq!(diagrams.and(a, b), Ok(TRUTHS[i.min(j)]));
                assert_eq!(diagrams.or(a, b), Ok(TRUTHS[i.max(j)]));
            }
        }
    }

    #[test]
    fn equal_branches_are_not_asked() {
        let mut diagrams = Diagrams::default();
        let x = diagrams.ask(0, vec![Node::TRUE, Node::FALSE, Node::UNKNOWN]).unwrap();
        let not_x = diagrams.not(x).unwrap();
        let either = diagrams.or(x, not_x).unwrap();
        assert_eq!(diagrams.open(either), Some((0, &[Node::TRUE, Node::TRUE, Node::UNKNOWN][..])));
        assert_eq!(
            diagrams.outcome(either, either).unwrap(),
            diagrams.ask(0, vec![Node(3), Node(3), Node(0)]).unwrap()
        );
        assert_eq!(diagrams.and(x, Node::TRUE), Ok(x));
        assert_eq!(diagrams.or(x, Node::TRUE), Ok(Node::TRUE));
    }

    #[test]
    fn too_large_is_said() {
        let mut diagrams = Diagrams::default();
        let mut sum = Node::FALSE;
        // Pairs asked in the worst order: all left sides before all right sides.
        let result = (0..40).try_for_each(|i| {
            let l = diagrams.ask(i, vec![Node::FALSE, Node::TRUE])?;
            let r = diagrams.ask(i + 40, vec![Node::FALSE, Node::TRUE])?;
            let both = diagrams.and(l, r)?;
            sum = diagrams.or(sum, both)?;
            Ok(())
        });
        assert_eq!(result, Err(TooLarge));
    }
}
