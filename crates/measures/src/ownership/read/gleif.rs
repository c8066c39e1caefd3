//! GLEIF, the golden copy as CSV: relationship records (level 2) as ties, LEI records (level 1) as names.
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
}

impl Reader for Gleif {
    fn row(&mut self, builder: &mut GraphBuilder, place: Place, row: &Row) {
        let Body::Cells(cells) = &row.body else { return };
        let lei = self.cell(cells, "LEI");
        if !lei.is_empty() {
            let node = builder.node(lei);
            builder.name(node, self.cell(cells, "Entity.LegalName"));
            builder.facts(node).numbers.push(format!("leiCode:{lei}"));
            return;
        }
        let start = self.cell(cells, "Relationship.StartNode.NodeID");
        let end = self.cell(cells, "Relationship.EndNode.NodeID");
        if start.is_empty() || end.is_empty() {
            let message = "a relationship without both its ends".into();
            builder.problem(Severity::Error, place, "NodeID", message, "the record is left out");
            return;
        }
        if self.cell(cells, "Relationship.RelationshipStatus") == "INACTIVE" {
            return;
        }
        self.relationship(builder, place, cells, (start, end));
    }
}

impl Gleif {
    /// The start node is the child: "start `IS_DIRECTLY_CONSOLIDATED_BY` end".
    fn relationship(
        &self,
        builder: &mut GraphBuilder,
        place: Place,
        cells: &Cells,
        (child, parent): (&str, &str),
    ) {
        let (mut from, mut to) = (None, None);
        for number in 1..=5 {
            let column = |what: &str| format!("Relationship.Period.{number}.{what}");
            if self.cell(cells, &column("periodType")) == "RELATIONSHIP_PERIOD" {
                from = date(builder, place, "startDate", self.cell(cells, &column("startDate")));
                to = date(builder, place, "endDate", self.cell(cells, &column("endDate")));
            }
        }
        let amount = self.cell(cells, "Relationship.Quantifiers.1.QuantifierAmount");
        let in_percent = self.cell(cells, "Relationship.Quantifiers.1.UnitOfMeasure") == "PERCENTAGE";
        let stated = share(builder, place, "QuantifierAmount", if in_percent { amount } else { "" }, false);
        let (owner, owned) = (Some(builder.node(parent)), builder.node(child));
        let tie = Tie {
            owner,
            owned,
            kind: TieKind::Ownership,
            share: stated,
            votes: None,
            from,
            to,
            source: "GLEIF level 2",
            place,
            claim: None,
            joint: false,
            doubtful: false,
        };
        let claim = |basis: &str| Some(Claim { basis: basis.into(), confidence: 100 });
        let control =
            |basis: &str| Tie { kind: TieKind::Control, share: None, claim: claim(basis), ..tie.clone() };
        match self.cell(cells, "Relationship.RelationshipType") {
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
}
