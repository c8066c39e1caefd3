//! A reading of a subject's name beside a row of the catalogue.

use tamis_names::{
    Likeness, NameView, PairLookup, Role, TokenLikeness, TokenOutline, likeness, likeness_from,
};

use crate::Catalogue;
use crate::asked::Asked;
use crate::marks::Marks;
use crate::records::{RowRecord, TokenBrief};

/// What scoring one row needs room for.
#[derive(Debug, Default)]
pub(crate) struct RowScorer {
    tokens: Vec<u32>,
    briefs: Vec<TokenBrief>,
    outlines: Vec<TokenOutline>,
    roles: Vec<Role>,
    bits: Vec<f32>,
}

/// The likenesses of a reading's tokens and a row's, which the query already holds.
struct Pairs<'a, 'q> {
    asked: &'a Asked<'q>,
    marks: &'a Marks,
    row: &'a [u32],
}

impl PairLookup for Pairs<'_, '_> {
    fn each(&self, query: usize, entity: usize, tell: &mut dyn FnMut(usize, usize, TokenLikeness)) {
        for (j, token) in self.row.iter().take(entity).enumerate() {
            self.marks.each(self.asked, *token, |i, likeness| tell(i, j, likeness));
            // What does not tell is not marked: legal forms and particles are like half of the catalogue.
            for i in self.asked.aside.iter().map(|at| usize::from(*at)).filter(|i| *i < query) {
                let own = &self.asked.query.tokens[self.asked.reading.tokens[i] as usize];
                let likeness = own.likeness(*token);
                if likeness.score > 0.0 {
                    tell(i, j, likeness);
                }
            }
        }
    }
}

impl RowScorer {
    /// The likeness, worked out to the end.
    pub(crate) fn likeness(
        &mut self,
        catalogue: &Catalogue,
        asked: &Asked<'_>,
        marks: &Marks,
        record: &RowRecord,
    ) -> Likeness {
        self.beside(catalogue, asked, marks, record, |query, entity, pairs| likeness(query, entity, pairs))
    }

    /// The likeness where it is at least `least`. The profiles of the row's tokens are read only where it may be.
    pub(crate) fn likeness_from(
        &mut self,
        catalogue: &Catalogue,
        asked: &Asked<'_>,
        marks: &Marks,
        record: &RowRecord,
        least: f32,
    ) -> Option<Likeness> {
        self.beside(catalogue, asked, marks, record, |query, entity, pairs| {
            likeness_from(query, entity, pairs, least)
        })
    }

    fn beside<T>(
        &mut self,
        catalogue: &Catalogue,
        asked: &Asked<'_>,
        marks: &Marks,
        record: &RowRecord,
        compare: impl FnOnce(&NameView<'_>, &NameView<'_>, &Pairs<'_, '_>) -> T,
    ) -> T {
        self.read(catalogue, record);
        let (own, held) = (|at: usize| asked.views[at], |at: usize| catalogue.profile(&self.briefs[at]));
        let (roles, bits) = (&asked.reading.roles, &asked.reading.bits);
        let query = NameView { kind: asked.kind, tokens: &own, outlines: &asked.outlines, roles, bits };
        let entity = NameView {
            kind: record.kind(),
            tokens: &held,
            outlines: &self.outlines,
            roles: &self.roles,
            bits: &self.bits,
        };
        compare(&query, &entity, &Pairs { asked, marks, row: &self.tokens })
    }

    fn read(&mut self, catalogue: &Catalogue, record: &RowRecord) {
        self.tokens.clear();
        self.briefs.clear();
        self.outlines.clear();
        self.roles.clear();
        self.bits.clear();
        for held in catalogue.row_tokens(record) {
            let brief = catalogue.brief(held.token());
            self.tokens.push(held.token());
            self.briefs.push(brief);
            self.outlines.push(brief.outline);
            self.roles.push(held.role());
            self.bits.push(brief.bits);
        }
    }
}
