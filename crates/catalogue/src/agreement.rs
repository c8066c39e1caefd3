//! How much it says that two names agree as far as they do.

use tamis_names::Role;

use crate::names::bits_of;
use crate::query::ExpandedToken;
use crate::{Catalogue, CustomerTokens, NameMatch, Query};

/// A pair of runs of several tokens says a little less than its tokens would one by one: where one ends is not told.
const JOINED: f32 = 0.9;

impl Catalogue {
    /// The information in a match of names, in bits: for each pair of tokens, how rare it is among the catalogue's
    /// entities to bear a token that is at least as like the subject's as this one. A token that much of the catalogue is
    /// somehow like (one syllable, written in another script) says little, however rare its own spelling.
    ///
    /// Particles, titles and legal forms say nothing. Where the customers of a large file were counted, a token that is
    /// more common among them than on the list says less.
    pub fn agreement_bits(&self, query: &Query, name: &NameMatch, customers: Option<&CustomerTokens>) -> f32 {
        let Some(reading) = query.readings().get(name.reading) else { return 0.0 };
        let row = self.row(name.row);
        let (mut total, mut lost) = (0.0, 0.0);
        for pair in name.likeness.alignments.iter().filter(|a| a.score > 0.0 && !a.entity.is_empty()) {
            let places = usize::from(pair.query.start)..usize::from(pair.query.end);
            let silent =
                |r: &Role| matches!(r, Role::Particle | Role::Title | Role::Suffix | Role::LegalForm);
            if reading.roles.get(places.clone()).unwrap_or_default().iter().all(silent) {
                continue;
            }
            if places.len() > 1 || pair.entity.len() > 1 {
                let own: f32 = reading.bits.get(places).unwrap_or_default().iter().sum();
                let held = usize::from(pair.entity.start)..usize::from(pair.entity.end);
                let listed: f32 =
                    row.tokens.get(held).unwrap_or_default().iter().map(|(_, _, bits)| bits).sum();
                total += JOINED * own.min(listed) * pair.score;
                continue;
            }
            let Some(token) = query.token(reading, places.start) else { continue };
            let bits = self.token_bits(token, pair.score);
            total += bits;
            lost += customers.map_or(0.0, |c| bits - c.bits(bits, c.others(token.at_least(pair.score))));
        }
        CustomerTokens::bounded(total, total - lost)
    }

    /// How rare it is for a name to hold a token that is at least so like the subject's.
    pub(crate) fn token_bits(&self, token: &ExpandedToken, likeness: f32) -> f32 {
        let frequency: u32 = token.at_least(likeness).map(|alike| self.brief(alike).frequency).sum();
        bits_of(&token.form, frequency, self.info().entities as usize)
    }
}

impl ExpandedToken {
    /// The catalogue's tokens that are at least so like this one.
    pub(crate) fn at_least(&self, likeness: f32) -> impl Iterator<Item = u32> {
        self.alike.iter().filter(move |a| a.likeness.score >= likeness - 1e-3).map(|a| a.token)
    }
}
