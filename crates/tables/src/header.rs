//! Which row names the columns.

use crate::columns::{Column, fold};
use crate::row::Cells;
use crate::table::Options;

/// Rows among which the header is looked for. Official lists have up to two lines above it.
pub(crate) const LOOKED_AT: usize = 20;

/// The place of the header among the first rows: the row with the most cells that are usual column names, if it has
/// two of them or is all of the row; else the first row that is about as wide as the widest. `None` where there is
/// no row at all.
pub(crate) fn find<'a>(rows: impl Iterator<Item = &'a Cells>, options: &Options) -> Option<usize> {
    let known: Vec<String> = options.known_columns.iter().map(|name| fold(name)).collect();
    let rows: Vec<(usize, usize)> =
        rows.take(LOOKED_AT).map(|cells| (filled(cells), recognised(cells, &known))).collect();
    let named = (0..rows.len()).rev().max_by_key(|at| rows[*at].1)?;
    let (width, names) = rows[named];
    if names >= 2 || names == 1 && width == 1 {
        return Some(named);
    }
    let widest = rows.iter().map(|row| row.0).max()?;
    rows.iter().position(|row| row.0 > 0 && row.0 * 5 >= widest * 4)
}

fn filled(cells: &Cells) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

fn recognised(cells: &Cells, known: &[String]) -> usize {
    let is_known = |cell: &&str| Column::from_usual_name(cell).is_some() || known.contains(&fold(cell));
    cells.iter().filter(|cell| cell.len() <= 60).filter(is_known).count()
}
