//! The command line: arguments to calls, answers to text.

mod arguments;
mod check;
mod compare;
mod compile;
mod customers;
mod data;
mod files;
mod fit;
mod lists;
mod load;
mod ownership;
mod policy;
mod progress;
mod report;
mod screen;
mod screening;
mod settings;
mod trade;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use settings::Settings;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
        // Not all was written, so that nobody may take it for done; whoever closed the pipe needs no message.
        Err(error) if is_closed_pipe(&error) => ExitCode::from(2),
        Err(error) => {
            eprintln!("tamis: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let settings = Settings::resolve(arguments.common)?;
    match arguments.command {
        Command::Screen(screen) => screen::run(&settings, &screen),
        Command::Check(check) => check::run(&settings, &check),
        Command::Compare(compare) => compare::run(&settings, &compare),
        Command::Lists(lists) => lists::run(&settings, &lists),
        Command::Compile(compile) => compile::run(&settings, &compile),
        Command::Policy(policy) => policy::run(&settings, &policy),
        Command::Trade(trade) => trade::run(&settings, &trade),
        Command::Ownership(ownership) => ownership::run(&settings, &ownership),
    }
}

/// Whoever reads our output may stop reading (`| head`).
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
