//! Answers to text: a table for people, JSON lines and CSV for programs, a page for auditors.

mod csv;
mod html;
mod jsonl;
mod page;
mod table;

use std::io::Write;

use tamis_catalogue::SnapshotInfo;
use tamis_intake::Subject;
use tamis_model::{PartialDate, Problem};
use tamis_screen::{Answer, Match, Policy};

use crate::arguments::Format;
use crate::settings::Settings;

pub use page::write_page;
pub use table::empty_table;

/// What a run was made with: what lets anyone replay it.
pub struct Basis<'a> {
    /// The list editions.
    pub snapshots: &'a [SnapshotInfo],
    /// The hash of the catalogue.
    pub catalogue: String,
    /// The policy.
    pub policy: &'a Policy,
    /// Whether the lists are the starter list, which is no list for compliance.
    pub starter: bool,
    /// What was screened.
    pub title: String,
    /// The day that the answers are for, where one was asked for.
    pub on: Option<PartialDate>,
}

/// What a run came to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Summary {
    /// Subjects screened.
    pub subjects: u64,
    /// Of these, with an alert.
    pub alerted: u64,
    /// Of the subjects, with a value that could not be understood or is odd.
    pub with_problems: u64,
    /// Rows that could not be read.
    pub unreadable: u64,
}

/// One way to print answers; called once a subject, in the order of the input.
pub trait Report {
    /// A subject and what was found.
    fn answer(&mut self, out: &mut dyn Write, subject: &Subject, answer: &Answer) -> anyhow::Result<()>;

    /// A row that could not be read, so that nobody was screened for it. Whoever runs it is told anyway.
    fn unreadable(&mut self, _: &Problem) {}

    /// The end of the run.
    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> anyhow::Result<()>;
}

/// The report that the settings ask for.
pub fn report<'a>(settings: &Settings, basis: Basis<'a>) -> Box<dyn Report + 'a> {
    match settings.format {
        Format::Table => Box::new(table::TableReport::new(settings.terminal)),
        Format::Jsonl => Box::new(jsonl::JsonlReport),
        Format::Csv => Box::new(csv::CsvReport::default()),
        Format::Html => Box::new(html::HtmlReport::new(basis)),
    }
}

/// A score as people are shown it, in hundredths: a probability short of certainty is not rounded to certainty.
fn shown(score: f32) -> f32 {
    if score < 1.0 { score.min(0.99) } else { score }
}

/// The evidence that an analyst reads first: the names and what weighs most.
fn telling(found: &Match) -> Vec<&str> {
    let mut lines: Vec<_> = found.evidence.iter().filter(|e| e.kind != "name" && e.is_of_records()).collect();
    if lines.is_empty() {
        lines.extend(found.evidence.iter().filter(|e| e.is_of_records()));
    }
    lines.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    lines.into_iter().map(|e| e.text.as_str()).collect()
}

/// What could not be understood of a subject's row, and which limits cut its search.
fn remarks(subject: &Subject, answer: &Answer) -> String {
    let problems = subject.problems.iter().map(ToString::to_string);
    problems.chain(answer.notes.iter().cloned()).collect::<Vec<_>>().join("; ")
}

/// The lists, programmes and measures of a match, each said once; since when, by the earliest of its listings, and
/// until when, by the latest where each has an end.
fn listing_lines(found: &Match) -> [String; 5] {
    let listings = || std::iter::once(&found.entity).chain(&found.also).flat_map(|m| &m.listings);
    let once = |texts: Vec<String>| {
        let mut seen: Vec<String> = Vec::new();
        texts.into_iter().filter(|t| !t.is_empty()).for_each(|t| {
            if !seen.contains(&t) {
                seen.push(t);
            }
        });
        seen.join(", ")
    };
    let lists = std::iter::once(&found.entity).chain(&found.also).map(|m| m.list.clone()).collect();
    let programmes = listings().flat_map(|l| l.programmes.clone()).collect();
    let measures = listings().flat_map(|l| l.measures.iter().map(ToString::to_string)).collect();
    let since = listings().filter_map(|l| l.since.clone()).min().unwrap_or_default();
    let ends: Option<Vec<String>> = listings().map(|l| l.until.clone()).collect();
    let until = ends.and_then(|ends| ends.into_iter().max()).unwrap_or_default();
    [once(lists), once(programmes), once(measures), since, until]
}

#[cfg(test)]
mod tests {
    //! A score is rounded to certainty only where it is.

    #[test]
    fn certainty() {
        for (score, text) in
            [(0.9981, "0.99"), (0.994, "0.99"), (0.9949, "0.99"), (0.884, "0.88"), (1.0, "1.00")]
        {
            assert_eq!(format!("{:.2}", super::shown(score)), text);
        }
    }
}
