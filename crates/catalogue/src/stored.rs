//! Whole entities, kept to explain matches: packed in blocks, unpacked when one is asked for.

use tamis_model::Entity;

use crate::CatalogueError;
use crate::format::{Part, Store};

/// Entities of a block: enough for field names to repeat, few enough to unpack in microseconds.
pub(crate) const PER_BLOCK: usize = 16;

/// The largest block that is unpacked. A block of real lists holds 20 to 100 kilobytes; only damage claims more.
const LARGEST_BLOCK: usize = 256 << 20;

/// Packs up to [`PER_BLOCK`] entities: the length of the unpacked block, then its content.
pub(crate) fn pack(entities: &[Entity]) -> Result<Vec<u8>, CatalogueError> {
    let mut plain = Vec::new();
    for entity in entities {
        let at = plain.len();
        plain.extend_from_slice(&[0; 4]);
        plain = postcard::to_extend(entity, plain).map_err(|e| CatalogueError::Damaged(e.to_string()))?;
        let length = (plain.len() - at - 4) as u32;
        plain[at..at + 4].copy_from_slice(&length.to_le_bytes());
    }
    if plain.len() > LARGEST_BLOCK {
        return Err(CatalogueError::TooLarge { what: "bytes of an entity", limit: LARGEST_BLOCK as u64 });
    }
    let mut packed = (plain.len() as u32).to_le_bytes().to_vec();
    packed.extend_from_slice(&lz4_flex::block::compress(&plain));
    Ok(packed)
}

/// Reads an entity back.
pub(crate) fn read(store: &Store, index: u32) -> Result<Entity, CatalogueError> {
    let (block, within) = (index as usize / PER_BLOCK, index as usize % PER_BLOCK);
    let mut ends = store.u32s(Part::BlockStarts, block, 2);
    let (from, to) = (ends.next().unwrap_or(0) as usize, ends.next().unwrap_or(0) as usize);
    let packed = store.bytes(Part::Blocks, from, to.saturating_sub(from));
    store.intact()?;
    let damaged = |what: &str| CatalogueError::Damaged(format!("stored entity {index}: {what}"));
    let (length, packed) = packed.split_first_chunk().ok_or_else(|| damaged("no block"))?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > LARGEST_BLOCK {
        return Err(damaged("too large"));
    }
    let plain = lz4_flex::block::decompress(packed, length).map_err(|e| damaged(&e.to_string()))?;
    let mut rest = plain.as_slice();
    for _ in 0..within {
        rest = split(rest).ok_or_else(|| damaged("no such entity"))?.1;
    }
    let (entity, _) = split(rest).ok_or_else(|| damaged("no such entity"))?;
    postcard::from_bytes(entity).map_err(|e| damaged(&e.to_string()))
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}
