//! Ties: the name behind "Linked To" to the id that the same list gives it.

use rustc_hash::FxHashMap;
use tamis_model::{Entity, EntityId};

/// A name as ties print it: a final stop may be the sentence's or the name's own ("S.A. DE C.V."), so none counts.
fn key(name: &str) -> String {
    name.trim().trim_end_matches('.').to_uppercase()
}

/// An entry that bears a name.
struct Bearer {
    id: EntityId,
    /// The name as this entry prints it.
    printed: String,
    programmes: Vec<String>,
}

/// The entry numbers of those whom one action lists lie this near. OFAC numbers entries as it makes them; of the two
/// "MINISTRY OF STATE SECURITY" each is one number from the person who is linked to it.
const LISTED_TOGETHER: u64 = 5;

/// Resolves ties by name. Primary names come first, other names serve what they leave open. Of several entries that bear
/// the name (three ties of the list of May 2024), it is the one that prints it so to the letter, else the one listed under
/// the same programme, else the one listed together with the entry; where that leaves several, it is none of them.
pub(crate) fn resolve(entities: &mut [Entity]) {
    let primary = index(entities, |at| at == 0);
    let others = index(entities, |at| at > 0);
    for entity in entities {
        let programmes = programmes(entity);
        for relation in entity.relations.iter_mut().filter(|r| r.value.target.is_none()) {
            let name = &relation.value.name;
            let bearers = primary.get(&key(name)).or_else(|| others.get(&key(name)));
            relation.value.target = bearers.and_then(|b| choose(&entity.id, &programmes, name, b));
        }
    }
}

/// The one of several bearers of a name that an entry means.
fn choose(entry: &EntityId, programmes: &[String], name: &str, bearers: &[Bearer]) -> Option<EntityId> {
    let near = |bearer: &Bearer| {
        number(entry).zip(number(&bearer.id)).is_some_and(|(a, b)| a.abs_diff(b) <= LISTED_TOGETHER)
    };
    let tests: [&dyn Fn(&Bearer) -> bool; 4] = [
        &|_| true,
        &|bearer| bearer.printed == name.trim(),
        &|bearer| bearer.programmes.iter().any(|p| programmes.contains(p)),
        &near,
    ];
    tests.into_iter().find_map(|test| {
        let mut passing = bearers.iter().filter(|bearer| test(bearer));
        passing.next().filter(|_| passing.next().is_none()).map(|bearer| bearer.id.clone())
    })
}

/// The publisher's number of an entry.
fn number(id: &EntityId) -> Option<u64> {
    id.as_str().rsplit(':').next()?.parse().ok()
}

fn programmes(entity: &Entity) -> Vec<String> {
    entity.listings.iter().flat_map(|l| l.programmes.iter().map(ToString::to_string)).collect()
}

/// Names as printed and who bears each, every entry once a name.
fn index(entities: &[Entity], wanted: impl Fn(usize) -> bool) -> FxHashMap<String, Vec<Bearer>> {
    let mut index: FxHashMap<String, Vec<Bearer>> = FxHashMap::default();
    for entity in entities {
        for (_, name) in entity.names.iter().enumerate().filter(|(at, _)| wanted(*at)) {
            let printed = name.source.raw.as_deref().unwrap_or(&name.value.full);
            // A weak alias stands quoted in the remarks: a.k.a. 'X'.
            let printed =
                printed.split_once("k.a. ").map_or(printed, |(_, quoted)| quoted.trim_matches('\''));
            let bearers = index.entry(key(printed)).or_default();
            if bearers.iter().all(|known| known.id != entity.id) {
                let (id, printed) = (entity.id.clone(), printed.trim().to_owned());
                bearers.push(Bearer { id, printed, programmes: programmes(entity) });
            }
        }
    }
    index
}
