//! The columns of the UK's lists, whichever file prints them.

use std::fmt::Write;

macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident = $($name:literal)|+),* $(,)?) => {
        /// A column, by what it holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Column {
            $($(#[$doc])* $column,)*
        }

        impl Column {
            /// The column of this heading or element name; case, blanks and punctuation do not count.
            pub(super) fn of(heading: &str) -> Option<Self> {
                let mut plain = String::new();
                for c in heading.chars().filter(char::is_ascii_alphanumeric) {
                    let _ = plain.write_char(c.to_ascii_lowercase());
                }
                Some(match plain.as_str() {
                    $($($name)|+ => Self::$column,)*
                    _ => return None,
                })
            }
        }
    };
}

// Sources: the headings of the OFSI file of 2018 and of the eight-column ODS of 2025 as read; the full CSV's headings and
// the XML's element names from the published layout, as remembered, and from the crawler of OpenSanctions.
columns! {
    /// The UK Sanctions List's id, `AFG0001`.
    UniqueId = "uniqueid",
    /// OFSI's id: the id of the OFSI list, a second key of the UK Sanctions List.
    GroupId = "groupid" | "ofsigroupid",
    /// The UN's reference number.
    UnReference = "unreferencenumber" | "unreference",
    /// A whole name.
    WholeName = "name",
    /// Given names, the first.
    Name1 = "name1",
    /// Given names, the second.
    Name2 = "name2",
    /// Given names, the third.
    Name3 = "name3",
    /// Given names, the fourth.
    Name4 = "name4",
    /// Given names, the fifth.
    Name5 = "name5",
    /// Family name, or the whole name of an entity or ship.
    Name6 = "name6",
    /// `Primary Name`, `Primary Name Variation`, `Alias`; `Prime Alias`, `AKA`, `FKA`.
    NameType = "nametype" | "aliastype",
    /// `Good quality a.k.a`, `Low quality a.k.a`.
    AliasStrength = "aliasstrength" | "aliasquality",
    /// Mr, Dr, Colonel.
    Title = "title",
    /// The name in its own script.
    NonLatinName = "namenonlatinscript" | "nonlatinscript",
    /// The script's name.
    NonLatinType = "nonlatinscripttype",
    /// The language's name.
    NonLatinLanguage = "nonlatinscriptlanguage",
    /// The regime.
    Regime = "regimename" | "regime",
    /// Individual, Entity, Ship.
    Type = "designationtype" | "individualentityship" | "grouptype" | "type",
    /// UK, UN.
    DesignationSource = "designationsource",
    /// The measures.
    SanctionsImposed = "sanctionsimposed",
    /// Free text.
    OtherInformation = "otherinformation",
    /// The reasons.
    Reasons = "ukstatementofreasons" | "statementofreasons",
    /// First line of an address.
    Address1 = "addressline1" | "address1",
    /// Second line.
    Address2 = "addressline2" | "address2",
    /// Third line.
    Address3 = "addressline3" | "address3",
    /// Fourth line.
    Address4 = "addressline4" | "address4",
    /// Fifth line.
    Address5 = "addressline5" | "address5",
    /// Sixth line, mostly the city.
    Address6 = "addressline6" | "address6",
    /// Postal code.
    PostalCode = "addresspostalcode" | "postzipcode" | "postalcode",
    /// Country of an address.
    AddressCountry = "addresscountry" | "country",
    /// Telephone.
    Phone = "phonenumber" | "phone",
    /// Web site.
    Website = "website",
    /// E-mail.
    Email = "emailaddress" | "email",
    /// When designated by the UK (UK Sanctions List), or listed (OFSI).
    DateDesignated = "datedesignated" | "listedon" | "uksanctionslistdatedesignated",
    /// When last changed.
    LastUpdated = "lastupdated",
    /// Date of birth.
    BirthDate = "dob" | "dateofbirth",
    /// Nationalities.
    Nationality = "nationality" | "nationalityies" | "nationalities",
    /// National identity number.
    NationalId = "ninumber" | "nationalidentifiernumber" | "nationalidentificationnumber",
    /// What is said about it.
    NationalIdDetails = "nationalidentifieradditionalinformation" | "nationalidentificationdetails",
    /// Passport: number, or number and details in one text.
    Passport = "passportnumber" | "passportdetails",
    /// What is said about it.
    PassportDetails = "passportadditionalinformation" | "passportnumberdetails",
    /// Function or office.
    Position = "position",
    /// Gender.
    Gender = "gender",
    /// Town of birth.
    BirthTown = "townofbirth",
    /// Country of birth.
    BirthCountry = "countryofbirth",
    /// Kind of entity: legal form, public body.
    EntityType = "typeofentity",
    /// Companies below.
    Subsidiaries = "subsidiaries" | "subsidiary",
    /// Company above.
    ParentCompany = "parentcompany" | "parentcompanies",
    /// Registration number.
    Registration = "businessregistrationnumbers" | "businessregistrationnumber",
    /// IMO number of a ship.
    Imo = "imonumber" | "imonumbers",
    /// Who owns or operates the ship.
    CurrentOwner = "currentowneroperators" | "currentowneroperator",
    /// Who did before.
    PreviousOwner = "previousowneroperators" | "previousowneroperator",
    /// The flag that it is believed to fly.
    Flag = "currentbelievedflagofship" | "currentbelievedflagofships",
    /// Flags before.
    PreviousFlags = "previousflags" | "previousflag",
    /// Kind of ship.
    ShipType = "typeofship",
    /// Tonnage.
    Tonnage = "tonnageofship",
    /// Length.
    Length = "lengthofship",
    /// Year of building.
    YearBuilt = "yearbuilt",
    /// Hull number.
    Hull = "hullidentificationnumberhin" | "hullidentificationnumber" | "hullidentificationnumbers",
}
