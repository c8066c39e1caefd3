//! Where the nodes of a picture stand: in rows, owners above what they own (Sugiyama's way in four steps: rows by longest
//! path, points where long ties pass a row, order by barycentre, places by pulling towards neighbours).

use super::part::Part;
use crate::ownership::graph::TieKind;

/// Width of a box.
pub const BOX_WIDTH: f32 = 210.0;
/// Height of a box.
pub const BOX_HEIGHT: f32 = 74.0;
/// Blank between boxes of a row.
const GAP: f32 = 26.0;
/// Distance from row to row.
const ROW_HEIGHT: f32 = 142.0;
/// Room that a tie takes where it passes a row.
const PASSAGE: f32 = 22.0;
/// Boxes beside each other; a row of more is broken into several.
const ROW_MAX: usize = 6;
/// Sweeps that order the rows; more change nothing in pictures of this size.
const SWEEPS: usize = 12;
/// Blank around everything.
pub const MARGIN: f32 = 30.0;

/// A box or a passage in a row.
#[derive(Debug, Clone)]
struct Slot {
    /// The node, or `None` for a passage.
    node: Option<usize>,
    x: f32,
    width: f32,
    above: Vec<usize>,
    below: Vec<usize>,
}

/// Where everything stands.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The middle of each node's box: across, and its upper edge: down.
    pub nodes: Vec<(f32, f32)>,
    /// The points through which each tie passes, from its upper to its lower end.
    pub ties: Vec<Vec<(f32, f32)>>,
    /// Width of the drawing.
    pub width: f32,
    /// Height of the drawing.
    pub height: f32,
}

/// Whether a tie says who stands above whom; the others are drawn and do not order.
fn orders(kind: TieKind) -> bool {
    !matches!(kind, TieKind::Joint | TieKind::Family | TieKind::Link)
}

/// Places the nodes and ties of a part.
pub fn lay_out(part: &Part) -> Layout {
    let directed = directions(part);
    let rows = rows(part, &directed);
    let mut drawing = Drawing::new(part, &directed, &rows);
    drawing.order();
    drawing.place();
    drawing.layout(part, &rows)
}

/// For each tie whether it points down: a depth-first walk turns those around that close a cycle. `None` for ties that
/// do not order.
fn directions(part: &Part) -> Vec<Option<(usize, usize)>> {
    let count = part.nodes.len();
    let mut out = vec![Vec::new(); count];
    for (number, tie) in part.ties.iter().enumerate().filter(|(_, t)| orders(t.kind) && t.from != t.to) {
        out[tie.from].push((tie.to, number));
    }
    let mut directed: Vec<Option<(usize, usize)>> = vec![None; part.ties.len()];
    let mut state = vec![0u8; count]; // 0 new, 1 open, 2 done
    // Nodes without owners first, so that what is turned around is what points back up to them.
    let owned: Vec<bool> =
        (0..count).map(|n| part.ties.iter().any(|t| t.to == n && orders(t.kind))).collect();
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|n| owned[*n]);
    for start in starts {
        if state[start] != 0 {
            continue;
        }
        let mut stack = vec![(start, 0usize)];
        state[start] = 1;
        while let Some((node, next)) = stack.pop() {
            let Some((to, number)) = out[node].get(next).copied() else {
                state[node] = 2;
                continue;
            };
            stack.push((node, next + 1));
            directed[number] = Some(if state[to] == 1 { (to, node) } else { (node, to) });
            if state[to] == 0 {
                state[to] = 1;
                stack.push((to, 0));
            }
        }
    }
    directed
}

/// The row of each node: one below its lowest owner; rows that are too wide are broken.
fn rows(part: &Part, directed: &[Option<(usize, usize)>]) -> Vec<usize> {
    let count = part.nodes.len();
    let mut row = vec![0usize; count];
    for _ in 0..count {
        let mut moved = false;
        for (above, below) in directed.iter().flatten() {
            if row[*below] < row[*above] + 1 {
                row[*below] = row[*above] + 1;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    // An owner stands right above what it owns, not at the top of the picture.
    for node in 0..count {
        let owned = directed.iter().flatten().any(|(_, below)| *below == node);
        let lowest =
            directed.iter().flatten().filter(|(above, _)| *above == node).map(|(_, below)| row[*below]).min();
        if let (false, Some(lowest)) = (owned, lowest) {
            row[node] = lowest.saturating_sub(1);
        }
    }
    broken(&row)
}

/// Breaks rows of more than [`ROW_MAX`] boxes into several of about the same length.
fn broken(row: &[usize]) -> Vec<usize> {
    let last = row.iter().max().copied().unwrap_or(0);
    let mut broken = vec![0; row.len()];
    let mut next = 0;
    for level in 0..=last {
        let members: Vec<usize> = (0..row.len()).filter(|n| row[*n] == level).collect();
        let parts = members.len().div_ceil(ROW_MAX).max(1);
        let length = members.len().div_ceil(parts).max(1);
        for (place, node) in members.iter().enumerate() {
            broken[*node] = next + place / length;
        }
        next += parts;
    }
    broken
}

/// Rows of slots, being ordered and placed.
struct Drawing {
    slots: Vec<Slot>,
    rows: Vec<Vec<usize>>,
    /// The slots through which each tie passes, from above to below.
    paths: Vec<Vec<usize>>,
}

impl Drawing {
    fn new(part: &Part, directed: &[Option<(usize, usize)>], row_of: &[usize]) -> Self {
        let count = part.nodes.len();
        let deepest = row_of.iter().max().copied().unwrap_or(0);
        let slot = |node| Slot { node, x: 0.0, width: BOX_WIDTH, above: Vec::new(), below: Vec::new() };
        let mut slots: Vec<Slot> = (0..count).map(|node| slot(Some(node))).collect();
        let mut rows = vec![Vec::new(); deepest + 1];
        (0..count).for_each(|node| rows[row_of[node]].push(node));
        let mut paths = Vec::with_capacity(directed.len());
        for direction in directed {
            let Some((above, below)) = *direction else {
                paths.push(Vec::new());
                continue;
            };
            let mut path = vec![above];
            for row in rows.iter_mut().take(row_of[below]).skip(row_of[above] + 1) {
                slots.push(Slot { width: PASSAGE, ..slot(None) });
                row.push(slots.len() - 1);
                path.push(slots.len() - 1);
            }
            path.push(below);
            for pair in path.windows(2) {
                slots[pair[0]].below.push(pair[1]);
                slots[pair[1]].above.push(pair[0]);
            }
            paths.push(path);
        }
        Self { slots, rows, paths }
    }

    /// Orders each row by the middle of its neighbours', down and up in turn.
    fn order(&mut self) {
        let mut place = vec![0.0f32; self.slots.len()];
        let number = |place: &mut Vec<f32>, row: &[usize]| {
            // Places from 0 to 1, so that rows of different length pull alike.
            row.iter().enumerate().for_each(|(at, slot)| place[*slot] = (at as f32 + 0.5) / row.len() as f32);
        };
        self.rows.iter().for_each(|row| number(&mut place, row));
        for sweep in 0..SWEEPS {
            let down = sweep % 2 == 0;
            let levels: Vec<usize> =
                if down { (0..self.rows.len()).collect() } else { (0..self.rows.len()).rev().collect() };
            for level in levels {
                let slots = &self.slots;
                let middle = |slot: usize| {
                    let near = if down { &slots[slot].above } else { &slots[slot].below };
                    let sum: f32 = near.iter().map(|other| place[*other]).sum();
                    if near.is_empty() { place[slot] } else { sum / near.len() as f32 }
                };
                let mut keyed: Vec<(f32, usize)> =
                    self.rows[level].iter().map(|s| (middle(*s), *s)).collect();
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                self.rows[level] = keyed.into_iter().map(|(_, slot)| slot).collect();
                number(&mut place, &self.rows[level]);
            }
        }
    }

    /// Places each slot as near to its neighbours as the row allows.
    fn place(&mut self) {
        for row in &self.rows {
            let mut x = 0.0;
            for slot in row {
                self.slots[*slot].x = x + self.slots[*slot].width / 2.0;
                x += self.slots[*slot].width + GAP;
            }
        }
        for sweep in 0..SWEEPS * 2 {
            for level in 0..self.rows.len() {
                let level = if sweep % 2 == 0 { level } else { self.rows.len() - 1 - level };
                let wanted: Vec<f32> = self.rows[level].iter().map(|slot| self.wanted(*slot)).collect();
                self.settle(level, &wanted);
            }
        }
    }

    /// Where a slot would like to be: in the middle of all its neighbours.
    fn wanted(&self, slot: usize) -> f32 {
        let slot = &self.slots[slot];
        let near: Vec<f32> = slot.above.iter().chain(&slot.below).map(|other| self.slots[*other].x).collect();
        if near.is_empty() { slot.x } else { near.iter().sum::<f32>() / near.len() as f32 }
    }

    /// Gives each slot of a row the place it wants, pushing neighbours apart: once from the left, once from the right,
    /// and the mean of both.
    fn settle(&mut self, level: usize, wanted: &[f32]) {
        let row = &self.rows[level];
        let apart = |a: usize, b: usize| f32::midpoint(self.slots[a].width, self.slots[b].width) + GAP;
        let mut left = wanted.to_vec();
        for at in 1..row.len() {
            left[at] = left[at].max(left[at - 1] + apart(row[at - 1], row[at]));
        }
        let mut right = wanted.to_vec();
        for at in (1..row.len()).rev() {
            right[at - 1] = right[at - 1].min(right[at] - apart(row[at - 1], row[at]));
        }
        let places: Vec<f32> = left.iter().zip(&right).map(|(l, r)| f32::midpoint(*l, *r)).collect();
        for (slot, x) in row.clone().into_iter().zip(places) {
            self.slots[slot].x = x;
        }
    }

    fn layout(self, part: &Part, row_of: &[usize]) -> Layout {
        let edge = |slot: &Slot, side: f32| slot.x + side * slot.width / 2.0;
        let left = self.slots.iter().map(|s| edge(s, -1.0)).fold(f32::INFINITY, f32::min).min(1e9);
        let right = self.slots.iter().map(|s| edge(s, 1.0)).fold(0.0, f32::max);
        let x = |slot: usize| self.slots[slot].x - left + MARGIN;
        let y = |row: usize| MARGIN + row as f32 * ROW_HEIGHT;
        let nodes: Vec<(f32, f32)> = (0..part.nodes.len()).map(|node| (x(node), y(row_of[node]))).collect();
        let ties = part
            .ties
            .iter()
            .zip(&self.paths)
            .map(|(tie, path)| self.line(tie.from, path, &nodes, &x, row_of))
            .collect();
        let width = (right - left).max(BOX_WIDTH) + 2.0 * MARGIN;
        let height = y(self.rows.len().saturating_sub(1)) + BOX_HEIGHT + MARGIN;
        Layout { nodes, ties, width, height }
    }

    /// The points of a tie; one that was turned around runs from its lower node up. None for ties that do not order.
    fn line(
        &self,
        from: usize,
        path: &[usize],
        nodes: &[(f32, f32)],
        x: &dyn Fn(usize) -> f32,
        row_of: &[usize],
    ) -> Vec<(f32, f32)> {
        let (Some(first), Some(last)) = (path.first(), path.last()) else { return Vec::new() };
        let top = row_of[*first];
        let mut points = vec![(nodes[*first].0, nodes[*first].1 + BOX_HEIGHT)];
        for (passed, slot) in path.iter().enumerate().take(path.len() - 1).skip(1) {
            debug_assert!(self.slots[*slot].node.is_none(), "only passages lie between the ends");
            let row = MARGIN + (top + passed) as f32 * ROW_HEIGHT;
            points.push((x(*slot), row));
            points.push((x(*slot), row + BOX_HEIGHT));
        }
        points.push(nodes[*last]);
        if from != *first {
            points.reverse();
        }
        points
    }
}
