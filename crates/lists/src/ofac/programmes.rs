//! The programmes: which list they make, and the act behind each.

/// Programmes whose entries stand on the consolidated list and not among the SDNs. Source: OFAC, "Consolidated
/// Sanctions List (Non-SDN Lists)": SSI (E.O. 13662 directives), NS-PLC, CMIC, FSE, CAPTA with the former Part 561
/// list, NS-MBS. Some SDNs carry `UKRAINE-EO13662` and `NS-PLC` as well, hence the majority in `list_of`.
const NON_SDN: [&str; 11] = [
    "UKRAINE-EO13662",
    "NS-PLC",
    "CMIC-EO13959",
    "NS-CMIC",
    "561-Related",
    "CAPTA",
    "NS-MBS",
    "MBS",
    "FSE-IR",
    "FSE-SY",
    "FSE-WMD",
];

/// Whether a programme belongs to the consolidated list.
pub(crate) fn is_non_sdn(programme: &str) -> bool {
    NON_SDN.contains(&programme)
}

/// The acts behind the programme tags that do not name theirs. Source: OFAC, "Program Tag Definitions for OFAC
/// Sanctions Lists". Tags that stand for many acts (SYRIA, IRAN) have none here.
const ACTS: [(&str, &str); 36] = [
    ("561-Related", "31 CFR 561"),
    ("BELARUS", "Executive Order 13405"),
    ("CAATSA - RUSSIA", "Countering America's Adversaries Through Sanctions Act"),
    ("CAATSA - IRAN", "Countering America's Adversaries Through Sanctions Act"),
    ("CAR", "Executive Order 13667"),
    ("CUBA", "31 CFR 515"),
    ("CYBER2", "Executive Order 13694"),
    ("DARFUR", "Executive Order 13400"),
    ("DPRK", "Executive Order 13551"),
    ("DPRK2", "Executive Order 13687"),
    ("DPRK3", "Executive Order 13722"),
    ("DPRK4", "Executive Order 13810"),
    ("DRCONGO", "Executive Order 13413"),
    ("FSE-IR", "Executive Order 13608"),
    ("FSE-SY", "Executive Order 13608"),
    ("FTO", "Immigration and Nationality Act, section 219"),
    ("GLOMAG", "Executive Order 13818"),
    ("HIFPAA", "Hizballah International Financing Prevention Act"),
    ("HRIT-IR", "Executive Order 13606"),
    ("HRIT-SY", "Executive Order 13606"),
    ("IFSR", "31 CFR 561"),
    ("IRAN-HR", "Executive Order 13553"),
    ("IRAN-TRA", "Executive Order 13628"),
    ("IRAQ2", "Executive Order 13315"),
    ("IRAQ3", "Executive Order 13438"),
    ("LEBANON", "Executive Order 13441"),
    ("LIBYA2", "Executive Order 13566"),
    ("LIBYA3", "Executive Order 13726"),
    ("MAGNIT", "Sergei Magnitsky Rule of Law Accountability Act of 2012"),
    ("NICARAGUA", "Executive Order 13851"),
    ("NPWMD", "Executive Order 13382"),
    ("SDGT", "Executive Order 13224"),
    ("SDNT", "Executive Order 12978"),
    ("SDNTK", "Foreign Narcotics Kingpin Designation Act"),
    ("SOUTH SUDAN", "Executive Order 13664"),
    ("TCO", "Executive Order 13581"),
];

/// The act behind a programme: the executive order that its tag names (`BELARUS-EO14038`), else the one in the table.
pub(crate) fn act(programme: &str) -> Option<String> {
    if let Some((_, order)) = programme.rsplit_once("-EO")
        && !order.is_empty()
        && order.bytes().all(|b| b.is_ascii_digit())
    {
        return Some(format!("Executive Order {order}"));
    }
    ACTS.iter().find(|(tag, _)| *tag == programme).map(|(_, act)| (*act).into())
}
