//! A table from texts to numbers as a row of bytes, which is part of the program and searched where it lies: nothing is
//! read or made when the program starts, and only the pages that are asked for come into memory.
//!
//! Layout, numbers in little-endian: how many places a key may have, how many slots there are (the last is empty); the
//! slots of eight bytes each; the keys, each its length in a byte and its bytes. A slot holds where its key lies,
//! counted from 1 (24 bits; 0 in an empty slot), the lowest byte of the key's hash, and the value (32 bits). A key is
//! in the first free slot from its place on.

/// A table of bytes that [`write`] made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lookup(&'static [u8]);

impl Lookup {
    /// The table that these bytes are.
    pub(crate) const fn new(bytes: &'static [u8]) -> Self {
        Self(bytes)
    }

    /// The value of a key.
    #[inline]
    pub(crate) fn get(self, key: &str) -> Option<u32> {
        let (places, rest) = self.0.split_first_chunk()?;
        let (slots, rest) = rest.split_first_chunk()?;
        let (slots, keys) = rest.split_at_checked(u32::from_le_bytes(*slots) as usize * SLOT)?;
        let slots = slots.as_chunks::<SLOT>().0;
        let hash = hash(key.as_bytes());
        let mut at = place(hash, u32::from_le_bytes(*places));
        loop {
            let [a, b, c, mark, value @ ..] = slots.get(at)?;
            let start = u32::from_le_bytes([*a, *b, *c, 0]) as usize;
            if start == 0 {
                return None;
            }
            if *mark == hash as u8 && is_at(keys, start - 1, key.as_bytes()) {
                return Some(u32::from_le_bytes(*value));
            }
            at += 1;
        }
    }
}

/// Bytes of a slot.
const SLOT: usize = 8;

fn is_at(keys: &[u8], start: usize, key: &[u8]) -> bool {
    let Some((length, rest)) = keys.get(start..).and_then(<[u8]>::split_first) else { return false };
    usize::from(*length) == key.len() && rest.get(..key.len()) == Some(key)
}

/// The first place where a key of this hash may be.
fn place(hash: u64, places: u32) -> usize {
    ((u128::from(hash) * u128::from(places)) >> 64) as usize
}

/// Eight bytes a step, each multiplied into 128 bits of which the halves are put together (the step of wyhash).
fn hash(key: &[u8]) -> u64 {
    let step = |hash: u64, word: [u8; 8]| {
        let product = u128::from(hash ^ u64::from_le_bytes(word)) * 0x9e37_79b9_7f4a_7c15;
        (product >> 64) as u64 ^ product as u64
    };
    let (words, rest) = key.as_chunks();
    let start = 0x243f_6a88_85a3_08d3 ^ key.len() as u64;
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    crate::hash::mix(step(words.iter().fold(start, |hash, word| step(hash, *word)), last))
}

/// Makes the bytes of a table; the keys are all different and of 255 bytes at most. `None` where one is longer or
/// there are more bytes of keys than a slot can tell (16 million; the tables have less than two).
#[cfg_attr(not(test), allow(dead_code, reason = "the build calls it, the program does not"))]
pub(crate) fn write<'k>(entries: impl IntoIterator<Item = (&'k str, u32)>) -> Option<Vec<u8>> {
    let entries: Vec<_> = entries.into_iter().collect();
    let mut keys = Vec::new();
    // A third of the slots is free, so that a key that is not there is known after one or two.
    let places = entries.len() as u32 * 3 / 2 + 1;
    let mut slots = vec![[0; SLOT]; places as usize];
    for (key, value) in entries {
        let start = u32::try_from(keys.len() + 1).ok().filter(|start| *start < 1 << 24)?;
        keys.push(u8::try_from(key.len()).ok()?);
        keys.extend(key.bytes());
        let hash = hash(key.as_bytes());
        let mut at = place(hash, places);
        while slots.get(at).is_some_and(|slot| *slot != [0; SLOT]) {
            at += 1;
        }
        slots.resize(slots.len().max(at + 1), [0; SLOT]);
        let [a, b, c, _] = start.to_le_bytes();
        let [d, e, f, g] = value.to_le_bytes();
        slots[at] = [a, b, c, hash as u8, d, e, f, g];
    }
    slots.push([0; SLOT]);
    let mut bytes = places.to_le_bytes().to_vec();
    bytes.extend((slots.len() as u32).to_le_bytes());
    bytes.extend(slots.as_flattened());
    bytes.extend(keys);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    //! What was written is found, and nothing else, in a table of any size; what is no table answers nothing.

    use std::collections::BTreeMap;

    use super::*;

    proptest::proptest! {
        #[test]
        fn as_a_map(map: BTreeMap<String, u32>, other: String) {
            let entries = map.iter().filter(|(key, _)| key.len() < 256).map(|(k, v)| (k.as_str(), *v));
            let table = Lookup::new(write(entries.clone()).unwrap().leak());
            for (key, value) in entries {
                assert_eq!(table.get(key), Some(value));
            }
            assert_eq!(table.get(&other), map.get(&other).copied());
        }

        #[test]
        fn no_table(bytes: Vec<u8>, key: String) {
            let _ = Lookup::new(bytes.leak()).get(&key);
        }
    }

    #[test]
    fn too_long() {
        assert_eq!(write([("a".repeat(256).as_str(), 1)]), None);
    }
}
