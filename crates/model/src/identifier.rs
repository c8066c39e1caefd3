//! Documents and registrations, their normal forms and check digits.

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
        let number: String =
            number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
        let (label, issuer, issued, expires) = (String::new(), None, None, None);
        Self { kind, number, label, issuer, issued, expires, checksum: Checksum::Unchecked }
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
