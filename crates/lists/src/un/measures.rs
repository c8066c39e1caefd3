//! What each UN regime does to whom it lists, and by which resolution. Regimes differ: Guinea-Bissau's is a travel ban
//! alone, Iraq's a freeze alone.

use tamis_model::Measure::{self, ArmsEmbargo, AssetFreeze, TravelBan};

/// A regime's effect on one entry.
pub(super) struct Regime {
    /// The measures.
    pub(super) measures: Vec<Measure>,
    /// The resolutions that impose them on listed persons and entities.
    pub(super) resolutions: &'static [&'static str],
}

/// The regimes by `UN_LIST_TYPE`. Sources: the operative paragraphs of the resolutions named.
#[rustfmt::skip]
const REGIMES: &[(&str, &[Measure], &[&str])] = &[
    // 2368 (2017) paras 1 (a) to (c), restating 1267, 1989 and 2253.
    ("Al-Qaida", &[AssetFreeze, TravelBan, ArmsEmbargo], &["S/RES/1267 (1999)", "S/RES/1989 (2011)", "S/RES/2253 (2015)", "S/RES/2368 (2017)"]),
    // 1988 (2011) para 1 (a) to (c), restated in 2255 (2015).
    ("Taliban", &[AssetFreeze, TravelBan, ArmsEmbargo], &["S/RES/1988 (2011)", "S/RES/2255 (2015)"]),
    // 1718 (2006) para 8 (d) and (e).
    ("DPRK", &[AssetFreeze, TravelBan], &["S/RES/1718 (2006)"]),
    // 1483 (2003) para 23; the committee is that of 1518 (2003).
    ("Iraq", &[AssetFreeze], &["S/RES/1483 (2003)", "S/RES/1518 (2003)"]),
    // 1737 (2006) para 12 and 1929 (2010) paras 10 and 11, in force again since 28 September 2025.
    ("Iran", &[AssetFreeze, TravelBan], &["S/RES/1737 (2006)", "S/RES/1929 (2010)"]),
    // 1807 (2008) paras 9 and 11, renewed by 2293 (2016).
    ("DRC", &[AssetFreeze, TravelBan], &["S/RES/1533 (2004)", "S/RES/1807 (2008)", "S/RES/2293 (2016)"]),
    // 1970 (2011) paras 15 and 17, 1973 (2011) para 19; which of them applies is said in each entry's comment.
    ("Libya", &[AssetFreeze, TravelBan], &["S/RES/1970 (2011)", "S/RES/1973 (2011)"]),
    // 1844 (2008) paras 1, 3 and 7.
    ("Somalia", &[AssetFreeze, TravelBan, ArmsEmbargo], &["S/RES/1844 (2008)"]),
    // 2134 (2014) paras 30 and 32.
    ("CAR", &[AssetFreeze, TravelBan], &["S/RES/2127 (2013)", "S/RES/2134 (2014)"]),
    // 2140 (2014) paras 11 and 15; 2216 (2015) para 14 adds the arms embargo on those designated.
    ("Yemen", &[AssetFreeze, TravelBan, ArmsEmbargo], &["S/RES/2140 (2014)", "S/RES/2216 (2015)"]),
    // 2048 (2012) para 4: a travel ban, no freeze.
    ("GB", &[TravelBan], &["S/RES/2048 (2012)"]),
    // 2653 (2022) paras 3, 6 and 11.
    ("Haiti", &[AssetFreeze, TravelBan, ArmsEmbargo], &["S/RES/2653 (2022)"]),
    // 2206 (2015) paras 9 and 12.
    ("SouthSudan", &[AssetFreeze, TravelBan], &["S/RES/2206 (2015)"]),
    // 1591 (2005) para 3 (d) and (e).
    ("Sudan", &[AssetFreeze, TravelBan], &["S/RES/1591 (2005)"]),
    // 1636 (2005) para 3 (a).
    ("Lebanon", &[AssetFreeze, TravelBan], &["S/RES/1636 (2005)"]),
    // 2374 (2017) paras 1 and 4; ended by 2690 (2023), still in older editions.
    ("Mali", &[AssetFreeze, TravelBan], &["S/RES/2374 (2017)"]),
];

/// The effect of a regime on a person or an entity; `None` for a regime that is not known. A travel ban concerns
/// persons only.
pub(super) fn of(programme: &str, person: bool, comment: &str) -> Option<Regime> {
    let (_, measures, resolutions) = REGIMES.iter().find(|(name, ..)| *name == programme)?;
    let mut measures = measures.to_vec();
    if programme == "Libya" {
        libya(&mut measures, comment);
    }
    measures.retain(|measure| person || *measure != TravelBan);
    Some(Regime { measures, resolutions })
}

/// Libyan entries say which of the two measures they are under: "Listed pursuant to paragraphs 15 and 17 of resolution
/// 1970 (Travel Ban, Asset Freeze)", "pursuant to paragraph 19 of resolution 1973 (Asset Freeze)". Where neither is
/// said, both are taken to apply.
fn libya(measures: &mut Vec<Measure>, comment: &str) {
    let has = |words: &str| comment.contains(words);
    let travel = has("Travel Ban") || has("paragraph 15 of resolution 1970");
    let freeze =
        has("Asset Freeze") || has("paragraph 17 of resolution 197") || has("paragraph 19 of resolution");
    if travel || freeze {
        measures.retain(|m| *m == TravelBan && travel || *m == AssetFreeze && freeze);
    }
}
