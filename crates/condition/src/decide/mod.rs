//! What a condition allows, over all requests there could be: always true, always false, what one condition
//! allows and another does not; each answer with a request that shows it.
//!
//! A request is allowed when the condition evaluates to true; false and unknown both refuse. Requests have any
//! action, any suboperation, and each attribute or not. The literals that occur split the values of each
//! variable into finitely many classes, so the answers are exact. Attributes that are compared with each other
//! are split together. A part that cannot be split so (a placeholder, one attribute as the pattern of another) may
//! take any value: where no request can be found that shows the answer, one that would depend on such a part is
//! not given, and the part is named.
//!
//! What one given request gets is `eval`'s question.

mod diagram;
mod domain;
mod example;
mod formula;
mod joint;
mod pattern;
mod plausible;
mod probe;
mod search;
mod together;

#[cfg(test)]
mod decide_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod soundness;
#[cfg(test)]
mod together_tests;

use crate::decide::diagram::{Diagrams, Node, Outcome, TooLarge};
use crate::decide::domain::Domain;
use crate::decide::formula::{Formula, Reader, Side, Subject, Variable};
use crate::decide::search::{Found, Space};
use crate::eval::{Reading, Request, Truth, truth, truth_as};
use crate::span::Span;
use crate::syntax::ast::Condition;

/// How the sets of requests that two conditions allow relate. The first that fits is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same requests.
    Equivalent,
    /// Everything that A allows, B allows, and B allows more.
    AImpliesB,
    /// Everything that B allows, A allows, and A allows more.
    BImpliesA,
    /// Nothing in common.
    Disjoint,
    /// Some in common, and each allows something of its own.
    Overlapping,
    /// It depends on a part that is not decided.
    CannotDecide,
}

/// A part that stops an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// Its place.
    pub span: Span,
    /// Whether it stands in the first condition.
    pub in_a: bool,
    /// Why.
    pub why: String,
}

/// How two conditions relate.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The relation of the requests allowed.
    pub relation: Relation,
    /// A request that only A allows.
    pub only_a: Option<Request>,
    /// A request that only B allows: what is newly allowed where B replaces A.
    pub only_b: Option<Request>,
    /// A request that both allow.
    pub both: Option<Request>,
    /// Whether A allows every request or none.
    pub a_constant: Option<bool>,
    /// Whether B allows every request or none.
    pub b_constant: Option<bool>,
    /// What stops an exact answer; empty where there is one.
    pub undecided: Vec<Undecided>,
}

/// What a condition allows at all.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Whether it allows every request (`true`) or none (`false`).
    pub always: Option<bool>,
    /// A request that it allows.
    pub allowed: Option<Request>,
    /// A request that it refuses.
    pub refused: Option<Request>,
    /// What stops an exact answer; empty where there is one.
    pub undecided: Vec<Undecided>,
}

/// The answer to "is there such a request".
#[derive(Clone, Debug)]
pub enum Answer {
    /// Yes, this one.
    Request(Box<Request>),
    /// No request is like that.
    None,
    /// It depends on these parts.
    CannotDecide(Vec<Undecided>),
}

/// Compares what two conditions allow.
#[must_use]
pub fn compare(a: &Condition, b: &Condition) -> Comparison {
    let mut reader = Reader::new(&[a, b]);
    let formulas = (reader.condition(a, Side::A), reader.condition(b, Side::B));
    let question = match Question::new(reader.variables, formulas.0, formulas.1) {
        Ok(question) => question,
        Err(mut undecided) => {
            if undecided.is_empty() {
                undecided = vec![too_large(a, true), too_large(b, false)];
            }
            return Comparison {
                relation: Relation::CannotDecide,
                only_a: None,
                only_b: None,
                both: None,
                a_constant: None,
                b_constant: None,
                undecided,
            };
        }
    };
    let allows = |condition, request: &Request| truth(condition, request) == Truth::True;
    let ask = |outcome: Outcome, in_a: bool, in_b: bool| {
        question.ask(&[outcome], |request| allows(a, request) == in_a && allows(b, request) == in_b)
    };
    let only_a = ask(Outcome::OnlyA, true, false);
    let only_b = ask(Outcome::OnlyB, false, true);
    let both = ask(Outcome::Both, true, true);
    let neither = ask(Outcome::Neither, false, false);
    let relation = match (&only_a, &only_b, &both) {
        (Reply::No, Reply::No, _) => Relation::Equivalent,
        (Reply::No, Reply::Yes(_), _) => Relation::AImpliesB,
        (Reply::Yes(_), Reply::No, _) => Relation::BImpliesA,
        (Reply::Yes(_), Reply::Yes(_), Reply::No) => Relation::Disjoint,
        (Reply::Yes(_), Reply::Yes(_), Reply::Yes(_)) => Relation::Overlapping,
        _ => Relation::CannotDecide,
    };
    let constant = |allowed: [&Reply; 2], refused: [&Reply; 2]| {
        if refused.iter().all(|reply| **reply == Reply::No) {
            Some(true)
        } else if allowed.iter().all(|reply| **reply == Reply::No) {
            Some(false)
        } else {
            None
        }
    };
    let a_constant = constant([&only_a, &both], [&only_b, &neither]);
    let b_constant = constant([&only_b, &both], [&only_a, &neither]);
    let undecided = if relation == Relation::CannotDecide { question.undecided(a, b) } else { Vec::new() };
    Comparison {
        relation,
        only_a: only_a.request(),
        only_b: only_b.request(),
        both: both.request(),
        a_constant,
        b_constant,
        undecided,
    }
}

/// Whether a condition allows every request or none, with a request that it allows and one that it refuses.
#[must_use]
pub fn constant(condition: &Condition) -> Constant {
    let question = match Question::of_one(condition) {
        Ok(question) => question,
        Err(undecided) => return Constant { always: None, allowed: None, refused: None, undecided },
    };
    let allows = |request: &Request| truth(condition, request) == Truth::True;
    let allowed = question.ask(&[Outcome::OnlyA], allows);
    let refused = question.ask(&[Outcome::OnlyB, Outcome::Neither], |request| !allows(request));
    let always = match (&allowed, &refused) {
        (_, Reply::No) => Some(true),
        (Reply::No, _) => Some(false),
        _ => None,
    };
    let open = allowed == Reply::Maybe || refused == Reply::Maybe;
    let undecided =
        if always.is_none() && open { question.undecided(condition, condition) } else { Vec::new() };
    Constant { always, allowed: allowed.request(), refused: refused.request(), undecided }
}

/// Finds a request for which a condition evaluates to the value wanted.
#[must_use]
pub fn find_request(condition: &Condition, wanted: Truth) -> Answer {
    let question = match Question::of_one(condition) {
        Ok(question) => question,
        Err(undecided) => return Answer::CannotDecide(undecided),
    };
    let outcome = match wanted {
        Truth::True => Outcome::OnlyA,
        Truth::False => Outcome::OnlyB,
        Truth::Unknown => Outcome::Neither,
    };
    question
        .ask(&[outcome], |request| truth(condition, request) == wanted)
        .answer(|| question.undecided(condition, condition))
}

/// Finds a request that mixed AND and OR allow in one reading and refuse in the other.
#[must_use]
pub fn readings_differ(condition: &Condition) -> Answer {
    let mut reader = Reader::new(&[condition]);
    let formulas = (reader.condition(condition, Side::A), reader.left_to_right(condition, Side::A));
    let question = match Question::new(reader.variables, formulas.0, formulas.1) {
        Ok(question) => question,
        Err(undecided) if undecided.is_empty() => {
            return Answer::CannotDecide(vec![too_large(condition, true)]);
        }
        Err(undecided) => return Answer::CannotDecide(undecided),
    };
    let allows = |request: &Request, reading| truth_as(condition, request, reading) == Truth::True;
    question
        .ask(&[Outcome::OnlyA, Outcome::OnlyB], |request| {
            allows(request, Reading::AndFirst) != allows(request, Reading::LeftToRight)
        })
        .answer(|| question.undecided(condition, condition))
}

/// Two formulas over the same variables, ready to be asked.
struct Question {
    variables: Vec<Variable>,
    domains: Vec<Domain>,
    diagrams: Diagrams,
    root: Node,
}

#[derive(PartialEq, Debug)]
enum Reply {
    Yes(Box<Request>),
    Maybe,
    No,
}

impl Reply {
    fn request(self) -> Option<Request> {
        match self {
            Self::Yes(request) => Some(*request),
            Self::Maybe | Self::No => None,
        }
    }

    fn answer(self, undecided: impl FnOnce() -> Vec<Undecided>) -> Answer {
        match self {
            Self::Yes(request) => Answer::Request(request),
            Self::No => Answer::None,
            Self::Maybe => Answer::CannotDecide(undecided()),
        }
    }
}

/// More variables than this are not looked at.
const MOST_VARIABLES: usize = 1_000;

impl Question {
    /// Which of two formulas is true. The error names the variable that has too many classes, and nothing
    /// where the whole is too large.
    fn new(mut variables: Vec<Variable>, mut a: Formula, mut b: Formula) -> Result<Self, Vec<Undecided>> {
        if variables.len() > MOST_VARIABLES {
            return Err(Vec::new());
        }
        let mut joined = joint::join(&mut variables);
        joined.renumber(&mut a);
        joined.renumber(&mut b);
        let mut domains = Vec::with_capacity(variables.len());
        for (number, variable) in variables.iter().enumerate() {
            let known = joined.domains.remove(&number).map_or_else(|| domain::classes(variable), Ok);
            domains.push(match known {
                Ok(domain) => domain,
                Err(domain::TooMany) => {
                    return Err(places(variable, "these tests can be combined in too many ways"));
                }
            });
        }
        let mut diagrams = Diagrams::default();
        let root = (|| {
            let a = diagram(&mut diagrams, &domains, &a)?;
            let b = diagram(&mut diagrams, &domains, &b)?;
            diagrams.outcome(a, b)
        })()
        .map_err(|TooLarge| Vec::new())?;
        Ok(Self { variables, domains, diagrams, root })
    }

    /// Whether one condition is true (`OnlyA`), false (`OnlyB`) or unknown (`Neither`).
    fn of_one(condition: &Condition) -> Result<Self, Vec<Undecided>> {
        let mut reader = Reader::new(&[condition]);
        let formula = reader.condition(condition, Side::A);
        let not = Formula::Not(Box::new(formula.clone()));
        Self::new(reader.variables, formula, not).map_err(|undecided| {
            if undecided.is_empty() { vec![too_large(condition, true)] } else { undecided }
        })
    }

    /// A request with one of the outcomes; it is given only where the evaluator confirms it.
    fn ask(&self, wanted: &[Outcome], confirm: impl Fn(&Request) -> bool) -> Reply {
        let space = Space { diagrams: &self.diagrams, variables: &self.variables, domains: &self.domains };
        match space.find(self.root, wanted) {
            Found::No => Reply::No,
            Found::Maybe(_) if self.rests_on_unread() => Reply::Maybe,
            Found::Maybe(chosen) => {
                let request = example::request(&self.variables, &self.domains, &chosen);
                let tried = example::with_pairs(request, &self.variables);
                // Every part has a value, so what the evaluator confirms is so.
                tried
                    .into_iter()
                    .find(|request| confirm(request))
                    .map_or(Reply::Maybe, |request| Reply::Yes(Box::new(request)))
            }
            Found::Yes(chosen) => {
                let request = example::request(&self.variables, &self.domains, &chosen);
                if confirm(&request) { Reply::Yes(Box::new(request)) } else { Reply::Maybe }
            }
        }
    }

    /// Whether an answer may depend on a part that has no value, such as a placeholder.
    fn rests_on_unread(&self) -> bool {
        let asked = self.diagrams.asked(self.root);
        self.variables.iter().enumerate().any(|(number, variable)| {
            asked.contains(&number) && matches!(variable.subject, Subject::Free) && !variable.evaluated
        })
    }

    /// The parts that answers depend on and that are not decided; the whole where there is no such part.
    fn undecided(&self, a: &Condition, b: &Condition) -> Vec<Undecided> {
        let asked = self.diagrams.asked(self.root);
        let found: Vec<Undecided> = self
            .variables
            .iter()
            .zip(&self.domains)
            .enumerate()
            .filter(|(number, _)| asked.contains(number))
            .filter_map(|(_, (variable, domain))| Some(places(variable, domain.incomplete?)))
            .flatten()
            .collect();
        if !found.is_empty() {
            return found;
        }
        let whole = |condition: &Condition, in_a| Undecided {
            span: Span::new(0, condition.text.len()),
            in_a,
            why: "the request found could not be confirmed".to_owned(),
        };
        vec![whole(a, true), whole(b, false)]
    }
}

/// The diagram of a formula.
fn diagram(diagrams: &mut Diagrams, domains: &[Domain], formula: &Formula) -> Result<Node, TooLarge> {
    match formula {
        Formula::Always(truth) => Ok(Node::of(*truth)),
        Formula::Test { variable, test } => {
            let classes = domains.get(*variable).map_or(&[][..], |domain| &domain.classes);
            let value =
                |class: &domain::Class| Node::of(class.truths.get(*test).copied().unwrap_or(Truth::Unknown));
            diagrams.ask(*variable, classes.iter().map(value).collect())
        }
        Formula::Not(inner) => {
            let inner = diagram(diagrams, domains, inner)?;
            diagrams.not(inner)
        }
        Formula::And(operands) => operands.iter().try_fold(Node::TRUE, |all, operand| {
            let operand = diagram(diagrams, domains, operand)?;
            diagrams.and(all, operand)
        }),
        Formula::Or(operands) => operands.iter().try_fold(Node::FALSE, |any, operand| {
            let operand = diagram(diagrams, domains, operand)?;
            diagrams.or(any, operand)
        }),
    }
}

fn places(variable: &Variable, why: &str) -> Vec<Undecided> {
    let mut places: Vec<Undecided> = Vec::new();
    for (span, side) in &variable.places {
        let undecided = Undecided { span: *span, in_a: *side == Side::A, why: why.to_owned() };
        if !places.contains(&undecided) {
            places.push(undecided);
        }
    }
    places
}

fn too_large(condition: &Condition, in_a: bool) -> Undecided {
    Undecided {
        span: Span::new(0, condition.text.len()),
        in_a,
        why: "the parts can be combined in more ways than are looked at".to_owned(),
    }
}
