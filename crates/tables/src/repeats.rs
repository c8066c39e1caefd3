//! How many cells an ODS sheet would have once its repeated rows and columns are written out.
//!
//! The format says "this cell 16,384 times" and "this row a million times" in a few bytes, and the library that reads
//! it writes all of them out. This counts first, from the tags alone, and keeps nothing.

use std::io::Read;

/// The largest count of cells among the sheets of a `content.xml`, up to the last row and column that hold something.
/// Stops early once a sheet has more than `most`.
pub(crate) fn cells(mut content: impl Read, most: u64) -> u64 {
    let (mut pending, mut chunk) = (Vec::new(), [0; 16 * 1024]);
    let (mut sheet, mut largest) = (Sheet::default(), 0);
    while let Ok(got @ 1..) = content.read(&mut chunk) {
        pending.extend_from_slice(&chunk[..got]);
        let mut from = 0;
        while let Some((start, end)) = tag(&pending[from..]) {
            sheet.read(&pending[from + start..from + end]);
            largest = largest.max(sheet.cells());
            from += end;
        }
        if largest > most {
            break;
        }
        pending.drain(..from);
        // What cannot be a tag any more is text; a tag longer than this is none that counts.
        if pending.len() > LONGEST_TAG {
            pending.clear();
        }
    }
    largest
}

/// Longest tag that is looked at, in bytes. Real tags of cells have under 500.
const LONGEST_TAG: usize = 64 * 1024;

fn tag(bytes: &[u8]) -> Option<(usize, usize)> {
    let start = bytes.iter().position(|b| *b == b'<')?;
    let end = start + bytes[start..].iter().position(|b| *b == b'>')?;
    Some((start + 1, end))
}

/// The sheet that is being counted.
#[derive(Default)]
struct Sheet {
    /// Rows before the present one, and up to the last that holds something.
    rows: u64,
    filled_rows: u64,
    /// How often the present row stands there, and the columns of it so far.
    repeated: u64,
    columns: u64,
    widest: u64,
}

impl Sheet {
    fn read(&mut self, tag: &[u8]) {
        let name = tag.split(|b| b.is_ascii_whitespace() || *b == b'/').next().unwrap_or_default();
        match name {
            b"table:table" => *self = Self::default(),
            b"table:table-row" => {
                self.rows = self.rows.saturating_add(self.repeated);
                (self.repeated, self.columns) = (number(tag, b"number-rows-repeated=\""), 0);
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                self.columns = self.columns.saturating_add(number(tag, b"number-columns-repeated=\""));
                // A cell without a type is empty; what follows the last filled one does not count.
                if position(tag, b"value-type=").is_some() || position(tag, b"table:formula=").is_some() {
                    self.widest = self.widest.max(self.columns);
                    self.filled_rows = self.rows.saturating_add(self.repeated);
                }
            }
            _ => {}
        }
    }

    fn cells(&self) -> u64 {
        self.filled_rows.saturating_mul(self.widest)
    }
}

/// The number of an attribute; 1 where there is none.
fn number(tag: &[u8], attribute: &[u8]) -> u64 {
    let Some(at) = position(tag, attribute) else { return 1 };
    let digits = tag[at + attribute.len()..].iter().take_while(|b| b.is_ascii_digit());
    digits.fold(0, |sum: u64, b| sum.saturating_mul(10).saturating_add(u64::from(b - b'0')))
}

fn position(tag: &[u8], wanted: &[u8]) -> Option<usize> {
    tag.windows(wanted.len()).position(|window| window == wanted)
}
