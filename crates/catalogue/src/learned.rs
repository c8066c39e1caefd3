//! What the loaded lists teach: tokens that stand for each other in the names of one entity.

use rayon::prelude::*;
use smallvec::SmallVec;
use tamis_names::{Equivalence, Learner, TaughtToken, TokenProfile};

use crate::format::{Part, Writer};
use crate::postings::RowTokens;
use crate::records::{RowToken, TokenRecord};

/// Entities that one learner observes before the next one begins; what they learned is added up.
const TOGETHER: usize = 4096;

/// Learns from every entity's names and writes each token's equivalents: how many, then token and likeness of each.
pub(crate) fn write(
    writer: &mut Writer,
    records: &mut [TokenRecord],
    profiles: &[(TokenProfile, Vec<u64>)],
    entity_rows: &[u32],
    rows: &RowTokens,
) {
    let mut both: Vec<(u32, u32, f32)> = learn(profiles, entity_rows, rows)
        .into_iter()
        .flat_map(|e| [(e.a, e.b, e.score), (e.b, e.a, e.score)])
        .collect();
    both.sort_unstable_by_key(|(token, other, _)| (*token, *other));
    let mut numbers: Vec<u32> = Vec::new();
    for group in both.chunk_by(|a, b| a.0 == b.0) {
        let Some(record) = group.first().and_then(|(token, ..)| records.get_mut(*token as usize)) else {
            continue;
        };
        record.equivalents = numbers.len() as u32;
        numbers.push(group.len() as u32);
        numbers.extend(group.iter().flat_map(|(_, other, score)| [*other, score.to_bits()]));
    }
    writer.add_u32s(Part::Equivalents, &numbers);
}

fn learn(profiles: &[(TokenProfile, Vec<u64>)], entity_rows: &[u32], rows: &RowTokens) -> Vec<Equivalence> {
    let spans: Vec<&[u32]> = entity_rows.windows(2).collect();
    let observe = |entities: &[&[u32]]| {
        let mut learner = Learner::new();
        for span in entities.iter().filter(|span| span[1] - span[0] > 1) {
            let names: Vec<SmallVec<[TaughtToken<'_>; 6]>> =
                (span[0]..span[1]).map(|row| taught(profiles, rows, row)).collect();
            let names: Vec<&[TaughtToken<'_>]> = names.iter().map(SmallVec::as_slice).collect();
            learner.observe(&names);
        }
        learner
    };
    spans.par_chunks(TOGETHER).map(observe).reduce(Learner::new, Learner::and).finish()
}

fn taught<'a>(
    profiles: &'a [(TokenProfile, Vec<u64>)],
    rows: &RowTokens,
    row: u32,
) -> SmallVec<[TaughtToken<'a>; 6]> {
    let held = rows.row(row as usize);
    let token = |held: &RowToken| {
        let (profile, _) = profiles.get(held.token() as usize)?;
        Some(TaughtToken { id: held.token(), view: profile.view(), role: held.role() })
    };
    held.iter().filter_map(token).collect()
}
