//! A self-contained page for whoever has to sign, and whoever audits later: it prints well and needs no network.

use std::fmt::Write as _;
use std::io::Write;

use maud::{Markup, PreEscaped, html};
use tamis_intake::Subject;
use tamis_model::{Entity, Problem, Source};
use tamis_screen::{Answer, Evidence, Match, Matched};

use super::{Basis, Report, Summary, remarks, shown, write_page};

/// A page lists so many subjects without alert by name; the rest is counted. Ten thousand names are 100 pages.
const CLEAR_LISTED: usize = 10_000;

/// Collects alerts as cards; the page is written at the end, since its summary comes first.
pub struct HtmlReport<'a> {
    basis: Basis<'a>,
    cards: String,
    below: Vec<String>,
    clear: Vec<String>,
    unlisted: u64,
    unreadable: Vec<String>,
}

impl<'a> HtmlReport<'a> {
    /// A page about a run on this basis.
    pub fn new(basis: Basis<'a>) -> Self {
        let (cards, below, clear, unreadable) = Default::default();
        Self { basis, cards, below, clear, unlisted: 0, unreadable }
    }
}

impl Report for HtmlReport<'_> {
    fn answer(&mut self, _: &mut dyn Write, subject: &Subject, answer: &Answer) -> anyhow::Result<()> {
        let name = subject.entity.names.first().map_or("(no name)", |n| n.value.full.as_str());
        let mut line = format!("{}  {name}", subject.id);
        let remarks = remarks(subject, answer);
        if !remarks.is_empty() {
            let _ = write!(line, " ({remarks})");
        }
        if answer.alerts() {
            let alerts: Vec<&Match> = answer.matches.iter().filter(|m| m.alert).collect();
            let card = self.card(subject, name, &alerts, &answer.notes).into_string();
            self.cards.push_str(&card);
        } else if self.clear.len() + self.below.len() >= CLEAR_LISTED {
            self.unlisted += 1;
        } else if let Some(best) = answer.matches.first() {
            self.below.push(format!("{line}: {} ({:.2})", best.entity.name, shown(best.score)));
        } else {
            self.clear.push(line);
        }
        Ok(())
    }

    fn unreadable(&mut self, problem: &Problem) {
        if self.unreadable.len() < CLEAR_LISTED {
            self.unreadable.push(problem.to_string());
        }
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> anyhow::Result<()> {
        let body = html! {
            (head(&self.basis, summary))
            main {
                (PreEscaped(std::mem::take(&mut self.cards)))
                (not_screened(&self.unreadable, summary.unreadable))
                (without_alert(&self.below, &self.clear, self.unlisted))
            }
            (basis(&self.basis))
        };
        write_page(out, &self.basis.title, "", &body)
    }
}

fn head(basis: &Basis<'_>, summary: &Summary) -> Markup {
    let clear = summary.subjects - summary.alerted;
    html! {
        header {
            h1 { "Screening report" }
            p.title { (basis.title) }
            @if basis.starter {
                p.warning { "Made with the starter catalogue: for trying out, not for compliance." }
            }
            dl.figures {
                div { dt { "screened" } dd { (summary.subjects) } }
                div.alerted { dt { "with alerts" } dd { (summary.alerted) } }
                div { dt { "without" } dd { (clear) } }
                @if summary.with_problems > 0 { div { dt { "with problems" } dd { (summary.with_problems) } } }
                @if summary.unreadable > 0 { div.alerted { dt { "unreadable" } dd { (summary.unreadable) } } }
            }
            p.title {
                "Tamis " (env!("CARGO_PKG_VERSION")) "; policy " (basis.policy.name) ", alerts from a score of "
                (basis.policy.threshold.alert) "; " (in_force(basis)) "; against "
                @for (at, snapshot) in basis.snapshots.iter().enumerate() {
                    @if at > 0 { ", " } (snapshot.list) " (" (snapshot.records) " entries)"
                }
                ". The editions stand at the end."
            }
        }
    }
}

/// The day that the answers are for.
fn in_force(basis: &Basis<'_>) -> String {
    match basis.on {
        Some(day) => format!("what was in force on {day}"),
        None => "every listing that its edition says stands".to_owned(),
    }
}

impl HtmlReport<'_> {
    fn card(&self, subject: &Subject, name: &str, alerts: &[&Match], notes: &[String]) -> Markup {
        html! {
            section.card {
                h2 { (name) " " span.id { (subject.id) } }
                @for problem in &subject.problems { p.note { (problem) } }
                @for note in notes { p.note { (note) } }
                @for found in alerts { (self.alert(subject, found)) }
            }
        }
    }

    fn alert(&self, subject: &Subject, found: &Match) -> Markup {
        let told = || found.evidence.iter().filter(|e| e.kind != "name" && e.is_of_records());
        let against: Vec<&Evidence> =
            told().filter(|e| e.weight < 0.0 || e.kind == "name.contradicting").collect();
        let one_sided: Vec<&Evidence> = told().filter(|e| e.kind == "name.missing").collect();
        let supports = |e: &&Evidence| {
            e.weight >= 0.0 && !matches!(e.kind.as_str(), "name.contradicting" | "name.missing")
        };
        // The names brought the two together, whatever they weigh.
        let names = found.evidence.iter().filter(|e| e.kind == "name");
        let support: Vec<&Evidence> = names.chain(told().filter(supports)).collect();
        let first = &subject.entity;
        let sources =
            first.names.iter().map(|n| &n.source).chain(first.identifiers.iter().map(|i| &i.source));
        let row = sources
            .map(|source| source.record)
            .next()
            .map_or_else(String::new, |line| format!("line {line}"));
        html! {
            article {
                div.score title="probability that the two are the same" {
                    span.number { (format!("{:.0} %", shown(found.score) * 100.0)) }
                    span.bar { span style=(format!("width:{:.0}%", found.score * 100.0)) {} }
                }
                div.sides {
                    (side("Your record", &row, &subject.entity))
                    (side(&format!("Listed: {}", found.entity.list), &found.entity.id, &found.entity.record))
                }
                div.evidence {
                    div { h4 { "Speaks for" } (lines(&support)) }
                    div { h4 { "Speaks against" } (lines(&against)) }
                    @if !one_sided.is_empty() { div { h4 { "On one side only" } (lines(&one_sided)) } }
                }
                (listings(&found.entity))
                @for other in &found.also {
                    p.also { "The same party on " b { (other.list) } ": " (other.name) " " span.id { (other.id) } }
                    (listings(other))
                }
                (self.source_text(&found.entity))
                @for other in &found.also { (self.source_text(other)) }
            }
        }
    }

    /// The listed record as its publisher printed it, value by value with its place.
    fn source_text(&self, entity: &Matched) -> Markup {
        let record = &entity.record;
        let place = |source: &Source| {
            let snapshot = self.basis.snapshots.iter().find(|s| s.list.as_str() == entity.list);
            let file = snapshot.and_then(|s| s.files.get(usize::from(source.file)));
            format!("{}:{}", file.map_or("record", |f| &f.name), source.record)
        };
        let row = |field: &str, text: &str, source: &Source| {
            html! { tr { td { (field) } td { (text) } td { (place(source)) } } }
        };
        html! {
            details {
                summary { "Source text: " (entity.id) }
                table.source {
                    @for n in &record.names {
                        (row(&n.source.field, n.source.raw.as_deref().unwrap_or(&n.value.full), &n.source))
                    }
                    @for b in &record.births {
                        @let date = b.value.to_string();
                        (row(&b.source.field, b.source.raw.as_deref().unwrap_or(&date), &b.source))
                    }
                    @for p in &record.particulars { (row(&p.value.property, &p.value.text, &p.source)) }
                }
            }
        }
    }
}

fn lines(evidence: &[&Evidence]) -> Markup {
    html! {
        @if evidence.is_empty() { p.none { "nothing" } }
        ul { @for line in evidence { li { (line.text) } } }
    }
}

/// One record as rows of label and value.
fn side(title: &str, place: &str, entity: &Entity) -> Markup {
    let mut rows: Vec<(&str, Vec<String>)> = vec![
        ("name", entity.names.iter().map(|n| n.value.full.clone()).collect()),
        ("born", entity.births.iter().map(|b| b.value.to_string()).collect()),
        ("born in", entity.birth_places.iter().map(|p| p.value.clone()).collect()),
        ("gender", entity.genders.iter().map(|g| g.value.as_str().to_owned()).collect()),
        ("country", entity.countries.iter().map(|c| c.value.text.clone()).collect()),
        ("numbers", entity.identifiers.iter().map(|i| i.value.to_string()).collect()),
        ("address", entity.addresses.iter().map(|a| a.value.full.clone()).collect()),
        ("position", entity.particulars("position").map(str::to_owned).collect()),
    ];
    rows.retain(|(_, values)| !values.is_empty());
    html! {
        table {
            caption { (title) " " span.id { (place) } }
            tr { th { "kind" } td { (entity.schema) } }
            @for (label, values) in rows { tr { th { (label) } td { (shortened(&values)) } } }
        }
    }
}

/// The first values, and how many more there are.
fn shortened(values: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut text = values.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
    if values.len() > SHOWN {
        let _ = write!(text, "; and {} more", values.len() - SHOWN);
    }
    text
}

fn listings(entity: &Matched) -> Markup {
    html! {
        @for listing in &entity.listings {
            table.listing {
                tr { th { "listing" } td { (listing.list) " " (listing.programmes.join(", ")) } }
                @if !listing.measures.is_empty() {
                    tr { th { "measures" } td { (listing.measures.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) } }
                }
                @if let Some(since) = &listing.since { tr { th { "since" } td { (since) } } }
                @if let Some(until) = &listing.until { tr { th { "until" } td { (until) } } }
                @if !listing.legal_acts.is_empty() { tr { th { "legal act" } td { (listing.legal_acts.join("; ")) } } }
                @for reason in &listing.reasons { tr { th { "reason" } td { (reason) } } }
            }
        }
    }
}

/// The rows that nobody was screened for.
fn not_screened(rows: &[String], all: u64) -> Markup {
    html! {
        @if all > 0 {
            section.clear {
                h2 { "Not screened: rows that could not be read" }
                ul { @for row in rows { li { (row) } } }
                @if all > rows.len() as u64 { p { "and " (all - rows.len() as u64) " more" } }
            }
        }
    }
}

fn without_alert(below: &[String], clear: &[String], unlisted: u64) -> Markup {
    html! {
        section.clear {
            h2 { "Without an alert" }
            @if !below.is_empty() {
                details open {
                    summary { (below.len()) " with a weaker match, below the alert threshold" }
                    ul { @for line in below { li { (line) } } }
                }
            }
            details {
                summary { (clear.len()) " with no match at all" }
                ul { @for line in clear { li { (line) } } }
            }
            @if unlisted > 0 { p { "and " (unlisted) " more without an alert; `--format csv` lists every one" } }
        }
    }
}

fn basis(basis: &Basis<'_>) -> Markup {
    html! {
        footer {
            h2 { "What this report was made with" }
            table {
                tr { th { "engine" } td { "Tamis " (env!("CARGO_PKG_VERSION")) } }
                tr { th { "policy" } td { (basis.policy.name) ", alerts from a score of " (basis.policy.threshold.alert) } }
                tr { th { "answers for" } td { (in_force(basis)) } }
                tr { th { "catalogue" } td.hash { (basis.catalogue) } }
                @for snapshot in basis.snapshots {
                    tr {
                        th { (snapshot.list) }
                        td {
                            "edition " (snapshot.edition.map_or_else(|| "not stated".to_owned(), |d| d.to_string())) ", " (snapshot.records) " entries"
                            @if snapshot.problems > 0 { ", " (snapshot.problems) " problems" }
                            @for file in &snapshot.files { br; span.hash { (file.name) " " (file.hash) } }
                        }
                    }
                }
            }
            p { "A score is the probability that the two records are the same party, given what both say. It is not a finding: a person decides." }
            details {
                summary { "The policy, key by key" }
                pre { (basis.policy.to_toml()) }
            }
        }
    }
}
