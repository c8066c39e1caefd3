//! A reading of a subject's name, with everything that is the same for all rows.

use smallvec::SmallVec;
use tamis_model::SubjectKind;
use tamis_names::{Role, TokenOutline, TokenView};

use crate::names::{is_name, tells, weight_of};
use crate::postings::TOGETHER;
use crate::query::{Query, QueryReading};
use crate::records::{RowRecord, TokenRecord, kind_code};

/// A reading of the subject, with everything that is the same for all rows.
pub(crate) struct Asked<'a> {
    pub(crate) query: &'a Query,
    pub(crate) reading: &'a QueryReading,
    pub(crate) place: usize,
    pub(crate) views: SmallVec<[TokenView<'a>; 8]>,
    pub(crate) outlines: SmallVec<[TokenOutline; 8]>,
    pub(crate) kind: SubjectKind,
    /// The codes of the kinds of entities that it may be a name of, one bit each.
    pub(crate) kinds: u8,
    /// The different tokens that tell which name is meant, with their positions in the reading, one bit each; all
    /// tokens where none tells.
    pub(crate) telling: SmallVec<[(u32, u64); 6]>,
    /// Titles and suffixes, likewise: they lead to no row, but may be a name in one (Sheikh).
    pub(crate) beside: SmallVec<[(u32, u64); 6]>,
    /// The positions of neither.
    pub(crate) aside: SmallVec<[u8; 4]>,
    /// The positions that name; all that tell, where none does.
    pub(crate) naming: u64,
    /// The positions of which each may be enough of the name by itself, where it is not a person's: two companies of a group
    /// share one word of two.
    pub(crate) alone: u64,
    /// There is an initial, which may stand for any token that starts with it.
    pub(crate) initials: bool,
}

/// Share of the information of an organisation's name from which on one word of it may be enough: with less, what is
/// missing takes more than candidates may lack.
const ENOUGH_ALONE: f32 = 0.375;

impl<'a> Asked<'a> {
    pub(crate) fn new(query: &'a Query, place: usize) -> Self {
        let reading = &query.readings[place];
        let positions = |wanted: fn(Role) -> bool| {
            // Readings have at most 64 tokens.
            let bits = reading.roles.iter().take(64).enumerate().filter(|(_, role)| wanted(**role));
            bits.fold(0_u64, |set, (at, _)| set | 1 << at)
        };
        let tells = [positions(tells), positions(|_| true)].into_iter().find(|set| *set != 0).unwrap_or(0);
        let naming = [positions(is_name) & tells, tells].into_iter().find(|set| *set != 0).unwrap_or(0);
        let tokens = |wanted: u64| {
            let mut found: SmallVec<[(u32, u64); 6]> = SmallVec::new();
            for (at, token) in
                reading.tokens.iter().take(64).enumerate().filter(|(at, _)| wanted >> at & 1 == 1)
            {
                match found.iter_mut().find(|(known, _)| known == token) {
                    Some((_, positions)) => *positions |= 1 << at,
                    None => found.push((*token, 1 << at)),
                }
            }
            found
        };
        let views = query.views(reading);
        let outlines: SmallVec<[TokenOutline; 8]> = views.iter().map(|view| view.outline()).collect();
        // The second half of a servant's name leads to nobody by itself, but beside another name (Allah, in Abd Allah).
        let servants = outlines.iter().enumerate().take(63).filter(|(_, outline)| outline.is_servant());
        let served =
            servants.fold(0, |set, (at, _)| set | 2 << at) & positions(|role| role == Role::Particle);
        let mut telling = tokens(tells | served);
        let beside = tokens(positions(|role| matches!(role, Role::Title | Role::Suffix)) & !tells);
        let known = beside.iter().fold(tells | served, |set, (_, positions)| set | positions);
        let aside = (0..reading.roles.len().min(64) as u8).filter(|at| known >> at & 1 == 0).collect();
        let initials = reading.roles.contains(&Role::Initial);
        let kind = query.schema.kind();
        let kinds = match kind {
            SubjectKind::Unknown => u8::MAX,
            kind => 1 << kind_code(kind) | 1 << kind_code(SubjectKind::Unknown),
        };
        // The most telling first, so that a limit that binds cuts what says least.
        telling.sort_by(|(a, _), (b, _)| {
            let bits = |token: &u32| query.tokens[*token as usize].bits;
            bits(b).total_cmp(&bits(a))
        });
        let weights = reading.roles.iter().zip(&reading.bits).take(64);
        let weights: SmallVec<[f32; 8]> = weights.map(|(role, bits)| weight_of(*role) * bits).collect();
        let least = ENOUGH_ALONE * weights.iter().sum::<f32>();
        let heavy = weights.iter().enumerate().filter(|(_, weight)| **weight >= least);
        let alone = match kind {
            SubjectKind::Person => 0,
            _ => heavy.fold(0, |set, (at, _)| set | 1 << at) & tells,
        };
        Self {
            query,
            reading,
            place,
            views,
            outlines,
            kind,
            kinds,
            telling,
            beside,
            aside,
            naming,
            alone,
            initials,
        }
    }

    /// Whether a row may be a name of the subject, by the kind of its entity.
    #[inline]
    pub(crate) fn may_be(&self, record: &RowRecord) -> bool {
        self.kinds >> record.kind_code() & 1 == 1
    }

    /// How many of the postings of a common token to look at: all, where an initial may stand for whatever else the row
    /// holds, or where one token may be enough; those where it is the whole name, where it may be enough then; for a
    /// person of several names, those where it or an initial may stand for another of them.
    pub(crate) fn wanted_of_common(&self, token: &TokenRecord) -> u32 {
        let one = self.naming.is_power_of_two();
        match self.kind {
            _ if self.initials => token.posted,
            SubjectKind::Person if one => token.whole,
            SubjectKind::Person => token.open,
            _ if one => token.posted,
            _ => token.whole,
        }
    }

    /// Whether two of its tokens, by their place among the telling ones, can be the two most telling ones of a
    /// selection that is enough of the reading, as with the pairs of rows.
    pub(crate) fn can_lead(&self, first: usize, second: usize) -> bool {
        let bits = |(token, _): &(u32, u64)| self.query.tokens[*token as usize].bits;
        let (a, b) = (bits(&self.telling[first]), bits(&self.telling[second]));
        let total: f32 = self.telling.iter().map(bits).sum();
        let below: f32 = self.telling.iter().map(bits).filter(|other| *other <= a.min(b)).sum();
        a.max(b) + below.max(a.min(b)) >= TOGETHER * total
    }
}
