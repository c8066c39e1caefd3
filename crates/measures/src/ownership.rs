//! Who is restricted without being named: ownership and control under each regime.

pub mod fraction;
pub mod graph;
pub mod holdings;
mod ids;
mod join;
mod cascade;
mod person;
pub mod range;
pub mod regime;
pub mod standing;
