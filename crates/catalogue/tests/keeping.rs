//! 1. An entity comes out as it went in, whole, by its place and by its id.
//! 2. Its facts are those of the entity.
//! 3. The bytes are the same on one thread and on two, and for the same input again.
//! 4. A catalogue of nothing opens and finds nothing.

use tamis_catalogue::{Catalogue, MeasureSet, Scratch, compile};
use tamis_model::{
    Address, Checksum, Country, CountryLink, CountryTie, Entity, EntityId, Field, Gender, Identifier,
    IdentifierKind, ListId, Listing, Measure, Name, NameKind, PartialDate, Particular, Relation, Schema,
    Source, Strength,
};

use crate::made::{catalogue, crowd, person, said};

/// An entity with something in every field.
fn full() -> Entity {
    let mut entity = Entity::new(EntityId::whole("made:full"), Schema::Other("Trust".into()));
    let source = Source::new(3, 70_000, &Field::from("sdnEntry/акт")).with_raw("raw текст");
    entity.names.push(said(Name::new("Full Name")));
    entity.names.push(said(Name::new("Фул").of_kind(NameKind::Former).of_strength(Strength::Weak)));
    entity.names[0].source = source.clone();
    for date in [
        PartialDate::day(1954, 8, 30),
        PartialDate::month(1954, 2),
        PartialDate::year(1960).map(PartialDate::circa),
        PartialDate::range(PartialDate::year(1963).unwrap(), PartialDate::year(1965).unwrap()),
    ] {
        entity.births.push(said(date.unwrap()));
    }
    entity.deaths.push(said(PartialDate::day(2020, 2, 29).unwrap()));
    entity.birth_places.push(said("Копысь, Belarus".into()));
    for (country, tie) in [(Country::from_code("BY"), CountryTie::Nationality), (None, CountryTie::Other)] {
        entity.countries.push(said(CountryLink { country, text: "Utopia".into(), tie }));
    }
    entity.genders.push(said(Gender::Female));
    let passport = Identifier::new(IdentifierKind::Passport, "MP-12").issued_by(Country::from_code("by"));
    entity.identifiers.push(said(passport));
    entity.addresses.push(said(Address {
        full: "38 Karl Marx St., Minsk".into(),
        country: Country::from_code("by"),
        ..Address::default()
    }));
    entity.relations.push(said(Relation { kind: "Linked To".into(), target: None, name: "X".into() }));
    entity.particulars.push(said(Particular { property: Field::from("position"), text: "President".into() }));
    let mut listing = Listing::new(ListId::new("made"), source);
    listing.measures = vec![Measure::AssetFreeze, Measure::Other("no tea".into())];
    listing.listed = PartialDate::day(2006, 6, 19);
    entity.listings.push(listing);
    entity
}

#[test]
fn entities_come_back() {
    let mut entities = crowd(1);
    entities.insert(100, full());
    let catalogue = catalogue(entities.clone());
    for (index, entity) in catalogue.indexes().zip(&entities) {
        assert_eq!(&catalogue.entity(index).unwrap(), entity);
        assert_eq!(catalogue.find(&entity.id), Some(index));
    }
    assert_eq!(catalogue.entities() as usize, entities.len());
    assert_eq!(catalogue.find(&EntityId::whole("made:none")), None);
}

#[test]
fn facts() {
    let entity = full();
    let catalogue = catalogue(vec![person(1, &["Another"]), entity.clone()]);
    let facts = catalogue.facts(catalogue.find(&entity.id).unwrap());
    assert_eq!(facts.id(), "made:full");
    assert_eq!(facts.schema(), entity.schema);
    let names: Vec<_> = facts.names().map(|n| (n.kind, n.strength)).collect();
    assert_eq!(names, [(NameKind::Primary, Strength::Strong), (NameKind::Former, Strength::Weak)]);
    assert!(facts.births().eq(entity.births.iter().map(|b| b.value)));
    assert!(facts.deaths().eq(entity.deaths.iter().map(|b| b.value)));
    assert!(facts.genders().eq([Gender::Female]));
    assert!(facts.countries().eq([(Country::from_code("by").unwrap(), CountryTie::Nationality)]));
    let identifier = facts.identifiers().next().unwrap();
    assert_eq!((identifier.kind, identifier.number), (IdentifierKind::Passport, "MP12"));
    assert_eq!((identifier.issuer, identifier.checksum), (Country::from_code("by"), Checksum::Unchecked));
    assert!(facts.birth_places().eq(["kopys belarus"]));
    assert!(facts.positions().eq(["president"]));
    let address = facts.addresses().next().unwrap();
    assert_eq!((address.country, address.words), (Country::from_code("by"), "38 karl marx st minsk"));
    let listing = facts.listings().next().unwrap();
    assert_eq!(listing.measures, MeasureSet::of(&entity.listings[0].measures));
    assert!(listing.measures.contains(&Measure::AssetFreeze));
    assert!(!listing.measures.contains(&Measure::TravelBan));
    assert_eq!((listing.since, listing.delisted), (PartialDate::day(2006, 6, 19), None));
}

#[test]
fn the_end_of_a_listing() {
    let (early, late) = (PartialDate::day(2020, 1, 31), PartialDate::day(2030, 1, 31));
    for (delisted, expires, kept) in [
        (None, None, (None, None)),
        (early, None, (early, None)),
        (None, late, (None, late)),
        (early, late, (early, None)),
    ] {
        let mut entity = full();
        (entity.listings[0].delisted, entity.listings[0].expires) = (delisted, expires);
        let catalogue = catalogue(vec![entity.clone()]);
        let index = catalogue.find(&entity.id).unwrap();
        let listing = catalogue.facts(index).listings().next().unwrap();
        assert_eq!((listing.delisted, listing.expires), kept);
        assert_eq!(catalogue.entity(index).unwrap(), entity, "the whole record keeps both");
    }
}

#[test]
fn same_bytes_on_any_number_of_threads() {
    let entities = crowd(30);
    let made = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| compile(entities.clone(), &[], &|_| ()).unwrap())
    };
    assert!(made(1) == made(2), "different bytes");
    assert!(made(2) == made(2), "different bytes");
}

#[test]
fn nothing() {
    let catalogue = Catalogue::from_bytes(compile([], &[], &|_| ()).unwrap()).unwrap();
    let mut scratch = Scratch::new();
    let query = catalogue.understand(&person(1, &["Anybody"]), &mut scratch);
    assert!(catalogue.candidates(&query, &mut scratch, 10).unwrap().found.is_empty());
}
