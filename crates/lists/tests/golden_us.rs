//! 1. Every column of a made-up Consolidated Screening List and Denied Persons List arrives, each in its place.
//! 2. The real files are read in full; a hundred rows of each neither lose nor gain a text.
//! 3. A file that was cut off is refused.

use std::io::Read;

use tamis_lists::{Format, InputFile, ReadError, Snapshot, read, recognise};

use crate::second_path::{draw, invented, lost, shared};
use crate::shown::show;

const CSL: &str = "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids
101,Specially Designated Nationals (SDN) - Treasury Department,101,Individual,BELARUS-EO14038; GLOMAG,\"PRYKLADAU, Ivan\",Minister of Examples,\"1 Example Lane, Minsk, BY; BY\",,,,,,,,,,,,,(Linked To: EXAMPLE POTASH),http://example.org/1,\"SAMPLE, Jan; PRIKLADOV, Ivan\",RU,1954-08-30; circa 1955; 1953 to 1956; never,BY,\"Exampleville, Belarus\",http://example.org/2,\"BY, 2010-05-04, 2020-05-03, MP0000001, Passport; ZA, 2011-01-01, 000002, Passport; Male, Gender; section 1(b) of Executive Order 13224, Secondary sanctions risk:; BY, LC 12, Library Card No.; lonely\"
102,Sectoral Sanctions Identifications List (SSI) - Treasury Department,102,Entity,UKRAINE-EO13662,EXAMPLE POTASH,,,,,,,,,,,,,,,,,,,,,,,\"RU, 7707083893, Tax ID No.; Subject to Directive 4, Executive Order 13662 Directive Determination -; 26 Mar 2022, Effective Date (EO 14024 Directive 2):\"
102,Capta List (CAP) - Treasury Department,102,Entity,RUSSIA-EO14024,EXAMPLE POTASH,,,,,,,,,,,,,,,,,EXAMPLE NITROGEN,,,,,,
103,Specially Designated Nationals (SDN) - Treasury Department,9103,Vessel,SDGT,EXAMPLE STAR,,,,,,,,,3EXA1,Bulk Carrier,99144,56068,Panama,EXAMPLE POTASH,,,,,,,,,\"IMO 9074729, Vessel Registration Identification\"
e1,Entity List (EL) - Bureau of Industry and Security,,,,\"Example Precise Instrument
Co. Ltd \",,\"1 Example Road, Exampleton; Example Street 2, CN\",85 FR 00001,2020-08-20,,,For all items subject to the EAR.,Presumption of denial.,,,,,,,,,EPI; and The Example,,,,,,
e2,Unverified List (UVL) - Bureau of Industry and Security,,,,Example Trading,,,,soon,,,,,,,,,,,,,,,,,,,
e3,Denied Persons List (DPL) - Bureau of Industry and Security,,,,A. EXAMPLE,,,1 F.R. 2 3/4/05,2003-06-19,2056-06-29,Y,,,,,,,,,FR NOTICE ADDED,,,,,,,,
e4,Nonproliferation Sanctions (ISN) - State Department,,,E.O. 13382,Example Missiles,,,,,,,,,,,,,,,,,,,,,,,
e5,ITAR Debarred (DTC) - State Department,,,,Example Arms,,,,,,,,,,,,,,,,,,,,,,,
e6,A List That Is New (XX) - Some Department,,,,Example Novelty,,,,,,,,,,,,,,,,,,,,,,,
,Entity List (EL) - Bureau of Industry and Security,,,,Example Without Id,,,,,,,,,,,,,,,,,,,,,,,
";

const DPL: &str = "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t\"Effective_Date\"\t\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t\"FR_Citation\"
\" ANNA  EXAMPLE\"\t\"1 EXAMPLE LANE\"\t\"SAMPLETON\"\t\"TX\"\t\"US\"\t\"00001\"\t\"06/19/2003\"\t\"06/29/2056\"\t\"Y\"\t\"2007-01-31\"\t\"FEDERAL REGISTER NOTICE UPDATED\"\t\"68 F.R. 1 6/27/03\"
\"ANNA EXAMPLE\"\t\"2 EXAMPLE LANE\"\t\"SAMPLETON\"\t\"\"\t\"\"\t\"\"\t\"06/19/2003\"\t\"06/29/2056\"\t\"Y\"\t\"2007-01-31\"\t\"ADDRESS ADDED\"\t\"68 F.R. 1 6/27/03\"
\"EXAMPLE EXPORTS\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"01/02/2024\"\t\"\"\t\"N\"\t\"13/45/2024\"\t\"\"\t\"89 F.R. 2 1/5/24\"
";

fn one(name: &str, bytes: &[u8]) -> Result<Snapshot, ReadError> {
    read(&[InputFile { name, bytes }]).remove(0)
}

#[test]
fn screening_list() {
    let file = InputFile { name: "csl.csv", bytes: CSL.as_bytes() };
    assert_eq!(recognise(&file), Some(Format::UsCslCsv));
    insta::assert_snapshot!("us_csl", show(&one(file.name, file.bytes).unwrap()));
    let cut = &CSL.as_bytes()[..CSL.len() - 20];
    let Err(ReadError::Broken { what, .. }) = one("csl.csv", cut) else { panic!("read") };
    assert!(what.contains("cut off"), "{what}");
}

#[test]
fn denied_persons() {
    let file = InputFile { name: "dpl.txt", bytes: DPL.as_bytes() };
    assert_eq!(recognise(&file), Some(Format::UsDeniedPersons));
    insta::assert_snapshot!("us_dpl", show(&one(file.name, file.bytes).unwrap()));
}

/// The cells of a delimited text without its header, by a reader of its own that knows quotes and nothing else.
fn cells(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ if c == delimiter && !quoted => row.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    if !cell.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows.remove(0);
    rows
}

#[test]
fn the_real_screening_list() {
    let Some(packed) = shared("us/csl_2022-04-21.csv.gz") else { return };
    let snapshot = one("csl.csv.gz", &packed).unwrap();
    assert_eq!((snapshot.records, snapshot.entities.len()), (14_160, 14_048));
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    let rows = cells(&text, ',');
    assert_eq!(rows.len(), 14_160);
    for at in draw(rows.len(), 7) {
        let id = format!("us-csl:{}", rows[at][0]);
        let entity = snapshot.entities.iter().find(|e| e.id.as_str() == id).unwrap();
        let all = rows.iter().filter(|row| row[0] == rows[at][0]).flat_map(|row| row.iter().enumerate());
        // The type became a schema; dates of listings, which are ISO days, were parsed.
        let all = all.filter(|(column, _)| ![3, 9, 10].contains(column));
        let parts = all.flat_map(|(column, cell)| {
            let cell = if column == 22 { cell.replace("; and ", "; ") } else { cell.clone() };
            cell.split("; ").map(str::to_owned).collect::<Vec<_>>()
        });
        // Labels stand behind their values in this file; all words of a part must be found all the same.
        let texts: Vec<String> =
            parts.flat_map(|part| part.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect();
        assert_eq!(lost(entity, &texts), [""; 0], "of {id}");
        let made = invented(entity, &texts);
        let own = ["SDN", "standard", "order"];
        assert!(made.iter().all(|word| own.contains(&&**word)), "{made:?} of {id}");
    }
}

#[test]
fn the_real_denied_persons() {
    let Some(bytes) = shared("us/dpl.txt") else { return };
    let snapshot = one("dpl.txt", &bytes).unwrap();
    assert_eq!((snapshot.records, snapshot.problems.len()), (546, 0));
    let addresses: usize = snapshot.entities.iter().map(|entity| entity.addresses.len()).sum();
    assert_eq!((snapshot.entities.len(), addresses), (416, 546));
    let rows = cells(std::str::from_utf8(&bytes).unwrap().replace('\r', "").as_str(), '\t');
    for at in draw(rows.len(), 7) {
        let row = &rows[at];
        let name = row[0].split_whitespace().collect::<Vec<_>>().join(" ");
        let found = snapshot.entities.iter().filter(|e| e.names.iter().any(|n| n.value.full == name));
        // Dates were parsed; a person of several orders is as many entities.
        let texts: Vec<_> =
            row.iter().enumerate().filter(|(c, _)| ![6, 7, 9].contains(c)).map(|(_, t)| t.clone()).collect();
        assert!(found.into_iter().any(|entity| lost(entity, &texts).is_empty()), "{row:?}");
    }
}
