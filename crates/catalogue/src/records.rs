//! Fixed records of the file: tokens and rows.

use tamis_model::{Strength, SubjectKind};
use tamis_names::{Role, TokenOutline};

/// The number that stands for none.
pub(crate) const NONE: u32 = u32::MAX;

/// Kinds by their code.
const KINDS: [SubjectKind; 4] =
    [SubjectKind::Person, SubjectKind::Organization, SubjectKind::Object, SubjectKind::Unknown];

/// The code of a kind, 0 to 3.
pub(crate) fn kind_code(kind: SubjectKind) -> u8 {
    KINDS.iter().position(|k| *k == kind).unwrap_or(3) as u8
}

/// Roles by their code.
const ROLES: [Role; 12] = [
    Role::Unknown,
    Role::Given,
    Role::Patronymic,
    Role::Family,
    Role::Particle,
    Role::Initial,
    Role::Title,
    Role::Suffix,
    Role::LegalForm,
    Role::Generic,
    Role::Number,
    Role::Place,
];

/// What scoring asks of a token, in a third of a cache line.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct TokenBrief {
    /// Its information.
    pub(crate) bits: f32,
    /// Entities that have a name which holds it.
    pub(crate) frequency: u32,
    /// Where its profile starts.
    pub(crate) profile: u32,
    /// What the names room asks of it first.
    pub(crate) outline: TokenOutline,
}

impl TokenBrief {
    pub(crate) const BYTES: usize = 12 + TokenOutline::BYTES;

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[0..4].copy_from_slice(&self.bits.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.frequency.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.profile.to_le_bytes());
        bytes[12..12 + TokenOutline::BYTES].copy_from_slice(&self.outline.to_bytes());
        bytes
    }

    #[inline]
    pub(crate) fn from_bytes(b: [u8; Self::BYTES]) -> Self {
        let u32_at = |at: usize| u32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]);
        Self {
            bits: f32::from_bits(u32_at(0)),
            frequency: u32_at(4),
            profile: u32_at(8),
            outline: TokenOutline::from_bytes(std::array::from_fn(|at| b[12 + at])),
        }
    }
}

/// A token of the dictionary: its form, and where what leads on from it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TokenRecord {
    /// Where its form starts.
    pub(crate) form: u32,
    pub(crate) form_length: u16,
    /// Where its postings start.
    pub(crate) postings: u32,
    /// How many there are.
    pub(crate) posted: u32,
    /// Of these, how many come first whose rows are open: they hold an initial, or a token twice.
    pub(crate) open: u32,
    /// How many come first whose rows are open, or in which no other token tells anything.
    pub(crate) whole: u32,
    /// Where its equivalents start; [`NONE`] for none.
    pub(crate) equivalents: u32,
}

impl TokenRecord {
    pub(crate) const BYTES: usize = 28;

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[0..4].copy_from_slice(&self.form.to_le_bytes());
        bytes[4..6].copy_from_slice(&self.form_length.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.postings.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.posted.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.whole.to_le_bytes());
        bytes[20..24].copy_from_slice(&self.equivalents.to_le_bytes());
        bytes[24..28].copy_from_slice(&self.open.to_le_bytes());
        bytes
    }

    pub(crate) fn from_bytes(b: [u8; Self::BYTES]) -> Self {
        let u32_at = |at: usize| u32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]);
        Self {
            form: u32_at(0),
            form_length: u16::from_le_bytes([b[4], b[5]]),
            postings: u32_at(8),
            posted: u32_at(12),
            whole: u32_at(16),
            equivalents: u32_at(20),
            open: u32_at(24),
        }
    }
}

/// Tokens of a row that its record holds; the names of most persons have fewer.
const INLINE: usize = 6;

/// A row: an entity's name in one of its readings. Its record is half a cache line, so that looking at a row touches
/// memory once.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct RowRecord {
    /// Whose name it is.
    pub(crate) entity: u32,
    /// Which of the entity's names it is.
    pub(crate) ordinal: u16,
    /// How many tokens it has.
    pub(crate) count: u8,
    /// Kind and standing, see [`Self::flags`].
    pub(crate) flags: u8,
    /// The first tokens; where there are more than fit, the last of these says where the rest starts.
    pub(crate) tokens: [RowToken; INLINE],
}

/// A token in a row: its number and its role there, in 32 bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RowToken(u32);

impl RowToken {
    /// Numbers of tokens lie below this.
    pub(crate) const LIMIT: usize = 1 << 28;

    pub(crate) fn new(token: u32, role: Role) -> Self {
        Self(token | (role as u32) << 28)
    }

    pub(crate) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    pub(crate) fn bits(self) -> u32 {
        self.0
    }

    #[inline]
    pub(crate) fn token(self) -> u32 {
        self.0 & (Self::LIMIT as u32 - 1)
    }

    /// The same with the number that its own leads to.
    pub(crate) fn renumbered(self, numbers: &[u32]) -> Self {
        Self(self.0 & !(Self::LIMIT as u32 - 1) | numbers[self.token() as usize])
    }

    #[inline]
    pub(crate) fn role(self) -> Role {
        ROLES.get((self.0 >> 28) as usize).copied().unwrap_or_default()
    }
}

impl RowRecord {
    pub(crate) const BYTES: usize = 32;

    /// A record of these tokens; those that do not fit go to the end of `rest`.
    pub(crate) fn new(
        entity: u32,
        ordinal: u16,
        flags: u8,
        tokens: &[RowToken],
        rest: &mut Vec<u32>,
    ) -> Self {
        let mut inline = [RowToken::default(); INLINE];
        if tokens.len() <= INLINE {
            inline[..tokens.len()].copy_from_slice(tokens);
        } else {
            inline[..INLINE - 1].copy_from_slice(&tokens[..INLINE - 1]);
            inline[INLINE - 1] = RowToken::from_bits(rest.len() as u32);
            rest.extend(tokens[INLINE - 1..].iter().map(|t| t.bits()));
        }
        Self { entity, ordinal, count: tokens.len() as u8, flags, tokens: inline }
    }

    /// The tokens within the record, and where how many more are.
    #[inline]
    pub(crate) fn split(&self) -> (&[RowToken], usize, usize) {
        let count = usize::from(self.count);
        if count <= INLINE {
            (&self.tokens[..count], 0, 0)
        } else {
            (&self.tokens[..INLINE - 1], self.tokens[INLINE - 1].bits() as usize, count - (INLINE - 1))
        }
    }

    /// Kind of the entity and the standing of the name, in one byte; of a name of better standing it is the lower.
    pub(crate) fn flags(kind: SubjectKind, weak: bool, former: bool) -> u8 {
        kind_code(kind) | u8::from(former) << 2 | u8::from(weak) << 3
    }

    pub(crate) fn kind(&self) -> SubjectKind {
        KINDS[usize::from(self.kind_code())]
    }

    /// The code of its entity's kind, 0 to 3.
    pub(crate) fn kind_code(&self) -> u8 {
        self.flags & 3
    }

    pub(crate) fn strength(&self) -> Strength {
        if self.flags & 8 == 0 { Strength::Strong } else { Strength::Weak }
    }

    /// Whether its bearer gave the name up.
    pub(crate) fn is_former(&self) -> bool {
        self.flags & 4 != 0
    }

    /// Gives the tokens other numbers.
    pub(crate) fn renumber(&mut self, numbers: &[u32]) {
        let held = self.split().0.len();
        self.tokens[..held].iter_mut().for_each(|token| *token = token.renumbered(numbers));
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[0..4].copy_from_slice(&self.entity.to_le_bytes());
        bytes[4..6].copy_from_slice(&self.ordinal.to_le_bytes());
        bytes[6] = self.count;
        bytes[7] = self.flags;
        for (at, token) in self.tokens.iter().enumerate() {
            bytes[8 + 4 * at..12 + 4 * at].copy_from_slice(&token.bits().to_le_bytes());
        }
        bytes
    }

    #[inline]
    pub(crate) fn from_bytes(b: [u8; Self::BYTES]) -> Self {
        let u32_at = |at: usize| u32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]);
        Self {
            entity: u32_at(0),
            ordinal: u16::from_le_bytes([b[4], b[5]]),
            count: b[6],
            flags: b[7],
            tokens: std::array::from_fn(|at| RowToken::from_bits(u32_at(8 + 4 * at))),
        }
    }
}
