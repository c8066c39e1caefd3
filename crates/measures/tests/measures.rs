//! Every integration test of the room, in one binary.

mod trade;
mod ownership;
