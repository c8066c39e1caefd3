//! How common the catalogue's tokens are among the customers of a large file. Who bears a name that many customers
//! bear is less likely to be the listed one than the list alone tells: Gonzalez is rare on a list of Russian names, and
//! says little in a Spanish bank.

use tamis_model::Entity;

use crate::{Catalogue, NameMatch, Query, names};

/// How many customers bear each token of a catalogue: four bytes a token of the catalogue, however many customers there
/// are. A sum, so that it is the same in whatever order and on however many threads customers are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerTokens {
    customers: u32,
    bearers: Vec<u32>,
}

/// Customers whose weight the list's own word on how common a token is has, beside those that were counted.
const PRIOR_CUSTOMERS: f32 = 10_000.0;

/// The most that being common among customers takes from what a match of names says, in bits: about one in log-odds
/// where a name is common already. A file may hold a listed party many times, so that its name is common there.
const MOST_LOST: f32 = 5.0;

/// A token that loses at least this much, in bits, is told to be common: half of what it said.
const TOLD: f32 = 1.0;

impl CustomerTokens {
    /// Nobody counted yet.
    pub fn new(catalogue: &Catalogue) -> Self {
        Self { customers: 0, bearers: vec![0; catalogue.info().tokens as usize] }
    }

    /// How many customers were counted.
    pub fn customers(&self) -> u32 {
        self.customers
    }

    /// Counts a customer, whose tokens [`Catalogue::tokens_of`] told.
    pub fn add(&mut self, tokens: &[u32]) {
        self.customers = self.customers.saturating_add(1);
        for token in tokens {
            if let Some(bearers) = self.bearers.get_mut(*token as usize) {
                *bearers = bearers.saturating_add(1);
            }
        }
    }

    /// Customers beside this one who bear one of these tokens; those that bear several are counted for each.
    pub(crate) fn others(&self, tokens: impl Iterator<Item = u32>) -> u32 {
        let bearers = tokens.filter_map(|token| self.bearers.get(token as usize));
        bearers.fold(0_u32, |sum, more| sum.saturating_add(*more)).saturating_sub(1)
    }

    /// What a token says that so many others bear, in bits, where the list says this much: never more.
    pub(crate) fn bits(&self, listed: f32, others: u32) -> f32 {
        let expected = PRIOR_CUSTOMERS * (-listed).exp2();
        ((self.customers as f32 + PRIOR_CUSTOMERS) / (others as f32 + expected)).log2().clamp(0.0, listed)
    }

    /// What is left of what the list says of a match of names.
    pub(crate) fn bounded(listed: f32, among_customers: f32) -> f32 {
        among_customers.clamp((listed - MOST_LOST).max(0.0), listed)
    }
}

impl Catalogue {
    /// The catalogue's tokens that stand in a subject's names, each once.
    pub fn tokens_of(&self, subject: &Entity) -> Vec<u32> {
        let kind = subject.schema.kind();
        let mut tokens: Vec<u32> = Vec::new();
        for name in &subject.names {
            let understood = names::understand(&name.value, kind);
            let forms = understood.readings.iter().flat_map(|r| &r.tokens);
            tokens.extend(forms.filter_map(|token| self.find_token(&token.form)));
        }
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }

    /// The subject's tokens in a match of names that are markedly more common among the customers than on the lists, and
    /// how many customers bear each or one that is as like the listed one.
    pub fn common_among<'q>(
        &self,
        query: &'q Query,
        name: &NameMatch,
        customers: &CustomerTokens,
    ) -> Vec<(&'q str, u32)> {
        let Some(reading) = query.readings().get(name.reading) else { return Vec::new() };
        let pairs = name.likeness.alignments.iter().filter(|a| a.score > 0.0);
        let single = pairs.filter(|a| a.query.len() == 1 && a.entity.len() == 1);
        let common = single.filter_map(|pair| {
            let token = query.token(reading, usize::from(pair.query.start))?;
            let (listed, others) =
                (self.token_bits(token, pair.score), customers.others(token.at_least(pair.score)));
            (listed - customers.bits(listed, others) >= TOLD).then_some((&*token.form, others + 1))
        });
        common.collect()
    }
}

#[cfg(test)]
mod tests {
    //! 1. Who is alone among the customers says what the list says; the more bear a token, the less it says, and never
    //!    more than on the list.
    //! 2. What is taken from a match has a limit.
    //! 3. The order of the customers does not matter.

    use super::*;

    fn counted(customers: u32, bearers: u32) -> CustomerTokens {
        CustomerTokens { customers, bearers: vec![bearers] }
    }

    #[test]
    fn the_more_the_less() {
        for listed in [0.0, 3.0, 8.0, 13.0] {
            let says = |bearers| {
                let counts = counted(20_000, bearers);
                counts.bits(listed, counts.others(std::iter::once(0)))
            };
            assert!((says(1) - listed).abs() < 1e-5 && (says(0) - listed).abs() < 1e-5);
            let row: Vec<f32> = [1, 2, 10, 100, 1_000, 20_000].map(says).to_vec();
            assert!(row.windows(2).all(|w| w[0] >= w[1] && (0.0..=listed).contains(&w[1])), "{row:?}");
        }
    }

    #[test]
    fn a_limit() {
        assert!((CustomerTokens::bounded(20.0, 3.0) - 15.0).abs() < 1e-5);
        assert!((CustomerTokens::bounded(20.0, 18.0) - 18.0).abs() < 1e-5);
        assert!(CustomerTokens::bounded(2.0, 0.0).abs() < 1e-5);
    }

    #[test]
    fn in_any_order() {
        let rows: [&[u32]; 4] = [&[0, 2], &[1], &[], &[2, 7]];
        let count = |rows: &[&[u32]]| {
            let mut counts = CustomerTokens { customers: 0, bearers: vec![0; 3] };
            for tokens in rows {
                counts.add(tokens);
            }
            counts
        };
        let mut turned = rows;
        turned.reverse();
        assert_eq!(count(&rows), count(&turned));
        assert_eq!(count(&rows), CustomerTokens { customers: 4, bearers: vec![1, 1, 2] });
    }
}
