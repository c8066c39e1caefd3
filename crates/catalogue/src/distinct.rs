//! Numbers, each once: what was reached from several sides.

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
        set.truncate(1);
        set.add_all([64, 3].into_iter());
        assert_eq!(set.numbers(), [3, 64]);
        set.start(70);
        set.add_all([64, 199].into_iter());
        assert_eq!(set.numbers(), [64]);
    }
}
