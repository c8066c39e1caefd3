//! A CSV set, read: primary rows become entities, the other files add to them.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use tamis_model::{
    Address, Country, CountryLink, CountryTie, Entity, EntityId, Field, Identifier, IdentifierKind, ListId,
    Listing, NameKind, Particular, Problem, Relation, Schema, Severity, Source, Sourced,
};

use super::remarks::{self, Remarks};
use super::row::{self, Row};
use super::set::{Role, Set};
use super::{SDN, link, list_of, measures, natural, schema};
use crate::{Format, ReadError, Snapshot};

/// The columns of the primary file, by the names of the publisher's own description of it.
const PRIMARY: [&str; 12] = [
    "ent_num",
    "SDN_Name",
    "SDN_Type",
    "Program",
    "Title",
    "Call_Sign",
    "Vess_type",
    "Tonnage",
    "GRT",
    "Vess_flag",
    "Vess_owner",
    "Remarks",
];
const ALTERNATES: [&str; 5] = ["ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"];
const ADDRESSES: [&str; 6] =
    ["ent_num", "Add_num", "Address", "City/State/Province/Postal Code", "Country", "Add_remarks"];
const COMMENTS: &str = "Comments";

/// How many rows of a companion that name no entry are reported one by one; the rest are counted. In files of one day
/// there are none; in addresses nine months younger than their list there were 2,474.
const ORPHANS: usize = 20;

/// Reads a set into a snapshot.
pub(crate) fn read(set: &Set<'_>) -> Result<Snapshot, ReadError> {
    let texts: Vec<_> = set.parts.iter().map(|part| row::text(part.file.bytes)).collect();
    for (part, text) in set.parts.iter().zip(&texts) {
        if !row::has_end_mark(text) {
            return Err(cut_off(part.file.name, text));
        }
    }
    let primary: Vec<Row<'_>> = row::rows(&texts[0]).collect();
    let list = list_of(primary.iter().map(|row| programmes(row.text(3))));
    let mut reader = Reader::new(list, set);
    if let Some(at) = set.parts.iter().position(|part| part.role == Role::Comments) {
        reader.comments(at as u16, &texts[at]);
    }
    for row in &primary {
        reader.primary(row);
    }
    for (at, part) in set.parts.iter().enumerate() {
        let file = at as u16;
        match part.role {
            Role::Alternates => reader.companion(file, &texts[at], Reader::alternate),
            Role::Addresses => reader.companion(file, &texts[at], Reader::address),
            Role::Primary | Role::Comments => {}
        }
    }
    Ok(reader.finish())
}

fn cut_off(file: &str, text: &str) -> ReadError {
    let lines = text.lines().count() as u32;
    ReadError::Broken {
        file: file.into(),
        line: lines,
        what: "the end mark 0x1A is missing, so the list was cut off".into(),
        hint:
            "download the file again; nothing of it was used, since a list cut off would clear people wrongly"
                .into(),
    }
}

/// "IRAN] [SDGT] [NPWMD" as a list.
fn programmes(cell: &str) -> Vec<&str> {
    cell.split("] [")
        .map(|p| p.trim_matches(|c| matches!(c, '[' | ']' | ' ')))
        .filter(|p| !p.is_empty())
        .collect()
}

struct Reader<'a> {
    snapshot: Snapshot,
    files: Vec<&'a str>,
    /// Where in the snapshot each entry number's entity is.
    index: FxHashMap<u32, usize>,
    /// Remarks that go on in the comments file: file, line and text by entry number.
    comments: FxHashMap<u32, Comment<'a>>,
    primary: [Field; 12],
    alternates: [Field; 5],
    addresses: [Field; 6],
    comment: Field,
    properties: Properties,
}

struct Comment<'a> {
    file: u16,
    line: u32,
    text: Cow<'a, str>,
}

/// FollowTheMoney properties of the cells that have no field of their own in an entity.
struct Properties {
    position: Field,
    kind: Field,
    tonnage: Field,
    registered: Field,
    notes: Field,
}

impl<'a> Reader<'a> {
    fn new(list: ListId, set: &Set<'a>) -> Self {
        Self {
            snapshot: Snapshot::new(list, Format::OfacCsv),
            files: set.parts.iter().map(|part| part.file.name).collect(),
            index: FxHashMap::default(),
            comments: FxHashMap::default(),
            primary: PRIMARY.map(Field::from),
            alternates: ALTERNATES.map(Field::from),
            addresses: ADDRESSES.map(Field::from),
            comment: COMMENTS.into(),
            properties: Properties {
                position: "position".into(),
                kind: "type".into(),
                tonnage: "tonnage".into(),
                registered: "grossRegisteredTonnage".into(),
                notes: "notes".into(),
            },
        }
    }

    fn problem(&mut self, file: u16, severity: Severity, line: u32, field: &str, what: String, hint: &str) {
        let problem = Problem::new(severity, line, field, what).hint(hint);
        self.snapshot.problems.push(problem.in_file(self.files[usize::from(file)]));
    }

    fn comments(&mut self, file: u16, text: &'a str) {
        for row in row::rows(text) {
            let id = row.text(0).parse::<u32>();
            let line = row.line;
            let text = row.cells.into_iter().nth(1).flatten();
            if let (Ok(id), Some(text)) = (id, text) {
                self.comments.insert(id, Comment { file, line, text });
            } else {
                let what = "not an entry number and a text".into();
                self.problem(file, Severity::Error, line, COMMENTS, what, "the row was left out");
            }
        }
    }

    /// A row of the primary file becomes an entity.
    fn primary(&mut self, row: &Row<'_>) {
        self.snapshot.records += 1;
        let id = row.text(0).parse::<u32>();
        let (Ok(id), 12, false) = (id, row.cells.len(), row.text(1).is_empty()) else {
            let what = format!("not twelve cells with an entry number and a name, but {}", row.cells.len());
            return self.problem(
                0,
                Severity::Error,
                row.line,
                "",
                what,
                "look for a stray quote; the row was left out",
            );
        };
        if self.index.insert(id, self.snapshot.entities.len()).is_some() {
            let what = format!("entry {id} stands here a second time");
            self.problem(
                0,
                Severity::Error,
                row.line,
                "ent_num",
                what,
                "both were kept; companions add to this one",
            );
        }
        let mut entity = Entity::new(EntityId::new(&self.snapshot.list, row.text(0)), schema(row.text(2)));
        let mut listing =
            Listing::new(self.snapshot.list.clone(), self.at(row.line, 0).with_raw(row.text(0)));
        listing.programmes = programmes(row.text(3)).into_iter().map(Into::into).collect();
        entity.listings.push(listing);
        let name = natural(row.text(1), &entity.schema);
        entity.names.push(Sourced::new(name, self.at(row.line, 1).with_raw(row.text(1))));
        self.cells(&mut entity, row);
        self.remarks(&mut entity, id, row);
        if let Some(mut listing) = entity.listings.pop() {
            let statements =
                entity.particulars.iter().filter(|p| *p.value.property == *self.properties.notes);
            let blocks = listing.list.as_str() == SDN;
            measures::fill(&mut listing, blocks, statements.map(|p| p.value.text.as_str()));
            entity.listings.push(listing);
        }
        self.snapshot.entities.push(entity);
    }

    fn at(&self, line: u32, column: usize) -> Source {
        Source::new(0, line, &self.primary[column])
    }

    /// Title and the particulars of vessels.
    fn cells(&self, entity: &mut Entity, row: &Row<'_>) {
        let person = entity.schema == Schema::Person;
        let title = if person { &self.properties.position } else { &self.properties.notes };
        for (column, property) in [
            (4, title),
            (6, &self.properties.kind),
            (7, &self.properties.tonnage),
            (8, &self.properties.registered),
        ] {
            if !row.text(column).is_empty() {
                let particular = Particular { property: property.clone(), text: row.text(column).into() };
                entity.particulars.push(Sourced::new(particular, self.at(row.line, column)));
            }
        }
        let (sign, flag, owner) = (row.text(5), row.text(9), row.text(10));
        if !sign.is_empty() {
            let identifier = Identifier::new(IdentifierKind::CallSign, sign);
            entity.identifiers.push(Sourced::new(identifier, self.at(row.line, 5).with_raw(sign)));
        }
        if !flag.is_empty() {
            let link =
                CountryLink { country: Country::parse(flag), text: flag.into(), tie: CountryTie::Flag };
            entity.countries.push(Sourced::new(link, self.at(row.line, 9)));
        }
        if !owner.is_empty() {
            let relation = Relation { kind: "Vessel Owner".into(), target: None, name: owner.into() };
            entity.relations.push(Sourced::new(relation, self.at(row.line, 10)));
        }
    }

    /// Remarks, with what the comments file adds to them.
    fn remarks(&mut self, entity: &mut Entity, id: u32, row: &Row<'_>) {
        let own = row.whole(11);
        let (place, field) = (Source::new(0, row.line, &self.primary[11]), &self.comment);
        let problems = &mut self.snapshot.problems;
        let before = problems.len();
        let more = self.comments.remove(&id);
        let text = match &more {
            Some(more) => Cow::Owned(format!("{own}{}", more.text)),
            None => Cow::Borrowed(own),
        };
        // Whole remarks end with a full stop.
        let cut = own.len() >= remarks::CUT && !own.ends_with('.') && more.is_none();
        if cut {
            let what = "the remarks are cut after 1,000 characters";
            let hint = "give the comments file, sdn_comments.csv or cons_comments.csv, as well";
            problems.push(Problem::new(Severity::Warning, row.line, "Remarks", what).hint(hint));
        }
        let at = |offset| match &more {
            Some(more) if offset >= own.len() => Source::new(more.file, more.line, field),
            _ => place.clone(),
        };
        remarks::read(entity, &Remarks { text: &text, title: row.text(4), cut }, at, problems);
        for problem in &mut problems[before..] {
            self.files[0].clone_into(&mut problem.file);
        }
    }

    /// Reads the rows of a companion, each onto the entity of its entry number.
    fn companion(
        &mut self,
        file: u16,
        text: &str,
        add: fn(&Self, &mut Entity, u16, &Row<'_>) -> Result<(), &'static str>,
    ) {
        let mut orphans = 0;
        for row in row::rows(text) {
            let entity = row.text(0).parse().ok().and_then(|id: u32| self.index.get(&id).copied());
            let Some(at) = entity else {
                orphans += 1;
                if orphans <= ORPHANS {
                    let what = format!("entry {:?} is not in {}", row.text(0), self.files[0]);
                    self.problem(
                        file,
                        Severity::Error,
                        row.line,
                        "ent_num",
                        what,
                        "the files are of different days",
                    );
                }
                continue;
            };
            let mut entities = std::mem::take(&mut self.snapshot.entities);
            let outcome = add(self, &mut entities[at], file, &row);
            self.snapshot.entities = entities;
            if let Err(what) = outcome {
                self.problem(file, Severity::Error, row.line, "", what.into(), "the row was left out");
            }
        }
        if orphans > ORPHANS {
            let what = format!("{orphans} rows name entries that are not in {}", self.files[0]);
            self.problem(file, Severity::Error, 0, "ent_num", what, "the files are of different days");
        }
    }

    fn alternate(&self, entity: &mut Entity, file: u16, row: &Row<'_>) -> Result<(), &'static str> {
        if row.cells.len() != 5 || row.text(3).is_empty() {
            return Err("not five cells with a name");
        }
        let kind = if row.text(2) == "fka" { NameKind::Former } else { NameKind::Alias };
        let name = natural(row.text(3), &entity.schema).of_kind(kind);
        let source = Source::new(file, row.line, &self.alternates[3]).with_raw(row.text(3));
        entity.names.push(Sourced::new(name, source));
        self.remark(entity, Source::new(file, row.line, &self.alternates[4]), row.text(4));
        Ok(())
    }

    fn address(&self, entity: &mut Entity, file: u16, row: &Row<'_>) -> Result<(), &'static str> {
        if row.cells.len() != 6 {
            return Err("not six cells");
        }
        let (street, city, country) = (row.text(2), row.text(3), row.text(4));
        let full: Vec<&str> = [street, city, country].into_iter().filter(|part| !part.is_empty()).collect();
        if !full.is_empty() {
            let address = Address {
                full: full.join(", "),
                street: street.into(),
                city: city.into(),
                country_text: country.into(),
                country: Country::parse(country),
                ..Address::default()
            };
            entity.addresses.push(Sourced::new(address, Source::new(file, row.line, &self.addresses[2])));
        }
        self.remark(entity, Source::new(file, row.line, &self.addresses[5]), row.text(5));
        Ok(())
    }

    fn remark(&self, entity: &mut Entity, source: Source, text: &str) {
        if !text.is_empty() {
            let particular = Particular { property: self.properties.notes.clone(), text: text.into() };
            entity.particulars.push(Sourced::new(particular, source));
        }
    }

    /// Resolves ties and reports comments that belong to no entry.
    fn finish(mut self) -> Snapshot {
        let mut left: Vec<_> = self.comments.drain().map(|(id, c)| (c.file, c.line, id)).collect();
        left.sort_unstable();
        for (file, line, id) in left {
            let what = format!("entry \"{id}\" is not in {}", self.files[0]);
            self.problem(file, Severity::Error, line, "ent_num", what, "the files are of different days");
        }
        link::resolve(&mut self.snapshot.entities);
        self.snapshot
    }
}
