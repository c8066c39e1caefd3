//! `tamis compile`: the catalogue, and the proof that its search misses nothing.

use std::io::Write;

use rayon::prelude::*;
use tamis_catalogue::{Alteration, EntityIndex, Remembered, Scratch};
use tamis_model::Entity;
use tamis_screen::Recall;

use crate::Outcome;
use crate::arguments::Compile;
use crate::screening::Screening;
use crate::settings::{Lists, Settings};
use crate::{files, load, progress, screen};

/// Lost alerts that are shown of each kind of subjects; the rest are counted.
const MOST_SHOWN: usize = 20;

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
        verify(settings, arguments, &screening, count)?;
    }
    Ok(Outcome::Clear)
}

/// Prints what the search loses against a full scan, by kind of alteration and by file.
fn verify(
    settings: &Settings,
    arguments: &Compile,
    screening: &Screening,
    count: usize,
) -> anyhow::Result<()> {
    let screener = screening.screener(settings)?;
    let bar = progress::counter(settings, "subjects screened both ways");
    let mut out = settings.writer()?;
    writeln!(out, "{:<32} {:>8} {:>8} {:>8} {:>8} {:>8}", "subjects", "", "own", "lost", "alerts", "lost")?;
    let mut all = Recall::default();
    let remembered = Remembered::default();
    let mut compare = |name: &str, subjects: Vec<(Option<EntityIndex>, Entity)>| {
        let compared = subjects.par_iter().map_init(
            || Scratch::sharing(&remembered),
            |scratch, (own, subject)| {
                let recall = screener.recall(subject, *own, scratch);
                bar.inc(1);
                recall
            },
        );
        let recall = compared.try_reduce(Recall::default, |a, b| Ok(a.and(b)))?;
        let Recall { subjects, own, own_lost, alerts, lost, examples } = &recall;
        writeln!(out, "{name:<32} {subjects:>8} {own:>8} {own_lost:>8} {alerts:>8} {lost:>8}")?;
        for alert in examples.iter().take(MOST_SHOWN) {
            writeln!(out, "    lost: {alert}")?;
        }
        all = std::mem::take(&mut all).and(recall);
        anyhow::Ok(out.flush()?)
    };
    let wanted = |alteration: Alteration| {
        arguments.altered.is_empty() || arguments.altered.iter().any(|by| alteration == (*by).into())
    };
    for alteration in Alteration::ALL.into_iter().filter(|alteration| wanted(*alteration)) {
        let subjects = screening.catalogue().altered(alteration, count)?;
        compare(alteration.as_str(), subjects.into_iter().map(|(own, s)| (Some(own), s)).collect())?;
    }
    for file in &arguments.subjects {
        let subjects = screen::subjects(file, &arguments.columns)?;
        compare(&files::name(file), subjects.flatten().map(|s| (None, s.entity)).collect())?;
    }
    bar.finish_and_clear();
    let share = 1000.0 * f64::from(all.lost) / f64::from(all.alerts.max(1));
    writeln!(
        out,
        "the search loses {} of {} alerts that a full scan raises: {share:.2} in 1,000",
        all.lost, all.alerts
    )?;
    Ok(out.flush()?)
}
