//! Keys of whole names: for names that are alike although their tokens are not.

use smallvec::SmallVec;

use crate::analyse::{Reading, Role};
use crate::hash;
use crate::profile::{TokenProfile, TokenView};
use crate::skeleton::{self, Skeleton};

/// Adds the keys of the whole name. Two names that are alike although their tokens are not (joined or split
/// differently: `VladimirPutin`, `Jong Un` beside `Jongun`) share at least one. At most 27: the row of its letters, the
/// name's skeleton from each of its first four tokens on, and for a name of one token what is left of it with one class
/// missing. The row of its letters, where it has one, comes first.
pub fn name_keys(reading: &Reading, keys: &mut Vec<u64>) {
    let profiles: Vec<TokenProfile> = reading.tokens.iter().map(|t| TokenProfile::new(&t.form)).collect();
    let roles = reading.tokens.iter().map(|token| token.role);
    name_keys_of(reading.written, roles.zip(profiles.iter().map(TokenProfile::view)), keys);
}

/// The same from [`Reading::written`] and from the roles and profiles of a reading's tokens, where these are at hand.
pub fn name_keys_of<'a>(
    written: Option<u64>,
    tokens: impl Iterator<Item = (Role, TokenView<'a>)>,
    keys: &mut Vec<u64>,
) {
    keys.extend(written.map(|row| hash::mix(row ^ NAME)));
    let mut rows: SmallVec<[Skeleton; 8]> = SmallVec::new();
    let mut whole: SmallVec<[Skeleton; 8]> = SmallVec::new();
    for (role, view) in tokens {
        // Nobody joins a row of initials to other words.
        let Some(first) = view.first_skeleton().filter(|_| !view.is_acronym()) else { continue };
        whole.push(first);
        if !matches!(role, Role::LegalForm | Role::Title | Role::Number) {
            rows.push(first);
        }
    }
    // A legal form that is joined to the name as well: POWERANCHORLIMITED.
    if whole.len() > rows.len().max(1) {
        keys.push(hash::mix(skeleton::joined(whole.iter().copied()) ^ NAME));
    }
    let (parted, merged) = (skeleton::joined(whole.iter().copied()), skeleton::merged(whole.iter().copied()));
    if parted != merged {
        keys.push(hash::mix(merged ^ NAME));
    }
    if rows.is_empty() {
        return;
    }
    if let [only] = rows[..] {
        skeleton::name_keys_of_one(only, keys);
        return;
    }
    for start in 0..rows.len().min(4) {
        let turned = rows[start..].iter().chain(&rows[..start]);
        keys.push(hash::mix(skeleton::joined(turned.copied()) ^ NAME));
    }
}

/// Adds the keys under which a name that is one long word finds names that are several: as [`name_keys`], though a
/// consonant of it is missing, too many or another. At most 200; for a search only, since whatever is searched for has the
/// keys of [`name_keys`].
pub fn slipped_name_keys<'a>(tokens: impl Iterator<Item = (Role, TokenView<'a>)>, keys: &mut Vec<u64>) {
    let mut telling = tokens.filter(|(role, view)| {
        !matches!(role, Role::LegalForm | Role::Title | Role::Number) && !view.is_acronym()
    });
    if let (Some((_, word)), None) = (telling.next(), telling.next()) {
        skeleton::keys_over_a_slip(word.letters(), keys);
    }
}

/// Sets keys of names apart from keys of tokens.
pub(crate) const NAME: u64 = 0x0a3e_0f00_0000_0000;
