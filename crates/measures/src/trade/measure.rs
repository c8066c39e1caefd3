//! What a trade measure is, as the data tables hold it.

use jiff::civil::Date;
use tamis_model::Country;

use super::code::GoodsCode;
use super::goods::GoodsIndex;

/// All trade measures of a run, with the index that finds them by goods code.
#[derive(Debug, Clone, Default)]
pub struct Measures {
    /// The bodies of law that were read, in reading order.
    pub regimes: Vec<Regime>,
    /// The lists of goods, in reading order.
    pub annexes: Vec<Annex>,
    /// The measures, in reading order.
    pub measures: Vec<Measure>,
    pub(super) index: GoodsIndex,
}

/// A body of law against one country, and how far this data follows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Regime {
    /// Its short name, such as `eu-belarus`.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// The basic act.
    pub act: String,
    /// The country against which it is directed; several for a list that several regimes share.
    pub countries: Vec<Country>,
    /// The last day until which the data hold every amendment; later shipments are never *permitted* outright.
    pub known_until: Date,
    /// What the data leave out, in a sentence a user can act on; empty when nothing is known to be left out.
    pub gaps: String,
}

/// One list of goods.
#[derive(Debug, Clone, PartialEq)]
pub struct Annex {
    /// The regime to which it belongs: a place in [`Measures::regimes`].
    pub regime: usize,
    /// Its number as cited, such as `VIII`.
    pub id: String,
    /// Its title, shortened.
    pub title: String,
    /// Whether every code of the annex is here. Where it is not, a code that is absent proves nothing.
    pub complete: bool,
    /// The goods.
    pub goods: Vec<Good>,
}

/// One line of an annex.
#[derive(Debug, Clone, PartialEq)]
pub struct Good {
    /// The code, 2 to 10 digits, which covers every code that begins with it; `None` where the annex describes goods
    /// without a code (dual-use lists), and `control` says how an exporter classifies them.
    pub code: Option<GoodsCode>,
    /// The exporter's classification that stands in for a code, such as `dual-use` or `annex-va`.
    pub control: Option<String>,
    /// Marked `ex`: the code is necessary, and the goods must also answer to the name.
    pub ex: bool,
    /// The name of the goods, shortened.
    pub name: String,
    /// On the list since; `None` for as long as the measure itself.
    pub from: Option<Date>,
    /// On the list until and including; `None` for as long as the measure itself.
    pub to: Option<Date>,
    /// The year of the Combined Nomenclature by which the code is to be read.
    pub nomenclature: i16,
    /// Value in euro per item above which the goods are covered, where the annex says so.
    pub value_over: Option<u32>,
    /// Since when and until when contracts may be carried out, where this line has its own term.
    pub wind_down: Option<WindDown>,
}

/// What is forbidden to do with the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Activity {
    /// Bringing into the Union.
    Import,
    /// Buying.
    Purchase,
    /// Moving from hand to hand or place to place.
    Transfer,
    /// Carrying.
    Transport,
    /// Selling.
    Sale,
    /// Supplying.
    Supply,
    /// Taking out of the Union.
    Export,
    /// Crossing a territory.
    Transit,
    /// Technical assistance, brokering and other services.
    TechnicalAssistance,
    /// Brokering.
    Brokering,
    /// Financing and financial assistance.
    Financing,
    /// Insurance and re-insurance.
    Insurance,
    /// Intellectual property rights and trade secrets.
    IntellectualProperty,
}

/// How the law ties goods to the country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountryTest {
    /// "from Belarus, whether or not originating in Belarus".
    From,
    /// "originate in Belarus or have been exported from Belarus", and for purchases "located in or originated in".
    OriginatingOrExported,
    /// "originates in Belarus and has been exported from Belarus".
    OriginatingAndExported,
    /// "originate in or exported from Belarus, … if they transited via the territory of Belarus".
    OriginatingExportedOrTransited,
    /// "to any natural or legal person, entity or body in Belarus or for use in Belarus".
    ToPersonInOrForUseIn,
    /// "transit via the territory of Belarus … exported from the Union".
    TransitVia,
    /// A list of goods at risk of diversion, wherever they go; no prohibition of its own.
    Diversion,
    /// Services and finance to persons in the country, with whatever goods.
    Persons,
}

/// Contracts of before a day may be carried out until another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindDown {
    /// The contract was concluded before this day (not on it).
    pub contract_before: Date,
    /// Performance until and including this day; `None` where the act sets no end.
    pub until: Option<Date>,
    /// The paragraph.
    pub article: String,
    /// What else must hold, such as a notification or an authorisation; empty when nothing.
    pub conditions: String,
    /// Whether an authority must have granted it; it is then never more than *review*.
    pub authorisation: bool,
}

/// How an exemption takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExemptionKind {
    /// The prohibition does not apply when the conditions hold.
    Exempt,
    /// A competent authority may allow it.
    Authorisation,
}

/// A way out of a prohibition and its conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemption {
    /// How it takes effect.
    pub kind: ExemptionKind,
    /// The paragraph.
    pub article: String,
    /// Only for goods whose code begins with one of these; for all of the measure when empty.
    pub codes: Vec<GoodsCode>,
    /// For what purposes, in words that an end use is searched for, lower case.
    pub purposes: Vec<String>,
    /// The exemption in a sentence.
    pub text: String,
    /// What must also be done or hold: declarations, notifications, non-military end use.
    pub conditions: String,
    /// The last day on which it can be used.
    pub until: Option<Date>,
}

/// How well a measure is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Recalled or inferred; the text was not read.
    Unconfirmed,
    /// Read in part.
    Partial,
    /// The article and the annex line were read in the act as published.
    Read,
}

/// One prohibition: an article over an annex, between two days.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its name, unique in the data: what `tamis trade show` takes.
    pub id: String,
    /// A place in [`Measures::regimes`].
    pub regime: usize,
    /// The act that gave it this wording, such as "Regulation (EU) 2022/355".
    pub amended_by: String,
    /// Article and paragraph of the basic act.
    pub article: String,
    /// A place in [`Measures::annexes`]; `None` where the article needs none.
    pub annex: Option<usize>,
    /// Where the wording was published.
    pub journal: String,
    /// What is forbidden.
    pub prohibits: Vec<Activity>,
    /// What is forbidden with it: services, finance, insurance around the same goods, with the paragraph.
    pub accompanied_by: Vec<Activity>,
    /// The paragraph of the accompanying ban; empty when there is none.
    pub accompanied_in: String,
    /// How it ties goods to a country.
    pub test: CountryTest,
    /// The countries that it ties them to.
    pub countries: Vec<Country>,
    /// Whether only goods that enter the Union are meant.
    pub into_union: bool,
    /// The first day on which it applies.
    pub from: Date,
    /// The last day on which this wording applies.
    pub to: Option<Date>,
    /// What must hold besides code, country and date, such as a military end use; empty when nothing must.
    pub condition: String,
    /// Words of an end use that say the condition holds, lower case.
    pub condition_words: Vec<String>,
    /// Words that name the service, lower case; empty where goods are meant.
    pub services: Vec<String>,
    /// Contracts that may still be carried out.
    pub wind_down: Option<WindDown>,
    /// The ways out.
    pub exemptions: Vec<Exemption>,
    /// What it goes with: a quota, a licence, another article.
    pub accompanies: String,
    /// The law's own words, in short.
    pub words: String,
    /// What a reader should know; may be empty.
    pub note: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// How well it is founded.
    pub confidence: Confidence,
}

impl Measures {
    /// The measure of this id.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|m| m.id.eq_ignore_ascii_case(id))
    }

    /// The regime of a measure.
    pub fn regime_of(&self, measure: &Measure) -> &Regime {
        &self.regimes[measure.regime]
    }

    /// The annex of a measure.
    pub fn annex_of(&self, measure: &Measure) -> Option<&Annex> {
        measure.annex.map(|at| &self.annexes[at])
    }
}

impl Measure {
    /// The days on which both this measure and a line of its annex are in force: first, and last where there is one.
    pub fn term(&self, good: Option<&Good>) -> (Date, Option<Date>) {
        let Some(good) = good else { return (self.from, self.to) };
        let from = good.from.map_or(self.from, |d| d.max(self.from));
        let to = match (good.to, self.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        (from, to)
    }
}
