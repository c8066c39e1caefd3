//! Entities in, the bytes of a catalogue out.
//!
//! Entities are taken in chunks. What costs (understanding names, packing records) is done on all cores, what orders
//! (numbering tokens, rows and entities) on one, so that the bytes are the same on any number of threads.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use tamis_model::{Entity, ListId, NameKind, Strength, SubjectKind};
use tamis_names::{Reading, TokenProfile, name_keys_of, run_keys};

use crate::format::{Part, Writer};
use crate::keys::KeyIndex;
use crate::learned;
use crate::names::{self, bits_of};
use crate::postings::{self, Posting, RowTokens};
use crate::records::{NONE, RowRecord, RowToken, TokenBrief, TokenRecord};
use crate::{CatalogueError, CatalogueInfo, SnapshotInfo, facts, stored};

/// Entities that are understood at once: enough for all cores, little enough to stay small in memory.
const CHUNK: usize = 8192;

/// Tokens of a name that are kept: what a row's record can count. The names room keeps fewer.
const MOST_TOKENS: usize = u8::MAX as usize;

/// How far a compilation is, told now and then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many entities are understood.
    Entities(u64),
    /// All entities are understood; the indexes are being made.
    Indexes,
}

/// Compiles entities into the bytes of a catalogue, to be opened with [`crate::Catalogue::from_bytes`] or written with
/// [`crate::write`]. `inputs` says what they come from; entities keep the order in which they are given.
pub fn compile(
    entities: impl IntoIterator<Item = Entity>,
    inputs: &[SnapshotInfo],
    progress: &dyn Fn(Progress),
) -> Result<Vec<u8>, CatalogueError> {
    let mut compiler = Compiler::new(inputs);
    let mut entities = entities.into_iter();
    let mut chunk = Vec::with_capacity(CHUNK);
    loop {
        chunk.extend(entities.by_ref().take(CHUNK));
        if chunk.is_empty() {
            break;
        }
        compiler.add(&chunk)?;
        chunk.clear();
        progress(Progress::Entities(compiler.fact_starts.len() as u64));
    }
    progress(Progress::Indexes);
    compiler.finish()
}

/// A row before its tokens have numbers.
struct UnderstoodRow {
    reading: Reading,
    ordinal: u16,
    flags: u8,
}

/// An entity, understood: all that costs is done.
struct Understood {
    names: usize,
    rows: Vec<UnderstoodRow>,
    facts: Vec<u8>,
    id: u64,
    identifiers: SmallVec<[u64; 2]>,
}

struct Compiler {
    inputs: Vec<SnapshotInfo>,
    lists: Vec<ListId>,
    /// Number of each token by its form; numbers are given in the order of first sight.
    numbers: FxHashMap<Box<str>, u32>,
    forms: Vec<Box<str>>,
    rows: Vec<RowRecord>,
    tokens: RowTokens,
    /// Tokens of rows that do not fit in their records.
    more_tokens: Vec<u32>,
    names: u32,
    entity_rows: Vec<u32>,
    /// What each row's text is as one row of letters.
    written: Vec<Option<u64>>,
    identifiers: Vec<(u64, u32)>,
    ids: Vec<(u64, u32)>,
    fact_starts: Vec<u32>,
    facts: Vec<u8>,
    block_starts: Vec<u32>,
    blocks: Vec<u8>,
}

/// Offsets and numbers in the file have 32 bits.
fn number(value: usize, what: &'static str) -> Result<u32, CatalogueError> {
    // The last number means "none".
    let limit = u64::from(u32::MAX) - 1;
    u32::try_from(value)
        .ok()
        .filter(|n| u64::from(*n) <= limit)
        .ok_or(CatalogueError::TooLarge { what, limit })
}

impl Compiler {
    fn new(inputs: &[SnapshotInfo]) -> Self {
        let mut lists: Vec<ListId> = Vec::new();
        for input in inputs {
            if !lists.contains(&input.list) {
                lists.push(input.list.clone());
            }
        }
        Self {
            inputs: inputs.to_vec(),
            lists,
            numbers: FxHashMap::default(),
            forms: Vec::new(),
            rows: Vec::new(),
            tokens: RowTokens::default(),
            more_tokens: Vec::new(),
            names: 0,
            entity_rows: Vec::new(),
            written: Vec::new(),
            identifiers: Vec::new(),
            ids: Vec::new(),
            fact_starts: Vec::new(),
            facts: Vec::new(),
            block_starts: Vec::new(),
            blocks: Vec::new(),
        }
    }

    /// Adds entities; all chunks but the last one have the same length.
    fn add(&mut self, chunk: &[Entity]) -> Result<(), CatalogueError> {
        let lists = &self.lists;
        let (understood, packed) = rayon::join(
            || chunk.par_iter().with_min_len(16).map(|e| understand(e, lists)).collect::<Vec<_>>(),
            || chunk.par_chunks(stored::PER_BLOCK).map(stored::pack).collect::<Result<Vec<_>, _>>(),
        );
        for block in packed? {
            self.block_starts.push(number(self.blocks.len(), "bytes of stored entities")?);
            self.blocks.extend_from_slice(&block);
        }
        for entity in understood {
            self.add_entity(entity)?;
        }
        Ok(())
    }

    fn add_entity(&mut self, understood: Understood) -> Result<(), CatalogueError> {
        let entity = number(self.fact_starts.len(), "entities")?;
        self.fact_starts.push(number(self.facts.len(), "bytes of facts")?);
        self.facts.extend_from_slice(&understood.facts);
        self.ids.push((understood.id, entity));
        self.identifiers.extend(understood.identifiers.iter().map(|key| (*key, entity)));
        self.entity_rows.push(number(self.rows.len(), "names")?);
        self.names = number(self.names as usize + understood.names, "names")?;
        for row in understood.rows {
            if self.rows.len() >= Posting::ROWS {
                let limit = Posting::ROWS as u64;
                return Err(CatalogueError::TooLarge { what: "readings of names", limit });
            }
            self.tokens.starts.push(number(self.tokens.tokens.len(), "tokens of names")?);
            self.written.push(row.reading.written);
            let start = self.tokens.tokens.len();
            for token in row.reading.tokens.into_iter().take(MOST_TOKENS) {
                let next = self.forms.len();
                let found = *self.numbers.entry(token.form).or_insert_with_key(|form| {
                    self.forms.push(form.clone());
                    next as u32
                });
                self.tokens.tokens.push(RowToken::new(found, token.role));
            }
            if self.forms.len() > RowToken::LIMIT {
                let limit = RowToken::LIMIT as u64;
                return Err(CatalogueError::TooLarge { what: "different tokens", limit });
            }
            let tokens = &self.tokens.tokens[start..];
            self.rows.push(RowRecord::new(entity, row.ordinal, row.flags, tokens, &mut self.more_tokens));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, CatalogueError> {
        // One more start each, so that a length is always the difference of two.
        self.tokens.starts.push(number(self.tokens.tokens.len(), "tokens of names")?);
        self.entity_rows.push(number(self.rows.len(), "names")?);
        self.fact_starts.push(number(self.facts.len(), "bytes of facts")?);
        self.block_starts.push(number(self.blocks.len(), "bytes of stored entities")?);
        drop(std::mem::take(&mut self.numbers));
        let mut writer = Writer::new();
        let info = CatalogueInfo {
            engine: env!("CARGO_PKG_VERSION").into(),
            snapshots: self.inputs,
            lists: self.lists,
            entities: self.fact_starts.len() as u32 - 1,
            names: self.names,
            rows: self.rows.len() as u32,
            tokens: self.forms.len() as u32,
        };
        writer.add(Part::Info, &serde_json::to_vec(&info).unwrap_or_default());
        writer.add_u32s(Part::EntityRows, &self.entity_rows);
        writer.add_u32s(Part::FactStarts, &self.fact_starts);
        writer.add(Part::Facts, &self.facts);
        writer.add_u32s(Part::BlockStarts, &self.block_starts);
        writer.add(Part::Blocks, &self.blocks);
        drop((self.facts, self.blocks));
        KeyIndex::IDENTIFIERS.write(&mut writer, self.identifiers);
        KeyIndex::IDS.write(&mut writer, self.ids);
        let (order, profiles) = in_neighbourhoods(self.forms);
        self.tokens.renumber(&order.numbers);
        self.rows.par_iter_mut().for_each(|row| row.renumber(&order.numbers));
        self.more_tokens
            .iter_mut()
            .for_each(|t| *t = RowToken::from_bits(*t).renumbered(&order.numbers).bits());
        KeyIndex::NAMES.write(&mut writer, keys_of_names(&self.rows, &self.tokens, &self.written, &profiles));
        let (mut records, briefs) =
            write_dictionary(&mut writer, &order.forms, profiles, &self.tokens, &self.entity_rows)?;
        let kinds = |row: usize| self.rows[row].kind_code();
        postings::write(&mut writer, &mut records, &briefs, &self.tokens, kinds)?;
        writer.add_u32s(Part::RowTokens, &self.more_tokens);
        writer.add(Part::Rows, &self.rows.iter().flat_map(|r| r.to_bytes()).collect::<Vec<u8>>());
        writer.add(Part::Tokens, &records.iter().flat_map(|r| r.to_bytes()).collect::<Vec<u8>>());
        writer.add(Part::Briefs, &briefs.iter().flat_map(|r| r.to_bytes()).collect::<Vec<u8>>());
        Ok(writer.finish(names::fingerprint()))
    }
}

/// Understands an entity's names and writes its facts.
fn understand(entity: &Entity, lists: &[ListId]) -> Understood {
    let kind = entity.schema.kind();
    let mut rows: Vec<UnderstoodRow> = Vec::new();
    for (ordinal, name) in entity.names.iter().map(|n| &n.value).enumerate() {
        let former = matches!(name.kind, NameKind::Former | NameKind::Maiden);
        let flags = RowRecord::flags(kind, name.strength == Strength::Weak, former);
        // An entity with more names than a row can count keeps the last number for all that follow.
        let ordinal = u16::try_from(ordinal).unwrap_or(u16::MAX);
        for reading in names::understand(name, kind).readings {
            // The same name in capitals or twice in a record needs no second row, unless it is vouched for better.
            if rows.iter().any(|r| r.reading == reading && r.flags <= flags) {
                continue;
            }
            rows.push(UnderstoodRow { reading, ordinal, flags });
        }
    }
    let list = |name: &str| lists.iter().position(|l| l.as_str() == name).map_or(u16::MAX, |at| at as u16);
    Understood {
        names: entity.names.len(),
        rows,
        facts: facts::encode(entity, list),
        id: names::text_key(entity.id.as_str()),
        identifiers: entity.identifiers.iter().map(|i| names::identifier_key(&i.value)).collect(),
    }
}

/// The keys of the whole names of all rows, from the profiles of their tokens.
fn keys_of_names(
    records: &[RowRecord],
    rows: &RowTokens,
    written: &[Option<u64>],
    profiles: &[TokenProfile],
) -> Vec<(u64, u32)> {
    let keys = |row: usize| {
        let held = rows.row(row).iter().map(|held| (held.role(), profiles[held.token() as usize].view()));
        let mut keys = Vec::new();
        name_keys_of(written[row], held.clone(), &mut keys);
        if records[row].kind() != SubjectKind::Person {
            run_keys(&held.collect::<SmallVec<[_; 8]>>(), &mut keys);
        }
        keys.into_iter().map(move |key| (key, row as u32))
    };
    (0..rows.rows()).into_par_iter().with_min_len(256).flat_map_iter(keys).collect()
}

/// Forms in their order in the file.
struct Order {
    forms: Vec<Box<str>>,
    /// The new number of each form by its old one.
    numbers: Vec<u32>,
}

/// Puts forms that sound alike side by side, so that whoever compares a token with all that share a key with it reads
/// memory in runs; and the profiles with them.
fn in_neighbourhoods(forms: Vec<Box<str>>) -> (Order, Vec<TokenProfile>) {
    let mut placed: Vec<(u64, Box<str>, u32, TokenProfile)> = forms
        .into_par_iter()
        .enumerate()
        .with_min_len(64)
        .map(|(number, form)| {
            let profile = TokenProfile::new(&form);
            (profile.view().neighbourhood(), form, number as u32, profile)
        })
        .collect();
    placed.par_sort_unstable_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let mut order = Order { forms: Vec::with_capacity(placed.len()), numbers: vec![0; placed.len()] };
    let mut profiles = Vec::with_capacity(placed.len());
    for (number, (_, form, old, profile)) in (0_u32..).zip(placed) {
        order.numbers[old as usize] = number;
        order.forms.push(form);
        profiles.push(profile);
    }
    (order, profiles)
}

/// Writes forms, profiles and keys, and gives the record of each token, postings still empty.
fn write_dictionary(
    writer: &mut Writer,
    forms: &[Box<str>],
    profiles: Vec<TokenProfile>,
    rows: &RowTokens,
    entity_rows: &[u32],
) -> Result<(Vec<TokenRecord>, Vec<TokenBrief>), CatalogueError> {
    let entities = entity_rows.len().saturating_sub(1);
    let frequencies = rows.bearers(forms.len(), entity_rows);
    let profiles: Vec<(TokenProfile, Vec<u64>)> = profiles
        .into_par_iter()
        .with_min_len(64)
        .map(|profile| {
            let mut keys = Vec::new();
            profile.view().keys(&mut keys);
            (profile, keys)
        })
        .collect();
    let (mut form_bytes, mut profile_bytes) = (Vec::new(), Vec::new());
    let (mut token_keys, mut form_keys) = (Vec::new(), Vec::with_capacity(forms.len()));
    let (mut records, mut briefs) = (Vec::with_capacity(forms.len()), Vec::with_capacity(forms.len()));
    let mut initials = Vec::new();
    for (token, (form, (profile, keys))) in forms.iter().zip(&profiles).enumerate() {
        let token = token as u32;
        let frequency = frequencies[token as usize];
        briefs.push(TokenBrief {
            bits: bits_of(form, frequency, entities),
            frequency,
            profile: number(profile_bytes.len(), "bytes of tokens")?,
            outline: profile.view().outline(),
        });
        records.push(TokenRecord {
            form: number(form_bytes.len(), "bytes of tokens")?,
            form_length: form.len().min(usize::from(u16::MAX)) as u16,
            postings: 0,
            posted: 0,
            open: 0,
            whole: 0,
            equivalents: NONE,
        });
        initials.extend(profile.view().is_single().then_some(token));
        form_bytes.extend_from_slice(form.as_bytes());
        profile_bytes.extend_from_slice(profile.as_bytes());
        form_keys.push((names::text_key(form), token));
        token_keys.extend(keys.iter().map(|key| (*key, token)));
    }
    learned::write(writer, &mut records, &profiles, entity_rows, rows);
    drop(profiles);
    writer.add(Part::Forms, &form_bytes);
    writer.add(Part::Profiles, &profile_bytes);
    writer.add_u32s(Part::Initials, &initials);
    KeyIndex::FORMS.write(writer, form_keys);
    KeyIndex::TOKENS.write(writer, token_keys);
    Ok((records, briefs))
}
