//! What the model says of itself, tested from outside.
#![allow(clippy::disallowed_methods, reason = "tests read files")]
#![allow(clippy::print_stdout, reason = "a test says that it was skipped")]

mod followthemoney;
