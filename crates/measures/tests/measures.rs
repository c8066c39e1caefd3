//! Every integration test of the room, in one binary.

mod evasion;
mod ownership;
mod trade;
