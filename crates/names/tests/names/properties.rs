//! Properties over generated text and over the tokens of real lists.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use tamis_model::SubjectKind;
use tamis_names::{
    ComparedToken, Likeness, MAX_READINGS, MAX_TOKENS, NameView, Role, TOKEN_FLOOR, TokenProfile, TokenView,
    analyse, compare, default_bits, likeness, likeness_from, name_keys, token_likeness,
};

const KINDS: [SubjectKind; 4] =
    [SubjectKind::Person, SubjectKind::Organization, SubjectKind::Object, SubjectKind::Unknown];

fn kind() -> impl Strategy<Value = SubjectKind> {
    prop::sample::select(KINDS.to_vec())
}

/// Text of several scripts, with the marks that names hold.
fn text() -> impl Strategy<Value = String> {
    "[A-Za-zА-Яа-яёўіҐא-ת\u{621}-\u{64a}一-丐가-각ąčšž0-9 ,.'’()/-]{0,40}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_bounded_and_scores_within_0_and_1(a in "\\PC{0,60}", b in text(), kind in kind()) {
        let (x, y) = (analyse(&a, kind), analyse(&b, kind));
        prop_assert!(x.readings.len() <= MAX_READINGS);
        prop_assert!(x.readings.iter().all(|r| r.tokens.len() <= MAX_TOKENS));
        let found = compare(&x, &y);
        prop_assert!((0.0..=1.0).contains(&found.score), "{}", found.score);
    }

    #[test]
    fn prepared_or_not_tokens_are_as_alike(
        a in "[a-eikmnst]{1,12}|[а-имнорст]{1,9}|[\u{627}-\u{64a}]{1,6}",
        slips in prop::collection::vec((0_usize..12, prop::sample::select(vec!['a', 'e', 'k', 'n', 'т', 'о', 'م'])), 0..3),
    ) {
        let mut letters: Vec<char> = a.chars().collect();
        for (at, letter) in slips.into_iter().filter(|(at, _)| *at <= a.chars().count()) {
            letters.insert(at, letter);
        }
        let other: String = letters.into_iter().collect();
        let (x, y) = (TokenProfile::new(&a), TokenProfile::new(&other));
        let (x, y) = (x.view(), y.view());
        let plain = token_likeness(x, y);
        prop_assert_eq!(ComparedToken::new(x).likeness(y), plain);
        let sounds = |view: TokenView<'_>| {
            let mut keys = Vec::new();
            view.keys_of_sound(&mut keys);
            keys
        };
        let (own, others) = (sounds(x), sounds(y));
        if own.iter().any(|key| others.contains(key)) {
            prop_assert_eq!(ComparedToken::new(x).likeness_of_kin(y), plain, "{} {}", a, other);
        }
    }

    #[test]
    fn a_name_is_itself(a in text(), kind in kind()) {
        let x = analyse(&a, kind);
        if !x.readings.is_empty() {
            let score = compare(&x, &x).score;
            prop_assert!(score > 0.999, "{score}");
        }
    }

    #[test]
    fn token_likeness_is_the_same_both_ways(a in "[a-z]{1,12}", b in "[a-z]{1,12}") {
        let (x, y) = (TokenProfile::new(&a), TokenProfile::new(&b));
        let (one, two) = (token_likeness(x.view(), y.view()), token_likeness(y.view(), x.view()));
        prop_assert!((one.score - two.score).abs() < 1e-5);
    }

    #[test]
    fn tokens_that_are_alike_share_a_key(a in "[a-zа-я]{2,12}", at in 0_usize..12, c in "[a-z]") {
        let mut b = a.clone();
        let at = b.char_indices().map(|(i, _)| i).nth(at).unwrap_or(0);
        b.insert_str(at, &c);
        shares_a_key(&a, &b)?;
    }

    #[test]
    fn a_wrong_token_never_raises_the_score(given in "[A-Z][a-z]{3,8}", family in "[A-Z][a-z]{3,8}") {
        let listed = analyse(&format!("{given} {family}"), SubjectKind::Person);
        let right = compare(&analyse(&format!("{given} {family}"), SubjectKind::Person), &listed).score;
        let wrong = compare(&analyse(&format!("{given} Qwxz {family}"), SubjectKind::Person), &listed).score;
        prop_assert!(wrong <= right);
    }

    #[test]
    fn bytes_that_hold_no_profile_are_like_nothing(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let view = TokenView::from_bytes(&bytes);
        let other = TokenProfile::new("ivanov");
        let found = token_likeness(view, other.view());
        prop_assert!((0.0..=1.0).contains(&found.score));
        view.keys(&mut Vec::new());
    }
}

/// Words of which names are made that are alike in every way that pairing knows: whole, joined, cut, by initials, beside
/// particles, numbers, places and legal forms.
const WORDS: &[&str] = &[
    "Abdul",
    "Rahman",
    "Abdulrahman",
    "al",
    "bin",
    "Muhammad",
    "Mohamed",
    "M.",
    "A.",
    "Ivan",
    "Ivanov",
    "Ivanovich",
    "Petrovna",
    "Owen",
    "Dr.",
    "Kim",
    "Jong",
    "Un",
    "Jongun",
    "Ocean",
    "Star",
    "Oceanstar",
    "Bank",
    "Banco",
    "Chile",
    "Trading",
    "Company",
    "Limited",
    "Ltd",
    "OOO",
    "Comm",
    "Communication",
    "Group",
    "7",
    "12",
    "Иванов",
    "Абдул",
    "محمد",
    "김",
    "National",
    "Iranian",
    "Oil",
    "NIOC",
];

fn name_of_words() -> impl Strategy<Value = String> {
    let word =
        (prop::sample::select(WORDS.to_vec()), 0..4_usize, "[a-z]").prop_map(|(word, slip, letter)| {
            // One word in four with a letter too many.
            let at = word.char_indices().map(|(i, _)| i).nth(1);
            match at.filter(|_| slip == 0) {
                Some(at) => format!("{}{letter}{}", &word[..at], &word[at..]),
                None => word.to_owned(),
            }
        });
    prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
}

/// The likenesses of all readings of two names, worked out to the end, and only where they reach `least`.
fn both_ways(
    a: (&str, SubjectKind),
    b: (&str, SubjectKind),
    least: f32,
) -> Vec<(Likeness, Option<Likeness>)> {
    let mut found = Vec::new();
    let (x, y) = (analyse(a.0, a.1), analyse(b.0, b.1));
    for (q, e) in x.readings.iter().flat_map(|q| y.readings.iter().map(move |e| (q, e))) {
        let parts = |reading: &tamis_names::Reading| {
            let profiles: Vec<TokenProfile> =
                reading.tokens.iter().map(|t| TokenProfile::new(&t.form)).collect();
            let roles: Vec<Role> = reading.tokens.iter().map(|t| t.role).collect();
            let bits: Vec<f32> = reading.tokens.iter().map(|t| default_bits(&t.form)).collect();
            (profiles, roles, bits)
        };
        let ((qp, qr, qb), (ep, er, eb)) = (parts(q), parts(e));
        let (qv, ev): (Vec<_>, Vec<_>) =
            (qp.iter().map(TokenProfile::view).collect(), ep.iter().map(TokenProfile::view).collect());
        let outlines = |views: &[TokenView<'_>]| views.iter().map(|v| v.outline()).collect::<Vec<_>>();
        let ((qo, eo), own, other) = ((outlines(&qv), outlines(&ev)), |at: usize| qv[at], |at: usize| ev[at]);
        let query = NameView { kind: a.1, tokens: &own, outlines: &qo, roles: &qr, bits: &qb };
        let entity = NameView { kind: b.1, tokens: &other, outlines: &eo, roles: &er, bits: &eb };
        let pairs = |i: usize, j: usize| token_likeness(qv[i], ev[j]);
        let from = likeness_from(&query, &entity, &pairs, least);
        found.push((likeness(&query, &entity, &pairs), from));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_least_likeness_loses_nothing_that_reaches_it(
        a in name_of_words(), b in name_of_words(), kinds in (kind(), kind()), least in 0.1_f32..0.95,
    ) {
        for (whole, from) in both_ways((&a, kinds.0), (&b, kinds.1), least) {
            prop_assert_eq!(Some(whole.clone()).filter(|l| l.score >= least), from, "{:?}", whole);
        }
    }
}

fn shares_a_key(a: &str, b: &str) -> Result<(), TestCaseError> {
    let (x, y) = (TokenProfile::new(a), TokenProfile::new(b));
    if token_likeness(x.view(), y.view()).score >= TOKEN_FLOOR {
        prop_assert!(keys(&x).intersection(&keys(&y)).next().is_some(), "{a} {b}");
    }
    Ok(())
}

fn keys(profile: &TokenProfile) -> BTreeSet<u64> {
    let mut keys = Vec::new();
    profile.view().keys(&mut keys);
    keys.into_iter().collect()
}

#[test]
fn long_text_is_cut_and_said_to_be() {
    let name = analyse(&"Ivan ".repeat(5_000), SubjectKind::Person);
    assert!(name.oddities.cut);
    assert!(name.readings.iter().all(|r| r.tokens.len() <= MAX_TOKENS));
    let bracket = analyse(&"(".repeat(9_000), SubjectKind::Organization);
    assert!(bracket.readings.is_empty());
}

#[test]
fn oddities_of_the_text_are_noted() {
    let odd = |text| analyse(text, SubjectKind::Person).oddities;
    assert!(odd("Igоr Sechin").mixed_script, "a Cyrillic о");
    assert!(odd("Igor\u{200b} Sechin").invisible);
    assert!(odd("Ig0r Sechin").digits_for_letters);
    let plain = odd("Igor Sechin");
    assert!(!plain.mixed_script && !plain.invisible && !plain.digits_for_letters && !plain.cut);
}

#[test]
fn joined_names_share_a_name_key() {
    for (a, b) in [
        ("VladimirPutin", "Vladimir Putin"),
        ("PutinVladimir", "Vladimir Putin"),
        ("MEHRSHIPPING", "Mehr Shipping"),
    ] {
        let of = |text| {
            let mut keys = Vec::new();
            for reading in analyse(text, SubjectKind::Person).readings {
                name_keys(&reading, &mut keys);
            }
            keys
        };
        let (x, y) = (of(a), of(b));
        assert!(x.iter().any(|k| y.contains(k)), "{a} | {b}");
    }
}

/// The tokens of the spelling list, where the shared folder is beside the checkout.
fn list_tokens() -> Option<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/accuracy/spelling_list.csv");
    let text = std::fs::read_to_string(path).ok()?;
    let mut forms = BTreeSet::new();
    for line in text.lines().skip(1) {
        for reading in analyse(line, SubjectKind::Person).readings {
            forms.extend(reading.tokens.into_iter().map(|t| String::from(t.form)));
        }
    }
    Some(forms.into_iter().collect())
}

#[test]
fn tokens_of_a_real_list_that_are_alike_share_a_key() {
    let Some(tokens) = list_tokens() else {
        println!("skipped: the shared data is not beside the checkout");
        return;
    };
    let profiles: Vec<_> = tokens.iter().map(|t| TokenProfile::new(t)).collect();
    let mut by_key: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        for key in keys(profile) {
            by_key.entry(key).or_default().push(at);
        }
    }
    for at in (0..profiles.len()).step_by(97) {
        let sharing: BTreeSet<usize> =
            keys(&profiles[at]).iter().flat_map(|k| by_key[k].iter().copied()).collect();
        for (other, profile) in profiles.iter().enumerate() {
            if token_likeness(profiles[at].view(), profile.view()).score >= TOKEN_FLOOR {
                assert!(sharing.contains(&other), "{} {}", tokens[at], tokens[other]);
            }
        }
    }
}
