//! A subject and its candidates in, matches with score and evidence out, under a policy.
//!
//! A comparison of two facts comes to a [`Level`]; each level has a weight in log-odds ([`Weights`]); their sum, with
//! that of the names, is the score: the probability that subject and entity are the same.

mod answer;
mod birth;
mod explain;
mod facts;
pub mod fit;
mod found;
mod group;
mod house;
mod identifiers;
mod level;
mod namesake;
mod pair;
mod policy;
mod recall;
mod screener;
mod weights;

pub use answer::{Answer, Evidence, ListingFacts, Match, Matched, Place};
pub use level::Level;
pub use pair::{Comparison, Measured, PairScreener, TokenPair, Understood, common_kind, measure};
pub use policy::{EvidenceRules, Matches, Policy, PolicyError, Thresholds};
pub use recall::{LostAlert, Recall};
pub use screener::Screener;
pub use weights::{Curve, NameCurves, NameMeasure, Weights, WeightsError, probability};
