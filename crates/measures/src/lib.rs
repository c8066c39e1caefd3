//! Law as data and small engines over it: trade measures, ownership and control, red flags of evasion.

pub mod evasion;
pub mod ownership;
pub mod trade;
