//! `tamis policy fit`: the weights, from labelled pairs and from subjects of whom it is known which entity they are.
//!
//! The folder holds any of these sets; each that is there counts:
//!
//! ```text
//! NAME_customers.csv with NAME_customers_key.csv   subjects; the key's expected_ent_num is the entity's own id
//! clean_customers_*.csv                            subjects who are no entity of the lists
//! NAME_queries.csv with NAME_list.csv and _key.csv subjects, the list they are screened against, the expected_id
//! record_pairs.jsonl, record_checks.jsonl          {"id","left","right","is_match"}, FollowTheMoney
//! name_pairs.csv                                   schema,name1,name2,is_match
//! ```

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use rayon::prelude::*;
use tamis_intake::{Pairs, Source, Subject};
use tamis_lists::OwnTables;
use tamis_model::EntityId;
use tamis_screen::fit::{self, FOLDS, Labelled};
use tamis_screen::{Measured, NameMeasure, Screener, Understood, Weights, common_kind};

use crate::arguments::Columns;
use crate::screening::Screening;
use crate::settings::Settings;
use crate::{Outcome, files, load, screen};

/// Runs `tamis policy fit`.
pub fn run(settings: &Settings, sets: &Path, write: Option<&Path>) -> anyhow::Result<Outcome> {
    let screening = Screening::open(settings)?;
    let screener = screening.screener(settings)?;
    let mut pairs = Vec::new();
    for file in files::in_folder(sets)? {
        let name = files::name(&file);
        let is = |start: &str, end: &str| name.starts_with(start) && name.ends_with(end);
        let found = if is("clean_customers", ".csv") {
            candidates(&screener, &file)?.into_iter().map(Found::of_a_stranger).collect()
        } else if is("", "_customers.csv") {
            let key = sets.join(name.replace("_customers.csv", "_customers_key.csv"));
            if !key.exists() {
                continue;
            }
            of_one_list(candidates(&screener, &file)?, &read_key(&key, "expected_ent_num")?)
        } else if is("", "_queries.csv") {
            let beside = |part: &str| sets.join(name.replace("_queries.csv", part));
            queries(settings, &file, &beside("_list.csv"), &beside("_key.csv"))?
        } else if is("record_", ".jsonl") || name == "name_pairs.csv" {
            labelled_pairs(&file)?
        } else {
            continue;
        };
        settings.say(format_args!(
            "{name}: {} pairs, {} of them the same",
            found.len(),
            found.iter().filter(|p| p.same).count()
        ));
        pairs.extend(found);
    }
    if pairs.is_empty() {
        bail!("{}: none of the labelled sets is here", sets.display());
    }
    let start = Weights::prior();
    let report = fit::held_back(&pairs, &start)?;
    let fitted = fit::fit(&pairs, &start, None)?;
    let mut out = settings.writer()?;
    writeln!(out, "{} pairs\n{}", pairs.len(), report.to_text())?;
    writeln!(out, "{}", fitted.to_toml())?;
    out.flush()?;
    if let Some(path) = write {
        files::write(path, fitted.to_toml().as_bytes())?;
    }
    Ok(Outcome::Clear)
}

/// The part that a pair is held back with: everything about one subject in the same part.
fn fold(id: &str) -> u8 {
    blake3::hash(id.as_bytes()).as_bytes()[0] % FOLDS
}

/// A pair whose names are less alike than this is not learned from: no search would bring it up, and what makes the
/// two the same, if they are, is nothing that was measured.
const LEAST_ALIKE: f32 = 0.5;

/// Subjects that were made from entries of one list. Whether they are on the others as well is not told by the key, and
/// many are: what those lists bring up is not learned from.
fn of_one_list(found: Vec<Found>, expected: &HashMap<String, String>) -> Vec<Labelled> {
    let is_expected = |f: &Found| expected.get(&f.subject).is_some_and(|id| id == f.entity.native());
    let list = |f: &Found| f.entity.as_str().strip_suffix(f.entity.native()).unwrap_or_default().to_owned();
    let mut lists = BTreeMap::<String, usize>::new();
    for found in found.iter().filter(|f| is_expected(f)) {
        *lists.entry(list(found)).or_default() += 1;
    }
    let theirs = lists.into_iter().max_by_key(|(_, count)| *count).map(|(list, _)| list);
    let of_theirs = found.into_iter().filter(|f| theirs.as_ref() == Some(&list(f)));
    of_theirs.map(|f| (is_expected(&f), f)).map(|(same, f)| f.labelled(same)).collect()
}

/// A candidate of a subject.
struct Found {
    subject: String,
    entity: EntityId,
    measured: Measured,
    /// Candidates of the subject whose names are measured the same, itself included.
    namesakes: usize,
}

impl Found {
    fn labelled(self, same: bool) -> Labelled {
        Labelled { measured: self.measured, same, count: 1.0, fold: fold(&self.subject) }
    }

    /// A candidate of somebody who is on no list. A name that several lists hold is one name: that it is somebody else's
    /// is told once, not once a list.
    fn of_a_stranger(self) -> Labelled {
        let count = 1.0 / self.namesakes as f32;
        Labelled { count, ..self.labelled(false) }
    }
}

/// Every candidate of every subject.
fn candidates(screener: &Screener<'_>, file: &Path) -> anyhow::Result<Vec<Found>> {
    let subjects: Vec<Subject> =
        screen::subjects(file, &Columns::default())?.filter_map(Result::ok).collect();
    let found: Vec<Vec<Found>> = subjects
        .par_iter()
        .map(|subject| {
            let all = screener.measure(&subject.entity)?;
            let names: Vec<NameMeasure> = all.iter().map(|(_, measured)| measured.name).collect();
            let found = |(id, measured): (String, Measured)| Found {
                subject: subject.id.clone(),
                entity: EntityId::whole(&id),
                namesakes: names.iter().filter(|name| **name == measured.name).count(),
                measured,
            };
            Ok(all.into_iter().map(found).collect())
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// Subjects against a list of their own; an entity with the name of the expected one is as good as that.
fn queries(settings: &Settings, file: &Path, list: &Path, key: &Path) -> anyhow::Result<Vec<Labelled>> {
    let screening = Screening::of_files(settings, &[list.to_owned()])?;
    let screener = screening.screener(settings)?;
    let expected = read_key(key, "expected_id")?;
    let snapshots = load::snapshots(&[list], &OwnTables::default())?;
    let names: HashMap<&str, &str> =
        snapshots.iter().flat_map(|s| &s.entities).map(|e| (e.id.native(), e.caption())).collect();
    let same = |f: &Found| {
        let wanted = expected.get(&f.subject).and_then(|id| names.get(id.as_str()));
        wanted.is_some() && wanted == names.get(f.entity.native())
    };
    Ok(candidates(&screener, file)?
        .into_iter()
        .map(|f| (same(&f), f))
        .map(|(same, f)| f.labelled(same))
        .collect())
}

/// Which entity each subject is.
fn read_key(path: &Path, column: &str) -> anyhow::Result<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(files::open(path)?);
    let headers = reader.headers()?.clone();
    let place = |name: &str| {
        headers
            .iter()
            .position(|h| h == name)
            .with_context(|| format!("{}: no column {name}", path.display()))
    };
    let (id, entity) = (place("id")?, place(column)?);
    let rows = reader.records().map(|row| row.map(|r| (r[id].to_owned(), r[entity].to_owned())));
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The pairs of a file with the label that it gives them.
fn labelled_pairs(file: &Path) -> anyhow::Result<Vec<Labelled>> {
    let labels = read_labels(file)?;
    let pairs: Vec<_> =
        Pairs::open(&files::name(file), Source::Read(files::open(file)?))?.filter_map(Result::ok).collect();
    let weights = Weights::standard();
    let label = |pair: &tamis_intake::Pair| {
        let same = *labels.get(&pair.id)?;
        let kind = common_kind(&pair.left, &pair.right);
        let (left, right) = (Understood::new(&pair.left, kind), Understood::new(&pair.right, kind));
        let (measured, _) = tamis_screen::measure(&left, &right, &weights);
        (measured.name.likeness >= LEAST_ALIKE).then(|| Labelled {
            measured,
            same,
            count: 1.0,
            fold: fold(&pair.id),
        })
    };
    Ok(pairs.par_iter().filter_map(label).collect())
}

/// The `is_match` of each pair, by its id.
fn read_labels(file: &Path) -> anyhow::Result<HashMap<String, bool>> {
    let text = files::read_text(file)?;
    if file.extension().is_some_and(|e| e == "jsonl") {
        let label = |line: &str| -> anyhow::Result<Option<(String, bool)>> {
            let value: serde_json::Value = serde_json::from_str(line)?;
            Ok(value["id"].as_str().map(str::to_owned).zip(value["is_match"].as_bool()))
        };
        let labels: Vec<_> = text.lines().map(label).collect::<anyhow::Result<_>>()?;
        return Ok(labels.into_iter().flatten().collect());
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers()?.clone();
    let place =
        |name: &str| headers.iter().position(|h| h == name).with_context(|| format!("no column {name}"));
    let (id, same) = (place("id")?, place("is_match")?);
    let rows = reader.records().map(|row| row.map(|r| (r[id].to_owned(), &r[same] == "true")));
    Ok(rows.collect::<Result<_, _>>()?)
}
