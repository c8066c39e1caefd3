//! Trade measures.
#![allow(clippy::disallowed_methods, reason = "tests read files")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod boundaries;
mod dated;
mod facts;
mod properties;
mod words;
