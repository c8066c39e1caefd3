//! The program as a user runs it.
//!
//! 1. The example customers who should alert do, in whatever spelling or script; those who should not do not.
//! 2. JSON lines keep their contract: one line a subject, in input order, matches by falling score.
//! 3. Exit status: 0 no alert, 1 alerts, 2 trouble, and trouble says what, where and what to do.
//! 4. Lists are imported, shown, refused when they shrink, and removed.
//! 5. The answers are the same on one thread and on two.
//! 6. Namesakes are told apart ([`namesakes`]).
//! 7. Names that are common among many customers say less ([`customers`]).
#![allow(clippy::disallowed_methods, reason = "tests write and read files")]

mod bad_input;
mod customers;
mod data_directory;
mod examples;
mod namesakes;
mod ownership;
mod ranking;
mod trade;

use std::path::Path;
use std::process::{Command, Output};

/// The program, away from any data directory of whoever runs the tests.
fn tamis(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tamis"));
    command.env("TAMIS_DATA", data).env_remove("RUST_LOG").current_dir(root());
    command
}

/// The workspace's folder.
fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What came out, as text: status, standard output, standard error.
fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}
