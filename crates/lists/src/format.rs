//! The formats: which there are, how each is recognised, and the way from bytes to snapshots.

use std::borrow::Cow;

use tamis_model::{Entity, ListId, PartialDate, Problem, Severity};

use crate::ofac::set::{self, Role};
use crate::ofac::{advanced, sdn_list};
use crate::us::{csl, denied_persons};
use crate::user::{self, OwnTables};
use crate::{seen, un, unpack};

/// A file to be read: its name, for messages and for naming a user's own list, and its bytes.
#[derive(Debug, Clone, Copy)]
pub struct InputFile<'a> {
    /// The name that messages show. Only a user's own list takes its list name from it (the stem).
    pub name: &'a str,
    /// The content, as published; compressed files (gzip) are unpacked by [`read`].
    pub bytes: &'a [u8],
}

/// A file of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SnapshotFile {
    /// The file's name as given.
    pub name: String,
    /// BLAKE3 hash of its bytes, in hexadecimal; names the file in the data directory.
    pub hash: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// One edition of a list, understood.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The list.
    pub list: ListId,
    /// The format that it was read from.
    pub format: Format,
    /// The edition: the day that the publisher prints, where there is one.
    pub edition: Option<PartialDate>,
    /// The files that it was read from; [`tamis_model::Source::file`] counts these.
    pub files: Vec<SnapshotFile>,
    /// Records in the primary file, as the publisher counts them; each is an entity or is in the problems.
    pub records: u32,
    /// The entities, in the order of the file.
    pub entities: Vec<Entity>,
    /// What could not be read or was odd.
    pub problems: Vec<Problem>,
}

/// Why a file was refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file holds nothing.
    #[error("{file}: the file is empty (fetch it again, or export it anew)")]
    Empty {
        /// The file.
        file: String,
    },
    /// No format is known that looks like this.
    #[error("{file}: not a list that is known: {why}")]
    Unrecognised {
        /// The file.
        file: String,
        /// What was seen instead.
        why: String,
    },
    /// The file breaks its format, so that what it says cannot be trusted.
    #[error("{file}{}: {what} ({hint})", place(*line))]
    Broken {
        /// The file.
        file: String,
        /// The line, from 1; 0 where it cannot be told.
        line: u32,
        /// What is wrong.
        what: String,
        /// What to do.
        hint: String,
    },
    /// A file that adds to another one was given without it.
    #[error("{file}: {what} ({hint})")]
    Companion {
        /// The file.
        file: String,
        /// What is missing.
        what: String,
        /// What to do.
        hint: String,
    },
}

/// A line as messages write it; nothing where it cannot be told.
fn place(line: u32) -> String {
    if line == 0 { String::new() } else { format!(":{line}") }
}

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// OFAC primary file with its companions, CSV.
    OfacCsv,
    /// OFAC `sdnList` XML.
    OfacXml,
    /// OFAC `SDN_ADVANCED` XML.
    OfacAdvancedXml,
    /// US Consolidated Screening List, CSV.
    UsCslCsv,
    /// BIS Denied Persons List, tab-separated.
    UsDeniedPersons,
    /// UN Security Council consolidated list, XML.
    UnXml,
    /// EU financial sanctions files, XML 1.1.
    EuFsfXml,
    /// EU consolidated list, the older `WHOLE` XML.
    EuWholeXml,
    /// UK Sanctions List, CSV.
    UkCsv,
    /// UK Sanctions List, XML.
    UkXml,
    /// UK Sanctions List, ODS.
    UkOds,
    /// The older OFSI consolidated list, CSV.
    OfsiCsv,
    /// Canada's consolidated autonomous sanctions list, XML.
    CanadaXml,
    /// Switzerland's SECO list, XML.
    SecoXml,
    /// Japan's METI end-user list, as the text of its PDF.
    MetiText,
    /// FollowTheMoney, JSON lines.
    FtmJson,
    /// OpenSanctions `targets.simple.csv`.
    OpenSanctionsSimple,
    /// A user's own list: a table or JSON lines.
    User,
}

/// A format that one file holds whole: how it is recognised and how it is read.
struct Reader {
    format: Format,
    recognise: fn(&InputFile<'_>) -> bool,
    read: fn(&InputFile<'_>) -> Result<Snapshot, ReadError>,
}

/// Every reader of one file, in the order in which they are asked: the exact marks first (an XML root, a header row),
/// a user's own list, which is any table with a column of names, last.
///
/// A reader's [`Snapshot::files`] stays empty and its problems name no file: [`read`] fills in both.
#[rustfmt::skip]
const READERS: &[Reader] = &[
    reader(Format::CanadaXml, crate::ca::recognise, crate::ca::read),
    reader(Format::EuFsfXml, crate::eu::fsf::recognise, crate::eu::fsf::read),
    reader(Format::EuWholeXml, crate::eu::whole::recognise, crate::eu::whole::read),
    reader(Format::MetiText, crate::jp::recognise, crate::jp::read),
    reader(Format::OfsiCsv, crate::uk::csv::recognise_ofsi, crate::uk::csv::read_ofsi),
    reader(Format::UkCsv, crate::uk::csv::recognise_sanctions, crate::uk::csv::read_sanctions),
    reader(Format::SecoXml, crate::ch::recognise, crate::ch::read),
    reader(Format::UkOds, crate::uk::ods::recognise, crate::uk::ods::read),
    reader(Format::UkXml, crate::uk::xml::recognise, crate::uk::xml::read),
    reader(Format::UnXml, un::recognise, un::read),
    reader(Format::OfacXml, sdn_list::recognise, sdn_list::read),
    reader(Format::OfacAdvancedXml, advanced::recognise, advanced::read),
    reader(Format::UsCslCsv, csl::recognise, csl::read),
    reader(Format::UsDeniedPersons, denied_persons::recognise, denied_persons::read),
    reader(Format::FtmJson, crate::ftm::recognise, crate::ftm::read),
    reader(Format::OpenSanctionsSimple, crate::simple::recognise, crate::simple::read),
    reader(Format::User, user::recognise, user::read),
];

/// A line of [`READERS`].
const fn reader(
    format: Format,
    recognise: fn(&InputFile<'_>) -> bool,
    read: fn(&InputFile<'_>) -> Result<Snapshot, ReadError>,
) -> Reader {
    Reader { format, recognise, read }
}

/// Recognises a file by its content; `None` for what is no list that is known. A user's own list is any table with a
/// column of names, and is what remains when no official format fits.
pub fn recognise(file: &InputFile<'_>) -> Option<Format> {
    let start = unpack::start(file.bytes);
    kind(&InputFile { name: file.name, bytes: &start }).map(Kind::format)
}

/// What a file is to the reading: on its own, or part of an OFAC CSV set.
#[derive(Clone, Copy)]
enum Kind {
    Single(&'static Reader),
    OfacCsv(Role),
    /// A table of which the user says what its columns hold.
    Own,
}

impl Kind {
    fn format(self) -> Format {
        match self {
            Self::Single(reader) => reader.format,
            Self::OfacCsv(_) => Format::OfacCsv,
            Self::Own => Format::User,
        }
    }
}

/// The OFAC set is asked first: its files have no header row, and a table reader would take their first row for one.
fn kind(file: &InputFile<'_>) -> Option<Kind> {
    if let Some(role) = set::role(file) {
        return Some(Kind::OfacCsv(role));
    }
    READERS.iter().find(|reader| (reader.recognise)(file)).map(Kind::Single)
}

/// Reads files into snapshots, one for each list edition among them, in the order given. A file that belongs to another
/// (OFAC's alternates, addresses and comments) is read with the primary file whose ids it names; without one it is an
/// error of its own.
pub fn read(files: &[InputFile<'_>]) -> Vec<Result<Snapshot, ReadError>> {
    read_told(files, &OwnTables::default())
}

/// Reads files as [`read`] does, with what the user says of those among them that are no official list: a table whose
/// columns bear other names than the usual ones is recognised by that.
pub fn read_told(files: &[InputFile<'_>], said: &OwnTables) -> Vec<Result<Snapshot, ReadError>> {
    let unpacked: Vec<_> = files.iter().map(|file| unpack::whole(file)).collect();
    let mut outcomes: Vec<Option<Result<Snapshot, ReadError>>> = Vec::new();
    let mut parts = Vec::new();
    for (at, (given, bytes)) in files.iter().zip(&unpacked).enumerate() {
        outcomes.push(match known(given.name, bytes, said) {
            Err(error) => Some(Err(error)),
            Ok((file, Kind::Own)) => {
                Some(user::read_told(&file, said).and_then(|snapshot| sealed(snapshot, &[*given])))
            }
            Ok((file, Kind::Single(reader))) => {
                Some((reader.read)(&file).and_then(|snapshot| sealed(snapshot, &[*given])))
            }
            Ok((file, Kind::OfacCsv(role))) => {
                parts.push(set::Part { at, role, file });
                None
            }
        });
    }
    for (places, outcome) in set::read(parts) {
        let given: Vec<_> = places.iter().map(|&at| files[at]).collect();
        if let Some(&first) = places.first() {
            outcomes[first] = Some(outcome.and_then(|snapshot| sealed(snapshot, &given)));
        }
    }
    outcomes.into_iter().flatten().collect()
}

/// A file with its content unpacked, and what it is.
fn known<'a>(
    name: &'a str,
    bytes: &'a Result<Cow<'_, [u8]>, ReadError>,
    said: &OwnTables,
) -> Result<(InputFile<'a>, Kind), ReadError> {
    let bytes = bytes.as_ref().map_err(Clone::clone)?;
    if seen::is_blank(bytes) {
        return Err(ReadError::Empty { file: name.into() });
    }
    let file = InputFile { name, bytes };
    let unknown = || ReadError::Unrecognised { file: name.into(), why: seen::describe(bytes) };
    let found = kind(&file);
    let own = !said.is_silent() && found.is_none_or(|kind| kind.format() == Format::User);
    Ok((file, if own { Kind::Own } else { found.ok_or_else(unknown)? }))
}

/// Adds to a snapshot what only the dispatcher knows: the files as given, and their names in problems.
///
/// A table may be empty: an annex from which all were removed, a list of one's own not filled yet. It is read, and says
/// so. No authority publishes its whole list empty: such a file is refused.
fn sealed(mut snapshot: Snapshot, given: &[InputFile<'_>]) -> Result<Snapshot, ReadError> {
    if snapshot.records == 0 {
        if !matches!(snapshot.format, Format::User | Format::OpenSanctionsSimple) {
            return Err(ReadError::Broken {
                file: given.first().map(|file| file.name.into()).unwrap_or_default(),
                line: 0,
                what: format!("recognised as {}, but it has no entry", snapshot.list),
                hint: "fetch it again: no list is published empty".into(),
            });
        }
        let problem = Problem::new(Severity::Warning, 0, "", "a header and no row: the list has no entry");
        snapshot.problems.push(problem.hint("nothing can be screened against it"));
    }
    snapshot.files = given
        .iter()
        .map(|file| SnapshotFile {
            name: file.name.into(),
            hash: blake3::hash(file.bytes).to_hex().to_string(),
            bytes: file.bytes.len() as u64,
        })
        .collect();
    for problem in &mut snapshot.problems {
        if problem.file.is_empty()
            && let Some(first) = given.first()
        {
            first.name.clone_into(&mut problem.file);
        }
    }
    Ok(snapshot)
}

impl Snapshot {
    /// A snapshot of which only list and format are known yet.
    pub(crate) fn new(list: ListId, format: Format) -> Self {
        let (files, entities, problems) = (Vec::new(), Vec::new(), Vec::new());
        Self { list, format, edition: None, files, records: 0, entities, problems }
    }
}

impl<'a> InputFile<'a> {
    /// The first [`HEAD`] bytes as text, without a byte-order mark: enough to see an XML root or a header row. UTF-16
    /// is decoded when it has its mark; bytes that are not UTF-8 show as U+FFFD, which no mark contains.
    pub(crate) fn head(&self) -> Cow<'a, str> {
        let head = &self.bytes[..self.bytes.len().min(HEAD)];
        let utf16 = |from: fn([u8; 2]) -> u16| {
            let units = head[2..].chunks_exact(2).map(|pair| from([pair[0], pair[1]]));
            Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect())
        };
        match head {
            [0xFF, 0xFE, ..] => utf16(u16::from_le_bytes),
            [0xFE, 0xFF, ..] => utf16(u16::from_be_bytes),
            [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
            _ => String::from_utf8_lossy(head),
        }
    }
}

/// How much of a file is looked at to recognise it. The farthest mark in real files is the root element of a UK list,
/// some 200 bytes in; header rows of US files take 500.
const HEAD: usize = 8 * 1024;
