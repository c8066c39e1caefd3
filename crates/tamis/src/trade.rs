//! `tamis trade`: goods and shipments against trade measures.

use crate::Outcome;
use crate::settings::Settings;

/// What `tamis trade` takes.
#[derive(Debug, clap::Args)]
pub struct TradeCommand {}

/// Runs `tamis trade`.
pub fn run(_settings: &Settings, _command: &TradeCommand) -> anyhow::Result<Outcome> {
    anyhow::bail!("trade measures are not part of this build yet")
}
