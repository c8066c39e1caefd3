//! The European Union's consolidated list of persons, groups and entities subject to financial sanctions, in the
//! Commission's two XML forms: the present one ([`fsf`]) and the one it replaced ([`whole`]).
//!
//! The list holds those whose funds the Union's acts freeze, so that each listing's measure is an asset freeze; other
//! measures of the same acts (travel bans, trade, capital markets) are not in these files.

pub(crate) mod fsf;
pub(crate) mod whole;

use tamis_model::{IdentifierKind, ListId};

/// The list's name, in both forms.
fn list() -> ListId {
    ListId::new("eu-consolidated")
}

/// Which kind of number an identification type's code and description mean.
///
/// Codes of the Commission's file: `passport`, `id`, `ssn`, `fiscalcode`, `regnumber`, `swiftbic`, `imo`, `other` …
fn identifier_kind(code: &str, description: &str) -> IdentifierKind {
    let description = description.to_lowercase();
    let has = |needle: &str| description.contains(needle);
    match code.to_lowercase().as_str() {
        "passport" | "diplpassport" | "srvpassport" | "travel" => IdentifierKind::Passport,
        "id" | "electionid" | "residentperm" => IdentifierKind::NationalId,
        "ssn" | "socialsecurity" => IdentifierKind::SocialSecurity,
        "fiscalcode" | "tax" | "vat" => IdentifierKind::Tax,
        "regnumber" | "tradelic" | "tradelicence" | "companynumber" => IdentifierKind::Registration,
        "swiftbic" | "bic" => IdentifierKind::Bic,
        "imo" => IdentifierKind::Imo,
        "mmsi" => IdentifierKind::Mmsi,
        "lei" => IdentifierKind::Lei,
        _ if has("passport") => IdentifierKind::Passport,
        _ if has("national identification") || has("identity card") => IdentifierKind::NationalId,
        _ if has("social security") => IdentifierKind::SocialSecurity,
        _ if has("imo") => IdentifierKind::Imo,
        _ if has("tax") || has("fiscal") => IdentifierKind::Tax,
        _ if has("registration") => IdentifierKind::Registration,
        _ => IdentifierKind::Other,
    }
}
