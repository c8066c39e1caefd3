//! Measures the names room alone, without catalogue, policy or evidence other than the name:
//!
//! ```text
//! cargo run --release -p tamis-names --example measure -- ../shared/data [spelling|pairs|interscript|speed|look A | B] [--misses N]
//! ```
//! Spelling: every query is compared with every list name; a name at [`ALIKE`] or above counts as alerted.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measuring program reads files and prints"
)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Instant;

use tamis_model::SubjectKind;
use tamis_names::{
    ALIKE, AnalysedName, Prepared, TOKEN_FLOOR, TokenProfile, analyse, compare, name_keys, token_likeness,
};

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut misses = 0;
    if let Some(at) = args.iter().position(|a| a == "--misses") {
        misses = args.get(at + 1).and_then(|n| n.parse().ok()).unwrap_or(20);
        args.truncate(at);
    }
    let data = args
        .first()
        .cloned()
        .unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").to_owned());
    match args.get(1).map(String::as_str) {
        Some("spelling") => spelling(&data, misses, args.get(2).map(String::as_str)),
        Some("pairs") => pairs(&data, misses),
        Some("interscript") => interscript(&data, misses),
        Some("speed") => speed(&data),
        Some("look") => look(&args[2], &args[3], args.get(4).map_or(SubjectKind::Person, |k| kind(k))),
        _ => {
            spelling(&data, misses, None);
            pairs(&data, misses);
            interscript(&data, misses);
            speed(&data);
        }
    }
}

fn kind(schema: &str) -> SubjectKind {
    match schema {
        "Person" => SubjectKind::Person,
        "Company" | "Organization" | "PublicBody" => SubjectKind::Organization,
        "Vessel" | "Airplane" => SubjectKind::Object,
        _ => SubjectKind::Unknown,
    }
}

/// The rows of a CSV file, by column.
fn table(path: &str) -> Vec<HashMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut rows = records(&text).into_iter();
    let header = rows.next().unwrap_or_default();
    rows.map(|r| header.iter().cloned().zip(r).collect()).collect()
}

fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    rows
}

struct Listed {
    id: String,
    name: String,
    kind: SubjectKind,
    readings: Vec<(Prepared, Vec<usize>)>,
}

fn prepare(name: &AnalysedName) -> Vec<Prepared> {
    name.readings.iter().map(Prepared::new).collect()
}

fn spelling(data: &str, misses: usize, only: Option<&str>) {
    let dir = format!("{data}/accuracy");
    let list: Vec<Listed> = table(&format!("{dir}/spelling_list.csv"))
        .into_iter()
        .map(|r| {
            let kind = kind(&r["schema"]);
            let readings = prepare(&analyse(&r["name"], kind)).into_iter().map(|p| (p, Vec::new())).collect();
            Listed { id: r["id"].clone(), name: r["name"].clone(), kind, readings }
        })
        .collect();
    let names: HashMap<&str, &str> = list.iter().map(|l| (l.id.as_str(), l.name.as_str())).collect();
    let queries: HashMap<String, HashMap<String, String>> =
        table(&format!("{dir}/spelling_queries.csv")).into_iter().map(|r| (r["id"].clone(), r)).collect();
    // Tokens of the list by key, so that each query looks only at names that share one: as a catalogue would.
    let mut keys: HashMap<u64, Vec<u32>> = HashMap::new();
    for (at, listed) in list.iter().enumerate() {
        let mut found = Vec::new();
        for reading in analyse(&listed.name, listed.kind).readings {
            for token in &reading.tokens {
                TokenProfile::new(&token.form).view().keys(&mut found);
            }
            name_keys(&reading, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        for key in found {
            keys.entry(key).or_default().push(at as u32);
        }
    }
    println!("keys: {:.1} a name", keys.values().map(Vec::len).sum::<usize>() as f64 / list.len() as f64);
    let mut count: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    let (mut wrong, mut total, mut looked) = (0, 0, 0);
    let mut shown = 0;
    for key in table(&format!("{dir}/spelling_key.csv")) {
        if only.is_some_and(|o| !key["class"].starts_with(o)) {
            continue;
        }
        let query = &queries[&key["id"]];
        let (kind, text) = (kind(&query["schema"]), &query["name"]);
        let analysed = analyse(text, kind);
        let prepared = prepare(&analysed);
        let mut found = Vec::new();
        for reading in &analysed.readings {
            for token in &reading.tokens {
                TokenProfile::new(&token.form).view().keys(&mut found);
            }
            name_keys(reading, &mut found);
        }
        let candidates: HashSet<u32> = found.iter().filter_map(|k| keys.get(k)).flatten().copied().collect();
        looked += candidates.len();
        let mut scores: Vec<(f32, &Listed)> = candidates
            .into_iter()
            .map(|at| &list[at as usize])
            .filter(|l| l.kind == kind || kind == SubjectKind::Unknown || l.kind == SubjectKind::Unknown)
            .map(|l| {
                let best = prepared
                    .iter()
                    .flat_map(|q| l.readings.iter().map(|(e, _)| q.likeness(kind, e, l.kind).score))
                    .fold(0.0, f32::max);
                (best, l)
            })
            .filter(|(s, _)| *s > 0.0)
            .collect();
        scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
        let expected = names[key["expected_id"].as_str()];
        let class = count.entry(key["class"].clone()).or_default();
        total += 1;
        class[0] += 1;
        let hit = scores.iter().any(|(s, l)| *s >= ALIKE && l.name == expected);
        class[1] += usize::from(hit);
        class[2] += usize::from(scores.first().is_some_and(|(s, l)| *s >= ALIKE && l.name == expected));
        let bad: Vec<_> = scores.iter().filter(|(s, l)| *s >= ALIKE && l.name != expected).collect();
        wrong += bad.len();
        class[3] += bad.len();
        if !hit && shown < misses {
            shown += 1;
            let score = scores.iter().find(|(_, l)| l.name == expected).map_or(-1.0, |(s, _)| *s);
            println!(
                "  missed {:.2} {text} | {expected} | first: {:?}",
                score,
                scores.first().map(|(s, l)| (*s, &l.name))
            );
        }
        if misses > 0 && shown < misses {
            for (s, l) in bad.iter().filter(|(_, l)| l.name.to_lowercase() != expected.to_lowercase()).take(2)
            {
                shown += 1;
                println!("  wrong {s:.2} {text} | {} | right: {expected}", l.name);
            }
        }
    }
    for (class, [n, hit, first, bad]) in &count {
        println!(
            "{class:16} {hit:5}/{n:<5} recall {:.4}  first {:.4}  wrong {:.3} a query",
            ratio(*hit, *n),
            ratio(*first, *n),
            ratio(*bad, *n)
        );
    }
    println!(
        "spelling: {:.3} wrong a query, {:.1} candidates a query",
        ratio(wrong, total),
        ratio(looked, total)
    );
}

fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b.max(1) as f64
}

fn pairs(data: &str, misses: usize) {
    let (mut tp, mut fp, mut fneg) = (0, 0, 0);
    let mut strong = Vec::new();
    for row in table(&format!("{data}/accuracy/name_pairs.csv")) {
        let kind = kind(&row["schema"]);
        let found = compare(&analyse(&row["name1"], kind), &analyse(&row["name2"], kind));
        let (alike, truth) = (found.score >= ALIKE, row["is_match"] == "true");
        match (truth, alike) {
            (true, true) => tp += 1,
            (false, true) => fp += 1,
            (true, false) => fneg += 1,
            _ => {}
        }
        if alike != truth {
            if row["quality"] == "STRONG" {
                strong.push(row["name1"].clone());
            }
            if fp + fneg <= misses {
                println!(
                    "  {} {:.2} {} | {} ({})",
                    if truth { "MISSED" } else { "WRONG" },
                    found.score,
                    row["name1"],
                    row["name2"],
                    row["quality"]
                );
            }
        }
    }
    println!(
        "pairs: wrong {fp} missed {fneg}, F1 {:.3}, strong failures {strong:?}",
        2.0 * tp as f64 / (2 * tp + fp + fneg) as f64
    );
}

fn interscript(data: &str, misses: usize) {
    let mut systems: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let (mut all, mut alike, mut shown) = (0, 0, 0);
    for row in table(&format!("{data}/names/interscript_translit_pairs.csv")) {
        let found = compare(
            &analyse(&row["source"], SubjectKind::Person),
            &analyse(&row["target"], SubjectKind::Person),
        );
        let language: String = row["system"].split('-').skip(1).take(3).collect::<Vec<_>>().join("-");
        let entry = systems.entry(language).or_default();
        entry[1] += 1;
        all += 1;
        if found.score >= ALIKE {
            entry[0] += 1;
            alike += 1;
        } else if shown < misses && row["source"].len() < 60 {
            shown += 1;
            println!("  {:.2} {} {} | {}", found.score, row["system"], row["source"], row["target"]);
        }
    }
    for (system, [hit, n]) in &systems {
        print!("{system} {hit}/{n}; ");
    }
    println!("\ninterscript: {alike} of {all} alike ({:.3})", ratio(alike, all));
}

fn speed(data: &str) {
    let list: Vec<(String, SubjectKind)> = table(&format!("{data}/accuracy/spelling_list.csv"))
        .into_iter()
        .map(|r| (r["name"].clone(), kind(&r["schema"])))
        .collect();
    let _ = analyse("warm", SubjectKind::Person);
    let start = Instant::now();
    let analysed: Vec<_> = list.iter().map(|(n, k)| analyse(n, *k)).collect();
    println!("analyse: {:.2} µs a list name", start.elapsed().as_secs_f64() * 1e6 / list.len() as f64);
    let forms: HashSet<&str> =
        analysed.iter().flat_map(|a| &a.readings).flat_map(|r| &r.tokens).map(|t| &*t.form).collect();
    let start = Instant::now();
    let profiles: Vec<_> = forms.iter().map(|f| TokenProfile::new(f)).collect();
    println!(
        "profile: {:.2} µs a token, {} tokens",
        start.elapsed().as_secs_f64() * 1e6 / profiles.len() as f64,
        profiles.len()
    );
    let mut keys = Vec::new();
    for profile in &profiles {
        profile.view().keys(&mut keys);
    }
    println!(
        "keys: {:.2} a token; bytes {:.1} a profile",
        keys.len() as f64 / profiles.len() as f64,
        profiles.iter().map(|p| p.as_bytes().len()).sum::<usize>() as f64 / profiles.len() as f64
    );
    let views: Vec<_> = profiles.iter().map(TokenProfile::view).collect();
    let (mut alike, mut count) = (0, 0_u32);
    let start = Instant::now();
    for a in views.iter().step_by(37) {
        for b in &views {
            count += 1;
            alike += usize::from(token_likeness(*a, *b).score >= TOKEN_FLOOR);
        }
    }
    println!(
        "token_likeness: {:.0} ns a pair ({alike} of {count} alike)",
        start.elapsed().as_secs_f64() * 1e9 / f64::from(count)
    );
    let prepared: Vec<_> =
        analysed.iter().filter_map(|a| a.readings.first().map(|r| (Prepared::new(r), a.kind))).collect();
    let (mut score, mut count) = (0.0, 0_u32);
    let start = Instant::now();
    for (q, kind) in prepared.iter().step_by(211) {
        for (e, other) in &prepared {
            score += f64::from(q.likeness(*kind, e, *other).score);
            count += 1;
        }
    }
    println!(
        "likeness with token likeness: {:.2} µs a pair (mean {:.3})",
        start.elapsed().as_secs_f64() * 1e6 / f64::from(count),
        score / f64::from(count)
    );
}

fn look(a: &str, b: &str, kind: SubjectKind) {
    let (x, y) = (analyse(a, kind), analyse(b, kind));
    for name in [&x, &y] {
        for reading in &name.readings {
            println!("{:?}", reading.tokens.iter().map(|t| (&*t.form, t.role)).collect::<Vec<_>>());
        }
    }
    println!("{:#?}", compare(&x, &y));
}
