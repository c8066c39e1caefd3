//! Numbers, each once: what was reached from several sides.

/// Words of bits that are walked through in about the time in which one number among many is sorted.
const WORDS_A_NUMBER: usize = 32;

/// Numbers below a bound, each once, in the order in which they came. Starting anew costs what was added, not the bound.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    /// One bit a number: it is among them.
    seen: Vec<u64>,
    numbers: Vec<u32>,
}

impl Distinct {
    /// Forgets all, to take numbers below `bound`.
    pub(crate) fn start(&mut self, bound: u32) {
        self.numbers.drain(..).for_each(|number| self.seen[number as usize / 64] = 0);
        self.seen.resize((bound as usize).div_ceil(64), 0);
    }

    /// Adds a number, unless it is there. One beyond the bound is damage in the file; the search will end with it.
    #[inline]
    pub(crate) fn add(&mut self, number: u32) {
        let Some(seen) = self.seen.get_mut(number as usize / 64) else { return };
        let bit = 1 << (number % 64);
        if *seen & bit == 0 {
            *seen |= bit;
            self.numbers.push(number);
        }
    }

    pub(crate) fn add_all(&mut self, numbers: impl Iterator<Item = u32>) {
        numbers.for_each(|number| self.add(number));
    }

    /// Forgets those that came after the first `count`.
    pub(crate) fn truncate(&mut self, count: usize) {
        let from = count.min(self.numbers.len());
        self.numbers
            .drain(from..)
            .for_each(|number| self.seen[number as usize / 64] &= !(1 << (number % 64)));
    }

    /// Brings them into ascending order, in which what they number lies in memory.
    pub(crate) fn sort(&mut self) {
        if self.numbers.len() < self.seen.len() / WORDS_A_NUMBER {
            self.numbers.sort_unstable();
            return;
        }
        self.numbers.clear();
        for (at, word) in self.seen.iter().enumerate().filter(|(_, word)| **word != 0) {
            let mut left = *word;
            while left != 0 {
                self.numbers.push(at as u32 * 64 + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }

    pub(crate) fn numbers(&self) -> &[u32] {
        &self.numbers
    }
}

#[cfg(test)]
mod tests {
    //! Each number is there once, in order, and what is forgotten may come again.

    use super::Distinct;

    #[test]
    fn each_once() {
        let mut set = Distinct::default();
        set.start(200);
        set.add_all([3, 64, 3, 199, 64, 0, 1_000].into_iter());
        assert_eq!(set.numbers(), [3, 64, 199, 0]);
        set.sort();
        assert_eq!(set.numbers(), [0, 3, 64, 199]);
        set.truncate(1);
        set.add_all([64, 0].into_iter());
        assert_eq!(set.numbers(), [0, 64]);
        set.start(70);
        set.add_all([64, 199].into_iter());
        assert_eq!(set.numbers(), [64]);
    }
}
