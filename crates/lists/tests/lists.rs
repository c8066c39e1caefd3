//! Every list reader, a module a format.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod ofac_files;
mod refused;
mod traced;
