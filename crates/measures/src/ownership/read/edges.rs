//! The plain table of edges: `owner, owned, share, votes, kind, from, to, source`.
//!
//! `class` names the class of shares of a row. The share stays that of the whole company, so that classes add up, and
//! `votes` says what the class votes: 0 for shares without votes.
//!
//! Beside these it may have `owner_name`, `owned_name`, and for claims of control `basis` and `confidence` (per cent).
//! A row of kind `nominee` without a share says that the second party is the first one's nominee, and with a share that
//! the first party holds it through a nominee who is not named. A row of kind `joint` with a share is a holding under a
//! joint arrangement with the company's other joint holders, and without one names two parties to an arrangement.

use tamis_model::Severity;
use tamis_tables::{Body, Row};

use super::Reader;
use crate::ownership::graph::{Claim, GraphBuilder, NodeId, Place, Tie, TieKind};
use crate::ownership::range::Range;

/// The columns and their other names.
const NAMES: [(&str, &[&str]); 13] = [
    ("owner", &["holder", "shareholder", "parent", "interested_party"]),
    ("owned", &["company", "subsidiary", "asset", "subject", "child"]),
    ("share", &["percentage", "percent", "stake", "shares", "ownership"]),
    ("votes", &["voting", "voting_rights", "votes_percent"]),
    ("kind", &["type", "relation", "relationship"]),
    ("from", &["since", "start", "start_date", "startdate", "valid_from"]),
    ("to", &["until", "end", "end_date", "enddate", "valid_to"]),
    ("source", &["source_url", "said_by", "register"]),
    ("owner_name", &["owner name", "holder_name"]),
    ("owned_name", &["owned name", "company_name"]),
    ("basis", &["reason", "note", "notes"]),
    ("confidence", &[]),
    ("class", &["share_class", "share class", "class of shares", "shares_type"]),
];

/// Where each column stands; the order is that of [`NAMES`].
pub(super) struct Edges {
    at: [Option<usize>; NAMES.len()],
}

/// Whether a header is one of edges.
pub(super) fn is_edges(columns: &[String]) -> bool {
    let found = Edges::new(columns);
    found.at[0].is_some() && found.at[1].is_some()
}

fn named(column: &str, index: usize) -> bool {
    let (name, others) = NAMES[index];
    let column = column.trim();
    std::iter::once(&name).chain(others).any(|name| column.eq_ignore_ascii_case(name))
}

impl Edges {
    pub(super) fn new(columns: &[String]) -> Self {
        let mut at = [None; NAMES.len()];
        for (index, slot) in at.iter_mut().enumerate() {
            let exact = columns.iter().position(|c| c.trim().eq_ignore_ascii_case(NAMES[index].0));
            *slot = exact.or_else(|| columns.iter().position(|column| named(column, index)));
        }
        Self { at }
    }

    /// The cell of a column, by its place in [`NAMES`].
    fn cell<'a>(&self, row: &'a Row, index: usize) -> std::borrow::Cow<'a, str> {
        match &row.body {
            Body::Cells(cells) => self.at[index].and_then(|at| cells.get(at)).map_or("", str::trim).into(),
            Body::Object(object) => {
                let value = object.iter().find(|(key, _)| named(key, index)).map(|(_, value)| value);
                match value {
                    Some(serde_json::Value::String(text)) => text.trim().into(),
                    Some(serde_json::Value::Number(number)) => number.to_string().into(),
                    _ => "".into(),
                }
            }
        }
    }
}

/// The basis of a claim: what its column says, after the kind where that says more than "control": `trust: settlor`.
fn basis_of(kind: &str, basis: &str) -> String {
    let kind = kind.trim().to_lowercase();
    match (kind.as_str(), basis) {
        ("control" | "claim", basis) => basis.into(),
        (kind, "") => kind.into(),
        (kind, basis) if basis.to_lowercase().contains(kind) => basis.into(),
        (kind, basis) => format!("{kind}: {basis}"),
    }
}

const UNKNOWN_OWNER: [&str; 4] = ["?", "unknown", "n/a", "unidentified"];

impl Reader for Edges {
    fn row(&mut self, builder: &mut GraphBuilder, place: Place, row: &Row) {
        let [
            owner,
            owned,
            share,
            votes,
            kind,
            from,
            to,
            source,
            owner_name,
            owned_name,
            basis,
            confidence,
            class,
        ] = std::array::from_fn(|index| self.cell(row, index));
        if owned.is_empty() {
            let message = format!("{owner} owns nothing that is named: an edge to nowhere");
            builder.problem(
                Severity::Error,
                place,
                "owned",
                message,
                "name what is owned, or remove the row",
            );
            return;
        }
        let word = kind;
        let kind = TieKind::parse(&word).unwrap_or_else(|| {
            let message = format!("{word:?} is no kind of tie");
            let hint =
                "use ownership, control, board, nominee, joint, family, directorship or link; read as link";
            builder.problem(Severity::Warning, place, "kind", message, hint);
            TieKind::Link
        });
        let owner = owner_of(builder, place, &owner, &owned);
        let owned = builder.node(&owned);
        if let Some(owner) = owner {
            builder.name(owner, &owner_name);
        }
        builder.name(owned, &owned_name);
        let votes = super::share(builder, place, "votes", &votes, true);
        let voting = votes.is_some_and(|v| v != Range::UNKNOWN);
        let share = super::share(builder, place, "share", &share, voting);
        let (from, to) = (super::date(builder, place, "from", &from), super::date(builder, place, "to", &to));
        let claim = (kind == TieKind::Control).then(|| Claim {
            basis: basis_of(&word, &basis),
            confidence: confidence_of(builder, place, &confidence),
        });
        let (source, doubtful) = (&*source, false);
        let tie = Tie {
            owner,
            owned,
            kind,
            share,
            votes,
            class: &class,
            from,
            to,
            source,
            place,
            claim,
            joint: false,
            doubtful,
        };
        add(builder, tie);
    }
}

/// A blank owner is one that nobody has identified; whatever it holds may be held by the listed.
fn owner_of(builder: &mut GraphBuilder, place: Place, owner: &str, owned: &str) -> Option<NodeId> {
    if owner.is_empty() {
        let message = format!("nobody is named as owner of {owned}");
        builder.problem(Severity::Warning, place, "owner", message, "until it is known, it may be anyone");
    }
    let named = !owner.is_empty() && !UNKNOWN_OWNER.contains(&owner.to_lowercase().as_str());
    named.then(|| builder.node(owner))
}

/// Adds the ties that a row means: of some kinds, a share makes a holding.
fn add(builder: &mut GraphBuilder, tie: Tie<'_>) {
    let holds = tie.share.is_some() || tie.votes.is_some();
    match tie.kind {
        TieKind::NomineePair if holds => builder.tie(Tie { kind: TieKind::NomineeHolding, ..tie }),
        TieKind::Joint if holds => builder.tie(Tie { kind: TieKind::Ownership, joint: true, ..tie }),
        TieKind::Control | TieKind::Board if holds => {
            builder.tie(Tie { kind: TieKind::Ownership, claim: None, ..tie.clone() });
            builder.tie(Tie { share: None, votes: None, ..tie });
        }
        TieKind::Family | TieKind::Directorship | TieKind::Link if holds => {
            let message = format!("a share in a row of kind {}: it is not counted", tie.kind.as_str());
            builder.problem(
                Severity::Warning,
                tie.place,
                "share",
                message,
                "give the holding a row of its own",
            );
            builder.tie(Tie { share: None, votes: None, ..tie });
        }
        _ => builder.tie(tie),
    }
}

/// Confidence in per cent, or as a part of 1; 100 where nothing is said.
fn confidence_of(builder: &mut GraphBuilder, place: Place, text: &str) -> u8 {
    let number = text.trim_end_matches('%').trim();
    let stated = match number.to_lowercase().as_str() {
        "" | "high" | "certain" | "established" => Some(100.0),
        "medium" | "probable" | "reported" => Some(60.0),
        "low" | "possible" | "alleged" | "rumoured" => Some(30.0),
        _ => number.parse::<f32>().ok().map(|n| if n <= 1.0 && !text.contains('%') { n * 100.0 } else { n }),
    };
    match stated {
        Some(confidence) if (0.0..=100.0).contains(&confidence) => confidence.round() as u8,
        _ => {
            let message = format!("{text:?} is no confidence");
            builder.problem(
                Severity::Warning,
                place,
                "confidence",
                message,
                "give per cent, such as 80; read as 0",
            );
            0
        }
    }
}
