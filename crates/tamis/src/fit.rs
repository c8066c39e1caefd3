//! `tamis policy fit`: the weights, from labelled pairs.

use std::path::Path;

use crate::Outcome;
use crate::settings::Settings;

/// Runs `tamis policy fit`.
pub fn run(_settings: &Settings, _sets: &Path, _write: Option<&Path>) -> anyhow::Result<Outcome> {
    anyhow::bail!("not yet")
}
