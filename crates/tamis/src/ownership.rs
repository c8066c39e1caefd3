//! `tamis ownership`: who is restricted without being named.

use crate::Outcome;
use crate::settings::Settings;

/// What `tamis ownership` takes.
#[derive(Debug, clap::Args)]
pub struct OwnershipCommand {}

/// Runs `tamis ownership`.
pub fn run(_settings: &Settings, _command: &OwnershipCommand) -> anyhow::Result<Outcome> {
    anyhow::bail!("ownership is not part of this build yet")
}
