//! What candidate search loses against a full scan, over altered names of real lists.
//!
//! `cargo run --release -p tamis-catalogue --example recall -- SUBJECTS LIST...`
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program that measures: it reads files and prints"
)]

use std::error::Error;

use tamis_catalogue::{Catalogue, SnapshotInfo, compile};
use tamis_lists::{InputFile, read};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().ok_or("usage: recall SUBJECTS LIST...")?.parse()?;
    let files: Vec<(String, Vec<u8>)> =
        arguments.map(|path| std::fs::read(&path).map(|bytes| (path, bytes))).collect::<Result<_, _>>()?;
    let inputs: Vec<InputFile<'_>> = files.iter().map(|(name, bytes)| InputFile { name, bytes }).collect();
    let (mut entities, mut infos) = (Vec::new(), Vec::new());
    for snapshot in read(&inputs) {
        match snapshot {
            Ok(snapshot) => {
                infos.push(SnapshotInfo::of(&snapshot));
                entities.extend(snapshot.entities);
            }
            Err(error) => println!("{error}"),
        }
    }
    let bytes = compile(entities, &infos, &|_| ())?;
    let catalogue = Catalogue::from_bytes(bytes)?;
    let info = catalogue.info();
    println!(
        "{} entities, {} names, {} rows, {} tokens, {} bytes",
        info.entities,
        info.names,
        info.rows,
        info.tokens,
        catalogue.size()
    );
    for recall in catalogue.verify(count, &|_, _| ())? {
        println!(
            "{}: {} subjects, own entity {} found by scan, {} lost; sure {} by scan, {} lost",
            recall.alteration.as_str(),
            recall.subjects,
            recall.own,
            recall.own_lost,
            recall.sure,
            recall.sure_lost
        );
        for (name, id, likeness) in &recall.lost {
            println!("    {name}  |  {id}  {likeness:.3}");
        }
    }
    Ok(())
}
