//! 1. Entries of METI's text are read whole: names in both languages, aliases, addresses; a number that is missing, an
//!    alias too few and an entry without an address are told.
//! 2. The real text holds 561 entries; no word of a hundred of them is lost, none is invented.

use tamis_lists::{Format, InputFile, Snapshot, read, recognise};
use tamis_model::Severity;

use crate::second_path::{draw, invented, lost_words, shared};
use crate::shown::show;

fn snapshot(name: &str, bytes: &[u8]) -> Snapshot {
    let file = InputFile { name, bytes };
    assert_eq!(recognise(&file), Some(Format::MetiText));
    read(&[file]).remove(0).unwrap()
}

#[test]
fn golden() {
    insta::assert_snapshot!("meti", show(&snapshot("meti.txt", include_bytes!("golden/meti.txt"))));
}

#[test]
fn the_real_list() {
    let Some(bytes) = shared("jp/meti_russia_2025-09-12.txt") else { return };
    let snapshot = snapshot("meti.txt", &bytes);
    assert_eq!(snapshot.edition.unwrap().to_string(), "2025-09-12");
    assert_eq!((snapshot.records, snapshot.entities.len()), (561, 561));
    let errors: Vec<String> = snapshot
        .problems
        .iter()
        .filter(|p| p.severity > Severity::Note || p.field == "名称")
        .map(ToString::to_string)
        .collect();
    let nothing: [String; 0] = [];
    assert_eq!(errors, nothing);
    // The second path: the text between this entry's first line and the next one's.
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let title = lines[..2].concat();
    for index in draw(560, 13) {
        let (entity, next) = (&snapshot.entities[index], &snapshot.entities[index + 1]);
        let line = |e: &tamis_model::Entity| e.listings[0].source.record as usize - 1;
        let texts: Vec<String> = lines[line(entity)..=line(next)].iter().map(|l| (*l).to_owned()).collect();
        let with_title = [&texts[..], std::slice::from_ref(&title)].concat();
        assert_eq!(invented(entity, &with_title), nothing, "invented for {}", entity.id);
        // A glued line belongs to two entries, so that only whole lines are asked for.
        let own: Vec<String> = texts[1..texts.len() - 1].to_vec();
        let known = ["the", "following", "aliases", "alias", "and", "別称", "及び", "所在地"];
        let mut lost = lost_words(entity, &own);
        lost.retain(|word| !known.iter().any(|k| word.contains(k)) && !is_number_word(word));
        assert_eq!(lost, nothing, "lost of {}", entity.id);
    }
}

fn is_number_word(word: &str) -> bool {
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].contains(&word)
}
