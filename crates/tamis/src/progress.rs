//! Progress on long work, for a person who waits; nothing for a pipe.

use indicatif::{ProgressBar, ProgressStyle};

use crate::settings::Settings;

/// A counter of records done, shown on stderr when it is a terminal and the work takes a moment.
pub fn counter(settings: &Settings, what: &'static str) -> ProgressBar {
    if settings.quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {human_pos} ({per_sec}, {elapsed})") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}
