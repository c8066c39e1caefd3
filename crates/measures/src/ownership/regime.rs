//! The regimes as data: which rule held on which day, with its words and its source (`data/regimes.toml`).

use std::fmt;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::range::Threshold;

/// What a test that is met does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// The entity is restricted as if it were listed.
    Restricted,
    /// It is presumed to be; the presumption can be rebutted.
    Presumed,
    /// The law leaves it open: a person must look.
    Review,
}

/// Everything that listed persons hold counts together, and an entity that meets the test counts as one of them: the
/// least fixpoint over direct holdings, never a product of percentages.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cascade {
    /// What the holdings together must come to.
    pub threshold: Threshold,
    /// What follows.
    pub effect: Effect,
}

/// Through what an entity passes a person's power on to the entities below it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Chain {
    /// Whatever test is met.
    #[default]
    Any,
    /// Votes, board or dominant influence; not shares alone.
    Votes,
}

/// Each listed person alone, with what stands under its power. A ground that is absent is not part of the test.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonTest {
    /// What shares or votes must come to.
    pub threshold: Threshold,
    /// Holding that much of the shares.
    pub shares: Option<Effect>,
    /// Holding that much of the votes, the company's own votes left out.
    pub votes: Option<Effect>,
    /// The right to appoint or remove a majority of the board.
    pub board: Option<Effect>,
    /// A claim of control whose source is at least [`Regime::CLAIM_SURE`] per cent sure.
    pub claims: Option<Effect>,
    /// A weaker claim, or one that rests on a public office alone.
    pub weak_claims: Option<Effect>,
    /// What a nominee holds counts as held by the person for whom it is held, and not by the nominee.
    #[serde(default)]
    pub nominees: bool,
    /// Who is party to a joint arrangement counts as holding what all parties hold.
    #[serde(default)]
    pub joint: bool,
    /// What passes the power on.
    #[serde(default)]
    pub chain: Chain,
}

/// Whether a rule has effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It has.
    #[default]
    InForce,
    /// There is no rule on these days: only the listed themselves are restricted.
    None,
    /// It is suspended.
    Suspended,
    /// Whether it is in force is not known: whatever it would restrict is for review.
    Unknown,
}

/// How well a rule's source is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Read in the source.
    Read,
    /// From memory, to be verified.
    Memory,
    /// Derived by us from what was read.
    Derived,
}

/// A regime's rule over some days.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The first day.
    #[serde(default, deserialize_with = "day")]
    pub from: Option<Date>,
    /// The last day.
    #[serde(default, deserialize_with = "day")]
    pub until: Option<Date>,
    /// Whether it has effect.
    #[serde(default)]
    pub state: State,
    /// The rule in the words of its source, or ours where it has none.
    pub words: String,
    /// Where that stands.
    pub source: String,
    /// How well the source is known.
    pub grade: Grade,
    /// What remains when an entity ceases to be restricted.
    pub lifted: Option<String>,
    /// What to know where a nominee's holding does not count as that of the person behind it.
    pub nominees: Option<String>,
    /// Listed persons together.
    pub cascade: Option<Cascade>,
    /// The same for a question that the text leaves open, such as whether holdings are added up.
    pub together: Option<Cascade>,
    /// Each listed person alone.
    #[serde(default)]
    pub person: Vec<PersonTest>,
    /// Any holding or power of a listed person, however small.
    pub any_tie: Option<Effect>,
    /// Any joint arrangement between a listed holder and another.
    pub arrangement: Option<Effect>,
}

/// A day from a TOML date.
fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    use serde::{Deserialize, de::Error};
    let stated = toml::value::Datetime::deserialize(deserializer)?;
    let day = stated.date.ok_or_else(|| D::Error::custom("wants a date"))?;
    Date::new(day.year as i16, day.month as i8, day.day as i8).map(Some).map_err(D::Error::custom)
}

/// A regime: an authority's measure with its own arithmetic.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// As it is written on the command line.
    pub id: String,
    /// For people.
    pub name: String,
    /// The lists whose entities it restricts.
    pub lists: Vec<String>,
    /// The measures that a listing must carry, one of them; empty for any.
    #[serde(default)]
    pub measures: Vec<String>,
    /// Its rules, oldest first.
    pub rule: Vec<Rule>,
}

impl Regime {
    /// From this confidence on (per cent), a claim of control carries a presumption. Ours: no regime has a number.
    pub const CLAIM_SURE: u8 = 50;

    /// Every regime, in the order of the data.
    ///
    /// # Panics
    /// When the table that is part of the program cannot be read, which a test excludes.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Regime>> = LazyLock::new(|| {
            #[derive(serde::Deserialize)]
            struct File {
                regime: Vec<Regime>,
            }
            let text = include_str!("../../data/regimes.toml");
            toml::from_str::<File>(text).expect("data/regimes.toml is read by a test").regime
        });
        &ALL
    }

    /// The regime of this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        Self::all().iter().find(|regime| regime.id == id.trim())
    }

    /// The rule on a day; `None` before the first that is known.
    pub fn rule_on(&self, day: Date) -> Option<&Rule> {
        self.rule.iter().find(|rule| {
            rule.from.is_none_or(|from| from <= day) && rule.until.is_none_or(|until| day <= until)
        })
    }

    /// Whether a listing of this list with these measures is one of this regime.
    pub fn covers(&self, list: &str, measures: &[tamis_model::Measure]) -> bool {
        self.lists.iter().any(|own| own == list)
            && (self.measures.is_empty()
                || measures.is_empty()
                || measures.iter().any(|m| self.measures.iter().any(|own| own == m.as_str())))
    }

    /// Whether any regime knows this list; one that none knows is a user's own, and counts under every regime.
    pub fn is_official(list: &str) -> bool {
        Self::all().iter().any(|regime| regime.lists.iter().any(|own| own == list))
    }
}

impl fmt::Display for Regime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_a_regime_follow_each_other_without_gap_or_overlap() {
        for regime in Regime::all() {
            for pair in regime.rule.windows(2) {
                let (until, from) = (pair[0].until.expect("a last day"), pair[1].from.expect("a first day"));
                assert_eq!(until.tomorrow().expect("a day"), from, "{regime}");
            }
            let last = regime.rule.last().expect("a rule");
            assert!(last.until.is_none(), "{regime}");
        }
    }

    #[test]
    fn every_regime_of_the_contract_is_there() {
        let ids: Vec<&str> = Regime::all().iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["us-ofac", "eu", "eu-sectoral", "uk", "ch", "ca", "au", "us-bis"]);
    }
}
