//! JSON, one line a subject: the contract that programs read.

use std::io::Write;

use serde::Serialize;
use tamis_intake::Subject;
use tamis_model::Problem;
use tamis_screen::{Answer, Match};

use super::{Report, Summary};

/// Prints JSON lines.
pub struct JsonlReport;

#[derive(Serialize)]
struct Line<'a> {
    subject: SubjectFacts<'a>,
    matches: &'a [Match],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
}

#[derive(Serialize)]
struct SubjectFacts<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<String>,
}

impl Report for JsonlReport {
    fn answer(&mut self, out: &mut dyn Write, subject: &Subject, answer: &Answer) -> anyhow::Result<()> {
        let name = subject.entity.names.first().map_or("", |n| n.value.full.as_str());
        let problems = subject.problems.iter().map(Problem::to_string).collect();
        let line = Line {
            subject: SubjectFacts { id: &subject.id, name, problems },
            matches: &answer.matches,
            notes: &answer.notes,
        };
        serde_json::to_writer(&mut *out, &line)?;
        Ok(out.write_all(b"\n")?)
    }

    fn finish(&mut self, _: &mut dyn Write, _: &Summary) -> anyhow::Result<()> {
        Ok(())
    }
}
