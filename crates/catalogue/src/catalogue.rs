//! An opened catalogue: what can be asked of it apart from searching.

use std::path::Path;

use tamis_model::{Entity, EntityId, ListId, Strength};
use tamis_names::{Role, TokenView};

use crate::facts::EntityFacts;
use crate::format::{Bytes, Part, Store};
use crate::keys::KeyIndex;
use crate::postings::Posting;
use crate::query::Listed;
use crate::records::{NONE, RowRecord, RowToken, TokenBrief, TokenRecord};
use crate::{CatalogueError, CatalogueInfo, file, names, stored};

/// The place of an entity in a catalogue, from 0 in the order in which entities were compiled. It means nothing in
/// another catalogue: use the entity's id there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityIndex(u32);

impl EntityIndex {
    pub(crate) fn new(index: u32) -> Self {
        Self(index)
    }

    /// As a number.
    pub fn get(self) -> u32 {
        self.0
    }
}

/// A row: one reading of one of an entity's names.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    /// Whose name it is.
    pub entity: EntityIndex,
    /// Which of the entity's names it is, from 0 in the order of [`Entity::names`].
    pub name: usize,
    /// How far the publisher vouches for the name.
    pub strength: Strength,
    /// The tokens: form, role, and information in bits.
    pub tokens: Vec<(&'a str, Role, f32)>,
}

/// A compiled, immutable set of snapshots, open for searching. Threads share one; processes share its pages.
pub struct Catalogue {
    pub(crate) store: Store,
    info: CatalogueInfo,
}

impl Catalogue {
    /// Opens a file. Its size does not matter: only the header and the table of checksums are read.
    pub fn open(path: &Path) -> Result<Self, CatalogueError> {
        Self::read(Bytes::Mapped(file::map(path)?))
    }

    /// Opens what [`crate::compile`] made, without a file.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, CatalogueError> {
        Self::read(Bytes::Owned(bytes))
    }

    fn read(bytes: Bytes) -> Result<Self, CatalogueError> {
        let store = Store::open(bytes, names::fingerprint())?;
        let info = store.whole(Part::Info);
        store.intact()?;
        let info = serde_json::from_slice(info).map_err(|e| CatalogueError::Damaged(e.to_string()))?;
        Ok(Self { store, info })
    }

    /// What it was made from.
    pub fn info(&self) -> &CatalogueInfo {
        &self.info
    }

    /// Its lists, in the order that [`crate::ListingFact::list`] counts.
    pub fn lists(&self) -> &[ListId] {
        &self.info.lists
    }

    /// How many entities it holds.
    pub fn entities(&self) -> u32 {
        self.info.entities
    }

    /// Every entity's place.
    pub fn indexes(&self) -> impl ExactSizeIterator<Item = EntityIndex> + use<> {
        (0..self.info.entities).map(EntityIndex)
    }

    /// Its identity: the same for the same inputs, compiled by the same version; for proofs.
    pub fn fingerprint(&self) -> String {
        format!("{:016x}", self.store.fingerprint())
    }

    /// Size in bytes.
    pub fn size(&self) -> u64 {
        self.store.size()
    }

    /// Checks every byte against its checksum. Searching does so for what it touches; this does it for the rest.
    pub fn check(&self) -> Result<(), CatalogueError> {
        self.store.check_all()
    }

    /// An error if anything that was read so far was damaged. Facts that are missing on account of damage are told
    /// from facts that are not stated by asking this after reading them; searching asks by itself.
    pub fn intact(&self) -> Result<(), CatalogueError> {
        self.store.intact()
    }

    /// The facts of an entity that are scored.
    pub fn facts(&self, entity: EntityIndex) -> EntityFacts<'_> {
        let mut ends = self.store.u32s(Part::FactStarts, entity.0 as usize, 2);
        let (from, to) = (ends.next().unwrap_or(0) as usize, ends.next().unwrap_or(0) as usize);
        EntityFacts::new(self.store.bytes(Part::Facts, from, to.saturating_sub(from)))
    }

    /// The whole entity, as it was compiled: to explain a match, not to score one (some microseconds).
    pub fn entity(&self, entity: EntityIndex) -> Result<Entity, CatalogueError> {
        stored::read(&self.store, entity.0)
    }

    /// The entity of this id.
    pub fn find(&self, id: &EntityId) -> Option<EntityIndex> {
        let mut found = KeyIndex::IDS.find(&self.store, names::text_key(id.as_str())).map(EntityIndex);
        found.find(|index| self.facts(*index).id() == id.as_str())
    }

    /// The rows of an entity, by number.
    pub(crate) fn rows_of(&self, entity: EntityIndex) -> std::ops::Range<u32> {
        let mut ends = self.store.u32s(Part::EntityRows, entity.0 as usize, 2);
        ends.next().unwrap_or(0)..ends.next().unwrap_or(0)
    }

    /// The names of an entity as they were understood, in every reading; of two that read the same, one.
    pub fn rows(&self, entity: EntityIndex) -> impl Iterator<Item = Row<'_>> {
        self.rows_of(entity).map(|row| self.row(row))
    }

    /// A row, to explain a match.
    pub fn row(&self, row: u32) -> Row<'_> {
        let record = self.row_record(row);
        let tokens = self
            .row_tokens(&record)
            .map(|held| {
                let token = self.token(held.token());
                (self.form(&token), held.role(), self.brief(held.token()).bits)
            })
            .collect();
        Row {
            entity: EntityIndex(record.entity),
            name: usize::from(record.ordinal),
            strength: record.strength(),
            tokens,
        }
    }

    /// Which of its entity's names a row is, from 0 in the order of [`Entity::names`].
    pub fn name_of(&self, row: u32) -> usize {
        usize::from(self.row_record(row).ordinal)
    }

    #[inline]
    pub(crate) fn row_record(&self, row: u32) -> RowRecord {
        RowRecord::from_bytes(self.store.record(Part::Rows, row as usize))
    }

    #[inline]
    pub(crate) fn row_tokens<'r>(&'r self, row: &'r RowRecord) -> impl Iterator<Item = RowToken> + 'r {
        let (inline, start, count) = row.split();
        let rest = self.store.u32s(Part::RowTokens, start, count).map(RowToken::from_bits);
        inline.iter().copied().chain(rest)
    }

    pub(crate) fn token(&self, token: u32) -> TokenRecord {
        TokenRecord::from_bytes(self.store.record(Part::Tokens, token as usize))
    }

    #[inline]
    pub(crate) fn brief(&self, token: u32) -> TokenBrief {
        TokenBrief::from_bytes(self.store.record(Part::Briefs, token as usize))
    }

    /// Asks the memory for a row's record ([`crate::ahead`]).
    #[inline]
    pub(crate) fn fetch_row(&self, row: u32) {
        self.store.fetch(Part::Rows, row as usize * RowRecord::BYTES);
    }

    /// The same for a token's brief.
    #[inline]
    pub(crate) fn fetch_brief(&self, token: u32) {
        self.store.fetch(Part::Briefs, token as usize * TokenBrief::BYTES);
    }

    /// The same for a token's profile, which mostly lies in two lines of a cache.
    #[inline]
    pub(crate) fn fetch_profile(&self, start: u32) {
        self.store.fetch(Part::Profiles, start as usize);
        self.store.fetch(Part::Profiles, start as usize + 64);
    }

    /// The same for the first of the postings that are listed there; the others follow by themselves.
    #[inline]
    pub(crate) fn fetch_postings(&self, listed: Listed) {
        let (start, length) =
            (listed.start as usize * Posting::BYTES, listed.count as usize * Posting::BYTES);
        for line in (0..length).step_by(64).take(4) {
            self.store.fetch(Part::Postings, start + line);
        }
    }

    pub(crate) fn form(&self, token: &TokenRecord) -> &str {
        let bytes = self.store.bytes(Part::Forms, token.form as usize, usize::from(token.form_length));
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    pub(crate) fn profile(&self, token: &TokenBrief) -> TokenView<'_> {
        self.profile_at(token.profile)
    }

    #[inline]
    pub(crate) fn profile_at(&self, start: u32) -> TokenView<'_> {
        TokenView::from_bytes(self.store.sized(Part::Profiles, start as usize, TokenView::length_of))
    }

    /// The tokens that are one letter.
    pub(crate) fn initials(&self) -> impl Iterator<Item = u32> {
        self.store.u32s(Part::Initials, 0, self.store.length(Part::Initials) / 4)
    }

    /// The postings that are listed there.
    pub(crate) fn postings(&self, listed: Listed) -> impl ExactSizeIterator<Item = Posting> {
        let (start, count) = (listed.start as usize * Posting::BYTES, listed.count as usize * Posting::BYTES);
        let bytes = self.store.bytes(Part::Postings, start, count);
        bytes.as_chunks().0.iter().map(|posting| Posting::from_bytes(*posting))
    }

    /// The token of this form.
    pub(crate) fn find_token(&self, form: &str) -> Option<u32> {
        let mut found = KeyIndex::FORMS.find(&self.store, names::text_key(form));
        found.find(|token| self.form(&self.token(*token)) == form)
    }

    /// Tokens that stand for this one, each with how far, 0 to 1.
    pub(crate) fn equivalents(&self, token: &TokenRecord) -> impl Iterator<Item = (u32, f32)> {
        let at = token.equivalents as usize;
        let count =
            if token.equivalents == NONE { 0 } else { self.store.u32(Part::Equivalents, at) as usize };
        let mut numbers = self.store.u32s(Part::Equivalents, at.saturating_add(1), count.saturating_mul(2));
        std::iter::from_fn(move || Some((numbers.next()?, f32::from_bits(numbers.next()?))))
    }
}
