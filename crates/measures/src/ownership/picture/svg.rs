//! The drawing itself: boxes, lines, marks, and what they mean.

use std::fmt::Write;

use super::layout::{BOX_HEIGHT, BOX_WIDTH, Layout, MARGIN};
use super::part::{Part, PartTie};
use crate::ownership::graph::{NodeId, TieKind};
use crate::ownership::holdings::Holdings;
use crate::ownership::standing::{Answer, Basis, Standing};

/// Room for a name in a box.
const LINE_WIDTH: f32 = BOX_WIDTH - 12.0;
/// Size of the letters of a name that two lines of the usual size cannot hold.
const SMALL_LETTERS: f32 = 11.0;
/// Height of the explanation of colours.
const KEY_HEIGHT: f32 = 58.0;

/// What a node is at its worst, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    None,
    Review,
    Undetermined,
    Presumed,
    Restricted,
    Listed,
}

impl Mark {
    const ALL: [Self; 6] =
        [Self::Listed, Self::Restricted, Self::Presumed, Self::Undetermined, Self::Review, Self::None];

    fn of(standing: &Standing, node: NodeId) -> Self {
        match standing.verdict(node) {
            None => Self::None,
            Some(v) if v.basis == Basis::Listed => Self::Listed,
            Some(v) if v.presumed => Self::Presumed,
            Some(v) => match v.answer {
                Answer::Restricted => Self::Restricted,
                Answer::Undetermined => Self::Undetermined,
                Answer::Review => Self::Review,
                Answer::Not => Self::None,
            },
        }
    }

    /// Fill, border and letters of a box.
    fn colours(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Listed => ("#8b1a1a", "#5e0f0f", "#ffffff"),
            Self::Restricted => ("#f6c9c4", "#b3261e", "#1f1f1f"),
            Self::Presumed => ("#fde3c8", "#b25c00", "#1f1f1f"),
            Self::Undetermined => ("#fff4c2", "#9a7b00", "#1f1f1f"),
            Self::Review => ("#dbe8f8", "#2f5d9b", "#1f1f1f"),
            Self::None => ("#ffffff", "#8a8a8a", "#1f1f1f"),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Restricted => "restricted",
            Self::Presumed => "presumed restricted",
            Self::Undetermined => "undetermined",
            Self::Review => "for review",
            Self::None => "not restricted",
        }
    }
}

/// Draws a part as an SVG document.
pub fn draw(holdings: &Holdings<'_>, standings: &[Standing], part: &Part, layout: &Layout) -> String {
    let width = layout.width.max(860.0);
    let height = layout.height + KEY_HEIGHT;
    let mut svg = String::new();
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" font-family=\"system-ui, 'DejaVu Sans', 'Noto Sans', sans-serif\" role=\"img\">\
         <title>Ownership on {}</title>\
         <defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\" fill=\"#444\"/></marker></defs>\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
        holdings.day()
    );
    for (tie, points) in part.ties.iter().zip(&layout.ties) {
        line(&mut svg, part, tie, points, layout);
    }
    for (node, place) in part.nodes.iter().zip(&layout.nodes) {
        node_box(&mut svg, holdings, standings, *node, *place);
    }
    let mut labels = Vec::new();
    for (tie, points) in part.ties.iter().zip(&layout.ties) {
        label(&mut svg, tie, points, layout, &mut labels);
    }
    key(&mut svg, layout.height, part.left_out);
    svg.push_str("</svg>\n");
    svg
}

/// A tie that does not order, as the ends and the middle handle of a curve: from side to side between neighbours of a
/// row that stand apart, in a bow below the boxes that stand between others, from edge to edge between rows.
fn unordered(tie: &PartTie, layout: &Layout) -> [(f32, f32); 3] {
    let (a, b) = (layout.nodes[tie.from], layout.nodes[tie.to]);
    let halfway = |a: (f32, f32), b: (f32, f32)| (f32::midpoint(a.0, b.0), f32::midpoint(a.1, b.1));
    if (a.1 - b.1).abs() >= 1.0 {
        let (upper, lower) = if a.1 < b.1 { (a, b) } else { (b, a) };
        let (upper, lower) = ((upper.0, upper.1 + BOX_HEIGHT), lower);
        return [upper, halfway(upper, lower), lower];
    }
    let (left, right) = if a.0 < b.0 { (a, b) } else { (b, a) };
    let between = |n: &&(f32, f32)| (n.1 - left.1).abs() < 1.0 && left.0 < n.0 && n.0 < right.0;
    let boxes = layout.nodes.iter().filter(between).count();
    if boxes == 0 && right.0 - left.0 - BOX_WIDTH >= LABEL_ROOM {
        let (middle, half) = (left.1 + BOX_HEIGHT / 2.0, BOX_WIDTH / 2.0);
        let (left, right) = ((left.0 + half, middle), (right.0 - half, middle));
        return [left, halfway(left, right), right];
    }
    let (left, right) = ((left.0, left.1 + BOX_HEIGHT), (right.0, right.1 + BOX_HEIGHT));
    let (across, down) = halfway(left, right);
    // The handle of a curve stands twice as far off as the curve itself.
    [left, (across, down + 2.0 * BOW.min(boxes.max(1) as f32 * BOW_STEP)), right]
}

/// How far below the boxes a bow may hang, and how much farther for each box that it passes, so that bows from one box
/// lie inside each other.
const BOW: f32 = 46.0;
/// Blank between two boxes of a row that holds the label of a tie.
const LABEL_ROOM: f32 = 70.0;
const BOW_STEP: f32 = 17.0;

/// A tie: whole for a holding, broken for a power, dotted for what is neither.
fn line(svg: &mut String, part: &Part, tie: &PartTie, points: &[(f32, f32)], layout: &Layout) {
    debug_assert!(tie.from < part.nodes.len() && tie.to < part.nodes.len(), "ends are nodes of the part");
    let mut path = String::new();
    if tie.from == tie.to {
        let (x, y) = layout.nodes[tie.from];
        let (right, middle) = (x + BOX_WIDTH / 2.0, y + BOX_HEIGHT / 2.0);
        let _ = write!(
            path,
            "M{right:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {right:.1} {:.1}",
            middle - 14.0,
            right + 40.0,
            middle - 26.0,
            right + 40.0,
            middle + 26.0,
            middle + 14.0
        );
    } else if points.is_empty() {
        let [a, handle, b] = unordered(tie, layout);
        let _ = write!(path, "M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", a.0, a.1, handle.0, handle.1, b.0, b.1);
    } else {
        let _ = write!(path, "M{:.1} {:.1}", points[0].0, points[0].1);
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            if (a.0 - b.0).abs() < 0.5 {
                let _ = write!(path, "L{:.1} {:.1}", b.0, b.1);
            } else {
                let middle = f32::midpoint(a.1, b.1);
                let _ = write!(path, "C{:.1} {middle:.1} {:.1} {middle:.1} {:.1} {:.1}", a.0, b.0, b.0, b.1);
            }
        }
    }
    let (dashes, tip) = match tie.kind {
        TieKind::Ownership => ("", " marker-end=\"url(#tip)\""),
        TieKind::Control
        | TieKind::Board
        | TieKind::Nominee
        | TieKind::NomineePair
        | TieKind::NomineeHolding => (" stroke-dasharray=\"7 4\"", " marker-end=\"url(#tip)\""),
        TieKind::Directorship => (" stroke-dasharray=\"2 4\"", " marker-end=\"url(#tip)\""),
        TieKind::Joint | TieKind::Family | TieKind::Link => (" stroke-dasharray=\"2 4\"", ""),
    };
    let _ =
        write!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"#444\" stroke-width=\"1.5\"{dashes}{tip}/>");
}

/// What a tie is, on the line; moved along the line where another label stands already.
fn label(
    svg: &mut String,
    tie: &PartTie,
    points: &[(f32, f32)],
    layout: &Layout,
    placed: &mut Vec<(f32, f32, f32)>,
) {
    let text = match (tie.kind, tie.share) {
        (TieKind::Ownership, Some(share)) => share.to_string().replace("an unknown share", "?"),
        (TieKind::NomineeHolding, Some(share)) => format!("{share} by nominee"),
        (kind, _) => kind.as_str().to_owned(),
    };
    let text = tie.votes.map_or_else(|| text.clone(), |votes| format!("{text}, votes {votes}"));
    let width = text.chars().count() as f32 * 7.2 + 10.0;
    let along = |part: f32| place_on(tie, points, layout, part);
    let free = |(x, y): (f32, f32)| {
        placed
            .iter()
            .all(|(px, py, pw)| (x - px).abs() > f32::midpoint(width, *pw) + 2.0 || (y - py).abs() > 18.0)
    };
    let (x, y) =
        [0.62, 0.45, 0.78, 0.3, 0.9].into_iter().map(along).find(|p| free(*p)).unwrap_or_else(|| along(0.62));
    placed.push((x, y, width));
    let _ = write!(
        svg,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"17\" rx=\"3\" fill=\"#ffffff\" fill-opacity=\"0.92\"/>\
         <text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"12\" text-anchor=\"middle\" fill=\"#222\">{}</text>",
        x - width / 2.0,
        y - 8.5,
        y + 4.0,
        escaped(&text)
    );
}

/// A point on a tie, from 0 at its beginning to 1 at its end.
fn place_on(tie: &PartTie, points: &[(f32, f32)], layout: &Layout, part: f32) -> (f32, f32) {
    if tie.from == tie.to {
        let (x, y) = layout.nodes[tie.from];
        return (x + BOX_WIDTH / 2.0 + 34.0, y + BOX_HEIGHT / 2.0);
    }
    if let [.., a, b] = points {
        // The curve between two rows: x moves as a cubic whose ends are upright.
        let ease = part * part * (3.0 - 2.0 * part);
        return (a.0 + (b.0 - a.0) * ease, a.1 + (b.1 - a.1) * part);
    }
    let [a, handle, b] = unordered(tie, layout);
    let other = 1.0 - part;
    let curve =
        |a: f32, handle: f32, b: f32| other * other * a + 2.0 * other * part * handle + part * part * b;
    (curve(a.0, handle.0, b.0), curve(a.1, handle.1, b.1))
}

/// A node: its name, its id where that is another, and a mark for each regime that says something of it.
fn node_box(
    svg: &mut String,
    holdings: &Holdings<'_>,
    standings: &[Standing],
    node: NodeId,
    (x, y): (f32, f32),
) {
    let graph = holdings.graph;
    let worst = standings.iter().map(|s| Mark::of(s, node)).max().unwrap_or(Mark::None);
    let (fill, border, letters) = worst.colours();
    let left = x - BOX_WIDTH / 2.0;
    let _ = write!(
        svg,
        "<g><title>{} ({})</title><rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{BOX_WIDTH}\" height=\"{BOX_HEIGHT}\" rx=\"6\" \
         fill=\"{fill}\" stroke=\"{border}\" stroke-width=\"1.5\"/>",
        escaped(graph.name(node)),
        escaped(graph.id(node))
    );
    let name = graph.name(node);
    let (lines, size, step) = match wrapped(name, LINE_WIDTH, 2) {
        (lines, true) => (lines, 13.0, 15.0),
        // A long name in smaller letters, rather than without its end.
        (_, false) => (wrapped(name, LINE_WIDTH * 13.0 / SMALL_LETTERS, 3).0, SMALL_LETTERS, 13.0),
    };
    for (at, line) in lines.iter().enumerate() {
        let down = y + step + 4.0 + at as f32 * step;
        let _ = write!(
            svg,
            "<text x=\"{x:.1}\" y=\"{down:.1}\" font-size=\"{size}\" font-weight=\"600\" text-anchor=\"middle\" fill=\"{letters}\">{}</text>",
            escaped(line)
        );
    }
    badges(svg, standings, node, (x, y), letters);
    svg.push_str("</g>");
}

/// One small mark a regime and answer, in a row at the foot of the box; those that do not fit are counted.
fn badges(svg: &mut String, standings: &[Standing], node: NodeId, (x, y): (f32, f32), letters: &str) {
    let marked: Vec<(Mark, &str)> = standings
        .iter()
        .map(|s| (Mark::of(s, node), s.regime.id.as_str()))
        .filter(|(mark, _)| *mark != Mark::None)
        .collect();
    if !marked.is_empty()
        && marked.iter().all(|(mark, _)| *mark == Mark::Listed)
        && standings.len() == marked.len()
    {
        let _ = write!(
            svg,
            "<text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"11\" text-anchor=\"middle\" fill=\"{letters}\">listed</text>",
            y + BOX_HEIGHT - 9.0
        );
        return;
    }
    let width = |text: &str| text.len() as f32 * 5.4 + 7.0;
    let total: f32 = marked.iter().map(|(_, id)| width(id) + 2.0).sum();
    let small = if total > BOX_WIDTH - 8.0 { (BOX_WIDTH - 8.0) / total } else { 1.0 };
    let mut left = x - total.min(BOX_WIDTH - 8.0) / 2.0;
    for (mark, id) in marked {
        let (fill, border, letters) = mark.colours();
        let wide = width(id) * small;
        let _ = write!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"15\" rx=\"7\" fill=\"{fill}\" stroke=\"{border}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{:.1}\" text-anchor=\"middle\" fill=\"{letters}\">{id}</text>",
            y + BOX_HEIGHT - 20.0,
            left + wide / 2.0,
            y + BOX_HEIGHT - 9.0,
            9.5 * small.max(0.7)
        );
        left += wide + 2.0 * small;
    }
}

/// What the colours and lines mean.
fn key(svg: &mut String, top: f32, left_out: usize) {
    let mut x = MARGIN;
    for mark in Mark::ALL {
        let (fill, border, _) = mark.colours();
        let words = mark.words();
        let _ = write!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"16\" height=\"12\" rx=\"3\" fill=\"{fill}\" stroke=\"{border}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" fill=\"#333\">{words}</text>",
            top + 4.0,
            x + 21.0,
            top + 14.0
        );
        x += 34.0 + words.len() as f32 * 6.3;
    }
    let more = if left_out > 0 { format!("; {left_out} more nodes are left out") } else { String::new() };
    let _ = write!(
        svg,
        "<text x=\"{MARGIN}\" y=\"{:.1}\" font-size=\"11\" fill=\"#333\">whole line: holds shares; broken: a power \
         (board, control, nominee); dotted: joint arrangement, family, director, link{more}</text>",
        top + 36.0
    );
}

/// A name in so many lines at most, and whether all of it fits; what does not is cut with dots.
fn wrapped(name: &str, room: f32, most: usize) -> (Vec<String>, bool) {
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let fits =
            lines.last().is_some_and(|line| line.is_empty() || width(line) + width(word) + 5.0 <= room);
        if !fits {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    let cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len() - 1;
    let mut whole = !cut;
    for (at, line) in lines.iter_mut().enumerate() {
        if width(line) > room || (cut && at == last) {
            while width(line) > room - 10.0 {
                line.pop();
            }
            line.push('…');
            whole = false;
        }
    }
    (lines, whole)
}

/// About how wide a name is in half-bold letters of 13 points, after `DejaVu Sans`, the widest of the usual fonts; the
/// widths are rounded up, since what is too narrow by a little is better than what stands out of its box.
fn width(text: &str) -> f32 {
    let letter = |c: char| match c {
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '-' | '"' => 5.5,
        'm'
        | 'w'
        | 'M'
        | 'W'
        | '\u{1100}'..='\u{ffef}'
        | 'Ж'
        | 'Ш'
        | 'Щ'
        | 'Ю'
        | 'Ы'
        | 'Ф'
        | 'Э'
        | 'ж'
        | 'ш'
        | 'щ'
        | 'ю'
        | 'ы'
        | 'ф' => 13.5,
        c if c.is_uppercase() && c.is_ascii() => 9.8,
        c if c.is_uppercase() => 10.6,
        _ => 8.9,
    };
    text.chars().map(letter).sum()
}

/// Text as it may stand in XML; control characters may not.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}
