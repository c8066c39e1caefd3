//! One subject against a catalogue, under a policy.

use std::cmp::Reverse;
use std::sync::Mutex;

use smallvec::SmallVec;
use tamis_catalogue::{
    Candidate, Catalogue, CatalogueError, CustomerTokens, EntityFacts, EntityIndex, ListingFact, NameMatch,
    Query, Remembered, Scratch,
};
use tamis_model::{Entity, Measure, NameKind, PartialDate, Strength, SubjectKind};
use tamis_names::{Likeness, Oddities, Reason, Role};

use crate::answer::{Answer, Match};
use crate::explain::{self, NamePair};
use crate::facts::{self, Facts};
use crate::pair::Measured;
use crate::{Level, NameMeasure, Policy, Weights, WeightsError, found, group, namesake, probability};

/// Candidates that are weighed for one subject. What is beyond is not, and the answer says so: only very common names
/// in very long lists have as many.
pub(crate) const MOST_CANDIDATES: usize = 1_000;

/// Screens subjects against one catalogue under one policy. Threads share one.
pub struct Screener<'c> {
    pub(crate) catalogue: &'c Catalogue,
    policy: Policy,
    weights: Weights,
    on: Option<PartialDate>,
    /// For each list of the catalogue, whether the policy asks for it.
    lists: Vec<bool>,
    measures: Vec<Measure>,
    may_clear: Vec<Level>,
    scratches: Mutex<Vec<Scratch>>,
    /// What they know together.
    remembered: Remembered,
    /// How common tokens are among the customers of a large file.
    customers: Option<CustomerTokens>,
}

/// A candidate, weighed.
struct Weighed {
    candidate: Candidate,
    measured: Measured,
    score: f32,
    alert: bool,
}

impl<'c> Screener<'c> {
    /// A screener; with a day, only what was in force on it counts.
    pub fn new(
        catalogue: &'c Catalogue,
        policy: Policy,
        on: Option<PartialDate>,
    ) -> Result<Self, WeightsError> {
        let weights = policy.weights()?;
        let asked = |list: &str| policy.lists.is_empty() || policy.lists.iter().any(|l| l == list);
        let lists = catalogue.lists().iter().map(|l| asked(l.as_str())).collect();
        let measures = policy.measures.iter().map(|m| Measure::named(m)).collect();
        let may_clear = policy.evidence.may_clear.iter().filter_map(|l| Level::from_name(l)).collect();
        Ok(Self {
            catalogue,
            policy,
            weights,
            on,
            lists,
            measures,
            may_clear,
            scratches: Mutex::default(),
            remembered: Remembered::default(),
            customers: None,
        })
    }

    /// The policy in use.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// From now on, subjects are customers among these, of whom each was counted; if the policy lets that count.
    pub fn set_customers(&mut self, customers: Option<CustomerTokens>) {
        self.customers = customers.filter(|_| self.policy.evidence.common_customers);
    }

    /// Screens a subject.
    pub fn screen(&self, subject: &Entity) -> Result<Answer, CatalogueError> {
        let kept = self.scratches.lock().ok().and_then(|mut kept| kept.pop());
        let mut scratch = kept.unwrap_or_else(|| Scratch::sharing(&self.remembered));
        let answer = self.screen_with(subject, &mut scratch);
        if let Ok(mut kept) = self.scratches.lock() {
            kept.push(scratch);
        }
        answer
    }

    fn screen_with(&self, subject: &Entity, scratch: &mut Scratch) -> Result<Answer, CatalogueError> {
        let query = self.catalogue.understand(subject, scratch);
        let candidates = self.catalogue.candidates(&query, scratch, MOST_CANDIDATES)?;
        let mut notes = Vec::new();
        if candidates.cut {
            notes.push("the name is so long or so common that a limit cut the search: give more of the name, or a birth date".into());
        }
        let weighed = self.weigh(subject, &query, candidates.found);
        let mut matches = Vec::with_capacity(weighed.len());
        for found in weighed {
            matches.push(self.explained(subject, &query, &found)?);
        }
        Ok(Answer { matches: group::by_party(matches, &self.weights), notes })
    }

    /// What is measured of every candidate, with the candidate's id, before anything is weighed: for fitting weights.
    pub fn measure(&self, subject: &Entity) -> Result<Vec<(String, Measured)>, CatalogueError> {
        let mut scratch = Scratch::sharing(&self.remembered);
        let query = self.catalogue.understand(subject, &mut scratch);
        let candidates = self.catalogue.candidates(&query, &mut scratch, MOST_CANDIDATES)?;
        let facts = Facts::of(subject);
        let measured = self.measure_all(&query, &facts, candidates.found).into_iter();
        let id = |candidate: &Candidate| self.catalogue.facts(candidate.entity).id().to_owned();
        Ok(measured.map(|(candidate, measured)| (id(&candidate), measured)).collect())
    }

    /// The candidates that are alerts, with their scores.
    pub(crate) fn alerted(
        &self,
        subject: &Entity,
        query: &Query,
        candidates: Vec<Candidate>,
    ) -> Vec<(EntityIndex, f32)> {
        let weighed = self.weigh(subject, query, candidates);
        weighed.into_iter().filter(|w| w.alert).map(|w| (w.candidate.entity, w.score)).collect()
    }

    /// The candidates that are worth showing, by falling score.
    fn weigh(&self, subject: &Entity, query: &Query, candidates: Vec<Candidate>) -> Vec<Weighed> {
        if candidates.is_empty() {
            return Vec::new();
        }
        let counting: Vec<Candidate> = candidates.into_iter().filter(|c| self.counts_any(c.entity)).collect();
        let mut weighed: Vec<Weighed> = self
            .measure_all(query, &Facts::of(subject), counting)
            .into_iter()
            .map(|(candidate, measured)| self.weigh_one(query, candidate, measured))
            .filter(|w| w.alert || w.score >= self.policy.threshold.show)
            .collect();
        weighed.sort_by_cached_key(|w| {
            let closeness = w.candidate.name.as_ref().map(|name| Closeness::of(&name.likeness));
            (Reverse((w.score * 1e4).round() as u32), closeness, w.candidate.entity)
        });
        let alerts = weighed.iter().filter(|w| w.alert).count();
        weighed.truncate(self.policy.matches.maximum.max(alerts));
        weighed
    }

    /// Whether the entity has a listing that counts, or is on no list at all.
    fn counts_any(&self, entity: EntityIndex) -> bool {
        let mut listings = self.catalogue.facts(entity).listings();
        listings.len() == 0 || listings.any(|l| self.counts(&l))
    }

    fn weigh_one(&self, query: &Query, candidate: Candidate, measured: Measured) -> Weighed {
        let threshold = self.threshold(self.catalogue.facts(candidate.entity));
        let mut log_odds = measured.log_odds(&self.weights);
        if !self.may_clear.is_empty() {
            log_odds = self.without_what_may_not_clear(&measured, log_odds, threshold);
        }
        let score = (probability(log_odds) * 1e4).round() / 1e4;
        let minimum = self.policy.evidence.minimum_bits;
        let enough = minimum <= 0.0
            || self.bits(query, &candidate) >= minimum
            || measured.levels.iter().any(|l| self.weights.level(*l) > 0.0);
        Weighed { candidate, measured, score, alert: enough && score >= threshold }
    }

    /// The information in the names that matched, in bits.
    fn bits(&self, query: &Query, candidate: &Candidate) -> f32 {
        let bits = |name| self.catalogue.agreement_bits(query, name, self.customers.as_ref());
        candidate.name.as_ref().map_or(0.0, bits)
    }

    /// What is measured of each candidate, beside the others.
    fn measure_all(
        &self,
        query: &Query,
        subject: &Facts<'_>,
        candidates: Vec<Candidate>,
    ) -> Vec<(Candidate, Measured)> {
        let measured = candidates.into_iter().map(|candidate| {
            let measured = self.measured(query, subject, &candidate);
            (candidate, measured)
        });
        let mut found: Vec<_> = measured.collect();
        namesake::add(self.catalogue, &mut found);
        found
    }

    fn measured(&self, query: &Query, subject: &Facts<'_>, candidate: &Candidate) -> Measured {
        let stored = self.catalogue.facts(candidate.entity);
        let listed = Facts::stored(stored);
        let mut levels = facts::compare(subject, &listed);
        if subject.kind == SubjectKind::Person
            && listed.kind == SubjectKind::Unknown
            && found::is_body(self.catalogue.rows(candidate.entity))
        {
            levels.push(Level::KindDiffers);
        }
        let Some(name) = &candidate.name else { return Measured::nameless(levels) };
        let kind = stored.names().nth(self.catalogue.name_of(name.row)).map_or(NameKind::Primary, |n| n.kind);
        let reading = query.readings().get(name.reading);
        let oddities = reading.map(|r| r.oddities).unwrap_or_default();
        levels.extend(name_levels(name.strength, kind, oddities));
        let own: SmallVec<[Role; 8]> =
            reading.into_iter().flat_map(|r| query.tokens(r)).map(|(_, role, _)| role).collect();
        let row = self.catalogue.row(name.row);
        let other: SmallVec<[Role; 8]> = row.tokens.iter().map(|(_, role, _)| *role).collect();
        let roles = own.iter().chain(&other).copied();
        let person = found::of_persons([subject.kind, listed.kind], roles);
        if person {
            levels.extend(found::levels(&name.likeness, &own, &other));
        } else if listed.kind == SubjectKind::Object && found::numbers_differ(&name.likeness, &own, &other) {
            levels.push(Level::NumberDiffers);
        }
        let bits = self.bits(query, candidate) - found::by_chance(self.catalogue.entities());
        let name = NameMeasure {
            likeness: name.likeness.score,
            other_script: name.likeness.other_script,
            bits,
            person,
        };
        Measured { name, levels }
    }

    /// Evidence that the policy does not let clear counts no further than to the threshold.
    fn without_what_may_not_clear(&self, measured: &Measured, log_odds: f32, threshold: f32) -> f32 {
        let withheld: f32 = measured
            .levels
            .iter()
            .filter(|l| !self.may_clear.contains(l))
            .map(|l| self.weights.level(*l).min(0.0))
            .sum();
        let at_threshold = (threshold / (1.0 - threshold).max(1e-6)).ln() + 1e-3;
        let without = self.weights.calibrated(measured.sum(&self.weights) - withheld);
        if without >= at_threshold { log_odds.max(at_threshold) } else { log_odds }
    }

    fn counts(&self, listing: &ListingFact) -> bool {
        let list = listing.list.is_none_or(|l| self.lists.get(usize::from(l)).copied().unwrap_or(true));
        let measure = self.measures.is_empty() || self.measures.iter().any(|m| listing.measures.contains(m));
        let stands = match self.on {
            Some(day) => {
                listing.since.is_none_or(|s| s.first() <= day.last())
                    && listing.delisted.is_none_or(|d| d.first() > day.first())
                    && listing.expires.is_none_or(|d| d.last() >= day.first())
            }
            // Without a day, a listing that may have run out still counts: its publisher prints it.
            None => self.policy.include_delisted || listing.delisted.is_none(),
        };
        list && measure && stands
    }

    fn threshold(&self, stored: EntityFacts<'_>) -> f32 {
        let special = &self.policy.threshold;
        if special.list.is_empty() && special.schema.is_empty() && special.measure.is_empty() {
            return special.alert;
        }
        let lists = self.catalogue.lists();
        let by_listing = stored.listings().flat_map(|listing| {
            let list = listing
                .list
                .and_then(|l| lists.get(usize::from(l)))
                .and_then(|l| special.list.get(l.as_str()));
            let measures =
                special.measure.iter().filter(move |(m, _)| listing.measures.contains(&Measure::named(m)));
            list.copied().into_iter().chain(measures.map(|(_, t)| *t))
        });
        let schema = special.schema.get(stored.schema().as_str()).copied();
        by_listing.chain(schema).reduce(f32::min).unwrap_or(special.alert)
    }

    /// The match with its entity whole and its evidence in sentences.
    fn explained(&self, subject: &Entity, query: &Query, found: &Weighed) -> Result<Match, CatalogueError> {
        let entity = self.catalogue.entity(found.candidate.entity)?;
        let weight = self.weights.name(&found.measured.name);
        let pair = found
            .candidate
            .name
            .as_ref()
            .and_then(|name| self.name_pair(subject, query, &entity, name, weight));
        let evidence = explain::evidence(subject, &entity, pair.as_slice(), &found.measured, &self.weights);
        Ok(Match {
            score: found.score,
            alert: found.alert,
            evidence,
            also: Vec::new(),
            entity: entity.into(),
        })
    }

    fn name_pair<'a>(
        &self,
        subject: &'a Entity,
        query: &Query,
        entity: &'a Entity,
        name: &'a NameMatch,
        weight: f32,
    ) -> Option<NamePair<'a>> {
        let reading = query.readings().get(name.reading)?;
        let row = self.catalogue.row(name.row);
        Some(NamePair {
            subject: &subject.names.get(reading.name)?.value.full,
            entity: entity.names.get(row.name)?,
            subject_tokens: query
                .tokens(reading)
                .map(|(form, role, _)| (tamis_names::shown(form).to_owned(), role))
                .collect(),
            entity_tokens: row
                .tokens
                .iter()
                .map(|(form, role, _)| (tamis_names::shown(form).to_owned(), *role))
                .collect(),
            likeness: &name.likeness,
            bits: self.catalogue.agreement_bits(query, name, self.customers.as_ref()),
            weight,
            common: self.common(query, name),
        })
    }
}

impl Screener<'_> {
    /// The words of a match that are common among the customers, each with how many bear it.
    fn common(&self, query: &Query, name: &NameMatch) -> Vec<String> {
        let Some(customers) = &self.customers else { return Vec::new() };
        let common = self.catalogue.common_among(query, name, customers);
        let told = |(form, bearers)| {
            format!("{} ({bearers} of {})", tamis_names::shown(form), customers.customers())
        };
        common.into_iter().map(told).collect()
    }
}

/// How close two names are that weigh the same, the closest first: of the fewest words without their like, in the order
/// written, in the letters written. It orders what is shown, and is no evidence.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Closeness {
    unlike: usize,
    displaced: usize,
    respelled: usize,
}

impl Closeness {
    fn of(likeness: &Likeness) -> Self {
        let paired = || likeness.alignments.iter().filter(|a| a.score > 0.0);
        let places = || paired().map(|a| a.entity.start);
        Self {
            unlike: likeness.alignments.len() - paired().count(),
            displaced: places().zip(places().skip(1)).filter(|(first, second)| first > second).count(),
            respelled: paired().filter(|a| a.reason != Reason::Same).count(),
        }
    }
}

/// What the names themselves say besides their likeness.
pub fn name_levels(strength: Strength, kind: NameKind, oddities: Oddities) -> SmallVec<[Level; 2]> {
    let mut levels = SmallVec::new();
    if strength == Strength::Weak {
        levels.push(Level::WeakAlias);
    }
    if matches!(kind, NameKind::Former | NameKind::Maiden) {
        levels.push(Level::FormerName);
    }
    if oddities.mixed_script || oddities.invisible || oddities.digits_for_letters {
        levels.push(Level::NameDisguised);
    }
    levels
}
