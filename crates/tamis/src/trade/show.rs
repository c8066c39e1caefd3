//! `tamis trade show`: the rules as a table, or one as a lawyer would quote it.

use std::io::Write;

use anyhow::bail;
use comfy_table::{Table, presets};
use tamis_measures::trade::{Measure, Measures};

use crate::Outcome;
use crate::settings::Settings;

/// Runs `tamis trade show`.
pub fn run(settings: &Settings, rule: Option<&str>, measures: &Measures) -> anyhow::Result<Outcome> {
    let mut out = settings.writer()?;
    match rule {
        None => writeln!(out, "{}", table(settings, measures))?,
        Some(asked) => {
            let found: Vec<&Measure> =
                measures.measures.iter().filter(|m| is_meant(measures, m, asked)).collect();
            if found.is_empty() {
                bail!(
                    "no rule {asked:?}: `tamis trade show` lists them all; an id, an article or a regime can be given"
                );
            }
            for measure in found {
                writeln!(out, "{}", measures.quote(measure))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Clear)
}

/// By id, by article with or without its paragraph, by annex, or by regime.
fn is_meant(measures: &Measures, measure: &Measure, asked: &str) -> bool {
    let asked = asked.trim().trim_start_matches("Art.").trim_start_matches("art.").trim();
    let article = measure.article.split('(').next().unwrap_or_default();
    measure.id.eq_ignore_ascii_case(asked)
        || measure.article.eq_ignore_ascii_case(asked)
        || article.eq_ignore_ascii_case(asked)
        || measures.regime_of(measure).id.eq_ignore_ascii_case(asked)
}

fn table(settings: &Settings, measures: &Measures) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    if !settings.terminal {
        table.force_no_tty();
        table.set_width(140);
    }
    table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
    table.set_header(["rule", "article", "goods", "codes", "in force", "wind-down", "read"]);
    for measure in &measures.measures {
        let annex = measures.annex_of(measure);
        let to = measure.to.map_or_else(String::new, |d| format!(" to {d}"));
        let wind_down = measure.wind_down.as_ref().map(|w| {
            let until = w.until.map(|d| format!(", until {d}")).unwrap_or_default();
            format!("before {}{until}", w.contract_before)
        });
        let codes = annex.map_or(0, |a| a.goods.iter().filter(|g| g.code.is_some()).count());
        table.add_row([
            measure.id.clone(),
            measure.article.clone(),
            annex.map_or_else(|| "persons".into(), |a| format!("{} ({})", a.title, a.id)),
            codes.to_string(),
            format!("{}{to}", measure.from),
            wind_down.unwrap_or_default(),
            format!("{:?}", measure.confidence).to_lowercase(),
        ]);
    }
    table
}
