//! GLEIF, the golden copy as CSV or XML: relationship records (level 2) as ties, LEI records (level 1) as names.
//!
//! Level 2 says who consolidates whom in its accounts. That is a claim of control on the basis of accounting, and a
//! holding whose share is rarely stated.

use tamis_model::Severity;
use tamis_tables::{Body, Cells, Row};

use super::{Reader, date, share};
use crate::ownership::fraction::Fraction;
use crate::ownership::graph::{Claim, GraphBuilder, Place, Tie, TieKind};
use crate::ownership::range::Range;

/// Where the columns stand.
pub(super) struct Gleif {
    columns: Vec<String>,
}

impl Gleif {
    pub(super) fn new(columns: &[String]) -> Self {
        Self { columns: columns.iter().map(|column| column.trim().to_owned()).collect() }
    }

    fn cell<'a>(&self, cells: &'a Cells, name: &str) -> &'a str {
        let at = self.columns.iter().position(|column| column == name);
        at.and_then(|at| cells.get(at)).map_or("", str::trim)
    }

    /// The relationship of a row.
    fn relationship<'a>(&self, cells: &'a Cells) -> Relationship<'a> {
        let cell = |name: &str| self.cell(cells, &format!("Relationship.{name}"));
        let period =
            (1..=5).find(|number| cell(&format!("Period.{number}.periodType")) == RELATIONSHIP_PERIOD);
        let day = |what: &str| period.map_or("", |number| cell(&format!("Period.{number}.{what}")));
        Relationship {
            child: cell("StartNode.NodeID"),
            parent: cell("EndNode.NodeID"),
            kind: cell("RelationshipType"),
            status: cell("RelationshipStatus"),
            from: day("startDate"),
            to: day("endDate"),
            amount: cell("Quantifiers.1.QuantifierAmount"),
            units: cell("Quantifiers.1.QuantifierUnits"),
        }
    }
}

impl Reader for Gleif {
    fn row(&mut self, builder: &mut GraphBuilder, place: Place, row: &Row) {
        let Body::Cells(cells) = &row.body else { return };
        let lei = self.cell(cells, "LEI");
        if lei.is_empty() {
            self.relationship(cells).add(builder, place);
        } else {
            add_party(builder, lei, self.cell(cells, "Entity.LegalName"));
        }
    }
}

/// The period of a relationship that says since when it exists; others speak of accounts and filings.
pub(super) const RELATIONSHIP_PERIOD: &str = "RELATIONSHIP_PERIOD";

/// An entity of level 1.
pub(super) fn add_party(builder: &mut GraphBuilder, lei: &str, name: &str) {
    let node = builder.node(lei);
    builder.name(node, name);
    builder.facts(node).numbers.push(format!("leiCode:{lei}"));
}

/// A record of level 2 as it is written. The start node is the child: "start `IS_DIRECTLY_CONSOLIDATED_BY` end".
#[derive(Debug, Default, Clone)]
pub(super) struct Relationship<'a> {
    pub child: &'a str,
    pub parent: &'a str,
    pub kind: &'a str,
    pub status: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub amount: &'a str,
    pub units: &'a str,
}

impl Relationship<'_> {
    /// Adds the ties that it means; an inactive one means none.
    pub(super) fn add(&self, builder: &mut GraphBuilder, place: Place) {
        if self.child.is_empty() || self.parent.is_empty() {
            let message = "a relationship without both its ends".into();
            builder.problem(Severity::Error, place, "NodeID", message, "the record is left out");
            return;
        }
        if self.status == "INACTIVE" {
            return;
        }
        let stated = self.stated(builder, place);
        let tie = Tie {
            owner: Some(builder.node(self.parent)),
            owned: builder.node(self.child),
            kind: TieKind::Ownership,
            share: stated,
            votes: None,
            class: "",
            from: date(builder, place, "startDate", self.from),
            to: date(builder, place, "endDate", self.to),
            source: "GLEIF level 2",
            place,
            claim: None,
            joint: false,
            doubtful: false,
        };
        let claim = |basis: &str| Some(Claim { basis: basis.into(), confidence: 100 });
        let control =
            |basis: &str| Tie { kind: TieKind::Control, share: None, claim: claim(basis), ..tie.clone() };
        match self.kind {
            "IS_DIRECTLY_CONSOLIDATED_BY" => {
                builder.tie(control("direct parent in consolidated accounts"));
                builder.tie(tie);
            }
            "IS_ULTIMATELY_CONSOLIDATED_BY" => {
                builder.tie(control("ultimate parent in consolidated accounts"));
            }
            // A branch is the same person in law.
            "IS_INTERNATIONAL_BRANCH_OF" => {
                builder.tie(Tie { share: Some(Range::exact(Fraction::WHOLE)), ..tie });
            }
            _ => builder.tie(Tie { kind: TieKind::Link, share: None, ..tie }),
        }
    }

    /// The share, where it is stated in per cent. Registers write "1.00" for the whole as well as for one in a hundred,
    /// so that what is no more than one is not known.
    fn stated(&self, builder: &mut GraphBuilder, place: Place) -> Option<Range> {
        let amount = if self.units == "PERCENTAGE" { self.amount } else { "" };
        let stated = share(builder, place, "QuantifierAmount", amount, false)?;
        Some(if stated.most <= Fraction::percent(1) { Range::UNKNOWN } else { stated })
    }
}
