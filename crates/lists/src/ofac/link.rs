//! Ties: the name behind "Linked To" to the id that the same list gives it.

use rustc_hash::FxHashMap;
use tamis_model::{Entity, EntityId};

/// A name as ties print it: a final stop may be the sentence's or the name's own ("S.A. DE C.V."), so none counts.
fn key(name: &str) -> String {
    name.trim().trim_end_matches('.').to_uppercase()
}

/// Resolves ties by name. Primary names come first, other names serve what they leave open; a name that several
/// entities bear resolves to none of them.
pub(crate) fn resolve(entities: &mut [Entity]) {
    let primary = index(entities, |at| at == 0);
    let others = index(entities, |at| at > 0);
    for entity in entities {
        for relation in entity.relations.iter_mut().filter(|r| r.value.target.is_none()) {
            let key = key(&relation.value.name);
            relation.value.target = match primary.get(&key) {
                Some(found) => found.clone(),
                None => others.get(&key).cloned().flatten(),
            };
        }
    }
}

/// Names as printed and who bears each; `None` where several do.
fn index(entities: &[Entity], wanted: impl Fn(usize) -> bool) -> FxHashMap<String, Option<EntityId>> {
    let mut index: FxHashMap<String, Option<EntityId>> = FxHashMap::default();
    for entity in entities {
        for (_, name) in entity.names.iter().enumerate().filter(|(at, _)| wanted(*at)) {
            let printed = name.source.raw.as_deref().unwrap_or(&name.value.full);
            // A weak alias stands quoted in the remarks: a.k.a. 'X'.
            let printed =
                printed.split_once("k.a. ").map_or(printed, |(_, quoted)| quoted.trim_matches('\''));
            let bearer = index.entry(key(printed)).or_insert_with(|| Some(entity.id.clone()));
            if bearer.as_ref().is_some_and(|known| *known != entity.id) {
                *bearer = None;
            }
        }
    }
    index
}
