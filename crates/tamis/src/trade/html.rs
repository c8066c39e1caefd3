//! A self-contained page about a run over shipments, in the look of the screening report.

use std::io::Write;

use maud::{Markup, PreEscaped, html};
use tamis_measures::trade::{Measures, Outcome};

use super::answer::{Short, outcome_name};
use super::print::Summary;
use crate::report::write_page;

/// A page shows so many shipments that are not clear; the rest is counted. Five thousand cards are some 1,500 pages.
const SHOWN: usize = 5_000;
/// A page lists so many clear shipments by id.
const CLEAR_LISTED: usize = 10_000;

/// Collects cards; the page is written at the end, since its summary comes first.
pub struct Page<'a> {
    title: String,
    measures: &'a Measures,
    cards: String,
    shown: usize,
    unshown: u64,
    clear: Vec<String>,
    unlisted: u64,
}

impl<'a> Page<'a> {
    /// A page about these files.
    pub fn new(title: String, measures: &'a Measures) -> Self {
        Self { title, measures, cards: String::new(), shown: 0, unshown: 0, clear: Vec::new(), unlisted: 0 }
    }

    /// Adds a shipment.
    pub fn add(&mut self, short: &Short, outcome: Outcome, id: &str) {
        let clear = outcome == Outcome::Permitted && short.flags.is_empty() && short.parties.is_empty();
        if clear && self.clear.len() < CLEAR_LISTED {
            self.clear.push(format!("{id}  {}: {}", short.goods, short.route));
        } else if clear {
            self.unlisted += 1;
        } else if self.shown < SHOWN {
            self.cards.push_str(&card(short, outcome, id).into_string());
            self.shown += 1;
        } else {
            self.unshown += 1;
        }
    }

    /// Writes the page.
    pub fn write(&mut self, out: &mut dyn Write, summary: &Summary) -> anyhow::Result<()> {
        let body = html! {
            (self.head(summary))
            main {
                (PreEscaped(std::mem::take(&mut self.cards)))
                @if self.unshown > 0 { p { "and " (self.unshown) " more; `--format csv` lists every one" } }
                section.clear {
                    h2 { "Permitted, without a flag" }
                    details {
                        summary { (self.clear.len() as u64 + self.unlisted) " shipments" }
                        ul { @for line in &self.clear { li { (line) } } }
                        @if self.unlisted > 0 { p { "and " (self.unlisted) " more" } }
                    }
                }
            }
            (self.basis())
        };
        write_page(out, &self.title, "", &body)
    }

    fn head(&self, summary: &Summary) -> Markup {
        html! {
            header {
                h1 { "Trade report" }
                p.title { (self.title) }
                dl.figures {
                    div { dt { "checked" } dd { (summary.shipments) } }
                    div.alerted { dt { "prohibited" } dd { (summary.prohibited) } }
                    div { dt { "to review" } dd { (summary.review) } }
                    div { dt { "permitted with flags" } dd { (summary.flagged) } }
                    div { dt { "with party alerts" } dd { (summary.party_alerts) } }
                    @if summary.unreadable > 0 { div.alerted { dt { "unreadable" } dd { (summary.unreadable) } } }
                }
            }
        }
    }

    fn basis(&self) -> Markup {
        html! {
            footer {
                h2 { "What this report was made with" }
                table {
                    tr { th { "engine" } td { "Tamis " (env!("CARGO_PKG_VERSION")) } }
                    @for regime in &self.measures.regimes {
                        tr {
                            th { (regime.id) }
                            td { (regime.name) ", " (regime.act) ", known here until " (regime.known_until) @if !regime.gaps.is_empty() { "; " (regime.gaps) } }
                        }
                    }
                }
                p { "An answer rests on the facts of the shipment as stated. A flag is a reason to look, not a finding. Only the Official Journal is authentic." }
            }
        }
    }
}

fn card(short: &Short, outcome: Outcome, id: &str) -> Markup {
    html! {
        section.card {
            h2 { (outcome_name(outcome).to_uppercase()) " " (short.goods) " " span.id { (id) } }
            p.note { (short.route) }
            (lines("Rules", &short.rules))
            (lines("Missing, wrong or near", &short.notes))
            (lines("Parties", &short.parties))
            (lines("Flags", &short.flags))
        }
    }
}

fn lines(title: &str, lines: &[String]) -> Markup {
    html! {
        @if !lines.is_empty() {
            h4 { (title) }
            ul { @for line in lines { li { (line) } } }
        }
    }
}
