//! Comma-separated values, one line a match, and one for each subject without any.

use std::io::Write;

use tamis_intake::Subject;
use tamis_screen::Answer;

use super::{Report, Summary, listing_lines, telling};

/// Prints CSV.
#[derive(Default)]
pub struct CsvReport {
    headed: bool,
}

const HEAD: [&str; 13] = [
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
];

impl CsvReport {
    fn row<const N: usize>(&mut self, out: &mut dyn Write, cells: [&str; N]) -> anyhow::Result<()> {
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
        if !self.headed {
            writer.write_record(HEAD)?;
            self.headed = true;
        }
        writer.write_record(cells)?;
        Ok(out.write_all(&writer.into_inner()?)?)
    }
}

impl Report for CsvReport {
    fn answer(&mut self, out: &mut dyn Write, subject: &Subject, answer: &Answer) -> anyhow::Result<()> {
        let name = subject.entity.names.first().map_or("", |n| n.value.full.as_str());
        if answer.matches.is_empty() {
            return self.row(out, [&subject.id, name, "false", "", "", "", "", "", "", "", "", "", ""]);
        }
        for found in &answer.matches {
            let [lists, programmes, measures, since, until] = listing_lines(found);
            let (alert, score) = (found.alert.to_string(), format!("{:.4}", found.score));
            let entity = &found.entity;
            let evidence = telling(found).join("; ");
            self.row(
                out,
                [
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
                ],
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Summary) -> anyhow::Result<()> {
        if self.headed { Ok(()) } else { self.row(out, []) }
    }
}
