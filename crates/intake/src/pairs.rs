//! Pairs of records to be compared: two names in a row of a table, or two records in a JSON line.

use serde::Deserialize;
use serde_json::{Map, Value};
use tamis_model::{
    Entity, EntityId, Field, FtmRecord, Name, Problem, Schema, Severity, Source as Place, Sourced,
};
use tamis_tables::{Body, Cells, Options, Row, Source, Table};

use crate::IntakeError;

/// Two records that may be the same party.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The pair's id: what the file gives, else its row number.
    pub id: String,
    /// The first record.
    pub left: Entity,
    /// The second record.
    pub right: Entity,
    /// The row's cells as written, under [`Pairs::columns`]; empty for JSON lines.
    pub cells: Vec<String>,
    /// What of it could not be understood; it is compared as far as possible.
    pub problems: Vec<Problem>,
}

/// The pairs of a file, in its order.
pub struct Pairs<'a> {
    table: Table<'a>,
    places: Places,
}

/// Where in a row the parts of a pair stand.
#[derive(Debug, Clone, Copy, Default)]
struct Places {
    id: Option<usize>,
    schema: Option<usize>,
    left: Option<usize>,
    right: Option<usize>,
}

impl<'a> Pairs<'a> {
    /// Opens a file of pairs: a table with the columns `name1` and `name2`, `id` and `schema` if there are any, or
    /// JSON lines with `left` and `right`, each a FollowTheMoney record. `name` is for messages only.
    pub fn open(name: &str, source: Source<'a>) -> Result<Self, IntakeError> {
        let known = ["id", "schema", "name1", "name2"].map(str::to_owned).to_vec();
        let table = Table::open(name, source, &Options { known_columns: known, ..Options::default() })?;
        let place = |wanted: &str| table.columns().iter().position(|c| c.trim().eq_ignore_ascii_case(wanted));
        let places =
            Places { id: place("id"), schema: place("schema"), left: place("name1"), right: place("name2") };
        if !table.columns().is_empty() && (places.left.is_none() || places.right.is_none()) {
            return Err(IntakeError::NoPairs { file: name.into(), all: table.columns().join(", ") });
        }
        Ok(Self { table, places })
    }

    /// The names of the columns, for tables; empty for JSON lines.
    pub fn columns(&self) -> &[String] {
        self.table.columns()
    }

    fn pair_of_cells(&self, cells: &Cells, number: u32, line: u32) -> Pair {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).unwrap_or_default().trim();
        let mut problems = Vec::new();
        let mut warn = |field: &str, message: String, hint: &str| {
            let problem = Problem::new(Severity::Warning, line, field, message).hint(hint);
            problems.push(problem.in_file(self.table.name()));
        };
        let kind = cell(self.places.schema);
        let schema = Schema::parse(kind);
        if schema.is_none() && !kind.is_empty() {
            let message = format!("{kind:?} is no kind of party that is known; taken for any");
            warn("schema", message, "such as Person, Company, Vessel");
        }
        for (field, at) in [("name1", self.places.left), ("name2", self.places.right)] {
            if cell(at).is_empty() {
                warn(field, "no name to compare".into(), "a pair has a name on both sides");
            }
        }
        let schema = schema.unwrap_or(Schema::LegalEntity);
        let named = |name: &str, field: &str| {
            let mut entity = Entity::new(EntityId::whole(name), schema.clone());
            if !name.is_empty() {
                entity.names.push(Sourced::new(Name::new(name), Place::new(0, line, &Field::from(field))));
            }
            entity
        };
        let id = match cell(self.places.id) {
            "" => number.to_string(),
            id => id.to_owned(),
        };
        let (left, right) = (named(cell(self.places.left), "name1"), named(cell(self.places.right), "name2"));
        Pair { id, left, right, cells: cells.iter().map(str::to_owned).collect(), problems }
    }

    fn pair_of_records(&self, object: &Map<String, Value>, number: u32, line: u32) -> Result<Pair, Problem> {
        let side = |key: &str| {
            let record = object.get(key).and_then(|value| FtmRecord::deserialize(value).ok());
            record.map(|record| record.to_entity(0, line, None)).ok_or_else(|| {
                Problem::new(Severity::Error, line, key, "no FollowTheMoney record")
                    .hint("a pair is {\"id\", \"left\": {\"schema\", \"properties\"}, \"right\": {…}}")
                    .in_file(self.table.name())
            })
        };
        let id = object.get("id").and_then(Value::as_str).map_or_else(|| number.to_string(), str::to_owned);
        Ok(Pair { id, left: side("left")?, right: side("right")?, cells: Vec::new(), problems: Vec::new() })
    }
}

impl Iterator for Pairs<'_> {
    type Item = Result<Pair, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let Row { number, line, body, .. } = match self.table.next()? {
            Ok(row) => row,
            Err(problem) => return Some(Err(problem.in_file(self.table.name()))),
        };
        Some(match body {
            Body::Cells(cells) => Ok(self.pair_of_cells(&cells, number, line)),
            Body::Object(object) => self.pair_of_records(&object, number, line),
        })
    }
}
