//! An entity's being on a list, and what the law does about it.

use std::fmt;

use crate::{ListId, PartialDate, Source};

/// What the law does to whoever or whatever is listed. Not every listing freezes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Funds and economic resources are frozen, and none may be made available.
    AssetFreeze,
    /// Entry into or transit through a territory is refused.
    TravelBan,
    /// Arms and related material may not be supplied.
    ArmsEmbargo,
    /// Goods or technology may not be sold, supplied, exported or bought without a licence.
    TradeBan,
    /// Transferable securities and money-market instruments may not be dealt in.
    CapitalMarket,
    /// New loans or credit are limited.
    LoanLimit,
    /// Any transaction is prohibited, without a freeze.
    TransactionBan,
    /// Messaging services for payments (SWIFT) may not be provided.
    PaymentMessaging,
    /// A ship or aircraft may not call, land, be insured or served.
    Transport,
    /// Named services may not be provided.
    Service,
    /// Correspondent accounts are prohibited or conditioned.
    CorrespondentAccount,
    /// Investment is prohibited.
    InvestmentBan,
    /// A person may not direct a company.
    DirectorDisqualification,
    /// Anything else, in the publisher's own words.
    Other(Box<str>),
}

impl Measure {
    /// Every measure with a name of its own.
    pub const NAMED: [Self; 13] = [
        Self::AssetFreeze,
        Self::TravelBan,
        Self::ArmsEmbargo,
        Self::TradeBan,
        Self::CapitalMarket,
        Self::LoanLimit,
        Self::TransactionBan,
        Self::PaymentMessaging,
        Self::Transport,
        Self::Service,
        Self::CorrespondentAccount,
        Self::InvestmentBan,
        Self::DirectorDisqualification,
    ];

    /// The measure as it is written in answers and policies, or the publisher's own words.
    pub fn as_str(&self) -> &str {
        match self {
            Self::AssetFreeze => "asset freeze",
            Self::TravelBan => "travel ban",
            Self::ArmsEmbargo => "arms embargo",
            Self::TradeBan => "trade ban",
            Self::CapitalMarket => "capital-market limit",
            Self::LoanLimit => "loan limit",
            Self::TransactionBan => "transaction ban",
            Self::PaymentMessaging => "payment-messaging ban",
            Self::Transport => "transport ban",
            Self::Service => "service ban",
            Self::CorrespondentAccount => "correspondent-account limit",
            Self::InvestmentBan => "investment ban",
            Self::DirectorDisqualification => "director disqualification",
            Self::Other(words) => words,
        }
    }

    /// The measure of this exact name ([`Self::as_str`]); any other text is a measure in those words.
    pub fn named(name: &str) -> Self {
        Self::NAMED.into_iter().find(|m| m.as_str() == name).unwrap_or_else(|| Self::Other(name.into()))
    }

    /// Understands a publisher's words for a measure; words that it does not know are kept as they are.
    pub fn parse(words: &str) -> Self {
        let lower = words.trim().to_lowercase();
        let has = |needle: &str| lower.contains(needle);
        match lower.as_str() {
            _ if has("freeze") || has("frozen") || has("blocking") => Self::AssetFreeze,
            _ if has("travel ban") || has("admission") || has("entry ban") => Self::TravelBan,
            _ if has("arms embargo") || lower == "arms restrictions" => Self::ArmsEmbargo,
            _ if has("financial messag") || has("swift") || has("payment-messaging") => {
                Self::PaymentMessaging
            }
            _ if has("correspondent") => Self::CorrespondentAccount,
            _ if has("capital market") || has("capital-market") || has("securities") => Self::CapitalMarket,
            _ if has("loan") || has("credit") => Self::LoanLimit,
            _ if has("transaction") => Self::TransactionBan,
            _ if has("disqualif") => Self::DirectorDisqualification,
            _ if has("invest") => Self::InvestmentBan,
            // Before the ports: "export control" is none of theirs.
            _ if has("export") || has("import") || has("trade") || has("sectoral") || has("dual-use") => {
                Self::TradeBan
            }
            _ if has("port ")
                || has("port-")
                || has("ship")
                || has("vessel")
                || has("aviation")
                || has("transport") =>
            {
                Self::Transport
            }
            _ if has("service") => Self::Service,
            _ => Self::Other(words.trim().into()),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Measure {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::named(&String::deserialize(deserializer)?))
    }
}

/// An entity's being on a list: by which programme and act, with which effect, why, and from when to when.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Listing {
    /// The list.
    pub list: ListId,
    /// The list's own programmes or regimes, such as `BELARUS-EO14038` or `EU-BLR`.
    pub programmes: Vec<String>,
    /// What the law does.
    pub measures: Vec<Measure>,
    /// The legal acts that list the entity, such as `32006R0765` or `Executive Order 14038`, with annex if printed.
    pub legal_acts: Vec<String>,
    /// The publisher's own reference of this entry, where it is not the entity's id.
    pub reference: Option<String>,
    /// Why the entity is listed, in the publisher's words.
    pub reasons: Vec<String>,
    /// When the entity was listed.
    pub listed: Option<PartialDate>,
    /// When the listing was published.
    pub published: Option<PartialDate>,
    /// When it took effect, where that is another day.
    pub effective: Option<PartialDate>,
    /// When the entry was last amended.
    pub amended: Option<PartialDate>,
    /// When the listing ended; `None` while it stands.
    pub delisted: Option<PartialDate>,
    /// The last day on which it is to be in force, where the publisher said so from the start: denial orders run out.
    /// A listing that ran out may still be printed, and only a day that is asked about tells whether it did.
    pub expires: Option<PartialDate>,
    /// Where the entry stands in its snapshot.
    pub source: Source,
}

impl Listing {
    /// A listing of which only list and place are known yet.
    pub fn new(list: ListId, source: Source) -> Self {
        Self {
            list,
            programmes: Vec::new(),
            measures: Vec::new(),
            legal_acts: Vec::new(),
            reference: None,
            reasons: Vec::new(),
            listed: None,
            published: None,
            effective: None,
            amended: None,
            delisted: None,
            expires: None,
            source,
        }
    }

    /// Since when the entity is listed: the listing date, else when it took effect, else when it was published.
    pub fn since(&self) -> Option<&PartialDate> {
        self.listed.as_ref().or(self.effective.as_ref()).or(self.published.as_ref())
    }

    /// Until when the entity is listed: when the listing ended, else the last day for which it was made.
    pub fn until(&self) -> Option<&PartialDate> {
        self.delisted.as_ref().or(self.expires.as_ref())
    }

    /// Whether the listing freezes assets.
    pub fn freezes(&self) -> bool {
        self.measures.contains(&Measure::AssetFreeze)
    }
}
