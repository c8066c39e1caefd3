//! The distance of two rows of letters: an edit distance whose costs are those of reading one letter as another.
//!
//! Costs are whole hundredths, so that sums of them are exact and the inner loop is one of small integers.

use std::cell::OnceCell;
use std::sync::LazyLock;

use crate::script::Script;
use crate::sound::{COSTS, Costs, LETTER_COUNT, Letter, is_vowel};

mod eight;
mod lanes;

use eight::LANES;
use lanes::{Exchanges, Lanes};

/// Rows longer than this are cut off: two joined tokens.
const MAX: usize = 56;

/// Registers for most tokens, for nearly all, and for rows of [`MAX`] letters.
const SHORT: usize = 1;
const MIDDLE: usize = 2;
const LONG: usize = MAX / LANES;

/// What a vowel costs that the other side's script leaves unwritten, in hundredths: short ones next to nothing, long
/// ones (which Arabic and Hebrew do write) more; a first or last vowel is hardly ever left out.
fn unwritten(letter: Letter, edge: bool) -> i16 {
    use crate::sound::{A, AE, E, EE, O, OO, U};
    let inside = match letter {
        A | E => 3,
        O | AE => 5,
        U => 7,
        EE | OO => 25,
        _ => 6,
    };
    match (edge, letter) {
        (false, _) => inside,
        (true, E) => 15,
        (true, _) => 35,
    }
}

/// Swapping two neighbours, the commonest slip of typing, in hundredths.
const SWAP: i16 = 50;

/// Weight of a vowel that the other side's script leaves unwritten, in hundredths.
const UNWRITTEN_WEIGHT: u32 = 10;

/// The distances beyond which two uses of [`relative`] no longer ask how far: [`likeness`] is below the least that they
/// take.
pub(crate) mod most {
    /// Tokens, which are alike from [`crate::TOKEN_FLOOR`] on.
    pub(crate) const OF_TOKENS: f32 = 0.3;
    /// Joined tokens, which are alike from 0.736 on.
    pub(crate) const OF_JOINED: f32 = 0.22;
    /// Names of which one has the article joined to it, which are alike from 0.894 on.
    pub(crate) const OF_ARTICLED: f32 = 0.12;
    /// Tokens that contradict each other: whatever is like at all.
    pub(crate) const AT_ALL: f32 = 0.48;
}

/// The distance as a share of the rows' weight: 0 for the same sounds, 1 and more for nothing in common. Beyond `most`
/// it need not be exact: some number beyond it.
pub(crate) fn relative(a: &[Letter], a_script: Script, b: &[Letter], b_script: Script, most: f32) -> f32 {
    let steps = &*STEPS;
    let (a, b) = (&a[..a.len().min(MAX)], &b[..b.len().min(MAX)]);
    let (free_a, free_b) = free(a_script, b_script);
    let weight = steps.weigh(a, free_a) + steps.weigh(b, free_b);
    let cost = |limit| cost((a, free_a), (b, free_b), limit);
    share((a, || steps.endings_of(a)), b, weight, free_a || free_b, most, cost)
}

/// The distance in letters, where it is at most `most`.
pub(crate) fn in_letters(
    (a, a_script): (&[Letter], Script),
    (b, b_script): (&[Letter], Script),
    most: f32,
) -> Option<f32> {
    let (a, b) = (&a[..a.len().min(MAX)], &b[..b.len().min(MAX)]);
    let (free_a, free_b) = free(a_script, b_script);
    let cost = cost((a, free_a), (b, free_b), (most * 100.0) as i16)?;
    Some(f32::from(cost) / 100.0).filter(|cost| *cost <= most)
}

/// The distance in hundredths, where it is at most `limit`, of two rows of which the vowels of one may be unwritten on the
/// other side.
fn cost((a, free_a): (&[Letter], bool), (b, free_b): (&[Letter], bool), limit: i16) -> Option<i16> {
    let [short, long] =
        if a.len() <= b.len() { [(a, free_a), (b, free_b)] } else { [(b, free_b), (a, free_a)] };
    match short.0.len().div_ceil(LANES) {
        0..=SHORT => Known::<SHORT>::new(short.0, short.1).cost(long, UNKNOWN, limit),
        MIDDLE => Known::<MIDDLE>::new(short.0, short.1).cost(long, UNKNOWN, limit),
        _ => Known::<LONG>::new(short.0, short.1).cost(long, UNKNOWN, limit),
    }
}

/// Which side's vowels cost next to nothing, because the other's script leaves them out.
fn free(a: Script, b: Script) -> (bool, bool) {
    let abugida = |script| script == Script::Abugida;
    (b.leaves_vowels_out() || abugida(a), a.leaves_vowels_out() || abugida(b))
}

/// The distance of rows with too little in them to agree on: beyond every limit, so that it is told alike with and without one.
const NOTHING_SHARED: f32 = 100.0;

/// The share of a cost in the weight of both rows, where any cost beyond what `most` allows is as good as none.
fn share(
    (a, endings): (&[Letter], impl Fn() -> u16),
    b: &[Letter],
    weight: u32,
    thin: bool,
    most: f32,
    cost: impl FnOnce(i16) -> Option<i16>,
) -> f32 {
    // An ending that both share only makes the share more, and is looked for only where the rest is near enough.
    let Some(cost) = cost((most * 0.5 * weight as f32).min(MOST_COST) as i16) else {
        return (most + 0.01).max(1.0);
    };
    let weight = 0.5 * weight as f32 - Steps::taken_by(endings() & STEPS.endings_of(b)) * 100.0;
    if weight <= 20.0 {
        return NOTHING_SHARED;
    }
    let relative = f32::from(cost) / weight;
    if thin {
        return relative * THIN;
    }
    // A row of consonants is an abbreviation, which is not pronounced and hardly misheard.
    let abbreviation = |row: &[Letter]| row.len() <= 6 && !row.iter().any(|l| is_vowel(*l));
    if abbreviation(a) || abbreviation(b) { relative * ABBREVIATION } else { relative }
}

/// A row of letters, ready to be compared with many.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    letters: &'a [Letter],
    script: Script,
    weight: u32,
    endings: u16,
    /// Of each letter of the other side its weight and, from the 16th bit on, the least that it costs beside this row,
    /// where both write their vowels.
    beside: Box<[u32; 256]>,
    /// Its lanes where its vowels are written on the other side too.
    written: Table,
    /// The same where they are left out there; worked out when it is asked for.
    unwritten: OnceCell<Table>,
}

impl<'a> Row<'a> {
    pub(crate) fn new(letters: &'a [Letter], script: Script) -> Self {
        let letters = &letters[..letters.len().min(MAX)];
        let (weight, endings) = (STEPS.weigh(letters, false), STEPS.endings_of(letters));
        let (written, beside) = (Table::new(letters, false), STEPS.beside(letters));
        Self { letters, script, weight, endings, beside, written, unwritten: OnceCell::new() }
    }

    /// What [`relative`] says of this row and another.
    pub(crate) fn relative(&self, b: &[Letter], b_script: Script, most: f32) -> f32 {
        let steps = &*STEPS;
        let (a, b) = (self.letters, &b[..b.len().min(MAX)]);
        let (free_a, free_b) = free(self.script, b_script);
        if !(free_a || free_b) {
            let sums: u32 = b.iter().map(|letter| self.beside[usize::from(*letter)]).sum();
            let weight = self.weight + (sums & 0xffff);
            // A letter is exchanged for one of this row, or stands alone; swapped, it costs nothing as exchanged.
            let least = |letter: Letter| (self.beside[usize::from(letter)] >> 16) as i16;
            let cost = |limit| self.written.cost((b, false), ((sums >> 16) as i16, least), limit);
            return share((a, || self.endings), b, weight, false, most, cost);
        }
        let own = if free_a { steps.weigh(a, true) } else { self.weight };
        let table = if free_a { self.unwritten.get_or_init(|| Table::new(a, true)) } else { &self.written };
        let weight = own + steps.weigh(b, free_b);
        let cost = |limit| table.cost((b, free_b), UNKNOWN, limit);
        share((a, || self.endings), b, weight, free_a || free_b, most, cost)
    }
}

/// A row's lanes, as many as it needs.
#[derive(Debug)]
enum Table {
    Short(Box<Known<SHORT>>),
    Middle(Box<Known<MIDDLE>>),
    Long(Box<Known<LONG>>),
}

impl Table {
    fn new(row: &[Letter], free: bool) -> Self {
        match row.len().div_ceil(LANES) {
            0..=SHORT => Self::Short(Box::new(Known::beside_all(row, free))),
            MIDDLE => Self::Middle(Box::new(Known::beside_all(row, free))),
            _ => Self::Long(Box::new(Known::beside_all(row, free))),
        }
    }

    fn cost(
        &self,
        other: (&[Letter], bool),
        ahead: (i16, impl Fn(Letter) -> i16),
        limit: i16,
    ) -> Option<i16> {
        match self {
            Self::Short(known) => known.cost(other, ahead, limit),
            Self::Middle(known) => known.cost(other, ahead, limit),
            Self::Long(known) => known.cost(other, ahead, limit),
        }
    }
}

/// Lanes, and what is known of them.
#[derive(Debug)]
struct Known<const N: usize> {
    lanes: Lanes<N>,
    /// What its letters cost beside each other letter; empty where that is not worked out beforehand.
    exchanges: Vec<Exchanges<N>>,
}

impl<const N: usize> Known<N> {
    fn new(row: &[Letter], free: bool) -> Self {
        Self { lanes: Lanes::new(row, |at| STEPS.gone(row, at, free)), exchanges: Vec::new() }
    }

    fn beside_all(row: &[Letter], free: bool) -> Self {
        let mut known = Self::new(row, free);
        let letters = STEPS.substitution.iter().take(LETTER_COUNT);
        known.exchanges = letters.map(|costs| known.lanes.exchanges(costs)).collect();
        known
    }

    fn cost(
        &self,
        (other, free): (&[Letter], bool),
        ahead: (i16, impl Fn(Letter) -> i16),
        limit: i16,
    ) -> Option<i16> {
        let steps = &*STEPS;
        let exchanges = |letter: Letter| match self.exchanges.get(usize::from(letter)) {
            Some(known) => *known,
            None => self.lanes.exchanges(&steps.substitution[usize::from(letter)]),
        };
        self.lanes.cost(other, exchanges, |at| steps.gone(other, at, free), ahead, (SWAP, limit))
    }
}

/// What letters cost at least where nobody worked it out.
const UNKNOWN: (i16, fn(Letter) -> i16) = (0, |_| 0);

/// No way costs more: every letter of two rows of [`MAX`] letters, at most 140 hundredths each.
const MOST_COST: f32 = 15_680.0;

/// Abbreviations differ in meaning if they differ in a letter.
const ABBREVIATION: f32 = 2.0;

/// Without written vowels there is less to agree on, so that what does not agree counts for more.
const THIN: f32 = 1.5;

/// Endings that thousands of names share, as rows of sounds: agreeing in them says less than agreeing in the stem.
const ENDINGS: &[&[&str]] = &[
    &["v", "i", "ch"],
    &["v", "n", "a"],
    &["s", "k", "i"],
    &["n", "k", "o"],
    &["v", "i", "l", "i"],
    &["z", "d", "e"],
    &["o", "v", "a"],
    &["e", "v", "a"],
    &["o", "v"],
    &["e", "v"],
];

/// Sounds of the longest ending.
const LONGEST_ENDING: usize = 4;

/// About half the weight of a sound of such an ending.
const SHARED_ENDING: f32 = 0.43;

/// The costs of [`COSTS`] in the form in which distances use them: hundredths, a row of 256 a letter, so that no
/// letter lies outside.
struct Steps {
    substitution: Box<[[u8; 256]]>,
    deletion: [u8; 256],
    weight: [u8; 256],
    /// For each place counted from a row's end, and each letter, the endings that it fits, one bit each; an ending that
    /// is shorter than the place fits with any letter.
    endings: [[u16; 256]; LONGEST_ENDING],
}

static STEPS: LazyLock<Steps> = LazyLock::new(|| Steps::work_out(&COSTS));

impl Steps {
    fn work_out(costs: &Costs) -> Self {
        let hundredths = |cost: f32| (cost * 100.0).round() as u8;
        let mut steps = Self {
            substitution: vec![[100; 256]; 256].into_boxed_slice(),
            deletion: [100; 256],
            weight: [100; 256],
            endings: [[0; 256]; LONGEST_ENDING],
        };
        for a in 0..LETTER_COUNT {
            let letter = a as Letter;
            steps.deletion[a] = hundredths(costs.deletion(letter));
            steps.weight[a] = hundredths(costs.weight(letter));
            for b in 0..LETTER_COUNT {
                steps.substitution[a][b] = hundredths(costs.substitution(letter, b as Letter));
            }
        }
        for (at, ending) in ENDINGS.iter().enumerate() {
            for (place, letters) in steps.endings.iter_mut().enumerate() {
                let sound = ending.len().checked_sub(place + 1).map(|from_start| ending[from_start]);
                for (letter, fits) in letters.iter_mut().enumerate() {
                    let fit = sound.is_none_or(|s| costs.may_sound(letter as Letter, s));
                    *fits |= u16::from(fit) << at;
                }
            }
        }
        steps
    }

    fn weigh(&self, row: &[Letter], free: bool) -> u32 {
        let weight = |l: &Letter| u32::from(self.weight[usize::from(*l)]);
        if free {
            row.iter().map(|l| if is_vowel(*l) { UNWRITTEN_WEIGHT } else { weight(l) }).sum()
        } else {
            row.iter().map(weight).sum()
        }
    }

    /// See [`Row`]'s `beside`.
    fn beside(&self, row: &[Letter]) -> Box<[u32; 256]> {
        let mut all = Box::new([0; 256]);
        let mut least = self.deletion;
        for letter in row {
            let exchanges = &self.substitution[usize::from(*letter)];
            least.iter_mut().zip(exchanges).for_each(|(least, exchange)| *least = (*least).min(*exchange));
        }
        let known = self.weight.iter().zip(&least);
        all.iter_mut().zip(known).for_each(|(beside, (weight, least))| {
            *beside = u32::from(*weight) | u32::from(*least) << 16;
        });
        all
    }

    /// The cost of a letter that stands on one side only, where vowels may be `free` because the other does not write
    /// them.
    fn gone(&self, row: &[Letter], at: usize, free: bool) -> i16 {
        let cost = i16::from(self.deletion[usize::from(row[at])]);
        if !free || !is_vowel(row[at]) {
            return cost;
        }
        let edge = at == 0 || row[at + 1..].iter().all(|l| self.weight[usize::from(*l)] <= 20);
        cost.min(unwritten(row[at], edge))
    }

    /// The endings of a row, one bit each.
    fn endings_of(&self, row: &[Letter]) -> u16 {
        // A glide after the last vowel does not hide the ending: -skiy.
        let Some(last) = row.iter().rposition(|l| self.weight[usize::from(*l)] > 25) else { return 0 };
        let mut fits = ENDINGS
            .iter()
            .enumerate()
            .fold(0, |set, (at, ending)| set | u16::from(last > ending.len()) << at);
        for (letter, letters) in row[..=last].iter().rev().zip(&self.endings) {
            fits &= letters[usize::from(*letter)];
        }
        fits
    }

    /// What an ending that both rows share, of those of both, takes from their weight.
    fn taken_by(shared: u16) -> f32 {
        ENDINGS.get(shared.trailing_zeros() as usize).map_or(0.0, |e| e.len() as f32 * SHARED_ENDING)
    }
}

/// How alike tokens at this distance are. One slip in a short name is no cliff; a third of a name is another name.
pub(crate) fn likeness(relative: f32) -> f32 {
    (1.0 - 0.5 * relative - 3.4 * relative * relative).max(0.0)
}

/// At which distance tokens of this likeness are.
pub(crate) fn of_likeness(likeness: f32) -> f32 {
    ((0.25 + 13.6 * (1.0 - likeness).max(0.0)).sqrt() - 0.5) / 6.8
}

#[cfg(test)]
mod tests {
    //! 1. Every cost is a whole number of hundredths. 2. What lies beyond a limit is not alike in that limit's use.
    //! 3. A limit changes nothing within it, and beyond it only the number beyond it. 4. Endings are found as spelled.

    use proptest::prelude::*;

    use super::*;
    use crate::TOKEN_FLOOR;

    #[test]
    fn costs_are_hundredths() {
        let whole = |cost: f32| (cost * 100.0 - (cost * 100.0).round()).abs() < 1e-3 && cost <= 2.55;
        for a in 0..LETTER_COUNT as Letter {
            assert!(whole(COSTS.deletion(a)) && whole(COSTS.weight(a)), "{a}");
            for b in 0..LETTER_COUNT as Letter {
                assert!(whole(COSTS.substitution(a, b)), "{a} {b}");
            }
        }
    }

    #[test]
    fn limits_lose_nothing() {
        assert!(likeness(most::OF_TOKENS) < TOKEN_FLOOR);
        assert!(0.97 * likeness(most::OF_JOINED) < 0.72 && 0.95 * likeness(most::OF_ARTICLED) < 0.85);
        assert!(likeness(most::AT_ALL) <= 0.0);
    }

    #[test]
    fn there_and_back() {
        for relative in [0.0, 0.05, 0.2, 0.45] {
            assert!((of_likeness(likeness(relative)) - relative).abs() < 1e-3);
        }
    }

    #[test]
    fn endings() {
        use crate::sound::{A, GLIDE, I, K, M, N, O, S, V};
        let steps = &*STEPS;
        let shared = |a: &[Letter], b: &[Letter]| Steps::taken_by(steps.endings_of(a) & steps.endings_of(b));
        assert!((shared(&[M, A, S, K, I, GLIDE], &[N, O, M, S, K, I]) - 3.0 * SHARED_ENDING).abs() < 1e-6);
        assert!((shared(&[M, O, V, A], &[N, O, V, A]) - 0.0).abs() < 1e-6, "too short beside its ending");
        assert!((shared(&[M, A, N, O, V], &[S, I, K, O, V]) - 2.0 * SHARED_ENDING).abs() < 1e-6);
        assert!((shared(&[M, A, N, O, V], &[S, I, K, O, V, A]) - 0.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn limits_are_exact_within(
            a in prop::collection::vec(0..LETTER_COUNT as Letter, 0..20),
            b in prop::collection::vec(0..LETTER_COUNT as Letter, 0..20),
            slips in prop::collection::vec((0_usize..20, 0..LETTER_COUNT as Letter), 0..3),
            most in 0.0_f32..1.2,
            scripts in prop::sample::select(vec![
                (Script::Latin, Script::Latin), (Script::Latin, Script::Arabic), (Script::Arabic, Script::Hebrew),
            ]),
        ) {
            let mut near = a.clone();
            for (at, letter) in slips.into_iter().filter(|(at, _)| *at < a.len()) {
                near[at] = letter;
            }
            for other in [&b, &near] {
                let whole = relative(&a, scripts.0, other, scripts.1, 100.0);
                let limited = relative(&a, scripts.0, other, scripts.1, most);
                let same = limited.to_bits() == whole.to_bits();
                prop_assert!(same || limited > most && whole > most, "{} {}", limited, whole);
            }
        }
    }
}
