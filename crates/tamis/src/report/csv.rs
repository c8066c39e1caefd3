//! Comma-separated values, one line a match, and one for each subject without any.

use std::io::Write;

use tamis_intake::Subject;
use tamis_screen::Answer;

use super::{Report, Summary, listing_lines, remarks, telling};

/// Prints CSV.
#[derive(Default)]
pub struct CsvReport {
    headed: bool,
}

const HEAD: [&str; 14] = [
    "subject_id",
    "subject_name",
    "alert",
    "score",
    "entity_id",
    "entity_name",
    "schema",
    "lists",
    "programmes",
    "measures",
    "since",
    "until",
    "evidence",
    "problems",
];

impl CsvReport {
    /// Writes a row, and the header before the first one.
    fn row(&mut self, out: &mut dyn Write, cells: &[&str]) -> anyhow::Result<()> {
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
        if !std::mem::replace(&mut self.headed, true) {
            writer.write_record(HEAD)?;
        }
        if !cells.is_empty() {
            writer.write_record(cells)?;
        }
        Ok(out.write_all(&writer.into_inner()?)?)
    }
}

impl Report for CsvReport {
    fn answer(&mut self, out: &mut dyn Write, subject: &Subject, answer: &Answer) -> anyhow::Result<()> {
        let name = subject.entity.names.first().map_or("", |n| n.value.full.as_str());
        let problems = remarks(subject, answer);
        if answer.matches.is_empty() {
            let mut cells = [""; HEAD.len()];
            cells[..3].copy_from_slice(&[&subject.id, name, "false"]);
            cells[HEAD.len() - 1] = &problems;
            return self.row(out, &cells);
        }
        for found in &answer.matches {
            let [lists, programmes, measures, since, until] = listing_lines(found);
            let (alert, score) = (found.alert.to_string(), format!("{:.4}", found.score));
            let entity = &found.entity;
            let evidence = telling(found).join("; ");
            self.row(
                out,
                &[
                    &subject.id,
                    name,
                    &alert,
                    &score,
                    &entity.id,
                    &entity.name,
                    &entity.schema,
                    &lists,
                    &programmes,
                    &measures,
                    &since,
                    &until,
                    &evidence,
                    &problems,
                ],
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Summary) -> anyhow::Result<()> {
        if self.headed { Ok(()) } else { self.row(out, &[]) }
    }
}
