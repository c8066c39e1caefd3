//! Documents and registrations, their normal forms and check digits.

mod checks;
mod labels;
mod wallet;

use std::fmt;

use crate::{Country, PartialDate};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $property:literal),* $(,)?) => {
        /// What kind of number an identifier is; decides whether two equal numbers mean the same bearer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum IdentifierKind {
            $($(#[$doc])* $variant,)*
        }

        impl IdentifierKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The FollowTheMoney property that holds it.
            pub fn property(self) -> &'static str {
                match self { $(Self::$variant => $property,)* }
            }
        }
    };
}

kinds! {
    /// Passport number.
    Passport = "passportNumber",
    /// National identity number or card.
    NationalId = "idNumber",
    /// Tax number of no more special kind.
    Tax = "taxNumber",
    /// Registration number in a commercial register.
    Registration = "registrationNumber",
    /// Russian taxpayer number (ИНН), 10 or 12 digits.
    Inn = "innCode",
    /// Russian state registration number (ОГРН, ОГРНИП), 13 or 15 digits.
    Ogrn = "ogrnCode",
    /// Russian reason-of-registration code (КПП); shared by many, identifies nobody alone.
    Kpp = "kppCode",
    /// Russian statistics code (ОКПО).
    Okpo = "okpoCode",
    /// Belarusian payer's number (УНП), 9 characters.
    Unp = "unpCode",
    /// Legal Entity Identifier, ISO 17442.
    Lei = "leiCode",
    /// Unified social credit code of China.
    Uscc = "usccCode",
    /// IMO number of a ship or of a company.
    Imo = "imoNumber",
    /// Maritime Mobile Service Identity.
    Mmsi = "mmsi",
    /// Radio call sign.
    CallSign = "callSign",
    /// Tail number or registration of an aircraft.
    TailNumber = "registrationMark",
    /// Manufacturer's serial number of an aircraft.
    SerialNumber = "serialNumber",
    /// Business Identifier Code, ISO 9362.
    Bic = "swiftBic",
    /// International Bank Account Number, ISO 13616.
    Iban = "iban",
    /// International Securities Identification Number, ISO 6166.
    Isin = "isin",
    /// Address of a crypto-currency wallet.
    Wallet = "publicKey",
    /// Social security number.
    SocialSecurity = "socialSecurityNumber",
    /// D-U-N-S number.
    Duns = "dunsCode",
    /// E-mail address.
    Email = "email",
    /// Phone or fax number.
    Phone = "phone",
    /// Web site.
    Website = "website",
    /// A reference that another list gives, such as the UN's `QDi.001`.
    ListReference = "unscId",
    /// A number of another or of no stated kind.
    Other = "idNumberOther",
}

impl IdentifierKind {
    /// Understands a publisher's words for a kind of number: "Cedula No.", "Tax ID No.", "C.U.I.T.", "Паспорт",
    /// "Digital Currency Address - XBT"; also the property's own name. `None` for words that it does not know.
    pub fn parse(label: &str) -> Option<Self> {
        let label = label.trim();
        let own = Self::ALL.iter().find(|kind| kind.property().eq_ignore_ascii_case(label)).copied();
        own.or_else(|| labels::parse(label))
    }
}

/// Whether a number's own check digits hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Checksum {
    /// They hold.
    Valid,
    /// They do not: a typing error, or a number that was made up.
    Invalid,
    /// The kind has none, or none that is checked here.
    Unchecked,
}

/// A document or registration number.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Identifier {
    /// What kind of number it is.
    pub kind: IdentifierKind,
    /// The number as it is compared: blanks and punctuation removed, upper case where case carries nothing.
    pub number: String,
    /// The publisher's own words for the kind, where they say more ("Cedula No.", "Digital Currency Address - XBT").
    pub label: String,
    /// Who issued it.
    pub issuer: Option<Country>,
    /// When it was issued.
    pub issued: Option<PartialDate>,
    /// When it expires or expired.
    pub expires: Option<PartialDate>,
    /// Whether its check digits hold.
    pub checksum: Checksum,
}

impl Identifier {
    /// An identifier, its number brought to normal form and its check digits tested.
    pub fn new(kind: IdentifierKind, number: &str) -> Self {
        let number = normal(kind, number);
        let checksum = checks::check(kind, &number);
        let (label, issuer, issued, expires) = (String::new(), None, None, None);
        Self { kind, number, label, issuer, issued, expires, checksum }
    }

    /// The same, issued by this country.
    #[must_use]
    pub fn issued_by(mut self, issuer: Option<Country>) -> Self {
        self.issuer = issuer;
        self
    }

    /// The same, under the publisher's own words for its kind.
    #[must_use]
    pub fn labelled(mut self, label: &str) -> Self {
        label.trim().clone_into(&mut self.label);
        self
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.label.is_empty() { self.kind.property() } else { &self.label };
        write!(f, "{name} {}", self.number)?;
        self.issuer.map_or(Ok(()), |country| write!(f, " ({country})"))
    }
}

/// A number as it is compared. Most kinds: letters and digits alone, in capitals. A wallet keeps its case where case
/// carries meaning; an e-mail or web address is in small letters, a web address without `https://www.` and the last
/// slash; a phone number is its digits, with `+` for an international one; of an IMO number the letters `IMO` go.
fn normal(kind: IdentifierKind, number: &str) -> String {
    let number = number.trim();
    match kind {
        IdentifierKind::Wallet if wallet::has_case(number) => number.to_owned(),
        IdentifierKind::Wallet | IdentifierKind::Email => number.to_lowercase(),
        IdentifierKind::Website => {
            let lower = number.to_lowercase();
            let host = lower.strip_prefix("https://").or(lower.strip_prefix("http://")).unwrap_or(&lower);
            host.strip_prefix("www.").unwrap_or(host).trim_end_matches('/').to_owned()
        }
        IdentifierKind::Phone => {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            match digits.strip_prefix("00") {
                _ if number.starts_with('+') || number.starts_with("(+") => format!("+{digits}"),
                Some(international) => format!("+{international}"),
                None => digits,
            }
        }
        _ => {
            let upper: String =
                number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
            match upper.strip_prefix("IMO") {
                Some(digits) if kind == IdentifierKind::Imo => digits.to_owned(),
                _ => upper,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    //! 1. Equal numbers in different dress have one normal form.
    //! 2. Publishers' words for kinds are understood.

    use super::*;

    #[test]
    fn normal_forms() {
        for (kind, number, normal) in [
            (IdentifierKind::Passport, "MP 408-3089", "MP4083089"),
            (IdentifierKind::Passport, "mp4083089", "MP4083089"),
            (IdentifierKind::Imo, "IMO 9074729", "9074729"),
            (
                IdentifierKind::Wallet,
                " 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            ),
            (IdentifierKind::Website, "https://www.KAMAZ.ru/", "kamaz.ru"),
            (IdentifierKind::Phone, "+7 (495) 995-71-08", "+74959957108"),
            (IdentifierKind::Phone, "007 495 995 71 08", "+74959957108"),
            (IdentifierKind::Email, "Info@CFTech.ru", "info@cftech.ru"),
        ] {
            assert_eq!(Identifier::new(kind, number).number, normal, "{number}");
        }
    }

    #[test]
    fn publishers_words() {
        for (label, kind) in [
            ("Passport", IdentifierKind::Passport),
            ("Diplomatic Passport", IdentifierKind::Passport),
            ("National ID No.", IdentifierKind::NationalId),
            ("Cedula No.", IdentifierKind::NationalId),
            ("Tax ID No.", IdentifierKind::Tax),
            ("C.U.I.T.", IdentifierKind::Tax),
            ("NIT #", IdentifierKind::Tax),
            ("C.R. No.", IdentifierKind::Other),
            ("Company Number", IdentifierKind::Registration),
            ("Registration Number", IdentifierKind::Registration),
            ("Vessel Registration Identification", IdentifierKind::Imo),
            ("SWIFT/BIC", IdentifierKind::Bic),
            ("Digital Currency Address - XBT", IdentifierKind::Wallet),
            ("Unified Social Credit Code (USCC)", IdentifierKind::Uscc),
            ("ИНН", IdentifierKind::Inn),
            ("taxNumber", IdentifierKind::Tax),
        ] {
            assert_eq!(IdentifierKind::parse(label).unwrap_or(IdentifierKind::Other), kind, "{label}");
        }
        assert_eq!(IdentifierKind::parse("Ballinn House"), None);
    }
}
