//! One designation, gathered from the rows that share its id: a row a name, an address, a date of birth, in every
//! combination, so that most values come many times and are kept once.

use tamis_model::{
    Address, Country, CountryTie, DateOrder, Identifier, IdentifierKind, ListId, Listing, Measure, Name,
    NameKind, PartKind, PartialDate, Relation, Schema, Strength,
};

#[allow(clippy::enum_glob_use, reason = "columns read like the headings of the file")]
use super::column::Column::{self, *};
use super::{document, measures, numbered};
use crate::entry::{Entry, Fields, joined};

/// A row: cells of known columns, each with its heading as printed. Cells of unknown columns have none.
pub(super) struct Row<'t> {
    /// The line or row, from 1.
    pub(super) record: u32,
    /// Column, heading, text; blank cells are left out.
    pub(super) cells: Vec<(Option<Column>, &'t str, &'t str)>,
}

impl Row<'_> {
    /// The text of a column, trimmed; empty when there is none.
    pub(super) fn text(&self, column: Column) -> &str {
        self.cells.iter().find(|(c, ..)| *c == Some(column)).map_or("", |(_, _, text)| text.trim())
    }

    fn texts<const N: usize>(&self, columns: [Column; N]) -> [&str; N] {
        columns.map(|column| self.text(column))
    }
}

/// A designation being gathered.
pub(super) struct Designation<'f> {
    entry: Entry<'f>,
    listing: Listing,
}

impl<'f> Designation<'f> {
    /// A designation of which the first row is at hand.
    pub(super) fn new(list: &ListId, id: &str, row: &Row<'_>, fields: &'f Fields) -> Self {
        let mut entry = Entry::new(list, id, Schema::LegalEntity, row.record, fields);
        let listing = entry.listing(list, "Unique ID", "");
        Self { entry, listing }
    }

    /// The entity, its listed name first.
    pub(super) fn finish(mut self) -> Entry<'f> {
        self.entry.entity.names.sort_by_key(|name| name.value.kind != NameKind::Primary);
        if self.listing.measures.is_empty() && self.listing.list.as_str() == "uk-ofsi" {
            // The OFSI list has no column of measures: it is the list of those whose assets are frozen.
            self.listing.measures.push(Measure::AssetFreeze);
        }
        self.entry.entity.listings.push(self.listing);
        self.entry
    }

    /// Takes what a row says.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        self.entry.record = row.record;
        self.schema(row);
        self.name(row);
        self.birth_place(row);
        self.address(row);
        self.documents(row);
        for (column, heading, text) in &row.cells {
            match column {
                Some(column) => self.cell(*column, heading, text),
                None => self.entry.particular("notes", heading, text),
            }
        }
    }

    /// A cell that stands for itself.
    fn cell(&mut self, column: Column, heading: &str, raw: &str) {
        let entry = &mut self.entry;
        let text = raw.trim();
        match column {
            GroupId if self.listing.list.as_str() != "uk-ofsi" => {
                let identifier =
                    Identifier::new(IdentifierKind::ListReference, text).labelled("OFSI Group ID");
                entry.identifier(heading, raw, identifier);
            }
            UnReference => {
                entry.identifier(heading, raw, Identifier::new(IdentifierKind::ListReference, text));
            }
            Title => entry.particular("title", heading, raw),
            Position => {
                for value in numbered::values(raw) {
                    entry.particular("position", heading, value);
                }
            }
            Gender => entry.gender(heading, raw),
            EntityType => entry.particular("legalForm", heading, raw),
            BirthDate => {
                for value in numbered::values(raw) {
                    entry.birth(heading, value, PartialDate::parse(value, DateOrder::DayFirst));
                }
            }
            YearBuilt => entry.birth(heading, raw, PartialDate::parse(raw, DateOrder::DayFirst)),
            Nationality => self.countries(heading, raw, CountryTie::Nationality),
            Flag => self.countries(heading, raw, CountryTie::Flag),
            PreviousFlags => self.countries(heading, raw, CountryTie::FormerFlag),
            Phone | Website | Email | Registration | Imo => self.numbers(column, heading, raw),
            Hull => entry.particular("hullIdentificationNumber", heading, raw),
            ShipType => entry.particular("type", heading, raw),
            Tonnage => entry.particular("tonnage", heading, raw),
            Length => entry.particular("length", heading, raw),
            Subsidiaries | ParentCompany | CurrentOwner | PreviousOwner => self.relations(heading, raw),
            OtherInformation => self.other_information(heading, raw),
            Regime | DesignationSource | SanctionsImposed | Reasons | DateDesignated | LastUpdated => {
                self.list(column, heading, raw);
            }
            // Read with the cells beside them, or the id.
            UniqueId | GroupId | Type | WholeName | Name1 | Name2 | Name3 | Name4 | Name5 | Name6
            | NameType | AliasStrength | NonLatinName | NonLatinType | NonLatinLanguage | Address1
            | Address2 | Address3 | Address4 | Address5 | Address6 | PostalCode | AddressCountry
            | NationalId | NationalIdDetails | Passport | PassportDetails | BirthTown | BirthCountry => {}
        }
    }

    fn schema(&mut self, row: &Row<'_>) {
        let schema = match row.text(Type).to_lowercase().as_str() {
            "" => return,
            "individual" => Schema::Person,
            "entity" => Schema::Organization,
            "ship" => Schema::Vessel,
            other => Schema::parse(other).unwrap_or(Schema::LegalEntity),
        };
        self.entry.entity.schema = schema;
    }

    /// The name of a row: given names in 1 to 5, family name or the whole name in 6.
    fn name(&mut self, row: &Row<'_>) {
        let parts = row.texts([Name1, Name2, Name3, Name4, Name5, Name6]);
        let (kind, strength) = standing(row);
        let mut name = Name::new(joined(&parts, " ")).of_kind(kind).of_strength(strength);
        let given = parts[..5].iter().filter(|part| !part.is_empty()).count();
        if given > 0 && self.entry.entity.schema == Schema::Person {
            for (index, part) in parts.iter().enumerate() {
                let kind = [PartKind::Given, PartKind::Middle][index.min(1)];
                name = name.with_part(if index == 5 { PartKind::Family } else { kind }, part);
            }
        }
        self.entry.name("Name 6", "", name);
        let whole = row.text(WholeName);
        self.entry.name("Name", "", Name::new(whole).of_kind(kind).of_strength(strength));
        let [original, script, language] = row.texts([NonLatinName, NonLatinType, NonLatinLanguage]);
        if !original.is_empty() {
            let mut name = Name::new(original).of_kind(kind).of_strength(strength);
            name.language = language_code(language).map(str::to_owned);
            name.script = script_code(script).map(str::to_owned);
            self.entry.name("Name non-latin script", &joined(&[original, script, language], "; "), name);
        }
    }

    /// Town and country of birth; where several are numbered alike, they belong together one by one.
    fn birth_place(&mut self, row: &Row<'_>) {
        let [town, country] = row.texts([BirthTown, BirthCountry]);
        let (towns, countries) = (numbered::values(town), numbered::values(country));
        let (field, raw) = ("Town of birth", joined(&[town, country], "; "));
        for (index, town) in towns.iter().enumerate() {
            let its = match countries.as_slice() {
                [only] => only,
                many if many.len() == towns.len() => many[index],
                _ => "",
            };
            self.entry.birth_place(field, &raw, joined(&[town, its], ", "));
        }
        if towns.is_empty() {
            for country in &countries {
                self.entry.birth_place("Country of birth", &raw, (*country).to_owned());
            }
        }
        self.countries("Country of birth", country, CountryTie::Birth);
    }

    /// An address. Its lines have no set meaning; the sixth is mostly the city.
    fn address(&mut self, row: &Row<'_>) {
        let lines = row.texts([Address1, Address2, Address3, Address4, Address5]);
        let [city, code, raw_country] = row.texts([Address6, PostalCode, AddressCountry]);
        // "Afghanistan (since 2009)": the note is kept in the whole address.
        let country = raw_country.split('(').next().unwrap_or_default().trim();
        let address = Address {
            full: joined(&[&joined(&lines, ", "), city, code, raw_country], ", "),
            street: joined(&lines, ", "),
            city: city.to_owned(),
            region: String::new(),
            postal_code: code.to_owned(),
            country_text: country.to_owned(),
            country: country_in(country),
        };
        self.entry.address("Address", "", address);
    }

    /// Passports and national identity numbers: number and details in two columns, or all in one text.
    fn documents(&mut self, row: &Row<'_>) {
        let kinds = [
            (Passport, PassportDetails, IdentifierKind::Passport, "Passport"),
            (NationalId, NationalIdDetails, IdentifierKind::NationalId, "National identifier"),
        ];
        for (number, details, kind, field) in kinds {
            let [number, details] = row.texts([number, details]);
            let (numbers, details) = (numbered::values(number), numbered::values(details));
            let paired = numbers.len() == details.len();
            for (index, number) in numbers.iter().enumerate() {
                let detail = if paired { details[index] } else { "" };
                let said = joined(&[number, detail], ". ");
                match document::read(&said, kind) {
                    Some(identifier) => self.entry.identifier(field, &said, identifier),
                    None if number.chars().any(|c| c.is_ascii_digit()) => {
                        self.entry.identifier(field, &said, Identifier::new(kind, number));
                    }
                    None => self.entry.particular("idNumber", field, &said),
                }
            }
            if !paired {
                for detail in details {
                    self.entry.particular("notes", field, detail);
                }
            }
        }
    }

    fn countries(&mut self, heading: &str, raw: &str, tie: CountryTie) {
        for value in numbered::values(raw) {
            // "(2)-(6) -" leaves its last number behind.
            if value.chars().any(char::is_alphabetic) {
                self.entry.country_as(heading, value, value, country_in(value), tie);
            }
        }
    }

    fn numbers(&mut self, column: Column, heading: &str, raw: &str) {
        let kind = match column {
            Phone => IdentifierKind::Phone,
            Website => IdentifierKind::Website,
            Email => IdentifierKind::Email,
            Imo => IdentifierKind::Imo,
            _ => IdentifierKind::Registration,
        };
        for value in numbered::values(raw) {
            self.entry.identifier(heading, value, Identifier::new(kind, value));
        }
    }

    fn relations(&mut self, heading: &str, raw: &str) {
        for name in numbered::values(raw).into_iter().flat_map(|value| value.split("; ")) {
            let relation = Relation { kind: heading.to_owned(), target: None, name: name.to_owned() };
            self.entry.relation(heading, name, relation);
        }
    }

    /// Free text; a UN reference in it ("UN Ref QDe.004.") and an IMO number are identifiers too.
    fn other_information(&mut self, heading: &str, raw: &str) {
        let text = unescaped(raw);
        self.entry.particular("notes", heading, &text);
        if let Some(reference) = after_words(&text, &["UN Reference", "UN Ref"]).and_then(un_reference) {
            let identifier = Identifier::new(IdentifierKind::ListReference, reference);
            self.entry.identifier(heading, reference, identifier);
        }
        let imo = after_words(&text, &["IMO number", "IMO No", "IMO"]).map(|rest| {
            let rest = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
            rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default()
        });
        if let Some(imo) = imo.filter(|imo| imo.len() == 7) {
            self.entry.identifier(heading, imo, Identifier::new(IdentifierKind::Imo, imo));
        }
    }

    /// What concerns the listing. Rows of one designation agree, except in what they add.
    fn list(&mut self, column: Column, heading: &str, raw: &str) {
        let text = raw.trim();
        let listing = &mut self.listing;
        match column {
            Regime if !listing.programmes.iter().any(|known| known == text) => {
                listing.programmes.push(text.to_owned());
            }
            Reasons => {
                let reason = unescaped(text);
                if !listing.reasons.contains(&reason) {
                    listing.reasons.push(reason);
                }
            }
            SanctionsImposed => {
                for measure in measures(text) {
                    if !listing.measures.contains(&measure) {
                        listing.measures.push(measure);
                    }
                }
                if listing.source.raw.as_ref().is_none_or(|known| known.len() < text.len()) {
                    listing.source.raw = Some(text.into());
                }
            }
            DateDesignated => {
                let date = self.entry.listing_date(heading, raw);
                self.listing.listed = match (self.listing.listed, date) {
                    (Some(known), Some(date)) => Some(known.min(date)),
                    (known, date) => known.or(date),
                };
                self.entry.particular("listingDate", heading, raw);
            }
            LastUpdated => {
                let date = self.entry.listing_date(heading, raw);
                self.listing.amended = self.listing.amended.max(date);
                self.entry.particular("modifiedAt", heading, raw);
            }
            DesignationSource => self.entry.particular("authority", heading, raw),
            _ => {}
        }
    }
}

/// The country in a text that says more: `Syrian Arab Republic as of September 2015`, `Possibly Ethiopian`, `Latakia
/// Province, Syria`.
fn country_in(text: &str) -> Option<Country> {
    let plain =
        text.split(" as of ").next().and_then(|text| text.split(" as at ").next()).unwrap_or_default();
    let plain =
        ["In ", "Possibly ", "possibly "].iter().fold(plain, |t, word| t.strip_prefix(word).unwrap_or(t));
    let plain = plain.split(". ").next().unwrap_or_default().trim().trim_end_matches('.');
    let last = plain.rsplit(", ").next().unwrap_or_default();
    [text, plain, last].into_iter().find_map(Country::parse)
}

/// What a name is, by `Name type` and `Alias strength`.
fn standing(row: &Row<'_>) -> (NameKind, Strength) {
    let [kind, strength] = row.texts([NameType, AliasStrength]).map(str::to_lowercase);
    let kind = match kind.as_str() {
        // OFSI's "Prime Alias" is the listed name.
        "" | "primary name" | "prime alias" => NameKind::Primary,
        _ if kind.contains("f.k.a") || kind.contains("fka") || kind.contains("former") => NameKind::Former,
        _ => NameKind::Alias,
    };
    let weak = strength.contains("low") || strength.contains("weak");
    (kind, if weak { Strength::Weak } else { Strength::Strong })
}

/// The text behind the first of these words.
fn after_words<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.split_once(word)).map(|(_, rest)| rest)
}

/// A UN reference at the start of a text: `QDe.004`, `TI.A.148.10`, `Number: KPi.025`.
fn un_reference(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['.', ':', ' ', '(']);
    let text = text.strip_prefix("Number").or(text.strip_prefix("No")).unwrap_or(text);
    let text = text.trim_start_matches(['.', ':', ' ']);
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(text.len());
    let reference = text[..end].trim_end_matches('.');
    let has = |test: fn(char) -> bool| reference.contains(test);
    (reference.contains('.') && has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_alphabetic()))
        .then_some(reference)
}

/// A text with its HTML references resolved; reasons hold them. Others than the usual ones stay.
fn unescaped(text: &str) -> String {
    const REFERENCES: [(&str, &str); 9] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&rsquo;", "\u{2019}"),
        ("&ndash;", "\u{2013}"),
        ("&amp;", "&"),
    ];
    if !text.contains('&') {
        return text.to_owned();
    }
    REFERENCES.iter().fold(text.to_owned(), |text, (reference, plain)| text.replace(reference, plain))
}

/// ISO 639 codes of the languages that the list names.
fn language_code(words: &str) -> Option<&'static str> {
    const LANGUAGES: [(&str, &str); 19] = [
        ("arabic", "ar"),
        ("belarusian", "be"),
        ("burmese", "my"),
        ("chinese", "zh"),
        ("mandarin", "zh"),
        ("dari", "prs"),
        ("farsi", "fa"),
        ("persian", "fa"),
        ("georgian", "ka"),
        ("greek", "el"),
        ("hebrew", "he"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("kurdish", "ku"),
        ("pashto", "ps"),
        ("russian", "ru"),
        ("serbian", "sr"),
        ("ukrainian", "uk"),
        ("urdu", "ur"),
    ];
    let words = words.to_lowercase();
    LANGUAGES.iter().find(|(name, _)| words.contains(name)).map(|(_, code)| *code)
}

/// ISO 15924 codes of the scripts that the list names.
fn script_code(words: &str) -> Option<&'static str> {
    const SCRIPTS: [(&str, &str); 10] = [
        ("arabic", "Arab"),
        ("burmese", "Mymr"),
        ("chinese", "Hani"),
        ("cyrillic", "Cyrl"),
        ("georgian", "Geor"),
        ("greek", "Grek"),
        ("hangul", "Hang"),
        ("korean", "Hang"),
        ("hebrew", "Hebr"),
        ("japanese", "Jpan"),
    ];
    let words = words.to_lowercase();
    SCRIPTS.iter().find(|(name, _)| words.contains(name)).map(|(_, code)| *code)
}
