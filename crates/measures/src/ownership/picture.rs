//! The part of a graph that matters, drawn: owners above, owned below, each node marked by what each regime says of it.

mod layout;
mod part;
mod svg;

pub use part::{Part, part_of, part_of_all};

use super::holdings::Holdings;
use super::standing::Standing;

/// Nodes that one picture shows; more are unreadable on a page. What is left out is said in the picture.
pub const NODES_MAX: usize = 60;

/// Draws a part of the graph as an SVG document.
pub fn draw(holdings: &Holdings<'_>, standings: &[Standing], part: &Part) -> String {
    svg::draw(holdings, standings, part, &layout::lay_out(part))
}
