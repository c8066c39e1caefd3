//! Publishers' words for kinds of numbers.

use super::IdentifierKind as K;

/// Words and the kind that they mean. A label is of the kind whose words it holds, whole words only; the first line
/// that fits counts, so the special ones stand before the general ones.
///
/// Collected from the labels of OFAC's remarks and XML, the UN's and the EU's documents, the UK's and Canada's lists.
const WORDS: &[(&str, K)] = &[
    ("passport", K::Passport),
    ("passeport", K::Passport),
    ("pasaporte", K::Passport),
    ("паспорт", K::Passport),
    ("travel document", K::Passport),
    ("laissez passer", K::Passport),
    ("seafarer", K::NationalId),
    ("legal entity number", K::Registration),
    ("legal entity identifier", K::Lei),
    ("lei", K::Lei),
    ("swift", K::Bic),
    ("bic", K::Bic),
    ("bik", K::Other),
    ("iban", K::Iban),
    ("isin", K::Isin),
    ("digital currency address", K::Wallet),
    ("wallet", K::Wallet),
    ("crypto", K::Wallet),
    ("vessel registration identification", K::Imo),
    ("imo", K::Imo),
    ("mmsi", K::Mmsi),
    ("maritime mobile service identity", K::Mmsi),
    ("call sign", K::CallSign),
    ("aircraft tail number", K::TailNumber),
    ("tail number", K::TailNumber),
    ("aircraft construction number", K::SerialNumber),
    ("manufacturer s serial number", K::SerialNumber),
    ("serial number", K::SerialNumber),
    ("msn", K::SerialNumber),
    ("d u n s", K::Duns),
    ("duns", K::Duns),
    ("unified social credit code", K::Uscc),
    ("uscc", K::Uscc),
    ("social security", K::SocialSecurity),
    ("ssn", K::SocialSecurity),
    ("snils", K::SocialSecurity),
    ("снилс", K::SocialSecurity),
    ("ogrn", K::Ogrn),
    ("ogrnip", K::Ogrn),
    ("огрн", K::Ogrn),
    ("огрнип", K::Ogrn),
    ("primary state registration number", K::Ogrn),
    ("okpo", K::Okpo),
    ("окпо", K::Okpo),
    ("kpp", K::Kpp),
    ("кпп", K::Kpp),
    ("unp", K::Unp),
    ("унп", K::Unp),
    ("inn", K::Inn),
    ("инн", K::Inn),
    ("email", K::Email),
    ("e mail", K::Email),
    ("phone", K::Phone),
    ("telephone", K::Phone),
    ("fax", K::Phone),
    ("website", K::Website),
    ("web site", K::Website),
    ("tax", K::Tax),
    ("fiscal", K::Tax),
    ("vat", K::Tax),
    ("value added tax", K::Tax),
    ("nit", K::Tax),
    ("rif", K::Tax),
    ("rfc", K::Tax),
    ("cuit", K::Tax),
    ("c u i t", K::Tax),
    ("ruc", K::Tax),
    ("rtn", K::Tax),
    ("nif", K::Tax),
    ("cif", K::Tax),
    ("pan", K::Tax),
    ("taxpayer", K::Tax),
    ("c u i", K::NationalId),
    ("cui", K::NationalId),
    ("cedula", K::NationalId),
    ("c u r p", K::NationalId),
    ("curp", K::NationalId),
    ("d n i", K::NationalId),
    ("dni", K::NationalId),
    ("pesel", K::NationalId),
    ("cnp", K::NationalId),
    ("nic", K::NationalId),
    ("national", K::NationalId),
    ("identity card", K::NationalId),
    ("identification number", K::NationalId),
    ("id card", K::NationalId),
    ("personal id", K::NationalId),
    ("tazkira", K::NationalId),
    ("residence", K::NationalId),
    ("residency", K::NationalId),
    ("citizen s card", K::NationalId),
    ("birth certificate", K::NationalId),
    ("electoral registry", K::NationalId),
    ("voter", K::NationalId),
    ("numero de identidad", K::NationalId),
    ("company", K::Registration),
    ("business", K::Registration),
    ("registration", K::Registration),
    ("registered", K::Registration),
    ("register", K::Registration),
    ("registry", K::Registration),
    ("enterprise", K::Registration),
    ("matricula mercantil", K::Registration),
    ("commercial", K::Registration),
    ("chamber of commerce", K::Registration),
    ("trade license", K::Registration),
    ("trade licence", K::Registration),
    ("folio mercantil", K::Registration),
    ("license", K::Registration),
];

/// The kind that a label means, if its words say so.
pub(super) fn parse(label: &str) -> Option<K> {
    let spaced = |text: &str| -> String {
        let letters = text.to_lowercase().replace(['é', 'É'], "e");
        let letters = letters.replace('ú', "u");
        let words: Vec<&str> =
            letters.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        format!(" {} ", words.join(" "))
    };
    let label = spaced(label);
    let fits = |words: &str| {
        label
            .match_indices(words)
            .any(|(at, _)| label[..at].ends_with(' ') && label[at + words.len()..].starts_with(' '))
    };
    WORDS.iter().find(|(words, _)| fits(words)).map(|(_, kind)| *kind)
}
