//! `tamis lists`: import, status, show, remove.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, bail};
use comfy_table::{Cell, CellAlignment, Table, presets};
use tamis_lists::{InputFile, Snapshot};
use tamis_model::{Entity, EntityId, Severity};

use crate::arguments::{Columns, Format, Lists, ListsCommand};
use crate::data::{Imported, Store};
use crate::settings::{Settings, own_tables};
use crate::{Outcome, files, load};

/// An edition with fewer than this share of the last one's entities is refused: a publisher's server that fails
/// half-way has done that to others. A real list has never lost more than a tenth in one edition.
const SHRUNKEN: f64 = 0.8;

/// Runs `tamis lists`.
pub fn run(settings: &Settings, arguments: &Lists) -> anyhow::Result<Outcome> {
    let store = Store::at(&settings.data);
    match &arguments.command {
        ListsCommand::Import { files, accept_shrunken, columns } => {
            import(settings, &store, files, *accept_shrunken, columns)
        }
        ListsCommand::Status { problems } => status(settings, &store, *problems),
        ListsCommand::Show { id } => show(settings, id),
        ListsCommand::Remove { list } => remove(settings, &store, list),
    }
}

fn import(
    settings: &Settings,
    store: &Store,
    files: &[PathBuf],
    accept_shrunken: bool,
    columns: &Columns,
) -> anyhow::Result<Outcome> {
    let bytes = files
        .iter()
        .map(|f| Ok((files::name(f), files::read_bytes(f)?)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let inputs: Vec<InputFile<'_>> = bytes.iter().map(|(name, bytes)| InputFile { name, bytes }).collect();
    let by_hash: BTreeMap<String, &[u8]> =
        bytes.iter().map(|(_, b)| (blake3::hash(b).to_hex().to_string(), b.as_slice())).collect();
    let mut index: BTreeMap<String, Imported> =
        store.index()?.into_iter().map(|i| (i.list.clone(), i)).collect();
    let (mut imported, mut refused) = (Vec::new(), Vec::new());
    let said = own_tables(&columns.map, columns.sheet.clone())?;
    for snapshot in tamis_lists::read_told(&inputs, &said) {
        match snapshot.map_err(anyhow::Error::from).and_then(|s| accept(s, &index, accept_shrunken)) {
            Ok(snapshot) => {
                for file in &snapshot.files {
                    let bytes =
                        by_hash.get(&file.hash).with_context(|| format!("{} has no bytes", file.name))?;
                    store.keep(&file.hash, bytes)?;
                }
                tell_problems(settings, &snapshot);
                load::warn_of_empty(&snapshot);
                warn_of_replaced(&snapshot, &index, &imported);
                let entry = Imported::of(&snapshot, now(), columns);
                index.insert(entry.list.clone(), entry.clone());
                imported.retain(|i: &Imported| i.list != entry.list);
                imported.push(entry);
            }
            Err(error) => refused.push(error),
        }
    }
    if !imported.is_empty() {
        store.write_index(index.values().cloned().collect())?;
        let current: Vec<Imported> = index.into_values().collect();
        load::compile_stored(settings, store, &current)?;
    }
    print_lists(settings, &imported)?;
    for error in &refused {
        eprintln!("tamis: not imported: {error:#}");
    }
    if !refused.is_empty() {
        bail!(
            "{} of {} were not imported; what was imported before stays",
            refused.len(),
            refused.len() + imported.len()
        );
    }
    Ok(Outcome::Clear)
}

/// Refuses an edition that lost suspiciously many entities; the last good one stays.
fn accept(
    snapshot: Snapshot,
    index: &BTreeMap<String, Imported>,
    accept_shrunken: bool,
) -> anyhow::Result<Snapshot> {
    let name = snapshot.list.as_str();
    if let Some(last) = index.get(name)
        && !accept_shrunken
        && (snapshot.entities.len() as f64) < last.entities as f64 * SHRUNKEN
    {
        bail!(
            "{name}: {} entities, the edition imported on {} had {}: a list does not shrink like that; \
             fetch it again, or give --accept-shrunken if it is right",
            snapshot.entities.len(),
            last.fetched,
            last.entities
        );
    }
    load::usable(snapshot)
}

/// Says that an edition replaces a newer one, or a list that was just imported: neither is wanted as a rule.
fn warn_of_replaced(snapshot: &Snapshot, index: &BTreeMap<String, Imported>, imported: &[Imported]) {
    let (list, files) = (&snapshot.list, snapshot.files.iter().map(|f| f.name.as_str()).collect::<Vec<_>>());
    let Some(last) = index.get(list.as_str()) else { return };
    let edition = snapshot.edition.map(|d| d.to_string());
    if imported.iter().any(|i| i.list == list.as_str()) {
        let before: Vec<&str> = last.files.iter().map(|f| f.name.as_str()).collect();
        let (before, files) = (before.join(", "), files.join(", "));
        eprintln!("tamis: warning: {list} was given twice: {files} replaces {before}");
    } else if let (Some(edition), Some(newer)) = (edition, &last.edition)
        && edition < *newer
    {
        eprintln!("tamis: warning: {list}: the edition of {edition} replaces the newer one of {newer}");
    }
}

/// So many problems of one import are printed; the rest is counted, and `status --problems` lists all.
const PROBLEMS_TOLD: usize = 5;

fn tell_problems(settings: &Settings, snapshot: &Snapshot) {
    let costly: Vec<_> = snapshot.problems.iter().filter(|p| p.severity > Severity::Note).collect();
    for problem in costly.iter().take(PROBLEMS_TOLD) {
        settings.say(problem);
    }
    if costly.len() > PROBLEMS_TOLD {
        settings.say(format_args!(
            "{}: {} more problems; `tamis lists status --problems` lists them",
            snapshot.list,
            costly.len() - PROBLEMS_TOLD
        ));
    }
}

#[expect(clippy::disallowed_methods, reason = "when a list was imported is a fact about the data directory")]
fn now() -> String {
    let now = std::time::SystemTime::now();
    jiff::Timestamp::try_from(now).map(|t| t.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default()
}

fn status(settings: &Settings, store: &Store, problems: bool) -> anyhow::Result<Outcome> {
    let index = store.index()?;
    if index.is_empty() {
        settings.say(format_args!("{}\n(data directory: {})", load::STARTER_NOTICE, settings.data.display()));
    }
    print_lists(settings, &index)?;
    if problems {
        let mut out = settings.writer()?;
        for imported in &index {
            for snapshot in load::read_imported(store, imported)? {
                for problem in &snapshot.problems {
                    writeln!(out, "{}: {problem}", imported.list)?;
                }
            }
        }
        out.flush()?;
    }
    Ok(Outcome::Clear)
}

fn print_lists(settings: &Settings, lists: &[Imported]) -> anyhow::Result<()> {
    let mut out = settings.writer()?;
    match settings.format {
        Format::Table | Format::Html if lists.is_empty() => {}
        Format::Table | Format::Html => {
            let mut table = Table::new();
            table.load_style(presets::UTF8_HORIZONTAL_ONLY);
            table.set_header(["list", "edition", "entries", "names", "listed as of", "imported", "problems"]);
            for list in lists {
                let dash = || "-".to_owned();
                let number = |n: usize| Cell::new(n).set_alignment(CellAlignment::Right);
                table.add_row([
                    Cell::new(&list.list),
                    Cell::new(list.edition.clone().unwrap_or_else(dash)),
                    number(list.entities),
                    number(list.names),
                    Cell::new(list.listed_as_of.clone().unwrap_or_else(dash)),
                    Cell::new(&list.fetched),
                    number(list.problems),
                ]);
            }
            writeln!(out, "{table}")?;
        }
        Format::Jsonl => {
            for list in lists {
                writeln!(out, "{}", serde_json::to_string(list)?)?;
            }
        }
        Format::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            csv.write_record([
                "list",
                "edition",
                "entries",
                "names",
                "listed_as_of",
                "imported",
                "problems",
            ])?;
            for l in lists {
                let (edition, as_of) =
                    (l.edition.clone().unwrap_or_default(), l.listed_as_of.clone().unwrap_or_default());
                let counts = [l.entities, l.names, l.problems].map(|n| n.to_string());
                csv.write_record([
                    &l.list, &edition, &counts[0], &counts[1], &as_of, &l.fetched, &counts[2],
                ])?;
            }
            csv.flush()?;
        }
    }
    Ok(out.flush()?)
}

fn show(settings: &Settings, id: &str) -> anyhow::Result<Outcome> {
    let catalogue = load::catalogue(settings)?;
    let Some(index) = catalogue.find(&EntityId::whole(id)) else {
        bail!(
            "no entity {id:?} in the lists in use; ids look like us-ofac-sdn:36 (list, colon, the publisher's own id)"
        );
    };
    let entity = catalogue.entity(index)?;
    let mut out = settings.writer()?;
    if settings.format == Format::Table {
        // The id begins with the name of the list whose files its sources count.
        let (list, _) = id.split_once(':').unwrap_or((id, ""));
        let snapshot = catalogue.info().snapshots.iter().find(|s| s.list.as_str() == list);
        let files: Vec<&str> = snapshot.iter().flat_map(|s| &s.files).map(|f| f.name.as_str()).collect();
        print_entity(&mut out, &entity, &files)?;
    } else {
        writeln!(out, "{}", serde_json::to_string(&entity)?)?;
    }
    out.flush()?;
    Ok(Outcome::Clear)
}

/// Everything that a list says about an entity, one fact a line, with its place: file, line or row, field, and the text
/// that stands there where it says more.
fn print_entity(out: &mut impl std::io::Write, entity: &Entity, files: &[&str]) -> anyhow::Result<()> {
    writeln!(out, "{}  {}  ({})", entity.id, entity.caption(), entity.schema)?;
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let place = |source: &tamis_model::Source| {
        let raw = source.raw.as_deref().map_or(String::new(), |raw| format!(" {raw:?}"));
        let file = files.get(usize::from(source.file)).copied().unwrap_or("?");
        format!("{file}:{} {}{raw}", source.record, source.field)
    };
    let mut row = |what: &str, text: String, source: &tamis_model::Source| {
        table.add_row([what.to_owned(), text, place(source)]);
    };
    for n in &entity.names {
        let weak = if n.value.strength == tamis_model::Strength::Weak { "weak " } else { "" };
        row(&format!("{weak}{:?} name", n.value.kind).to_lowercase(), n.value.full.clone(), &n.source);
    }
    entity.births.iter().for_each(|b| row("born", b.value.to_string(), &b.source));
    entity.deaths.iter().for_each(|d| row("died", d.value.to_string(), &d.source));
    entity.birth_places.iter().for_each(|p| row("born in", p.value.clone(), &p.source));
    entity
        .countries
        .iter()
        .for_each(|c| row(&format!("{:?}", c.value.tie).to_lowercase(), c.value.text.clone(), &c.source));
    entity.genders.iter().for_each(|g| row("gender", g.value.as_str().into(), &g.source));
    entity.identifiers.iter().for_each(|i| row("identifier", i.value.to_string(), &i.source));
    entity.addresses.iter().for_each(|a| row("address", a.value.full.clone(), &a.source));
    entity.relations.iter().for_each(|r| row(&r.value.kind, r.value.name.clone(), &r.source));
    entity.particulars.iter().for_each(|p| row(&p.value.property, p.value.text.clone(), &p.source));
    for l in &entity.listings {
        let date = |what: &str, date: Option<tamis_model::PartialDate>| {
            date.map_or(String::new(), |d| format!("; {what} {d}"))
        };
        let measures: Vec<&str> = l.measures.iter().map(tamis_model::Measure::as_str).collect();
        let text = format!(
            "{}: {}; {}{}{}{}{}{}{}",
            l.list,
            l.programmes.join(", "),
            measures.join(", "),
            date("listed", l.listed),
            date("published", l.published),
            date("effective", l.effective),
            date("amended", l.amended),
            date("delisted", l.delisted),
            date("expires", l.expires),
        );
        row("listing", text, &l.source);
        l.legal_acts.iter().for_each(|act| row("legal act", act.clone(), &l.source));
        l.reasons.iter().for_each(|reason| row("reason", reason.clone(), &l.source));
    }
    Ok(writeln!(out, "{table}")?)
}

fn remove(settings: &Settings, store: &Store, list: &str) -> anyhow::Result<Outcome> {
    let mut index = store.index()?;
    let before = index.len();
    index.retain(|i| i.list != list);
    if index.len() == before {
        let known: Vec<String> = index.into_iter().map(|i| i.list).collect();
        bail!("no list {list:?} is imported; imported are: {}", known.join(", "));
    }
    store.write_index(index.clone())?;
    load::compile_stored(settings, store, &index)?;
    settings.say(format_args!("{list} is removed; its snapshot stays in the data directory, for replays"));
    Ok(Outcome::Clear)
}
