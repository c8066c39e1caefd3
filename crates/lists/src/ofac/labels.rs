//! The labels by which OFAC introduces a fact, in remarks, as `idType` in XML and as feature or document type in the
//! advanced XML. Collected from every edition from 2021 to 2025; a label that is not here makes a note.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use tamis_model::{CountryTie, IdentifierKind as Id, NameKind};

/// What the text behind a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    /// When born, founded or built.
    Birth,
    /// Where born.
    BirthPlace,
    /// A country and what it is to the entity.
    Country(CountryTie),
    /// Gender.
    Gender,
    /// A document or registration.
    Identifier(Id),
    /// A name in quotes: weak, as the list's own notes say.
    Quoted(NameKind),
    /// A tie to another party, named by the label.
    Tie,
    /// A further fact under its FollowTheMoney property, without the label.
    Said(&'static str),
    /// What the listing does or may bring, kept with its label, and the measures that it names.
    Provision,
    /// When the listing was made.
    Listed,
    /// When it took effect.
    Effective,
}

use Fact::{Birth, BirthPlace, Gender, Identifier, Provision, Quoted, Said, Tie};

#[rustfmt::skip]
const LABELS: &[(&str, Fact)] = &[
    ("DOB", Birth), ("Date of Birth", Birth), ("Birthdate", Birth), ("Organization Established Date", Birth),
    ("Aircraft Manufacture Date", Birth), ("Vessel Year of Build", Birth),
    ("POB", BirthPlace), ("Place of Birth", BirthPlace),
    ("nationality", Fact::Country(CountryTie::Nationality)), ("Nationality Country", Fact::Country(CountryTie::Nationality)),
    ("citizen", Fact::Country(CountryTie::Nationality)), ("Citizenship Country", Fact::Country(CountryTie::Nationality)),
    ("Nationality of Registration", Fact::Country(CountryTie::Jurisdiction)),
    ("Registration Country", Fact::Country(CountryTie::Jurisdiction)),
    ("Former Vessel Flag", Fact::Country(CountryTie::FormerFlag)), ("VESSEL FLAG", Fact::Country(CountryTie::Flag)),
    ("Vessel Flag", Fact::Country(CountryTie::Flag)), ("Other Vessel Flag", Fact::Country(CountryTie::Flag)),
    ("Gender", Gender),
    ("a.k.a.", Quoted(NameKind::Alias)), ("n.k.a.", Quoted(NameKind::Alias)), ("f.k.a.", Quoted(NameKind::Former)),
    ("Linked To:", Tie), ("Aircraft Operator", Tie), ("Vessel Owner", Tie),
    ("VESSEL OWNER", Tie), ("Vessel Operator", Tie), ("Vessel Manager", Tie),
    ("wife of", Tie), ("husband of", Tie), ("son of", Tie), ("daughter of", Tie), ("brother of", Tie), ("sister of", Tie),
    ("half-brother of", Tie), ("father of", Tie), ("mother of", Tie), ("sister-in-law of", Tie),
    ("brother-in-law of", Tie), ("daughter-in-law of", Tie), ("son-in-law of", Tie), ("nephew of", Tie),
    ("Organization Type:", Said("sector")), ("Organization Type", Said("sector")), ("Target Type", Said("classification")),
    ("Aircraft Model", Said("model")), ("Vessel Type", Said("type")), ("VESSEL TYPE", Said("type")),
    ("Other Vessel Type", Said("type")), ("ethnicity", Said("ethnicity")), ("Equity Ticker", Said("ticker")), ("MICEX Code", Said("ticker")),
    ("Title", Said("position")), ("Title of Position", Said("position")),
    ("DEADWEIGHT", Said("deadweightTonnage")), ("Vessel Gross Tonnage", Said("tonnage")),
    ("Vessel Tonnage", Said("tonnage")), ("VESSEL TONNAGE", Said("tonnage")),
    ("Vessel Gross Registered Tonnage", Said("grossRegisteredTonnage")),
    ("VESSEL GROSS REGISTERED TONNAGE", Said("grossRegisteredTonnage")),

    ("Secondary sanctions risk:", Provision), ("Additional Sanctions Information -", Provision),
    ("Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:", Provision),
    ("Executive Order", Provision), ("CAATSA Section", Provision), ("IFCA Determination -", Provision),
    ("United States financial institutions are prohibited", Provision), ("HIFPAA", Provision), ("PEESA Information:", Provision),
    ("Purchase/Sales For Divestment Date (CMIC)", Provision), ("BLOCKING PROPERTY", Provision),
    ("Listing Date", Fact::Listed), ("Effective Date", Fact::Effective),

    ("Passport", Identifier(Id::Passport)), ("Diplomatic Passport", Identifier(Id::Passport)),
    ("Passport Booklet:", Identifier(Id::Passport)), ("Passport Booklet", Identifier(Id::Passport)),
    ("British National Overseas Passport", Identifier(Id::Passport)), ("Stateless Person Passport", Identifier(Id::Passport)),
    ("Numbered Passport", Identifier(Id::Passport)), ("U.S.A. Passport", Identifier(Id::Passport)),
    ("Travel Document Number", Identifier(Id::Passport)), ("Refugee Travel Document", Identifier(Id::Passport)),

    ("National ID No.", Identifier(Id::NationalId)), ("National ID No.:", Identifier(Id::NationalId)),
    ("National ID No. CNIC:", Identifier(Id::NationalId)), ("National ID No. NIC:", Identifier(Id::NationalId)),
    ("Cedula No.", Identifier(Id::NationalId)), ("Cedula No. Cedula:", Identifier(Id::NationalId)),
    ("Cedula No. T.I.", Identifier(Id::NationalId)), ("Cedula de Residencia", Identifier(Id::NationalId)),
    ("C.U.R.P.", Identifier(Id::NationalId)), ("C.U.R.P. #", Identifier(Id::NationalId)), ("D.N.I.", Identifier(Id::NationalId)),
    ("Identification Number", Identifier(Id::NationalId)), ("Personal ID Card", Identifier(Id::NationalId)),
    ("Citizen's Card Number", Identifier(Id::NationalId)), ("Kenyan ID No.", Identifier(Id::NationalId)),
    ("Turkish Identification Number", Identifier(Id::NationalId)), ("Numero de Identidad", Identifier(Id::NationalId)),
    ("National Foreign ID Number", Identifier(Id::NationalId)), ("C.U.I.", Identifier(Id::NationalId)),
    ("LE Number", Identifier(Id::NationalId)), ("I.F.E.", Identifier(Id::NationalId)), ("N.I.E.", Identifier(Id::NationalId)),
    ("Tazkira National ID Card", Identifier(Id::NationalId)), ("Bosnian Personal ID No.", Identifier(Id::NationalId)),
    ("Moroccan Personal ID No.", Identifier(Id::NationalId)), ("UAE Identification", Identifier(Id::NationalId)),
    ("CNP (Personal Numerical Code)", Identifier(Id::NationalId)), ("Stateless Person ID Card", Identifier(Id::NationalId)),
    ("Credencial electoral", Identifier(Id::NationalId)), ("Tarjeta de Identidad", Identifier(Id::NationalId)),
    ("SSN", Identifier(Id::SocialSecurity)),

    ("Tax ID No.", Identifier(Id::Tax)), ("R.F.C.", Identifier(Id::Tax)), ("R.F.C. #", Identifier(Id::Tax)),
    ("RFC", Identifier(Id::Tax)), ("NIT #", Identifier(Id::Tax)), ("RUC #", Identifier(Id::Tax)), ("RIF #", Identifier(Id::Tax)),
    ("RIF", Identifier(Id::Tax)), ("V.A.T. Number", Identifier(Id::Tax)), ("C.U.I.T.", Identifier(Id::Tax)),
    ("US FEIN", Identifier(Id::Tax)), ("Italian Fiscal Code", Identifier(Id::Tax)), ("Italian Fiscal Code:", Identifier(Id::Tax)),
    ("Fiscal Code", Identifier(Id::Tax)), ("RTN", Identifier(Id::Tax)), ("N.I.F.", Identifier(Id::Tax)),
    ("C.I.F.", Identifier(Id::Tax)), ("Romanian Tax Registration", Identifier(Id::Tax)),
    ("Paraguayan tax identification number", Identifier(Id::Tax)),
    ("Numero Unico de Identificacao Tributaria (NUIT)", Identifier(Id::Tax)), ("C.U.I.P.", Identifier(Id::Other)),

    ("Registration Number", Identifier(Id::Registration)), ("Registration ID", Identifier(Id::Registration)),
    ("Business Registration Number", Identifier(Id::Registration)), ("Business Number", Identifier(Id::Registration)),
    ("Business Registration Document #", Identifier(Id::Registration)),
    ("Business Registration Document # CUD:", Identifier(Id::Registration)),
    ("Folio Mercantil No.", Identifier(Id::Registration)), ("Commercial Registry Number", Identifier(Id::Registration)),
    ("Company Number", Identifier(Id::Registration)), ("UK Company Number", Identifier(Id::Registration)),
    ("C.R. No.", Identifier(Id::Registration)), ("Romanian C.R.", Identifier(Id::Registration)),
    ("Matricula Mercantil No", Identifier(Id::Registration)), ("Trade License No.", Identifier(Id::Registration)),
    ("Economic Register Number (CBLS)", Identifier(Id::Registration)),
    ("Chamber of Commerce Number", Identifier(Id::Registration)),
    ("Central Registration System Number", Identifier(Id::Registration)),
    ("Istanbul Chamber of Comm. No.", Identifier(Id::Registration)),
    ("Dubai Chamber of Commerce Membership No.", Identifier(Id::Registration)),
    ("Public Registration Number", Identifier(Id::Registration)), ("Enterprise Number", Identifier(Id::Registration)),
    ("Branch Unit Number", Identifier(Id::Registration)), ("Registered Charity No.", Identifier(Id::Registration)),
    ("Certificate of Incorporation Number", Identifier(Id::Registration)), ("RSIN", Identifier(Id::Registration)), ("Organization Code", Identifier(Id::Registration)),
    ("Registration Certificate Number (Dubai)", Identifier(Id::Registration)), ("C.I.N.", Identifier(Id::Registration)),
    ("Company ID: No.", Identifier(Id::Registration)), ("MSB Registration Number", Identifier(Id::Registration)),
    ("Vessel Registration Identification", Identifier(Id::Registration)),
    ("Other Vessel Identification Number", Identifier(Id::Registration)),
    ("International Maritime Organization No.", Identifier(Id::Imo)),
    ("Russian State Individual Business Registration Number Pattern (OGRNIP)", Identifier(Id::Ogrn)),
    ("Government Gazette Number", Identifier(Id::Okpo)), ("Legal Entity Number", Identifier(Id::Lei)),
    ("Unified Social Credit Code (USCC)", Identifier(Id::Uscc)),
    ("United Social Credit Code Certificate (USCCC)", Identifier(Id::Uscc)), ("D-U-N-S Number", Identifier(Id::Duns)),

    ("MMSI", Identifier(Id::Mmsi)), ("Vessel Call Sign", Identifier(Id::CallSign)),
    ("Other Vessel Call Sign", Identifier(Id::CallSign)), ("Aircraft Tail Number", Identifier(Id::TailNumber)),
    ("Previous Aircraft Tail Number", Identifier(Id::TailNumber)),
    ("Aircraft Manufacturer's Serial Number (MSN)", Identifier(Id::SerialNumber)),
    ("Aircraft Construction Number (also called L/N or S/N or F/N)", Identifier(Id::SerialNumber)),
    ("Aircraft Serial Identification", Identifier(Id::SerialNumber)),
    ("Aircraft Mode S Transponder Code", Identifier(Id::Other)),

    ("SWIFT/BIC", Identifier(Id::Bic)), ("ISIN", Identifier(Id::Isin)), ("BIK (RU)", Identifier(Id::Other)),
    ("Digital Currency Address", Identifier(Id::Wallet)),
    ("Email Address", Identifier(Id::Email)), ("Email", Identifier(Id::Email)), ("Phone Number", Identifier(Id::Phone)), ("Phone No.", Identifier(Id::Phone)),
    ("PHONE", Identifier(Id::Phone)), ("Telephone", Identifier(Id::Phone)), ("Telephone:", Identifier(Id::Phone)),
    ("Telephone No.", Identifier(Id::Phone)), ("Telephone Number:", Identifier(Id::Phone)), ("Fax", Identifier(Id::Phone)),
    ("Fax:", Identifier(Id::Phone)), ("Fax No.", Identifier(Id::Phone)), ("FAX", Identifier(Id::Phone)),
    ("Website", Identifier(Id::Website)),

    ("Driver's License No.", Identifier(Id::Other)), ("License", Identifier(Id::Other)),
    ("Electoral Registry No.", Identifier(Id::Other)), ("Birth Certificate Number", Identifier(Id::Other)),
    ("Cartilla de Servicio Militar Nacional", Identifier(Id::Other)), ("Residency Number", Identifier(Id::Other)),
    ("Permit Number", Identifier(Id::Other)), ("VisaNumberID", Identifier(Id::Other)), ("File Number", Identifier(Id::Other)),
    ("SRE Permit No.", Identifier(Id::Other)), ("Refugee ID Card", Identifier(Id::Other)),
    ("Immigration No.", Identifier(Id::Other)), ("Pilot License Number", Identifier(Id::Other)),
    ("Afghan Money Service Provider License Number", Identifier(Id::Other)),
    ("Military Registration Number", Identifier(Id::Other)), ("Trademark number", Identifier(Id::Other)),
    ("Seafarer's Identification Document", Identifier(Id::Other)), ("Tourism License No.", Identifier(Id::Other)),
    ("Romanian Permanent Resident", Identifier(Id::Other)), ("Tarjeta Profesional", Identifier(Id::Other)),
    ("Serial No.", Identifier(Id::Other)), ("Public Security and Immigration No.", Identifier(Id::Other)),
];

/// The labels by their first word, longest first.
static BY_WORD: LazyLock<FxHashMap<&'static str, Vec<(&'static str, Fact)>>> = LazyLock::new(|| {
    let mut by_word: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for &(label, fact) in LABELS {
        by_word.entry(first_word(label)).or_default().push((label, fact));
    }
    for labels in by_word.values_mut() {
        labels.sort_by_key(|(label, _)| Reverse(label.len()));
    }
    by_word
});

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

/// A statement split into its label and what follows; `None` when it starts with no known label.
///
/// Two labels run on into the value: a wallet's currency ("Digital Currency Address - XBT") and the subject of a listing
/// date ("Listing Date (EO 14024 Directive 2):"); both are part of the label that is answered.
pub(crate) fn split(statement: &str) -> Option<(&str, Fact, &str)> {
    let labels = BY_WORD.get(first_word(statement))?;
    labels.iter().find_map(|&(label, fact)| {
        let rest = statement.strip_prefix(label)?;
        if !(rest.is_empty() || rest.starts_with(' ') || label.ends_with(':')) {
            return None;
        }
        let at = label.len() + run_on(fact, rest);
        Some((statement[..at].trim(), fact, statement[at..].trim()))
    })
}

/// How much of what follows a label still belongs to it.
fn run_on(fact: Fact, rest: &str) -> usize {
    match fact {
        Identifier(Id::Wallet) => {
            let currency = rest.strip_prefix(" - ").unwrap_or(rest);
            let start = rest.len() - currency.len();
            start + currency.find(' ').unwrap_or(currency.len())
        }
        Fact::Listed | Fact::Effective => {
            rest.find(')').map_or(0, |end| end + 1 + usize::from(rest[end + 1..].starts_with(':')))
        }
        _ => 0,
    }
}
