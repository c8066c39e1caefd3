//! Speed and memory at any size: compiles a table of made-up entities, searches it for a table of customers.
//!
//! `cargo run --release -p tamis-catalogue --example scale -- LIST.csv CUSTOMERS.csv [CATALOGUE]`, where CATALOGUE is
//! written and kept, or read where `-` stands for the list.
//!
//! Both tables have the columns of `big_list.py`: id, name, alias, schema, birth date, country; customers may have a
//! column `expected` with the id of the entity that must be found. One thread searches; its times are CPU times, without
//! that of the look at the clock.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program that measures: it reads files, looks at the clock and prints"
)]

use std::collections::HashMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use tamis_catalogue::{Catalogue, Scratch, compile, write};
use tamis_model::{Entity, EntityId, Field, ListId, Name, NameKind, PartialDate, Schema, Source, Sourced};

/// A row of a table as an entity, and the id that it is expected to match.
fn rows(path: &str) -> Result<impl Iterator<Item = (Entity, String)>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let columns: HashMap<String, usize> =
        reader.headers()?.iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
    let list = ListId::new("big");
    let (name_field, date_field) = (Field::from("name"), Field::from("birth_date"));
    Ok(reader.into_records().map_while(Result::ok).zip(2_u32..).map(move |(record, line)| {
        let cell = |column: &str| columns.get(column).and_then(|at| record.get(*at)).unwrap_or("");
        let schema = Schema::parse(cell("schema")).unwrap_or(Schema::LegalEntity);
        let mut entity = Entity::new(EntityId::new(&list, cell("id")), schema);
        let source = Source::new(0, line, &name_field);
        entity.names.push(Sourced::new(Name::new(cell("name")), source.clone()));
        for alias in cell("alias").split(';').filter(|a| !a.is_empty()) {
            entity.names.push(Sourced::new(Name::new(alias).of_kind(NameKind::Alias), source.clone()));
        }
        if let Some(date) =
            cell("birth_date").get(..4).and_then(|y| y.parse().ok()).and_then(PartialDate::year)
        {
            entity.births.push(Sourced::new(date, Source::new(0, line, &date_field)));
        }
        (entity, cell("expected").to_owned())
    }))
}

/// What the system says that this process takes, by its name in `/proc/self/status`; empty where there is no such file.
fn memory(what: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|l| l.starts_with(what))
        .map(|l| l.split_whitespace().skip(1).collect())
        .unwrap_or_default()
}

/// CPU time of this thread so far.
fn cpu(of: ClockId) -> Duration {
    let time = clock_gettime(of);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// The part of the sorted times below which this share lies.
fn quantile(sorted: &[Duration], share: f64) -> Duration {
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (list, customers, kept) = match arguments.as_slice() {
        [list, customers] if list != "-" => (list, customers, None),
        [list, customers, kept] => (list, customers, Some(kept)),
        _ => {
            return Err(
                "usage: scale LIST.csv CUSTOMERS.csv [CATALOGUE], or - for LIST.csv and a CATALOGUE".into()
            );
        }
    };
    // Where nobody wants to keep the catalogue, it lies in nobody's way.
    let folder = tempfile::tempdir()?;
    let place = kept.map_or_else(|| folder.path().join("catalogue.tamis"), PathBuf::from);
    if list != "-" {
        let start = Instant::now();
        let bytes = compile(rows(list)?.map(|(entity, _)| entity), &[], &|_| ())?;
        let (compiled, worked) = (start.elapsed(), cpu(ClockId::ProcessCPUTime));
        write(&place, &bytes)?;
        println!("compile: {compiled:.2?} ({worked:.2?} of CPU), memory at most {}", memory("VmHWM"));
        drop(bytes);
    }
    let start = Instant::now();
    let catalogue = Catalogue::open(&place)?;
    println!("open: {:.2?}", start.elapsed());
    let info = catalogue.info();
    println!(
        "{} entities, {} names, {} rows, {} tokens, {} bytes",
        info.entities,
        info.names,
        info.rows,
        info.tokens,
        catalogue.size()
    );
    // A look at the clock is a call of the system, which takes as long as some of what is measured.
    let look = || {
        let start = cpu(ClockId::ThreadCPUTime);
        cpu(ClockId::ThreadCPUTime).saturating_sub(start)
    };
    let look = (0..1000).map(|_| look()).min().unwrap_or_default();
    let mut times = Vec::new();
    let (mut found, mut expected, mut missed, mut cut) = (0, 0, 0, 0);
    let mut worst = (Duration::ZERO, String::new());
    let mut scratch = Scratch::new();
    for (subject, wanted) in rows(customers)? {
        let start = cpu(ClockId::ThreadCPUTime);
        let query = catalogue.understand(&subject, &mut scratch);
        let candidates = catalogue.candidates(&query, &mut scratch, 1000)?;
        let took = cpu(ClockId::ThreadCPUTime).saturating_sub(start + look);
        times.push(took);
        if took > worst.0 {
            worst = (took, subject.caption().to_owned());
        }
        found += candidates.found.len();
        cut += usize::from(candidates.cut);
        if !wanted.is_empty() {
            expected += 1;
            let id = format!("big:{wanted}");
            missed += usize::from(!candidates.found.iter().any(|c| catalogue.facts(c.entity).id() == id));
        }
    }
    times.sort_unstable();
    let total: Duration = times.iter().sum();
    let count = times.len() as u32;
    println!(
        "{count} customers, CPU: average {:.1?}, median {:.1?}, p99 {:.1?}, p99.9 {:.1?}, worst {:.1?} ({})",
        total / count,
        quantile(&times, 0.5),
        quantile(&times, 0.99),
        quantile(&times, 0.999),
        worst.0,
        worst.1
    );
    println!(
        "{found} candidates, {cut} searches cut, {missed} of {expected} expected entities not among them"
    );
    println!("memory: {} now, {} at most", memory("VmRSS"), memory("VmHWM"));
    Ok(())
}
