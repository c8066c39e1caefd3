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

/// Letters that a word of a [short run](run_keys) has at most: longer ones are looked for as pieces of the joined word.
const SHORT: usize = 4;

/// Words of a short run at most.
const RUN: usize = 3;

/// Adds the keys of the short words that stand side by side in an organisation's name, as the one word that they are when
/// somebody joins them: Va Bo, Сбер банк. At most 5 for each word and each number of words from it on.
pub fn run_keys<'a>(tokens: &[(Role, TokenView<'a>)], keys: &mut Vec<u64>) {
    let short = |(role, view): &(Role, TokenView<'a>)| {
        let letters = view.letters().len();
        (1..=SHORT).contains(&letters) && !matches!(role, Role::Title | Role::Number) && !view.is_acronym()
    };
    for (start, length) in (0..tokens.len()).flat_map(|start| (2..=RUN).map(move |length| (start, length))) {
        let Some(run) = tokens.get(start..start + length).filter(|run| run.iter().all(short)) else {
            continue;
        };
        // Nobody is called by generic words alone.
        let telling = |(role, _): &(Role, TokenView<'a>)| matches!(role, Role::Unknown | Role::Place);
        if !run.iter().any(telling) {
            continue;
        }
        let written = run.iter().flat_map(|(_, view)| view.as_written()).copied();
        keys.push(key_of_letters(written));
        for at in 0..SKELETONS {
            // Each word by its likeliest skeleton, then each by its next.
            let skeletons = || run.iter().filter_map(move |(_, view)| view.skeletons().take(at + 1).last());
            if skeletons().map(Skeleton::len).sum::<usize>() >= TELLING_CLASSES {
                let (parted, merged) = (skeleton::joined(skeletons()), skeleton::merged(skeletons()));
                keys.push(hash::mix(parted ^ IN_A_RUN));
                keys.extend((merged != parted).then(|| hash::mix(merged ^ IN_A_RUN)));
            }
        }
    }
}

/// Skeletons of a short word that are taken.
const SKELETONS: usize = 2;

/// Adds the keys under which a word of an organisation's name finds the names that have [several short words](run_keys) for
/// it. At most 9.
pub fn keys_of_joined(role: Role, view: TokenView<'_>, keys: &mut Vec<u64>) {
    if role != Role::Unknown || view.is_acronym() || view.letters().len() < SHORT {
        return;
    }
    keys.push(key_of_letters(view.as_written().iter().copied()));
    let telling = view.skeletons().filter(|skeleton| skeleton.len() >= TELLING_CLASSES);
    keys.extend(telling.map(|skeleton| hash::mix(skeleton::joined(std::iter::once(skeleton)) ^ IN_A_RUN)));
}

/// Words of fewer consonant classes sound like too many others.
const TELLING_CLASSES: usize = 3;

fn key_of_letters(letters: impl Iterator<Item = u8>) -> u64 {
    let row: SmallVec<[u8; 16]> = letters.collect();
    hash::of_bytes(RUN_WRITTEN, &row)
}

/// Adds the keys under which a name that is one long word finds names that are several: as [`name_keys`], though a
/// consonant of it is missing, too many or another, and though initials stand beside it. At most 201; for a search only,
/// since whatever is searched for has the keys of [`name_keys`].
pub fn slipped_name_keys<'a>(tokens: impl Iterator<Item = (Role, TokenView<'a>)>, keys: &mut Vec<u64>) {
    let telling = tokens.filter(|(role, view)| {
        !matches!(role, Role::LegalForm | Role::Title | Role::Number) && !view.is_acronym()
    });
    let (mut initials, mut names, mut name) = (0, 0, TokenView::NOTHING);
    for (role, view) in telling {
        if role == Role::Initial {
            initials += 1;
        } else {
            (names, name) = (names + 1, view);
        }
    }
    match (initials, names) {
        (0, 1) => skeleton::keys_over_a_slip(name.letters(), keys),
        (_, 1) => keys.extend(
            name.first_skeleton().map(|only| hash::mix(skeleton::joined(std::iter::once(only)) ^ NAME)),
        ),
        _ => {}
    }
}

/// Sets keys of runs of words apart from others.
const IN_A_RUN: u64 = 0x0a3e_0f00_0000_0001;
const RUN_WRITTEN: u64 = 33;

/// Sets keys of names apart from keys of tokens.
pub(crate) const NAME: u64 = 0x0a3e_0f00_0000_0000;
