//! The model: what each piece of evidence weighs, and the probability that the weights add up to.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::Level;

/// A straight line through points, flat before the first and after the last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Curve {
    points: Vec<(f32, f32)>,
}

/// What the names of one kind of bearer say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameCurves {
    /// The likeness of the names, 0 to 1.
    pub likeness: Curve,
    /// The same where the names are of different scripts.
    pub across: Curve,
    /// How rare the shared tokens are, in bits.
    pub rarity: Curve,
}

/// What is measured of the best pair of names.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct NameMeasure {
    /// How alike they are, 0 to 1.
    pub likeness: f32,
    /// Whether they are of different scripts, which keep different parts of a name.
    pub other_script: bool,
    /// How rare the shared tokens are, in bits; of a name that was searched for, less what chance has among so many.
    pub bits: f32,
    /// Whether both may be names of persons: those are drawn from a stock that many share, the name of an organisation or
    /// a ship was made for it.
    pub person: bool,
}

/// The weights of every piece of evidence, in natural log-odds.
///
/// The score of a match is `1 / (1 + exp(-sum))`, where the sum is likeness + rarity + the levels, and what the
/// [calibration](Self::calibrated) adds: a logistic model whose terms are the Fellegi-Sunter match weights of the field,
/// fitted together.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Of names that name no person.
    other: NameCurves,
    person: NameCurves,
    level: [f32; Level::COUNT],
    calibration: Curve,
}

/// Why a table of weights was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WeightsError {
    /// The text is not TOML, or not of this form.
    #[error("the weights table cannot be read: {0}")]
    Form(String),
    /// A level is not one that is known.
    #[error("there is no evidence called {name:?}; the names are {known}")]
    UnknownLevel {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A level has no weight.
    #[error("the evidence {0:?} has no weight")]
    MissingLevel(&'static str),
    /// A curve does not rise, so that better agreement would count less.
    #[error("the curve {0:?} must have at least two points, rising in both columns")]
    NotRising(&'static str),
    /// The calibration takes back more than evidence adds.
    #[error(
        "the calibration must have at least two points, rising in the first column, and fall by less than that rises"
    )]
    Calibration,
    /// A pair of levels is in the wrong order.
    #[error("{lower} weighs {low}, more than {higher} with {high}: better agreement must not count less")]
    NotMonotone {
        /// The level that must weigh at least as much.
        higher: Level,
        /// Its weight.
        high: f32,
        /// The level that must weigh at most as much.
        lower: Level,
        /// Its weight.
        low: f32,
    },
    /// A level that can only speak for (or against) a match has the other sign.
    #[error("{level} weighs {weight}: it may only speak {side} a match")]
    WrongSign {
        /// The level.
        level: Level,
        /// Its weight.
        weight: f32,
        /// "for" or "against".
        side: &'static str,
    },
}

/// The table as written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    version: u32,
    calibration: Curve,
    other: NameCurves,
    person: NameCurves,
    level: BTreeMap<String, f32>,
}

impl Curve {
    /// A curve through these points.
    pub fn new(points: Vec<(f32, f32)>) -> Self {
        Self { points }
    }

    /// The value at `x`.
    pub fn at(&self, x: f32) -> f32 {
        let after = self.points.partition_point(|(px, _)| *px < x);
        match (after.checked_sub(1).and_then(|i| self.points.get(i)), self.points.get(after)) {
            (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
            (Some((_, y)), None) | (None, Some((_, y))) => *y,
            (None, None) => 0.0,
        }
    }

    /// Its points.
    pub fn points(&self) -> &[(f32, f32)] {
        &self.points
    }

    fn rises(&self) -> bool {
        self.points.len() >= 2 && self.points.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 <= w[1].1)
    }
}

impl Weights {
    /// The weights that come with the program, fitted by `tamis policy fit`.
    pub fn standard() -> Self {
        // The table is part of the program and read by a test, so this cannot fail in a build that passed.
        Self::parse(include_str!("../data/weights.toml")).unwrap_or_else(|_| Self::silent())
    }

    /// The weights from which fitting starts, and towards which it pulls what the labelled pairs hardly show.
    pub fn prior() -> Self {
        Self::parse(include_str!("../data/prior.toml")).unwrap_or_else(|_| Self::silent())
    }

    /// Weights under which nothing counts.
    fn silent() -> Self {
        let flat = Curve::new(vec![(0.0, -20.0), (1.0, -20.0)]);
        let curves = NameCurves { likeness: flat.clone(), across: flat.clone(), rarity: flat };
        let calibration = Curve::new(vec![(0.0, 0.0), (1.0, 0.0)]);
        Self { other: curves.clone(), person: curves, level: [0.0; Level::COUNT], calibration }
    }

    /// Weights from their parts, checked.
    pub fn new(
        other: NameCurves,
        person: NameCurves,
        level: [f32; Level::COUNT],
        calibration: Curve,
    ) -> Result<Self, WeightsError> {
        let weights = Self { other, person, level, calibration };
        weights.check()?;
        Ok(weights)
    }

    /// Reads a table of weights.
    pub fn parse(text: &str) -> Result<Self, WeightsError> {
        let table: Table = toml::from_str(text).map_err(|e| WeightsError::Form(e.to_string()))?;
        let mut level = [f32::NAN; Level::COUNT];
        for (name, weight) in &table.level {
            level[Self::known(name)? as usize] = *weight;
        }
        if let Some(missing) = Level::ALL.iter().find(|l| level[**l as usize].is_nan()) {
            return Err(WeightsError::MissingLevel(missing.name()));
        }
        Self::new(table.other, table.person, level, table.calibration)
    }

    fn known(name: &str) -> Result<Level, WeightsError> {
        let known = || Level::ALL.iter().map(|l| l.name()).collect::<Vec<_>>().join(", ");
        Level::from_name(name).ok_or_else(|| WeightsError::UnknownLevel { name: name.into(), known: known() })
    }

    /// The same weights with some levels replaced, as a policy does.
    pub fn overridden(&self, by: &BTreeMap<String, f32>) -> Result<Self, WeightsError> {
        let mut changed = self.clone();
        for (name, weight) in by {
            changed.level[Self::known(name)? as usize] = *weight;
        }
        changed.check()?;
        Ok(changed)
    }

    fn check(&self) -> Result<(), WeightsError> {
        for curves in [&self.other, &self.person] {
            let named =
                [("likeness", &curves.likeness), ("across", &curves.across), ("rarity", &curves.rarity)];
            if let Some((name, _)) = named.iter().find(|(_, curve)| !curve.rises()) {
                return Err(WeightsError::NotRising(name));
            }
        }
        let calibration = self.calibration.points();
        let keeps_order = |w: &[(f32, f32)]| w[0].0 < w[1].0 && w[0].0 + w[0].1 < w[1].0 + w[1].1;
        if calibration.len() < 2 || !calibration.windows(2).all(keeps_order) {
            return Err(WeightsError::Calibration);
        }
        for level in Level::ALL {
            let weight = self.level(*level);
            let wrong = match level.direction() {
                Some(true) if weight < 0.0 => "for",
                Some(false) if weight > 0.0 => "against",
                _ => continue,
            };
            return Err(WeightsError::WrongSign { level: *level, weight, side: wrong });
        }
        for order in Level::ORDERS {
            for pair in order.windows(2) {
                let (high, low) = (self.level(pair[0]), self.level(pair[1]));
                if low > high {
                    return Err(WeightsError::NotMonotone { higher: pair[0], high, lower: pair[1], low });
                }
            }
        }
        Ok(())
    }

    /// What a level weighs.
    pub fn level(&self, level: Level) -> f32 {
        self.level[level as usize]
    }

    /// What the calibration adds to a sum of evidence. Pieces of evidence that go together say less, or more, together than
    /// each by itself: of pairs whose evidence adds up to about as much, this is what more or fewer of them are the same.
    pub fn calibration(&self, sum: f32) -> f32 {
        self.calibration.at(sum)
    }

    /// The log-odds that a sum of evidence comes to; it rises with the sum.
    pub fn calibrated(&self, sum: f32) -> f32 {
        sum + self.calibration(sum)
    }

    /// The log-odds of names alone.
    pub fn name(&self, name: &NameMeasure) -> f32 {
        let curves = self.curves(name.person);
        let likeness = if name.other_script { &curves.across } else { &curves.likeness };
        likeness.at(name.likeness) + curves.rarity.at(name.bits)
    }

    /// The curves for the names of persons, and for all others.
    pub fn curves(&self, person: bool) -> &NameCurves {
        if person { &self.person } else { &self.other }
    }

    /// The table as it is written and read.
    pub fn to_toml(&self) -> String {
        use std::fmt::Write as _;
        let points = |curve: &Curve| {
            let all: Vec<String> = curve.points.iter().map(|(x, y)| format!("[{x:.2}, {y:.2}]")).collect();
            all.join(", ")
        };
        let mut text = String::from(HEAD);
        text.push_str("version = 1\n");
        let _ = write!(text, "\n{CALIBRATION}calibration = [{}]\n", points(&self.calibration));
        for (name, about, curves) in [("other", OTHER, &self.other), ("person", PERSON, &self.person)] {
            let _ = writeln!(text, "\n{about}[{name}]");
            for (key, about, curve) in [
                ("likeness", LIKENESS, &curves.likeness),
                ("across", ACROSS, &curves.across),
                ("rarity", RARITY, &curves.rarity),
            ] {
                let _ = writeln!(text, "{about}{key} = [{}]", points(curve));
            }
        }
        text.push_str("\n[level]\n");
        for level in Level::ALL {
            let _ = writeln!(text, "{:?} = {:.2}", level.name(), self.level(*level));
        }
        text
    }
}

const HEAD: &str =
    "# How much each piece of evidence weighs, in log-odds: +1 multiplies the odds of \"the same\" by 2.7.
# Written by `tamis policy fit`; a policy may override any line of [level] under [weights].
";

const CALIBRATION: &str = "# The sum of all evidence, and what is added to it, so that of pairs with a score of .6 six in ten are the same.\n";
const OTHER: &str = "# Names of organisations, ships and other things.\n";
const PERSON: &str = "# Names of persons, which many share.\n";
const LIKENESS: &str =
    "# The likeness of the names, 0 to 1, and what it adds; between two points the line is straight.\n";
const ACROSS: &str =
    "# The same where the names are of different scripts: they agree as far as their scripts let them.\n";
const RARITY: &str = "# How rare the shared tokens are, in bits, and what that adds.\n";

/// The probability that these log-odds mean.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    //! 1. The table that comes with the program is whole and monotone. 2. It survives writing and reading.
    //! 3. What breaks the order is refused by name.

    use super::*;

    #[test]
    fn the_tables_are_good() {
        Weights::parse(include_str!("../data/prior.toml")).unwrap();
        let weights = Weights::parse(include_str!("../data/weights.toml")).unwrap();
        assert_eq!(Weights::parse(&weights.to_toml()).unwrap().level.len(), Level::COUNT);
        let name = NameMeasure { likeness: 1.0, bits: 40.0, person: true, other_script: false };
        assert!(weights.name(&name) > weights.name(&NameMeasure { likeness: 0.7, ..name }));
    }

    #[test]
    fn disorder_is_refused() {
        let weights = Weights::standard();
        let disorder = BTreeMap::from([("birth.same-year".to_owned(), 9.0)]);
        assert!(matches!(weights.overridden(&disorder), Err(WeightsError::NotMonotone { .. })));
        let falling = Weights { calibration: Curve::new(vec![(0.0, 0.0), (1.0, -1.5)]), ..weights.clone() };
        assert_eq!(falling.check(), Err(WeightsError::Calibration));
        let sign = BTreeMap::from([("gender.differs".to_owned(), 0.1)]);
        assert!(weights.overridden(&sign).is_err());
        let unknown = BTreeMap::from([("shoe-size".to_owned(), 0.1)]);
        assert!(matches!(weights.overridden(&unknown), Err(WeightsError::UnknownLevel { .. })));
    }

    #[test]
    fn curves() {
        let curve = Curve::new(vec![(0.0, 0.0), (1.0, 2.0)]);
        for (x, y) in [(-1.0, 0.0), (0.0, 0.0), (0.5, 1.0), (1.0, 2.0), (3.0, 2.0)] {
            assert!((curve.at(x) - y).abs() < 1e-6, "{x}");
        }
    }
}
