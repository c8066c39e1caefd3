//! `tamis trade screen`: a table of shipments in, one answer a shipment out, in order.

use std::io::Write;
use std::path::Path;
use std::sync::mpsc;

use anyhow::Context;
use rayon::prelude::*;
use tamis_measures::trade::{ShipmentColumn, ShipmentLayout, ShipmentRow};
use tamis_model::Problem;
use tamis_tables::{Options, Source, Table};

use super::html::Page;
use super::parties::Parties;
use super::print::{Checked, Made, Printer, Summary};
use super::{Library, ScreenShipments, check};
use crate::screening::Screening;
use crate::settings::Settings;
use crate::{Outcome, files, progress};

/// Shipments read and checked at a time: enough to keep all cores busy, few enough to hold in memory.
const CHUNK: usize = 2_048;
/// Chunks read ahead of the checking.
const AHEAD: usize = 3;

/// Runs `tamis trade screen`.
pub fn run(settings: &Settings, arguments: &ScreenShipments) -> anyhow::Result<Outcome> {
    let library = Library::open(&arguments.law)?;
    let mut tables = Vec::new();
    for file in &arguments.files {
        tables.push((file, open(settings, file, arguments)?));
    }
    let any_parties = tables.iter().any(|(_, (_, layout))| layout.has_parties());
    let screening = if any_parties { Some(Screening::open(settings)?) } else { None };
    let mut parties = Parties::new(screening.as_ref().map(|s| s.screener(settings)).transpose()?);
    let title = arguments.files.iter().map(|f| files::name(f)).collect::<Vec<_>>().join(", ");
    let mut run = Run {
        settings,
        arguments,
        library: &library,
        printer: Printer::new(settings, Page::new(title, &library.measures)),
        out: settings.writer()?,
        summary: Summary::default(),
    };
    for (_, (table, layout)) in tables {
        run.screen(table, &layout, &mut parties)?;
    }
    run.printer.finish(&mut run.out, &run.summary)?;
    run.out.flush()?;
    Ok(if run.summary.alerts() { Outcome::Alerts } else { Outcome::Clear })
}

/// Opens a table and understands its columns.
fn open(
    settings: &Settings,
    file: &Path,
    arguments: &ScreenShipments,
) -> anyhow::Result<(Table<'static>, ShipmentLayout)> {
    let mut known_columns = ShipmentColumn::known_names();
    known_columns.extend(
        arguments
            .columns
            .map
            .iter()
            .flat_map(|m| m.split('=').map(|s| s.trim().to_owned()).collect::<Vec<_>>()),
    );
    let options = Options { sheet: arguments.columns.sheet.clone(), known_columns };
    let cannot = || format!("cannot check {}", file.display());
    let mut table =
        Table::open(&files::name(file), Source::Read(files::open(file)?), &options).with_context(cannot)?;
    let layout = ShipmentLayout::new(&mut table, &arguments.columns.map).with_context(cannot)?;
    table.take_notes().iter().for_each(|note| settings.say(note));
    if !layout.unknown.is_empty() {
        settings.say(format_args!(
            "{}: columns that are not read: {} (say what they hold with --map)",
            files::name(file),
            layout.unknown.join(", ")
        ));
    }
    Ok((table, layout))
}

/// A row with its problems, or why it could not be read.
type Read = Result<(ShipmentRow, Vec<Problem>), Problem>;

/// One run over all files.
struct Run<'a> {
    settings: &'a Settings,
    arguments: &'a ScreenShipments,
    library: &'a Library,
    printer: Printer<'a>,
    out: Box<dyn Write + Send>,
    summary: Summary,
}

impl Run<'_> {
    /// Reads, checks and prints one table: a thread reads ahead, all cores check, answers come out in order.
    fn screen(
        &mut self,
        mut table: Table<'static>,
        layout: &ShipmentLayout,
        parties: &mut Parties<'_>,
    ) -> anyhow::Result<()> {
        let bar = progress::counter(self.settings, "checked");
        let fallback = self.settings.on;
        let mut today = None;
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                loop {
                    let chunk: Vec<_> = table.by_ref().take(CHUNK).collect();
                    // A closed channel means that printing has failed, which the other side reports.
                    if chunk.is_empty() || sender.send(chunk).is_err() {
                        break;
                    }
                }
            });
            for chunk in receiver {
                let read = |row: Result<tamis_tables::Row, Problem>| {
                    row.map(|row| (layout.read(&row), row.problems))
                };
                let mut rows: Vec<Read> = chunk.into_par_iter().map(read).collect();
                for (row, _) in rows.iter_mut().flatten() {
                    let dated = row.shipment.on.is_some()
                        || row.shipment.unread.iter().any(|u| u.starts_with("date"));
                    if !dated {
                        let day =
                            fallback.or_else(|| *today.get_or_insert_with(|| check::today(self.settings)));
                        row.shipment.on = day;
                    }
                }
                let done = rows.len() as u64;
                self.check_chunk(&rows, parties)?;
                rows.into_iter()
                    .filter_map(Result::err)
                    .for_each(|problem| bar.suspend(|| eprintln!("tamis: {problem}")));
                bar.inc(done);
            }
            bar.finish_and_clear();
            Ok(())
        })
    }

    fn check_chunk(&mut self, rows: &[Read], parties: &mut Parties<'_>) -> anyhow::Result<()> {
        parties.learn(rows.iter().flatten().flat_map(|(row, _)| &row.parties))?;
        let (measures, settings) = (&self.library.measures, self.library.settings());
        let (printer, alerts_only) = (&self.printer, self.arguments.alerts_only);
        let known = &*parties;
        let made = rows.par_iter().flatten().map(|(row, _)| {
            let answer = measures.check(&row.shipment, &settings);
            let matches = known.matches(&row.parties);
            let mut summary = Summary::default();
            summary.count(&answer, &matches);
            let silent = alerts_only && !summary.alerts() && summary.flagged == 0;
            let checked = Checked { row, answer: &answer, parties: &matches };
            let made = if silent { None } else { Some(printer.make(measures, &checked)?) };
            Ok((summary, made))
        });
        let made: Vec<(Summary, Option<Made>)> = made.collect::<anyhow::Result<_>>()?;
        for (summary, made) in made {
            self.summary.add(&summary);
            if let Some(made) = made {
                self.printer.write(&mut self.out, made)?;
            }
        }
        self.summary.unreadable += rows.iter().filter(|r| r.is_err()).count() as u64;
        Ok(())
    }
}
