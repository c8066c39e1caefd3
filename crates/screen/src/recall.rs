//! The proof of recall: alerts that a full scan of the catalogue raises, and the search that finds candidates does not.

use tamis_catalogue::{CatalogueError, EntityIndex, Scratch};
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
    /// What was lost: the subject's name, the entity's id, the score.
    pub examples: Vec<(String, String, f32)>,
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
        let raised = self.alerted(subject, &query, found.found);
        let query = self.catalogue.understand_fully(subject);
        let scanned = self.catalogue.scan(&query, scratch, MOST_CANDIDATES)?;
        let mut recall = Recall { subjects: 1, ..Recall::default() };
        for (entity, score) in self.alerted(subject, &query, scanned.found) {
            let lost = !raised.iter().any(|(other, _)| *other == entity);
            let is_own = own == Some(entity);
            recall.alerts += 1;
            recall.lost += u32::from(lost);
            recall.own += u32::from(is_own);
            recall.own_lost += u32::from(is_own && lost);
            if lost {
                let id = self.catalogue.facts(entity).id().to_owned();
                recall.examples.push((subject.caption().to_owned(), id, score));
            }
        }
        Ok(recall)
    }
}
