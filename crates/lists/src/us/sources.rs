//! The lists within the Consolidated Screening List, and what each does.

use tamis_model::Measure;

/// One of the lists.
pub(super) struct List {
    /// Its code, which stands in brackets in its name: "Entity List (EL) - Bureau of Industry and Security".
    pub code: &'static str,
    /// Whether its entries are blocked.
    pub blocks: bool,
    /// What it does whatever the programme.
    pub measures: &'static [Measure],
    /// The act behind it; empty where the programmes name theirs.
    pub act: &'static str,
}

const fn list(code: &'static str, blocks: bool, measures: &'static [Measure], act: &'static str) -> List {
    List { code, blocks, measures, act }
}

/// Sources: 15 CFR 744.11 and Supplement 4 to part 744 (Entity List: licence for exports); 15 CFR 764.3(a)(2) (denial
/// of export privileges); 15 CFR 744.15 (Unverified List: no licence exceptions, a statement before each export);
/// 15 CFR 744.21 and Supplement 7 (military end users: licence for items of Supplement 2); 22 CFR 127.7 (debarred from
/// exports of defence articles); the State Department's non-proliferation sanctions deny procurement and export
/// licences, Executive Order 13382 blocks; the Treasury's own lists as in `ofac::measures`.
pub(super) const LISTS: [List; 13] = [
    list("SDN", true, &[], ""),
    list("SSI", false, &[], ""),
    list("PLC", false, &[Measure::TransactionBan], ""),
    list("CAP", false, &[Measure::CorrespondentAccount], ""),
    list("NS-MBS List", false, &[], ""),
    list("CMIC", false, &[Measure::CapitalMarket], ""),
    list("FSE", false, &[Measure::TransactionBan], ""),
    list("EL", false, &[Measure::TradeBan], "15 CFR 744.11"),
    list("DPL", false, &[Measure::TradeBan], "15 CFR 764.3(a)(2)"),
    list("UVL", false, &[], "15 CFR 744.15"),
    list("MEU", false, &[Measure::TradeBan], "15 CFR 744.21"),
    list("DTC", false, &[Measure::ArmsEmbargo], "22 CFR 127.7"),
    list("ISN", false, &[Measure::TradeBan], ""),
];

/// The list of a source's name, by the code in its brackets.
pub(super) fn of(source: &str) -> Option<&'static List> {
    let (_, rest) = source.split_once('(')?;
    let (code, _) = rest.split_once(')')?;
    LISTS.iter().find(|list| list.code == code)
}
