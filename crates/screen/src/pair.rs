//! Two records beside each other, without a catalogue: `tamis compare`, and the fitting of the weights.

use serde::Serialize;
use smallvec::SmallVec;
use tamis_model::{Entity, Sourced, Strength, SubjectKind};
use tamis_names::{AnalysedName, Likeness, Prepared, Role};

use crate::answer::Evidence;
use crate::explain::{self, NamePair};
use crate::facts::{self, Facts};
use crate::house::{self, Bearing, House, Places};
use crate::screener::name_levels;
use crate::{Level, NameMeasure, Policy, Weights, WeightsError, found, probability};

/// Compares pairs of records under a policy.
pub struct PairScreener {
    policy: Policy,
    weights: Weights,
}

/// What a comparison came to.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// The probability that the two are the same, 0 to 1.
    pub score: f32,
    /// Whether that reaches the policy's alert threshold.
    pub alert: bool,
    /// What speaks for and against.
    pub evidence: Vec<Evidence>,
    /// The best pair of names, token by token.
    pub tokens: Vec<TokenPair>,
}

/// A pair of tokens, or of runs of tokens, or a token left over.
#[derive(Debug, Clone, Serialize)]
pub struct TokenPair {
    /// The subject's tokens; empty when the entity's is left over.
    pub subject: String,
    /// The entity's tokens; empty when the subject's is left over.
    pub entity: String,
    /// How alike, 0 to 1.
    pub score: f32,
    /// Why.
    pub reason: &'static str,
}

/// What is measured of a pair before it is weighed.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The best pair of names.
    pub name: NameMeasure,
    /// The levels of everything else.
    pub levels: SmallVec<[Level; 8]>,
}

impl Measured {
    /// What is measured where no names are alike.
    pub(crate) fn nameless(levels: SmallVec<[Level; 8]>) -> Self {
        Self { name: NameMeasure::default(), levels }
    }

    /// What its evidence adds up to under these weights.
    pub(crate) fn sum(&self, weights: &Weights) -> f32 {
        weights.name(&self.name) + self.levels.iter().map(|l| weights.level(*l)).sum::<f32>()
    }

    /// The log-odds that these weights give it.
    pub fn log_odds(&self, weights: &Weights) -> f32 {
        weights.calibrated(self.sum(weights))
    }
}

/// An entity with its names understood.
pub struct Understood<'a> {
    entity: &'a Entity,
    names: Vec<UnderstoodName<'a>>,
    facts: Facts<'a>,
}

struct UnderstoodName<'a> {
    name: &'a Sourced<tamis_model::Name>,
    analysed: AnalysedName,
    prepared: Vec<Prepared>,
}

impl UnderstoodName<'_> {
    /// The roles of a reading's tokens.
    fn roles(&self, reading: usize) -> SmallVec<[Role; 8]> {
        house::roles_of((&self.analysed, reading))
    }
}

/// Which names of two sides are most alike, in which readings, and how.
pub struct BestNames {
    names: (usize, usize),
    readings: (usize, usize),
    likeness: Likeness,
}

impl<'a> Understood<'a> {
    /// Understands an entity's names under the kind that the comparison takes them for.
    pub fn new(entity: &'a Entity, kind: SubjectKind) -> Self {
        let understand = |name: &'a Sourced<tamis_model::Name>| {
            let analysed = tamis_names::analyse_name(&name.value, kind);
            let prepared = analysed.readings.iter().map(Prepared::new).collect();
            UnderstoodName { name, analysed, prepared }
        };
        let names = entity.names.iter().map(understand).collect();
        Self { entity, names, facts: Facts::of(entity) }
    }

    fn house(&self) -> House {
        House::new(self.names.iter().map(|name| &name.analysed), &self.facts)
    }
}

/// The kind under which two entities are compared: the one that is known.
pub fn common_kind(a: &Entity, b: &Entity) -> SubjectKind {
    match (a.schema.kind(), b.schema.kind()) {
        (SubjectKind::Unknown, known) | (known, _) => known,
    }
}

/// The best pair of names, by what it weighs, and everything that was measured.
pub fn measure(
    subject: &Understood<'_>,
    entity: &Understood<'_>,
    weights: &Weights,
) -> (Measured, Option<BestNames>) {
    let mut best: [Option<Candidate>; Bearing::COUNT] = Default::default();
    let (own, listed, mut places) = (subject.house(), entity.house(), Places::default());
    for (i, s) in subject.names.iter().enumerate() {
        for (j, e) in entity.names.iter().enumerate() {
            let weak = [s.name, e.name].iter().any(|n| n.value.strength == Strength::Weak);
            let strength = if weak { Strength::Weak } else { Strength::Strong };
            let levels = name_levels(strength, e.name.value.kind, s.analysed.oddities);
            let beside: f32 = levels.iter().map(|l| weights.level(*l)).sum();
            for (p, s_reading) in s.prepared.iter().enumerate() {
                for (q, e_reading) in e.prepared.iter().enumerate() {
                    let likeness = s_reading.likeness(s.analysed.kind, e_reading, e.analysed.kind);
                    let measured = of_pair((s, p), (e, q), &likeness);
                    let bearing = if measured.person || likeness.score <= 0.0 {
                        Bearing::Own
                    } else {
                        house::bearing(
                            &likeness,
                            ((&s.analysed, p), &own),
                            ((&e.analysed, q), &listed),
                            &mut places,
                        )
                    };
                    let weight = weights.name(&measured) + beside;
                    let best = &mut best[bearing as usize];
                    if best.as_ref().is_none_or(|b| weight > b.weight) {
                        let names = BestNames { names: (i, j), readings: (p, q), likeness };
                        *best = Some(Candidate { weight, names, levels: levels.clone() });
                    }
                }
            }
        }
    }
    let (best, of_house) = own_names(best, &places);
    let mut levels = facts::compare(&subject.facts, &entity.facts);
    levels.push(Level::AskedAbout);
    let Some(Candidate { names: best, levels: name_levels, .. }) = best else {
        return (Measured::nameless(levels), None);
    };
    levels.extend(name_levels);
    levels.extend(of_house);
    let (s, e) = (&subject.names[best.names.0], &entity.names[best.names.1]);
    let name = of_pair((s, best.readings.0), (e, best.readings.1), &best.likeness);
    let (own, other) = (s.roles(best.readings.0), e.roles(best.readings.1));
    let things = [s, e].iter().any(|name| name.analysed.kind == SubjectKind::Object);
    if things && found::numbers_differ(&best.likeness, &own, &other) {
        levels.push(Level::NumberDiffers);
    }
    (Measured { name, levels }, Some(best))
}

/// A pair of names, how much it weighs, and what else speaks for or against the names.
struct Candidate {
    weight: f32,
    names: BestNames,
    levels: SmallVec<[Level; 2]>,
}

/// The weightiest pair of names that the two have of their own, of the weightiest of each bearing. Names of the house that
/// they belong to say nothing of which part of it they are; that they have such is evidence of its own.
fn own_names(
    mut best: [Option<Candidate>; Bearing::COUNT],
    places: &Places,
) -> (Option<Candidate>, Option<Level>) {
    if places.differ() {
        return (best[Bearing::OtherPlace as usize].take(), Some(Level::PlacesDiffer));
    }
    let parent = best[Bearing::OfParent as usize].take();
    let own = best.into_iter().flatten().reduce(|a, b| if b.weight > a.weight { b } else { a });
    match (parent, own) {
        (Some(parent), Some(own)) if parent.weight > own.weight => (Some(own), Some(Level::OfParent)),
        (parent, own) => (own.or(parent), None),
    }
}

/// What is measured of two names in a reading each.
fn of_pair(
    subject: (&UnderstoodName<'_>, usize),
    entity: (&UnderstoodName<'_>, usize),
    likeness: &Likeness,
) -> NameMeasure {
    let roles = [subject, entity].into_iter().flat_map(|(name, reading)| name.roles(reading));
    NameMeasure {
        likeness: likeness.score,
        other_script: likeness.other_script,
        bits: likeness.shared_bits,
        person: found::of_persons([subject.0.analysed.kind, entity.0.analysed.kind], roles),
    }
}

impl PairScreener {
    /// A comparison of pairs under this policy.
    pub fn new(policy: Policy) -> Result<Self, WeightsError> {
        let weights = policy.weights()?;
        Ok(Self { policy, weights })
    }

    /// Compares two records.
    pub fn compare(&self, subject: &Entity, entity: &Entity) -> Comparison {
        let kind = common_kind(subject, entity);
        let (s, e) = (Understood::new(subject, kind), Understood::new(entity, kind));
        let (measured, names) = measure(&s, &e, &self.weights);
        let comparable = subject.schema.may_be(&entity.schema);
        let score = if comparable { probability(measured.log_odds(&self.weights)) } else { 0.0 };
        let pair = names.as_ref().map(|best| {
            let (subject, entity) = (&s.names[best.names.0], &e.names[best.names.1]);
            NamePair {
                subject: &subject.name.value.full,
                entity: entity.name,
                subject_tokens: tokens(&subject.analysed, best.readings.0),
                entity_tokens: tokens(&entity.analysed, best.readings.1),
                likeness: &best.likeness,
                bits: measured.name.bits,
                weight: self.weights.name(&measured.name),
                common: Vec::new(),
            }
        });
        let evidence = explain::evidence(s.entity, e.entity, pair.as_slice(), &measured, &self.weights);
        let tokens = pair.as_ref().map(explain::token_pairs).unwrap_or_default();
        let alert = score >= self.policy.alert_threshold(&entity.schema, &entity.listings);
        Comparison { score: (score * 1e4).round() / 1e4, alert, evidence, tokens }
    }
}

/// The tokens of a reading, as they are shown.
fn tokens(name: &AnalysedName, reading: usize) -> Vec<(String, Role)> {
    let reading = name.readings.get(reading);
    reading.map_or_else(Vec::new, |r| {
        r.tokens.iter().map(|t| (tamis_names::shown(&t.form).to_owned(), t.role)).collect()
    })
}
