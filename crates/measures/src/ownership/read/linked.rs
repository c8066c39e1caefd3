//! What a sanctions list says of its own entries: "Linked To", "Owner or controlled by", "Family member of".

use tamis_model::{Entity, Severity};

use crate::ownership::graph::{Claim, GraphBuilder, Place, Tie, TieKind};

/// How many of a list's relations became ties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Linked {
    /// Relations in the list.
    pub relations: usize,
    /// Those whose other party is an entry of the list.
    pub resolved: usize,
}

/// Adds a list's entities as nodes and their relations as ties. The other party of "Linked To" stands above the entry:
/// the entry is listed for being linked to it. A relation whose other party is no entry is reported.
pub fn read_entities<'a>(
    builder: &mut GraphBuilder,
    name: &str,
    entities: impl IntoIterator<Item = &'a Entity>,
) -> Linked {
    let file = builder.file(name);
    let mut linked = Linked::default();
    for entity in entities {
        let node = builder.node(entity.id.as_str());
        entity.names.iter().for_each(|known| builder.name(node, &known.value.full));
        let facts = builder.facts(node);
        facts.schema = Some(entity.schema.clone());
        facts.began = entity.births.first().map(|b| b.value);
        facts.addresses.extend(entity.addresses.iter().map(|a| a.value.full.clone()));
        let numbers =
            entity.identifiers.iter().map(|i| format!("{}:{}", i.value.kind.property(), i.value.number));
        facts.numbers.extend(numbers);
        for relation in &entity.relations {
            linked.relations += 1;
            let place = Place { file, row: relation.source.record };
            let relation = &relation.value;
            let Some(target) = &relation.target else {
                let message = format!("{} {:?}, which is no entry of the list", relation.kind, relation.name);
                let hint = "the tie goes to nowhere; it is left out";
                builder.problem(Severity::Warning, place, "relation", message, hint);
                continue;
            };
            linked.resolved += 1;
            let target = builder.node(target.as_str());
            builder.refer(target, place);
            let words = relation.kind.to_lowercase();
            let kind = kind_of(&words);
            let claim = (kind == TieKind::Control)
                .then(|| Claim { basis: format!("the list says: {}", relation.kind), confidence: 100 });
            // "Leader of", "director of" run from the entry to the other party; ownership and links come from it.
            let (owner, owned) = if kind == TieKind::Directorship { (node, target) } else { (target, node) };
            builder.tie(Tie {
                owner: Some(owner),
                owned,
                kind,
                share: None,
                votes: None,
                class: "",
                from: None,
                to: None,
                source: name,
                place,
                claim,
                joint: false,
                doubtful: false,
            });
        }
    }
    linked
}

/// Words of kinship, as OFAC's remarks use them.
const KIN: [&str; 14] = [
    "family", "spouse", "wife", "husband", "son", "daughter", "brother", "sister", "father", "mother",
    "cousin", "nephew", "niece", "law",
];

fn kind_of(words: &str) -> TieKind {
    let has = |part: &str| words.split(|c: char| !c.is_alphabetic()).any(|word| word == part);
    if ["owner", "owned", "controlled", "control"].into_iter().any(has) {
        TieKind::Control
    } else if KIN.into_iter().any(has) {
        TieKind::Family
    } else if ["leader", "director", "officer", "official"].into_iter().any(has) {
        TieKind::Directorship
    } else {
        TieKind::Link
    }
}
