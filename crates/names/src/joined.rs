//! Tokens that one side joins and the other splits.

use crate::distance::{self, most};
use crate::edits;
use crate::profile::TokenView;
use crate::script::{self, Letters, Script};
use crate::skeleton::{self, Skeletons};
use crate::token::relative;

/// The likeness of rows of tokens written as one each: for tokens that one side joins and the other splits. As with
/// tokens, what shares no key is not alike.
pub(crate) fn joined_likeness<'a>(
    a: impl Iterator<Item = TokenView<'a>> + Clone,
    b: impl Iterator<Item = TokenView<'a>> + Clone,
) -> f32 {
    let (own, other) = (joined_skeletons(a.clone()), joined_skeletons(b.clone()));
    let share = skeleton::share(own.iter().copied(), &other.iter().copied());
    if !share && !same_as_written(a.clone(), b.clone()) {
        return 0.0;
    }
    let (x, first) = join(a.clone());
    let (y, second) = join(b.clone());
    if x.is_empty() || y.is_empty() {
        return 0.0;
    }
    // Of these what is written counts, not its sound: a syllable that only sounds alike is another name.
    if first == second && matches!(first, Script::Han | Script::Hangul) {
        return if same_as_written(a, b) { 1.0 } else { 0.0 };
    }
    let slips = if first == second { edits::likeness(&x, &y) } else { 0.0 };
    distance::likeness(relative(&x, first, &y, second, most::OF_JOINED)).max(slips)
}

/// The skeletons of a row of tokens written as one, as many as a token has at most. A class that ends one and begins the
/// next is there once or twice.
fn joined_skeletons<'a>(mut views: impl Iterator<Item = TokenView<'a>>) -> Skeletons {
    let mut skeletons: Skeletons = views.next().map(|first| first.skeletons().collect()).unwrap_or_default();
    for next in views.filter(|view| view.first_skeleton().is_some()) {
        let mut longer = Skeletons::new();
        for skeleton in &skeletons {
            for (following, once) in next.skeletons().flat_map(|other| [(other, false), (other, true)]) {
                let joined = skeleton.then(following, once);
                if longer.len() < skeleton::MAX_SKELETONS && !longer.contains(&joined) {
                    longer.push(joined);
                }
            }
        }
        skeletons = longer;
    }
    skeletons
}

/// Whether rows of tokens are the same in writing but for their blanks: where these part the letters of one sound, the
/// sounds are others (SHES HENYA).
fn same_as_written<'a>(
    a: impl Iterator<Item = TokenView<'a>>,
    b: impl Iterator<Item = TokenView<'a>>,
) -> bool {
    let letters = |view: TokenView<'a>| view.as_written().iter().copied();
    a.flat_map(letters).eq(b.flat_map(letters))
}

fn join<'a>(views: impl Iterator<Item = TokenView<'a>>) -> (Letters, Script) {
    let mut letters = Letters::new();
    let mut script = Script::None;
    for view in views {
        for letter in view.letters() {
            if letters.last() != Some(letter) && letters.len() < 2 * script::MAX_LETTERS {
                letters.push(*letter);
            }
        }
        script = view.script();
    }
    (letters, script)
}
