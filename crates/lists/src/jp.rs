//! Japan's list of organisations to which exports are banned, as the text of the PDF that METI publishes (outreach list
//! for Russia and others): numbered entries, each a Japanese name, an English name, aliases and addresses.
//!
//! The text has lost its layout: long names break over lines, and where a page ended the next entry's number stands
//! glued behind the last address (`109004, Russia.77 NMテック`). Entries are found by their numbers, which follow each
//! other ([`entries`]); what cannot be found, and what looks wrong in an entry, is reported.

mod entries;
mod names;

use tamis_model::{
    Address, CountryTie, ListId, Measure, Name, NameKind, PartialDate, Problem, Schema, Severity,
};

use crate::entry::{Collected, Entry, Fields};
use crate::{Format, InputFile, ReadError, Snapshot};

/// What stands before the addresses of an entry.
const ADDRESS: &str = "所在地";

/// Whether a file is the text of METI's list: the title speaks of an export ban and a notice of the foreign ministry.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    let head = file.head();
    head.contains(ADDRESS) && (head.contains("輸出等に係る禁止措置") || head.contains("外務省告示"))
}

/// Reads METI's list.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let list = ListId::new("jp-meti");
    let bytes = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file.bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::Broken {
        file: file.name.into(),
        line: 1 + bytes[..error.valid_up_to()].iter().copied().filter(|byte| *byte == b'\n').count() as u32,
        what: "bytes that are not UTF-8".into(),
        hint: "save the text of the PDF as UTF-8".into(),
    })?;
    // Justified lines have blanks inside of the word.
    let text = text.replace("所 在 地", ADDRESS);
    let text = text.as_str();
    let fields = Fields::default();
    let mut collected = Collected::new(Snapshot::new(list.clone(), Format::MetiText));
    let found = entries::split(text);
    let Some(first) = found.entries.first() else {
        return Err(ReadError::Broken {
            file: file.name.into(),
            line: 1,
            what: "no numbered entry".into(),
            hint: "the text should hold entries such as 「１ 株式会社… 所在地：…」".into(),
        });
    };
    let header = Header::read(text.get(..first.start).unwrap_or_default());
    collected.edition_is(header.updated);
    for number in &found.missing {
        let message = format!("entry {number} was not found");
        let hint = "its text may stand in the entry before it; look at the PDF";
        collected.problems().push(Problem::new(Severity::Error, 0, "", message).hint(hint));
    }
    for part in &found.entries {
        collected.count();
        let mut entry = entity(&list, part, &fields);
        let mut listing = entry.listing(&list, "番号", &part.number.to_string());
        listing.measures.push(Measure::TradeBan);
        listing.legal_acts.extend(header.act.clone());
        listing.programmes.extend(header.programme.clone());
        entry.entity.listings.push(listing);
        collected.take(entry);
    }
    Ok(collected.finish())
}

/// What the title says.
struct Header {
    /// The notice, `令和四年外務省告示第八十二号`.
    act: Option<String>,
    /// The measure and the country.
    programme: Option<String>,
    /// The day of the last update.
    updated: Option<PartialDate>,
}

impl Header {
    fn read(text: &str) -> Self {
        let between = |from: char, to: char| {
            text.split_once(from)
                .and_then(|(_, rest)| rest.split_once(to))
                .map(|(inner, _)| inner.trim().to_owned())
        };
        let title: String = text.split('（').next().unwrap_or_default().lines().collect();
        let title = title.trim_start_matches(['○', ' ']).trim();
        let programme = title.find("輸出等に係る").and_then(|at| title.get(at..)).map(str::to_owned);
        let updated = text.split_once("最終更新日").and_then(|(_, rest)| day(rest));
        Self { act: between('（', '）'), programme, updated }
    }
}

/// The day in `：2025 年09 月12 日`, digits of either width.
fn day(text: &str) -> Option<PartialDate> {
    let mut numbers = text.split(|c: char| digit(c).is_none()).filter(|digits| !digits.is_empty());
    let mut next = || {
        numbers.next().and_then(|digits| {
            digits.chars().try_fold(0_i16, |n, c| n.checked_mul(10)?.checked_add(digit(c)? as i16))
        })
    };
    let (year, month, day) = (next()?, next()?, next()?);
    PartialDate::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// The value of a digit of either width.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Whether a character is Japanese: kana, ideographs, and the punctuation that comes with them.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

fn entity<'f>(list: &ListId, part: &entries::Part<'_>, fields: &'f Fields) -> Entry<'f> {
    let number = part.number.to_string();
    let mut entry = Entry::new(list, &number, Schema::Organization, part.line, fields);
    let (names_text, addresses) = part.text.split_once(ADDRESS).unwrap_or((part.text, ""));
    let names = names::read(names_text);
    if names.is_person {
        entry.entity.schema = Schema::Person;
    }
    for name in &names.english {
        entry.name("名称", "", name.clone());
    }
    for name in &names.japanese {
        entry.name("名称", "", name.clone());
    }
    for alias in &names.unread {
        entry.odd(Severity::Note, "名称", format!("{alias:?} was not understood"), "kept as a note");
        entry.particular("notes", "名称", alias);
    }
    if names.english.is_empty() {
        entry.odd(
            Severity::Warning,
            "名称",
            format!("entry {number} has no English name"),
            "look at the PDF",
        );
    }
    if let Some((stated, found)) = names.miscounted {
        let message = format!("entry {number} announces {stated} aliases and {found} were read");
        entry.odd(Severity::Note, "名称", message, "look at the PDF");
    }
    address(&mut entry, addresses);
    entry
}

/// The addresses: several are joined by "; and" or a semicolon; the last word of each is mostly the country.
fn address(entry: &mut Entry<'_>, text: &str) {
    let line: Vec<&str> = text.trim_start_matches(['：', ':', ' ']).split_whitespace().collect();
    let line = line.join(" ");
    if line.is_empty() {
        entry.odd(Severity::Warning, ADDRESS, "an entry without an address", "look at the PDF");
    }
    for whole in line.split(';') {
        let whole = whole.trim().trim_start_matches("and ").trim();
        let country = whole.trim_end_matches('.').rsplit(", ").next().unwrap_or_default();
        let country = country.rsplit(' ').next().unwrap_or_default();
        let known = tamis_model::Country::parse(country).filter(|_| country.len() > 3);
        let mut address = Address { full: whole.to_owned(), ..Address::default() };
        if known.is_some() {
            country.clone_into(&mut address.country_text);
            address.country = known;
            entry.country(ADDRESS, country, CountryTie::Residence);
        }
        entry.address(ADDRESS, "", address);
    }
}

/// A name of the list in one of its two languages.
fn name(text: &str, kind: NameKind, language: &str) -> Name {
    let mut name = Name::new(text).of_kind(kind);
    name.language = Some(language.to_owned());
    name
}
