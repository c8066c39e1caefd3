//! A reading of a subject's name beside a row of the catalogue.

use smallvec::SmallVec;
use tamis_names::{
    Likeness, NameSketch, NameView, PairLookup, Role, TokenLikeness, TokenView, likeness, likeness_from,
    may_reach,
};

use crate::Catalogue;
use crate::query::{Query, QueryReading};
use crate::records::{RowRecord, TokenBrief};
use crate::search::Asked;

/// What scoring one row needs room for.
#[derive(Debug, Default)]
pub(crate) struct RowScorer {
    tokens: Vec<u32>,
    briefs: Vec<TokenBrief>,
    roles: Vec<Role>,
    bits: Vec<f32>,
    letters: Vec<u8>,
}

/// The likenesses of a reading's tokens and a row's, which the query already holds.
struct Pairs<'a> {
    query: &'a Query,
    reading: &'a QueryReading,
    row: &'a [u32],
}

impl PairLookup for Pairs<'_> {
    fn pair(&self, query: usize, entity: usize) -> TokenLikeness {
        self.query.tokens[self.reading.tokens[query] as usize].likeness(self.row[entity])
    }
}

impl RowScorer {
    /// The likeness, worked out to the end.
    pub(crate) fn likeness(
        &mut self,
        catalogue: &Catalogue,
        asked: &Asked<'_>,
        record: &RowRecord,
    ) -> Likeness {
        self.read(catalogue, record);
        let views = self.views(catalogue);
        likeness(&asked.view(), &self.view(record, &views), &self.pairs(asked))
    }

    /// The likeness where it is at least `least`. The profiles of the row's tokens are read only where it may be.
    pub(crate) fn likeness_from(
        &mut self,
        catalogue: &Catalogue,
        asked: &Asked<'_>,
        record: &RowRecord,
        least: f32,
    ) -> Option<Likeness> {
        self.read(catalogue, record);
        let sketch =
            NameSketch { kind: record.kind(), roles: &self.roles, bits: &self.bits, letters: &self.letters };
        if !may_reach(&asked.view(), &sketch, &self.pairs(asked), least) {
            return None;
        }
        let views = self.views(catalogue);
        likeness_from(&asked.view(), &self.view(record, &views), &self.pairs(asked), least)
    }

    fn read(&mut self, catalogue: &Catalogue, record: &RowRecord) {
        self.tokens.clear();
        self.briefs.clear();
        self.roles.clear();
        self.bits.clear();
        self.letters.clear();
        for held in catalogue.row_tokens(record) {
            let brief = catalogue.brief(held.token());
            self.tokens.push(held.token());
            self.briefs.push(brief);
            self.roles.push(held.role());
            self.bits.push(brief.bits);
            self.letters.push(brief.letters);
        }
    }

    fn views<'c>(&self, catalogue: &'c Catalogue) -> SmallVec<[TokenView<'c>; 8]> {
        self.briefs.iter().map(|brief| catalogue.profile(brief)).collect()
    }

    fn view<'v>(&'v self, record: &RowRecord, views: &'v [TokenView<'v>]) -> NameView<'v> {
        NameView { kind: record.kind(), tokens: views, roles: &self.roles, bits: &self.bits }
    }

    fn pairs<'s>(&'s self, asked: &'s Asked<'_>) -> Pairs<'s> {
        Pairs { query: asked.query, reading: asked.reading, row: &self.tokens }
    }
}

impl Asked<'_> {
    fn view(&self) -> NameView<'_> {
        let (roles, bits) = (&self.reading.roles, &self.reading.bits);
        NameView { kind: self.kind, tokens: &self.views, roles, bits }
    }
}
