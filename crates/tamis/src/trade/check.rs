//! `tamis trade check`: one shipment, from the command line.

use std::io::Write;

use anyhow::Context;
use jiff::Zoned;
use tamis_measures::trade::{Party, Place, Shipment, ShipmentRow};
use tamis_model::{DateOrder, PartialDate};

use super::html::Page;
use super::parties::Parties;
use super::print::{Checked, Printer, Summary};
use super::{CheckShipment, Library};
use crate::Outcome;
use crate::screening::Screening;
use crate::settings::Settings;

/// Runs `tamis trade check`.
pub fn run(settings: &Settings, arguments: &CheckShipment) -> anyhow::Result<Outcome> {
    let library = Library::open(&arguments.law)?;
    let row = row(settings, arguments)?;
    let screening = if row.parties.is_empty() { None } else { Some(Screening::open(settings)?) };
    let screener = screening.as_ref().map(|s| s.screener(settings)).transpose()?;
    let mut parties = Parties::new(screener);
    parties.learn(row.parties.iter())?;
    let matches = parties.matches(&row.parties);
    let answer = library.measures.check(&row.shipment, &library.settings());
    let mut printer = Printer::new(settings, Page::new("one shipment".into(), &library.measures));
    let mut out = settings.writer()?;
    let mut summary = Summary::default();
    summary.count(&answer, &matches);
    let made = printer.make(&library.measures, &Checked { row: &row, answer: &answer, parties: &matches })?;
    printer.write(&mut out, made)?;
    printer.finish(&mut out, &summary)?;
    out.flush()?;
    Ok(if summary.alerts() { Outcome::Alerts } else { Outcome::Clear })
}

/// The shipment that the arguments describe.
fn row(settings: &Settings, arguments: &CheckShipment) -> anyhow::Result<ShipmentRow> {
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let place = |given: &Option<String>| given.as_deref().map(Place::parse).unwrap_or_default();
    let places = |given: &[String]| given.iter().map(|p| Place::parse(p)).collect();
    let contract = arguments.contract.as_deref().map(|contract| {
        PartialDate::parse(contract, DateOrder::DayFirst).with_context(|| format!("--contract {contract}"))
    });
    let shipment = Shipment {
        id: "1".into(),
        code: text(&arguments.code),
        description: text(&arguments.description),
        control: text(&arguments.control),
        service: text(&arguments.service),
        origin: place(&arguments.origin),
        from: place(&arguments.from),
        to: place(&arguments.to),
        via: places(&arguments.via),
        consignee: place(&arguments.consignee_country),
        used_in: place(&arguments.used_in),
        end_use: text(&arguments.end_use),
        quantity: text(&arguments.quantity),
        value: arguments.value,
        contract: contract.transpose()?,
        on: settings.on.or_else(|| today(settings)),
        acting: places(&arguments.acting),
        unread: Vec::new(),
    };
    Ok(ShipmentRow { shipment, parties: parties(arguments) })
}

fn parties(arguments: &CheckShipment) -> Vec<Party> {
    let party = |role, name: &String| Party { role, name: name.clone(), imo: String::new() };
    let mut parties: Vec<Party> = arguments.party.iter().map(|n| party("party", n)).collect();
    parties.extend(arguments.bank.iter().map(|n| party("bank", n)));
    if arguments.vessel.is_some() || arguments.imo.is_some() {
        let (name, imo) =
            (arguments.vessel.clone().unwrap_or_default(), arguments.imo.clone().unwrap_or_default());
        parties.push(Party { role: "vessel", name, imo });
    }
    parties
}

/// Today, for a shipment without a day; said, since the answer depends on it.
pub fn today(settings: &Settings) -> Option<PartialDate> {
    let today = Zoned::now().date();
    settings.say(format_args!("no --on DATE: asked as of today, {today}"));
    PartialDate::day(today.year(), today.month(), today.day())
}
