//! Fixed records of the file: tokens and rows.

use tamis_model::{Strength, SubjectKind};

/// The number that stands for none.
pub(crate) const NONE: u32 = u32::MAX;

/// Kinds by their code.
const KINDS: [SubjectKind; 4] =
    [SubjectKind::Person, SubjectKind::Organization, SubjectKind::Object, SubjectKind::Unknown];

/// A token of the dictionary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TokenRecord {
    /// Where its form starts.
    pub(crate) form: u32,
    pub(crate) form_length: u16,
    /// Where its profile starts.
    pub(crate) profile: u32,
    pub(crate) profile_length: u16,
    /// Rows that hold it.
    pub(crate) frequency: u32,
    /// Its information.
    pub(crate) bits: f32,
    /// Where its postings start.
    pub(crate) postings: u32,
    /// How many there are.
    pub(crate) posted: u32,
    /// Where its equivalents start; [`NONE`] for none.
    pub(crate) equivalents: u32,
}

impl TokenRecord {
    pub(crate) const BYTES: usize = 32;

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[0..4].copy_from_slice(&self.form.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.profile.to_le_bytes());
        bytes[8..10].copy_from_slice(&self.form_length.to_le_bytes());
        bytes[10..12].copy_from_slice(&self.profile_length.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.frequency.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.bits.to_le_bytes());
        bytes[20..24].copy_from_slice(&self.postings.to_le_bytes());
        bytes[24..28].copy_from_slice(&self.posted.to_le_bytes());
        bytes[28..32].copy_from_slice(&self.equivalents.to_le_bytes());
        bytes
    }

    pub(crate) fn from_bytes(b: [u8; Self::BYTES]) -> Self {
        let u32_at = |at: usize| u32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]);
        Self {
            form: u32_at(0),
            profile: u32_at(4),
            form_length: u16::from_le_bytes([b[8], b[9]]),
            profile_length: u16::from_le_bytes([b[10], b[11]]),
            frequency: u32_at(12),
            bits: f32::from_bits(u32_at(16)),
            postings: u32_at(20),
            posted: u32_at(24),
            equivalents: u32_at(28),
        }
    }
}

/// A row: an entity's name in one of its readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RowRecord {
    /// Where its tokens and their roles start.
    pub(crate) start: u32,
    /// Whose name it is.
    pub(crate) entity: u32,
    /// Which of the entity's names it is.
    pub(crate) ordinal: u16,
    /// How many tokens it has.
    pub(crate) count: u8,
    /// Kind and strength, see [`Self::flags`].
    pub(crate) flags: u8,
    /// Information of its tokens together.
    pub(crate) bits: f32,
}

impl RowRecord {
    pub(crate) const BYTES: usize = 16;

    /// Kind of the entity and whether the name is weak, in one byte; a strong name's is the lower.
    pub(crate) fn flags(kind: SubjectKind, weak: bool) -> u8 {
        KINDS.iter().position(|k| *k == kind).unwrap_or(3) as u8 | u8::from(weak) << 2
    }

    pub(crate) fn kind(&self) -> SubjectKind {
        KINDS[usize::from(self.flags & 3)]
    }

    pub(crate) fn strength(&self) -> Strength {
        if self.flags & 4 == 0 { Strength::Strong } else { Strength::Weak }
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[0..4].copy_from_slice(&self.start.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.entity.to_le_bytes());
        bytes[8..10].copy_from_slice(&self.ordinal.to_le_bytes());
        bytes[10] = self.count;
        bytes[11] = self.flags;
        bytes[12..16].copy_from_slice(&self.bits.to_le_bytes());
        bytes
    }

    pub(crate) fn from_bytes(b: [u8; Self::BYTES]) -> Self {
        let u32_at = |at: usize| u32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]);
        Self {
            start: u32_at(0),
            entity: u32_at(4),
            ordinal: u16::from_le_bytes([b[8], b[9]]),
            count: b[10],
            flags: b[11],
            bits: f32::from_bits(u32_at(12)),
        }
    }
}
