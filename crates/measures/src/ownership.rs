//! Who is restricted without being named: ownership and control under each regime.
//!
//! The way of the data: readers fill a [`graph::GraphBuilder`]; the [`graph::Graph`] is what all sources say of all
//! days; [`holdings::Holdings`] is what held on one day; [`standing::Standing`] is what one regime says of every node that day;
//! [`explain`], [`settle`] and [`report`] put it into words. Shares are exact fractions from the first to the last step.
//!
//! The law is in `data/regimes.toml`. Three engines read it: what listed persons hold together (`cascade`), what each one
//! has under its power (`person`), and any tie at all, each with what is sure and what is possible.

mod cascade;
pub mod explain;
pub mod fraction;
pub mod graph;
pub mod holdings;
mod ids;
mod join;
pub mod listed;
mod person;
pub mod picture;
pub mod range;
pub mod read;
pub mod regime;
pub mod report;
pub mod settle;
pub mod standing;
pub mod what_if;

pub use person::Ground;
