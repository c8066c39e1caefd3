//! Names that tell the house and not the part of it: two branches share the name of their house and differ by the place;
//! a part that has a name of its own bears its parent's before it.

use smallvec::SmallVec;
use tamis_model::Country;
use tamis_names::{AnalysedName, Likeness, Reason, Role};

use crate::facts::Facts;
use crate::found::{run, tells};

/// What two names of organisations, which are alike, are to their bearers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bearing {
    /// Their own, as far as that can be told.
    Own,
    /// The same but for the place; or one has a place, in a country that is none of the other's.
    OtherPlace,
    /// The one is what the other has before a name of its own: Tehrik-e Taliban Pakistan, and Tehrik-e Taliban Pakistan
    /// Jamaat-ul-Ahrar, who is Jamaat-ul-Ahrar.
    OfParent,
}

impl Bearing {
    /// How many there are.
    pub(crate) const COUNT: usize = 3;
}

/// What the names of two parties say of places.
#[derive(Default)]
pub(crate) struct Places {
    /// Some two names agree.
    agreed: bool,
    /// Places in names that agree.
    shared: Words,
    /// Places by which names differ that agree in all else.
    other: Words,
}

impl Places {
    /// Whether names agree, others differ by the place alone, and no such place is in names that agree: those of branches.
    pub(crate) fn differ(&self) -> bool {
        self.agreed && !self.other.is_empty() && !self.other.iter().any(|place| self.shared.contains(place))
    }
}

/// A party's names, as far as they tell what a name of it is to it.
pub(crate) struct House {
    /// The words of each of its names, in order of the alphabet.
    names: Vec<Words>,
    /// The countries that it has to do with.
    countries: SmallVec<[Country; 4]>,
}

/// The words of a name, or of a part of it, legal forms and particles apart.
type Words = SmallVec<[Box<str>; 4]>;

/// A name in one of its readings.
pub(crate) type Read<'n> = (&'n AnalysedName, usize);

/// How alike words are that say the same.
const SAME: f32 = 0.9;

/// Letters of a name of one word, at least, that is no abbreviation of what stands before it.
const OWN_WORD: usize = 5;

impl House {
    /// Of these names and facts.
    pub(crate) fn new<'n>(names: impl Iterator<Item = &'n AnalysedName>, facts: &Facts<'_>) -> Self {
        let words = |name: &AnalysedName| {
            let mut words: Words = words_in((name, 0), 0..u8::MAX).collect();
            words.sort_unstable();
            words
        };
        let countries =
            facts.countries.iter().map(|(country, _)| *country).chain(facts.residences.iter().copied());
        Self { names: names.map(words).collect(), countries: countries.collect() }
    }

    /// Whether the words, of a name that has others before or after them, are a name of their own.
    fn is_called(&self, rest: &Words) -> bool {
        let word = |word: &str| tamis_names::shown(word).chars().count() >= OWN_WORD;
        (rest.len() > 1 || rest.iter().any(|only| word(only))) && self.names.contains(rest)
    }

    /// Whether it is known to have to do with countries, and this place lies in none of them.
    fn is_elsewhere(&self, place: &str) -> bool {
        let country = tamis_names::country_of_place(place).and_then(Country::from_code);
        !self.countries.is_empty() && country.is_some_and(|country| !self.countries.contains(&country))
    }
}

/// What these two names, of these two, are to them. Adds what they say of places.
pub(crate) fn bearing(
    likeness: &Likeness,
    (subject, own): (Read<'_>, &House),
    (entity, listed): (Read<'_>, &House),
    places: &mut Places,
) -> Bearing {
    let (s, e) = (roles_of(subject), roles_of(entity));
    // Words that only one has; places that both have, and places that stand against each other.
    let (mut more, mut more_listed, mut shared, mut other) = <(Words, Words, Words, Words)>::default();
    // Whether all that both have agrees, and whether what only one has are places that lie elsewhere.
    let (mut same, mut elsewhere) = (true, true);
    for pair in &likeness.alignments {
        let (x, y) = (run(&s, &pair.query), run(&e, &pair.entity));
        let all = |role| x.iter().chain(y).all(|held| *held == role);
        let words = || words_in(subject, pair.query.clone()).chain(words_in(entity, pair.entity.clone()));
        match pair.reason {
            Reason::Contradicting if all(Role::Place) => other.extend(words()),
            Reason::Contradicting => return Bearing::Own,
            Reason::Missing => {
                more.extend(words_in(subject, pair.query.clone()));
                more_listed.extend(words_in(entity, pair.entity.clone()));
                let stranger = if x.is_empty() { own } else { listed };
                elsewhere &= words().all(|place| all(Role::Place) && stranger.is_elsewhere(&place));
            }
            _ if pair.score < SAME => same = false,
            _ if all(Role::Place) => shared.extend(words()),
            _ => {}
        }
    }
    more.sort_unstable();
    more_listed.sort_unstable();
    let lone = more.len() + more_listed.len();
    if same && lone == 0 && other.is_empty() {
        places.agreed = true;
        places.shared.extend(shared);
        return Bearing::Own;
    }
    if same && elsewhere && (lone == 0 || other.is_empty()) {
        places.other.extend(other.into_iter().chain(more).chain(more_listed));
        return Bearing::OtherPlace;
    }
    let is_part =
        more_listed.is_empty() && own.is_called(&more) || more.is_empty() && listed.is_called(&more_listed);
    if is_part && other.is_empty() { Bearing::OfParent } else { Bearing::Own }
}

/// The roles of the tokens of a name.
pub(crate) fn roles_of((name, reading): Read<'_>) -> SmallVec<[Role; 8]> {
    name.readings.get(reading).map(|r| r.tokens.iter().map(|t| t.role).collect()).unwrap_or_default()
}

/// The words among these tokens of a name.
fn words_in(
    (name, reading): Read<'_>,
    range: std::ops::Range<u8>,
) -> impl Iterator<Item = Box<str>> + use<'_> {
    let tokens = name.readings.get(reading).map(|r| r.tokens.as_slice()).unwrap_or_default();
    let (start, end) = (usize::from(range.start), usize::from(range.end).min(tokens.len()));
    tokens.get(start..end).unwrap_or_default().iter().filter(|t| tells(t.role)).map(|t| t.form.clone())
}

#[cfg(test)]
mod tests {
    //! What two names are to their bearers, and whether these are branches: by the places in names, and by names of their own.

    use tamis_model::SubjectKind::Organization;
    use tamis_names::{analyse, compare};

    use super::*;

    fn house(names: &[&str], countries: &[&str]) -> House {
        let names: Vec<AnalysedName> = names.iter().map(|name| analyse(name, Organization)).collect();
        let mut house = House::new(names.iter(), &Facts::default());
        house.countries.extend(countries.iter().filter_map(|code| Country::from_code(code)));
        house
    }

    #[test]
    fn names_of_a_house() {
        let (name, derna) = ("Ansar al-Charia", "Ansar al-Charia Derna");
        for (own, listed, country, bearing, branches) in [
            (&[name][..], &[name][..], "ly", Bearing::Own, false),
            (&[derna], &[derna], "ly", Bearing::Own, false),
            (&[derna, name], &["Ansar al-Charia Benghazi", name], "ly", Bearing::OtherPlace, true),
            (&[derna], &["Ansar al-Charia Benghazi"], "ly", Bearing::OtherPlace, false),
            (
                &[derna, name, derna],
                &["Ansar al-Charia Benghazi", derna, name],
                "ly",
                Bearing::OtherPlace,
                false,
            ),
            (&[derna, name], &[name], "ly", Bearing::Own, false),
            (&[derna, name], &[name], "tn", Bearing::OtherPlace, true),
            (&["Katibat al-Charia Derna"], &["Ansar al-Charia Benghazi"], "ly", Bearing::Own, false),
            (&["Tahrir al-Bilad"], &["Tahrir al-Bilad Katibat Shuhada"], "ly", Bearing::Own, false),
            (
                &["Tahrir al-Bilad"],
                &["Tahrir al-Bilad Katibat Shuhada", "Katibat Shuhada"],
                "ly",
                Bearing::OfParent,
                false,
            ),
            (&["Tahrir al-Bilad"], &["Tahrir al-Bilad TB", "TB"], "ly", Bearing::Own, false),
        ] {
            let (x, y) = (house(own, &[]), house(listed, &[country]));
            let mut places = Places::default();
            let mut of = |s: &str, e: &str| {
                let (s, e) = (analyse(s, Organization), analyse(e, Organization));
                super::bearing(&compare(&s, &e), ((&s, 0), &x), ((&e, 0), &y), &mut places)
            };
            let found = of(own[0], listed[0]);
            for s in own {
                for e in listed {
                    of(s, e);
                }
            }
            assert_eq!((found, places.differ()), (bearing, branches), "{own:?} {listed:?} {country}");
        }
    }
}
