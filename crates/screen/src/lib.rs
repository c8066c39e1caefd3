//! A subject and its candidates in, matches with score and evidence out, under a policy.
//!
//! A comparison of two facts comes to a [`Level`]; each level has a weight in log-odds ([`Weights`]); their sum, with
//! that of the names, is the score: the probability that subject and entity are the same.

mod birth;
mod facts;
mod identifiers;
mod level;
mod policy;
mod weights;

pub use facts::{Facts, compare as compare_facts};
pub use identifiers::IdentifierFact;
pub use level::Level;
pub use policy::{EvidenceRules, Matches, Policy, PolicyError, Thresholds};
pub use weights::{Curve, Weights, WeightsError, probability};
