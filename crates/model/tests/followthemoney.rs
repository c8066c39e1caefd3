//! 1. A record read and written is the same record: no field lost, none invented, the order of properties kept.
//! 2. A record read as an entity and written again says everything that it said.
//! 3. Sanctions, addresses, documents and ties in records of their own reach the parties that they belong to.
//! 4. An entity with every field survives being written and read.
//! 5. The end of a sanction that has come and the one that is to come are told apart.

use std::collections::BTreeSet;

use serde_json::Value;
use tamis_model::{
    DateOrder, Entity, EntityId, FtmRecord, FtmValue, IdentifierKind, ListId, Listing, Measure, PartKind,
    PartialDate, Schema, Source, merge_ftm,
};

fn data(file: &str) -> Option<String> {
    let path = format!("{}/../../../shared/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        println!("skipped: no {file}");
    }
    text
}

/// Every record of the files at hand, of the pairs both sides.
fn all_records() -> Vec<Value> {
    let mut records = Vec::new();
    for file in
        ["ftm/t1_entities.ftm.json", "ftm/parteispenden_entities.ftm.json", "ftm/zala_entities.ftm.json"]
    {
        let text = data(file).unwrap_or_default();
        records.extend(text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()));
    }
    for file in ["accuracy/record_pairs.jsonl", "accuracy/record_checks.jsonl"] {
        for line in data(file).unwrap_or_default().lines() {
            let pair: Value = serde_json::from_str(line).unwrap();
            records.extend([pair["left"].clone(), pair["right"].clone()]);
        }
    }
    records
}

#[test]
fn read_and_written() {
    for value in all_records() {
        let record: FtmRecord = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(serde_json::to_value(&record).unwrap(), value);
    }
    let text = r#"{"id":"a","schema":"Person","properties":{"name":["B","A"],"alias":["C"],"country":["by"]},"z":1,"caption":"B"}"#;
    let record: FtmRecord = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&record).unwrap(), text);
}

#[test]
fn an_entity_says_all_that_the_record_said() {
    let texts = |record: &FtmRecord| -> BTreeSet<(String, String)> {
        let pairs = record.properties.0.iter().flat_map(|(property, values)| {
            values.iter().filter_map(move |value| match value {
                FtmValue::Text(text) => Some((property.clone(), text.trim().to_owned())),
                _ => None,
            })
        });
        pairs.filter(|(_, text)| !text.is_empty()).collect()
    };
    for value in all_records() {
        let record: FtmRecord = serde_json::from_value(value).unwrap();
        let again = FtmRecord::from_entity(&record.to_entity(0, 1, None));
        let (before, after) = (texts(&record), texts(&again));
        let lost: Vec<_> = before.difference(&after).collect();
        assert!(lost.is_empty(), "{}: {lost:?}", record.id);
    }
}

#[test]
fn records_of_their_own() {
    let text = r#"
        {"id":"p","schema":"Person","properties":{"name":["Ann LEE"],"firstName":["Ann"],"lastName":["LEE"],"addressEntity":["a"],"passportNumber":["X 1"]}}
        {"id":"c","schema":"Company","properties":{"name":["Lee Ltd"],"programId":["EU-BLR"]}}
        {"id":"s","schema":"Sanction","properties":{"entity":["p"],"program":["EU-BLR"],"provisions":["Asset freeze"],"startDate":["2022-03-02"],"reason":["R"],"authorityId":["EU.1"]}}
        {"id":"a","schema":"Address","properties":{"full":["1 Main St, Minsk"],"city":["Minsk"],"country":["by"]}}
        {"id":"d","schema":"Passport","properties":{"holder":["p"],"number":["X 1"],"country":["by"],"startDate":["2010-05-04"]}}
        {"id":"o","schema":"Ownership","properties":{"owner":["p"],"asset":["c"]}}
        {"id":"u","schema":"Sanction","properties":{"entity":["missing"]}}"#;
    let records: Vec<(u32, FtmRecord)> = text
        .lines()
        .skip(1)
        .zip(1..)
        .map(|(line, n)| (n, serde_json::from_str(line.trim()).unwrap()))
        .collect();
    let (entities, problems) = merge_ftm(&records, &ListId::new("mine"));
    assert_eq!(problems.len(), 1);
    assert_eq!(
        problems[0].to_string(),
        ":7 [entity]: points to \"missing\", which is not in the file (the record is not used for it)"
    );
    let [person, company] = &entities[..] else { panic!("{}", entities.len()) };
    assert_eq!(person.id, EntityId::whole("mine:p"));
    assert_eq!(person.names[0].value.part(PartKind::Family), Some("LEE"));
    assert_eq!(person.addresses[0].value.city, "Minsk");
    assert_eq!(person.identifiers.len(), 1);
    assert_eq!(person.identifiers[0].value.kind, IdentifierKind::Passport);
    assert_eq!(person.identifiers[0].value.issued.unwrap().to_string(), "2010-05-04");
    assert_eq!(person.listings.len(), 1);
    assert_eq!(person.listings[0].measures, [Measure::AssetFreeze]);
    assert_eq!(person.listings[0].reference.as_deref(), Some("EU.1"));
    assert_eq!(person.listings[0].since().unwrap().to_string(), "2022-03-02");
    assert_eq!(person.relations[0].value.kind, "Owner of");
    assert_eq!(person.relations[0].value.target, Some(EntityId::whole("mine:c")));
    assert_eq!(company.schema, Schema::Company);
    assert_eq!(company.relations[0].value.name, "Ann LEE");
    assert_eq!(company.listings[0].programmes, ["EU-BLR"]);
}

#[test]
fn a_network_of_records() {
    let Some(text) = data("ftm/zala_entities.ftm.json") else { return };
    let records: Vec<(u32, FtmRecord)> =
        text.lines().zip(1..).map(|(line, n)| (n, serde_json::from_str(line).unwrap())).collect();
    let (entities, _) = merge_ftm(&records, &ListId::new("zala"));
    let sanctions = records.iter().filter(|(_, record)| record.schema == "Sanction").count();
    let listings: usize =
        entities.iter().map(|e| e.listings.iter().filter(|l| &*l.source.field == "Sanction").count()).sum();
    assert_eq!(listings, sanctions);
    let ties: usize = entities.iter().map(|e| e.relations.len()).sum();
    assert!(ties >= 2 * 14, "{ties}");
}

#[test]
fn the_end_of_a_sanction() {
    let list = ListId::new("l");
    let day = |text: &str| Some(PartialDate::parse(text, DateOrder::DayFirst).unwrap());
    for (properties, delisted, expires) in [
        (r#""endDate":["2033-07-01"],"status":["active"]"#, None, day("2033-07-01")),
        (r#""endDate":["2033-07-01"]"#, None, day("2033-07-01")),
        (r#""endDate":["2019-01-01","2021-01-01"]"#, None, day("2021-01-01")),
        (r#""endDate":["2024-10-30"],"status":["Expired"]"#, day("2024-10-30"), None),
        (r#""endDate":["2024-10-30"],"status":["ended"]"#, day("2024-10-30"), None),
        (r#""status":["expired"]"#, None, None),
    ] {
        let text = format!(
            r#"{{"id":"x","schema":"Person","properties":{{"name":["Ann LEE"],"sanctions":[{{"schema":"Sanction","properties":{{{properties}}}}}]}}}}"#
        );
        let record: FtmRecord = serde_json::from_str(&text).unwrap();
        let entity = record.to_entity(0, 1, Some(&list));
        let again = FtmRecord::from_entity(&entity).to_entity(0, 1, Some(&list));
        for listing in [&entity.listings[0], &again.listings[0]] {
            assert_eq!((listing.delisted, listing.expires), (delisted, expires), "{properties}");
            assert_eq!(listing.until().copied(), delisted.or(expires));
        }
    }
    // A listing that ended before it would have run out ended on that day.
    let mut entity = Entity::new(EntityId::whole("l:x"), Schema::Person);
    let mut listing = Listing::new(list.clone(), Source::new(0, 1, &"end".into()));
    (listing.delisted, listing.expires) = (day("2020-02-03"), day("2030-01-01"));
    entity.listings.push(listing);
    let again = FtmRecord::from_entity(&entity).to_entity(0, 1, Some(&list));
    assert_eq!((again.listings[0].delisted, again.listings[0].expires), (day("2020-02-03"), None));
}

#[test]
fn every_field_of_an_entity() {
    let text = r#"{"id":"x","schema":"Person","properties":{"name":["Ann LEE"],"weakAlias":["Annie"],"previousName":["Ann Roe"],
        "birthDate":["1962"],"birthPlace":["Minsk"],"nationality":["by"],"gender":["female"],"innCode":["500100732259"],
        "address":["1 Main St"],"position":["Judge"],
        "sanctions":[{"schema":"Sanction","properties":{"program":["EU-BLR"],"startDate":["2022-03-02"]}}],
        "unknownLinkTo":[{"schema":"UnknownLink","properties":{"object":[{"id":"l:y","schema":"Company","properties":{"name":["Y"]}}],"role":["adviser"]}}]}}"#;
    let record: FtmRecord = serde_json::from_str(text).unwrap();
    let list = ListId::new("l");
    let entity = record.to_entity(0, 1, Some(&list));
    assert_eq!(entity.listings[0].programmes, ["EU-BLR"]);
    assert_eq!(entity.relations[0].value.kind, "Linked to (adviser)");
    let again = FtmRecord::from_entity(&entity);
    let text = serde_json::to_string(&again).unwrap();
    let back: FtmRecord = serde_json::from_str(&text).unwrap();
    assert_eq!(back, again);
    let values = back.to_entity(0, 1, None);
    assert_eq!(values.names, entity.names);
    assert_eq!(values.births, entity.births);
    assert_eq!(values.identifiers, entity.identifiers);
    assert_eq!(values.countries, entity.countries);
    assert_eq!(values.addresses, entity.addresses);
    assert_eq!(values.particulars, entity.particulars);
}

proptest::proptest! {
    #[test]
    fn any_values_survive(
        values in proptest::collection::vec(("[a-zA-Z]{1,12}", proptest::collection::vec("\\PC{0,12}", 0..4)), 0..6)
    ) {
        let mut record = FtmRecord::new("i", "Person");
        for (property, texts) in values {
            for text in texts {
                record.add(&property, FtmValue::Text(text));
            }
        }
        let text = serde_json::to_string(&record).unwrap();
        proptest::prop_assert_eq!(&serde_json::from_str::<FtmRecord>(&text).unwrap(), &record);
        let _ = FtmRecord::from_entity(&record.to_entity(0, 1, None));
    }
}
