//! Columns by their usual names: what people in offices, publishers of lists and FollowTheMoney call the same thing.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

macro_rules! columns {
    ($($(#[$doc:meta])* $variant:ident = $property:literal : [$($name:literal),* $(,)?]),* $(,)?) => {
        /// What a column holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Column {
            $($(#[$doc])* $variant,)*
        }

        impl Column {
            /// Every column.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in FollowTheMoney, or the nearest thing to one.
            pub fn property(self) -> &'static str {
                match self { $(Self::$variant => $property,)* }
            }

            /// The other names by which it goes, as people write them.
            pub fn usual_names(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($name),*],)* }
            }
        }
    };
}

columns! {
    /// The subject's or entry's own id.
    Id = "id": ["uid", "uuid", "unique id", "customer id", "client id", "account id", "subject id", "entity id",
        "cust id", "customer no", "customer number", "client no", "client number", "supplier id", "supplier number", "vendor id",
        "vendor number", "partner id", "reference", "ref", "ref no", "internal id", "external id", "key", "identifier of customer",
        "Kundennummer", "Kunden-Nr", "Kundennr", "Kunden-ID", "Lieferantennummer", "Partnernummer", "Debitor", "Kreditor",
        "numéro client", "no client", "identifiant", "id client", "número de cliente", "id cliente", "codice cliente", "код",
        "код клиента", "номер клиента", "ид", "ідэнтыфікатар", "номер"],
    /// The whole name.
    Name = "name": ["full name", "fullname", "complete name", "whole name", "legal name", "entity name", "company name", "company",
        "customer name", "customer", "client name", "client", "counterparty", "counterparty name", "partner name", "partner",
        "business partner", "vendor name", "vendor", "supplier name", "supplier", "person name", "organization name",
        "organisation name", "organization", "organisation", "organization name en", "business name", "account name",
        "account holder", "beneficiary", "beneficiary name", "display name", "subject name", "primary name", "caption", "label",
        "vessel name", "ship name", "name of individual or entity", "individual or entity", "trading party", "party name", "names",
        "Vollständiger Name", "Name, Vorname", "Firma", "Firmenname", "Firmenbezeichnung", "Kunde", "Kundenname", "Lieferant",
        "Geschäftspartner", "Bezeichnung", "nom complet", "nom ou raison sociale", "raison sociale", "dénomination",
        "dénomination sociale", "nom du client", "société", "nombre completo", "nombre y apellidos", "razón social",
        "nombre del cliente", "ragione sociale", "nominativo", "denominazione", "nome completo", "naam", "nazwa", "nazwa firmy",
        "imię i nazwisko", "ФИО", "имя полностью", "полное имя", "наименование", "название", "клиент", "контрагент",
        "полное наименование", "название компании", "організація", "ПІБ", "найменування", "назва", "поўнае імя", "прозвішча імя", "名称",
        "姓名", "氏名", "이름", "الاسم"],
    /// Given name.
    FirstName = "firstName": ["first name", "forename", "forenames", "given name", "given names", "first names", "fname", "christian name",
        "Vorname", "Vornamen", "prénom", "prénoms", "nombre", "nombres", "nome", "imię", "jméno", "voornaam", "имя", "ім'я", "имена", "name 1 given"],
    /// Second given name.
    SecondName = "secondName": ["second name", "other given name", "segundo nombre"],
    /// What stands between first and last name.
    MiddleName = "middleName": ["middle name", "middle names", "middle", "middle initial", "Zweiter Vorname", "deuxième prénom"],
    /// The father's name as part of the name.
    Patronymic = "patronymic": ["patronym", "patronyme", "Vatersname", "отчество", "по батькові", "імя па бацьку"],
    /// The father's name, as a fact beside the name.
    FatherName = "fatherName": ["father name", "father's name", "fathers name", "nom du père", "nombre del padre"],
    /// The mother's name.
    MotherName = "motherName": ["mother name", "mother's name", "mothers name", "Muttername", "nom de la mère", "nombre de la madre", "apellido materno"],
    /// Family name.
    LastName = "lastName": ["last name", "surname", "family name", "lname", "surnames", "last names", "Nachname", "Familienname", "Zuname",
        "nom de famille", "apellido", "apellidos", "apellido paterno", "cognome", "nazwisko", "příjmení", "achternaam", "фамилия",
        "прізвище", "прозвішча", "sobrenome"],
    /// Family name before marriage.
    MaidenName = "maidenName": ["maiden name", "birth name", "née", "nee", "Geburtsname", "Mädchenname", "nom de naissance",
        "nom de jeune fille", "apellido de soltera", "девичья фамилия"],
    /// What comes after a name: Jr., III.
    NameSuffix = "nameSuffix": ["suffix", "name suffix", "generation"],
    /// Another name.
    Alias = "alias": ["aliases", "aka", "a.k.a.", "also known as", "alias names", "other names", "other name", "alternative name",
        "alternative names", "alt name", "alt names", "alternate names", "alternate name", "synonyms", "trading name", "trading as", "trade name", "dba", "d.b.a.",
        "doing business as", "name variations", "variants", "spellings", "good quality aka", "Aliasname", "Aliasnamen", "andere Namen",
        "auch bekannt als", "weitere Namen", "autres noms", "alias connus", "nom commercial", "otros nombres", "alias conocidos",
        "nombre comercial", "псевдоним", "другие имена", "также известен как", "псевдонимы", "псевдонім", "altri nomi"],
    /// A name that the publisher calls weak.
    WeakAlias = "weakAlias": ["weak aka", "weak a.k.a.", "low quality aka", "low quality a.k.a.", "nickname", "nicknames", "Spitzname", "surnom", "apodo", "кличка", "прозвище"],
    /// A name given up.
    PreviousName = "previousName": ["previous names", "former name", "former names", "formerly", "formerly known as", "fka", "f.k.a.",
        "old name", "old names", "ex name", "ex names", "früherer Name", "frühere Namen", "ehemaliger Name", "ancien nom", "anciens noms",
        "nombre anterior", "nombres anteriores", "прежнее имя", "прежнее название", "бывшее название", "колишня назва"],
    /// The name in its original script.
    NameNonLatin = "nameNonLatin": ["name non-latin script", "name non latin script", "name in original script", "original name", "original script name",
        "local name", "native name", "name (original script)", "name original script", "Name in Originalschrift", "nom original"],
    /// What it is: a person, a company, a vessel.
    Schema = "schema": ["type", "entity type", "subject type", "party type", "customer type", "client type", "kind", "category of entity",
        "individual, entity, ship", "sdn type", "Art", "Typ", "Kundenart", "Personentyp", "type d'entité", "nature", "tipo", "тип", "тип субъекта", "тип клієнта", "тып"],
    /// When a person was born.
    BirthDate = "birthDate": ["birth date", "date of birth", "dob", "d.o.b.", "born", "born on", "birthday", "birth day", "birthdate",
        "date birth", "year of birth", "birth year", "Geburtsdatum", "geboren am", "geb.", "Geburtstag", "Geburtsjahr", "geb. am",
        "date de naissance", "né le", "année de naissance", "naissance", "fecha de nacimiento", "fecha nacimiento", "año de nacimiento",
        "data di nascita", "data de nascimento", "data urodzenia", "datum narození", "geboortedatum", "дата рождения", "год рождения",
        "д.р.", "дата народження", "дата нараджэння", "出生日期", "生年月日"],
    /// When an organisation was founded.
    IncorporationDate = "incorporationDate": ["incorporation date", "date of incorporation", "registration date", "date of registration",
        "founded", "founding date", "date founded", "established", "Gründungsdatum", "gegründet", "date de création", "date de constitution",
        "fecha de constitución", "дата регистрации", "дата реєстрації", "дата создания"],
    /// When a vessel or aircraft was built.
    BuildDate = "buildDate": ["build date", "year built", "built", "year of build", "Baujahr", "année de construction", "год постройки"],
    /// When a person died or an organisation was dissolved.
    DeathDate = "deathDate": ["death date", "date of death", "died", "dod", "deceased on", "dissolution date", "dissolved", "Todesdatum",
        "Sterbedatum", "gestorben", "date de décès", "fecha de defunción", "дата смерти", "дата смерті", "dissolutionDate"],
    /// Where a person was born.
    BirthPlace = "birthPlace": ["birth place", "place of birth", "pob", "p.o.b.", "birthplace", "city of birth", "town of birth", "Geburtsort",
        "lieu de naissance", "lugar de nacimiento", "luogo di nascita", "local de nascimento", "miejsce urodzenia", "место рождения", "місце народження", "месца нараджэння"],
    /// In which country a person was born.
    BirthCountry = "birthCountry": ["country of birth", "birth country", "Geburtsland", "pays de naissance", "país de nacimiento", "страна рождения"],
    /// A country, of no stated meaning.
    Country = "country": ["countries", "country code", "country name", "country iso", "iso country", "iso2", "iso3", "associated country", "Land", "Ländercode", "Länderkürzel",
        "Staat", "pays", "code pays", "país", "código de país", "paese", "kraj", "страна", "код страны", "країна", "краіна", "ülke", "国家", "国"],
    /// Nationality.
    Nationality = "nationality": ["nationalities", "nationality code", "nationality country", "Nationalität", "Nationalitäten", "nationalité",
        "nationalités", "nacionalidad", "nazionalità", "nacionalidade", "narodowość", "национальность", "国籍", "uyruk"],
    /// Citizenship.
    Citizenship = "citizenship": ["citizenships", "citizen of", "country of citizenship", "Staatsangehörigkeit", "Staatsbürgerschaft", "citoyenneté", "ciudadanía",
        "cittadinanza", "cidadania", "obywatelstwo", "гражданство", "громадянство", "грамадзянства"],
    /// Where somebody lives or works.
    Residence = "residence": ["country of residence", "residence country", "country residence", "residency", "resident in", "domicile", "domicile country", "Wohnsitz", "Wohnsitzland",
        "Sitzland", "Sitz", "pays de résidence", "résidence", "país de residencia", "paese di residenza", "страна проживания", "резидентство", "mainCountry", "main country"],
    /// Where an organisation is registered.
    Jurisdiction = "jurisdiction": ["country of incorporation", "incorporation country", "country of registration", "registered in", "registration country",
        "legal jurisdiction", "Registrierungsland", "pays d'enregistrement", "pays d'immatriculation", "país de registro", "jurisdicción", "юрисдикция", "страна регистрации"],
    /// Gender.
    Gender = "gender": ["sex", "Geschlecht", "sexe", "sexo", "genre", "género", "sesso", "płeć", "пол", "стать", "пол клиента", "性别", "Anrede"],
    /// The whole address.
    Address = "address": ["addresses", "full address", "postal address", "mailing address", "registered address", "residential address", "business address", "home address",
        "address full", "Adresse", "Anschrift", "Geschäftsadresse", "adresse complète", "dirección", "domicilio", "indirizzo", "endereço", "adres", "адрес",
        "адреса", "адрас", "юридический адрес", "адрес регистрации", "住所", "地址"],
    /// Street and house.
    Street = "street": ["address line 1", "address 1", "address1", "addr1", "street address", "address line", "Straße", "Strasse", "Straße und Hausnummer", "rue", "calle", "via", "rua", "ulica", "улица", "вулиця", "вуліца"],
    /// A second line of the street address.
    Street2 = "street2": ["address line 2", "address 2", "address2", "addr2", "address line 3", "address 3", "address3", "Adresszusatz", "complément d'adresse"],
    /// Town.
    City = "city": ["town", "city town", "town city", "locality", "Ort", "Stadt", "Wohnort", "ville", "commune", "ciudad", "localidad", "città", "cidade", "miasto", "город", "місто", "горад"],
    /// Region.
    Region = "region": ["state", "province", "state province", "county", "Bundesland", "Kanton", "région", "département", "provincia", "estado", "область", "регион", "область регион", "вобласць"],
    /// Postal code.
    PostalCode = "postalCode": ["postal code", "post code", "postcode", "zip", "zip code", "zipcode", "PLZ", "Postleitzahl", "code postal", "código postal", "CAP", "kod pocztowy", "индекс", "почтовый индекс", "індекс"],
    /// Passport number.
    Passport = "passportNumber": ["passport", "passport no", "passport nr", "passport number", "passport numbers", "passports", "passport details", "travel document", "Pass", "Passnummer",
        "Reisepass", "Reisepassnummer", "Pass-Nr", "passeport", "numéro de passeport", "n° passeport", "pasaporte", "número de pasaporte", "passaporto", "paszport", "паспорт", "номер паспорта", "серия и номер паспорта", "пашпарт"],
    /// National identity number.
    IdNumber = "idNumber": ["id number", "national id", "national id number", "national identification number", "identity number", "identity card", "id card", "id card number", "id no", "national identifier", "personal id", "personal number", "identification number",
        "nationalId", "Ausweisnummer", "Personalausweis", "Ausweis", "numéro d'identité", "carte d'identité", "cédula", "DNI", "documento de identidad", "PESEL", "личный номер", "идентификационный номер", "удостоверение личности", "ідентифікаційний номер", "身份证"],
    /// Numbers of kinds that are not stated.
    Identifier = "identifiers": ["ids", "identifier", "other ids", "other identifiers", "document numbers", "documents"],
    /// Social security number.
    SocialSecurity = "socialSecurityNumber": ["ssn", "social security", "social security no", "social security number", "Sozialversicherungsnummer", "numéro de sécurité sociale", "СНИЛС", "snils"],
    /// Tax number.
    TaxNumber = "taxNumber": ["tax id", "tax no", "tax number", "tax id number", "tin", "taxpayer id", "tax identification number", "vat", "vat number", "vat id", "vat no", "vat code", "vatCode",
        "Steuernummer", "Steuer-ID", "USt-ID", "UStID", "USt-IdNr", "Umsatzsteuer-ID", "numéro fiscal", "n° TVA", "numéro de TVA", "NIF", "CIF", "RFC", "CUIT", "codice fiscale", "partita IVA", "NIP", "налоговый номер"],
    /// Number in a commercial register.
    RegistrationNumber = "registrationNumber": ["registration no", "registration nr", "reg no", "reg number", "registration id", "company number", "company registration number", "company no", "company reg no",
        "business registration number", "business number", "registry number", "register number", "trade register number", "Handelsregisternummer", "HRB", "Registernummer", "HR-Nummer", "SIREN", "SIRET", "RCS", "numéro d'enregistrement", "número de registro",
        "KRS", "регистрационный номер", "ЕДРПОУ", "ЄДРПОУ", "рэгістрацыйны нумар"],
    /// Russian taxpayer number.
    Inn = "innCode": ["inn", "ИНН", "inn code", "inn number", "ИНН организации"],
    /// Russian state registration number.
    Ogrn = "ogrnCode": ["ogrn", "ОГРН", "ogrn code", "ОГРНИП", "ogrnip", "psrn"],
    /// Russian reason-of-registration code.
    Kpp = "kppCode": ["kpp", "КПП", "kpp code", "krr"],
    /// Russian statistics code.
    Okpo = "okpoCode": ["okpo", "ОКПО", "okpo code"],
    /// Belarusian payer's number.
    Unp = "unpCode": ["unp", "УНП", "unp code", "УНН", "unn", "payer number"],
    /// Legal Entity Identifier.
    Lei = "leiCode": ["lei", "lei code", "legal entity identifier", "lei number"],
    /// Chinese unified social credit code.
    Uscc = "usccCode": ["uscc", "unified social credit code", "uscc code", "统一社会信用代码", "social credit code"],
    /// D-U-N-S number.
    Duns = "dunsCode": ["duns", "d-u-n-s", "duns number", "duns no", "uei duns"],
    /// IMO number.
    Imo = "imoNumber": ["imo", "imo no", "imo number", "imo nr", "vessel imo", "ship imo", "IMO-Nummer", "numéro IMO", "номер ИМО", "ИМО"],
    /// Maritime Mobile Service Identity.
    Mmsi = "mmsi": ["mmsi number", "mmsi no"],
    /// Radio call sign.
    CallSign = "callSign": ["call sign", "callsign", "Rufzeichen", "indicatif", "позывной"],
    /// Registration of an aircraft.
    TailNumber = "registrationMark": ["tail number", "aircraft registration", "tail no", "registration mark", "aircraft tail number"],
    /// Serial number of an aircraft or other machine.
    SerialNumber = "serialNumber": ["serial number", "serial no", "msn", "manufacturer serial number", "Seriennummer"],
    /// Flag of a vessel.
    Flag = "flag": ["vessel flag", "ship flag", "flag state", "flag country", "Flagge", "pavillon", "bandera", "флаг"],
    /// A flag that a vessel flew before.
    PastFlag = "pastFlags": ["past flags", "former flag", "former flags", "previous flag", "previous flags"],
    /// Business Identifier Code.
    Bic = "swiftBic": ["bic", "swift", "swift code", "swift bic", "bic swift", "bic code", "BIC/SWIFT", "код SWIFT"],
    /// International Bank Account Number.
    Iban = "iban": ["iban number", "iban no", "account iban", "bank account iban", "accountNumberIban"],
    /// International Securities Identification Number.
    Isin = "isin": ["isin code", "isinCode", "isin number", "security isin"],
    /// Address of a crypto-currency wallet.
    Wallet = "publicKey": ["wallet", "wallet address", "crypto address", "crypto wallet", "digital currency address", "bitcoin address", "eth address", "blockchain address", "cryptoWallets"],
    /// E-mail address.
    Email = "email": ["e-mail", "emails", "email address", "mail", "E-Mail-Adresse", "courriel", "correo electrónico", "электронная почта", "эл. почта", "пошта"],
    /// Phone number.
    Phone = "phone": ["phone number", "phones", "telephone", "tel", "tel.", "mobile", "mobile number", "cell", "cell phone", "fax", "Telefon", "Telefonnummer", "Handy", "Mobil", "téléphone", "portable", "teléfono", "móvil", "telefono", "telefone", "телефон", "тел.", "тэлефон", "电话"],
    /// Web site.
    Website = "website": ["web site", "web", "url", "homepage", "web page", "websites", "site web", "Webseite", "página web", "сайт", "веб-сайт"],
    /// Office or job.
    Position = "position": ["positions", "role", "job", "job title", "occupation", "function", "profession", "designation", "Beruf", "Funktion", "Tätigkeit", "fonction", "poste", "cargo", "puesto", "должность", "посада", "пасада"],
    /// Title or rank before the name.
    Title = "title": ["titles", "salutation", "honorific", "name title", "prefix", "name prefix", "Titel", "titre", "civilité", "título", "титул", "обращение"],
    /// Legal form of an organisation.
    LegalForm = "legalForm": ["legal form", "company type", "type of entity", "legal structure", "Rechtsform", "forme juridique", "forma jurídica", "ОПФ", "организационно-правовая форма"],
    /// Sector of business.
    Sector = "sector": ["industry", "business sector", "line of business", "Branche", "secteur", "sector de actividad", "отрасль"],
    /// Looks.
    Appearance = "appearance": ["physical description", "distinguishing marks", "Aussehen"],
    /// Ethnic background.
    Ethnicity = "ethnicity": ["ethnic group"],
    /// Stock-exchange symbol.
    Ticker = "ticker": ["ticker symbol", "stock symbol"],
    /// Free text.
    Notes = "notes": ["note", "comment", "comments", "remark", "remarks", "other information", "further information", "additional information", "description", "info", "summary",
        "Bemerkung", "Bemerkungen", "Anmerkung", "Anmerkungen", "Notiz", "Kommentar", "remarque", "remarques", "commentaire", "observaciones", "notas", "примечание", "примечания", "комментарий", "заметки"],
    /// What kind of person or company it is, in FollowTheMoney's words.
    Topics = "topics": ["topic"],
    /// Where on the web it was read.
    SourceUrl = "sourceUrl": ["source url", "source link", "link", "source information url"],
    /// The list that a row was taken from, or who published it.
    Authority = "authority": ["source", "source list", "list", "list name", "publisher", "sanctioning authority", "dataset", "datasets", "Quelle", "источник"],
    /// Sanctions programme or regime.
    Program = "program": ["programme", "programs", "program key", "programKey", "programId", "regime", "sanctions regime", "regime name", "sanctions program", "sanctions programme", "sanctions", "Sanktionsprogramm", "programa", "программа", "санкционный режим"],
    /// What the law does.
    Measure = "measure": ["measures", "sanctions imposed", "sanction type", "restriction", "restrictions", "provisions", "measure type", "type of sanction", "Maßnahme", "Massnahme", "mesure", "medida", "мера", "меры"],
    /// Annex of the legal act.
    Annex = "annex": ["Anhang", "annexe", "anexo", "приложение"],
    /// The legal act that lists.
    LegalAct = "celex": ["legal act", "legal basis", "act", "regulation", "amending act", "amendmentCelex", "amendment celex", "recordDecision", "executive order", "Rechtsakt", "Rechtsgrundlage", "base juridique", "acte juridique", "правовой акт"],
    /// The legal act that an amending act changed.
    AmendedAct = "amendedCelex": ["amended act", "amended celex", "framework act"],
    /// The publisher's own number of the entry.
    ListReference = "recordId": ["list reference", "authority id", "authorityId", "unscId", "un reference", "reference number", "entry number", "group id", "ofsi group id", "un reference number", "listing number", "eu reference number", "ent num"],
    /// Since when it is listed.
    StartDate = "startDate": ["start date", "listed", "listed on", "listing date", "listingDate", "date listed", "date designated", "designation date", "date of listing", "listed since", "since", "Listungsdatum", "gelistet am",
        "gelistet seit", "date d'inscription", "fecha de inclusión", "дата включения"],
    /// Until when it is to be listed, as said from the start; the day may lie ahead.
    EndDate = "endDate": ["end date", "expiry", "expires", "expires on", "expiration date", "expiry date", "valid until", "gültig bis", "läuft ab am", "date de fin", "date d'expiration", "действует до"],
    /// When its listing ended.
    Delisted = "delisted": ["delisted on", "delisting date", "date delisted", "removed", "removed on", "ausgelistet am", "date de radiation", "дата исключения"],
    /// When the entry was last amended.
    ModifiedAt = "modifiedAt": ["last updated", "last change", "updated", "updated on", "last modified", "modified", "lastChange", "last_change", "amended on"],
    /// When the entry was first seen by whoever collected it.
    FirstSeen = "firstSeen": ["first seen", "createdAt", "created at"],
    /// When the entry was last seen by whoever collected it.
    LastSeen = "lastSeen": ["last seen"],
    /// Why it is listed.
    Reason = "reason": ["reasons", "reason for listing", "statement of reasons", "uk statement of reasons", "grounds", "Begründung", "Grund", "motif", "motifs", "motivo", "основание", "причина"],
}

impl Column {
    /// The column of this name: by its FollowTheMoney property or a usual word, whatever the case, punctuation,
    /// blanks and accents.
    pub fn from_usual_name(name: &str) -> Option<Self> {
        NAMES.get(fold(name).as_str()).copied()
    }

    /// Whether a cell may hold several values, separated by `;`. A name is one value whatever stands in it; so is
    /// prose.
    pub fn splits(self) -> bool {
        !matches!(
            self,
            Self::Id
                | Self::Name
                | Self::Reason
                | Self::Schema
                | Self::ListReference
                | Self::Annex
                | Self::Street
        )
    }

    /// Whether it says something of a listing rather than of the party.
    pub fn is_of_listing(self) -> bool {
        matches!(
            self,
            Self::Authority
                | Self::Program
                | Self::Measure
                | Self::Annex
                | Self::LegalAct
                | Self::AmendedAct
                | Self::ListReference
                | Self::StartDate
                | Self::EndDate
                | Self::Delisted
                | Self::Reason
        )
    }

    /// Whether it holds dates.
    pub fn is_date(self) -> bool {
        matches!(
            self,
            Self::BirthDate
                | Self::DeathDate
                | Self::IncorporationDate
                | Self::BuildDate
                | Self::StartDate
                | Self::EndDate
                | Self::Delisted
                | Self::ModifiedAt
        )
    }
}

static NAMES: LazyLock<HashMap<String, Column>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    // Properties first, so that a usual word never takes the name of another column's property.
    for column in Column::ALL {
        names.insert(fold(column.property()), *column);
    }
    for column in Column::ALL {
        for name in column.usual_names() {
            names.entry(fold(name)).or_insert(*column);
        }
    }
    names
});

/// A column's name without case, accents, blanks and punctuation: `Date of Birth` and `date_of_birth` are one.
pub fn fold(name: &str) -> String {
    name.nfd()
        .filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    //! 1. No usual name is given to two columns.
    //! 2. Names in several languages and ways of writing find their column.

    use super::*;

    #[test]
    fn each_name_has_one_column() {
        let mut seen: HashMap<String, Column> = HashMap::new();
        let mut twice = Vec::new();
        for column in Column::ALL {
            for name in column.usual_names().iter().chain([&column.property()]) {
                let before = seen.insert(fold(name), *column);
                if before.is_some_and(|b| b != *column) {
                    twice.push((*name, before, *column));
                }
            }
        }
        assert_eq!(twice, []);
    }

    #[test]
    fn usual_ways_of_writing() {
        for (name, column) in [
            ("Date of Birth", Column::BirthDate),
            ("DATE_OF_BIRTH", Column::BirthDate),
            ("dob", Column::BirthDate),
            ("Geburtsdatum", Column::BirthDate),
            ("Дата рождения", Column::BirthDate),
            ("full_name", Column::Name),
            ("ФИО", Column::Name),
            ("Straße", Column::Street),
            ("passportNumber", Column::Passport),
            ("IMO No.", Column::Imo),
            ("programKey", Column::Program),
        ] {
            assert_eq!(Column::from_usual_name(name), Some(column), "{name}");
        }
        assert_eq!(Column::from_usual_name("code"), None);
    }
}
