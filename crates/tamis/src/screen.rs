//! `tamis screen`: a file of subjects in, one answer a subject out, in order.

use std::path::Path;
use std::sync::mpsc;

use anyhow::{anyhow, bail};
use indicatif::ProgressBar;
use rayon::prelude::*;
use tamis_intake::{Mapping, Source, Subject, Subjects};
use tamis_lists::Format;
use tamis_model::{Entity, Problem, Severity};
use tamis_screen::{Answer, Screener};

use crate::arguments::{Columns, Screen};
use crate::ownership::Joined;
use crate::report::{self, Report, Summary};
use crate::screening::Screening;
use crate::settings::Settings;
use crate::{Outcome, customers, files, progress};

/// Subjects read and screened at a time: enough to keep all cores busy, few enough to hold in memory.
const CHUNK: usize = 512;
/// Chunks read ahead of the screening.
const AHEAD: usize = 4;

/// Runs `tamis screen`.
pub fn run(settings: &Settings, arguments: &Screen) -> anyhow::Result<Outcome> {
    let screening = Screening::open(settings)?;
    let screener = screening.screener(settings)?;
    let joined = (!arguments.ownership.is_empty())
        .then(|| Joined::open(settings, &arguments.ownership))
        .transpose()?;
    let owned = joined.as_ref().map(|joined| anyhow::Ok((joined, joined.screener(settings)?)));
    let mut screens = Screens { screener, owned: owned.transpose()? };
    let title = arguments.files.iter().map(|f| files::name(f)).collect::<Vec<_>>().join(", ");
    let mut report = report::report(settings, screening.basis(settings, title));
    let mut out = settings.writer()?;
    let mut summary = Summary::default();
    for file in &arguments.files {
        if settings.policy.evidence.common_customers {
            let counted = customers::count(settings, screening.catalogue(), file, &arguments.columns)?;
            screens.screener.set_customers(counted);
        }
        screen_file(settings, arguments, file, &screens, report.as_mut(), &mut out, &mut summary)?;
    }
    report.finish(&mut out, &summary)?;
    out.flush()?;
    if summary.alerted == 0 && summary.unreadable > 0 {
        bail!("{} row(s) could not be read and were not screened; no other row alerts", summary.unreadable);
    }
    Ok(if summary.alerted > 0 { Outcome::Alerts } else { Outcome::Clear })
}

/// What every subject is screened against.
struct Screens<'a> {
    /// The lists.
    screener: Screener<'a>,
    /// With `--ownership`: the nodes of the graph that are restricted through others.
    owned: Option<(&'a Joined, Screener<'a>)>,
}

impl Screens<'_> {
    fn screen(&self, subject: &Entity) -> anyhow::Result<Answer> {
        let mut answer = self.screener.screen(subject)?;
        if let Some((joined, screener)) = &self.owned {
            answer.matches.extend(joined.of(screener, subject)?);
            answer.matches.sort_by(|a, b| b.score.total_cmp(&a.score));
        }
        Ok(answer)
    }
}

/// Opens a file of subjects.
pub fn subjects(file: &Path, columns: &Columns) -> anyhow::Result<Subjects<'static>> {
    let mapping = Mapping::parse(columns.map.iter().map(String::as_str))?;
    let intake = tamis_intake::Settings { mapping, sheet: columns.sheet.clone() };
    let opened = Subjects::open(&files::name(file), Source::Read(files::open(file)?), &intake);
    opened.map_err(|error| match files::read_bytes(file).ok().and_then(|bytes| official(&bytes)) {
        Some(list) => anyhow!("{error}; it looks like a list ({list}): give it with --list, or import it"),
        None => error.into(),
    })
}

/// The official format that a file is in, as the index of imported lists names it. Any table may be a user's own list,
/// so that there is nothing to say of those.
fn official(bytes: &[u8]) -> Option<String> {
    let format = tamis_lists::recognise(&tamis_lists::InputFile { name: "", bytes })?;
    let official = !matches!(format, Format::User | Format::FtmJson | Format::OpenSanctionsSimple);
    official.then(|| serde_json::to_value(format).ok()?.as_str().map(str::to_owned)).flatten()
}

/// So many problems of rows are told; the others are counted.
const PROBLEMS_TOLD: u64 = 20;

/// Tells the problems of rows as they come.
struct Told {
    problems: u64,
}

impl Told {
    fn tell(&mut self, bar: &ProgressBar, problem: &Problem) {
        self.problems += 1;
        if self.problems <= PROBLEMS_TOLD {
            bar.suspend(|| eprintln!("tamis: {problem}"));
        }
    }

    fn finish(&self, file: &Path) {
        if self.problems > PROBLEMS_TOLD {
            let more = self.problems - PROBLEMS_TOLD;
            let file = file.display();
            eprintln!(
                "tamis: {file}: {more} more problems; --format jsonl and csv show them all, row by row"
            );
        }
    }
}

/// Reads, screens and prints one file: a thread reads ahead, all cores screen, answers come out in order.
fn screen_file(
    settings: &Settings,
    arguments: &Screen,
    file: &Path,
    screens: &Screens<'_>,
    report: &mut dyn Report,
    out: &mut dyn std::io::Write,
    summary: &mut Summary,
) -> anyhow::Result<()> {
    let mut subjects = subjects(file, &arguments.columns)?;
    subjects.take_notes().iter().for_each(|note| settings.say(note));
    let bar = progress::counter(settings, "screened");
    let (mut told, before) = (Told { problems: 0 }, summary.subjects + summary.unreadable);
    let (sender, receiver) = mpsc::sync_channel::<Vec<Result<Subject, Problem>>>(AHEAD);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            loop {
                let chunk: Vec<_> = subjects.by_ref().take(CHUNK).collect();
                // A closed channel means that printing has failed, which the other side reports.
                if chunk.is_empty() || sender.send(chunk).is_err() {
                    return subjects.take_notes();
                }
            }
        });
        for chunk in receiver {
            let screen = |row: &Result<Subject, Problem>| {
                row.as_ref().ok().map(|s| screens.screen(&s.entity)).transpose()
            };
            let answers: Vec<Option<Answer>> = chunk.par_iter().map(screen).collect::<anyhow::Result<_>>()?;
            for (subject, answer) in chunk.iter().zip(&answers) {
                match (subject, answer) {
                    (Ok(subject), Some(answer)) => {
                        summary.subjects += 1;
                        summary.alerted += u64::from(answer.alerts());
                        summary.with_problems += u64::from(!subject.problems.is_empty());
                        let costly = subject.problems.iter().filter(|p| p.severity > Severity::Note);
                        costly.for_each(|problem| told.tell(&bar, problem));
                        if answer.alerts() || !arguments.alerts_only {
                            report.answer(out, subject, answer)?;
                        }
                    }
                    (Err(problem), _) => {
                        summary.unreadable += 1;
                        report.unreadable(problem);
                        told.tell(&bar, problem);
                    }
                    (Ok(_), None) => {}
                }
            }
            bar.inc(chunk.len() as u64);
        }
        bar.finish_and_clear();
        told.finish(file);
        // A reader that broke down must not look like the end of the file.
        let notes = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        for note in &notes {
            settings.say(note);
        }
        if summary.subjects + summary.unreadable == before {
            eprintln!("tamis: warning: {}: a header and no row: nobody was screened", file.display());
        }
        Ok(())
    })
}
