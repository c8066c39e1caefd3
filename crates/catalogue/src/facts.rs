//! The facts of an entity that are scored, read where they lie.
//!
//! A record says which groups it has, one bit each, and then has each of them behind its length, so that a reader steps
//! over what it does not want. Most entities have few.

use tamis_model::{
    Checksum, Country, CountryTie, Entity, Gender, IdentifierKind, Measure, NameKind, PartialDate, Precision,
    Schema, Strength,
};

/// What an entity's own record says, apart from its names' texts.
#[derive(Clone, Copy)]
pub struct EntityFacts<'a> {
    bytes: &'a [u8],
}

/// A document or registration, as far as it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentifierFact<'a> {
    /// What kind of number it is.
    pub kind: IdentifierKind,
    /// The number in its normal form.
    pub number: &'a str,
    /// Who issued it.
    pub issuer: Option<Country>,
    /// Whether its check digits hold.
    pub checksum: Checksum,
}

/// What a name is to the entity, and how far its publisher vouches for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameFact {
    /// What it is to its bearer.
    pub kind: NameKind,
    /// How far the publisher vouches for it.
    pub strength: Strength,
}

/// An address, folded as [`fold`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressFact<'a> {
    /// The country as understood.
    pub country: Option<Country>,
    /// The words of the whole address.
    pub words: &'a str,
}

/// A listing, as far as policies ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListingFact {
    /// The list, by its place among the catalogue's lists ([`crate::Catalogue::lists`]); `None` when the listing names
    /// a list that no input does.
    pub list: Option<u16>,
    /// What it does.
    pub measures: MeasureSet,
    /// Since when ([`tamis_model::Listing::since`]).
    pub since: Option<PartialDate>,
    /// When it ended.
    pub delisted: Option<PartialDate>,
    /// The last day for which it was made; `None` where it ended otherwise.
    pub expires: Option<PartialDate>,
}

/// A set of measures: one bit for each of [`Measure::NAMED`], one more for all others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MeasureSet(u16);

impl MeasureSet {
    /// The set of these measures.
    pub fn of(measures: &[Measure]) -> Self {
        Self(measures.iter().fold(0, |set, m| set | 1 << Self::bit(m)))
    }

    fn bit(measure: &Measure) -> usize {
        Measure::NAMED.iter().position(|m| m == measure).unwrap_or(Measure::NAMED.len())
    }

    /// Whether it holds this measure; for a measure in the publisher's own words, whether it holds any such.
    pub fn contains(self, measure: &Measure) -> bool {
        self.0 >> Self::bit(measure) & 1 == 1
    }

    /// Whether it holds none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Text as its words: Latin letters and digits in lower case, one blank between. Addresses and places are compared in
/// this form on both sides.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut apart = false;
    // An apostrophe stands inside a word, where it stands for nothing that is compared.
    for letter in any_ascii::any_ascii(text).bytes().filter(|b| *b != b'\'') {
        if letter.is_ascii_alphanumeric() {
            if apart && !folded.is_empty() {
                folded.push(' ');
            }
            folded.push(letter.to_ascii_lowercase() as char);
        }
        apart = !letter.is_ascii_alphanumeric();
    }
    folded
}

/// The groups of a record, in their order.
#[derive(Clone, Copy)]
enum Group {
    Id,
    Schema,
    Names,
    Births,
    Deaths,
    Genders,
    Countries,
    Identifiers,
    Places,
    Addresses,
    Listings,
    Positions,
}

const TIES: [CountryTie; 7] = [
    CountryTie::Nationality,
    CountryTie::Residence,
    CountryTie::Jurisdiction,
    CountryTie::Flag,
    CountryTie::FormerFlag,
    CountryTie::Birth,
    CountryTie::Other,
];
const GENDERS: [Gender; 3] = [Gender::Male, Gender::Female, Gender::Other];
const NAME_KINDS: [NameKind; 4] = [NameKind::Primary, NameKind::Alias, NameKind::Former, NameKind::Maiden];
const PRECISIONS: [Precision; 4] = [Precision::Day, Precision::Month, Precision::Year, Precision::Range];
const CHECKSUMS: [Checksum; 3] = [Checksum::Valid, Checksum::Invalid, Checksum::Unchecked];

fn place<T: PartialEq>(table: &[T], value: &T) -> u8 {
    table.iter().position(|v| v == value).unwrap_or(table.len() - 1) as u8
}

/// Groups that a record may have, one bit each.
type Present = u16;

/// What a listing says of its dates, one bit each: since when it stands, when it ended, the last day for which it was
/// made. Dates that are there follow in this order.
const SINCE: u8 = 1;
const DELISTED: u8 = 2;
const EXPIRES: u8 = 4;

/// A schema is one byte, its place among [`Schema::KNOWN`]; any other one is this byte and its name.
const OTHER_SCHEMA: u8 = u8::MAX;

/// Writes the record of an entity. `list` gives the place of a list among the catalogue's.
pub(crate) fn encode(entity: &Entity, list: impl Fn(&str) -> u16) -> Vec<u8> {
    let mut record = vec![0; size_of::<Present>()];
    let (mut present, mut next): (Present, Present) = (0, 1);
    let mut group = Vec::new();
    let mut close = |group: &mut Vec<u8>| {
        if !group.is_empty() {
            present |= next;
            put_length(&mut record, group.len());
            record.append(group);
        }
        next <<= 1;
    };
    group.extend_from_slice(entity.id.as_str().as_bytes());
    close(&mut group);
    if let Some(known) = Schema::KNOWN.iter().position(|known| *known == entity.schema) {
        group.push(known as u8);
    } else {
        group.push(OTHER_SCHEMA);
        group.extend_from_slice(entity.schema.as_str().as_bytes());
    }
    close(&mut group);
    group.extend(
        entity
            .names
            .iter()
            .map(|n| place(&NAME_KINDS, &n.value.kind) << 1 | u8::from(n.value.strength == Strength::Weak)),
    );
    close(&mut group);
    entity.births.iter().for_each(|d| put_date(&mut group, &d.value));
    close(&mut group);
    entity.deaths.iter().for_each(|d| put_date(&mut group, &d.value));
    close(&mut group);
    group.extend(entity.genders.iter().map(|g| place(&GENDERS, &g.value)));
    close(&mut group);
    for link in &entity.countries {
        put_country(&mut group, link.value.country);
        group.push(place(&TIES, &link.value.tie));
    }
    close(&mut group);
    for identifier in entity.identifiers.iter().map(|i| &i.value) {
        group.push(place(IdentifierKind::ALL, &identifier.kind));
        group.push(place(&CHECKSUMS, &identifier.checksum));
        put_country(&mut group, identifier.issuer);
        put_text(&mut group, &identifier.number);
    }
    close(&mut group);
    entity.birth_places.iter().for_each(|p| put_text(&mut group, &fold(&p.value)));
    close(&mut group);
    for address in entity.addresses.iter().map(|a| &a.value) {
        put_country(&mut group, address.country);
        put_text(&mut group, &fold(&address.full));
    }
    close(&mut group);
    if !entity.listings.is_empty() {
        put_length(&mut group, entity.listings.len());
    }
    for listing in &entity.listings {
        group.extend_from_slice(&list(listing.list.as_str()).to_le_bytes());
        group.extend_from_slice(&MeasureSet::of(&listing.measures).0.to_le_bytes());
        let end = if listing.delisted.is_some() { DELISTED } else { EXPIRES };
        let dates = [(listing.since(), SINCE), (listing.until(), end)];
        group.push(dates.iter().filter(|(date, _)| date.is_some()).fold(0, |has, (_, says)| has | says));
        dates.iter().filter_map(|(date, _)| *date).for_each(|date| put_date(&mut group, date));
    }
    close(&mut group);
    entity.particulars("position").for_each(|position| put_text(&mut group, &fold(position)));
    close(&mut group);
    record[..size_of::<Present>()].copy_from_slice(&present.to_le_bytes());
    record
}

fn put_length(out: &mut Vec<u8>, mut length: usize) {
    while length >= 0x80 {
        out.push(length as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_length(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn put_country(out: &mut Vec<u8>, country: Option<Country>) {
    let code = country.and_then(|c| c.code().as_bytes().try_into().ok()).unwrap_or([0_u8; 2]);
    out.extend_from_slice(&code);
}

/// A date: its precision, its first day as year, month and day, and of a range the last one too.
fn put_date(out: &mut Vec<u8>, date: &PartialDate) {
    out.push(place(&PRECISIONS, &date.precision()) << 1 | u8::from(date.is_circa()));
    let last = Some(date.last()).filter(|_| date.precision() == Precision::Range);
    for day in [date.first()].into_iter().chain(last) {
        out.extend_from_slice(&day.year().to_le_bytes());
        out.extend_from_slice(&[day.month() as u8, day.day() as u8]);
    }
}

/// Takes a number of [`put_length`]; nothing when it is not there.
fn take_length(bytes: &mut &[u8]) -> Option<usize> {
    let (mut length, mut shift) = (0_usize, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        length |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 28 {
            return Some(length);
        }
    }
}

/// Takes a length and as many bytes; nothing when they are not there.
fn take<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take_length(bytes)?;
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

fn take_text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    take(bytes).map(text)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

fn country(code: &[u8]) -> Option<Country> {
    Country::from_code(text(code))
}

/// Takes a date; nothing when it is not there, and one that is none takes all that follows with it.
fn take_date(bytes: &mut &[u8]) -> Option<PartialDate> {
    let (kind, rest) = bytes.split_first()?;
    *bytes = rest;
    let mut day = || {
        let (day, rest) = bytes.split_first_chunk::<4>()?;
        *bytes = rest;
        Some((i16::from_le_bytes([day[0], day[1]]), day[2] as i8, day[3] as i8))
    };
    let (year, month, first) = day()?;
    let date = match PRECISIONS.get(usize::from(kind >> 1))? {
        Precision::Day => PartialDate::day(year, month, first),
        Precision::Month => PartialDate::month(year, month),
        Precision::Year => PartialDate::year(year),
        Precision::Range => {
            let (last_year, last_month, last) = day()?;
            let (from, to) =
                (PartialDate::day(year, month, first), PartialDate::day(last_year, last_month, last));
            from.zip(to).and_then(|(from, to)| PartialDate::range(from, to))
        }
    }?;
    Some(if kind & 1 == 1 { date.circa() } else { date })
}

/// The dates of a group.
fn dates(mut group: &[u8]) -> impl Iterator<Item = PartialDate> {
    std::iter::from_fn(move || take_date(&mut group))
}

impl<'a> EntityFacts<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    fn group(self, group: Group) -> &'a [u8] {
        let Some((present, mut rest)) = self.bytes.split_first_chunk() else { return &[] };
        let (present, wanted) = (Present::from_le_bytes(*present), 1 << group as u32);
        if present & wanted == 0 {
            return &[];
        }
        for _ in 0..(present & (wanted - 1)).count_ones() {
            if take(&mut rest).is_none() {
                return &[];
            }
        }
        take(&mut rest).unwrap_or(&[])
    }

    /// The entity's id.
    pub fn id(self) -> &'a str {
        text(self.group(Group::Id))
    }

    /// Its schema.
    pub fn schema(self) -> Schema {
        match self.group(Group::Schema) {
            [OTHER_SCHEMA, name @ ..] => Schema::from_name(text(name)),
            [known] => Schema::KNOWN.get(usize::from(*known)).cloned().unwrap_or(Schema::from_name("")),
            _ => Schema::from_name(""),
        }
    }

    /// Its names, in their order.
    pub fn names(self) -> impl ExactSizeIterator<Item = NameFact> + 'a {
        self.group(Group::Names).iter().map(|flags| NameFact {
            kind: NAME_KINDS.get(usize::from(flags >> 1)).copied().unwrap_or_default(),
            strength: if flags & 1 == 1 { Strength::Weak } else { Strength::Strong },
        })
    }

    /// When it was born, founded or built.
    pub fn births(self) -> impl Iterator<Item = PartialDate> + 'a {
        dates(self.group(Group::Births))
    }

    /// When it died, was dissolved or broken up.
    pub fn deaths(self) -> impl Iterator<Item = PartialDate> + 'a {
        dates(self.group(Group::Deaths))
    }

    /// Its gender.
    pub fn genders(self) -> impl Iterator<Item = Gender> + 'a {
        self.group(Group::Genders).iter().filter_map(|g| GENDERS.get(usize::from(*g)).copied())
    }

    /// Its countries that were understood, and what each is to it.
    pub fn countries(self) -> impl Iterator<Item = (Country, CountryTie)> + 'a {
        self.group(Group::Countries)
            .chunks_exact(3)
            .filter_map(|c| Some((country(&c[..2])?, *TIES.get(usize::from(c[2]))?)))
    }

    /// Its documents and registrations.
    pub fn identifiers(self) -> impl Iterator<Item = IdentifierFact<'a>> {
        let mut rest = self.group(Group::Identifiers);
        std::iter::from_fn(move || {
            let (head, tail) = rest.split_at_checked(4)?;
            rest = tail;
            Some(IdentifierFact {
                kind: *IdentifierKind::ALL.get(usize::from(head[0]))?,
                checksum: *CHECKSUMS.get(usize::from(head[1]))?,
                issuer: country(&head[2..4]),
                number: take_text(&mut rest)?,
            })
        })
    }

    /// Where it was born, each place folded as [`fold`] does.
    pub fn birth_places(self) -> impl Iterator<Item = &'a str> {
        let mut rest = self.group(Group::Places);
        std::iter::from_fn(move || take_text(&mut rest))
    }

    /// The offices and positions that it holds or held, each folded as [`fold`] does.
    pub fn positions(self) -> impl Iterator<Item = &'a str> {
        let mut rest = self.group(Group::Positions);
        std::iter::from_fn(move || take_text(&mut rest))
    }

    /// Its addresses.
    pub fn addresses(self) -> impl Iterator<Item = AddressFact<'a>> {
        let mut rest = self.group(Group::Addresses);
        std::iter::from_fn(move || {
            let (code, tail) = rest.split_at_checked(2)?;
            rest = tail;
            Some(AddressFact { country: country(code), words: take_text(&mut rest)? })
        })
    }

    /// Its listings, in their order.
    pub fn listings(self) -> impl ExactSizeIterator<Item = ListingFact> + 'a {
        let mut rest = self.group(Group::Listings);
        // No listing has fewer bytes: a damaged record claims no more than it can have.
        let count = take_length(&mut rest).unwrap_or(0).min(rest.len() / 5);
        (0..count).map(move |_| {
            let (head, tail) = rest.split_first_chunk::<5>().unwrap_or((&[u8::MAX, u8::MAX, 0, 0, 0], &[]));
            rest = tail;
            let list = u16::from_le_bytes([head[0], head[1]]);
            let mut said = |says: u8| if head[4] & says == 0 { None } else { take_date(&mut rest) };
            ListingFact {
                list: (list != u16::MAX).then_some(list),
                measures: MeasureSet(u16::from_le_bytes([head[2], head[3]])),
                since: said(SINCE),
                delisted: said(DELISTED),
                expires: said(EXPIRES),
            }
        })
    }
}
