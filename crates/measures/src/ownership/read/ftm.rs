//! FollowTheMoney: entities as nodes, Ownership, Directorship, Family and the other links as ties.

use serde_json::{Map, Value};
use tamis_model::Schema;
use tamis_tables::{Body, Row};

use super::value::{text, texts};
use super::{Reader, date, share};
use crate::ownership::graph::{GraphBuilder, Place, Tie, TieKind};
use crate::ownership::range::Range;

/// The properties of a link schema that name its two ends, and the kind of tie that it is.
const LINKS: [(&str, &str, &str, TieKind); 8] = [
    ("Ownership", "owner", "asset", TieKind::Ownership),
    ("Directorship", "director", "organization", TieKind::Directorship),
    ("Family", "person", "relative", TieKind::Family),
    ("UnknownLink", "subject", "object", TieKind::Link),
    ("Associate", "person", "associate", TieKind::Link),
    ("Membership", "member", "organization", TieKind::Link),
    ("Employment", "employee", "employer", TieKind::Link),
    ("Representation", "agent", "client", TieKind::Link),
];

/// Properties that identify an organisation or person; FollowTheMoney's names.
const NUMBERS: [&str; 11] = [
    "registrationNumber",
    "innCode",
    "ogrnCode",
    "leiCode",
    "unpCode",
    "imoNumber",
    "taxNumber",
    "idNumber",
    "vatCode",
    "dunsCode",
    "usccCode",
];

/// Reads entities one by one.
pub(super) struct Ftm;

impl Reader for Ftm {
    fn row(&mut self, builder: &mut GraphBuilder, place: Place, row: &Row) {
        let Body::Object(object) = &row.body else { return };
        let (Some(id), Some(schema)) = (text(object, &["id"]), text(object, &["schema"])) else { return };
        let empty = Map::new();
        let properties = object.get("properties").and_then(Value::as_object).unwrap_or(&empty);
        if let Some((_, owner, owned, kind)) = LINKS.iter().find(|(name, ..)| *name == schema) {
            link(builder, place, object, properties, (owner, owned, *kind));
            return;
        }
        // Addresses, sanctions, payments and identifications are no parties.
        let schema = Schema::from_name(&schema);
        if schema.kind() == tamis_model::SubjectKind::Unknown
            && !matches!(schema, Schema::LegalEntity | Schema::Thing)
        {
            return;
        }
        entity(builder, place, &id, schema, object, properties);
    }
}

fn link(
    builder: &mut GraphBuilder,
    place: Place,
    object: &Map<String, Value>,
    properties: &Map<String, Value>,
    (owner, owned, kind): (&str, &str, TieKind),
) {
    let first = |key: &str| texts(properties, key).into_iter().next().unwrap_or_default();
    let stated: Vec<Range> = texts(properties, "percentage")
        .into_iter()
        .filter_map(|text| share(builder, place, "percentage", text, false))
        .collect();
    let share = stated.iter().copied().reduce(Range::hull);
    let from = date(builder, place, "startDate", first("startDate"));
    let to = date(builder, place, "endDate", first("endDate"));
    let source = texts(object, "datasets").join(", ");
    let owners = texts(properties, owner);
    for asset in texts(properties, owned) {
        let owned = builder.node(asset);
        builder.refer(owned, place);
        let mut owners: Vec<_> = owners.iter().map(|owner| Some(builder.node(owner))).collect();
        owners.iter().flatten().for_each(|owner| builder.refer(*owner, place));
        if owners.is_empty() {
            owners.push(None);
        }
        // One percentage for several owners says nothing of each.
        let share = if owners.len() > 1 { None } else { share };
        for owner in owners {
            let (votes, claim, joint, doubtful) = (None, None, false, false);
            let (source, class) = (source.as_str(), first("sharesType"));
            builder.tie(Tie {
                owner,
                owned,
                kind,
                share,
                votes,
                class,
                from,
                to,
                source,
                place,
                claim,
                joint,
                doubtful,
            });
        }
    }
}

fn entity(
    builder: &mut GraphBuilder,
    place: Place,
    id: &str,
    schema: Schema,
    object: &Map<String, Value>,
    properties: &Map<String, Value>,
) {
    let node = builder.node(id);
    let caption = text(object, &["caption"]);
    let names = texts(properties, "name");
    builder.name(node, caption.as_deref().or(names.first().copied()).unwrap_or(id));
    for name in names {
        builder.name(node, name);
    }
    let began =
        texts(properties, "incorporationDate").into_iter().chain(texts(properties, "birthDate")).next();
    let ended = texts(properties, "dissolutionDate").into_iter().chain(texts(properties, "deathDate")).next();
    let began = began.and_then(|text| date(builder, place, "incorporationDate", text));
    let ended = ended.and_then(|text| date(builder, place, "dissolutionDate", text));
    let facts = builder.facts(node);
    facts.schema = Some(schema);
    facts.began = began;
    facts.ended = ended;
    for key in ["previousName", "alias"] {
        facts.other_names.extend(texts(properties, key).into_iter().map(String::from));
    }
    for key in NUMBERS {
        facts.numbers.extend(texts(properties, key).into_iter().map(|number| format!("{key}:{number}")));
    }
    facts.addresses.extend(texts(properties, "address").into_iter().map(String::from));
}
