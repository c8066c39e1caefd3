//! The proof of recall: alerts that a full scan of the catalogue raises, and the search that finds candidates does not.

use std::fmt;

use tamis_catalogue::{CatalogueError, EntityIndex, Lost, Scratch};
use tamis_model::Entity;

use crate::Screener;
use crate::screener::MOST_CANDIDATES;

/// What the search lost against the scan, over some subjects.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recall {
    /// Subjects asked.
    pub subjects: u32,
    /// Of these, how many whose own entity, the one that they were made from, a scan alerts.
    pub own: u32,
    /// Of these, how many whose own entity a search does not alert.
    pub own_lost: u32,
    /// Alerts of the scan, over all subjects.
    pub alerts: u32,
    /// Of these, how many the search does not raise.
    pub lost: u32,
    /// What was lost.
    pub examples: Vec<LostAlert>,
}

/// An alert that the scan raises and the search does not.
#[derive(Debug, Clone, PartialEq)]
pub struct LostAlert {
    /// The subject's name.
    pub subject: String,
    /// The entity's id.
    pub entity: String,
    /// The words of the entity's name that the scan found; empty where it was found by a number alone.
    pub name: String,
    /// The score that the scan gave, 0 to 1.
    pub score: f32,
    /// Where the search lost it; `None` where it found the entity by another name, which alone is no alert.
    pub lost: Option<Lost>,
}

impl fmt::Display for LostAlert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subject, entity, name, score, lost } = self;
        write!(f, "{subject:?}, {entity} {name:?} ({score:.2}, ")?;
        match lost {
            Some(lost) => write!(f, "{lost})"),
            None => write!(f, "found by another name)"),
        }
    }
}

impl Recall {
    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.subjects += other.subjects;
        self.own += other.own;
        self.own_lost += other.own_lost;
        self.alerts += other.alerts;
        self.lost += other.lost;
        self.examples.extend(other.examples);
        self
    }
}

impl Screener<'_> {
    /// Screens one subject both ways. `own` is the entity that it was made from, if it was made from one. A scan looks at
    /// every name of the catalogue: a tenth of a second on the lists of today.
    pub fn recall(
        &self,
        subject: &Entity,
        own: Option<EntityIndex>,
        scratch: &mut Scratch,
    ) -> Result<Recall, CatalogueError> {
        let query = self.catalogue.understand(subject, scratch);
        let found = self.catalogue.candidates(&query, scratch, MOST_CANDIDATES)?;
        let found_at_all: Vec<EntityIndex> = found.found.iter().map(|c| c.entity).collect();
        let raised = self.alerted(subject, &query, found.found);
        let fully = self.catalogue.understand_fully(subject);
        let scanned = self.catalogue.scan(&fully, scratch, MOST_CANDIDATES)?;
        let names: Vec<_> = scanned.found.iter().map(|c| (c.entity, c.name.clone())).collect();
        let mut recall = Recall { subjects: 1, ..Recall::default() };
        for (entity, score) in self.alerted(subject, &fully, scanned.found) {
            let lost = !raised.iter().any(|(other, _)| *other == entity);
            let is_own = own == Some(entity);
            recall.alerts += 1;
            recall.lost += u32::from(lost);
            recall.own += u32::from(is_own);
            recall.own_lost += u32::from(is_own && lost);
            if lost {
                let name = names.iter().find(|(of, _)| *of == entity).and_then(|(_, name)| name.as_ref());
                let words = name.map(|name| self.catalogue.row(name.row).tokens).unwrap_or_default();
                let words: Vec<&str> = words.iter().map(|(form, _, _)| tamis_names::shown(form)).collect();
                let name = name.filter(|_| !found_at_all.contains(&entity));
                recall.examples.push(LostAlert {
                    subject: subject.caption().to_owned(),
                    entity: self.catalogue.facts(entity).id().to_owned(),
                    name: words.join(" "),
                    score,
                    lost: name.map(|name| self.catalogue.why_lost(&query, name, scratch)),
                });
            }
        }
        Ok(recall)
    }
}
