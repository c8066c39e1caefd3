//! Dates: whether a rule is in force on a day, and whether a wind-down covers a contract.

use jiff::civil::Date;
use tamis_model::PartialDate;

use super::measure::WindDown;

/// Whether a term covers a day that may itself be known only roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InForce {
    Yes,
    NotYet,
    NoMore,
    /// The day is missing, or is a month or year over which the answer changes.
    Unclear,
}

pub(super) fn in_force(term: (Date, Option<Date>), on: Option<PartialDate>) -> InForce {
    let Some(on) = on else { return InForce::Unclear };
    let (from, to) = term;
    if on.last() < from {
        InForce::NotYet
    } else if to.is_some_and(|to| on.first() > to) {
        InForce::NoMore
    } else if on.first() >= from && to.is_none_or(|to| on.last() <= to) {
        InForce::Yes
    } else {
        InForce::Unclear
    }
}

/// What a wind-down does to a prohibition that would otherwise apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Winding {
    /// The contract is old enough and the performance in time.
    Covers,
    /// It would, if an authority granted it or a further condition holds.
    MayCover,
    /// The contract's date is not stated, or is too rough to tell.
    ContractUnknown,
    /// The contract is too young.
    ContractTooLate,
    /// Performance comes after the end of the term.
    Over,
}

pub(super) fn winding(rule: &WindDown, contract: Option<PartialDate>, on: Option<PartialDate>) -> Winding {
    let performed_too_late = |until: Date| on.is_some_and(|on| on.first() > until);
    let performance_unclear = |until: Date| on.is_none_or(|on| on.last() > until);
    if rule.until.is_some_and(performed_too_late) {
        return Winding::Over;
    }
    match contract {
        Some(contract) if contract.first() >= rule.contract_before => Winding::ContractTooLate,
        Some(contract) if contract.last() < rule.contract_before => {
            if rule.authorisation
                || !rule.conditions.is_empty()
                || rule.until.is_some_and(performance_unclear)
            {
                Winding::MayCover
            } else {
                Winding::Covers
            }
        }
        _ => Winding::ContractUnknown,
    }
}
