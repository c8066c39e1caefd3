//! Which column of a table holds what, and how each writes its dates.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tamis_model::{DateOrder, Field, Problem, Severity};

use crate::columns::{Column, fold};
use crate::row::Body;
use crate::table::{Options, Table};
use crate::values::{self, Order};

/// What the user says about column names: `--map name=Kunde`, in either direction.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    pairs: Vec<(String, String)>,
}

/// Why a mapping or a layout is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// No `=` in it.
    #[error(
        "{0:?} is no mapping (write what the column holds, an equals sign and the column's name: name=Kunde)"
    )]
    NoPair(String),
    /// Neither side is something that a column can hold.
    #[error("{0:?}: neither side is known (write for example name=…, birthDate=…, country=…, id=…)")]
    Unknown(String),
    /// The file has no such column.
    #[error("{file}: there is no column {column:?} (there are: {all})")]
    NoColumn {
        /// The file.
        file: String,
        /// The column that the mapping names.
        column: String,
        /// The columns that there are.
        all: String,
    },
    /// None of the first rows could be read.
    #[error("{file}{problem}; no row before or shortly after can be read")]
    NoRow {
        /// The file.
        file: String,
        /// The first problem, with its place in the file.
        problem: String,
    },
    /// No column holds names.
    #[error(
        "{file}: no column holds names (there are: {all}; say which with --map name=COLUMN, for a --list with --list-map)"
    )]
    NoName {
        /// The file.
        file: String,
        /// The columns that there are.
        all: String,
    },
}

impl Mapping {
    /// Understands `name=Kunde` and `Kunde=name`. Where both sides could be meant as what the column holds, it is the
    /// left one.
    pub fn parse<'a>(pairs: impl IntoIterator<Item = &'a str>) -> Result<Self, LayoutError> {
        let mut read = Vec::new();
        for text in pairs {
            let pair = text.split_once('=').ok_or_else(|| LayoutError::NoPair(text.into()))?;
            let (left, right) = (pair.0.trim(), pair.1.trim());
            if Column::from_usual_name(left).is_none() && Column::from_usual_name(right).is_none() {
                return Err(LayoutError::Unknown(text.into()));
            }
            read.push((left.to_owned(), right.to_owned()));
        }
        Ok(Self { pairs: read })
    }

    /// Whether nothing is mapped.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Tells the table reader about the column names, so that it finds the header by them.
    #[must_use]
    pub fn options(&self, mut options: Options) -> Options {
        options.known_columns.extend(self.pairs.iter().flat_map(|(a, b)| [a.clone(), b.clone()]));
        options
    }

    /// What the user says that each column holds, by the column's name as written.
    fn resolve(&self, file: &str, columns: &[String]) -> Result<HashMap<String, Column>, LayoutError> {
        let position = |name: &str| {
            columns.iter().find(|c| *c == name).or_else(|| columns.iter().find(|c| fold(c) == fold(name)))
        };
        let mut resolved = HashMap::new();
        for (left, right) in &self.pairs {
            let ways = [(left, right), (right, left)];
            let found = ways
                .iter()
                .find_map(|(holds, name)| Some((position(name)?, Column::from_usual_name(holds)?)));
            let (name, column) = found.ok_or_else(|| LayoutError::NoColumn {
                file: file.into(),
                column: if Column::from_usual_name(left).is_some() { right.clone() } else { left.clone() },
                all: listed(columns),
            })?;
            resolved.insert(name.clone(), column);
        }
        Ok(resolved)
    }
}

/// The names of columns for a message: the first ones, none longer than a name of a column is.
fn listed(columns: &[String]) -> String {
    const SHOWN: usize = 40;
    const LETTERS: usize = 60;
    let mut names: Vec<String> =
        columns.iter().take(SHOWN).map(|name| name.chars().take(LETTERS).collect()).collect();
    if columns.len() > SHOWN {
        names.push(format!("and {} more", columns.len() - SHOWN));
    }
    names.join(", ")
}

/// A column and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) column: Column,
    pub(crate) field: Field,
    pub(crate) order: Order,
}

/// Which column of a table holds what. Make it once a table, then [`Layout::read`] every row with it.
#[derive(Debug, Clone)]
pub struct Layout {
    /// By position, for tables; `None` for a column that is not known.
    pub(crate) places: Vec<Option<Place>>,
    /// By key, for objects.
    pub(crate) keys: HashMap<String, Option<Place>>,
    has: BTreeSet<Column>,
    notes: Vec<Problem>,
}

impl Layout {
    /// Understands a table's columns, by the user's mapping first and by their usual names then, and learns from the
    /// first rows how its dates are written. Fails where no column holds names.
    pub fn new(table: &mut Table<'_>, mapping: &Mapping) -> Result<Self, LayoutError> {
        let names = column_names(table);
        let mapped = mapping.resolve(table.name(), &names)?;
        let mut layout =
            Self { places: Vec::new(), keys: HashMap::new(), has: BTreeSet::new(), notes: Vec::new() };
        // A column that the user maps takes the meaning from another that merely looks like it.
        let taken: BTreeSet<Column> = mapped.values().copied().collect();
        let means = |name: &String| {
            mapped.get(name).copied().or_else(|| Column::from_usual_name(name).filter(|c| !taken.contains(c)))
        };
        let orders = orders(table, &names, &means);
        layout.notes.extend(ambiguous(table, &names, &orders));
        let mut unknown = Vec::new();
        for name in &names {
            let column = means(name);
            let place = column.map(|column| Place {
                column,
                field: name.as_str().into(),
                order: orders.get(name).copied().unwrap_or(Order::Open),
            });
            layout.has.extend(column);
            if place.is_none() && !name.is_empty() {
                unknown.push(name.as_str());
            }
            layout.keys.insert(name.clone(), place.clone());
            layout.places.push(place);
        }
        if names.is_empty()
            && let Some(problem) = table.first_problem()
        {
            return Err(LayoutError::NoRow { file: table.name().into(), problem: problem.to_string() });
        }
        if !layout.holds_names() {
            return Err(LayoutError::NoName { file: table.name().into(), all: listed(&names) });
        }
        if !unknown.is_empty() {
            let message = format!("columns that are not read: {}", unknown.join(", "));
            layout
                .notes
                .push(Problem::new(Severity::Note, 0, "", message).hint("say what they hold with --map"));
        }
        Ok(layout)
    }

    /// What is to be said about the columns: those that are not known. Handed out once.
    pub fn take_notes(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.notes)
    }

    /// Whether some column holds this.
    pub fn has(&self, column: Column) -> bool {
        self.has.contains(&column)
    }

    /// Whether some column holds names or parts of names.
    pub fn holds_names(&self) -> bool {
        [Column::Name, Column::LastName, Column::FirstName, Column::NameNonLatin].iter().any(|c| self.has(*c))
    }
}

/// The header's names; for objects, the keys that their first ones have, in the order of the alphabet.
fn column_names(table: &mut Table<'_>) -> Vec<String> {
    if !table.columns().is_empty() {
        return table.columns().to_vec();
    }
    let mut keys = BTreeSet::new();
    for row in table.sample() {
        if let Body::Object(object) = &row.body {
            keys.extend(object.keys().cloned());
        }
    }
    keys.into_iter().collect()
}

/// How each column of dates writes them, as the first rows show.
fn orders(
    table: &mut Table<'_>,
    names: &[String],
    means: &dyn Fn(&String) -> Option<Column>,
) -> BTreeMap<String, Order> {
    let dates: Vec<(usize, &String)> =
        names.iter().enumerate().filter(|(_, name)| means(name).is_some_and(Column::is_date)).collect();
    let mut orders = BTreeMap::new();
    let mut found: Vec<(u32, u32)> = vec![(0, 0); dates.len()];
    for row in table.sample() {
        for ((at, name), count) in dates.iter().zip(&mut found) {
            let text = match &row.body {
                Body::Cells(cells) => cells.get(*at),
                Body::Object(object) => object.get(*name).and_then(|v| v.as_str()),
            };
            match text.and_then(values::shown_order) {
                Some(DateOrder::DayFirst) => count.0 += 1,
                Some(DateOrder::MonthFirst) => count.1 += 1,
                None => {}
            }
        }
    }
    for ((_, name), (day, month)) in dates.iter().zip(found) {
        let order = match (day, month) {
            (0, 0) => Order::Open,
            (day, month) if day >= month => Order::Known(DateOrder::DayFirst),
            _ => Order::Known(DateOrder::MonthFirst),
        };
        orders.insert((*name).clone(), order);
    }
    orders
}

/// One note for each column of dates that can be read in two ways and that nothing settles.
fn ambiguous(table: &mut Table<'_>, names: &[String], orders: &BTreeMap<String, Order>) -> Vec<Problem> {
    let open = |name: &&String| orders.get(*name) == Some(&Order::Open);
    let note = |name: &String, text: &str| {
        let message = format!("dates such as {text:?} can be read in two ways; both are taken");
        Problem::new(Severity::Note, 0, name, message).hint("write dates as 1962-04-03")
    };
    let mut notes = Vec::new();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| open(name)) {
        let text = table.sample().find_map(|row| {
            let text = match &row.body {
                Body::Cells(cells) => cells.get(at)?,
                Body::Object(object) => object.get(name)?.as_str()?,
            };
            values::is_ambiguous(text).then(|| note(name, text))
        });
        notes.extend(text);
    }
    notes
}
