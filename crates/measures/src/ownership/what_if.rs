//! What if someone were listed, or a holding changed hands: who becomes restricted, who stops to be.

use super::fraction::Fraction;
use super::graph::{Graph, NodeId};
use super::holdings::{Change, Holdings};
use super::range::{Range, RangeError};
use super::standing::{Answer, Standing};

/// A transfer as it is asked about: `A -> B 10% of C` hands a tenth of C from A to B.
///
/// `A -> B 10%` without a company means that A comes to hold 10 % of B, where B is a company that has owners in the data
/// or A already holds in it; otherwise, and where A holds in exactly one company, that A hands 10 % of that one to B.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Who gives, or who comes to hold.
    pub from: String,
    /// Who takes, or in what.
    pub to: String,
    /// How much of the whole company.
    pub share: Fraction,
    /// Of which company.
    pub of: Option<String>,
}

/// Why a transfer is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransferError {
    /// Not of the form `A -> B 10%` or `A -> B 10% of C`.
    #[error("{0:?} is no transfer: write \"A -> B 10% of C\", or \"A -> B 10%\" for what A is to hold in B")]
    Form(String),
    /// The share is none.
    #[error("{text:?} {error}")]
    Share {
        /// The text.
        text: String,
        /// Why.
        error: RangeError,
    },
    /// No such node.
    #[error("{0:?} is no node of the graph, by id or by name")]
    Unknown(String),
    /// A name that several nodes have.
    #[error("{name:?} is the name of several nodes: use one of the ids {ids}")]
    Ambiguous {
        /// The name.
        name: String,
        /// Their ids.
        ids: String,
    },
    /// Of which company the transfer is cannot be told.
    #[error("{from} holds in several companies: say of which, as in \"{from} -> {to} 10% of COMPANY\"")]
    WhichCompany {
        /// Who gives.
        from: String,
        /// Who takes.
        to: String,
    },
    /// Who gives does not hold that much, or nobody knows how much it holds.
    #[error("{from} cannot hand over {share} of {company}: it holds {held}")]
    TooMuch {
        /// Who gives.
        from: String,
        /// How much.
        share: String,
        /// Of what.
        company: String,
        /// What it holds.
        held: String,
    },
}

impl Transfer {
    /// Understands a transfer.
    pub fn parse(text: &str) -> Result<Self, TransferError> {
        let form = || TransferError::Form(text.into());
        let (from, rest) = text.split_once("->").or_else(|| text.split_once('→')).ok_or_else(form)?;
        let (rest, of) = match rest.rsplit_once(" of ") {
            Some((rest, of)) => (rest, Some(of.trim().to_owned())),
            None => (rest, None),
        };
        let (to, share) = rest.trim().rsplit_once(char::is_whitespace).ok_or_else(form)?;
        let (to, share) =
            if share == "%" { to.rsplit_once(char::is_whitespace).ok_or_else(form)? } else { (to, share) };
        let range =
            Range::parse(share).map_err(|error| TransferError::Share { text: share.into(), error })?;
        let share = range.and_then(Range::value).ok_or_else(form)?;
        let (from, to) = (from.trim().to_owned(), to.trim().to_owned());
        if from.is_empty() || to.is_empty() {
            return Err(form());
        }
        Ok(Self { from, to, share, of })
    }

    /// The holdings that it sets, and how it was read. A party that takes may be new to the graph.
    pub fn changes(
        &self,
        graph: &mut Graph,
        on: jiff::civil::Date,
    ) -> Result<(Vec<Change>, String), TransferError> {
        let from = node(graph, &self.from)?;
        let to = match node(graph, &self.to) {
            Err(TransferError::Unknown(_)) => graph.add_node(&self.to),
            found => found?,
        };
        let of = self.of.as_deref().map(|of| node(graph, of)).transpose()?;
        let holdings = Holdings::on(graph, on, &[]);
        let name = |node| graph.name(node).to_owned();
        let company = match of {
            Some(company) => company,
            None if !holdings.held_in(to).is_empty() => {
                let change = Change { owner: from, owned: to, share: self.share };
                let told = format!("{} holds {} of {}", name(from), self.share.as_percent(), name(to));
                return Ok((vec![change], told));
            }
            None => {
                let mut companies: Vec<NodeId> = holdings.held_by(from).map(|h| h.owned).collect();
                companies.dedup();
                match companies.as_slice() {
                    [company] => *company,
                    [] => {
                        let change = Change { owner: from, owned: to, share: self.share };
                        let told =
                            format!("{} holds {} of {}", name(from), self.share.as_percent(), name(to));
                        return Ok((vec![change], told));
                    }
                    _ => return Err(TransferError::WhichCompany { from: name(from), to: name(to) }),
                }
            }
        };
        let changes = self.hand_over(&holdings, from, to, company)?;
        let told =
            format!("{} hands {} of {} to {}", name(from), self.share.as_percent(), name(company), name(to));
        Ok((changes, told))
    }

    /// What giver and taker hold afterwards.
    fn hand_over(
        &self,
        holdings: &Holdings<'_>,
        from: NodeId,
        to: NodeId,
        company: NodeId,
    ) -> Result<Vec<Change>, TransferError> {
        let held = |owner: NodeId| {
            let holding = holdings.held_in(company).iter().find(|h| h.owner == owner);
            holding.map_or(Range::exact(Fraction::ZERO), |h| holdings.share(h))
        };
        let graph = holdings.graph;
        let too_much = |held: Range| TransferError::TooMuch {
            from: graph.name(from).into(),
            share: self.share.as_percent(),
            company: graph.name(company).into(),
            held: held.to_string(),
        };
        let (gives, takes) = (held(from), held(to));
        let (Some(had), Some(has)) = (gives.value(), takes.value()) else { return Err(too_much(gives)) };
        let left = super::fraction::Sum::from(had).minus(&self.share.into()).as_fraction();
        let gained = super::fraction::Sum::from(has).plus(&self.share.into()).as_fraction();
        match (left, gained) {
            (Some(left), Some(gained)) if left >= Fraction::ZERO => Ok(vec![
                Change { owner: from, owned: company, share: left },
                Change { owner: to, owned: company, share: gained },
            ]),
            _ => Err(too_much(gives)),
        }
    }
}

/// The node of an id or a name.
pub fn node(graph: &Graph, text: &str) -> Result<NodeId, TransferError> {
    match graph.find_named(text).as_slice() {
        [] => Err(TransferError::Unknown(text.into())),
        [node] => Ok(*node),
        several => Err(TransferError::Ambiguous {
            name: text.into(),
            ids: several.iter().map(|n| graph.id(*n)).collect::<Vec<_>>().join(", "),
        }),
    }
}

/// A node whose answer under one regime is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// The node.
    pub node: NodeId,
    /// The answer as things are.
    pub before: Answer,
    /// The answer in the case that is supposed.
    pub after: Answer,
}

/// Whose answer differs between two standings of one regime, in the order of the graph.
pub fn differences(before: &Standing, after: &Standing) -> Vec<Difference> {
    let mut nodes = before.nodes();
    nodes.extend(after.nodes());
    nodes.sort_unstable();
    nodes.dedup();
    nodes
        .into_iter()
        .map(|node| Difference { node, before: before.answer(node), after: after.answer(node) })
        .filter(|difference| difference.before != difference.after)
        .collect()
}
