//! Which nodes are listed, by whom, and how that is known.

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use tamis_model::{Measure, PartialDate};

use super::graph::NodeId;
use super::regime::Regime;

/// A node that is listed, or is supposed to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The node.
    pub node: NodeId,
    /// The list; `None` for one that is named by hand, which counts under every regime.
    pub list: Option<String>,
    /// What the listing does; empty where nothing is said.
    pub measures: Vec<Measure>,
    /// Since when.
    pub since: Option<PartialDate>,
    /// How it is known: named by hand, or a match with its score.
    pub why: String,
}

impl Listed {
    /// A node named by hand.
    pub fn by_hand(node: NodeId, since: Option<PartialDate>) -> Self {
        Self { node, list: None, measures: Vec::new(), since, why: "named as listed".into() }
    }

    /// Whether it is listed under a regime on a day. A user's own list counts under every one, a listing without a
    /// date on every day, and one whose date is not exact from its first possible day.
    pub fn under(&self, regime: &Regime, on: Date) -> bool {
        self.since.is_none_or(|since| since.first() <= on)
            && self
                .list
                .as_deref()
                .is_none_or(|list| !Regime::is_official(list) || regime.covers(list, &self.measures))
    }
}

/// The nodes that are listed under a regime on a day, each once.
pub fn under(listed: &[Listed], regime: &Regime, on: Date) -> Vec<NodeId> {
    let mut seen = FxHashSet::default();
    listed.iter().filter(|l| l.under(regime, on)).map(|l| l.node).filter(|node| seen.insert(*node)).collect()
}
