//! Which tokens of a catalogue are like which of a reading's, for looking at rows fast.

use tamis_names::TokenLikeness;

use crate::asked::Asked;
use crate::postings::Posting;

/// The tokens that are like those of one reading that tell, or their initials, and like its titles.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// One bit a token of the catalogue: it is like some.
    alike: Vec<u64>,
    /// For those, where in `which` it says like which.
    places: Vec<u32>,
    which: Vec<Marked>,
    /// One bit for each hash that a posting may hold of a token: some token of this hash is like some.
    hashes: Vec<u64>,
    /// The same of tokens that are [enough alike](LEADING) to lead to a row.
    leading: Vec<u64>,
    /// For those, the positions; several hashes share a place, so that all places stay near the core.
    hashed: Vec<u64>,
}

/// Places for hashes.
const HASHED: usize = 1 << 12;

/// How alike the most alike pair of a name's tokens is at least, so that the names may be as alike as candidates are: what
/// is hardly alike takes from a name's likeness more than it gives.
pub(crate) const LEADING: f32 = 0.65;

/// A token of the catalogue that is like some of the reading's.
#[derive(Debug, Clone, Copy)]
struct Marked {
    token: u32,
    /// Positions in the reading, one bit each.
    positions: u64,
    /// How alike; where it is like different tokens of the reading, the most.
    likeness: TokenLikeness,
    /// Which token of the query it is like; [`SEVERAL`] where it is like more than one.
    like: u32,
    /// It is alike enough to lead to a row, or may be when it is joined to its neighbour.
    leads: bool,
}

/// Stands for more than one.
const SEVERAL: u32 = u32::MAX;

impl Marks {
    pub(crate) fn set(&mut self, asked: &Asked<'_>, tokens: usize) {
        self.clear();
        self.alike.resize(tokens.div_ceil(64), 0);
        self.places.resize(tokens, 0);
        self.hashes.resize(Posting::HASHES / 64, 0);
        self.leading.resize(Posting::HASHES / 64, 0);
        self.hashed.resize(HASHED, 0);
        for (positions, token) in &asked.reading.joined {
            self.add(*token, *positions, TokenLikeness::NONE, SEVERAL, true);
        }
        for (token, positions) in &asked.telling {
            let own = &asked.query.tokens[*token as usize];
            for part in own.initials.iter().chain(&own.pieces) {
                self.add(*part, *positions, TokenLikeness::NONE, SEVERAL, false);
            }
        }
        for (token, positions) in asked.telling.iter().chain(&asked.beside) {
            for alike in &asked.query.tokens[*token as usize].alike {
                let leads = alike.likeness.score >= LEADING;
                self.add(alike.token, *positions, alike.likeness, *token, leads);
            }
        }
    }

    fn add(&mut self, token: u32, positions: u64, likeness: TokenLikeness, like: u32, leads: bool) {
        let hash = Posting::hash(token);
        self.hashes[hash / 64] |= 1 << (hash % 64);
        self.leading[hash / 64] |= u64::from(leads) << (hash % 64);
        self.hashed[hash % HASHED] |= positions;
        let at = token as usize;
        if self.alike[at / 64] >> (at % 64) & 1 == 1 {
            let marked = &mut self.which[self.places[at] as usize];
            marked.positions |= positions;
            marked.like = SEVERAL;
            marked.leads |= leads;
            if likeness.score > marked.likeness.score {
                marked.likeness = likeness;
            }
        } else {
            self.alike[at / 64] |= 1 << (at % 64);
            self.places[at] = self.which.len() as u32;
            self.which.push(Marked { token, positions, likeness, like, leads });
        }
    }

    fn clear(&mut self) {
        for marked in self.which.drain(..) {
            self.alike[marked.token as usize / 64] = 0;
            let hash = Posting::hash(marked.token);
            self.hashes[hash / 64] = 0;
            self.leading[hash / 64] = 0;
            self.hashed[hash % HASHED] = 0;
        }
    }

    /// Whether a row that holds a token like these positions may hold another that is like some of the reading's, and one
    /// that leads, unless the token `leads` itself; as far as its posting tells.
    #[inline]
    pub(crate) fn more_than(&self, own: u64, leads: bool, posting: Posting) -> bool {
        let Some(beside) = posting.beside() else { return true };
        let (mut others, mut lead) = (0, leads);
        for hash in beside {
            let hash = usize::from(hash);
            if self.hashes[hash / 64] >> (hash % 64) & 1 == 1 {
                others |= self.hashed[hash % HASHED];
                lead |= self.leading[hash / 64] >> (hash % 64) & 1 == 1;
            }
        }
        lead && others != 0 && (own | others).count_ones() >= 2
    }

    #[inline]
    fn of(&self, token: u32) -> Option<&Marked> {
        let at = token as usize;
        let marked = self.alike.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1);
        if marked { self.which.get(self.places[at] as usize) } else { None }
    }

    /// The positions of the reading that this token is like, and whether it is alike enough to lead to a row.
    #[inline]
    pub(crate) fn positions_and_lead(&self, token: u32) -> (u64, bool) {
        self.of(token).map_or((0, false), |marked| (marked.positions, marked.leads))
    }

    /// The positions of the reading that it is like, where it is like any, and how like the most like of them; what leads
    /// because it may be several of them joined is as like as that makes it at most.
    pub(crate) fn alike(&self, token: u32) -> Option<(u64, f32)> {
        let likeness = |marked: &Marked| match marked.likeness.score {
            score if score > 0.0 || !marked.leads => score,
            _ => 1.0,
        };
        self.of(token).map(|marked| (marked.positions, likeness(marked)))
    }

    /// Tells how like each of the reading's tokens that tell it is, by position.
    pub(crate) fn each(&self, asked: &Asked<'_>, token: u32, mut tell: impl FnMut(usize, TokenLikeness)) {
        let Some(marked) = self.of(token) else { return };
        let mut positions = marked.positions;
        while positions != 0 {
            let at = positions.trailing_zeros() as usize;
            positions &= positions - 1;
            let likeness = match marked.like {
                SEVERAL => asked.query.tokens[asked.reading.tokens[at] as usize].likeness(token),
                _ => marked.likeness,
            };
            if likeness.score > 0.0 {
                tell(at, likeness);
            }
        }
    }
}
