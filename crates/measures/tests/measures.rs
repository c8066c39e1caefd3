//! Every integration test of the room, in one binary.

mod ownership;
mod trade;
