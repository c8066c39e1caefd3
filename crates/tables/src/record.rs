//! A row under its columns, understood: an entity with the source of every value. The one meaning of a column, for
//! customers and for lists.

use serde_json::Value;
use tamis_model::{
    Address, Checksum, Country, CountryLink, CountryTie, Entity, EntityId, Field, Gender, IdentifierKind,
    ListId, Listing, Measure, Name, NameKind, PartKind, PartialDate, Particular, Problem, Schema, Severity,
    Source, Sourced, Strength,
};

use crate::columns::{Column, fold};
use crate::layout::{Layout, Place};
use crate::row::{Body, Row};
use crate::values::{self, Order};

/// Births later than this year are taken for errors: the clock is not read here, and nobody screened today was born
/// then.
const LAST_BIRTH_YEAR: i16 = 2030;

/// A row, understood.
#[derive(Debug, Clone)]
pub struct Record {
    /// The row's own id, where it has one.
    pub id: Option<String>,
    /// What it says; its id is the row's own or, without one, the row's number.
    pub entity: Entity,
    /// What could not be understood, beginning with the row's own problems.
    pub problems: Vec<Problem>,
}

impl Layout {
    /// Understands a row. `file` is the file's number in its snapshot; with a list, the columns about listings make a
    /// listing on it, without one they are further facts.
    ///
    /// Without a column that says what a row is, it is a person where it has a birth date, a gender or a given name; a
    /// vessel where it has an IMO number and a flag, MMSI or call sign; else a legal entity, which may be anything.
    pub fn read(&mut self, row: Row, file: u16, list: Option<&ListId>) -> Record {
        let mut reading = Reading::new(&row, file, list);
        match &row.body {
            Body::Cells(cells) => {
                for (place, cell) in self.places.iter().zip(cells.iter()) {
                    if let Some(place) = place {
                        reading.cell(place, cell);
                    }
                }
            }
            Body::Object(object) => {
                for (key, value) in object {
                    self.value(&mut reading, key, value, 0);
                }
            }
        }
        let mut record = reading.finish();
        if !row.problems.is_empty() {
            let found = std::mem::replace(&mut record.problems, row.problems);
            record.problems.extend(found);
        }
        record
    }

    /// A JSON value under its key: text, a number, several of them, or an object with keys of its own.
    fn value(&mut self, reading: &mut Reading<'_>, key: &str, value: &Value, depth: u8) {
        if !self.keys.contains_key(key) {
            let column = Column::from_usual_name(key);
            let place = column.map(|column| Place { column, field: key.into(), order: Order::Open });
            if place.is_none() && depth == 0 {
                let message = "a key that is not read";
                reading.problems.push(
                    Problem::new(Severity::Note, reading.line, key, message)
                        .hint("say what it holds with --map"),
                );
            }
            self.keys.insert(key.to_owned(), place);
        }
        let place = self.keys.get(key).cloned().flatten();
        match (value, place) {
            (Value::Object(inner), place) if depth < 4 => {
                // {"name": {"first": …, "last": …}}
                let of_name = place.is_some_and(|p| p.column == Column::Name);
                for (key, value) in inner {
                    let longer = format!("{key} name");
                    let key =
                        if of_name && Column::from_usual_name(&longer).is_some() { &longer } else { key };
                    self.value(reading, key, value, depth + 1);
                }
            }
            (Value::Array(values), Some(place)) => {
                for value in values {
                    match value {
                        Value::Object(_) if depth < 4 => self.value(reading, key, value, depth + 1),
                        _ => {
                            if let Some(text) = scalar(value) {
                                reading.put(&place, &text);
                            }
                        }
                    }
                }
            }
            (value, Some(place)) => {
                if let Some(text) = scalar(value) {
                    reading.cell(&place, &text);
                }
            }
            _ => {}
        }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A row on its way to an entity.
struct Reading<'l> {
    entity: Entity,
    problems: Vec<Problem>,
    number: u32,
    line: u32,
    file: u16,
    list: Option<&'l ListId>,
    listing: Option<Listing>,
    id: Option<String>,
    schema: Option<Schema>,
    parts: Vec<(PartKind, String, Source)>,
    fathers: Vec<(String, Source)>,
    address: Option<(Address, Source)>,
    annex: Option<String>,
    amended: Option<String>,
    /// A birth date was read, not merely the date when a company was made.
    born: bool,
}

impl<'l> Reading<'l> {
    fn new(row: &Row, file: u16, list: Option<&'l ListId>) -> Self {
        Self {
            entity: Entity::new(EntityId::whole(""), Schema::LegalEntity),
            problems: Vec::new(),
            number: row.number,
            line: row.line,
            file,
            list,
            listing: None,
            id: None,
            schema: None,
            parts: Vec::new(),
            fathers: Vec::new(),
            address: None,
            annex: None,
            amended: None,
            born: false,
        }
    }

    fn cell(&mut self, place: &Place, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        if !place.column.splits() || !values::may_be_several(cell) {
            return self.put(place, cell);
        }
        for value in values::split(cell) {
            self.put(place, &value);
        }
    }

    /// One value of a column.
    fn put(&mut self, place: &Place, text: &str) {
        use Column as C;
        let text = text.trim();
        let names = matches!(place.column, C::Name | C::FirstName | C::MiddleName | C::LastName | C::Alias);
        if values::is_placeholder(text) && !(names && text.chars().any(char::is_alphabetic)) {
            return;
        }
        let source = Source::new(self.file, self.line, &place.field);
        match place.column {
            C::Id => self.id = Some(text.to_owned()),
            C::Schema => self.put_schema(place, text, source),
            C::Name => self.put_name(text, NameKind::Primary, Strength::Strong, source),
            C::Alias | C::NameNonLatin => self.put_name(text, NameKind::Alias, Strength::Strong, source),
            C::WeakAlias => self.put_name(text, NameKind::Alias, Strength::Weak, source),
            C::PreviousName => self.put_name(text, NameKind::Former, Strength::Strong, source),
            C::MaidenName => self.put_name(text, NameKind::Maiden, Strength::Strong, source),
            C::FirstName => self.parts.push((PartKind::Given, text.to_owned(), source)),
            C::SecondName | C::MiddleName => self.parts.push((PartKind::Middle, text.to_owned(), source)),
            C::Patronymic => self.parts.push((PartKind::Patronymic, text.to_owned(), source)),
            C::LastName => self.parts.push((PartKind::Family, text.to_owned(), source)),
            C::NameSuffix => self.parts.push((PartKind::Suffix, text.to_owned(), source)),
            C::FatherName => self.fathers.push((text.to_owned(), source)),
            C::BirthDate | C::IncorporationDate | C::BuildDate | C::DeathDate => {
                self.put_date(place, text, &source);
            }
            C::BirthPlace => self.entity.birth_places.push(Sourced::new(text.to_owned(), source)),
            C::BirthCountry => self.put_country(place, text, CountryTie::Birth, &source),
            C::Country => self.put_country(place, text, CountryTie::Other, &source),
            C::Nationality | C::Citizenship => {
                self.put_country(place, text, CountryTie::Nationality, &source);
            }
            C::Residence => self.put_country(place, text, CountryTie::Residence, &source),
            C::Jurisdiction => self.put_country(place, text, CountryTie::Jurisdiction, &source),
            C::Flag => self.put_country(place, text, CountryTie::Flag, &source),
            C::PastFlag => self.put_country(place, text, CountryTie::FormerFlag, &source),
            C::Gender => self.put_gender(place, text, source),
            C::Address => self.put_address(text, source),
            C::Street | C::Street2 | C::City | C::Region | C::PostalCode => {
                self.put_address_part(place.column, text, source);
            }
            column if column.is_of_listing() || column == C::ModifiedAt => {
                self.put_listing(place, text, source);
            }
            column => match identifier_kind(column) {
                Some(kind) => self.put_identifier(kind, text, &source),
                None => self.put_particular(column.property(), text, source),
            },
        }
    }

    fn warn(&mut self, field: &Field, message: String) {
        self.problems.push(Problem::new(Severity::Warning, self.line, field, message));
    }

    fn put_schema(&mut self, place: &Place, text: &str, source: Source) {
        self.schema = schema_of(text);
        if self.schema.is_none() {
            self.warn(&place.field, format!("{text:?} is no kind of party that is known; taken for any"));
            self.put_particular("schema", text, source);
        }
    }

    fn put_name(&mut self, text: &str, kind: NameKind, strength: Strength, source: Source) {
        self.entity.names.push(Sourced::new(Name::new(text).of_kind(kind).of_strength(strength), source));
    }

    fn put_date(&mut self, place: &Place, text: &str, source: &Source) {
        let found = values::dates(text, place.order);
        if let Some(error) = found.error {
            self.warn(&place.field, error.to_string());
            self.put_particular(place.column.property(), text, source.clone());
        }
        for date in found.read {
            if date.first().year() > LAST_BIRTH_YEAR && place.column != Column::DeathDate {
                self.warn(&place.field, format!("{text:?} lies in the future; it is not used"));
                self.put_particular(place.column.property(), text, source.clone());
                continue;
            }
            let dated = Sourced::new(date, source.clone().with_raw(text));
            let dates = if place.column == Column::DeathDate {
                &mut self.entity.deaths
            } else {
                &mut self.entity.births
            };
            if !dates.contains(&dated) {
                dates.push(dated);
            }
            self.born |= place.column == Column::BirthDate;
        }
    }

    fn put_country(&mut self, place: &Place, text: &str, tie: CountryTie, source: &Source) {
        let mut link = |country, text: &str| {
            let link = CountryLink { country, text: text.to_owned(), tie };
            self.entity.countries.push(Sourced::new(link, source.clone().with_raw(text)));
        };
        if let Some(country) = Country::parse(text) {
            return link(Some(country), text);
        }
        let pieces: Vec<&str> = values::enumerated(text)
            .into_iter()
            .flat_map(|piece| piece.split([',', ';', '/', '|']))
            .flat_map(|piece| piece.split(" and "))
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .collect();
        let countries: Option<Vec<Country>> = pieces.iter().map(|p| Country::parse(p)).collect();
        if let Some(countries) = countries.filter(|c| !c.is_empty()) {
            for (at, (country, piece)) in countries.iter().zip(pieces).enumerate() {
                if !countries[..at].contains(country) {
                    link(Some(*country), piece);
                }
            }
            return;
        }
        // "Indonesian. National Identification No.: …"
        if let Some(country) = text.split_once(['.', ',']).and_then(|(first, _)| Country::parse(first)) {
            return link(Some(country), text);
        }
        link(None, text);
        self.warn(&place.field, format!("{text:?} is no country that is known"));
    }

    fn put_gender(&mut self, place: &Place, text: &str, source: Source) {
        if let Some(gender) = gender_of(text) {
            return self.entity.genders.push(Sourced::new(gender, source.with_raw(text)));
        }
        if !matches!(fold(text).as_str(), "unknown" | "u" | "na" | "unbekannt") {
            self.warn(&place.field, format!("{text:?} is no gender that is known"));
        }
        self.put_particular("gender", text, source);
    }

    fn put_address(&mut self, text: &str, source: Source) {
        let address = Address { full: text.to_owned(), ..Address::default() };
        self.entity.addresses.push(Sourced::new(address, source));
    }

    fn put_address_part(&mut self, column: Column, text: &str, source: Source) {
        let (address, _) = self.address.get_or_insert_with(|| (Address::default(), source));
        let part = match column {
            Column::City => &mut address.city,
            Column::Region => &mut address.region,
            Column::PostalCode => &mut address.postal_code,
            _ => &mut address.street,
        };
        if !part.is_empty() {
            part.push_str(", ");
        }
        part.push_str(text);
    }

    fn put_identifier(&mut self, kind: IdentifierKind, text: &str, source: &Source) {
        for identifier in values::identifiers(kind, text) {
            if identifier.checksum == Checksum::Invalid {
                let message = format!("{text:?}: the check digits do not fit");
                self.problems.push(
                    Problem::new(Severity::Warning, self.line, &source.field, message)
                        .hint("look for a typing error"),
                );
            }
            let source =
                if identifier.number == text { source.clone() } else { source.clone().with_raw(text) };
            self.entity.identifiers.push(Sourced::new(identifier, source));
        }
    }

    fn put_particular(&mut self, property: &str, text: &str, source: Source) {
        let particular = Particular { property: property.into(), text: text.to_owned() };
        self.entity.particulars.push(Sourced::new(particular, source));
    }

    fn put_listing(&mut self, place: &Place, text: &str, source: Source) {
        let Some(list) = self.list else { return self.put_particular(place.column.property(), text, source) };
        let read = values::dates(text, place.order).read;
        let listing = self.listing.get_or_insert_with(|| Listing::new(list.clone(), source.clone()));
        // Of dates that can be read in two ways, the one by which the listing lasts longer: too much is found, never
        // too little.
        let on: Option<PartialDate> = match place.column {
            Column::StartDate | Column::ModifiedAt => read.into_iter().min_by_key(PartialDate::first),
            Column::EndDate | Column::Delisted => read.into_iter().max_by_key(PartialDate::last),
            _ => None,
        };
        match place.column {
            Column::Program | Column::Authority => listing.programmes.push(text.to_owned()),
            Column::Measure => listing.measures.push(Measure::parse(text)),
            Column::LegalAct => listing.legal_acts.push(text.to_owned()),
            Column::AmendedAct => self.amended = Some(text.to_owned()),
            Column::Annex => self.annex = Some(text.to_owned()),
            Column::ListReference => listing.reference = Some(text.to_owned()),
            Column::Reason => listing.reasons.push(text.to_owned()),
            Column::StartDate if on.is_some() => listing.listed = on,
            Column::EndDate if on.is_some() => listing.expires = on,
            Column::Delisted if on.is_some() => listing.delisted = on,
            Column::ModifiedAt if on.is_some() => listing.amended = on,
            column => {
                self.warn(&place.field, format!("{text:?} is not a date"));
                self.put_particular(column.property(), text, source);
            }
        }
    }

    fn finish(mut self) -> Record {
        self.finish_names();
        self.finish_address();
        self.finish_listing();
        let schema = self.schema.take();
        self.entity.schema = schema.unwrap_or_else(|| self.likely_schema());
        self.entity.id = match &self.id {
            Some(id) => EntityId::whole(id),
            None => EntityId::whole(&self.number.to_string()),
        };
        Record { id: self.id, entity: self.entity, problems: self.problems }
    }

    /// Parts belong to the whole name where there is one; without one they make it, in the order in which names are
    /// normally written.
    fn finish_names(&mut self) {
        if !self.parts.is_empty() {
            let has_whole = self.entity.names.iter().any(|n| n.value.kind == NameKind::Primary);
            if !has_whole {
                let written = [
                    PartKind::Given,
                    PartKind::Middle,
                    PartKind::Patronymic,
                    PartKind::Family,
                    PartKind::Suffix,
                ];
                let of = |kind| self.parts.iter().filter(move |p| p.0 == kind).map(|p| p.1.as_str());
                let full: Vec<&str> = written.into_iter().flat_map(of).collect();
                let name = Name::new(full.join(" "));
                self.entity.names.insert(0, Sourced::new(name, self.parts[0].2.clone()));
            }
            let first = self.entity.names.iter_mut().find(|n| n.value.kind == NameKind::Primary);
            if let Some(first) = first {
                let mut name = std::mem::take(&mut first.value);
                for (kind, text, _) in self.parts.drain(..) {
                    name = name.with_part(kind, &text);
                }
                first.value = name;
            }
        }
        for (father, source) in std::mem::take(&mut self.fathers) {
            // A father's name that stands in the name is its patronymic; otherwise it is a fact of its own.
            let first = self.entity.names.first_mut();
            let within = first.filter(|n| {
                n.value.full.to_lowercase().split_whitespace().any(|w| w == father.to_lowercase())
            });
            match within {
                Some(name) => {
                    name.value = std::mem::take(&mut name.value).with_part(PartKind::Patronymic, &father);
                }
                None => self.put_particular("fatherName", &father, source),
            }
        }
    }

    fn finish_address(&mut self) {
        let Some((mut parts, source)) = self.address.take() else { return };
        let town = [parts.postal_code.as_str(), parts.city.as_str()].join(" ");
        let pieces = [parts.street.as_str(), town.trim(), parts.region.as_str()];
        let full: Vec<&str> = pieces.into_iter().filter(|p| !p.is_empty()).collect();
        parts.full = full.join(", ");
        if let [only] = self.entity.addresses.as_mut_slice() {
            parts.full.clone_from(&only.value.full);
            only.value = parts;
        } else {
            self.entity.addresses.push(Sourced::new(parts, source));
        }
    }

    fn finish_listing(&mut self) {
        let Some(mut listing) = self.listing.take() else { return };
        let annex = self.annex.take().map(|annex| format!(" annex {annex}")).unwrap_or_default();
        match self.amended.take() {
            Some(act) => listing.legal_acts.push(format!("{act}{annex}")),
            None => match listing.legal_acts.last_mut() {
                Some(act) => act.push_str(&annex),
                None if annex.is_empty() => {}
                None => listing.legal_acts.push(annex.trim().to_owned()),
            },
        }
        self.entity.listings.push(listing);
    }

    fn likely_schema(&self) -> Schema {
        let entity = &self.entity;
        let given = entity.names.iter().any(|n| n.value.part(PartKind::Given).is_some());
        let has = |kind: IdentifierKind| entity.identifiers.iter().any(|i| i.value.kind == kind);
        let flag = entity.countries.iter().any(|c| c.value.tie == CountryTie::Flag);
        let at_sea = flag || has(IdentifierKind::Mmsi) || has(IdentifierKind::CallSign);
        if given || !entity.genders.is_empty() || self.born {
            Schema::Person
        } else if has(IdentifierKind::Imo) && at_sea {
            Schema::Vessel
        } else {
            Schema::LegalEntity
        }
    }
}

/// Words for kinds of parties beyond those that [`Schema::parse`] knows.
fn schema_of(text: &str) -> Option<Schema> {
    Schema::parse(text).or_else(|| {
        Some(match fold(text).as_str() {
            "natural"
            | "naturalperson"
            | "naturlicheperson"
            | "privatperson"
            | "privat"
            | "particulier"
            | "persona"
            | "personafisica"
            | "personnephysique"
            | "физлицо"
            | "физическоелицо"
            | "физическаялицо"
            | "фл"
            | "retail"
            | "b2c"
            | "private"
            | "persons"
            | "individuals"
            | "pers"
            | "osobafizyczna"
            | "фізичнаособа" => Schema::Person,
            "firma" | "juristischeperson" | "unternehmen" | "gesellschaft" | "entreprise" | "societe"
            | "empresa" | "compania" | "companies" | "b2b" | "ltd" | "llc" => Schema::Company,
            "legal"
            | "corporates"
            | "personnemorale"
            | "personajuridica"
            | "юрлицо"
            | "юридическоелицо"
            | "юл"
            | "entities"
            | "юридичнаособа"
            | "institution"
            | "unknown" => Schema::LegalEntity,
            "organisations" | "organizations" | "organisationunternehmen" | "ngo" | "verein" => {
                Schema::Organization
            }
            "vessels" | "ships" | "schiff" | "navire" | "buque" | "судно" => Schema::Vessel,
            "flugzeug" | "avion" | "самолет" => Schema::Airplane,
            _ => return None,
        })
    })
}

fn gender_of(text: &str) -> Option<Gender> {
    Gender::parse(text).or_else(|| {
        Some(match fold(text).as_str() {
            "herr" | "h" | "hombre" | "masculino" | "masculin" | "maschio" | "муж" | "чоловіча" | "ч"
            | "мужчынскі" | "男" | "boy" => Gender::Male,
            "frau" | "mrs" | "ms" | "miss" | "mujer" | "femenino" | "feminin" | "femmina" | "жен"
            | "жіноча" | "жаночы" | "k" | "女" | "mme" => Gender::Female,
            _ => return None,
        })
    })
}

/// The identifiers' columns.
fn identifier_kind(column: Column) -> Option<IdentifierKind> {
    use Column as C;
    use IdentifierKind as K;
    Some(match column {
        C::Passport => K::Passport,
        C::IdNumber => K::NationalId,
        C::Identifier => K::Other,
        C::SocialSecurity => K::SocialSecurity,
        C::TaxNumber => K::Tax,
        C::RegistrationNumber => K::Registration,
        C::Inn => K::Inn,
        C::Ogrn => K::Ogrn,
        C::Kpp => K::Kpp,
        C::Okpo => K::Okpo,
        C::Unp => K::Unp,
        C::Lei => K::Lei,
        C::Uscc => K::Uscc,
        C::Duns => K::Duns,
        C::Imo => K::Imo,
        C::Mmsi => K::Mmsi,
        C::CallSign => K::CallSign,
        C::TailNumber => K::TailNumber,
        C::SerialNumber => K::SerialNumber,
        C::Bic => K::Bic,
        C::Iban => K::Iban,
        C::Isin => K::Isin,
        C::Wallet => K::Wallet,
        C::Email => K::Email,
        C::Phone => K::Phone,
        C::Website => K::Website,
        _ => return None,
    })
}
