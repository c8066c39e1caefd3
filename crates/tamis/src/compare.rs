//! `tamis compare`: two names, or the pairs of a file, and why they are alike.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use comfy_table::{Table, presets};
use rayon::prelude::*;
use serde::Serialize;
use tamis_intake::{Pair, Pairs, Source as Input};
use tamis_model::{Entity, EntityId, Field, Name, Schema, Source, Sourced};
use tamis_screen::{Comparison, PairScreener};

use crate::arguments::{Compare, Format};
use crate::settings::Settings;
use crate::{Outcome, files};

/// Pairs compared at a time.
const CHUNK: usize = 512;

/// Runs `tamis compare`.
pub fn run(settings: &Settings, arguments: &Compare) -> anyhow::Result<Outcome> {
    let screener = PairScreener::new(settings.policy.clone())?;
    match (&arguments.pairs, &arguments.a, &arguments.b) {
        (Some(pairs), ..) => compare_pairs(settings, &screener, pairs),
        (None, Some(a), Some(b)) => compare_two(settings, &screener, arguments, a, b),
        _ => anyhow::bail!("give two names, or --pairs FILE"),
    }
}

/// An entity of which only a name is known.
fn named(name: &str, schema: &Schema) -> Entity {
    let mut entity = Entity::new(EntityId::whole(name), schema.clone());
    if !name.trim().is_empty() {
        entity.names.push(Sourced::new(Name::new(name.trim()), Source::new(0, 1, &Field::from("name"))));
    }
    entity
}

fn compare_two(
    settings: &Settings,
    screener: &PairScreener,
    arguments: &Compare,
    a: &str,
    b: &str,
) -> anyhow::Result<Outcome> {
    let schema = match &arguments.schema {
        Some(text) => Schema::parse(text).with_context(|| format!("--schema {text}: no such schema"))?,
        None => Schema::LegalEntity,
    };
    let found = screener.compare(&named(a, &schema), &named(b, &schema));
    let mut out = settings.writer()?;
    match settings.format {
        Format::Jsonl => writeln!(out, "{}", serde_json::to_string(&found)?)?,
        Format::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            csv.write_record(["name1", "name2", "score", "alert"])?;
            csv.write_record([a, b, &format!("{:.4}", found.score), &found.alert.to_string()])?;
            csv.flush()?;
        }
        Format::Table | Format::Html => print_comparison(&mut out, a, b, &found)?,
    }
    out.flush()?;
    Ok(if found.alert { Outcome::Alerts } else { Outcome::Clear })
}

/// The verdict, then the names token by token, then everything that was said about them.
fn print_comparison(out: &mut impl Write, a: &str, b: &str, found: &Comparison) -> anyhow::Result<()> {
    let verdict = match (found.alert, found.score) {
        (true, 0.9..) => "an alert: nearly surely the same",
        (true, 0.5..) => "an alert: probably the same",
        (true, _) => "an alert: more likely others than the same, and still to be looked at",
        (false, 0.5..) => "no alert, though more likely the same than not",
        (false, _) => "no alert: hardly the same",
    };
    writeln!(out, "{a}\n{b}\n{:.2}: {verdict}\n", found.score)?;
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for pair in &found.tokens {
        let mark = format!("{:.2}", pair.score);
        table.add_row([pair.subject.as_str(), pair.entity.as_str(), &mark, pair.reason]);
    }
    writeln!(out, "{table}")?;
    Ok(())
}

fn compare_pairs(settings: &Settings, screener: &PairScreener, path: &Path) -> anyhow::Result<Outcome> {
    let name = files::name(path);
    let mut pairs = Pairs::open(&name, Input::Read(files::open(path)?))
        .with_context(|| format!("cannot compare {}", path.display()))?;
    let mut out = settings.writer()?;
    let mut writer = PairWriter { format: settings.format, columns: pairs.columns().to_vec(), headed: false };
    let (mut alerts, mut unread) = (false, 0);
    loop {
        let chunk: Vec<_> = pairs.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        let found: Vec<Option<Comparison>> =
            chunk.par_iter().map(|p| p.as_ref().ok().map(|p| screener.compare(&p.left, &p.right))).collect();
        for (pair, found) in chunk.iter().zip(&found) {
            match (pair, found) {
                (Ok(pair), Some(found)) => {
                    alerts |= found.alert;
                    pair.problems.iter().for_each(|problem| eprintln!("tamis: {problem}"));
                    writer.write(&mut out, pair, found)?;
                }
                (Err(problem), _) => {
                    unread += 1;
                    eprintln!("tamis: {problem}");
                }
                (Ok(_), None) => {}
            }
        }
    }
    out.flush()?;
    // Nothing is clear where something was not read.
    anyhow::ensure!(
        alerts || unread == 0,
        "{unread} row(s) of {} could not be read and were not compared; no other row alerts",
        path.display()
    );
    Ok(if alerts { Outcome::Alerts } else { Outcome::Clear })
}

/// Prints pairs: as CSV the rows as they were with two columns more, else one JSON line a pair.
struct PairWriter {
    format: Format,
    columns: Vec<String>,
    headed: bool,
}

#[derive(Serialize)]
struct PairLine<'a> {
    id: &'a str,
    #[serde(flatten)]
    found: &'a Comparison,
}

impl PairWriter {
    fn write(&mut self, out: &mut dyn Write, pair: &Pair, found: &Comparison) -> anyhow::Result<()> {
        if self.format == Format::Csv && !self.columns.is_empty() {
            let mut csv = csv::Writer::from_writer(Vec::new());
            if !self.headed {
                csv.write_record(self.columns.iter().map(String::as_str).chain(["score", "alert"]))?;
                self.headed = true;
            }
            let (score, alert) = (format!("{:.4}", found.score), found.alert.to_string());
            csv.write_record(pair.cells.iter().map(String::as_str).chain([score.as_str(), alert.as_str()]))?;
            return Ok(out.write_all(&csv.into_inner()?)?);
        }
        serde_json::to_writer(&mut *out, &PairLine { id: &pair.id, found })?;
        Ok(out.write_all(b"\n")?)
    }
}
