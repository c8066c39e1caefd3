//! Texts kept once, in one arena, and named by a number: five million node ids in one allocation.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Texts, each kept once and numbered in the order in which they came.
#[derive(Debug, Default, Clone)]
pub struct Texts {
    arena: String,
    ends: Vec<usize>,
    /// Half of each text's hash beside its number: a table that grows, and a text that is not there, need no look into
    /// the arena, which is far away in memory once it is large.
    table: HashTable<(u32, u32)>,
}

impl Texts {
    /// The number of a text, which is kept if it is new.
    ///
    /// # Panics
    /// At more than 2³² texts, which no machine that this runs on can hold.
    pub fn intern(&mut self, text: &str) -> u32 {
        let half = half_hash(text);
        let (arena, ends) = (&self.arena, &self.ends);
        let same = |(h, number): &(u32, u32)| *h == half && slice(arena, ends, *number) == text;
        if let Some((_, number)) = self.table.find(whole_hash(half), same) {
            return *number;
        }
        let number = u32::try_from(self.ends.len()).expect("fewer texts than 2^32");
        self.arena.push_str(text);
        self.ends.push(self.arena.len());
        self.table.insert_unique(whole_hash(half), (half, number), |(h, _)| whole_hash(*h));
        number
    }

    /// The number of a text that is kept.
    pub fn find(&self, text: &str) -> Option<u32> {
        let half = half_hash(text);
        let same = |(h, number): &(u32, u32)| *h == half && slice(&self.arena, &self.ends, *number) == text;
        self.table.find(whole_hash(half), same).map(|(_, number)| *number)
    }

    /// The text of a number that was handed out; empty for any other.
    pub fn get(&self, number: u32) -> &str {
        if (number as usize) < self.ends.len() { slice(&self.arena, &self.ends, number) } else { "" }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }
}

fn slice<'a>(arena: &'a str, ends: &[usize], number: u32) -> &'a str {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &arena[start..ends[number]]
}

/// Half of a text's hash; the other half would tell few more texts apart.
fn half_hash(text: &str) -> u32 {
    (FxBuildHasher.hash_one(text) >> 32) as u32
}

/// The hash that the table wants, which takes the place from its low bits and a tag from its high ones.
fn whole_hash(half: u32) -> u64 {
    u64::from(half) << 32 | u64::from(half)
}
