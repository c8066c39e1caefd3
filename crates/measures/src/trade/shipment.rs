//! What is asked about.

use tamis_model::PartialDate;

use super::place::Place;

/// One shipment, as far as it is known. Everything may be missing; what is missing is said in the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shipment {
    /// The user's id.
    pub id: String,
    /// The goods code as written.
    pub code: String,
    /// The goods in words.
    pub description: String,
    /// The exporter's classification where the law lists goods without a code: `3A001`, `X.A.I.001`, `ML4`,
    /// `dual-use`, `annex-va`; `none` when the goods were examined and are on no such list.
    pub control: String,
    /// A service that is asked about, with goods or instead of them: insurance, loan, securities. Who receives it is said
    /// by [`Shipment::to`] and, in words, by [`Shipment::end_use`].
    pub service: String,
    /// Where the goods originate.
    pub origin: Place,
    /// Where they are consigned from.
    pub from: Place,
    /// Where they go.
    pub to: Place,
    /// The countries on the way.
    pub via: Vec<Place>,
    /// Where the consignee is established, when that is not where the goods go.
    pub consignee: Place,
    /// Where the goods will be used, when that is not where they go.
    pub used_in: Place,
    /// What the goods are for, in words.
    pub end_use: String,
    /// How much, as written.
    pub quantity: String,
    /// Value in euro per item, where the law asks for one.
    pub value: Option<f64>,
    /// When the contract was concluded.
    pub contract: Option<PartialDate>,
    /// When it is performed: the day on which the law is asked.
    pub on: Option<PartialDate>,
    /// The jurisdictions of those who act: nationality, incorporation, flag of the vessel.
    pub acting: Vec<Place>,
    /// What the reader of the shipment could not understand, in sentences.
    pub unread: Vec<String>,
}

impl Shipment {
    /// Every place with the name of its field.
    pub(super) fn places(&self) -> impl Iterator<Item = (&'static str, &Place)> {
        [
            ("origin", &self.origin),
            ("from", &self.from),
            ("to", &self.to),
            ("consignee country", &self.consignee),
            ("country of use", &self.used_in),
        ]
        .into_iter()
        .chain(self.via.iter().map(|p| ("via", p)))
        .chain(self.acting.iter().map(|p| ("acting person", p)))
    }
}
