//! What a listing does: by list, by programme, and by what the entry itself says ("Subject to Directive 2").

use tamis_model::{Listing, Measure};

use super::programmes;

/// What the programmes of the consolidated list do, where the programme alone says so.
///
/// Sources: NS-PLC: General License 4 under 31 CFR 594, US banks reject transactions. CMIC: Executive Order 13959 as
/// amended by 14032, no dealing in publicly traded securities. 561-Related and CAPTA: 31 CFR 561.201 and the CAPTA list's
/// notice, correspondent and payable-through accounts. FSE: Executive Order 13608, no transactions. SDGT: Executive
/// Order 13224, blocked (Palestinian council members who are SDNs as well). UKRAINE-EO13662: the SSI directives 1 to 3,
/// new debt and equity; an entry under directive 4 alone is told by its own words.
const BY_PROGRAMME: [(&str, &[Measure]); 11] = [
    ("NS-PLC", &[Measure::TransactionBan]),
    ("CMIC-EO13959", &[Measure::CapitalMarket]),
    ("NS-CMIC", &[Measure::CapitalMarket]),
    ("561-Related", &[Measure::CorrespondentAccount]),
    ("CAPTA", &[Measure::CorrespondentAccount]),
    ("FSE-IR", &[Measure::TransactionBan]),
    ("FSE-SY", &[Measure::TransactionBan]),
    ("FSE-WMD", &[Measure::TransactionBan]),
    ("SDGT", &[Measure::AssetFreeze]),
    ("FTO", &[Measure::AssetFreeze]),
    ("UKRAINE-EO13662", &[Measure::CapitalMarket, Measure::LoanLimit]),
];

/// What an entry's own words say about the measure: all needles of a line must be in the upper-cased text.
///
/// Sources: the menus of section 235 CAATSA, section 6 of the Iran Sanctions Act and section 5 of Executive Order 13846;
/// the directives under Executive Orders 13662 (1 to 3 debt and equity; 4 goods, services and technology for deepwater,
/// Arctic and shale oil), 14024 (1 and 1a bonds and lending; 2 correspondent accounts; 3 debt and equity; 4 any
/// transaction), 14038 (1 debt) and 14014 (1 financial services).
const BY_WORDS: [(&[&str], &[Measure]); 26] = [
    (&["EXECUTIVE ORDER 13662", "SUBJECT TO DIRECTIVE 1"], &[Measure::CapitalMarket, Measure::LoanLimit]),
    (&["EXECUTIVE ORDER 13662", "SUBJECT TO DIRECTIVE 2"], &[Measure::CapitalMarket, Measure::LoanLimit]),
    (&["EXECUTIVE ORDER 13662", "SUBJECT TO DIRECTIVE 3"], &[Measure::CapitalMarket, Measure::LoanLimit]),
    (&["EXECUTIVE ORDER 13662", "SUBJECT TO DIRECTIVE 4"], &[Measure::TradeBan, Measure::Service]),
    (&["EXECUTIVE ORDER 14024", "SUBJECT TO DIRECTIVE 1"], &[Measure::CapitalMarket, Measure::LoanLimit]),
    (&["EXECUTIVE ORDER 14024", "SUBJECT TO DIRECTIVE 2"], &[Measure::CorrespondentAccount]),
    (&["EXECUTIVE ORDER 14024", "SUBJECT TO DIRECTIVE 3"], &[Measure::CapitalMarket, Measure::LoanLimit]),
    (&["EXECUTIVE ORDER 14024", "SUBJECT TO DIRECTIVE 4"], &[Measure::TransactionBan]),
    (&["EXECUTIVE ORDER 14038", "SUBJECT TO DIRECTIVE 1"], &[Measure::CapitalMarket, Measure::LoanLimit]),
    (&["EXECUTIVE ORDER 14014", "SUBJECT TO DIRECTIVE 1"], &[Measure::Service]),
    (&["CORRESPONDENT ACCOUNT", "PROHIBITED"], &[Measure::CorrespondentAccount]),
    (&["INFORMATION", "BLOCKING PROPERTY"], &[Measure::AssetFreeze]),
    (&["INFORMATION", "FOREIGN EXCHANGE"], &[Measure::TransactionBan]),
    (&["INFORMATION", "BANKING TRANSACTIONS"], &[Measure::TransactionBan]),
    (&["INFORMATION", "BAN ON INVESTMENT IN EQUITY"], &[Measure::InvestmentBan]),
    (&["INFORMATION", "PURCHASING SIGNIFICANT AMOUNTS OF EQUITY"], &[Measure::InvestmentBan]),
    (&["INFORMATION", "IMPORT SANCTIONS"], &[Measure::TradeBan]),
    (&["INFORMATION", "EXPORT SANCTIONS"], &[Measure::TradeBan]),
    (&["INFORMATION", "PROCUREMENT"], &[Measure::TradeBan]),
    (&["INFORMATION", "LOANS FROM"], &[Measure::LoanLimit]),
    (&["INFORMATION", "MAKING LOANS"], &[Measure::LoanLimit]),
    (&["INFORMATION", "EXPORT-IMPORT BANK"], &[Measure::LoanLimit]),
    (&["INFORMATION", "EXCLUSION OF CORPORATE OFFICERS"], &[Measure::TravelBan]),
    (&["INFORMATION", "ANY TRANSACTIONS"], &[Measure::TransactionBan]),
    (&["(CMIC)"], &[Measure::CapitalMarket]),
    (&["DEBT", "EQUITY", "PROHIBITED"], &[Measure::CapitalMarket, Measure::LoanLimit]),
];

/// Fills in acts and measures of a listing from its programmes and what the entry itself says. `blocks` tells whether
/// its list blocks whoever is on it, as the SDN list does.
pub(crate) fn fill<'a>(listing: &mut Listing, blocks: bool, statements: impl Iterator<Item = &'a str>) {
    listing.legal_acts = listing.programmes.iter().filter_map(|p| programmes::act(p)).collect();
    listing.legal_acts.dedup();
    let mut found = Vec::new();
    if blocks {
        // An SDN is blocked, whatever its programme: 31 CFR chapter V, appendix A.
        found.push(Measure::AssetFreeze);
    }
    let said: Vec<Measure> = statements.flat_map(by_words).collect();
    if !blocks {
        // The directives that an entry names say more exactly what UKRAINE-EO13662 does to it.
        let programmes = listing.programmes.iter().filter(|p| said.is_empty() || *p != "UKRAINE-EO13662");
        found.extend(programmes.flat_map(|p| by_programme(p)));
    }
    for measure in found.into_iter().chain(said) {
        if !listing.measures.contains(&measure) {
            listing.measures.push(measure);
        }
    }
}

fn by_programme(programme: &str) -> impl Iterator<Item = Measure> + use<> {
    let found = BY_PROGRAMME.iter().find(|(tag, _)| *tag == programme);
    found.into_iter().flat_map(|(_, measures)| measures.iter().cloned())
}

/// The measures that a statement names.
pub(crate) fn by_words(statement: &str) -> Vec<Measure> {
    let upper = statement.to_uppercase();
    let fits = |needles: &[&str]| needles.iter().all(|needle| upper.contains(needle));
    BY_WORDS
        .iter()
        .filter(|(needles, _)| fits(needles))
        .flat_map(|(_, measures)| measures.iter().cloned())
        .collect()
}
