//! The tables of law: TOML in, checked measures out. The format is described in `crates/measures/data/trade/README.md`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use tamis_model::Country;

use super::code::GoodsCode;
use super::goods::GoodsIndex;
use super::measure::{
    Activity, Annex, Confidence, CountryTest, Exemption, ExemptionKind, Good, Measure, Measures, Regime,
    WindDown,
};

/// The version of the format that this program reads.
const FORMAT: u32 = 1;

/// The tables inside the program.
const BUILT_IN: [(&str, &str); 3] = [
    ("eu-belarus.toml", include_str!("../../data/trade/eu-belarus.toml")),
    ("eu-russia.toml", include_str!("../../data/trade/eu-russia.toml")),
    ("high-priority.toml", include_str!("../../data/trade/high-priority.toml")),
];

/// Why a table of measures cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// Not TOML, or not of this form; the message holds the line.
    #[error("{file}: {source}")]
    Form {
        /// The table.
        file: String,
        /// What the TOML reader says.
        source: Box<toml::de::Error>,
    },
    /// Another version of the format.
    #[error("{file}: format {found}, and this program reads format {FORMAT}")]
    Version {
        /// The table.
        file: String,
        /// The version that it states.
        found: u32,
    },
    /// A statement that contradicts itself or names what is not there.
    #[error("{file}: {place}: {message}")]
    Meaning {
        /// The table.
        file: String,
        /// The measure or annex.
        place: String,
        /// What is wrong.
        message: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTable {
    format: u32,
    regime: RegimeTable,
    #[serde(default)]
    acts: BTreeMap<String, ActTable>,
    #[serde(default)]
    exemption: BTreeMap<String, ExemptionTable>,
    #[serde(default)]
    annex: Vec<AnnexTable>,
    #[serde(default)]
    measure: Vec<MeasureTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegimeTable {
    id: String,
    name: String,
    act: String,
    countries: Vec<Country>,
    known_until: Day,
    #[serde(default)]
    gaps: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActTable {
    name: String,
    journal: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExemptionTable {
    kind: ExemptionKind,
    purposes: Vec<String>,
    text: String,
    #[serde(default)]
    conditions: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnexTable {
    id: String,
    title: String,
    #[serde(default = "yes")]
    complete: bool,
    nomenclature: i16,
    #[serde(default)]
    goods: Vec<GoodTable>,
    #[serde(default)]
    list: Vec<ListTable>,
}

/// Codes without names of their own: comma-separated, `ex` before a code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListTable {
    codes: String,
    from: Option<Day>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct GoodTable {
    code: Option<GoodsCode>,
    control: Option<String>,
    #[serde(default)]
    ex: bool,
    #[serde(default)]
    name: String,
    from: Option<Day>,
    to: Option<Day>,
    nomenclature: Option<i16>,
    value_over: Option<u32>,
    wind_down: Option<WindDownTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WindDownTable {
    contract_before: Day,
    until: Option<Day>,
    article: String,
    #[serde(default)]
    conditions: String,
    #[serde(default)]
    authorisation: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TakenExemption {
    take: String,
    article: String,
    #[serde(default)]
    codes: Vec<GoodsCode>,
    until: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureTable {
    id: String,
    act: String,
    article: String,
    annex: Option<String>,
    prohibits: Vec<Activity>,
    #[serde(default)]
    accompanied_by: Vec<Activity>,
    #[serde(default)]
    accompanied_in: String,
    test: CountryTest,
    #[serde(default)]
    into_union: bool,
    from: Day,
    to: Option<Day>,
    #[serde(default)]
    condition: String,
    #[serde(default)]
    condition_words: Vec<String>,
    #[serde(default)]
    services: Vec<String>,
    wind_down: Option<WindDownTable>,
    #[serde(default)]
    exemptions: Vec<TakenExemption>,
    #[serde(default)]
    accompanies: String,
    words: String,
    #[serde(default)]
    note: String,
    confidence: Confidence,
}

/// A day written `2022-03-03`.
#[derive(Debug, Clone, Copy)]
struct Day(Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

fn yes() -> bool {
    true
}

impl Measures {
    /// The tables inside the program.
    pub fn built_in() -> Result<Self, DataError> {
        let mut measures = Self::default();
        for (file, text) in BUILT_IN {
            measures.add(file, text)?;
        }
        Ok(measures)
    }

    /// Adds a table in the same format, such as a user's own.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        let table: FileTable = toml::from_str(text)
            .map_err(|source| DataError::Form { file: file.into(), source: Box::new(source) })?;
        if table.format != FORMAT {
            return Err(DataError::Version { file: file.into(), found: table.format });
        }
        let regime = self.regimes.len();
        let first_annex = self.annexes.len();
        let countries = table.regime.countries.clone();
        self.regimes.push(Regime {
            id: table.regime.id,
            name: table.regime.name,
            act: table.regime.act,
            countries: table.regime.countries,
            known_until: table.regime.known_until.0,
            gaps: table.regime.gaps,
        });
        for annex in table.annex {
            let place = format!("annex {}", annex.id);
            let annex = read_annex(annex, regime).map_err(|message| DataError::Meaning {
                file: file.into(),
                place,
                message,
            })?;
            self.annexes.push(annex);
        }
        for measure in table.measure {
            let wrong = |message: String| DataError::Meaning {
                file: file.into(),
                place: format!("measure {}", measure.id),
                message,
            };
            if self.measure(&measure.id).is_some() {
                return Err(wrong("another measure has the same id".into()));
            }
            let act =
                table.acts.get(&measure.act).ok_or_else(|| wrong(format!("no act {:?}", measure.act)))?;
            let annex = measure.annex.as_ref().map(|id| {
                let at = self.annexes[first_annex..].iter().position(|a| a.id == *id);
                at.map(|at| at + first_annex).ok_or_else(|| wrong(format!("no annex {id:?}")))
            });
            let annex = annex.transpose()?;
            let exemptions = measure.exemptions.iter().map(|taken| {
                table
                    .exemption
                    .get(&taken.take)
                    .map(|e| take(taken, e))
                    .ok_or_else(|| format!("no exemption {:?}", taken.take))
            });
            let exemptions = exemptions.collect::<Result<Vec<_>, _>>().map_err(&wrong)?;
            if measure.to.is_some_and(|to| to.0 < measure.from.0) {
                return Err(wrong("ends before it begins".into()));
            }
            let read = build(measure, regime, annex, act, exemptions, countries.clone());
            self.measures.push(read);
        }
        let annexes = &self.annexes;
        self.index = GoodsIndex::new(&self.measures, |m| {
            m.annex.map_or_else(Vec::new, |at| annexes[at].goods.clone())
        });
        Ok(())
    }
}

fn read_annex(table: AnnexTable, regime: usize) -> Result<Annex, String> {
    let mut goods = Vec::new();
    for good in table.goods {
        if good.code.is_none() && good.control.is_none() {
            return Err(format!("{:?} has neither code nor control", good.name));
        }
        if let Some(code) = good.code {
            code.check_heading().map_err(|e| e.to_string())?;
        }
        goods.push(Good {
            code: good.code,
            control: good.control,
            ex: good.ex,
            name: good.name,
            from: good.from.map(|d| d.0),
            to: good.to.map(|d| d.0),
            nomenclature: good.nomenclature.unwrap_or(table.nomenclature),
            value_over: good.value_over,
            wind_down: good.wind_down.map(wind_down),
        });
    }
    for (text, since) in table.list.iter().flat_map(|l| l.codes.split(',').map(|code| (code.trim(), l.from)))
    {
        if text.is_empty() {
            continue;
        }
        let (ex, digits) = text.strip_prefix("ex").map_or((false, text), |rest| (true, rest));
        let code = GoodsCode::parse(digits).map_err(|e| e.to_string())?;
        code.check_heading().map_err(|e| e.to_string())?;
        goods.push(Good {
            code: Some(code),
            control: None,
            ex,
            name: String::new(),
            from: since.map(|d| d.0),
            to: None,
            nomenclature: table.nomenclature,
            value_over: None,
            wind_down: None,
        });
    }
    Ok(Annex { regime, id: table.id, title: table.title, complete: table.complete, goods })
}

fn wind_down(table: WindDownTable) -> WindDown {
    WindDown {
        contract_before: table.contract_before.0,
        until: table.until.map(|d| d.0),
        article: table.article,
        conditions: table.conditions,
        authorisation: table.authorisation,
    }
}

fn take(taken: &TakenExemption, table: &ExemptionTable) -> Exemption {
    Exemption {
        kind: table.kind,
        article: taken.article.clone(),
        codes: taken.codes.clone(),
        purposes: table.purposes.clone(),
        text: table.text.clone(),
        conditions: table.conditions.clone(),
        until: taken.until.map(|d| d.0),
    }
}

fn build(
    table: MeasureTable,
    regime: usize,
    annex: Option<usize>,
    act: &ActTable,
    exemptions: Vec<Exemption>,
    countries: Vec<Country>,
) -> Measure {
    Measure {
        id: table.id,
        regime,
        amended_by: act.name.clone(),
        article: table.article,
        annex,
        journal: act.journal.clone(),
        prohibits: table.prohibits,
        accompanied_by: table.accompanied_by,
        accompanied_in: table.accompanied_in,
        test: table.test,
        countries,
        into_union: table.into_union,
        from: table.from.0,
        to: table.to.map(|d| d.0),
        condition: table.condition,
        condition_words: table.condition_words,
        services: table.services,
        wind_down: table.wind_down.map(wind_down),
        exemptions,
        accompanies: table.accompanies,
        words: table.words,
        note: table.note,
        sources: vec![act.source.clone()],
        confidence: table.confidence,
    }
}
