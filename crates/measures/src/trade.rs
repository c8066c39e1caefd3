//! May these goods go there, on that day? Trade measures as dated data, and the check over them.
//!
//! A measure is data ([`Measures`], read from the tables in `crates/measures/data/trade`): the article, the annex with
//! its goods codes, the country test, the dates, the wind-down, the exemptions. [`Measures::check`] holds a
//! [`Shipment`] against all of them and answers [`Outcome::Prohibited`], [`Outcome::Permitted`] or
//! [`Outcome::Review`], with every rule that was considered and why it applies or not. A fact that is missing never
//! leads to *permitted*: it is named.
//!
//! The way of one check: [`code`] understands the goods code, [`goods`] finds the annex entries that it may fall
//! under, [`consider`] holds each rule against the shipment ([`time`], [`territory`], [`classification`]), [`check`]
//! joins them, [`near`] and [`crate::evasion`] add what a person should also see.

mod check;
mod classification;
mod code;
mod columns;
mod consider;
mod data;
mod describe;
mod goods;
mod measure;
mod near;
mod nomenclature;
mod place;
mod quote;
mod shipment;
mod territory;
mod time;

pub(crate) use check::SURE_WORDS;
pub use check::{Answer, Finding, Goods, Outcome, Settings};
pub use code::{CodeError, GoodsCode};
pub use columns::{ColumnsError, Party, ShipmentColumn, ShipmentLayout, ShipmentRow};
pub use data::DataError;
pub use describe::{Described, GoodsWords};
pub use measure::{
    Activity, Annex, Confidence, CountryTest, Exemption, ExemptionKind, Good, Measure, Measures, Regime,
    WindDown,
};
pub use near::NearMiss;
pub use nomenclature::{Nomenclature, NomenclatureError};
pub use place::Place;
pub(crate) use place::{country_name, country_names};
pub use shipment::Shipment;
pub(crate) use territory::{Tie, tie};
