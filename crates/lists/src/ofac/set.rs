//! The CSV set: which files belong together.
//!
//! A primary file has twelve cells a row, alternates five, addresses six, comments two; none has a header row. A
//! companion belongs to the primary file that has the most of its ids.

use rustc_hash::FxHashSet;

use super::row::{self, Row};
use super::table;
use crate::{InputFile, ReadError, Snapshot};

/// What a file is within its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// `sdn.csv`, `cons_prim.csv`.
    Primary,
    /// `alt.csv`: other names.
    Alternates,
    /// `add.csv`: addresses.
    Addresses,
    /// `sdn_comments.csv`: remarks that found no room in the primary file.
    Comments,
}

/// A file of some set.
pub(crate) struct Part<'a> {
    /// Its place among the files given.
    pub at: usize,
    /// What it is.
    pub role: Role,
    /// The file, unpacked.
    pub file: InputFile<'a>,
}

/// How many rows are looked at to recognise a file.
const SAMPLE: usize = 5;

/// Recognises a file of the set by its first rows; a file that is cut off after them is recognised all the same, so
/// that it can be refused.
pub(crate) fn role(file: &InputFile<'_>) -> Option<Role> {
    let head = file.head();
    let complete = head.len() >= file.bytes.len();
    let mut lines: Vec<&str> = head.lines().take(SAMPLE + 1).collect();
    if lines.len() > 1 && !complete {
        lines.pop();
    }
    let text = lines.join("\n");
    let mut rows = row::rows(&text);
    let role = role_of(&rows.next()?)?;
    // A last line may be cut off in a truncated file.
    let others: Vec<_> = rows.map(|row| role_of(&row)).collect();
    let fits = others.iter().filter(|other| **other == Some(role)).count();
    // A number and a long text are little to go by: anybody's table may start so, but none ends with OFAC's mark.
    let told = role != Role::Comments || file.bytes.iter().rev().take(8).any(|byte| *byte == 0x1A);
    (told && fits + 1 >= others.len()).then_some(role)
}

fn role_of(row: &Row<'_>) -> Option<Role> {
    let is_id =
        |at| (1..=7).contains(&row.text(at).len()) && row.text(at).bytes().all(|b| b.is_ascii_digit());
    if !is_id(0) {
        return None;
    }
    let kind = row.text(2);
    match row.cells.len() {
        12 if ["", "individual", "vessel", "aircraft"].contains(&kind) && !is_id(1) => Some(Role::Primary),
        6 if is_id(1) => Some(Role::Addresses),
        5 if is_id(1) && ["aka", "fka", "nka"].contains(&kind) => Some(Role::Alternates),
        2 if row.text(1).len() > 20 => Some(Role::Comments),
        _ => None,
    }
}

/// A primary file and those that belong to it, in the order primary, alternates, addresses, comments.
pub(crate) struct Set<'a> {
    pub parts: Vec<Part<'a>>,
}

/// The share of a companion's ids that its primary file must have. Files of one day have all of them; of files a year
/// apart, four in five.
const SHARE: f64 = 0.5;

/// Reads every set among the parts. Each outcome comes with the places of its files, the primary file's first.
pub(crate) fn read(parts: Vec<Part<'_>>) -> Vec<(Vec<usize>, Result<Snapshot, ReadError>)> {
    let (primaries, companions): (Vec<_>, Vec<_>) = parts.into_iter().partition(|p| p.role == Role::Primary);
    let mut sets: Vec<Set<'_>> = primaries.into_iter().map(|part| Set { parts: vec![part] }).collect();
    let ids: Vec<_> = sets.iter().map(|set| ids(&set.parts[0].file)).collect();
    let mut outcomes = Vec::new();
    for companion in companions {
        match home(&companion, &sets, &ids) {
            Ok(set) => sets[set].parts.push(companion),
            Err(what) => outcomes.push((vec![companion.at], Err(orphan(&companion, &what)))),
        }
    }
    for mut set in sets {
        set.parts.sort_by_key(|part| part.role as u8);
        let places = set.parts.iter().map(|part| part.at).collect();
        outcomes.push((places, table::read(&set)));
    }
    outcomes
}

/// The set that has most of a companion's ids and no file of its role yet.
fn home(companion: &Part<'_>, sets: &[Set<'_>], ids: &[FxHashSet<u32>]) -> Result<usize, String> {
    let own = self::ids(&companion.file);
    let mut best: Option<(usize, usize)> = None;
    for (at, known) in ids.iter().enumerate() {
        let free = sets[at].parts.iter().all(|part| part.role != companion.role);
        let shared = own.intersection(known).count();
        if free && best.is_none_or(|(_, most)| shared > most) {
            best = Some((at, shared));
        }
    }
    match best {
        Some((at, shared)) if shared as f64 >= SHARE * own.len() as f64 => Ok(at),
        Some((at, shared)) => Err(format!(
            "it adds to {} entries, of which {} has only {shared}",
            own.len(),
            sets[at].parts[0].file.name
        )),
        None => Err(format!("it adds to {} entries of a primary file that was not given", own.len())),
    }
}

fn orphan(companion: &Part<'_>, what: &str) -> ReadError {
    let kind = match companion.role {
        Role::Alternates => "alternate names",
        Role::Addresses => "addresses",
        Role::Comments | Role::Primary => "comments",
    };
    ReadError::Companion {
        file: companion.file.name.into(),
        what: format!("OFAC {kind} without their list: {what}"),
        hint: "give it together with the primary file of the same day, sdn.csv or cons_prim.csv".into(),
    }
}

/// The entry numbers that a file's rows start with.
fn ids(file: &InputFile<'_>) -> FxHashSet<u32> {
    let text = row::text(file.bytes);
    text.lines().filter_map(|line| line.split(',').next()?.trim().parse().ok()).collect()
}
