//! The file: a header, sections of bytes, and a checksum for every block.
//!
//! Opening reads the header and the table of checksums alone. A block of [`BLOCK`] bytes is checked when something in
//! it is first asked for, so that a catalogue of any size is ready at once and yet no changed bit is ever believed:
//! whoever asks gets nothing, the damage is remembered, and the search that met it answers with an error.
//!
//! All numbers are little-endian. Every access is checked against its section's length.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use xxhash_rust::xxh3::xxh3_64;

use crate::{CatalogueError, ahead};

/// First bytes of every catalogue.
const MAGIC: &[u8; 8] = b"TAMISCAT";

/// Changes whenever the meaning of any section does.
const FORMAT_VERSION: u32 = 13;

/// Bytes under one checksum: a page of memory, since what is asked for is mostly a few bytes here and there. With four
/// pages that did not lie on their borders the first question took three times as long.
const BLOCK: usize = 1 << 12;

/// Bytes of the header, padding included; sections start behind it, so that blocks are pages.
const HEADER: usize = BLOCK;

/// Sections start at multiples of this, so that no fixed record of 16 bytes lies in two cache lines.
const ALIGN: usize = 64;

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// The parts of the file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Part { $($(#[$doc])* $name,)* }
        impl Part {
            const COUNT: usize = [$(Part::$name),*].len();
        }
    };
}

sections! {
    /// JSON: what the catalogue was made from.
    Info,
    /// What scoring asks of each token.
    Briefs,
    /// A record a token.
    Tokens,
    /// Forms of the tokens, end to end.
    Forms,
    /// Profiles of the tokens, end to end.
    Profiles,
    /// The tokens that are one letter.
    Initials,
    /// From form to token.
    FormStarts,
    /// From form to token.
    FormEntries,
    /// From key to tokens.
    TokenKeyStarts,
    /// From key to tokens.
    TokenKeyEntries,
    /// Tokens that stand for each other, with weights.
    Equivalents,
    /// A record a row.
    Rows,
    /// Tokens of the rows that do not fit in their records, end to end.
    RowTokens,
    /// First row of each entity.
    EntityRows,
    /// Rows that hold a token, each with a hint at what else it holds.
    Postings,
    /// Which pairs of common tokens may be there.
    PairFilter,
    /// From a pair of common tokens to its only row, or to its place in `PairRows`.
    PairStarts,
    /// From a pair of common tokens to its only row, or to its place in `PairRows`.
    PairEntries,
    /// Rows that hold a pair of common tokens.
    PairRows,
    /// From key of a whole name to rows.
    NameKeyStarts,
    /// From key of a whole name to rows.
    NameKeyEntries,
    /// From identifier to entities.
    IdentifierStarts,
    /// From identifier to entities.
    IdentifierEntries,
    /// From id to entity.
    IdStarts,
    /// From id to entity.
    IdEntries,
    /// Where each entity's facts start.
    FactStarts,
    /// Facts that are scored.
    Facts,
    /// Where each block of stored entities starts.
    BlockStarts,
    /// Stored entities, in packed blocks.
    Blocks,
}

/// Lays sections one after the other and finishes the file.
pub(crate) struct Writer {
    bytes: Vec<u8>,
    parts: [(u64, u64); Part::COUNT],
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self { bytes: vec![0; HEADER], parts: [(0, 0); Part::COUNT] }
    }

    /// Adds a section.
    pub(crate) fn add(&mut self, part: Part, content: &[u8]) {
        self.bytes.resize(self.bytes.len().next_multiple_of(ALIGN), 0);
        self.parts[part as usize] = (self.bytes.len() as u64, content.len() as u64);
        self.bytes.extend_from_slice(content);
    }

    /// Adds a section of 32-bit numbers.
    pub(crate) fn add_u32s(&mut self, part: Part, content: &[u32]) {
        self.bytes.resize(self.bytes.len().next_multiple_of(ALIGN), 0);
        self.parts[part as usize] = (self.bytes.len() as u64, content.len() as u64 * 4);
        self.bytes.extend(content.iter().flat_map(|n| n.to_le_bytes()));
    }

    /// Writes header and checksums.
    pub(crate) fn finish(mut self, names: u64) -> Vec<u8> {
        self.bytes.resize(self.bytes.len().next_multiple_of(ALIGN), 0);
        let table = self.bytes.len();
        let sums: Vec<u8> =
            self.bytes[HEADER..].chunks(BLOCK).flat_map(|b| xxh3_64(b).to_le_bytes()).collect();
        self.bytes.extend_from_slice(&sums);
        let mut header = Vec::with_capacity(HEADER);
        header.extend_from_slice(MAGIC);
        header.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        header.extend_from_slice(&(Part::COUNT as u32).to_le_bytes());
        for number in [self.bytes.len() as u64, names, table as u64, xxh3_64(&sums)] {
            header.extend_from_slice(&number.to_le_bytes());
        }
        for (start, length) in self.parts {
            header.extend_from_slice(&start.to_le_bytes());
            header.extend_from_slice(&length.to_le_bytes());
        }
        header.resize(HEADER - 8, 0);
        let sum = xxh3_64(&header);
        header.extend_from_slice(&sum.to_le_bytes());
        self.bytes[..HEADER].copy_from_slice(&header);
        self.bytes
    }
}

/// The bytes of a file.
pub(crate) enum Bytes {
    /// Made in this process.
    Owned(Vec<u8>),
    /// Mapped by [`crate::file`].
    Mapped(memmap2::Mmap),
}

impl Bytes {
    #[inline]
    fn all(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Mapped(bytes) => bytes,
        }
    }
}

/// A section's place in the file.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    start: usize,
    length: usize,
}

/// An opened file.
pub(crate) struct Store {
    bytes: Bytes,
    places: [Place; Part::COUNT],
    /// Where the blocks end and their checksums start.
    table: usize,
    /// One bit a block: set once its checksum was found right.
    checked: Box<[AtomicU64]>,
    damage: OnceLock<String>,
}

fn u64_in(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}

fn u32_in(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

impl Store {
    /// Checks header, length, version, what `names` says the engine does to names, and the table of checksums.
    pub(crate) fn open(held: Bytes, names: u64) -> Result<Self, CatalogueError> {
        let bytes = held.all();
        if bytes.len() < HEADER {
            return Err(CatalogueError::Foreign("it is shorter than a catalogue's header"));
        }
        if &bytes[..8] != MAGIC {
            return Err(CatalogueError::Foreign("it does not start as one"));
        }
        let version = u32_in(bytes, 8);
        if version != FORMAT_VERSION {
            return Err(CatalogueError::Version {
                found: format!("format {version}"),
                expected: format!("format {FORMAT_VERSION}"),
            });
        }
        let damaged = |what: &str| CatalogueError::Damaged(what.into());
        if xxh3_64(&bytes[..HEADER - 8]) != u64_in(bytes, HEADER - 8) {
            return Err(damaged("the header's checksum is wrong"));
        }
        let found = bytes.len() as u64;
        let expected = u64_in(bytes, 16);
        if found != expected {
            return Err(CatalogueError::Length { found, expected });
        }
        let made = u64_in(bytes, 24);
        if made != names {
            return Err(CatalogueError::Version {
                found: format!("names as in {made:016x}"),
                expected: format!("names as in {names:016x}"),
            });
        }
        let table = usize::try_from(u64_in(bytes, 32)).unwrap_or(usize::MAX);
        let sums = bytes.get(table..).ok_or_else(|| damaged("its checksums lie outside of it"))?;
        if xxh3_64(sums) != u64_in(bytes, 40) || table < HEADER {
            return Err(damaged("the checksums' own checksum is wrong"));
        }
        let mut places = [Place::default(); Part::COUNT];
        for (index, place) in places.iter_mut().enumerate() {
            let (start, length) = (u64_in(bytes, 48 + index * 16), u64_in(bytes, 56 + index * 16));
            if start.checked_add(length).is_none_or(|end| end > table as u64) {
                return Err(damaged("a section lies outside of it"));
            }
            *place = Place { start: start as usize, length: length as usize };
        }
        let blocks = (table - HEADER).div_ceil(BLOCK);
        if sums.len() < blocks * 8 {
            return Err(damaged("checksums are missing"));
        }
        let checked = (0..blocks.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        Ok(Self { bytes: held, places, table, checked, damage: OnceLock::new() })
    }

    #[inline]
    fn all(&self) -> &[u8] {
        self.bytes.all()
    }

    /// The whole file's identity: the hash of its header, which holds the checksum of all checksums.
    pub(crate) fn fingerprint(&self) -> u64 {
        u64_in(self.all(), HEADER - 8)
    }

    /// Size of the file in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.all().len() as u64
    }

    /// Remembers that something is wrong; the first finding stays.
    #[cold]
    pub(crate) fn mark_damaged(&self, what: impl FnOnce() -> String) {
        let _ = self.damage.set(what());
    }

    /// An error if anything asked for so far was damaged.
    pub(crate) fn intact(&self) -> Result<(), CatalogueError> {
        self.damage.get().map_or(Ok(()), |what| Err(CatalogueError::Damaged(what.clone())))
    }

    /// Checks every block that was not yet asked for.
    pub(crate) fn check_all(&self) -> Result<(), CatalogueError> {
        for block in 0..(self.table - HEADER).div_ceil(BLOCK) {
            if !self.is_checked(block) {
                self.check(block);
            }
        }
        self.intact()
    }

    #[inline]
    fn is_checked(&self, block: usize) -> bool {
        // Relaxed is enough: the bit says only that bytes which never change were found right.
        self.checked[block / 64].load(Ordering::Relaxed) >> (block % 64) & 1 == 1
    }

    #[cold]
    fn check(&self, block: usize) -> bool {
        let bytes = self.all();
        let start = HEADER + block * BLOCK;
        let end = (start + BLOCK).min(self.table);
        if xxh3_64(&bytes[start..end]) == u64_in(bytes, self.table + block * 8) {
            self.checked[block / 64].fetch_or(1 << (block % 64), Ordering::Relaxed);
            return true;
        }
        self.mark_damaged(|| format!("bytes {start} to {end} changed after they were written"));
        false
    }

    /// Bytes of a section; nothing, with the damage remembered, when they are not there or were changed.
    #[inline]
    pub(crate) fn bytes(&self, part: Part, start: usize, length: usize) -> &[u8] {
        let place = self.places[part as usize];
        if length == 0 {
            return &[];
        }
        let Some(end) = start.checked_add(length).filter(|end| *end <= place.length) else {
            self.mark_damaged(|| format!("{part:?} has no bytes {start} to {start} + {length}"));
            return &[];
        };
        let (from, to) = (place.start + start, place.start + end);
        let (first, last) = ((from - HEADER) / BLOCK, (to - 1 - HEADER) / BLOCK);
        // Nearly all that is asked for lies in one block, or in two.
        let known = self.is_checked(first) && (first == last || last == first + 1 && self.is_checked(last));
        if !known && !self.are_right(first, last) {
            return &[];
        }
        &self.all()[from..to]
    }

    /// Asks the memory for what begins there in a section, without waiting for it ([`crate::ahead`]).
    #[inline]
    pub(crate) fn fetch(&self, part: Part, at: usize) {
        ahead::fetch(self.all(), self.places[part as usize].start.saturating_add(at));
    }

    /// Bytes of a section that begin with what says how many they are, at least eight.
    #[inline]
    pub(crate) fn sized(&self, part: Part, start: usize, length_of: impl Fn([u8; 8]) -> usize) -> &[u8] {
        let place = self.places[part as usize];
        let section = &self.all()[place.start..place.start + place.length];
        // Read before it is checked: what was changed is found with the rest.
        let beginning = section.get(start..).and_then(|bytes| bytes.first_chunk());
        self.bytes(part, start, beginning.map_or(8, |beginning| length_of(*beginning).max(8)))
    }

    /// Whether all of these blocks are as they were written.
    #[cold]
    fn are_right(&self, first: usize, last: usize) -> bool {
        // Of a whole section 64 are known at a glance.
        let known = |from: usize| {
            from.is_multiple_of(64) && self.checked[from / 64].load(Ordering::Relaxed) == u64::MAX
        };
        let mut block = first;
        while block <= last {
            if known(block) {
                block += 64;
            } else if self.is_checked(block) || self.check(block) {
                block += 1;
            } else {
                return false;
            }
        }
        true
    }

    /// A whole section.
    pub(crate) fn whole(&self, part: Part) -> &[u8] {
        self.bytes(part, 0, self.length(part))
    }

    /// Length of a section in bytes.
    #[inline]
    pub(crate) fn length(&self, part: Part) -> usize {
        self.places[part as usize].length
    }

    /// A number of a section of 32-bit numbers; 0 where there is none.
    #[inline]
    pub(crate) fn u32(&self, part: Part, index: usize) -> u32 {
        u32_in(self.bytes(part, index * 4, 4), 0)
    }

    /// A record of a section of fixed records; zeros where there is none.
    #[inline]
    pub(crate) fn record<const N: usize>(&self, part: Part, index: usize) -> [u8; N] {
        self.bytes(part, index * N, N).try_into().unwrap_or([0; N])
    }

    /// Numbers of a section of 32-bit numbers.
    #[inline]
    pub(crate) fn u32s(&self, part: Part, start: usize, count: usize) -> impl ExactSizeIterator<Item = u32> {
        self.bytes(part, start * 4, count * 4)
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }
}
