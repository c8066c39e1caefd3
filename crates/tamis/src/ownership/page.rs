//! A self-contained page: the picture, what each regime says, the flags, the rules.

use std::io::Write;

use maud::{Markup, PreEscaped, html};
use tamis_measures::evasion::Flag;
use tamis_measures::ownership::holdings::Holdings;
use tamis_measures::ownership::picture;
use tamis_measures::ownership::report::{Line, sentence};
use tamis_measures::ownership::standing::{Answer, Standing};

use super::case::Case;
use super::print::{Changed, Explained, Report, Told};
use crate::report::write_page;

/// Beside the look of every page: the picture, wide tables, the colours of answers.
const OWN_STYLE: &str = "figure{margin:1rem 0;overflow-x:auto}figure svg{max-width:100%;height:auto}\
    main table{margin:0 0 1.5rem}main td,main th{width:auto;padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--line)}\
    main td{overflow-wrap:normal}.why{min-width:26rem}main .id{display:inline-block;max-width:13rem;overflow-wrap:anywhere}.restricted{color:#b3261e;font-weight:600}\
    .undetermined{color:#806600;font-weight:600}.review{color:#2f5d9b;font-weight:600}";

/// Rows that a page shows; more belong in a table.
const ROWS_MAX: usize = 5_000;

/// Collects lines; the page is written at the end.
#[derive(Default)]
pub struct Page {
    title: String,
    day: String,
    picture: String,
    rows: Vec<Markup>,
    unshown: usize,
    problems: Vec<String>,
}

fn row(line: &Line) -> Markup {
    html! {
        tr {
            td { b { (line.node.name) } @if line.node.name != line.node.id { br; span.id { (line.node.id) } } }
            td { (line.regime) }
            td class=(line.answer) { (line.answer) @if line.presumed { ", presumed" } }
            td { (line.basis.unwrap_or("")) }
            td { (line.share.as_deref().unwrap_or("")) }
            td.why {
                (line.why)
                @if let Some(fact) = &line.settled_by { br; "To be settled by: " (fact) }
                @for step in &line.chain {
                    br; small { (step.owner_name.as_ref().unwrap_or(&step.owner)) " → " (step.owned_name.as_ref().unwrap_or(&step.owned)) " " (step.share.as_deref().unwrap_or(step.kind)) " (" (step.place) ")" }
                }
            }
        }
    }
}

fn head_row() -> Markup {
    html! { tr { th { "node" } th { "regime" } th { "answer" } th { "basis" } th { "share" } th { "why, and the chain" } } }
}

impl Report for Page {
    fn wants(&self, answer: Answer) -> bool {
        answer != Answer::Not
    }

    fn head(
        &mut self,
        _: &mut dyn Write,
        case: &Case,
        holdings: &Holdings<'_>,
        standings: &[Standing],
    ) -> anyhow::Result<()> {
        self.title.clone_from(&case.title);
        self.day = case.on.to_string();
        self.picture = picture::draw(holdings, standings, &picture::part_of_all(holdings, standings));
        let problems = case.graph.problems().iter().chain(holdings.problems());
        self.problems = problems.take(ROWS_MAX).map(ToString::to_string).collect();
        Ok(())
    }

    fn line(&mut self, _: &mut dyn Write, line: &Line) -> anyhow::Result<()> {
        if self.rows.len() < ROWS_MAX {
            self.rows.push(row(line));
        } else {
            self.unshown += 1;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, standings: &[Standing], flags: &[Flag]) -> anyhow::Result<()> {
        let body = html! {
            header { h1 { "Ownership and control" } p.title { (self.title) } p { "as of " (self.day) } }
            main {
                figure { (PreEscaped(&self.picture)) }
                (counts(standings))
                (told_flags(flags))
                table { (head_row()) @for row in &self.rows { (row) } }
                @if self.unshown > 0 { p { "and " (self.unshown) " more lines; `--format csv` lists every one" } }
                @if !self.problems.is_empty() {
                    details { summary { "Problems of the data: " (self.problems.len()) }
                        ul { @for problem in &self.problems { li { (problem) } } } }
                }
            }
            (rules(standings))
        };
        write_page(out, &self.title, OWN_STYLE, &body)
    }
}

fn counts(standings: &[Standing]) -> Markup {
    html! {
        table {
            tr { th { "regime" } th { "listed" } th { "restricted through them" } th { "undetermined" } th { "for review" } }
            @for s in standings {
                tr {
                    td { (s.regime.name) }
                    td { (s.listed().len()) }
                    td { (s.count(Answer::Restricted) - s.listed().len()) }
                    td { (s.count(Answer::Undetermined)) }
                    td { (s.count(Answer::Review)) }
                }
            }
        }
    }
}

fn told_flags(flags: &[Flag]) -> Markup {
    html! {
        @if !flags.is_empty() {
            h2 { "Flags: signs, no verdicts" }
            ul { @for flag in flags { li { b { (flag.kind) } ": " (flag.why) ". Against it: " (flag.against) "." } } }
        }
    }
}

/// The rules that were applied, in their words.
fn rules(standings: &[Standing]) -> Markup {
    html! {
        footer {
            h2 { "The rules" }
            table {
                @for s in standings {
                    @if let Some(rule) = s.rule { tr { th { (s.regime) } td { (rule.words) br; small { (rule.source) } } } }
                }
            }
            p { "Made with Tamis " (env!("CARGO_PKG_VERSION")) ". Shares are exact fractions. An answer is not a finding: a person decides." }
        }
    }
}

/// The page of one node.
pub fn explanation(out: &mut dyn Write, explained: &Explained<'_>) -> anyhow::Result<()> {
    let Explained { case, holdings, standings, node, told } = *explained;
    let graph = &case.graph;
    let picture = picture::draw(holdings, standings, &picture::part_of(holdings, standings, node));
    let body = html! {
        header { h1 { (graph.name(node)) } p.title { (graph.id(node)) } p { "as of " (case.on) } }
        main {
            figure { (PreEscaped(picture)) }
            @for (Told { line, reasons }, standing) in told.iter().zip(standings) {
                h2 { (standing.regime.name) ": " span class=(line.answer) { (line.answer) @if line.presumed { ", presumed" } } }
                ol { @for reason in reasons { li { b { (graph.name(reason.node)) } ": " (sentence(holdings, standing, reason)) } } }
                p { (line.why) @if let Some(fact) = &line.settled_by { ". To be settled by: " (fact) } }
            }
        }
        (rules(standings))
    };
    write_page(out, graph.name(node), OWN_STYLE, &body)
}

/// The page of a supposed case.
pub fn changes(out: &mut dyn Write, changed: &[Changed]) -> anyhow::Result<()> {
    let body = html! {
        header { h1 { "What if" } p { (changed.len()) " answers change" } }
        main {
            table {
                tr { th { "node" } th { "regime" } th { "before" } th { "after" } th { "why" } }
                @for change in changed {
                    tr {
                        td { b { (change.told.node.name) } @if change.told.node.name != change.told.node.id { br; span.id { (change.told.node.id) } } }
                        td { (change.told.regime) }
                        td { (change.before) }
                        td class=(change.after) { (change.after) }
                        td.why { (change.told.why) }
                    }
                }
            }
        }
    };
    write_page(out, "What if", OWN_STYLE, &body)
}
