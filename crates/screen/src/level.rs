//! The levels of evidence: what a comparison of two facts can come to.

use std::fmt;

macro_rules! levels {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// What a comparison came to. A fact that is missing on either side is no evidence and has no level.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Level {
            $($(#[$doc])* $variant,)*
        }

        impl Level {
            /// Every level, in the order of the weights table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in the weights table, in policies and in answers.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

levels! {
    /// Both give the same day of birth (or of founding, of building).
    BirthSameDay = "birth.same-day",
    /// Both are consistent, the coarser one to the month.
    BirthSameMonth = "birth.same-month",
    /// Day and month are swapped, the year is the same.
    BirthSwapped = "birth.day-month-swapped",
    /// Same day and month, the year one off.
    BirthYearOff = "birth.year-one-off",
    /// One digit differs.
    BirthDigitOff = "birth.one-digit-off",
    /// Both are consistent, the coarser one to the year or a span of years.
    BirthSameYear = "birth.same-year",
    /// A year apart, or within two years of an approximate date.
    BirthNear = "birth.near",
    /// Same year, another day.
    BirthOtherDay = "birth.other-day-same-year",
    /// Two to four years apart.
    BirthYearsApart = "birth.years-apart",
    /// Five to fourteen years apart.
    BirthFarApart = "birth.far-apart",
    /// Fifteen years apart or more.
    BirthDecadesApart = "birth.decades-apart",
    /// The dates of death (or of dissolution) are consistent.
    DeathSame = "death.same",
    /// They are not.
    DeathDiffers = "death.differs",
    /// Same gender.
    GenderSame = "gender.same",
    /// Different gender.
    GenderDiffers = "gender.differs",
    /// A nationality, jurisdiction or flag in common.
    CountrySame = "country.same",
    /// A country in common that is not the same thing to both: one's residence, the other's nationality.
    CountryRelated = "country.related",
    /// Both name a nationality, jurisdiction or flag, and none in common.
    CountryDiffers = "country.differs",
    /// Two persons of whom one's residence and the other's nationality or residence are known, with no country in common:
    /// people live abroad, but not most.
    CountryAbroad = "country.abroad",
    /// Two organisations of which each is tied to countries, and no country in common: branches of one name, mostly.
    CountryElsewhere = "country.elsewhere",
    /// A place of birth in common.
    PlaceSame = "place.same",
    /// Both name a place of birth, with nothing in common.
    PlaceDiffers = "place.differs",
    /// An address in common, down to the street.
    AddressSame = "address.same",
    /// The town of an address in common.
    AddressTown = "address.town",
    /// An equal number of a kind that names one bearer in the world: LEI, IMO, INN, OGRN, wallet, ISIN.
    IdentifierSame = "identifier.same",
    /// An equal passport, identity or registration number, issuers compatible.
    DocumentSame = "document.same",
    /// One character off, and the check digits of one of the two fail.
    IdentifierNear = "identifier.near",
    /// An equal short or unspecific number, or one of different registers.
    NumberCoincides = "number.coincides",
    /// Both have a number of a kind of which a bearer has only one, and they differ.
    IdentifierDiffers = "identifier.differs",
    /// Both have a document of one kind and issuer, and the numbers differ.
    DocumentDiffers = "document.differs",
    /// A word of office or position in common.
    PositionShared = "position.shared",
    /// The name that matched is one that the publisher marks as weak.
    WeakAlias = "name.weak-alias",
    /// The name that matched was given up (former, maiden).
    FormerName = "name.former",
    /// The subject's name mixes scripts within a word, hides characters or writes digits for letters.
    NameDisguised = "name.disguised",
    /// Names of ships, aircraft or other things whose numbers differ: another of the same name.
    NumberDiffers = "name.number-differs",
    /// Names of two organisations are the same, and of their longer names some are the same but for the place: Ansar
    /// al-Sharia of Derna, of Benghazi; or only one has the place, in a country that is none of the other's.
    PlacesDiffer = "name.places-differ",
    /// What both are called is one's name and the beginning of a name of the other, who has the rest of it for a name of its
    /// own: a parent and a part of it.
    OfParent = "name.of-parent",
    /// A person, beside an entry whose list does not say what it is and whose names are those of an organisation.
    KindDiffers = "kind.differs",
    /// Found by a search, in the letters of the subject: one word is like the listed one but for its spelling.
    FoundRespelled = "found.respelled",
    /// The same, and two words or more are.
    FoundRespelledTwice = "found.respelled-twice",
    /// Found by a search, in the letters of the subject: a word has no like on the other side.
    FoundLeftOver = "found.left-over",
    /// Found by a search, in the letters of the subject: a name of which the other side has only the initial.
    FoundInitial = "found.initial",
    /// Found by a search, in the letters of the subject: no more than one word of a person's name agrees.
    FoundOneWord = "found.one-word",
    /// Found by a search, in other letters than the subject's: two words or more are like the listed ones but for their
    /// spelling, beyond what the two scripts leave open.
    AcrossRespelledTwice = "found-across.respelled-twice",
    /// Found by a search, in other letters than the subject's: a word has no like on the other side.
    AcrossLeftOver = "found-across.left-over",
    /// Found by a search, in other letters than the subject's: a name of which the other side has only the initial.
    AcrossInitial = "found-across.initial",
    /// Found by a search, in other letters than the subject's: no more than one word of a person's name agrees.
    AcrossOneWord = "found-across.one-word",
    /// The entry says nothing that agrees but a name, other lists hold the same name and say more of its bearer, and all
    /// that say more contradict.
    NamesakeContradicts = "namesake.contradicts",
    /// The two were put beside each other by whoever asks, not found among thousands: there is a reason to ask.
    AskedAbout = "prior.asked-about",
}

impl Level {
    /// How many levels there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The level of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| level.name() == name)
    }

    /// Rows in which each level may weigh no more than the one before it, so that better agreement never counts less.
    pub const ORDERS: &[&[Self]] = &[
        &[
            Self::BirthSameDay,
            Self::BirthSameMonth,
            Self::BirthSameYear,
            Self::BirthNear,
            Self::BirthYearsApart,
        ],
        &[Self::BirthSameDay, Self::BirthSwapped, Self::BirthNear],
        &[Self::BirthSameDay, Self::BirthYearOff, Self::BirthNear],
        &[Self::BirthSameDay, Self::BirthDigitOff, Self::BirthOtherDay, Self::BirthYearsApart],
        &[Self::BirthSameYear, Self::BirthOtherDay],
        &[Self::BirthYearsApart, Self::BirthFarApart, Self::BirthDecadesApart],
        &[Self::DeathSame, Self::DeathDiffers],
        &[Self::GenderSame, Self::GenderDiffers],
        &[Self::CountrySame, Self::CountryRelated, Self::CountryElsewhere],
        &[Self::CountryRelated, Self::CountryAbroad, Self::CountryDiffers],
        &[Self::PlaceSame, Self::PlaceDiffers],
        &[Self::AddressSame, Self::AddressTown],
        &[
            Self::IdentifierSame,
            Self::DocumentSame,
            Self::IdentifierNear,
            Self::NumberCoincides,
            Self::DocumentDiffers,
        ],
        &[Self::DocumentDiffers, Self::IdentifierDiffers],
        &[Self::FoundRespelled, Self::FoundRespelledTwice],
    ];

    /// What it is a level of: the part of its name before the dot.
    pub fn family(self) -> &'static str {
        self.name().split_once('.').map_or(self.name(), |(family, _)| family)
    }

    /// Whether it says something of the two parties themselves, and not of their names or of how they came together.
    pub fn is_fact(self) -> bool {
        !matches!(self.family(), "name" | "kind" | "found" | "found-across" | "namesake" | "prior")
    }

    /// Whether it is a fact that agrees. That both are men, or women, is true of half of all pairs.
    pub fn agrees(self) -> bool {
        self.is_fact() && self.direction() == Some(true) && self != Self::GenderSame
    }

    /// Whether it is a fact that two records of one party hardly ever come to.
    pub fn contradicts(self) -> bool {
        matches!(
            self,
            Self::BirthYearsApart
                | Self::BirthFarApart
                | Self::BirthDecadesApart
                | Self::DeathDiffers
                | Self::GenderDiffers
                | Self::CountryDiffers
                | Self::IdentifierDiffers
                | Self::DocumentDiffers
        )
    }

    /// Whether the level can only speak for a match (`Some(true)`), only against one (`Some(false)`), or either.
    pub fn direction(self) -> Option<bool> {
        match self {
            Self::BirthSameDay
            | Self::BirthSameMonth
            | Self::BirthSwapped
            | Self::BirthYearOff
            | Self::BirthSameYear
            | Self::DeathSame
            | Self::GenderSame
            | Self::CountrySame
            | Self::CountryRelated
            | Self::PlaceSame
            | Self::AddressSame
            | Self::AddressTown
            | Self::IdentifierSame
            | Self::DocumentSame
            | Self::IdentifierNear
            | Self::NumberCoincides
            | Self::PositionShared
            | Self::AskedAbout => Some(true),
            Self::BirthYearsApart
            | Self::BirthFarApart
            | Self::BirthDecadesApart
            | Self::DeathDiffers
            | Self::GenderDiffers
            | Self::CountryDiffers
            | Self::CountryElsewhere
            | Self::PlaceDiffers
            | Self::IdentifierDiffers
            | Self::DocumentDiffers
            | Self::WeakAlias
            | Self::FormerName
            | Self::CountryAbroad
            | Self::NumberDiffers
            | Self::PlacesDiffer
            | Self::OfParent
            | Self::KindDiffers
            | Self::FoundRespelled
            | Self::FoundRespelledTwice
            | Self::FoundLeftOver
            | Self::FoundInitial
            | Self::FoundOneWord
            | Self::AcrossRespelledTwice
            | Self::AcrossLeftOver
            | Self::AcrossInitial
            | Self::AcrossOneWord
            | Self::NamesakeContradicts => Some(false),
            Self::BirthDigitOff | Self::BirthNear | Self::BirthOtherDay | Self::NameDisguised => None,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
