//! `tamis compile`: the catalogue, and the proof that its search misses nothing.

use std::io::Write;

use tamis_catalogue::{Catalogue, Recall};

use crate::Outcome;
use crate::arguments::Compile;
use crate::settings::{Lists, Settings};
use crate::{load, progress, screening::Screening};

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
    if let Some(count) = arguments.verify {
        verify(settings, screening.catalogue(), count)?;
    }
    Ok(Outcome::Clear)
}

/// Prints what the search loses against a full scan, by kind of alteration.
fn verify(settings: &Settings, catalogue: &Catalogue, count: usize) -> anyhow::Result<()> {
    let bar = progress::counter(settings, "subjects compared");
    let report = catalogue.verify(count, &|done, _| bar.set_position(done as u64))?;
    bar.finish_and_clear();
    let mut out = settings.writer()?;
    writeln!(
        out,
        "{:<28} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "alteration", "subjects", "own", "lost", "alike", "lost"
    )?;
    for recall in &report {
        let Recall { alteration, subjects, own, own_lost, sure, sure_lost, .. } = recall;
        writeln!(
            out,
            "{:<28} {subjects:>8} {own:>8} {own_lost:>8} {sure:>8} {sure_lost:>8}",
            alteration.as_str()
        )?;
        for (name, entity, likeness) in &recall.lost {
            writeln!(out, "    lost: {name:?}, {entity} ({likeness:.2})")?;
        }
    }
    let sum = |of: fn(&Recall) -> u32| report.iter().map(of).sum::<u32>();
    let (sure, lost) = (sum(|r| r.sure), sum(|r| r.sure_lost));
    let share = 1000.0 * f64::from(lost) / f64::from(sure.max(1));
    writeln!(
        out,
        "the search loses {lost} of {sure} entities that a full scan finds as alike as an alert: {share:.2} in 1,000"
    )?;
    Ok(out.flush()?)
}
