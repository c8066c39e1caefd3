//! A graph, the day, and who of it is listed.

use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::civil::Date;
use rayon::prelude::*;
use tamis_lists::OwnTables;
use tamis_measures::ownership::graph::{Graph, GraphBuilder, NodeId};
use tamis_measures::ownership::holdings::Holdings;
use tamis_measures::ownership::listed::Listed;
use tamis_measures::ownership::read::{self, GraphError};
use tamis_model::{
    DateOrder, Entity, EntityId, Identifier, IdentifierKind, ListId, Name, PartialDate, Problem, Schema,
    Severity, Source, Sourced,
};
use tamis_screen::Screener;
use tamis_tables::{Options, Table};

use crate::screening::Screening;
use crate::settings::{Lists, Settings};
use crate::{files, load, progress};

/// Problems of the data that are told one by one; `--format html` tells more.
const PROBLEMS_TOLD: usize = 20;

/// A graph, the day, and who of it is listed.
pub struct Case {
    pub graph: Graph,
    pub listed: Vec<Listed>,
    pub on: Date,
    /// The files, for the reader of an answer.
    pub title: String,
}

impl Case {
    /// Reads the graphs, and finds who is listed: those who are named, else by screening the names. Lists that are
    /// given with `--list` are screened in any case.
    pub fn open(settings: &Settings, graphs: &[PathBuf], listed: Option<&str>) -> anyhow::Result<Self> {
        let mut case = Self::read(settings, graphs)?;
        let lists_given = matches!(settings.lists, Lists::Files(_));
        if let Some(given) = listed {
            let named = case.named(settings, given)?;
            anyhow::ensure!(
                !named.is_empty(),
                "--listed {given}: none of these is in the graph, by id or by name"
            );
            case.listed.extend(named);
        }
        if lists_given || (listed.is_none() && case.listed.is_empty()) {
            case.screen_names(settings)?;
        }
        Ok(case)
    }

    /// The same for a supposed case: without lists of their own, nobody is listed as things are.
    pub fn open_supposed(
        settings: &Settings,
        graphs: &[PathBuf],
        already: Option<&str>,
    ) -> anyhow::Result<Self> {
        let mut case = Self::read(settings, graphs)?;
        if let Some(given) = already {
            let named = case.named(settings, given)?;
            case.listed.extend(named);
        } else if settings.lists != Lists::Starter {
            case.screen_names(settings)?;
        }
        Ok(case)
    }

    fn read(settings: &Settings, graphs: &[PathBuf]) -> anyhow::Result<Self> {
        let mut builder = GraphBuilder::default();
        let mut own_listings = Vec::new();
        for path in graphs {
            let name = files::name(path);
            match read::read(&mut builder, &name, tamis_tables::Source::Read(files::open(path)?)) {
                Ok(_) => {}
                // A sanctions list is a graph too: of those whom it links to each other.
                Err(error @ (GraphError::Unrecognised { .. } | GraphError::Table(_))) => {
                    let Ok(snapshots) = load::snapshots(&[path], &OwnTables::default()) else {
                        return Err(error.into());
                    };
                    for snapshot in &snapshots {
                        let linked = read::read_entities(&mut builder, &name, &snapshot.entities);
                        settings.say(format_args!(
                            "{}: {} entries, {} relations, {} of them to entries",
                            snapshot.list,
                            snapshot.entities.len(),
                            linked.relations,
                            linked.resolved
                        ));
                        own_listings.extend(snapshot.entities.iter().flat_map(entity_listings));
                    }
                }
            }
        }
        let graph = builder.build();
        let listed = own_listings.into_iter().filter_map(|own| own.of(&graph)).collect();
        let on = settings.on.map_or_else(|| jiff::Zoned::now().date(), |day| day.first());
        let title = graphs.iter().map(|g| files::name(g)).collect::<Vec<_>>().join(", ");
        Ok(Self { graph, listed, on, title })
    }

    /// The nodes of a file of ids or names, or of ids with commas between. What is no node is told; names that a file
    /// has and the graph spells otherwise are found by screening.
    pub fn named(&self, settings: &Settings, given: &str) -> anyhow::Result<Vec<Listed>> {
        let path = Path::new(given);
        if !path.is_file() {
            let mut found = Vec::new();
            for text in given.split(',').map(str::trim).filter(|t| !t.is_empty()) {
                let nodes = self.graph.find_named(text);
                if nodes.is_empty() {
                    settings.say(format_args!("{text:?} is no node of the graph, by id or by name"));
                }
                found.extend(nodes.into_iter().map(|node| Listed::by_hand(node, None)));
            }
            return Ok(found);
        }
        let by_name = self.graph.by_name();
        let of = |text: &String| match self.graph.find(text) {
            Some(node) => Some(vec![node]),
            None => by_name.get(&text.trim().to_lowercase()).cloned(),
        };
        let mut found = Vec::new();
        let mut missing = 0;
        for (texts, since) in entries(path)? {
            let nodes = texts.iter().find_map(of);
            missing += usize::from(nodes.is_none());
            found.extend(nodes.unwrap_or_default().into_iter().map(|node| Listed::by_hand(node, since)));
        }
        if missing > 0 {
            found.extend(self.screened_against(settings, path, &found)?);
        }
        Ok(found)
    }

    /// Screens the nodes against a file as a list of the user's own, for names that are spelled otherwise.
    fn screened_against(
        &self,
        settings: &Settings,
        path: &Path,
        known: &[Listed],
    ) -> anyhow::Result<Vec<Listed>> {
        let own = Settings {
            own_tables: OwnTables::default(),
            lists: Lists::Files(vec![path.to_owned()]),
            data: settings.data.clone(),
            policy: settings.policy.clone(),
            format: settings.format,
            output: None,
            on: settings.on,
            quiet: settings.quiet,
            terminal: false,
        };
        // A file of bare ids is no list, and there is nothing to be spelled otherwise.
        let Ok(screening) = Screening::open(&own) else { return Ok(Vec::new()) };
        let mut found = self.screen_with(settings, &screening.screener(settings)?)?;
        found.retain(|listed| known.iter().all(|k| k.node != listed.node));
        Ok(found)
    }

    fn screen_names(&mut self, settings: &Settings) -> anyhow::Result<()> {
        let screening = Screening::open(settings)?;
        let found = self.screen_with(settings, &screening.screener(settings)?)?;
        settings.say(format_args!("{} listed entries found among {} nodes", found.len(), self.graph.nodes()));
        self.listed.extend(found);
        Ok(())
    }

    fn screen_with(&self, settings: &Settings, screener: &Screener<'_>) -> anyhow::Result<Vec<Listed>> {
        let bar = progress::counter(settings, "nodes screened");
        let nodes: Vec<NodeId> = self.graph.node_ids().collect();
        let mut found = Vec::new();
        for chunk in nodes.chunks(1 << 14) {
            let answers: Vec<Vec<Listed>> = chunk
                .par_iter()
                .map(|node| {
                    let answer = screener.screen(&subject(&self.graph, *node))?;
                    Ok(answer.matches.iter().filter(|m| m.alert).flat_map(|m| matched(*node, m)).collect())
                })
                .collect::<anyhow::Result<_>>()?;
            found.extend(answers.into_iter().flatten());
            bar.inc(chunk.len() as u64);
        }
        bar.finish_and_clear();
        Ok(found)
    }

    /// Tells the problems of the data and of the day.
    pub fn say_problems(&self, settings: &Settings, holdings: &Holdings<'_>) {
        let problems = || self.graph.problems().iter().chain(holdings.problems());
        let count = problems().filter(|p| p.severity > Severity::Note).count() + holdings.unreported();
        let worst_first = |wanted: Severity| problems().filter(move |p| p.severity == wanted);
        let told: Vec<&Problem> =
            worst_first(Severity::Error).chain(worst_first(Severity::Warning)).take(PROBLEMS_TOLD).collect();
        for problem in &told {
            settings.say(problem);
        }
        if count > told.len() {
            settings.say(format_args!("and {} more problems", count - told.len()));
        }
    }
}

/// The entries of a file of ids or names, with the day of listing where it has one.
fn entries(path: &Path) -> anyhow::Result<Vec<(Vec<String>, Option<PartialDate>)>> {
    let name = files::name(path);
    let known = ["id", "name", "since", "listed"].map(String::from).to_vec();
    let options = Options { known_columns: known, ..Options::default() };
    let mut table = Table::open(&name, tamis_tables::Source::Read(files::open(path)?), &options)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let column = |wanted: &[&str]| {
        table.columns().iter().position(|c| wanted.iter().any(|w| c.trim().eq_ignore_ascii_case(w)))
    };
    let (id, called) =
        (column(&["id", "node", "entity", "entity_id"]), column(&["name", "full_name", "full name"]));
    let since = column(&["since", "listed", "listed_on", "date"]);
    // Without a header, the first line is an entry as well.
    let headless = id.is_none() && called.is_none();
    let mut entries = Vec::new();
    if headless && let Some(first) = table.columns().first().filter(|c| !c.trim().is_empty()) {
        entries.push((vec![first.clone()], None));
    }
    for row in table.by_ref() {
        let row = row.map_err(|problem| anyhow::anyhow!("{name}: {problem}"))?;
        let cell = |at: Option<usize>| -> Option<String> {
            let text = row.cells()?.get(at?)?.trim().to_owned();
            Some(text).filter(|t| !t.is_empty())
        };
        let key = |keys: &[&str]| match &row.body {
            tamis_tables::Body::Object(object) => {
                keys.iter().find_map(|k| object.get(*k)?.as_str().map(str::to_owned))
            }
            tamis_tables::Body::Cells(_) => None,
        };
        let first = if headless { cell(Some(0)) } else { None };
        let texts = [first, cell(id), cell(called), key(&["id"]), key(&["name"])];
        let since = cell(since).or_else(|| key(&["since"]));
        let since = since.and_then(|text| PartialDate::parse(&text, DateOrder::DayFirst).ok());
        entries.push((texts.into_iter().flatten().collect(), since));
    }
    Ok(entries)
}

/// A listing that a list says of one of its own entries.
struct OwnListing {
    id: String,
    list: String,
    measures: Vec<tamis_model::Measure>,
    since: Option<PartialDate>,
}

fn entity_listings(entity: &Entity) -> Vec<OwnListing> {
    let own = |l: &tamis_model::Listing| OwnListing {
        id: entity.id.to_string(),
        list: l.list.to_string(),
        measures: l.measures.clone(),
        since: l.since().copied(),
    };
    entity.listings.iter().map(own).collect()
}

impl OwnListing {
    fn of(self, graph: &Graph) -> Option<Listed> {
        let node = graph.find(&self.id)?;
        let why = format!("an entry of {}", self.list);
        Some(Listed { node, list: Some(self.list), measures: self.measures, since: self.since, why })
    }
}

/// The listings behind a match.
fn matched(node: NodeId, found: &tamis_screen::Match) -> Vec<Listed> {
    let why = |m: &tamis_screen::Matched| format!("is {} ({}), score {:.2}", m.name, m.id, found.score);
    std::iter::once(&found.entity)
        .chain(&found.also)
        .flat_map(|m| {
            m.listings.iter().map(move |l| Listed {
                node,
                list: Some(l.list.clone()),
                measures: l.measures.clone(),
                since: l.since.as_deref().and_then(|t| PartialDate::parse(t, DateOrder::DayFirst).ok()),
                why: why(m),
            })
        })
        .collect()
}

/// A node as a subject.
pub fn subject(graph: &Graph, node: NodeId) -> Entity {
    let facts = graph.facts(node);
    let schema = facts.and_then(|f| f.schema.clone()).unwrap_or(Schema::LegalEntity);
    let mut entity = Entity::new(EntityId::whole(graph.id(node)), schema);
    let field: tamis_model::Field = "name".into();
    let source = || Source::new(0, 0, &field);
    entity.names.push(Sourced::new(Name::new(graph.name(node)), source()));
    if let Some(facts) = facts {
        entity.names.extend(facts.other_names.iter().map(|n| Sourced::new(Name::new(n.as_str()), source())));
        entity.births.extend(facts.began.map(|d| Sourced::new(d, source())));
        let numbers = facts.numbers.iter().filter_map(|n| identifier(n));
        entity.identifiers.extend(numbers.map(|identifier| Sourced::new(identifier, source())));
    }
    entity
}

/// A number with the FollowTheMoney name of its kind before a colon.
fn identifier(number: &str) -> Option<Identifier> {
    let (kind, number) = number.split_once(':')?;
    let kind = IdentifierKind::ALL.iter().copied().find(|k| k.property() == kind)?;
    Some(Identifier::new(kind, number))
}

/// A node as an entity of a list of its own, for subjects to be screened against.
pub fn entity(graph: &Graph, node: NodeId, list: &ListId) -> Entity {
    let field: tamis_model::Field = "name".into();
    let mut entity = subject(graph, node);
    entity.id = EntityId::new(list, graph.id(node));
    entity.listings.push(tamis_model::Listing::new(list.clone(), Source::new(0, 0, &field)));
    entity
}

/// Writes a file that the user asked for.
#[expect(clippy::disallowed_methods, reason = "the binary writes where the user says")]
pub fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
