//! The command line: arguments to calls, answers to text.
#![allow(dead_code, reason = "the commands that use it follow")]

mod arguments;
mod data;
mod files;
mod ownership;
mod progress;
mod settings;
mod trade;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use settings::Settings;

/// How a run ended, as its exit status says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done, and nothing for a person to look at: 0.
    Clear,
    /// Done, and somebody has to look: 1.
    Alerts,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(Outcome::Clear) => ExitCode::SUCCESS,
        Ok(Outcome::Alerts) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tamis: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let settings = Settings::resolve(arguments.common)?;
    match arguments.command {
        Command::Screen(_)
        | Command::Check(_)
        | Command::Compare(_)
        | Command::Lists(_)
        | Command::Compile(_)
        | Command::Policy(_) => {
            anyhow::bail!("not part of this build yet")
        }
        Command::Trade(trade) => trade::run(&settings, &trade),
        Command::Ownership(ownership) => ownership::run(&settings, &ownership),
    }
}

/// Whoever reads our output may stop reading (`| head`); that is no trouble.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
