//! Texts kept once, in one arena, and named by a number: five million node ids in one allocation.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Texts, each kept once and numbered in the order in which they came.
#[derive(Debug, Default, Clone)]
pub struct Texts {
    arena: String,
    ends: Vec<usize>,
    table: HashTable<u32>,
}

impl Texts {
    /// The number of a text, which is kept if it is new.
    ///
    /// # Panics
    /// At more than 2³² texts, which no machine that this runs on can hold.
    pub fn intern(&mut self, text: &str) -> u32 {
        let hash = FxBuildHasher.hash_one(text);
        let (arena, ends) = (&self.arena, &self.ends);
        if let Some(number) = self.table.find(hash, |number| slice(arena, ends, *number) == text) {
            return *number;
        }
        let number = u32::try_from(self.ends.len()).expect("fewer texts than 2^32");
        self.arena.push_str(text);
        self.ends.push(self.arena.len());
        let (arena, ends) = (&self.arena, &self.ends);
        self.table.insert_unique(hash, number, |n| FxBuildHasher.hash_one(slice(arena, ends, *n)));
        number
    }

    /// The number of a text that is kept.
    pub fn find(&self, text: &str) -> Option<u32> {
        let hash = FxBuildHasher.hash_one(text);
        self.table.find(hash, |number| slice(&self.arena, &self.ends, *number) == text).copied()
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
