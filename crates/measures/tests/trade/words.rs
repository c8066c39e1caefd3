//! Goods in words, and the nomenclature.
//!
//! 1. Potash, timber, tyres and the rest are recognised in the usual languages; the surest code comes first.
//! 2. A description alone leads to *review* at most, and names the codes.
//! 3. Text that contradicts its code is a flag; text that says nothing is a flag; text that fits is none.
//! 4. No usual name of a column is given to two columns.
//! 5. A nomenclature is read as JSON, CSV and XML, names codes, knows siblings, and says which codes it has not.

use tamis_measures::evasion::FlagKind;
use tamis_measures::trade::{
    GoodsCode, GoodsWords, Measures, Nomenclature, Outcome, Settings, Shipment, ShipmentColumn,
};

use super::dated::shipment;

fn code(text: &str) -> GoodsCode {
    GoodsCode::parse(text).unwrap()
}

#[test]
fn goods_in_the_usual_languages() {
    let words = GoodsWords::built_in().unwrap();
    for (text, under) in [
        ("potash", "310420"),
        ("Muriate of Potash, granular", "310420"),
        ("MOP 60", "310420"),
        ("KCl 98% technical", "310420"),
        ("хлористый калий", "310420"),
        ("хлорид калия мелкий", "310420"),
        ("chlorure de potassium", "310420"),
        ("Kaliumchlorid", "310420"),
        ("chlorek potasu", "310420"),
        ("氯化钾", "310420"),
        ("fertiliser", "31"),
        ("fertilizers, mineral", "31"),
        ("удобрения минеральные", "31"),
        ("engrais", "31"),
        ("sawn timber, pine", "4407"),
        ("пиломатериалы хвойные", "4407"),
        ("Schnittholz Fichte", "4407"),
        ("Portland cement", "2523"),
        ("цемент М500", "2523"),
        ("truck tyres 315/80 R22.5", "4011"),
        ("шины грузовые", "4011"),
        ("opony zimowe", "4011"),
        ("hot rolled steel coils", "72"),
        ("экскаватор гусеничный", "8429"),
        ("diesel fuel EN590", "2710"),
        ("нефть сырая", "2709"),
        ("integrated circuits", "8542"),
        ("cigarettes", "2402"),
    ] {
        let found = words.describe(text);
        let first = found.first().unwrap_or_else(|| panic!("{text}: nothing was recognised"));
        assert!(found.iter().any(|d| d.agrees_with(code(under))), "{text}: {found:?}");
        assert!(first.score >= 0.5, "{text}: {first:?}");
    }
    assert!(words.describe("apples, fresh").is_empty());
    assert!(words.describe("").is_empty());
}

#[test]
fn words_without_a_code_are_examined() {
    let (law, words) = (Measures::built_in().unwrap(), GoodsWords::built_in().unwrap());
    let settings = Settings { words: Some(&words), ..Settings::default() };
    let asked =
        |text: &str, on: &str| Shipment { description: text.into(), ..shipment("-", "BY", "BY", "PL", on) };
    let potash = law.check(&asked("хлористый калий", "2022-03-10"), &settings);
    assert_eq!(potash.outcome, Outcome::Review);
    assert_eq!(potash.rules[0].measure.article, "1i(1)");
    assert!(potash.rules.iter().all(|f| f.applies != Some(true)), "words never prohibit");
    let apples = law.check(&asked("apples, fresh", "2022-03-10"), &settings);
    assert_eq!(apples.outcome, Outcome::Review, "no code");
}

#[test]
fn text_against_code() {
    let (law, words) = (Measures::built_in().unwrap(), GoodsWords::built_in().unwrap());
    let settings = Settings { words: Some(&words), ..Settings::default() };
    let asked = |goods: &str, text: &str| Shipment {
        description: text.into(),
        ..shipment(goods, "BY", "BY", "PL", "2022-03-10")
    };
    let kinds = |s: &Shipment| law.check(s, &settings).flags.iter().map(|f| f.kind).collect::<Vec<_>>();
    let salt = asked("25010099", "muriate of potash 60%");
    assert!(kinds(&salt).contains(&FlagKind::DescriptionAgainstCode));
    assert_eq!(law.check(&salt, &settings).outcome, Outcome::Review);
    assert!(!kinds(&asked("31042050", "muriate of potash 60%")).contains(&FlagKind::DescriptionAgainstCode));
    assert!(kinds(&asked("94036010", "goods as per invoice")).contains(&FlagKind::VagueDescription));
    assert!(kinds(&asked("94036010", "spare parts")).contains(&FlagKind::VagueDescription));
    assert!(!kinds(&asked("94036010", "wooden furniture")).contains(&FlagKind::VagueDescription));
    let before = Shipment { on: super::dated::day("2022-03-02"), ..asked("31042050", "potash MOP 60") };
    assert_eq!(
        law.check(&before, &settings).outcome,
        Outcome::Permitted,
        "the text fits the code, which is not listed yet"
    );
}

#[test]
fn a_nomenclature_in_three_forms() {
    let json = r#"[{"code":"31042010","name":"not exceeding 40 %","version":2024},{"code":"31042050","name":"40 to 62 %","version":2024},
                   {"code":"31042090","name":"exceeding 62 %","version":2024}]"#;
    let csv =
        "CN_CODE;NAME_EN\n3104 20 10;not exceeding 40 %\n3104 20 50;40 to 62 %\n3104 20 90;exceeding 62 %\n";
    let xml = r#"<?xml version="1.0"?><Classification><Item id="31042010"><Label><LabelText language="EN">not exceeding 40 %</LabelText></Label></Item>
        <Item id="31042050"><Label><LabelText>40 to 62 %</LabelText></Label></Item><Item id="31042090"><Label><LabelText>exceeding 62 %</LabelText></Label></Item></Classification>"#;
    for file in [json, csv, xml] {
        let read = Nomenclature::read(file.as_bytes()).unwrap();
        assert_eq!(read.len(), 3, "{file}");
        assert_eq!(read.name(code("31042050")), Some("40 to 62 %"));
        assert_eq!(read.siblings(code("31042050")), [code("31042010"), code("31042090")]);
        assert!(read.knows(code("3104")) && !read.knows(code("31042070")));
        let problem = read.problem(code("31042070"), Some(2024)).unwrap();
        assert!(problem.contains("3104 20 50"), "{problem}");
    }
    let read = Nomenclature::read(json.as_bytes()).unwrap();
    let settings = Settings { nomenclature: Some(&read), ..Settings::default() };
    let law = Measures::built_in().unwrap();
    assert_eq!(
        law.check(&shipment("31042070", "UA", "UA", "PL", "2022-02-01"), &settings).outcome,
        Outcome::Review
    );
    assert_eq!(
        law.check(&shipment("31042050", "UA", "UA", "PL", "2022-02-01"), &settings).outcome,
        Outcome::Permitted
    );
    for broken in ["", "   ", "[", "{}", "a,b\n1,2\n", "<a></b>", "[{\"code\":\"x\"}]"] {
        assert!(Nomenclature::read(broken.as_bytes()).is_err(), "{broken:?}");
    }
}

#[test]
fn the_official_tables_where_they_are() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/goods/");
    if !std::path::Path::new(folder).exists() {
        println!("skipped: no nomenclature beside the checkout");
        return;
    }
    for (file, least) in [("cn_codes_2024.json", 9000), ("cn_codes_2026.json", 9000), ("hs_codes.csv", 6000)]
    {
        let read = Nomenclature::read(&std::fs::read(format!("{folder}{file}")).unwrap()).unwrap();
        assert!(read.len() >= least, "{file}: {}", read.len());
        assert!(read.name(code("310420")).is_some() || read.knows(code("31042050")), "{file}");
    }
    let hs = std::fs::read_to_string(format!("{folder}hs_codes.csv")).unwrap();
    for heading in hs
        .lines()
        .filter_map(|l| l.split(',').nth(1))
        .filter(|c| c.len() == 4 && c.bytes().all(|b| b.is_ascii_digit()) && *c != "9999")
    {
        assert!(code(heading).check_heading().is_ok(), "{heading} is a heading of the Harmonized System");
    }
}

#[test]
fn each_column_name_has_one_column() {
    let mut seen = std::collections::HashMap::new();
    for column in ShipmentColumn::ALL {
        for name in column.usual_names().iter().chain([&column.name()]) {
            let before = seen.insert(tamis_tables::fold(name), *column);
            assert!(before.is_none_or(|b| b == *column), "{name:?} is {before:?} and {column:?}");
        }
    }
}
