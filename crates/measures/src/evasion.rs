//! Red flags of evasion: in a shipment, and in who owns what. A flag is a reason to look, never a verdict: it changes no
//! answer, and each says what would explain it honestly.
//!
//! The typologies are those of the EU's best practices of 3 July 2024, OFAC's FAQ 402, the Common High Priority List, the
//! joint alert FIN-2022-Alert003 of the U.S. Treasury and BIS, and recitals 27 to 29 of Regulation (EU) 2024/1865. The
//! numbers of days and points are ours, and stand beside what uses them.

mod holdings;
mod shipments;

use std::fmt;

use serde::Serialize;

pub use holdings::{NEAR_LISTING_DAYS, flags as ownership_flags};
pub(crate) use shipments::flags as shipment_flags;

/// What kind of sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlagKind {
    /// A common high priority item to a country from which such goods are diverted.
    HighPriority,
    /// Goods that may not go to a sanctioned country go to one from which they are known to be passed on.
    Transshipment,
    /// Origin and route do not fit together.
    Origin,
    /// A route through the sanctioned country.
    Route,
    /// The description names other goods than the code.
    DescriptionAgainstCode,
    /// The description could be anything.
    VagueDescription,
    /// Days before a measure begins, or days after it began or a wind-down ended.
    NearDate,
    /// A sibling of the code is listed.
    NearCode,
    /// A holding fell to just under a threshold near a listing.
    JustUnderThreshold,
    /// What a listed party gave up was taken by someone close to it.
    HandedToSomeoneClose,
    /// The registration number of a listed party under another name.
    SameNumberAnotherName,
}

impl FlagKind {
    /// As tables write it: `near-code`.
    pub fn name(self) -> &'static str {
        match self {
            Self::HighPriority => "high-priority",
            Self::Transshipment => "transshipment",
            Self::Origin => "origin",
            Self::Route => "route",
            Self::DescriptionAgainstCode => "description-against-code",
            Self::VagueDescription => "vague-description",
            Self::NearDate => "near-date",
            Self::NearCode => "near-code",
            Self::JustUnderThreshold => "just-under-threshold",
            Self::HandedToSomeoneClose => "handed-to-someone-close",
            Self::SameNumberAnotherName => "same-number-another-name",
        }
    }

    /// What would explain it honestly.
    pub fn against(self) -> &'static str {
        match self {
            Self::HighPriority => "civilian trade in such goods is legal and common",
            Self::Transshipment => "most goods that go there stay there",
            Self::Origin => "goods are re-exported honestly, with a proof of origin",
            Self::Route => "the shortest way may lead through; transit papers show that the goods left again",
            Self::DescriptionAgainstCode => "a trade name, or a clerk's error in code or text",
            Self::VagueDescription => "short descriptions are frequent in trade papers",
            Self::NearDate => "goods are shipped every day, and contracts have dates of their own",
            Self::NearCode => "the neighbour of a listed code is legal to trade",
            Self::JustUnderThreshold => {
                "a real sale, rounding, an increase of capital; what was blocked before stays blocked (OFAC FAQ 402)"
            }
            Self::HandedToSomeoneClose => {
                "common surnames and shared business addresses are frequent; families do sell to strangers and relatives do buy"
            }
            Self::SameNumberAnotherName => {
                "mergers, branches, and numbers that different registers give twice"
            }
        }
    }
}

impl fmt::Display for FlagKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A sign, its reason, and what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flag {
    /// What kind of sign.
    pub kind: FlagKind,
    /// What was seen, in a sentence.
    pub why: String,
    /// What would explain it honestly.
    pub against: &'static str,
    /// The nodes of a graph that it is about, by id; none for a shipment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<String>,
}

impl Flag {
    /// A flag about nothing but its own shipment.
    pub(crate) fn new(kind: FlagKind, why: String) -> Self {
        Self { kind, why, against: kind.against(), nodes: Vec::new() }
    }
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (against it: {})", self.kind, self.why, self.against)
    }
}
