//! What a condition gives for one request: true, false, or unknown with the reason.
//!
//! Nothing here asks what requests there could be (that is `decide`) or whether the text is wise (`lint`).
//! Access is granted on true only; unknown is what is left where Azure's pages do not say what happens, above
//! all where the request lacks an attribute that the condition reads.

mod compare;
pub(crate) mod date_time;
mod evaluate;
mod reasons;
mod request;
pub(crate) mod text;
mod truth;

pub use evaluate::truth;
pub(crate) use evaluate::{Reading, is_mixed, truth_as, truth_for_unknown_caller};
pub use reasons::{Evaluation, EvaluationNode, evaluate};
pub use request::{Attributes, Request, Scalar, Value};
pub use truth::Truth;

#[cfg(test)]
#[path = "laws_tests.rs"]
mod laws;
