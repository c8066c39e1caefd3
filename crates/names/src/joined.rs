//! Tokens that one side joins and the other splits.

use smallvec::SmallVec;

use crate::distance::{self, most};
use crate::edits::{self, Hand};
use crate::profile::TokenView;
use crate::script::{self, Letters, Script};
use crate::skeleton::{self, Skeleton};
use crate::token::relative;

/// The likeness of rows of tokens written as one each: for tokens that one side joins and the other splits. As with
/// tokens, what shares no key is not alike.
pub(crate) fn joined_likeness(a: &[TokenView<'_>], b: &[TokenView<'_>]) -> f32 {
    if !share_key(a, b) && !same_as_written(a, b) {
        return 0.0;
    }
    if a.iter().any(|x| b.iter().any(|y| x.is_read_otherwise(*y))) {
        return 0.0;
    }
    let (x, first) = join(a);
    let (y, second) = join(b);
    if x.is_empty() || y.is_empty() {
        return 0.0;
    }
    // Of these what is written counts, not its sound: a syllable that only sounds alike is another name.
    if first == second && matches!(first, Script::Han | Script::Hangul) {
        return if same_as_written(a, b) { 1.0 } else { 0.0 };
    }
    let slips = if first == second { edits::likeness(Hand::of(&x), Hand::of(&y)) } else { 0.0 };
    distance::likeness(relative(&x, first, &y, second, most::OF_JOINED)).max(slips)
}

/// Letters of a row in one script, as written, and in how many of them it may differ from what it is when joined: longer
/// ones are told apart by their likeness.
const SPARE: [(usize, usize); 3] = [(5, 0), (7, 1), (9, 2)];

/// How alike the shortest rows in two scripts are at least: as the two scripts let them be.
const SHORTEST_ACROSS: f32 = 0.99;

/// Whether two rows of this likeness are too short for what they differ in: among short words some two sound like a third
/// (LTS EK, LCEC). In one script the letters count in which they differ as written; words of people's names only where
/// they are shortest, since they are romanised in many ways (Tse-tung, Zedong), and in another script not at all.
pub(crate) fn too_short(a: &[TokenView<'_>], b: &[TokenView<'_>], likeness: f32, persons: bool) -> bool {
    let script = |views: &[TokenView<'_>]| views.last().map(|view| view.script());
    let row = |views| written(views).collect::<SmallVec<[u8; 32]>>();
    let (x, y) = (row(a), row(b));
    let bounds = if persons { &SPARE[..1] } else { &SPARE };
    match bounds.iter().position(|(letters, _)| x.len().min(y.len()) <= *letters) {
        Some(at) if script(a) == script(b) => edits::count(&x, &y) > SPARE[at].1,
        Some(0) if !persons => likeness < SHORTEST_ACROSS,
        _ => false,
    }
}

fn share_key(a: &[TokenView<'_>], b: &[TokenView<'_>]) -> bool {
    let own = joined_skeletons(a);
    match b {
        [one] => skeleton::share(one.skeletons(), &own.iter()),
        several => skeleton::share(own.iter(), &joined_skeletons(several).iter()),
    }
}

/// The skeletons of a row of tokens written as one, as many as a token has at most.
struct JoinedSkeletons {
    skeletons: [Skeleton; skeleton::MAX_SKELETONS],
    count: usize,
}

impl JoinedSkeletons {
    const NONE: Self = Self { skeletons: [Skeleton::EMPTY; skeleton::MAX_SKELETONS], count: 0 };

    fn iter(&self) -> impl Iterator<Item = Skeleton> + Clone {
        self.skeletons[..self.count].iter().copied()
    }

    fn add(&mut self, skeleton: Skeleton) {
        let known = &self.skeletons[..self.count];
        if self.count < skeleton::MAX_SKELETONS && !known.contains(&skeleton) {
            self.skeletons[self.count] = skeleton;
            self.count += 1;
        }
    }
}

/// A class that ends one token and begins the next is there once or twice.
fn joined_skeletons(views: &[TokenView<'_>]) -> JoinedSkeletons {
    let mut joined = JoinedSkeletons::NONE;
    let Some((first, rest)) = views.split_first() else { return joined };
    first.skeletons().for_each(|skeleton| joined.add(skeleton));
    for next in rest.iter().filter(|view| view.first_skeleton().is_some()) {
        let mut longer = JoinedSkeletons::NONE;
        for skeleton in joined.iter() {
            for following in next.skeletons() {
                longer.add(skeleton.then(following, false));
                if skeleton.meets(following) {
                    longer.add(skeleton.then(following, true));
                }
            }
        }
        joined = longer;
    }
    joined
}

/// The letters of a row of tokens as written.
fn written<'a>(views: &'a [TokenView<'_>]) -> impl Iterator<Item = u8> + 'a {
    views.iter().flat_map(|view| view.as_written().iter().copied())
}

/// Whether rows of tokens are the same in writing but for their blanks: where these part the letters of one sound, the
/// sounds are others (SHES HENYA).
fn same_as_written(a: &[TokenView<'_>], b: &[TokenView<'_>]) -> bool {
    written(a).eq(written(b))
}

fn join(views: &[TokenView<'_>]) -> (Letters, Script) {
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
