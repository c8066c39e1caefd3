//! `tamis policy`: show, compare, fit.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Context;
use tamis_screen::{Policy, Screener};

use crate::arguments::{Columns, PolicyAction, PolicyCommand};
use crate::settings::Settings;
use crate::{Outcome, files, fit, load, screen};

/// Runs `tamis policy`.
pub fn run(settings: &Settings, command: &PolicyCommand) -> anyhow::Result<Outcome> {
    match &command.command {
        PolicyAction::Show => show(settings),
        PolicyAction::Diff { a, b, subjects } => {
            let read = |path: &std::path::PathBuf| -> anyhow::Result<Policy> {
                Policy::parse(&files::read_text(path)?)
                    .with_context(|| format!("the policy {}", path.display()))
            };
            diff(settings, &read(a)?, &read(b)?, subjects)
        }
        PolicyAction::Fit { sets, write } => fit::run(settings, sets, write.as_deref()),
    }
}

fn show(settings: &Settings) -> anyhow::Result<Outcome> {
    let mut out = settings.writer()?;
    out.write_all(settings.policy.to_toml().as_bytes())?;
    out.flush()?;
    Ok(Outcome::Clear)
}

/// What changes for one subject between two policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    AlertsMore,
    AlertsLess,
    Same,
}

fn diff(
    settings: &Settings,
    old: &Policy,
    new: &Policy,
    subjects: &std::path::Path,
) -> anyhow::Result<Outcome> {
    let catalogue = load::catalogue(settings)?;
    let (before, after) = (
        Screener::new(&catalogue, old.clone(), settings.on)?,
        Screener::new(&catalogue, new.clone(), settings.on)?,
    );
    let mut counts: BTreeMap<Change, usize> = BTreeMap::new();
    let mut out = settings.writer()?;
    for subject in screen::subjects(subjects, &Columns::default())? {
        let Ok(subject) = subject else { continue };
        let alerts = |screener: &Screener<'_>| -> anyhow::Result<Vec<String>> {
            let answer = screener.screen(&subject.entity)?;
            Ok(answer.matches.into_iter().filter(|m| m.alert).map(|m| m.entity.name).collect())
        };
        let (then, now) = (alerts(&before)?, alerts(&after)?);
        let (gained, lost): (Vec<_>, Vec<_>) = (
            now.iter().filter(|n| !then.contains(n)).collect(),
            then.iter().filter(|n| !now.contains(n)).collect(),
        );
        for name in &gained {
            writeln!(out, "more  {}  {}  alerts on {name}", subject.id, subject.entity.caption())?;
        }
        for name in &lost {
            writeln!(out, "less  {}  {}  no longer alerts on {name}", subject.id, subject.entity.caption())?;
        }
        let change = match (gained.is_empty(), lost.is_empty()) {
            (false, _) => Change::AlertsMore,
            (true, false) => Change::AlertsLess,
            (true, true) => Change::Same,
        };
        *counts.entry(change).or_default() += 1;
    }
    out.flush()?;
    let of = |change| counts.get(&change).copied().unwrap_or(0);
    settings.say(format_args!(
        "{} subjects alert on more, {} on less, {} on the same",
        of(Change::AlertsMore),
        of(Change::AlertsLess),
        of(Change::Same)
    ));
    Ok(if of(Change::Same) == counts.values().sum::<usize>() { Outcome::Clear } else { Outcome::Alerts })
}
