//! What the catalogue asks of the names room, in one place: the same for lists and subjects.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use rustc_hash::FxHasher;
use tamis_model::{Identifier, Name, SubjectKind};
use tamis_names::{
    AnalysedName, Role, TokenProfile, analyse, analyse_name, default_bits, most_bits, name_keys,
};

/// Understands a name of something of this kind.
pub(crate) fn understand(name: &Name, kind: SubjectKind) -> AnalysedName {
    analyse_name(name, kind)
}

/// Entities whose weight the general knowledge of how common a token is has, beside those that were counted: a list of
/// a hundred says nothing about how common a token is among customers, one of a hundred thousand nearly everything.
const PRIOR_ENTITIES: f32 = 10_000.0;

/// Information of a token that so many of so many entities bear, in bits.
pub(crate) fn bits_of(form: &str, frequency: u32, entities: usize) -> f32 {
    let expected = PRIOR_ENTITIES * (-default_bits(form)).exp2();
    let bits = ((entities as f32 + PRIOR_ENTITIES) / (frequency as f32 + expected)).log2();
    bits.clamp(0.0, most_bits(form))
}

/// Whether a token in this role says which one is meant: a particle, a title or a legal form does not.
pub(crate) fn tells(role: Role) -> bool {
    !matches!(role, Role::Particle | Role::Title | Role::Suffix | Role::LegalForm | Role::Initial)
}

/// Whether a token in this role names: a generic word or a place only qualifies.
pub(crate) fn is_name(role: Role) -> bool {
    tells(role) && !matches!(role, Role::Generic | Role::Place | Role::Number)
}

/// What share of a token's information its role leaves it in an estimate, about as in the likeness.
pub(crate) fn weight_of(role: Role) -> f32 {
    match role {
        Role::Generic | Role::Place | Role::Number | Role::Patronymic => 0.7,
        _ if tells(role) => 1.0,
        _ => 0.1,
    }
}

/// The key of a text: a form, an id.
pub(crate) fn text_key(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The key under which an identifier is found: its number alone, since one list's "registration" is another's "tax
/// number"; whether the kinds agree is for the screen to judge.
pub(crate) fn identifier_key(identifier: &Identifier) -> u64 {
    text_key(&identifier.number)
}

/// Names that between them touch the scripts, roles and tables of the names room.
const PROBES: [(&str, SubjectKind); 10] = [
    ("LUKASHENKA, Alyaksandr Ryhoravich", SubjectKind::Person),
    ("Александр Григорьевич Лукашенко", SubjectKind::Person),
    ("محمود احمدی نژاد", SubjectKind::Person),
    ("張曉明", SubjectKind::Person),
    ("김정은", SubjectKind::Person),
    ("Dr. Usama bin Muhammad bin Awad BIN LADIN, Jr.", SubjectKind::Person),
    ("OAO \"Belaruskali\" Trading Company Ltd.", SubjectKind::Organization),
    ("Otkrytoye Aktsionernoye Obschestvo Proizvodstvennye Resheniia comp any", SubjectKind::Organization),
    ("АО «Научноисследовательский институт стали»", SubjectKind::Organization),
    ("M/V OCEAN STAR 7", SubjectKind::Object),
];

/// What the names room does to names, as a number: a catalogue that was compiled by one that did otherwise would be
/// searched with keys that it does not have, and is refused.
pub(crate) fn fingerprint() -> u64 {
    static FINGERPRINT: OnceLock<u64> = OnceLock::new();
    *FINGERPRINT.get_or_init(|| {
        let mut hasher = FxHasher::default();
        let mut keys = Vec::new();
        for (text, kind) in PROBES {
            for reading in analyse(text, kind).readings {
                name_keys(&reading, &mut keys);
                for token in &reading.tokens {
                    (&token.form, token.role as u8).hash(&mut hasher);
                    let profile = TokenProfile::new(&token.form);
                    profile.as_bytes().hash(&mut hasher);
                    profile.view().keys(&mut keys);
                }
            }
        }
        keys.hash(&mut hasher);
        hasher.finish()
    })
}
