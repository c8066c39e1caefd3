//! A rule as a lawyer would quote it.

use std::fmt::Write;

use super::measure::{Activity, ExemptionKind, Good, Measure, Measures};

impl Activity {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Purchase => "purchase",
            Self::Transfer => "transfer",
            Self::Transport => "transport",
            Self::Sale => "sale",
            Self::Supply => "supply",
            Self::Export => "export",
            Self::Transit => "transit",
            Self::TechnicalAssistance => "technical assistance and other services",
            Self::Brokering => "brokering",
            Self::Financing => "financing and financial assistance",
            Self::Insurance => "insurance and re-insurance",
            Self::IntellectualProperty => "intellectual property rights and trade secrets",
        }
    }
}

fn in_words(activities: &[Activity]) -> String {
    activities.iter().map(|a| a.words()).collect::<Vec<_>>().join(", ")
}

impl Measures {
    /// The rule's act and article: "Regulation (EC) No 765/2006, Art. 1i(1), as amended by Regulation (EU) 2022/355".
    pub fn citation(&self, measure: &Measure) -> String {
        let regime = self.regime_of(measure);
        if measure.article.is_empty() {
            return measure.amended_by.clone();
        }
        format!("{}, Art. {}, as amended by {}", regime.act, measure.article, measure.amended_by)
    }

    /// The act alone: "Regulation (EC) No 765/2006 as amended by Regulation (EU) 2022/355".
    pub fn act(&self, measure: &Measure) -> String {
        let regime = self.regime_of(measure);
        if regime.act.is_empty() {
            return measure.amended_by.clone();
        }
        format!("{} as amended by {}", regime.act, measure.amended_by)
    }

    /// The whole rule as text: citation, words, goods, dates, wind-down, exemptions, accompanying bans, source.
    pub fn quote(&self, measure: &Measure) -> String {
        let mut text = String::new();
        let mut line = |words: std::fmt::Arguments<'_>| {
            let _ = text.write_fmt(words); // writing to a String cannot fail
            text.push('\n');
        };
        line(format_args!("{}  [{}]", self.citation(measure), measure.id));
        line(format_args!("  {} — {}", measure.journal, self.regime_of(measure).name));
        line(format_args!("  “{}”", measure.words));
        line(format_args!("  prohibits: {}", in_words(&measure.prohibits)));
        if !measure.accompanied_by.is_empty() {
            line(format_args!(
                "  with it (Art. {}): {}",
                measure.accompanied_in,
                in_words(&measure.accompanied_by)
            ));
        }
        match measure.to {
            Some(to) => line(format_args!("  in force: {} to {to}", measure.from)),
            None => line(format_args!("  in force: since {}", measure.from)),
        }
        if !measure.condition.is_empty() {
            line(format_args!("  only: {}", measure.condition));
        }
        if let Some(w) = &measure.wind_down {
            let until = w.until.map(|d| format!(", performed by {d}")).unwrap_or_default();
            let conditions =
                if w.conditions.is_empty() { String::new() } else { format!("; {}", w.conditions) };
            line(format_args!(
                "  wind-down (Art. {}): contracts concluded before {}{until}{conditions}",
                w.article, w.contract_before
            ));
        }
        for e in &measure.exemptions {
            let kind = match e.kind {
                ExemptionKind::Exempt => "does not apply",
                ExemptionKind::Authorisation => "may be authorised",
            };
            let codes = e.codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let codes = if codes.is_empty() { codes } else { format!(" [{codes}]") };
            let conditions =
                if e.conditions.is_empty() { String::new() } else { format!(" {}", e.conditions) };
            line(format_args!("  {kind} (Art. {}){codes}: {}{conditions}", e.article, e.text));
        }
        if !measure.accompanies.is_empty() {
            line(format_args!("  goes with: {}", measure.accompanies));
        }
        if let Some(annex) = self.annex_of(measure) {
            let part = if annex.complete { "" } else { " (held in part)" };
            line(format_args!("  annex {}: {}{part}", annex.id, annex.title));
            for good in annex.goods.iter().filter(|g| overlaps(measure, g)) {
                line(format_args!("    {}", good_line(good)));
            }
        }
        if !measure.note.is_empty() {
            line(format_args!("  note: {}", measure.note));
        }
        line(format_args!("  source: {} ({:?})", measure.sources.join("; "), measure.confidence));
        text
    }
}

/// Whether a line of the annex is in force on any day of the measure.
fn overlaps(measure: &Measure, good: &Good) -> bool {
    let (from, to) = measure.term(Some(good));
    to.is_none_or(|to| from <= to)
}

fn good_line(good: &Good) -> String {
    let code = good.code.map_or_else(|| good.control.clone().unwrap_or_default(), |c| c.to_string());
    let ex = if good.ex { "ex " } else { "" };
    let from = good.from.map(|d| format!(", from {d}")).unwrap_or_default();
    let to = good.to.map(|d| format!(", until {d}")).unwrap_or_default();
    let value = good.value_over.map(|v| format!(", above EUR {v} per item")).unwrap_or_default();
    format!("{ex}{code}  {}{from}{to}{value}", good.name).trim_end().to_string()
}
