//! The first pass over a large file of customers: how common tokens are among them.

use std::path::Path;

use rayon::prelude::*;
use tamis_catalogue::{Catalogue, CustomerTokens};

use crate::arguments::Columns;
use crate::settings::Settings;
use crate::{files, progress, screen};

/// Customers from which on a file is large enough to say how common a name is among them.
const LARGE: u32 = 10_000;

/// No row of a customer is shorter than this, in bytes, packed or not: a smaller file is not read twice.
const SHORTEST_ROW: u64 = 4;

/// Rows counted at a time.
const CHUNK: usize = 1_024;

/// Counts the tokens of a large file's customers; `None` for a small one, and for what cannot be read twice.
pub fn count(
    settings: &Settings,
    catalogue: &Catalogue,
    file: &Path,
    columns: &Columns,
) -> anyhow::Result<Option<CustomerTokens>> {
    if files::size(file).is_none_or(|size| size < u64::from(LARGE) * SHORTEST_ROW) {
        return Ok(None);
    }
    let mut subjects = screen::subjects(file, columns)?;
    let mut counted = CustomerTokens::new(catalogue);
    let bar = progress::counter(settings, "counted");
    loop {
        let chunk: Vec<_> = subjects.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        let tokens: Vec<_> =
            chunk.par_iter().flatten().map(|subject| catalogue.tokens_of(&subject.entity)).collect();
        for tokens in &tokens {
            counted.add(tokens);
        }
        bar.inc(chunk.len() as u64);
    }
    bar.finish_and_clear();
    Ok((counted.customers() >= LARGE).then_some(counted))
}
