//! Why a search does not find what a scan does.

use std::fmt;

use crate::asked::Asked;
use crate::search::MINIMUM_LIKENESS;
use crate::{Catalogue, NameMatch, Query, Scratch};

/// The step at which a search lost a name that a scan finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lost {
    /// Two of its words share no key, so that they were not compared.
    Words,
    /// No route led to the name.
    Unreached,
    /// Too little of it was seen to agree to score it.
    TooLittle,
    /// It was beyond a limit.
    Limit,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Words => "words not compared",
            Self::Unreached => "not reached",
            Self::TooLittle => "too little agreed",
            Self::Limit => "beyond a limit",
        })
    }
}

impl Catalogue {
    /// At which step the search for a subject loses a name that a scan for the same subject finds.
    pub fn why_lost(&self, query: &Query, scanned: &NameMatch, scratch: &mut Scratch) -> Lost {
        let asked = Asked::new(query, scanned.reading);
        scratch.marks.set(&asked, self.info().tokens as usize);
        let record = self.row_record(scanned.row);
        let likeness = scratch.scorer.likeness(self, &asked, &scratch.marks, &record);
        if likeness.score < MINIMUM_LIKENESS {
            return Lost::Words;
        }
        self.reach(&asked, &scratch.marks, usize::MAX, &mut scratch.reached);
        if !scratch.reached.numbers().contains(&scanned.row) {
            Lost::Unreached
        } else if !self.is_enough(&asked, &record, &scratch.marks) {
            Lost::TooLittle
        } else {
            Lost::Limit
        }
    }
}
